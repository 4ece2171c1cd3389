//! A database that stores nothing: whoever sends answers is told, keeps them, and sends them once more; whoever watches the
//! service sees it.

use std::{
    fs,
    io::Write as _,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use common_ground::{
    mail::Transport,
    store::{Backend, responses, write},
};
use sea_orm::{ConnectionTrait, Database};
use tokio::time::sleep;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    database::TestDatabase,
    program::{Program, not_tried},
    proxy::Proxy,
};

const SAID: &str = "We couldn’t save your answers. Nothing is lost";

/// Nobody who asks whether the service is ready waits longer.
const SOON: Duration = Duration::from_millis(2_500);

/// Everything at once, as a browser that keeps nothing sends it.
fn form(key: &str) -> [(&'static str, String); 4] {
    [
        ("action", "submit".to_owned()),
        ("key", key.to_owned()),
        ("answers[partner_kind]", "school".to_owned()),
        ("answers[one_change]", "Meet more often".to_owned()),
    ]
}

async fn send(app: &TestApp, code: &str, key: &str) -> crate::support::visitor::Reply {
    let form = form(key);
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    app.visitor().await.post(&format!("/s/{code}"), &fields).await
}

async fn ready(app: &TestApp) -> (u16, Duration) {
    let visitor = app.visitor().await;
    let began = Instant::now();
    let reply = visitor.get("/health/ready").await;
    let took = began.elapsed();
    let began = Instant::now();
    visitor.get("/health/live").await.has_status(200);
    assert!(began.elapsed() < Duration::from_secs(1), "live: {:?}", began.elapsed());
    (reply.status, took)
}

async fn becomes_ready(app: &TestApp) {
    let began = Instant::now();
    while ready(app).await.0 != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "it never becomes ready again");
        sleep(Duration::from_millis(300)).await;
    }
}

#[rocket::async_test]
async fn a_server_that_dies_without_a_word_loses_no_answer_and_holds_nobody_up_for_long() {
    let database = TestDatabase::create().await;
    if !database.is_postgres() {
        // A file does not lose its power alone.
        return;
    }
    let proxy = Proxy::before(&database.url).await;
    let app = TestApp::on(TestDatabase::at(proxy.url(&database.url)), Transport::memory()).await;
    let round = app.round("partner_expect", |_| {}).await;
    send(&app, &round.code, &Uuid::new_v4().to_string()).await.leads_to(&format!("/s/{}/sent", round.code));
    assert_eq!(ready(&app).await.0, 200);

    send(&app, &round.code, &Uuid::new_v4().to_string()).await.leads_to(&format!("/s/{}/sent", round.code));
    // The round was read a while ago, as for most people who send a form.
    sleep(Duration::from_millis(1_500)).await;
    let under_way = write(&app.app.db).await.unwrap();
    proxy.die();
    let under_way = tokio::spawn(async move {
        let began = Instant::now();
        (under_way.execute_unprepared("SELECT 1").await.is_err(), began.elapsed())
    });
    let (key, began) = (Uuid::new_v4().to_string(), Instant::now());
    let told = send(&app, &round.code, &key).await;
    assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
    told.has_status(503).says(SAID).says("Meet more often").says(&key);
    let (status, took) = ready(&app).await;
    assert_eq!(status, 503);
    assert!(took < SOON, "{took:?}");
    // A page that was in the middle of a change ends too, and does not wait until the system gives the line up.
    let (failed, took) = under_way.await.unwrap();
    assert!(failed && took < Duration::from_secs(70), "{took:?}");

    proxy.revive();
    becomes_ready(&app).await;
    send(&app, &round.code, &key).await.leads_to(&format!("/s/{}/sent", round.code));
    send(&app, &round.code, &key).await.leads_to(&format!("/s/{}/sent", round.code));
    assert_eq!(responses::page(app.app.db.read(), round.id, None).await.unwrap().len(), 3);
}

#[rocket::async_test]
async fn a_service_whose_database_takes_no_changes_says_so_and_goes_on_by_itself_when_it_does() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    assert_eq!(ready(&app).await.0, 200);
    let mended = match app.app.db.backend() {
        Backend::Postgres => take_no_changes(&app).await,
        Backend::Sqlite => hold(&app),
    };
    // What was just stored is taken for true a moment longer.
    sleep(Duration::from_secs(4)).await;
    let (status, took) = ready(&app).await;
    assert_eq!(status, 503);
    assert!(took < SOON, "{took:?}");
    let key = Uuid::new_v4().to_string();
    send(&app, &round.code, &key).await.has_status(503).says(SAID).says("Meet more often").says(&key);

    mended.mend().await;
    becomes_ready(&app).await;
    send(&app, &round.code, &key).await.leads_to(&format!("/s/{}/sent", round.code));
    assert_eq!(responses::page(app.app.db.read(), round.id, None).await.unwrap().len(), 1);
}

