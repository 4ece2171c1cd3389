//! The way in on a wall, and on paper.

use common_ground::{
    store::{people::Role, tallies},
    survey::{audience::Audience, item::Kind},
};

use super::between;
use crate::support::app::TestApp;

#[rocket::async_test]
async fn the_square_on_the_poster_leads_to_the_survey() {
    let app = TestApp::start().await;
    let round = app.round("course_post", |_| {}).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    trainer.get(&page).await.says("Print the poster").says("Key in paper sheets").says("<svg");
    for poster in [format!("{page}/poster"), format!("{page}/poster?for=screen")] {
        let poster = trainer.get(&poster).await;
        poster.has_status(200).says("Scan the square").says(&round.code).says("Friday 29 May, 10:00");
        let side: usize = between(&poster, "viewBox=\"0 0 ", " ").parse().unwrap();
        assert_eq!(read(side, between(&poster, "<path d=\"", "\"")), address(&app, &round.code));
    }
    let invited = app.round("course_post", |round| round.audience = Audience::Invited).await;
    let page = format!("/programmes/reading/rounds/{}", invited.code);
    trainer.get(&format!("{page}/poster")).await.says("There is no poster");
    trainer
        .get(&format!("{page}/keyed"))
        .await
        .says("No sheets can be keyed in")
        .says("A sheet of paper has no link");
}

fn address(app: &TestApp, code: &str) -> String {
    format!("{}/s/{code}", app.app.settings.site_url)
}

/// Reads a QR code as a camera does, from its modules drawn eight pixels wide.
fn read(side: usize, path: &str) -> String {
    const SCALE: usize = 8;
    let mut dark = vec![false; side * side];
    for module in path.split('M').filter(|module| !module.is_empty()) {
        let (x, y) = module.strip_suffix("h1v1h-1z").unwrap().split_once(' ').unwrap();
        dark[y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap()] = true;
    }
    let pixel = |x: usize, y: usize| if dark[y / SCALE * side + x / SCALE] { 0 } else { 255 };
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, pixel);
    let grids = seen.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

#[rocket::async_test]
async fn a_sheet_of_paper_has_every_question_of_its_side_and_the_promise() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let survey = app.app.survey(&round).await.unwrap();
    let trainer = app.signed_in(Role::Trainer).await;
    let sheet = trainer.get(&format!("/programmes/reading/rounds/{}/paper", round.code)).await;
    sheet.has_status(200).says("Nobody can link your answers to you").says("give it to a trainer before");
    for item in survey.questions_on(round.side) {
        sheet.says(&survey.question(item, round.side, "en"));
    }
}

#[rocket::async_test]
async fn keyed_sheets_count_exactly_like_answers_given_online() {
    let app = TestApp::start().await;
    let online = app.round("course_post", |_| {}).await;
    let paper = app.round("course_post", |_| {}).await;
    app.answers(&online, "front_line", 6, 4).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let screen = format!("/programmes/reading/rounds/{}/keyed", paper.code);
    let survey = app.app.survey(&paper).await.unwrap();
    let ratings: Vec<String> = survey
        .questions_on(paper.side)
        .filter(|item| matches!(item.kind, Kind::Rating { .. }))
        .map(|item| format!("answers[{}]", item.key))
        .collect();
    for sheet in 1..=6 {
        let page = trainer.get(&format!("{screen}?sheet={sheet}")).await;
        page.has_status(200).says(&format!("Store sheet {sheet}")).says("1 Front-line library staff");
        let key = page.field("key").unwrap().to_owned();
        let number = sheet.to_string();
        let mut form = vec![("key", &*key), ("sheet", &*number), ("answers[staff_group]", "1")];
        form.extend(ratings.iter().map(|name| (name.as_str(), "4")));
        let next = format!("{screen}?sheet={}", sheet + 1);
        trainer.post(&screen, &form).await.leads_to(&next);
        trainer.get(&next).await.says(&format!("Sheet {sheet} is stored. This is the next one."));
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
    // None of them came by the link.
    let by_link = common_ground::results::turnout(&app.app, &paper).await.unwrap();
    assert_eq!(by_link.finished, 0);
    let page = trainer.get(&format!("/programmes/reading/rounds/{}", online.code)).await;
    page.has_status(200).never_says("on paper");
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let data = trainer.get(&format!("/programmes/reading/rounds/{}/results", paper.code)).await;
    data.says("6 of the 6 answers were typed in from paper");
}

#[rocket::async_test]
async fn a_sheet_with_a_slip_of_the_finger_comes_back_with_everything_kept() {
    let app = TestApp::start().await;
    let round = app.round("course_post", |_| {}).await;
    let trainer = app.signed_in(Role::Trainer).await;
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
    let trainer = app.signed_in(Role::Trainer).await;
    trainer.get(&screen).await.says("takes no answers now");
    trainer.post(&screen, &form).await.has_status(409).says("This sheet was not stored");
}
