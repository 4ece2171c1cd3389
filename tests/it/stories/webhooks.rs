//! What webhooks are told: every event that there is, to programs in ids alone, to channels of people in a sentence.

use std::{collections::BTreeSet, fs, path::Path};

use common_ground::{
    mail::{MailSettings, Transport},
    store::{people::PersonRole, rounds::Round, webhooks::WebhookEvent},
    survey::round::{PrivacyMode, RoundState},
    work::{deliver, webhooks::send_due},
};
use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};

use crate::support::{
    api::{HOME, Program},
    app::TestApp,
    asking,
    course::{course, with_managers},
    health::Partnership,
    planning::{filled, plan, with},
    smtp::{Act, At, Behaviour, SmtpServer},
    summary::{self, answered, page},
    visitor::Visitor,
    webhooks::Receiver,
};

/// A receiver, and a service that tells it everything there is to tell.
async fn listening(kinds: &[&str]) -> (Receiver, TestApp) {
    let receiver = Receiver::start().await;
    let app = receiver.service().await;
    app.works_every_day().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let events: Vec<&str> = WebhookEvent::chosen().map(WebhookEvent::key).collect();
    for kind in kinds {
        receiver.added(&admin, kind, &events).await;
    }
    (receiver, app)
}

/// What it is told now, each once.
async fn told(receiver: &Receiver, app: &TestApp) -> Vec<Value> {
    let before = receiver.got().len();
    send_due(&app.app, app.now()).await.unwrap();
    assert_eq!(send_due(&app.app, app.now()).await.unwrap(), 0, "it is told once");
    receiver.told().split_off(before)
}

/// Something that happens now, as programs are told of it.
fn event(app: &TestApp, name: &str, (what, id): (&str, &str), path: &str) -> Value {
    let address = format!("{}{HOME}/{path}", app.app.settings.site_url);
    let data = json!({ "programme": "reading", what: id, "address": address });
    json!({ "type": name, "timestamp": app.now().to_string(), "data": data })
}

fn of_round(app: &TestApp, name: &str, code: &str) -> Value {
    event(app, name, ("round", code), &format!("rounds/{code}"))
}

/// A round that opens in an hour.
async fn planned(app: &TestApp) -> Round {
    let ahead = |round: &mut Round| {
        (round.state, round.privacy) = (RoundState::Planned, PrivacyMode::Confidential);
        (round.opens_at, round.closes_at) = (app.now() + 1.hours(), app.now() + (30 * 24).hours());
    };
    app.round("partner_expect", ahead).await
}

/// Emails leave by a server that takes none, for good.
async fn refused(app: &TestApp) -> u64 {
    let server =
        SmtpServer::start(Behaviour::always(At::Rcpt, Act::Say("550 5.1.1 no such user here"))).await;
    let settings = MailSettings { smtp_url: Some(server.url()), ..MailSettings::files("unused") };
    let transport = Transport::from_settings(&settings).unwrap();
    let mut failed = 0;
    // Invitations leave one after the other, and not all in a minute.
    for _ in 0..5 {
        failed += deliver::deliver_due(&app.app, &transport, app.now()).await.unwrap().failed;
        app.clock.set(app.now() + SignedDuration::from_mins(1));
    }
    failed
}

#[test]
fn the_document_names_exactly_the_events_that_there_are() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/webhooks.md")).unwrap();
    let (_, table) = text.split_once("| event | when |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let named: BTreeSet<&str> = table.split('`').skip(1).step_by(2).collect();
    let there: BTreeSet<&str> = WebhookEvent::ALL.map(WebhookEvent::key).into_iter().collect();
    assert_eq!(named, there);
}

