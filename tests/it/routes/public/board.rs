//! The board as the room meets it: phones and the wall.

use common_ground::{
    store::boards::{
        self,
        entries::{self, EntryOutcome, MOST_OF_ONE, PhoneAct, PhoneEntry},
    },
    survey::round::Side,
};
use rocket::http::{ContentType, Header, Method};
use sea_orm::EntityTrait;

use crate::support::{
    app::TestApp,
    board::{Workshop, open_board},
    entity::{board_card, board_key, board_vote},
};

#[rocket::async_test]
async fn a_card_is_on_the_board_once_however_often_it_is_sent() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[("minutes", "5")]).await.has_status(303);
    let phone = room.phone("library").await;
    phone.get(&room.page()).await.has_status(200).says("What kinds of partnerships").says("Until 10:05.");
    for _ in 0..3 {
        let sent = room
            .write(&phone, 1, "  Story times in care homes ", "6f1c0e5a-0000-4000-8000-000000000001")
            .await;
        sent.leads_to(&room.page());
    }
    phone.get(&room.page()).await.says("Your card is on the board").says("Story times in care homes");
    let cards = board_card::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0].text, "Story times in care homes");
    // Taken back, a late copy of the same form does not bring it back.
    let own = format!("{}/cards/{}/remove", room.page(), cards[0].id);
    phone.get(&own).await.has_status(200).says("Take this card back?");
    phone.post(&own, &[]).await.leads_to(&room.page());
    phone.post(&own, &[]).await.leads_to(&room.page());
    room.write(&phone, 1, "Story times in care homes", "6f1c0e5a-0000-4000-8000-000000000001")
        .await
        .has_status(303);
    assert!(board_card::Entity::find().all(app.app.db.read()).await.unwrap().is_empty());
}

#[rocket::async_test]
async fn many_phones_that_write_at_once_lose_nothing() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let mut phones = Vec::new();
    for number in 0..12 {
        phones.push((room.phone(if number % 2 == 0 { "library" } else { "partner" }).await, number));
    }
    let cards = phones.iter().map(|(phone, number)| {
        let (room, text) = (&room, format!("Idea {number}"));
        async move { room.write(phone, 1, &text, &format!("key {number}")).await }
    });
    for reply in futures::future::join_all(cards).await {
        reply.has_status(303);
    }
    let wall = app.visitor().await;
    wall.get(&format!("{}/wall", room.page())).await.has_status(200).says("12 cards from 12 phones");
}

#[rocket::async_test]
async fn a_card_that_is_not_taken_comes_back_with_its_words_and_the_reason() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("partner").await;
    room.write(&phone, 1, "", "a").await.has_status(422).says("Write something on the card");
    let long = "w".repeat(141);
    room.write(&phone, 1, &long, "b")
        .await
        .has_status(422)
        .says(&long)
        .says("Shorten the card by 1 character");
    room.write(&phone, 1, &"w".repeat(140), "b").await.has_status(303);
    let form = [("prompt", "no such"), ("text", "Kept words"), ("key", "c")];
    phone.post(&format!("{}/cards", room.page()), &form).await.has_status(422).says("Kept words");
    room.write(&phone, 2, "Too early", "d")
        .await
        .has_status(409)
        .says("Too early")
        .says("Writing has closed");
    room.step(1, "show", &[]).await.has_status(303);
    let late = room.write(&phone, 1, "Too late", "e").await;
    late.has_status(409).says("Too late").says("Writing has closed");
    // What follows the board never replaces a page with words of its own.
    late.says("data-moved");
    // Refused, its key was not used up.
    room.step(1, "write", &[]).await.has_status(303);
    room.write(&phone, 1, "Too late", "e").await.has_status(303);
}

#[rocket::async_test]
async fn writing_ends_by_itself_where_the_trainer_said_so() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[("minutes", "5"), ("closes", "yes")]).await.has_status(303);
    let phone = room.phone("partner").await;
    room.write(&phone, 1, "In time", "a").await.has_status(303);
    app.clock.set(app.now() + jiff::SignedDuration::from_mins(5));
    room.write(&phone, 1, "Too late", "b").await.has_status(409).says("Too late");
    phone.get(&room.page()).await.says("Writing has ended").says("In time");
    let other = room.phone("library").await;
    other.get(&room.page()).await.never_says("In time");
}

