//! Letting people in and out from the command line, and what is held about them.

use common_ground::{
    store::{
        api_tokens::{self, ApiScope, ApiToken},
        contacts, invitations, people, programmes, second_factors, sessions,
    },
    system::password,
};

use crate::support::{database::TestDatabase, program::Program};

const ADA: [&str; 10] = [
    "user",
    "add",
    "--email",
    "Ada@example.org",
    "--name",
    "Ada Ross",
    "--role",
    "admin",
    "--programme",
    "reading-2026",
];

#[tokio::test]
async fn the_first_administrator_comes_with_the_first_programme_and_a_password_shown_once() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let refused = program.run(&ADA);
    refused.failed_with(1);
    assert!(refused.err.contains("--programme-name"), "{}", refused.err);

    let added = program.run(&[&ADA[..], &["--programme-name", "Welcome to reading, 2026"]].concat());
    let password = added.succeeded().out.trim().rsplit_once("shown this once: ").unwrap().1.to_owned();
    let db = database.open().await;
    let person = people::find(db.read(), "ada@example.org").await.unwrap().unwrap();
    assert!(password::verify(password, person.password_hash.clone()).await.unwrap());
    let programme = programmes::find(db.read(), "reading-2026").await.unwrap().unwrap();
    assert_eq!(programme.name, "Welcome to reading, 2026");
    let role = people::role(db.read(), person.id, programme.id).await.unwrap();
    assert_eq!(role, Some(people::PersonRole::Admin));

    let again = program.run(&ADA);
    again.failed_with(1);
    assert!(again.err.contains("already, as admin"), "{}", again.err);
}

#[tokio::test]
async fn a_password_can_be_given_by_standard_input_and_a_short_one_is_refused() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let add = [&ADA[..], &["--programme-name", "Reading", "--password-stdin"]].concat();
    program.run_with_input(&add, "short\n").failed_with(1);
    let added = program.run_with_input(&add, "correct horse battery\n");
    assert!(!added.succeeded().out.contains("correct horse"), "{}", added.out);
    let db = database.open().await;
    let person = people::find(db.read(), "ada@example.org").await.unwrap().unwrap();
    assert!(password::verify("correct horse battery".into(), person.password_hash).await.unwrap());
}

#[tokio::test]
async fn whoever_is_disabled_or_gets_another_password_is_signed_out() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    program.run(&[&ADA[..], &["--programme-name", "Reading"]].concat()).succeeded();
    let db = database.open().await;
    let person = people::find(db.read(), "ada@example.org").await.unwrap().unwrap();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let later = "2100-01-01T00:00:00Z".parse::<jiff::Timestamp>().unwrap();
    let programme = programmes::find(db.read(), "reading-2026").await.unwrap().unwrap();
    for command in ["disable", "reset"] {
        let term = sessions::SessionTerm { until: later, single_sign_on: false };
        sessions::open(db.write_one(), command, person.id, "a browser", now, term).await.unwrap();
        let token = ApiToken {
            id: uuid::Uuid::new_v4(),
            person_id: person.id,
            programme_id: programme.id,
            name: "A program".to_owned(),
            scopes: vec![ApiScope::FiguresRead],
            created_at: now,
            expires_at: later,
            used_on: None,
        };
        api_tokens::add(db.write_one(), &token, command).await.unwrap();
        let said = program.run(&["user", command, "ada@example.org"]);
        let told = ["access tokens no longer work", "Access tokens that no longer work: 1."];
        assert!(told.iter().any(|words| said.succeeded().out.contains(words)), "{}", said.out);
        program.run(&["user", "enable", "ada@example.org"]).succeeded();
        assert!(api_tokens::with_hash(db.read(), command).await.unwrap().is_none(), "{command}");
        assert!(sessions::live(db.read(), command, 8, now).await.unwrap().is_none(), "{command}");
    }
    let changed = people::find(db.read(), "ada@example.org").await.unwrap().unwrap();
    assert_ne!(changed.password_hash, person.password_hash);

    program.run(&["user", "disable", "ada@example.org"]).succeeded();
    let list = program.run(&["user", "list", "--json"]).json();
    assert_eq!(list[0]["disabled"], true);
    assert_eq!(list[0]["roles"][0], serde_json::json!({ "programme": "reading-2026", "role": "admin" }));
    program.run(&["user", "disable", "nobody@example.org"]).failed_with(1);
}

