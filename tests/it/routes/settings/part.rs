//! The numbers that people are promised.

mod calendar;

use common_ground::{
    store::{
        people::PersonRole,
        retention::{self, Deleted},
    },
    survey::{
        audience::Audience,
        round::{PrivacyMode, Side},
    },
};

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

const PAGE: &str = "/programmes/reading/settings/promises";

async fn set(admin: &Visitor, min_group: &str, invitations: &str, comments: &str, answers: &str) -> Reply {
    let fields = [
        ("min_group", min_group),
        ("invitation_days", invitations),
        ("comment_months", comments),
        ("answer_months", answers),
        ("backup_days", "35"),
        ("audit_years", "7"),
    ];
    admin.post(PAGE, &fields).await
}

#[rocket::async_test]
async fn no_number_can_promise_less_than_the_rules_or_more_than_can_be_read() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    set(&admin, "4", "31", "0", "ten")
        .await
        .has_status(422)
        .says("Enter a whole number from 5 to 100")
        .says("Enter a whole number from 1 to 30")
        .says("Enter a whole number from 1 to 12")
        .says("Enter a whole number from 1 to 24")
        .says("value=\"ten\"");
    set(&admin, "99999999999999999999", "-1", "", "25").await.has_status(422);
    admin.get(PAGE).await.has_status(200).says("value=\"5\"").says("value=\"24\"");
}

#[rocket::async_test]
async fn the_smallest_group_that_is_set_is_promised_shown_and_held_in_comparisons() {
    let app = TestApp::start().await;
    let offer = app.round("staff_offer", |round| round.side = Side::Library).await;
    let expect = app.round("partner_expect", |round| round.side = Side::Partner).await;
    app.answers(&offer, "front_line", 7, 2).await;
    app.answers(&expect, "school", 7, 4).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    set(&admin, "8", "30", "12", "24").await.leads_to("/programmes/reading/settings");
    let start = app.visitor().await.get(&format!("/s/{}", offer.code)).await;
    start.says("groups of 8 or more");
    app.wait_days(9);
    app.run_due().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let comparison = format!("/programmes/reading/results/{}/{}", offer.code, expect.code);
    admin.get(&comparison).await.has_status(200).says("fewer than 8").says("too few answers");
    admin.get(&format!("/s/{}/sent", offer.code)).await.says("groups of 8 or more");

    // Who answered was promised eight: a smaller number holds only for what opens from now on.
    set(&admin, "5", "30", "12", "24").await.leads_to("/programmes/reading/settings");
    admin.get(&comparison).await.says("fewer than 8");
    admin.get(&format!("/programmes/reading/rounds/{}", offer.code)).await.says("groups of 8 or more");
    let later = app.round("staff_offer", |_| {}).await;
    admin.get(&format!("/programmes/reading/rounds/{}", later.code)).await.says("groups of 5 or more");
}

#[rocket::async_test]
async fn shorter_times_hold_for_all_answers_and_longer_ones_only_for_those_to_come() {
    let app = TestApp::start().await;
    let confidential = |round: &mut common_ground::store::rounds::Round| {
        round.privacy = PrivacyMode::Confidential;
        round.audience = Audience::Both;
    };
    let round = app.round("staff_needs", confidential).await;
    app.invite(&round, "ada@library.example.org").await;
    app.answers(&round, "front_line", 6, 4).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    set(&admin, "5", "10", "2", "6").await.leads_to("/programmes/reading/settings");
    let start = app.visitor().await.get(&format!("/s/{}", round.code)).await;
    start
        .says("10 days after closing")
        .says("comments after 2 months")
        .says("6 months after the final report");
    // A week later the times are set back; who answers now was still promised six months.
    app.wait_days(7);
    let admin = app.signed_in(PersonRole::Admin).await;
    set(&admin, "5", "30", "12", "24").await.leads_to("/programmes/reading/settings");
    app.wait_days(2);
    app.run_due().await;

    let db = &app.app.db;
    app.wait_days(9);
    assert_eq!(retention::enforce(db, app.programme.id, app.now()).await.unwrap(), Deleted::default());
    app.wait_days(2);
    assert_eq!(retention::enforce(db, app.programme.id, app.now()).await.unwrap().invitations, 1);
    app.wait_days(160);
    assert_eq!(retention::enforce(db, app.programme.id, app.now()).await.unwrap().responses, 0);
    app.wait_days(15);
    assert_eq!(retention::enforce(db, app.programme.id, app.now()).await.unwrap().responses, 6);
}
