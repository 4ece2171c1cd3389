//! Letting people go.

use common_ground::store::{links::LinkPurpose, people::PersonRole};

use crate::support::{
    accounts::link,
    app::{PASSWORD, TestApp},
};

const PEOPLE: &str = "/programmes/reading/people";

#[rocket::async_test]
async fn whoever_is_disabled_or_removed_is_out_at_once_after_a_question() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let tom = app.person("tom@example.org", PersonRole::Trainer).await;
    let page = format!("{PEOPLE}/{tom}");
    let visitor = app.visitor().await;
    crate::support::accounts::sign_in(&visitor, "tom@example.org", PASSWORD).await.has_status(303);

    admin
        .get(&format!("{page}/disable"))
        .await
        .has_status(200)
        .says("signed out everywhere straight away")
        .says("access tokens stop working");
    visitor.get("/programmes/reading").await.has_status(200);
    let reset = link(&app, LinkPurpose::Reset, Some(tom), 1).await;
    admin.post(&format!("{page}/disable"), &[]).await.leads_to(&page);
    visitor.get("/programmes/reading").await.has_status(303);
    crate::support::accounts::sign_in(&visitor, "tom@example.org", PASSWORD).await.has_status(422);
    visitor.get(&format!("/sign-in/new/{reset}")).await.has_status(410);
    admin.get(PEOPLE).await.says("Disabled");

    admin.post(&format!("{page}/enable"), &[]).await.leads_to(&page);
    crate::support::accounts::sign_in(&visitor, "tom@example.org", PASSWORD).await.has_status(303);
    admin.get(&format!("{page}/remove")).await.has_status(200).says("will no longer see this programme");
    admin.post(&format!("{page}/remove"), &[]).await.leads_to(PEOPLE);
    visitor.get("/programmes/reading").await.has_status(303);
    admin.get(&page).await.has_status(404);
    admin.post(&format!("{page}/disable"), &[]).await.has_status(404);
}
