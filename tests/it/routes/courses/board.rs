//! The board at the trainer's desk.

mod action;
mod ask;
mod pairs;
mod questions;
mod uses;
mod write_up;

use common_ground::store::{audit, boards, people::PersonRole};
use common_ground_boards::write_up::WriteUp;

use crate::support::{app::TestApp, board::Workshop, planning, upload};

#[rocket::async_test]
async fn the_heading_of_the_desk_is_what_to_do_next() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) =
        crate::support::planning::plan(&app, &trainer, &crate::support::planning::filled()).await;
    let desk = format!("{address}/board");
    trainer.get(&address).await.says("Workshop board").says(&desk);
    trainer.post(&desk, &[("set", "none")]).await.has_status(422).says("Choose what the board should ask");
    trainer.post(&desk, &[("set", "six")]).await.leads_to(&desk);
    trainer.get(&desk).await.says("Open the board").says("We also need to be aware");
    let room = Workshop::open(&app).await;
    let heading = async |words: &str| {
        room.trainer.get(&room.desk).await.has_status(200).says(words);
    };
    heading("Ask “What kinds of partnerships could we have?”").await;
    room.step(1, "write", &[("minutes", "soon")])
        .await
        .has_status(422)
        .says("whole number of minutes")
        .says("soon");
    room.step(1, "write", &[("minutes", "5")]).await.has_status(303);
    heading("close the writing and show the cards").await;
    room.step(1, "agree", &[]).await.has_status(422).says("doesn’t fit where this question is now");
    room.step(1, "show", &[]).await.has_status(303);
    heading("put look-alikes together, then vote").await;
    room.step(1, "vote", &[("dots", "many")]).await.has_status(422).says("whole number of dots").says("many");
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    heading("close the vote").await;
    room.step(1, "count", &[]).await.has_status(303);
    heading("order and agree").await;
    room.step(1, "order", &[]).await.has_status(303);
    room.step(1, "agree", &[]).await.has_status(303);
    heading("is agreed. Next: “We can bring”").await;
}

#[rocket::async_test]
async fn each_side_is_asked_in_its_own_words() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(2, "write", &[]).await.has_status(303);
    room.phone("library").await.get(&room.page()).await.says("The library can bring");
    room.phone("partner").await.get(&room.page()).await.says("Our organisation can bring");
}

#[rocket::async_test]
async fn cards_taken_apart_after_the_vote_have_their_own_dots_again() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (one, other) = (room.phone("library").await, room.phone("partner").await);
    room.write(&one, 1, "Reading groups", "a").await.has_status(303);
    room.write(&other, 1, "Reading group", "b").await.has_status(303);
    room.write(&other, 1, "Funding", "c").await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    // The two look alike; the link ticks them.
    let desk = room.trainer.get(&room.desk).await;
    desk.says("These look alike").says("“Reading");
    let (groups, group) = (room.card(1, "Reading groups").await, room.card(1, "Reading group").await);
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    room.give(&one, &groups, "2", "v1").await.has_status(303);
    room.give(&one, &group, "1", "v2").await.has_status(303);
    room.give(&other, &group, "1", "v3").await.has_status(303);
    let both = [&*groups, &*group];
    room.arrange(1, "together", &both, &[("label", "Reading")])
        .await
        .has_status(422)
        .says("Close the vote first");
    room.step(1, "count", &[]).await.has_status(303);
    room.arrange(1, "together", &both, &[("label", "")]).await.has_status(422).says("Write a label");
    room.arrange(1, "together", &[], &[("label", "Reading")])
        .await
        .has_status(422)
        .says("Tick at least one card");
    room.arrange(1, "together", &both, &[("label", "Reading")]).await.has_status(303);
    let wall = app.visitor().await;
    let address = format!("{}/wall", room.page());
    wall.get(&address).await.says("4 dots from 2 people").never_says("2 dots from 2 people");
    room.arrange(1, "apart", &both, &[]).await.has_status(303);
    wall.get(&address).await.says("2 dots from 1 person").says("2 dots from 2 people").never_says("4 dots");
}

