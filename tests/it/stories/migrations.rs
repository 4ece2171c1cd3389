//! The schema: up, down and up again on whatever database the tests run on.

use std::collections::BTreeSet;

use common_ground::store::Db;
use common_ground_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, DatabaseConnection};

use crate::support::database::TestDatabase;

/// The steps that databases in use have taken, by the names that they remember, in the order in which they took them.
const TAKEN: [&str; 55] = [
    "m20260101_000001_programmes",
    "m20260101_000002_surveys",
    "m20260101_000003_responses",
    "m20260101_000004_summaries",
    "m20260201_000001_audit",
    "m20260201_000002_letters_of_rounds",
    "m20260202_000001_accounts",
    "m20260203_000001_contact_notes",
    "m20260204_000001_courses_in_full",
    "m20260205_000001_bounces",
    "m20260206_000001_own_surveys",
    "m20260207_000001_deleted_answers",
    "m20260208_000001_site",
    "m20260209_000001_lease",
    "m20260210_000001_summary_letters",
    "m20260211_000001_interim",
    "m20260212_000001_mail_server",
    "m20260213_000001_shown_closes",
    "m20260301_000001_published_tables",
    "m20260302_000001_traces",
    "m20260303_000001_site_administrators",
    "m20260303_000002_sign_in_rules",
    "m20260304_000001_one_contact",
    "m20260304_000002_indexes",
    "m20260304_000003_failed_steps",
    "m20260304_000004_reset_requests",
    "m20260306_000001_keyed_sheets",
    "m20260307_000001_one_list_of_actions",
    "m20260310_000001_reading",
    "m20260307_000001_course_days",
    "m20260311_000001_uploads",
    "m20261129_000001_course_revision",
    "m20261129_000002_email_texts",
    "m20261129_000003_steps_of_drafts",
    "m20261129_000010_boards",
    "m20261129_000020_board_choices",
    "m20261129_000020_what_becomes_of_cards",
    "m20261129_000021_email_choices",
    "m20261129_000020_contact_tags",
    "m20261129_000020_statement",
    "m20261130_000001_agreements",
    "m20261130_000002_partner_links",
    "m20261130_000010_promises",
    "m20261130_000020_health",
    "m20261130_000030_handovers",
    "m20261130_000040_results_wishes",
    "m20261130_000050_summary_texts",
    "m20261201_000050_one_form",
    "m20261130_000100_country",
    "m20261130_000120_api_tokens",
    "m20261201_000010_identity_provider",
    "m20261201_000020_webhooks",
    "m20261202_000001_search",
    "m20261202_000010_tally_documents",
    "m20261202_000010_stops_that_move",
];

#[test]
fn steps_that_databases_have_taken_keep_their_names_and_their_order() {
    let steps = Migrator::migrations();
    let names: Vec<&str> = steps.iter().map(|step| step.name()).collect();
    assert_eq!(names[..TAKEN.len()], TAKEN);
    let different: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(different.len(), names.len(), "two steps bear one name: {names:?}");
}

#[tokio::test]
async fn the_schema_can_be_made_taken_down_and_made_again() {
    let database = TestDatabase::create().await;
    let db = Db::connect(&database.url).await.unwrap();
    assert!(!db.is_current().await.unwrap());
    let schema = Database::connect(&database.url).await.unwrap();
    for _ in 0..2 {
        Migrator::up(&schema, None).await.unwrap();
        assert!(db.is_current().await.unwrap());
        Migrator::down(&schema, None).await.unwrap();
    }
}

#[tokio::test]
async fn opening_a_database_twice_at_once_migrates_it_once() {
    let database = TestDatabase::create().await;
    let (one, two) = tokio::join!(Db::open(&database.url), Db::open(&database.url));
    assert!(one.unwrap().is_current().await.unwrap());
    assert!(two.unwrap().is_current().await.unwrap());
}

