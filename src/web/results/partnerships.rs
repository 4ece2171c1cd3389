//! All partnerships of the programme: which conditions fail most often, where the sides disagree most, and who has no
//! agreement or no answer. Nothing of it tells how one partnership is going, or what somebody answered.

use askama::Template;
use common_ground_reports::{
    chart::{
        ChartWords, Layout, PictureError,
        multiples::{Multiples, MultiplesItem},
    },
    partnerships::{ConditionSpread, LEAST, Partnerships},
    wording,
};
use jiff::civil::Date;

use crate::{
    store::{AgreementStatus, HealthStatus, ListedPartnership, PartnershipCounts, Place, partnerships},
    web::{
        Answer, Button, ButtonAct, Desk, DrawingKey, Empty, Fact, Frame, Link, MainPlace, Markup, Member,
        Result, Trail, at, drawn_once, large_page, pager, results::index::trail,
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "results/partnerships.html")]
struct AllPartnerships {
    frame: Frame,
    trail: Trail,
    heading: String,
    facts: Vec<Fact>,
    /// What to do where there is no partner.
    empty: Option<Empty>,
    /// What the conditions say, or why that is not told.
    found: Vec<String>,
    /// The conditions over partnerships.
    conditions: Option<ConditionsOverAll>,
    rows: Vec<PartnershipRow>,
    links: Vec<Link>,
}

/// The conditions over partnerships.
#[derive(Debug)]
struct ConditionsOverAll {
    heading: String,
    /// One small chart for each, for a wide page.
    wide: Markup,
    /// The same for a phone.
    narrow: Markup,
    caption: String,
    rows: Vec<ConditionSpread>,
}

#[derive(Debug)]
struct PartnershipRow {
    name: String,
    agreement: String,
    health: &'static str,
    /// Whether something is missing or overdue.
    waits: bool,
}

/// All partnerships.
#[rocket::get("/programmes/<_>/results/partnerships?<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Member>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    // It reads the latest health check of every partnership.
    let _place = large_page(desk.app).await?;
    let (db, slug, programme) = (desk.db(), desk.slug(), desk.programme().id);
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let counts = partnerships::counts(db, programme, today).await?;
    let page = partnerships::page(db, programme, Place::of(after, before)).await?;
    let over_all = partnerships::over_all(db, programme).await?;
    let found = found(&over_all);
    let conditions = if over_all.partnerships == 0 {
        None
    } else {
        Some(conditions(over_all, desk.programme().asker()).await?)
    };
    let links = pager::links(&page, &at::results_partnerships(slug));
    let next = desk.who().runs_courses().then(|| Button::follow("Add a partner", at::new_partner(slug)));
    let nothing =
        "Your partners are listed here, with their agreements and health checks, once there are some.";
    Answer::page(&AllPartnerships {
        frame: desk.frame(MainPlace::Results),
        trail: trail(slug, "All partnerships"),
        heading: heading(&counts),
        facts: facts(&counts),
        empty: (counts.partners == 0).then(|| Empty { sentence: nothing.to_owned(), next }),
        found: if counts.partners == 0 { Vec::new() } else { found },
        conditions,
        rows: page.rows.into_iter().map(|one| row(one, today)).collect(),
        links,
    })
}

fn heading(counts: &PartnershipCounts) -> String {
    match counts.partners {
        0 => "No partnerships yet".to_owned(),
        1 => "One partnership".to_owned(),
        several => format!("{} partnerships", wording::capitalised(&wording::number(several))),
    }
}

fn facts(counts: &PartnershipCounts) -> Vec<Fact> {
    if counts.partners == 0 {
        return Vec::new();
    }
    vec![
        Fact::new("Without a confirmed agreement", counts.without_agreement.to_string()),
        Fact::new("Agreements past their review date", counts.overdue.to_string()),
    ]
}