#[rocket::async_test]
async fn dots_of_a_group_are_there_again_when_cards_are_put_into_it_again() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    room.write(&phone, 1, "One", "a").await.has_status(303);
    room.write(&phone, 1, "Two", "b").await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    let (one, two) = (room.card(1, "One").await, room.card(1, "Two").await);
    room.arrange(1, "together", &[&one, &two], &[("label", "Both")]).await.has_status(303);
    let db = app.app.db.read();
    let prompt = room.prompt(1).await.id;
    let group = boards::groups(db, prompt).await.unwrap()[0].id.to_string();
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    room.give(&phone, &one, "1", "c").await.has_status(422);
    room.give(&phone, &group, "2", "d").await.has_status(303);
    room.step(1, "count", &[]).await.has_status(303);
    room.arrange(1, "apart", &[&one, &two], &[]).await.has_status(303);
    room.trainer.get(&room.desk).await.never_says("2 dots");
    room.arrange(1, "together", &[&two], &[("into", &group)]).await.has_status(303);
    room.trainer.get(&room.desk).await.says("2 dots from 1 person");
}

#[rocket::async_test]
async fn a_second_desk_is_told_what_changed_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let old = room.board().await.revision.to_string();
    room.step(1, "show", &[]).await.has_status(303);
    let question = room.prompt(1).await.id.to_string();
    let paper =
        [("question", &*question), ("side", "library"), ("lines", "From a sheet"), ("revision", &*old)];
    let told = room.trainer.post(&format!("{}/paper", room.desk), &paper).await;
    told.has_status(409)
        .says("closed writing in “What kinds of partnerships could we have?”")
        .says("From a sheet");
    room.step(1, "vote", &[("dots", "3"), ("revision", &old)])
        .await
        .has_status(409)
        .says("changed while you were");
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
}

#[rocket::async_test]
async fn sheets_of_paper_are_typed_one_card_a_line() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let page = format!("{}/paper", room.desk);
    let question = room.prompt(1).await.id.to_string();
    room.trainer.get(&page).await.has_status(200).says("One card a line");
    let long = format!("Short\n{}", "w".repeat(141));
    let paper = |lines: &'static str| {
        vec![
            ("question", question.clone()),
            ("side", "library".to_owned()),
            ("table", "Table 1".to_owned()),
            ("lines", lines.to_owned()),
        ]
    };
    let send = async |form: Vec<(&str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        room.trainer.post(&page, &form).await
    };
    send(paper("")).await.has_status(422).says("Type at least one card");
    let mut form = paper("");
    form[3].1 = long;
    send(form).await.has_status(422).says("Shorten the card that begins").says("Short\nw");
    send(paper("One\n\n  Two  ")).await.leads_to(&page);
    room.trainer.get(&page).await.says("Added: 2 cards.");
    room.step(1, "write", &[]).await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    room.trainer.get(&room.desk).await.says("One").says("Library · Table 1");
}

#[rocket::async_test]
async fn a_clearer_wording_stands_beside_what_was_written() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("partner").await;
    room.write(&phone, 1, "LAC access", "a").await.has_status(303);
    let card = format!("{}/cards/{}", room.desk, room.card(1, "LAC access").await);
    room.trainer.get(&card).await.has_status(404);
    room.step(1, "show", &[]).await.has_status(303);
    room.trainer.get(&card).await.has_status(200).says("It was written: “LAC access”");
    room.trainer.post(&card, &[("clarified", &"w".repeat(141))]).await.has_status(422).says("Shorten this");
    room.trainer.post(&card, &[("clarified", "Access for looked-after children")]).await.has_status(303);
    room.trainer
        .get(&room.desk)
        .await
        .says("Access for looked-after children")
        .says("first written: LAC access");
    phone.get(&room.page()).await.says("Access for looked-after children");
}

