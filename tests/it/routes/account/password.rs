//! Choosing another password.

use common_ground::store::people::PersonRole;
use rocket::http::{Header, Method};

use crate::support::{
    accounts::{NEW, link, sign_in},
    app::{PASSWORD, TestApp},
    visitor::Visitor,
};

const TOM: &str = "tom@example.org";
const ACCOUNT: &str = "/programmes/reading/account";
const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Safari/604.1";

async fn enter(app: &TestApp, agent: &'static str) -> Visitor {
    let visitor = app.visitor().await;
    let fields = [("email", TOM), ("password", PASSWORD)];
    let form = visitor.form(Method::Post, "/sign-in", &fields).header(Header::new("User-Agent", agent));
    visitor.send(form).await.leads_to("/programmes");
    visitor
}

#[rocket::async_test]
async fn another_password_needs_the_present_one_and_ends_the_other_sessions() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let (one, two) = (enter(&app, FIREFOX).await, enter(&app, SAFARI).await);
    let change = format!("{ACCOUNT}/password");
    one.get(&change).await.has_status(200).says("autocomplete=\"current-password\"");
    let wrong = [("present", "guess"), ("password", "short")];
    one.post(&change, &wrong)
        .await
        .has_status(422)
        .says("at least 10")
        .says("That is not your password. Try again");
    two.get(ACCOUNT).await.has_status(200);
    one.post(&change, &[("present", PASSWORD), ("password", NEW)]).await.leads_to(ACCOUNT);
    one.get(ACCOUNT).await.has_status(200).says("Your new password is set");
    two.get(ACCOUNT).await.has_status(303);
    sign_in(&two, TOM, NEW).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn strawberry_and_the_name_of_the_library_are_no_passwords() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let brand = [("name", "Oxmarsh Libraries"), ("accent", "")];
    admin.post("/programmes/reading/settings/brand", &brand).await.has_status(303);
    let tom = app.person(TOM, PersonRole::Manager).await;
    let token = link(&app, common_ground::store::links::LinkPurpose::Reset, Some(tom), 1).await;
    let page = format!("/sign-in/new/{token}");
    let visitor = app.visitor().await;
    visitor.get("/help").await.says("Oxmarsh");
    for weak in ["strawberry", "OxmarshLibraries", "tom@example.org"] {
        visitor.post(&page, &[("password", weak)]).await.has_status(422).says("Choose another password");
    }
    visitor.post(&page, &[("password", NEW)]).await.leads_to("/sign-in");
}
