//! A survey of the programme from an empty start to its end, with a list of people and a mail server.

use common_ground::{
    mail::{MailSettings, Transport},
    store::people::PersonRole,
    system::secret::KeyPurpose,
};

use crate::support::{
    app::TestApp,
    asking::{invitation_of, post_all},
    partners::{add_contact, add_partner, partner},
    planning::between,
    smtp::{Behaviour, SmtpServer},
};

const DANA: &str = "dana@elm.example.org";
const KOFI: &str = "kofi@oak.example.org";
const LOUISE: &str = "louise@elm.example.org";
const ROUNDS: &str = "/programmes/reading/rounds";

/// A service with a mail server that takes everything.
async fn with_mail_server() -> (TestApp, SmtpServer) {
    let server = SmtpServer::start(Behaviour::default()).await;
    let settings = MailSettings { smtp_url: Some(server.url()), ..MailSettings::files(server.folder()) };
    (TestApp::posting_to(Transport::from_settings(&settings).unwrap()).await, server)
}

/// To whom emails have gone, in order of their going.
fn written_to(server: &SmtpServer) -> Vec<String> {
    let mut to: Vec<String> = server.messages().into_iter().flat_map(|message| message.to).collect();
    to.sort();
    to
}

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
async fn a_survey_of_the_programme_lives_from_its_list_of_people_to_its_deletion() {
    let (app, server) = with_mail_server().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let survey = trainer.get("/programmes/reading/surveys/partner_expect").await;
    survey.says("Use this survey").says("Nowhere yet.");
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", DANA).await;
    add_partner(&app, &trainer, "Oak School", "school").await;
    let oak = partner(&app, "Oak School").await.id.to_string();

    // Only people with a link, and nobody has one: that is refused.
    let mut form = vec![
        ("survey", "partner_expect"),
        ("side", "partner"),
        ("privacy", "confidential"),
        ("audience", "invited"),
        ("closes", "2026-06-04"),
        ("closes_time", "17:00"),
    ];
    trainer.post(ROUNDS, &form).await.has_status(422).says("Add the people who should answer");
    let pasted = format!("Kofi Mensah <{KOFI}>");
    form.extend([("groups", "everybody"), ("people", &*pasted), ("partner", &*oak)]);
    let made = trainer.post(ROUNDS, &form).await;
    let page = made.has_status(303).header("Location").unwrap().to_owned();
    trainer
        .follow(&made)
        .await
        .says("The survey is open. 2 people were added. Their invitation goes out now");
    app.run_due().await;
    assert_eq!(post_all(&app).await, 2);
    assert_eq!(written_to(&server), [DANA, KOFI]);

    // Dana answers by her link; whoever has not is reminded.
    let token = app.app.secret.token(KeyPurpose::Invitation, invitation_of(&app, DANA).await);
    let answer = [
        ("action", "submit"),
        ("key", "0191e5a4-0000-7000-8000-000000000001"),
        ("answers[partner_kind]", "childrens_home"),
    ];
    app.visitor().await.post(&format!("/i/{token}"), &answer).await.has_status(303);
    app.wait_days(5);
    let overview = trainer.get(&page).await;
    overview.says("1 of 2 have answered").says("Send a reminder").says("Change the closing time");
    let ask = trainer.get(&format!("{page}/invitations/send")).await;
    ask.says("Send 1 reminder now?").says("1 to oak.example.org.");
    let sent = trainer.post(&format!("{page}/invitations/send"), &[]).await;
    trainer.follow(&sent).await.says("1 reminder is on its way").says("Has answered.");
    assert_eq!(post_all(&app).await, 1);
    assert_eq!(written_to(&server), [DANA, KOFI, KOFI]);

    // Somebody comes late, and gets an invitation all the same.
    let people = format!("{page}/people");
    trainer.get(&people).await.has_status(200).says("No contacts to add");
    add_contact(&trainer, &elm, "Louise Tran", LOUISE).await;
    let found = trainer.get(&format!("{people}?q=elm+house")).await;
    found.says("1 contact found").says("Louise Tran, Elm House").never_says("Dana Whitfield, Elm House");
    let louise = between(&found, "name=\"contact\" value=\"", "\"").to_owned();
    let added = trainer.post(&people, &[("contact", &*louise)]).await;
    trainer.follow(&added).await.says("One person was added. Their invitation goes out now");
    app.run_due().await;
    assert_eq!(post_all(&app).await, 1);
    assert_eq!(written_to(&server), [DANA, KOFI, KOFI, LOUISE]);

    // It closes later than planned, then earlier, then it is opened once more.
    let later = [("closes", "2026-06-11"), ("closes_time", "17:00")];
    let moved = trainer.post(&format!("{page}/dates"), &later).await;
    trainer.follow(&moved).await.says("It closes on Thursday 11 June, 17:00");
    trainer.get(&format!("{page}/close")).await.says("1 of 3 have answered");
    let closed = trainer.post(&format!("{page}/close"), &[]).await;
    trainer.follow(&closed).await.says("The survey is closed").says("1 of 3 answered").says("Reopen it");
    trainer.get(&format!("{page}/reopen")).await.has_status(200).says("can use their links again");
    let again = [("closes", "2026-06-12"), ("closes_time", "17:00")];
    let reopened = trainer.post(&format!("{page}/reopen"), &again).await;
    let emails = trainer.follow(&reopened).await;
    emails.says("It is open until Friday 12 June, 17:00").says("Left out").says("Schedule again");

    // What the close left out is offered again.
    let email = format!("{page}/emails/{}", between(&emails, "/emails/", "\""));
    trainer.get(&email).await.has_status(200).says("When the second reminder goes out");
    let past = [("day", "2026-05-22"), ("day_time", "10:00")];
    trainer.post(&email, &past).await.has_status(422).says("in the future").says("2026-05-22");
    let wednesday = [("day", "2026-06-03"), ("day_time", "10:00")];
    let planned = trainer.post(&email, &wednesday).await;
    trainer.follow(&planned).await.says("The second reminder goes out on Wednesday 3 June, 10:00");
    app.clock.set("2026-06-03T09:00:00Z".parse().unwrap());
    app.run_due().await;
    assert_eq!(post_all(&app).await, 2);
    assert_eq!(written_to(&server), [DANA, KOFI, KOFI, KOFI, LOUISE, LOUISE]);

    // After its close it is deleted with its answers, once somebody has said so.
    app.clock.set("2026-06-12T16:00:00Z".parse().unwrap());
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let ask = trainer.get(&format!("{page}/delete")).await;
    ask.has_status(200).says("1 answer and all results and comments");
    trainer.post(&format!("{page}/delete"), &[]).await.has_status(422).says("Tick the box");
    let deleted = trainer.post(&format!("{page}/delete"), &[("sure", "yes")]).await;
    deleted.leads_to("/programmes/reading/surveys");
    trainer.follow(&deleted).await.says("The survey was deleted").says("Not asked yet.");
    trainer.get(&page).await.has_status(404);
    app.visitor().await.get(&format!("/i/{token}")).await.has_status(404);
}
