//! A thousand tries to sign in, many at once: the service stays small, and says so when it is too many.

use std::{fs, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
};

use crate::support::{database::TestDatabase, program::Program};

/// Tries in all.
const TRIES: usize = 1_000;
/// Tries at one time.
const AT_ONCE: usize = 60;
/// What the two threads that hash keep, in KiB.
const POOL: u64 = 2 * 19 * 1024;
/// What the service may hold besides, in KiB.
const REST: u64 = 64 * 1024;

/// One wrong try, from an address that nobody else has: the status of the answer, and its headers.
async fn attempt(service: std::net::SocketAddr, number: usize) -> (u16, String) {
    let body = format!("email=guess{number}%40example.org&password=guess");
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {service}\r\nX-Real-IP: 10.1.{}.{}\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{body}",
        number / 250,
        number % 250 + 1,
        body.len()
    );
    let mut stream = TcpStream::connect(service).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await.unwrap();
    let reply = String::from_utf8_lossy(&reply).into_owned();
    (reply.split(' ').nth(1).unwrap().parse().unwrap(), reply)
}

/// The memory that a process holds now, in KiB, but for the pages of its own file, of which an unoptimised program has many.
fn held(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_thousand_tries_at_once_do_not_make_the_service_grow_and_who_comes_too_many_is_told_when_to_come_back()
 {
    let database = TestDatabase::create().await;
    let service = Program::on(&database).with("COMMON_GROUND_IP_HEADER", "X-Real-IP").serve();
    let (address, turns) = (service.address, Arc::new(Semaphore::new(AT_ONCE)));
    let tries = (0..TRIES).map(|number| {
        let turns = Arc::clone(&turns);
        tokio::spawn(async move {
            let _turn = turns.acquire_owned().await.unwrap();
            attempt(address, number).await
        })
    });
    let (mut wrong, mut busy, mut most) = (0, 0, 0);
    for one in tries.collect::<Vec<_>>() {
        let (status, reply) = one.await.unwrap();
        most = most.max(held(service.process()));
        match status {
            422 => wrong += 1,
            503 => {
                busy += 1;
                assert!(reply.contains("Too many people are signing in"), "{reply}");
                assert!(reply.to_lowercase().contains("\r\nretry-after: "), "{reply}");
            }
            _ => panic!("{reply}"),
        }
    }
    assert_eq!(wrong + busy, TRIES);
    // Enough of them were looked at to tell.
    assert!(wrong >= 100, "{wrong} looked at, {busy} turned away");
    assert!(most < POOL + REST, "{most} KiB; {wrong} looked at, {busy} turned away");
    // Whoever comes then is served.
    assert_eq!(attempt(address, TRIES).await.0, 422);
}
