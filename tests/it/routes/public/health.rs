//! Whether the service is alive and ready; how it says that it is not is in `stories::instances`.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn a_service_that_runs_says_that_it_is_alive_and_ready() {
    let app = TestApp::start().await;
    let watcher = app.visitor().await;
    watcher.get("/health/live").await.has_status(200);
    watcher.get("/health/ready").await.has_status(200).says("ready");
}
