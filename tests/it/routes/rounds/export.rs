//! Files of single answers: no finer than the results, and no two of them alike.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Read},
};

use calamine::{Data, Range, Reader, Xlsx};
use common_ground::{
    store::{people::PersonRole, responses, rounds::Round},
    survey::{
        answers::{self, Raw},
        audience::Audience,
        round::PrivacyMode,
    },
};

use crate::support::{
    app::TestApp,
    rounds::{miles, who_went},
    visitor::Visitor,
};

const RESULTS: &str = "/programmes/reading/rounds/QQQQQQ/results";
const FILE: &str = "/programmes/reading/rounds/QQQQQQ/answers.csv";

/// A round of the survey of partners, under the code of [`FILE`].
async fn round(app: &TestApp, privacy: PrivacyMode) -> Round {
    app.round("partner_expect", |round| {
        "QQQQQQ".clone_into(&mut round.code);
        (round.privacy, round.audience) = (privacy, Audience::Both);
    })
    .await
}

/// People of a kind, with so many years in their role.
async fn answer(app: &TestApp, round: &Round, kind: &str, years: &str, people: usize) {
    let survey = app.app.survey(round).await.unwrap();
    let raw: Raw = [("partner_kind", kind), ("years_in_role", years), ("bring_reliability", "4")]
        .map(|(key, value)| (key.to_owned(), vec![value.to_owned()]))
        .into_iter()
        .collect();
    let answers = answers::read(&survey, round.side, &raw).unwrap();
    for _ in 0..people {
        let submission =
            common_ground::store::submission::Submission::new(round, &survey, &answers, None, None);
        app.app.writer.submit(submission).await.unwrap();
    }
}

async fn closes(app: &TestApp) -> Visitor {
    app.wait_days(9);
    app.run_due().await;
    app.signed_in(PersonRole::Trainer).await
}

/// The rows of a file by the names of its columns.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    csv.deserialize().collect::<Result<_, _>>().unwrap()
}

/// How often each value of a column stands there.
fn values(rows: &[BTreeMap<String, String>], column: &str) -> BTreeMap<String, usize> {
    let mut values = BTreeMap::new();
    for row in rows {
        *values.entry(row[column].clone()).or_default() += 1;
    }
    values
}

#[rocket::async_test]
async fn small_groups_stand_together_in_the_file_as_in_the_results() {
    let app = TestApp::start().await;
    let round = round(&app, PrivacyMode::Anonymous).await;
    for (kind, years, people) in [
        ("school", "under_1", 6),
        ("school", "from_10", 2),
        ("charity", "under_1", 3),
        ("childrens_home", "from_1_to_3", 2),
        ("council_department", "from_4_to_9", 1),
    ] {
        answer(&app, &round, kind, years, people).await;
    }
    let trainer = closes(&app).await;
    trainer.get(RESULTS).await.says("in random order").says("Small groups are combined as “other”");
    for file in [FILE.to_owned(), format!("{FILE}?for_excel=true")] {
        let file = trainer.get(&file).await;
        let rows = rows(&file.has_status(200).body);
        assert_eq!(values(&rows, "group"), [("other".to_owned(), 6), ("school".to_owned(), 8)].into());
        let years = values(&rows, "years_in_role");
        assert_eq!(years, [("other".to_owned(), 5), ("under_1".to_owned(), 9)].into());
        file.never_says("charity").never_says("from_10");
    }
    let codebook = trainer.get("/programmes/reading/rounds/QQQQQQ/codebook.csv").await;
    codebook
        .says("response_id,id,The response,,,\"new in each file; says nothing")
        .says("years_in_role,single_choice,Years in role")
        .says(",other,small groups put together: too few people to tell them apart");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(FILE).await.has_status(403);
    manager.get(RESULTS).await.never_says("answers.csv");
}

