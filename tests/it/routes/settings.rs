//! What administrators set, and that it holds where it says so.

mod attention;
mod audit;
mod brand;
mod council;
mod email_texts;
mod erasure;
mod mail_server;
mod moving;
mod part;
mod partner_types;
mod people;
mod test_email;
mod webhooks;

use common_ground::store::{self, people::PersonRole, programmes};
use jiff::SignedDuration;

use crate::support::app::{TestApp, add_programme};

#[rocket::async_test]
async fn the_settings_say_what_is_set_and_what_is_missing() {
    let app = TestApp::without_mail_server().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let page = admin.get("/programmes/reading/settings").await;
    page.has_status(200)
        .says("Complete the privacy notice")
        .says("Still missing: who is responsible, who to contact, the data protection officer.")
        .says("Time zone: Europe/London.");
    app.site_admin()
        .await
        .get("/programmes/reading/settings/site")
        .await
        .says("emails are saved as files in");
    admin.get("/programmes/reading").await.says("href=\"/programmes/reading/settings\"");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/reading").await.never_says("/settings");
}

#[rocket::async_test]
async fn what_the_notice_says_is_what_was_set_and_the_act_is_kept() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let mut fields = vec![
        ("controller", "Riverside Council"),
        ("contact", "Ada Ross, ada@riverside.example.org"),
        ("data_protection_officer", "dpo@riverside.example.org"),
        ("lawful_basis", "The law allows it because the council says so."),
        ("purpose", "open <b>more</b> libraries"),
        ("seen_by", "Ada and Ben"),
    ];
    let saved = admin.post("/programmes/reading/settings/notice", &fields).await;
    saved.leads_to("/programmes/reading/settings");
    let page = admin.follow(&saved).await;
    page.says("Privacy notice: changed").says("Required settings are complete");
    let preview = admin.get("/programmes/reading/settings/notice/preview").await;
    for page in [preview, app.visitor().await.get(&format!("/s/{}", round.code)).await] {
        page.has_status(200)
            .says("Riverside Council asks")
            .says("Questions about this survey: Ada Ross")
            .says("because the council says so")
            .says("We ask this to open <b>more</b> libraries.")
            .says("Comments are read by Ada and Ben");
        assert!(!page.body.contains("<b>more"), "{}", page.body);
    }
    let kept = store::audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    let acts: Vec<_> = kept.iter().map(|entry| (entry.act.as_str(), entry.object.as_str())).collect();
    assert!(acts.contains(&("changed the settings", "Privacy notice")), "{acts:?}");

    let long = "x".repeat(201);
    fields[0] = ("controller", &long);
    fields[1] = ("contact", "");
    let refused = admin.post("/programmes/reading/settings/notice", &fields).await;
    refused
        .has_status(422)
        .says("Shorten this to 200 characters")
        .says("Enter who people can contact")
        .says(&long);
    let stored = programmes::get(app.app.db.read(), app.programme.id).await.unwrap();
    assert_eq!(stored.settings.controller, "Riverside Council");
}

#[rocket::async_test]
async fn name_time_zone_worries_and_sender_are_taken_or_refused_in_words() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |_| {}).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let settings = "/programmes/reading/settings";
    let refused = admin
        .post(&format!("{settings}/programme"), &[("name", "Reading, 2027"), ("time_zone", "Europe/Lundun")])
        .await;
    refused.has_status(422).says("We don’t know this time zone").says("value=\"Europe/Lundun\"");
    admin
        .post(&format!("{settings}/programme"), &[("name", "Reading, 2027"), ("time_zone", "Europe/Paris")])
        .await
        .leads_to(settings);
    admin.get("/programmes/reading").await.says("Reading, 2027");

    let words = [("safeguarding", "Ring Mia Cole on 020 7946 0100.")];
    admin.post(&format!("{settings}/worries"), &words).await.leads_to(settings);
    let form = app.visitor().await.get(&format!("/s/{}/all", round.code)).await;
    form.has_status(200).says("Ring Mia Cole on 020 7946 0100.");

    let refused =
        admin.post(&format!("{settings}/sender"), &[("sender_name", "A"), ("reply_to", "nobody")]).await;
    refused.has_status(422).says("Check the address");
    let fields = [("sender_name", "Riverside Libraries"), ("reply_to", "ada@riverside.example.org")];
    admin.post(&format!("{settings}/sender"), &fields).await.leads_to(settings);
    admin.get(settings).await.says("Riverside Libraries <common-ground@localhost>; replies go to ada@");
    admin.get(&format!("{settings}/nothing")).await.has_status(404);
    admin.post(&format!("{settings}/nothing"), &[]).await.has_status(404);
}

#[rocket::async_test]
async fn settings_of_one_programme_leave_another_alone() {
    let app = TestApp::start().await;
    let other = add_programme(&app.app, "elsewhere").await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get("/programmes/elsewhere/settings").await.has_status(404);
    let fields = [("safeguarding", "Ring us.")];
    admin.post("/programmes/elsewhere/settings/worries", &fields).await.has_status(404);
    admin
        .post("/programmes/reading/settings/worries", &fields)
        .await
        .leads_to("/programmes/reading/settings");
    let stored = programmes::get(app.app.db.read(), other.id).await.unwrap();
    assert_eq!(stored.settings, other.settings);
}

#[rocket::async_test]
async fn site_administrators_set_how_long_an_unused_session_lasts() {
    let app = TestApp::start().await;
    let admin = app.site_admin().await;
    let page = "/programmes/reading/settings/signing-in";
    admin.post(page, &[("idle_hours", "0")]).await.has_status(422).says("from 1 to 168");
    let both = [("idle_hours", "2"), ("second_factor", "yes")];
    admin.post(page, &both).await.has_status(422).says("for your own account first");
    admin.post(page, &[("idle_hours", "2")]).await.leads_to("/programmes/reading/settings/site");
    admin.get("/programmes/reading/settings/site").await.says("signed out after 2 hours of inactivity");
    app.clock.set(app.now() + SignedDuration::from_hours(3));
    admin.get("/programmes/reading").await.has_status(303);
}
