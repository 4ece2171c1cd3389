//! What is lived through under the recorder: people answer two surveys, one of them closes, and invitations leave.

use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common_ground::{
    store::{
        Db, invitations,
        mailings::{self, Mailing, MailingKind, MailingState},
        rounds::Round,
    },
    survey::round::PrivacyMode,
    system::secret::{KeyPurpose, SecretKey, hash},
};
use jiff::{Timestamp, ToSpan};
use sea_orm::{EntityTrait, Set};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

use crate::support::{
    database::TestDatabase,
    entity::round,
    power::{
        disk::{self, Files},
        log::Act,
        recorder::Recorder,
    },
    program::Program,
    rounds::needs_round,
    smtp::{Behaviour, SmtpServer},
};

const KEY: &str = "a key that is long enough for a test of power cuts";
/// People who answer.
const PEOPLE: usize = 240;
/// People who send at one time.
const SENDERS: usize = 8;
/// Thanked people after whom one survey closes.
const THANKED_BEFORE_THE_CLOSE: usize = 80;
/// People who are invited.
const INVITED: usize = 5;
/// Nothing may take longer to come than this.
const PATIENCE: Duration = Duration::from_secs(40);

/// What was lived through.
pub struct Story {
    /// The files before.
    pub before: Files,
    /// Everything that was done since, in order.
    pub acts: Vec<Act>,
    /// Where the files were.
    pub folder: String,
    /// The two surveys that people answered.
    pub rounds: [Uuid; 2],
    /// Before which act somebody was thanked, and what they had written.
    pub thanked: Vec<(usize, String)>,
    /// Before which act an email was on its way to somebody.
    pub handed_over: Vec<(usize, String)>,
}

pub async fn live(database: &TestDatabase) -> Story {
    let db = database.open().await;
    let closing = needs_round(&db, PrivacyMode::Anonymous).await;
    let open = needs_round(&db, PrivacyMode::Anonymous).await;
    let asking = needs_round(&db, PrivacyMode::Confidential).await;
    #[expect(clippy::disallowed_methods, reason = "the program goes by the real time")]
    let now = Timestamp::now();
    invite(&db, &asking, now).await;
    let ends = round::ActiveModel {
        id: Set(closing.id),
        closes_at: Set((now + 1.hours()).into()),
        ..Default::default()
    };
    round::Entity::update(ends).exec(db.write_one()).await.unwrap();
    // The last connection puts everything in its place, and nobody but the program writes from now on.
    db.close().await.unwrap();

    let recorder = Recorder::of(database);
    let mailbox = SmtpServer::start(Behaviour::default()).await;
    let before = disk::files(recorder.folder());
    let program = recorder.watch(
        Program::on(database)
            .with("COMMON_GROUND_SECRET_KEY", KEY)
            .with("COMMON_GROUND_SMTP_URL", mailbox.url()),
    );
    let mut service = program.serve();
    let people = Arc::new(People::who_answer([&closing, &open]));
    let senders: Vec<_> =
        (0..SENDERS).map(|_| tokio::spawn(Arc::clone(&people).send_all(service.address))).collect();
    wait_until(|| people.thanked() >= THANKED_BEFORE_THE_CLOSE).await;
    program.run(&["run-due", "--as-of", &(now + 2.hours()).to_string()]).succeeded();
    for sender in senders {
        sender.await.unwrap();
    }
    wait_until(|| mailbox.messages().len() >= INVITED).await;
    service.kill();

    let acts = recorder.acts();
    let thanked = people.thanks(&acts);
    let handed_over = handed_over(&acts, mailbox.url().rsplit(':').next().unwrap().parse().unwrap());
    assert!(thanked.len() > PEOPLE / 2, "only {} were thanked", thanked.len());
    assert_eq!(handed_over.len(), INVITED, "invitations left");
    let rounds = [closing.id, open.id];
    Story { before, acts, folder: recorder.folder().display().to_string(), rounds, thanked, handed_over }
}

async fn wait_until(done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < PATIENCE, "it took too long");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// People invited, and an invitation that is due.
async fn invite(db: &Db, round: &Round, now: Timestamp) {
    let secret = SecretKey::from_text(KEY).unwrap();
    for nth in 0..INVITED {
        let address = format!("p{nth}@d{nth}.example.org");
        let contact = invitations::add_contact(db.write_one(), round.programme, None, "A. Contact", &address);
        let (id, contact) = (Uuid::new_v4(), contact.await.unwrap());
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

/// Before which act each recipient was named to the mail server.
fn handed_over(acts: &[Act], server: u16) -> Vec<(usize, String)> {
    let named = |(nth, act): (usize, &Act)| match act {
        Act::Said { port, words } if *port == server => {
            let address = words.strip_prefix("RCPT TO:<")?.split('>').next()?;
            Some((nth, address.to_owned()))
        }
        _ => None,
    };
    acts.iter().enumerate().filter_map(named).collect()
}

/// People who answer, each from a port of their own by which their thanks are known in the log.
struct People {
    paths: [String; 2],
    next: AtomicUsize,
    ports: Mutex<BTreeMap<u16, Vec<usize>>>,
}

impl People {
    fn who_answer(rounds: [&Round; 2]) -> Self {
        let paths = rounds.map(|round| format!("/s/{}", round.code));
        Self { paths, next: AtomicUsize::new(0), ports: Mutex::default() }
    }

    fn thanked(&self) -> usize {
        self.ports.lock().unwrap().values().map(Vec::len).sum()
    }

    async fn send_all(self: Arc<Self>, address: SocketAddr) {
        loop {
            let person = self.next.fetch_add(1, Ordering::Relaxed);
            if person >= PEOPLE {
                return;
            }
            if let Ok(Some(port)) = self.send(address, person).await {
                self.ports.lock().unwrap().entry(port).or_default().push(person);
            }
        }
    }

    /// The port from which somebody sent a form and was thanked; none if the survey has closed.
    async fn send(&self, address: SocketAddr, person: usize) -> io::Result<Option<u16>> {
        let form = format!(
            "action=submit&key=00000000-0000-4000-8000-{person:012}&answers[staff_group]=outreach\
             &answers[conf_initiative]={}&answers[other_help]=person+{person}",
            person % 5 + 1
        );
        let mut stream = TcpStream::connect(address).await?;
        let port = stream.local_addr()?.port();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: \
             application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            self.paths[person % 2],
            form.len()
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(form.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok(answer.starts_with(b"HTTP/1.1 303").then_some(port))
    }

    /// Before which act each was thanked, in order, and what they had written. A port that two people had tells nothing.
    fn thanks(&self, acts: &[Act]) -> Vec<(usize, String)> {
        let ports = self.ports.lock().unwrap();
        let thanks = |(nth, act): (usize, &Act)| match act {
            Act::Said { port, words } if words.starts_with("HTTP/1.1 303") => {
                match ports.get(port)?.as_slice() {
                    [person] => Some((nth, format!("person {person}"))),
                    _ => None,
                }
            }
            _ => None,
        };
        acts.iter().enumerate().filter_map(thanks).collect()
    }
}
