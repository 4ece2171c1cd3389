//! Without a mail server nobody is told that an email left.

use common_ground::{
    mail::Transport,
    store::people::PersonRole,
    survey::{audience::Audience, round::PrivacyMode},
    work::deliver,
};

use crate::{
    support::app::TestApp,
    support::planning::{filled, plan},
};

const NOBODY: &str = "No email server is set up: emails are saved as files in";

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
async fn without_a_mail_server_every_page_that_sends_says_that_emails_reach_nobody() {
    let app = TestApp::without_mail_server().await;
    let folder = app.config.mail_dir();
    let (admin, trainer) = (app.signed_in(PersonRole::Admin).await, app.signed_in(PersonRole::Trainer).await);
    // The home page tells whoever can mend it, and leads there.
    let home = app.site_admin().await.get("/programmes/reading").await;
    home.says("No email server is set up").says("href=\"/programmes/reading/settings/mail-server\"");
    for other in [&admin, &trainer] {
        let home = other.get("/programmes/reading").await;
        home.says("No email server is set up")
            .says("Ask a site administrator")
            .never_says("/settings/mail-server");
    }

    // Invitations by hand, a test of one, and what the page says once they are written.
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    app.invite(&round, "dana@home.example.org").await;
    let page = format!("/programmes/reading/rounds/{}/invitations", round.code);
    trainer.get(&page).await.says(NOBODY);
    trainer.get(&format!("{page}/send")).await.says(NOBODY);
    for (address, queued) in [
        (format!("{page}/test?kind=invitation"), "A test is queued"),
        (format!("{page}/send"), "1 invitation is queued"),
    ] {
        let sent = trainer.post(&address, &[]).await;
        trainer.follow(&sent).await.says(queued).says(NOBODY).never_says("on its way");
    }
    app.run_due().await;
    let files = Transport::Files(folder.clone());
    deliver::deliver_due(&app.app, &files, app.now()).await.unwrap();
    trainer
        .get(&page)
        .await
        .says("1 invitation was saved as files, not sent")
        .says("The invitation was saved as a file, not sent.")
        .never_says("was sent on");
    let home = trainer.get("/programmes/reading").await;
    home.says("1 invitation was saved as a file, not sent")
        .says("Set up an email server, then send them again.");

    // A colleague who is invited, once more, and a forgotten password.
    let person = [("name", "Ben"), ("email", "ben@library.example.org"), ("role", "manager")];
    admin.get("/programmes/reading/people/new").await.says(NOBODY);
    let added = admin.post("/programmes/reading/people/new", &person).await;
    let people = admin.follow(&added).await;
    people.says("an email is queued").says(NOBODY).never_says("on its way");
    let forgotten =
        app.visitor().await.post("/sign-in/forgotten", &[("email", "ben@library.example.org")]).await;
    forgotten.says("No email server is set up here").never_says("on its way");
    forgotten.never_says(&folder.display().to_string());

    // The test email.
    let test = "/programmes/reading/settings/test-email";
    let site = app.site_admin().await;
    site.get(test).await.says(NOBODY).says("Save a test email");
    let saved = site.post(test, &[]).await;
    site.follow(&saved).await.says(NOBODY).says("The test email was saved there");
    // With everything else filled in, the settings are still not said to be complete.
    let notice = [
        ("controller", "Riverside Council"),
        ("contact", "Ada Ross"),
        ("data_protection_officer", "dpo@riverside.example.org"),
        ("lawful_basis", "Our public task."),
        ("purpose", "plan"),
        ("seen_by", "Ada"),
    ];
    let set = site.post("/programmes/reading/settings/notice", &notice).await;
    let settings = site.follow(&set).await;
    settings.says("Set up an email server").never_says("Required settings are complete");
}

#[rocket::async_test]
async fn without_a_mail_server_a_summary_is_never_said_to_have_been_sent() {
    let app = TestApp::without_mail_server().await;
    app.person("gwen@library.example.org", PersonRole::Manager).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    app.wait_days(60);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let deliveries = format!("{address}/summary/deliveries");
    trainer.get(&deliveries).await.has_status(200).says(NOBODY);
    let files = Transport::Files(app.config.mail_dir());
    deliver::deliver_due(&app.app, &files, app.now()).await.unwrap();
    trainer
        .get(&deliveries)
        .await
        .says("The summary was saved as files for 1 person, and not sent")
        .says("Saved as a file, not sent.")
        .never_says("Sent on");
    let courses = trainer.get("/programmes/reading/courses").await;
    courses.says("were saved as files, not sent").never_says("Summary sent");
    let home = trainer.get("/programmes/reading").await;
    home.says("One summary email was saved as a file, not sent").says(&deliveries);
}
