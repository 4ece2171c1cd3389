//! Reminders: who is left out of one tells who has answered, so whoever answered lately gets one all the same.

use common_ground::store::mailings;
use sea_orm::EntityTrait;

use super::{GROUP, Scene};
use crate::support::asking::leaves;

use crate::support::entity;

#[rocket::async_test]
async fn a_reminder_leaves_out_whole_groups_and_says_to_ignore_it_to_whoever_has_answered() {
    let scene = Scene::of(13).await;
    let app = &scene.app;
    let zone = app.programme.settings.zone();
    let (round, db) = (&scene.round, app.app.db.write_one());
    let letters = mailings::plan(db, round.id, round.opens_at, round.closes_at, &zone).await.unwrap();
    app.clock.set(leaves(app, &letters[0]));
    assert_eq!(app.run_due().await.letters, 13);
    let queued = || async {
        let rows = entity::outbox::Entity::find().all(app.app.db.read()).await.unwrap();
        rows.iter().filter(|row| row.kind == "reminder").count()
    };
    // Three have answered: to leave them out would tell whose the three responses are.
    for person in 0..3 {
        scene.answers(person).await;
    }
    app.letters().await;
    app.clock.set(leaves(app, &letters[1]));
    app.run_due().await;
    assert_eq!(queued().await, 13);
    for person in 3..8 {
        scene.answers(person).await;
    }
    let marked = usize::try_from(scene.marked(5).await).unwrap();
    assert_eq!(marked, GROUP);
    app.clock.set(leaves(app, &letters[2]));
    app.run_due().await;
    assert_eq!(queued().await, 13 + 13 - marked, "the group is left out, those after it are not");
    let text = app.letter_to("p12@d12.example.org").await;
    assert!(text.contains("If you have already answered, thank you: please ignore this email."), "{text}");
}
