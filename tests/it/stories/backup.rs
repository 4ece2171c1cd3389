//! A backup taken while answers come in, and put back elsewhere: nothing is missing and everything agrees.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use common_ground::{
    exchange::backup::{Manifest, Opened, folder},
    store::{
        mail_server, people,
        site_admins::{self, SiteAdminProof},
        tallies,
    },
    survey::{promises::Promises, round::PrivacyMode},
};
use jiff::{Timestamp, ToSpan};
use sea_orm::{ConnectionTrait, Database};

use crate::support::{
    crowd::Crowd,
    database::TestDatabase,
    program::Program,
    rounds::{answer_needs, needs_round},
};

/// People who answer while the backup is made.
const PEOPLE: usize = 600;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn manifest(path: &Path) -> Manifest {
    Opened::open(path).unwrap().manifest
}

/// A service with a few answers, and a backup of it.
async fn backed_up(database: &TestDatabase, more: &[&str]) -> PathBuf {
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    answer_needs(&db, &round, 30).await;
    db.close().await.unwrap();
    let out = database.data_dir().join("backup.tar");
    // The first command that opens the service makes its key.
    Program::on(database).run(&["run-due"]).succeeded();
    Program::on(database).run(&[&["backup", "--out", text(&out)], more].concat()).succeeded();
    out
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_while_answers_come_in_is_whole_and_can_be_put_back_elsewhere() {
    let database = TestDatabase::create().await;
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    let program = Program::on(&database);
    let service = program.serve();
    let crowd = Crowd::of(PEOPLE, &round);
    let senders = crowd.begin(8, service.address);
    while crowd.thanked() < 50 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let before = crowd.thanked() as u64;
    let out = database.data_dir().join("backup.tar");
    let made = program.run(&["backup", "--out", text(&out), "--with-key"]);
    made.succeeded();
    assert!(!made.out.contains("The secret key is not in it"), "{}", made.out);
    let after = crowd.asked() as u64;
    for sender in senders {
        sender.await.unwrap();
    }
    assert_eq!(crowd.thanked(), PEOPLE);
    assert_eq!(service.stop().code(), Some(0));

    let manifest = manifest(&out);
    let held = manifest.contents.rows["response"];
    assert!(
        (before..=after).contains(&held),
        "{before} were thanked before, {after} had sent after, {held} held"
    );
    assert!(manifest.has_key());

    let elsewhere = TestDatabase::create().await;
    let other = Program::on(&elsewhere);
    let restored = other.run(&["restore", text(&out)]);
    restored.succeeded();
    assert!(restored.out.contains("every table has as many rows as in the backup"), "{}", restored.out);
    assert!(
        restored.out.contains(&format!("1 rounds agree with their {held} responses")),
        "{}",
        restored.out
    );
    let db = elsewhere.open().await;
    assert_eq!(tallies::progress(db.read(), &[round.id]).await.unwrap()[&round.id].responses, held);
    other.run(&["check"]).succeeded();
    // It is a service like any other: whoever was cut off sends again, and nobody is counted twice.
    let service = other.serve();
    for person in 0..PEOPLE {
        assert!(crowd.send(service.address, person).await, "person {person}");
    }
    assert_eq!(service.stop().code(), Some(0));
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, PEOPLE as u64);
    other.run(&["check"]).succeeded();
}

#[tokio::test]
async fn the_mail_server_that_was_set_comes_back_with_a_backup() {
    let database = TestDatabase::create().await;
    let set = mail_server::MailServer {
        host: "mail.example.org".to_owned(),
        port: 587,
        encryption: "required".to_owned(),
        user: "robin".to_owned(),
        password: "as it is kept, encrypted".to_owned(),
        sender: "feedback@example.org".to_owned(),
    };
    let db = database.open().await;
    let epoch = Timestamp::UNIX_EPOCH;
    let ada = people::add(db.write_one(), "ada@example.org", "Ada", None, epoch).await.unwrap();
    site_admins::set(db.write_one(), ada, true).await.unwrap();
    let ada = SiteAdminProof::of(&people::get(db.read(), ada).await.unwrap().unwrap()).unwrap();
    mail_server::keep(db.write_one(), &ada, &set, epoch).await.unwrap();
    db.close().await.unwrap();
    let out = backed_up(&database, &["--with-key"]).await;
    let elsewhere = TestDatabase::create().await;
    Program::on(&elsewhere).run(&["restore", text(&out)]).succeeded();
    assert_eq!(mail_server::find(elsewhere.open().await.read()).await.unwrap(), set);
}

