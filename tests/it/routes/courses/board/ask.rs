//! Agreed cards asked in a survey.

use common_ground::survey::item::LedgerHalf;

use crate::support::{
    app::TestApp,
    board::Workshop,
    editing::{copied, draft, keys, undo},
    visitor::Reply,
};

/// What the form of one card holds, as it is proposed.
fn one<'a>(cards: &'a str, key: &'a str, label: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("cards", cards),
        ("library-0", "How much do we keep our word?"),
        ("partner-0", "How much do you expect the library to keep its word?"),
        ("scale-0", "amount5"),
        ("ledger-0", "a"),
        ("label-0", label),
        ("key-0", key),
    ]
}

async fn add(room: &Workshop<'_>, fields: &[(&str, &str)]) -> Reply {
    room.trainer.post(&format!("{}/ask", room.desk), fields).await
}

#[rocket::async_test]
async fn a_card_becomes_a_question_of_a_new_survey_and_both_know_of_each_other() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.agrees(2, &[("library", "Trust and integrity\nEnthusiasm")]).await;
    let card = room.card(2, "Trust and integrity").await;
    let form = room.trainer.get(&format!("{}/ask?cards={card}", room.desk)).await;
    form.has_status(200)
        .says("Ask the card in a survey")
        .says("At the moment, how much of this do we offer: trust and integrity?")
        .says("How much of this do you expect from the library: trust and integrity?")
        .says("value=\"trust_and_integrity\"")
        .says("Worth another look. It may ask two things: it has “and”.");
    let mut fields = one(&card, "keeps_its_word", "Keeps its word");
    add(&room, &fields).await.has_status(422).says("Enter a title for the new survey");
    fields.push(("title", "After the workshop"));
    let made = add(&room, &fields).await;
    let survey = "/programmes/reading/surveys/after_the_workshop";
    made.leads_to(survey);
    room.trainer.get(survey).await.says("The question was added.").says("Keeps its word");
    let asked = draft(&room.trainer, survey).await;
    let item = asked.item("keeps_its_word").unwrap();
    assert_eq!((item.ledger, item.kind.scale()), (Some(LedgerHalf::A), Some("amount5")));
    let uses = format!("{}/uses", room.desk);
    room.trainer.get(&uses).await.says("Asked in “After the workshop”");
    room.trainer
        .get(&format!("{survey}/items/keeps_its_word"))
        .await
        .says("It asks a card of the workshop: “Trust and integrity”.");
    room.trainer.post(&format!("{survey}/items/keeps_its_word/remove"), &[]).await.has_status(303);
    room.trainer.get(&uses).await.never_says("Asked in");
    undo(&room.trainer, survey).await.has_status(303);
    room.trainer.get(&uses).await.says("Asked in “After the workshop”");
}

#[rocket::async_test]
async fn several_cards_go_into_a_draft_at_once_and_what_is_wrong_is_told_beside_each() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.agrees(6, &[("library", "Clear aims\nRealistic timing")]).await;
    let survey = copied(&room.trainer, "staff_offer").await;
    let key = survey.rsplit('/').next().unwrap().to_owned();
    let cards = format!("{},{}", room.card(6, "Clear aims").await, room.card(6, "Realistic timing").await);
    let form = room.trainer.get(&format!("{}/ask?cards={cards}", room.desk)).await;
    form.has_status(200).says("Ask two cards in a survey").says("Our way").says("How is this going");
    let mut fields = one(&cards, "bring_reliability", "Clear aims");
    fields.extend([
        ("survey", &*key),
        ("library-1", ""),
        ("scale-1", "feet"),
        ("ledger-1", "both"),
        ("label-1", "Realistic timing"),
        ("key-1", "Timing!"),
    ]);
    let told = add(&room, &fields).await;
    told.has_status(422)
        .says("“clear_aims” is free")
        .says("Enter the question")
        .says("Select a scale")
        .says("Select whether it is compared")
        .says("Begin with a to z in lower case")
        .says("How much do we keep our word?")
        .says("Timing!");
    let mut fields = one(&cards, "clear_aims", "Clear aims");
    fields.extend([
        ("survey", &*key),
        ("library-1", "How realistic is our timing?"),
        ("scale-1", "going5"),
        ("ledger-1", ""),
        ("label-1", "Realistic timing"),
        ("key-1", "realistic_timing"),
    ]);
    add(&room, &fields).await.leads_to(&survey);
    room.trainer
        .get(&survey)
        .await
        .says("2 questions were added.")
        .says("Undo: added 2 questions from the workshop");
    let all: Vec<String> = keys(&room.trainer, &survey).await.concat();
    assert_eq!(all[all.len() - 2..], ["clear_aims", "realistic_timing"]);
    // The survey asks one side, which reads its own words alone.
    let asked = draft(&room.trainer, &survey).await;
    assert_eq!(asked.item("clear_aims").unwrap().text.texts().count(), 1);
    add(&room, &fields).await.has_status(422).says("“clear_aims_2” is free");
    undo(&room.trainer, &survey).await.has_status(303);
    assert!(!keys(&room.trainer, &survey).await.concat().contains(&"clear_aims".to_owned()));
}

#[rocket::async_test]
async fn a_group_is_asked_under_its_label() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.says(4, &[("partner", "A network\nAccess to networks")]).await;
    let cards = [room.card(4, "A network").await, room.card(4, "Access to networks").await];
    room.arrange(4, "together", &[&cards[0], &cards[1]], &[("label", "Networks")]).await.has_status(303);
    room.step(4, "agree", &[]).await.has_status(303);
    let uses = room.trainer.get(&format!("{}/uses", room.desk)).await;
    let group = uses.says("Networks").says("A network").says("Access to networks").body.clone();
    let group = group.split_once("/ask?cards=").unwrap().1.split('"').next().unwrap().to_owned();
    let form = room.trainer.get(&format!("{}/ask?cards={group}", room.desk)).await;
    // Partners wrote it under what they would like from the library.
    form.says("At the moment, how much of this do we offer: networks?");
    let nothing = room.trainer.get(&format!("{}/ask?cards={}", room.desk, cards[0])).await;
    nothing.leads_to(&format!("{}/uses", room.desk));
}
