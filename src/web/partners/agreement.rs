//! The agreement with a partner: what holds, what is being written, and what comes next.

pub(crate) mod edit;
pub(crate) mod fill;
pub(crate) mod send;

use askama::Template;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    store::{AgreementState, AgreementVersion, Confirmation, Partner, agreements},
    survey::agreement::{ChangedPart, Part},
    system::secret::KeyPurpose,
    web::{
        Answer, Button, ButtonAct, Desk, Error, Frame, Link, MainPlace, Result, Row, RowEnd, Trail, Trainer,
        at,
        partners::find,
        parts::{agreement::AgreementSheet, format},
    },
};

/// A version on the screen of staff.
#[derive(Debug, Template)]
#[template(path = "partners/agreement.html")]
struct AgreementPage {
    frame: Frame,
    programme: String,
    trail: Trail,
    heading: String,
    lead: Vec<String>,
    actions: Vec<Button>,
    /// What people want changed before they confirm.
    objections: Vec<Row>,
    sheet: Option<AgreementSheet>,
    changes: Vec<ChangedPart>,
    versions: Vec<Row>,
}

/// A partner with the versions of its agreement, the latest first.
struct Agreed {
    partner: Partner,
    versions: Vec<AgreementVersion>,
}

impl Agreed {
    async fn read(desk: &Desk<'_, Trainer>, partner: Uuid) -> Result<Self> {
        let partner = find(desk, partner).await?;
        let versions = agreements::of_partner(desk.db(), partner.id).await?;
        Ok(Self { partner, versions })
    }

    /// The draft, where the latest version is one.
    fn draft(&self) -> Option<&AgreementVersion> {
        self.versions.first().filter(|latest| latest.state == AgreementState::Draft)
    }

    fn trail(&self, desk: &Desk<'_, Trainer>, here: &str) -> Trail {
        let slug = desk.slug();
        let above = vec![
            Link::new("Partners", at::partners(slug)),
            Link::new(&*self.partner.name, at::partner(slug, self.partner.id)),
        ];
        Trail { above, here: here.to_owned() }
    }
}

/// The latest version, or how to begin.
#[rocket::get("/programmes/<_>/partners/<id>/agreement")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let version = agreed.versions.first();
    Answer::page(&page(&desk, &agreed, version).await?)
}

/// An earlier version.
#[rocket::get("/programmes/<_>/partners/<id>/agreement/versions/<version>")]
pub(crate) async fn version(desk: Desk<'_, Trainer>, id: Uuid, version: i32) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let version = agreed.versions.iter().find(|one| one.version == version).ok_or(Error::NotFound)?;
    Answer::page(&page(&desk, &agreed, Some(version)).await?)
}

/// Makes a version that waits for confirmation a draft again.
#[rocket::post("/programmes/<_>/partners/<id>/agreement/take-back")]
pub(crate) async fn take_back(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let latest = agreed.versions.first().ok_or(Error::NotFound)?;
    let tx = desk.change().await?;
    let page = at::partner_agreement(desk.slug(), id);
    if !agreements::take_back(&tx, latest.id, desk.now()).await? {
        return Ok(Answer::on(page, "This version isn’t waiting to be confirmed any more."));
    }
    desk.done(tx, "took back the agreement with", &agreed.partner.name).await?;
    Ok(Answer::on(page, "It’s a draft again, and the links that were sent have stopped working."))
}

