//! Everything shown of a round is drawn from one table: no two pages or files, at any two times, differ by a few people.

mod crowd;
mod random;
mod seen;
mod solved;
#[path = "../../../survey/src/published/attacker/unknowns.rs"]
mod unknowns;

use common_ground::{
    exchange::import::Import,
    store::{
        courses::{self, Course, RoundPurpose},
        people::PersonRole,
        published,
        rounds::{self, Round},
        tallies::StoredTally,
        timetable, write,
    },
    survey::{
        audience::Audience,
        published::TableStage,
        round::{PrivacyMode, RoundState},
    },
};
use common_ground_reports::small_numbers::MinGroup;
use jiff::ToSpan;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use self::seen::{Seen, rows};
use crate::support::entity;
use crate::support::{app::TestApp, rounds::miscount};

const GROUPS: [&str; 3] = ["outreach", "front_line", "library_managers"];

/// Feedback on a course that was held yesterday.
async fn feedback(app: &TestApp, privacy: PrivacyMode) -> (Course, Round) {
    let db = app.app.db.write_one();
    let starts_at = app.now() - 24.hours();
    let course = Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: "Pilot course 4".to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at,
        ends_at: starts_at + 6.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: app.now() + (200 * 24).hours(),
        frozen_at: None,
        trainers: String::new(),
        state: courses::CourseState::Planned,
    };
    courses::add(db, &course).await.unwrap();
    let round = app
        .round("course_post", |round| {
            (round.privacy, round.audience) = (privacy, Audience::Both);
        })
        .await;
    courses::attach(db, course.id, round.id, RoundPurpose::Feedback).await.unwrap();
    (course, round)
}

/// Somebody looks back, or leaves a time out.
async fn look_back(app: &TestApp, address: &str, group: &str, (then, now): (&str, &str), useful: &str) {
    let survey = common_ground::survey::templates::find("course_post").unwrap();
    let key = Uuid::new_v4().to_string();
    let mut form = vec![("action".to_owned(), "submit"), ("answers[staff_group]".to_owned(), group)];
    form.push(("key".to_owned(), &key));
    form.push(("answers[react_useful]".to_owned(), useful));
    for aim in survey.aims().into_iter().take(survey.aims_to_pick.unwrap_or(0)) {
        form.push((format!("answers[{aim}__then]"), then));
        form.push((format!("answers[{aim}__now]"), now));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (&**name, *value)).collect();
    app.visitor().await.post(address, &form).await.has_status(303);
}

async fn close(app: &TestApp) {
    app.wait_days(9);
    app.run_due().await;
}

/// Opens a round again, as the page of its course does.
async fn open_again(app: &TestApp, round: &Round) {
    let tx = write(&app.app.db).await.unwrap();
    assert!(timetable::reopen_round(&tx, round.id, app.now() + (8 * 24).hours()).await.unwrap());
    published::ensure(&tx, round.id, MinGroup::default()).await.unwrap();
    tx.commit().await.unwrap();
    app.app.rounds.clear();
}

/// Imports people who found the day so useful.
async fn import(app: &TestApp, round: &Round, group: &str, useful: &[&str]) {
    let rows = useful.iter().map(|point| format!("{},{group},{point}", Uuid::new_v4()));
    let lines: Vec<String> =
        std::iter::once("response_id,group,react_useful".to_owned()).chain(rows).collect();
    import_lines(app, round, &lines).await;
}

/// Imports a file of answers.
async fn import_lines(app: &TestApp, round: &Round, lines: &[String]) {
    let round = rounds::find(app.app.db.read(), round.id).await.unwrap().unwrap();
    let path = app.config.data_dir.join(format!("{}.csv", Uuid::new_v4()));
    std::fs::write(&path, lines.join("\n")).unwrap();
    let file = Import::new(&app.app, round, &path).await.unwrap();
    let checked = file.check(None, |bad| panic!("{bad:?}"), |_| {}).unwrap();
    file.store(&app.app, &checked, |_| {}).await.unwrap();
}

#[rocket::async_test]
async fn the_file_of_confidence_and_the_file_of_figures_are_of_the_same_people() {
    let app = TestApp::start().await;
    let (course, round) = feedback(&app, PrivacyMode::Anonymous).await;
    let form = format!("/s/{}", round.code);
    for _ in 0..9 {
        look_back(&app, &form, "outreach", ("2", "4"), "4").await;
    }
    // One person gave a single time and another the other: both stay out of every figure of the two.
    look_back(&app, &form, "outreach", ("", "1"), "5").await;
    look_back(&app, &form, "outreach", ("5", ""), "5").await;
    close(&app).await;
    for role in [PersonRole::Manager, PersonRole::Trainer] {
        let reader = app.signed_in(role).await;
        let items = format!("/programmes/reading/rounds/{}/results/items.csv", round.code);
        let items = rows(&reader.get(&items).await.has_status(200).body);
        let confidence = format!("/programmes/reading/courses/{}/results/confidence.csv", course.id);
        let confidence = rows(&reader.get(&confidence).await.has_status(200).body);
        assert!(!confidence.is_empty());
        for aim in &confidence {
            for time in ["then", "now"] {
                let key = format!("{}__{time}", aim["key"]);
                let item = items.iter().find(|row| row["key"] == key && row["group"] == "all").unwrap();
                assert_eq!((&*item["n"], &*aim[&*format!("n_{time}")]), ("9", "9"), "{key}");
                assert_eq!(item["mean"], aim[&*format!("mean_{time}")], "{key}");
                assert_eq!(item["skipped"], "2");
            }
        }
        let useful = items.iter().find(|row| row["key"] == "react_useful").unwrap();
        assert_eq!(useful["n"], "11", "what is in no pair is of everybody");
    }
}

