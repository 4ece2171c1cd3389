//! The form of the mail server and of the sender, as far as the configuration names none. What is saved is tried at once.

use rocket::State;

use crate::{
    app::{
        App,
        mail_settings::{self, Configured},
    },
    mail::{Encryption, Mailbox, Transport},
    store::{MailServer, mail_server},
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, Result, SiteAdmin, at,
        settings::{site_done, site_form, test_email},
    },
};

/// The most characters of a line.
const LINE: usize = 200;

/// Whether anything is left to be set here.
pub(crate) fn may_change(configured: &Configured) -> bool {
    !configured.names_server() || configured.sender.is_none()
}

/// The form; where the configuration says everything, the page that says so and sends a test letter.
#[rocket::get("/programmes/<_>/settings/mail-server")]
pub(crate) async fn show(desk: Desk<'_, SiteAdmin>) -> Result<Answer> {
    if !may_change(&desk.app.mail_in_force.configured) {
        return test_email::ask(desk).await;
    }
    let set = &desk.app.mail().await?.set;
    let port = if set.host.is_empty() { "587".to_owned() } else { set.port.to_string() };
    let encryption = if set.host.is_empty() { Encryption::Required.key() } else { &*set.encryption };
    let data = FormData::of([
        ("host", &*set.host),
        ("port", &*port),
        ("encryption", encryption),
        ("user", &*set.user),
        ("sender", &*set.sender),
    ]);
    Answer::page(&form(&desk, &data, FormProblems::default()).await?)
}

/// Keeps what was entered and sends a test letter by it, or says what to mend.
#[rocket::post("/programmes/<_>/settings/mail-server", data = "<data>")]
pub(crate) async fn change(
    desk: Desk<'_, SiteAdmin>,
    data: FormData,
    transport: &State<Transport>,
) -> Result<Answer> {
    Error::not_found_unless(may_change(&desk.app.mail_in_force.configured))?;
    let tx = desk.change().await?;
    let kept = mail_server::find(&tx).await?;
    let mut problems = FormProblems::default();
    let read = read(desk.app, &data, &kept, &mut problems)?;
    if !problems.is_empty() {
        drop(tx);
        return Answer::mend(&form(&desk, &data, problems).await?);
    }
    mail_server::keep(&tx, &desk.guard.proof, &read, desk.now()).await?;
    desk.done(tx, "changed the settings", "email server").await?;
    desk.app.mail_in_force.changed();
    Ok(match test_email::send_now(&desk, transport).await? {
        Ok(left) => site_done(&desk, format!("Saved. {left}")),
        Err(trouble) => {
            let flash = format!("The settings were saved, but the test email could not be sent. {trouble}");
            Answer::on(at::settings_mail_server(desk.slug()), flash)
        }
    })
}

/// What was entered; what is wrong goes into `problems`. What the configuration names stays as it is kept.
fn read(app: &App, data: &FormData, kept: &MailServer, problems: &mut FormProblems) -> Result<MailServer> {
    let configured = &app.mail_in_force.configured;
    let mut new = kept.clone();
    if !configured.names_server() {
        new = server(app, data, kept, problems)?;
        new.sender.clone_from(&kept.sender);
    }
    if configured.sender.is_none() {
        data.one("sender").clone_into(&mut new.sender);
        problems.cap("sender", &new.sender, LINE);
        let letters_leave = configured.names_server() || !new.host.is_empty();
        match Mailbox::parse(&new.sender) {
            Ok(_) => {}
            Err(_) if new.sender.is_empty() && !letters_leave => {}
            Err(_) if new.sender.is_empty() => {
                problems.add("sender", "Enter the address that emails come from");
            }
            Err(error) => problems.add("sender", format!("Check the address: {error}")),
        }
    }
    Ok(new)
}

