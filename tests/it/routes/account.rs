//! One's own account, and where one is signed in.

mod council;
mod password;
mod second_factor;
mod summaries;
mod tokens;

use common_ground::store::people::PersonRole;
use jiff::SignedDuration;
use rocket::http::{Header, Method};

use crate::support::{
    app::{PASSWORD, TestApp},
    visitor::Visitor,
};

const ACCOUNT: &str = "/programmes/reading/account";
const TOM: &str = "tom@example.org";
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
async fn every_page_of_staff_leads_to_the_account_and_only_an_administrator_on_to_the_people() {
    let app = TestApp::start().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get("/programmes/reading").await.says(&format!("href=\"{ACCOUNT}\""));
    manager.get(ACCOUNT).await.has_status(200).never_says("/programmes/reading/people");
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(ACCOUNT).await.says("/programmes/reading/people").says("/programmes/reading/audit");
}

#[rocket::async_test]
async fn each_browser_is_listed_in_words_and_can_be_signed_out_from_another() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let laptop = enter(&app, FIREFOX).await;
    let phone = enter(&app, SAFARI).await;
    app.clock.set(app.now() + SignedDuration::from_mins(150));
    let page = laptop.get(ACCOUNT).await;
    page.says("Firefox on Windows (this one)").says("Safari on an iPhone").never_says("Mozilla");
    page.says("last used in the hour after Thursday 21 May, 12:00").says("after Thursday 21 May, 10:00");
    // The only one with a button is the other one.
    let key = page.field("session").unwrap().to_owned();
    laptop.post(&format!("{ACCOUNT}/sessions/end"), &[("session", "nonsense")]).await.leads_to(ACCOUNT);
    phone.get(ACCOUNT).await.has_status(200);
    laptop.post(&format!("{ACCOUNT}/sessions/end"), &[("session", &key)]).await.leads_to(ACCOUNT);
    phone.get(ACCOUNT).await.has_status(303);
    laptop.get(ACCOUNT).await.says("You are signed out in Safari on an iPhone");
}

#[rocket::async_test]
async fn nobody_ends_the_sessions_of_somebody_else() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let (one, two) = (enter(&app, FIREFOX).await, enter(&app, SAFARI).await);
    let key = one.get(ACCOUNT).await.field("session").unwrap().to_owned();
    let stranger = app.signed_in(PersonRole::Admin).await;
    stranger.post(&format!("{ACCOUNT}/sessions/end"), &[("session", &key)]).await.has_status(303);
    two.get(ACCOUNT).await.has_status(200);
    one.post(&format!("{ACCOUNT}/sessions/end-others"), &[]).await.leads_to(ACCOUNT);
    two.get(ACCOUNT).await.has_status(303);
    one.get(ACCOUNT).await.has_status(200);
    stranger.get(ACCOUNT).await.has_status(200);
}