#[tokio::test]
async fn a_lost_second_factor_is_turned_off_only_when_that_is_asked_for() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    program.run(&[&ADA[..], &["--programme-name", "Reading"]].concat()).succeeded();
    let db = database.open().await;
    let person = people::find(db.read(), "ada@example.org").await.unwrap().unwrap();
    let now = jiff::Timestamp::UNIX_EPOCH;
    second_factors::propose(db.write_one(), person.id, "sealed".into()).await.unwrap();
    second_factors::confirm(db.write_one(), person.id, vec!["hash".into()], now).await.unwrap();

    let kept = program.run(&["user", "reset", "ada@example.org"]);
    assert!(kept.succeeded().out.contains("still asks for their second factor"), "{}", kept.out);
    assert!(second_factors::confirmed(db.read(), person.id).await.unwrap().is_some());
    let off = program.run(&["user", "reset", "ada@example.org", "--second-factor"]);
    assert!(off.succeeded().out.contains("Their second factor is off"), "{}", off.out);
    assert!(second_factors::confirmed(db.read(), person.id).await.unwrap().is_none());
    assert_eq!(second_factors::recovery_left(db.read(), person.id).await.unwrap(), 0);
}

#[tokio::test]
async fn site_administration_is_given_and_taken_by_command_and_the_last_one_stays() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let first = program.run(&[&ADA[..], &["--programme-name", "Reading"]].concat());
    assert!(first.succeeded().out.contains("is a site administrator."), "{}", first.out);
    let ben = ["user", "add", "--email", "ben@example.org", "--name", "Ben", "--role", "admin"];
    let added = program.run(&[&ben[..], &["--programme", "reading-2026"]].concat());
    assert!(!added.succeeded().out.contains("site administrator"), "{}", added.out);
    let last = program.run(&["user", "revoke-site-admin", "ada@example.org"]);
    last.failed_with(1);
    assert!(last.err.contains("without a site administrator"), "{}", last.err);
    program.run(&["user", "grant-site-admin", "ben@example.org"]).succeeded();
    program.run(&["user", "revoke-site-admin", "ada@example.org"]).succeeded();
    let listed = program.run(&["user", "list", "--json"]).json();
    let sites: Vec<_> =
        listed.as_array().unwrap().iter().map(|one| one["site_admin"].as_bool().unwrap()).collect();
    assert_eq!(sites, [false, true]);
    let disabled = program.run(&["user", "disable", "ben@example.org"]);
    assert!(disabled.succeeded().out.contains("Nobody is left who administers the site"), "{}", disabled.out);
    program.run(&["user", "grant-site-admin", "nobody@example.org"]).failed_with(1);
}

#[tokio::test]
async fn a_password_that_is_easily_guessed_is_refused_by_command_too() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let add = [&ADA[..], &["--programme-name", "Reading", "--password-stdin"]].concat();
    let refused = program.run_with_input(&add, "strawberry123\n");
    refused.failed_with(1);
    assert!(refused.err.contains("easy to guess"), "{}", refused.err);
}

#[tokio::test]
async fn a_person_is_exported_and_erased_by_command() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let add = ["user", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"];
    let programme = ["--programme", "reading", "--programme-name", "Reading"];
    program.run(&[&add[..], &programme].concat()).succeeded();
    let db = database.open().await;
    let id = programmes::find(db.read(), "reading").await.unwrap().unwrap().id;
    invitations::add_contact(db.write_one(), id, None, "Dana Whitfield", "dana@example.org").await.unwrap();

    let who = ["--email", "Dana@example.org", "--programme", "reading"];
    let document = program.run(&[&["person", "export"][..], &who].concat()).json();
    assert_eq!(document["contacts"][0]["name"], "Dana Whitfield");
    let erased = program.run(&[&["person", "erase"][..], &who].concat());
    assert!(erased.succeeded().out.contains("Erased: contacts 1,"), "{}", erased.out);
    assert!(contacts::all(db.read(), id).await.unwrap().is_empty());
    let again = program.run(&[&["person", "erase"][..], &who].concat());
    again.failed_with(1);
    assert!(again.err.contains("nothing is held"), "{}", again.err);
    let nowhere = ["person", "export", "--email", "dana@example.org", "--programme", "nowhere"];
    program.run(&nowhere).failed_with(1);
}
