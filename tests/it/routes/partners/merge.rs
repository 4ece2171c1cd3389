//! Partners that are one.

use common_ground::{
    store::{
        agreements,
        courses::{self, Course},
        health, invitations,
        people::PersonRole,
    },
    survey::audience::Audience,
};
use jiff::tz::TimeZone;
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

/// The version of the agreement with a partner that is not confirmed yet.
async fn unfinished(app: &TestApp, partner: Uuid) -> String {
    agreements::unfinished(app.app.db.read(), partner).await.unwrap().unwrap().id.to_string()
}

/// “Draft, changed on 3 May 2026”, today.
fn drafted_today(app: &TestApp) -> String {
    format!("Draft, changed on {}", app.now().to_zoned_datetime(TimeZone::UTC).strftime("%-d %B %Y"))
}

async fn partners_at(app: &TestApp, course: &Course) -> Vec<Uuid> {
    courses::partner_ids(app.app.db.read(), course.id).await.unwrap()
}

#[rocket::async_test]
async fn what_two_sides_have_come_to_moves_with_the_partner_and_the_preview_counts_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let home = Partnership::add(&app, &trainer, "Elm House Home").await;
    let (course, _) = course(&app, 0).await;
    let [into, from] = [elm.partner(&app).await.id, home.partner(&app).await.id];
    courses::set_partners(app.app.db.write_one(), course.id, &[from]).await.unwrap();
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

    let kept = unfinished(&app, from).await;
    trainer.post(&merge, &[("into", &into.to_string()), ("keep", &kept)]).await.leads_to(&elm.page);
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
    courses::set_partners(app.app.db.write_one(), course.id, &[into, from]).await.unwrap();
    trainer.post(&format!("{other}/merge"), &[("into", &into.to_string())]).await.has_status(303);
    assert_eq!(partners_at(&app, &course).await, [into]);
}

#[rocket::async_test]
async fn of_two_drafts_the_trainer_chooses_which_to_keep_and_the_other_stays_as_an_earlier_one() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "school").await;
    let home = add_partner(&app, &trainer, "Elm House Home", "school").await;
    let [into, from] = [partner(&app, "Elm House").await.id, partner(&app, "Elm House Home").await.id];
    draft(&trainer, &home, "Every child reads").await;
    let earlier = drafted_today(&app);
    app.wait_days(3);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    draft(&trainer, &elm, "Every child has a card").await;

    let merge = format!("{home}/merge");
    let preview = format!("{merge}?into={into}");
    let shown = trainer.get(&preview).await;
    shown.says("Which agreement do you want to keep?").says(&earlier).says(&drafted_today(&app));
    shown.says("Merge and keep the agreement with Elm House Home").says("as an earlier draft, with its date");
    let fields = [("into", into.to_string()), ("keep", unfinished(&app, into).await)];
    for unsaid in [&fields[..1], &[fields[0].clone(), ("keep", Uuid::new_v4().to_string())]] {
        let unsaid: Vec<(&str, &str)> = unsaid.iter().map(|(name, value)| (*name, &**value)).collect();
        trainer.post(&merge, &unsaid).await.leads_to(&preview);
        trainer.get(&preview).await.says("Nothing was merged. Choose which draft agreement to keep.");
    }
    assert_eq!(partner(&app, "Elm House Home").await.id, from, "nothing was merged");
    let fields = fields.each_ref().map(|(name, value)| (*name, &**value));
    trainer.post(&merge, &fields).await.leads_to(&elm);

    let sheet = format!("{elm}/agreement");
    let shown = trainer.get(&sheet).await;
    shown.says("Every child has a card").says("Version 2");
    shown.says(&earlier.replace("Draft, changed on", "Earlier draft, last changed on"));
    trainer.get(&format!("{sheet}/versions/1")).await.says("Every child reads");
    trainer.get(&elm).await.says("Earlier draft, never confirmed");
    trainer.get(&format!("{sheet}/edit")).await.says("Every child has a card");
}

