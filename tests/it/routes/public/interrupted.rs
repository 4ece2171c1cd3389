//! A session that ended in the middle of a form.

use common_ground::store::people::PersonRole;
use rocket::http::{ContentType, Header};

use crate::support::{
    accounts::{sign_in, turn_on},
    app::{PASSWORD, TestApp},
    visitor::{Reply, Visitor},
};

const TOM: &str = "tom@example.org";
const FORM: &str = "/programmes/reading/partners";
const TYPED: [(&str, &str); 3] =
    [("name", "Elm <House>"), ("kind", "childrens_home"), ("note", "two\nlines")];

/// Tom, signed in and then signed out from elsewhere while a form is open.
async fn signed_out(app: &TestApp) -> Visitor {
    app.person(TOM, PersonRole::Trainer).await;
    let tom = app.visitor().await;
    sign_in(&tom, TOM, PASSWORD).await.leads_to("/programmes");
    tom.get(FORM).await.has_status(200);
    let other = app.visitor().await;
    sign_in(&other, TOM, PASSWORD).await.leads_to("/programmes");
    other.post("/programmes/reading/account/sessions/end-others", &[]).await.has_status(303);
    tom
}

async fn again(tom: &Visitor, page: &Reply, password: &str) -> Reply {
    let kept = page.field("kept").unwrap();
    let fields = [("email", TOM), ("password", password), ("next", FORM), ("kept", kept)];
    tom.post("/sign-in", &fields).await
}

#[rocket::async_test]
async fn what_was_typed_comes_back_after_signing_in_and_is_sent_only_at_the_press_of_a_button() {
    let app = TestApp::start().await;
    let tom = signed_out(&app).await;
    let page = tom.post(FORM, &TYPED).await;
    page.has_status(401).says("You were signed out").says("not lost").never_says("You cannot do this");
    page.never_says("Elm <House>");
    // A mistyped password does not lose it either.
    let page = again(&tom, &page, "guess").await;
    page.has_status(422).says("You were signed out");
    let page = again(&tom, &page, PASSWORD).await;
    page.has_status(200).says("Send your changes?").says("Elm <House>").says("two\nlines");
    page.says(&format!("action=\"{FORM}\""));
    tom.get("/programmes/reading/partners").await.never_says("Elm");
    tom.post(FORM, &TYPED).await.has_status(303);
    tom.get("/programmes/reading/partners").await.says("Elm");
}

#[rocket::async_test]
async fn a_second_factor_in_between_does_not_lose_it() {
    let app = TestApp::start().await;
    let tom = signed_out(&app).await;
    let other = app.visitor().await;
    sign_in(&other, TOM, PASSWORD).await.leads_to("/programmes");
    let (_, codes) = turn_on(&app, &other).await;
    let page = tom.post(FORM, &TYPED).await;
    let page = again(&tom, &page, PASSWORD).await;
    page.has_status(200).says("Enter your code");
    let kept = page.field("kept").unwrap().to_owned();
    let page = tom.post("/sign-in/code", &[("code", "000000"), ("kept", &kept)]).await;
    assert_eq!(page.field("kept"), Some(&*kept));
    let page = tom.post("/sign-in/code", &[("code", &codes[0]), ("kept", &kept)]).await;
    page.has_status(200).says("Send your changes?").says("Elm <House>");
}

#[rocket::async_test]
async fn nobody_else_writes_such_a_form_and_it_runs_out_after_an_hour() {
    let app = TestApp::start().await;
    let tom = signed_out(&app).await;
    let page = tom.post(FORM, &TYPED).await;
    let kept = page.field("kept").unwrap();
    for made_up in ["", "nonsense", &kept[..kept.len() - 2]] {
        let fields = [("email", TOM), ("password", PASSWORD), ("kept", made_up)];
        app.visitor().await.post("/sign-in", &fields).await.leads_to("/programmes");
    }
    // Another site can neither make one for its own reader nor hand one in.
    tom.post_from_elsewhere(FORM, &TYPED).await.has_status(403);
    let fields = [("email", TOM), ("password", PASSWORD), ("kept", kept)];
    tom.post_from_elsewhere("/sign-in", &fields).await.has_status(403);
    app.clock.set(app.now() + jiff::SignedDuration::from_mins(61));
    app.visitor().await.post("/sign-in", &fields).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn passwords_files_and_what_is_too_long_are_not_carried_and_the_page_says_so() {
    let app = TestApp::start().await;
    let tom = signed_out(&app).await;
    let form = "/programmes/reading/account/password";
    let page = tom.post(form, &[("present", PASSWORD), ("password", "tidal lamp and onion")]).await;
    page.has_status(401);
    again(&tom, &page, PASSWORD).await.has_status(200).never_says("tidal lamp");
    tom.post("/sign-out", &[]).await.has_status(303);
    let long = "x".repeat(130 * 1024);
    let page = tom.post(FORM, &[("note", &long)]).await;
    page.has_status(401).says("too much to keep");
    assert_eq!(page.field("kept"), None);
    let file =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nname\r\n--b--\r\n";
    let request = tom.client().post(FORM).body(file);
    let request = request.header(ContentType::new("multipart", "form-data").with_params(("boundary", "b")));
    let page = tom.send(request.header(Header::new("Sec-Fetch-Site", "same-origin"))).await;
    page.has_status(401).says("choose the file again");
}

#[rocket::async_test]
async fn who_is_signed_in_and_may_not_is_still_told_so() {
    let app = TestApp::start().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.post(FORM, &TYPED).await.has_status(403).says("You cannot do this");
}