#[rocket::async_test]
async fn the_audit_trail_tells_of_a_board_and_of_no_word_on_it() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("partner").await;
    room.write(&phone, 1, "Secretive words", "a").await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    let card = room.card(1, "Secretive words").await;
    room.arrange(1, "withhold", &[&card], &[]).await.has_status(303);
    room.step(1, "agree", &[]).await.has_status(303);
    room.trainer.post(&format!("{}/close", room.desk), &[]).await.has_status(303);
    let acts = audit::latest(app.app.db.read(), app.programme.id, 50).await.unwrap();
    for act in [
        "opened the workshop board of",
        "withheld cards on",
        "agreed on the workshop board of",
        "closed the workshop board of",
    ] {
        assert!(acts.iter().any(|entry| entry.act.starts_with(act)), "{act}: {acts:?}");
    }
    assert!(acts.iter().all(|entry| !format!("{entry:?}").contains("Secretive")));
}

#[rocket::async_test]
async fn the_desk_moves_cards_to_another_question() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("partner").await;
    room.write(&phone, 1, "Belongs elsewhere", "a").await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    let (card, to) = (room.card(1, "Belongs elsewhere").await, room.prompt(3).await.id.to_string());
    room.arrange(1, "move", &[&card], &[("to", "nowhere")]).await.has_status(422).says("Choose the question");
    room.arrange(1, "move", &[&card], &[("to", &to)]).await.has_status(303);
    assert_eq!(room.card(3, "Belongs elsewhere").await, card);
}

#[rocket::async_test]
async fn raised_hands_stand_beside_dots_and_can_give_the_order() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    room.write(&phone, 1, "First idea", "a").await.has_status(303);
    room.write(&phone, 1, "Second idea", "b").await.has_status(303);
    let prompt = room.prompt(1).await.id.to_string();
    let page = format!("{}/hands?prompt={prompt}", room.desk);
    room.trainer.get(&page).await.has_status(404);
    room.step(1, "show", &[]).await.has_status(303);
    let (one, two) = (room.card(1, "First idea").await, room.card(1, "Second idea").await);
    room.trainer.get(&page).await.has_status(200).says("First idea").says("never added to them");
    let (library, partner) = (format!("library-{two}"), format!("partner-{two}"));
    let address = format!("{}/hands", room.desk);
    let first = format!("library-{one}");
    let wrong = [("prompt", &*prompt), (&*first, "some")];
    room.trainer.post(&address, &wrong).await.has_status(422).says("some").says("Enter a whole number");
    let form = [("prompt", &*prompt), (&*library, "7"), (&*partner, "4")];
    room.trainer.post(&address, &form).await.has_status(303);
    room.trainer.get(&room.desk).await.says("11 hands raised");
    let late = [("prompt", &*prompt), (&*library, "8"), ("revision", "0")];
    room.trainer.post(&address, &late).await.has_status(409).says("You typed: Second idea (Library): 8");
    room.step(1, "hands", &[]).await.has_status(303);
    room.step(1, "agree", &[]).await.has_status(303);
    let draft = room.trainer.get(&format!("{}/write-up", room.desk)).await.body;
    assert!(draft.find("Second idea").unwrap() < draft.find("First idea").unwrap(), "{draft}");
}

#[rocket::async_test]
async fn an_earlier_write_up_becomes_a_board_that_is_written_up_in_the_same_words() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) =
        crate::support::planning::plan(&app, &trainer, &crate::support::planning::filled()).await;
    let desk = format!("{address}/board");
    let notes = include_str!("../../../../boards/tests/partnership-working.txt");
    let nothing = trainer.post(&desk, &[("set", "text"), ("text", "Only a line")]).await;
    nothing.has_status(422).says("Only a line").says("There are no headings in it");
    trainer
        .post(&desk, &[("set", "text"), ("text", "")])
        .await
        .has_status(422)
        .says("There is no text in it");
    trainer.post(&desk, &[("set", "text"), ("text", &"w".repeat(5 << 20))]).await.has_status(413);
    trainer.post(&desk, &[("set", "text"), ("text", notes)]).await.leads_to(&desk);
    let db = app.app.db.read();
    let board = boards::of_course(db, course.id).await.unwrap().unwrap();
    let counts = boards::desk::card_counts(db, board.id).await.unwrap();
    let prompts = boards::prompts(db, board.id).await.unwrap();
    let cards: Vec<i64> = prompts.iter().map(|prompt| counts[&prompt.id]).collect();
    assert_eq!(cards, [5, 4, 6, 11, 2, 19]);
    let written = trainer.get(&format!("{desk}/write-up")).await;
    let bullets = |text: &str| {
        text.lines().filter(|line| line.starts_with("- ")).map(str::to_owned).collect::<Vec<_>>()
    };
    written.has_status(200);
    let page = written.body.replace("&#39;", "'").replace("&#34;", "\"").replace("&#38;", "&");
    assert_eq!(bullets(&page), bullets(notes));
}

