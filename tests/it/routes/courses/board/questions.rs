//! What a board asks, changed before it is asked.

use common_ground::store::boards;

use crate::support::{app::TestApp, board::Workshop, planning};

async fn headings(room: &Workshop<'_>) -> Vec<String> {
    let board = room.board().await;
    let prompts = boards::prompts(room.app.app.db.read(), board.id).await.unwrap();
    prompts.into_iter().map(|prompt| prompt.heading).collect()
}

/// The form as it is, with some fields changed.
async fn form(room: &Workshop<'_>, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let board = room.board().await;
    let mut form = Vec::new();
    for prompt in boards::prompts(room.app.app.db.read(), board.id).await.unwrap() {
        let id = prompt.id;
        form.push((format!("heading-{id}"), prompt.heading));
        form.push((format!("library-{id}"), prompt.library_wording));
        form.push((format!("partner-{id}"), prompt.partner_wording));
        form.push((format!("place-{id}"), prompt.place.to_string()));
    }
    for (name, value) in changed {
        form.retain(|(known, _)| known != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    form
}

async fn send(room: &Workshop<'_>, changed: &[(&str, &str)]) -> crate::support::visitor::Reply {
    let form = form(room, changed).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
    room.trainer.post(&format!("{}/questions", room.desk), &form).await
}

#[rocket::async_test]
async fn questions_that_wait_are_worded_ordered_added_and_taken_out() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.trainer.get(&room.desk).await.says("Change the questions");
    let page = format!("{}/questions", room.desk);
    room.trainer.get(&page).await.has_status(200).says("The library can bring").says("Add a question");
    room.step(1, "write", &[]).await.has_status(303);
    room.trainer
        .get(&page)
        .await
        .says("Asked already, so they stay as they are: 1. “What kinds of partnerships");
    let (second, last, fifth) = (room.prompt(2).await.id, room.prompt(6).await.id, room.prompt(5).await.id);
    let (library, place, remove) =
        (format!("library-{second}"), format!("place-{last}"), format!("remove-{fifth}"));
    let asked = room.prompt(1).await.id;
    let sent = send(
        &room,
        &[
            (&library, "What can your branch bring?"),
            (&place, "2"),
            (&remove, "yes"),
            ("heading-new", "Next time, we will:"),
            ("place-new", "3"),
            // One that was asked stays, whatever is sent.
            (&format!("heading-{asked}"), "Changed"),
        ],
    )
    .await;
    sent.has_status(303);
    assert_eq!(
        headings(&room).await,
        [
            "What kinds of partnerships could we have?",
            "For the partnerships to work",
            "Next time, we will",
            "We can bring",
            "However, we need to",
            "From our partners, we would like / hope to get",
        ]
    );
    room.step(4, "write", &[]).await.has_status(303);
    room.phone("library").await.get(&room.page()).await.says("What can your branch bring?");
    room.phone("partner").await.get(&room.page()).await.says("Our organisation can bring");
}

#[rocket::async_test]
async fn all_that_is_wrong_with_the_questions_is_said_at_once_and_what_was_typed_is_kept() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let before = headings(&room).await;
    let (second, third, fourth) = (room.prompt(2).await.id, room.prompt(3).await.id, room.prompt(4).await.id);
    let question = fourth.to_string();
    let paper = [("question", &*question), ("side", "library"), ("lines", "From a sheet")];
    room.trainer.post(&format!("{}/paper", room.desk), &paper).await.has_status(303);
    let (heading, partner, place, remove) = (
        format!("heading-{second}"),
        format!("partner-{second}"),
        format!("place-{third}"),
        format!("remove-{fourth}"),
    );
    let long = "w".repeat(201);
    let changed =
        [(&*heading, ""), (&*partner, &*long), (&*place, "first"), (&*remove, "yes"), ("place-new", "2")];
    let sent = send(&room, &changed).await;
    sent.has_status(422)
        .says("Write the heading, or take the question out")
        .says("Shorten this to 200 characters")
        .says("Enter a whole number from 1 to 30")
        .says("There are cards for this question")
        .says("first")
        .says(&long);
    assert_eq!(headings(&room).await, before);
    let old = room.board().await.revision.to_string();
    room.step(1, "show", &[]).await.has_status(303);
    let told = send(&room, &[("revision", &old), (&heading, "Somebody typed this")]).await;
    told.has_status(409).says("closed writing in").says("Somebody typed this");
}

#[rocket::async_test]
async fn the_questions_of_another_board_are_copied_and_none_of_its_cards() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let second = room.prompt(2).await.id;
    send(&room, &[(&format!("heading-{second}"), "We bring along")]).await.has_status(303);
    let mut course = planning::filled();
    course[0].1 = "Pilot course 7";
    let (course, address) = planning::plan(&app, &room.trainer, &course).await;
    let desk = format!("{address}/board");
    let board = room.board().await.id.to_string();
    room.trainer.get(&desk).await.says("The questions of another board").says(&board);
    let make = async |form: &[(&str, &str)]| room.trainer.post(&desk, form).await;
    make(&[("set", "copy")]).await.has_status(422).says("Choose the board to copy");
    let none = second.to_string();
    make(&[("set", "copy"), ("board", &none)]).await.has_status(422).says("Choose a board of another course");
    make(&[("set", "copy"), ("board", &board)]).await.leads_to(&desk);
    let db = app.app.db.read();
    let copy = boards::of_course(db, course.id).await.unwrap().unwrap();
    let copied = boards::prompts(db, copy.id).await.unwrap();
    assert_eq!(copied.iter().map(|prompt| &*prompt.heading).collect::<Vec<_>>(), headings(&room).await);
    assert_eq!(copied[1].library_wording, "The library can bring");
    assert!(boards::desk::card_counts(db, copy.id).await.unwrap().is_empty());
}
