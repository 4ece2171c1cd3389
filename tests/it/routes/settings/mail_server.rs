//! The mail server and the sender, as an administrator sets them where the configuration names none.

use common_ground::{
    mail::Transport,
    store::{audit, mail_server, people::PersonRole},
    work::deliver,
};
use jiff::ToSpan;
use sea_orm::EntityTrait;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::entity;
use crate::support::{
    app::TestApp,
    smtp::{Act, At, Behaviour, SmtpServer, Tls},
    visitor::Visitor,
};

const PAGE: &str = "/programmes/reading/settings/mail-server";
const HOME: &str = "/programmes/reading/settings/site";
const SENDER: &str = "Riverside Libraries <feedback@riverside.example.org>";
const PASSWORD: &str = "hunter2 and more";

/// A server that wants encryption and a sign-in.
async fn strict() -> SmtpServer {
    let login = Some(("robin", PASSWORD));
    SmtpServer::start(Behaviour { login, ..Behaviour::tls(Tls::Upgrade) }).await
}

/// The port of a server.
fn port(server: &SmtpServer) -> String {
    server.url().rsplit_once(':').unwrap().1.chars().take_while(char::is_ascii_digit).collect()
}

/// The form as somebody fills it in for that server.
fn filled<'f>(port: &'f str, password: &'f str) -> Vec<(&'static str, &'f str)> {
    vec![
        ("host", "127.0.0.1"),
        ("port", port),
        ("encryption", "required"),
        ("user", "robin"),
        ("password", password),
        ("sender", SENDER),
    ]
}

async fn trusting(server: &SmtpServer) -> TestApp {
    TestApp::start_with(|config| {
        config.smtp_url.clear();
        config.smtp_ca_file = Some(server.ca_pem_path());
    })
    .await
}

async fn kept_password(app: &TestApp) -> String {
    mail_server::find(app.app.db.read()).await.unwrap().password
}

#[rocket::async_test]
async fn the_mail_server_that_an_administrator_sets_takes_letters_at_once_and_in_every_instance() {
    let server = strict().await;
    let app = trusting(&server).await;
    let other = app.another().await;
    assert!(other.app.mail().await.unwrap().words.contains("No email server is set up"));
    let admin = app.site_admin().await;
    admin.get(HOME).await.says("No email server is set up").says(PAGE);
    admin.get(PAGE).await.has_status(200).says("How emails are sent").says("Save and send a test email");
    let saved = admin.post(PAGE, &filled(&port(&server), PASSWORD)).await;
    saved.leads_to(HOME);
    let told = admin.follow(&saved).await;
    told.says("Saved. The email to admin.").says("always encrypted, signing in as “robin”");
    let tried = server.messages();
    assert_eq!((tried.len(), tried[0].user.as_deref(), tried[0].encrypted), (1, Some("robin"), true));
    assert_eq!(tried[0].from, "feedback@riverside.example.org");

    // What waits in the outbox leaves by it, by whichever instance, a few seconds later.
    let fields = [("name", "Ben"), ("email", "ben@library.example.org"), ("role", "trainer")];
    admin.post("/programmes/reading/people/new", &fields).await.has_status(303);
    app.clock.set(app.now() + 6.seconds());
    let sent = deliver::deliver_due(&other.app, &Transport::memory(), app.now()).await.unwrap();
    assert_eq!(sent.sent, 1);
    let letter = server.messages().pop().unwrap();
    assert_eq!(letter.to, ["ben@library.example.org"]);
    let words = String::from_utf8_lossy(&letter.bytes);
    assert!(words.contains("Riverside Libraries") && words.contains("<feedback@riverside.example.org>"));
    other.close().await.unwrap();
}

#[rocket::async_test]
async fn the_password_is_encrypted_never_shown_and_goes_to_no_other_server() {
    let server = strict().await;
    let app = trusting(&server).await;
    let admin = app.site_admin().await;
    let port = port(&server);
    admin.post(PAGE, &filled(&port, PASSWORD)).await.leads_to(HOME);
    let kept = kept_password(&app).await;
    assert!(!kept.is_empty() && !kept.contains("hunter2"), "{kept}");
    admin.get(PAGE).await.says("A password is saved").never_says("hunter2").never_says(&kept);
    let trail = entity::audit::Entity::find().all(app.app.db.read()).await.unwrap();
    assert!(trail.iter().all(|one| !format!("{one:?}").contains("hunter2")));
    let acts = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    assert!(acts.iter().any(|one| (&*one.act, &*one.object) == ("changed the settings", "email server")));
    let debug = format!("{:?}", app.app.mail().await.unwrap());
    assert!(!debug.contains("hunter2") && !debug.contains(&kept), "{debug}");

    // It stays while the server stays.
    admin.post(PAGE, &filled(&port, "")).await.leads_to(HOME);
    assert_eq!(server.messages().len(), 2);
    for (field, value) in
        [("host", "mail.elsewhere.example"), ("port", "2525"), ("encryption", "none"), ("user", "mallory")]
    {
        let mut form = filled(&port, "");
        form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value;
        let refused = admin.post(PAGE, &form).await;
        refused.has_status(422).says("Enter the password: you need to enter it again").never_says("hunter2");
    }
    assert_eq!(kept_password(&app).await, kept);
    // Without a server letters become files again, and nothing of the password is left.
    admin.post(PAGE, &[("host", ""), ("port", "587"), ("encryption", "required")]).await.has_status(303);
    assert_eq!(kept_password(&app).await, "");
    admin.get(HOME).await.says("No email server is set up");
}

