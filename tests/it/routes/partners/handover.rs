//! One contact takes over from another: named by the partner, agreed to by staff, confirmed line by line.

use common_ground::{
    store::{
        erasure, handovers, health,
        people::PersonRole,
        promises::{self, NewPromise, PromiseOrigin, PromiseOwner},
        write,
    },
    survey::{
        audience::Audience,
        round::{PrivacyMode, Side},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    elm_house::{DANA, KOFI, agreed, asked_to_agree, elm_house, hands_over, own_page},
    entity::invitation,
    health::{Partnership, answer},
    partners::{PAGE, add_contact, add_partner, contact, partner},
    visitor::Visitor,
};

/// What the agreement says.
const SAYS: [(&str, &str); 2] = [("risks", "Money"), ("partner_offers", "A quiet room\nA lift")];

/// A partner with one contact, who has a link to their page; both addresses.
async fn elm(app: &TestApp, trainer: &Visitor) -> (String, String) {
    let elm = elm_house(app, trainer).await;
    let page = own_page(app, trainer, &elm).await;
    (elm, page)
}

#[rocket::async_test]
async fn staff_replace_a_contact_who_confirms_line_by_line_what_was_agreed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, _) = elm(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &SAYS).await;
    agreed(&app).await;
    let promise = NewPromise {
        partner: Some(partner(&app, "Elm House").await.id),
        owner: PromiseOwner { name: "Tom Adeyemi".into(), ..PromiseOwner::default() },
        ..NewPromise::new(app.programme.id, PromiseOrigin::Agreement, "A box of 40 books")
    };
    promises::add(app.app.db.write_one(), promise).await.unwrap();

    let form = format!("{elm}/handover");
    trainer.get(&form).await.says("Who has left?").says("Dana Whitfield");
    let wrong = trainer.post(&form, &[("name", "Kofi Mensah"), ("email", "kofi")]).await;
    wrong.has_status(422).says("Select who has left").says("Check the email address").says("Kofi Mensah");
    hands_over(&app, &trainer, &elm).await;
    let shown = trainer.get(&elm).await;
    shown.says("Kofi Mensah took over from Dana Whitfield").says("haven’t gone through");
    shown.never_says(DANA);

    let page = app.link_to(KOFI, "/p/").await;
    assert!(page.ends_with("/handover"), "{page}");
    let visitor = app.visitor().await;
    let asked = visitor.get(&page).await;
    asked
        .says("You’ve taken over from Dana Whitfield")
        .says("A quiet room; A lift")
        .says("A box of 40 books");
    let missing = visitor.post(&page, &[("agreed_risks", "right"), ("wish", "A call on Fridays")]).await;
    missing.has_status(422).says("Say whether this is still right: What Elm House offers");
    missing.says("Promised: A box of 40 books").says("A call on Fridays");
    let promise = promises::of_partner(app.app.db.read(), partner(&app, "Elm House").await.id).await.unwrap();
    let promised = format!("promised_{}", promise[0].id.simple());
    let said = [
        ("agreed_risks", "right"),
        ("agreed_partner_offers", "talk"),
        (&*promised, "right"),
        ("wish", "A call on Fridays"),
    ];
    let own = page.trim_end_matches("/handover").to_owned();
    visitor.post(&page, &said).await.leads_to(&own);
    visitor.get(&own).await.says("The library sees what you said").never_says("See what we’ve agreed");
    visitor.get(&page).await.says("Still right").says("To talk about").never_says("Send to the library");
    // Sending it again changes nothing.
    visitor.post(&page, &said).await.leads_to(&own);
    let told = trainer.get(&elm).await;
    told.says("2 of 3 lines are still right").says("They want to talk about: What Elm House offers");
    told.says("A call on Fridays");
}

