//! Two instances under load on one PostgreSQL; one of them is killed, and then the database itself.

use std::time::Duration;

use common_ground::{mail::Transport, store::Db, survey::round::PrivacyMode};
use tokio::time::sleep;

use super::scene::{Crowd, course_that_is_due, instance, nothing_is_lost_or_doubled, summary_came};
use crate::support::{
    app::TestApp,
    database::TestDatabase,
    rounds::needs_round,
    server::Server,
    smtp::{Behaviour, SmtpServer},
};

/// People thanked before the first crash, and again after each, so that each comes in the midst of them.
const PEOPLE: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_instances_and_then_their_database_crash_and_nothing_is_lost_or_done_twice() {
    if !TestDatabase::create().await.is_postgres() {
        // Several instances need a database server; the tests run on one as well.
        return;
    }
    let server = Server::start();
    let service = TestApp::on(TestDatabase::at(server.url()), Transport::memory()).await;
    let db = Db::connect(&server.url()).await.unwrap();
    course_that_is_due(&service).await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    let mailbox = SmtpServer::start(Behaviour::default()).await;

    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let program =
        |folder: usize| instance(service.database(), folders[folder].path().to_str().unwrap(), &mailbox);
    let (one, two) = (program(0), program(1));
    let (mut first, second) = (one.serve(), two.serve());
    let crowd = Crowd::at(&round, [first.address, second.address]);
    let senders = crowd.senders();

    crowd.thank(PEOPLE).await;
    summary_came(&mailbox).await;
    first.kill();
    crowd.thank(PEOPLE).await;
    server.told("crash");
    crowd.thank(PEOPLE).await;
    server.told("cut");
    crowd.thank(PEOPLE).await;
    crowd.end(senders).await;
    let first = one.serve();
    sleep(Duration::from_secs(6)).await;
    assert_eq!(first.stop().code(), Some(0));
    assert_eq!(second.stop().code(), Some(0));

    let db = Db::connect(&server.url()).await.unwrap();
    nothing_is_lost_or_doubled(&db, &crowd, &round, &two, &mailbox).await;
}
