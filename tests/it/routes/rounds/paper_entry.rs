//! Keying in what came on paper.

use common_ground::store::{people::PersonRole, tallies};

use crate::support::app::TestApp;

#[rocket::async_test]
async fn keyed_sheets_count_exactly_like_answers_given_online() {
    let app = TestApp::start().await;
    let online = app.round("course_post", |_| {}).await;
    let paper = app.round("course_post", |_| {}).await;
    app.answers(&online, "front_line", 6, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let screen = format!("/programmes/reading/rounds/{}/keyed", paper.code);
    let survey = app.app.survey(&paper).await.unwrap();
    let ratings: Vec<String> = survey
        .questions_on(paper.side)
        .filter(|item| item.kind.scale().is_some())
        .map(|item| format!("answers[{}]", item.key))
        .collect();
    for sheet in 1..=6 {
        let page = trainer.get(&format!("{screen}?sheet={sheet}")).await;
        page.has_status(200).says(&format!("Save sheet {sheet}")).says("1 Front-line library staff");
        let key = page.field("key").unwrap().to_owned();
        let number = sheet.to_string();
        let mut form = vec![("key", &*key), ("sheet", &*number), ("answers[staff_group]", "1")];
        form.extend(ratings.iter().map(|name| (name.as_str(), "4")));
        let next = format!("{screen}?sheet={}", sheet + 1);
        trainer.post(&screen, &form).await.leads_to(&next);
        trainer.get(&next).await.says(&format!("Sheet {sheet} was saved. Enter the next one."));
        // Sent twice by a double click.
        trainer.post(&screen, &form).await.leads_to(&next);
        trainer.get(&next).await.says("is counted once");
    }
    let db = app.app.db.read();
    let (mut of_paper, mut of_online) =
        (tallies::of_round(db, paper.id).await.unwrap(), tallies::of_round(db, online.id).await.unwrap());
    for tallies in [&mut of_paper, &mut of_online] {
        tallies.retain(|tally| tally.value != tallies::STARTED);
    }
    assert_eq!(of_paper, of_online);
    let page = trainer.get(&format!("/programmes/reading/rounds/{}", paper.code)).await;
    page.says("6 people have answered").says("<dt>Of these on paper</dt>").says("<dd>6</dd>");
    // None of them came by the link, and they are a line of their own.
    let by_link = common_ground::results::turnout(&app.app, &paper).await.unwrap();
    assert_eq!((by_link.finished, by_link.on_paper), (0, 6));
    let page = trainer.get(&format!("/programmes/reading/rounds/{}", online.code)).await;
    page.has_status(200).never_says("on paper");
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let data = trainer.get(&format!("/programmes/reading/rounds/{}/results", paper.code)).await;
    data.says("6 of the 6 answers were typed in from paper");
}

#[rocket::async_test]
async fn a_sheet_with_a_slip_of_the_finger_comes_back_with_everything_kept() {
    let app = TestApp::start().await;
    let round = app.round("course_post", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let screen = format!("/programmes/reading/rounds/{}/keyed", round.code);
    let form = [
        ("sheet", "3"),
        ("answers[staff_group]", "2"),
        ("answers[react_useful]", "7"),
        ("answers[react_relevant]", "d"),
        ("answers[improve]", "More time"),
    ];
    let reply = trainer.post(&screen, &form).await;
    reply.has_status(422).says("Sheet 3").says("Select one of the answers shown").says("More time");
    reply.says("value=\"7\"").says("value=\"d\"");
    trainer.post(&screen, &[("answers[staff_group]", "9")]).await.has_status(422);
    trainer.post(&screen, &[]).await.has_status(422).says("Select which part of the library service");
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&screen).await.says("isn’t taking answers now");
    trainer.post(&screen, &form).await.has_status(409).says("This sheet was not saved");
}
