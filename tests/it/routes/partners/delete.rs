//! Deleting a partner.

use common_ground::store::{courses, invitations, people::PersonRole};
use jiff::ToSpan;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner, contact},
};

#[rocket::async_test]
async fn a_partner_is_deleted_unless_a_course_to_come_expects_somebody_of_theirs() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let starts = app.now() + 24.hours();
    let course = courses::Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: "Pilot course 5".to_owned(),
        place: String::new(),
        starts_at: starts,
        ends_at: starts + 6.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: starts + 240.hours(),
        trainers: String::new(),
        state: courses::CourseState::Planned,
        frozen_at: None,
    };
    courses::add(app.app.db.write_one(), &course).await.unwrap();
    let round = app.round("partner_expect", |_| {}).await;
    let purpose = courses::RoundPurpose::PartnerExpectation;
    courses::attach(app.app.db.write_one(), course.id, round.id, purpose).await.unwrap();
    let person = contact(&app, "dana@elm.example.org").await.id;
    let until = round.closes_at;
    let id = Uuid::new_v4();
    invitations::invite(app.app.db.write_one(), id, round.id, person, "t".into(), until).await.unwrap();
    let delete = format!("{elm}/delete");
    trainer.get(&delete).await.says("Elm House cannot be deleted yet").says("Pilot course 5");
    trainer.post(&delete, &[]).await.has_status(422).says("Pilot course 5");
    app.wait_days(2);
    trainer.get(&delete).await.says("Delete Elm House?").says("one contact, their one personal link");
    trainer.post(&delete, &[]).await.leads_to(PAGE);
    trainer.get(PAGE).await.says("Elm House was deleted").says("No partners yet");
    assert!(invitations::find(app.app.db.read(), id).await.unwrap().is_none());
}
