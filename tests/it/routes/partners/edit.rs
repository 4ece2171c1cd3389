//! The lists, their forms, and what is known of each partner.

use common_ground::store::{contacts, people::PersonRole};
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner},
};

#[rocket::async_test]
async fn what_is_wrong_comes_back_with_what_was_entered() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let long = "x".repeat(201);
    for (fields, says) in [
        (vec![("kind", "school")], "Enter the name of the organisation"),
        (vec![("name", "Oak"), ("kind", "pub")], "Select the type"),
        (vec![("name", &*long), ("kind", "school")], "Shorten this to 200 characters"),
        (vec![("name", "ELM-HOUSE"), ("kind", "school")], "Elm House already exists"),
    ] {
        let page = trainer.post(PAGE, &fields).await;
        page.has_status(422).says(says).says("There is a problem");
        assert_eq!(page.body.contains("value=\"Oak\""), fields[0].1 == "Oak", "what was entered is kept");
    }
    let contacts = format!("{elm}/contacts");
    for (fields, says) in [
        (vec![("email", "a@b.example.org")], "Enter the name of the person"),
        (vec![("name", "Ann")], "Enter an email address"),
        (vec![("name", "Ann"), ("email", "ann@home")], "the part after the @ must be a domain name"),
        (vec![("name", "Ann"), ("email", "DANA@elm.example.org")], "Open Dana Whitfield"),
        (vec![("name", "Ann"), ("email", "a@b.example.org"), ("phone", &*long)], "Shorten this"),
    ] {
        trainer.post(&contacts, &fields).await.has_status(422).says(says);
    }
    trainer.get(&format!("{PAGE}/{}", Uuid::new_v4())).await.has_status(404);
    trainer.get(&format!("{PAGE}/nonsense")).await.has_status(404);
}

#[rocket::async_test]
async fn a_double_click_adds_one_partner_and_one_contact_and_denies_neither() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("{PAGE}/new")).await;
    let once = page.field("once").unwrap().to_owned();
    let form = [("name", "Elm House"), ("kind", "school"), ("once", &*once)];
    let first = trainer.post(PAGE, &form).await;
    let elm = first.has_status(303).header("Location").unwrap().to_owned();
    let again = trainer.post(PAGE, &form).await;
    again.leads_to(&elm);
    trainer.follow(&again).await.says("The partner was added");
    // Typed once more, it is there already.
    trainer.post(PAGE, &form[..2]).await.has_status(422).says("Elm House already exists");

    let page = trainer.get(&format!("{elm}/contacts/new")).await;
    let once = page.field("once").unwrap().to_owned();
    let form = [("name", "Dana"), ("phone", "020 7946 0000"), ("once", &*once)];
    for _ in 0..2 {
        let added = trainer.post(&format!("{elm}/contacts"), &form).await;
        added.leads_to(&elm);
        trainer.follow(&added).await.says("Dana was added.");
    }
    let contacts = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    assert_eq!(contacts.len(), 1);
}
