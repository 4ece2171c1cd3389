//! A summary from its preview to the last correction.

use common_ground::{
    store::{actions, courses, outbox, people::PersonRole, promises::PromiseState, summaries},
    work::scheduler,
};
use sea_orm::ConnectionTrait;

use crate::support::{
    app::TestApp,
    summary::{answered, course, page, posted},
};

const HEAD: &str = "head@library.example.org";
const DEPUTY: &str = "deputy@library.example.org";

/// The words of a letter or page without the tokens of its links.
fn without_links(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("http://") {
        plain.push_str(before);
        rest = after.trim_start_matches(|c: char| !c.is_whitespace() && c != '"' && c != '#');
    }
    plain + rest
}

/// The note and two actions.
const NOTE: [(&str, &str); 7] = [
    ("note", "The second exercise needs more time.\nWe ran over."),
    ("what-1", "Try joining without proof of address"),
    ("who-1", "Outreach manager"),
    ("by-1", "2026-06-30"),
    ("what-2", "Ring the homes"),
    ("who-2", ""),
    ("by-2", ""),
];

#[rocket::async_test]
async fn the_preview_shows_no_figure_before_the_feedback_has_closed() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.answers(&feedback, "front_line", 9, 4).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let early = trainer.get(&page(&course, "/summary/preview")).await;
    early.has_status(200).says("hidden until feedback closes").says("31 May");
    early.never_says("9 people answered").never_says("<svg");
    trainer.get(&page(&course, "/summary/preview/email.html")).await.has_status(404);
    trainer.get(&page(&course, "/summary/preview/email.txt")).await.has_status(404);
    trainer.get(&page(&course, "/summary/send")).await.has_status(404);
    let sent = trainer.post(&page(&course, "/summary/send"), &[]).await;
    trainer.follow(&sent).await.says("The summary cannot be sent yet.");
    assert!(courses::find(app.app.db.read(), course.id).await.unwrap().unwrap().frozen_at.is_none());
}

#[rocket::async_test]
async fn no_page_reads_the_words_of_the_emails_of_a_summary_to_tell_what_became_of_them() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    posted(&app).await;
    // Whatever would read them meets a column that is not there.
    let away = "ALTER TABLE outbox RENAME COLUMN message TO away";
    app.app.db.write_one().execute_unprepared(away).await.unwrap();
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for address in ["/programmes/reading", "/programmes/reading/courses", &page(&course, "")] {
        trainer.get(address).await.has_status(200).says("Summary sent to one manager");
    }
    let deliveries = trainer.get(&page(&course, "/summary/deliveries")).await;
    deliveries.has_status(200).says("The summary was sent to 1 person").says("Sent on");
}

