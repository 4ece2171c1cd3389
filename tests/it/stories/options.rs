//! A survey without a question for the group, with everything that questions can have, from its file to the results.

use common_ground::{
    store::people::PersonRole,
    survey::{definition::Survey, round::Side},
};

use crate::support::app::TestApp;

/// Asks what was reached, and what follows from it.
const FILE: &str = r#"{"schema": 2, "key": "reach", "version": 1, "title": "Whom we reached", "intro": "This asks whom.",
    "sides": ["partner"], "sections": [
    {"title": "First", "items": [
        {"key": "reached", "kind": "multiple_choice", "label": "Reached", "text": "Whom did you reach?",
         "options": [{"key": "young", "label": "Young people"}, {"key": "old", "label": "Older people"},
                     {"key": "else", "label": "Somebody else"}, {"key": "nobody", "label": "Nobody"}],
         "exclusive": "nobody", "other": "else", "shuffled": true},
        {"key": "place", "kind": "single_choice", "label": "Place", "text": "Where?",
         "options": [{"key": "here", "label": "In the library"}, {"key": "out", "label": "Out and about"}]},
        {"key": "sheet", "kind": "rating", "label": "This sheet", "text": "How useful is this sheet?", "scale": "useful5",
         "paper_only": true}]},
    {"title": "Then", "items": [
        {"key": "went", "kind": "rating", "label": "Went well",
         "text": "You said {answer:place|somewhere}. How useful was it?", "scale": "useful5",
         "show_if": {"any": [{"item": "reached", "any_of": ["young", "else"]},
                             {"item": "place", "none_of": ["here", "out"]}]}}]}]}"#;

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
async fn everything_a_question_can_have_is_asked_keyed_told_and_handed_out() {
    let app = TestApp::start().await;
    let survey = Survey::parse("reach.json", FILE).unwrap();
    let round = app.round_of(&survey, |round| round.side = Side::Partner).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    let form = format!("/s/{}", round.code);

    // Where all is asked at once, a wording says whose answer it repeats, and carries what a script repeats it by.
    let all = app.visitor().await.get(&format!("{form}/all")).await;
    all.has_status(200)
        .says("You said [your answer to “Place”]. How useful was it?")
        .says("data-carries=\"[\"You said \",")
        .says("\"out\":\"Out and about\"");
    app.visitor().await.get(&format!("{form}/1")).await.never_says("data-carries");

    // The order of the options is one person's own, and stays while they go on.
    let visitor = app.visitor().await;
    let first = visitor.get(&format!("{form}/1")).await;
    first.has_status(200).says("Please say what").never_says("How useful is this sheet?");
    let key = first.field("key").unwrap().to_owned();
    let place = |body: &str, words: &str| body.find(&format!("<span>{words}</span>")).unwrap();
    let is_young_first = |body: &str| place(body, "Young people") < place(body, "Older people");
    assert!(
        place(&first.body, "Older people").max(place(&first.body, "Young people"))
            < place(&first.body, "Somebody else")
    );
    let entries = [
        ("action", "next"),
        ("key", &*key),
        ("page", "1"),
        ("answers[reached]", "nobody"),
        ("answers[reached/else/text]", "Trawlermen of Hythe"),
        ("answers[place]", "out"),
    ];
    let refused = visitor.post(&form, &entries).await;
    refused
        .has_status(422)
        .says("Select either “Nobody” or other answers")
        .says("value=\"Trawlermen of Hythe\"");
    assert_eq!(is_young_first(&refused.body), is_young_first(&first.body));
    let entries: Vec<(&str, &str)> =
        entries.into_iter().filter(|(name, _)| *name != "answers[reached]").collect();
    visitor.post(&form, &entries).await.leads_to(&format!("{form}/2"));
    let back = visitor.get(&format!("{form}/1")).await;
    back.has_status(200).says("value=\"Trawlermen of Hythe\"");
    assert_eq!(is_young_first(&back.body), is_young_first(&first.body));
    visitor.get(&format!("{form}/2")).await.says("You said Out and about. How useful was it?");
    visitor
        .post(&form, &[("action", "next"), ("page", "2"), ("answers[went]", "4")])
        .await
        .leads_to(&format!("{form}/check"));
    let check = visitor.get(&format!("{form}/check")).await;
    check.says("Somebody else: Trawlermen of Hythe").says("You said Out and about.").never_says("this sheet");
    visitor.post(&form, &[("action", "submit"), ("key", &key)]).await.leads_to(&format!("{form}/sent"));
    // Who reached nobody, and says where, is not asked how it went.
    for _ in 0..5 {
        let sent = [("action", "submit"), ("answers[reached]", "nobody"), ("answers[place]", "here")];
        app.visitor().await.post(&form, &sent).await.leads_to(&format!("{form}/sent"));
    }

    // On paper options stand as they were written, and what is only for paper is asked.
    let sheet = trainer.get(&format!("{page}/paper")).await;
    sheet.has_status(200).says("How useful is this sheet?").says("You said __________. How useful was it?");
    for number in 1..=6 {
        let number = number.to_string();
        let screen = format!("{page}/keyed");
        let blank = trainer.get(&format!("{screen}?sheet={number}")).await;
        let key = blank
            .has_status(200)
            .says("Whom did you reach? – Somebody else")
            .field("key")
            .unwrap()
            .to_owned();
        let keyed = [
            ("key", &*key),
            ("sheet", &*number),
            ("answers[reached]", "1 3"),
            ("answers[reached/else/text]", "A choir"),
            ("answers[sheet]", "5"),
        ];
        trainer.post(&screen, &keyed).await.has_status(303);
    }

    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let results = trainer.get(&format!("{page}/results")).await;
    results
        .has_status(200)
        .says("Somebody else")
        .says("Whom we reached")
        .never_says("Trawlermen")
        .never_says("A choir");
    let comments = trainer.get(&format!("{page}/comments")).await;
    comments
        .has_status(200)
        .says("Whom did you reach? – Somebody else")
        .says("Trawlermen of")
        .says("A choir");

    let file = trainer.get(&format!("{page}/answers.csv")).await.has_status(200).body.clone();
    let mut csv = csv::Reader::from_reader(file.as_bytes());
    let headings = csv.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let rows: Vec<_> = csv.records().map(Result::unwrap).collect();
    let count = |name: &str, cell: &str| rows.iter().filter(|row| &row[at(name)] == cell).count();
    assert_eq!((rows.len(), count("group", "")), (12, 12));
    assert_eq!(
        (count("reached/else", "1"), count("reached/else/text", "A choir"), count("reached/else/text", "")),
        (7, 6, 5)
    );
    assert_eq!(
        (count("went", "-2"), count("went", "4"), count("sheet", "-2"), count("sheet", "5")),
        (5, 1, 6, 6)
    );
    let codebook = trainer.get(&format!("{page}/codebook.csv")).await;
    codebook
        .has_status(200)
        .says("reached/else/text,multiple_choice")
        .says("You said [Place]. How useful was it?");
    codebook.says("always empty: the survey does not ask for a group");
}

