//! Letters out of the outbox into a mail server on this machine.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use common_ground::store::{
    Db,
    outbox::{self, NewLetter},
};
use jiff::Timestamp;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

use super::{
    program::Database,
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
        outbox::enqueue(db.write_one(), letter, now.into()).await.unwrap();
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take(stream, counter.clone()));
        }
    });
    let _service = database.serve(&[("COMMON_GROUND_SMTP_URL", &url)]);
    while taken.load(Ordering::Relaxed) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let began = Instant::now();
    while taken.load(Ordering::Relaxed) < LETTERS {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let rate = LETTERS as f64 / began.elapsed().as_secs_f64();
    table.row("letters of 120 KB to a mail server", per_second(rate), String::new(), String::new());
}

fn message(n: usize) -> Vec<u8> {
    let mut message = format!("Subject: Letter {n}\r\n\r\n").into_bytes();
    while message.len() < SIZE {
        message
            .extend_from_slice(b"0123456789012345678901234567890123456789012345678901234567890123456789\r\n");
    }
    message
}

/// A mail server that takes everything.
async fn take(stream: TcpStream, taken: Arc<AtomicUsize>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).split(b'\n');
    write.write_all(b"220 here\r\n").await?;
    while let Some(line) = lines.next_segment().await? {
        let word = String::from_utf8_lossy(&line[..line.len().min(4)]).to_ascii_uppercase();
        let answer: &[u8] = match word.as_str() {
            "EHLO" => b"250-here\r\n250 8BITMIME\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_segment().await? {
                    if line == b".\r" {
                        break;
                    }
                }
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 taken\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 well\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}
