//! Deleting a partner.

use common_ground::store::{
    agreements, courses, health, invitations,
    keyset::Place,
    people::PersonRole,
    promises::{self, NewPromise, PromiseFilter, PromiseOrigin},
};
use jiff::ToSpan;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    course::course,
    entity::health_round,
    health::Partnership,
    partners::{PAGE, add_contact, add_partner, contact},
    promises::add_promise,
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

#[rocket::async_test]
async fn what_two_sides_have_come_to_goes_with_a_partner_and_the_page_says_so_first() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let oak = add_partner(&app, &trainer, "Oak House", "school").await;
    let first = trainer.get(&format!("{}/delete", elm.page)).await;
    first.says("This also deletes one contact, their course places and its contact log.");
    first.says("Answers and results stay.").never_says("It also deletes").never_says("public page");
    trainer.get(&format!("{oak}/delete")).await.says("This also deletes its contact log.");

    let trainer = elm.checked(&app, |_| 4, |_| 4).await;
    let id = elm.partner(&app).await.id;
    let partner = id.to_string();
    let sheet = format!("{}/agreement", elm.page);
    let says = [("revision", "0"), ("shared_aim", "Every child reads")];
    trainer.post(&format!("{sheet}/edit"), &says).await.leads_to(&sheet);
    add_promise(&trainer, &[("what", "Ring once a month"), ("partner", &partner)]).await;
    let told = add_promise(&trainer, &[("what", "Bring a box of books"), ("partner", &partner)]).await;
    let words = [("what", "Bring a box of books"), ("state", "open"), ("asked", "Books"), ("outcome", "")];
    trainer.post(&format!("{told}/release"), &words).await.leads_to(&told);
    let (course, _) = course(&app, 0).await;
    let action = NewPromise {
        course: Some(course.id),
        partner: Some(id),
        ..NewPromise::new(app.programme.id, PromiseOrigin::Course, "Print the list of books")
    };
    promises::add(app.app.db.write_one(), action).await.unwrap();

    let delete = format!("{}/delete", elm.page);
    let shown = trainer.get(&delete).await;
    shown.says(
        "It also deletes one version of the agreement, two promises and one health check with all answers.",
    );
    shown.says("The public page loses one promise that was released for it.");
    shown.says("One action of a course stays, without the partner’s name.");
    shown.says("Answers and results of all other surveys stay.");
    trainer.post(&delete, &[]).await.leads_to(PAGE);
    let db = app.app.db.read();
    let left = promises::page(db, app.programme.id, PromiseFilter::All, Place::First).await.unwrap();
    let left: Vec<_> = left.rows.iter().map(|one| (&*one.what, one.partner_id)).collect();
    assert_eq!(left, [("Print the list of books", None)]);
    assert!(health::of_programme(db, app.programme.id).await.unwrap().is_empty());
    assert_eq!(health_round::Entity::find().count(db).await.unwrap(), 0);
    assert!(agreements::of_partner(db, id).await.unwrap().is_empty());
}