/// A disk of a few megabytes.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// Nothing where this machine lets nobody make one.
    fn make() -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        let made = disk.mount(&["-t", "tmpfs", "-o", "size=24m", "tmpfs"]);
        if !made {
            not_tried(
                "nobody can mount a small disk here: nothing says what becomes of a disk that is full or read-only.",
            );
        }
        made.then_some(disk)
    }

    fn mount(&self, how: &[&str]) -> bool {
        Command::new("mount").args(how).arg(self.0.path()).status().is_ok_and(|ended| ended.success())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("common-ground.db")
    }

    fn rest(&self) -> PathBuf {
        self.0.path().join("the rest")
    }

    /// Leaves room for nothing.
    fn fill(&self) {
        let mut rest = fs::File::create(self.rest()).unwrap();
        for size in [1 << 20, 4_096, 1] {
            while rest.write_all(&vec![0; size]).is_ok() {}
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the service may hold its files a moment longer.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[rocket::async_test]
async fn a_disk_without_room_is_told_to_whoever_watches_and_whoever_answers_until_there_is_room_again() {
    let Some(disk) = SmallDisk::make() else { return };
    let database = TestDatabase::at(format!("sqlite://{}", disk.file().display()));
    let app = TestApp::on(database, Transport::memory()).await;
    let round = app.round("partner_expect", |_| {}).await;
    assert_eq!(ready(&app).await.0, 200);
    // The log of the database keeps its size, and room in it would last for a while.
    app.app.db.write_one().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    disk.fill();
    sleep(Duration::from_secs(4)).await;
    let (status, took) = ready(&app).await;
    assert_eq!(status, 503);
    assert!(took < SOON, "{took:?}");
    let key = Uuid::new_v4().to_string();
    send(&app, &round.code, &key).await.has_status(503).says(SAID).says("Meet more often").says(&key);

    fs::remove_file(disk.rest()).unwrap();
    becomes_ready(&app).await;
    send(&app, &round.code, &key).await.leads_to(&format!("/s/{}/sent", round.code));
    assert_eq!(responses::page(app.app.db.read(), round.id, None).await.unwrap().len(), 1);
}

#[tokio::test]
async fn on_a_disk_that_is_read_only_nothing_starts_and_says_why_until_it_takes_changes_again() {
    let Some(disk) = SmallDisk::make() else { return };
    let database = TestDatabase::at(format!("sqlite://{}", disk.file().display()));
    let data = disk.0.path().join("data").display().to_string();
    let program = Program::on(&database).with("COMMON_GROUND_DATA_DIR", data);
    program.run(&["run-due"]).succeeded();
    // A disk is not made read-only under somebody who writes to it: the service is started on one.
    assert!(disk.mount(&["-o", "remount,ro"]));
    let to = format!("sqlite://{}", database.data_dir().join("moved.db").display());
    for command in [&["serve"][..], &["check"], &["run-due"], &["migrate-database", "--to", &to]] {
        let ended = program.run(command);
        ended.failed_with(1);
        let said = format!("{}{}", ended.out, ended.err);
        assert!(
            said.contains(&format!("the disk of {} is mounted read-only", disk.file().display())),
            "{said}"
        );
        assert!(said.contains("COMMON_GROUND_DATA_DIR") && !said.contains("own the data folder"), "{said}");
        assert!(!said.contains("let the user of the service own it"), "{said}");
        assert!(!said.contains("Let the user that runs the service write there"), "{said}");
    }
    assert!(disk.mount(&["-o", "remount,rw"]));
    program.run(&["check"]).succeeded();
}

/// What keeps a database from storing anything.
enum Obstacle {
    ReadOnly(String, String),
    Held(rusqlite::Connection),
}

impl Obstacle {
    async fn mend(self) {
        match self {
            Self::Held(held) => held.execute_batch("ROLLBACK").unwrap(),
            Self::ReadOnly(url, name) => {
                let admin = Database::connect(url).await.unwrap();
                let sql = format!("ALTER DATABASE {name} RESET default_transaction_read_only");
                admin.execute_unprepared(&format!("BEGIN READ WRITE; {sql}; COMMIT")).await.unwrap();
                admin.close().await.unwrap();
            }
        }
    }
}

/// Another process writes and does not come to an end.
fn hold(app: &TestApp) -> Obstacle {
    let file = app.database().data_dir().join("common-ground.db");
    let held = rusqlite::Connection::open(file).unwrap();
    held.execute_batch("BEGIN IMMEDIATE").unwrap();
    Obstacle::Held(held)
}

/// The server comes up anew and takes no changes.
async fn take_no_changes(app: &TestApp) -> Obstacle {
    let url = app.database().url.clone();
    let name = url.rsplit_once('/').unwrap().1.to_owned();
    let admin = Database::connect(&url).await.unwrap();
    for sql in [
        format!("ALTER DATABASE {name} SET default_transaction_read_only = on"),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()"
            .to_owned(),
    ] {
        admin.execute_unprepared(&sql).await.unwrap();
    }
    admin.close().await.unwrap();
    Obstacle::ReadOnly(url, name)
}
