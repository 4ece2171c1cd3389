//! Two instances under load on one PostgreSQL; one of them is killed, and then the database itself.

use std::{
    collections::BTreeMap,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common_ground::{
    mail::Transport,
    store::{
        Db,
        courses::{self, Course, NextAction, Purpose},
        people::Role,
        responses,
        rounds::Round,
        tallies,
    },
    survey::round::Privacy,
};
use jiff::ToSpan;
use tokio::{task::JoinHandle, time::sleep};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    database::TestDatabase,
    http::post,
    program::Program,
    rounds::needs_round,
    smtp::{Behaviour, SmtpServer},
};

/// People who send at one time.
const SENDERS: usize = 16;
/// People thanked before the first crash, and again after each, so that each comes in the midst of them.
const PEOPLE: usize = 200;
/// Nobody waits longer than this for anything.
const PATIENCE: Duration = Duration::from_mins(2);
const KEY: &str = "one key for both of the instances";

/// A PostgreSQL of this test's own, which it may crash.
struct Server {
    port: u16,
}

impl Server {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { port };
        server.told("start");
        server
    }

    fn told(&self, what: &str) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/postgres");
        // Its output must not be held open by the server that it leaves behind.
        let status = Command::new(script)
            .arg(what)
            .env("TEST_POSTGRES_PORT", self.port.to_string())
            .stdout(Stdio::null())
            .status();
        assert!(status.unwrap().success(), "scripts/postgres {what}");
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.told("stop");
    }
}

/// People numbered, who send until they are thanked, to one instance or the other.
struct Crowd {
    path: String,
    addresses: [SocketAddr; 2],
    next: AtomicUsize,
    thanked: AtomicUsize,
    enough: AtomicBool,
}

impl Crowd {
    /// The people of a round, who will answer at either address.
    fn at(round: &Round, addresses: [SocketAddr; 2]) -> Arc<Self> {
        Arc::new(Self {
            path: format!("/s/{}", round.code),
            addresses,
            next: AtomicUsize::new(0),
            thanked: AtomicUsize::new(0),
            enough: AtomicBool::new(false),
        })
    }

    fn senders(self: &Arc<Self>) -> Vec<JoinHandle<()>> {
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
    async fn thank(&self, people: usize) {
        let began = Instant::now();
        let before = self.thanked.load(Ordering::Relaxed);
        while self.thanked.load(Ordering::Relaxed) < before + people {
            assert!(began.elapsed() < PATIENCE, "{people} more people are never thanked");
            sleep(Duration::from_millis(5)).await;
        }
    }
}

/// A course whose summary is long due, with three managers who wait for it.
async fn course_that_is_due(service: &TestApp) {
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
        next_action: NextAction::default(),
        summary_at: now + (10 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: courses::State::Planned,
    };
    let db = service.app.db.write_one();
    courses::add(db, &course).await.unwrap();
    let feedback = service.round("course_post", |_| {}).await;
    courses::attach(db, course.id, feedback.id, Purpose::Feedback).await.unwrap();
    service.answers(&feedback, "front_line", 9, 4).await;
    for name in ["gwen", "priya", "sam"] {
        service.person(&format!("{name}@library.example.org"), Role::Manager).await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_instances_and_then_their_database_crash_and_nothing_is_lost_or_done_twice() {
    if !TestDatabase::create().await.is_postgres() {
        // Several instances need a database server; the tests run on one as well.
        return;
    }
    let server = Server::start();
    let service = TestApp::on(TestDatabase::at(server.url()), Transport::memory()).await;
    let db = Db::connect(&server.url()).await.unwrap();
    course_that_is_due(&service).await;
    let round = needs_round(&db, Privacy::Anonymous).await;
    let mailbox = SmtpServer::start(Behaviour::default()).await;

    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let program = |folder: usize| {
        Program::on(service.database())
            .with("COMMON_GROUND_DATA_DIR", folders[folder].path().to_str().unwrap())
            .with("COMMON_GROUND_SECRET_KEY", KEY)
            .with("COMMON_GROUND_SMTP_URL", mailbox.url())
            .with("COMMON_GROUND_MAIL_FROM", "Riverside Libraries <feedback@library.example.org>")
    };
    let (one, two) = (program(0), program(1));
    let (mut first, second) = (one.serve(), two.serve());
    let crowd = Crowd::at(&round, [first.address, second.address]);
    let senders = crowd.senders();

    crowd.thank(PEOPLE).await;
    let began = Instant::now();
    while mailbox.messages().len() < 3 {
        assert!(began.elapsed() < PATIENCE, "the summary never came");
        sleep(Duration::from_millis(20)).await;
    }
    first.kill();
    crowd.thank(PEOPLE).await;
    server.told("crash");
    crowd.thank(PEOPLE).await;
    crowd.enough.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.await.unwrap();
    }
    let first = one.serve();
    sleep(Duration::from_secs(6)).await;
    assert_eq!(first.stop().code(), Some(0));
    assert_eq!(second.stop().code(), Some(0));

    let db = Db::connect(&server.url()).await.unwrap();
    let people = crowd.next.load(Ordering::Relaxed);
    let expected: BTreeMap<String, usize> = (0..people).map(|n| (format!("person {n}"), 1)).collect();
    assert_eq!(stored(&db, round.id).await, expected);
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, people as u64);
    let check = two.run(&["check"]);
    assert!(check.succeeded().out.contains("rounds agree"), "{}", check.out);
    let mut readers: Vec<_> = mailbox.messages().into_iter().flat_map(|letter| letter.to).collect();
    readers.sort();
    let managers = ["gwen", "priya", "sam"].map(|name| format!("{name}@library.example.org"));
    assert_eq!(readers, managers, "each manager has one summary");
}
