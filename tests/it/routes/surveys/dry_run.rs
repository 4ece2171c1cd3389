//! Trying a survey out.

use common_ground::store::people::PersonRole;

use crate::support::app::TestApp;

const SURVEYS: &str = "/programmes/reading/surveys";

#[rocket::async_test]
async fn a_dry_run_checks_answers_as_people_meet_it_and_keeps_nothing() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = format!("{SURVEYS}/partner_expect/try?side=partner&lang=cy");
    trainer.get(&address).await.has_status(200).says("answers[one_change]").says("Parhau").says("A trial of");
    let page = trainer.post(&address, &[("answers[bring_reliability]", "5")]).await;
    page.has_status(422).says("Dewiswch y math o sefydliad");
    let sent = trainer.post(&address, &[("answers[partner_kind]", "school")]).await;
    sent.leads_to(&format!("{SURVEYS}/partner_expect/try/results?side=partner"));
    let results = trainer.follow(&sent).await;
    results.says("nothing was kept").says("These are not results.").says("40 people were made up");
    let kept = common_ground::store::responses::page(app.app.db.read(), round.id, None).await.unwrap();
    assert!(kept.is_empty());
}

/// What a browser would send of a filled form: ticked choices, typed text.
fn entered(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let mut fields = Vec::new();
    for tag in page.split('<').filter_map(|tag| tag.split_once('>')) {
        let (tag, text) = tag;
        let Some(name) = attribute(tag, "name").filter(|name| name.starts_with("answers[")) else { continue };
        let ticks = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        if tag.starts_with("textarea") {
            fields.push((name, text.trim().to_owned()));
        } else if !ticks || tag.contains(" checked") {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    fields
}

#[rocket::async_test]
async fn a_dry_run_is_filled_with_sample_answers_and_shows_sample_results_that_nobody_keeps() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = format!("{SURVEYS}/partner_expect/try?side=partner&lang=en");
    let empty = trainer.get(&address).await;
    empty.says("Fill with sample answers").says("filled=yes");
    let is_chosen =
        |fields: &[(String, String)]| fields.iter().filter(|(_, value)| !value.is_empty()).count();
    assert_eq!(is_chosen(&entered(&empty.body)), 0);
    let filled = entered(&trainer.get(&format!("{address}&filled=yes")).await.body);
    assert!(is_chosen(&filled) > 10, "{filled:?}");
    let fields: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (&**name, &**value)).collect();
    let sent = trainer.post(&address, &fields).await;
    let results = trainer.follow(&sent).await;
    results.has_status(200).says("These answers would be accepted").says("These are not results.");
    results.says("Sample results").says("<svg").says("40 people").never_says("Download");

    let db = app.app.db.read();
    assert!(common_ground::store::responses::page(db, round.id, None).await.unwrap().is_empty());
    assert!(common_ground::store::tallies::of_round(db, round.id).await.unwrap().is_empty());
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&format!("{SURVEYS}/partner_expect/try/results?side=partner")).await.has_status(403);
    for survey in common_ground::survey::templates::all() {
        for side in &survey.sides {
            let page = format!("{SURVEYS}/{}/try/results?side={}", survey.key, side.key());
            trainer.get(&page).await.has_status(200).says("These are not results.");
        }
    }
}
