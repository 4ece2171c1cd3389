//! The write-up of a workshop behind its link.

use common_ground::system::secret::KeyPurpose;

use crate::support::{app::TestApp, board::Workshop};

/// The text as people wrote it down at the pilot courses.
const NOTES: &str = include_str!("../../../../boards/tests/partnership-working.txt");

#[rocket::async_test]
async fn what_the_room_agreed_becomes_a_document_that_anybody_with_the_link_can_take() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(2, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    room.write(&phone, 2, "Neutral spaces", "a").await.has_status(303);
    room.write(&phone, 2, "Left out", "b").await.has_status(303);
    room.step(2, "show", &[]).await.has_status(303);
    let left_out = room.card(2, "Left out").await;
    room.arrange(2, "withhold", &[&left_out], &[]).await.has_status(303);
    let page = format!("{}/write-up", room.desk);
    room.trainer.get(&page).await.has_status(200).never_says("Neutral spaces");
    room.step(2, "agree", &[]).await.has_status(303);
    let draft = room.trainer.get(&page).await;
    draft
        .has_status(200)
        .says("We can bring:")
        .says("- Neutral spaces")
        .says("June 2026")
        .never_says("Left out");
    let link =
        format!("/write-up/{}", app.app.secret.carrying_token(KeyPurpose::WriteUp, room.board().await.id));
    let reader = app.visitor().await;
    reader.get(&link).await.has_status(404);
    room.trainer
        .post(&page, &[("text", "No headings here")])
        .await
        .has_status(422)
        .says("No headings here")
        .says("There are no headings in it");
    room.trainer.post(&page, &[("text", NOTES), ("agreed_by", "Everybody")]).await.leads_to(&page);
    room.trainer.get(&page).await.says("Revision 1").says(&link);
    room.trainer
        .post(&page, &[("text", NOTES), ("after", "0")])
        .await
        .has_status(422)
        .says("saved another revision");
    reader.get(&link).await.has_status(200).says("We can bring:").says("Download as Word");
    for (ending, kind) in [
        ("txt", "text/plain"),
        ("md", "text/markdown"),
        ("html", "text/html"),
        ("json", "application/json"),
        ("docx", "application/vnd.openxmlformats"),
    ] {
        let file = reader.get(&format!("{link}/write-up.{ending}")).await;
        let sent = file.has_status(200).header("Content-Type").unwrap();
        assert!(sent.starts_with(kind), "{ending}: {sent}");
    }
    let text = reader.get(&format!("{link}/write-up.txt")).await.body;
    let bullets = |text: &str| {
        text.lines().filter(|line| line.starts_with("- ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(bullets(&text), bullets(NOTES));
    reader.get(&format!("{link}/write-up.exe")).await.has_status(404);
    reader.get("/write-up/nonsense").await.has_status(404);
}
