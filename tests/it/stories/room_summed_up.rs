//! What a room said reaches the managers: from the vote to the summary, which nothing changes afterwards.

use common_ground::store::{people::PersonRole, summaries};

use crate::support::{
    app::TestApp,
    board::Workshop,
    summary::{answered, course, page, posted},
};

const HEAD: &str = "head@library.example.org";

#[rocket::async_test]
async fn the_summary_tells_what_the_room_said_most_once_it_is_agreed_and_written_up() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut room = Workshop::of(&app, trainer, course).await;
    room.says(1, &[("library", "Homework clubs\nReading groups\nKept to ourselves\nNobody’s choice")]).await;
    let (clubs, groups) = (room.card(1, "Homework clubs").await, room.card(1, "Reading groups").await);
    let kept = room.card(1, "Kept to ourselves").await;
    room.votes(1, &[(&*groups, 6), (&*clubs, 4), (&*kept, 5)]).await;
    room.step(1, "agree", &[]).await.has_status(303);
    answered(&app, &feedback).await;
    room.trainer = app.signed_in(PersonRole::Trainer).await;
    let preview = page(&room.course, "/summary/preview");
    room.trainer.get(&preview).await.has_status(200).never_says("What the room said");

    // What the trainer takes out of the write-up is told nowhere.
    let text =
        "What kinds of partnerships could we have?\n- Reading groups\n- Homework clubs\n- Nobody’s choice\n";
    let write_up = format!("{}/write-up", room.desk);
    room.trainer.post(&write_up, &[("text", text), ("after", "0")]).await.leads_to(&write_up);
    let shown = room.trainer.get(&preview).await;
    shown
        .says("What the room said")
        .says("<li>Reading groups (6 people)</li>")
        .says("<li>Homework clubs</li>");
    shown.never_says("Kept to ourselves").never_says("Nobody’s choice").never_says("4 people");

    app.wait_days(1);
    app.run_due().await;
    room.trainer = app.signed_in(PersonRole::Trainer).await;
    let letters = posted(&app).await;
    let [to, _, text, html] = &letters[0];
    assert_eq!(to, HEAD);
    for told in [text, html] {
        assert!(told.contains("Reading groups (6 people)") && told.contains("Homework clubs"), "{told}");
        assert!(!told.contains("Kept to ourselves") && !told.contains("4 people"), "{told}");
    }
    let link = text.split_once("The write-up:").unwrap().1.split_whitespace().next().unwrap();
    let path = link.split_once("/write-up/").unwrap().1;
    app.visitor().await.get(&format!("/write-up/{path}")).await.has_status(200).says("Homework clubs");

    let frozen = summaries::latest(app.app.db.read(), room.course.id).await.unwrap().unwrap();
    room.arrange(1, "withhold", &[&groups], &[]).await.has_status(303);
    let later = "What kinds of partnerships could we have?\n- Something else\n";
    room.trainer.post(&write_up, &[("text", later), ("after", "1")]).await.leads_to(&write_up);
    app.run_due().await;
    let after = summaries::latest(app.app.db.read(), room.course.id).await.unwrap().unwrap();
    assert_eq!((after.id, after.document), (frozen.id, frozen.document));
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&page(&room.course, "/summary")).await.says("Reading groups (6 people)");
}

#[rocket::async_test]
async fn without_a_vote_the_first_line_of_each_heading_is_told_and_nobody_is_counted() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let desk = page(&course, "/board");
    let notes = "We can bring:\n- Rooms\n- Time\n\nFor the partnerships to work:\n- Clear aims\n";
    trainer.post(&desk, &[("set", "text"), ("text", notes)]).await.leads_to(&desk);
    let write_up = format!("{desk}/write-up");
    trainer.post(&write_up, &[("text", notes), ("after", "0")]).await.leads_to(&write_up);
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let shown = trainer.get(&page(&course, "/summary/preview")).await;
    shown.says("<li>Rooms</li>").says("<li>Clear aims</li>").never_says("<li>Time</li>").never_says("(0");
}