#[rocket::async_test]
async fn what_is_previewed_is_what_is_sent() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let saved = trainer.post(&page(&course, "/summary/note"), &NOTE).await;
    saved.leads_to(&page(&course, "/summary/preview"));
    let preview = trainer.get(&page(&course, "/summary/preview")).await;
    preview.has_status(200).says("Goes to 1 person on Sunday 31 May, 10:00").says("From the trainers").says(
        "Try joining without proof of address.</a> <strong>Outreach manager, by 30 June 2026.</strong>",
    );
    let html = trainer.get(&page(&course, "/summary/preview/email.html")).await;
    let policy = html.has_status(200).header("Content-Security-Policy").unwrap();
    assert!(policy.starts_with("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    let text = trainer.get(&page(&course, "/summary/preview/email.txt")).await;

    app.wait_days(1);
    app.run_due().await;
    let letters = posted(&app).await;
    let [to, subject, sent_text, sent_html] = &letters[0];
    assert_eq!((letters.len(), to.as_str()), (1, HEAD));
    preview.says(subject);
    let lines = |text: &str| without_links(&text.replace("\r\n", "\n")).trim_end().to_owned();
    assert_eq!(lines(sent_text), lines(&text.body));
    let pictures_aside = |html: &str| {
        let html = lines(html);
        let (before, after) = html.split_once("<img src=\"").unwrap_or((&html, "\""));
        format!("{before}{}", after.split_once('"').unwrap().1)
    };
    assert_eq!(pictures_aside(sent_html), pictures_aside(&html.body));
    let manager = app.signed_in(PersonRole::Manager).await;
    let sent_page = manager.get(&page(&course, "/summary")).await;
    let body = |page: &str| {
        let from = page.find("<p class=\"kicker\">Pilot course 4 ·").unwrap();
        page[from..from + page[from..].find("</footer>").unwrap()].to_owned()
    };
    assert_eq!(body(&preview.body), body(&sent_page.body));
    for rest in ["/summary/preview", "/summary/note", "/summary/recipients", "/summary/send", "/summary/text"]
    {
        manager.get(&page(&course, rest)).await.has_status(403);
        trainer.get(&page(&course, rest)).await.has_status(404);
    }
}

#[rocket::async_test]
async fn a_course_words_the_email_of_its_summary_and_what_it_leaves_blank_is_as_the_programme_has_it() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    let of_all = [("subject", "What people said"), ("opening", "Dear {name},"), ("closing", "Ada Ross")];
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post("/programmes/reading/settings/email-texts/summary", &of_all).await.has_status(303);
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let preview = page(&course, "/summary/preview");
    let text = page(&course, "/summary/text");
    trainer.get(&preview).await.says("What people said").says("Change the text of the email").says(&text);
    let form = trainer.get(&text).await;
    form.has_status(200).says("This text is for this course").says("Dear A. Person,").says("Ada Ross");
    let wrong = [("subject", "{link}"), ("opening", "By {closing date}"), ("closing", "")];
    let refused = trainer.post(&text, &wrong).await;
    refused.has_status(422).says("We can’t fill in {link} here: use {name} or {course}");
    refused.says("By {closing date}</textarea>");
    let own = [("subject", "The pilot in {course}"), ("opening", ""), ("closing", "Tom Hartley")];
    let shown = trainer.post(&text, &[&own[..], &[("show", "pressed")]].concat()).await;
    shown.has_status(200).says("Preview: not saved yet").says("The pilot in Pilot course 4");
    trainer.get(&preview).await.never_says("The pilot in");
    let saved = trainer.post(&text, &own).await;
    saved.leads_to(&preview);
    trainer.follow(&saved).await.says("The text was saved").says("The pilot in Pilot course 4");
    // The note does not touch it.
    trainer.post(&page(&course, "/summary/note"), &NOTE).await.has_status(303);
    app.wait_days(1);
    app.run_due().await;
    let [_, subject, words, _] = posted(&app).await.pop().unwrap();
    assert_eq!(subject, "The pilot in Pilot course 4");
    assert!(words.starts_with("Dear A. Person,"), "{words}");
    assert!(words.contains("Tom Hartley") && !words.contains("Ada Ross"), "{words}");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let late = trainer.post(&text, &own).await;
    trainer.follow(&late).await.says("The summary has been sent in the meantime");
}

