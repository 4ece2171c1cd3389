//! Several workers and a mail server that takes its time.

use std::{sync::Arc, time::Duration};

use common_ground::{
    app::App,
    mail::{MailSettings, Transport},
    store::outbox::{self, NewLetter},
    work::deliver::{self, Delivered},
};
use jiff::SignedDuration;
use tokio::time::sleep;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    smtp::{Behaviour, SmtpServer},
};

const LETTERS: usize = 120;

async fn queue(app: &TestApp) {
    let mut message = Vec::from("From: a@library.example.org\r\nSubject: A summary\r\n\r\nWords\r\n");
    message.extend_from_slice(b"\r\n");
    for number in 0..LETTERS {
        let letter = NewLetter {
            id: Uuid::new_v4(),
            kind: "summary",
            unique_key: format!("summary {number}"),
            address: format!("p{number}@d{number}.example.org"),
            message_id: format!("<{number}@library.example.org>"),
            message: message.clone(),
        };
        assert!(outbox::enqueue(app.app.db.write_one(), letter, app.now()).await.unwrap());
    }
}

fn way_to(server: &SmtpServer) -> Transport {
    let settings = MailSettings {
        smtp_url: Some(server.url()),
        timeout: Duration::from_secs(30),
        ..MailSettings::files("unused")
    };
    Transport::from_settings(&settings).unwrap()
}

/// Looks through the outbox until nothing is left in it.
async fn work(app: Arc<App>, transport: Transport) {
    while outbox::waiting(app.db.read()).await.unwrap() > 0 {
        let done = deliver::deliver_due(&app, &transport, app.clock.now()).await.unwrap();
        if done == Delivered::default() {
            sleep(Duration::from_millis(100)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_letter_leaves_twice_when_one_look_through_the_outbox_takes_longer_than_its_claims() {
    let app = TestApp::start().await;
    queue(&app).await;
    let second = app.another().await;
    let server =
        SmtpServer::start(Behaviour { takes: Duration::from_millis(700), ..Behaviour::default() }).await;
    // Ten minutes pass in three seconds: a claim of fifty letters, ten at once, takes longer than it holds.
    let clock = app.clock.clone();
    let begin = app.now();
    let hand = tokio::spawn(async move {
        let began = std::time::Instant::now();
        loop {
            let passed = i64::try_from(began.elapsed().as_millis()).unwrap() * 200;
            clock.set(begin + SignedDuration::from_millis(passed));
            sleep(Duration::from_millis(20)).await;
        }
    });
    let (one, two) = (way_to(&server), way_to(&server));
    tokio::join!(work(app.app.clone(), one), async {
        sleep(Duration::from_millis(500)).await;
        work(second.app.clone(), two).await;
    });
    hand.abort();
    let mut to: Vec<String> = server.messages().iter().map(|kept| kept.to[0].clone()).collect();
    let all = to.len();
    to.sort();
    to.dedup();
    assert_eq!((all, to.len()), (LETTERS, LETTERS));
    second.close().await.unwrap();
}

#[rocket::async_test]
async fn a_service_that_is_told_to_stop_gives_back_the_letters_that_it_has_not_begun() {
    let app = TestApp::start().await;
    queue(&app).await;
    let server =
        SmtpServer::start(Behaviour { takes: Duration::from_millis(300), ..Behaviour::default() }).await;
    let stopped = async {
        sleep(Duration::from_millis(150)).await;
        app.app.work.stop();
    };
    let transport = way_to(&server);
    let (done, ()) = tokio::join!(deliver::deliver_due(&app.app, &transport, app.now()), stopped);
    let sent = done.unwrap().sent;
    assert!(sent <= 20, "{sent} letters were still begun");
    let states = outbox::by_state(app.app.db.read()).await.unwrap();
    let in_state = |state: &str| states.iter().find(|(known, _)| known == state).unwrap().1;
    assert_eq!(in_state("sending"), 0, "{states:?}");
    assert_eq!(u64::try_from(in_state("sent")).unwrap(), sent);
    // The next start finds them at once.
    let second = app.another().await;
    let rest = deliver::deliver_due(&second.app, &transport, app.now()).await.unwrap();
    assert_eq!(rest.sent + sent, LETTERS as u64);
    second.close().await.unwrap();
}
