//! Comments: marked, decided on, cut, removed at their source; managers read only what was released.

use common_ground::store::{audit, comments::Release, people::PersonRole, responses};

use crate::support::{
    app::TestApp,
    summary::{answered, comment, course, decides, page, posted, writes},
};

const SAID: &str = "The forms stop our young people, as Dana Whitfield said on 07700 900123.";
const KIND: &str = "More time for the second exercise.";

#[rocket::async_test]
async fn comments_are_read_with_what_may_point_at_a_person_marked_once_their_round_has_closed() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "front_line", "improve", SAID).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let early = trainer.get(&page(&course, "/comments")).await;
    early.has_status(200).says("No comments yet").never_says("Dana");
    trainer.get("/programmes/reading").await.never_says("to review before");
    answered(&app, &feedback).await;

    let trainer = app.signed_in(PersonRole::Trainer).await;
    let read = trainer.get(&page(&course, "/comments")).await;
    read.has_status(200)
        .says("1 comment to review")
        .says("What should we improve about the course?")
        .says("<mark>Dana Whitfield<span class=\"unseen\"> (looks like a name)</span></mark>")
        .says("<mark>07700 900123<span class=\"unseen\"> (looks like a phone number)</span></mark>");
    let home = trainer.get("/programmes/reading").await;
    home.says("1 comment to review before Sunday’s summary").says(&page(&course, "/comments"));
    trainer
        .get(&format!("/programmes/reading/rounds/{}/comments", feedback.code))
        .await
        .says("Dana Whitfield");
}

#[rocket::async_test]
async fn only_what_was_released_reaches_managers_and_only_in_the_summary() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    for words in [SAID, KIND, "Nothing at all."] {
        writes(&app, &feedback, "front_line", "improve", words).await;
    }
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let [said, kind] = [comment(&app, &feedback, SAID).await, comment(&app, &feedback, KIND).await];
    let list = page(&course, "/comments");
    let cut = decides(&trainer, &list, &[&said], "cut").await;
    trainer
        .follow(&cut)
        .await
        .says("The marked words were removed from 1 comment.")
        .says("as […] said on […]");
    let released = decides(&trainer, &list, &[&said, &kind], "release").await;
    trainer.follow(&released).await.says("2 comments were released.").says("1 comment to review");
    let withheld = decides(&trainer, &list, &[&kind], "withhold").await;
    trainer.follow(&withheld).await.says("1 comment was held back.");
    let shown = trainer.get(&format!("{list}?show=released")).await;
    shown.says("as […] said on […]").never_says(KIND);

    app.wait_days(1);
    app.run_due().await;
    let letters = posted(&app).await;
    let [_, _, text, html] = &letters[0];
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flowing.contains("as […] said on […]") && html.contains("as […] said on […]"), "{text}");
    let manager = app.signed_in(PersonRole::Manager).await;
    let summary = manager.get(&page(&course, "/summary")).await;
    summary.has_status(200).says("as […] said on […]");
    let home = manager.get("/programmes/reading").await;
    let course_page = manager.get(&page(&course, "")).await;
    for reply in [&summary, &home, &course_page] {
        reply.never_says("Dana").never_says(KIND).never_says("Nothing at all");
    }
    for part in [text, html] {
        assert!(
            !part.contains("Dana") && !part.contains("second exercise") && !part.contains("Nothing at all")
        );
    }
    manager.get(&list).await.has_status(403);
}

