//! The first start.

use common_ground::store::{links::LinkPurpose, people::PersonRole};

use crate::support::{
    accounts::{NEW, link},
    app::TestApp,
    database::TestDatabase,
    http::get,
    program::Program,
};

const FIRST: [(&str, &str); 4] = [
    ("programme", "Welcome to reading, 2026"),
    ("name", "Ada Ross"),
    ("email", "ada@example.org"),
    ("password", NEW),
];

#[rocket::async_test]
async fn whoever_holds_the_link_makes_the_programme_and_is_in_and_the_link_never_works_again() {
    let app = TestApp::start().await;
    let token = link(&app, LinkPurpose::SetUp, None, 24).await;
    let address = format!("/set-up/{token}");
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(200).says("Set up Common Ground").says("At least 10 characters");
    visitor.post(&address, &FIRST).await.leads_to("/programmes/welcome-to-reading-2026");
    visitor.get("/programmes/welcome-to-reading-2026").await.has_status(200).says("Your programme is ready");
    let people = visitor.get("/programmes/welcome-to-reading-2026/people").await;
    people.has_status(200).says("ada@example.org").says("Administrator");

    let late = app.visitor().await;
    late.get(&address).await.has_status(410).says("This link has been used");
    late.post(&address, &FIRST).await.has_status(410);
}

#[rocket::async_test]
async fn a_set_up_form_says_beside_each_field_what_is_wrong_and_keeps_the_rest() {
    let app = TestApp::start().await;
    let address = format!("/set-up/{}", link(&app, LinkPurpose::SetUp, None, 24).await);
    let visitor = app.visitor().await;
    let wrong = [
        ("programme", "x".repeat(201)),
        ("name", "Ada Ross".into()),
        ("email", "ada".into()),
        ("password", "password12".into()),
    ];
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = visitor.post(&address, &wrong).await;
    page.has_status(422).says("at most 200 characters").says("needs one @").says("easy to guess");
    page.says("value=\"Ada Ross\"").never_says("password12");
    visitor.post(&address, &[]).await.has_status(422).says("Enter your name").says("Enter a password");
    visitor.post(&address, &FIRST).await.has_status(303);
}

#[rocket::async_test]
async fn nobody_sets_up_a_service_that_people_use() {
    let app = TestApp::start().await;
    let address = format!("/set-up/{}", link(&app, LinkPurpose::SetUp, None, 24).await);
    app.person("ada@example.org", PersonRole::Admin).await;
    let visitor = app.visitor().await;
    visitor.get(&address).await.has_status(410);
    visitor.post(&address, &FIRST).await.has_status(410);
    visitor.get("/set-up/nonsense").await.has_status(410).says("This link no longer works");
}

#[rocket::async_test]
async fn a_link_for_setting_up_runs_out_after_its_day() {
    let app = TestApp::start().await;
    let address = format!("/set-up/{}", link(&app, LinkPurpose::SetUp, None, 24).await);
    app.wait_days(1);
    app.visitor().await.get(&address).await.has_status(410).says("It has expired");
}

#[tokio::test]
async fn each_start_without_people_prints_a_link_and_the_one_before_stops_working() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let mut links = Vec::new();
    for _ in 0..2 {
        let mut service = program.serve();
        assert!(service.next_line().contains("within 24 hours"));
        let line = service.next_line();
        let (_, path) = line.split_once(&service.address.to_string()).unwrap();
        links.push(path.to_owned());
        assert_eq!(get(service.address, path).await.unwrap().0, 200);
        if let [first, _] = &*links {
            assert_eq!(get(service.address, first).await.unwrap().0, 410);
        }
        service.stop();
    }
}
