//! The health of a partnership on the partner's own page.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    health::{Partnership, answer},
    partners::contact,
    visitor::Visitor,
};

/// The link to the own page of the contact of a partnership.
async fn own_page(app: &TestApp, trainer: &Visitor, partnership: &Partnership) -> String {
    let contact = contact(app, &partnership.theirs).await.id.to_string();
    trainer.post(&format!("{}/page", partnership.page), &[("contact", &contact)]).await.has_status(303);
    app.link_to(&partnership.theirs, "/p/").await
}

#[rocket::async_test]
async fn a_check_that_is_sealed_shows_nothing_to_the_partner_who_has_answered_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let page = own_page(&app, &trainer, &elm).await;
    let (visitor, health) = (app.visitor().await, format!("{page}/health"));
    let nothing = visitor.get(&health).await;
    nothing.leads_to(&page);
    visitor.follow(&nothing).await.says("There is nothing to see of a health check yet.");
    elm.start(&trainer).await;
    for days in [0, 8] {
        app.wait_days(days);
        app.run_due().await;
        assert_eq!(answer(&app, &elm.theirs, |_| 2).await, 1);
    }
    app.run_due().await;
    visitor.get(&health).await.leads_to(&page);
    visitor.get(&page).await.never_says("How our partnership is going").never_says(&health);
}

#[rocket::async_test]
async fn both_sides_see_the_same_once_it_is_unsealed_and_no_other_partner_does() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let oak = Partnership::add(&app, &trainer, "Oak House").await;
    let (hers, theirs) = (own_page(&app, &trainer, &elm).await, own_page(&app, &trainer, &oak).await);
    let low = |key: &str| if key == "work_trust" { 2 } else { 4 };
    let trainer = elm.checked(&app, low, |_| 4).await;
    let visitor = app.visitor().await;
    visitor.get(&hers).await.says("What both sides said in the health check of 21 May 2026.");
    let shown = visitor.get(&format!("{hers}/health")).await;
    shown.has_status(200).says("How our partnership is going: Welcome to reading and Elm House");
    shown.says("Trust and honesty").says("No reply yet").says("Dana Whitfield, 1 of 1 asked");
    // The library replies on its own page, and what it replied is read on both.
    shown.never_says("/replies/");
    let reply = [("kind", "lets_talk"), ("words", "Over tea"), ("day", "2026-06-20")];
    trainer.post(&format!("{}/replies/work_trust", elm.health), &reply).await.leads_to(&elm.health);
    visitor.get(&format!("{hers}/health")).await.says("Let’s talk about it on 20 June 2026. Over tea");
    visitor.get(&format!("{theirs}/health")).await.leads_to(&theirs);
    visitor.get("/p/nonsense/health").await.has_status(404);
    app.wait_days(31);
    visitor.get(&format!("{hers}/health")).await.has_status(404);
}
