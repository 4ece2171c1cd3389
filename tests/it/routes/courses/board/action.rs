//! Agreed cards made into actions of the course.

use common_ground::store::actions;

use crate::support::{app::TestApp, board::Workshop, summary::page};

#[rocket::async_test]
async fn an_action_made_of_a_card_says_where_it_came_from_and_keeps_it_when_it_is_changed() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.agrees(3, &[("library", "Change our joining rules\nKeep up with schools")]).await;
    let cards = format!(
        "{},{}",
        room.card(3, "Change our joining rules").await,
        room.card(3, "Keep up with schools").await
    );
    let address = format!("{}/action", room.desk);
    let form = room.trainer.get(&format!("{address}?cards={cards}")).await;
    form.has_status(200).says("Make actions of the cards").says("value=\"Keep up with schools\"");
    let nothing = [("cards", &*cards), ("who-1", "Amina"), ("by-2", "soon")];
    room.trainer
        .post(&address, &nothing)
        .await
        .has_status(422)
        .says("Enter what will be done")
        .says("Amina")
        .says("Enter a date");
    room.trainer.post(&address, &[("cards", &cards)]).await.has_status(422).says("Enter what will be done");
    let form = [
        ("cards", &*cards),
        ("what-2", "Ask each school for a contact"),
        ("who-2", "Outreach manager"),
        ("by-2", "2026-09-30"),
    ];
    room.trainer.post(&address, &form).await.leads_to(&page(&room.course, "/actions"));
    let made = actions::of_course(app.app.db.read(), room.course.id).await.unwrap();
    assert_eq!(
        (made.len(), made[0].card.unwrap().to_string()),
        (1, room.card(3, "Keep up with schools").await)
    );
    let told = room.trainer.get(&page(&room.course, "/actions")).await;
    told.says("Outreach manager, by 30 September 2026. From the workshop: “Keep up with schools”.");
    room.trainer
        .get(&format!("{}/uses", room.desk))
        .await
        .says("Action: Ask each school for a contact")
        .never_says("Action: Change");
    let id = made[0].id.to_string();
    let note = [("id-1", &*id), ("what-1", "Ask each school"), ("who-1", "Amina"), ("by-1", "2026-09-30")];
    room.trainer.post(&page(&room.course, "/summary/note"), &note).await.has_status(303);
    let told = room.trainer.get(&page(&room.course, "/actions")).await;
    told.says("Ask each school").says("From the workshop: “Keep up with schools”.");
}

#[rocket::async_test]
async fn a_course_takes_no_more_actions_than_its_summary_has_room_for() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let lines: Vec<String> = (1..10).map(|number| format!("Idea {number}")).collect();
    room.agrees(1, &[("library", &lines.join("\n"))]).await;
    let mut cards = Vec::new();
    for line in &lines {
        cards.push(room.card(1, line).await);
    }
    let address = format!("{}/action", room.desk);
    let many = room.trainer.get(&format!("{address}?cards={}", cards.join(","))).await;
    many.leads_to(&format!("{}/uses", room.desk));
    room.trainer.follow(&many).await.says("Tick up to 8 cards to act on at once.");
    let cards = cards[..8].join(",");
    room.trainer.get(&format!("{address}?cards={cards}")).await.has_status(200);
    let whats: Vec<String> = (1..9).map(|place| format!("what-{place}")).collect();
    let mut form: Vec<(&str, &str)> = vec![("cards", &*cards)];
    form.extend(whats.iter().map(|what| (&**what, "Do it")));
    room.trainer.post(&address, &form).await.has_status(303);
    let again = room.trainer.post(&address, &form[..2]).await;
    again.has_status(422).says("A course has up to 8 actions, and there is room for 0 more.");
}
