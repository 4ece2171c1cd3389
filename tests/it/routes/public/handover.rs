//! The page for a contact who takes over: what was agreed and promised, line by line.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    elm_house::{DANA, KOFI, agreed, asked_to_agree, elm_house, hands_over, own_page},
    partners::contact,
};

const SAYS: [(&str, &str); 2] = [("risks", "Money"), ("partner_offers", "A quiet room")];

#[rocket::async_test]
async fn whoever_took_over_from_nobody_has_nothing_to_go_through() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let page = own_page(&app, &trainer, &elm).await;
    let (visitor, handover) = (app.visitor().await, format!("{page}/handover"));
    visitor.get(&page).await.never_says(&handover);
    visitor.get(&handover).await.leads_to(&page);
    visitor.post(&handover, &[("wish", "A call")]).await.leads_to(&page);
    trainer.get(&elm).await.never_says("A call");
    for nobody in ["/p/nonsense/handover".to_owned(), format!("{page}x/handover")] {
        visitor.get(&nobody).await.has_status(404);
        visitor.post(&nobody, &[]).await.has_status(404);
    }
}

#[rocket::async_test]
async fn each_line_needs_an_answer_and_what_was_said_of_the_others_comes_back() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &SAYS).await;
    agreed(&app).await;
    hands_over(&app, &trainer, &elm).await;
    let page = app.link_to(KOFI, "/p/").await;
    let visitor = app.visitor().await;
    let asked = visitor.get(&page).await;
    asked.has_status(200).says("You’ve taken over from Dana Whitfield").says("Our whole agreement");
    asked.says("What could go wrong").says("Still right").says("Let’s talk about this").never_says(DANA);
    let long = "x".repeat(501);
    let said = [("agreed_risks", "talk"), ("agreed_partner_offers", "perhaps"), ("wish", &*long)];
    let wrong = visitor.post(&page, &said).await;
    wrong.has_status(422).says("There is a problem").says("Shorten this to 500 characters").says(&long);
    wrong.says("Say whether this is still right: What Elm House offers");
    wrong.never_says("Say whether this is still right: What could go wrong");
    wrong.says("name=\"agreed_risks\" value=\"talk\" checked");
    trainer.get(&elm).await.says("haven’t gone through").never_says("lines are still right");
    visitor.post_from_elsewhere(&page, &[]).await.has_status(403);

    let said = [("agreed_risks", "talk"), ("agreed_partner_offers", "right")];
    let own = page.trim_end_matches("/handover");
    visitor.get(own).await.says("See what we’ve agreed");
    visitor.post(&page, &said).await.leads_to(own);
    visitor.get(&page).await.says("You went through this on 21 May 2026.").never_says("Send to the library");
    trainer.get(&elm).await.says("1 of 2 lines are still right");
}

#[rocket::async_test]
async fn where_nothing_was_written_down_the_successor_can_still_say_what_they_wish() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    hands_over(&app, &trainer, &elm).await;
    let page = app.link_to(KOFI, "/p/").await;
    let visitor = app.visitor().await;
    let asked = visitor.get(&page).await;
    asked
        .says("Welcome to reading and Elm House haven’t written anything down yet, and nothing is promised.");
    asked.never_says("Our whole agreement");
    let own = page.trim_end_matches("/handover");
    let sent = visitor.post(&page, &[("wish", "A call on Fridays")]).await;
    sent.leads_to(own);
    visitor.follow(&sent).await.says("Thank you. The library sees what you said.");
    trainer.get(&elm).await.says("A call on Fridays");
    // Once they have left themselves, nothing of it opens any more.
    let kofi = contact(&app, KOFI).await.id;
    trainer.post(&format!("/programmes/reading/contacts/{kofi}/delete"), &[]).await.has_status(303);
    visitor.get(&page).await.has_status(404);
}
