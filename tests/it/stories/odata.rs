//! A program that is not ours reads a feed.

use std::process::Command;

use common_ground::survey::round::PrivacyMode;

use crate::support::{api, app::TestApp, program::Program};

#[rocket::async_test]
#[ignore = "needs the readers in Python: scripts/test readers"]
async fn python_odata_finds_the_tables_of_a_feed_and_reads_their_rows() {
    let python =
        std::env::var_os("READERS").expect("READERS names a Python with the readers: scripts/test readers");
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "front_line", 12, 4).await;
    app.wait_days(9);
    app.run_due().await;
    // The program that serves it reads the real time.
    app.clock.set("2099-01-01T09:00:00Z".parse().unwrap());
    let token = api::Program::trainer(&app).await.token;
    let data = app.database().data_dir().display().to_string();
    let service = Program::on(app.database()).with("COMMON_GROUND_DATA_DIR", data).serve();
    let feed = format!("http://{}/odata/reading/{}.svc", service.address, round.code);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/stories/odata/read.py");
    let read = Command::new(python).args([script, &feed, &token]).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert_eq!(service.stop().code(), Some(0));
}