#[rocket::async_test]
async fn a_comment_of_too_few_people_can_be_read_and_never_released() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "outreach", "improve", KIND).await;
    app.answers(&feedback, "front_line", 3, 4).await;
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = page(&course, "/comments");
    trainer.get(&list).await.says("from fewer than 5 people, so it cannot be quoted").never_says("Outreach");
    let small = comment(&app, &feedback, KIND).await;
    let released = decides(&trainer, &list, &[&small], "release").await;
    trainer.follow(&released).await.says("One was not released: too few people answered.");
    assert_eq!(comment(&app, &feedback, KIND).await.state, Release::Waiting);
    let edit = format!("/programmes/reading/comments/{}", small.id);
    let by_hand = [("words", KIND), ("decision", "released")];
    trainer.post(&edit, &by_hand).await.has_status(422).says("Select what to do with the comment");
    trainer.get(&format!("{edit}/release")).await.has_status(404);
    trainer.post(&format!("{edit}/release"), &[("words", KIND)]).await.has_status(404);
}

#[rocket::async_test]
async fn a_comment_is_named_by_the_part_that_results_show_and_never_by_a_small_group() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "outreach", "improve", KIND).await;
    writes(&app, &feedback, "library_managers", "improve", "Nothing at all.").await;
    writes(&app, &feedback, "front_line", "improve", "Fewer slides.").await;
    app.answers(&feedback, "outreach", 2, 4).await;
    app.answers(&feedback, "library_managers", 1, 4).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = trainer.get(&page(&course, "/comments")).await;
    // Three of one group and two of the other are five together.
    assert_eq!(list.body.matches("To review · Other").count(), 2, "{}", list.body);
    list.says("To review · Front-line library staff").never_says("Outreach").never_says("Library managers");
    let [one, other] =
        [comment(&app, &feedback, KIND).await, comment(&app, &feedback, "Nothing at all.").await];
    let released = decides(&trainer, &page(&course, "/comments"), &[&one, &other], "release").await;
    trainer.follow(&released).await.says("2 comments were released.");
}

#[rocket::async_test]
async fn comments_released_together_leave_out_those_that_are_marked() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    for words in [SAID, KIND, "One boy left early."] {
        writes(&app, &feedback, "front_line", "improve", words).await;
    }
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = page(&course, "/comments");
    let boy = comment(&app, &feedback, "One boy left early.").await;
    let [said, kind] = [comment(&app, &feedback, SAID).await, comment(&app, &feedback, KIND).await];
    let released = decides(&trainer, &list, &[&said, &kind, &boy], "release").await;
    trainer
        .follow(&released)
        .await
        .says("1 comment was released.")
        .says("Two are marked, so they were not released: open each, read it and release it there.");
    for words in [SAID, "One boy left early."] {
        assert_eq!(comment(&app, &feedback, words).await.state, Release::Waiting);
    }
    // What is cut may be quoted with others; a child stays a child.
    decides(&trainer, &list, &[&said, &boy], "cut").await;
    let released = decides(&trainer, &list, &[&said, &boy], "release").await;
    trainer.follow(&released).await.says("1 comment was released.").says("One is marked, so it was not");

    // On its own page it is read once more, with why it is marked.
    let edit = format!("/programmes/reading/comments/{}?course={}", boy.id, course.id);
    let confirm = format!("/programmes/reading/comments/{}/release?course={}", boy.id, course.id);
    let fields = [("words", "One boy left early."), ("decision", "released")];
    let asked = trainer.post(&edit, &fields).await;
    asked.leads_to(&confirm);
    assert_eq!(comment(&app, &feedback, "One boy left early.").await.state, Release::Waiting, "asked first");
    let ask = trainer.get(&confirm).await;
    ask.says("Release this marked comment?").says("“boy” may be about one child").says("One boy left early.");
    trainer.post(&confirm, &[("words", "Two boys left.")]).await;
    assert_eq!(
        comment(&app, &feedback, "One boy left early.").await.state,
        Release::Waiting,
        "other words were read"
    );
    trainer.post(&confirm, &[("words", "One boy left early.")]).await.leads_to(&list);
    assert_eq!(comment(&app, &feedback, "One boy left early.").await.state, Release::Released);
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&confirm).await.has_status(403);
}

