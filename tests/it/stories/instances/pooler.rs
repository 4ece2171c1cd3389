//! Two instances behind pgbouncer, which hands every transaction to any of two connections.

use std::thread;

use common_ground::{mail::Transport, store::Db, survey::round::PrivacyMode};

use super::scene::{Crowd, course_that_is_due, instance, nothing_is_lost_or_doubled, summary_came};
use crate::support::{
    app::TestApp,
    database::TestDatabase,
    pooler::Pooler,
    rounds::needs_round,
    smtp::{Behaviour, SmtpServer},
};

/// People who are thanked.
const PEOPLE: usize = 300;
/// Fewer connections than either instance has to the pooler.
const CONNECTIONS: u16 = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_behind_a_pooler_lose_nothing_and_do_nothing_twice() {
    let server = TestDatabase::create().await;
    if !server.is_postgres() {
        return;
    }
    let Some(pooler) = Pooler::before(&server, CONNECTIONS) else { return };
    let behind = TestDatabase::at(pooler.url());
    // Both make the tables of an empty database, through the pooler.
    let (one, two) = tokio::join!(Db::open(&behind.url), Db::open(&behind.url));
    two.unwrap().close().await.unwrap();
    let db = one.unwrap();
    let service = TestApp::on(behind, Transport::memory()).await;
    course_that_is_due(&service).await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    let mailbox = SmtpServer::start(Behaviour::default()).await;

    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let program =
        |folder: usize| instance(service.database(), folders[folder].path().to_str().unwrap(), &mailbox);
    let (one, two) = (program(0), program(1));
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(|| one.serve());
        (two.serve(), first.join().unwrap())
    });
    let crowd = Crowd::at(&round, [first.address, second.address]);
    let senders = crowd.senders();
    crowd.thank(PEOPLE).await;
    summary_came(&mailbox).await;
    crowd.end(senders).await;
    assert_eq!(first.stop().code(), Some(0));
    assert_eq!(second.stop().code(), Some(0));
    nothing_is_lost_or_doubled(&db, &crowd, &round, &two, &mailbox).await;
    let backup = two.run(&["backup", "--out", folders[1].path().join("backup.tar").to_str().unwrap()]);
    assert!(backup.failed_with(1).err.contains("through a pooler: name the server itself"), "{}", backup.err);
}