#[rocket::async_test]
async fn a_partner_names_a_new_contact_and_nothing_changes_before_staff_agree() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, page) = elm(&app, &trainer).await;
    let visitor = app.visitor().await;
    visitor.get(&page).await.says("Are these still the right people?").says("Has somebody taken over?");
    visitor.post(&format!("{page}/right"), &[]).await.leads_to(&page);
    trainer.get(&elm).await.says("Says that the contacts are still the right people");
    let name = format!("{page}/successor");
    let wrong = visitor.post(&name, &[("email", "kofi"), ("job", "Manager")]).await;
    wrong
        .has_status(422)
        .says("Select who has left")
        .says("Enter the name of the new contact")
        .says("Manager");
    let dana = contact(&app, DANA).await.id.to_string();
    let kofi = [("former", &*dana), ("name", "Kofi Mensah"), ("email", KOFI)];
    visitor.post(&name, &kofi).await.leads_to(&page);
    visitor
        .get(&page)
        .await
        .says("The library will confirm this")
        .says("Dana Whitfield")
        .never_says("Kofi Mensah");

    // Whoever was only named can ask for no link, is on no list, and gets no email.
    let letters = app.letters().await;
    app.visitor().await.post("/p", &[("email", KOFI)]).await.has_status(200);
    app.run_due().await;
    assert_eq!(app.letters().await, letters);
    trainer.get(&format!("{elm}/page")).await.says("Dana Whitfield").never_says("Kofi Mensah");
    // A second name waits for the first.
    let eve = [("former", &*dana), ("name", "Eve Stone"), ("email", "eve@elm.example.org")];
    visitor.post(&name, &eve).await.leads_to(&page);
    visitor.get(&page).await.says("hasn’t confirmed that yet");

    trainer.get("/programmes/reading").await.says("Elm House names Kofi Mensah as a new contact");
    trainer.get(&elm).await.says("Kofi Mensah is to take over from Dana Whitfield");
    let one = handovers::of_partner(app.app.db.read(), partner(&app, "Elm House").await.id).await.unwrap();
    let decide = format!("{elm}/handover/{}/decide", one[0].id);
    trainer.get(&decide).await.says("Does Kofi Mensah take over from Dana Whitfield?");
    trainer.post(&decide, &[]).await.has_status(422).says("Select whether this is right");
    trainer.post(&decide, &[("answer", "start")]).await.leads_to(&elm);
    trainer.post(&decide, &[("answer", "start")]).await.leads_to(&elm);
    trainer.get(&elm).await.says("Kofi Mensah took over from Dana Whitfield");
    trainer.get("/programmes/reading").await.never_says("names Kofi Mensah");
    let theirs = app.link_to(KOFI, "/p/").await;
    visitor.get(&theirs).await.has_status(200).says("haven’t written anything down yet");
    visitor.get(&page).await.has_status(404);
}

#[rocket::async_test]
async fn what_staff_decline_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, page) = elm(&app, &trainer).await;
    let dana = contact(&app, DANA).await.id.to_string();
    let kofi = [("former", &*dana), ("name", "Kofi Mensah"), ("email", KOFI)];
    app.visitor().await.post(&format!("{page}/successor"), &kofi).await.leads_to(&page);
    let one = handovers::of_partner(app.app.db.read(), partner(&app, "Elm House").await.id).await.unwrap();
    let decide = format!("{elm}/handover/{}/decide", one[0].id);
    trainer.post(&decide, &[("answer", "decline")]).await.leads_to(&elm);
    trainer.get(&elm).await.says("Nothing was changed").says("Dana Whitfield").never_says("Kofi Mensah");
    assert!(erasure::find(app.app.db.read(), app.programme.id, KOFI).await.unwrap().is_nothing());
    app.visitor().await.get(&page).await.has_status(200);
}

#[rocket::async_test]
async fn every_link_of_who_left_stops_and_what_waited_for_them_waits_for_the_successor() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, page) = elm(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &SAYS).await;
    app.run_due().await;
    let confirm = app.link_to(DANA, "/confirm/").await;
    let shared = app
        .round("partner_expect", |round| {
            (round.audience, round.privacy) = (Audience::Invited, PrivacyMode::Shared);
        })
        .await;
    let anonymous = app.round("partner_offer", |round| round.audience = Audience::Invited).await;
    let survey = format!("/i/{}", app.invite(&shared, DANA).await);
    let other = format!("/i/{}", app.invite(&anonymous, DANA).await);
    let visitor = app.visitor().await;
    for link in [&page, &confirm, &survey, &other] {
        visitor.get(link).await.has_status(200);
    }
    hands_over(&app, &trainer, &elm).await;
    for link in [&page, &confirm, &survey, &other] {
        visitor.get(link).await.has_status(404);
    }
    let takes = [("former", "x"), ("name", "Eve"), ("email", "eve@elm.example.org")];
    visitor.post(&format!("{page}/successor"), &takes).await.has_status(404);
    visitor.post(&format!("{page}/right"), &[]).await.has_status(404);
    visitor.post(&confirm, &[("answer", "confirm")]).await.has_status(404);
    // Nor does asking for a new one help.
    let before = app.letters().await;
    visitor.post("/p", &[("email", DANA)]).await.has_status(200);
    app.run_due().await;
    assert_eq!(app.letters().await, before);

    // The successor confirms, and is asked what Dana was asked where nobody’s answer can be hidden by it.
    let theirs = app.link_to(KOFI, "/confirm/").await;
    visitor.get(&theirs).await.says("You confirm as Kofi Mensah, for Elm House");
    trainer.get(&format!("{elm}/agreement")).await.says("Kofi Mensah").never_says("Dana Whitfield");
    let links = invitation::Entity::find()
        .filter(invitation::Column::ContactId.eq(contact(&app, KOFI).await.id))
        .all(app.app.db.read())
        .await
        .unwrap();
    let asked: Vec<Uuid> = links.into_iter().map(|link| link.round_id).collect();
    assert_eq!(asked, [shared.id]);
}

