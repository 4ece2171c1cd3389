//! The test letter, and who letters come from.

use std::time::Duration;

use common_ground::mail::{MailSettings, Transport};

use crate::support::{
    app::TestApp,
    smtp::{Act, At, Behaviour, SmtpServer, Tls},
};

const PAGE: &str = "/programmes/reading/settings/test-email";

#[rocket::async_test]
async fn a_test_letter_comes_from_the_sender_that_was_set_to_whoever_asks_for_it() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let fields = [("sender_name", "Riverside Libraries"), ("reply_to", "ada@riverside.example.org")];
    admin.post("/programmes/reading/settings/sender", &fields).await.leads_to("/programmes/reading/settings");
    admin.get(PAGE).await.has_status(200).says("Test email").says("Send a test email");
    let sent = admin.post(PAGE, &[]).await;
    sent.leads_to("/programmes/reading/settings/site");
    admin.follow(&sent).await.says("The email to admin.");
    let Transport::Memory(posted) = &app.transport else { panic!("letters are kept in memory") };
    let posted = posted.lock().unwrap();
    let letter = String::from_utf8_lossy(&posted[0].bytes);
    assert!(letter.contains("From: \"Riverside Libraries\" <common-ground@localhost>"), "{letter}");
    assert!(letter.contains("Reply-To: ada@riverside.example.org"), "{letter}");
    assert!(letter.contains("You asked for this email"), "{letter}");
}

fn to(url: String) -> Transport {
    let settings = MailSettings {
        smtp_url: Some(url),
        timeout: Duration::from_secs(5),
        ..MailSettings::files("unused")
    };
    Transport::from_settings(&settings).unwrap()
}

#[rocket::async_test]
async fn a_test_letter_that_cannot_leave_says_why_and_what_to_mend() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let app = TestApp::posting_to(to(format!("smtp://127.0.0.1:{port}"))).await;
    let admin = app.site_admin().await;
    admin
        .post(PAGE, &[])
        .await
        .has_status(422)
        .says("The email could not be sent")
        .says("the connection was refused")
        .says("Check that the email server is running");

    let app = TestApp::posting_to(to("smtp://no-such-host.invalid".to_owned())).await;
    let admin = app.site_admin().await;
    admin
        .post(PAGE, &[])
        .await
        .has_status(422)
        .says("The email could not be sent")
        .says("no-such-host.invalid");

    let server = SmtpServer::start(Behaviour::always(At::Mail, Act::Say("553 5.7.1 not your address"))).await;
    let app = TestApp::posting_to(to(server.url())).await;
    let admin = app.site_admin().await;
    admin
        .post(PAGE, &[])
        .await
        .has_status(422)
        .says("The email server refused the sender: 553 5.7.1 not your address")
        .says("set COMMON_GROUND_MAIL_FROM");

    let server = SmtpServer::start(Behaviour::tls(Tls::Implicit)).await;
    let app = TestApp::posting_to(to(server.url())).await;
    let admin = app.site_admin().await;
    admin
        .post(PAGE, &[])
        .await
        .has_status(422)
        .says("isn’t signed by an authority we trust")
        .says("SMTP_CA_FILE");

    let server = SmtpServer::start(Behaviour::default()).await;
    let app = TestApp::posting_to(to(server.url())).await;
    let admin = app.site_admin().await;
    admin.post(PAGE, &[]).await.leads_to("/programmes/reading/settings/site");
    assert_eq!(server.messages().len(), 1);
}
