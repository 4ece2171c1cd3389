//! The results of one survey: after its close in full, before it in batches.

use common_ground::{
    store::{people::PersonRole, rounds, submission::Submission},
    survey::{
        answers::{self, Raw},
        definition::Survey,
        round::{PrivacyMode, Side},
    },
};

use crate::support::{
    app::TestApp,
    summary::{answered, comment, course, page, writes},
};

const PAGE: &str = "/programmes/reading/rounds/QQQQQQ/results";

#[rocket::async_test]
async fn what_a_survey_brought_is_told_in_words_pictures_tables_and_files() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "QQQQQQ".clone_into(&mut round.code)).await;
    for (group, people, point) in [
        ("school", 6, 5),
        ("school", 4, 4),
        ("childrens_home", 3, 5),
        ("childrens_home", 5, 4),
        ("charity", 2, 4),
    ] {
        app.answers(&round, group, people, point).await;
    }
    app.wait_days(9);
    app.run_due().await;
    for role in [PersonRole::Trainer, PersonRole::Manager] {
        let reader = app.signed_in(role).await;
        reader.get("/programmes/reading/results").await.says(PAGE).says("20 partners");
        let page = reader.get(PAGE).await;
        page.has_status(200)
            .says("20 partners answered")
            .says("<svg")
            .says("By group")
            .says("Other")
            .never_says("too few")
            .says("Download");
        let csv = reader.get(&format!("{PAGE}/items.csv")).await;
        csv.has_status(200).says("bring_reliability,partner,all,20,");
        // Two charities are told of together with the smallest others, and nobody is left over beside the parts.
        csv.says("bring_reliability,partner,school,10,").says("bring_reliability,partner,other,10,");
        csv.never_says(",charity,").never_says(",childrens_home,");
        let picture = page.body.split("/charts/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        reader.get(&format!("{PAGE}/charts/{picture}")).await.has_status(200);
        reader.get(&format!("{PAGE}/charts/none.svg")).await.has_status(404);
    }
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/reading/rounds/QQQQQQ").await.says("See the results");
}

#[rocket::async_test]
async fn while_a_survey_is_open_trainers_see_whole_batches_one_behind_and_managers_nothing() {
    let app = TestApp::start().await;
    let round = app.round("staff_offer", |round| "QQQQQQ".clone_into(&mut round.code)).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    trainer.get(PAGE).await.has_status(200).says("Nobody has answered yet").never_says("<svg");
    let mut seen = Vec::new();
    for _ in 0..3 {
        app.answers(&round, "front_line", 5, 3).await;
        app.answers(&round, "outreach", 5, 5).await;
        app.run_due().await;
        let page = trainer.get(PAGE).await;
        page.has_status(200).says("More answers can come").never_says("By group").never_says("Download");
        seen.push(page.body.contains("<svg"));
    }
    assert_eq!(seen, [false, true, true], "a batch is shown when the next is full");
    let shown =
        |page: &str| page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap().to_owned();
    let before = trainer.get(PAGE).await;
    assert!(shown(&before.body).contains(">20<"), "the first two of three batches");
    // One answer more changes the number of people, and no figure.
    app.answers(&round, "front_line", 1, 1).await;
    app.run_due().await;
    let after = trainer.get(PAGE).await;
    after.says("31 library staff answered so far");
    assert_eq!(shown(&before.body), shown(&after.body));
    manager.get(PAGE).await.has_status(403);
    for file in ["items.csv", "charts/ratings-amount5-wide.svg"] {
        trainer.get(&format!("{PAGE}/{file}")).await.has_status(404);
        manager.get(&format!("{PAGE}/{file}")).await.has_status(403);
    }

    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(PAGE).await.has_status(200).says("31 library staff answered.");
}

#[rocket::async_test]
async fn a_survey_of_too_few_people_shows_no_figure_of_them() {
    let app = TestApp::start().await;
    let round = app
        .round("staff_needs", |round| {
            "QQQQQQ".clone_into(&mut round.code);
            (round.side, round.privacy) = (Side::Library, PrivacyMode::Confidential);
        })
        .await;
    app.answers(&round, "front_line", 4, 2).await;
    app.wait_days(9);
    app.run_due().await;
    assert!(rounds::find(app.app.db.read(), round.id).await.unwrap().is_some());
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = manager.get(PAGE).await;
    page.has_status(200).says("Too few answers to show").never_says("<svg");
    page.never_says("Cronbach").never_says("4 people answered");
}

