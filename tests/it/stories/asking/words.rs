//! Emails say what is true: the group that was promised, and the sender that was set.

use common_ground::{
    letters::{Sender, invitation::InvitationEmail},
    mail::Posted,
    store::{mailings::MailingKind, people::PersonRole, programmes},
};

use crate::support::{
    app::TestApp,
    asking::{leaves, planned, post_all, posted, read},
    planning::{filled, plan},
};

const DANA: &str = "dana@home.example.org";
const SETTINGS: &str = "/programmes/reading/settings";

#[rocket::async_test]
async fn an_invitation_and_a_reminder_promise_the_group_that_the_form_and_the_notice_promise() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let promises = [
        ("min_group", "8"),
        ("invitation_days", "30"),
        ("comment_months", "12"),
        ("answer_months", "24"),
        ("backup_days", "35"),
        ("audit_years", "7"),
    ];
    admin.post(&format!("{SETTINGS}/promises"), &promises).await.leads_to(SETTINGS);
    let (round, letters) = planned(&app, &[DANA]).await;
    app.run_due().await;
    post_all(&app).await;
    let token = app.app.secret.token(
        common_ground::system::secret::KeyPurpose::Invitation,
        crate::support::asking::invitation_of(&app, DANA).await,
    );
    app.visitor().await.get(&format!("/i/{token}")).await.has_status(200).says("groups of 8 or more");
    app.clock.set(leaves(&app, &letters[1]));
    app.run_due().await;
    post_all(&app).await;
    let sent = posted(&app);
    assert_eq!(sent.len(), 2, "the invitation and a reminder");
    for letter in &sent {
        let text = read(&letter.bytes).body_text(0).unwrap().into_owned();
        assert!(text.contains("groups of 8 or more"), "{text}");
        assert!(!text.contains("groups of 5"), "{text}");
    }
    // What was promised then holds for that round, whatever is promised later.
    let mut later = promises;
    later[0] = ("min_group", "5");
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post(&format!("{SETTINGS}/promises"), &later).await.leads_to(SETTINGS);
    let programme = programmes::get(app.app.db.read(), round.programme).await.unwrap();
    let asking = InvitationEmail::of(&app.app, &programme, &round).await.unwrap();
    assert!(asking.preview(MailingKind::Reminder).promise.contains("groups of 8 or more"));
}

fn headers(letter: &Posted) -> (String, String) {
    let message = read(&letter.bytes);
    let one = |address: Option<&mail_parser::Address<'_>>| {
        let first = address.unwrap().first().unwrap();
        let (name, address) = (first.name().unwrap_or_default(), first.address().unwrap_or_default());
        format!("{name} <{address}>")
    };
    (one(message.from()), one(message.reply_to()))
}

#[rocket::async_test]
async fn every_kind_of_email_comes_from_the_sender_that_was_set_and_is_replied_to_where_it_says() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let sender = [("sender_name", "Riverside Libraries"), ("reply_to", "ada@riverside.example.org")];
    admin.post(&format!("{SETTINGS}/sender"), &sender).await.leads_to(SETTINGS);
    // An invitation, a test of it, an email about an account, a summary, the test of the mail server.
    let (round, _) = planned(&app, &[DANA]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let test = format!("/programmes/reading/rounds/{}/invitations/test?kind=invitation", round.code);
    trainer.post(&test, &[]).await.has_status(303);
    let person = [("name", "Ben"), ("email", "ben@library.example.org"), ("role", "manager")];
    admin.post("/programmes/reading/people/new", &person).await.has_status(303);
    plan(&app, &trainer, &filled()).await;
    let site = app.site_admin().await;
    site.post(&format!("{SETTINGS}/test-email"), &[]).await.leads_to(&format!("{SETTINGS}/site"));
    app.run_due().await;
    post_all(&app).await;
    app.wait_days(80);
    app.run_due().await;
    post_all(&app).await;
    let sent = posted(&app);
    let kind = |letter: &Posted| {
        let id = read(&letter.bytes).message_id().unwrap().to_owned();
        id.split('-').next().unwrap().to_owned()
    };
    let mut kinds: Vec<String> = sent.iter().map(kind).collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["account", "invitation", "summary", "test"]);
    for letter in &sent {
        let (from, reply_to) = headers(letter);
        assert_eq!(from, "Riverside Libraries <common-ground@localhost>", "{}", kind(letter));
        assert_eq!(reply_to, " <ada@riverside.example.org>", "{}", kind(letter));
    }

    // Nobody named for replies: whoever is named for questions gets them, of every kind.
    let asked = programmes::ProgrammeSettings {
        contact: "Ada Byrne, ada@byrne.example.org.".to_owned(),
        ..Default::default()
    };
    let sender = Sender::of_programme(&app.app, &asked).await.unwrap();
    assert_eq!(sender.reply_to.to_string(), "ada@byrne.example.org");
}
