//! Using a survey for the whole programme.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    asking::{post_all, recipients},
    partners::{add_contact, add_partner, partner},
    planning::between,
};

const ROUNDS: &str = "/programmes/reading/rounds";

const PARTNERS: [(&str, &str); 8] = [
    ("survey", "partner_expect"),
    ("side", "partner"),
    ("privacy", "anonymous"),
    ("audience", "open"),
    ("opens", ""),
    ("opens_time", "09:00"),
    ("closes", "2026-06-05"),
    ("closes_time", "17:00"),
];

/// The form with some fields filled in otherwise.
fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |name: &str| changes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    PARTNERS.iter().map(|(name, value)| (*name, changed(name).unwrap_or(value))).collect()
}

#[rocket::async_test]
async fn a_trainer_asks_partners_what_they_expect_and_the_code_takes_answers_at_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&format!("{ROUNDS}/new?survey=partner_expect")).await.has_status(200).says("Use the survey");
    let made = trainer.post(ROUNDS, &PARTNERS).await;
    made.has_status(303);
    let page = trainer.follow(&made).await;
    page.has_status(200)
        .says("The survey is open")
        .says("is open: nobody has answered yet")
        .says("5 June, 17:00");
    let code = made.header("Location").unwrap().rsplit_once('/').unwrap().1.to_owned();
    app.visitor()
        .await
        .get(&format!("/s/{code}"))
        .await
        .has_status(200)
        .says("What you expect from the library");
}

#[rocket::async_test]
async fn a_double_click_asks_partners_once_and_invites_each_of_them_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana", "dana@elm.example.org").await;
    let page = trainer.get(&format!("{ROUNDS}/new?survey=partner_expect")).await;
    let once = between(&page, "name=\"once\" value=\"", "\"").to_owned();
    let mut form = with(&[("audience", "invited")]);
    form.extend([("groups", "everybody"), ("once", &*once)]);
    let first = trainer.post(ROUNDS, &form).await;
    let second = trainer.post(ROUNDS, &form).await;
    second.leads_to(first.has_status(303).header("Location").unwrap());
    trainer.follow(&second).await.says("The survey is open");
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), ["dana@elm.example.org"]);
}

#[rocket::async_test]
async fn a_round_planned_for_later_opens_by_itself() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let made = trainer.post(ROUNDS, &with(&[("opens", "2026-05-25"), ("opens_time", "08:30")])).await;
    trainer.follow(&made).await.says("will open on Monday 25 May, 08:30").says("is not open yet");
    let code = made.header("Location").unwrap().rsplit_once('/').unwrap().1.to_owned();
    let visitor = app.visitor().await;
    visitor.get(&format!("/s/{code}")).await.has_status(403);
    app.wait_days(5);
    app.run_due().await;
    visitor.get(&format!("/s/{code}")).await.has_status(200);
}

#[rocket::async_test]
async fn what_does_not_fit_together_is_told_beside_its_field_with_everything_kept() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (field, value, told) in [
        ("survey", "course_post", "Select the survey to use"),
        ("survey", "nothing", "Select the survey to use"),
        ("side", "library", "This survey asks partners only"),
        ("side", "everybody", "Select who is asked"),
        ("privacy", "", "Select what people are promised"),
        ("audience", "x", "Select who can answer"),
        ("closes", "5 June", "Enter a date, such as 2026-05-29"),
        ("closes", "9999-12-31", "Enter a day between now"),
        ("closes_time", "noon", "Enter a time"),
        ("closes", "2026-05-20", "after the opening"),
        ("opens", "2026-06-06", "after the opening"),
        ("opens", "2026-02-30", "Enter a date, such as 2026-05-29"),
    ] {
        let page = trainer.post(ROUNDS, &with(&[(field, value)])).await;
        page.has_status(422).says(told).says("There is a problem").says("value=\"09:00\"");
    }
    let both = with(&[("closes", "5 June"), ("closes_time", "noon")]);
    let page = trainer.post(ROUNDS, &both).await;
    page.has_status(422).says("Enter a date, such as 2026-05-29").says("Enter a time, such as 17:00");
    let blank_day = trainer.post(ROUNDS, &with(&[("opens_time", "25:00")])).await;
    blank_day.has_status(422).says("or leave it blank to open now").says("value=\"25:00\"");
    // 01:30 does not happen on the morning on which the clocks go forward.
    let skipped = with(&[("closes", "2027-03-28"), ("closes_time", "01:30")]);
    let page = trainer.post(ROUNDS, &skipped).await;
    page.has_status(422).says("the clocks go forward").says("value=\"01:30\"");
    trainer.get("/programmes/reading/surveys").await.says("No survey is open");
}