async fn page(
    desk: &Desk<'_, Trainer>,
    agreed: &Agreed,
    version: Option<&AgreementVersion>,
) -> Result<AgreementPage> {
    let (slug, zone) = (desk.slug(), desk.zone());
    let asked = match version {
        Some(version) => agreements::confirmations(desk.db(), version.id).await?,
        None => Vec::new(),
    };
    let before = version.and_then(|version| {
        agreed
            .versions
            .iter()
            .find(|earlier| earlier.version < version.version)
            .map(|earlier| (version, earlier))
    });
    let changes = before.map(|(version, earlier)| version.document.changes_since(&earlier.document));
    let objections = asked.iter().filter(|one| !one.objection.is_empty());
    let objections =
        objections.map(|one| Row::new(format!("{} asks for a change", one.name), &*one.objection));
    let rows = agreed.versions.iter().map(|one| {
        Row::new(format!("Version {}", one.version), state(one, &zone)).to(at::partner_agreement_version(
            slug,
            agreed.partner.id,
            one.version,
        ))
    });
    Ok(AgreementPage {
        frame: desk.frame(MainPlace::Partners),
        programme: desk.programme().name.clone(),
        trail: agreed.trail(desk, "Agreement"),
        heading: format!("Agreement with {}", agreed.partner.name),
        lead: lead(version, &asked, &zone),
        actions: actions(desk, agreed, version),
        objections: objections.collect(),
        sheet: version.map(|version| AgreementSheet::new(version, &asked, &zone)),
        changes: changes.unwrap_or_default(),
        versions: if agreed.versions.len() > 1 { rows.collect() } else { Vec::new() },
    })
}

/// What is next.
fn lead(version: Option<&AgreementVersion>, asked: &[Confirmation], zone: &TimeZone) -> Vec<String> {
    let Some(version) = version else {
        return vec![
            "There is no agreement with this partner yet. It’s one page that says what each side offers and hopes to \
             get, who does what, and when you look at it again. Write it together; both sides then confirm it by email."
                .to_owned(),
        ];
    };
    let mut lead = vec![format!("{}.", state(version, zone))];
    let missing = version.document.missing().count() + usize::from(version.document.review_on.is_none());
    if version.state == AgreementState::Draft && missing > 0 {
        lead.push(match missing {
            1 => "One part is still empty.".to_owned(),
            several => format!("{several} parts are still empty."),
        });
    }
    if version.state == AgreementState::Sent {
        let waiting = asked.iter().filter(|one| one.confirmed_at.is_none());
        lead.extend(waiting.map(|one| format!("We’re waiting for {} ({}).", one.name, one.email)));
    }
    lead
}

/// Where a version is in its life: “Draft, changed on 3 May 2026”.
pub(super) fn state(version: &AgreementVersion, zone: &TimeZone) -> String {
    let day = format::date(version.changed_at, zone);
    match version.state {
        AgreementState::Draft => format!("Draft, changed on {day}"),
        AgreementState::Sent => format!("Sent to both sides on {day}, not confirmed by both yet"),
        AgreementState::Confirmed => format!("Confirmed by both sides on {day}"),
        AgreementState::Superseded if version.is_put_aside() => {
            format!("Earlier draft, last changed on {day}, never confirmed by both sides")
        }
        AgreementState::Superseded => "Replaced by a later version".to_owned(),
    }
}

fn actions(desk: &Desk<'_, Trainer>, agreed: &Agreed, version: Option<&AgreementVersion>) -> Vec<Button> {
    let (slug, id) = (desk.slug(), agreed.partner.id);
    let edit = at::partner_agreement_edit(slug, id);
    let fill =
        Button::follow("Fill in from what was offered and asked", at::partner_agreement_fill(slug, id))
            .quiet();
    let Some(version) = version else { return vec![Button::follow("Write the agreement", edit), fill] };
    let link = at::agreement(desk.app.secret.carrying_token(KeyPurpose::Agreement, version.id));
    let sheet = Button::follow("Page to print or pass on", link).quiet();
    if agreed.versions.first() != Some(version) {
        return vec![sheet];
    }
    match version.state {
        AgreementState::Draft => vec![
            Button::follow("Edit", edit).quiet(),
            fill,
            Button::follow("Ask both sides to confirm", at::partner_agreement_send(slug, id)),
            sheet,
        ],
        AgreementState::Sent => {
            let back = at::partner_agreement_take_back(slug, id);
            vec![sheet, Button::send("Take it back to change it", back).quiet()]
        }
        AgreementState::Confirmed | AgreementState::Superseded => {
            let tasks = Some(Part::Tasks.key());
            let promise = at::query(at::new_promise(slug), &[("partner", &Some(id)), ("line", &tasks)]);
            vec![
                sheet,
                Button::follow("Promise something that it says", promise).quiet(),
                Button::follow("Write the next version", edit).quiet(),
            ]
        }
    }
}