/// The conditions that fail most often, and those that the sides see differently most often.
fn found(over_all: &Partnerships) -> Vec<String> {
    if over_all.partnerships == 0 {
        return vec![format!(
            "This page shows which conditions are low most often once {} partnerships have finished a health check. \
             With fewer, somebody could work out what one partnership answered.",
            wording::number(LEAST as u64)
        )];
    }
    let told = |spreads: Vec<&ConditionSpread>, count: fn(&ConditionSpread) -> u64| {
        let first = spreads.iter().take(3);
        let first: Vec<String> =
            first.map(|spread| format!("{} ({})", spread.label, wording::number(count(spread)))).collect();
        first.join("; ")
    };
    let all = format!(
        "Counted over {} partnerships that have finished a health check, each by its last one. The figures change when {} \
         more have.",
        wording::number(over_all.partnerships),
        wording::number(LEAST as u64)
    );
    let (failing, differently) = (over_all.failing(), over_all.seen_differently());
    let mut found = vec![all];
    if failing.is_empty() {
        found.push("No condition is low on both sides or seen differently anywhere.".to_owned());
    } else {
        let fails = told(failing, ConditionSpread::fails);
        found.push(format!(
            "Low on both sides or seen differently most often, with the number of partnerships: {fails}."
        ));
    }
    if !differently.is_empty() {
        let sides = told(differently, |spread| spread.differently);
        found.push(format!("Seen differently most often: {sides}."));
    }
    found
}

async fn conditions(over_all: Partnerships, library: &str) -> Result<ConditionsOverAll> {
    let most = over_all.failing().first().map(|spread| spread.label.clone());
    let finding = most.map_or_else(
        || "No condition fails in these partnerships".to_owned(),
        |label| format!("“{label}” fails most often"),
    );
    let item = |spread: &ConditionSpread| MultiplesItem {
        label: spread.label.clone(),
        counts: vec![spread.strength, spread.low, spread.differently, spread.unanswered],
    };
    let picture = Multiples {
        words: ChartWords {
            finding,
            subtitle: format!("Number of partnerships, of {}", over_all.partnerships),
            source: format!("{library}. Health checks, the last of each partnership."),
            measure: "partnerships by condition".to_owned(),
            groups: format!("{} partnerships", over_all.partnerships),
        },
        panels: ["Strength", "Work on together", "Seen differently", "No answer"].map(str::to_owned).into(),
        items: over_all.conditions.iter().map(item).collect(),
        whole: over_all.partnerships,
    };
    let drawing = DrawingKey::of("conditions of partnerships", &picture);
    let drawn = drawn_once(drawing, move || {
        let drawn = |layout, id: &str| picture.picture(layout).map(|one| Markup::trusted(one.inline(id)));
        Ok::<_, PictureError>((
            drawn(Layout::Wide, "conditions-wide")?,
            drawn(Layout::Narrow, "conditions-narrow")?,
        ))
    });
    let (wide, narrow) = drawn.await?;
    Ok(ConditionsOverAll {
        heading: "How the conditions are met".to_owned(),
        wide,
        narrow,
        caption: "A strength: both sides rate it 4 or more. Work on together: both rate it below 3.5. Seen differently: \
                  they are a point or more apart. No answer: a side has not rated it."
            .to_owned(),
        rows: over_all.conditions,
    })
}

fn row(one: ListedPartnership, today: Date) -> PartnershipRow {
    let overdue = one.agreement.is_overdue(today);
    let agreement = match one.agreement {
        AgreementStatus::Missing => "No agreement".to_owned(),
        AgreementStatus::Begun => "Not confirmed yet".to_owned(),
        AgreementStatus::Holds { review_on: None } => "Confirmed".to_owned(),
        AgreementStatus::Holds { review_on: Some(day) } => {
            let day = day.strftime("%-d %B %Y");
            if overdue {
                format!("Past its review date, {day}")
            } else {
                format!("Confirmed, review on {day}")
            }
        }
    };
    let health = match one.health {
        HealthStatus::Missing => "No health check yet",
        HealthStatus::Open => "The first one is open",
        HealthStatus::Unanswered => "Not answered by both sides",
        HealthStatus::Answered => "Answered by both sides",
    };
    PartnershipRow {
        waits: overdue
            || !matches!(one.agreement, AgreementStatus::Holds { .. })
            || one.health == HealthStatus::Unanswered,
        name: one.name,
        agreement,
        health,
    }
}
