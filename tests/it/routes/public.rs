//! The pages that nobody needs an account for. Those of one test or two are tested here: help, privacy, the first way in, the
//! summary by its link, and what machines ask; how the service says that it is not well is in `stories::instances`.

mod accessibility;
mod agreement;
mod answer;
mod board;
mod calendar;
mod confirm;
mod first_run;
mod handover;
mod interrupted;
mod landing;
mod new_password;
mod partner_health;
mod partner_page;
mod partner_page_request;
mod password_reset;
mod promise;
mod sign_in;
mod stop;
mod successor;
mod write_up;
mod you_asked;

use common_ground::{
    store::{people::PersonRole, summaries},
    system::secret::KeyPurpose as Token,
};
use rocket::http::Header;

use crate::support::{
    accounts::NEW,
    app::TestApp,
    course::{course, with_managers},
};

const PEOPLE: &str = "/programmes/reading/people";
const BEN: [(&str, &str); 3] = [("name", "Ben Oke"), ("email", "Ben@example.org"), ("role", "trainer")];

#[rocket::async_test]
async fn somebody_who_was_added_comes_in_with_the_link_in_their_letter_once() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post(&format!("{PEOPLE}/new"), &BEN).await.leads_to(PEOPLE);
    admin.get(PEOPLE).await.says("Ben Oke was added").says("Invited, hasn’t signed in yet").says("Trainer");
    let letter = app.letter_to("ben@example.org").await;
    assert!(letter.contains("A. Person has added you as a trainer of “Welcome to reading”."), "{letter}");
    let welcome = app.link_to("ben@example.org", "/welcome/").await;

    let ben = app.visitor().await;
    ben.get(&welcome).await.has_status(200).says("ben@example.org");
    ben.post(&welcome, &[("password", "benoke1984")]).await.has_status(422).says("Choose another password");
    ben.post(&welcome, &[("password", NEW)]).await.leads_to("/programmes");
    ben.get("/programmes/reading/courses").await.has_status(200);
    ben.get(PEOPLE).await.has_status(403);
    app.visitor().await.get(&welcome).await.has_status(410).says("sign in with");
    admin.get(PEOPLE).await.says("Can sign in").never_says("hasn’t signed in yet");
}

#[rocket::async_test]
async fn a_service_that_runs_says_that_it_is_alive_and_ready() {
    let app = TestApp::start().await;
    let watcher = app.visitor().await;
    watcher.get("/health/live").await.has_status(200);
    watcher.get("/health/ready").await.has_status(200).says("ready");
}

#[rocket::async_test]
async fn help_is_read_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/help").await;
    page.has_status(200).says("If a link doesn’t work").never_says("Sign out");
    page.says("href=\"/help?lang=en\"")
        .says("href=\"/accessibility?lang=en\"")
        .says("href=\"/privacy?lang=en\"");
}

#[rocket::async_test]
async fn help_is_read_in_welsh_too() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/help?lang=cy").await;
    page.has_status(200).says("<html lang=\"cy\">").says("Os nad yw dolen yn gweithio");
    page.says("href=\"/help?lang=en\"").says("href=\"/privacy?lang=cy\"");
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
async fn the_smallest_group_of_the_site_is_told_without_signing_in() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/privacy").await;
    page.has_status(200).says("groups of 5 or more people").never_says("Sign out");
    page.says("href=\"/help?lang=en\"")
        .says("href=\"/accessibility?lang=en\"")
        .says("href=\"/privacy?lang=en\"");
}

#[rocket::async_test]
async fn what_holds_for_every_survey_is_read_in_welsh_too() {
    let app = TestApp::start().await;
    let page = app.visitor().await.get("/privacy?lang=cy").await;
    page.has_status(200).says("<html lang=\"cy\">").says("Ar gyfer pob arolwg yma");
    page.says("href=\"/privacy?lang=en\"").says("href=\"/help?lang=cy\"");
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

#[tokio::test]
async fn the_link_in_a_letter_shows_the_summary_until_it_runs_out() {
    let service = TestApp::start().await;
    with_managers(&service).await;
    let (course, _) = course(&service, 9).await;
    service.wait_days(10);
    service.run_due().await;
    let db = service.app.db.read();
    let summary = summaries::latest(db, course.id).await.unwrap().unwrap();
    let (delivery, _) = summaries::deliveries(db, summary.id).await.unwrap().swap_remove(0);
    let link = format!("/summary/{}", service.app.secret.carrying_token(Token::Summary, delivery.id));
    let visitor = service.visitor().await;
    visitor.get(&link).await.has_status(200).says("Pilot course 3").says("9 people").never_says("/stop/");
    visitor.get(&format!("{link}/comparison.csv")).await.has_status(200).says("cliffs_delta");
    let other = format!("/summary/{}", service.app.secret.carrying_token(Token::Stop, delivery.id));
    visitor.get(&other).await.has_status(404);
    service.wait_days(200);
    visitor.get(&link).await.has_status(410).says("This link has expired");
}
