//! The words of invitations and reminders.

use common_ground::store::people::PersonRole;

use crate::support::{
    app::TestApp,
    asking::{planned, post_all, posted, read},
    summary,
};

const PAGE: &str = "/programmes/reading/settings/email-texts";
const DANA: &str = "dana@home.example.org";
/// What no text of one's own takes out of an invitation.
const ALWAYS: [&str; 5] = [
    "It takes 4 minutes and closes on Thursday 4 June at 10:00.",
    "This link is personal",
    "Questions: ",
    "To stop these emails: ",
    "/stop/",
];

#[rocket::async_test]
async fn a_programme_words_its_invitations_and_what_must_be_said_stays() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get("/programmes/reading/settings").await.says("Email texts");
    admin
        .get(PAGE)
        .await
        .has_status(200)
        .says("Invitation, English")
        .says("Reminder, Welsh")
        .says("Standard text");
    let email = format!("{PAGE}/invitation/en");
    admin.get(&email).await.has_status(200).says("Dear A. Person,").never_says("Use the standard text");
    let edit = format!("{email}/edit");
    let text = [
        ("subject", "{course}: by {closing date}"),
        ("opening", "Hello {name},\n\nwe would value your view of “{course}”: {link}"),
        ("closing", "Ada Ross, for the <b>libraries</b>"),
    ];
    let saved = admin.post(&edit, &text).await;
    saved.leads_to(&email);
    let shown = admin.follow(&saved).await;
    shown
        .says("The text was saved")
        .says("Hello A. Person,")
        .says("Ada Ross, for the <b>libraries</b>")
        .never_says("Dear A. Person");
    assert!(!shown.body.contains("<b>libraries"), "{}", shown.body);
    admin.get(PAGE).await.says("Changed: {course}: by {closing date}");

    planned(&app, &[DANA]).await;
    app.run_due().await;
    post_all(&app).await;
    let letter = posted(&app).pop().unwrap();
    let message = read(&letter.bytes);
    assert_eq!(message.subject(), Some("What you expect from the library: by Thursday 4 June"));
    let text = message.body_text(0).unwrap();
    assert!(text.contains("Hello A. Contact,"), "{text}");
    assert!(text.contains("we would value your view of “What you expect from the library”: http"), "{text}");
    assert!(text.contains("Ada Ross, for the <b>libraries</b>"), "{text}");
    assert!(!text.contains("Dear A. Contact"), "{text}");
    for always in ALWAYS {
        assert!(text.contains(always), "{always}: {text}");
    }
    assert!(!message.body_html(0).unwrap().contains("<b>"), "what was typed is text");

    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(&edit).await.says("Use the standard text");
    admin.post(&edit, &[("standard", "yes"), ("subject", "{course}")]).await.leads_to(&email);
    admin.get(&email).await.says("Dear A. Person,").never_says("Ada Ross");
}

#[rocket::async_test]
async fn a_field_that_cannot_be_filled_in_is_refused_beside_its_box() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let edit = format!("{PAGE}/reminder/en/edit");
    let long = "x".repeat(2_001);
    let wrong = [("subject", "Your {link}"), ("opening", "Dear {nmae},"), ("closing", &*long)];
    admin
        .post(&edit, &wrong)
        .await
        .has_status(422)
        .says("We can’t fill in {link} here: use {name}, {course} or {closing date}")
        .says("We can’t fill in {nmae} here: use {name}, {course}, {closing date} or {link}")
        .says("Shorten this to 2000 characters or fewer")
        .says("Dear {nmae},</textarea>");
    for nothing in ["reminder/tlh", "summary/en", "reminder/tlh/edit"] {
        admin.get(&format!("{PAGE}/{nothing}")).await.has_status(404);
    }
}

#[rocket::async_test]
async fn a_round_has_words_of_its_own_before_those_of_the_programme() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let of_all = [("subject", "For every survey"), ("opening", "Dear all"), ("closing", "")];
    admin.post(&format!("{PAGE}/invitation/en/edit"), &of_all).await.has_status(303);
    let (round, _) = planned(&app, &[DANA]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let invitations = format!("/programmes/reading/rounds/{}/invitations", round.code);
    let text = format!("{invitations}/text/invitation");
    trainer.get(&invitations).await.says(&text);
    trainer.get(&text).await.has_status(200).says("For every survey").says("Dear all</textarea>");
    let own = [("subject", "For this survey"), ("opening", "Dear {name}"), ("closing", "")];
    trainer
        .post(&text, &[("subject", ""), ("opening", "{x}"), ("closing", "")])
        .await
        .has_status(422)
        .says("We can’t fill in {x} here");
    let saved = trainer.post(&text, &own).await;
    trainer.follow(&saved).await.says("The text was saved").says("For this survey").says("Dear A. Person");
    trainer.get(&format!("{invitations}/text/summary")).await.has_status(404);
    app.run_due().await;
    post_all(&app).await;
    let letter = posted(&app).pop().unwrap();
    assert_eq!(read(&letter.bytes).subject(), Some("For this survey"));
    let saved = trainer.post(&text, &[("standard", "yes")]).await;
    trainer.follow(&saved).await.says("The programme’s text is used").says("For every survey");
}

