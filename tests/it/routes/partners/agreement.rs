//! The agreement with a partner, from a blank sheet to the next version.

mod fill;

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    partners::{add_contact, add_partner, partner},
    visitor::Visitor,
};

async fn elm(app: &TestApp, trainer: &Visitor) -> String {
    let elm = add_partner(app, trainer, "Elm House", "childrens_home").await;
    add_contact(trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    elm
}

fn confirming(dana: &str) -> [(&str, &str); 3] {
    [("name", "Tom Adeyemi"), ("email", "tom@library.example.org"), ("contact", dana)]
}

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one agreement from its first line to its review")]
async fn an_agreement_is_written_confirmed_by_both_sides_and_followed_by_another() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm(&app, &trainer).await;
    let page = format!("{elm}/agreement");
    trainer.get(&elm).await.says("Agreement");
    trainer.get(&page).await.says("There is no agreement with this partner yet").says("Write the agreement");

    let form = trainer.get(&format!("{page}/edit")).await;
    form.says("This is a working agreement, not a legal partnership.").says("What Elm House offers");
    let first = [
        ("revision", "0"),
        ("standing", "This is a working agreement, not a legal partnership."),
        ("shared_aim", "Every child at Elm House has a library card and uses it."),
        ("partner_offers", "A quiet room\nA lift to the library on Thursdays"),
        ("review_on", "2027-03-01"),
    ];
    trainer.post(&format!("{page}/edit"), &first).await.leads_to(&page);
    let shown = trainer.get(&page).await;
    shown.says("The draft was saved").says("A lift to the library on Thursdays").says("On 1 March 2027.");
    shown.says("Nobody has been named who can say yes.").says("15 parts are still empty");

    // Asking: who confirms for each side.
    let dana = crate::support::partners::contact(&app, "dana@elm.example.org").await.id.to_string();
    let send = format!("{page}/send");
    trainer.get(&send).await.says("Dana Whitfield").says("15 parts are still empty");
    trainer.post(&send, &[("name", ""), ("email", "tom@")]).await.has_status(422).says("Select who confirms");
    trainer.post(&send, &confirming(&dana)).await.leads_to(&page);
    trainer.get(&page).await.says("We’re waiting for Dana Whitfield").says("Take it back to change it");
    trainer.post(&send, &confirming(&dana)).await.leads_to(&page);
    app.run_due().await;
    assert_eq!(app.letters().await, 2, "asking twice writes to nobody twice");

    // Dana first wants a change, then confirms; a second click changes nothing.
    let hers = app.link_to("dana@elm.example.org", "/confirm/").await;
    let visitor = app.visitor().await;
    visitor
        .get(&hers)
        .await
        .says("Every child at Elm House")
        .says("You confirm as Dana Whitfield, for Elm House");
    visitor.post(&hers, &[("answer", "object")]).await.has_status(422).says("Write what should change");
    let change = [("answer", "object"), ("objection", "Fridays suit us better.")];
    visitor.post(&hers, &change).await.leads_to(&hers);
    trainer.get(&page).await.says("Dana Whitfield asks for a change").says("Fridays suit us better.");
    let home = trainer.get("/programmes/reading").await;
    home.says("Dana Whitfield asks for a change to the agreement with Elm House");
    visitor.post(&hers, &[("answer", "confirm")]).await.leads_to(&hers);
    visitor
        .get(&hers)
        .await
        .says("You have confirmed this agreement")
        .never_says("Confirm the agreement</button>");
    visitor.get(&hers).await.says("Ask for a change");
    visitor.post(&hers, &[("answer", "confirm")]).await.leads_to(&hers);

    // With the library it holds, and both are told.
    let his = app.link_to("tom@library.example.org", "/confirm/").await;
    app.visitor().await.post(&his, &[("answer", "confirm")]).await.leads_to(&his);
    trainer
        .get(&page)
        .await
        .says("Confirmed by both sides")
        .says("Dana Whitfield confirmed it for Elm House");
    app.run_due().await;
    assert_eq!(app.letters().await, 4);
    let sheet = app.link_to("dana@elm.example.org", "/agreements/").await;
    visitor.get(&sheet).await.says("Both sides have confirmed this.").says("A quiet room");
    let calendar = visitor.get(&format!("{sheet}/review.ics")).await;
    calendar.says("DTSTART;VALUE=DATE:20270301").says("DTEND;VALUE=DATE:20270302");
    visitor.get(&format!("{sheet}/agreement.docx")).await.has_status(200);
    visitor.get(&format!("{sheet}/agreement.pdf")).await.has_status(404);

    // The next version tells what it changes; until it is confirmed the first holds.
    let second = [("revision", "0"), ("shared_aim", "Every child reads."), ("review_on", "2027-03-01")];
    trainer.post(&format!("{page}/edit"), &second).await.leads_to(&page);
    trainer.get(&page).await.says("What this version changes").says("Every child reads.").says("Version 1");
    visitor.get(&sheet).await.says("Both sides have confirmed this.");
    trainer.get(&format!("{page}/versions/1")).await.says("Confirmed by both sides");
    trainer.get(&format!("{page}/versions/7")).await.has_status(404);

    // Four weeks before the review both are reminded, once; after it the home page says so.
    app.wait_days(265);
    app.run_due().await;
    let sent = app.letters().await;
    app.run_due().await;
    assert_eq!(app.letters().await, sent);
    app.letter_saying("dana@elm.example.org", "look at it again by 1 March 2027").await;
    app.wait_days(60);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/reading").await.says("The agreement with Elm House is past its review date");
}

