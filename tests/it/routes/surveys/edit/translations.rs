//! A survey in another language.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    editing::{add, blank, draft, send},
};

#[rocket::async_test]
async fn a_survey_is_translated_side_by_side_and_what_is_missing_is_counted() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = blank(&trainer, "Summer").await;
    let fields = [("text", "Was it loud?"), ("options", "Yes\nNo")];
    add(&trainer, &address, "single_choice", &fields).await.has_status(303);
    trainer.get(&address).await.says("Translate into Welsh");
    let form = format!("{address}/translations/cy");
    let page = trainer.get(&form).await;
    // Title, introduction, heading, question and two answers.
    page.has_status(200)
        .says("6 of 6 texts are missing")
        .says("Was it loud?")
        .says("name=\"item.was_it_loud.text\"");
    let only = [("item.was_it_loud.text", "Oedd hi'n swnllyd?")];
    let refused = send(&trainer, &form, &form, &only).await;
    refused.has_status(422).says("Translate the title too").says("Oedd hi'n swnllyd?");
    let fields = [
        ("title", "Haf"),
        ("item.was_it_loud.text", "Oedd hi'n swnllyd?"),
        ("item.was_it_loud.option.yes", "Oedd"),
    ];
    let saved = send(&trainer, &form, &form, &fields).await;
    trainer
        .follow(&saved)
        .await
        .says("The translations were saved; 3 are still missing")
        .says("Welsh: 3 missing");
    let survey = draft(&trainer, &address).await;
    let item = survey.item("was_it_loud").unwrap();
    assert_eq!(item.text.read(survey.sides[0], "cy"), "Oedd hi'n swnllyd?");
    assert_eq!(item.option("yes").unwrap().label.read(survey.sides[0], "cy"), "Oedd");
    assert_eq!(item.option("no").unwrap().label.read(survey.sides[0], "cy"), "No");
    // What is still in English says so, for whoever has the page read out.
    let welsh = trainer.get(&format!("{address}/preview?lang=cy")).await;
    welsh.has_status(200).says("<span>Oedd</span>").says("<span lang=\"en\">No</span>");
    // English that changes leaves the translations.
    let other = [("text", "Was it too loud?"), ("options", "Yes\nNo")];
    let change = format!("{address}/items/was_it_loud");
    send(&trainer, &change, &change, &other).await.has_status(303);
    trainer
        .get(&form)
        .await
        .says("3 of 6 texts are missing")
        .says("Was it too loud?")
        .says("Oedd hi'n swnllyd?");
    let before = draft(&trainer, &address).await;
    let typed = [("title", "Haf"), ("item.was_it_loud.option.no", "Nac oedd"), ("show", "pressed")];
    let shown = send(&trainer, &form, &form, &typed).await;
    shown.has_status(200).says("Preview: not saved yet").says("<h3>Haf</h3>").says("<span>Nac oedd</span>");
    assert_eq!(draft(&trainer, &address).await, before);
    // Taken out, the survey is in English alone.
    send(&trainer, &form, &form, &[("keep", "yes")]).await.has_status(200).says("Saved 10:00");
    assert_eq!(draft(&trainer, &address).await.languages().count(), 1);
    trainer.get(&format!("{address}/translations/en")).await.has_status(404);
    trainer.get(&format!("{address}/translations/xx")).await.has_status(404);
}