#[rocket::async_test]
async fn two_downloads_have_other_ids_and_another_order() {
    let app = TestApp::start().await;
    let round = round(&app, PrivacyMode::Anonymous).await;
    let survey = app.app.survey(&round).await.unwrap();
    for person in 0..40_u8 {
        let raw: Raw =
            [("partner_kind", "school".to_owned()), ("one_change", format!("Person {person} of forty"))]
                .map(|(key, value)| (key.to_owned(), vec![value]))
                .into_iter()
                .collect();
        let answers = answers::read(&survey, round.side, &raw).unwrap();
        let submission =
            common_ground::store::submission::Submission::new(&round, &survey, &answers, None, None);
        app.app.writer.submit(submission).await.unwrap();
    }
    let trainer = closes(&app).await;
    let [one, two] = [trainer.get(FILE).await, trainer.get(FILE).await].map(|file| rows(&file.body));
    let column = |rows: &[BTreeMap<String, String>], name: &str| -> Vec<String> {
        rows.iter().map(|row| row[name].clone()).collect()
    };
    let (words, again) = (column(&one, "one_change"), column(&two, "one_change"));
    assert_ne!(words, again, "the order says nothing");
    let set = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!((set(&words), words.len()), (set(&again), 40), "and it is the same forty");
    let stored = responses::page(app.app.db.read(), round.id, None).await.unwrap();
    let stored: BTreeSet<String> = stored.iter().map(|response| response.id.to_string()).collect();
    let ids = [set(&column(&one, "response_id")), set(&column(&two, "response_id"))];
    assert!(
        ids[0].len() == 40 && ids[0].is_disjoint(&ids[1]) && ids.iter().all(|ids| ids.is_disjoint(&stored))
    );
}

