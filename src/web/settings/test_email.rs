//! A test letter to the administrator themselves: whether letters leave, and if not, what to mend. It goes at once and
//! not by the outbox, because somebody waits for what the mail server says.

use rocket::State;

use crate::{
    app::mail_settings::InForce,
    letters::{self, Sender},
    mail::{Delivery, Mailbox, Transport, Trouble},
    web::{
        Answer, Desk, FormPage, Result, SiteAdmin, at,
        settings::{site_done, site_form},
    },
};

/// The most characters of what a mail server said that are told.
const REPLY: usize = 300;

#[rocket::get("/programmes/<_>/settings/test-email")]
pub(crate) async fn ask(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    Answer::page(&form(&desk, "Test email", Vec::new()).await?)
}

/// Sends it, and says in words what came of it.
#[rocket::post("/programmes/<_>/settings/test-email")]
pub(crate) async fn send(desk: Desk<'_, SiteAdmin>, transport: &State<Transport>) -> Result<Answer> {
    match send_now(&desk, transport).await? {
        Ok(left) => Ok(site_done(&desk, left)),
        Err(trouble) => {
            let said = vec![trouble.problem, trouble.remedy];
            Answer::mend(&form(&desk, "The email could not be sent", said).await?)
        }
    }
}

/// Sends a letter to whoever asks for it by the way that letters leave now: what the mail server answered, or what to
/// mend.
pub(crate) async fn send_now(
    desk: &Desk<'_, SiteAdmin>,
    transport: &Transport,
) -> Result<Result<String, Trouble>> {
    let person = &desk.who().person;
    desk.note("sent a test email to", &person.email).await?;
    let mail = desk.app.mail().await?;
    Ok(deliver(desk, &mail, transport).await.map(|response| {
        let response: String = response.chars().take(REPLY).collect();
        match mail.reach_nobody() {
            Some(why) => format!("{why} The test email was saved there: {response}."),
            None => format!("The email to {} was sent. The email server said: {response}", person.email),
        }
    }))
}

async fn deliver(
    desk: &Desk<'_, SiteAdmin>,
    mail: &InForce,
    configured: &Transport,
) -> Result<String, Trouble> {
    let (app, programme) = (desk.app, desk.programme());
    let transport = mail.transport(configured);
    // What is wrong before a letter is handed over comes with the remedy.
    transport.test().await?;
    let wrong = |problem: String, remedy: &str| Trouble { problem, remedy: remedy.to_owned() };
    let sender = Sender::named(&mail.sender, &programme.settings).map_err(|error| {
        wrong(format!("The sender of emails can’t be used: {error}."), "Correct it in the settings.")
    })?;
    let to = Mailbox::parse(&desk.who().person.email).map_err(|error| {
        wrong(format!("Your own email address can’t be used: {error}."), "Sign in with another one.")
    })?;
    let (from, address) = (sender.from.address().clone(), to.address().clone());
    let site = &app.settings.site_url;
    let message =
        letters::settings::test_email(&sender, to, &programme.name, site, desk.now()).map_err(|error| {
            wrong(format!("The email could not be written: {error}."), "Check the name of the sender.")
        })?;
    match transport.deliver(Some(&from), &address, &message).await {
        Delivery::Sent { response } => Ok(response),
        Delivery::Failed { why, .. } => Err(wrong(
            why,
            if app.mail_in_force.configured.names_server()
                || app.mail_in_force.configured.sender.is_some()
                || mail.set.host.is_empty()
            {
                "If the server refuses the sender, set COMMON_GROUND_MAIL_FROM to an address it accepts."
            } else {
                "If the server refuses the sender, enter an address that it accepts."
            },
        )),
        Delivery::Deferred { why, .. } => Err(wrong(why, "Emails like this are tried again for four days.")),
        Delivery::Unknown { why } => Err(wrong(why, "The email may have arrived: check your inbox.")),
        Delivery::Misconfigured { why } => Err(wrong(why, "Emails wait until this is fixed.")),
    }
}

async fn form(desk: &Desk<'_, SiteAdmin>, heading: &str, said: Vec<String>) -> Result<FormPage> {
    let mail = desk.app.mail().await?;
    let form =
        said.into_iter().fold(site_form(desk, "Test email", heading), FormPage::lead).lead(&*mail.words);
    let address = at::settings_test_email(desk.slug());
    Ok(match mail.folder {
        Some(_) => form.lead("This saves a test email there now.").button("Save a test email", address),
        None => form
            .lead(format!(
                "We’ll send a test email to {} and show what the email server says. It can take up to a \
                 minute.",
                desk.who().person.email
            ))
            .button("Send a test email", address),
    })
}