#[rocket::async_test]
async fn a_plain_client_with_cookies_is_a_phone_and_may_say_its_side_with_its_first_card() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = app.visitor().await;
    let prompt = room.prompt(1).await.id;
    let send = |fields: String| {
        let body = format!("prompt={prompt}&text=Plain+words&key=k{fields}");
        phone.send(phone.client().post(format!("{}/cards", room.page())).header(ContentType::Form).body(body))
    };
    // The page with those words is never replaced by one that follows the board.
    send(String::new())
        .await
        .has_status(422)
        .says("Plain words")
        .says("Choose who you work for")
        .says("data-moved");
    send("&side=partner".to_owned()).await.leads_to(&room.page());
    phone.get(&room.page()).await.says("Plain words").says("a partner organisation");
    phone
        .post_from_elsewhere(&format!("{}/cards", room.page()), &[("text", "Not ours")])
        .await
        .has_status(403);
}

#[rocket::async_test]
async fn nothing_of_others_is_sent_before_it_is_shown_and_no_count_before_the_vote_closes() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let (one, other, wall) = (room.phone("library").await, room.phone("partner").await, app.visitor().await);
    let pages = [room.page(), format!("{}/wall", room.page()), format!("{}/now", room.page())];
    let bytes = async |visitor: &crate::support::visitor::Visitor| {
        let mut all = String::new();
        for page in &pages {
            let reply = visitor.get(page).await;
            all.push_str(&reply.has_status(200).body);
        }
        all
    };
    room.step(1, "write", &[]).await.has_status(303);
    room.write(&one, 1, "Zebra crossing", "a").await.has_status(303);
    room.write(&other, 1, "Yellow bicycle", "b").await.has_status(303);
    for (visitor, hidden) in [
        (&one, "Yellow bicycle"),
        (&other, "Zebra crossing"),
        (&wall, "Zebra crossing"),
        (&wall, "Yellow bicycle"),
    ] {
        let seen = bytes(visitor).await;
        assert!(!seen.contains(hidden), "{hidden} was sent while others write: {seen}");
    }
    room.step(1, "show", &[]).await.has_status(303);
    let seen = bytes(&one).await;
    assert!(seen.contains("Yellow bicycle"));

    let zebra = room.card(1, "Zebra crossing").await;
    room.arrange(1, "withhold", &[&zebra], &[]).await.has_status(303);
    for visitor in [&one, &other, &wall] {
        let seen = bytes(visitor).await;
        assert!(!seen.contains("Zebra crossing"), "a withheld card was sent: {seen}");
    }
    one.get(&room.page()).await.says("1 of your cards is off the board for the moment");
    room.arrange(1, "back", &[&zebra], &[]).await.has_status(303);
    assert!(bytes(&wall).await.contains("Zebra crossing"));

    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    room.give(&one, &zebra, "2", "v1").await.leads_to(&room.page());
    room.give(&other, &zebra, "1", "v2").await.leads_to(&room.page());
    for visitor in [&one, &other, &wall] {
        let seen = bytes(visitor).await;
        assert!(!seen.contains("dots from") && !seen.contains("3 dots"), "a count was sent: {seen}");
    }
    room.trainer.get(&room.desk).await.has_status(200).never_says("dots from").says("2 people have voted");
    room.step(1, "count", &[]).await.has_status(303);
    for visitor in [&one, &other, &wall] {
        assert!(bytes(visitor).await.contains("3 dots from 2 people"));
    }
}

#[rocket::async_test]
async fn dots_are_as_many_as_everybody_has_and_two_on_one_at_most() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    for text in ["One", "Two", "Three"] {
        room.write(&phone, 1, text, text).await.has_status(303);
    }
    let one = room.card(1, "One").await;
    room.give(&phone, &one, "1", "early").await.has_status(409).says("no vote under way");
    room.step(1, "show", &[]).await.has_status(303);
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    let two = room.card(1, "Two").await;
    phone.get(&room.page()).await.says("You have 3 dots left of 3");
    room.give(&phone, &one, "3", "x").await.has_status(422).says("more dots than you have left");
    room.give(&phone, &one, "2", "x").await.has_status(303);
    room.give(&phone, &two, "2", "y").await.has_status(422);
    room.give(&phone, &two, "1", "y").await.has_status(303);
    // The same form once more changes nothing, whatever was given since.
    room.give(&phone, &one, "1", "z").await.has_status(303);
    room.give(&phone, &one, "2", "x").await.has_status(303);
    phone.get(&room.page()).await.says("You have 1 dot left of 3");
    room.give(&phone, "no card", "1", "w").await.has_status(422);
    room.give(&phone, "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa", "1", "w")
        .await
        .has_status(422)
        .says("no longer on the board");
    let stranger = app.visitor().await;
    room.give(&stranger, &one, "1", "s").await.has_status(422).says("Choose who you work for");
}

