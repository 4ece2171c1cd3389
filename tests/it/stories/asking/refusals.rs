//! Mail servers that put some letters off: the others leave as ever.

use std::time::Duration;

use common_ground::{
    mail::{MailSettings, Transport},
    store::outbox::EmailState,
    work::deliver,
};
use jiff::SignedDuration;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{
    app::TestApp,
    asking::planned,
    entity::outbox::{Column, Entity},
    smtp::{Act, At, Behaviour, SmtpServer},
};

/// A service with an invitation for each of `people`, and a mail server for them.
async fn inviting(people: &[String], behaviour: Behaviour) -> (TestApp, SmtpServer, Transport) {
    let app = TestApp::start().await;
    let all: Vec<&str> = people.iter().map(String::as_str).collect();
    planned(&app, &all).await;
    app.run_due().await;
    let server = SmtpServer::start(behaviour).await;
    let settings = MailSettings {
        smtp_url: Some(server.url()),
        timeout: Duration::from_secs(5),
        ..MailSettings::files("unused")
    };
    (app, server, Transport::from_settings(&settings).unwrap())
}

/// Minutes go by; returns how many letters left in each.
async fn minutes(app: &TestApp, transport: &Transport, many: usize) -> Vec<u64> {
    let mut left = Vec::new();
    for _ in 0..many {
        left.push(deliver::deliver_due(&app.app, transport, app.now()).await.unwrap().sent);
        app.clock.set(app.now() + SignedDuration::from_mins(1));
    }
    left
}

#[rocket::async_test]
async fn a_full_mailbox_in_twenty_keeps_nobody_else_waiting() {
    let people: Vec<String> =
        (0..60)
            .map(|n| {
                if n % 20 == 3 {
                    format!("full{n}@d{n}.example.org")
                } else {
                    format!("p{n}@d{n}.example.org")
                }
            })
            .collect();
    let full =
        Behaviour { mailboxes: vec![("full", "452 4.2.2 the mailbox is full")], ..Behaviour::default() };
    let (app, server, transport) = inviting(&people, full).await;
    let left = minutes(&app, &transport, 3).await;
    assert_eq!(left.iter().sum::<u64>(), 57, "{left:?}: twenty a minute are tried");
    assert_eq!(server.messages().len(), 57);
    // Who is full is tried again later, and not at once.
    let waiting = Entity::find().filter(Column::State.eq(EmailState::Deferred));
    assert_eq!(waiting.count(app.app.db.read()).await.unwrap(), 3);
    assert_eq!(minutes(&app, &transport, 5).await.iter().sum::<u64>(), 0);
}

#[rocket::async_test]
async fn a_server_that_puts_everybody_off_the_first_time_gets_all_letters_the_second_time() {
    let people: Vec<String> = (0..20).map(|n| format!("p{n}@one.example.org")).collect();
    let greylisting = Behaviour { strangers: Some("450 4.2.0 greylisted"), ..Behaviour::default() };
    let (app, server, transport) = inviting(&people, greylisting).await;
    let mut offered = Vec::new();
    for _ in 0..90 {
        let before = server.commands().iter().filter(|line| line.starts_with("RCPT")).count();
        minutes(&app, &transport, 1).await;
        let after = server.commands().iter().filter(|line| line.starts_with("RCPT")).count();
        offered.push(after - before);
    }
    assert!(offered.iter().all(|many| *many <= 10), "{offered:?}: no more than a domain likes");
    let mut arrived: Vec<String> = server.messages().iter().map(|kept| kept.to[0].clone()).collect();
    arrived.sort();
    let mut all = people.clone();
    all.sort();
    assert_eq!(arrived, all);
}

#[rocket::async_test]
async fn a_server_that_closes_is_left_alone_with_all_letters() {
    let people: Vec<String> = (0..5).map(|n| format!("p{n}@d{n}.example.org")).collect();
    let (app, server, transport) =
        inviting(&people, Behaviour::once(At::Rcpt, Act::Say("421 closing"))).await;
    assert_eq!(minutes(&app, &transport, 14).await.iter().sum::<u64>(), 0);
    assert_eq!(server.commands().iter().filter(|line| line.starts_with("RCPT")).count(), 1);
    assert_eq!(minutes(&app, &transport, 3).await.iter().sum::<u64>(), 4);
}
