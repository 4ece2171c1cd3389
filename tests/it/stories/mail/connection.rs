//! Encryption, sign-in, and what a person is told when one of them does not work.

use std::time::Duration;

use common_ground::mail::{Delivery, MailSettings, SettingsError, Transport};

use super::{address, settings, transport};
use crate::support::smtp::{Act, At, Behaviour, SmtpServer, Tls};

const LOGIN: Option<(&str, &str)> = Some(("robin", "hunter2"));

async fn deliver(transport: &Transport) -> Delivery {
    transport.deliver(None, &address("mary@partner.example"), b"Subject: Hello\r\n\r\nHello\r\n").await
}

/// What a test of the connection says is wrong.
async fn trouble(behaviour: Behaviour, query: &str) -> String {
    let server = SmtpServer::start(behaviour).await;
    transport(&server, query).test().await.unwrap_err().to_string()
}

fn settings_for(url: &str) -> MailSettings {
    MailSettings {
        smtp_url: Some(url.to_owned()),
        timeout: Duration::from_millis(900),
        ..MailSettings::files("mail")
    }
}

#[tokio::test]
async fn letters_go_out_encrypted_and_signed_in_both_ways() {
    for tls in [Tls::Upgrade, Tls::Implicit] {
        for mechanisms in ["PLAIN LOGIN", "PLAIN", "LOGIN"] {
            let server =
                SmtpServer::start(Behaviour { tls, login: LOGIN, mechanisms, ..Behaviour::default() }).await;
            let transport = transport(&server, "?tls=required");
            let works = transport.test().await.unwrap();
            assert!(
                works.contains("The connection is encrypted, and it accepts our sign-in as “robin”"),
                "{works}"
            );
            assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }), "{tls:?} {mechanisms}");
            let received = server.messages().remove(0);
            assert!(received.encrypted, "{tls:?}");
            assert_eq!(received.user.as_deref(), Some("robin"));
        }
    }
}

