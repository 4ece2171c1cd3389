//! The pages of staff in a programme of a pilot and in one of a whole country: what they cost must not grow with it. A page
//! that fails has its line like the others.

mod filling;

use std::time::{Duration, Instant};

use common_ground::store::{
    Db,
    people::{self, PersonRole},
    rounds::Round,
};
use common_ground::system::password;
use jiff::Timestamp;
use uuid::Uuid;

use self::filling::{COURSE, PARTNER, fill, id};
use super::{
    http::Connection,
    program::{Database, Service, timed},
    stage,
    table::{Table, thousands},
};

/// How much there is of everything.
struct Size {
    name: &'static str,
    courses: u64,
    partners: u64,
    contacts: u64,
    staff: u64,
    emails: u64,
    promises: u64,
    /// People who sign in.
    accounts: u64,
    /// People invited to one survey.
    invited: u64,
}

const PILOT: Size = Size {
    name: "S",
    courses: 50,
    partners: 500,
    contacts: 5_000,
    staff: 500,
    emails: 5_000,
    promises: 250,
    accounts: 50,
    invited: 500,
};
const COUNTRY: Size = Size {
    name: "L",
    courses: 2_000,
    partners: 5_000,
    contacts: 50_000,
    staff: 20_000,
    emails: 100_000,
    promises: 10_000,
    accounts: 2_000,
    invited: 20_000,
};

/// Times a page is asked for; the middle one counts.
const TIMES: usize = 7;
/// A page that takes so long together is asked for no more.
const ENOUGH: Duration = Duration::from_secs(10);
/// The longest that a page may take over a whole country.
const LIMIT: Duration = Duration::from_millis(100);
/// What is a file and no page: it holds everything, and grows with it.
const FILES: [&str; 1] = ["contacts as CSV"];
const EMAIL: &str = "trainer@library.example.org";
const PASSWORD: &str = "read more books";

/// What a page is, and what it took; or why it was not shown.
struct Asked {
    what: &'static str,
    came: Result<(Duration, usize), String>,
    memory: f64,
}

pub async fn measure(table: &mut Table) {
    let small = programme(&PILOT, table).await;
    let large = programme(&COUNTRY, table).await;
    for (small, large) in small.iter().zip(&large) {
        let is_file = FILES.contains(&large.what);
        let limit = if is_file { "a file".to_owned() } else { format!("{} ms", LIMIT.as_millis()) };
        table.row(
            format!("{}, S then L", large.what),
            format!("{}, {}", small.took(), large.took()),
            limit,
            format!("{}, {}; {:.0} MB at most by then", small.bytes(), large.bytes(), large.memory),
        );
    }
    let is_late = |asked: &&Asked| {
        !FILES.contains(&asked.what) && !matches!(&asked.came, Ok((took, _)) if *took <= LIMIT)
    };
    let late: Vec<&str> = large.iter().filter(is_late).map(|asked| asked.what).collect();
    let says = if late.is_empty() { "none".to_owned() } else { late.join(", ") };
    table.row("pages of L that are later or fail", late.len().to_string(), "0".to_owned(), says);
}

impl Asked {
    fn took(&self) -> String {
        match &self.came {
            Ok((took, _)) => format!("{:.1} ms", took.as_secs_f64() * 1000.0),
            Err(why) => why.clone(),
        }
    }

    fn bytes(&self) -> String {
        self.came
            .as_ref()
            .map_or_else(|_| "–".to_owned(), |(_, bytes)| format!("{} kB", thousands(*bytes as f64 / 1000.0)))
    }
}

/// Every page of a programme of this size.
async fn programme(size: &Size, table: &mut Table) -> Vec<Asked> {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let began = Instant::now();
    let round = fill(&db, &programme, size).await;
    eprintln!("{} is filled: {:?}", size.name, began.elapsed());
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let person =
        people::add(db.write_one(), EMAIL, "A. Trainer", Some(hash), Timestamp::UNIX_EPOCH).await.unwrap();
    people::join(db.write_one(), person, programme.id, PersonRole::Admin).await.unwrap();
    drop(db);
    let service = database.serve(&[]);
    let asked = ask(&service, &round).await;
    drop(service);
    // What was due is done by the first.
    let _ = database.command(&["run-due"], &[]).output();
    let (took, _) = timed(&mut database.command(&["run-due"], &[]));
    let ms = took.as_secs_f64() * 1000.0;
    let what = format!("run-due with nothing due, {}, the start of the program in it", size.name);
    table.row(what, format!("{ms:.0} ms"), "200 ms".to_owned(), String::new());
    asked
}

