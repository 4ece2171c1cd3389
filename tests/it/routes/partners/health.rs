//! Health checks of a partnership, from how often they are to what is promised after them.

use common_ground::store::{
    erasure, health,
    people::PersonRole,
    promises::{self, PromiseOrigin},
    write,
};

use sea_orm::{EntityTrait, sea_query::Expr};

use crate::support::{
    app::TestApp,
    entity::health_check,
    health::{Partnership, answer},
    partners::{PAGE, add_contact, add_partner, contact},
};

/// The partner finds trust poor, and both find the aims unclear.
fn theirs(key: &str) -> u8 {
    match key {
        "work_trust" | "work_clear_aims" => 2,
        _ => 4,
    }
}

fn ours(key: &str) -> u8 {
    match key {
        "work_trust" => 5,
        "work_clear_aims" => 2,
        _ => 4,
    }
}

#[rocket::async_test]
async fn a_check_needs_somebody_to_ask_on_each_side() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "school").await;
    let page = format!("{elm}/health");
    trainer.get(&page).await.says("No health check yet").says("Start a health check");
    let start = format!("{page}/start");
    trainer.get(&start).await.leads_to(&format!("{elm}/contacts/new"));
    trainer.post(&start, &[]).await.leads_to(&format!("{elm}/contacts/new"));
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let add = format!("{PAGE}/library/contacts/new");
    trainer.get(&format!("{page}/plan")).await.leads_to(&add);
    trainer.get(&add).await.says("Add the person who answers for the library");
    let ann = [("name", "Ann Low"), ("email", "ann@library.example.org")];
    trainer.post(&format!("{PAGE}/library/contacts"), &ann).await.has_status(303);
    trainer.get(&start).await.leads_to(&format!("{page}/plan"));
    trainer.get(&format!("{page}/plan")).await.says("Select who answers for the library first");
}

#[rocket::async_test]
async fn how_often_is_kept_and_everything_that_is_wrong_is_said_at_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let plan = format!("{}/plan", elm.health);
    let wrong = trainer.post(&plan, &[("every", "6"), ("next_on", "soon")]).await;
    wrong.has_status(422).says("Select who answers for the library").says("Enter a date").says("soon");
    let dana = contact(&app, &elm.theirs).await.id.to_string();
    let stranger = [("every", "5"), ("next_on", "2026-05-20"), ("people", &*dana)];
    let wrong = trainer.post(&plan, &stranger).await;
    wrong.has_status(422).says("Select how often").says("Select people from the list");
    elm.plan(&app, &trainer, ("6", "2026-11-21")).await;
    trainer.get(&elm.page).await.says("Elm House: next health check on 21 November 2026");
    trainer.get(&elm.health).await.says("The next check begins on 21 November 2026");
    elm.plan(&app, &trainer, ("0", "2026-11-21")).await;
    trainer.get(&elm.page).await.never_says("next health check");
}

#[rocket::async_test]
async fn the_page_says_who_has_answered_and_shows_nothing_before_both_have() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    trainer.get(&format!("{}/start", elm.health)).await.says("Dana Whitfield").says("Ann Low");
    elm.start(&trainer).await;
    trainer.get(&elm.health).await.says("The answers are sealed").says("closes on 11 June 2026");
    trainer.post(&format!("{}/start", elm.health), &[]).await.leads_to(&elm.health);
    trainer.get(&elm.health).await.says("A health check is open already");
    app.run_due().await;
    let link = app.link_to(&elm.theirs, "/i/").await;
    let form = app.visitor().await.get(&link).await;
    form.has_status(200).says("Both sides of the partnership will see both sets of answers");
    assert_eq!(answer(&app, &elm.theirs, theirs).await, 1, "the second survey opens a week later");
    trainer.get(&elm.page).await.says("neither side has answered everything yet");
    app.wait_days(8);
    app.run_due().await;
    assert_eq!(answer(&app, &elm.theirs, theirs).await, 1);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&elm.page).await.says("they have answered, we have not");
    trainer.get(&elm.health).await.never_says("Seen differently").never_says("2.0");
    for file in ["conditions.csv", "pictures/health.svg", "replies/work_trust", "sheet"] {
        trainer.get(&format!("{}/{file}", elm.health)).await.has_status(404);
    }
    assert_eq!(answer(&app, &elm.ours, ours).await, 2);
    app.run_due().await;
    let shown = trainer.get(&elm.health).await;
    shown
        .says("Elm House: two conditions wait for our reply")
        .says("Seen differently: talk about this first");
    shown.says("Low on both sides: work on together").says("Dana Whitfield, 1 of 1 asked").says("3.0");
    shown.never_says("The answers are sealed");
    let csv = trainer.get(&format!("{}/conditions.csv", elm.health)).await;
    csv.has_status(200).says("21 May 2026,partner,work_trust,Trust and honesty,1,2.0,0,0,seen_differently");
    trainer.get(&format!("{}/pictures/health.svg", elm.health)).await.has_status(200);
    trainer.get(&format!("{}/pictures/health.gif", elm.health)).await.has_status(404);
    trainer
        .get(&format!("{}/sheet", elm.health))
        .await
        .has_status(200)
        .says("No reply yet")
        .says("Dana Whitfield");
}

