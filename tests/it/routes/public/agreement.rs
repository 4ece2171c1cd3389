//! An agreement behind its link, to read, to print and to take away.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    elm_house::{DANA, agreed, asked_to_agree, elm_house},
    planning::between,
    visitor::Visitor,
};

const SAYS: [(&str, &str); 3] = [
    ("shared_aim", "Every child has a library card."),
    ("partner_offers", "A quiet room\nA lift"),
    ("review_on", "2027-03-01"),
];

/// The link that staff pass on.
async fn sheet(trainer: &Visitor, elm: &str) -> String {
    let page = trainer.get(&format!("{elm}/agreement")).await;
    format!("/agreements/{}", between(&page, "/agreements/", "\""))
}

#[rocket::async_test]
async fn whoever_has_the_link_reads_what_the_agreement_says_now() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let draft = [("revision", "0"), ("shared_aim", "Every child reads.")];
    trainer.post(&format!("{elm}/agreement/edit"), &draft).await.has_status(303);
    let link = sheet(&trainer, &elm).await;
    let visitor = app.visitor().await;
    visitor.get(&link).await.has_status(200).says("This is a draft. It can still change.");

    let said: Vec<(&str, &str)> = [("revision", "1")].into_iter().chain(SAYS).collect();
    trainer.post(&format!("{elm}/agreement/edit"), &said).await.has_status(303);
    visitor.get(&link).await.says("Every child has a library card.").never_says("Every child reads.");
}

#[rocket::async_test]
async fn the_sheet_names_who_confirmed_and_nobody_who_is_only_asked() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &SAYS).await;
    let link = sheet(&trainer, &elm).await;
    let visitor = app.visitor().await;
    let sent = visitor.get(&link).await;
    sent.has_status(200).says("Agreement between Welcome to reading and Elm House");
    sent.says("This has been sent to both sides to confirm.").says("Elm House has not confirmed it yet.");
    sent.never_says("Dana Whitfield").never_says("Tom Adeyemi").never_says(DANA);

    agreed(&app).await;
    let shown = visitor.get(&link).await;
    shown.says("Both sides have confirmed this.").says("<li>A lift</li>").says("On 1 March 2027.");
    shown.says("Dana Whitfield confirmed it for Elm House on 21 May 2026.").never_says(DANA);
    let word = visitor.get(&format!("{link}/agreement.docx")).await;
    let disposition = word.has_status(200).header("Content-Disposition").unwrap();
    assert_eq!(disposition, "attachment; filename=\"agreement.docx\"");
    shown.says(&format!("{link}/review.ics"));
    visitor.get(&format!("{link}/review.ics")).await.has_status(200).says("DTSTART;VALUE=DATE:20270301");
}

#[rocket::async_test]
async fn a_version_that_another_one_replaced_says_so_and_without_a_day_there_is_nothing_for_a_calendar() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &SAYS).await;
    agreed(&app).await;
    let first = sheet(&trainer, &elm).await;
    asked_to_agree(&app, &trainer, &elm, &[("shared_aim", "Every child reads.")]).await;
    let visitor = app.visitor().await;
    visitor.get(&first).await.says("Both sides have confirmed this.");
    agreed(&app).await;
    let old = visitor.get(&first).await;
    old.has_status(200).says("A later version has replaced this one.").says("Version 1");
    old.says("Every child has a library card.");

    let second = app.link_to(DANA, "/agreements/").await;
    assert_ne!(second, first, "each version has a link of its own");
    let new = visitor.get(&second).await;
    new.has_status(200).says("Every child reads.").says("No date has been agreed.");
    new.never_says("Add the review to your calendar").never_says("review.ics");
    visitor.get(&format!("{second}/review.ics")).await.has_status(404);
}

#[rocket::async_test]
async fn a_link_or_a_file_that_somebody_made_up_is_not_there() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &SAYS).await;
    let link = sheet(&trainer, &elm).await;
    let confirms = app.link_to(DANA, "/confirm/").await.replace("/confirm/", "/agreements/");
    let visitor = app.visitor().await;
    for address in ["/agreements/nonsense", &confirms, &format!("{link}x"), &format!("{link}/agreement.pdf")]
    {
        visitor.get(address).await.has_status(404).never_says("Every child has a library card.");
    }
    visitor.get(&format!("{confirms}/agreement.docx")).await.has_status(404);
}
