//! A course in a calendar.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    asking::{post_all, posted, read},
    planning::{filled, plan},
};

/// The address behind “Add to calendar”.
fn calendar(page: &str) -> String {
    let from = page.find("/calendar/").unwrap();
    page[from..].split(['"', '\n', '\r', ' ']).next().unwrap().to_owned()
}

#[rocket::async_test]
async fn whoever_has_the_address_reads_when_and_where_it_is_and_nothing_about_people() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let file = calendar(&trainer.get(&address).await.says("Add to calendar").body);
    let stranger = app.visitor().await;
    let first = stranger.get(&file).await;
    first
        .has_status(200)
        .says(&format!("UID:course-{}@", course.id))
        .says("SEQUENCE:0\r\n")
        .says("DTSTART:20260616T090000Z\r\nDTEND:20260616T150000Z\r\nSUMMARY:Pilot course 6\r\n")
        .says("LOCATION:Plaistow Library\r\n")
        .never_says("Hartley")
        .never_says("trainer@");
    assert!(first.header("Content-Type").unwrap().starts_with("text/calendar"));
    assert!(first.header("Content-Disposition").unwrap().contains("course-2026-06-16.ics"));

    // It is the same entry after a move, newer each time.
    trainer.post(&format!("{address}/steps/day"), &[("day", "2026-06-23"), ("time", "10:00")]).await;
    stranger
        .get(&file)
        .await
        .says(&format!("UID:course-{}@", course.id))
        .says("SEQUENCE:1")
        .says("DTSTART:20260623");
    trainer.post(&format!("{address}/cancel"), &[]).await.has_status(303);
    stranger.get(&file).await.says("SEQUENCE:2").says("STATUS:CANCELLED");
    stranger.get("/calendar/nonsense").await.has_status(404);
}

#[rocket::async_test]
async fn an_invitation_before_the_course_says_when_it_is_and_leads_to_the_file() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    let ada = [("people", "Ada Ross <ada@library.example.org>"), ("partner", "")];
    let added = trainer.post(&format!("{address}/participants/new"), &ada).await;
    added.has_status(303);
    app.clock.set("2026-06-09T08:00:00Z".parse().unwrap());
    app.run_due().await;
    post_all(&app).await;
    let letter = posted(&app).pop().unwrap();
    let message = read(&letter.bytes);
    let text = message.body_text(0).unwrap();
    assert!(text.contains("The course is on Tuesday 16 June, 10:00–16:00, at Plaistow Library."), "{text}");
    let file = calendar(&text);
    assert!(message.body_html(0).unwrap().contains(&file));
    app.visitor().await.get(&file).await.has_status(200).says("BEGIN:VCALENDAR").never_says("Ada");
    // Once it is over, there is nothing to add.
    app.clock.set("2026-06-18T09:00:00Z".parse().unwrap());
    app.run_due().await;
    post_all(&app).await;
    let letter = posted(&app).pop().unwrap();
    let text = read(&letter.bytes).body_text(0).unwrap().into_owned();
    assert!(!text.contains("/calendar/"), "{text}");
}