#[rocket::async_test]
async fn a_card_is_changed_only_by_the_phone_that_wrote_it_and_only_while_cards_are_written() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (writer, other) = (room.phone("library").await, room.phone("library").await);
    room.write(&writer, 1, "Frist words", "a").await.has_status(303);
    let card = format!("{}/cards/{}", room.page(), room.card(1, "Frist words").await);
    other.get(&card).await.has_status(404).never_says("Frist words");
    other.post(&card, &[("text", "Mine now")]).await.has_status(404).says("Mine now");
    writer.get(&card).await.has_status(200).says("Frist words");
    writer.post(&card, &[("text", "")]).await.has_status(422).says("Write something");
    writer.post(&card, &[("text", "First words")]).await.leads_to(&room.page());
    writer.get(&room.page()).await.says("Your card was changed").says("First words");
    room.step(1, "show", &[]).await.has_status(303);
    writer.post(&card, &[("text", "Second thoughts")]).await.has_status(409).says("Second thoughts");
    writer.get(&room.page()).await.says("First words").never_says("Second thoughts");
}

#[rocket::async_test]
async fn a_mistyped_code_leads_nowhere_and_guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let visitor = app.visitor().await;
    visitor.get("/b/QQQQQQ").await.has_status(404).says("We can’t find that board");
    visitor.get(&room.page().to_lowercase()).await.has_status(200);
    let mut last = 404;
    for _ in 0..70 {
        last = visitor.get("/b/QQQQQQ").await.status;
    }
    assert_eq!(last, 429);
    // Whoever guessed learns nothing of a right code either; a phone that joined goes on.
    visitor.get(&room.page()).await.has_status(429);
    room.phone("library").await.get(&room.page()).await.has_status(200);
}

#[rocket::async_test]
async fn the_wall_is_asked_again_and_again_and_sends_only_what_is_new() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let wall = app.visitor().await;
    let address = format!("{}/wall", room.page());
    let first = wall.get(&address).await;
    first.has_status(200).says(&room.code).says("http-equiv=\"refresh\"");
    let mark = first.header("ETag").unwrap().to_owned();
    let again = |mark: String| {
        wall.send(wall.client().get(address.clone()).header(Header::new("If-None-Match", mark)))
    };
    again(mark.clone()).await.has_status(304);
    room.step(1, "write", &[]).await.has_status(303);
    let fresh = again(mark).await;
    fresh.has_status(200).says("0 cards from 0 phones");
    let phone = room.phone("library").await;
    room.write(&phone, 1, "News", "a").await.has_status(303);
    let counted = again(fresh.header("ETag").unwrap().to_owned()).await;
    counted.has_status(200).says("1 card from 1 phone").never_says("News");
    let now = format!("{}/now", room.page());
    let mark = phone.get(&now).await.header("ETag").unwrap().to_owned();
    phone.send(phone.client().get(now).header(Header::new("If-None-Match", mark))).await.has_status(304);
}

