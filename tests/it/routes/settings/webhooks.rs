//! Webhooks: added, tried, told what happened, and switched off.

use common_ground::{store::people::PersonRole, system::webhook_secret::sign, work::webhooks::send_due};
use jiff::ToSpan;

use crate::support::{
    app::TestApp,
    visitor::Visitor,
    webhooks::{Receiver, WEBHOOKS, body, header},
};

const ALL: [&str; 2] = ["round.closed", "summary.sent"];

async fn tell(app: &TestApp) -> u64 {
    send_due(&app.app, app.now()).await.unwrap()
}

async fn scene() -> (Receiver, TestApp, Visitor) {
    let receiver = Receiver::start().await;
    let app = receiver.service().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    (receiver, app, admin)
}

#[rocket::async_test]
async fn an_address_that_is_not_safe_is_refused_and_what_was_typed_is_kept() {
    let (_receiver, _app, admin) = scene().await;
    admin.get(WEBHOOKS).await.has_status(200).says("There are no webhooks yet");
    for address in
        ["http://hooks.example.org/", "https://hooks.example.org:8443/", "https://u:p@example.org/"]
    {
        let form =
            [("name", "Intranet"), ("kind", "standard"), ("address", address), ("events", "round.closed")];
        let page = admin.post(&format!("{WEBHOOKS}/new"), &form).await;
        page.has_status(422)
            .says("Enter an address that begins with https://")
            .says(address)
            .says("Intranet");
    }
    let form = [
        ("name", "Inside"),
        ("kind", "slack"),
        ("address", "https://127.0.0.1/"),
        ("events", "round.closed"),
    ];
    let made = admin.post(&format!("{WEBHOOKS}/new"), &form).await;
    let page = made.has_status(303).header("Location").unwrap().to_owned();
    let tried = admin.post(&format!("{page}/test"), &[]).await;
    admin.follow(&tried).await.says("no answer").says("it is an address of a private network");
}

#[rocket::async_test]
async fn a_test_is_signed_and_its_page_says_what_was_answered() {
    let (receiver, app, admin) = scene().await;
    let (page, secret) = receiver.added(&admin, "standard", &ALL).await;
    let secret = secret.unwrap();
    admin.get(&page).await.has_status(200).never_says(&secret).says("Nothing was sent in the last 30 days");
    let tried = admin.post(&format!("{page}/test"), &[]).await;
    let shown = admin.follow(&tried).await;
    shown.says("Accepted: answered 200 in").says("Thanks");
    let got = receiver.got().pop().unwrap();
    let signed = sign(&secret, header(&got, "webhook-id"), app.now().as_second(), body(&got)).unwrap();
    assert_eq!(header(&got, "webhook-signature"), signed);
    assert_eq!(header(&got, "webhook-timestamp"), app.now().as_second().to_string());
    // Sent again, it has the same id; with a new secret both sign for a day.
    admin.get(&format!("{page}/secret")).await.has_status(200);
    admin.post(&format!("{page}/secret"), &[]).await.has_status(200).says("whsec_").never_says(&secret);
    admin.post(&format!("{}/again", tried.header("Location").unwrap()), &[]).await.has_status(303);
    let again = receiver.got().pop().unwrap();
    assert_eq!(header(&again, "webhook-id"), header(&got, "webhook-id"));
    let signatures: Vec<_> = header(&again, "webhook-signature").split(' ').collect();
    assert!(signatures.len() == 2 && signatures[1] == signed, "{signatures:?}");
}