#[rocket::async_test]
async fn a_programme_puts_words_of_its_own_around_summaries() {
    let app = TestApp::start().await;
    app.person("head@library.example.org", PersonRole::Manager).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(PAGE).await.says("Summary for managers");
    let form = format!("{PAGE}/summary");
    let wrong = [("subject", "{link}"), ("opening", "By {closing date}"), ("closing", "")];
    admin
        .post(&form, &wrong)
        .await
        .has_status(422)
        .says("We can’t fill in {link} here: use {name} or {course}")
        .says("We can’t fill in {closing date} here: use {name}, {course} or {link}")
        .says("By {closing date}</textarea>");
    let text = [
        ("subject", "What people said of {course}"),
        ("opening", "Dear {name},\n\nhere is <b>{course}</b>."),
        ("closing", "All of it: {link}\n\nAda Ross"),
    ];
    let saved = admin.post(&form, &text).await;
    admin.follow(&saved).await.says("The text was saved").says("Own words around it");

    let (course, feedback) = summary::course(&app).await;
    summary::answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let preview = summary::page(&course, "/summary/preview");
    trainer.get(&preview).await.says("What people said of Pilot course 4");
    trainer.get(&format!("{preview}/email.txt")).await.says("Dear A. Person,");
    app.wait_days(1);
    app.run_due().await;
    let [_, subject, words, html] = summary::posted(&app).await.pop().unwrap();
    assert_eq!(subject, "What people said of Pilot course 4");
    assert!(words.starts_with("Dear A. Person,\r\n\r\nhere is <b>Pilot course 4</b>."), "{words}");
    assert!(words.contains("/summary/") && words.contains("Ada Ross"), "{words}");
    let small_print = words.rfind("--------").unwrap();
    assert!(words.find("Ada Ross").unwrap() < small_print, "{words}");
    assert!(html.contains("here is &#60;b&#62;Pilot course 4"), "{html}");

    let admin = app.signed_in(PersonRole::Admin).await;
    let back = admin.post(&form, &[("standard", "yes")]).await;
    admin.follow(&back).await.says("The standard text is used");
}

#[rocket::async_test]
async fn a_text_is_previewed_as_it_is_typed_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let typed = [
        ("subject", "About {course}"),
        ("opening", "Hello {name},\n\nplease answer by {closing date}."),
        ("closing", "Ada"),
        ("show", "pressed"),
    ];
    for (address, subject) in [
        (format!("{PAGE}/invitation/en/edit"), "<h3>About What you expect from the library</h3>"),
        (format!("{PAGE}/reminder/en/edit"), "<h3>About What you expect from the library</h3>"),
    ] {
        let now = admin.get(&address).await;
        now.has_status(200).says("As people get it").says("Dear A. Person,").says("Preview</button>");
        let shown = admin.post(&address, &typed).await;
        shown.has_status(200).says("Preview: not saved yet").says(subject).says("Hello A. Person,");
        shown.says("please answer by {closing date}.</textarea>").says("value=\"About {course}\"");
        // The way to stop them is part of it, whatever is typed.
        shown.says("Stop these emails").never_says("The text was saved");
        admin.get(&address).await.says("Dear A. Person,").never_says("Hello A. Person");
    }
    let summary = format!("{PAGE}/summary");
    let wrong = [("subject", ""), ("opening", "By {closing date}"), ("closing", ""), ("show", "pressed")];
    admin.post(&summary, &wrong).await.has_status(422).says("We can’t fill in {closing date} here");
    let typed = [("subject", ""), ("opening", "Dear {name}"), ("closing", "Ada"), ("show", "pressed")];
    let shown = admin.post(&summary, &typed).await;
    shown.has_status(200).says("<h3>the finding of the course</h3>").says("<p>Dear A. Person</p>");
    let (round, _) = planned(&app, &[DANA]).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let text = format!("/programmes/reading/rounds/{}/invitations/text/invitation", round.code);
    let typed = [("subject", "Only here"), ("opening", ""), ("closing", ""), ("show", "pressed")];
    trainer.post(&text, &typed).await.has_status(200).says("<h3>Only here</h3>").says("Dear A. Person,");
    trainer.get(&text).await.never_says("Only here");
}