#[rocket::async_test]
async fn whoever_votes_on_very_many_cards_sees_a_hundred_at_a_time_and_stays_where_they_are() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let prompt = room.prompt(1).await.id.to_string();
    for table in 0..2 {
        let lines: Vec<String> = (0..60).map(|number| format!("Idea {table}-{number:02}")).collect();
        let lines = lines.join("\n");
        let paper = [("question", &*prompt), ("side", "partner"), ("table", "Table 2"), ("lines", &*lines)];
        room.trainer.post(&format!("{}/paper", room.desk), &paper).await.has_status(303);
    }
    room.step(1, "show", &[]).await.has_status(303);
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    let phone = room.phone("library").await;
    let (first, rest) = (room.page(), format!("{}?from=100", room.page()));
    let [shown, more] = [phone.get(&first).await, phone.get(&rest).await];
    shown.says("Next 20 of 120").says("from=100").never_says("Previous 100");
    more.says("Previous 100").never_says("Next ");
    let cards = |page: &str| page.matches("name=\"target\"").count();
    assert_eq!((cards(&shown.body), cards(&more.body)), (100, 20));
    let target = |page: &str| page.split("name=\"target\" value=\"").nth(1).unwrap()[..36].to_owned();
    assert_ne!(target(&shown.body), target(&more.body));
    let dot = [("target", &*target(&more.body)), ("dots", "1"), ("from", "100"), ("key", "one")];
    phone.post(&format!("{first}/votes"), &dot).await.leads_to(&rest);
    phone.get(&rest).await.says("You have 2 dots left of 3");
    // Cards that were put together may leave fewer than there were.
    phone.get(&format!("{first}?from=5000")).await.has_status(200).says("Next 20 of 120");
}

#[rocket::async_test]
async fn more_cards_than_a_screen_holds_are_shown_page_by_page() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let lines: Vec<String> = (100..160).map(|number| format!("Idea {number}")).collect();
    let prompt = room.prompt(1).await.id.to_string();
    let paper =
        [("question", &*prompt), ("side", "partner"), ("table", "Table 2"), ("lines", &*lines.join("\n"))];
    room.trainer.post(&format!("{}/paper", room.desk), &paper).await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    let wall = app.visitor().await;
    let mut all = String::new();
    for page in 1..=3 {
        let shown = wall.get(&format!("{}/wall?page={page}", room.page())).await;
        shown.has_status(200).says(&format!("Page {page} of 3")).says(&format!("page={}", page % 3 + 1));
        all.push_str(&shown.body);
    }
    assert!(lines.iter().all(|line| all.contains(line)), "a card is on no page");
    // A group that is higher than a screen goes on under its label.
    let cards = boards::desk::cards(app.app.db.read(), room.prompt(1).await.id).await.unwrap();
    let cards: Vec<String> = cards.iter().map(|card| card.id.to_string()).collect();
    let cards: Vec<&str> = cards.iter().map(String::as_str).collect();
    room.arrange(1, "together", &cards, &[("label", "All of them")]).await.has_status(303);
    let mut all = String::new();
    for page in 1..=2 {
        let shown = wall.get(&format!("{}/wall?page={page}", room.page())).await;
        shown.has_status(200).says(&format!("Page {page} of 2")).says("All of them");
        all.push_str(&shown.body);
    }
    assert!(lines.iter().all(|line| all.contains(line)), "a card of the group is on no page");
}

#[rocket::async_test]
async fn a_phone_that_sends_without_end_is_asked_to_wait_and_keeps_its_words() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (fast, other) = (room.phone("library").await, room.phone("library").await);
    let mut last = room.write(&fast, 1, "Spam", "0").await;
    for number in 1..400 {
        if last.status == 429 {
            break;
        }
        last = room.write(&fast, 1, "Spam", &number.to_string()).await;
    }
    last.has_status(429).says("Spam").says("Wait a minute");
    room.write(&other, 1, "From the same address", "a").await.has_status(303);
}

