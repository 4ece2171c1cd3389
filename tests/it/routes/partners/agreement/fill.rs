//! Filling in an agreement from what was offered and asked.

use common_ground::{
    store::{close, people::PersonRole, rounds::Round},
    survey::round::Side,
};
use common_ground_reports::small_numbers::MinGroup;

use crate::support::{
    app::TestApp,
    board::Workshop,
    partners::{add_contact, add_partner, contact, partner},
    planning::{filled, plan},
};

/// A workshop that Elm House came to, with one pair that a person confirmed.
async fn workshop(app: &TestApp) -> (Workshop<'_>, String) {
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(app, &trainer, "Elm House", "childrens_home").await;
    let id = partner(app, "Elm House").await.id.to_string();
    let mut form = filled();
    form.push(("partners", &id));
    let (course, _) = plan(app, &trainer, &form).await;
    let room = Workshop::of(app, trainer, course).await;
    room.agrees(2, &[("library", "Access to networks\nRooms"), ("partner", "Enthusiasm")]).await;
    room.agrees(4, &[("partner", "Access to a network\nFunding"), ("library", "Enthusiasm!")]).await;
    let pair = (room.card(2, "Access to networks").await, room.card(4, "Access to a network").await);
    let meet = [("act", "meet"), ("offering", "library"), ("offered", &*pair.0), ("wanted", &*pair.1)];
    room.trainer.post(&format!("{}/offered-and-wanted", room.desk), &meet).await.has_status(303);
    (room, elm)
}

#[rocket::async_test]
async fn pairs_of_the_workshop_fill_both_columns_and_nothing_is_overwritten() {
    let app = TestApp::start().await;
    let (room, elm) = workshop(&app).await;
    let (trainer, page) = (&room.trainer, format!("{elm}/agreement"));
    trainer.get(&page).await.says("Fill in from what was offered and asked");
    let fill = format!("{page}/fill");
    let shown = trainer.get(&fill).await;
    shown.says("Access to networks (from the workshop)").says("Access to a network (from the workshop)");
    // Only what a person said meets.
    shown.never_says("Funding").never_says("Rooms");
    trainer.post(&fill, &[]).await.has_status(422).says("Select what to add");

    let own = [("revision", "0"), ("library_offers", "A box of 40 books"), ("risks", "Money")];
    trainer.post(&format!("{page}/edit"), &own).await.leads_to(&page);
    trainer.get(&fill).await.says("It says now: A box of 40 books");
    let chosen = [("library_offers", "Access to networks"), ("partner_hopes", "Access to a network")];
    trainer.post(&fill, &chosen).await.leads_to(&format!("{page}/edit"));
    let kept = trainer.get(&format!("{page}/edit")).await;
    kept.says("The lines were added to the draft")
        .says("A box of 40 books\nAccess to networks")
        .says("Money");
    // What is there is not proposed again, and made-up lines are not kept.
    trainer.get(&fill).await.leads_to(&page);
    trainer.get(&page).await.says("There’s nothing to fill in yet");
    trainer.post(&fill, &[("library_offers", "A million pounds")]).await.has_status(422);
    trainer.get(&page).await.never_says("A million pounds");
}

#[rocket::async_test]
async fn another_partners_workshop_fills_nothing_and_busy_times_are_filled_in_too() {
    let app = TestApp::start().await;
    let (room, _) = workshop(&app).await;
    let trainer = &room.trainer;
    let oak = add_partner(&app, trainer, "Oak House", "childrens_home").await;
    let fill = format!("{oak}/agreement/fill");
    trainer.get(&fill).await.leads_to(&format!("{oak}/agreement"));
    let past = [("from", "2026-01-10"), ("to", "2026-01-20"), ("why", "Stocktaking")];
    let exams = [("from", "2026-06-10"), ("to", "2026-06-20"), ("why", "Exam weeks")];
    for times in [past, exams] {
        trainer.post(&format!("{oak}/busy"), &times).await.has_status(303);
    }
    trainer.get(&fill).await.says("Exam weeks: 10 June 2026 to 20 June 2026").never_says("Stocktaking");
    let chosen = [("busy_times", "Exam weeks: 10 June 2026 to 20 June 2026")];
    trainer.post(&fill, &chosen).await.leads_to(&format!("{oak}/agreement/edit"));
    trainer.get(&format!("{oak}/agreement")).await.says("Exam weeks: 10 June 2026 to 20 June 2026");
}

async fn answered(app: &TestApp, survey: &str, group: &str, side: Side, point: u8) -> Round {
    let round = app.round(survey, |round| round.side = side).await;
    app.answers(&round, group, 6, point).await;
    close::close(&app.app.db, round.id, true, &[], MinGroup::default()).await.unwrap();
    round
}

#[rocket::async_test]
async fn surveys_propose_what_is_clearly_offered_and_hoped_for() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let fill = format!("{elm}/agreement/fill");
    answered(&app, "staff_offer", "front_line", Side::Library, 3).await;
    answered(&app, "partner_expect", "school", Side::Partner, 5).await;
    let shown = trainer.get(&fill).await;
    shown.says("What Elm House hopes to get").says("(from surveys of all partners)");
    // Staff did not say clearly that they offer anything.
    shown.never_says("What Welcome to reading offers");
}

#[rocket::async_test]
async fn a_version_that_waits_to_be_confirmed_is_not_filled_in() {
    let app = TestApp::start().await;
    let (room, elm) = workshop(&app).await;
    let trainer = &room.trainer;
    add_contact(trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let page = format!("{elm}/agreement");
    trainer.post(&format!("{page}/edit"), &[("revision", "0"), ("risks", "Money")]).await.leads_to(&page);
    let dana = contact(&app, "dana@elm.example.org").await.id.to_string();
    let both = [("name", "Tom"), ("email", "tom@library.example.org"), ("contact", &*dana)];
    trainer.post(&format!("{page}/send"), &both).await.leads_to(&page);
    let chosen = [("library_offers", "Access to networks")];
    trainer.post(&format!("{page}/fill"), &chosen).await.leads_to(&page);
    trainer.get(&page).await.says("waiting to be confirmed. Take it back").never_says("Access to networks");
}
