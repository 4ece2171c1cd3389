//! The bare address.

use common_ground::store::people::PersonRole;

use crate::support::{app::TestApp, board::Workshop};

#[rocket::async_test]
async fn a_code_that_was_read_aloud_leads_to_its_survey_however_it_is_typed() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "HAM4KX".clone_into(&mut round.code)).await;
    let visitor = app.visitor().await;
    visitor.get("/").await.has_status(200).says("Answer a survey").says("Sign in, if you run courses");
    for typed in ["HAM4KX", "ham4kx", "+ham+4kx+"] {
        let sent = visitor.get(&format!("/s?code={typed}")).await;
        let survey = visitor.follow(&sent).await;
        let survey = if survey.status == 303 { visitor.follow(&survey).await } else { survey };
        survey.has_status(200).says("What you expect from the library");
    }
    visitor.get("/s?code=").await.has_status(422).says("Enter the code");
    visitor.get("/s").await.has_status(422);
    let welsh = visitor.get("/?lang=cy").await;
    welsh.has_status(200).says("Ateb arolwg").says("name=\"lang\" value=\"cy\"").says("href=\"/?lang=en\"");
    visitor.get("/s?code=HAM4KX&lang=cy").await.leads_to("/s/HAM4KX?lang=cy");
    visitor.get("/s?code=&lang=cy").await.has_status(422).says("Gwall: ").says("Rhowch y cod");
    let unknown = visitor.get("/s?code=NOSUCH").await;
    visitor.follow(&unknown).await.has_status(404);
    app.signed_in(PersonRole::Trainer).await.get("/").await.leads_to("/programmes");
    assert_eq!(round.code, "HAM4KX");
}

#[rocket::async_test]
async fn the_code_of_a_workshop_board_leads_to_the_board_from_the_place_where_codes_are_entered() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    let visitor = app.visitor().await;
    for typed in [room.code.clone(), room.code.to_lowercase()] {
        let sent = visitor.get(&format!("/s?code={typed}")).await;
        let board = visitor.follow(&sent).await;
        board.leads_to(&format!("/b/{typed}"));
        visitor.follow(&board).await.has_status(200).says("Join the workshop board");
    }
    // Guessing is slowed down here as there.
    let mut last = 404;
    for _ in 0..70 {
        last = visitor.get("/s/QQQQQQ").await.status;
    }
    assert_eq!(last, 429);
    visitor.get(&format!("/s/{}", room.code)).await.has_status(429);
}