#[rocket::async_test]
async fn an_analyst_finds_the_answers_and_their_codebook_beside_the_results() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| "QQQQQQ".clone_into(&mut round.code)).await;
    app.answers(&round, "school", 6, 5).await;
    app.answers(&round, "charity", 5, 3).await;
    let file = |name: &str| format!("/programmes/reading/rounds/QQQQQQ/{name}");
    let before = app.signed_in(PersonRole::Trainer).await;
    before
        .get(&file("answers.csv"))
        .await
        .has_status(409)
        .says("No file of individual answers")
        .says("It will be available when the survey has closed, on");
    before.get(PAGE).await.has_status(200).never_says("answers.csv");
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let page = trainer.get(PAGE).await;
    page.says("For analysis").says(&file("answers.csv?for_excel=true")).says(&file("codebook.csv"));
    let answers = trainer.get(&file("answers.csv")).await;
    answers.has_status(200).says("response_id,group,").says(",school,").says(",charity,");
    assert_eq!(answers.body.lines().count(), 12, "a heading and eleven people");
    let excel = trainer.get(&file("answers.csv?for_excel=true")).await;
    assert!(excel.body.starts_with('\u{feff}'), "a spreadsheet sees that it is UTF-8");
    let codebook = trainer.get(&file("codebook.csv")).await;
    codebook.has_status(200).says("group,single_choice,").says(",school,").says("bring_reliability,rating,");
    codebook.says(",5,A great deal").says("-8,missing: don’t know").says("-9,missing: skipped");
    let heading = answers.body.lines().next().unwrap();
    for column in heading.trim_start_matches('\u{feff}').split(',') {
        codebook.says(&format!("\n{column},"));
    }
    manager.get(PAGE).await.never_says("For analysis");
    for name in ["answers.csv", "codebook.csv"] {
        manager.get(&file(name)).await.has_status(403);
    }
}

/// One question of each kind whose answers are counted, and one whose are not.
const KINDS: &str = r#"{"schema": 2, "key": "kinds", "version": 1, "title": "One of each", "intro": "This asks everything.",
    "sides": ["partner"], "sections": [{"title": "All", "items": [
        {"key": "useful", "kind": "rating", "label": "Useful", "text": "How useful was it?", "scale": "useful5"},
        {"key": "place", "kind": "single_choice", "label": "Place", "text": "Where?",
         "options": [{"key": "here", "label": "In the library"}, {"key": "out", "label": "Out and about"}]},
        {"key": "reached", "kind": "multiple_choice", "label": "Reached", "text": "Whom did you reach?",
         "options": [{"key": "young", "label": "Young people"}, {"key": "old", "label": "Older people"}]},
        {"key": "again", "kind": "scale0to10", "label": "Again", "text": "Would you do it again?",
         "low": "Never", "high": "Any day"},
        {"key": "miles", "kind": "number", "label": "Miles", "text": "How far did you go?", "max": 500}]}]}"#;

/// A number and a day.
const SPREAD: &str = r#"{"schema": 2, "key": "spread", "version": 1, "title": "Visits", "intro": "This asks how often.",
    "sides": ["partner"], "sections": [{"title": "All", "items": [
        {"key": "miles", "kind": "number", "label": "Miles", "text": "How far did you go?", "max": 500},
        {"key": "visit", "kind": "date", "label": "First visit", "text": "When did you first come?"}]}]}"#;

#[rocket::async_test]
async fn numbers_and_days_are_told_in_classes_of_enough_people_that_say_nothing_of_the_lowest_and_highest() {
    let app = TestApp::start().await;
    let survey = Survey::parse("spread.json", SPREAD).unwrap();
    let round = app
        .round_of(&survey, |round| {
            "QQQQQQ".clone_into(&mut round.code);
            round.side = Side::Partner;
        })
        .await;
    for person in 0..16 {
        let miles = match person {
            0..6 => "3",
            6..11 => "12",
            _ => "41",
        };
        let visit = match person {
            0..4 => "2026-05-05",
            4..8 => "2026-05-20",
            _ => "2026-07-01",
        };
        let raw: Raw = [("miles", miles), ("visit", visit)]
            .map(|(item, value)| (item.to_owned(), vec![value.to_owned()]))
            .into();
        let answers = answers::read(&survey, round.side, &raw).unwrap();
        app.app.writer.submit(Submission::new(&round, &survey, &answers, None, None)).await.unwrap();
    }
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer
        .get(PAGE)
        .await
        .has_status(200)
        .says("Too few answers so far")
        .never_says("10 to 19")
        .never_says("June 2026 or later");
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let seen = manager.get(PAGE).await;
    seen.has_status(200).says("“0 to 9” is the most common answer, from 6 of 16");
    seen.says("10 to 19").says("20 to 500").never_says("20 to 49").never_says("40 to");
    seen.says("Before June 2026").says("June 2026 or later").never_says("July 2026");
    seen.says("ranges that were fixed before anybody answered").says("fewer than five people are joined");
    seen.never_says("Not counted here");
    for (name, line) in [("choice-miles", "10 to 19,5,"), ("choice-visit", "June 2026 or later,8,")] {
        seen.says(&format!("/charts/{name}-wide.svg"));
        manager.get(&format!("{PAGE}/charts/{name}-wide.svg")).await.has_status(200).says("16 people");
        manager.get(&format!("{PAGE}/charts/{name}.csv")).await.has_status(200).says(line);
    }
}

