//! Urdu runs from right to left wherever somebody who answers meets it: on every page of a form with every kind of
//! question, and in the emails that lead there.

use std::collections::BTreeSet;

use common_ground::{
    store::{mailings, people::PersonRole, rounds::Round},
    survey::{audience::Audience, definition::Survey, item::KINDS, round::PrivacyMode},
};

use crate::support::{
    app::TestApp,
    asking::{post_all, posted, read},
    rounds::{WHOLE, stored},
    visitor::{Reply, Visitor},
};

/// A question of every kind, in English and Urdu.
const SURVEY: &str = include_str!("urdu/every_kind.json");
const DANA: &str = "dana@home.example.org";

type Fields = Vec<(&'static str, &'static str)>;

fn survey() -> Survey {
    Survey::parse("every_kind.json", SURVEY).unwrap()
}

/// What is entered on each page in a language; the first page lacks its one needed answer, the third has a number in
/// words, until they are corrected.
fn pages(language: &str) -> [Fields; 4] {
    // Keyboards for Urdu have digits of their own.
    let visits = if language == "ur" { "۱۲" } else { "12" };
    [
        vec![
            ("answers[partner_kind]", "school"),
            ("answers[heard]", "other"),
            ("answers[heard/other/text]", "ریڈیو پر"),
        ],
        vec![("answers[helped]", "4"), ("answers[length]", "2"), ("answers[again]", "9")],
        vec![
            ("answers[wanted]", "books"),
            ("answers[first]", "people"),
            ("answers[first]", "time"),
            ("answers[visits]", visits),
            ("answers[next_visit]", "2026-06-14"),
        ],
        vec![("answers[called]", "کہانیوں کا دن"), ("answers[change]", "زیادہ وقت، اور Wi-Fi.")],
    ]
}

/// Opens a page that must be there, in Urdu and from right to left.
async fn page(visitor: &Visitor, address: &str) -> Reply {
    let page = visitor.get(address).await;
    page.has_status(200).says("<html lang=\"ur\" dir=\"rtl\">");
    page
}

/// Sends a page of the form.
async fn send(visitor: &Visitor, address: &str, number: usize, fields: &[(&str, &str)]) -> Reply {
    let number = number.to_string();
    let mut all = vec![("action", "next"), ("page", &*number)];
    all.extend_from_slice(fields);
    visitor.post(address, &all).await
}

/// Somebody answers all at once in a language.
async fn answers_at_once(app: &TestApp, round: &Round, language: &str) {
    let mut fields: Fields = vec![("action", "submit")];
    fields.extend(pages(language).into_iter().flatten());
    let address = format!("/s/{}?lang={language}", round.code);
    app.visitor().await.post(&address, &fields).await.has_status(303);
}

#[test]
fn the_survey_in_urdu_asks_in_every_way_there_is() {
    let survey = survey();
    let kinds: BTreeSet<&str> = survey.items().map(|item| item.kind.name()).collect();
    assert_eq!(kinds, KINDS.iter().map(|kind| kind.name).collect());
}

