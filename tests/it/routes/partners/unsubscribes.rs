//! Addresses that want no more mail.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner, contact},
};

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
