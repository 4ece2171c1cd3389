//! The lists, their forms, and what is known of each partner.

use common_ground::store::people::Role;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner},
};

#[rocket::async_test]
async fn what_is_wrong_comes_back_with_what_was_entered() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
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