#[rocket::async_test]
async fn a_survey_that_opens_is_told_whether_by_itself_by_a_trainer_or_once_more() {
    let (receiver, app) = listening(&["standard"]).await;
    let round = planned(&app).await;
    app.run_due().await;
    assert_eq!(told(&receiver, &app).await, Vec::<Value>::new(), "it is not open yet");
    app.clock.set(round.opens_at);
    app.run_due().await;
    app.run_due().await;
    let opened = of_round(&app, "round.opened", &round.code);
    assert_eq!(told(&receiver, &app).await, [opened]);

    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = format!("/programmes/reading/rounds/{}", round.code);
    trainer.post(&format!("{address}/close"), &[]).await.leads_to(&address);
    let closed = told(&receiver, &app).await;
    assert_eq!((closed.len(), &closed[0]["type"]), (1, &json!("round.closed")));
    let until = [("closes", "2026-06-12"), ("closes_time", "17:00")];
    trainer.post(&format!("{address}/reopen"), &until).await.has_status(303);
    assert_eq!(told(&receiver, &app).await, [of_round(&app, "round.opened", &round.code)]);

    let form = [
        ("survey", "partner_offer"),
        ("side", "partner"),
        ("privacy", "anonymous"),
        ("audience", "open"),
        ("opens", ""),
        ("opens_time", "09:00"),
        ("closes", "2026-06-05"),
        ("closes_time", "17:00"),
    ];
    let made = trainer.post("/programmes/reading/rounds", &form).await;
    let code = made.has_status(303).header("Location").unwrap().rsplit('/').next().unwrap();
    assert_eq!(told(&receiver, &app).await, [of_round(&app, "round.opened", code)]);
}

#[rocket::async_test]
async fn nobody_is_told_when_the_surveys_of_a_health_check_open_and_close() {
    let (receiver, app) = listening(&["standard"]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    elm.checked(&app, |_| 4, |_| 4).await;
    assert_eq!(told(&receiver, &app).await, Vec::<Value>::new(), "what is sealed shows by no event either");
}

#[rocket::async_test]
async fn a_summary_that_is_sent_is_told_and_so_is_its_correction() {
    let (receiver, app) = listening(&["standard"]).await;
    let (course, feedback) = summary::course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let closed = told(&receiver, &app).await;
    assert_eq!((closed.len(), &closed[0]["data"]["round"]), (1, &json!(feedback.code)));
    app.wait_days(1);
    app.run_due().await;
    let id = course.id.to_string();
    let sent = |app: &TestApp| event(app, "summary.sent", ("course", &id), &format!("courses/{id}/summary"));
    assert_eq!(told(&receiver, &app).await, [sent(&app)]);

    app.wait_days(3);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/correction");
    let form = trainer.get(&address).await;
    let revision = form.has_status(200).field("revision").unwrap();
    let fields = [("revision", revision), ("text", "The course was held in East Ham, not in Stratford.")];
    trainer.post(&address, &fields).await.has_status(303);
    assert_eq!(told(&receiver, &app).await, [sent(&app)]);
}

#[rocket::async_test]
async fn a_course_that_is_called_off_is_told_once_on_its_page_and_by_the_interface_for_programs() {
    let (receiver, app) = listening(&["standard"]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (first, address) = plan(&app, &trainer, &filled()).await;
    let (second, _) = plan(&app, &trainer, &with("title", &["Pilot course 7"])).await;
    let cancelled = |id: &str| event(&app, "course.cancelled", ("course", id), &format!("courses/{id}"));
    for _ in 0..2 {
        trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    }
    assert_eq!(told(&receiver, &app).await, [cancelled(&first.id.to_string())]);
    let program = Program::trainer(&app).await;
    let place = format!("{HOME}/courses/{}", second.id);
    program.patch(&place, &json!({ "state": "cancelled" })).await.has_status(200);
    assert_eq!(told(&receiver, &app).await, [cancelled(&second.id.to_string())]);
}

#[rocket::async_test]
async fn emails_that_are_refused_for_good_are_told_once_a_day_for_their_course_or_survey() {
    let (receiver, app) = listening(&["standard"]).await;
    with_managers(&app).await;
    let (course, _) = course(&app, 9).await;
    app.wait_days(10);
    app.run_due().await;
    assert_eq!(told(&receiver, &app).await.len(), 2, "its feedback has closed, its summary is written");
    assert!(refused(&app).await >= 3);
    let id = course.id.to_string();
    let failed = told(&receiver, &app).await;
    assert_eq!((failed.len(), &failed[0]["type"]), (1, &json!("delivery.failed")), "{failed:?}");
    let address = format!("{}{HOME}/courses/{id}", app.app.settings.site_url);
    assert_eq!(failed[0]["data"], json!({ "programme": "reading", "course": id, "address": address }));

    let (round, letters) = asking::planned(&app, &["dana@home.example.org", "kofi@school.example.org"]).await;
    app.clock.set(asking::leaves(&app, &letters[0]));
    app.run_due().await;
    told(&receiver, &app).await;
    assert!(refused(&app).await >= 2);
    let failed = told(&receiver, &app).await;
    assert_eq!(failed.len(), 1, "{failed:?}");
    // Whose email it was is told nowhere.
    let address = format!("{}{HOME}/rounds/{}", app.app.settings.site_url, round.code);
    assert_eq!(failed[0]["data"], json!({ "programme": "reading", "round": round.code, "address": address }));
}

/// Cancels a course whose title is hard to show; the address of its page.
async fn cancelled(app: &TestApp, trainer: &Visitor) -> String {
    let (_, address) = plan(app, trainer, &with("title", &["Reading *together* & <more>"])).await;
    trainer.post(&format!("{address}/cancel"), &[]).await.leads_to(&address);
    format!("{}{address}", app.app.settings.site_url)
}

#[rocket::async_test]
async fn teams_is_sent_an_adaptive_card_in_which_nothing_of_a_title_is_markup() {
    let (receiver, app) = listening(&["teams"]).await;
    let page = cancelled(&app, &app.signed_in(PersonRole::Trainer).await).await;
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            { "type": "TextBlock", "text": "A course is cancelled", "weight": "bolder", "size": "medium", "wrap": true },
            { "type": "TextBlock", "text": "“Reading \\*together\\* & <more>” will not be held.", "wrap": true },
        ],
        "actions": [{ "type": "Action.OpenUrl", "title": "Open the course", "url": page }],
    });
    let kind = "application/vnd.microsoft.card.adaptive";
    let message = json!({ "type": "message", "attachments": [{ "contentType": kind, "content": card }] });
    assert_eq!(told(&receiver, &app).await, [message]);
    let got = receiver.got().remove(0);
    assert!(got.contains("Content-Type: application/json\r\n"), "{got}");
    assert!(!got.contains("webhook-signature"), "a channel has no secret to check it by: {got}");
}

