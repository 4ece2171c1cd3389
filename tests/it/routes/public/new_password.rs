//! Choosing another password, with the link in the letter.

use common_ground::store::{links::LinkPurpose, people::PersonRole};

use crate::support::{accounts::link, app::TestApp};

const TOM: &str = "tom@example.org";

#[rocket::async_test]
async fn a_link_for_a_password_works_for_an_hour_and_for_nothing_else() {
    let app = TestApp::start().await;
    let tom = app.person(TOM, PersonRole::Trainer).await;
    let token = link(&app, LinkPurpose::Reset, Some(tom), 1).await;
    let visitor = app.visitor().await;
    visitor.get(&format!("/welcome/{token}")).await.has_status(410);
    visitor.get(&format!("/set-up/{token}")).await.has_status(410);
    visitor.get(&format!("/sign-in/new/{token}")).await.has_status(200);
    app.clock.set(app.now() + jiff::SignedDuration::from_mins(60));
    visitor.get(&format!("/sign-in/new/{token}")).await.has_status(410).says("Send me another link");
}