#[rocket::async_test]
async fn a_note_or_action_that_cannot_be_kept_comes_back_with_everything_entered() {
    let app = TestApp::start().await;
    let (course, _) = course(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let long = "x".repeat(601);
    let fields =
        [("note", long.as_str()), ("who-1", "Amina"), ("what-2", "Ring the homes"), ("by-2", "soon")];
    let again = trainer.post(&page(&course, "/summary/note"), &fields).await;
    again
        .has_status(422)
        .says("Shorten the note to 600 characters")
        .says("Enter what will be done, or leave the whole action blank")
        .says("Enter a date, such as 2026-06-30")
        .says(&long)
        .says("value=\"Amina\"")
        .says("value=\"Ring the homes\"");
}

#[rocket::async_test]
async fn the_summary_goes_to_the_managers_chosen_and_to_readers_named_and_never_to_who_stopped() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    let head = app.person(HEAD, PersonRole::Manager).await.to_string();
    app.person(DEPUTY, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/recipients");
    trainer.get(&address).await.says(HEAD).says(DEPUTY);
    for (wrong, told) in [
        ("Gwen Rees", "Line 1: Enter an email address, as in name@example.org"),
        (DEPUTY, "deputy@library.example.org already gets it"),
    ] {
        let again = trainer.post(&address, &[("manager", &*head), ("others", wrong)]).await;
        again.has_status(422).says(told).says(wrong);
    }
    trainer.post(&address, &[("manager", "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa")]).await.has_status(404);
    let others =
        "Gwen Rees <Gwen@council.example>\nleo@school.example\ngwen@council.example\nstop@school.example";
    let saved = trainer.post(&address, &[("manager", &*head), ("others", others)]).await;
    let stopped = app.app.secret.fingerprint("stop@school.example");
    let (db, now) = (app.app.db.write_one(), app.now());
    common_ground::store::invitations::stop(db, app.programme.id, &stopped, now).await.unwrap();
    trainer.follow(&saved).await.says("Who gets it was saved.").says("Send to 3 people now");
    trainer.get(&address).await.says("Gwen Rees <gwen@council.example>");

    app.wait_days(1);
    app.run_due().await;
    let letters = posted(&app).await;
    let reached: Vec<&str> = letters.iter().map(|[to, ..]| to.as_str()).collect();
    assert_eq!(reached, ["gwen@council.example", HEAD, "leo@school.example"]);
    let link = letters[0][2].split_once("/summary/").unwrap().1.split_whitespace().next().unwrap();
    let reader = app.visitor().await;
    reader.get(&format!("/summary/{link}")).await.has_status(200).says("9 people answered");
    let stop = letters[0][2].split_once("/stop/").unwrap().1.split_whitespace().next().unwrap();
    reader.get(&format!("/stop/{stop}")).await.has_status(200).says("course summaries");
    let told = trainer.get(&page(&course, "/summary/deliveries")).await;
    told.says("The summary was sent to 3 people").says("Gwen Rees <gwen@council.example>").says(DEPUTY);
    trainer.get(&page(&course, "")).await.says("Summary sent to three people on 31 May 2026");
}

#[rocket::async_test]
async fn sending_now_is_asked_once_and_a_double_click_sends_one_letter_to_each() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    app.person(DEPUTY, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/send");
    trainer.get(&address).await.has_status(200).says("Send the summary to 2 people now?").says(HEAD);
    let (one, two, due) = tokio::join!(
        trainer.post(&address, &[]),
        trainer.post(&address, &[]),
        scheduler::run_due(&app.app, app.now())
    );
    due.unwrap();
    for sent in [one, two] {
        sent.leads_to(&page(&course, "/summary/deliveries"));
    }
    trainer.post(&address, &[]).await.leads_to(&page(&course, "/summary/deliveries"));
    app.wait_days(1);
    app.run_due().await;
    let letters = posted(&app).await;
    let reached: Vec<&str> = letters.iter().map(|[to, ..]| to.as_str()).collect();
    assert_eq!(reached, [DEPUTY, HEAD]);
}

#[rocket::async_test]
async fn a_letter_that_failed_goes_again_to_the_mended_address_and_who_joins_later_gets_one_too() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    let db = app.app.db.read();
    let summary = summaries::latest(db, course.id).await.unwrap().unwrap();
    let (delivery, _) = summaries::deliveries(db, summary.id).await.unwrap().swap_remove(0);
    let refused = "550 5.1.1 no such user here";
    let now = app.now();
    outbox::record(&app.app.db, delivery.outbox_id, &outbox::Tried::Failed, refused, now).await.unwrap();
    let later = app.person(DEPUTY, PersonRole::Manager).await.to_string();

    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/deliveries");
    let told = trainer.get(&address).await;
    told.says("One email did not arrive")
        .says("Failed. It won’t be tried again.")
        .says(refused)
        .says("Send again");
    told.says("Others who can get it").says(DEPUTY);
    let again = delivery.id.to_string();
    for (field, value) in [("again", &*again), ("again", &*again), ("also", &*later), ("also", &*later)] {
        let sent = trainer.post(&address, &[(field, value)]).await;
        trainer.follow(&sent).await.says("The email ");
    }
    let nobody = "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa";
    trainer.post(&address, &[("again", nobody)]).await.has_status(404);
    trainer.post(&address, &[("also", nobody)]).await.has_status(404);
    let letters = posted(&app).await;
    let reached: Vec<&str> = letters.iter().map(|[to, ..]| to.as_str()).collect();
    assert_eq!(reached, [DEPUTY, HEAD]);
    trainer.get(&address).await.says("The summary was sent to 2 people").says("Sent on Sunday 31 May");
}

