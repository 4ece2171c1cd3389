//! The pages of staff in a programme of a pilot, of a county and of a whole country, on both databases: what they cost must not
//! grow with it. A page that fails has its line like the others.

mod filling;
mod watch;

use std::time::{Duration, Instant};

use common_ground::store::{
    Db,
    people::{self, PersonRole},
    rounds::Round,
};
use common_ground::system::password;
use jiff::Timestamp;
use uuid::Uuid;

use self::{
    filling::{COURSE, DELIVERY, PARTNER, WEBHOOK, fill, id},
    watch::Watch,
};
use super::{
    http::Connection,
    program::{Database, Service, ended},
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
    /// Acts of the activity log.
    acts: u64,
    /// People who sign in.
    accounts: u64,
    /// People invited to one survey.
    invited: u64,
    /// The most memory that the service may use, in MB, whatever is looked at.
    memory: f64,
}

const PILOT: Size = Size {
    name: "S",
    courses: 50,
    partners: 500,
    contacts: 5_000,
    staff: 500,
    emails: 5_000,
    promises: 250,
    acts: 25_000,
    accounts: 50,
    invited: 500,
    memory: 64.0,
};
const COUNTY: Size = Size {
    name: "M",
    courses: 500,
    partners: 2_000,
    contacts: 20_000,
    staff: 5_000,
    emails: 30_000,
    promises: 2_500,
    acts: 250_000,
    accounts: 500,
    invited: 5_000,
    memory: 64.0,
};
const COUNTRY: Size = Size {
    name: "L",
    courses: 2_000,
    partners: 5_000,
    contacts: 50_000,
    staff: 20_000,
    emails: 100_000,
    promises: 10_000,
    acts: 1_000_000,
    accounts: 2_000,
    invited: 20_000,
    memory: 128.0,
};
/// From the smallest to the largest.
const SIZES: [Size; 3] = [PILOT, COUNTY, COUNTRY];

/// Times a page is asked for; the middle one counts.
const TIMES: usize = 7;
/// A page that takes so long together is asked for no more.
const ENOUGH: Duration = Duration::from_secs(10);
/// The longest that a page may take over a whole country.
const LIMIT: Duration = Duration::from_millis(100);
/// What is a file and no page: it holds everything, and grows with it.
const FILES: [&str; 1] = ["contacts as CSV"];
/// Lines of the list that somebody is about to import.
const LINES: u64 = 500;
/// Where the pages of the programme are.
const HOME: &str = "/programmes/reading";
const EMAIL: &str = "trainer@library.example.org";
const PASSWORD: &str = "read more books";

/// What a page is, and what came of it in a programme of one size.
struct Asked {
    what: &'static str,
    came: Came,
}

/// What a page took; or why it was not shown.
type Came = Result<Cost, String>;

/// What a page took.
#[derive(Debug)]
struct Cost {
    took: Duration,
    bytes: usize,
    statements: u64,
}

pub async fn measure(table: &mut Table) {
    for begin in [Database::sqlite, Database::postgres] {
        let (mut found, mut name) = (Vec::new(), "");
        for size in &SIZES {
            let database = begin();
            name = database.name();
            found.push(programme(&database, size, table).await);
        }
        tell(name, &found, table);
    }
}

/// A row for each page with what it took in programmes of all sizes, and what of that is too much.
fn tell(database: &str, found: &[Vec<Asked>], table: &mut Table) {
    let [small, .., large] = found else { return };
    for (at, page) in small.iter().enumerate() {
        let all: Vec<&Came> = found.iter().map(|asked| &asked[at].came).collect();
        let told =
            |tell: fn(&Came) -> String| all.iter().map(|came| tell(came)).collect::<Vec<_>>().join(", ");
        let is_file = FILES.contains(&page.what);
        table.row(
            format!("{}, {database}, S, M, L", page.what),
            told(time),
            if is_file { "a file".to_owned() } else { format!("{} ms", LIMIT.as_millis()) },
            format!("{} statements; {}", told(statements), told(bytes)),
        );
    }
    let pages = || small.iter().zip(large).filter(|(_, large)| !FILES.contains(&large.what));
    let late = pages().filter(|(_, large)| !matches!(&large.came, Ok(cost) if cost.took <= LIMIT));
    let more = pages().filter(|(small, large)| match (&small.came, &large.came) {
        (Ok(small), Ok(large)) => large.statements > small.statements,
        _ => true,
    });
    let mut list = |what: &str, found: Vec<&str>| {
        let says = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
        table.row(format!("{what}, {database}"), found.len().to_string(), "0".to_owned(), says);
    };
    list("pages of L that are later or fail", late.map(|(_, large)| large.what).collect());
    list("pages of L that ask more statements than those of S", more.map(|(_, large)| large.what).collect());
}

fn time(came: &Came) -> String {
    match came {
        Ok(cost) => format!("{:.1} ms", cost.took.as_secs_f64() * 1000.0),
        Err(why) => why.clone(),
    }
}

fn statements(came: &Came) -> String {
    came.as_ref().map_or_else(|_| "–".to_owned(), |cost| cost.statements.to_string())
}

