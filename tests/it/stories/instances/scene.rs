//! What the tests of several instances share: a crowd that answers at two of them, a summary that is due, and what must
//! hold afterwards.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common_ground::store::{
    Db,
    courses::{self, Course, RoundPurpose},
    people::PersonRole,
    responses,
    rounds::Round,
    tallies,
};
use jiff::ToSpan;
use tokio::{task::JoinHandle, time::sleep};
use uuid::Uuid;

use crate::support::{app::TestApp, database::TestDatabase, http::post, program::Program, smtp::SmtpServer};

/// People who send at one time.
const SENDERS: usize = 16;
/// Nobody waits longer than this for anything.
pub(super) const PATIENCE: Duration = Duration::from_mins(2);
const KEY: &str = "one key for both of the instances";

/// An instance with a folder of its own that shares all else.
pub(super) fn instance<'d>(database: &'d TestDatabase, folder: &str, mailbox: &SmtpServer) -> Program<'d> {
    Program::on(database)
        .with("COMMON_GROUND_DATA_DIR", folder)
        .with("COMMON_GROUND_SECRET_KEY", KEY)
        .with("COMMON_GROUND_SMTP_URL", mailbox.url())
        .with("COMMON_GROUND_MAIL_FROM", "Riverside Libraries <feedback@library.example.org>")
}

/// People numbered, who send until they are thanked, to one instance or the other.
pub(super) struct Crowd {
    path: String,
    addresses: [SocketAddr; 2],
    next: AtomicUsize,
    thanked: AtomicUsize,
    enough: AtomicBool,
}

impl Crowd {
    /// The people of a round, who will answer at either address.
    pub(super) fn at(round: &Round, addresses: [SocketAddr; 2]) -> Arc<Self> {
        Arc::new(Self {
            path: format!("/s/{}", round.code),
            addresses,
            next: AtomicUsize::new(0),
            thanked: AtomicUsize::new(0),
            enough: AtomicBool::new(false),
        })
    }

    pub(super) fn senders(self: &Arc<Self>) -> Vec<JoinHandle<()>> {
        let sender = |_| {
            let crowd = Arc::clone(self);
            tokio::spawn(async move { crowd.send_all().await })
        };
        (0..SENDERS).map(sender).collect()
    }

    async fn send_all(&self) {
        while !self.enough.load(Ordering::Relaxed) {
            let person = self.next.fetch_add(1, Ordering::Relaxed);
            let form = format!(
                "action=submit&key=00000000-0000-4000-8000-{person:012}&answers[staff_group]=outreach\
                 &answers[conf_initiative]={}&answers[other_help]=person+{person}",
                person % 5 + 1
            );
            let began = Instant::now();
            for turn in person.. {
                let answer = post(self.addresses[turn % 2], &self.path, &form).await;
                if matches!(answer, Ok((303, _))) {
                    break;
                }
                assert!(began.elapsed() < PATIENCE, "person {person} is never thanked: {answer:?}");
                sleep(Duration::from_millis(50)).await;
            }
            self.thanked.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits until so many more people are thanked.
    pub(super) async fn thank(&self, people: usize) {
        let began = Instant::now();
        let before = self.thanked.load(Ordering::Relaxed);
        while self.thanked.load(Ordering::Relaxed) < before + people {
            assert!(began.elapsed() < PATIENCE, "{people} more people are never thanked");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Lets everybody finish what they began.
    pub(super) async fn end(&self, senders: Vec<JoinHandle<()>>) {
        self.enough.store(true, Ordering::Relaxed);
        for sender in senders {
            sender.await.unwrap();
        }
    }
}

/// A course whose summary is long due, with three managers who wait for it.
pub(super) async fn course_that_is_due(service: &TestApp) {
    let now = service.now();
    let course = Course {
        id: Uuid::new_v4(),
        programme: service.programme.id,
        title: "Pilot course 3".into(),
        place: "Stratford Library".into(),
        starts_at: now - 6.hours(),
        ends_at: now,
        time_zone: "Europe/London".into(),
        aims: vec![],
        summary_at: now + (10 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: courses::CourseState::Planned,
    };
    let db = service.app.db.write_one();
    service.works_every_day().await;
    courses::add(db, &course).await.unwrap();
    let feedback = service.round("course_post", |_| {}).await;
    courses::attach(db, course.id, feedback.id, RoundPurpose::Feedback).await.unwrap();
    service.answers(&feedback, "front_line", 9, 4).await;
    for name in ["gwen", "priya", "sam"] {
        service.person(&format!("{name}@library.example.org"), PersonRole::Manager).await;
    }
}

async fn stored(db: &Db, round: Uuid) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut after = None;
    loop {
        let page = responses::page(db.read(), round, after).await.unwrap();
        let Some(last) = page.last() else { return found };
        after = Some(last.id);
        for response in &page {
            let person = response.answers["other_help"]["text"].as_str().unwrap();
            *found.entry(person.to_owned()).or_default() += 1;
        }
    }
}

/// Waits until the summary reached its three managers.
pub(super) async fn summary_came(mailbox: &SmtpServer) {
    let began = Instant::now();
    while mailbox.messages().len() < 3 {
        assert!(began.elapsed() < PATIENCE, "the summary never came");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Everybody of the crowd is stored and counted once, and each manager has one summary.
pub(super) async fn nothing_is_lost_or_doubled(
    db: &Db,
    crowd: &Crowd,
    round: &Round,
    program: &Program<'_>,
    mailbox: &SmtpServer,
) {
    let people = crowd.next.load(Ordering::Relaxed);
    let expected: BTreeMap<String, usize> = (0..people).map(|n| (format!("person {n}"), 1)).collect();
    assert_eq!(stored(db, round.id).await, expected);
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, people as u64);
    let check = program.run(&["check"]);
    assert!(check.succeeded().out.contains("rounds agree"), "{}", check.out);
    let mut readers: Vec<_> = mailbox.messages().into_iter().flat_map(|letter| letter.to).collect();
    readers.sort();
    let managers = ["gwen", "priya", "sam"].map(|name| format!("{name}@library.example.org"));
    assert_eq!(readers, managers, "each manager has one summary");
}