#[rocket::async_test]
async fn what_an_open_link_cannot_stop_is_said_where_it_is_chosen_and_to_whoever_answers() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let five_times = "could work out what others answered";
    trainer.get(&format!("{ROUNDS}/new")).await.has_status(200).says(five_times).says("at least 10 answers");
    trainer.get("/programmes/reading/courses/new").await.has_status(200).says(five_times);
    let open = app.round("partner_expect", |_| {}).await;
    let page = trainer.get(&format!("{ROUNDS}/{}", open.code)).await;
    page.says("somebody could answer more than once").says("change by at least 10 answers");
    let start = app.visitor().await.get(&format!("/s/{}", open.code)).await;
    start
        .has_status(200)
        .says("Results are only shown for groups of 5 or more.")
        .says("If everybody in a group gives the same answer, the group’s figure shows that answer.")
        .says("Anyone with the open link can answer, even more than once")
        .says("change by at least 10 answers at a time");
    let welsh = app.visitor().await.get(&format!("/s/{}?lang=cy", open.code)).await;
    welsh
        .has_status(200)
        .says("Dim ond ar gyfer grwpiau o 5 neu fwy y dangosir canlyniadau.")
        .says("o leiaf 10 o atebion ar y tro");
    // Whoever comes by a link of their own is not told of one that is not there.
    let invited = app
        .round("staff_needs", |round| {
            round.audience = common_ground::survey::audience::Audience::Invited;
        })
        .await;
    let token = app.invite(&invited, "dana@elm.example.org").await;
    let start = app.visitor().await.get(&format!("/i/{token}")).await;
    start.has_status(200).says("groups of 5 or more").never_says("open link");
    trainer
        .get(&format!("{ROUNDS}/{}", invited.code))
        .await
        .never_says("somebody could answer more than once");
}

#[rocket::async_test]
async fn a_survey_for_people_on_a_list_is_not_ticked_for_later_courses_by_itself() {
    let app = TestApp::start().await;
    let named = app
        .round("partner_expect", |round| {
            round.audience = common_ground::survey::audience::Audience::Invited;
        })
        .await;
    let open = app.round("staff_offer", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let plan = trainer.get("/programmes/reading/courses/new").await;
    plan.has_status(200).says(&format!("value=\"{}\" checked", open.id));
    plan.says(&format!("value=\"{}\">", named.id)).never_says(&format!("value=\"{}\" checked", named.id));
}

#[rocket::async_test]
async fn everybody_with_a_tag_is_invited_as_the_survey_is_made() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    for (name, tags) in [("Dana", "Steering group"), ("Kofi", "")] {
        let email = format!("{name}@elm.example.org");
        let fields = [("name", name), ("email", &*email), ("tags", tags)];
        trainer.post(&format!("{elm}/contacts"), &fields).await.leads_to(&elm);
    }
    trainer.get(&format!("{ROUNDS}/new")).await.says("Tagged “Steering group”");
    let fields = |group| [&with(&[("audience", "invited")])[..], &[("groups", group)]].concat();
    trainer.post(ROUNDS, &fields("tagged:nothing")).await.has_status(422).says("Select groups from the list");
    let made = trainer.post(ROUNDS, &fields("tagged:Steering group")).await;
    trainer.follow(&made).await.says("One person was added");
}

#[rocket::async_test]
async fn everybody_at_one_organisation_is_invited_as_the_survey_is_made() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (name, kind, email) in [
        ("Elm House", "childrens_home", "dana@elm.example.org"),
        ("Oak School", "school", "kofi@oak.example.org"),
    ] {
        let page = add_partner(&app, &trainer, name, kind).await;
        add_contact(&trainer, &page, "A. Contact", email).await;
    }
    trainer.get(&format!("{ROUNDS}/new")).await.says("Everybody at one organisation").says("Oak School");
    let oak = partner(&app, "Oak School").await.id.to_string();
    let fields =
        |organisation| [&with(&[("audience", "invited")])[..], &[("organisation", organisation)]].concat();
    let refused = trainer.post(ROUNDS, &fields("nowhere")).await;
    refused.has_status(422).says("Select an organisation from the list");
    let made = trainer.post(ROUNDS, &fields(&oak)).await;
    trainer.follow(&made).await.says("One person was added");
    app.run_due().await;
    post_all(&app).await;
    assert_eq!(recipients(&app), ["kofi@oak.example.org"]);
}