#[rocket::async_test]
async fn a_closed_board_holds_nothing_that_tells_who_wrote_or_voted() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (one, other) = (room.phone("library").await, room.phone("partner").await);
    room.write(&one, 1, "Kept card", "a").await.has_status(303);
    room.step(1, "show", &[]).await.has_status(303);
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    let card = room.card(1, "Kept card").await;
    room.give(&one, &card, "2", "b").await.has_status(303);
    room.give(&other, &card, "1", "c").await.has_status(303);
    let db = app.app.db.read();
    let before = board_vote::Entity::find().all(db).await.unwrap();
    let close = format!("{}/close", room.desk);
    room.trainer.get(&close).await.has_status(200).says("nobody can reopen it");
    room.trainer.post(&close, &[]).await.leads_to(&room.desk);
    room.trainer.post(&close, &[]).await.has_status(409);
    let cards = board_card::Entity::find().all(db).await.unwrap();
    assert!(cards.iter().all(|card| card.writer_hash.is_none()));
    assert!(board_key::Entity::find().all(db).await.unwrap().is_empty());
    let after = board_vote::Entity::find().all(db).await.unwrap();
    assert_eq!(after.len(), 2);
    assert!(after.iter().all(|vote| before.iter().all(|before| before.voter_hash != vote.voter_hash)));
    let prompt = room.prompt(1).await.id;
    let cards = boards::desk::cards(db, prompt).await.unwrap();
    let counts = boards::room::counts(db, prompt, &cards).await.unwrap();
    let counted: Vec<_> = counts.values().map(|count| (count.people, count.dots)).collect();
    assert_eq!(counted, [(2, 3)]);
    room.write(&one, 1, "Too late", "d").await.has_status(409).says("Too late");
    one.get(&room.page()).await.has_status(200).says("The board is closed");
    app.visitor()
        .await
        .get(&format!("{}/wall", room.page()))
        .await
        .has_status(200)
        .says("The board is closed");
}

#[rocket::async_test]
async fn a_hall_of_people_joins_from_one_address_and_a_flood_of_phones_must_wait() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (visitor, early) = (app.visitor().await, room.phone("library").await);
    let join = format!("{}/join", room.page());
    // A browser that has not been here before: its cookie is of no board.
    let request =
        || visitor.form(Method::Post, &join, &[("side", "partner")]).cookie(("board", "of no board"));
    let mut joined = 0;
    let mut last = visitor.send(request()).await;
    while last.status == 303 && joined < 3_000 {
        joined += 1;
        last = visitor.send(request()).await;
    }
    assert!(joined >= 500, "only {joined} phones could join: {}", last.body);
    last.has_status(429).says("Very many phones are joining from your network").says("Who do you work for?");
    let prompt = room.prompt(1).await.id.to_string();
    let card = [("prompt", &*prompt), ("text", "Kept words"), ("key", "a"), ("side", "partner")];
    let cards = format!("{}/cards", room.page());
    let write = || visitor.form(Method::Post, &cards, &card).cookie(("board", "of no board"));
    let mut sent = visitor.send(write()).await;
    // Meanwhile there may be room for a few again.
    for _ in 0..500 {
        if sent.status != 303 {
            break;
        }
        sent = visitor.send(write()).await;
    }
    sent.has_status(429).says("Kept words").says("Very many phones");
    // Who is in already goes on.
    room.write(&early, 1, "From the same address", "b").await.has_status(303);
}

#[rocket::async_test]
async fn one_phone_writes_as_many_cards_as_a_table_needs_and_no_more() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (board, prompt) = (room.board().await.id, room.prompt(1).await.id);
    let entry = |phone: &str, number: i64| PhoneEntry {
        board,
        prompt,
        phone: phone.to_owned(),
        key_hash: format!("{phone} {number}"),
        at: app.now(),
        act: PhoneAct::Write { text: format!("Idea {number}"), side: Side::Library },
    };
    let half = MOST_OF_ONE / 2;
    let first: Vec<PhoneEntry> = (0..half).map(|number| entry("one", number)).collect();
    let done = entries::commit(&app.app.db, &first).await.unwrap();
    assert!(done.iter().all(|outcome| *outcome == EntryOutcome::Done));
    let mut rest: Vec<PhoneEntry> = (half..=MOST_OF_ONE).map(|number| entry("one", number)).collect();
    rest.push(entry("other", 0));
    let outcomes = entries::commit(&app.app.db, &rest).await.unwrap();
    let refused: Vec<usize> =
        (0..rest.len()).filter(|index| outcomes[*index] == EntryOutcome::Enough).collect();
    assert_eq!(refused, [rest.len() - 2]);
    assert_eq!(outcomes.last(), Some(&EntryOutcome::Done));
}

