//! A service from its first start to a trainer who lost everything, all through its pages and letters.

use common_ground::store::links::LinkPurpose;
use jiff::SignedDuration;

use crate::support::{
    accounts::{NEW, forget, link, sign_in},
    app::{PASSWORD, TestApp},
};

#[rocket::async_test]
async fn an_administrator_sets_up_a_trainer_comes_in_and_gets_back_in() {
    let app = TestApp::start().await;
    let set_up = format!("/set-up/{}", link(&app, LinkPurpose::SetUp, None, 24).await);
    let admin = app.visitor().await;
    // The name of the programme that every test begins with: its address is taken.
    let first = [
        ("programme", "Reading"),
        ("name", "Ada Ross"),
        ("email", "ada@example.org"),
        ("password", PASSWORD),
    ];
    let made = admin.post(&set_up, &first).await;
    let home = made.has_status(303).header("Location").unwrap().to_owned();
    assert!(home.starts_with("/programmes/reading-"), "{home}");
    let tom = [("name", "Tom Hartley"), ("email", "tom@example.org"), ("role", "trainer")];
    admin.post(&format!("{home}/people/new"), &tom).await.has_status(303);

    let trainer = app.visitor().await;
    let welcome = app.link_to("tom@example.org", "/welcome/").await;
    trainer.post(&welcome, &[("password", PASSWORD)]).await.leads_to("/programmes");
    trainer.get("/programmes").await.leads_to(&home);
    trainer.get(&home).await.has_status(200);
    // He belongs to his own programme alone.
    trainer.get("/programmes/reading").await.has_status(404);

    let account = format!("{home}/account");
    trainer.post(&format!("{account}/second-factor/new"), &[("present", PASSWORD)]).await.has_status(303);
    let page = trainer.get(&format!("{account}/second-factor")).await;
    let (_, after) = page.body.split_once("<strong>").unwrap();
    let secret = crate::support::accounts::from_base32(after.split_once("</strong>").unwrap().0);
    let on = trainer.post(&format!("{account}/second-factor"), &[("code", &secret.code_at(app.now()))]).await;
    let recovery =
        on.body.split_once("class=\"codes\">").unwrap().1.split_once("<li>").unwrap().1[..19].to_owned();

    let phone = app.visitor().await;
    app.clock.set(app.now() + SignedDuration::from_secs(60));
    sign_in(&phone, "tom@example.org", PASSWORD).await.leads_to("/sign-in/code");
    phone.post("/sign-in/code", &[("code", &secret.code_at(app.now()))]).await.leads_to("/programmes");
    let page = trainer.get(&account).await;
    trainer.post(&format!("{account}/sessions/end"), &[("session", page.field("session").unwrap())]).await;
    phone.get(&home).await.has_status(303);

    // Password and phone are gone; the letter and a recovery code open the way.
    forget(&phone, "tom@example.org").await.has_status(200);
    let new = app.link_to("tom@example.org", "/sign-in/new/").await;
    phone.post(&new, &[("password", NEW)]).await.leads_to("/sign-in");
    trainer.get(&home).await.has_status(303);
    sign_in(&phone, "tom@example.org", NEW).await.leads_to("/sign-in/code");
    phone.post("/sign-in/code", &[("code", &recovery)]).await.leads_to("/programmes");
    phone.get(&home).await.has_status(200);
    admin
        .get(&format!("{home}/people"))
        .await
        .says("tom@example.org")
        .says("<td data-l=\"Second factor\">On</td>");
}
