//! The health of a partnership: what both sides said, check by check, once it is unsealed.

pub(crate) mod cancel;
pub(crate) mod plan;
pub(crate) mod reply;
pub(crate) mod start;

use askama::Template;
use common_ground_reports::{
    chart::{Layout, Picture, PictureError},
    health::HealthHistory,
};
use rocket::http::ContentType;
use uuid::Uuid;

use crate::{
    results::health::{self, PartnershipHealth},
    store::{Health, Partner, Round, health as checks, promises},
    survey::Side,
    web::{
        Answer, Button, ButtonAct, Desk, Download, DrawingKey, Empty, Error, Frame, Link, MainPlace, Result,
        Trail, Trainer, at,
        partners::{find, health_words},
        parts::{format, health::HealthView},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "partners/health.html")]
struct HealthPage {
    frame: Frame,
    programme: String,
    trail: Trail,
    /// What is next: “Elm House: the health check closes on Friday; they have answered, we have not”
    heading: String,
    lead: Vec<String>,
    actions: Vec<Button>,
    empty: Option<Empty>,
    health: Option<HealthView>,
    /// The surveys of the check that is open.
    surveys: Vec<Link>,
    files: Vec<Link>,
    more: Vec<Link>,
}

/// Where a page below the health of a partner is.
fn trail(desk: &Desk<'_, Trainer>, partner: &Partner, here: &str) -> Trail {
    let slug = desk.slug();
    let above = vec![
        Link::new("Partners", at::partners(slug)),
        Link::new(&*partner.name, at::partner(slug, partner.id)),
        Link::new("Health", at::partner_health(slug, partner.id)),
    ];
    Trail { above, here: here.to_owned() }
}

/// What both sides said, or how to begin.
#[rocket::get("/programmes/<_>/partners/<id>/health")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let (slug, zone, now) = (desk.slug(), desk.zone(), desk.now());
    let health = health::of_partner(desk.app, id, &zone).await?;
    let plan = checks::plan(desk.db(), id).await?;
    let promises = promises::of_partner(desk.db(), id).await?;
    let names = (desk.programme().asker(), &*partner.name);
    let reply_at = |item: &str| Some(at::partner_health_reply(slug, id, item));
    let view = HealthView::of(&health, names, &promises, reply_at).await?;
    let (next, rounds) = match &health.sealed {
        Some(check) => {
            let progress = checks::progress(desk.db(), check.id).await?;
            (
                Some(health_words::open(check, progress, now, &zone)),
                checks::rounds(desk.db(), check.id).await?,
            )
        }
        None => (health_words::waiting(&health), Vec::new()),
    };
    let mut surveys = Vec::new();
    for round in &rounds {
        surveys.push(survey(&desk, round, &partner).await?);
    }
    let mut above = trail(&desk, &partner, "Health");
    above.above.pop();
    let has_open = health.sealed.is_some();
    let empty = (view.is_none() && !has_open).then(|| Empty {
        sentence: "No health check yet. In a health check, both sides rate the same 21 conditions of a good partnership. \
                   Neither sees the other’s answers before both have answered or it closes."
            .to_owned(),
        next: None,
    });
    Answer::page(&HealthPage {
        frame: desk.frame(MainPlace::Partners),
        programme: desk.programme().name.clone(),
        trail: above,
        heading: match next {
            Some(next) => format!("{}: {next}", partner.name),
            None => format!("Health of the partnership with {}", partner.name),
        },
        lead: lead(&health, plan.next_on.filter(|_| plan.every_months.is_some())),
        actions: actions(slug, id, health.sealed.as_ref(), view.is_some()),
        empty,
        files: if view.is_some() { files(slug, id) } else { Vec::new() },
        health: view,
        surveys,
        more: vec![Link::new("How often, and who answers", at::partner_health_plan(slug, id))],
    })
}

/// A survey of the check that is open: its page tells who was invited.
async fn survey(desk: &Desk<'_, Trainer>, round: &Round, partner: &Partner) -> Result<Link> {
    let survey = desk.app.survey(round).await?;
    let title = survey.title.read(round.side, crate::survey::text::ENGLISH);
    let whom = match round.side {
        Side::Library => "the library",
        Side::Partner => &*partner.name,
    };
    let day = format::date(round.opens_at, &desk.zone());
    Ok(Link::new(format!("{title}, {whom}, from {day}"), at::round(desk.slug(), &round.code)))
}