/// Runs statements that both databases read.
async fn run(db: &DatabaseConnection, statements: &[String]) {
    for statement in statements {
        db.execute_unprepared(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

async fn texts(db: &DatabaseConnection, query: &str) -> Vec<String> {
    let rows = db.query_all_raw(sea_orm::Statement::from_string(db.get_database_backend(), query)).await;
    rows.unwrap().iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// The id `n` as a literal of that database.
fn id(db: &DatabaseConnection, n: u8) -> String {
    match db.get_database_backend() {
        DatabaseBackend::Postgres => format!("'00000000-0000-0000-0000-0000000000{n:02x}'"),
        _ => format!("X'000000000000000000000000000000{n:02x}'"),
    }
}

/// The rows of an older version in which Dana stands twice.
fn twins(db: &DatabaseConnection) -> Vec<String> {
    let id = |n| id(db, n);
    let (no, yes) = ("FALSE", "TRUE");
    let mut rows = vec![
        format!(
            "INSERT INTO programme (id, slug, name, settings, created_at) VALUES ({}, 'a', 'A', '{{}}', 0)",
            id(1)
        ),
        format!(
            "INSERT INTO partner (id, programme_id, name, kind) VALUES ({}, {}, 'Elm', 'charity')",
            id(2),
            id(1)
        ),
        format!(
            "INSERT INTO survey_version (id, key, version, definition, created_at) VALUES ({}, 'k', 1, '{{}}', 0)",
            id(3)
        ),
    ];
    for round in [4, 5] {
        rows.push(format!(
            "INSERT INTO round (id, programme_id, survey_version_id, code, side, privacy, audience, aims, state, \
             opens_at, closes_at) VALUES ({}, {}, {}, 'C{round}', 'partner', 'confidential', 'invited', '[]', 'open', \
             0, 9)",
            id(round), id(1), id(3)
        ));
    }
    // The older one has a job, the younger a phone, a partner and the authority.
    for (contact, email, partner, job, phone, can, added) in [
        (10, "dana@example.org", "NULL".to_owned(), "Manager", "", no, 5),
        (11, "Dana@Example.org", id(2), "", "020", yes, 7),
        (12, "kofi@example.org", "NULL".to_owned(), "", "", no, 6),
    ] {
        rows.push(format!(
            "INSERT INTO contact (id, programme_id, partner_id, name, email, job, phone, can_say_yes, added_at) VALUES \
             ({}, {}, {partner}, 'N', '{email}', '{job}', '{phone}', {can}, {added})",
            id(contact), id(1)
        ));
    }
    // Both are invited to the first round, and the younger's link was used; the second asks the younger alone.
    for (invitation, round, contact, used) in
        [(20, 4, 10, no), (21, 4, 11, yes), (22, 5, 11, no), (23, 4, 12, no)]
    {
        rows.push(format!(
            "INSERT INTO invitation (id, round_id, contact_id, token_hash, used, response_id, expires_at) VALUES \
             ({}, {}, {}, 'hash{invitation}', {used}, NULL, 9)",
            id(invitation), id(round), id(contact)
        ));
    }
    rows.push(format!(
        "INSERT INTO contact_note (id, partner_id, contact_id, day, by, about) VALUES ({}, NULL, {}, 1, 'T', 'Met')",
        id(30), id(11)
    ).replace(", by,", ", \"by\","));
    rows
}

/// How many steps there are from this one on.
fn since(step: &str) -> u32 {
    let all = Migrator::migrations();
    let before = all.iter().position(|one| one.name() == step).unwrap();
    u32::try_from(all.len() - before).unwrap()
}

/// A database as it is before this step.
async fn before(step: &str) -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::create().await;
    // Makes the file.
    Db::connect(&database.url).await.unwrap();
    let db = Database::connect(&database.url).await.unwrap();
    let all = u32::try_from(Migrator::migrations().len()).unwrap();
    Migrator::up(&db, Some(all - since(step))).await.unwrap();
    (database, db)
}

#[tokio::test]
async fn twins_of_an_older_version_become_one_contact_with_all_that_was_theirs() {
    let (_database, db) = before("m20260304_000001_one_contact").await;
    run(&db, &twins(&db)).await;
    Migrator::up(&db, None).await.unwrap();

    let id = |n| id(&db, n);
    let contacts = "SELECT email || ' ' || job || ' ' || phone FROM contact ORDER BY email";
    assert_eq!(texts(&db, contacts).await, ["dana@example.org Manager 020", "kofi@example.org  "]);
    let kept = format!("SELECT token_hash FROM invitation WHERE contact_id = {} ORDER BY token_hash", id(10));
    assert_eq!(texts(&db, &kept).await, ["hash21", "hash22"], "the link that was used stays");
    assert_eq!(
        texts(&db, &format!("SELECT about FROM contact_note WHERE contact_id = {}", id(10))).await,
        ["Met"]
    );
    let merged =
        format!("SELECT name FROM contact WHERE id = {} AND partner_id = {} AND can_say_yes", id(10), id(2));
    assert_eq!(texts(&db, &merged).await.len(), 1);
    let twin = format!(
        "INSERT INTO contact (id, programme_id, partner_id, name, email, job, phone, can_say_yes, added_at) VALUES \
         ({}, {}, NULL, 'N', 'dana@example.org', '', '', FALSE, 9)",
        id(40),
        id(1)
    );
    db.execute_unprepared(&twin).await.unwrap_err();
}

#[tokio::test]
async fn what_a_course_agreed_on_before_it_could_agree_on_several_things_is_the_first_of_its_actions() {
    let (_database, db) = before("m20260307_000001_one_list_of_actions").await;
    let course = |n: u8, title: &str, action: &str| {
        format!(
            "INSERT INTO course (id, programme_id, title, place, starts_at, ends_at, time_zone, aims, next_action, \
             state, summary_at, trainers) VALUES ({}, {}, '{title}', '', 0, 1, 'Europe/London', '[]', '{action}', \
             'planned', 2, '')",
            id(&db, n),
            id(&db, 1)
        )
    };
    let action = |n: u8, course: u8| {
        format!(
            "INSERT INTO course_action (id, course_id, place, what, who, by_when) VALUES ({}, {}, 0, 'Meet', '', '')",
            id(&db, n),
            id(&db, course)
        )
    };
    let programme = format!(
        "INSERT INTO programme (id, slug, name, settings, created_at) VALUES ({}, 'a', 'A', '{{}}', 0)",
        id(&db, 1)
    );
    let one = r#"{"what":"Ring Dana’s home","who":"Ada","by":"30 June"}"#;
    run(
        &db,
        &[
            programme,
            course(2, "one", one),
            course(3, "none", r#"{"what":"","who":"","by":""}"#),
            course(4, "several", one),
            course(5, "bare", "{}"),
            action(6, 4),
        ],
    )
    .await;
    let told = "SELECT title || ': ' || what || '; ' || who || '; ' || by_when FROM promise \
                INNER JOIN course ON course.id = promise.course_id ORDER BY title";
    for _ in 0..2 {
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(texts(&db, told).await, ["one: Ring Dana’s home; Ada; 30 June", "several: Meet; ; "]);
        Migrator::down(&db, Some(since("m20260307_000001_one_list_of_actions"))).await.unwrap();
    }
}

#[tokio::test]
async fn the_actions_of_courses_become_promises_and_can_be_actions_again() {
    let (_database, db) = before("m20261130_000010_promises").await;
    let action = |n: u8, place: u8, what: &str, done: &str, card: &str| {
        format!(
            "INSERT INTO course_action (id, course_id, place, what, who, by_when, done_on, card_id) VALUES ({}, {}, \
             {place}, '{what}', 'Ada', '30 June', {done}, {card})",
            id(&db, n),
            id(&db, 2)
        )
    };
    run(
        &db,
        &[
            format!(
                "INSERT INTO programme (id, slug, name, settings, created_at) VALUES ({}, 'a', 'A', '{{}}', 0)",
                id(&db, 1)
            ),
            format!(
                "INSERT INTO course (id, programme_id, title, place, starts_at, ends_at, time_zone, aims, state, \
                 summary_at, trainers, revision) VALUES ({}, {}, 'one', 'Here', 0, 1, 'Europe/London', '[]', 'planned', \
                 2, '', 0)",
                id(&db, 2),
                id(&db, 1)
            ),
            action(3, 0, "Ring", "NULL", "NULL"),
            action(4, 1, "Meet", "'2026-06-03'", &id(&db, 9)),
        ],
    )
    .await;
    let before = "SELECT what || who || by_when || COALESCE(done_on, '') FROM course_action ORDER BY place";
    let actions = ["RingAda30 June", "MeetAda30 June2026-06-03"];
    assert_eq!(texts(&db, before).await, actions);
    let told = "SELECT origin || ' ' || state || ' ' || asker || ' ' || COALESCE(settled_on, '-') || ' ' || slug FROM promise \
                INNER JOIN programme ON programme.id = promise.programme_id ORDER BY place";
    for _ in 0..2 {
        Migrator::up(&db, None).await.unwrap();
        assert_eq!(texts(&db, told).await, ["course open nobody - a", "card done room 2026-06-03 a"]);
        Migrator::down(&db, Some(since("m20261130_000010_promises"))).await.unwrap();
        assert_eq!(texts(&db, before).await, actions);
    }
}

/// A database whose plans tell what a table of any size is read by.
async fn planned() -> (TestDatabase, DatabaseConnection) {
    let database = TestDatabase::create().await;
    // Makes the file.
    Db::connect(&database.url).await.unwrap();
    let db = Database::connect(&database.url).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    if database.is_postgres() {
        // Its planner would read a small table whole, index or not.
        db.execute_unprepared(&format!(
            "ALTER DATABASE {} SET enable_seqscan = off",
            database.url.rsplit('/').next().unwrap()
        ))
        .await
        .unwrap();
    }
    let db = Database::connect(&database.url).await.unwrap();
    (database, db)
}

#[tokio::test]
async fn whatever_is_looked_up_by_another_rows_id_is_found_by_an_index() {
    let (_database, db) = planned().await;
    for (table, column) in [
        ("course", "programme_id"),
        ("round", "programme_id"),
        ("course_round", "round_id"),
        ("membership", "programme_id"),
        ("invitation", "contact_id"),
        ("participant", "contact_id"),
        ("delivery", "outbox_id"),
        ("contact", "partner_id"),
    ] {
        let found = format!("SELECT * FROM {table} WHERE {column} = {}", id(&db, 1));
        uses(&db, &found, &format!("ix_{table}_{column}")).await;
    }
    let address = "SELECT * FROM outbox WHERE LOWER(\"outbox\".\"address\") = 'dana@example.org'";
    uses(&db, address, "ix_outbox_lower_address").await;
}

#[tokio::test]
async fn words_of_names_and_emails_that_became_files_are_found_by_an_index() {
    let (database, db) = planned().await;
    uses(&db, "SELECT id FROM outbox WHERE result LIKE 'written to %'", "ix_outbox_saved").await;
    // As `text_search` asks.
    for (table, words) in [("partner", "name"), ("contact", "name || ' ' || email")] {
        let (which, index) = if database.is_postgres() {
            let which = format!("search_trigrams({words}) @> (SELECT search_trigrams('elm'))");
            (which, format!("ix_{table}_search"))
        } else {
            let search = format!("{table}_search");
            let which = format!("rowid IN (SELECT rowid FROM {search} WHERE {search} MATCH '\"elm\"')");
            (which, format!("{search} VIRTUAL TABLE"))
        };
        uses(&db, &format!("SELECT id FROM {table} WHERE {which}"), &index).await;
    }
}

/// The plan of a query names an index.
async fn uses(db: &DatabaseConnection, query: &str, index: &str) {
    let (explain, column) = match db.get_database_backend() {
        DatabaseBackend::Postgres => ("EXPLAIN", "QUERY PLAN"),
        _ => ("EXPLAIN QUERY PLAN", "detail"),
    };
    let plan = sea_orm::Statement::from_string(db.get_database_backend(), format!("{explain} {query}"));
    let lines = db.query_all_raw(plan).await.unwrap();
    let plan: Vec<String> = lines.iter().map(|line| line.try_get("", column).unwrap()).collect();
    assert!(plan.iter().any(|line| line.contains(index)), "{query}: {plan:?}");
}
