//! The demonstration, with what it lacks, until nothing of it is open any more.

use common_ground::{
    demo::{self, Demo},
    exchange::import::Import,
    store::{
        audit,
        boards::{self, alike, close, desk, ledger},
        bounces::{self, BounceReport},
        busy_times,
        courses::{self, Course, CourseSession},
        custom_surveys::{self, StepHistory},
        email_texts,
        health::{self, Health, HealthPlan},
        invitations,
        mailings::MailingKind,
        partners::{self, Partner},
        programmes, responses, results_wishes,
        rounds::{self, Round},
        summary_drafts, unsubscribes, write,
    },
    survey::{
        audience::Audience,
        busy::BusyTime,
        email_text::EmailText,
        round::{PrivacyMode, Side},
        templates,
    },
};
use common_ground_reports::health::ConditionInput;
use jiff::ToSpan;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    asking::{invitation_of, post_all},
    entity::{invitation, outbox},
};

/// A partner of whom the demonstration tells nothing.
pub const PARTNER: &str = "Open Door";
/// Who answers under their name, and is not the library’s.
pub const ELLA: &str = "ella@open-door.example.org";
/// Who unsubscribed.
pub const STOPPED: &str = "neil.fraser@example.org";

/// A programme that has something of everything, and may be moved.
pub async fn everything() -> (TestApp, Round) {
    let mut app = TestApp::start().await;
    let out = tempfile::tempdir().unwrap();
    let made = demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    app.programme = programmes::find(app.app.db.read(), "welcome-to-reading").await.unwrap().unwrap();
    Box::pin(add_to_board(&app, &made)).await;
    Box::pin(add_to_course(&app)).await;
    Box::pin(add_import(&app, &made)).await;
    Box::pin(add_survey(&app)).await;
    let round = Box::pin(add_check(&app)).await;
    // Everything closes, and no list of who was invited is old enough to go.
    for _ in 0..5 {
        app.wait_days(7);
        app.run_due().await;
        post_all(&app).await;
    }
    Box::pin(add_refusals(&app)).await;
    (app, round)
}

