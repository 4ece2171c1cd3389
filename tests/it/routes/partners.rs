//! The list of partners, and addresses that want no more mail.

mod agreement;
mod busy;
mod contacts;
mod delete;
mod edit;
mod handover;
mod health;
mod import;
mod merge;
mod own_page;

use common_ground::store::{audit, people::PersonRole};

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner, contact},
};

#[rocket::async_test]
async fn an_empty_list_says_what_to_do_and_a_partner_without_a_name_is_shown_as_such() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(PAGE).await.has_status(200).says("No partners yet").says("Import your list");
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_partner(&app, &trainer, "Open Door", "charity").await;
    trainer.get(&elm).await.says("The partner was added").says("has no contact");
    add_contact(&trainer, &elm, "Dana Whitfield", "Dana@Elm.example.org").await;
    let page = trainer.get(PAGE).await;
    page.says("Two partners, one without a contact").says("Charity · no contact");
    page.says("Children’s home · one contact");
    let home = trainer.get("/programmes/reading").await;
    home.says("One partner has no contact").says("/partners?needs=yes");
    let needing = trainer.get(&format!("{PAGE}?needs=yes")).await;
    needing.says("Open Door").never_says(">Elm House<");
    trainer.get(&format!("{PAGE}?kind=school")).await.says("No matches");
    trainer.get(&format!("{PAGE}?q=whitf")).await.says(">Elm House<").never_says(">Open Door<");
    trainer.get(&format!("{PAGE}?q=ELM&kind=childrens_home&page=7")).await.says(">Elm House<");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(PAGE).await.has_status(403);
    manager.get("/programmes/reading").await.never_says("without a contact").never_says(">Partners<");
    let acts = audit::latest(app.app.db.read(), app.programme.id, 10).await.unwrap();
    let acts: Vec<_> = acts.iter().map(|one| (one.act.as_str(), one.object.as_str())).collect();
    assert!(acts.contains(&("added the partner", "Open Door")), "{acts:?}");
    assert!(acts.contains(&("added a contact", "Elm House")), "{acts:?}");
}

#[rocket::async_test]
async fn whoever_was_silent_for_two_years_is_due_for_a_look_and_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    trainer.get(PAGE).await.never_says("Contacts to check");
    app.wait_days(740);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(PAGE).await.says("Contacts to check: one");
    trainer.get(&format!("{PAGE}/due")).await.says("One contact to check").says("Dana Whitfield");
    let fields = [("day", "2028-05-01"), ("by", "Tom"), ("about", "Still there")];
    let dana = contact(&app, "dana@elm.example.org").await.id.to_string();
    let fields: Vec<_> = fields.into_iter().chain([("contact", &*dana)]).collect();
    trainer.post(&format!("{elm}/heard"), &fields).await.has_status(303);
    trainer.get(&format!("{PAGE}/due")).await.says("No contacts to check");
}

#[rocket::async_test]
async fn an_address_is_stopped_on_request_and_staff_cannot_take_that_back() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let page = format!("{PAGE}/stopped");
    trainer.get(&page).await.says("Nobody has unsubscribed").says("can’t list them");
    trainer.post(&page, &[("email", "dana"), ("act", "stop")]).await.has_status(422).says("needs one @");
    trainer.post(&page, &[("email", "dana@elm.example.org")]).await.has_status(422).says("Select what to do");
    let check = [("email", "Dana@elm.example.org"), ("act", "check")];
    let reply = trainer.post(&page, &check).await;
    trainer.follow(&reply).await.says("hasn’t unsubscribed");
    let stop = [("email", "Dana@elm.example.org"), ("act", "stop")];
    trainer.post(&page, &stop).await.leads_to(&page);
    let reply = trainer.post(&page, &check).await;
    trainer.follow(&reply).await.says("has unsubscribed").says("One address has unsubscribed");
    trainer.get(&elm).await.says("unsubscribed");
    let id = contact(&app, "dana@elm.example.org").await.id;
    let edit = trainer.get(&format!("/programmes/reading/contacts/{id}/edit")).await;
    edit.says("You can’t undo that for them");
}
