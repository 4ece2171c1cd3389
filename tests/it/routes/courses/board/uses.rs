//! What becomes of agreed cards.

use crate::support::{app::TestApp, board::Workshop};

#[rocket::async_test]
async fn only_agreed_cards_are_gone_on_with_and_at_least_one_is_ticked() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let page = format!("{}/uses", room.desk);
    room.trainer.get(&room.desk).await.says(&page);
    room.trainer.get(&page).await.has_status(200).says("Nothing is agreed yet.");
    room.trainer.post(&page, &[("act", "ask")]).await.has_status(422).says("Tick at least one card");
    room.says(1, &[("library", "Homework clubs\nReading groups")]).await;
    let card = room.card(1, "Homework clubs").await;
    room.trainer.get(&page).await.never_says("Homework clubs");
    room.trainer.post(&page, &[("act", "ask"), ("card", &card)]).await.has_status(422);
    room.step(1, "agree", &[]).await.has_status(303);
    room.trainer.get(&page).await.says("Homework clubs").says("Ask this").says("Make an action");
    let ticked = room.trainer.post(&page, &[("act", "fly"), ("card", &card)]).await;
    ticked
        .has_status(422)
        .says("Choose what to do with the cards")
        .says(&format!("value=\"{card}\" checked"));
    let ask = room.trainer.post(&page, &[("act", "ask"), ("card", &card)]).await;
    ask.leads_to(&format!("{}/ask?cards={card}", room.desk));
    let action = room.trainer.post(&page, &[("act", "action"), ("card", &card)]).await;
    action.leads_to(&format!("{}/action?cards={card}", room.desk));
}

#[rocket::async_test]
async fn a_withheld_card_is_used_for_nothing() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.agrees(1, &[("library", "About somebody\nReading groups")]).await;
    let card = room.card(1, "About somebody").await;
    room.arrange(1, "withhold", &[&card], &[]).await.has_status(303);
    room.trainer
        .get(&format!("{}/uses", room.desk))
        .await
        .says("Reading groups")
        .never_says("About somebody");
    let ask = room.trainer.get(&format!("{}/ask?cards={card}", room.desk)).await;
    ask.leads_to(&format!("{}/uses", room.desk));
}
