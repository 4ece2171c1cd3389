//! The pages of staff in a programme of a pilot and in one of a whole country: what they cost must not grow with it.

use std::time::{Duration, Instant};

use common_ground::{
    store::{
        Db,
        people::{self, PersonRole},
        programmes::Programme,
        rounds::Round,
    },
    survey::round::Side,
    system::password,
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

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
    /// People invited to one survey.
    invited: u64,
}

const PILOT: Size =
    Size { name: "S", courses: 50, partners: 500, contacts: 5_000, staff: 500, emails: 5_000, invited: 500 };
const COUNTRY: Size = Size {
    name: "L",
    courses: 2_000,
    partners: 5_000,
    contacts: 50_000,
    staff: 20_000,
    emails: 100_000,
    invited: 20_000,
};

/// Times a page is asked for; the middle one counts.
const TIMES: usize = 7;
/// The longest that a page may take over a whole country.
const LIMIT: &str = "100 ms";
const EMAIL: &str = "trainer@library.example.org";
const PASSWORD: &str = "read more books";
/// The moment of the run, as the database knows it.
const NOW: &str = "(CAST(strftime('%s','now') AS INTEGER) * 1000)";
const DAY: u64 = 24 * 60 * 60 * 1000;
/// Rows of one statement.
const BATCH: usize = 500;

/// What a page is, where, and what it took.
struct Asked {
    what: &'static str,
    took: Duration,
    bytes: usize,
    memory: f64,
}

pub async fn measure(table: &mut Table) {
    let small = programme(&PILOT, table).await;
    let large = programme(&COUNTRY, table).await;
    for (small, large) in small.iter().zip(&large) {
        let ms = |asked: &Asked| asked.took.as_secs_f64() * 1000.0;
        table.row(
            format!("{}, S then L", large.what),
            format!("{:.1} ms, {:.1} ms", ms(small), ms(large)),
            LIMIT.to_owned(),
            format!(
                "{} kB, {} kB; {:.0} MB at most by then",
                thousands(small.bytes as f64 / 1000.0),
                thousands(large.bytes as f64 / 1000.0),
                large.memory
            ),
        );
    }
}

/// Every page of a programme of this size.
async fn programme(size: &Size, table: &mut Table) -> Vec<Asked> {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let round = fill(&db, &programme, size).await;
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let person =
        people::add(db.write_one(), EMAIL, "A. Trainer", Some(hash), Timestamp::UNIX_EPOCH).await.unwrap();
    people::join(db.write_one(), person, programme.id, PersonRole::Admin).await.unwrap();
    drop(db);
    let service = database.serve(&[]);
    let asked = ask(&service, &round).await;
    drop(service);
    database.command(&["run-due"], &[]).output().unwrap();
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
    let partner = Uuid::from_u128(id(PARTNER, 7));
    let course = Uuid::from_u128(id(COURSE, 7));
    let pages = [
        ("home", String::new()),
        ("courses", "/courses".to_owned()),
        ("a course", format!("/courses/{course}")),
        ("participants", format!("/courses/{course}/participants")),
        ("plan a course", "/courses/new".to_owned()),
        ("partners", "/partners".to_owned()),
        ("partners, searched", "/partners?q=number+77".to_owned()),
        ("a partner", format!("/partners/{partner}")),
        ("contacts to check", "/partners/due".to_owned()),
        ("similar partners", "/partners/alike".to_owned()),
        ("library staff", "/partners/library".to_owned()),
        ("contacts as CSV", "/partners/list.csv".to_owned()),
        ("promises", "/promises".to_owned()),
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
    ];
    let mut asked = Vec::new();
    for (what, page) in pages {
        let path = format!("/programmes/reading{page}");
        let (mut took, mut bytes) = (Vec::with_capacity(TIMES), 0);
        for _ in 0..TIMES {
            let began = Instant::now();
            let (status, length) = connection.get(&path, &cookie).await.unwrap();
            took.push(began.elapsed());
            assert_eq!(status, 200, "{path}");
            bytes = length;
        }
        took.sort();
        asked.push(Asked { what, took: took[TIMES / 2], bytes, memory: service.most_memory() });
        eprintln!("{what}: {:?}", took[TIMES / 2]);
    }
    asked
}

/// Parts of ids, by what they are of.
const PARTNER: u64 = 1;
const CONTACT: u64 = 2;
const COURSE: u64 = 3;
const ROUND: u64 = 4;
const EMAIL_ROW: u64 = 5;
const INVITATION: u64 = 6;
const SUMMARY: u64 = 7;

fn id(of: u64, number: u64) -> u128 {
    (u128::from(of) << 64) | u128::from(number)
}

/// An id as the database writes it.
fn key(of: u64, number: u64) -> String {
    blob(Uuid::from_u128(id(of, number)))
}

fn blob(id: Uuid) -> String {
    format!("X'{}'", id.simple())
}

/// Adds rows, many with one statement.
async fn insert(db: &Db, table: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    for rows in rows.chunks(BATCH) {
        let statement = format!("INSERT INTO {table} VALUES {}", rows.join(","));
        db.write_one().execute_unprepared(&statement).await.unwrap();
    }
}