#[rocket::async_test]
async fn an_earlier_write_up_becomes_a_board_from_its_file_too() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = planning::plan(&app, &trainer, &planning::filled()).await;
    let (desk, page) = (format!("{address}/board"), format!("{address}/board/file"));
    trainer.get(&desk).await.says("Start from a file");
    trainer.get(&page).await.has_status(200).says("Word (.docx), Markdown (.md) or plain text (.txt)");
    let send = async |name: &str, file: &[u8], more: &[(&str, &str)]| {
        upload::send_with(&trainer, &page, ("file", name, file), more).await
    };
    send("", b"", &[]).await.has_status(422).says("Choose the file of a write-up");
    send("notes.docx", b"We can bring:\n- Time", &[]).await.has_status(422).says("not a Word document");
    send("notes.txt", b"We \xff", &[]).await.has_status(422).says("it is not UTF-8 text (byte 4)");
    send("notes.txt", b"Nobody came", &[]).await.has_status(422).says("There are no headings in it");
    let many = format!("We can bring:\n{}", "- Time\n".repeat(1_001));
    send("notes.txt", many.as_bytes(), &[]).await.has_status(422).says("up to 1000 points");
    send("notes.docx", &vec![b'x'; 5 << 20], &[]).await.has_status(413);
    let notes = WriteUp::from_text(include_str!("../../../../boards/tests/partnership-working.txt")).unwrap();
    let word = notes.write_up.to_docx("en-GB").unwrap();
    send("notes.docx", &word, &[("apart", "yes")]).await.leads_to(&desk);
    let db = app.app.db.read();
    let board = boards::of_course(db, course.id).await.unwrap().unwrap();
    // Five examples of four points are cards of their own now, and told with their points in the same words.
    let counts = boards::desk::card_counts(db, board.id).await.unwrap();
    let prompts = boards::prompts(db, board.id).await.unwrap();
    assert_eq!(prompts.iter().map(|prompt| counts[&prompt.id]).sum::<i64>(), 47 + 1);
    let written = trainer.get(&format!("{desk}/write-up")).await;
    written.says(
        "(eg lead to our knowing names of appropriate people to call on, eg the Social Inclusion Officer",
    );
    for point in notes.write_up.prompts.iter().flat_map(|prompt| &prompt.cards) {
        written.says(&format!("- {}", point.text));
    }
}

#[rocket::async_test]
async fn two_cards_that_are_not_alike_are_not_suggested_again() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    for text in ["Reading groups", "Reading group", "Reading a group"] {
        room.write(&phone, 1, text, text).await.has_status(303);
    }
    room.step(1, "show", &[]).await.has_status(303);
    let (one, two) = (room.card(1, "Reading groups").await, room.card(1, "Reading group").await);
    let suggested = |desk: &str| {
        let pair = ["“Reading groups” and “Reading group” are", "“Reading group” and “Reading groups” are"];
        (desk.matches("value=\"unlike\"").count(), pair.iter().any(|words| desk.contains(words)))
    };
    assert_eq!(suggested(&room.trainer.get(&room.desk).await.body), (3, true));
    room.arrange(1, "unlike", &[&one], &[]).await.has_status(422).says("Tick the two cards");
    for _ in 0..2 {
        room.arrange(1, "unlike", &[&two, &one], &[]).await.has_status(303);
    }
    let desk = room.trainer.get(&room.desk).await;
    desk.says("These two are not suggested again");
    assert_eq!(suggested(&desk.body), (2, false));
}

