//! How many have answered, as a page in the room asks again and again.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

#[rocket::async_test]
async fn a_page_in_the_room_can_ask_how_many_have_answered() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "HAM4KX".clone_into(&mut round.code)).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = "/programmes/reading/rounds/HAM4KX/count";
    let page = "data-live=\"/programmes/reading/rounds/HAM4KX/count\">nobody has answered yet";
    trainer.get("/programmes/reading/rounds/HAM4KX").await.says(page);
    trainer.get("/programmes/reading/rounds/HAM4KX/poster?for=screen").await.says(page);
    app.answers(&round, "school", 2, 4).await;
    assert_eq!(trainer.get(address).await.has_status(200).body, "2 people have answered");
    app.signed_in(PersonRole::Manager).await.get(address).await.has_status(403);
}