fn server(app: &App, data: &FormData, kept: &MailServer, problems: &mut FormProblems) -> Result<MailServer> {
    let host = data.one("host").to_lowercase();
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    problems.cap("host", &host, LINE);
    if !host.is_empty() && !is_host(&host) {
        problems.add("host", "Enter only the name of the server, such as mail.example.org");
    }
    let port = data.one("port").parse().ok().filter(|port| *port > 0);
    problems.add_if(port.is_none(), "port", "Enter a whole number from 1 to 65535");
    let encryption = Encryption::from_key(data.one("encryption"));
    problems.add_if(encryption.is_none(), "encryption", "Select when connections are encrypted");
    let (user, password) = (data.one("user").to_owned(), data.untrimmed("password"));
    problems.cap("user", &user, LINE);
    problems.cap("password", password, LINE);
    let new = MailServer {
        host,
        port: port.unwrap_or_default(),
        encryption: encryption.map(Encryption::key).unwrap_or_default().to_owned(),
        user,
        ..MailServer::default()
    };
    if new.host.is_empty() {
        return Ok(MailServer { password: String::new(), user: String::new(), ..new });
    }
    // A password goes only where it was entered for: never to another server, as another user or less encrypted.
    let same =
        MailServer { password: kept.password.clone(), sender: kept.sender.clone(), ..new.clone() } == *kept;
    let password = match (new.user.is_empty(), password) {
        (true, "") => String::new(),
        (true, _) => {
            problems.add("user", "Enter the user name for this password");
            String::new()
        }
        (false, "") if same && !kept.password.is_empty() => kept.password.clone(),
        (false, "") => {
            problems.add(
                "password",
                "Enter the password: you need to enter it again whenever you change the server",
            );
            String::new()
        }
        (false, password) => mail_settings::sealed(&app.secret, password).map_err(Error::broken)?,
    };
    Ok(MailServer { password, ..new })
}

/// Whether this can be the name or the address of a server.
fn is_host(host: &str) -> bool {
    let is_name = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.parse::<std::net::IpAddr>().is_ok() || host.split('.').all(is_name)
}

async fn form(desk: &Desk<'_, SiteAdmin>, data: &FormData, problems: FormProblems) -> Result<FormPage> {
    let mail = desk.app.mail().await?;
    let configured = &desk.app.mail_in_force.configured;
    let mut form = site_form(desk, "Email server", "How emails are sent")
        .lead(&*mail.words)
        .lead("This applies to every programme on this site.");
    if configured.names_server() {
        form =
            form.lead("The email server is set in the service’s configuration, which overrides this page.");
    }
    if let Some(sender) = &configured.sender {
        form = form.lead(format!(
            "The sender, {sender}, is set in the service’s configuration, which overrides this page."
        ));
    }
    form = form
        .lead(format!("We’ll send a test email to {}. It can take up to a minute.", desk.who().person.email));
    if !configured.names_server() {
        form = form.fields(server_fields(data, !mail.set.password.is_empty()));
    }
    if configured.sender.is_none() {
        form = form.field(Field::line("sender", "Sender of emails", data.one("sender")).hint(
            "An address your email server accepts, with a name if you like: Riverside Libraries \
             <feedback@example.org>",
        ));
    }
    Ok(form.problems(problems).button("Save and send a test email", at::settings_mail_server(desk.slug())))
}

fn server_fields(data: &FormData, has_password: bool) -> Vec<Field> {
    let ways = Encryption::ALL.map(|way| {
        let label = match way {
            Encryption::Required => "Always, with STARTTLS (usually port 587)",
            Encryption::Implicit => "Always, with TLS from the start (usually port 465)",
            Encryption::Opportunistic => "If the server offers it",
            Encryption::None => "Never: only for a server on this machine",
        };
        FormChoice::of(way.key(), label, [data.one("encryption")])
    });
    let password = if has_password {
        "A password is saved. Leave blank to keep it, unless you change the server"
    } else {
        "It’s stored encrypted and never shown again"
    };
    vec![
        Field::line("host", "Server", data.one("host")).hint(
            "Such as mail.example.org. If you leave this blank, emails are saved as files and not sent",
        ),
        Field::typed("number", "port", "Port", data.one("port")),
        Field::select("encryption", "Encryption", ways),
        Field::line("user", "User", data.one("user"))
            .hint("Leave blank if the server doesn’t need a sign-in"),
        Field::typed("password", "password", "Password", "").autocomplete("new-password").hint(password),
    ]
}