#[rocket::async_test]
async fn a_group_of_three_is_in_no_page_and_no_file_and_cannot_be_worked_out() {
    let app = TestApp::start().await;
    let expect = app.round("partner_expect", |round| "EXPECT".clone_into(&mut round.code)).await;
    let offer = app.round("staff_offer", |round| "QFFERS".clone_into(&mut round.code)).await;
    for (group, people, point) in [("school", 9, 4), ("childrens_home", 6, 5), ("charity", 3, 1)] {
        app.answers(&expect, group, people, point).await;
    }
    app.answers(&offer, "outreach", 12, 3).await;
    close(&app).await;
    for role in [PersonRole::Manager, PersonRole::Trainer] {
        let reader = app.signed_in(role).await;
        let mut seen = Seen::default();
        for code in ["EXPECT", "QFFERS"] {
            let items = format!("/programmes/reading/rounds/{code}/results/items.csv");
            seen.items(code, &reader.get(&items).await.has_status(200).body);
        }
        let parts = seen.parts("EXPECT", "bring_reliability");
        // Three are put together with the smallest others, who are six.
        assert_eq!(parts, [("other".to_owned(), 9), ("school".to_owned(), 9)]);
        let comparison = "/programmes/reading/results/QFFERS/EXPECT";
        let file = rows(&reader.get(&format!("{comparison}/comparison.csv")).await.has_status(200).body);
        let reliability = file.iter().find(|row| row["key"] == "bring_reliability").unwrap();
        assert_eq!((&*reliability["n_offer"], &*reliability["n_expect"]), ("12", "18"));
        reader.get(comparison).await.has_status(200).never_says("Charit");
        seen.holds_no_small_group(5);
    }
}

#[rocket::async_test]
async fn what_was_shown_stays_when_somebody_is_erased() {
    let app = TestApp::start().await;
    let (course, round) = feedback(&app, PrivacyMode::Confidential).await;
    let token = app.invite(&round, "dana@elm.example.org").await;
    look_back(&app, &format!("/i/{token}"), "outreach", ("1", "1"), "1").await;
    for _ in 0..12 {
        look_back(&app, &format!("/s/{}", round.code), "outreach", ("3", "4"), "4").await;
    }
    close(&app).await;
    let files = [
        format!("/programmes/reading/rounds/{}/results/items.csv", round.code),
        format!("/programmes/reading/rounds/{}/results", round.code),
        format!("/programmes/reading/courses/{}/results/confidence.csv", course.id),
        format!("/programmes/reading/courses/{}/results", course.id),
    ];
    let look = async || {
        let mut seen = Vec::new();
        for role in [PersonRole::Manager, PersonRole::Trainer] {
            let reader = app.signed_in(role).await;
            for file in &files {
                seen.push(seen::figures(&reader.get(file).await.has_status(200).body));
            }
        }
        seen
    };
    let before = look().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let erased = admin.post("/programmes/reading/erasure/erase", &[("email", "dana@elm.example.org")]).await;
    admin.follow(&erased).await.says("one answer");
    assert_eq!(entity::response::Entity::find().all(app.app.db.read()).await.unwrap().len(), 12);
    assert_eq!(look().await, before);
    // Once five others have answered, the figures are of those who are left.
    import(&app, &round, "outreach", &["5"; 6]).await;
    let after = look().await;
    assert_ne!(after, before);
    assert!(after[0].contains("react_useful,library,all,18,"), "{}", after[0]);
}

#[rocket::async_test]
async fn a_few_rows_that_are_imported_after_the_close_change_nothing_until_they_are_enough() {
    let app = TestApp::start().await;
    let (_, round) = feedback(&app, PrivacyMode::Confidential).await;
    for _ in 0..8 {
        look_back(&app, &format!("/s/{}", round.code), "outreach", ("3", "4"), "4").await;
    }
    close(&app).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let file = format!("/programmes/reading/rounds/{}/results/items.csv", round.code);
    let first = manager.get(&file).await.body;
    import(&app, &round, "outreach", &["1"]).await;
    assert_eq!(manager.get(&file).await.body, first);
    import(&app, &round, "outreach", &["1", "2", "2"]).await;
    assert_eq!(manager.get(&file).await.body, first);
    import(&app, &round, "outreach", &["1"]).await;
    let all = manager.get(&file).await;
    all.says("react_useful,library,all,13,").says("conf_initiative__then,library,all,8,");
}

