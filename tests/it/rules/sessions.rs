//! Cookies, sessions and requests that should not work.

use common_ground::store::{people::PersonRole, sign_in_rules::SignInRules};
use jiff::SignedDuration;
use rocket::http::{Header, Method};

use crate::support::{
    accounts::sign_in,
    app::{PASSWORD, TestApp},
    visitor::Reply,
};

const TOM: &str = "tom@example.org";
const HOME: &str = "/programmes/reading";

fn cookies(reply: &Reply) -> Vec<&str> {
    let set = reply.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Set-Cookie"));
    set.map(|(_, value)| value.as_str()).collect()
}

#[rocket::async_test]
async fn every_cookie_of_staff_is_shut_to_scripts_other_sites_and_other_hosts() {
    for (site, prefix) in [("https://feedback.example.org", "__Host-"), ("http://127.0.0.1:8000", "")] {
        let app = TestApp::start_with(|config| site.clone_into(&mut config.site_url)).await;
        app.person(TOM, PersonRole::Manager).await;
        let tom = app.visitor().await;
        let entered = sign_in(&tom, TOM, PASSWORD).await;
        let told = tom.post("/programmes/reading/account/sessions/end-others", &[]).await;
        let set = [cookies(&entered), cookies(&told)].concat();
        assert!(set.len() >= 3, "{set:?}");
        for name in ["session", "known", "told"] {
            assert!(
                set.iter().any(|cookie| cookie.starts_with(&format!("{prefix}{name}="))),
                "{name}: {set:?}"
            );
        }
        for cookie in set {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            assert!(cookie.contains("Path=/;") || cookie.ends_with("Path=/"), "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
            assert_eq!(cookie.contains("Secure"), !prefix.is_empty(), "{cookie}");
            assert!(!cookie.contains("signed%20out"), "words can be read: {cookie}");
        }
    }
}

#[rocket::async_test]
async fn nobody_else_puts_words_on_our_pages() {
    let app = TestApp::start().await;
    let tom = app.signed_in(PersonRole::Manager).await;
    for (name, value) in [("_flash", "7:successYou have won"), ("told", "You have won")] {
        let request = tom.client().get(format!("{HOME}/account")).cookie((name, value));
        tom.send(request).await.has_status(200).never_says("You have won");
    }
}

#[rocket::async_test]
async fn a_page_without_an_origin_sends_nothing() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let visitor = app.visitor().await;
    let form = || visitor.form(Method::Post, "/sign-in", &[("email", TOM), ("password", PASSWORD)]);
    visitor.send(form().header(Header::new("Origin", "null"))).await.has_status(403);
    let host = Header::new("Host", "feedback.example.org");
    let from = |site: &'static str| Header::new("Origin", site);
    visitor.send(form().header(host.clone()).header(from("https://evil.example"))).await.has_status(403);
    let own = form().header(host).header(from("https://feedback.example.org"));
    visitor.send(own).await.leads_to("/programmes");
}

#[rocket::async_test]
async fn signing_in_again_ends_the_session_that_this_browser_had() {
    let app = TestApp::start().await;
    app.person(TOM, PersonRole::Manager).await;
    let tom = app.visitor().await;
    sign_in(&tom, TOM, PASSWORD).await.leads_to("/programmes");
    let copy = tom.client().cookies().get("session").unwrap().clone();
    sign_in(&tom, TOM, PASSWORD).await.leads_to("/programmes");
    tom.get(HOME).await.has_status(200);
    let thief = app.visitor().await;
    thief.send(thief.client().get(HOME).cookie(copy)).await.has_status(303);
}

#[rocket::async_test]
async fn a_session_that_nobody_uses_ends_after_eight_hours_and_one_in_use_goes_on() {
    let app = TestApp::start().await;
    app.rules(SignInRules::default()).await;
    let (busy, idle) = (app.signed_in(PersonRole::Manager).await, app.signed_in(PersonRole::Manager).await);
    for _ in 0..3 {
        app.clock.set(app.now() + SignedDuration::from_hours(7));
        busy.get(HOME).await.has_status(200);
    }
    idle.get(HOME).await.has_status(303);
    app.clock.set(app.now() + SignedDuration::from_hours(8));
    busy.get(HOME).await.has_status(200);
    // Uses are kept to the hour, so the ninth is the first that is over for certain.
    app.clock.set(app.now() + SignedDuration::from_hours(9));
    busy.get(HOME).await.has_status(303);
}

#[rocket::async_test]
async fn a_session_ends_after_a_week_however_much_it_is_used() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for _ in 0..6 {
        app.wait_days(1);
        trainer.get("/programmes/reading").await.has_status(200);
    }
    app.wait_days(1);
    trainer.get("/programmes/reading").await.has_status(303);
}
