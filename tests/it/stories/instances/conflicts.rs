//! Transactions that get in each other's way on PostgreSQL: whoever is failed for another goes on by itself.

use std::time::{Duration, Instant};

use common_ground::{
    mail::Transport,
    store::{self, Db, people::PersonRole, submission::SubmissionOutcome, tallies, writer},
    survey::{audience::Audience, round::PrivacyMode},
    work,
};
use jiff::ToSpan;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, TransactionTrait};
use tokio::time::sleep;

use crate::support::{
    app::TestApp,
    database::TestDatabase,
    rounds::{open_round, submission},
    visitor::{Reply, Visitor},
};

/// Somebody else at the same database, who takes what the service needs.
struct Other(DatabaseConnection);

impl Other {
    async fn at(database: &TestDatabase) -> Self {
        Self(Database::connect(&database.url).await.unwrap())
    }

    async fn text(&self, sql: &str) -> String {
        let statement = Statement::from_string(self.0.get_database_backend(), sql);
        self.0.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Waits until somebody waits for what we hold.
    async fn is_waited_for(&self) {
        let waiting = "SELECT CAST(count(*) AS TEXT) FROM pg_stat_activity \
                       WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let began = Instant::now();
        while self.text(waiting).await == "0" {
            assert!(began.elapsed() < Duration::from_secs(30), "nobody waits");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Takes one thing, waits until the service has taken another and wants ours, and wants that: the two wait for
    /// each other in a circle. PostgreSQL looks at those who have waited for a while, and we let it look at us late, so
    /// the service is the one that it fails: if it were us, this would panic.
    async fn crosses(&self, ours: &str, theirs: &str, service: impl Future<Output = Reply>) -> Reply {
        let tx = self.0.begin().await.unwrap();
        tx.execute_unprepared("SET LOCAL deadlock_timeout = '60s'").await.unwrap();
        tx.execute_unprepared(ours).await.unwrap();
        let cross = async {
            self.is_waited_for().await;
            tx.execute_unprepared(theirs).await.unwrap();
            tx.commit().await.unwrap();
        };
        let (reply, ()) = tokio::join!(service, cross);
        reply
    }
}

/// Sends a form as a browser does, which goes where a 307 leads and sends it there once more.
async fn send(visitor: &Visitor, address: &str, fields: &[(&str, &str)]) -> (Reply, usize) {
    let mut reply = visitor.post(address, fields).await;
    let mut times = 1;
    while reply.status == 307 {
        let same = reply.header("Location").unwrap().to_owned();
        assert!(same.starts_with(address), "{same}");
        reply = visitor.post(&same, fields).await;
        times += 1;
    }
    (reply, times)
}

/// A database with a setting of its own for all who connect to it; none on SQLite, where one writer meets nobody.
async fn set(what: &str) -> Option<TestDatabase> {
    let database = TestDatabase::create().await;
    if !database.is_postgres() {
        return None;
    }
    let name = database.url.rsplit_once('/').unwrap().1;
    let set = format!("ALTER DATABASE {name} SET {what}");
    Other::at(&database).await.0.execute_unprepared(&set).await.unwrap();
    Some(database)
}

/// As strictly as transactions can be kept apart, unless they ask for less.
const STRICT: &str = "default_transaction_isolation = 'serializable'";
/// Long enough for the other to come, however busy the machine is.
const PATIENT: &str = "deadlock_timeout = '4s'";

#[tokio::test]
async fn an_answer_that_meets_another_transaction_in_a_circle_is_stored_all_the_same() {
    let Some(database) = set(PATIENT).await else { return };
    let service = TestApp::on(database, Transport::memory()).await;
    let round = service
        .round("staff_needs", |round| {
            (round.privacy, round.audience) = (PrivacyMode::Confidential, Audience::Both);
        })
        .await;
    let token = service.invite(&round, "rosa@example.org").await;
    let (visitor, other) = (service.visitor().await, Other::at(service.database()).await);
    let fields =
        [("action", "submit"), ("answers[staff_group]", "outreach"), ("answers[other_help]", "Time")];
    let path = format!("/i/{token}");
    let answer = visitor.post(&path, &fields);
    let (links, rounds) = ("SELECT 1 FROM invitation FOR UPDATE", "UPDATE round SET code = code");
    Box::pin(other.crosses(links, rounds, answer)).await.has_status(303);
    let progress = tallies::progress(service.app.db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, 1);
}

#[tokio::test]
async fn a_form_of_staff_that_meets_another_transaction_in_a_circle_is_sent_again_by_the_browser() {
    let Some(database) = set(PATIENT).await else { return };
    let service = TestApp::on(database, Transport::memory()).await;
    let (trainer, other) =
        (service.signed_in(PersonRole::Trainer).await, Other::at(service.database()).await);
    let (new, fields) = ("/programmes/reading/partners", [("name", "Hill School"), ("kind", "school")]);
    let (trail, programmes) = ("LOCK TABLE audit IN SHARE MODE", "UPDATE programme SET name = name");
    let met = Box::pin(other.crosses(trail, programmes, trainer.post(new, &fields))).await;
    assert_eq!(met.header("Location"), Some("/programmes/reading/partners?again=1"));
    let (reply, times) = send(&trainer, met.header("Location").unwrap(), &fields).await;
    assert_eq!((reply.status, times), (303, 1));
    trainer.get("/programmes/reading/partners").await.says("Hill School");
    assert_eq!(other.text("SELECT CAST(count(*) AS TEXT) FROM partner").await, "1");
}

#[tokio::test]
async fn whoever_meets_others_every_time_is_asked_to_come_back() {
    let service = TestApp::start().await;
    if !service.database().is_postgres() {
        return;
    }
    let (trainer, other) =
        (service.signed_in(PersonRole::Trainer).await, Other::at(service.database()).await);
    let always = "CREATE FUNCTION in_the_way() RETURNS trigger LANGUAGE plpgsql AS \
                  $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$; \
                  CREATE TRIGGER in_the_way BEFORE INSERT ON partner EXECUTE FUNCTION in_the_way()";
    other.0.execute_unprepared(always).await.unwrap();
    let fields = [("name", "Hill School"), ("kind", "school")];
    let (reply, times) = send(&trainer, "/programmes/reading/partners", &fields).await;
    reply.has_status(503).says("Nothing was changed");
    assert_eq!((reply.header("Retry-After"), times), (Some("5"), 4));
}

#[tokio::test]
async fn somebody_who_stops_letters_by_one_click_meets_nobody() {
    let service = TestApp::start().await;
    if !service.database().is_postgres() {
        return;
    }
    let round = service.round("staff_needs", |_| {}).await;
    service.invite(&round, "rosa@example.org").await;
    let other = Other::at(service.database()).await;
    let id = other.text("SELECT CAST(contact_id AS TEXT) FROM invitation").await;
    let stop = service
        .app
        .secret
        .carrying_token(common_ground::system::secret::KeyPurpose::Stop, id.parse().unwrap());
    // Mail programs follow nothing, so the service itself does it again: the first two times fail.
    let twice = "CREATE SEQUENCE met; CREATE FUNCTION in_the_way() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN IF nextval('met') < 3 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END IF; \
                 RETURN NEW; END $$; \
                 CREATE TRIGGER in_the_way BEFORE INSERT ON stop FOR EACH ROW EXECUTE FUNCTION in_the_way()";
    other.0.execute_unprepared(twice).await.unwrap();
    let one_click = [("List-Unsubscribe", "One-Click")];
    service.visitor().await.post(&format!("/stop/{stop}"), &one_click).await.has_status(200);
    assert_eq!(other.text("SELECT CAST(count(*) AS TEXT) FROM stop").await, "1");
}

#[tokio::test]
async fn on_a_strict_database_a_statement_that_cannot_be_serialized_is_done_again() {
    let Some(database) = set(STRICT).await else { return };
    let service = TestApp::on(database, Transport::memory()).await;
    let other = Other::at(service.database()).await;
    assert_eq!(other.text("SHOW transaction_isolation").await, "serializable");
    work::step(&service.app).await.unwrap();
    let renewed = "UPDATE lease SET until = until + 1";
    let held = other.0.begin().await.unwrap();
    held.execute_unprepared(renewed).await.unwrap();
    let let_go = async {
        other.is_waited_for().await;
        held.commit().await.unwrap();
    };
    let (failed, ()) = tokio::join!(other.0.execute_unprepared(renewed), let_go);
    let failed = failed.unwrap_err().to_string();
    assert!(failed.contains("could not serialize access"), "whoever does it once fails: {failed}");

    let held = other.0.begin().await.unwrap();
    held.execute_unprepared(renewed).await.unwrap();
    // Past half of its time, from when on it is renewed.
    service.clock.set(service.now() + 60.seconds());
    let let_go = async {
        other.is_waited_for().await;
        held.commit().await.unwrap();
    };
    let (leads, ()) = tokio::join!(work::step(&service.app), let_go);
    assert!(leads.unwrap(), "the lease is renewed the second time");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_strict_database_a_crowd_at_two_instances_is_stored_and_counted_once() {
    let Some(database) = set(STRICT).await else { return };
    let db = database.open().await;
    let tx = store::write(&db).await.unwrap();
    let shown = Statement::from_string(tx.get_database_backend(), "SHOW transaction_isolation");
    let isolation: String = tx.query_one_raw(shown).await.unwrap().unwrap().try_get_by_index(0).unwrap();
    assert_eq!(isolation, "read committed", "what the service is written for");
    tx.commit().await.unwrap();
    let round = open_round(&db, PrivacyMode::Anonymous).await;
    let other = Db::connect(&database.url).await.unwrap();
    let (one, _) = writer::start(db.clone(), std::sync::Arc::default());
    let (two, _) = writer::start(other, std::sync::Arc::default());
    let sends: Vec<_> = (0..400)
        .map(|n| {
            let (writer, key) = (if n % 2 == 0 { one.clone() } else { two.clone() }, format!("key {n}"));
            let submission = submission(&round, &key, None);
            tokio::spawn(async move { writer.submit(submission).await.unwrap() })
        })
        .collect();
    for send in sends {
        assert_eq!(send.await.unwrap(), SubmissionOutcome::New);
    }
    let progress = tallies::progress(db.read(), &[round.id]).await.unwrap();
    assert_eq!(progress[&round.id].responses, 400);
}