#[rocket::async_test]
async fn a_card_that_may_point_at_somebody_is_marked_and_withheld_by_one_button() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    room.write(&phone, 1, "ring me on 020 7946 0958", "a").await.has_status(303);
    room.write(&phone, 1, "write to ann@example.org", "b").await.has_status(303);
    room.write(&phone, 1, "more time", "c").await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    let desk = room.trainer.get(&room.desk).await;
    desk.says("“020 7946 0958” looks like a phone number")
        .says("“ann@example.org” looks like an email address");
    assert_eq!(desk.body.matches("form=\"withhold\"").count(), 2, "{}", desk.body);
    let card = room.card(1, "ring me on 020 7946 0958").await;
    room.arrange(1, "withhold", &[&card], &[]).await.has_status(303);
    let desk = room.trainer.get(&room.desk).await;
    assert_eq!(desk.body.matches("form=\"withhold\"").count(), 1, "{}", desk.body);
    phone.get(&room.page()).await.says("more time");
    let wall = app.visitor().await;
    wall.get(&format!("{}/wall", room.page())).await.never_says("020 7946");
}

#[rocket::async_test]
async fn cards_and_groups_are_ordered_by_hand() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let question = room.prompt(1).await.id.to_string();
    let page = format!("{}/order", room.desk);
    room.trainer.get(&page).await.has_status(404);
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    for text in ["Alpha", "Beta", "Gamma"] {
        room.write(&phone, 1, text, text).await.has_status(303);
    }
    room.step(1, "show", &[]).await.has_status(303);
    room.trainer.get(&room.desk).await.says("Order by hand");
    let ids = [room.card(1, "Alpha").await, room.card(1, "Beta").await, room.card(1, "Gamma").await];
    let names = ids.map(|id| format!("place-{id}"));
    let order = async |places: [&str; 3], more: &[(&str, &str)]| {
        let mut form = vec![("prompt", &*question)];
        form.extend(names.iter().map(String::as_str).zip(places));
        form.extend(more);
        room.trainer.post(&page, &form).await
    };
    order(["1", "2", "9"], &[]).await.has_status(422).says("Enter a whole number from 1 to 3");
    order(["1", "2", "last"], &[]).await.has_status(422).says("last");
    let old = room.board().await.revision.to_string();
    order(["3", "2", "1"], &[]).await.has_status(303);
    let late = order(["1", "2", "3"], &[("revision", &old)]).await;
    late.has_status(409).says("ordered by hand").says("You typed: Gamma: 3; Alpha: 1");
    let is_in_order = |body: &str, words: [&str; 3]| words.map(|word| body.find(word).unwrap()).is_sorted();
    let shown = phone.get(&room.page()).await.body;
    let shown = shown.split("Your cards").next().unwrap();
    assert!(is_in_order(shown, ["Gamma", "Beta", "Alpha"]), "{shown}");
    let held = room.trainer.get(&format!("{page}?prompt={question}")).await;
    held.has_status(200);
    assert!(is_in_order(&held.body, ["Gamma", "Beta", "Alpha"]), "{}", held.body);
}

#[rocket::async_test]
async fn a_photograph_of_a_sheet_is_looked_at_beside_the_box_and_sent_nowhere() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let page = room.trainer.get(&format!("{}/paper", room.desk)).await;
    page.has_status(200).says("It stays in this browser").says("With scripts switched on");
    // Outside the form and without a name, the file cannot be sent.
    let (_, after) = page.body.split_once("</form>").unwrap();
    let photograph = after.split("<input").find(|tag| tag.contains("id=\"photograph\"")).unwrap();
    let photograph = photograph.split('>').next().unwrap();
    assert!(!photograph.contains("name=") && !photograph.contains("form="), "{photograph}");
    assert!(!page.body.contains("multipart"), "{}", page.body);
}

