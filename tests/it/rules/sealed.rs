//! Nobody learns what a side answered in a health check before both have answered, or it has closed: by no page, no file, no
//! email, and by no time at which something happens.

use common_ground::{
    exchange::{
        export::{self, ExportError},
        person,
    },
    results,
    store::{erasure, people::PersonRole, rounds},
    survey::{columns::FilePurpose, round::Side},
};
use sea_orm::EntityTrait;

use crate::support::{
    app::TestApp,
    entity,
    health::{OWN_WORDS, Partnership, answer},
    partners::{PAGE, contact},
    visitor::Visitor,
};

const HOME: &str = "/programmes/reading";

/// What the addresses of a round end with.
const OF_A_ROUND: [&str; 20] = [
    "",
    "/results",
    "/results/items.csv",
    "/results/charts/ratings.svg",
    "/answers.csv",
    "/answers.csv?for_excel=true",
    "/download?format=xlsx",
    "/download?format=sav",
    "/download?format=package",
    "/comments",
    "/count",
    "/invitations",
    "/people",
    "/paper",
    "/close",
    "/dates",
    "/reopen",
    "/cancel",
    "/delete",
    "/keyed",
];

/// A check in which the partner has answered whatever it could with the lowest point, and the library nothing.
async fn half_answered(app: &TestApp) -> Partnership {
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(app, &trainer, "Elm House").await;
    elm.start(&trainer).await;
    for days in [0, 8] {
        app.wait_days(days);
        app.run_due().await;
        assert_eq!(answer(app, &elm.theirs, |_| 1).await, 1);
    }
    app.run_due().await;
    elm
}

/// Every page that could tell something, as somebody reads it.
async fn read(app: &TestApp, visitor: &Visitor, elm: &Partnership) -> Vec<(String, u16, String)> {
    let mut addresses = vec![
        HOME.to_owned(),
        format!("{HOME}/results"),
        format!("{HOME}/results/partnerships"),
        format!("{HOME}/surveys"),
        format!("{HOME}/surveys/health_ways"),
        PAGE.to_owned(),
        elm.page.clone(),
        elm.health.clone(),
    ];
    let of_health =
        ["conditions.csv", "pictures/health.svg", "pictures/health.png", "replies/work_trust", "sheet"];
    addresses.extend(of_health.map(|file| format!("{}/{file}", elm.health)));
    for code in elm.codes(app).await {
        addresses.extend(OF_A_ROUND.map(|end| format!("{HOME}/rounds/{code}{end}")));
    }
    let mut pages = Vec::new();
    for address in addresses {
        let reply = visitor.get(&address).await;
        pages.push((address, reply.status, reply.body));
    }
    pages
}

#[rocket::async_test]
async fn no_page_and_no_file_tells_anybody_what_one_side_answered() {
    let app = TestApp::start().await;
    let elm = half_answered(&app).await;
    for role in [PersonRole::Manager, PersonRole::Trainer, PersonRole::Admin] {
        let reader = app.signed_in(role).await;
        for (address, status, body) in read(&app, &reader, &elm).await {
            assert!(status != 500, "{address} is broken for {role:?}");
            assert!(!body.contains(OWN_WORDS), "{address} tells {role:?} the words");
            for told in ["1.0 (", ",1.0,", "Low on both sides", "work on together"] {
                assert!(!body.contains(told), "{address} tells {role:?} {told}: {body}");
            }
        }
        for code in elm.codes(&app).await {
            for file in ["results", "results/items.csv", "comments", "close", "reopen", "dates", "delete"] {
                let reply = reader.get(&format!("{HOME}/rounds/{code}/{file}")).await;
                assert!([403, 404].contains(&reply.status), "{file} answers {role:?} with {}", reply.status);
            }
        }
    }
    // Whoever has not answered reads nothing on the form either.
    let dana = contact(&app, &elm.theirs).await.id.to_string();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.post(&format!("{}/page", elm.page), &[("contact", &dana)]).await.has_status(303);
    let own = app.link_to(&elm.theirs, "/p/").await;
    let visitor = app.visitor().await;
    visitor.get(&own).await.never_says("How our partnership is going").never_says(OWN_WORDS);
    visitor.get(&format!("{own}/health")).await.leads_to(&own);
    for email in [&elm.ours, &elm.theirs] {
        let letters = app.letters_to(email).await;
        assert!(!letters.is_empty(), "nobody wrote to {email}");
        assert!(!letters.iter().any(|letter| letter.contains(OWN_WORDS)), "{letters:#?}");
    }
}

