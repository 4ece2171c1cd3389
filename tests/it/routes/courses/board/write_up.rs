//! The write-up at the desk: its draft, its appendix, and files that are read back.

use common_ground::{
    store::{
        boards::{BoardState, write_ups},
        retention,
    },
    system::secret::KeyPurpose,
};
use common_ground_boards::write_up::WriteUp;

use crate::support::{app::TestApp, board::Workshop, upload, visitor::Visitor};

/// A workshop with a group of two cards and one beside it, voted on and agreed. Returns the ids of the grouped cards.
async fn agreed(room: &Workshop<'_>) -> [String; 2] {
    room.step(2, "write", &[]).await.has_status(303);
    let (one, other) = (room.phone("library").await, room.phone("partner").await);
    room.write(&one, 2, "Large print", "a").await.has_status(303);
    room.write(&one, 2, "Talking books", "b").await.has_status(303);
    room.write(&other, 2, "Patience", "c").await.has_status(303);
    room.step(2, "show", &[]).await.has_status(303);
    let cards = [room.card(2, "Large print").await, room.card(2, "Talking books").await];
    room.step(2, "vote", &[("dots", "3")]).await.has_status(303);
    room.give(&one, &cards[0], "2", "d").await.has_status(303);
    room.give(&other, &cards[1], "1", "e").await.has_status(303);
    room.step(2, "count", &[]).await.has_status(303);
    let both = [&*cards[0], &*cards[1]];
    room.arrange(2, "together", &both, &[("label", "Books for all")]).await.has_status(303);
    let clear = format!("{}/cards/{}", room.desk, cards[1]);
    room.trainer.post(&clear, &[("clarified", "Books that are read aloud")]).await.has_status(303);
    room.step(2, "agree", &[]).await.has_status(303);
    cards
}

async fn text(room: &Workshop<'_>) -> String {
    let page = room.trainer.get(&format!("{}/write-up?draft=true", room.desk)).await;
    page.has_status(200);
    let (_, after) = page.body.split_once("<textarea id=\"text\"").unwrap();
    let (text, _) = after.split_once('>').unwrap().1.split_once("</textarea>").unwrap();
    text.trim_start().to_owned()
}

fn link(app: &TestApp, board: uuid::Uuid) -> String {
    format!("/write-up/{}", app.app.secret.carrying_token(KeyPurpose::WriteUp, board))
}

#[rocket::async_test]
async fn cards_that_are_ticked_follow_the_label_of_their_group_as_examples_in_every_form() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let page = format!("{}/write-up", room.desk);
    let draft = format!("{page}/draft");
    room.trainer.get(&draft).await.has_status(200).says("No question is agreed yet");
    let cards = agreed(&room).await;
    assert!(text(&room).await.contains("- Books for all\n"), "no card is an example before it is ticked");
    room.trainer
        .get(&draft)
        .await
        .says("Books for all")
        .says("Large print")
        .says("Books that are read aloud");
    let group = {
        let body = room.trainer.get(&draft).await.body;
        body.split("name=\"example-").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let field = format!("example-{group}");
    let old = room.board().await.revision.to_string();
    room.trainer.post(&draft, &[(&field, &cards[1])]).await.leads_to(&format!("{page}?draft=true"));
    room.trainer
        .post(&draft, &[("revision", &old)])
        .await
        .has_status(409)
        .says("chose examples for the write-up");
    let point = "Books for all (eg Books that are read aloud)";
    let written = text(&room).await;
    assert!(written.contains(&format!("- {point}\n")), "{written}");
    room.trainer.post(&page, &[("text", &written)]).await.leads_to(&page);
    let reader = app.visitor().await;
    let link = link(&app, room.board().await.id);
    for ending in ["txt", "md", "html", "json"] {
        let file = reader.get(&format!("{link}/write-up.{ending}")).await;
        file.has_status(200).says(point).never_says("Appendix");
    }
    reader.get(&link).await.says(point);
    let latest = write_ups::latest(app.app.db.read(), room.board().await.id).await.unwrap().unwrap();
    let word = latest.document.to_docx("en-GB").unwrap();
    assert_eq!(WriteUp::from_docx(&word).unwrap().write_up, latest.document);
    // After the close, too.
    room.trainer.post(&format!("{}/close", room.desk), &[]).await.has_status(303);
    room.trainer.post(&draft, &[]).await.leads_to(&format!("{page}?draft=true"));
    assert!(!text(&room).await.contains("(eg"));
}

