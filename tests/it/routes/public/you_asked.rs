//! What was asked, promised and done, for anybody to read, and on a poster.
//!
//! `UPDATE_SAMPLES=1 cargo test --test it the_poster_looks` writes the sample of the poster anew; look at what changed.

use std::{fs, path::Path};

use common_ground::{
    store::{
        people::PersonRole,
        promises::{self, NewPromise, PromiseOrigin, PromiseState},
    },
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState},
    },
};
use jiff::{ToSpan, tz::TimeZone};

use crate::support::{
    app::TestApp,
    asking::{planned, post_all},
    partners::{add_contact, add_partner},
    promises::{PAGE, add_promise},
    visitor::{Reply, walk, way},
};

const PUBLIC: &str = "/you-asked/reading";
const PUBLISHING: &str = "/programmes/reading/settings/you-asked";
const DANA: &str = "dana@elm.example.org";

#[rocket::async_test]
async fn nothing_is_public_until_it_is_published_and_then_only_what_was_released() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let fields = [("what", "Open on two Sundays"), ("asked", "Sunday mornings"), ("who", "Tom Adeyemi")];
    let promise = add_promise(&trainer, &fields).await;
    let kept = add_promise(&trainer, &[("what", "Talk to the council"), ("asked", "More money")]).await;
    let done = [("state", "done"), ("outcome", "Tom opened on 24 May")];
    for page in [&promise, &kept] {
        trainer.post(&format!("{page}/state"), &done).await.leads_to(page);
    }
    let release = format!("{promise}/release");
    trainer.get(&release).await.says("Release it for the public page?").says("Open on two Sundays");
    let blank = [("what", "Open on two Sundays"), ("state", "done"), ("asked", ""), ("outcome", "")];
    let again = trainer.post(&release, &blank).await;
    again.has_status(422).says("Enter what was asked for").says("Enter what was done");
    let stale = [("what", "Open on Sundays"), ("state", "done"), ("asked", "Sundays"), ("outcome", "It was")];
    trainer.post(&release, &stale).await.has_status(422).says("Somebody changed this promise meanwhile");
    let words = [
        ("what", "Open on two Sundays"),
        ("state", "done"),
        ("asked", "Sunday mornings"),
        ("outcome", "The library was open on 24 May"),
    ];
    trainer.post(&release, &words).await.leads_to(&promise);

    let anybody = app.visitor().await;
    anybody.get(PUBLIC).await.has_status(404);
    anybody.get("/you-asked/nowhere").await.has_status(404);
    trainer.get(PUBLISHING).await.has_status(403);
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get("/programmes/reading/settings").await.says("You asked, we will, we did").says(PUBLISHING);
    admin.get(PUBLISHING).await.says("It shows 1 promise.").says("Publish the page");
    admin.post(PUBLISHING, &[("act", "publish")]).await.leads_to("/programmes/reading/settings");

    let shown = anybody.get(PUBLIC).await;
    shown.has_status(200).says("Sunday mornings").says("The library was open on 24 May");
    shown.never_says("Tom").never_says("Talk to the council").never_says("More money");
    let poster = trainer.get(&format!("{PAGE}/poster")).await;
    poster.says("The library was open on 24 May").says(PUBLIC).never_says("Talk to the council");

    // Other words are shown only once somebody has released them.
    let other = [("state", "partly"), ("outcome", "Tom was ill on the second")];
    trainer.post(&format!("{promise}/state"), &other).await.leads_to(&promise);
    anybody.get(PUBLIC).await.says("There is nothing here yet").never_says("Sunday mornings");
    trainer.get(PAGE).await.says("The public page was published on 21 May 2026");

    admin.post(PUBLISHING, &[("act", "unpublish")]).await.leads_to("/programmes/reading/settings");
    anybody.get(PUBLIC).await.has_status(404);
}

/// The numbers of the wishes that a page shows, in its order.
fn wishes(page: &Reply) -> Vec<u32> {
    page.body.split("Wish ").skip(1).map(|rest| rest[..2].parse().unwrap()).collect()
}