/// Fills a programme; the round that many are invited to.
async fn fill(db: &Db, programme: &Programme, size: &Size) -> Round {
    let of = blob(programme.id);
    let partners =
        (0..size.partners).map(|n| format!("({},{of},'Partner number {n}','school')", key(PARTNER, n)));
    insert(db, "partner (id, programme_id, name, kind)", partners).await;
    let contacts = (0..size.contacts).map(|n| {
        let partner = if n < size.staff { "NULL".to_owned() } else { key(PARTNER, n % size.partners) };
        let added = format!("{NOW} - {} * {DAY}", n % 900);
        format!(
            "({},{of},{partner},'Person number {n}','person{n}@town{}.example.org','','',0,{added},NULL)",
            key(CONTACT, n),
            n % 700
        )
    });
    let columns =
        "contact (id, programme_id, partner_id, name, email, job, phone, can_say_yes, added_at, left_at)";
    insert(db, columns, contacts).await;
    courses(db, programme, size).await;
    invite(db, programme, size).await
}

/// Courses of the last ten months with a summary each, and some to come; each with its feedback and 20 people.
async fn courses(db: &Db, programme: &Programme, size: &Size) {
    let of = blob(programme.id);
    let (example, survey) = stage::round(db, programme, "course_post", Side::Library).await;
    stage::fill(db, &example, survey, 40).await;
    stage::close(db, &example).await;
    let version = blob(example.survey_version);
    let is_over = |n: u64| !n.is_multiple_of(10);
    // Begins so long before or after the run.
    let begins = |n: u64| {
        if is_over(n) {
            format!("{NOW} - {} * {DAY}", 20 + n % 300)
        } else {
            format!("{NOW} + {} * {DAY}", 5 + n % 60)
        }
    };
    let rows = (0..size.courses).map(|n| {
        let (state, frozen) = if is_over(n) { ("frozen", format!("{} + 4 * {DAY}", begins(n))) } else { ("planned", "NULL".to_owned()) };
        let at = begins(n);
        format!(
            "({},{of},'Course number {n}','Library {}',{at},{at} + {DAY} / 4,'Europe/London','[]','{state}',{at} + 4 * {DAY},{frozen},'Tom',0)",
            key(COURSE, n),
            n % 90
        )
    });
    let columns = "course (id, programme_id, title, place, starts_at, ends_at, time_zone, aims, state, summary_at, \
                   frozen_at, trainers, revision)";
    insert(db, columns, rows).await;
    let rounds = (0..size.courses).map(|n| {
        let (state, at) = (if is_over(n) { "closed" } else { "planned" }, begins(n));
        format!(
            "({},{of},{version},'C{n:05}','library','anonymous','open','[]','{state}',{at} + {DAY} / 4,{at} + 3 * {DAY})",
            key(ROUND, n)
        )
    });
    let columns = "round (id, programme_id, survey_version_id, code, side, privacy, audience, aims, state, opens_at, \
                   closes_at)";
    insert(db, columns, rounds).await;
    let parts = (0..size.courses).map(|n| format!("({},{},'feedback')", key(COURSE, n), key(ROUND, n)));
    insert(db, "course_round (course_id, round_id, purpose)", parts).await;
    let places = (0..size.courses * 20)
        .map(|n| format!("({},{})", key(COURSE, n / 20), key(CONTACT, n % size.contacts)));
    insert(db, "participant (course_id, contact_id)", places).await;
    let over = || (0..size.courses).filter(move |n| is_over(*n));
    let summaries = over()
        .map(|n| format!("({},{},1,{} + 4 * {DAY},'{{}}')", key(SUMMARY, n), key(COURSE, n), begins(n)));
    insert(db, "summary (id, course_id, revision, frozen_at, document)", summaries).await;
    for n in over() {
        let copy = format!(
            "INSERT INTO published SELECT {}, document, hash, written_at FROM published WHERE round_id = {}",
            key(ROUND, n),
            blob(example.id)
        );
        db.write_one().execute_unprepared(&copy).await.unwrap();
    }
}

/// A survey of library staff that many are invited to, with the email to each, and other emails.
async fn invite(db: &Db, programme: &Programme, size: &Size) -> Round {
    let (round, _) = stage::round(db, programme, "staff_offer", Side::Library).await;
    let of = blob(round.id);
    let emails = (0..size.emails).map(|n| {
        format!(
            "({},'invitation','bench {n}','person{n}@example.org','{n}@example.org',zeroblob(2000),'sent',1,{NOW},{NOW},\
             NULL,{NOW},'250 OK')",
            key(EMAIL_ROW, n)
        )
    });
    let columns = "outbox (id, kind, unique_key, address, message_id, message, state, attempts, queued_at, next_at, \
                   claimed_until, sent_at, result)";
    insert(db, columns, emails).await;
    let invitations = (0..size.invited).map(|n| {
        let ends = format!("{NOW} + 30 * {DAY}");
        format!("({},{of},{},'hash {n}',{},NULL,{ends})", key(INVITATION, n), key(CONTACT, n), n % 2)
    });
    let columns = "invitation (id, round_id, contact_id, token_hash, used, response_id, expires_at)";
    insert(db, columns, invitations).await;
    let letters =
        (0..size.invited).map(|n| format!("({},{},'invitation',1)", key(EMAIL_ROW, n), key(INVITATION, n)));
    insert(db, "invitation_letter (outbox_id, invitation_id, kind, seq)", letters).await;
    round
}
