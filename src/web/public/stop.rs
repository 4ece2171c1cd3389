//! Stopping letters: a page that asks, which changes nothing because mail scanners open links, and a POST that
//! does it, also for the one click of RFC 8058, which comes without cookies from another server.

use std::sync::Arc;

use askama::Template;
use rocket::{State, form::Form};
use uuid::Uuid;

use crate::{
    app::App,
    mail::Address,
    store::{
        again, courses, invitation_letters, invitations,
        programmes::{self, Programme},
        summaries, write,
    },
    system::secret::Purpose,
    web::{
        at,
        http::{
            answer::Page,
            error::{Error, Result},
            rate_limit::{Client, GuessLimits},
        },
        parts::frame::{Frame, Site},
    },
    work::publish::recipients,
};

/// Whose letters of which programme a token stops.
struct Reader {
    programme: Programme,
    email: String,
    about: &'static str,
}

/// Asks; changes nothing.
#[rocket::get("/stop/<token>")]
pub(crate) async fn ask(
    token: &str,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Page> {
    let Some(reader) = find(app, guesses, &client, token).await? else { return gone(site) };
    Page::of(&Confirm {
        frame: Frame::public(Arc::clone(site), "en"),
        sender: reader.programme.name,
        address: masked(&reader.email),
        about: reader.about.to_owned(),
        loses: format!("If you stop them, nothing more about {} will reach this address.", reader.about),
        action: at::stop(token),
    })
}

/// Stops, at once; stopping twice is stopping once.
#[rocket::post("/stop/<token>", data = "<_form>")]
pub(crate) async fn stop(
    token: &str,
    // Whatever the body holds: a button of ours, or `List-Unsubscribe=One-Click`.
    _form: Option<Form<std::collections::HashMap<String, String>>>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Page> {
    let Some(reader) = find(app, guesses, &client, token).await? else { return gone(site) };
    let address = app.secret.fingerprint(&reader.email.to_lowercase());
    let why = "asked for no more letters";
    // Mail programs that send this by one click follow nothing, so it is done again here.
    again(async || {
        let tx = write(&app.db).await?;
        invitations::stop(&tx, reader.programme.id, &address, app.clock.now()).await?;
        invitation_letters::cancel_to(&tx, reader.programme.id, &reader.email.to_lowercase(), why).await?;
        Ok(tx.commit().await?)
    })
    .await?;
    Page::of(&Done {
        frame: Frame::public(Arc::clone(site), "en"),
        sender: reader.programme.name,
        address: masked(&reader.email),
        about: reader.about.to_owned(),
    })
}

/// Nothing is left to stop.
fn gone(site: &State<Arc<Site>>) -> Result<Page> {
    Page::of(&Gone { frame: Frame::public(Arc::clone(site), "en") })
}

/// Whose letters a token of ours stops; `None` when they were deleted since. Nobody but us makes such a token, so
/// telling that apart from a made-up one tells no stranger anything.
async fn find(app: &App, guesses: &GuessLimits, client: &Client, token: &str) -> Result<Option<Reader>> {
    match app.secret.carried_id(Purpose::Stop, token) {
        Some(id) => match asked(app, id).await? {
            Some(reader) => Ok(Some(reader)),
            None => informed(app, id).await,
        },
        None if guesses.allow(client) => Err(Error::NotFound),
        None => Err(Error::TooMany),
    }
}

/// Somebody asked to answer: the id is a contact's, who may be written to longer than a list of people invited is kept.
/// Letters from before that was so carry the invitation's.
async fn asked(app: &App, id: Uuid) -> Result<Option<Reader>> {
    let db = app.db.read();
    let contact = invitations::find(db, id).await?.map_or(id, |invitation| invitation.contact_id);
    let Some(contact) = invitations::contact(db, contact).await? else { return Ok(None) };
    let programme = programmes::get(db, contact.programme_id).await?;
    Ok(Some(Reader { programme, email: contact.email, about: "surveys on working with the library" }))
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
    Ok(Some(Reader { programme, email: recipient.email, about: "course summaries" }))
}

fn masked(email: &str) -> String {
    Address::parse(email).map_or_else(|_| "…".to_owned(), |address| address.masked())
}

/// The question. Mail scanners open links, so only the button, a POST to [`Self::action`], stops anything.
#[derive(Debug, Clone, Template)]
#[template(path = "public/stop/confirm.html")]
pub(crate) struct Confirm {
    /// Top and foot.
    pub frame: Frame,
    /// Who sends the emails: “Newham Libraries”.
    pub sender: String,
    /// The address, masked: “s…@example.org”.
    pub address: String,
    /// What the emails are about: “surveys on working with the library”.
    pub about: String,
    /// What the person will no longer get, as a sentence.
    pub loses: String,
    /// Address of the POST.
    pub action: String,
}

/// The confirmation.
#[derive(Debug, Clone, Template)]
#[template(path = "public/stop/done.html")]
pub(crate) struct Done {
    /// Top and foot.
    pub frame: Frame,
    /// Who sent the emails.
    pub sender: String,
    /// The address, masked.
    pub address: String,
    /// What the emails were about.
    pub about: String,
}

/// The address is no longer held, so that there is nothing to stop.
#[derive(Debug, Clone, Template)]
#[template(path = "public/stop/gone.html")]
pub(crate) struct Gone {
    /// Top and foot.
    pub frame: Frame,
}
