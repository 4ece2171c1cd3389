//! The start of the service, and the form page.

use std::time::Duration;

use common_ground::{store::Db, survey::round::Side};

use super::{
    program::Database,
    stage,
    storm::{Ask, storm},
    table::Table,
};

/// Starts measured; the middle one counts.
const STARTS: usize = 5;

/// From start to listening, and memory at rest.
pub async fn start(table: &mut Table) {
    for database in [Database::sqlite(), Database::postgres()] {
        drop(database.serve(&[]));
        let mut starts: Vec<_> = (0..STARTS).map(|_| database.serve(&[]).started).collect();
        starts.sort();
        let ms = starts[STARTS / 2].as_secs_f64() * 1000.0;
        let what = format!("start to ready, {}", database.name());
        table.row(what, format!("{ms:.0} ms"), "300 ms".to_owned(), String::new());
        let service = database.serve(&[]);
        tokio::time::sleep(Duration::from_secs(2)).await;
        let what = format!("memory at rest, {}", database.name());
        table.row(what, format!("{:.0} MB", service.memory()), "64 MB".to_owned(), String::new());
    }
}

/// The pages that a person sees before answering.
pub async fn form(table: &mut Table, each: Duration) {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let programme = stage::programme(&db).await;
    let (round, _) = stage::round(&db, &programme, "partner_expect", Side::Partner).await;
    let service = database.serve(&[]);
    let empty = storm(&[service.address], &Ask::Page("/health/live".to_owned()), 32, each).await;
    let pages = [
        ("start page of the form", ""),
        ("all questions on one page", "/all"),
        ("first page of the form", "/1"),
    ];
    for (what, page) in pages {
        let ask = Ask::Page(format!("/s/{}{page}", round.code));
        let got = storm(&[service.address], &ask, 32, each).await;
        table.rate(
            format!("{what}, 32 at once"),
            got.rate,
            empty.rate,
            "an empty page",
            &format!("; {}", got.times()),
        );
    }
}
