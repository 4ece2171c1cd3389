//! A test letter to the administrator themselves: whether letters leave, and if not, what to mend. It goes at once and
//! not by the outbox, because somebody waits for what the mail server says.

use std::sync::Arc;

use rocket::{State, http::Status};
use uuid::Uuid;

use super::{
    Changed,
    site::{done, trail, way_out},
};
use crate::{
    app::App,
    mail::{Delivery, Headers, Letter, Mailbox, Sender, Transport, Trouble},
    posting::InForce,
    store::audit,
    web::{
        error::Result,
        guard::{Member, SiteAdmin},
        nav::{self, Place},
        page::Page,
        view::{form::FormPage, frame::Site},
    },
};

/// The most characters of what a mail server said that are told.
const REPLY: usize = 300;

/// Asks before the letter is sent.
#[rocket::get("/programmes/<slug>/settings/test-letter")]
pub(in crate::web) async fn ask(
    slug: &str,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.member;
    Page::of(&form(slug, &who, app, site, "Do letters leave?", Vec::new()).await?)
}

/// Sends it, and says in words what came of it.
#[rocket::post("/programmes/<slug>/settings/test-letter")]
pub(in crate::web) async fn send(
    slug: &str,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    transport: &State<Transport>,
) -> Result<Changed> {
    let who = who.member;
    match send_now(app, &who, transport).await? {
        Ok(left) => Ok(done(slug, left)),
        Err(trouble) => {
            let said = vec![trouble.problem, trouble.remedy];
            let page = form(slug, &who, app, site, "The letter did not leave", said).await?;
            Ok(Changed::Refused(Page::with_status(Status::UnprocessableEntity, &page)?))
        }
    }
}

/// Sends a letter to whoever asks for it by the way that letters leave now: what the mail server answered, or what to
/// mend.
pub(super) async fn send_now(
    app: &App,
    who: &Member,
    transport: &Transport,
) -> Result<Result<String, Trouble>> {
    let db = app.db.write_one();
    let now = app.clock.now().into();
    audit::record(db, Some(who.programme.id), &who.person, "sent a test letter to", &who.person.email, now)
        .await?;
    let mail = app.mail().await?;
    Ok(deliver(app, who, &mail, transport).await.map(|response| {
        let response: String = response.chars().take(REPLY).collect();
        format!("The letter to {} left. The answer was: {response}", who.person.email)
    }))
}

async fn deliver(app: &App, who: &Member, mail: &InForce, configured: &Transport) -> Result<String, Trouble> {
    let transport = mail.transport(configured);
    // What is wrong before a letter is handed over comes with the remedy.
    transport.test().await?;
    let settings = &who.programme.settings;
    let wrong = |problem: String, remedy: &str| Trouble { problem, remedy: remedy.to_owned() };
    let sender = Sender::of(&mail.sender, &settings.sender_name, &settings.reply_to).map_err(|error| {
        wrong(format!("The sender of letters cannot be used: {error}."), "Mend it in the settings.")
    })?;
    let to = Mailbox::parse(&who.person.email).map_err(|error| {
        wrong(format!("Your own address cannot be used: {error}."), "Sign in with another one.")
    })?;
    let (from, address) = (sender.from.address().clone(), to.address().clone());
    let message = compose(app, who, sender, to).map_err(|error| {
        wrong(format!("The letter could not be written: {error}."), "Look at the name of the sender.")
    })?;
    match transport.deliver(Some(&from), &address, &message).await {
        Delivery::Sent { response } => Ok(response),
        Delivery::Failed { why, .. } => Err(wrong(
            why,
            if app.posting.configured.names_server()
                || app.posting.configured.sender.is_some()
                || mail.set.host.is_empty()
            {
                "If the server refuses the sender, set COMMON_GROUND_MAIL_FROM to an address it knows."
            } else {
                "If the server refuses the sender, enter an address that it knows."
            },
        )),
        Delivery::Deferred { why, .. } => Err(wrong(why, "Such letters are tried again for four days.")),
        Delivery::Unknown { why } => Err(wrong(why, "The letter may have arrived: look in your mail.")),
        Delivery::Misconfigured { why } => Err(wrong(why, "Letters wait until this is mended.")),
    }
}

fn compose(
    app: &App,
    who: &Member,
    sender: Sender,
    to: Mailbox,
) -> Result<Vec<u8>, crate::mail::ComposeError> {
    let host = sender.from.address().domain().to_owned();
    let headers = Headers {
        message_id: format!("test-{}@{host}", Uuid::new_v4()),
        reply_to: Some(sender.reply_to),
        from: sender.from,
        to,
        date: app.clock.now(),
        list_id: None,
        unsubscribe_url: None,
        unsubscribe_mailto: None,
        one_click: false,
        auto_submitted: true,
    };
    let letter = Letter {
        subject: format!("Test letter of {}", who.programme.name),
        text: format!(
            "You asked for this letter in the settings of {}.\n\nThat you can read it says that letters leave. If it lay \
             in the folder for unwanted mail, ask whoever runs your mail to let letters from {host} through.\n\n{}\n",
            who.programme.name, app.settings.site_url
        ),
        ..Letter::default()
    };
    letter.compose(&headers)
}

async fn form(
    slug: &str,
    who: &Member,
    app: &App,
    site: &Arc<Site>,
    heading: &str,
    said: Vec<String>,
) -> Result<FormPage> {
    let mut lead = said;
    lead.push(app.mail().await?.words.clone());
    lead.push(format!(
        "The button sends one letter to {}, now, and says what the mail server answered. It can take up to a minute.",
        who.person.email
    ));
    Ok(FormPage {
        frame: nav::frame(slug, who, site, Place::Settings),
        trail: Some(trail(slug, "Mail server")),
        heading: heading.to_owned(),
        lead,
        sections: Vec::new(),
        problems: crate::web::view::form::Problems::default(),
        action: rocket::uri!(send(slug)).to_string(),
        button: "Send a test letter to me".to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    })
}