#[rocket::async_test]
async fn slack_is_sent_blocks_in_which_nothing_of_a_title_is_a_link() {
    let (receiver, app) = listening(&["slack"]).await;
    let page = cancelled(&app, &app.signed_in(PersonRole::Trainer).await).await;
    let said = "“Reading *together* &amp; &lt;more&gt;” will not be held.";
    let message = json!({
        "text": format!("A course is cancelled: {said}"),
        "blocks": [
            { "type": "header", "text": { "type": "plain_text", "text": "A course is cancelled" } },
            { "type": "section", "text": { "type": "mrkdwn", "text": format!("{said}\n<{page}|Open the course>") } },
        ],
    });
    assert_eq!(told(&receiver, &app).await, [message]);
    assert!(!receiver.got()[0].contains("webhook-signature"));
}

#[rocket::async_test]
async fn people_in_a_channel_read_what_happened_and_where_to_read_on() {
    let (receiver, app) = listening(&["slack"]).await;
    let home = format!("{}/programmes/reading", app.app.settings.site_url);
    let round = planned(&app).await;
    app.clock.set(round.opens_at);
    app.run_due().await;
    let (code, mut read) = (&round.code, told(&receiver, &app).await);
    let (course, feedback) = summary::course(&app).await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    answered(&app, &feedback).await;
    read.extend(told(&receiver, &app).await);
    app.wait_days(1);
    app.run_due().await;
    read.extend(told(&receiver, &app).await);
    assert!(refused(&app).await >= 1);
    read.extend(told(&receiver, &app).await);

    let (closed, course) = (&feedback.code, format!("{home}/courses/{}", course.id));
    let texts: Vec<&str> = read.iter().map(|told| told["text"].as_str().unwrap()).collect();
    let words = [
        format!("A survey is open: People can answer survey {code} now."),
        format!("A survey has closed: See the results of survey {closed}."),
        "A summary is ready: The summary of “Pilot course 4” was sent.".to_owned(),
        "Needs attention: An email about “Pilot course 4” could not be delivered.".to_owned(),
    ];
    assert_eq!(texts, words);
    let links = [
        format!("<{home}/rounds/{code}|Open it>"),
        format!("<{home}/rounds/{closed}/results|Read the results>"),
        format!("<{course}/summary|Read the summary>"),
        format!("<{course}|See what to do>"),
    ];
    for (told, link) in read.iter().zip(links) {
        let text = told["blocks"][1]["text"]["text"].as_str().unwrap();
        assert!(text.ends_with(&link), "{text}, not {link}");
    }
}