#[rocket::async_test]
async fn a_card_leaves_its_dots_with_the_question_that_it_is_moved_from_and_has_them_again_when_it_is_back() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.says(1, &[("partner", "Belongs elsewhere\nStays here")]).await;
    room.says(3, &[("partner", "Stays")]).await;
    let (moved, other) = (room.card(1, "Belongs elsewhere").await, room.card(3, "Stays").await);
    room.votes(1, &[(&*moved, 4)]).await;
    room.votes(3, &[(&*other, 2)]).await;
    let [first, third] = [room.prompt(1).await.id.to_string(), room.prompt(3).await.id.to_string()];
    room.arrange(1, "move", &[&moved], &[("to", &third)]).await.has_status(303);
    let wall = format!("{}/wall", room.page());
    let seen = app.visitor().await;
    seen.get(&wall).await.says("2 dots from 2 people").never_says("4 dots");
    room.step(3, "agree", &[]).await.has_status(303);
    // The appendix is counted as the wall is.
    let write_up = format!("{}/write-up", room.desk);
    let text = "However, we need to:\n- Stays\n";
    room.trainer.post(&write_up, &[("text", text), ("appendix", "yes")]).await.leads_to(&write_up);
    let board = room.board().await.id;
    let document = boards::write_ups::latest(app.app.db.read(), board).await.unwrap().unwrap().document;
    let appendix = document.to_text();
    assert!(appendix.contains("Belongs elsewhere (0 dots from 0 people)"), "{appendix}");
    room.arrange(3, "move", &[&moved], &[("to", &first)]).await.has_status(303);
    room.step(1, "look", &[]).await.has_status(303);
    seen.get(&wall).await.says("4 dots from 4 people");
}

#[rocket::async_test]
async fn every_line_of_a_sheet_that_is_too_long_is_named_at_once() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let question = room.prompt(1).await.id.to_string();
    let long = |begins: &str| format!("{begins} {}", "w".repeat(140));
    let lines = [long("First"), "Short".to_owned(), long("Second")].join("\n");
    let paper = [("question", &*question), ("side", "library"), ("lines", &*lines)];
    let sent = room.trainer.post(&format!("{}/paper", room.desk), &paper).await;
    sent.has_status(422)
        .says("Shorten these cards to 140 characters: “First")
        .says(", “Second")
        .says("Short\n");
    let many: Vec<String> = (0..8).map(|number| long(&format!("Number {number}"))).collect();
    let lines = many.join("\n");
    let paper = [("question", &*question), ("side", "library"), ("lines", &*lines)];
    let sent = room.trainer.post(&format!("{}/paper", room.desk), &paper).await;
    sent.has_status(422).says("“Number 4").says("and 3 more");
}

#[rocket::async_test]
async fn a_desk_with_very_many_things_to_choose_from_is_told_that_similar_cards_split_the_vote() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.says(1, &[("library", "One\nTwo\nThree")]).await;
    room.trainer.get(&room.desk).await.says("3 things to choose from").never_says("split the vote");
    let lines: Vec<String> = (10..20).map(|number| format!("Number {number}")).collect();
    let question = room.prompt(1).await.id.to_string();
    let paper = [("question", &*question), ("side", "library"), ("lines", &*lines.join("\n"))];
    room.trainer.post(&format!("{}/paper", room.desk), &paper).await.has_status(303);
    room.trainer.get(&room.desk).await.says("13 things to choose from").says("Similar cards split the vote");
}

#[rocket::async_test]
async fn a_name_that_is_noticed_after_the_close_can_still_be_withheld() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.agrees(1, &[("partner", "Ring Maya Brown\nMore time")]).await;
    room.trainer.post(&format!("{}/close", room.desk), &[]).await.has_status(303);
    let (named, other) = (room.card(1, "Ring Maya Brown").await, room.card(1, "More time").await);
    room.arrange(1, "together", &[&named, &other], &[("label", "Both")])
        .await
        .has_status(422)
        .says("You can still withhold them");
    let draft = format!("{}/write-up?draft=true", room.desk);
    room.trainer.get(&draft).await.says("Maya Brown");
    room.arrange(1, "withhold", &[&named], &[]).await.has_status(303);
    room.trainer.get(&room.desk).await.says("save the write-up again without it");
    room.trainer.get(&draft).await.says("More time").never_says("Maya Brown");
    room.trainer.get(&format!("{}/uses", room.desk)).await.never_says("Maya Brown");
    room.arrange(1, "back", &[&named], &[]).await.has_status(303);
    room.trainer.get(&draft).await.says("Maya Brown");
}