#[rocket::async_test]
async fn a_mail_server_that_does_not_work_is_saved_and_says_in_words_what_to_mend() {
    let app = TestApp::without_mail_server().await;
    let admin = app.site_admin().await;
    let refuses = async |admin: &Visitor, field: &'static str, value: &str, words: &str| {
        let mut form = filled("25", "x");
        form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value;
        admin.post(PAGE, &form).await.has_status(422).says(words).never_says("value=\"x\"");
    };
    refuses(&admin, "host", "https://mail.example.org/", "Enter only the name of the server").await;
    refuses(&admin, "port", "70000", "Enter a whole number from 1 to 65535").await;
    refuses(&admin, "encryption", "rot13", "Select when connections are encrypted").await;
    refuses(&admin, "user", "", "Enter the user name for this password").await;
    refuses(&admin, "sender", "nobody", "Check the address").await;
    refuses(&admin, "sender", "", "Enter the address that emails come from").await;
    assert_eq!(mail_server::find(app.app.db.read()).await.unwrap().host, "");

    let server = SmtpServer::start(Behaviour::always(At::Mail, Act::Say("553 5.7.1 not your address"))).await;
    let port = port(&server);
    let mut form = filled(&port, "");
    form.retain(|(name, _)| !["user", "encryption"].contains(name));
    form.extend([("encryption", "none"), ("user", "")]);
    let saved = admin.post(PAGE, &form).await;
    saved.leads_to(PAGE);
    admin
        .follow(&saved)
        .await
        .says("The settings were saved, but the test email could not be sent.")
        .says("The email server refused the sender: 553 5.7.1 not your address")
        .says("enter an address that it accepts")
        .says("value=\"127.0.0.1\"");
    drop(server);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    form.retain(|(name, _)| *name != "port");
    form.push(("port", &closed));
    let saved = admin.post(PAGE, &form).await;
    let told = admin.follow(&saved).await;
    told.says("the connection was refused").says("the port in the email server settings");
    told.never_says("COMMON_GROUND_SMTP_URL");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(PAGE).await.has_status(403);
}

#[rocket::async_test]
async fn the_configuration_always_wins_and_the_page_says_so() {
    let configured = "smtp://mail.example.org:25?tls=none";
    let app = TestApp::start_with(|config| config.smtp_url = configured.to_owned()).await;
    let admin = app.site_admin().await;
    let form = filled("2525", PASSWORD);
    let page = admin.get(PAGE).await;
    page.says("The email server is set in the service’s configuration").never_says("name=\"host\"");
    page.says("name=\"sender\"");
    admin.post(PAGE, &form).await.leads_to(HOME);
    let set = mail_server::find(app.app.db.read()).await.unwrap();
    assert_eq!((&*set.host, &*set.sender), ("", SENDER), "only the sender was anybody's to set");
    assert_eq!(app.app.mail().await.unwrap().sender, SENDER);
    assert_eq!(app.letters().await, 1, "the test letter went where the configuration says");

    let app = TestApp::start_with(|config| {
        config.smtp_url = configured.to_owned();
        config.mail_from = "Newham <post@newham.example.org>".to_owned();
    })
    .await;
    let admin = app.site_admin().await;
    admin.get(HOME).await.says("This is set in the service’s configuration.").never_says(PAGE);
    admin.get(PAGE).await.says("Send a test email").never_says("name=\"sender\"");
    admin.post(PAGE, &form).await.has_status(404);
    assert_eq!(app.app.mail().await.unwrap().sender, "Newham <post@newham.example.org>");
}

#[rocket::async_test]
async fn with_another_secret_key_the_password_must_be_entered_again() {
    let server = strict().await;
    let app = trusting(&server).await;
    let admin = app.site_admin().await;
    admin.post(PAGE, &filled(&port(&server), PASSWORD)).await.leads_to(HOME);
    let mut config = app.config.clone();
    config.secret_key = "another key that is long enough for anybody".to_owned();
    let other = common_ground::cli::launch::open(
        &config,
        common_ground::system::clock::Clock::Fixed(app.clock.clone()),
    );
    let other = other.await.unwrap();
    let words = other.app.mail().await.unwrap().words.clone();
    assert!(words.contains("Enter it again in the settings"), "{words}");
    other.close().await.unwrap();
}

/// A port that says something to whoever comes, and the same to whatever they say.
async fn talker(greeting: &'static str, reply: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut heard = [0; 512];
                if stream.write_all(greeting.as_bytes()).await.is_ok() {
                    while stream.read(&mut heard).await.is_ok_and(|heard| heard > 0) {
                        if stream.write_all(reply.as_bytes()).await.is_err() {
                            return;
                        }
                    }
                }
            });
        }
    });
    port
}

#[rocket::async_test]
async fn a_port_that_is_no_mail_server_is_not_read_out() {
    let app = TestApp::without_mail_server().await;
    let admin = app.site_admin().await;
    for (greeting, reply) in [
        ("SSH-2.0-OpenSSH_9.2 secretbanner\r\n", ""),
        ("220 secretbanner FTP ready\r\n", "500 EHLO: secretbanner does not know it\r\n"),
        ("554 secretbanner talks to nobody\r\n", ""),
        ("-ERR secretbanner wants AUTH\r\n", "-ERR secretbanner\r\n"),
    ] {
        let port = talker(greeting, reply).await;
        let mut form = filled(&port, "");
        form.retain(|(name, _)| !["user", "encryption"].contains(name));
        form.extend([("encryption", "none"), ("user", "")]);
        let saved = admin.post(PAGE, &form).await;
        let told = admin.follow(&saved).await;
        told.says("the test email could not be sent").says("Check").never_says("secretbanner");
    }
}