#[rocket::async_test]
async fn an_administrator_who_looks_up_a_person_reads_their_answers_only_once_both_sides_may() {
    let app = TestApp::start().await;
    let elm = half_answered(&app).await;
    let held = || async {
        let held = erasure::find(app.app.db.read(), app.programme.id, &elm.theirs).await.unwrap();
        let document = person::document(&app.app, &app.programme, &elm.theirs, &held, app.now()).await;
        document.unwrap().to_string()
    };
    let sealed = held().await;
    assert!(
        sealed.contains("health") && !sealed.contains(OWN_WORDS) && !sealed.contains("work_trust"),
        "{sealed}"
    );
    answer(&app, &elm.ours, |_| 5).await;
    app.run_due().await;
    let unsealed = held().await;
    assert!(unsealed.contains(OWN_WORDS) && unsealed.contains("work_trust"), "{unsealed}");
}

#[rocket::async_test]
async fn one_round_that_is_closed_before_the_others_unseals_nothing() {
    let app = TestApp::start().await;
    let elm = half_answered(&app).await;
    let db = app.app.db.read();
    let mut theirs = Vec::new();
    for code in elm.codes(&app).await {
        let round = rounds::by_code(db, &code).await.unwrap().unwrap();
        if round.side == Side::Partner {
            theirs.push(round);
        }
    }
    // Straight in the database: no page closes one of them.
    for round in &theirs {
        let mut row: entity::round::ActiveModel =
            entity::round::Entity::find_by_id(round.id).one(db).await.unwrap().unwrap().into();
        row.closes_at = sea_orm::Set(app.now().into());
        entity::round::Entity::update(row).exec(app.app.db.write_one()).await.unwrap();
    }
    app.run_due().await;
    for round in &theirs {
        let round = rounds::find(db, round.id).await.unwrap().unwrap();
        assert!(round.is_over(app.now()));
        assert_eq!(results::answered(&app.app, &round).await.unwrap().responses(), 0);
        let purpose = (FilePurpose::Analysis, export::ExportRows::Stored);
        let refused = export::responses(&app.app, &round, purpose, Vec::<u8>::new(), |_| {}).await;
        assert!(matches!(refused, Err(ExportError::Sealed(_))), "{refused:?}");
    }
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (address, _, body) in read(&app, &trainer, &elm).await {
        assert!(
            !body.contains(OWN_WORDS) && !body.contains("1.0 (") && !body.contains(",1.0,"),
            "{address}: {body}"
        );
    }
}

#[rocket::async_test]
async fn the_emails_to_one_side_leave_at_the_same_times_whatever_the_other_does() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let oak = Partnership::add(&app, &trainer, "Oak School").await;
    for partnership in [&elm, &oak] {
        partnership.start(&trainer).await;
    }
    for _ in 0..24 {
        app.run_due().await;
        // At Elm House everybody answers at once, at Oak School nobody does.
        app.letters().await;
        answer(&app, &elm.theirs, |_| 1).await;
        app.run_due().await;
        app.letters().await;
        app.wait_days(1);
    }
    let db = app.app.db.read();
    let rows = entity::outbox::Entity::find().all(db).await.unwrap();
    let to = |address: &str| {
        let mut emails: Vec<_> = rows
            .iter()
            .filter(|row| row.address == address)
            .map(|row| (row.kind.clone(), row.queued_at))
            .collect();
        emails.sort_by_key(|(kind, at)| (at.time(), kind.clone()));
        emails
    };
    assert!(to(&elm.ours).len() >= 4, "an invitation to each survey, and reminders");
    assert_eq!(to(&elm.ours), to(&oak.ours));
}
