//! Asking for no more letters.

use common_ground::{
    store::unsubscribes,
    survey::{audience::Audience, round::PrivacyMode},
    system::secret::KeyPurpose,
};
use rocket::http::{ContentType, Header};
use sea_orm::EntityTrait;

use crate::support::entity::{contact, invitation};
use crate::support::{
    app::TestApp,
    rounds::{WHOLE, stored},
};

const DANA: &str = "dana@home.example.org";

/// The stop link of the only person invited.
async fn stop_link(app: &TestApp) -> String {
    let invitation = invitation::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    format!("/stop/{}", app.app.secret.carrying_token(KeyPurpose::Stop, invitation.contact_id))
}

async fn is_stopped(app: &TestApp) -> bool {
    unsubscribes::has_stopped(app.app.db.read(), &app.app.secret, app.programme.id, DANA).await.unwrap()
}

#[rocket::async_test]
async fn looking_at_the_stop_page_stops_nothing() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, DANA).await;
    let link = stop_link(&app).await;
    let visitor = app.visitor().await;
    let page = visitor.get(&link).await;
    page.has_status(200).says("surveys on working with the library").never_says(DANA);
    page.says(&format!("method=\"post\" action=\"{link}?lang=en\"")).says("Nothing has changed yet.");
    assert!(!is_stopped(&app).await);
    visitor.post(&link, &[]).await.has_status(200);
    assert!(is_stopped(&app).await);
    visitor.post(&link, &[]).await.has_status(200);
}

#[rocket::async_test]
async fn whoever_was_written_to_in_welsh_stops_emails_in_welsh() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, DANA).await;
    let link = format!("{}?lang=cy", stop_link(&app).await);
    let visitor = app.visitor().await;
    let asked = visitor.get(&link).await;
    asked.has_status(200).says("Stopio’r e-byst hyn?").says("arolygon ar weithio gyda’r llyfrgell");
    asked.never_says("Nothing has changed").says("<html lang=\"cy\"").says(&format!("action=\"{link}\""));
    let stopped = visitor.post(&link, &[]).await;
    stopped.has_status(200).says("Ni fyddwch yn cael yr e-byst hyn mwyach").never_says("English");
    assert!(is_stopped(&app).await);
}

#[rocket::async_test]
async fn the_link_of_a_letter_from_an_earlier_release_stops_letters_too() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, DANA).await;
    let invitation = invitation::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    let link = format!("/stop/{}", app.app.secret.carrying_token(KeyPurpose::Stop, invitation.id));
    app.visitor().await.post(&link, &[("List-Unsubscribe", "One-Click")]).await.has_status(200);
    assert!(is_stopped(&app).await);
}

#[rocket::async_test]
async fn a_mail_program_stops_letters_with_one_click_from_anywhere() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, DANA).await;
    let link = stop_link(&app).await;
    let visitor = app.visitor().await;
    let click = visitor
        .client()
        .post(&link)
        .header(ContentType::Form)
        .header(Header::new("Sec-Fetch-Site", "cross-site"))
        .header(Header::new("Origin", "https://webmail.example.net"))
        .body("List-Unsubscribe=One-Click");
    visitor.send(click).await.has_status(200);
    assert!(is_stopped(&app).await);
}

#[rocket::async_test]
async fn one_click_may_come_as_multipart_or_without_a_body() {
    for (kind, body) in [
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
        ),
        ("text/plain", ""),
    ] {
        let app = TestApp::start().await;
        let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
        app.invite(&round, DANA).await;
        let visitor = app.visitor().await;
        let click = visitor.client().post(stop_link(&app).await).header(Header::new("Content-Type", kind));
        visitor.send(click.body(body)).await.has_status(200);
        assert!(is_stopped(&app).await, "{kind}");
    }
}

#[rocket::async_test]
async fn a_person_who_stopped_is_not_asked_again() {
    let app = TestApp::start().await;
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    let link = format!("/i/{}", app.invite(&round, DANA).await);
    let visitor = app.visitor().await;
    visitor.post(&stop_link(&app).await, &[]).await.has_status(200);
    visitor.get(&link).await.has_status(410).says("You asked us to stop");
    visitor.post(&link, &WHOLE).await.has_status(410);
    assert!(stored(&app, &round).await.is_empty());
}

#[rocket::async_test]
async fn letters_can_be_stopped_after_the_list_of_people_invited_was_deleted() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, DANA).await;
    let link = stop_link(&app).await;
    invitation::Entity::delete_many().exec(app.app.db.write_one()).await.unwrap();
    let visitor = app.visitor().await;
    visitor.get(&link).await.has_status(200).says("Stop these emails?");
    visitor.post(&link, &[]).await.has_status(200);
    assert!(is_stopped(&app).await);
}

#[rocket::async_test]
async fn who_stops_letters_to_an_address_that_was_deleted_reads_that_none_will_come() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    app.invite(&round, DANA).await;
    let link = stop_link(&app).await;
    contact::Entity::delete_many().exec(app.app.db.write_one()).await.unwrap();
    let visitor = app.visitor().await;
    let gone = "We no longer hold your address";
    visitor.get(&link).await.has_status(200).says(gone).says("nothing more is sent to it");
    visitor.post(&link, &[("List-Unsubscribe", "One-Click")]).await.has_status(200).says(gone);
    let made_up = format!("/stop/{}", "A".repeat(43));
    visitor.get(&made_up).await.has_status(404).never_says(gone);
    visitor.post(&made_up, &[]).await.has_status(404).never_says(gone);
}

#[rocket::async_test]
async fn a_token_of_another_purpose_stops_nothing() {
    let app = TestApp::start().await;
    let round = app.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let token = app.invite(&round, DANA).await;
    let visitor = app.visitor().await;
    visitor.post(&format!("/stop/{token}"), &[]).await.has_status(404);
    assert!(!is_stopped(&app).await);
}
