//! Two backups around one answer, and a service that ends in between.

use common_ground::{
    store::{Db, invitations, rounds::Round},
    survey::round::PrivacyMode,
    system::{clock::Clock, secret::hash},
};
use jiff::ToSpan;
use uuid::Uuid;

use super::{
    A_WHILE,
    copies::{Copy, copy, people_between, rows},
};
use crate::support::{database::TestDatabase, http::post, program::Program, rounds::needs_round};

/// A round of library staff with so many people on its list.
async fn asked(database: &TestDatabase, people: usize) -> (Db, Round) {
    let db = database.open().await;
    let round = needs_round(&db, PrivacyMode::Anonymous).await;
    let until = Clock::System.now() + 24.hours();
    for n in 0..people {
        let email = format!("p{n}@library.example.org");
        let contact = invitations::add_contact(db.write_one(), round.programme, None, "A. Person", &email);
        let (contact, id) = (contact.await.unwrap(), Uuid::new_v4());
        let token = hash(&format!("token-{n}"));
        invitations::invite(db.write_one(), id, round.id, contact, token, until).await.unwrap();
    }
    (db, round)
}

async fn answers(at: std::net::SocketAddr, person: usize, key: &str) -> u16 {
    let form =
        format!("action=submit&key={key}&answers[staff_group]=outreach&answers[other_help]=words+{person}");
    let done = post(at, &format!("/i/token-{person}"), &form).await.unwrap().0;
    tokio::time::sleep(A_WHILE).await;
    done
}

/// What a backup holds, put back elsewhere.
async fn backup(database: &TestDatabase, name: &str) -> Copy {
    let out = database.data_dir().join(name);
    Program::on(database).run(&["backup", "--out", out.to_str().unwrap(), "--with-key"]).succeeded();
    let elsewhere = TestDatabase::create().await;
    Program::on(&elsewhere).run(&["restore", out.to_str().unwrap()]).succeeded();
    let mut rows = rows(&elsewhere).await;
    // That backups were made is no secret.
    rows.remove("audit");
    rows
}

#[tokio::test]
async fn two_backups_around_one_answer_do_not_tell_who_gave_it() {
    let database = TestDatabase::create().await;
    let (db, round) = asked(&database, 11).await;
    let service = Program::on(&database).serve();
    let mut before = backup(&database, "before.tar").await;
    for (person, told) in [(0, 0), (1, 0)] {
        assert_eq!(answers(service.address, person, &format!("a{person}")).await, 303);
        let after = backup(&database, &format!("after {person}.tar")).await;
        assert_eq!(after["response"].len(), person + 1);
        assert_eq!(people_between(&before, &after), told);
        before = after;
    }
    for person in 2..5 {
        assert_eq!(answers(service.address, person, &format!("a{person}")).await, 303);
    }
    let after = backup(&database, "whole group.tar").await;
    assert_eq!(people_between(&before, &after), 5);
    assert_eq!(service.stop().code(), Some(0));
    assert_eq!(invitations::count(db.read(), round.id).await.unwrap(), (11, 5));
}

#[tokio::test]
async fn a_service_that_is_killed_or_stopped_gives_away_nobody_whose_mark_waited() {
    let database = TestDatabase::create().await;
    let (db, round) = asked(&database, 12).await;
    let program = Program::on(&database);
    let mut service = program.serve();
    let before = copy(&database).await;
    for person in 0..3 {
        assert_eq!(answers(service.address, person, &format!("first-{person}")).await, 303);
    }
    service.kill();
    let service = program.serve();
    assert_eq!(people_between(&before, &copy(&database).await), 0);
    // Whoever got no answer sends the same form again, which is the same response; it is known again who has answered.
    assert_eq!(answers(service.address, 0, "first-0").await, 303);
    assert_eq!(answers(service.address, 0, "second").await, 410);
    for person in 3..6 {
        assert_eq!(answers(service.address, person, &format!("first-{person}")).await, 303);
    }
    assert_eq!(service.stop().code(), Some(0));
    assert_eq!(people_between(&before, &copy(&database).await), 0, "a stop marks nobody alone");
    assert_eq!(invitations::count(db.read(), round.id).await.unwrap(), (12, 0));

    let service = program.serve();
    for person in 6..11 {
        assert_eq!(answers(service.address, person, &format!("first-{person}")).await, 303);
    }
    assert_eq!(service.stop().code(), Some(0));
    assert_eq!(people_between(&before, &copy(&database).await), 5);
}