#[tokio::test]
async fn starttls_is_used_whenever_it_is_offered_and_can_be_forbidden() {
    let server = SmtpServer::start(Behaviour::tls(Tls::Upgrade)).await;
    assert!(matches!(deliver(&transport(&server, "")).await, Delivery::Sent { .. }));
    assert!(matches!(deliver(&transport(&server, "?tls=none")).await, Delivery::Sent { .. }));
    assert_eq!(server.messages().iter().map(|letter| letter.encrypted).collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn without_an_offer_letters_go_in_the_clear_unless_encryption_is_required() {
    let server = SmtpServer::start(Behaviour::default()).await;
    let works = transport(&server, "").test().await.unwrap();
    assert!(works.contains("It is NOT encrypted, without signing in"), "{works}");
    assert!(matches!(deliver(&transport(&server, "")).await, Delivery::Sent { .. }));
    let stopped = deliver(&transport(&server, "?tls=required")).await;
    let Delivery::Misconfigured { why } = stopped else { panic!("{stopped:?}") };
    assert!(why.contains("does not offer encryption (STARTTLS)"), "{why}");
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn a_password_is_not_sent_in_the_clear_unless_asked_for() {
    let server = SmtpServer::start(Behaviour { login: LOGIN, ..Behaviour::default() }).await;
    let stopped = deliver(&transport(&server, "")).await;
    let Delivery::Misconfigured { why } = stopped else { panic!("{stopped:?}") };
    assert!(why.contains("The password was not sent") && why.contains("use ?tls=none"), "{why}");
    assert!(!server.commands().iter().any(|command| command.starts_with("AUTH")));
    assert!(matches!(deliver(&transport(&server, "?tls=none")).await, Delivery::Sent { .. }));
}

#[tokio::test]
async fn a_wrong_password_stops_the_queue_and_fails_no_letter() {
    let behaviour = Behaviour { tls: Tls::Upgrade, login: LOGIN, ..Behaviour::default() };
    let server = SmtpServer::start(behaviour).await;
    let url = server.url().replace("hunter2", "hunter3");
    let settings = MailSettings { smtp_url: Some(url), ..settings(&server, "") };
    let transport = Transport::from_settings(&settings).unwrap();
    let stopped = deliver(&transport).await;
    let Delivery::Misconfigured { why } = &stopped else { panic!("{stopped:?}") };
    assert!(
        why.contains("refused our sign-in: 535 5.7.8") && why.contains("Check the user and password"),
        "{why}"
    );
    assert!(!format!("{stopped:?} {transport:?} {settings:?}").contains("hunter"));
}

#[tokio::test]
async fn a_sign_in_that_is_refused_for_the_moment_defers_the_letter() {
    let script = Behaviour::always(At::Auth, Act::Say("454 4.7.0 try again"));
    let server = SmtpServer::start(Behaviour { tls: Tls::Upgrade, login: LOGIN, ..script }).await;
    let deferred = deliver(&transport(&server, "")).await;
    assert!(matches!(deferred, Delivery::Deferred { code: Some(454), .. }), "{deferred:?}");
}

#[tokio::test]
async fn a_server_without_a_sign_in_that_we_know_is_named() {
    let behaviour =
        Behaviour { tls: Tls::Upgrade, login: LOGIN, mechanisms: "CRAM-MD5", ..Behaviour::default() };
    let said = trouble(behaviour, "").await;
    assert!(said.contains("doesn’t offer a way to sign in that we support"), "{said}");
}

#[tokio::test]
async fn a_certificate_that_nobody_we_trust_signed_is_told_with_its_remedy() {
    for tls in [Tls::Upgrade, Tls::Implicit] {
        let server = SmtpServer::start(Behaviour::tls(tls)).await;
        let settings = MailSettings { smtp_ca_file: None, ..settings(&server, "") };
        let transport = Transport::from_settings(&settings).unwrap();
        let said = transport.test().await.unwrap_err().to_string();
        assert!(
            said.contains("signed by an authority we trust") && said.contains("COMMON_GROUND_SMTP_CA_FILE"),
            "{said}"
        );
        let deferred = deliver(&transport).await;
        assert!(matches!(deferred, Delivery::Deferred { code: None, .. }), "{deferred:?}");
        assert!(server.messages().is_empty());
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_told() {
    let behaviour = Behaviour { certificate_for: "mail.example.test", ..Behaviour::tls(Tls::Implicit) };
    let said = trouble(behaviour, "").await;
    assert!(said.contains("is for another name"), "{said}");
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_told() {
    // A label of more than 63 letters is refused by the resolver itself: no network is asked.
    let settings = settings_for(&format!("smtp://{}.invalid", "a".repeat(64)));
    let said = Transport::from_settings(&settings).unwrap().test().await.unwrap_err().to_string();
    assert!(said.contains("is not known") && said.contains("Check how it is spelt"), "{said}");
}

#[tokio::test]
async fn a_port_where_nothing_listens_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = settings_for(&format!("smtp://{}", listener.local_addr().unwrap()));
    drop(listener);
    let transport = Transport::from_settings(&settings).unwrap();
    let said = transport.test().await.unwrap_err().to_string();
    assert!(said.contains("the connection was refused") && said.contains("usually 587, 465 or 25"), "{said}");
    assert!(matches!(deliver(&transport).await, Delivery::Deferred { code: None, .. }));
}

#[tokio::test]
async fn a_mix_up_of_smtp_and_smtps_is_told() {
    let plain = SmtpServer::start(Behaviour::default()).await;
    let settings = settings_for(&plain.url().replace("smtp:", "smtps:"));
    let said = Transport::from_settings(&settings).unwrap().test().await.unwrap_err().to_string();
    assert!(said.contains("doesn’t use TLS from the start") && said.contains("?tls=required"), "{said}");
    let encrypted = SmtpServer::start(Behaviour::tls(Tls::Implicit)).await;
    let settings = settings_for(&encrypted.url().replace("smtps:", "smtp:"));
    let said = Transport::from_settings(&settings).unwrap().test().await.unwrap_err().to_string();
    assert!(
        said.contains("did not respond in time") && said.contains("For port 465, use smtps://"),
        "{said}"
    );
}

#[tokio::test]
async fn something_that_is_not_a_mail_server_is_told() {
    let said = trouble(Behaviour::always(At::Greeting, Act::Say("HTTP/1.1 400 Bad Request")), "").await;
    assert!(said.contains("doesn’t respond like an email server"), "{said}");
}

#[test]
fn settings_that_cannot_work_are_refused_at_once_and_keep_the_password() {
    let refused = |settings: &MailSettings| Transport::from_settings(settings).unwrap_err();
    let error = refused(&settings_for("smtp://robin:hunter2@mail.example.org:99999"));
    assert!(matches!(error, SettingsError::Url(_)));
    assert!(error.to_string().starts_with("COMMON_GROUND_SMTP_URL cannot be used: the port is not a number"));
    assert!(!format!("{error:?} {error}").contains("hunter2"));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ca.pem");
    let settings =
        MailSettings { smtp_ca_file: Some(path.clone()), ..settings_for("smtps://mail.example.org") };
    assert!(refused(&settings).to_string().contains("cannot be read"));
    std::fs::write(&path, "not a certificate").unwrap();
    assert!(refused(&settings).to_string().contains("holds no certificate in PEM form"));
    std::fs::write(&path, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    assert!(matches!(refused(&settings), SettingsError::Trust(_)));
}