#[rocket::async_test]
async fn words_that_may_mean_harm_to_a_child_come_first_with_what_to_do_today() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let (child, adult) = ("A girl said that her carer hits her.", "I feel bullied at work.");
    // The question that the survey asks first, and many others before these.
    for words in [KIND, "Fewer slides.", adult, "Longer breaks."] {
        writes(&app, &feedback, "front_line", "improve", words).await;
    }
    writes(&app, &feedback, "front_line", "improve", child).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = page(&course, "/comments");
    let place = |body: &str, words: &str| body.find(words).unwrap_or_else(|| panic!("no {words}"));
    let read = trainer.get(&list).await;
    read.says("Read these first: 2 comments may mean that somebody is being harmed")
        .says("Follow your council’s safeguarding procedure today.")
        .says("An administrator can name your safeguarding lead in the settings.");
    let plain: String = {
        // Without the marks, as it is read.
        let text = read.body.replace("<mark>", "").replace("</mark>", "");
        text.replace("<span class=\"unseen\"> (may mean harm to somebody)</span>", "")
            .replace("<span class=\"unseen\"> (may be about one child)</span>", "")
    };
    assert!(place(&plain, "carer hits her") < place(&plain, "I feel bullied"));
    assert!(place(&plain, "I feel bullied") < place(&plain, KIND).min(place(&plain, "Fewer slides")));

    let admin = app.signed_in(PersonRole::Admin).await;
    let fields = [
        ("safeguarding", "Tell somebody."),
        ("safeguarding_lead", "Jo Bloggs"),
        ("safeguarding_reach", "020 7946 0018"),
    ];
    admin.post("/programmes/reading/settings/worries", &fields).await.has_status(303);
    admin.get("/programmes/reading/settings").await.says("Safeguarding lead: Jo Bloggs, 020 7946 0018.");
    let told = "Tell the safeguarding lead named in your settings today: Jo Bloggs, 020 7946 0018.";
    trainer.get(&list).await.says(told).never_says("An administrator can name");
    let comment_page = comment(&app, &feedback, child).await;
    trainer.get(&format!("/programmes/reading/comments/{}", comment_page.id)).await.says(told);
    // Once somebody decided, it is first no longer.
    decides(&trainer, &list, &[&comment_page], "withhold").await;
    trainer.get(&list).await.says("Read this first: 1 comment may mean");
    // Cutting the marked words makes it no readier to be quoted.
    decides(&trainer, &list, &[&comment_page], "put_back").await;
    decides(&trainer, &list, &[&comment_page], "cut").await;
    let released = decides(&trainer, &list, &[&comment_page], "release").await;
    trainer.follow(&released).await.says("0 comments were released.").says("One is marked");
}

#[rocket::async_test]
async fn a_comment_is_cut_by_hand_and_sorted_by_theme_and_never_gets_words_of_others() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "front_line", "improve", SAID).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let said = comment(&app, &feedback, SAID).await;
    let edit = format!("/programmes/reading/comments/{}?course={}", said.id, course.id);
    trainer.get(&edit).await.has_status(200).says(SAID).says("“Dana Whitfield” looks like a name");
    let added =
        [("words", "The forms help our young people."), ("themes", "forms"), ("decision", "released")];
    let again = trainer.post(&edit, &added).await;
    again
        .has_status(422)
        .says("Don’t add any")
        .says("The forms help our young people.")
        .says("value=\"forms\"");
    let cut = [
        ("words", "The forms stop our young people […]"),
        ("themes", " forms, first  visit,forms"),
        ("decision", "released"),
    ];
    let saved = trainer.post(&edit, &cut).await;
    saved.leads_to(&page(&course, "/comments"));
    let by_theme = trainer.get(&page(&course, "/comments?show=all&theme=first%20visit")).await;
    by_theme.says("The forms stop our young people […]").says("Released · edited").says("forms, first visit");
    trainer.get(&page(&course, "/comments?show=all&theme=other")).await.says("No comments match.");
    let long = "x".repeat(41);
    let too_long = [("words", SAID), ("themes", long.as_str()), ("decision", "withheld")];
    trainer.post(&edit, &too_long).await.has_status(422).says("Shorten each theme to 40 characters");
}