#[tokio::test]
async fn what_is_there_is_left_alone_unless_it_is_to_be_replaced_and_then_kept_aside() {
    let database = TestDatabase::create().await;
    let out = backed_up(&database, &["--with-key"]).await;
    let elsewhere = TestDatabase::create().await;
    let other = Program::on(&elsewhere);
    other.run(&["restore", text(&out)]).succeeded();
    let again = other.run(&["restore", text(&out)]);
    again.failed_with(1);
    assert!(again.err.contains("--replace"), "{}", again.err);

    let service = other.serve();
    let busy = other.run(&["restore", text(&out), "--replace"]);
    busy.failed_with(1);
    assert!(busy.err.contains("stop the service first"), "{}", busy.err);
    assert_eq!(service.stop().code(), Some(0));

    let db = elsewhere.open().await;
    db.write_one().execute_unprepared("DELETE FROM response").await.unwrap();
    db.close().await.unwrap();
    let replaced = other.run(&["restore", text(&out), "--replace"]);
    replaced.succeeded();
    assert!(replaced.out.contains("What was there before is in"), "{}", replaced.out);
    let db = elsewhere.open().await;
    let count = common_ground::store::snapshot::contents(db.read()).await.unwrap().rows["response"];
    assert_eq!(count, 30);
}

#[tokio::test]
async fn a_backup_that_was_changed_is_not_put_back() {
    let database = TestDatabase::create().await;
    let out = backed_up(&database, &[]).await;
    let mut bytes = fs::read(&out).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    let changed = database.data_dir().join("changed.tar");
    fs::write(&changed, &bytes).unwrap();
    let cut = database.data_dir().join("cut.tar");
    fs::write(&cut, &bytes[..middle]).unwrap();
    let letter = database.data_dir().join("letter.tar");
    fs::write(&letter, "Dear all").unwrap();

    let elsewhere = TestDatabase::create().await;
    let other = Program::on(&elsewhere);
    for (file, words) in [(&changed, "damaged"), (&cut, "damaged"), (&letter, "is not a backup")] {
        let refused = other.run(&["restore", text(file)]);
        refused.failed_with(1);
        assert!(refused.err.contains(words), "{}", refused.err);
    }
    // Nothing was begun: the whole one still finds an empty place.
    other.run(&["restore", text(&out)]).succeeded();
}

#[tokio::test]
async fn a_backup_says_whether_the_key_is_in_it_and_refuses_another_key() {
    let database = TestDatabase::create().await;
    let out = backed_up(&database, &[]).await;
    assert!(!manifest(&out).has_key());
    let elsewhere = TestDatabase::create().await;
    let strange =
        Program::on(&elsewhere).with("COMMON_GROUND_SECRET_KEY", "quite another key than the right one is");
    let refused = strange.run(&["restore", text(&out)]);
    refused.failed_with(1);
    assert!(refused.err.contains("belongs to another secret key"), "{}", refused.err);
    let restored = Program::on(&elsewhere).run(&["restore", text(&out)]);
    restored.succeeded();
    assert!(restored.err.contains("secret key is not in this backup"), "{}", restored.err);
}

#[tokio::test]
async fn backups_go_when_they_were_kept_long_enough_and_a_check_sees_to_it() {
    let database = TestDatabase::create().await;
    Program::on(&database).run(&["run-due"]).succeeded();
    let backups = database.data_dir().join("backups");
    fs::create_dir(&backups).unwrap();
    let program = Program::on(&database).with("COMMON_GROUND_BACKUP_DIR", text(&backups));
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("There is no backup in"), "{}", check.out);

    #[expect(clippy::disallowed_methods, reason = "the program goes by the real time")]
    let now = Timestamp::now();
    for days in [3, 20, 50] {
        fs::write(backups.join(folder::name(now - (24 * days).hours())), "old").unwrap();
    }
    fs::write(backups.join("holiday.tar"), "not ours").unwrap();
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("The newest backup") && check.out.contains("3 days old"), "{}", check.out);

    program.run(&["backup"]).succeeded();
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("people were promised 35"), "{}", check.out);

    let promised = Promises::default().backup_days.to_string();
    // Two backups within a second would have one name.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let kept = program.run(&["backup", "--keep-days", &promised]);
    assert!(kept.succeeded().out.contains("1 older than 35 days was deleted"), "{}", kept.out);
    assert!(backups.join("holiday.tar").exists());
    assert_eq!(folder::backups(&backups).unwrap().len(), 4);
    program.run(&["check"]).succeeded();
    program.run(&["backup", "--keep-days", "0"]).failed_with(2);
}

#[tokio::test]
async fn a_restore_waits_for_what_a_killed_one_left_at_work_and_says_so() {
    let database = TestDatabase::create().await;
    if !database.is_postgres() {
        // There a restore is this program alone.
        return;
    }
    let backup = backed_up(&database, &["--with-key"]).await;
    let target = TestDatabase::create().await;
    let program = Program::on(&target);
    let left = format!("{}?application_name=pg_restore", target.url);
    let left = Database::connect(&left).await.unwrap();
    left.execute_unprepared("SELECT 1").await.unwrap();
    let refused = program.run(&["restore", text(&backup)]);
    refused.failed_with(1);
    assert!(refused.err.contains("another restore is still running"), "{}", refused.err);
    left.close().await.unwrap();
    program.run(&["restore", text(&backup)]).succeeded();
}