fn lead(health: &PartnershipHealth, next_on: Option<jiff::civil::Date>) -> Vec<String> {
    let mut lead = Vec::new();
    let needs = health.history.needing_reply().count();
    if needs > 0 && health.unanswered().next().is_none() {
        lead.push("Everything that is low on both sides or seen differently has a reply.".to_owned());
    }
    if health.sealed.is_some() {
        lead.push(
            "The answers are sealed: nobody sees them until both sides have answered everything, or the check closes."
                .to_owned(),
        );
    }
    lead.extend(next_on.map(|day| format!("The next check begins on {}.", day.strftime("%-d %B %Y"))));
    lead
}

fn actions(slug: &str, id: Uuid, open: Option<&Health>, has_view: bool) -> Vec<Button> {
    if open.is_some() {
        return vec![Button::follow("Cancel this health check", at::partner_health_cancel(slug, id)).quiet()];
    }
    let start = Button::follow("Start a health check", at::partner_health_start(slug, id));
    vec![Button { quiet: has_view, ..start }]
}

fn files(slug: &str, id: Uuid) -> Vec<Link> {
    vec![
        Link::new("One page to print", at::partner_health_sheet(slug, id)),
        Link::new("The picture, for print (SVG)", at::partner_health_picture(slug, id, "health.svg")),
        Link::new("The picture, for slides (PNG)", at::partner_health_picture(slug, id, "health.png")),
        Link::new("Every condition of every check (CSV)", at::partner_health_csv(slug, id)),
    ]
}

/// The same on one page of A4: the picture, and what the library replied.
#[derive(Debug, Template)]
#[template(path = "partners/health_sheet.html")]
struct HealthSheet {
    frame: Frame,
    programme: String,
    trail: Trail,
    heading: String,
    health: HealthView,
}

/// One page to print.
#[rocket::get("/programmes/<_>/partners/<id>/health/sheet")]
pub(crate) async fn sheet(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let health = health::of_partner(desk.app, id, &desk.zone()).await?;
    let promises = promises::of_partner(desk.db(), id).await?;
    let names = (desk.programme().asker(), &*partner.name);
    let view = HealthView::of(&health, names, &promises, |_| None).await?.ok_or(Error::NotFound)?;
    Answer::page(&HealthSheet {
        frame: desk.frame(MainPlace::Partners),
        programme: desk.programme().name.clone(),
        trail: trail(&desk, &partner, "Page to print"),
        heading: format!("How our partnership is going: {} and {}", names.0, names.1),
        health: view,
    })
}

/// What is unsealed, for a file.
async fn unsealed(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<(Partner, HealthHistory)> {
    let partner = find(desk, id).await?;
    let health = health::of_partner(desk.app, id, &desk.zone()).await?;
    health.latest.ok_or(Error::NotFound)?;
    Ok((partner, health.history))
}

/// The picture as a file.
#[rocket::get("/programmes/<_>/partners/<id>/health/pictures/<name>")]
pub(crate) async fn picture(desk: Desk<'_, Trainer>, id: Uuid, name: &str) -> Result<Download> {
    let (partner, history) = unsealed(&desk, id).await?;
    let strips = history.strips(desk.programme().asker(), &partner.name);
    let drawing = DrawingKey::of("the picture of the health of a partnership", &strips);
    let charts = move || -> Result<Vec<(String, Picture)>, PictureError> {
        Ok(vec![("health".to_owned(), strips.picture(Layout::Wide)?)])
    };
    Download::chart(name, name, drawing, charts).await
}

/// Every condition of every check.
#[rocket::get("/programmes/<_>/partners/<id>/health/conditions.csv")]
pub(crate) async fn csv(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Download> {
    let (_, history) = unsealed(&desk, id).await?;
    let csv = history.csv().map_err(Error::broken)?;
    Ok(Download::new("health.csv", ContentType::CSV, csv))
}
