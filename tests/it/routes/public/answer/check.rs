//! All answers before they are sent.

use crate::support::app::TestApp;

#[rocket::async_test]
async fn a_blank_answer_is_shown_as_left_blank_before_sending() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    for page in [
        [("page", "1"), ("answers[partner_kind]", "school")],
        [("page", "2"), ("answers[bring_reliability]", "5")],
        [("page", "3"), ("answers[need_initiative]", "dk")],
        [("page", "4"), ("answers[one_change]", "Ring first.")],
    ] {
        let fields: Vec<_> = page.into_iter().chain([("action", "next")]).collect();
        visitor.post(&address, &fields).await.has_status(303);
    }
    let check = visitor.get(&format!("{address}/check")).await;
    check.has_status(200).says("A great deal").says("Don’t know").says("Ring first.");
    assert_eq!(check.body.matches("Left blank").count(), 9, "of thirteen questions four were answered");
    check.says("name=\"action\" value=\"submit\">Send your answers</button>");
}

#[rocket::async_test]
async fn each_of_several_choices_stands_on_a_line_of_its_own_before_sending() {
    let app = TestApp::start().await;
    let round = app.round("staff_needs", |_| {}).await;
    let address = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let fields = [
        ("action", "next"),
        ("page", "1"),
        ("answers[staff_group]", "front_line"),
        ("answers[kinds_now]", "kind_childrens_homes"),
        ("answers[kinds_now]", "kind_schools_education"),
    ];
    visitor.post(&address, &fields).await.has_status(303);
    visitor
        .get(&format!("{address}/check"))
        .await
        .has_status(200)
        .says("Children’s homes<br>Schools and education departments");
}
