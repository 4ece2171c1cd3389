//! Coming in for the first time, with the link in the letter.

use common_ground::store::people::PersonRole;

use crate::support::{accounts::NEW, app::TestApp};

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