#[rocket::async_test]
async fn however_much_was_promised_a_page_shows_fifty_of_it_and_the_poster_five() {
    let app = TestApp::start().await;
    let today = app.now().to_zoned_datetime(TimeZone::UTC).date();
    let db = app.app.db.write_one();
    // Two were settled on each of twenty days, the others are to be done, and the last of them has no day.
    for number in (0..=60_u32).rev() {
        let days = i64::from(number);
        let due = (number < 60).then(|| today + days.days());
        let new = NewPromise::new(app.programme.id, PromiseOrigin::Agreement, "Do it");
        let id = promises::add(db, NewPromise { due, ..new }).await.unwrap();
        let added = promises::find(db, app.programme.id, id).await.unwrap().unwrap();
        if number < 40 {
            let day = today - (days / 2).days();
            promises::settle(db, &added, (PromiseState::Done, ""), Some(day)).await.unwrap();
        }
        promises::release(db, id, &format!("Wish {number:02}"), "").await.unwrap();
    }
    let kept = promises::add(db, NewPromise::new(app.programme.id, PromiseOrigin::Agreement, "Wish 99"));
    let kept = kept.await.unwrap();
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(PUBLISHING).await.says("It shows 61 promises.");
    admin.post(PUBLISHING, &[("act", "publish")]).await.has_status(303);

    let anybody = app.visitor().await;
    let pages = walk(&anybody, PUBLIC).await;
    let [first, second] = pages.as_slice() else { panic!("{} pages", pages.len()) };
    assert_eq!(wishes(first), (0..50).collect::<Vec<_>>());
    assert_eq!(wishes(second), (50..=60).collect::<Vec<_>>());
    let back = way(second, "Previous 50").unwrap();
    assert_eq!(wishes(&anybody.get(&back).await), wishes(first));
    // What was not released names no place in the list.
    let before = anybody.get(&format!("{PUBLIC}?after={kept}")).await;
    assert_eq!(wishes(&before), wishes(first));
    let poster = app.signed_in(PersonRole::Trainer).await.get(&format!("{PAGE}/poster")).await;
    assert_eq!(wishes(&poster), [0, 1, 2, 3, 4]);
}

#[rocket::async_test]
async fn the_next_invitation_begins_with_what_was_done_since_and_tells_nobody_of_others() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", DANA).await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &oak, "Ola Berg", "ola@oak.example.org").await;
    let last = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Anonymous;
            round.closes_at = round.opens_at + 24.hours();
        })
        .await;
    app.invite(&last, DANA).await;
    app.wait_days(5);
    app.run_due().await;
    let closed = common_ground::store::rounds::find(app.app.db.read(), last.id).await.unwrap().unwrap();
    assert_eq!(closed.state, RoundState::Closed);

    let trainer = app.signed_in(PersonRole::Trainer).await;
    let of = |page: &str| page.rsplit('/').next().unwrap().to_owned();
    let (elm_id, oak_id) = (of(&elm), of(&oak));
    for (what, asked, outcome, partner, released) in [
        ("Open on Sundays", "Sunday mornings", "We opened on 24 May", "", true),
        ("Bring a box", "Books at home", "The box came", &*elm_id, true),
        ("Mend the ramp", "A ramp", "The ramp is there", &*oak_id, true),
        ("Hire somebody", "One person to ring", "We hired Kit", "", false),
    ] {
        let fields = [("what", what), ("asked", asked), ("partner", partner)];
        let page = add_promise(&trainer, &fields).await;
        let done = [("state", "done"), ("outcome", outcome)];
        trainer.post(&format!("{page}/state"), &done).await.leads_to(&page);
        if released {
            let words = [("what", what), ("state", "done"), ("asked", asked), ("outcome", outcome)];
            trainer.post(&format!("{page}/release"), &words).await.leads_to(&page);
        }
    }
    // Somebody who is new, and two who were on the list then, one of whom had not been asked.
    add_contact(&trainer, &elm, "Nia New", "nia@elm.example.org").await;
    app.works_every_day().await;
    planned(&app, &[DANA, "ola@oak.example.org", "nia@elm.example.org"]).await;
    app.run_due().await;
    post_all(&app).await;
    let dana = app.letter_saying(DANA, "Since our last survey:").await;
    let (greeting, since) = (dana.find("Dear").unwrap(), dana.find("Since our last survey:").unwrap());
    assert!(greeting < since, "{dana}");
    assert!(dana.contains("We opened on 24 May") && dana.contains("The box came"), "{dana}");
    assert!(!dana.contains("ramp") && !dana.contains("Kit"), "{dana}");
    let ola = app.letter_saying("ola@oak.example.org", "Since our last survey:").await;
    assert!(ola.contains("We opened on 24 May") && ola.contains("The ramp is there"), "{ola}");
    assert!(!ola.contains("The box came"), "{ola}");
    let nia = app.letter_saying("nia@elm.example.org", "/i/").await;
    assert!(!nia.contains("Since our last survey") && !nia.contains("24 May"), "{nia}");
}