#[rocket::async_test]
async fn a_correction_is_marked_goes_once_to_everybody_and_changes_no_figure() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    let first = posted(&app).await;
    let before = summaries::latest(app.app.db.read(), course.id).await.unwrap().unwrap();
    app.wait_days(3);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/correction");
    let form = trainer.get(&address).await;
    let revision = form.has_status(200).field("revision").unwrap().to_owned();
    trainer
        .post(&address, &[("revision", &*revision)])
        .await
        .has_status(422)
        .says("Enter what needs correcting");
    let fields = [
        ("revision", &*revision),
        ("text", "The course was held in East Ham, not in Stratford."),
        ("what-1", "Ring the homes"),
        ("by-1", "2026-07-01"),
    ];
    let (one, two) = tokio::join!(trainer.post(&address, &fields), trainer.post(&address, &fields));
    for sent in [one, two] {
        sent.leads_to(&page(&course, "/summary/deliveries"));
    }
    let late = trainer.post(&address, &fields).await;
    trainer.follow(&late).await.says("Nothing was sent twice.");
    // Other words from a form that is older come back, and are not sent.
    let other = [fields[0], ("text", "It was held on Monday."), fields[2], fields[3]];
    let refused = trainer.post(&address, &other).await;
    refused.has_status(422).says("There is a problem").says("It was held on Monday.");
    refused
        .says("the summary was corrected after you opened this form on 3 June 2026")
        .says("East Ham, not in");
    assert_eq!(refused.field("revision"), Some("2"), "what comes back can be sent");

    let mut letters = posted(&app).await;
    assert_eq!(letters.len(), 2, "the first letter and one correction");
    letters.retain(|[_, subject, ..]| subject.starts_with("Corrected: "));
    let [to, subject, text, _] = &letters[0];
    assert_eq!((to.as_str(), subject.as_str()), (HEAD, &*format!("Corrected: {}", first[0][1])));
    assert!(text.starts_with("Corrected on 3 June 2026: The course was held in East Ham"), "{text}");
    assert!(text.contains("Ring the homes. By 1 July 2026."), "{text}");
    let after = summaries::latest(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(after.revision, 2);
    let (mut old, mut new) = (before.read().unwrap(), after.read().unwrap());
    assert_eq!(summaries::find(app.app.db.read(), before.id).await.unwrap().unwrap(), before);
    new.corrections.clear();
    for summary in [&mut old, &mut new] {
        summary.figures.as_mut().unwrap().actions.clear();
    }
    assert_eq!(old, new);
    // Whoever kept the first letter reads the correction too.
    let link = first[0][2].split_once("/summary/").unwrap().1.split_whitespace().next().unwrap();
    app.visitor().await.get(&format!("/summary/{link}")).await.says("Corrected on 3 June 2026:");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&page(&course, "/summary")).await.says("Corrected on 3 June 2026:");
    manager.get(&address).await.has_status(403);
}