#[rocket::async_test]
async fn a_successors_link_reaches_nothing_of_another_partnership() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, _) = elm(&app, &trainer).await;
    let oak = add_partner(&app, &trainer, "Oak House", "childrens_home").await;
    add_contact(&trainer, &oak, "Ola Berg", "ola@oak.example.org").await;
    let says = [("revision", "0"), ("risks", "Oak’s own worry")];
    trainer.post(&format!("{oak}/agreement/edit"), &says).await.has_status(303);
    let ola = contact(&app, "ola@oak.example.org").await.id.to_string();
    trainer.get(&oak).await.has_status(200);
    hands_over(&app, &trainer, &elm).await;
    let page = app.link_to(KOFI, "/p/").await;
    let own = page.trim_end_matches("/handover");
    let visitor = app.visitor().await;
    for address in [own, &*page] {
        visitor.get(address).await.has_status(200).never_says("Oak").never_says("Ola Berg");
    }
    // Naming somebody of another partner names nobody, and does not tell that they are known.
    let theirs = [("former", &*ola), ("name", "Eve"), ("email", "eve@elm.example.org")];
    visitor.post(&format!("{own}/successor"), &theirs).await.has_status(422).says("Select who has left");
    let kofi = contact(&app, KOFI).await.id.to_string();
    let known = [("former", &*kofi), ("name", "Ola Berg"), ("email", "ola@oak.example.org")];
    visitor.post(&format!("{own}/successor"), &known).await.leads_to(own);
    visitor.get(own).await.says("The library will confirm this");
    assert_eq!(
        contact(&app, "ola@oak.example.org").await.partner_id,
        Some(partner(&app, "Oak House").await.id)
    );
    // Staff take nobody over from elsewhere either.
    let wrong = trainer.post(&format!("{elm}/handover"), &known).await;
    wrong.has_status(422).says("Ola Berg already has this address");
    let one = handovers::of_partner(app.app.db.read(), partner(&app, "Elm House").await.id).await.unwrap();
    let elsewhere = format!("{oak}/handover/{}/decide", one[0].id);
    trainer.get(&elsewhere).await.leads_to(&oak);
    trainer.get(&format!("{PAGE}/{}/handover", Uuid::nil())).await.has_status(404);
}

#[rocket::async_test]
async fn the_review_of_an_agreement_is_told_to_who_is_the_contact_now_and_the_sheet_keeps_who_confirmed() {
    let app = TestApp::start().await;
    app.works_every_day().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, _) = elm(&app, &trainer).await;
    asked_to_agree(&app, &trainer, &elm, &[("risks", "Money"), ("review_on", "2026-06-10")]).await;
    agreed(&app).await;
    hands_over(&app, &trainer, &elm).await;
    trainer.get(&format!("{elm}/agreement")).await.says("Dana Whitfield confirmed it for Elm House");
    app.run_due().await;
    let says =
        |letters: Vec<String>| letters.iter().any(|text| text.contains("look at it again by 10 June 2026"));
    assert!(says(app.letters_to(KOFI).await) && !says(app.letters_to(DANA).await));
}

