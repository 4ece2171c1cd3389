//! The page on which one side confirms an agreement, or says what should change first.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    elm_house::{DANA, TOM, agreed, asked_to_agree, elm_house},
    visitor::Visitor,
};

const CONFIRM: [(&str, &str); 1] = [("answer", "confirm")];

/// A service on which both sides of an agreement are asked, with a trainer and the address of the partner.
async fn asked() -> (TestApp, Visitor, String) {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &[("risks", "Money")]).await;
    (app, trainer, elm)
}

#[rocket::async_test]
async fn each_side_confirms_by_a_link_of_its_own_and_is_told_whom_it_waits_for() {
    let (app, trainer, elm) = asked().await;
    let hers = app.link_to(DANA, "/confirm/").await;
    let visitor = app.visitor().await;
    let page = visitor.get(&hers).await;
    page.has_status(200).says("Elm House and Welcome to reading want to work together as it says here.");
    page.says("You confirm as Dana Whitfield, for Elm House").says("Ask for a change instead").says("Money");
    // Looking at it confirms nothing: programs that check emails open links.
    trainer.get(&format!("{elm}/agreement")).await.says("We’re waiting for Dana Whitfield");

    let done = visitor.post(&hers, &CONFIRM).await;
    done.leads_to(&hers);
    let page = visitor.follow(&done).await;
    page.says("Thank you. You have confirmed the agreement.");
    page.says("You have confirmed this agreement. We’re waiting for Welcome to reading.");
    page.never_says("Confirm the agreement</button>");

    let his = app.link_to(TOM, "/confirm/").await;
    let tom = app.visitor().await;
    tom.get(&his).await.says("You confirm as Tom Adeyemi, for Welcome to reading");
    let done = tom.post(&his, &CONFIRM).await;
    done.leads_to(&his);
    tom.follow(&done).await.says("Thank you. Both sides have now confirmed the agreement.");
    visitor.get(&hers).await.says("Both sides have confirmed this agreement.");
    trainer.get(&format!("{elm}/agreement")).await.says("Confirmed by both sides on 21 May 2026");
}

#[rocket::async_test]
async fn what_should_change_is_kept_when_it_is_too_long_and_can_be_said_while_the_agreement_holds() {
    let (app, trainer, elm) = asked().await;
    let hers = app.link_to(DANA, "/confirm/").await;
    let visitor = app.visitor().await;
    let long = "x".repeat(1_001);
    let wrong = visitor.post(&hers, &[("answer", "object"), ("objection", &long)]).await;
    wrong.has_status(422).says("There is a problem").says("Shorten this to 1000 characters").says(&long);
    trainer.get(&format!("{elm}/agreement")).await.never_says("asks for a change");
    agreed(&app).await;
    let wish = [("answer", "object"), ("objection", "Fridays suit us better.")];
    let said = visitor.post(&hers, &wish).await;
    said.leads_to(&hers);
    let page = visitor.follow(&said).await;
    page.says("Thank you. The library will see what you wrote.").says("Fridays suit us better.");
    // It holds all the same.
    let page = trainer.get(&format!("{elm}/agreement")).await;
    page.says("Confirmed by both sides")
        .says("Dana Whitfield asks for a change")
        .says("Fridays suit us better.");
}

#[rocket::async_test]
async fn nothing_is_confirmed_or_asked_of_a_version_that_a_later_one_replaced() {
    let (app, trainer, elm) = asked().await;
    let hers = app.link_to(DANA, "/confirm/").await;
    agreed(&app).await;
    asked_to_agree(&app, &trainer, &elm, &[("risks", "Time")]).await;
    agreed(&app).await;
    let visitor = app.visitor().await;
    let page = visitor.get(&hers).await;
    page.has_status(200).says("A later version has replaced this one.").says("Money");
    page.never_says("Ask for a change").never_says("Confirm the agreement");
    let wish = [("answer", "object"), ("objection", "Fridays suit us better.")];
    for answer in [&CONFIRM[..], &wish] {
        visitor.post(&hers, answer).await.leads_to(&hers);
    }
    trainer.get(&format!("{elm}/agreement")).await.says("Time").never_says("Fridays suit us better.");
}

#[rocket::async_test]
async fn no_other_link_confirms_and_no_page_of_somebody_else_does() {
    let (app, trainer, elm) = asked().await;
    let hers = app.link_to(DANA, "/confirm/").await;
    let visitor = app.visitor().await;
    let sheet = trainer.get(&format!("{elm}/agreement")).await;
    let sheet = sheet.body.split_once("/agreements/").unwrap().1.split('"').next().unwrap();
    for address in ["/confirm/nonsense".to_owned(), format!("/confirm/{sheet}"), format!("{hers}x")] {
        visitor.get(&address).await.has_status(404).never_says("Money");
        visitor.post(&address, &CONFIRM).await.has_status(404);
    }
    visitor.post_from_elsewhere(&hers, &CONFIRM).await.has_status(403);
    trainer.get(&format!("{elm}/agreement")).await.says("We’re waiting for Dana Whitfield");
}
