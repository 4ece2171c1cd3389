//! Promises as trainers keep them.

use common_ground::store::{people::PersonRole, promises};

use crate::support::{
    app::TestApp,
    partners::{add_contact, add_partner, contact},
    promises::{PAGE, add_promise},
};

#[rocket::async_test]
async fn the_list_says_what_to_do_first_and_then_shows_what_is_overdue() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/reading/partners").await.says(PAGE);
    trainer
        .get(PAGE)
        .await
        .says("Nothing is promised yet")
        .says("Add a promise")
        .says("they are listed here");
    let late =
        add_promise(&trainer, &[("what", "Ring the homes"), ("who", "Ada"), ("by", "2026-05-20")]).await;
    add_promise(&trainer, &[("what", "Buy a kettle"), ("by", "2026-08-20")]).await;
    trainer.get(PAGE).await.says("1 of 2 promises overdue").says("Ada, by 20 May 2026.").says(&late);
    let overdue = trainer.get(&format!("{PAGE}?state=overdue")).await;
    overdue.says("Ring the homes").never_says("Buy a kettle");
    trainer.get(&format!("{PAGE}?state=partly")).await.says("No promise stands like this.");

    let state = format!("{late}/state");
    let sent = [("state", "partly"), ("outcome", "We rang three of five")];
    trainer.post(&state, &sent).await.leads_to(&late);
    trainer.get(&late).await.says("Partly done on 21 May 2026. We rang three of five.");
    trainer.get(&format!("{PAGE}?state=partly")).await.says("Ring the homes");
    let file = trainer.get(&format!("{PAGE}/list.csv")).await.has_status(200).body.clone();
    assert_eq!(file.lines().count(), 3, "{file}");
    assert!(file.contains("partly,2026-05-21,We rang three of five,no,"), "{file}");

    trainer.get(&format!("{late}/delete")).await.says("Delete this promise?").says("Ring the homes");
    trainer.post(&format!("{late}/delete"), &[]).await.leads_to(PAGE);
    trainer.get(&late).await.has_status(404);
}

#[rocket::async_test]
async fn whatever_is_wrong_is_said_at_once_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    let dana = contact(&app, "dana@elm.example.org").await.id;
    let (owner, oak) = (format!("contact:{dana}"), oak.rsplit('/').next().unwrap());
    let wrong =
        [("asked", "A lift on Thursdays"), ("owner", "person:nobody"), ("by", "soon"), ("asker", "eve")];
    let again = trainer.post(PAGE, &wrong).await;
    again.has_status(422).says("Enter what is promised").says("Select somebody from the list");
    again
        .says("Enter a date, such as 2026-06-30")
        .says("Select who asked for it")
        .says("A lift on Thursdays");
    let other = [("what", "Drive"), ("partner", oak), ("owner", &*owner)];
    trainer
        .post(PAGE, &other)
        .await
        .has_status(422)
        .says("Select somebody from the partner that it concerns");

    let page = add_promise(&trainer, &[("what", "Drive"), ("owner", &owner)]).await;
    trainer.get(&page).await.says("Elm House").says("Dana Whitfield");
    trainer.get(&elm).await.says("What they said they would do").says("Drive");
    let said = [("state", ""), ("outcome", "x")];
    trainer.post(&format!("{page}/state"), &said).await.has_status(422).says("Select how it stands");
    let said = [("state", "not_possible"), ("outcome", "")];
    trainer.post(&format!("{page}/state"), &said).await.has_status(422).says("Enter why it isn’t possible");
}

#[rocket::async_test]
async fn what_comes_from_a_theme_of_comments_or_a_line_of_the_agreement_says_so() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let form = trainer.get(&format!("{PAGE}/new?theme=opening+hours")).await;
    form.says("Where does it come from?");
    let fields = [("what", "Open on Sundays"), ("origin", "comment"), ("about", "opening hours")];
    let page = add_promise(&trainer, &fields).await;
    trainer.get(&page).await.says("Comments");
    let wrong = [("what", "Open on Sundays"), ("origin", "health")];
    trainer.post(PAGE, &wrong).await.has_status(422).says("Select where it comes from");
    let file = trainer.get(&format!("{PAGE}/list.csv")).await.body;
    assert!(file.contains(",comment,opening hours,"), "{file}");
}

#[rocket::async_test]
async fn a_promise_of_another_programme_is_not_there() {
    let app = TestApp::start().await;
    let other = crate::support::app::add_programme(&app.app, "writing").await;
    let new = promises::NewPromise::new(other.id, promises::PromiseOrigin::Agreement, "Theirs alone");
    let id = promises::add(app.app.db.write_one(), new).await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(PAGE).await.never_says("Theirs alone");
    for page in ["", "/edit", "/state", "/release", "/delete", "/end-links"] {
        trainer.get(&format!("{PAGE}/{id}{page}")).await.has_status(404);
    }
    trainer.post(&format!("{PAGE}/{id}/delete"), &[]).await.has_status(404);
    let still = promises::find(app.app.db.read(), other.id, id).await.unwrap();
    assert!(still.is_some_and(|promise| promise.what == "Theirs alone"));
}

#[rocket::async_test]
async fn what_was_promised_goes_with_the_partner_into_another_and_stays_without_the_name_of_who_was_erased() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let home = add_partner(&app, &trainer, "Elm Home", "childrens_home").await;
    let dana = contact(&app, "dana@elm.example.org").await.id;
    let owner = format!("contact:{dana}");
    add_promise(&trainer, &[("what", "Tell new staff about the box"), ("owner", &owner)]).await;
    let into = home.rsplit('/').next().unwrap();
    trainer.post(&format!("{elm}/merge"), &[("into", into)]).await.has_status(303);
    trainer.get(&home).await.says("Tell new staff about the box").says("Dana Whitfield");

    let admin = app.signed_in(PersonRole::Admin).await;
    let erased = [("email", "dana@elm.example.org")];
    admin.post("/programmes/reading/erasure/erase", &erased).await.has_status(303);
    let after = trainer.get(&home).await;
    after.says("Tell new staff about the box").says("A former contact").never_says("Dana Whitfield");
}