#[rocket::async_test]
async fn its_name_events_and_address_are_changed_and_the_address_is_never_shown() {
    let (receiver, app, admin) = scene().await;
    let (page, _) = receiver.added(&admin, "standard", &ALL).await;
    let edit = format!("{page}/edit");
    let form = admin.get(&edit).await;
    form.has_status(200).says("value=\"Intranet\"").says("Leave this blank to keep it").never_says("/in\"");
    for (name, address, events, said) in [
        ("", "", "round.closed", "Enter a name"),
        ("Board", "http://hooks.example.org/", "round.closed", "Enter an address that begins with https://"),
        ("Board", "", "nothing", "Select at least one event"),
    ] {
        let entered = [("name", name), ("address", address), ("events", events)];
        admin.post(&edit, &entered).await.has_status(422).says(said);
    }
    // A blank address is the one that it has.
    let renamed = [("name", "Board"), ("address", ""), ("events", "course.cancelled")];
    admin.post(&edit, &renamed).await.leads_to(&page);
    admin.get(&page).await.says("Board").says("A course is cancelled").never_says("A survey closes");
    admin.post(&format!("{page}/test"), &[]).await.has_status(303);
    assert!(receiver.got().pop().unwrap().starts_with("POST /in "));
    let round = app.round("partner_expect", |_| {}).await;
    app.clock.set(round.closes_at);
    app.run_due().await;
    assert_eq!(tell(&app).await, 0, "it is no longer told of this");
    let admin = app.signed_in(PersonRole::Admin).await;
    let address = format!("http://{}/board", receiver.host);
    let moved = [("name", "Board"), ("address", &*address), ("events", "course.cancelled")];
    let moved = admin.post(&edit, &moved).await;
    admin.follow(&moved).await.says("change the secret too").never_says("/board");
    admin.post(&format!("{page}/test"), &[]).await.has_status(303);
    let got = receiver.got().pop().unwrap();
    assert!(got.starts_with("POST /board ") && got.contains("webhook-signature"), "{got}");
    let acts = common_ground::store::audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    for act in ["changed the webhook", "changed the webhook and its address:"] {
        assert!(acts.iter().any(|entry| entry.act == act && entry.object == "Board"), "{act}");
    }
    // Nobody else changes it.
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.post(&edit, &renamed).await.has_status(403);
}

#[rocket::async_test]
async fn the_close_of_a_survey_is_told_once_in_ids_alone_and_again_after_growing_waits() {
    let (receiver, app, admin) = scene().await;
    receiver.added(&admin, "standard", &ALL).await;
    receiver.answers(500);
    let round = app.round("partner_expect", |_| {}).await;
    app.answers(&round, "school", 6, 4).await;
    app.run_due().await;
    assert_eq!(tell(&app).await, 0, "an answer is nothing to tell of");
    app.clock.set(round.closes_at);
    app.run_due().await;
    app.run_due().await;
    assert_eq!((tell(&app).await, tell(&app).await), (1, 0));
    receiver.answers(200);
    app.clock.set(app.now() + 5.seconds());
    assert_eq!((tell(&app).await, tell(&app).await), (1, 0));
    let got = receiver.got();
    assert_eq!(body(&got[0]), body(&got[1]));
    let told: serde_json::Value = serde_json::from_str(body(&got[1])).unwrap();
    let site = &app.app.settings.site_url;
    let data = serde_json::json!({
        "programme": "reading", "round": round.code,
        "address": format!("{site}/api/v1/programmes/reading/rounds/{}", round.code),
    });
    let time = round.closes_at.to_string();
    assert_eq!(told, serde_json::json!({ "type": "round.closed", "timestamp": time, "data": data }));
}

#[rocket::async_test]
async fn an_answer_that_leads_elsewhere_is_not_followed_and_is_no_success() {
    let (receiver, app, admin) = scene().await;
    let (page, _) = receiver.added(&admin, "standard", &ALL).await;
    for status in [301, 302, 307, 308] {
        receiver.answers(status);
        let tried = admin.post(&format!("{page}/test"), &[]).await;
        admin.follow(&tried).await.says(&format!("Not accepted: answered {status} in"));
    }
    let got = receiver.got();
    assert_eq!(got.len(), 4, "{got:?}");
    assert!(got.iter().all(|got| got.starts_with("POST /in ")), "{got:?}");
    admin.get(&page).await.says("On, but the last message was not accepted.");
    receiver.answers(200);
    app.clock.set(app.now() + 5.seconds());
    assert_eq!(tell(&app).await, 4, "each is tried again");
    admin.get(&page).await.says(" On.").never_says("Not accepted");
}

#[rocket::async_test]
async fn a_receiver_that_hangs_up_without_an_answer_is_told_again() {
    let (receiver, app, admin) = scene().await;
    let (page, _) = receiver.added(&admin, "standard", &ALL).await;
    receiver.hangs_up();
    let tried = admin.post(&format!("{page}/test"), &[]).await;
    let shown = admin.follow(&tried).await;
    shown
        .says("Not accepted: no answer. We’ll try again.")
        .says("It can’t be reached: its answer breaks off.");
    receiver.answers(204);
    app.clock.set(app.now() + 5.seconds());
    assert_eq!((tell(&app).await, tell(&app).await), (1, 0));
    let got = receiver.got();
    assert_eq!(header(&got[0], "webhook-id"), header(&got[1], "webhook-id"));
    admin.follow(&tried).await.says("Accepted: answered 204 in");
}

