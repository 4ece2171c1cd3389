//! A correction before it is sent: who gets it, and the email exactly as they will.

use askama::Template;
use common_ground_reports::wording;
use rocket::Either;
use uuid::Uuid;

use crate::{
    letters,
    store::{Course, summary_drafts},
    web::{
        Answer, Desk, FormData, Frame, HiddenField, Link, MainPlace, Markup, Result, Trail, Trainer, at,
        courses::summary::{
            agreed,
            correction::{Draft, read, refuse},
            find, links, named,
            preview::Document,
            trail,
        },
        drawn,
    },
    work::publish::resend::{self, Proposal},
};

/// A correction that can be sent.
#[derive(Debug, Template)]
#[template(path = "courses/summary/correction/preview.html")]
struct Preview {
    frame: Frame,
    trail: Trail,
    /// “Send this correction to 3 people?”
    heading: String,
    /// Whether emails reach nobody now.
    lead: Option<String>,
    /// Who gets it, by name and address.
    recipients: Vec<String>,
    subject: String,
    carried: Vec<HiddenField>,
    /// Where it is sent, and where one changes it.
    action: String,
    /// The email as mail programs show it.
    letter: String,
    button: String,
    cancel: Link,
    /// The page behind the email.
    body: Markup,
}

/// Shows it, if it can be sent.
#[rocket::post("/programmes/<_>/courses/<id>/summary/correction/preview", data = "<data>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let draft = read(&desk, &course, &data).await?;
    let Proposal { summary, recipients } = match proposed(&desk, &course, draft).await? {
        Ok(proposal) => proposal,
        Err(refused) => return refuse(&desk, &course, &data, *refused).await,
    };
    let own = summary_drafts::of_course(desk.db(), id).await?.text;
    let subject = letters::summary::subject(desk.programme(), &own, &summary);
    let links = links(desk.slug(), id);
    let body = drawn(move || summary.page_body(&links)).await?;
    let people = wording::counted(recipients.len() as u64, "person", "people");
    let slug = desk.slug();
    Answer::page(&Preview {
        frame: desk.frame(MainPlace::Courses),
        trail: trail(&desk, &course, "Correction"),
        heading: format!("Send this correction to {people}?"),
        lead: desk.app.mail().await?.reach_nobody(),
        recipients: named(&recipients),
        subject,
        carried: carried(&data),
        action: at::course_summary_correction(slug, id),
        letter: at::course_summary_correction_email(slug, id),
        button: format!("Send to {people}"),
        cancel: Link::new("Back without a correction", at::course_summary_deliveries(slug, id)),
        body: Markup::trusted(body),
    })
}

/// The email as mail programs show it.
#[rocket::post("/programmes/<_>/courses/<id>/summary/correction/email.html", data = "<data>")]
pub(crate) async fn letter(
    desk: Desk<'_, Trainer>,
    id: Uuid,
    data: FormData,
) -> Result<Either<Document, Answer>> {
    let course = find(&desk, id).await?;
    let draft = read(&desk, &course, &data).await?;
    Ok(match proposed(&desk, &course, draft).await? {
        Ok(Proposal { summary, .. }) => {
            let own = summary_drafts::of_course(desk.db(), id).await?.text;
            let email = letters::summary::sample(desk.app, desk.programme(), &own, summary).await?;
            Either::Left(Document::email(desk.slug(), email))
        }
        Err(refused) => Either::Right(refuse(&desk, &course, &data, *refused).await?),
    })
}

/// What it would send, or the draft with why nothing can be sent.
async fn proposed(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    mut draft: Draft,
) -> Result<std::result::Result<Proposal, Box<Draft>>> {
    if draft.is_late || !draft.problems.is_empty() {
        return Ok(Err(Box::new(draft)));
    }
    let proposal = resend::propose(desk.app, desk.programme(), course, &draft.change, desk.now()).await?;
    draft.is_late = proposal.is_none();
    Ok(proposal.ok_or(Box::new(draft)))
}

/// What was entered, for the form that sends it.
fn carried(data: &FormData) -> Vec<HiddenField> {
    let names = ["revision", "text"].map(str::to_owned).into_iter().chain(agreed::names());
    let carried = names.map(|name| HiddenField { value: data.one(&name).to_owned(), name });
    carried.filter(|carried| !carried.value.is_empty()).collect()
}
