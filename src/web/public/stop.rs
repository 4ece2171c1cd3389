//! Stopping letters: a page that asks, which changes nothing because mail scanners open links, and a POST that
//! does it, also for the one click of RFC 8058, which comes without cookies from another server.

use uuid::Uuid;

use crate::{
    app::App,
    mail::Address,
    store::{
        Programme, again, courses, invitation_letters, invitations, programmes, summaries, unsubscribes,
        write,
    },
    survey::words::UnsubscribingWords,
    system::secret::KeyPurpose,
    web::{Answer, Error, FormPage, Frame, Notice, Result, Visitor, at, http::visitor::AnyOrigin},
    work::publish::recipients,
};

/// Whose letters of which programme a token stops.
struct Reader {
    programme: Programme,
    email: String,
    about: About,
}

/// What letters are about.
#[derive(Clone, Copy)]
enum About {
    Surveys,
    Summaries,
}

impl About {
    fn said(self, said: &UnsubscribingWords) -> &'static str {
        match self {
            Self::Surveys => said.surveys,
            Self::Summaries => said.summaries,
        }
    }
}

/// Asks; changes nothing.
#[rocket::get("/stop/<token>")]
pub(crate) async fn ask(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let Some(reader) = find(&visitor, token).await? else { return gone(&visitor) };
    let frame = visitor.frame_in_their_language();
    let (said, action) = (&frame.words().pages.unsubscribing, frame.leads_to(&at::stop(token)));
    let page = FormPage::new(frame, said.asks)
        .lead((said.sends)(&reader.programme.name, reader.about.said(said), &masked(&reader.email)))
        .lead(said.not_yet)
        .button(said.button, action);
    Answer::page(&page)
}

/// Stops, at once; stopping twice is stopping once. Whatever the body holds, a button of ours or
/// `List-Unsubscribe=One-Click`, it is not read.
#[rocket::post("/stop/<token>")]
pub(crate) async fn stop(token: &str, visitor: AnyOrigin<'_>) -> Result<Answer> {
    let AnyOrigin(visitor) = visitor;
    let app = visitor.app;
    let Some(reader) = find(&visitor, token).await? else { return gone(&visitor) };
    let why = "unsubscribed";
    // Mail programs that send this by one click follow nothing, so it is done again here.
    again(async || {
        let tx = write(&app.db).await?;
        unsubscribes::stop(&tx, &app.secret, reader.programme.id, &reader.email, app.clock.now()).await?;
        invitation_letters::cancel_to(&tx, reader.programme.id, &reader.email.to_lowercase(), why).await?;
        tx.commit().await
    })
    .await?;
    let frame = visitor.frame_in_their_language();
    let said = &frame.words().pages.unsubscribing;
    let about = reader.about.said(said);
    let lead = (said.never_again)(&reader.programme.name, about, &masked(&reader.email));
    say(frame, said.done, lead, said.on_its_way)
}

/// Nothing is left to stop.
fn gone(visitor: &Visitor<'_>) -> Result<Answer> {
    let frame = visitor.frame_in_their_language();
    let [heading, lead, more] = frame.words().pages.unsubscribing.gone;
    say(frame, heading, lead.to_owned(), more)
}

fn say(frame: Frame, heading: &str, lead: String, more: &str) -> Result<Answer> {
    // The same page in another language would ask again.
    let frame = Frame { languages: Vec::new(), ..frame };
    let sentences = vec![more.to_owned()];
    Answer::page(&Notice { frame, heading: heading.to_owned(), lead, sentences, link: None })
}

/// Whose letters a token of ours stops; `None` when they were deleted since. Nobody but us makes such a token, so
/// telling that apart from a made-up one tells no stranger anything.
async fn find(visitor: &Visitor<'_>, token: &str) -> Result<Option<Reader>> {
    let id = visitor.app.secret.carried_id(KeyPurpose::Stop, token);
    let id = id.ok_or_else(|| visitor.unknown(|| Error::NotFound))?;
    match asked(visitor.app, id).await? {
        Some(reader) => Ok(Some(reader)),
        None => informed(visitor.app, id).await,
    }
}

/// Somebody asked to answer: the id is a contact's, who may be written to longer than a list of people invited is kept.
/// Letters from before that was so carry the invitation's.
async fn asked(app: &App, id: Uuid) -> Result<Option<Reader>> {
    let db = app.db.read();
    let contact = invitations::find(db, id).await?.map_or(id, |invitation| invitation.contact_id);
    let Some(contact) = invitations::contact(db, contact).await? else { return Ok(None) };
    let programme = programmes::get(db, contact.programme_id).await?;
    Ok(Some(Reader { programme, email: contact.email, about: About::Surveys }))
}

/// A manager or another reader of summaries: the id is a delivery's.
async fn informed(app: &App, id: Uuid) -> Result<Option<Reader>> {
    let db = app.db.read();
    let Some(delivery) = summaries::delivery(db, id).await? else { return Ok(None) };
    let Some(summary) = summaries::find(db, delivery.summary_id).await? else { return Ok(None) };
    let (Some(course), Some(recipient)) =
        (courses::find(db, summary.course_id).await?, recipients::of_delivery(app, &delivery).await?)
    else {
        return Ok(None);
    };
    let programme = programmes::get(db, course.programme).await?;
    Ok(Some(Reader { programme, email: recipient.email, about: About::Summaries }))
}

fn masked(email: &str) -> String {
    Address::parse(email).map_or_else(|_| "…".to_owned(), |address| address.masked())
}