#[rocket::async_test]
async fn a_dot_for_what_is_not_there_is_not_counted_and_the_page_says_why() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    for text in ["One", "Two", "Withheld"] {
        room.write(&phone, 1, text, text).await.has_status(303);
    }
    room.step(1, "show", &[]).await.has_status(303);
    let [one, two, withheld] =
        [room.card(1, "One").await, room.card(1, "Two").await, room.card(1, "Withheld").await];
    // A group that lost its cards before the vote.
    room.arrange(1, "together", &[&one, &two], &[("label", "Both")]).await.has_status(303);
    let group = boards::groups(app.app.db.read(), room.prompt(1).await.id).await.unwrap()[0].id.to_string();
    room.arrange(1, "apart", &[&one, &two], &[]).await.has_status(303);
    room.arrange(1, "withhold", &[&withheld], &[]).await.has_status(303);
    room.step(1, "vote", &[("dots", "3")]).await.has_status(303);
    for target in [&group, &withheld] {
        room.give(&phone, target, "1", target).await.has_status(422).says("no longer on the board");
    }
    // Withheld while people vote, it takes their dots along, and brings them back.
    room.give(&phone, &one, "2", "a").await.has_status(303);
    room.arrange(1, "withhold", &[&one], &[]).await.has_status(303);
    phone.get(&room.page()).await.says("2 dots are on cards that are off the board for the moment");
    room.give(&phone, &one, "1", "b").await.has_status(422).says("no longer on the board");
    room.arrange(1, "back", &[&one], &[]).await.has_status(303);
    room.step(1, "count", &[]).await.has_status(303);
    phone.get(&room.page()).await.says("2 dots from 1 person");
}

#[rocket::async_test]
async fn phones_and_walls_of_a_board_whose_course_was_deleted_are_told_that_it_is_not_there() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    room.write(&phone, 1, "Soon gone", "a").await.has_status(303);
    let (page, prompt) = (room.page(), room.prompt(1).await.id.to_string());
    let delete = format!("{}/delete", room.desk.trim_end_matches("/board"));
    room.trainer.get(&delete).await.has_status(200).says("workshop board with 1 card");
    room.trainer.post(&delete, &[]).await.has_status(303);
    for address in [page.clone(), format!("{page}/wall"), format!("{page}/now")] {
        phone.get(&address).await.has_status(404).says("We can’t find that board");
    }
    let card = [("prompt", &*prompt), ("text", "Kept words"), ("key", "b")];
    let sent = phone.post(&format!("{page}/cards"), &card).await;
    sent.has_status(404).says("We can’t find that board").says("You wrote: “Kept words”");
    room.trainer.get(&room.desk).await.has_status(404);
}

#[rocket::async_test]
async fn phones_that_follow_the_board_are_led_to_what_came_of_it_once_it_is_closed() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(2, "write", &[]).await.has_status(303);
    let (wrote, silent) = (room.phone("library").await, room.phone("partner").await);
    room.write(&wrote, 2, "Story times in care homes", "a").await.has_status(303);
    room.step(2, "show", &[]).await.has_status(303);
    room.step(2, "agree", &[]).await.has_status(303);
    let now = format!("{}/now", room.page());
    let looks = async |known: &str| {
        let look = silent.client().get(now.clone()).header(Header::new("If-None-Match", known.to_owned()));
        silent.send(look).await
    };
    let open = silent.get(&now).await.header("ETag").unwrap().to_owned();
    looks(&open).await.has_status(304);
    room.trainer.post(&format!("{}/close", room.desk), &[]).await.has_status(303);
    let closed = looks(&open).await;
    silent.get(&room.page()).await.says("The board is closed").never_says("Read what came of it");
    // Written up later than that, they hear of it too.
    let closed = closed.has_status(200).header("ETag").unwrap();
    looks(closed).await.has_status(304);
    let write_up = format!("{}/write-up", room.desk);
    let text = "We can bring:\n- Story times in care homes\n";
    room.trainer.post(&write_up, &[("text", text)]).await.leads_to(&write_up);
    looks(closed).await.has_status(200);
    for phone in [&wrote, &silent, &app.visitor().await] {
        let page = phone.get(&room.page()).await;
        page.has_status(200).says("The board is closed").says("Read what came of it");
        let (before, _) = page.body.split_once("\">Read what came of it").unwrap();
        let link = before.rsplit('"').next().unwrap();
        phone.get(link).await.has_status(200).says("Story times in care homes");
    }
}

