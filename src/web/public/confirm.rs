//! The page on which one side confirms an agreement, or says what should change first.

use askama::Template;

use super::agreement::programme;
use crate::{
    letters::{Sender, agreement::AgreementEmail},
    store::{
        AgreementState, AgreementVersion, Confirmation,
        agreements::{self, Confirmed},
        outbox, partners, write,
    },
    survey::{Side, agreement::LONGEST},
    system::secret::KeyPurpose,
    web::{
        Answer, Error, Field, FieldInput, FieldProblem, FormData, FormProblems, Frame, Result, Visitor, at,
        http::flash, parts::agreement::AgreementSheet,
    },
};

/// The sheet, and what is asked of who was sent the link.
#[derive(Debug, Template)]
#[template(path = "public/confirm.html")]
struct Confirm {
    frame: Frame,
    sheet: AgreementSheet,
    state: String,
    /// Whether it is still to be confirmed.
    asks: bool,
    /// Whether a change can be asked for.
    may_object: bool,
    action: String,
    name: String,
    organisation: String,
    fields: Vec<Field>,
    problems: FormProblems,
}

impl Confirm {
    fn summary(&self) -> Vec<FieldProblem> {
        self.problems.summary(&self.fields)
    }
}

/// What is asked of somebody.
#[rocket::get("/confirm/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let (version, one) = find(&visitor, token).await?;
    Answer::page(&page(&visitor, token, &version, &one, ("", FormProblems::default())).await?)
}

/// Confirms it, or keeps what should change first.
#[rocket::post("/confirm/<token>", data = "<data>")]
pub(crate) async fn confirm(token: &str, visitor: Visitor<'_>, data: FormData) -> Result<Answer> {
    let (version, one) = find(&visitor, token).await?;
    let (app, now) = (visitor.app, visitor.app.clock.now());
    let programme = programme(&visitor, &version).await?;
    let here = at::confirm_agreement(token);
    if !may_object(&version) {
        return Ok(Answer::to(here));
    }
    let objects = data.one("answer") == "object";
    let text = data.one("objection");
    let mut problems = FormProblems::default();
    problems.cap("objection", text, LONGEST);
    problems.add_if(objects && text.is_empty(), "objection", "Write what should change");
    if !problems.is_empty() {
        return Answer::mend(&page(&visitor, token, &version, &one, (text, problems)).await?);
    }
    let tx = write(&app.db).await?;
    partners::lock(&tx, programme.id).await?;
    if objects {
        agreements::object(&tx, one.id, text).await?;
        tx.commit().await?;
        return Ok(Answer::on(here, "Thank you. The library will see what you wrote."));
    }
    let done = agreements::confirm(&tx, &one, now).await?;
    if done == Confirmed::ByBoth {
        let sender = Sender::of_programme(app, &programme.settings).await?;
        let token = app.secret.carrying_token(KeyPurpose::Agreement, version.id);
        let link = format!("{}{}", app.settings.site_url, at::agreement(token));
        for to in agreements::confirmations(&tx, version.id).await?.iter().filter(|to| !to.email.is_empty()) {
            let email = AgreementEmail::Confirmed.compose(&sender, &version, to, &link, now)?;
            outbox::enqueue(&tx, email, now).await?;
        }
    }
    tx.commit().await?;
    Ok(match done {
        Confirmed::ByBoth => Answer::on(here, "Thank you. Both sides have now confirmed the agreement."),
        Confirmed::ByOne => Answer::on(here, "Thank you. You have confirmed the agreement."),
        Confirmed::Unchanged => Answer::to(here),
    })
}

async fn find(visitor: &Visitor<'_>, token: &str) -> Result<(AgreementVersion, Confirmation)> {
    let missing = || visitor.unknown(|| Error::NotFound);
    let id = visitor.app.secret.carried_id(KeyPurpose::Confirm, token).ok_or_else(missing)?;
    let db = visitor.app.db.read();
    let one = agreements::confirmation(db, id).await?.ok_or_else(missing)?;
    let version = agreements::find(db, one.agreement_id).await?.ok_or_else(missing)?;
    Ok((version, one))
}

/// Whether a change can be asked for: before it is confirmed, and while it holds.
fn may_object(version: &AgreementVersion) -> bool {
    matches!(version.state, AgreementState::Sent | AgreementState::Confirmed)
}

async fn page(
    visitor: &Visitor<'_>,
    token: &str,
    version: &AgreementVersion,
    one: &Confirmation,
    (text, problems): (&str, FormProblems),
) -> Result<Confirm> {
    let asked = agreements::confirmations(visitor.app.db.read(), version.id).await?;
    let zone = programme(visitor, version).await?.zone();
    let document = &version.document;
    let (organisation, other) = match one.side {
        Side::Library => (&document.library, &document.partner),
        Side::Partner => (&document.partner, &document.library),
    };
    let state = match (version.state, one.confirmed_at) {
        (AgreementState::Superseded, _) => "A later version has replaced this one.".to_owned(),
        (AgreementState::Confirmed, _) => "Both sides have confirmed this agreement.".to_owned(),
        (_, Some(_)) => format!("You have confirmed this agreement. We’re waiting for {other}."),
        (_, None) => format!("{organisation} and {other} want to work together as it says here."),
    };
    let text = if text.is_empty() { &*one.objection } else { text };
    let field = Field::text("objection", "What should change?", 4, text)
        .hint("Only if it isn’t right yet. The library sees what you write.");
    Ok(Confirm {
        frame: visitor.frame().telling(flash::take(visitor.app, visitor.cookies)),
        sheet: AgreementSheet::new(version, &asked, &zone),
        state,
        asks: version.state == AgreementState::Sent && one.confirmed_at.is_none(),
        may_object: may_object(version),
        action: at::confirm_agreement(token),
        name: one.name.clone(),
        organisation: organisation.clone(),
        fields: vec![field],
        problems,
    })
}