#[rocket::async_test]
async fn the_close_differs_from_the_last_batch_by_five_people_in_every_group() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}/results", round.code);
    for _ in 0..4 {
        app.answers(&round, "school", 5, 4).await;
        app.run_due().await;
    }
    trainer.get(&page).await.has_status(200).says(">10<");
    // One more school, and others: what the close shows of schools minus the batch is eleven of them.
    app.answers(&round, "school", 1, 1).await;
    app.answers(&round, "charity", 7, 3).await;
    app.run_due().await;
    trainer.get(&page).await.says(">10<");
    close(&app).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let file = manager.get(&format!("{page}/items.csv")).await;
    file.says("bring_reliability,partner,school,21,").says("bring_reliability,partner,charity,7,");
}

#[rocket::async_test]
async fn a_group_that_is_nearly_all_in_a_batch_is_not_told_of_by_itself() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    app.answers(&round, "school", 10, 4).await;
    app.run_due().await;
    app.answers(&round, "school", 10, 4).await;
    app.run_due().await;
    // Ten are shown. Of the ten after them nine go, so that only one school was in no batch.
    let shown = published::find(app.app.db.read(), round.id).await.unwrap().unwrap();
    assert_eq!((shown.stage, shown.table.responses()), (TableStage::Batch, 10));
    let eleven = |cell: &StoredTally| if cell.grp == "school" && cell.n == 20 { 11 } else { cell.n };
    miscount(&app.app.db, round.id, eleven).await;
    app.answers(&round, "charity", 9, 2).await;
    close(&app).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let file = manager.get(&format!("/programmes/reading/rounds/{}/results/items.csv", round.code)).await;
    file.says("bring_reliability,partner,all,20,").never_says(",school,").never_says(",charity,");
}

#[rocket::async_test]
async fn schedulers_that_step_at_once_show_each_batch_once() {
    let app = TestApp::start().await;
    let another = app.another().await;
    let round = app.round("partner_expect", |_| {}).await;
    let mut shown = Vec::new();
    for _ in 0..4 {
        app.answers(&round, "school", 10, 4).await;
        let step = |of| common_ground::work::scheduler::run_due(of, app.now());
        let (one, two, three) = tokio::join!(step(&app.app), step(&another.app), step(&app.app));
        one.and(two).and(three).unwrap();
        let record = published::find(app.app.db.read(), round.id).await.unwrap().unwrap();
        shown.push(record.table.responses());
    }
    assert_eq!(shown, [0, 10, 20, 30], "no step took what another noted for a batch of its own");
    another.close().await.unwrap();
}

#[rocket::async_test]
async fn a_round_that_closed_in_an_earlier_version_has_its_table_written_by_the_first_reader() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.privacy = PrivacyMode::Confidential).await;
    app.answers(&round, "school", 9, 4).await;
    close(&app).await;
    let db = app.app.db.write_one();
    let written = published::find(db, round.id).await.unwrap();
    let manager = app.signed_in(PersonRole::Manager).await;
    let file = format!("/programmes/reading/rounds/{}/results/items.csv", round.code);
    let before = manager.get(&file).await.body;
    db.execute_unprepared("DELETE FROM published").await.unwrap();
    assert_eq!(manager.get(&file).await.body, before);
    assert_eq!(published::find(db, round.id).await.unwrap(), written);

    // One that it opened again keeps what its first close showed, and says so.
    let shown: String = ["\"\",\"value\":\"response\"", "\"bring_reliability\",\"value\":\"4\""]
        .map(|cell| format!("{{\"item\":{cell},\"group\":\"school\",\"n\":8}}"))
        .join(",");
    let document = format!("UPDATE published SET hash = '', document = '{{\"close\":[{shown}]}}'");
    db.execute_unprepared(&document).await.unwrap();
    manager.get(&file).await.has_status(200).says("bring_reliability,partner,all,8,");
    let page = manager.get(&file.replace("/items.csv", "")).await;
    page.says("too few to be shown apart");
    assert_eq!(rounds::find(db, round.id).await.unwrap().unwrap().state, RoundState::Closed);
}

#[rocket::async_test]
async fn a_table_that_somebody_changed_by_hand_is_not_shown() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    app.answers(&round, "school", 9, 4).await;
    close(&app).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let change = "UPDATE published SET document = REPLACE(document, '\"min\":5', '\"min\":6')";
    app.app.db.write_one().execute_unprepared(change).await.unwrap();
    manager.get(&format!("/programmes/reading/rounds/{}/results", round.code)).await.has_status(500);
    assert!(published::find(app.app.db.read(), round.id).await.is_err());
}