#[rocket::async_test]
async fn few_sheets_are_not_told_from_the_others_by_a_question_that_only_they_had() {
    let app = TestApp::start().await;
    let survey = Survey::parse("reach.json", FILE).unwrap();
    let round = app.round_of(&survey, |round| round.side = Side::Partner).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = format!("/programmes/reading/rounds/{}", round.code);
    let form = format!("/s/{}", round.code);
    for _ in 0..10 {
        app.visitor()
            .await
            .post(&form, &[("action", "submit"), ("answers[place]", "here")])
            .await
            .has_status(303);
    }
    for number in ["1", "2"] {
        let sheet = [("key", number), ("sheet", number), ("answers[sheet]", "1")];
        trainer.post(&format!("{page}/keyed"), &sheet).await.has_status(303);
    }
    app.wait_days(9);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let file = trainer.get(&format!("{page}/answers.csv")).await;
    file.has_status(200).says("reached/else/text").never_says("sheet");
}

#[rocket::async_test]
async fn whoever_writes_more_than_a_browser_keeps_goes_on_with_all_questions_on_one_page() {
    let app = TestApp::start().await;
    let page = |from: usize| {
        let item = |n: usize| {
            format!(
                r#"{{"key": "open_{n}", "kind": "long_text", "label": "Open {n}", "text": "What about {n}?"}}"#
            )
        };
        let items: Vec<String> = (from..from + 9).map(item).collect();
        format!(r#"{{"title": "Nine", "items": [{}]}}"#, items.join(", "))
    };
    let survey = format!(
        r#"{{"schema": 1, "key": "open", "version": 1, "title": "Much to say", "intro": "Say it.", "sides": ["partner"],
        "sections": [{}, {}]}}"#,
        page(1),
        page(10)
    );
    let survey = Survey::parse("open.json", &survey).unwrap();
    let round = app.round_of(&survey, |_| {}).await;
    let form = format!("/s/{}", round.code);
    let visitor = app.visitor().await;
    let names: Vec<String> = (1..=18).map(|n| format!("answers[open_{n}]")).collect();
    let words: Vec<String> = (1..=18).map(|n| format!("{n} {}", "語".repeat(490))).collect();
    let entries: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(words.iter().map(String::as_str)).collect();
    let (first, second) = entries.split_at(9);
    let begun = [&[("action", "next"), ("page", "1")][..], first].concat();
    visitor.post(&form, &begun).await.leads_to(&format!("{form}/2"));
    let more = [&[("action", "next"), ("page", "2")][..], second].concat();
    let whole = visitor.post(&form, &more).await;
    whole.has_status(200).says("name=\"action\" value=\"submit\"");
    assert!(words.iter().all(|words| whole.body.contains(words)), "nothing that was written is lost");
    let key = whole.field("key").unwrap().to_owned();
    let all = [&[("action", "submit"), ("key", &*key)][..], &entries].concat();
    visitor.post(&form, &all).await.leads_to(&format!("{form}/sent"));
}
