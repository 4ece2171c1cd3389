//! Signing in and out.

mod code;
mod council;
mod waiting;

use common_ground::store::people::PersonRole;

use crate::support::app::{PASSWORD, TestApp};

#[rocket::async_test]
async fn somebody_who_signs_in_goes_on_to_the_page_they_asked_for() {
    let app = TestApp::start().await;
    app.person("t.hartley@library.example.org", PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    visitor.get("/programmes/reading").await.leads_to("/sign-in?next=%2Fprogrammes%2Freading");
    let fields =
        [("email", "T.Hartley@library.example.org"), ("password", PASSWORD), ("next", "/programmes/reading")];
    visitor.post("/sign-in", &fields).await.leads_to("/programmes/reading");
    visitor.get("/programmes/reading").await.has_status(200);
}

#[rocket::async_test]
async fn signing_in_never_leads_to_another_site() {
    let app = TestApp::start().await;
    app.person("t.hartley@library.example.org", PersonRole::Trainer).await;
    for next in
        ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a b", "/ä"]
    {
        let fields = [("email", "t.hartley@library.example.org"), ("password", PASSWORD), ("next", next)];
        app.visitor().await.post("/sign-in", &fields).await.leads_to("/programmes");
    }
}

#[rocket::async_test]
async fn a_wrong_password_is_refused_with_the_address_kept() {
    let app = TestApp::start().await;
    app.person("t.hartley@library.example.org", PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    for email in ["t.hartley@library.example.org", "nobody@library.example.org"] {
        let page = visitor.post("/sign-in", &[("email", email), ("password", "guess")]).await;
        page.has_status(422)
            .says("The email address or password is wrong")
            .says(&format!("value=\"{email}\""));
        page.never_says("value=\"guess\"");
    }
    visitor.get("/programmes/reading").await.has_status(303);
}

#[rocket::async_test]
async fn signing_in_with_a_form_that_lacks_its_fields_says_what_to_enter() {
    let app = TestApp::start().await;
    let page = app.visitor().await.post("/sign-in", &[]).await;
    page.has_status(422).says("Enter your email address").says("Enter your password");
}

#[rocket::async_test]
async fn guessing_a_password_is_slowed_down_after_ten_tries() {
    let app = TestApp::start().await;
    app.person("t.hartley@library.example.org", PersonRole::Trainer).await;
    let visitor = app.visitor().await;
    let guess = [("email", "t.hartley@library.example.org"), ("password", "guess")];
    for _ in 0..10 {
        visitor.post("/sign-in", &guess).await.has_status(422);
    }
    visitor.post("/sign-in", &guess).await.has_status(429);
    let right = [("email", "t.hartley@library.example.org"), ("password", PASSWORD)];
    visitor.post("/sign-in", &right).await.has_status(429);
}

#[rocket::async_test]
async fn signing_out_ends_the_session_for_every_copy_of_its_cookie() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let copy = trainer.client().cookies().get("session").unwrap().clone();
    trainer.post("/sign-out", &[]).await.leads_to("/sign-in");
    trainer.get("/programmes/reading").await.has_status(303);
    let thief = app.visitor().await;
    let request = thief.client().get("/programmes/reading").cookie(copy);
    thief.send(request).await.has_status(303);
}
