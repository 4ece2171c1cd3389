//! The contacts of a partner.

mod contact_log;

use common_ground::store::{invitations, people::Role};

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner, contact, partner},
};

#[rocket::async_test]
async fn a_contact_moves_to_another_partner_or_to_library_staff_and_goes() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let id = contact(&app, "dana@elm.example.org").await.id;
    let edit = format!("/programmes/reading/contacts/{id}/edit");
    trainer.get(&edit).await.says("value=\"dana@elm.example.org\"").says("Oak House</option>");
    let to = partner(&app, "Oak House").await.id.to_string();
    let fields = [
        ("name", "Dana Whitfield"),
        ("email", "dana@oak.example.org"),
        ("can_say_yes", "yes"),
        ("partner", &*to),
    ];
    trainer.post(&edit, &fields).await.leads_to(&oak);
    trainer.get(&oak).await.says("Dana Whitfield can say yes").says("dana@oak.example.org");
    trainer.get(PAGE).await.says("one contact · Dana Whitfield can say yes");
    let fields = [("name", "Dana"), ("email", "dana@oak.example.org"), ("partner", "library")];
    trainer.post(&edit, &fields).await.leads_to(&format!("{PAGE}/library"));
    trainer.get(&format!("{PAGE}/library")).await.says("Dana was changed").says("dana@oak.example.org");
    let elsewhere = crate::support::app::add_programme(&app.app, "elsewhere").await;
    let foreign = invitations::add_partner(app.app.db.write_one(), elsewhere.id, "Foreign", "school").await;
    let foreign = foreign.unwrap().to_string();
    let fields = [("name", "Dana"), ("email", "dana@oak.example.org"), ("partner", &*foreign)];
    let refused = trainer.post(&edit, &fields).await;
    refused.has_status(422).says("the one you selected no longer exists").says("value=\"Dana\"");
    refused.never_says("Foreign");
    assert_eq!(contact(&app, "dana@oak.example.org").await.partner_id, None);
    trainer.get(&format!("{PAGE}/{foreign}")).await.has_status(404);
    let delete = format!("/programmes/reading/contacts/{id}/delete");
    trainer.get(&delete).await.has_status(200).says("personal links");
    trainer.post(&delete, &[]).await.leads_to(&format!("{PAGE}/library"));
    trainer.get(&edit).await.has_status(404);
}