#[rocket::async_test]
async fn a_person_answers_every_kind_of_question_in_urdu_with_two_mistakes_put_right() {
    let app = TestApp::start().await;
    let round = app.round_of(&survey(), |_| {}).await;
    let visitor = app.visitor().await;
    let at = |step: &str| format!("/s/{}{step}?lang=ur", round.code);
    page(&visitor, &at("")).await.says("ورکشاپ کے بعد").says("شروع کریں");
    let entered = pages("ur");

    page(&visitor, &at("/1")).await.says("صفحہ 1 از 4").says("کسی اور طرح");
    let wrong = send(&visitor, &at(""), 1, &entered[0][1..]).await;
    wrong.has_status(422).says("<html lang=\"ur\" dir=\"rtl\">").says("غلطی: ").says("ایک مسئلہ ہے");
    wrong.says("منتخب کریں کہ آپ کس قسم کے ادارے").says("value=\"ریڈیو پر\"");
    send(&visitor, &at(""), 1, &entered[0]).await.leads_to(&at("/2"));

    page(&visitor, &at("/2")).await.says("کس حد تک ").says("درمیانی حد تک").says("10 – بہت زیادہ");
    send(&visitor, &at(""), 2, &entered[1]).await.leads_to(&at("/3"));

    page(&visitor, &at("/3")).await.says("بس تھوڑا سا باقی ہے۔").says("زیادہ سے زیادہ 2 چنیں۔");
    let mut third = entered[2].clone();
    third[3].1 = "بارہ";
    let wrong = send(&visitor, &at(""), 3, &third).await;
    wrong.has_status(422).says("0 اور 60 کے درمیان کوئی پورا عدد درج کریں").says("value=\"بارہ\"");
    wrong.says("<html lang=\"ur\" dir=\"rtl\">").says("value=\"2026-06-14\"");
    send(&visitor, &at(""), 3, &entered[2]).await.leads_to(&at("/4"));

    // What was written beside “other” is never carried on.
    page(&visitor, &at("/4")).await.says("ایسے سنا: کسی اور طرح۔").says("dir=\"auto\"").never_says("ریڈیو");
    send(&visitor, &at(""), 4, &entered[3]).await.leads_to(&at("/check"));
    let check = page(&visitor, &at("/check")).await;
    check.says("<bdi>کسی اور طرح: ریڈیو پر</bdi>").says("<bdi>12</bdi>").says("<bdi>14 جون 2026</bdi>");
    check.says("<bdi>لوگ</bdi><br><bdi>وقت</bdi>").says("زیادہ وقت، اور Wi-Fi.");
    let key = check.field("key").unwrap();
    let sent = visitor.post(&at(""), &[("action", "submit"), ("key", key)]).await;
    sent.leads_to(&at("/sent"));
    page(&visitor, &at("/sent")).await.says("آپ کے جوابات محفوظ ہیں۔");
    assert_eq!(stored(&app, &round).await.len(), 1);
}

#[rocket::async_test]
async fn answers_given_in_urdu_are_those_given_in_english_and_stand_in_the_results() {
    let app = TestApp::start().await;
    let survey = survey();
    let (urdu, english) = (app.round_of(&survey, |_| {}).await, app.round_of(&survey, |_| {}).await);
    answers_at_once(&app, &english, "en").await;
    for _ in 0..8 {
        answers_at_once(&app, &urdu, "ur").await;
    }
    let (given, wanted) = (stored(&app, &urdu).await, stored(&app, &english).await);
    assert_eq!((given.len(), wanted.len()), (8, 1));
    assert!(given.iter().all(|answers| *answers == wanted[0]), "{given:?}");
    app.wait_days(9);
    app.run_due().await;
    let manager = app.signed_in(PersonRole::Manager).await;
    let results = manager.get(&format!("/programmes/reading/rounds/{}/results", urdu.code)).await;
    results.has_status(200).says("<html lang=\"en\">").says("“Books” was chosen most often, by 8 of 8.");
    results.says("Most said “Another way”: 8 of 8.").never_says("کتابیں");
    // What they wrote waits for somebody to read it, in their own words.
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let comments = trainer.get(&format!("/programmes/reading/rounds/{}/comments", urdu.code)).await;
    comments.has_status(200).says("کہانیوں کا دن");
}

/// Asks in Urdu first, in a programme whose emails leave on every day.
async fn urdu_first(app: &TestApp) {
    app.works_every_day().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let fields = [("languages", "ur"), ("language", "ur")];
    let settings = "/programmes/reading/settings/languages";
    admin.post(settings, &fields).await.leads_to("/programmes/reading/settings");
}

/// The latest email to somebody, as text and as HTML.
fn latest(app: &TestApp, to: &str) -> [String; 2] {
    let letter = posted(app).into_iter().rfind(|letter| letter.to.as_str() == to).unwrap();
    let message = read(&letter.bytes);
    [message.body_text(0).unwrap().into_owned(), message.body_html(0).unwrap().into_owned()]
}

