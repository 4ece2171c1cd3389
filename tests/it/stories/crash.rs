//! A service that is killed under load: what it acknowledged is there exactly once.

mod board;

use std::time::{Duration, Instant};

use common_ground::{
    store::{responses, tallies},
    survey::round::PrivacyMode,
};

use crate::support::{crowd::Crowd, database::TestDatabase, program::Program, rounds::needs_round};

/// People who send at one time.
const SENDERS: usize = 32;
/// People in all: enough that the service dies in their midst.
const PEOPLE: usize = 3_000;
/// Thanked people after whom the service is killed.
const THANKED_BEFORE_THE_KILL: usize = 300;
/// No kill may take longer to come than this.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_killed_under_load_keeps_every_answer_it_thanked_for_and_doubles_none() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    let program = Program::on(&database);
    let crowd = Crowd::of(PEOPLE, &round);

    let mut service = program.serve();
    let address = service.address;
    let senders = crowd.begin(SENDERS, address);
    let began = Instant::now();
    while crowd.thanked() < THANKED_BEFORE_THE_KILL && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    service.kill();
    for sender in senders {
        sender.await.unwrap();
    }
    let before = crowd.thanked();
    let asked = crowd.asked();
    assert!((THANKED_BEFORE_THE_KILL..PEOPLE).contains(&before), "{before} were thanked");
    assert!(before < asked, "the kill cut somebody off: {before} of {asked}");

    // Whoever got no answer sends the same form again; so do some who did, as a double click does.
    let service = program.serve();
    let thanked = crowd.who_was_thanked();
    let again = (0..asked).filter(|person| !thanked.contains(person)).chain(thanked.iter().copied().take(50));
    for person in again {
        assert!(crowd.send(service.address, person).await, "person {person} is thanked the second time");
    }
    assert_eq!(service.stop().code(), Some(0));

    let mut found: Vec<String> = Vec::new();
    let mut after = None;
    loop {
        let page = responses::page(db.read(), round.id, after).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        found.extend(page.iter().map(|r| r.answers["other_help"]["text"].as_str().unwrap().to_owned()));
    }
    found.sort();
    let mut expected: Vec<String> = (0..asked).map(|person| format!("person {person}")).collect();
    expected.sort();
    assert_eq!(found, expected);
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, asked as u64);
    let check = program.run(&["check"]);
    assert!(check.succeeded().out.contains("rounds agree"), "{}", check.out);
}