#[rocket::async_test]
async fn words_about_a_child_are_removed_at_their_source_after_asking_once() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "front_line", "improve", SAID).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let said = comment(&app, &feedback, SAID).await;
    let edit = format!("/programmes/reading/comments/{}?course={}", said.id, course.id);
    let cut = [("words", "The forms stop our young people […]"), ("decision", "withheld"), ("remove", "yes")];
    let asked = trainer.post(&edit, &cut).await;
    let confirm = format!("/programmes/reading/comments/{}/remove?course={}", said.id, course.id);
    asked.leads_to(&confirm);
    trainer.get(&confirm).await.says("Delete these words permanently?").says("This can’t be undone.");
    let kept = responses::page(app.app.db.read(), feedback.id, None).await.unwrap();
    assert!(
        kept.iter().any(|response| response.answers.to_string().contains("Dana")),
        "nothing is lost by asking"
    );
    trainer.post(&confirm, &[]).await.leads_to(&page(&course, "/comments"));

    let db = app.app.db.read();
    let left = comment(&app, &feedback, "The forms stop our young people […]").await;
    assert_eq!((left.shown, left.state), (None, Release::Withheld));
    let responses = responses::page(db, feedback.id, None).await.unwrap();
    assert!(responses.iter().all(|response| !response.answers.to_string().contains("Dana")));
    assert!(responses.iter().any(|response| response.answers.to_string().contains("The forms stop")));
    let trail = audit::latest(db, app.programme.id, 10).await.unwrap();
    assert!(trail.iter().any(|entry| entry.act == "removed words of a comment at their source"));
    assert!(trail.iter().all(|entry| !format!("{entry:?}").contains("forms")), "the trail holds no words");
}

#[rocket::async_test]
async fn comments_of_elsewhere_and_wishes_of_nobody_change_nothing() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let other = app.round("staff_needs", |_| {}).await;
    writes(&app, &feedback, "front_line", "improve", KIND).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let kind = comment(&app, &feedback, KIND).await;
    let list = page(&course, "/comments");
    decides(&trainer, &format!("/programmes/reading/rounds/{}/comments", other.code), &[&kind], "release")
        .await
        .has_status(404);
    decides(&trainer, &list, &[&kind], "burn").await.has_status(422);
    trainer.post(&list, &[("act", "release"), ("comment", "not an id")]).await.has_status(404);
    let nothing = trainer.post(&list, &[("act", "release")]).await;
    nothing.has_status(422).says("Select at least one comment").says(&format!("#c-{}", kind.id));
    trainer.get(&format!("{list}?show=nonsense&page=99999999999")).await.has_status(200);
    assert_eq!(comment(&app, &feedback, KIND).await.state, Release::Waiting);
}

