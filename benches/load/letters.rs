//! Letters out of the outbox into a mail server on this machine.

use std::time::{Duration, Instant};

use common_ground::store::{
    Db,
    outbox::{self, NewLetter},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    program::Database,
    sink::Sink,
    table::{Table, per_second},
};

/// Letters in the outbox.
const LETTERS: usize = 2_000;
/// The size of a summary's letter with its picture.
const SIZE: usize = 120 * 1024;

pub async fn measure(table: &mut Table) {
    let database = Database::sqlite();
    let db = Db::open(&database.url()).await.unwrap();
    let now: Timestamp = "2026-06-01T09:00:00Z".parse().unwrap();
    for n in 0..LETTERS {
        let letter = NewLetter {
            id: Uuid::new_v4(),
            kind: "summary",
            unique_key: format!("letter {n}"),
            address: format!("manager{n}@library.example.org"),
            message_id: format!("{n}@library.example.org"),
            message: message(n),
        };
        outbox::enqueue(db.write_one(), letter, now).await.unwrap();
    }
    let sink = Sink::start().await;
    let _service = database.serve(&[("COMMON_GROUND_SMTP_URL", &sink.url)]);
    while sink.taken() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let began = Instant::now();
    while sink.taken() < LETTERS {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let rate = LETTERS as f64 / began.elapsed().as_secs_f64();
    table.row("emails of 120 KB to an email server", per_second(rate), String::new(), String::new());
}

fn message(n: usize) -> Vec<u8> {
    let mut message = format!("Subject: Letter {n}\r\n\r\n").into_bytes();
    while message.len() < SIZE {
        message
            .extend_from_slice(b"0123456789012345678901234567890123456789012345678901234567890123456789\r\n");
    }
    message
}
