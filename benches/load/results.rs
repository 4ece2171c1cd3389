//! Comparisons over few and over a million responses: the cost must not grow with them.

use std::time::{Duration, Instant};

use common_ground::{
    store::{
        Db,
        people::{self, PersonRole},
    },
    survey::round::Side,
    system::password,
};
use jiff::Timestamp;

use super::{http::Connection, program::Database, stage, table::Table};

/// Responses of both sides together.
const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Times a page is asked for; the middle one counts.
const TIMES: usize = 41;
const EMAIL: &str = "trainer@library.example.org";
const PASSWORD: &str = "read more books";

pub async fn measure(table: &mut Table) {
    let mut least = None;
    for size in SIZES {
        let took = page(size).await;
        let ms = took.as_secs_f64() * 1000.0;
        let first = *least.get_or_insert(ms);
        let what =
            format!("comparison page with its charts, {} responses", super::table::thousands(size as f64));
        table.row(
            what,
            format!("{ms:.1} ms"),
            "50 ms".to_owned(),
            format!("{:.2} of that over 1,000", ms / first),
        );
    }
}

/// How long the comparison page takes over so many closed responses.
async fn page(responses: usize) -> Duration {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let (offer, offers) = stage::round(&db, &programme, "staff_offer", Side::Library).await;
    let (wish, wishes) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
    stage::fill(&db, &offer, offers, responses / 2).await;
    stage::fill(&db, &wish, wishes, responses / 2).await;
    stage::close(&db, &offer).await;
    stage::close(&db, &wish).await;
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let now = Timestamp::UNIX_EPOCH;
    let person = people::add(db.write_one(), EMAIL, "A. Trainer", Some(hash), now).await.unwrap();
    people::join(db.write_one(), person, programme.id, PersonRole::Trainer).await.unwrap();

    let service = database.serve(&[]);
    let mut connection = Connection::open(service.address).await.unwrap();
    let form = format!("email={EMAIL}&password=read+more+books");
    assert_eq!(connection.post("/sign-in", &form).await.unwrap().0, 303, "signed in");
    let head = connection.head();
    let of_session = |line: &&str| line.to_lowercase().starts_with("set-cookie: session=");
    let cookie = head.lines().find(of_session).and_then(|line| line.split_once(": ")).unwrap().1;
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let path = format!("/programmes/reading/results/{}/{}", offer.code, wish.code);
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        let (status, length) = connection.get(&path, &cookie).await.unwrap();
        took.push(began.elapsed());
        assert!(status == 200 && length > 10_000, "{status} {length}");
    }
    took.sort();
    took[TIMES / 2]
}