#[rocket::async_test]
async fn an_agreement_that_was_sent_and_is_put_aside_can_be_confirmed_no_more() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let home = Partnership::add(&app, &trainer, "Elm House Home").await;
    let [into, from] = [elm.partner(&app).await.id, home.partner(&app).await.id];
    draft(&trainer, &elm.page, "Every child has a card").await;
    draft(&trainer, &home.page, "Every child reads").await;
    let dana = contact(&app, &elm.theirs).await.id.to_string();
    let asked = [("name", "Tom Adeyemi"), ("email", "tom@library.example.org"), ("contact", &*dana)];
    trainer.post(&format!("{}/agreement/send", elm.page), &asked).await.has_status(303);
    app.run_due().await;
    let hers = app.link_to(&elm.theirs, "/confirm/").await;
    let visitor = app.visitor().await;
    visitor.get(&hers).await.has_status(200).says("Every child has a card");

    let kept = unfinished(&app, from).await;
    let into = into.to_string();
    let fields = [("into", &*into), ("keep", &*kept)];
    trainer.post(&format!("{}/merge", home.page), &fields).await.leads_to(&elm.page);
    visitor.get(&hers).await.has_status(404);
    let shown = trainer.get(&format!("{}/agreement", elm.page)).await;
    shown.says("Every child reads").says("Earlier draft").says("Ask both sides to confirm");
}

#[rocket::async_test]
async fn a_draft_of_the_partner_that_stays_is_still_the_latest_version_after_a_merge() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "school").await;
    let home = Partnership::add(&app, &trainer, "Elm House Home").await;
    draft(&trainer, &home.page, "Every child reads").await;
    let dana = contact(&app, &home.theirs).await.id.to_string();
    let asked = [("name", "Tom Adeyemi"), ("email", "tom@library.example.org"), ("contact", &*dana)];
    trainer.post(&format!("{}/agreement/send", home.page), &asked).await.has_status(303);
    app.run_due().await;
    for address in [&*home.theirs, "tom@library.example.org"] {
        let link = app.link_to(address, "/confirm/").await;
        app.visitor().await.post(&link, &[("answer", "confirm")]).await.leads_to(&link);
    }
    draft(&trainer, &elm, "Every child has a card").await;
    let into = partner(&app, "Elm House").await.id.to_string();
    let merge = format!("{}/merge", home.page);
    let shown = trainer.get(&format!("{merge}?into={into}")).await;
    shown.says("come before the latest version with Elm House, which isn’t confirmed yet");
    shown.never_says("Which agreement do you want to keep?");
    trainer.post(&merge, &[("into", &into)]).await.leads_to(&elm);
    let shown = trainer.get(&format!("{elm}/agreement")).await;
    shown.says("Every child has a card").says("Version 2").says("Confirmed by both sides");
}

#[rocket::async_test]
async fn partners_with_an_open_health_check_each_are_merged_once_one_is_over() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let home = Partnership::add(&app, &trainer, "Elm House Home").await;
    let into = elm.partner(&app).await.id;
    home.start(&trainer).await;
    let preview = format!("{}/merge?into={into}", home.page);
    trainer.get(&preview).await.says("Health checks moved: one").says("Merge into Elm House</button>");
    elm.start(&trainer).await;

    let (merge, chosen) = (format!("{}/merge", home.page), into.to_string());
    let fields = [("into", &*chosen)];
    let shown = trainer.get(&preview).await;
    shown.says("You can’t merge these partners yet. Both have an open health check");
    shown.says("Health of the partnership with Elm House Home").never_says("Merge into Elm House</button>");
    trainer.post(&merge, &fields).await.leads_to(&preview);
    trainer.get(&preview).await.says("Nothing was merged, because both partners have an open health check.");
    trainer.post(&format!("{}/cancel", elm.health), &[]).await.leads_to(&elm.health);
    trainer.post(&merge, &fields).await.leads_to(&elm.page);
    assert_eq!(health::of_partner(app.app.db.read(), into).await.unwrap().len(), 1);
}
