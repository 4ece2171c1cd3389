//! The form of the mail server and of the sender, as far as the configuration names none. What is saved is tried at once.

use std::sync::Arc;

use rocket::{State, http::Status};

use crate::{
    app::App,
    mail::{Encryption, Mailbox, Transport},
    posting::{self, Configured},
    store::{
        self, audit,
        mail_server::{self, MailServer},
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Member, SiteAdmin},
        },
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
        },
        settings::{
            site::{done, trail, way_out},
            test_email,
        },
    },
};

/// The most characters of a line.
const LINE: usize = 200;

/// Whether anything is left to be set here.
pub(crate) fn may_change(configured: &Configured) -> bool {
    !configured.names_server() || configured.sender.is_none()
}

/// The form; where the configuration says everything, the page that says so and sends a test letter.
#[rocket::get("/programmes/<slug>/settings/mail-server")]
pub(crate) async fn show(
    slug: &str,
    who: SiteAdmin,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    if !may_change(&app.posting.configured) {
        return test_email::ask(slug, who, app, site).await;
    }
    let set = &app.mail().await?.set;
    let port = if set.host.is_empty() { "587".to_owned() } else { set.port.to_string() };
    let encryption = if set.host.is_empty() { Encryption::Required.key() } else { &*set.encryption };
    let entries = FormData::of([
        ("host", &*set.host),
        ("port", &*port),
        ("encryption", encryption),
        ("user", &*set.user),
        ("sender", &*set.sender),
    ]);
    let mut page = form(slug, &who.member, app, site, &entries, Problems::default()).await?;
    page.frame = page.frame.telling(told.0);
    Page::of(&page)
}

/// Keeps what was entered and sends a test letter by it, or says what to mend.
#[rocket::post("/programmes/<slug>/settings/mail-server", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    who: SiteAdmin,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    transport: &State<Transport>,
) -> Result<Answer> {
    let SiteAdmin { member: who, proof } = who;
    let configured = &app.posting.configured;
    if !may_change(configured) {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let kept = mail_server::find(&tx).await?;
    let mut problems = Problems::default();
    let read = read(app, &entries, &kept, &mut problems)?;
    if !problems.is_empty() {
        drop(tx);
        let page = form(slug, &who, app, site, &entries, problems).await?;
        return Answer::mend(&page);
    }
    mail_server::keep(&tx, &proof, &read, now.into()).await?;
    let programme = Some(who.programme.id);
    audit::record(&tx, programme, &who.person, "changed the settings", "mail server", now.into()).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    app.posting.changed();
    Ok(match test_email::send_now(app, &who, transport).await? {
        Ok(left) => done(slug, format!("Saved. {left}")),
        Err(trouble) => {
            let again = at::settings_mail_server(slug);
            let told = format!("It is saved, but the test email did not leave. {trouble}");
            Answer::on(again, told)
        }
    })
}

/// What was entered; what is wrong goes into `problems`. What the configuration names stays as it is kept.
fn read(app: &App, entries: &FormData, kept: &MailServer, problems: &mut Problems) -> Result<MailServer> {
    let configured = &app.posting.configured;
    let mut new = kept.clone();
    if !configured.names_server() {
        new = server(app, entries, kept, problems)?;
        new.sender.clone_from(&kept.sender);
    }
    if configured.sender.is_none() {
        entries.one("sender").clone_into(&mut new.sender);
        problems.cap("sender", &new.sender, LINE);
        let letters_leave = configured.names_server() || !new.host.is_empty();
        match Mailbox::parse(&new.sender) {
            Ok(_) => {}
            Err(_) if new.sender.is_empty() && !letters_leave => {}
            Err(_) if new.sender.is_empty() => {
                problems.add("sender", "Enter the address that emails come from");
            }
            Err(error) => problems.add("sender", format!("This is no address: {error}")),
        }
    }
    Ok(new)
}

fn server(app: &App, entries: &FormData, kept: &MailServer, problems: &mut Problems) -> Result<MailServer> {
    let host = entries.one("host").to_lowercase();
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    problems.cap("host", &host, LINE);
    if !host.is_empty() && !is_host(&host) {
        problems.add("host", "Enter the name of the server alone, such as mail.example.org");
    }
    let port = entries.one("port").parse().ok().filter(|port| *port > 0);
    if port.is_none() {
        problems.add("port", "Enter a whole number from 1 to 65535");
    }
    let encryption = Encryption::from_key(entries.one("encryption"));
    if encryption.is_none() {
        problems.add("encryption", "Select when connections are encrypted");
    }
    let (user, password) = (entries.one("user").to_owned(), entries.untrimmed("password"));
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
            problems.add("user", "Enter the user that the password belongs to");
            String::new()
        }
        (false, "") if same && !kept.password.is_empty() => kept.password.clone(),
        (false, "") => {
            problems.add("password", "Enter the password; it is asked for again whenever the server changes");
            String::new()
        }
        (false, password) => {
            posting::sealed(&app.secret, password).map_err(|error| Error::Broken(error.to_string()))?
        }
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

async fn form(
    slug: &str,
    who: &Member,
    app: &App,
    site: &Arc<Site>,
    entries: &FormData,
    problems: Problems,
) -> Result<FormPage> {
    let mail = app.mail().await?;
    let configured = &app.posting.configured;
    let mut lead = vec![mail.words.clone(), "This holds for every programme on this site.".to_owned()];
    if configured.names_server() {
        lead.push(
            "The configuration of the service names the mail server, and that always holds.".to_owned(),
        );
    }
    if let Some(sender) = &configured.sender {
        lead.push(format!(
            "The configuration of the service names the sender, {sender}, and that always holds."
        ));
    }
    lead.push(format!("A test email goes to {} at once. It can take up to a minute.", who.person.email));
    let mut fields = Vec::new();
    if !configured.names_server() {
        fields.extend(server_fields(entries, !mail.set.password.is_empty()));
    }
    if configured.sender.is_none() {
        let sender = Field::line("sender", "Sender of emails", entries.one("sender"));
        fields.push(sender.hint(
            "An address that the mail server knows, with a name if you like: Riverside Libraries <feedback@example.org>",
        ));
    }
    Ok(FormPage {
        frame: nav::frame(who, site, Place::Settings),
        trail: Some(trail(slug, "Mail server")),
        heading: "How emails leave".to_owned(),
        lead,
        sections: vec![Section { fields, ..Section::default() }],
        problems,
        action: at::settings_mail_server(slug),
        button: "Save and send a test email".to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    })
}

fn server_fields(entries: &FormData, has_password: bool) -> Vec<Field> {
    let ways = Encryption::ALL.map(|way| {
        let label = match way {
            Encryption::Required => "Always, by STARTTLS (port 587)",
            Encryption::Implicit => "Always, from the first byte (port 465)",
            Encryption::Opportunistic => "If the server offers it",
            Encryption::None => "Never: only on this machine",
        };
        Choice::of(way.key(), label, [entries.one("encryption")])
    });
    let password = if has_password {
        "One is kept and never shown. Leave this empty to keep it while the server stays the same"
    } else {
        "It is kept encrypted and never shown again"
    };
    vec![
        Field::line("host", "Server", entries.one("host")).hint(
            "Its name, such as mail.example.org. Left empty, emails are saved as files on the server of this site and reach nobody",
        ),
        Field::typed("number", "port", "Port", entries.one("port")),
        Field::new("encryption", "Encryption", Input::Select(ways.into())),
        Field::line("user", "User", entries.one("user")).hint("Left empty where the server needs no sign-in"),
        Field::typed("password", "password", "Password", "").autocomplete("new-password").hint(password),
    ]
}