#[rocket::async_test]
async fn an_invitation_in_urdu_runs_from_right_to_left_and_so_do_the_pages_that_it_leads_to() {
    let app = TestApp::start().await;
    urdu_first(&app).await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    app.invite(&round, DANA).await;
    let (db, zone) = (app.app.db.write_one(), app.programme.settings.zone());
    let planned = mailings::plan(db, round.id, app.now(), round.closes_at, &zone).await.unwrap();
    app.clock.set(planned[0].at);
    app.run_due().await;
    post_all(&app).await;
    let [text, html] = latest(&app, DANA);
    for words in ["محترم \u{2068}A. Contact\u{2069}،", "آپ لائبریری سے کیا توقع رکھتے ہیں", "?lang=ur"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(html.contains("<html lang=\"ur\" dir=\"rtl\">"), "{html}");
    // The two tables that hold everything name their direction, and those in their cells take it.
    assert_eq!(html.matches("role=\"presentation\" dir=\"rtl\"").count(), 2, "{html}");
    assert!(html.contains("text-align:right") && !html.contains("text-align:left"), "{html}");
    for link in ["/i/", "/stop/"] {
        let address = text.split_whitespace().find(|word| word.contains(link)).unwrap();
        let path = &address[address.find(link).unwrap()..];
        page(&app.visitor().await, path).await.never_says("Skip to main content");
    }
    let preview = format!("/programmes/reading/rounds/{}/invitations/preview", round.code);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let shown = trainer.get(&preview).await;
    shown.has_status(200).says("<html lang=\"en\">").says("<div class=\"next\" lang=\"ur\" dir=\"rtl\">");
    shown.says("<p class=\"letter\" lang=\"ur\" dir=\"rtl\">");
}

#[rocket::async_test]
async fn an_email_in_english_names_no_direction() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    app.invite(&round, DANA).await;
    let (db, zone) = (app.app.db.write_one(), app.programme.settings.zone());
    let planned = mailings::plan(db, round.id, app.now(), round.closes_at, &zone).await.unwrap();
    app.clock.set(planned[0].at);
    app.run_due().await;
    post_all(&app).await;
    let [text, html] = latest(&app, DANA);
    assert!(html.contains("<html lang=\"en-GB\">") && !html.contains("dir=\"rtl\""), "{html}");
    assert!(html.contains("text-align:left") && !text.contains('\u{2068}'), "{text}");
}

#[rocket::async_test]
async fn the_email_that_results_are_out_runs_from_right_to_left_around_its_english_finding() {
    let app = TestApp::start().await;
    urdu_first(&app).await;
    let by_link = |round: &mut Round| {
        round.audience = Audience::Invited;
        round.privacy = PrivacyMode::Confidential;
    };
    let round = app.round("partner_expect", by_link).await;
    app.answers(&round, "school", 6, 4).await;
    let token = app.invite(&round, DANA).await;
    let visitor = app.visitor().await;
    visitor.post(&format!("/i/{token}"), &[]).await.has_status(303);
    visitor.post(&format!("/s/{}", round.code), &WHOLE).await.has_status(303);
    let sent = format!("/s/{}/sent", round.code);
    page(&visitor, &sent).await.says("نتائج آنے پر مجھے ای میل کریں");
    visitor.post(&sent, &[("tell", "yes")]).await.leads_to(&sent);
    app.wait_days(9);
    app.run_due().await;
    post_all(&app).await;
    let [_, html] = latest(&app, DANA);
    assert!(html.contains("<html lang=\"ur\" dir=\"rtl\">") && html.contains("مختصراً:"), "{html}");
    assert!(html.contains("<span lang=\"en-GB\" dir=\"ltr\">"), "{html}");
}

#[rocket::async_test]
async fn previews_in_urdu_run_from_right_to_left_and_say_that_no_native_speaker_has_read_them() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let survey = "/programmes/reading/surveys/partner_expect";
    let unread = "No native speaker has checked the Urdu pages and ready-made surveys yet.";
    let shown = trainer.get(&format!("{survey}?lang=ur")).await;
    shown.has_status(200).says(unread).says("<p class=\"title\" lang=\"ur\" dir=\"rtl\">");
    let phone = trainer.get(&format!("{survey}/preview?lang=ur")).await;
    phone.has_status(200).says(unread).says("<div class=\"phone\" lang=\"ur\" dir=\"rtl\">");
    let trial = trainer.get(&format!("{survey}/try?lang=ur")).await;
    trial.has_status(200).says("<html lang=\"ur\" dir=\"rtl\">").says(unread);
    trial
        .says("<p lang=\"en\" dir=\"ltr\">A trial of")
        .says("<nav aria-label=\"Main\" lang=\"en\" dir=\"ltr\">");
    for page in ["", "/preview", "/try"] {
        trainer.get(&format!("{survey}{page}?lang=en")).await.has_status(200).never_says("No native speaker");
    }
}