#[rocket::async_test]
async fn an_action_is_ticked_off_with_its_day_and_told_at_home_and_the_summary_stays() {
    let app = TestApp::start().await;
    let (mut course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.post(&page(&course, "/summary/note"), &NOTE).await.has_status(303);
    app.wait_days(1);
    app.run_due().await;
    let frozen = summaries::latest(app.app.db.read(), course.id).await.unwrap().unwrap();
    let home = trainer.get("/programmes/reading").await;
    home.says("Pilot course 4: 0 of 2 actions done").says("Next: Try joining without proof of address.");
    course = courses::find(app.app.db.read(), course.id).await.unwrap().unwrap();
    let agreed = actions::of_course(app.app.db.read(), course.id).await.unwrap();
    let first = agreed[0].id.to_string();
    let address = page(&course, "/actions");
    trainer
        .get(&address)
        .await
        .has_status(200)
        .says("0 of 2 actions done")
        .says("Outreach manager, by 30 June 2026.");
    for (day, told) in [("2026-06-09", "Enter a date that isn’t in the future"), ("then", "Enter the date")]
    {
        let again = trainer.post(&address, &[("action", &*first), ("done", "yes"), ("day", day)]).await;
        again.has_status(422).says(told).says(&format!("value=\"{day}\""));
        again
            .says("There is a problem")
            .says(&format!("href=\"#d-{first}\""))
            .says(&format!("id=\"d-{first}\""));
    }
    let ticked = trainer.post(&address, &[("action", &*first), ("done", "yes"), ("day", "2026-05-31")]).await;
    trainer.follow(&ticked).await.says("1 of 2 actions done").says("Done on 31 May 2026.");
    // Somebody whose page is older still has the day to mend.
    let late = trainer.post(&address, &[("action", &*first), ("done", "yes"), ("day", "then")]).await;
    late.has_status(422).says(&format!("id=\"d-{first}\"")).says("value=\"then\"");
    trainer
        .get("/programmes/reading")
        .await
        .says("Pilot course 4: 1 of 2 actions done")
        .says("Next: Ring the homes");
    let manager = app.signed_in(PersonRole::Manager).await;
    // Managers follow what was agreed, and tick nothing off.
    manager.get("/programmes/reading").await.says("1 of 2 actions done").says(&address);
    manager.get(&page(&course, "/summary")).await.says(&format!("href=\"{address}#action-1\""));
    let read = manager.get(&address).await;
    read.has_status(200).says("id=\"action-1\"").says("Done on 31 May 2026.").never_says("Mark as");
    manager.post(&address, &[("action", &*first), ("done", "no")]).await.has_status(403);
    let other = [("action", "5d0a52c2-0c7f-4d0e-9a37-3f9b51a1f2aa"), ("done", "no")];
    trainer.post(&address, &other).await.has_status(404);
    let undone = trainer.post(&address, &[("action", &*first), ("done", "no")]).await;
    trainer.follow(&undone).await.says("0 of 2 actions done");
    let after = summaries::latest(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!((after.id, after.document), (frozen.id, frozen.document));
}

#[rocket::async_test]
async fn an_action_whose_day_was_written_in_words_keeps_them() {
    let app = TestApp::start().await;
    let (old, feedback) = course(&app).await;
    let action = actions::CourseAction {
        id: old.id,
        what: "Try joining without proof of address".to_owned(),
        who: "Outreach manager".to_owned(),
        by: "30 June".to_owned(),
        state: PromiseState::Open,
        outcome: String::new(),
        settled_on: None,
        card: None,
    };
    actions::replace(app.app.db.write_one(), old.id, &[action]).await.unwrap();
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&page(&old, "/summary/preview")).await.says("Outreach manager, by 30 June.");
    let form = trainer.get(&page(&old, "/summary/note")).await;
    let id = form.says("So far: “30 June”.").field("id-1").unwrap().to_owned();
    let kept = [("id-1", &*id), ("what-1", "Try joining without any proof"), ("who-1", "Outreach manager")];
    let saved = trainer.post(&page(&old, "/summary/note"), &kept).await;
    trainer
        .follow(&saved)
        .await
        .says("Try joining without any proof.</a> <strong>Outreach manager, by 30 June.</strong>");
    trainer.post(&page(&old, "/summary/note"), &[]).await.has_status(303);
    trainer.get(&page(&old, "/summary/preview")).await.says("No action agreed yet.");
}

#[rocket::async_test]
async fn a_correction_is_shown_with_who_gets_it_before_it_is_sent() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let address = page(&course, "/summary/correction");
    let form = trainer.get(&address).await;
    form.says("Preview the correction").says("before anything is sent");
    let revision = form.field("revision").unwrap().to_owned();
    let preview = format!("{address}/preview");
    let nothing = trainer.post(&preview, &[("revision", &*revision)]).await;
    nothing.has_status(422).says("Enter what needs correcting");
    let fields = [
        ("revision", &*revision),
        ("text", "It was held in East Ham."),
        ("what-1", "Ring the homes"),
        ("by-1", "2026-07-01"),
    ];
    let shown = trainer.post(&preview, &fields).await;
    shown
        .has_status(200)
        .says("Send this correction to 1 person?")
        .says(HEAD)
        .says("Subject: <strong>Corrected: Course 4")
        .says("It was held in East Ham.")
        .says("Ring the homes.</a> <strong>By 1 July 2026.</strong>");
    assert_eq!(shown.field("text"), Some("It was held in East Ham."));
    assert_eq!(shown.field("what-1"), Some("Ring the homes"));
    let letter = trainer.post(&format!("{address}/email.html"), &fields).await;
    letter.has_status(200).says("Corrected on 31 May 2026").says("It was held in East Ham.");
    assert!(letter.header("Content-Security-Policy").unwrap().starts_with("sandbox"));
    // Whoever changes it finds what they wrote; and nothing was sent.
    let change = [fields[0], fields[1], fields[2], fields[3], ("act", "change")];
    let again = trainer.post(&address, &change).await;
    again.has_status(200).says("It was held in East Ham.").says("value=\"Ring the homes\"");
    assert_eq!(posted(&app).await.len(), 1);
    let late = [("revision", "9"), fields[1]];
    trainer.post(&preview, &late).await.has_status(422).says("was corrected after you opened this form");
    let send = [fields[0], fields[1], fields[2], fields[3], ("act", "send")];
    trainer.post(&address, &send).await.leads_to(&page(&course, "/summary/deliveries"));
    let letters = posted(&app).await;
    let [_, _, text, html] =
        letters.iter().find(|[_, subject, ..]| subject.starts_with("Corrected")).unwrap();
    assert!(html.contains("#action-1") && text.contains("Ring the homes."), "an action leads to its place");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.post(&preview, &fields).await.has_status(403);
}