#[rocket::async_test]
async fn what_is_wrong_with_an_agreement_comes_back_with_what_was_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("{}/agreement", elm(&app, &trainer).await);
    let edit = format!("{page}/edit");
    let long = "x".repeat(1_001);
    let reply = trainer.post(&edit, &[("revision", "0"), ("risks", &long), ("review_on", "soon")]).await;
    reply.has_status(422).says("Shorten this to 1000 characters").says("Enter a date").says(&long);
    // Two people at once: the second is told, and keeps what they typed.
    trainer.post(&edit, &[("revision", "0"), ("risks", "Money")]).await.leads_to(&page);
    let reply = trainer.post(&edit, &[("revision", "0"), ("risks", "Time")]).await;
    reply.has_status(422).says("Somebody else saved this agreement meanwhile").says("Time");
    trainer.post(&edit, &[("revision", "1"), ("risks", "Time")]).await.leads_to(&page);
    trainer.get(&page).await.says("Time").never_says("Money");
}

#[rocket::async_test]
async fn a_link_that_was_taken_back_or_made_up_opens_nothing() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm(&app, &trainer).await;
    let page = format!("{elm}/agreement");
    trainer.post(&format!("{page}/edit"), &[("revision", "0"), ("risks", "Money")]).await.leads_to(&page);
    let dana = crate::support::partners::contact(&app, "dana@elm.example.org").await.id.to_string();
    trainer.post(&format!("{page}/send"), &confirming(&dana)).await.leads_to(&page);
    app.run_due().await;
    let hers = app.link_to("dana@elm.example.org", "/confirm/").await;
    let token = hers.trim_start_matches("/confirm/");
    let visitor = app.visitor().await;
    // What confirms does not read, and the other way round.
    visitor.get(&format!("/agreements/{token}")).await.has_status(404);
    trainer.post(&format!("{page}/take-back"), &[]).await.leads_to(&page);
    visitor.get(&hers).await.has_status(404);
    visitor.post(&hers, &[("answer", "confirm")]).await.has_status(404);
    trainer.get(&page).await.says("Draft, changed on");
}

#[rocket::async_test]
async fn an_agreement_outlives_the_contact_who_confirmed_it_and_moves_with_a_merge() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm(&app, &trainer).await;
    let page = format!("{elm}/agreement");
    trainer.post(&format!("{page}/edit"), &[("revision", "0"), ("risks", "Money")]).await.leads_to(&page);
    let dana = crate::support::partners::contact(&app, "dana@elm.example.org").await.id.to_string();
    trainer.post(&format!("{page}/send"), &confirming(&dana)).await.leads_to(&page);
    app.run_due().await;
    let hers = app.link_to("dana@elm.example.org", "/confirm/").await;
    app.visitor().await.post(&hers, &[("answer", "confirm")]).await.leads_to(&hers);
    trainer.post(&format!("/programmes/reading/contacts/{dana}/delete"), &[]).await.has_status(303);
    trainer.get(&elm).await.says("Dana Whitfield was deleted");
    let kept = trainer.get(&page).await;
    kept.says("a former contact confirmed it for Elm House").never_says("Dana Whitfield");

    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    let into = partner(&app, "Oak House").await.id.to_string();
    trainer.post(&format!("{elm}/merge"), &[("into", &into)]).await.leads_to(&oak);
    trainer.get(&format!("{oak}/agreement")).await.says("Money");
}