#[rocket::async_test]
async fn who_left_can_come_back_and_a_deleted_one_leaves_the_handover() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, _) = elm(&app, &trainer).await;
    let dana = contact(&app, DANA).await.id.to_string();
    hands_over(&app, &trainer, &elm).await;
    let edit = format!("/programmes/reading/contacts/{dana}/edit");
    trainer.get(&edit).await.says("isn’t a contact now");
    let home = partner(&app, "Elm House").await.id.to_string();
    let back = [("name", "Dana Whitfield"), ("email", DANA), ("partner", &*home)];
    trainer.post(&edit, &back).await.has_status(303);
    trainer.get(&elm).await.says(DANA).says(KOFI);
    trainer.post(&format!("/programmes/reading/contacts/{dana}/delete"), &[]).await.has_status(303);
    trainer.get(&elm).await.says("Kofi Mensah took over from a former contact");
    let tx = write(&app.app.db).await.unwrap();
    let hash = app.app.secret.fingerprint(KOFI);
    erasure::erase(&tx, app.programme.id, KOFI, &hash, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    trainer.get(&elm).await.has_status(200).never_says("took over");
}

#[rocket::async_test]
async fn a_person_is_told_what_is_held_of_their_handover() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (elm, _) = elm(&app, &trainer).await;
    hands_over(&app, &trainer, &elm).await;
    let held = erasure::find(app.app.db.read(), app.programme.id, KOFI).await.unwrap();
    let told = common_ground::exchange::person::document(&app.app, &app.programme, KOFI, &held, app.now());
    let told: Value = told.await.unwrap();
    assert_eq!(told["handovers"].as_array().unwrap().len(), 1);
}

/// Who was asked for the partner in its last health check, who of them answered, and who for the first time after others.
async fn asked_last(app: &TestApp) -> Vec<(String, bool, bool)> {
    let db = app.app.db.read();
    let checks = health::of_partner(db, partner(app, "Elm House").await.id).await.unwrap();
    let last = checks.last().unwrap().id;
    let people = health::people(db, &[last]).await.unwrap().remove(&last).unwrap();
    let theirs = people.into_iter().filter(|one| one.side == Side::Partner);
    theirs.map(|one| (one.name, one.answered, one.is_new)).collect()
}

#[rocket::async_test]
async fn a_successor_answers_the_health_check_that_waited_and_is_shown_as_new() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let trainer = elm.checked(&app, |_| 4, |_| 4).await;
    elm.start(&trainer).await;
    app.run_due().await;
    let dana = contact(&app, &elm.theirs).await.id.to_string();
    let new = [("former", &*dana), ("name", "Kofi Mensah"), ("email", KOFI)];
    trainer.post(&format!("{}/handover", elm.page), &new).await.leads_to(&elm.page);
    assert_eq!(answer(&app, &elm.theirs, |_| 1).await, 0, "who left answers nothing any more");
    assert_eq!(asked_last(&app).await, [("Kofi Mensah".to_owned(), false, false)]);
    assert_eq!(answer(&app, KOFI, |_| 4).await, 1);
    // What is sealed is not told by the page of the handover either.
    let page = app.link_to(KOFI, "/p/").await;
    app.visitor().await.get(&page).await.says("How our partnership is going").never_says("29 May 2026");
    app.wait_days(8);
    app.run_due().await;
    assert_eq!(answer(&app, KOFI, |_| 4).await, 1);
    assert_eq!(answer(&app, &elm.ours, |_| 4).await, 2);
    app.run_due().await;
    assert_eq!(asked_last(&app).await, [("Kofi Mensah".to_owned(), true, true)]);
    app.signed_in(PersonRole::Trainer).await.get(&elm.health).await.says("Kofi Mensah");
}

#[rocket::async_test]
async fn who_left_after_a_part_of_a_health_check_is_named_beside_the_successor() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    elm.start(&trainer).await;
    app.run_due().await;
    assert_eq!(answer(&app, &elm.theirs, |_| 4).await, 1);
    let dana = contact(&app, &elm.theirs).await.id.to_string();
    let new = [("former", &*dana), ("name", "Kofi Mensah"), ("email", KOFI)];
    trainer.post(&format!("{}/handover", elm.page), &new).await.leads_to(&elm.page);
    app.wait_days(8);
    app.run_due().await;
    assert_eq!(answer(&app, KOFI, |_| 4).await, 1, "the second part goes to the successor");
    assert_eq!(answer(&app, &elm.ours, |_| 4).await, 2);
    app.run_due().await;
    let both = [("Dana Whitfield".to_owned(), true, false), ("Kofi Mensah".to_owned(), true, false)];
    assert_eq!(asked_last(&app).await, both);
}
