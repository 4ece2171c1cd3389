//! The demonstration: what somebody finds who looks for its workshops.

use common_ground::{
    demo,
    store::{people::PersonRole, programmes},
};
use mail_parser::MessageParser;
use sea_orm::EntityTrait;

use crate::support::{app::TestApp, entity::course};

const SEED: &str = include_str!("../../../boards/tests/partnership-working.txt");
const SAID: [&str; 3] = [
    "Good communications (11 people)",
    "Have clear aims and objectives (9 people)",
    "Trust and integrity (6 people)",
];

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[rocket::async_test]
async fn its_finished_workshop_was_voted_on_written_up_asked_and_told_to_managers_and_another_takes_cards() {
    let mut app = TestApp::start().await;
    let out = tempfile::tempdir().unwrap();
    let made = demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    let db = app.app.db.read();
    app.programme = programmes::find(db, "welcome-to-reading").await.unwrap().unwrap();

    let written = std::fs::read_to_string(out.path().join("write-up/write-up.txt")).unwrap();
    assert_eq!(lines(&written), lines(SEED));
    let summary = std::fs::read_to_string(out.path().join("summary.txt")).unwrap();
    let told = std::fs::read_dir(out.path().join("mail")).unwrap().filter_map(|letter| {
        let bytes = std::fs::read(letter.unwrap().path()).ok()?;
        Some(MessageParser::default().parse(&bytes)?.body_text(0)?.into_owned())
    });
    let told: Vec<String> = told.filter(|text| text.contains(SAID[0])).collect();
    assert!(!told.is_empty(), "no email tells what the room said");
    for text in told.iter().chain([&summary]) {
        assert!(SAID.iter().all(|line| text.contains(line)), "{text}");
    }

    let courses = course::Entity::find().all(app.app.db.read()).await.unwrap();
    let held = courses.iter().find(|course| course.title == made.course).unwrap();
    let desk = format!("/programmes/welcome-to-reading/courses/{}/board", held.id);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&desk).await.has_status(200).says("The board is closed");
    let uses = trainer.get(&format!("{desk}/uses")).await;
    assert_eq!(uses.has_status(200).body.matches("Asked in “From the pilot courses”").count(), 2);
    trainer
        .get(&format!("{desk}/offered-and-wanted"))
        .await
        .has_status(200)
        .says("Library offers: 4. Partners want: 1. Offered and wanted: 0.")
        .says("Partners offer: 2. Library wants: 11. Offered and wanted: 1.")
        .says("These look alike");
    let wall = app.visitor().await;
    wall.get(&format!("/b/{}/wall", made.board.code)).await.has_status(200).says("8 cards from 8 phones");
}
