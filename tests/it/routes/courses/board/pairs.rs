//! What is offered and wanted.

use common_ground::store::people::PersonRole;

use crate::support::{app::TestApp, board::Workshop};

/// Sends what is decided about a pair.
async fn decides(
    room: &Workshop<'_>,
    act: &str,
    offering: &str,
    (offered, wanted): (&str, &str),
) -> crate::support::visitor::Reply {
    let form = [("act", act), ("offering", offering), ("offered", offered), ("wanted", wanted)];
    room.trainer.post(&format!("{}/offered-and-wanted", room.desk), &form).await
}

/// A workshop at which both sides said what they offer and want.
async fn workshop(app: &TestApp) -> Workshop<'_> {
    let room = Workshop::open(app).await;
    room.agrees(2, &[("library", "Access to networks\nRooms"), ("partner", "Enthusiasm")]).await;
    room.agrees(4, &[("partner", "Access to a network\nFunding"), ("library", "Enthusiasm!")]).await;
    room
}

#[rocket::async_test]
async fn pairs_are_proposed_and_only_a_person_says_what_meets() {
    let app = TestApp::start().await;
    let room = workshop(&app).await;
    let page = format!("{}/offered-and-wanted", room.desk);
    room.trainer.get(&format!("/programmes/reading/courses/{}", room.course.id)).await.says(&page);
    room.trainer
        .get(&page)
        .await
        .has_status(200)
        .says("What the library offers and partners want")
        .says("Library offers: 2. Partners want: 2. Offered and wanted: 0.")
        .says("These look alike")
        .says("Offered: Access to networks")
        .says("Wanted: Access to a network")
        .says("Offered: Enthusiasm");
    let pair = (room.card(2, "Access to networks").await, room.card(4, "Access to a network").await);
    let both = (&*pair.0, &*pair.1);
    decides(&room, "meet", "library", both).await.leads_to(&format!("{page}#library"));
    room.trainer.get(&page).await.says("Partners want: 2. Offered and wanted: 1.").says("Take apart");
    let file = room.trainer.get(&format!("{page}.csv")).await;
    let lines: Vec<&str> = file.has_status(200).body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "offered_by,wanted_by,state,offered,wanted,offered_cards,wanted_cards,offered_people,wanted_people",
            "library,partner,offered_and_wanted,Access to networks,Access to a network,1,1,,",
            "library,partner,wanted_not_offered,,Funding,,1,,",
            "library,partner,offered_not_wanted,Rooms,,1,,,",
            "partner,library,wanted_not_offered,,Enthusiasm!,,1,,",
            "partner,library,offered_not_wanted,Enthusiasm,,1,,,",
        ]
    );
    decides(&room, "apart", "library", both).await.has_status(303);
    room.trainer.get(&page).await.says("Partners want: 2. Offered and wanted: 0.");
    decides(&room, "refuse", "library", both).await.has_status(303);
    room.trainer.get(&page).await.never_says("Offered: Access to networks").says("Offered: Enthusiasm");
    // What was refused can be paired by hand all the same.
    decides(&room, "meet", "library", both).await.has_status(303);
    room.trainer.get(&page).await.says("Offered and wanted: 1.");
}

#[rocket::async_test]
async fn what_is_no_pair_is_refused_beside_the_field() {
    let app = TestApp::start().await;
    let room = workshop(&app).await;
    let (offer, wish) = (room.card(2, "Rooms").await, room.card(4, "Funding").await);
    decides(&room, "meet", "library", ("", &wish)).await.has_status(422).says("Select what is offered");
    decides(&room, "meet", "library", (&offer, &offer)).await.has_status(422).says("Select what is wanted");
    // The other side offers it.
    decides(&room, "meet", "partner", (&offer, &wish)).await.has_status(422).says("Select what is offered");
    decides(&room, "meet", "nobody", (&offer, &wish))
        .await
        .has_status(422)
        .says("Choose an offer and a wish");
    decides(&room, "sell", "library", (&offer, &wish)).await.has_status(422).says("Choose what to do");
    decides(&room, "meet", "library", (&offer, &wish)).await.has_status(303);
}

#[rocket::async_test]
async fn cards_put_together_after_they_were_paired_stay_paired_as_their_group() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.says(2, &[("library", "Rooms\nSpace to meet")]).await;
    room.agrees(4, &[("partner", "Somewhere to meet")]).await;
    let (rooms, space) = (room.card(2, "Rooms").await, room.card(2, "Space to meet").await);
    let wish = room.card(4, "Somewhere to meet").await;
    decides(&room, "meet", "library", (&rooms, &wish)).await.has_status(303);
    room.arrange(2, "together", &[&rooms, &space], &[("label", "Places")]).await.has_status(303);
    let page = format!("{}/offered-and-wanted", room.desk);
    let told = room.trainer.get(&page).await;
    told.says("Offered: Places")
        .says("2 cards")
        .says("Library offers: 1. Partners want: 1. Offered and wanted: 1.");
    let (_, rest) = told.body.split_once("name=\"offered\" value=\"").unwrap();
    let group = rest.split('"').next().unwrap().to_owned();
    decides(&room, "apart", "library", (&group, &wish)).await.has_status(303);
    room.trainer.get(&page).await.says("Offered and wanted: 0.");
    room.arrange(2, "apart", &[&rooms, &space], &[]).await.has_status(303);
    room.trainer.get(&page).await.says("Library offers: 2.").says("Offered and wanted: 0.");
}

#[rocket::async_test]
async fn people_are_counted_only_where_they_are_enough() {
    let app = TestApp::start().await;
    let room = Workshop::open(&app).await;
    room.says(2, &[("library", "Rooms\nEnthusiasm")]).await;
    let (rooms, enthusiasm) = (room.card(2, "Rooms").await, room.card(2, "Enthusiasm").await);
    room.votes(2, &[(&*rooms, 5), (&*enthusiasm, 4)]).await;
    let page = format!("{}/offered-and-wanted", room.desk);
    room.trainer.get(&page).await.says("dots from 5 people").never_says("4 people");
    let file = room.trainer.get(&format!("{page}.csv")).await;
    file.says("offered_not_wanted,Rooms,,1,,5,").says("offered_not_wanted,Enthusiasm,,1,,,");
}

#[rocket::async_test]
async fn a_board_with_headings_of_its_own_says_which_questions_are_meant() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) =
        crate::support::planning::plan(&app, &trainer, &crate::support::planning::filled()).await;
    let desk = format!("{address}/board");
    let text = "What we have:\n- Rooms\n\nWhat we lack:\n- Time\n";
    trainer.post(&desk, &[("set", "text"), ("text", text)]).await.leads_to(&desk);
    let page = format!("{desk}/offered-and-wanted");
    let empty = trainer.get(&page).await;
    empty.has_status(200).says("Nobody said so yet.").never_says("Download (CSV)");
    let questions: Vec<&str> = empty
        .body
        .split_once("id=\"wishes\"")
        .unwrap()
        .1
        .split("<option value=\"")
        .skip(2)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let same = [("act", "questions"), ("offers", questions[0]), ("wishes", questions[0])];
    trainer.post(&page, &same).await.has_status(422).says("Select another question");
    trainer.post(&page, &[("act", "questions")]).await.has_status(422).says("Select a question of the board");
    let form = [("act", "questions"), ("offers", questions[0]), ("wishes", questions[1])];
    trainer.post(&page, &form).await.leads_to(&page);
    trainer
        .get(&page)
        .await
        .says("The questions were chosen.")
        .says("Library offers: 1. Partners want: 0. Offered and wanted: 0.")
        .says("Partners offer: 0. Library wants: 1.");
}