#[rocket::async_test]
async fn the_page_of_promises_says_how_many_answered_before_and_since_though_the_lists_are_gone() {
    let app = TestApp::start().await;
    let ask = async |closes: i64, people: usize, answered: usize| {
        let round = app
            .round("partner_expect", |round| {
                round.audience = Audience::Invited;
                round.privacy = PrivacyMode::Confidential;
                round.closes_at = round.opens_at + (24 * closes).hours();
            })
            .await;
        for person in 0..people {
            app.invite(&round, &format!("p{person}.{closes}@example.org")).await;
        }
        app.answers(&round, "school", answered, 4).await;
        app.wait_days(closes + 1);
        app.run_due().await;
    };
    ask(3, 24, 12).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.post(PUBLISHING, &[("act", "publish")]).await.has_status(303);
    ask(4, 20, 15).await;
    let told = "12 of 24 people in 1 survey. Since then: 15 of 20 people in 1 survey.";
    for _ in 0..2 {
        let trainer = app.signed_in(PersonRole::Trainer).await;
        trainer.get(PAGE).await.says(told).says("doesn’t show that the page is the reason");
        // After two months the lists of who was invited are deleted.
        app.wait_days(60);
        app.run_due().await;
    }
}

/// What a page shows below its top, as a file that is opened in the folder of samples.
fn sheet(page: &str) -> String {
    let main = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>Poster: You asked, we will, we did</title>\n<link rel=\"stylesheet\" \
         href=\"../../templates/assets/site.css\">\n{main}</main>\n"
    )
}

#[rocket::async_test]
async fn the_poster_looks_as_in_the_samples() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (what, asked, state, outcome) in [
        ("Mend the lift to the reading room", "A lift that works", "open", ""),
        ("Open on two Sundays a month", "Sunday mornings", "done", "We opened on 3 and 17 May"),
        (
            "Buy books in six languages",
            "Books in the languages of our children",
            "partly",
            "We have four so far",
        ),
        ("Stay open until 9", "Later evenings", "not_possible", "There is nobody who could lock up"),
    ] {
        let page = add_promise(&trainer, &[("what", what), ("asked", asked), ("by", "2026-07-01")]).await;
        if state != "open" {
            let settled = [("state", state), ("outcome", outcome)];
            trainer.post(&format!("{page}/state"), &settled).await.leads_to(&page);
        }
        let words = [("what", what), ("state", state), ("asked", asked), ("outcome", outcome)];
        trainer.post(&format!("{page}/release"), &words).await.leads_to(&page);
        app.wait_days(1);
    }
    app.signed_in(PersonRole::Admin).await.post(PUBLISHING, &[("act", "publish")]).await.has_status(303);
    let poster = format!("{PAGE}/poster");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let drawn = sheet(&trainer.get(&poster).await.has_status(200).body);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/samples/you-asked-poster.html");
    if std::env::var_os("UPDATE_SAMPLES").is_some() {
        fs::write(&sample, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&sample).unwrap_or_default();
    assert!(kept == drawn, "you-asked-poster.html differs: look at it after UPDATE_SAMPLES=1\n{drawn}");
}
