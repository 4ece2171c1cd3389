//! What becomes of a letter when the mail server is kind, and when it is not.

use std::time::{Duration, Instant};

use common_ground::mail::{Delivery, MailSettings, Transport};
use mail_parser::MessageParser;

use super::{address, headers, letter, settings, transport};
use crate::support::smtp::{Act, At, Behaviour, SmtpServer, Tls};

/// Long enough to reach any stage on a busy machine.
const PATIENCE: Duration = Duration::from_millis(800);

async fn deliver(transport: &Transport) -> Delivery {
    let bytes = letter().compose(&headers()).unwrap();
    let bounces = address("bounce+4711@library.example");
    transport.deliver(Some(&bounces), &address("mary@partner.example"), &bytes).await
}

/// What one delivery to a server with this behaviour comes to.
async fn outcome(behaviour: Behaviour) -> Delivery {
    let server = SmtpServer::start(behaviour).await;
    deliver(&transport(&server, "")).await
}

/// A transport that waits no longer than a test should.
fn impatient(server: &SmtpServer) -> Transport {
    let settings = MailSettings { timeout: PATIENCE, ..settings(server, "") };
    Transport::from_settings(&settings).unwrap()
}

#[tokio::test]
async fn an_accepted_letter_arrives_whole_with_its_envelope() {
    let server = SmtpServer::start(Behaviour::default()).await;
    let sent = deliver(&transport(&server, "")).await;
    assert_eq!(sent, Delivery::Sent { response: "250 2.0.0 queued as 4711".to_owned() });
    let messages = server.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].from, "bounce+4711@library.example");
    assert_eq!(messages[0].to, ["mary@partner.example"]);
    let message = MessageParser::default().parse(&messages[0].bytes).unwrap();
    assert_eq!(message.subject(), Some(letter().subject.as_str()));
    let text = message.body_text(0).unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), letter().text.trim_end());
}

#[tokio::test]
async fn a_letter_without_a_bounce_address_goes_out_with_an_empty_sender() {
    let server = SmtpServer::start(Behaviour::default()).await;
    let sent = transport(&server, "")
        .deliver(None, &address("mary@partner.example"), b"Subject: Hi\r\n\r\nHi\r\n")
        .await;
    assert!(matches!(sent, Delivery::Sent { .. }), "{sent:?}");
    assert_eq!(server.messages()[0].from, "");
}

