//! The sheet of paper.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn a_sheet_of_paper_has_every_question_of_its_side_and_the_promise() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let survey = app.app.survey(&round).await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let sheet = trainer.get(&format!("/programmes/reading/rounds/{}/paper", round.code)).await;
    sheet.has_status(200).says("Nobody can link your answers to you").says("give it to a trainer before");
    for item in survey.questions_on(round.side) {
        sheet.says(&survey.question(item, round.side, "en"));
    }
}

#[rocket::async_test]
async fn a_sheet_in_each_language_has_every_question_and_the_numbers_of_the_english_one() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let survey = app.app.survey(&round).await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}/paper", round.code);
    let english = trainer.get(&page).await;
    for (language, direction, not_at_all, unsure) in [
        ("cy", "ltr", "Dim o gwbl", "Ddim yn gwybod"),
        ("pl", "ltr", "Wcale", "Nie wiem"),
        ("ro", "ltr", "Deloc", "Nu știu"),
        ("uk", "ltr", "Зовсім ні", "Не знаю"),
        ("ur", "rtl", "بالکل نہیں", "معلوم نہیں"),
    ] {
        english.says(&format!("href=\"{page}?lang={language}\""));
        let sheet = trainer.get(&format!("{page}?lang={language}")).await;
        sheet.has_status(200).says(&format!("<div lang=\"{language}\" dir=\"{direction}\">"));
        sheet.says(&format!("<b>1</b> {not_at_all}")).says(&format!("<b>d</b> {unsure}")).says(&round.code);
        for item in survey.questions_on(round.side) {
            sheet.says(&survey.question(item, round.side, language));
        }
        for words in ["give it to a trainer", "Do not write your name", "Paper sheet for", "Nobody can link"]
        {
            sheet.never_says(words);
        }
    }
}
