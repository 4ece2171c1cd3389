//! Files and log of a service give nobody away.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use crate::support::{
    database::TestDatabase,
    http::{get, post},
    program::Program,
};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_database_the_key_or_a_backup() {
    let database = TestDatabase::create().await;
    let file = database.data_dir().join("data").join("common-ground.db");
    let folder = file.parent().unwrap().to_owned();
    // As an earlier version left it.
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    for old in [file.clone(), folder.join("common-ground.db-wal")] {
        fs::write(&old, "").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
    }
    // The database of this test is always SQLite: PostgreSQL keeps its own files.
    let program = Program::on(&database).with("COMMON_GROUND_DATABASE_URL", "");
    let service = program.serve();
    assert_eq!(get(service.address, "/health/ready").await.unwrap().0, 200);
    assert_eq!(mode(&folder), 0o700);
    for name in ["common-ground.db", "common-ground.db-wal", "common-ground.db-shm", "secret.key"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    let out = database.data_dir().join("backup.tar");
    program.run(&["backup", "--out", out.to_str().unwrap(), "--with-key"]).succeeded();
    assert_eq!(mode(&out), 0o600);
    assert_eq!(service.stop().code(), Some(0));
}

#[tokio::test]
async fn a_failed_sign_in_is_in_the_log_without_the_address_of_anybody() {
    let database = TestDatabase::create().await;
    let log = database.data_dir().join("log");
    let service = Program::on(&database).logging_to(log.clone()).serve();
    for number in 0..11 {
        let status =
            post(service.address, "/sign-in", "email=tom.hartley%40example.org&password=guessed+word");
        assert_eq!(status.await.unwrap().0, if number < 10 { 422 } else { 429 });
    }
    assert_eq!(get(service.address, "/metrics").await.unwrap().0, 200);
    assert_eq!(service.stop().code(), Some(0));
    let log = fs::read_to_string(log).unwrap();
    let refused: Vec<&str> = log.lines().filter(|line| line.contains("a sign-in was refused")).collect();
    assert_eq!(refused.len(), 11, "{log}");
    assert!(refused[0].contains("was wrong") && refused[10].contains("has to wait"), "{refused:#?}");
    // The same mark each time, so that somebody sees that it is one account, and not whose.
    let marks: Vec<&str> = refused.iter().map(|line| line.split("account=").nth(1).unwrap()).collect();
    assert!(marks.windows(2).all(|two| two[0].split(' ').next() == two[1].split(' ').next()), "{marks:?}");
    for secret in ["tom.hartley", "127.0.0.1:", "guessed"] {
        assert!(!refused.iter().any(|line| line.contains(secret)), "{secret}: {refused:#?}");
    }
}
