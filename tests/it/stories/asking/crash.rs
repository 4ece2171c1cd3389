//! A service that dies while it writes to people: nobody is written to twice, and nobody is forgotten.

use std::time::{Duration, Instant};

use common_ground::{
    store::{
        Db, invitations,
        mailings::{self, Mailing, MailingKind, MailingState},
        outbox::EmailState as Sending,
        rounds::Round,
    },
    survey::round::PrivacyMode,
    system::secret::{KeyPurpose, SecretKey, hash},
};
use jiff::{Timestamp, ToSpan};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::entity::outbox;
use crate::support::{
    database::TestDatabase,
    program::Program,
    rounds::needs_round,
    smtp::{Act, At, Behaviour, SmtpServer},
};

const KEY: &str = "a key that is long enough for a test of letters";
/// No letter may take longer to get under way than this.
const PATIENCE: Duration = Duration::from_secs(40);

/// Somebody invited, and an invitation that is due.
async fn invite(db: &Db, round: &Round, people: &[String], now: Timestamp) {
    let secret = SecretKey::from_text(KEY).unwrap();
    for person in people {
        let contact = invitations::add_contact(db.write_one(), round.programme, None, "A. Contact", person)
            .await
            .unwrap();
        let id = Uuid::new_v4();
        let token = hash(&secret.token(KeyPurpose::Invitation, id));
        invitations::invite(db.write_one(), id, round.id, contact, token, round.closes_at).await.unwrap();
    }
    let due = Mailing {
        id: Uuid::new_v4(),
        round: round.id,
        kind: MailingKind::Invitation,
        seq: 1,
        at: now,
        state: MailingState::Planned,
        done_at: None,
    };
    mailings::add(db.write_one(), &due).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_under_way_when_the_service_was_killed_is_left_to_a_person_and_all_others_leave_once() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Confidential).await;
    #[expect(clippy::disallowed_methods, reason = "the program goes by the real time")]
    let now = Timestamp::now();
    let people: Vec<String> = (0..5).map(|n| format!("p{n}@d{n}.example.org")).collect();
    invite(&db, &round, &people, now).await;

    let stalls = SmtpServer::start(Behaviour::always(At::Body, Act::Stall)).await;
    let program = Program::on(&database)
        .with("COMMON_GROUND_SECRET_KEY", KEY)
        .with("COMMON_GROUND_SMTP_URL", stalls.url());
    let mut service = program.serve();
    let began = Instant::now();
    while !stalls.commands().iter().any(|line| line == "DATA") && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    service.kill();

    let good = SmtpServer::start(Behaviour::default()).await;
    let program = Program::on(&database)
        .with("COMMON_GROUND_SECRET_KEY", KEY)
        .with("COMMON_GROUND_SMTP_URL", good.url());
    let later = (now + 20.minutes()).to_string();
    let done = program.run(&["run-due", "--as-of", &later, "--json"]);
    assert_eq!((&done.succeeded().json()["sent"], &done.json()["failed"]), (&4.into(), &1.into()));
    let mut to: Vec<String> = good.messages().iter().map(|letter| letter.to[0].clone()).collect();
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 4);
    let rows = outbox::Entity::find().all(db.read()).await.unwrap();
    let lost: Vec<_> = rows.iter().filter(|letter| letter.state == Sending::Failed).collect();
    assert_eq!((rows.len(), lost.len()), (5, 1));
    assert!(lost[0].result.contains("may have arrived"), "{}", lost[0].result);
    assert!(!to.contains(&lost[0].address));
    let again = program.run(&["run-due", "--as-of", &(now + 2.hours()).to_string(), "--json"]);
    assert_eq!(again.succeeded().json()["sent"], 0);
}
