//! A database of the release before, with rows in every table, goes on in this one.

use std::collections::BTreeMap;

use common_ground::{
    store::{Db, snapshot},
    survey::templates,
    system::{password, secret::hash},
};
use common_ground_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DbBackend, QueryResult, Statement};

use crate::support::{
    app::{PASSWORD, TestApp},
    database::TestDatabase,
    http::post,
    program::Program,
};

/// The steps that the release before had.
const STEPS: u32 = 4;
/// Long after everything else here.
const UNTIL: &str = "4102444800000";
/// The address of its administrator, as text in SQL.
const EMAIL: &str = "'ada@library.example.org'";
/// A summary as that release froze it.
const SUMMARY: &str = include_str!("upgrade/summary.json");

/// Writes values as each database takes them.
struct Writer<'d> {
    db: &'d Db,
    postgres: bool,
    /// The columns of each table in the order of the values, where they are no longer all.
    columns: BTreeMap<String, String>,
}

impl Writer<'_> {
    /// The same id for the same number.
    fn id(&self, number: u32) -> String {
        let hex = format!("{number:08x}000040008000000000000000");
        if self.postgres { format!("'{hex}'") } else { format!("X'{hex}'") }
    }

    fn bytes(&self, hex: &str) -> String {
        if self.postgres { format!("'\\x{hex}'") } else { format!("X'{hex}'") }
    }

    async fn insert(&self, table: &str, values: &[&str]) {
        let columns = self.columns.get(table).map(|columns| format!("({columns}) ")).unwrap_or_default();
        let sql = format!("INSERT INTO {table} {columns}VALUES ({})", values.join(", "));
        self.db.write_one().execute_unprepared(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

fn text(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}

/// A programme in the midst of its work: people, partners, rounds open and closed, a frozen course, letters.
async fn fill(w: &Writer<'_>) {
    let id = |number| w.id(number);
    let (programme, admin) = (id(1), id(2));
    let settings = r#"'{"controller":"Riverside Libraries","contact":"Ada Ross","data_protection_officer":"dpo",
        "purpose":"plan joint work","seen_by":"the trainers","backup_days":21,"time_zone":"Europe/London"}'"#;
    w.insert("programme", &[&programme, "'reading'", "'Welcome to reading'", settings, "0"]).await;
    let password = text(&password::hash(PASSWORD.to_owned()).await.unwrap());
    w.insert("person", &[&admin, EMAIL, "'Ada Ross'", &password, "FALSE", "0"]).await;
    w.insert("membership", &[&admin, &programme, "'admin'"]).await;
    w.insert("session", &["'hash of a cookie'", &admin, "0", "1"]).await;
    w.insert("partner", &[&id(6), &programme, "'Elm House'", "'childrens_home'"]).await;
    let contact = [&id(7), &programme, &id(6), "'Dana'", "'dana@home.example.org'", "'Head'", "''", "TRUE"];
    w.insert("contact", &contact).await;
    w.insert("stop", &[&programme, "'hash of an address'", "0"]).await;

    rounds(w).await;
    course(w).await;
}

/// A round that is open and one that is closed, each with an answer.
async fn rounds(w: &Writer<'_>) {
    let id = |number| w.id(number);
    let (programme, round, closed, version) = (id(1), id(3), id(4), id(5));
    let survey = templates::find("staff_needs").unwrap();
    let (key, number) = (text(&survey.key), survey.version.to_string());
    w.insert("survey_version", &[&version, &key, &number, &text(&survey.to_json()), "0"]).await;
    for (round, code, privacy, state, closes) in [
        (&round, "'OPEN7X'", "'confidential'", "'open'", UNTIL),
        (&closed, "'SHUT7X'", "'anonymous'", "'closed'", "1777000000000"),
    ] {
        let side = "'library'";
        w.insert(
            "round",
            &[
                round,
                &programme,
                &version,
                code,
                side,
                privacy,
                "'both'",
                "'[]'",
                state,
                "1767225600000",
                closes,
            ],
        )
        .await;
        let answers =
            r#"'{"staff_group":{"one":"outreach"},"conf_initiative":4,"other_help":{"text":"Time"}}'"#;
        w.insert("response", &[round, &id(if code == "'OPEN7X'" { 8 } else { 9 }), "'outreach'", answers])
            .await;
        for (item, value) in [
            ("''", "'response'"),
            ("''", "'complete'"),
            ("'staff_group'", "'outreach'"),
            ("'conf_initiative'", "'4'"),
            ("'other_help'", "'answered'"),
        ] {
            w.insert("tally", &[round, item, "'outreach'", value, "0", "1"]).await;
        }
        w.insert("submission_key", &[round, "'hash of a key'"]).await;
    }
    let token = text(&hash("a token of a letter"));
    w.insert("invitation", &[&id(10), &round, &id(7), &token, "FALSE", "NULL", UNTIL]).await;
    w.insert("draft", &[&id(10), "'{}'"]).await;
    w.insert("comment", &[&id(11), &closed, "'outreach'", "'other_help'", "'Time'", "'waiting'"]).await;
}

/// A course that is over, with its summary and the letter that brought it.
async fn course(w: &Writer<'_>) {
    let id = |number| w.id(number);
    let (programme, admin, closed) = (id(1), id(2), id(4));
    let times = ["1777000000000", "1777020000000"];
    let action = r#"'{"what":"","who":"","by":""}'"#;
    let course = [
        &id(12),
        &programme,
        "'Pilot course 1'",
        "'East Ham Library'",
        times[0],
        times[1],
        "'Europe/London'",
        "'[]'",
        action,
        "'frozen'",
        times[1],
        times[1],
    ];
    w.insert("course", &course).await;
    w.insert("course_round", &[&id(12), &closed, "'feedback'"]).await;
    w.insert("summary", &[&id(13), &id(12), "1", times[1], &text(SUMMARY)]).await;
    let letter = [
        &id(14),
        "'summary'",
        "'summary 1'",
        EMAIL,
        "'summary-1@example.org'",
        &w.bytes("44656172"),
        "'sent'",
        "1",
        times[1],
        times[1],
        "NULL",
        times[1],
        "'250 ok'",
    ];
    w.insert("outbox", &letter).await;
    w.insert("delivery", &[&id(15), &id(13), &admin, &id(14), UNTIL]).await;
}

/// A database as the release before left it.
async fn of_the_release_before() -> TestDatabase {
    let database = TestDatabase::create().await;
    let db = Db::connect(&database.url).await.unwrap();
    Migrator::up(&Database::connect(&database.url).await.unwrap(), Some(STEPS)).await.unwrap();
    fill(&Writer { db: &db, postgres: database.is_postgres(), columns: BTreeMap::new() }).await;
    let contents = snapshot::contents(db.read()).await.unwrap();
    let empty: Vec<_> = contents.rows.iter().filter(|(_, rows)| **rows == 0).collect();
    assert!(empty.is_empty(), "an upgrade is tried with rows in every table: {empty:?}");
    db.close().await.unwrap();
    database
}

#[tokio::test]
async fn an_instance_of_the_release_before_goes_on_writing_into_the_tables_of_this_one() {
    let before = of_the_release_before().await;
    if !before.is_postgres() {
        // Only there do instances of two releases meet.
        return;
    }
    let columns = "SELECT CAST(table_name AS TEXT), CAST(string_agg(column_name, ', ' ORDER BY ordinal_position) AS TEXT) \
                   FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name";
    let columns = Statement::from_string(DbBackend::Postgres, columns);
    let rows = Database::connect(&before.url).await.unwrap().query_all_raw(columns).await.unwrap();
    let text = |row: &QueryResult, at| row.try_get_by_index::<String>(at).unwrap();
    let columns = rows.iter().map(|row| (text(row, 0), text(row, 1))).collect();
    let now = TestDatabase::create().await;
    fill(&Writer { db: &now.open().await, postgres: true, columns }).await;
}

#[tokio::test]
async fn a_database_of_the_release_before_is_brought_up_to_date_and_takes_answers() {
    let database = of_the_release_before().await;
    let key = "the key that the service before was given, long enough";
    let program = Program::on(&database).with("COMMON_GROUND_SECRET_KEY", key);
    let check = program.run(&["check"]);
    check.failed_with(1);
    assert!(check.out.contains("Its tables are of an earlier version"), "{}", check.out);
    // A backup before the upgrade is what the check advises, so it must work on the old tables.
    let out = database.data_dir().join("before.tar");
    program.run(&["backup", "--out", out.to_str().unwrap(), "--with-key"]).succeeded();

    let service = program.serve();
    let form = "action=submit&answers[staff_group]=outreach&answers[conf_initiative]=5";
    let (status, answer) = post(service.address, "/s/OPEN7X", form).await.unwrap();
    assert_eq!(status, 303, "{answer}");
    assert_eq!(service.stop().code(), Some(0));
    // It may have been stopped before its first step had cleared what the release before left of a closed round.
    program.run(&["run-due"]).succeeded();
    let check = program.run(&["check"]);
    assert!(check.succeeded().out.contains("2 rounds agree with their 3 responses"), "{}", check.out);

    // That backup goes up to date where it is put back, too.
    let elsewhere = TestDatabase::create().await;
    let restored = Program::on(&elsewhere).run(&["restore", out.to_str().unwrap()]);
    assert!(restored.succeeded().out.contains("2 rounds agree with their 2 responses"), "{}", restored.out);
    assert!(elsewhere.open().await.is_current().await.unwrap());
}

#[rocket::async_test]
async fn everything_of_the_release_before_can_still_be_seen_and_its_promises_hold() {
    let app = TestApp::on(of_the_release_before().await, common_ground::mail::Transport::memory()).await;
    app.run_due().await;
    let admin = app.visitor().await;
    let fields = [("email", "ada@library.example.org"), ("password", PASSWORD)];
    admin.post("/sign-in", &fields).await.leads_to("/programmes");
    let course = "/programmes/reading/courses/0000000c-0000-4000-8000-000000000000";
    admin.get("/programmes/reading").await.has_status(200).says("Welcome to reading");
    admin.get("/programmes/reading/courses").await.has_status(200).says("Pilot course 1");
    admin.get(course).await.has_status(200).says("the summary is written");
    admin.get(&format!("{course}/summary")).await.has_status(200).says("How this was worked out");
    admin.get("/programmes/reading/results").await.has_status(200);
    for code in ["OPEN7X", "SHUT7X"] {
        admin
            .get(&format!("/programmes/reading/rounds/{code}"))
            .await
            .has_status(200)
            .says("groups of 5 or more");
    }
    // Somebody has to look after the site: the administrator who was there first.
    admin.get("/programmes/reading/settings/site").await.has_status(200);
    let settings = admin.get("/programmes/reading/settings").await;
    settings.has_status(200).says("Riverside Libraries asks.").says("backups after 21 days");
    let visitor = app.visitor().await;
    visitor.get("/s/OPEN7X").await.has_status(200).says("Backups are deleted after 21 days.");
    visitor.get("/i/a%20token%20of%20a%20letter").await.has_status(200);
    visitor.get("/s/SHUT7X").await.has_status(410);
}