#[rocket::async_test]
async fn whoever_says_to_be_gone_is_told_nothing_more_until_somebody_switches_it_on() {
    let (receiver, app, admin) = scene().await;
    let (page, _) = receiver.added(&admin, "teams", &ALL).await;
    receiver.answers(410);
    admin.post(&format!("{page}/test"), &[]).await.has_status(303);
    assert!(receiver.got()[0].contains("AdaptiveCard"), "{:?}", receiver.got());
    admin.get(&page).await.says("it no longer exists (410)");
    admin.post(&format!("{page}/on"), &[]).await.leads_to(&page);
    admin.get(&page).await.says(" On.");
    admin.post(&format!("{page}/off"), &[]).await.leads_to(&page);
    let round = app.round("partner_expect", |_| {}).await;
    app.clock.set(round.closes_at);
    app.run_due().await;
    assert_eq!(tell(&app).await, 0);
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(&format!("{page}/delete")).await.has_status(200);
    admin.post(&format!("{page}/delete"), &[]).await.leads_to(WEBHOOKS);
    admin.get(&page).await.has_status(404);
}

#[rocket::async_test]
async fn after_three_days_without_a_success_its_owner_is_told_and_a_day_later_it_is_off() {
    let (receiver, app, _) = scene().await;
    app.works_every_day().await;
    app.person("ada@library.example.org", PersonRole::Admin).await;
    let ada = app.visitor().await;
    let entered = [("email", "ada@library.example.org"), ("password", crate::support::app::PASSWORD)];
    ada.post("/sign-in", &entered).await.leads_to("/programmes");
    let (page, _) = receiver.added(&ada, "standard", &ALL).await;
    receiver.answers(500);
    ada.post(&format!("{page}/test"), &[]).await.has_status(303);
    app.wait_days(2);
    app.run_due().await;
    assert!(app.letters_to("ada@library.example.org").await.is_empty());
    app.wait_days(1);
    app.run_due().await;
    assert!(app.letter_to("ada@library.example.org").await.contains("switch it off tomorrow"));
    ada.get(&page).await.says("On, but");
    app.wait_days(1);
    app.run_due().await;
    app.run_due().await;
    assert_eq!(app.letters_to("ada@library.example.org").await.len(), 1);
    ada.get(&page).await.says("it accepted nothing for four days");
}

#[rocket::async_test]
async fn a_webhook_of_one_programme_is_nobodys_in_another_and_no_trainers() {
    let (receiver, app, admin) = scene().await;
    let (page, _) = receiver.added(&admin, "slack", &ALL).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&page).await.has_status(403);
    let elsewhere = crate::support::app::add_programme(&app.app, "elsewhere").await;
    admin.get(&page.replace("reading", &elsewhere.slug)).await.has_status(404);
}

#[rocket::async_test]
#[ignore = "needs Python with standardwebhooks: scripts/test readers"]
async fn a_signature_is_taken_by_a_program_that_is_not_ours() {
    let python = std::env::var_os("READERS").expect("READERS names a Python with the readers");
    let secret = common_ground::system::webhook_secret::make().unwrap();
    let app = TestApp::start().await;
    // It compares the time with its own.
    let script = "import sys, time\nfrom standardwebhooks import Webhook\nprint(int(time.time()))";
    let now = std::process::Command::new(&python).args(["-c", script]).output().unwrap();
    let second: i64 = String::from_utf8(now.stdout).unwrap().trim().parse().unwrap();
    let (id, body) = ("msg_1", r#"{"type":"round.closed"}"#);
    let signature = sign(&secret, id, second, body).unwrap();
    let script = "import sys\nfrom standardwebhooks import Webhook\ns, i, t, g, b = sys.argv[1:]\n\
                  Webhook(s).verify(b, {'webhook-id': i, 'webhook-timestamp': t, 'webhook-signature': g})";
    let read = std::process::Command::new(&python)
        .args(["-c", script, &secret, id, &second.to_string(), &signature, body])
        .output()
        .unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    drop(app);
}
