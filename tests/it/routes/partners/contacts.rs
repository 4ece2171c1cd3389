//! The contacts of a partner.

mod contact_log;

use common_ground::store::{invitations, people::PersonRole};

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner, contact, partner},
};

#[rocket::async_test]
async fn a_contact_moves_to_another_partner_or_to_library_staff_and_goes() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
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

#[rocket::async_test]
async fn contacts_have_tags_that_people_are_found_by() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    let oak = add_partner(&app, &trainer, "Oak School", "school").await;
    trainer.get(&format!("{elm}/contacts/new")).await.says("with commas between them, such as");
    let dana = [("name", "Dana Whitfield"), ("email", "dana@elm.example.org"), ("tags", "SENCo; Book  club")];
    trainer.post(&format!("{elm}/contacts"), &dana).await.leads_to(&elm);
    add_contact(&trainer, &elm, "Kofi Mensah", "kofi@elm.example.org").await;
    let ruth = [("name", "Ruth"), ("email", "ruth@oak.example.org"), ("tags", "senco")];
    trainer.post(&format!("{oak}/contacts"), &ruth).await.leads_to(&oak);
    trainer.get(&oak).await.says(">SENCo</a>").never_says("senco");
    // On the page of the partner.
    let tagged = format!("{elm}?tag=Book+club");
    trainer.get(&elm).await.says(&format!("href=\"{tagged}\">Book club</a>")).says("Kofi Mensah");
    let shown = trainer.get(&tagged).await;
    shown.says("Contacts tagged “Book club”").says("Dana Whitfield<").never_says("Kofi Mensah<");
    trainer.get(&format!("{elm}?tag=nothing")).await.says("Nobody here has this tag");
    // Among all partners.
    let shown = trainer.get(&format!("{PAGE}?tag=SENCo")).await;
    shown.says("“SENCo”: Dana Whitfield").says("“SENCo”: Ruth");
    trainer.get(&format!("{PAGE}?tag=Book+club")).await.says("Elm House</a>").never_says("Oak School</a>");
    // In the files.
    trainer.get(&format!("{PAGE}/list.csv")).await.says("no,\"Book club, SENCo\"");
    // Changed, and taken away.
    let edit =
        format!("/programmes/reading/contacts/{}/edit", contact(&app, "dana@elm.example.org").await.id);
    trainer.get(&edit).await.says("value=\"Book club, SENCo\"").says("In use: Book club, SENCo.");
    let elm_id = partner(&app, "Elm House").await.id.to_string();
    let long = "x".repeat(41);
    let change = |tags| {
        [("name", "Dana Whitfield"), ("email", "dana@elm.example.org"), ("partner", &*elm_id), ("tags", tags)]
    };
    let refused = trainer.post(&edit, &change(&long)).await;
    refused.has_status(422).says("Shorten the tag").says(&format!("value=\"{long}\""));
    trainer.post(&edit, &change("pilot")).await.leads_to(&elm);
    trainer.get(&elm).await.says(">pilot</a>").never_says("Book club");
    let merged = [("into", &*partner(&app, "Oak School").await.id.to_string())];
    trainer.post(&format!("{elm}/merge"), &merged).await.leads_to(&oak);
    trainer.get(&oak).await.says(">pilot</a>").says(">SENCo</a>");
    trainer
        .post(
            &edit,
            &[("name", "Dana"), ("email", "dana@elm.example.org"), ("partner", "library"), ("tags", "pilot")],
        )
        .await;
    trainer.get(&format!("{PAGE}/library?tag=pilot")).await.says("People tagged “pilot”").says("Dana<");
}