#[rocket::async_test]
async fn comments_are_shown_by_question_theme_and_mark_and_the_filter_outlives_a_decision() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "front_line", "improve", SAID).await;
    writes(&app, &feedback, "front_line", "improve", KIND).await;
    writes(&app, &feedback, "front_line", "commit_action", "Ring the homes.").await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = page(&course, "/comments");
    trainer.get(&list).await.says("3 comments to review").says("library staff, “").says("All questions");

    let by_question = format!("{list}?show=waiting&question=commit_action");
    trainer.get(&by_question).await.says("Ring the homes.").never_says(KIND).never_says("Dana");
    let marked = trainer.get(&format!("{list}?show=all&marked=yes")).await;
    marked.says("Dana Whitfield").never_says(KIND).never_says("Ring the homes.");
    trainer
        .get(&format!("{list}?show=all&side=partner"))
        .await
        .says("No comments match.")
        .says("Show all comments");

    let kind = comment(&app, &feedback, KIND).await;
    let id = kind.id.to_string();
    let filtered =
        [("comment", &*id), ("act", "withhold"), ("show", "waiting"), ("question", "improve"), ("page", "1")];
    let decided = trainer.post(&list, &filtered).await;
    decided.leads_to(&format!("{list}?show=waiting&question=improve"));

    // The list that a comment was opened from is the one that its page leads back to.
    let said = comment(&app, &feedback, SAID).await;
    let opened = trainer.get(&format!("{list}?show=waiting&question=improve")).await;
    let edit = format!(
        "/programmes/reading/comments/{}?course={}&show=waiting&question=improve",
        said.id, course.id
    );
    opened.says(&edit);
    trainer.get(&edit).await.says("Library staff, on “What should we improve about the course?”");
    let cut =
        [("words", "The forms stop our young people […]"), ("themes", "forms"), ("decision", "released")];
    trainer.post(&edit, &cut).await.leads_to(&format!("{list}?show=waiting&question=improve"));
    // What was left out is marked no longer, and the theme counts.
    trainer.get(&format!("{list}?show=all&marked=yes")).await.says("No comments match.");
    let themes = trainer.get(&list).await;
    themes.says("<svg").says("Comments with each theme.");
    themes.says(&format!("{list}?show=all&theme=forms"));
    // The same theme in other letters is that theme.
    let edit = format!("/programmes/reading/comments/{}?course={}", kind.id, course.id);
    let tagged = [("words", KIND), ("themes", "Forms, 100%_time"), ("decision", "withheld")];
    trainer.post(&edit, &tagged).await.has_status(303);
    let both = trainer.get(&format!("{list}?show=all&theme=forms")).await;
    both.says(KIND).says("The forms stop our young people").never_says("Ring the homes.");
    trainer.get(&format!("{list}?show=all&theme=100%25_time")).await.says(KIND).never_says("The forms stop");
    trainer.get(&format!("{list}?show=all&theme=%25")).await.says("No comments match.");
}

#[rocket::async_test]
async fn a_long_list_is_cut_into_pages_and_a_page_that_was_emptied_gives_way_to_the_one_before() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    for number in 0..61 {
        writes(&app, &feedback, "front_line", "improve", &format!("remark {number}, more time")).await;
    }
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = page(&course, "/comments");
    let first = trainer.get(&list).await;
    first.says("61 comments to review").says("More comments").never_says("Previous comments");
    assert_eq!(first.body.matches("class=\"comment\"").count(), 60);
    let last = trainer.get(&format!("{list}?show=waiting&page=2")).await;
    last.says("Previous comments").never_says("More comments");
    assert_eq!(last.body.matches("class=\"comment\"").count(), 1);
    let left =
        last.body.split_once("name=\"comment\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let fields = [("comment", &*left), ("act", "withhold"), ("show", "waiting"), ("page", "2")];
    let decided = trainer.post(&list, &fields).await;
    let before = trainer.follow(&decided).await;
    assert_eq!(before.body.matches("class=\"comment\"").count(), 60);
    before.never_says("More comments").never_says("Previous comments");
}

#[rocket::async_test]
async fn home_tells_of_comments_that_wait_after_the_summary_was_sent_too() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    writes(&app, &feedback, "front_line", "improve", KIND).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let home = trainer.get("/programmes/reading").await;
    home.says("1 comment to review").never_says("to review before").says(&page(&course, "/comments"));
    trainer.get(&page(&course, "/comments")).await.says("Comments you release now won’t be in it.");
}

#[rocket::async_test]
async fn keys_for_reading_are_listed_and_can_be_switched_off() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    writes(&app, &feedback, "front_line", "improve", KIND).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let list = trainer.get(&page(&course, "/comments")).await;
    list.says("Keyboard shortcuts").says("<kbd>r</kbd> release").says("Use these shortcuts").says("/live.js");
    // Without the script they do nothing, and nobody is told of them.
    list.says("data-keys-help hidden");
}