#[rocket::async_test]
async fn an_appendix_holds_every_card_as_it_was_written_with_people_and_dots_where_it_is_wanted() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    agreed(&room).await;
    let page = format!("{}/write-up", room.desk);
    let written = text(&room).await;
    room.trainer.post(&page, &[("text", ""), ("appendix", "yes")]).await.has_status(422).says("checked");
    room.trainer.post(&page, &[("text", &written), ("appendix", "yes")]).await.leads_to(&page);
    room.trainer.get(&page).await.says("checked").never_says("Talking books");
    let (reader, link) = (app.visitor().await, link(&app, room.board().await.id));
    let got = "Talking books (in “Books for all”: 3 dots from 2 people)";
    for ending in ["", "/write-up.txt", "/write-up.md", "/write-up.html", "/write-up.json"] {
        let file = reader.get(&format!("{link}{ending}")).await;
        let body = file.has_status(200).body.replace('\\', "");
        assert!(body.contains("Talking books"), "{ending}: {body}");
        file.says("Patience");
    }
    let plain = reader.get(&format!("{link}/write-up.txt")).await;
    plain.says(got).says("Appendix: every card as it was written").says("- Patience (0 dots from 0 people)");
    let latest = write_ups::latest(app.app.db.read(), room.board().await.id).await.unwrap().unwrap();
    assert_eq!(WriteUp::from_text(&plain.body).unwrap().write_up, latest.document);
    let word = latest.document.to_docx("en-GB").unwrap();
    assert_eq!(WriteUp::from_docx(&word).unwrap().write_up, latest.document);
    // Not ticked, it is gone again.
    room.trainer.post(&page, &[("text", &written)]).await.leads_to(&page);
    reader.get(&format!("{link}/write-up.txt")).await.never_says("Talking books");
}

async fn send(trainer: &Visitor, page: &str, name: &str, file: &[u8]) -> crate::support::visitor::Reply {
    upload::send_with(trainer, page, ("file", name, file), &[]).await
}

#[rocket::async_test]
async fn a_write_up_that_was_changed_in_word_is_read_into_the_box_and_kept_when_it_is_saved() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    agreed(&room).await;
    let page = format!("{}/write-up/file", room.desk);
    room.trainer.get(&page).await.has_status(200).says("Write-up from a file");
    send(&room.trainer, &page, "", b"").await.has_status(422).says("Choose the file of a write-up");
    send(&room.trainer, &page, "a.docx", b"PK\x03\x04 and no more")
        .await
        .has_status(422)
        .says("not a Word document");
    let long = format!("We can bring:\n{}", "- Time and more time\n".repeat(4_000));
    send(&room.trainer, &page, "a.txt", long.as_bytes())
        .await
        .has_status(422)
        .says("more than 60000 characters");
    let changed = WriteUp::new(
        "A day in Plaistow",
        &["We met."],
        [("We can bring".to_owned(), vec!["Patience".to_owned(), "Books (eg large print)".to_owned()])],
        "June 2026",
    );
    let read = send(&room.trainer, &page, "changed.docx", &changed.to_docx("en-GB").unwrap()).await;
    read.has_status(200).says("The file was read: 2 points. Nothing is saved yet.").says("A day in Plaistow");
    read.says("- Books (eg large print)");
    let noted = b"We can bring:\n- Time\nSomebody laughed\n- Books\nJune 2026";
    let read = send(&room.trainer, &page, "notes.md", noted).await;
    read.has_status(200).says("line 3, “Somebody laughed”");
    room.trainer.get(&format!("{}/write-up", room.desk)).await.never_says("A day in Plaistow");
}

#[rocket::async_test]
async fn a_board_that_nobody_closes_is_closed_and_its_cards_go_when_comments_go() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    agreed(&room).await;
    let page = format!("{}/write-up", room.desk);
    let written = text(&room).await;
    room.trainer.post(&page, &[("text", &written), ("appendix", "yes")]).await.leads_to(&page);
    let (db, programme) = (&app.app.db, app.programme.id);
    app.clock.set(room.course.ends_at + jiff::SignedDuration::from_hours(29 * 24));
    retention::enforce(db, programme, app.now()).await.unwrap();
    assert_eq!(room.board().await.state, BoardState::Open);
    app.wait_days(2);
    retention::enforce(db, programme, app.now()).await.unwrap();
    assert_eq!(room.board().await.state, BoardState::Closed);
    let (reader, link) = (app.visitor().await, link(&app, room.board().await.id));
    reader.get(&link).await.has_status(200).says("Talking books");
    app.wait_days(366 * 8);
    assert_eq!(retention::enforce(db, programme, app.now()).await.unwrap().cards, 3);
    reader.get(&link).await.has_status(200).says("Books for all").never_says("Talking books");
}
