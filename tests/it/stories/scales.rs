//! A question from 0 to 10 and one on a scale of its own, from the editor to the file of answers.

use common_ground::{store::people::PersonRole, survey::definition::Survey};

use crate::support::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

const SURVEYS: &str = "/programmes/reading/surveys";

/// Sends a form with the number of the edit that its page carries.
async fn send(trainer: &Visitor, form: &str, to: &str, fields: &[(&str, &str)]) -> Reply {
    let page = trainer.get(form).await;
    let edit = page.has_status(200).field("edit").unwrap().to_owned();
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("edit", &*edit)]).collect();
    trainer.post(to, &fields).await
}

/// A survey with a question of each kind on its first page; its address.
async fn written(trainer: &Visitor) -> String {
    let made = trainer.post(&format!("{SURVEYS}/staff_offer/copy"), &[("title", "Scales of our own")]).await;
    let address = made.header("Location").unwrap().to_owned();
    let items = format!("{address}/items");
    let likely = [
        ("kind", "scale0to10"),
        ("text", "How likely are you to come back?"),
        ("label", "Come back"),
        ("low", "Not at all likely"),
        ("high", "Certain"),
        ("missing", "dk"),
        ("place", "after.years_in_role"),
    ];
    send(trainer, &format!("{items}/new?kind=scale0to10"), &items, &likely)
        .await
        .leads_to(&format!("{address}#change-come_back"));
    let ease = [
        ("kind", "points"),
        ("text", "How hard was it?"),
        ("label", "Hard"),
        ("labels", "Easy\nFair\nHard"),
        ("place", "after.come_back"),
    ];
    send(trainer, &format!("{items}/new?kind=points"), &items, &ease)
        .await
        .leads_to(&format!("{address}#change-hard"));
    address
}

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
async fn a_scale_of_ones_own_is_asked_keyed_told_and_handed_out_like_every_other() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = written(&trainer).await;
    let key = address.rsplit_once('/').unwrap().1.to_owned();
    trainer.get(&address).await.says("From 0 – Not at all likely to 10 – Certain").says("Easy · Fair · Hard");
    let kept = trainer.get(&format!("{address}/items/come_back")).await;
    kept.has_status(200).says("value=\"Not at all likely\"").says("value=\"Certain\"");
    trainer.get(&format!("{address}/items/hard")).await.has_status(200).says("Easy\nFair\nHard");
    let tried = trainer.get(&format!("{address}/try?side=library")).await;
    tried.has_status(200).says("0 – Not at all likely").says("10 – Certain");
    let publish = format!("{address}/publish");
    send(&trainer, &publish, &publish, &[]).await.has_status(303);
    let sample = trainer.get(&format!("{address}/try/results?side=library")).await;
    sample.has_status(200).says("10 – Certain").says("Fair");

    let round = [
        ("survey", &*key),
        ("side", "library"),
        ("privacy", "anonymous"),
        ("audience", "open"),
        ("closes", "2026-06-05"),
        ("closes_time", "17:00"),
    ];
    let made = trainer.post("/programmes/reading/rounds", &round).await;
    let page = made.has_status(303).header("Location").unwrap().to_owned();
    let code = page.rsplit_once('/').unwrap().1.to_owned();
    let visitor = app.visitor().await;
    let start = visitor.get(&format!("/s/{code}")).await;
    let begun = [("action", "submit"), ("answers[staff_group]", "outreach"), ("answers[come_back]", "11")];
    start.has_status(200);
    visitor.post(&format!("/s/{code}"), &begun).await.has_status(422).says("Select one of the answers shown");

    let sheet = trainer.get(&format!("{page}/paper")).await;
    sheet.has_status(200).says("<b>0</b> Not at all likely").says("<b>10</b> Certain").says("<b>2</b> Fair");
    let screen = format!("{page}/keyed");
    for (number, (likely, hard)) in ["0", "7", "7", "7", "10", "d"]
        .repeat(2)
        .iter()
        .zip(["1", "2", "2", "3", "3", ""].repeat(2))
        .enumerate()
    {
        let number = (number + 1).to_string();
        let blank = trainer.get(&format!("{screen}?sheet={number}")).await;
        let key = blank.has_status(200).field("key").unwrap().to_owned();
        let form = [
            ("key", &*key),
            ("sheet", &*number),
            ("answers[staff_group]", "1"),
            ("answers[come_back]", likely),
            ("answers[hard]", hard),
        ];
        trainer.post(&screen, &form).await.has_status(303);
    }
    app.wait_days(30);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let results = trainer.get(&format!("{page}/results")).await;
    results.has_status(200).says("10 – Certain").says("10 people answered. The mean is 6.2 of 10.");
    results.says("Fair");
    let file = trainer.get(&format!("{page}/answers.csv")).await.has_status(200).body.clone();
    let mut csv = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let headings = csv.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let mut rows: Vec<(String, String)> = csv
        .records()
        .map(Result::unwrap)
        .map(|row| (row[at("come_back")].into(), row[at("hard")].into()))
        .collect();
    rows.sort();
    let told: Vec<(&str, &str)> = rows.iter().map(|(likely, hard)| (&**likely, &**hard)).collect();
    let each = [("-8", "-9"), ("0", "1"), ("10", "3"), ("7", "2"), ("7", "2"), ("7", "3")];
    assert_eq!(told, each.map(|pair| [pair, pair]).concat());
    let codebook = trainer.get(&format!("{page}/codebook.csv")).await;
    codebook.has_status(200).says("come_back,scale0to10").says("10 – Certain").says("hard,points");
}

#[rocket::async_test]
async fn a_scale_that_lacks_its_words_is_told_beside_each_field() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = written(&trainer).await;
    let items = format!("{address}/items");
    let fields = [
        ("kind", "scale0to10"),
        ("text", "How?"),
        ("label", "How"),
        ("place", "after.staff_group"),
        ("high", "Much"),
    ];
    let refused = send(&trainer, &format!("{items}/new?kind=scale0to10"), &items, &fields).await;
    refused
        .has_status(422)
        .says("Enter what this end of the scale means")
        .says("href=\"#low\"")
        .says("value=\"Much\"");
    let eight = "1\n2\n3\n4\n5\n6\n7\n8";
    let fields = [
        ("kind", "points"),
        ("text", "How?"),
        ("label", "How"),
        ("place", "after.staff_group"),
        ("labels", eight),
    ];
    let refused = send(&trainer, &format!("{items}/new?kind=points"), &items, &fields).await;
    refused.has_status(422).says("Enter two to seven points, one per line").says(eight);
    let file = trainer.get(&format!("{address}/survey.json")).await;
    let survey = Survey::parse("draft", &file.has_status(200).body).unwrap();
    assert!(survey.item("how").is_none());
}
