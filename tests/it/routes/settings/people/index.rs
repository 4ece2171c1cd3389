//! Everybody with a role in a programme.

use common_ground::store::people::{self, PersonRole};

use crate::support::{
    accounts::turn_on,
    app::{PASSWORD, TestApp, add_programme},
};

const PEOPLE: &str = "/programmes/reading/people";

#[rocket::async_test]
async fn the_list_says_of_everybody_who_they_are_and_whether_they_can_sign_in() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let page = admin.get(PEOPLE).await;
    page.has_status(200).says("One person works in this programme").says("Add a person");
    let tom = app.person("tom@example.org", PersonRole::Trainer).await;
    let toms = app.visitor().await;
    toms.post("/sign-in", &[("email", "tom@example.org"), ("password", PASSWORD)]).await.has_status(303);
    turn_on(&app, &toms).await;
    let ben = [("name", "Ben Oke"), ("email", "ben@example.org"), ("role", "manager")];
    admin.post(&format!("{PEOPLE}/new"), &ben).await.has_status(303);
    let page = admin.get(PEOPLE).await;
    page.says("Three people work in this programme").says(&format!("{PEOPLE}/{tom}"));
    let row = |email: &str| page.body.split("<tr>").find(|row| row.contains(email)).unwrap().to_owned();
    let (toms, bens) = (row("tom@example.org"), row("ben@example.org"));
    for cell in [">Trainer<", ">21 May 2026<", ">On<", ">Can sign in<"] {
        assert!(toms.contains(cell), "{cell}: {toms}");
    }
    for cell in ["Ben Oke", ">Manager<", ">Off<", ">Invited, hasn’t signed in yet<"] {
        assert!(bens.contains(cell), "{cell}: {bens}");
    }
}

#[rocket::async_test]
async fn nobody_of_another_programme_is_on_the_list_and_only_administrators_read_it() {
    let app = TestApp::start().await;
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    let eve = people::add(db, "eve@example.org", "Eve Stone", None, app.now()).await.unwrap();
    people::join(db, eve, elsewhere.id, PersonRole::Admin).await.unwrap();
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(PEOPLE).await.says("One person works in this programme").never_says("Eve Stone");
    admin.get("/programmes/elsewhere/people").await.has_status(404);
    for role in [PersonRole::Trainer, PersonRole::Manager] {
        app.signed_in(role).await.get(PEOPLE).await.has_status(403);
    }
}
