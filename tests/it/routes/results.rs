//! Comparisons: closed rounds only, small groups never.

mod courses;
mod partnerships;

use common_ground::{
    store::{people::PersonRole, rounds::Round},
    survey::{definition::Survey, templates},
};

use crate::support::app::TestApp;

/// The two sides of what the library gives: staff say a little, partners ask for a lot.
async fn both_sides(app: &TestApp) -> (Round, Round) {
    let offer = app.round("staff_offer", |round| "OFFERS".clone_into(&mut round.code)).await;
    let expectation = app.round("partner_expect", |round| "EXPECT".clone_into(&mut round.code)).await;
    for (group, people, point) in [("front_line", 6, 2), ("outreach", 5, 3)] {
        app.answers(&offer, group, people, point).await;
    }
    for (group, people, point) in [
        ("school", 6, 5),
        ("school", 1, 4),
        ("childrens_home", 6, 4),
        ("childrens_home", 1, 3),
        ("charity", 2, 3),
    ] {
        app.answers(&expectation, group, people, point).await;
    }
    (offer, expectation)
}

const PAGE: &str = "/programmes/reading/results/OFFERS/EXPECT";

#[rocket::async_test]
async fn figures_are_shown_when_both_rounds_have_closed_and_not_before() {
    let app = TestApp::start().await;
    both_sides(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let early = trainer.get(PAGE).await;
    early.has_status(200).says("Not all answers are in yet").says("closes on Friday 29 May, 10:00");
    early.never_says("<svg").never_says("front_line");
    trainer.get(&format!("{PAGE}/comparison.csv")).await.has_status(404);
    trainer.get(&format!("{PAGE}/charts/dumbbell-a-wide.svg")).await.has_status(404);
    trainer.get("/programmes/reading/results").await.says("No comparison yet");

    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    for reader in [app.signed_in(PersonRole::Trainer).await, manager] {
        reader.get("/programmes/reading/results").await.says("One comparison").says(PAGE);
        let page = reader.get(PAGE).await;
        page.has_status(200).says("Partners expect").says("11 library staff and 16 partners");
        page.says("<svg").says("All the figures").says("Download").says("10 of 10");
        reader.get("/programmes/reading").await.says("Latest finding").says(PAGE);
    }
}

/// A ready-made survey that does not ask for the group.
fn ungrouped(key: &str) -> Survey {
    let mut survey = templates::find(key).unwrap().clone();
    survey.version = 9;
    for section in &mut survey.sections {
        section.items.retain(|item| !item.is_group());
    }
    survey.sections.retain(|section| !section.items.is_empty());
    survey
}

#[rocket::async_test]
async fn sides_that_were_not_asked_for_their_group_are_compared_as_wholes() {
    let app = TestApp::start().await;
    for (survey, code, point) in [("staff_offer", "OFFERS", 2), ("partner_expect", "EXPECT", 5)] {
        let round = app.round_of(&ungrouped(survey), |round| code.clone_into(&mut round.code)).await;
        app.answers(&round, "", 12, point).await;
    }
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(PAGE).await;
    page.has_status(200)
        .says("12 library staff and 12 partners")
        .says("<svg")
        .never_says("What each type of partner expects");
    trainer.get(&format!("{PAGE}/comparison.csv")).await.has_status(200).says("bring_");
    for code in ["OFFERS", "EXPECT"] {
        let round = format!("/programmes/reading/rounds/{code}");
        trainer.get(&format!("{round}/results")).await.has_status(200).says("12");
        trainer.get(&format!("{round}/results/items.csv")).await.has_status(200).says(",all,");
        trainer.get(&format!("{round}/answers.csv")).await.has_status(200);
        trainer.get(&format!("{round}/comments")).await.has_status(200);
    }
}

#[rocket::async_test]
async fn a_kind_of_partner_with_too_few_answers_is_never_shown_by_itself() {
    let app = TestApp::start().await;
    both_sides(&app).await;
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(PAGE).await;
    // Two charities are told of together with the smallest other kind.
    page.has_status(200)
        .says("What each type of partner expects")
        .says("Other")
        .never_says("A charity or voluntary group");
}

#[rocket::async_test]
async fn where_one_kind_dominates_every_kind_counts_equally_and_the_plain_mean_stands_beside() {
    let app = TestApp::start().await;
    let offer = app.round("staff_offer", |round| "OFFERS".clone_into(&mut round.code)).await;
    let expectation = app.round("partner_expect", |round| "EXPECT".clone_into(&mut round.code)).await;
    app.answers(&offer, "front_line", 9, 2).await;
    for (group, people, point) in
        [("school", 15, 5), ("school", 1, 4), ("childrens_home", 5, 3), ("charity", 5, 2), ("charity", 1, 3)]
    {
        app.answers(&expectation, group, people, point).await;
    }
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(PAGE).await;
    page.has_status(200).says("All answers").says("so every kind is counted equally");
    // Schools at 4.9 count as much as homes at 3.0 and charities at 2.2; all answers together would be 4.0.
    page.says(">3.4<").says(">4.0<");
}

#[rocket::async_test]
async fn a_whole_side_below_the_minimum_leaves_no_gap_in_any_form() {
    let app = TestApp::start().await;
    let offer = app.round("staff_offer", |round| "OFFERS".clone_into(&mut round.code)).await;
    let expectation = app.round("partner_expect", |round| "EXPECT".clone_into(&mut round.code)).await;
    app.answers(&offer, "front_line", 9, 2).await;
    app.answers(&expectation, "school", 4, 5).await;
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(PAGE).await;
    page.has_status(200).says("Too few answers to show").says("fewer than 5").never_says("<svg");
    let csv = manager.get(&format!("{PAGE}/comparison.csv")).await;
    let header = csv.body.lines().next().unwrap().split(',').collect::<Vec<_>>();
    let column = |name: &str| header.iter().position(|known| *known == name).unwrap();
    for row in csv.body.lines().skip(1) {
        let cells: Vec<_> = row.split(',').collect();
        assert_eq!(cells[cells.len() - 1], "1", "{row}");
        let hidden =
            ["n_expect", "mean_expect", "gap"].map(|name| cells[column(name) + cells.len() - header.len()]);
        assert_eq!(hidden, ["", "", ""], "{row}");
    }
}

#[rocket::async_test]
async fn the_figures_and_the_chart_can_be_taken_away() {
    let app = TestApp::start().await;
    both_sides(&app).await;
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let csv = manager.get(&format!("{PAGE}/comparison.csv")).await;
    csv.has_status(200);
    assert_eq!(csv.header("Content-Disposition"), Some("attachment; filename=\"reading-comparison.csv\""));
    assert!(csv.body.starts_with("key,label,n_offer,mean_offer"), "{}", csv.body);
    assert_eq!(csv.body.lines().count(), 11);
    let svg = manager.get(&format!("{PAGE}/charts/dumbbell-a-wide.svg")).await;
    svg.has_status(200);
    assert!(svg.header("Content-Type").unwrap().starts_with("image/svg+xml"));
    let png = manager.get(&format!("{PAGE}/charts/dumbbell-a-narrow.png")).await;
    assert_eq!((png.status, png.header("Content-Type")), (200, Some("image/png")));
    manager.get(&format!("{PAGE}/charts/dumbbell-b-wide.svg")).await.has_status(404);
}

#[rocket::async_test]
async fn every_chart_is_there_as_a_slide_and_as_the_figures_behind_it() {
    let app = TestApp::start().await;
    both_sides(&app).await;
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(PAGE).await;
    page.says("copy as a slide (PNG)").says("copy as a slide (SVG)").says("data (CSV)");
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let files: Vec<&str> = links.filter(|link| link.contains("/charts/")).collect();
    // Two kinds of partner have a picture of their own; ten items one of what to do first.
    assert_eq!(files.len(), 3 * 5, "{files:?}");
    for file in files {
        manager.get(file).await.has_status(200);
    }
    let slide = manager.get(&format!("{PAGE}/charts/dumbbell-a-slide.svg")).await;
    slide.says("viewBox=\"0 0 1280 720\"").says("11 library staff and 16 partners");
    let data = manager.get(&format!("{PAGE}/charts/by-kind-a.csv")).await;
    assert!(data.header("Content-Type").unwrap().starts_with("text/csv"));
    assert!(data.body.trim_start_matches('\u{feff}').starts_with("Item,Kind of partner,People of the kind,"));
    // A file of figures tells of no smaller group than the page.
    data.never_says("A charity or voluntary group").says("Other");
    manager.get(&format!("{PAGE}/charts/nothing.csv")).await.has_status(404);
    manager.get(&format!("{PAGE}/charts/dumbbell-a-wide.pdf")).await.has_status(404);
}

#[rocket::async_test]
async fn what_is_not_on_the_first_screen_opens_in_parts_under_its_name() {
    let app = TestApp::start().await;
    both_sides(&app).await;
    app.wait_days(9);
    app.run_due().await;
    let page = app.signed_in(PersonRole::Manager).await.get(PAGE).await;
    let (top, parts) = page.body.split_once("<details class=\"part").unwrap();
    for first in ["<h1>", "class=\"facts\"", "<svg", "The three gaps that matter most"] {
        assert!(top.contains(first), "{first} is not on the first screen");
    }
    for part in [
        "Notes on these figures",
        "All the figures",
        "What each type of partner expects",
        "How this was worked out",
        "Download",
    ] {
        assert!(parts.contains(&format!("<summary><h2>{part}</h2></summary>")), "{part} has no part");
    }
    assert!(!top.contains("<table"), "tables open with their parts");
    // Each picture has a finding of its own.
    page.says("<h3>To work on first: ");
    let of_kinds = ["may expect more", "No two kinds of partner are a point or more apart"];
    assert!(of_kinds.iter().any(|finding| page.body.contains(finding)));
}

#[rocket::async_test]
async fn rounds_that_do_not_belong_together_have_no_comparison() {
    let app = TestApp::start().await;
    both_sides(&app).await;
    let hope = app.round("staff_hope", |_| {}).await;
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let results = "/programmes/reading/results";
    trainer.get(&format!("{results}/EXPECT/OFFERS")).await.has_status(404);
    trainer.get(&format!("{results}/OFFERS/{}", hope.code)).await.has_status(404);
    trainer.get(&format!("{results}/OFFERS/NOSUCH")).await.has_status(404);
}

#[rocket::async_test]
async fn a_gap_takes_one_of_five_steps_of_colour() {
    let app = TestApp::start().await;
    let offer = app.round("staff_offer", |round| "OFFERS".clone_into(&mut round.code)).await;
    let expectation = app.round("partner_expect", |round| "EXPECT".clone_into(&mut round.code)).await;
    app.answers(&offer, "front_line", 9, 3).await;
    for (group, point) in [("school", 5), ("childrens_home", 4), ("charity", 3), ("health", 2), ("other", 1)]
    {
        app.answers(&expectation, group, 9, point).await;
    }
    app.wait_days(9);
    app.run_due().await;
    let page = app.signed_in(PersonRole::Manager).await.get(PAGE).await;
    page.has_status(200).says("What each type of partner expects");
    let table = page.body.split_once("<table class=\"heat\">").unwrap().1.split_once("</table>").unwrap().0;
    for (step, gap) in [(1, "−2.0"), (2, "−1.0"), (3, "0.0"), (4, "+1.0"), (5, "+2.0")] {
        let class = format!("heat-{step}\"");
        let cells = table.split(&class).skip(1);
        let told: Vec<_> = cells.map(|cell| cell.split(['<', '>']).nth(1).unwrap()).collect();
        assert!(!told.is_empty() && told.iter().all(|told| *told == gap), "step {step}: {told:?}");
    }
}