#[rocket::async_test]
async fn a_check_that_an_earlier_version_unsealed_is_told_at_home_all_the_same() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let trainer = elm.checked(&app, theirs, ours).await;
    health_check::Entity::update_many()
        .col_expr(health_check::Column::Waiting, Expr::val(Option::<i32>::None))
        .exec(app.app.db.write_one())
        .await
        .unwrap();
    trainer.get("/programmes/reading").await.never_says("wait for our reply");
    app.run_due().await;
    trainer.get("/programmes/reading").await.says("Elm House:").says("wait for our reply");
}

#[rocket::async_test]
async fn nothing_low_stays_without_a_reply_and_what_we_will_do_becomes_a_promise() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let trainer = elm.checked(&app, theirs, ours).await;
    let reply = |item: &str| format!("{}/replies/{item}", elm.health);
    trainer.get(&reply("work_commitment")).await.has_status(404);
    trainer.get(&reply("work_trust")).await.says("Reply to “Trust and honesty”");
    trainer.post(&reply("work_trust"), &[]).await.has_status(422).says("Select your reply");
    let empty = trainer.post(&reply("work_trust"), &[("kind", "we_will"), ("day", "soon")]).await;
    empty.has_status(422).says("Write what you will do").says("Select who does it").says("Enter a date");
    let early = [("kind", "lets_talk"), ("day", "2026-05-01")];
    trainer.post(&reply("work_trust"), &early).await.has_status(422).says("a day in the future");
    let why = trainer.post(&reply("work_trust"), &[("kind", "we_cannot")]).await;
    why.has_status(422).says("Write why you can’t");

    let form = trainer.get(&reply("work_trust")).await;
    let who = form.body.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let will = [("kind", "we_will"), ("words", "Meet every month"), ("who", &*who), ("day", "2026-07-01")];
    trainer.post(&reply("work_trust"), &will).await.leads_to(&elm.health);
    let shown = trainer.get(&elm.health).await;
    shown.says("We will: Meet every month").says("by 1 July 2026").says("one condition waits for our reply");
    let partner = elm.partner(&app).await.id;
    let made = promises::of_partner(app.app.db.read(), partner).await.unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].origin, &*made[0].about), (PromiseOrigin::Health, "work_trust"));
    assert_eq!(made[0].asker_contact_id, Some(contact(&app, &elm.theirs).await.id));

    // Another reply takes the place of the first, and so does its promise.
    let talk = [("kind", "lets_talk"), ("words", "Over tea"), ("day", "2026-06-20")];
    trainer.post(&reply("work_trust"), &talk).await.leads_to(&elm.health);
    trainer.get(&elm.health).await.says("Let’s talk about it on 20 June 2026. Over tea");
    assert!(promises::of_partner(app.app.db.read(), partner).await.unwrap().is_empty());
    trainer.post(&reply("work_clear_aims"), &[("kind", "we_accept")]).await.leads_to(&elm.health);
    let finished = trainer.get(&elm.health).await;
    finished.says("Everything that is low on both sides or seen differently has a reply");
}

#[rocket::async_test]
async fn the_partner_sees_the_picture_and_the_replies_on_their_own_page_once_it_is_unsealed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let oak = Partnership::add(&app, &trainer, "Oak School").await;
    oak.checked(&app, |_| 1, |_| 1).await;
    let trainer = elm.checked(&app, theirs, ours).await;
    let accept = [("kind", "we_accept"), ("words", "We keep it small")];
    trainer.post(&format!("{}/replies/work_trust", elm.health), &accept).await.has_status(303);
    let dana = contact(&app, &elm.theirs).await.id.to_string();
    trainer.post(&format!("{}/page", elm.page), &[("contact", &dana)]).await.has_status(303);
    let own = app.link_to(&elm.theirs, "/p/").await;
    let visitor = app.visitor().await;
    visitor.get(&own).await.says("How our partnership is going").says(&format!("{own}/health"));
    let shown = visitor.get(&format!("{own}/health")).await;
    shown.says("Seen differently").says("We accept this as it is. We keep it small").says("No reply yet");
    shown.never_says("Oak School").never_says("Change the reply");
    // The next check is sealed again; what was seen before stays.
    elm.start(&trainer).await;
    app.run_due().await;
    answer(&app, &elm.ours, |_| 1).await;
    let again = visitor.get(&format!("{own}/health")).await;
    assert_eq!(again.body, shown.body);
    visitor.get("/p/nonsense/health").await.has_status(404);
}