#[rocket::async_test]
async fn phones_and_the_wall_ask_the_database_no_more_when_there_are_more_cards() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let (phone, wall) = (room.phone("library").await, app.visitor().await);
    room.write(&phone, 1, "My own idea", "a").await.has_status(303);
    let prompt = room.prompt(1).await.id.to_string();
    let types = async |from: usize, to: usize| {
        let lines: Vec<String> = (from..to).map(|number| format!("Idea {number}")).collect();
        let paper = [("question", &*prompt), ("side", "partner"), ("lines", &*lines.join("\n"))];
        room.trainer.post(&format!("{}/paper", room.desk), &paper).await.has_status(303);
    };
    let asked = async || {
        let mut asked = Vec::new();
        let pages = [(&phone, ""), (&phone, "/now"), (&wall, "/wall"), (&room.trainer, "desk")];
        for (visitor, page) in pages {
            let page = if page == "desk" { room.desk.clone() } else { format!("{}{page}", room.page()) };
            let mut least = u64::MAX;
            for _ in 0..3 {
                let before = app.app.db.statements();
                visitor.get(&page).await.has_status(200);
                least = least.min(app.app.db.statements() - before);
            }
            asked.push((page, least));
        }
        asked
    };
    types(0, 3).await;
    let writing = asked().await;
    room.step(1, "show", &[]).await.has_status(303);
    let shown = asked().await;
    types(3, 150).await;
    assert_eq!(asked().await, shown);
    room.step(1, "write", &[]).await.has_status(303);
    assert_eq!(asked().await, writing);
}

#[rocket::async_test]
async fn what_is_pasted_or_sent_for_another_board_is_no_card() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    room.write(&phone, 1, &"w".repeat(5 << 20), "a").await.has_status(413);
    // A whole page of notes is told how much too long it is, and comes back.
    let notes = "What we said. ".repeat(400);
    room.write(&phone, 1, &notes, "b").await.has_status(422).says("Shorten the card by").says(notes.trim());
    // Lines and control characters become one line.
    room.write(&phone, 1, "Two\r\nlines\tand \u{7} a bell", "c").await.has_status(303);
    let (_, others) = open_board(&app.app.db, &["Elsewhere"]).await;
    let elsewhere = others[0].id.to_string();
    let form = [("prompt", &*elsewhere), ("text", "Kept words"), ("key", "d")];
    let sent = phone.post(&format!("{}/cards", room.page()), &form).await;
    sent.has_status(422).says("Kept words").says("not on it");
    let cards = board_card::Entity::find().all(app.app.db.read()).await.unwrap();
    assert_eq!(cards.len(), 1, "{cards:?}");
    let text = &cards[0].text;
    assert!(
        text.starts_with("Two") && text.ends_with("bell") && !text.contains(char::is_control),
        "{text:?}"
    );
}

#[rocket::async_test]
async fn the_wall_tells_how_long_is_left_for_writing() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let (wall, address) = (app.visitor().await, format!("{}/wall", room.page()));
    room.step(1, "write", &[]).await.has_status(303);
    wall.get(&address).await.says("0 cards from 0 phones").never_says("data-left");
    room.step(1, "show", &[]).await.has_status(303);
    room.step(1, "write", &[("minutes", "5")]).await.has_status(303);
    wall.get(&address).await.says("Write until 10:05").says("data-left=\"300\"");
    app.clock.set(app.now() + jiff::SignedDuration::from_mins(2));
    wall.get(&address).await.says("data-left=\"180\"");
    // Nobody said that it ends by itself.
    app.clock.set(app.now() + jiff::SignedDuration::from_mins(4));
    wall.get(&address).await.says("Write until 10:05").never_says("data-left");
}

#[rocket::async_test]
async fn a_withheld_card_is_on_no_phone_when_writing_is_opened_again() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.step(1, "write", &[]).await.has_status(303);
    let phone = room.phone("library").await;
    for text in ["About Maya Brown", "More time"] {
        room.write(&phone, 1, text, text).await.has_status(303);
    }
    room.step(1, "show", &[]).await.has_status(303);
    let named = room.card(1, "About Maya Brown").await;
    room.arrange(1, "withhold", &[&named], &[]).await.has_status(303);
    room.step(1, "write", &[]).await.has_status(303);
    let page = phone.get(&room.page()).await;
    page.says("1 of your cards is off the board for the moment").says("More time").never_says("Maya Brown");
}