#[rocket::async_test]
async fn a_trainer_who_asks_for_summaries_gets_every_one_and_can_be_left_out_of_one() {
    let app = TestApp::start().await;
    let (course, feedback) = course(&app).await;
    app.person(HEAD, PersonRole::Manager).await;
    answered(&app, &feedback).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let account = "/programmes/reading/account";
    trainer.get(account).await.says("Emails about courses: Nothing.");
    let choose = format!("{account}/summaries");
    let asked = trainer.post(&choose, &[("emails", "each_course")]).await;
    trainer.follow(&asked).await.says("Your choice of emails was saved.").says("The summary of each course");
    trainer.get(&page(&course, "/summary/preview")).await.says("Goes to 2 people");
    trainer.get(&page(&course, "/summary/recipients")).await.says("others who asked for summaries");
    app.wait_days(1);
    app.run_due().await;
    let reached: Vec<String> = posted(&app).await.into_iter().map(|[to, ..]| to).collect();
    assert_eq!(reached.len(), 2, "{reached:?}");
    trainer.get(&page(&course, "/summary/deliveries")).await.says("The summary was sent to 2 people");
    let stopped = trainer.post(&choose, &[("emails", "nothing")]).await;
    trainer.follow(&stopped).await.says("Emails about courses: Nothing.");
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(account).await.says("Emails about courses: The summary of each course.");
}

#[rocket::async_test]
async fn the_next_summary_tells_what_became_of_the_actions_of_the_last_one() {
    let app = TestApp::start().await;
    app.person(HEAD, PersonRole::Manager).await;
    let (first, feedback) = course(&app).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    // It is 31 May.
    let agreed = |what: &str, who: &str, by: &str, done: Option<&str>| actions::CourseAction {
        id: uuid::Uuid::new_v4(),
        what: what.to_owned(),
        who: who.to_owned(),
        by: by.to_owned(),
        state: if done.is_some() { PromiseState::Done } else { PromiseState::Open },
        outcome: String::new(),
        settled_on: done.map(|day| day.parse().unwrap()),
        card: None,
    };
    let both = [
        agreed("Ring the homes", "Ada", "2026-06-01", Some("2026-05-30")),
        agreed("Ask the schools", "Gwen", "2026-06-02", None),
        actions::CourseAction {
            state: PromiseState::NotPossible,
            outcome: "There is no kitchen".to_owned(),
            ..agreed("Buy a kettle", "Ada", "2026-06-02", None)
        },
    ];
    actions::replace(app.app.db.write_one(), first.id, &both).await.unwrap();
    let (_, feedback) = course(&app).await;
    answered(&app, &feedback).await;
    app.wait_days(1);
    app.run_due().await;
    let letters = posted(&app).await;
    assert_eq!(letters.len(), 2);
    let [_, _, text, html] =
        letters.iter().find(|[_, _, text, _]| text.contains("Agreed last time")).unwrap();
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (late, done) =
        ("Overdue since 2 June 2026: Ask the schools. Gwen.", "Done on 30 May 2026: Ring the homes.");
    assert!(flowing.contains(late) && flowing.contains(done), "{text}");
    assert!(flowing.contains("Not possible: Buy a kettle. There is no kitchen."), "{text}");
    assert!(html.contains("<strong>Overdue since 2 June 2026:</strong> Ask the schools. Gwen."), "{html}");
}
