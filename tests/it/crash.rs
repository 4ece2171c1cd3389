//! A service that is killed under load: what it acknowledged is there exactly once.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common_ground::{
    store::{responses, tallies},
    survey::round::Privacy,
};

use crate::support::{database::TestDatabase, http::post, program::Program, rounds::needs_round};

/// People who send at one time.
const SENDERS: usize = 32;
/// People in all: enough that the service dies in their midst.
const PEOPLE: usize = 3_000;
/// Thanked people after whom the service is killed.
const THANKED_BEFORE_THE_KILL: usize = 300;
/// No kill may take longer to come than this.
const PATIENCE: Duration = Duration::from_mins(1);

/// People numbered, with what became of their forms.
struct Crowd {
    path: String,
    next: AtomicUsize,
    thanked: Mutex<BTreeSet<usize>>,
}

impl Crowd {
    /// Every person's form: their number is in the comment, and their key is their own.
    async fn send(&self, address: SocketAddr, person: usize) -> bool {
        let form = format!(
            "action=submit&key=00000000-0000-4000-8000-{person:012}&answers[staff_group]=outreach\
             &answers[conf_initiative]={}&answers[other_help]=person+{person}",
            person % 5 + 1
        );
        let thanked = matches!(post(address, &self.path, &form).await, Ok((303, _)));
        if thanked {
            self.thanked.lock().unwrap().insert(person);
        }
        thanked
    }

    /// Takes the next person until all are through, or until nobody answers any more.
    async fn send_all(&self, address: SocketAddr) {
        loop {
            let person = self.next.fetch_add(1, Ordering::Relaxed);
            if person >= PEOPLE || !self.send(address, person).await {
                return;
            }
        }
    }

    fn thanked(&self) -> usize {
        self.thanked.lock().unwrap().len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_killed_under_load_keeps_every_answer_it_thanked_for_and_doubles_none() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, Privacy::Anonymous).await;
    let program = Program::on(&database);
    let crowd = Arc::new(Crowd {
        path: format!("/s/{}", round.code),
        next: AtomicUsize::new(0),
        thanked: Mutex::default(),
    });

    let mut service = program.serve();
    let address = service.address;
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| {
            let crowd = crowd.clone();
            tokio::spawn(async move { crowd.send_all(address).await })
        })
        .collect();
    let began = Instant::now();
    while crowd.thanked() < THANKED_BEFORE_THE_KILL && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    service.kill();
    for sender in senders {
        sender.await.unwrap();
    }
    let before = crowd.thanked();
    let asked = crowd.next.load(Ordering::Relaxed).min(PEOPLE);
    assert!((THANKED_BEFORE_THE_KILL..PEOPLE).contains(&before), "{before} were thanked");
    assert!(before < asked, "the kill cut somebody off: {before} of {asked}");

    // Whoever got no answer sends the same form again; so do some who did, as a double click does.
    let service = program.serve();
    let thanked = crowd.thanked.lock().unwrap().clone();
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
