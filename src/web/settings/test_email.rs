//! A test letter to the administrator themselves: whether letters leave, and if not, what to mend. It goes at once and
//! not by the outbox, because somebody waits for what the mail server says.

use std::sync::Arc;

use rocket::{State, http::Status};

use crate::{
    app::App,
    letters::{self, Sender},
    mail::{Delivery, Mailbox, Transport, Trouble},
    posting::InForce,
    store::audit,
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            guard::{Member, SiteAdmin},
        },
        parts::{
            form::FormPage,
            frame::Site,
            nav::{self, Place},
        },
        settings::site::{done, trail, way_out},
    },
};

/// The most characters of what a mail server said that are told.
const REPLY: usize = 300;

/// Asks before the letter is sent.
#[rocket::get("/programmes/<slug>/settings/test-letter")]
pub(crate) async fn ask(
    slug: &str,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.member;
    Page::of(&form(slug, &who, app, site, "Do emails leave?", Vec::new()).await?)
}

/// Sends it, and says in words what came of it.
#[rocket::post("/programmes/<slug>/settings/test-letter")]
pub(crate) async fn send(
    slug: &str,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    transport: &State<Transport>,
) -> Result<Answer> {
    let who = who.member;
    match send_now(app, &who, transport).await? {
        Ok(left) => Ok(done(slug, left)),
        Err(trouble) => {
            let said = vec![trouble.problem, trouble.remedy];
            let page = form(slug, &who, app, site, "The email did not leave", said).await?;
            Answer::mend(&page)
        }
    }
}

/// Sends a letter to whoever asks for it by the way that letters leave now: what the mail server answered, or what to
/// mend.
pub(crate) async fn send_now(
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
        match mail.reach_nobody() {
            Some(why) => format!("{why} The test email is there: {response}."),
            None => format!("The email to {} left. The answer was: {response}", who.person.email),
        }
    }))
}

async fn deliver(app: &App, who: &Member, mail: &InForce, configured: &Transport) -> Result<String, Trouble> {
    let transport = mail.transport(configured);
    // What is wrong before a letter is handed over comes with the remedy.
    transport.test().await?;
    let settings = &who.programme.settings;
    let wrong = |problem: String, remedy: &str| Trouble { problem, remedy: remedy.to_owned() };
    let sender = Sender::named(&mail.sender, settings).map_err(|error| {
        wrong(format!("The sender of emails cannot be used: {error}."), "Mend it in the settings.")
    })?;
    let to = Mailbox::parse(&who.person.email).map_err(|error| {
        wrong(format!("Your own address cannot be used: {error}."), "Sign in with another one.")
    })?;
    let (from, address) = (sender.from.address().clone(), to.address().clone());
    let (programme, site, now) = (&who.programme.name, &app.settings.site_url, app.clock.now());
    let message = letters::test::compose(&sender, to, programme, site, now).map_err(|error| {
        wrong(format!("The email could not be written: {error}."), "Look at the name of the sender.")
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
        Delivery::Deferred { why, .. } => Err(wrong(why, "Such emails are tried again for four days.")),
        Delivery::Unknown { why } => Err(wrong(why, "The email may have arrived: look in your mail.")),
        Delivery::Misconfigured { why } => Err(wrong(why, "Emails wait until this is mended.")),
    }
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
    let mail = app.mail().await?;
    lead.push(mail.words.clone());
    lead.push(match mail.folder {
        Some(_) => "The button saves one test email there, now.".to_owned(),
        None => format!(
            "The button sends one email to {}, now, and says what the mail server answered. It can take up to a minute.",
            who.person.email
        ),
    });
    Ok(FormPage {
        frame: nav::frame(who, site, Place::Settings),
        trail: Some(trail(slug, "Mail server")),
        heading: heading.to_owned(),
        lead,
        sections: Vec::new(),
        problems: crate::web::parts::form::Problems::default(),
        action: at::settings_test_letter(slug),
        button: if mail.folder.is_some() { "Save a test email" } else { "Send a test email to me" }
            .to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    })
}