fn bytes(came: &Came) -> String {
    let kilobytes = |cost: &Cost| format!("{} kB", thousands(cost.bytes as f64 / 1000.0));
    came.as_ref().map_or_else(|_| "–".to_owned(), kilobytes)
}

/// Every page of a programme of this size, and what the service takes beside.
async fn programme(database: &Database, size: &Size, table: &mut Table) -> Vec<Asked> {
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let began = Instant::now();
    let round = fill(&db, &programme, size).await;
    eprintln!("{} on {} is filled: {:?}", size.name, database.name(), began.elapsed());
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let person =
        people::add(db.write_one(), EMAIL, "A. Trainer", Some(hash), Timestamp::UNIX_EPOCH).await.unwrap();
    people::join(db.write_one(), person, programme.id, PersonRole::Admin).await.unwrap();
    db.close().await.unwrap();
    // What was due is done by the first.
    let _ = database.command(&["run-due"], &[]).output();
    let of = format!("{}, {}", size.name, database.name());
    // It fails at its end for the summaries that the programme is filled with, which wait for their next try.
    let (_, took, _) = ended(&mut database.command(&["run-due"], &[]));
    let what = format!("run-due with nothing due, {of}, the start of the program in it");
    table.row(what, format!("{:.0} ms", took.as_secs_f64() * 1000.0), "200 ms".to_owned(), String::new());
    let service = database.serve(&[]);
    let asked = ask(&service, &round).await;
    table.row(
        format!("memory at most while every page was looked at, {of}"),
        format!("{:.0} MB", service.most_memory()),
        format!("{:.0} MB", size.memory),
        format!("{:.0} MB after it", service.memory()),
    );
    let step = Watch::of(&service).await.step().await;
    let what = format!("a look at the clock with nothing due, {of}");
    table.row(what, format!("{:.1} ms", step * 1000.0), "200 ms".to_owned(), String::new());
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
    let (mut asked, mut watch) = (Vec::new(), Watch::of(service).await);
    let preview = upload(&mut connection, &cookie).await;
    let pages = pages(round).into_iter().map(|(what, page)| (what, format!("{HOME}{page}")));
    for (what, page) in pages.chain([("500 contacts to import", preview)]) {
        let came = measured(service, &page, &cookie, &mut watch).await;
        eprintln!("{what}: {came:?}, {:.0} MB at most by then", service.most_memory());
        asked.push(Asked { what, came });
    }
    asked
}

/// Sends a list of contacts to be imported; where it is looked at before.
async fn upload(connection: &mut Connection, cookie: &str) -> String {
    let lines = (0..LINES).map(|n| match n % 10 {
        1 => format!(",,Person number {n},Teacher,person{n}@town{}.example.org\n", n % 700),
        _ => format!("Partner number 7,school,Imported person {n},Teacher,imported{n}@example.org\n"),
    });
    let list = format!("organisation,kind,name,job,email\n{}", lines.collect::<String>());
    let page = format!("{HOME}/partners/import");
    let (status, _) = connection.upload(&page, cookie, ("list", "contacts.csv"), &list).await.unwrap();
    assert_eq!(status, 303, "{}", connection.body());
    connection.header("location").unwrap()
}

fn pages(round: &Round) -> Vec<(&'static str, String)> {
    let partner = Uuid::from_u128(id(PARTNER, 7));
    let course = Uuid::from_u128(id(COURSE, 7));
    let (webhook, delivery) = (Uuid::from_u128(id(WEBHOOK, 0)), Uuid::from_u128(id(DELIVERY, 0)));
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
        ("reminders to send", format!("/rounds/{}/invitations/send", round.code)),
        ("send a survey", "/rounds/new".to_owned()),
        ("people to invite", format!("/rounds/{}/people", round.code)),
        ("people", "/people".to_owned()),
        ("activity log", "/audit".to_owned()),
        ("settings", "/settings".to_owned()),
        ("needs attention", "/settings/attention".to_owned()),
        ("webhooks", "/settings/webhooks".to_owned()),
        ("a webhook with its deliveries", format!("/settings/webhooks/{webhook}")),
        ("a delivery", format!("/settings/webhooks/{webhook}/deliveries/{delivery}")),
    ]
}

/// The middle time of a page, its length, and the fewest statements that it asked: others may be asked beside it.
async fn measured(service: &Service, path: &str, cookie: &str, watch: &mut Watch) -> Came {
    let failed = |error: std::io::Error| error.to_string();
    // Of its own: one page that breaks off must not take the others with it.
    let mut connection = Connection::open(service.address).await.map_err(failed)?;
    let (mut took, mut bytes, mut statements) = (Vec::with_capacity(TIMES), 0, u64::MAX);
    let begin = Instant::now();
    while took.len() < TIMES && begin.elapsed() < ENOUGH {
        watch.begin().await;
        let began = Instant::now();
        let (status, length) = connection.get(path, cookie).await.map_err(failed)?;
        if status != 200 {
            return Err(format!("status {status}"));
        }
        took.push(began.elapsed());
        statements = statements.min(watch.asked().await);
        bytes = length;
    }
    took.sort();
    Ok(Cost { took: took[took.len() / 2], bytes, statements })
}