/// What is offered and wanted, raised hands, and two cards that are not alike; then the board closes.
async fn add_to_board(app: &TestApp, made: &Demo) {
    let tx = write(&app.app.db).await.unwrap();
    let board = boards::by_code(&tx, &made.board.code).await.unwrap().unwrap();
    let mut found = false;
    let prompts = boards::prompts(&tx, board.id).await.unwrap();
    let asked = ledger::asked(&tx, board.id, &prompts).await.unwrap();
    ledger::choose(&tx, board.id, asked).await.unwrap();
    for prompt in prompts {
        let cards = desk::cards(&tx, prompt.id).await.unwrap();
        if let [one, other, ..] = cards.as_slice() {
            let hands = [(one.id, Side::Library, 3), (one.id, Side::Partner, 2)];
            desk::keep_hands(&tx, prompt.id, &hands).await.unwrap();
            alike::keep_unlike(&tx, prompt.id, one.id, other.id).await.unwrap();
            found = true;
        }
    }
    assert!(found, "no question of the open board has two cards");
    close::close(&tx, board.id, app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The course that is still to come: on two days, with a partner, a reader, a note, and words of its own.
async fn add_to_course(app: &TestApp) {
    let course = course(app, "Pilot course 5").await;
    let partner = partner(app, PARTNER).await;
    let tx = write(&app.app.db).await.unwrap();
    let first = CourseSession { starts: course.starts_at, ends: course.starts_at + 3.hours() };
    let second = CourseSession { starts: course.ends_at - 2.hours(), ends: course.ends_at };
    courses::set_sessions(&tx, course.id, &[first, second]).await.unwrap();
    courses::set_partners(&tx, course.id, &[partner.id]).await.unwrap();
    summary_drafts::add_reader(&tx, course.id, "Cllr Olu Bright", "olu@council.example.org").await.unwrap();
    summary_drafts::keep_note(&tx, course.id, "Thanks to the caretaker.").await.unwrap();
    let busy = BusyTime {
        id: Uuid::new_v4(),
        partner_id: partner.id,
        starts_on: "2026-07-01".parse().unwrap(),
        ends_on: "2026-07-10".parse().unwrap(),
        every_year: true,
        why: "Exam weeks".to_owned(),
    };
    busy_times::add(&tx, &busy).await.unwrap();
    tx.commit().await.unwrap();
}

/// Answers from a file, and one from paper.
async fn add_import(app: &TestApp, made: &Demo) {
    let open = made.open_rounds.iter().find(|round| round.survey == "course_post").unwrap();
    let round = rounds::by_code(app.app.db.read(), &open.code).await.unwrap().unwrap();
    let path = app.config.data_dir.join("answers.csv");
    let row = |point: u8| format!("{},outreach,{point}\n", Uuid::new_v4());
    std::fs::write(&path, format!("response_id,group,react_useful\n{}{}", row(4), row(5))).unwrap();
    responses::count_paper_entry(app.app.db.write_one(), round.id).await.unwrap();
    let file = Import::new(&app.app, round, &path).await.unwrap();
    let checked = file.check(None, |bad| panic!("{bad:?}"), |_| {}).unwrap();
    file.store(&app.app, &checked, |_| {}).await.unwrap();
}

/// A survey of its own, changed and published.
async fn add_survey(app: &TestApp) {
    let tx = write(&app.app.db).await.unwrap();
    let (programme, now) = (app.programme.id, app.now());
    let copied = templates::find("staff_needs").unwrap().clone();
    let key = custom_surveys::begin(&tx, (programme, Uuid::new_v4()), copied, now).await.unwrap().key;
    let begun = custom_surveys::find(&tx, programme, &key).await.unwrap().unwrap();
    let step = ("changed nothing", StepHistory::Step);
    assert!(custom_surveys::change(&tx, &begun, &begun.draft, step, now).await.unwrap());
    let changed = custom_surveys::find(&tx, programme, &key).await.unwrap().unwrap();
    assert!(custom_surveys::publish(&tx, &changed, now).await.unwrap());
    tx.commit().await.unwrap();
}

/// A health check that is over, whose one survey was confidential: answered by a personal link, with a wish to hear of the
/// results, and with words of its own in its invitations.
async fn add_check(app: &TestApp) -> Round {
    let partner = partner(app, PARTNER).await;
    let round = app
        .round("partner_expect", |round| {
            (round.privacy, round.audience) = (PrivacyMode::Confidential, Audience::Invited);
        })
        .await;
    let token = app.invite(&round, ELLA).await;
    let link = invitation_of(app, ELLA).await;
    let answers =
        [("action", "submit"), ("answers[partner_kind]", "charity"), ("answers[bring_reliability]", "4")];
    app.visitor().await.post(&format!("/i/{token}"), &answers).await.has_status(303);
    let tx = write(&app.app.db).await.unwrap();
    let check = Health {
        id: Uuid::new_v4(),
        partner_id: partner.id,
        opens_at: app.now(),
        closes_at: app.now() + 48.hours(),
        unsealed_at: Some(app.now() + 24.hours()),
        figures: vec![ConditionInput {
            key: "work_clear_aims".to_owned(),
            label: "Clear aims".to_owned(),
            library: [4].into_iter().collect(),
            partner: [5].into_iter().collect(),
        }],
    };
    health::add(&tx, &check, &[round.id], &[]).await.unwrap();
    health::keep_plan(&tx, partner.id, &HealthPlan::default()).await.unwrap();
    results_wishes::keep(&tx, link).await.unwrap();
    let words = EmailText { subject: "Three minutes for reading".to_owned(), ..EmailText::default() };
    email_texts::set(&tx, round.id, MailingKind::Invitation, "en", &words).await.unwrap();
    invitations::keep_counts(&tx, &[round.id]).await.unwrap();
    tx.commit().await.unwrap();
    round
}

/// Somebody unsubscribed, and an invitation to the last course came back.
async fn add_refusals(app: &TestApp) {
    let db = app.app.db.read();
    let course = course(app, "Pilot course 5").await;
    let (_, feedback) = courses::rounds(db, course.id).await.unwrap().remove(0);
    let invited = invitation::Entity::find().filter(invitation::Column::RoundId.eq(feedback.id));
    let invited: Vec<Uuid> = invited.all(db).await.unwrap().into_iter().map(|row| row.id).collect();
    let emails = outbox::Entity::find().all(db).await.unwrap();
    let to_them = |email: &&outbox::Model| {
        invited.iter().any(|id| email.unique_key.starts_with(&format!("invitation {id} ")))
    };
    let email = emails.iter().find(to_them).unwrap();
    let tx = write(&app.app.db).await.unwrap();
    unsubscribes::stop(&tx, &app.app.secret, app.programme.id, STOPPED, app.now()).await.unwrap();
    let report = BounceReport {
        programme: app.programme.id,
        address_hash: &app.app.secret.fingerprint(ELLA),
        letter: email.id,
        hard: true,
        status: "5.1.1",
    };
    assert!(bounces::record(&tx, &report, app.now()).await.unwrap());
    audit::record_command(&tx, app.programme.id, "closed", "everything", app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A course of the programme by its title.
pub async fn course(app: &TestApp, title: &str) -> Course {
    let all = crate::support::course::of_programme(app.app.db.read(), app.programme.id).await;
    all.into_iter().find(|course| course.title == title).unwrap()
}

/// A partner of the programme by its name.
pub async fn partner(app: &TestApp, name: &str) -> Partner {
    let all = partners::all(app.app.db.read(), app.programme.id).await.unwrap();
    all.into_iter().find(|partner| partner.name == name).unwrap()
}
