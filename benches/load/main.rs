//! The real program under load, each figure beside its own limit in the same run:
//!
//! ```text
//! cargo bench --bench load                          everything (about half an hour)
//! cargo bench --bench load -- submissions letters   some of it
//! cargo bench --bench load -- --minutes 10 memory   memory after ten minutes of load
//! ```
//!
//! Parts: start, submissions, pages, results, summary, files, archive, report, letters, instances, room, country, memory. Everything
//! stays on this machine's loopback: the driver and the program share its processors, and so does the limit beside each figure.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on should stop where it is")]
#![expect(unreachable_pub, reason = "the driver is one program")]
#![expect(clippy::cast_precision_loss, reason = "figures for people, not for sums")]

mod cost;
mod country;
mod files;
mod http;
mod instances;
mod letters;
mod once;
mod pages;
mod program;
mod results;
mod room;
mod share;
mod sink;
mod stage;
mod storm;
mod submissions;
mod summary;
mod table;

use std::time::Duration;

use self::table::Table;

/// What is measured, in this order.
const PARTS: [&str; 13] = [
    "start",
    "submissions",
    "pages",
    "results",
    "summary",
    "files",
    "archive",
    "report",
    "letters",
    "instances",
    "room",
    "country",
    "memory",
];

/// What was asked for.
struct Wish {
    parts: Vec<String>,
    /// How long each rate is measured.
    seconds: u64,
    /// How long the memory is watched.
    minutes: u64,
}

fn wish() -> Wish {
    let mut wish = Wish { parts: Vec::new(), seconds: 5, minutes: 1 };
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        let mut number =
            || words.next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{word}: how many?"));
        match word.as_str() {
            "--seconds" => wish.seconds = number(),
            "--minutes" => wish.minutes = number(),
            part if PARTS.contains(&part) => wish.parts.push(word),
            other => panic!("{other} is none of {PARTS:?}, --seconds N, --minutes N"),
        }
    }
    if wish.parts.is_empty() {
        wish.parts = PARTS.map(str::to_owned).into();
    }
    wish
}

#[tokio::main]
async fn main() {
    let wish = wish();
    let each = Duration::from_secs(wish.seconds);
    let mut table = Table::default();
    for part in PARTS.iter().filter(|part| wish.parts.iter().any(|wanted| wanted == *part)) {
        eprintln!("== {part}");
        match *part {
            "start" => pages::start(&mut table).await,
            "submissions" => submissions::measure(&mut table, each).await,
            "pages" => pages::form(&mut table, each).await,
            "results" => results::measure(&mut table).await,
            "summary" => summary::measure(&mut table).await,
            "files" => files::export(&mut table).await,
            "archive" => files::archive(&mut table).await,
            "report" => files::report(&mut table),
            "letters" => letters::measure(&mut table).await,
            "instances" => instances::measure(&mut table, each).await,
            "room" => room::measure(&mut table).await,
            "country" => country::measure(&mut table).await,
            _ => submissions::memory(&mut table, Duration::from_secs(60 * wish.minutes)).await,
        }
    }
    println!("{table}");
}