#[rocket::async_test]
async fn checks_begin_by_themselves_close_without_answers_and_tell_who_is_new() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    elm.plan(&app, &trainer, ("3", "2026-05-25")).await;
    app.run_due().await;
    let partner = elm.partner(&app).await.id;
    let checks = || async { health::of_partner(app.app.db.read(), partner).await.unwrap() };
    assert!(checks().await.is_empty(), "its day has not come");
    // 25 May 2026 is a bank holiday: nobody is written to on it.
    app.wait_days(5);
    app.run_due().await;
    app.run_due().await;
    assert_eq!(checks().await.len(), 1);
    let next = health::plan(app.app.db.read(), partner).await.unwrap().next_on.unwrap();
    assert_eq!(next.to_string(), "2026-08-26");
    app.wait_days(22);
    app.run_due().await;
    let first = checks().await;
    assert!(first[0].unsealed_at.is_some(), "its time is over");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let shown = trainer.get(&elm.health).await;
    shown.says("Nobody of 1 asked").says("No answer from one side or both");
    elm.checked(&app, theirs, ours).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&elm.health).await.never_says("(new)").never_says("since last time");
    add_contact(&trainer, &elm.page, "Kofi Mensah", "kofi@elm-house.example.org").await;
    elm.start(&trainer).await;
    for days in [0, 8] {
        app.wait_days(days);
        app.run_due().await;
        answer(&app, "kofi@elm-house.example.org", |_| 5).await;
        answer(&app, &elm.ours, ours).await;
    }
    app.wait_days(14);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let shown = trainer.get(&elm.health).await;
    shown.says("Kofi Mensah (new), 1 of 2 asked").says("partner: somebody new").says("↑ up since last time");
    shown.says("= the same as last time");
}

#[rocket::async_test]
async fn a_check_can_be_cancelled_and_nobody_has_seen_it() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let cancel = format!("{}/cancel", elm.health);
    trainer.get(&cancel).await.leads_to(&elm.health);
    elm.start(&trainer).await;
    app.run_due().await;
    answer(&app, &elm.theirs, theirs).await;
    trainer.get(&cancel).await.says("What people have answered is deleted");
    trainer.post(&cancel, &[]).await.leads_to(&elm.health);
    trainer.get(&elm.health).await.says("The health check was cancelled").says("No health check yet");
    let partner = elm.partner(&app).await.id;
    assert!(health::of_partner(app.app.db.read(), partner).await.unwrap().is_empty());
    // One that is unsealed stays.
    let trainer = elm.checked(&app, theirs, ours).await;
    trainer.post(&cancel, &[]).await.leads_to(&elm.health);
    trainer.get(&elm.health).await.says("No health check is open").says("Seen differently");
}

#[rocket::async_test]
async fn whoever_is_erased_goes_from_the_picture_with_their_answers() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let trainer = elm.checked(&app, theirs, ours).await;
    trainer.get(&elm.health).await.says("Dana Whitfield, 1 of 1 asked");
    let tx = write(&app.app.db).await.unwrap();
    let hash = app.app.secret.fingerprint(&elm.theirs);
    erasure::erase(&tx, app.programme.id, &elm.theirs, &hash, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let shown = trainer.get(&elm.health).await;
    shown.never_says("Dana Whitfield").says("A former contact, 1 of 1 asked");
    let csv = trainer.get(&format!("{}/conditions.csv", elm.health)).await;
    csv.says("partner,work_trust,Trust and honesty,0,,0,0,")
        .says("library,work_trust,Trust and honesty,1,5.0");
}

#[rocket::async_test]
async fn the_story_of_a_partnership_is_on_its_page() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let heard = [("day", "2026-03-02"), ("by", "Tara"), ("about", "They want a reading group")];
    trainer.post(&format!("{}/heard", elm.page), &heard).await.has_status(303);
    let round = app.round("partner_expect", |_| {}).await;
    app.invite(&round, &elm.theirs).await;
    let trainer = elm.checked(&app, theirs, ours).await;
    let shown = trainer.get(&elm.page).await;
    shown.says("First contact").says("2 March 2026").says("Dana Whitfield, became a contact");
    shown.says("Survey: ").says("Health check").says("Both sides could see the answers from 29 May 2026");
    trainer.get(PAGE).await.has_status(200);
}