#[rocket::async_test]
async fn every_kind_of_question_has_a_picture_whose_title_is_what_it_found_and_of_how_many() {
    let app = TestApp::start().await;
    let survey = Survey::parse("kinds.json", KINDS).unwrap();
    let round = app
        .round_of(&survey, |round| {
            "QQQQQQ".clone_into(&mut round.code);
            round.side = Side::Partner;
        })
        .await;
    for person in 0..8 {
        let one = |value: &str| vec![value.to_owned()];
        let (place, again) = if person < 6 { ("here", "9") } else { ("out", "4") };
        let mut raw: Raw = [("useful", "4"), ("place", place), ("reached", "young"), ("again", again)]
            .map(|(item, value)| (item.to_owned(), one(value)))
            .into();
        if person == 0 {
            raw.insert("reached".to_owned(), vec!["young".to_owned(), "old".to_owned()]);
        }
        let answers = answers::read(&survey, round.side, &raw).unwrap();
        app.app.writer.submit(Submission::new(&round, &survey, &answers, None, None)).await.unwrap();
    }
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let seen = manager.get(PAGE).await;
    seen.has_status(200)
        .says("Most said “In the library”: 6 of 8.")
        .says("“Young people” was chosen most often, by 8 of 8.")
        .says("“Again”: 7.8 of 10 on average.")
        .says("Useful: 8 of 8 say “very useful or extremely useful”.");
    seen.says(
        "Not counted here: “Miles”. Rankings, and numbers and dates from too few people, are only in the file of individual \
         answers.",
    );
    // Eight people are told in bands: two answers together are named and hatched.
    seen.says(">Very useful or extremely useful<").says("One dot is one person.").says(">Any day<");
    for name in ["ratings-useful5", "choice-place", "choice-reached", "choice-again"] {
        seen.says(&format!("/charts/{name}-wide.svg"));
        let picture = manager.get(&format!("{PAGE}/charts/{name}-wide.svg")).await;
        picture.has_status(200).says("8 people").says("<desc");
    }
}

#[rocket::async_test]
async fn four_people_are_in_no_picture() {
    let app = TestApp::start().await;
    let survey = Survey::parse("kinds.json", KINDS).unwrap();
    let round = app
        .round_of(&survey, |round| {
            "QQQQQQ".clone_into(&mut round.code);
            round.side = Side::Partner;
        })
        .await;
    let rated: Raw = [("useful".to_owned(), vec!["4".to_owned()])].into();
    let chosen: Raw = [("place", "here"), ("again", "9")]
        .map(|(item, value)| (item.to_owned(), vec![value.to_owned()]))
        .into();
    for (raw, people) in [(rated, 8), (chosen, 4)] {
        let answers = answers::read(&survey, round.side, &raw).unwrap();
        for _ in 0..people {
            app.app.writer.submit(Submission::new(&round, &survey, &answers, None, None)).await.unwrap();
        }
    }
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let seen = manager.get(PAGE).await;
    seen.has_status(200).says("/charts/ratings-useful5-wide.svg");
    for name in ["choice-place", "choice-again"] {
        seen.never_says(&format!("/charts/{name}"));
        manager.get(&format!("{PAGE}/charts/{name}-wide.svg")).await.has_status(404);
    }
    seen.never_says("on average.").never_says("Most said");
}

#[rocket::async_test]
async fn who_reads_the_comments_sees_how_often_each_theme_comes_up() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let said = ["The forms are long.", "I like the room.", "Forms again."];
    for words in said {
        writes(&app, &feedback, "front_line", "improve", words).await;
    }
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let results = format!("/programmes/reading/rounds/{}/results", feedback.code);
    trainer.get(&results).await.has_status(200).never_says("What the comments are about");
    for (words, theme) in [(said[0], "forms"), (said[1], "room"), (said[2], "forms")] {
        let edit = comment(&app, &feedback, words).await.id;
        let edit = format!("/programmes/reading/comments/{edit}?course={}", course.id);
        let entries = [("words", words), ("themes", theme), ("decision", "withheld")];
        trainer.post(&edit, &entries).await.leads_to(&page(&course, "/comments"));
    }
    let seen = trainer.get(&results).await;
    seen.says("What the comments are about")
        .says("“forms” comes up most often.")
        .says("Themes of 3 comments; a comment can have more than one");
    trainer.get(&format!("{results}/charts/themes-wide.svg")).await.has_status(200).says(">forms<");
    let of_course = trainer.get(&page(&course, "/results")).await;
    of_course.has_status(200).says("What the comments are about").says("“forms” comes up most often.");
    of_course.says("copy as a slide (PNG)<span class=\"unseen\"> of What the comments are about</span>");
    trainer.get(&page(&course, "/results/charts/themes-wide.svg")).await.has_status(200).says(">forms<");
    // Managers read only what was released, and nothing of this was.
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&page(&course, "/results")).await.has_status(200).never_says("What the comments are about");
    manager.get(&results).await.has_status(200).never_says("What the comments are about");
    manager.get(&format!("{results}/charts/themes-wide.svg")).await.has_status(404);
}