#[tokio::test]
async fn letters_share_a_connection_even_after_a_refusal() {
    let server = SmtpServer::start(Behaviour::once(At::Rcpt, Act::Say("550 5.1.1 no such user"))).await;
    let transport = transport(&server, "");
    assert!(matches!(deliver(&transport).await, Delivery::Failed { code: Some(550), .. }));
    for _ in 0..3 {
        assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }));
    }
    assert_eq!((server.messages().len(), server.connections()), (3, 1));
    assert_eq!(server.messages()[0].to.len(), 1);
    transport.hang_up().await;
    assert_eq!(server.commands().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn no_more_connections_are_opened_than_the_settings_allow() {
    let server = SmtpServer::start(Behaviour::default()).await;
    let settings = MailSettings { connections: 2, ..settings(&server, "") };
    let transport = Transport::from_settings(&settings).unwrap();
    let sent = futures::future::join_all((0..6).map(|_| deliver(&transport))).await;
    assert!(sent.iter().all(|sent| matches!(sent, Delivery::Sent { .. })), "{sent:?}");
    assert_eq!((server.messages().len(), server.connections()), (6, 2));
}

#[tokio::test]
async fn a_5yz_reply_is_final_at_every_stage_of_the_letter() {
    for at in [At::Mail, At::Rcpt, At::Data, At::Body] {
        let Delivery::Failed { why, code } =
            outcome(Behaviour::always(at, Act::Say("554 5.7.1 not wanted"))).await
        else {
            panic!("{at:?}");
        };
        assert_eq!(code, Some(554));
        assert!(why.contains("554 5.7.1 not wanted"), "{why}");
    }
}

#[tokio::test]
async fn a_4yz_reply_to_a_letter_defers_that_letter_alone() {
    for at in [At::Mail, At::Rcpt, At::Data, At::Body] {
        for (reply, said) in
            [("450 4.2.0 greylisted", 450), ("451 4.3.0 later", 451), ("452 4.2.2 the mailbox is full", 452)]
        {
            let deferred = outcome(Behaviour::always(at, Act::Say(reply))).await;
            let Delivery::Deferred { code, back_off, .. } = deferred else { panic!("{at:?} {deferred:?}") };
            assert_eq!((code, back_off), (Some(said), None), "{at:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_asks_for_less_is_left_alone_for_a_quarter_of_an_hour() {
    for (at, reply, asked) in [
        (At::Rcpt, "421 closing", 421),
        (At::Greeting, "421 too many connections", 421),
        (At::Greeting, "451 4.3.0 later", 451),
        (At::Ehlo, "450 4.3.2 not now", 450),
    ] {
        let deferred = outcome(Behaviour::always(at, Act::Say(reply))).await;
        let Delivery::Deferred { code, back_off, .. } = deferred else { panic!("{deferred:?}") };
        assert_eq!((code, back_off), (Some(asked), Some(Duration::from_mins(15))), "{at:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_is_not_about_the_letter_never_fails_it() {
    let deferred =
        outcome(Behaviour::always(At::Greeting, Act::Say("554 5.7.1 your address is blocked"))).await;
    assert!(matches!(deferred, Delivery::Deferred { code: Some(554), .. }), "{deferred:?}");
    let login = Behaviour { login: Some(("robin", "hunter2")), ..Behaviour::default() };
    let server = SmtpServer::start(login).await;
    let url = server.url().replace("robin:hunter2@", "");
    let settings = MailSettings { smtp_url: Some(url), ..settings(&server, "") };
    let stopped = deliver(&Transport::from_settings(&settings).unwrap()).await;
    let Delivery::Misconfigured { why } = stopped else { panic!("{stopped:?}") };
    assert!(
        why.contains("530") && why.contains("enter the user and password in COMMON_GROUND_SMTP_URL"),
        "{why}"
    );
}

#[tokio::test]
async fn a_connection_that_drops_before_the_letter_is_handed_over_defers_it() {
    for at in [At::Greeting, At::Ehlo, At::Mail, At::Rcpt, At::Data] {
        let deferred = outcome(Behaviour::always(at, Act::Drop)).await;
        let Delivery::Deferred { code: None, back_off, .. } = deferred else { panic!("{at:?} {deferred:?}") };
        // A server that does not even let us in is left alone for a while.
        let alone = matches!(at, At::Greeting | At::Ehlo).then(|| Duration::from_mins(5));
        assert_eq!(back_off, alone, "{at:?}");
    }
    let encrypted = Behaviour { tls: Tls::Upgrade, ..Behaviour::always(At::StartTls, Act::Drop) };
    assert!(matches!(outcome(encrypted).await, Delivery::Deferred { code: None, .. }));
}

#[tokio::test]
async fn a_letter_handed_over_without_an_answer_may_have_arrived() {
    for act in [Act::Drop, Act::Stall] {
        let server = SmtpServer::start(Behaviour::always(At::Body, act)).await;
        let unknown = deliver(&impatient(&server)).await;
        let Delivery::Unknown { why } = unknown else { panic!("{act:?} {unknown:?}") };
        assert!(why.contains("may have arrived"), "{why}");
    }
}

#[tokio::test]
async fn a_server_that_stalls_costs_one_timeout_and_no_letter() {
    let stages = [At::Greeting, At::Ehlo, At::Mail, At::Rcpt, At::Data];
    futures::future::join_all(stages.map(async |at| {
        let server = SmtpServer::start(Behaviour::always(at, Act::Stall)).await;
        let began = Instant::now();
        let deferred = deliver(&impatient(&server)).await;
        assert!(matches!(deferred, Delivery::Deferred { code: None, .. }), "{at:?} {deferred:?}");
        assert!(began.elapsed() < 2 * PATIENCE, "{at:?}: {:?}", began.elapsed());
    }))
    .await;
}

#[tokio::test]
async fn a_server_that_says_a_line_without_end_is_not_listened_to_for_long() {
    for tls in [Tls::Never, Tls::Upgrade, Tls::Implicit] {
        let stages = [At::Greeting, At::Ehlo, At::Mail, At::Rcpt, At::Data, At::Body];
        futures::future::join_all(stages.map(async |at| {
            let server = SmtpServer::start(Behaviour { tls, ..Behaviour::always(at, Act::Babble) }).await;
            let began = Instant::now();
            let came = deliver(&transport(&server, "")).await;
            let told = match &came {
                Delivery::Deferred { code: None, why, .. } if at != At::Body => why,
                Delivery::Unknown { why } if at == At::Body => why,
                _ => panic!("{tls:?} {at:?}: {came:?}"),
            };
            assert!(began.elapsed() < Duration::from_secs(5), "{tls:?} {at:?}: {:?}", began.elapsed());
            assert!(!told.contains("222"), "{told}");
        }))
        .await;
    }
}

#[tokio::test]
async fn after_a_stalled_letter_the_next_one_is_not_confused_by_late_answers() {
    let server = SmtpServer::start(Behaviour::once(At::Body, Act::Stall)).await;
    let transport = impatient(&server);
    assert!(matches!(deliver(&transport).await, Delivery::Unknown { .. }));
    assert_eq!(deliver(&transport).await, Delivery::Sent { response: "250 2.0.0 queued as 4711".to_owned() });
    assert_eq!((server.messages().len(), server.connections()), (1, 2));
}

#[tokio::test]
async fn a_letter_that_was_deferred_goes_out_on_the_next_attempt_with_the_same_id() {
    let server = SmtpServer::start(Behaviour::once(At::Rcpt, Act::Say("451 4.3.0 later"))).await;
    let transport = transport(&server, "");
    assert!(matches!(deliver(&transport).await, Delivery::Deferred { .. }));
    assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }));
    let messages = server.messages();
    let message = MessageParser::default().parse(&messages[0].bytes).unwrap();
    assert_eq!(message.message_id(), Some("7f3a0c52.1@library.example"));
}

#[tokio::test]
async fn a_server_that_hung_up_meanwhile_is_called_again() {
    let server = SmtpServer::start(Behaviour::once(At::Mail, Act::Say("421 4.3.2 shutting down"))).await;
    let transport = transport(&server, "");
    assert!(matches!(deliver(&transport).await, Delivery::Deferred { code: Some(421), .. }));
    assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_letter_outside_ascii_fails_alone_where_the_server_cannot_take_it() {
    let server = SmtpServer::start(Behaviour::default()).await;
    let transport = transport(&server, "");
    let to = address("mary@partner.example");
    let failed = transport.deliver(None, &to, "Subject: Grüße\r\n\r\n".as_bytes()).await;
    assert!(matches!(failed, Delivery::Failed { code: None, .. }), "{failed:?}");
    assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }));
}

#[tokio::test]
async fn without_a_mail_server_letters_become_files() {
    let folder = tempfile::tempdir().unwrap();
    let mail = folder.path().join("mail");
    let transport = Transport::from_settings(&MailSettings::files(&mail)).unwrap();
    assert!(transport.test().await.unwrap().contains("emails are saved as files"));
    for _ in 0..2 {
        assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }));
    }
    let files: Vec<_> = std::fs::read_dir(&mail).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, [mail.join("20260514T091500Z-7f3a0c52.1.eml")]);
    assert_eq!(std::fs::read(&files[0]).unwrap(), letter().compose(&headers()).unwrap());
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_a_matter_for_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mail");
    std::fs::write(&file, "a file in the way").unwrap();
    let transport = Transport::from_settings(&MailSettings::files(&file)).unwrap();
    let stopped = deliver(&transport).await;
    assert!(matches!(stopped, Delivery::Misconfigured { .. }), "{stopped:?}");
    assert!(transport.test().await.unwrap_err().to_string().contains("can’t be written"));
}

#[tokio::test]
async fn a_transport_in_memory_keeps_what_it_is_given() {
    let transport = Transport::memory();
    assert!(matches!(deliver(&transport).await, Delivery::Sent { .. }));
    let Transport::Memory(posted) = &transport else { panic!("{transport:?}") };
    let posted = posted.lock().unwrap();
    assert_eq!(posted[0].to, address("mary@partner.example"));
    assert_eq!(posted[0].from, Some(address("bounce+4711@library.example")));
    assert_eq!(posted[0].bytes, letter().compose(&headers()).unwrap());
}
