//! Courses as trainers plan and run them.

mod actions;
mod add_survey;
mod attendance;
mod board;
mod cancel;
mod delete;
mod edit;
mod index;
mod new;
mod participants;
mod results;
mod resume;
mod schedule;
mod show;
mod summary;

use common_ground::store::people::PersonRole;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    summary::{answered, course, page},
};

#[rocket::async_test]
async fn nothing_is_connected_before_a_survey_of_the_course_has_closed() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let address = page(&course, "/connect");
    app.signed_in(PersonRole::Trainer).await.get(&address).await.has_status(404);
    app.signed_in(PersonRole::Manager).await.get(&address).await.has_status(403);
    answered(&app, &feedback).await;
    for role in [PersonRole::Trainer, PersonRole::Manager] {
        let shown = app.signed_in(role).await.get(&address).await;
        shown.has_status(200).says("Connect a spreadsheet").says("Pilot course 4");
        shown.says(&format!("http://127.0.0.1:8000/odata/reading/{}.svc", course.id));
        shown.says(&format!("/programmes/reading/rounds/{}/connect", feedback.code));
        shown.says("/programmes/reading/account/tokens/new");
    }
    let nowhere = format!("/programmes/reading/courses/{}/connect", Uuid::nil());
    app.signed_in(PersonRole::Trainer).await.get(&nowhere).await.has_status(404);
}
