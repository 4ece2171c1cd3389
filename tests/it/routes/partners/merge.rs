//! Partners that are one.

use common_ground::{
    store::{
        courses::{self, Course},
        health, invitations,
        people::PersonRole,
    },
    survey::audience::Audience,
};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    course::course,
    health::Partnership,
    partners::{PAGE, add_contact, add_partner, contact, partner},
    promises::add_promise,
    visitor::Visitor,
};

#[rocket::async_test]
async fn partners_that_look_alike_are_suggested_and_one_is_merged_into_the_other() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let other = add_partner(&app, &trainer, "Elm House Home", "childrens_home").await;
    add_partner(&app, &trainer, "Open Door", "charity").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    add_contact(&trainer, &other, "Kofi Mensah", "kofi@elm.example.org").await;
    let there = partner(&app, "Elm House Home").await.id;
    let db = app.app.db.write_one();
    let kofi = contact(&app, "kofi@elm.example.org").await.id;
    let round = app.round("partner_expect", |_| {}).await;
    let id = Uuid::new_v4();
    invitations::invite(db, id, round.id, kofi, "t".into(), round.closes_at).await.unwrap();
    let fields = [("day", "2026-05-20"), ("by", "Tom"), ("about", "The summer visit")];
    trainer.post(&format!("{other}/heard"), &fields).await.has_status(303);

    let alike = trainer.get(&format!("{PAGE}/alike")).await;
    alike.says("Two partners are similar").says("Elm House and Elm House Home").never_says("Open Door");
    let into = partner(&app, "Elm House").await.id.to_string();
    let merge = format!("{other}/merge");
    trainer.get(&merge).await.says("Which partner do you want to merge Elm House Home into?");
    let preview = trainer.get(&format!("{merge}?into={into}")).await;
    preview.says("These move to Elm House: Kofi Mensah.").says("Invitations kept: one");
    trainer.get(&format!("{merge}?into={there}")).await.has_status(404);
    trainer.post(&merge, &[("into", &there.to_string())]).await.has_status(404);
    trainer.post(&merge, &[("into", "nonsense")]).await.has_status(404);
    trainer.post(&merge, &[("into", &into)]).await.leads_to(&elm);
    trainer
        .get(&elm)
        .await
        .says("Elm House Home is now part of Elm House")
        .says("Kofi Mensah")
        .says("The summer visit");
    trainer.post(&merge, &[("into", &into)]).await.has_status(404);
    let kept = contact(&app, "kofi@elm.example.org").await;
    assert_eq!(kept.partner_id.map(|id| id.to_string()), Some(into));
    let invitation = invitations::find(app.app.db.read(), id).await.unwrap().unwrap();
    assert_eq!(invitation.contact_id, kept.id, "the invitation is kept");
    trainer.get(&format!("{PAGE}/alike")).await.says("No similar partners");
}

#[rocket::async_test]
async fn whoever_had_answered_before_their_partner_was_merged_has_answered_after_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let other = add_partner(&app, &trainer, "Elm House Home", "childrens_home").await;
    add_contact(&trainer, &other, "Kofi Mensah", "kofi@elm.example.org").await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let link = format!("/i/{}", app.invite(&round, "kofi@elm.example.org").await);
    let fields = [("action", "submit"), ("answers[partner_kind]", "school")];
    app.visitor().await.post(&link, &fields).await.has_status(303);
    // Too few have answered for the mark of his link to be written: it waits.
    let (_, used) = invitations::count(app.app.db.read(), round.id).await.unwrap();
    assert_eq!(used, 0);

    let into = partner(&app, "Elm House").await.id.to_string();
    trainer.post(&format!("{other}/merge"), &[("into", &into)]).await.leads_to(&elm);
    let visitor = app.visitor().await;
    visitor.get(&link).await.has_status(410).says("This link has already been used");
    visitor.post(&link, &fields).await.has_status(410);
}

/// Drafts an agreement with the partner of that page.
async fn draft(trainer: &Visitor, page: &str, says: &str) {
    let sheet = format!("{page}/agreement");
    let fields = [("revision", "0"), ("shared_aim", says)];
    trainer.post(&format!("{sheet}/edit"), &fields).await.leads_to(&sheet);
}

async fn partners_at(app: &TestApp, course: &Course) -> Vec<Uuid> {
    courses::present(app.app.db.read(), course.id).await.unwrap()
}

#[rocket::async_test]
async fn what_two_sides_have_come_to_moves_with_the_partner_and_the_preview_counts_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let home = Partnership::add(&app, &trainer, "Elm House Home").await;
    let (course, _) = course(&app, 0).await;
    let [into, from] = [elm.partner(&app).await.id, home.partner(&app).await.id];
    courses::meet(app.app.db.write_one(), course.id, &[from]).await.unwrap();
    let trainer = home.checked(&app, |_| 4, |_| 4).await;
    home.plan(&app, &trainer, ("6", "2026-12-01")).await;
    draft(&trainer, &home.page, "Every child reads").await;
    add_promise(&trainer, &[("what", "Bring a box of books"), ("partner", &from.to_string())]).await;

    let merge = format!("{}/merge", home.page);
    let preview = format!("{merge}?into={into}");
    let counted = "Versions of the agreement moved: one. Promises moved: one. Health checks moved: one.";
    let shown = trainer.get(&preview).await;
    shown.says(counted).says("Its regular health checks go on with Elm House.");
    shown.never_says("come after those");
    draft(&trainer, &elm.page, "Every child has a card").await;
    elm.plan(&app, &trainer, ("12", "2027-01-15")).await;
    let shown = trainer.get(&preview).await;
    shown.says(counted).says("Its versions of the agreement come after those of Elm House.");
    shown.says("Its regular health checks end; those of Elm House go on.");
    elm.plan(&app, &trainer, ("0", "")).await;

    trainer.post(&merge, &[("into", &into.to_string())]).await.leads_to(&elm.page);
    let shown = trainer.get(&elm.page).await;
    shown.says("Bring a box of books").says("Elm House: next health check on 1 December 2026");
    trainer.get(&format!("{}/agreement", elm.page)).await.says("Every child reads");
    trainer.get(&elm.health).await.says("Dana Whitfield, 1 of 1 asked");
    assert_eq!(partners_at(&app, &course).await, [into], "it was at the course");
    assert_eq!(health::of_partner(app.app.db.read(), into).await.unwrap().len(), 1);
}

#[rocket::async_test]
async fn a_course_that_both_came_to_has_the_merged_partner_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add_partner(&app, &trainer, "Elm House", "school").await;
    let other = add_partner(&app, &trainer, "Elm House Home", "school").await;
    let [into, from] = [partner(&app, "Elm House").await.id, partner(&app, "Elm House Home").await.id];
    let (course, _) = course(&app, 0).await;
    courses::meet(app.app.db.write_one(), course.id, &[into, from]).await.unwrap();
    trainer.post(&format!("{other}/merge"), &[("into", &into.to_string())]).await.has_status(303);
    assert_eq!(partners_at(&app, &course).await, [into]);
}