async fn ask(service: &Service, round: &Round) -> Vec<Asked> {
    let mut connection = Connection::open(service.address).await.unwrap();
    let form = format!("email={EMAIL}&password=read+more+books");
    assert_eq!(connection.post("/sign-in", &form).await.unwrap().0, 303, "signed in");
    let head = connection.head();
    let of_session = |line: &&str| line.to_lowercase().starts_with("set-cookie: session=");
    let cookie = head.lines().find(of_session).and_then(|line| line.split_once(": ")).unwrap().1;
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let mut asked = Vec::new();
    for (what, page) in pages(round) {
        let came = measured(service, &format!("/programmes/reading{page}"), &cookie).await;
        eprintln!("{what}: {came:?}");
        asked.push(Asked { what, came, memory: service.most_memory() });
    }
    asked
}

fn pages(round: &Round) -> Vec<(&'static str, String)> {
    let partner = Uuid::from_u128(id(PARTNER, 7));
    let course = Uuid::from_u128(id(COURSE, 7));
    vec![
        ("home", String::new()),
        ("courses", "/courses".to_owned()),
        ("a course", format!("/courses/{course}")),
        ("participants", format!("/courses/{course}/participants")),
        ("participants to add, searched", format!("/courses/{course}/participants?q=number+777")),
        ("plan a course", "/courses/new".to_owned()),
        ("partners", "/partners".to_owned()),
        ("partners, searched", "/partners?q=number+777".to_owned()),
        ("partners, searched by what all have", "/partners?q=example.org".to_owned()),
        ("partners, searched by two letters", "/partners?q=77".to_owned()),
        ("a partner", format!("/partners/{partner}")),
        ("contacts to check", "/partners/due".to_owned()),
        ("similar partners", "/partners/alike".to_owned()),
        ("library staff", "/partners/library".to_owned()),
        ("contacts as CSV", "/partners/list.csv".to_owned()),
        ("promises", "/promises".to_owned()),
        ("promises that are overdue", "/promises?state=overdue".to_owned()),
        ("results", "/results".to_owned()),
        ("courses over time", "/results/courses".to_owned()),
        ("all partnerships", "/results/partnerships".to_owned()),
        ("surveys", "/surveys".to_owned()),
        ("a survey in use", "/surveys/course_post".to_owned()),
        ("a round", format!("/rounds/{}", round.code)),
        ("invitations of a round", format!("/rounds/{}/invitations", round.code)),
        ("people to invite", format!("/rounds/{}/people", round.code)),
        ("people", "/people".to_owned()),
        ("activity log", "/audit".to_owned()),
        ("settings", "/settings".to_owned()),
        ("needs attention", "/settings/attention".to_owned()),
    ]
}

/// The middle time of a page, and its length; or why it was not shown.
async fn measured(service: &Service, path: &str, cookie: &str) -> Result<(Duration, usize), String> {
    let failed = |error: std::io::Error| error.to_string();
    // Of its own: one page that breaks off must not take the others with it.
    let mut connection = Connection::open(service.address).await.map_err(failed)?;
    let (mut took, mut bytes) = (Vec::with_capacity(TIMES), 0);
    let begin = Instant::now();
    while took.len() < TIMES && begin.elapsed() < ENOUGH {
        let began = Instant::now();
        let (status, length) = connection.get(path, cookie).await.map_err(failed)?;
        if status != 200 {
            return Err(format!("status {status}"));
        }
        took.push(began.elapsed());
        bytes = length;
    }
    took.sort();
    Ok((took[took.len() / 2], bytes))
}
