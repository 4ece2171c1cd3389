//! Cookies, sessions and requests that should not work.

use common_ground::store::{people::Role, sign_in_rules::SignInRules};
use jiff::SignedDuration;
use rocket::http::{Header, Method};

use super::{NEW, link, sign_in};
use crate::support::{
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
        app.person(TOM, Role::Manager).await;
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
    let tom = app.signed_in(Role::Manager).await;
    for (name, value) in [("_flash", "7:successYou have won"), ("told", "You have won")] {
        let request = tom.client().get(format!("{HOME}/account")).cookie((name, value));
        tom.send(request).await.has_status(200).never_says("You have won");
    }
}

#[rocket::async_test]
async fn a_page_without_an_origin_sends_nothing() {
    let app = TestApp::start().await;
    app.person(TOM, Role::Manager).await;
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
    app.person(TOM, Role::Manager).await;
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
    let (busy, idle) = (app.signed_in(Role::Manager).await, app.signed_in(Role::Manager).await);
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
async fn site_administrators_set_how_long_an_unused_session_lasts() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let page = "/programmes/reading/settings/signing-in";
    admin.post(page, &[("idle_hours", "0")]).await.has_status(422).says("from 1 to 168");
    let both = [("idle_hours", "2"), ("second_factor", "yes")];
    admin.post(page, &both).await.has_status(422).says("for your own account first");
    admin.post(page, &[("idle_hours", "2")]).await.leads_to("/programmes/reading/settings/site");
    admin.get("/programmes/reading/settings/site").await.says("signed out after 2 hours without use");
    app.clock.set(app.now() + SignedDuration::from_hours(3));
    admin.get(HOME).await.has_status(303);
}

#[rocket::async_test]
async fn strawberry_and_the_name_of_the_library_are_no_passwords() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let brand = [("name", "Oxmarsh Libraries"), ("accent", "")];
    admin.post("/programmes/reading/settings/brand", &brand).await.has_status(303);
    let tom = app.person(TOM, Role::Manager).await;
    let token = link(&app, common_ground::store::links::Purpose::Reset, Some(tom), 1).await;
    let page = format!("/sign-in/new/{token}");
    let visitor = app.visitor().await;
    visitor.get("/help").await.says("Oxmarsh");
    for weak in ["strawberry", "OxmarshLibraries", "tom@example.org"] {
        visitor.post(&page, &[("password", weak)]).await.has_status(422).says("Choose another password");
    }
    visitor.post(&page, &[("password", NEW)]).await.leads_to("/sign-in");
}

#[rocket::async_test]
async fn the_counts_are_read_from_this_machine_or_with_the_token_and_behind_a_proxy_by_token_alone() {
    let here = "127.0.0.1:4000".parse().unwrap();
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    visitor.get("/metrics").await.has_status(403);
    let elsewhere = visitor.client().get("/metrics").remote("192.0.2.1:4000".parse().unwrap());
    visitor.send(elsewhere).await.has_status(403);
    visitor.metrics().await.has_status(200);
    let app = TestApp::start_with(|config| config.site_url = "https://feedback.example.org".to_owned()).await;
    let visitor = app.visitor().await;
    visitor.send(visitor.client().get("/metrics").remote(here)).await.has_status(403);
    let app = TestApp::start_with(|config| config.metrics_token = "a token that is long".to_owned()).await;
    let visitor = app.visitor().await;
    visitor.send(visitor.client().get("/metrics").remote(here)).await.has_status(403);
    for (sent, status) in [("Bearer a token that is long", 200), ("Bearer another", 403), ("Basic x", 403)] {
        let request = visitor.client().get("/metrics").header(Header::new("Authorization", sent));
        visitor.send(request).await.has_status(status);
    }
}

#[rocket::async_test]
async fn whoever_found_a_fault_is_told_whom_to_write_to() {
    let app = TestApp::start_with(|config| {
        config.site_url = "https://feedback.example.org".to_owned();
        config.security_contact = "security@example.org".to_owned();
    })
    .await;
    let visitor = app.visitor().await;
    let page = visitor.get("/.well-known/security.txt").await;
    page.has_status(200)
        .says("Contact: mailto:security@example.org\n")
        .says("\nExpires: 2026-08-19T09:00:00Z\n");
    page.says("Policy: https://feedback.example.org/.well-known/security-policy.txt");
    assert_eq!(page.header("Content-Type"), Some("text/plain; charset=utf-8"));
    visitor.get("/.well-known/security-policy.txt").await.says("within 14 days");
    // Without a setting, the contact of the site.
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let contact = [("contact", "Ada Ross, ada@library.example.org, 020 7946 0100")];
    admin.post("/programmes/reading/settings/brand", &contact).await.has_status(303);
    admin.get("/.well-known/security.txt").await.says("Contact: mailto:ada@library.example.org\n");
}
