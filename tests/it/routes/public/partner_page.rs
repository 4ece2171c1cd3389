//! A partner's own page: what waits, what was promised, who the contacts are.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    elm_house::{DANA, TOM, agreed, asked_to_agree, elm_house, own_page},
    partners::{add_contact, add_partner, contact, partner},
    promises::add_promise,
};

#[rocket::async_test]
async fn the_page_begins_with_nothing_and_then_shows_what_each_side_said_it_would_do() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let page = own_page(&app, &trainer, &elm).await;
    let visitor = app.visitor().await;
    let shown = visitor.get(&page).await;
    shown.has_status(200).says("Welcome to reading and Elm House").says("This page is for Dana Whitfield");
    shown.says("Nothing is waiting for you.").says("There is no confirmed agreement yet.");
    shown.says("Nothing yet. Ask the library for what you need.").never_says("How it is going");

    let (id, dana) = (partner(&app, "Elm House").await.id.to_string(), contact(&app, DANA).await.id);
    let ours =
        [("what", "A box of 40 books"), ("who", "Tom Adeyemi"), ("by", "2026-05-20"), ("partner", &*id)];
    add_promise(&trainer, &ours).await;
    let owner = format!("contact:{dana}");
    let theirs = [("what", "Drive the van"), ("owner", &*owner), ("by", "2026-06-20"), ("partner", &*id)];
    let theirs = add_promise(&trainer, &theirs).await;
    let shown = visitor.get(&page).await;
    let (library, partner) = shown.body.split_once("What you said you would do").unwrap();
    assert!(library.contains("A box of 40 books") && library.contains("Overdue"), "{library}");
    assert!(partner.contains("Drive the van") && !partner.contains("A box of 40 books"), "{partner}");
    // Whose it is says there how it stands.
    let own = format!("{page}/promises/{}", theirs.rsplit('/').next().unwrap());
    shown.says(&own);
    visitor.get(&own).await.has_status(200).says("Drive the van");
}

#[rocket::async_test]
async fn an_agreement_waits_on_the_page_until_it_is_confirmed_and_then_stands_there() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let page = own_page(&app, &trainer, &elm).await;
    asked_to_agree(&app, &trainer, &elm, &[("risks", "Money"), ("review_on", "2027-03-01")]).await;
    let confirm = app.link_to(DANA, "/confirm/").await;
    let visitor = app.visitor().await;
    visitor.get(&page).await.says("Confirm our agreement").says(&confirm).never_says("Our agreement</a>");
    agreed(&app).await;
    let shown = visitor.get(&page).await;
    shown.says("Our agreement</a>").never_says("Confirm our agreement");
    shown.says("Confirmed on 21 May 2026. We look at it again on 1 March 2027.");
    shown.never_says(TOM).never_says(DANA);
}

#[rocket::async_test]
async fn what_has_changed_is_told_to_the_library_and_kept_when_it_is_too_long() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let page = own_page(&app, &trainer, &elm).await;
    let (visitor, changes) = (app.visitor().await, format!("{page}/changes"));
    let long = "x".repeat(501);
    let wrong = visitor.post(&changes, &[("changes", &long)]).await;
    wrong.has_status(422).says("There is a problem").says("Shorten this to 500 characters").says(&long);
    wrong.says("This page is for Dana Whitfield");
    visitor.post(&changes, &[]).await.has_status(422).says("Write what has changed");
    trainer.get(&elm).await.never_says("by their own page");
    visitor.post_from_elsewhere(&changes, &[("changes", "We have moved")]).await.has_status(403);
    let told = visitor.post(&changes, &[("changes", "We have moved")]).await;
    told.leads_to(&page);
    visitor.follow(&told).await.says("Thank you. The library will see this.");
    trainer.get(&elm).await.says("We have moved").says("by their own page");
}

#[rocket::async_test]
async fn a_link_ends_after_a_month_and_with_its_contact_and_opens_no_other_partner() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = elm_house(&app, &trainer).await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &oak, "Ola Berg", "ola@oak.example.org").await;
    let ola = contact(&app, "ola@oak.example.org").await.id.to_string();
    trainer.post(&format!("{oak}/page"), &[("contact", &ola)]).await.has_status(303);
    let (hers, theirs) =
        (own_page(&app, &trainer, &elm).await, app.link_to("ola@oak.example.org", "/p/").await);
    let visitor = app.visitor().await;
    visitor.get(&theirs).await.has_status(200).says("Oak House").never_says("Dana Whitfield");
    let dana = contact(&app, DANA).await.id;
    trainer.post(&format!("/programmes/reading/contacts/{dana}/delete"), &[]).await.has_status(303);
    for address in [&*hers, "/p/nonsense"] {
        visitor.get(address).await.has_status(404).never_says("Elm House");
        let changes = [("changes", "We have moved")];
        visitor.post(&format!("{address}/changes"), &changes).await.has_status(404);
    }
    app.wait_days(29);
    visitor.get(&theirs).await.has_status(200);
    app.wait_days(2);
    visitor.get(&theirs).await.has_status(404);
}