#[rocket::async_test]
async fn an_anonymous_survey_needs_twice_the_smallest_group_for_a_file() {
    let app = TestApp::start().await;
    let anonymous = round(&app, PrivacyMode::Anonymous).await;
    let confidential = app
        .round("partner_expect", |round| {
            "RRRRRR".clone_into(&mut round.code);
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    for round in [&anonymous, &confidential] {
        app.answers(round, "school", 8, 5).await;
        app.answers(round, "charity", 1, 3).await;
    }
    let trainer = closes(&app).await;
    let refused = trainer.get(FILE).await;
    refused.has_status(409).says("a file needs at least 10 answers").never_says("response_id");
    trainer.get(RESULTS).await.says("No file of individual answers.").never_says("answers.csv");
    let file = trainer.get("/programmes/reading/rounds/RRRRRR/answers.csv").await;
    // One of nine is nobody's group.
    file.has_status(200).never_says("school").never_says("charity");
    assert_eq!(rows(&file.body).len(), 9);
}

#[rocket::async_test]
async fn no_file_tells_who_came_or_was_erased_after_the_results_were_shown() {
    let app = TestApp::start().await;
    let round = round(&app, PrivacyMode::Confidential).await;
    let token = app.invite(&round, "dana@elm.example.org").await;
    let fields =
        [("action", "submit"), ("answers[partner_kind]", "school"), ("answers[bring_reliability]", "1")];
    app.visitor().await.post(&format!("/i/{token}"), &fields).await.has_status(303);
    app.answers(&round, "school", 11, 5).await;
    let trainer = closes(&app).await;
    assert_eq!(rows(&trainer.get(FILE).await.has_status(200).body).len(), 12);
    let admin = app.signed_in(PersonRole::Admin).await;
    let erase = [("email", "dana@elm.example.org")];
    admin.post("/programmes/reading/erasure/erase", &erase).await.has_status(303);
    let refused = trainer.get(FILE).await;
    refused
        .has_status(409)
        .says("A few answers came in or were erased after the results were shown")
        .says("after at least 5 more people have answered");
    let page = trainer.get(RESULTS).await;
    page.says("No file of individual answers. A few answers came").never_says("answers.csv?");
    // Whoever runs the machine has all that is stored.
    assert_eq!(responses::page(app.app.db.read(), round.id, None).await.unwrap().len(), 11);
}

/// People who went so far.
async fn go(app: &TestApp, round: &Round, miles: u32, people: usize) {
    for submission in who_went(round, miles, people) {
        app.app.writer.submit(submission).await.unwrap();
    }
}

#[rocket::async_test]
async fn a_survey_with_numbers_that_was_opened_again_has_its_file_once_five_more_gave_one() {
    let app = TestApp::start().await;
    let round = app
        .round_of(&miles(), |round| {
            "QQQQQQ".clone_into(&mut round.code);
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    go(&app, &round, 3, 6).await;
    go(&app, &round, 41, 6).await;
    let trainer = closes(&app).await;
    assert_eq!(rows(&trainer.get(FILE).await.has_status(200).body).len(), 12);
    let before = trainer.get(RESULTS).await;
    before.says("0 to 9").says("10 to 500").never_says("too few to be shown apart");

    let page = "/programmes/reading/rounds/QQQQQQ";
    let open_again_for = async |miles: u32, people: usize| {
        let until = [("closes", "2026-06-12"), ("closes_time", "17:00")];
        trainer.post(&format!("{page}/reopen"), &until).await.has_status(303);
        go(&app, &round, miles, people).await;
        trainer.post(&format!("{page}/close"), &[]).await.leads_to(page);
    };
    open_again_for(300, 3).await;
    let refused = trainer.get(FILE).await;
    refused.has_status(409).says("after at least 5 more people have answered");
    trainer.get(RESULTS).await.says("too few to be shown apart").never_says("answers.csv?");
    open_again_for(300, 2).await;
    assert_eq!(rows(&trainer.get(FILE).await.has_status(200).body).len(), 17);
    // All five went far, so that the ranges stay as they were, and say so.
    trainer.get(RESULTS).await.says("answers.csv?").says("too few to be shown apart").says("10 to 500");
    open_again_for(5, 5).await;
    assert_eq!(rows(&trainer.get(FILE).await.has_status(200).body).len(), 22);
    let after = trainer.get(RESULTS).await;
    after.says("“0 to 9” and “10 to 500” are the most common answers, from 11 of 22 each");
    after.never_says("too few to be shown apart");
}

#[rocket::async_test]
async fn a_survey_that_asks_who_somebody_is_has_its_file_again_once_each_group_has_five_more() {
    let app = TestApp::start().await;
    let round = round(&app, PrivacyMode::Confidential).await;
    answer(&app, &round, "school", "under_1", 6).await;
    answer(&app, &round, "school", "from_1_to_3", 6).await;
    let trainer = closes(&app).await;
    assert_eq!(rows(&trainer.get(FILE).await.has_status(200).body).len(), 12);
    let page = "/programmes/reading/rounds/QQQQQQ";
    let open_again_for = async |years: &str, people: usize| {
        let until = [("closes", "2026-06-12"), ("closes_time", "17:00")];
        trainer.post(&format!("{page}/reopen"), &until).await.has_status(303);
        answer(&app, &round, "school", years, people).await;
        trainer.post(&format!("{page}/close"), &[]).await.leads_to(page);
    };
    open_again_for("under_1", 4).await;
    trainer.get(FILE).await.has_status(409).says("at least 5 in each group");
    open_again_for("under_1", 1).await;
    let file = rows(&trainer.get(FILE).await.has_status(200).body);
    let of = |years: &str| file.iter().filter(|row| row["years_in_role"] == years).count();
    assert_eq!([of("under_1"), of("from_1_to_3")], [11, 6]);
}

const DOWNLOAD: &str = "/programmes/reading/rounds/QQQQQQ/download";

async fn bytes(visitor: &Visitor, format: &str) -> Vec<u8> {
    let reply = visitor.client().get(format!("{DOWNLOAD}?format={format}")).dispatch().await;
    assert_eq!(reply.status().code, 200, "{format}");
    let name = reply.headers().get_one("Content-Disposition").unwrap_or_default().to_owned();
    assert!(name.starts_with("attachment; filename=\"reading-QQQQQQ-"), "{name}");
    reply.into_bytes().await.unwrap()
}

/// What a package holds under a name.
fn packed(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[rocket::async_test]
async fn every_kind_of_file_tells_the_same_groups_and_no_finer_ones() {
    let app = TestApp::start().await;
    let round = round(&app, PrivacyMode::Anonymous).await;
    for (kind, years, people) in
        [("school", "under_1", 8), ("charity", "from_1_to_3", 3), ("childrens_home", "from_10", 2)]
    {
        answer(&app, &round, kind, years, people).await;
    }
    let trainer = closes(&app).await;
    let page = trainer.get(RESULTS).await;
    for format in ["xlsx", "sav", "package", "ddi"] {
        page.says(&format!("download?format={format}"));
    }
    let package = bytes(&trainer, "package").await;
    let rows = rows(&packed(&package, "answers.csv"));
    assert_eq!(values(&rows, "group"), [("other".to_owned(), 5), ("school".to_owned(), 8)].into());
    let described: serde_json::Value = serde_json::from_str(&packed(&package, "datapackage.json")).unwrap();
    let fields = described["resources"][0]["schema"]["fields"].as_array().unwrap();
    let columns: BTreeSet<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    assert_eq!(columns, rows[0].keys().map(String::as_str).collect());

    let mut book: Xlsx<_> = Xlsx::new(io::Cursor::new(bytes(&trainer, "xlsx").await)).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["Answers", "In words", "Figures", "Codebook", "About"],
        "nothing to compare"
    );
    let sheet = book.worksheet_range("Answers").unwrap();
    let groups: Vec<String> = sheet.rows().skip(1).map(|row| row[1].to_string()).collect();
    assert_eq!(groups.iter().filter(|group| *group == "school").count(), 8);
    assert_eq!(groups.iter().filter(|group| *group == "other").count(), 5);

    let sav = bytes(&trainer, "sav").await;
    assert_eq!((&sav[..4], &sav[80..84]), (&b"$FL2"[..], &13_i32.to_le_bytes()[..]), "thirteen rows");
    let ddi = String::from_utf8(bytes(&trainer, "ddi").await).unwrap();
    assert!(ddi.contains("name=\"bring_reliability\"") && !ddi.contains("catStat"), "{ddi}");
    trainer.get(&format!("{DOWNLOAD}?format=stata")).await.has_status(404);
}

/// Holds a sheet against the file of a page: each line after where it is from, numbers as numbers, and nothing for nothing.
#[track_caller]
fn is_the_file(sheet: &Range<Data>, files: &[(&[&str], String)]) {
    let mut wanted = Vec::new();
    for (from, file) in files {
        let mut lines = csv::Reader::from_reader(file.as_bytes());
        for line in lines.records() {
            let line = line.unwrap();
            let cells = from.iter().copied().chain(line.iter());
            wanted.push(cells.map(str::to_owned).collect::<Vec<_>>());
        }
    }
    let found: Vec<&[Data]> = sheet.rows().skip(1).collect();
    assert_eq!(found.len(), wanted.len());
    for (row, wanted) in found.iter().zip(&wanted) {
        for (cell, text) in row.iter().zip(wanted) {
            let same = match cell {
                Data::Float(number) => text.parse() == Ok(*number),
                Data::Empty => text.is_empty(),
                other => other.to_string() == *text,
            };
            assert!(same, "{cell:?}, not {text}, in {row:?}");
        }
    }
}

#[rocket::async_test]
async fn the_workbook_has_the_figures_of_the_pages_and_hides_what_they_hide() {
    let app = TestApp::start().await;
    let offer = app.round("staff_offer", |round| "RRRRRR".clone_into(&mut round.code)).await;
    let expectation = round(&app, PrivacyMode::Anonymous).await;
    for (group, people, point) in [("front_line", 8, 3), ("outreach", 7, 2)] {
        app.answers(&offer, group, people, point).await;
    }
    for (kind, people, point) in [("school", 12, 5), ("childrens_home", 6, 4), ("charity", 2, 1)] {
        app.answers(&expectation, kind, people, point).await;
    }
    let trainer = closes(&app).await;
    let mut book: Xlsx<_> = Xlsx::new(io::Cursor::new(bytes(&trainer, "xlsx").await)).unwrap();
    assert_eq!(book.sheet_names(), ["Answers", "In words", "Figures", "Comparison", "Codebook", "About"]);
    let file = async |address: &str| {
        trainer.get(&format!("/programmes/reading/{address}")).await.has_status(200).body.clone()
    };
    let own = file("rounds/QQQQQQ/results/items.csv").await;
    let others = file("rounds/RRRRRR/results/items.csv").await;
    let compared = file("results/RRRRRR/QQQQQQ/comparison.csv").await;
    let figures = book.worksheet_range("Figures").unwrap();
    is_the_file(&figures, &[(&["QQQQQQ"], own), (&["RRRRRR"], others)]);
    assert!(figures.rows().all(|row| row[3] != "charity"), "two people are nobody's group");
    let comparison = book.worksheet_range("Comparison").unwrap();
    is_the_file(&comparison, &[(&["RRRRRR", "QQQQQQ"], compared.trim_start_matches('\u{feff}').to_owned())]);
    let about = book.worksheet_range("About").unwrap();
    assert!(about.rows().any(|row| row[0].to_string().starts_with("Comparison: what one side offers")));
}

#[rocket::async_test]
async fn what_may_not_leave_leaves_in_no_kind_of_file() {
    let app = TestApp::start().await;
    let round = round(&app, PrivacyMode::Anonymous).await;
    answer(&app, &round, "school", "under_1", 6).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let formats = ["csv", "csv-for-excel", "xlsx", "sav", "package"];
    for format in formats {
        let refused = trainer.get(&format!("{DOWNLOAD}?format={format}")).await;
        refused.has_status(409).says("when the survey has closed");
    }
    let trainer = closes(&app).await;
    let manager = app.signed_in(PersonRole::Manager).await;
    for format in formats {
        let refused = trainer.get(&format!("{DOWNLOAD}?format={format}")).await;
        refused.has_status(409).says("a file needs at least 10 answers");
        manager.get(&format!("{DOWNLOAD}?format={format}")).await.has_status(403);
    }
}
