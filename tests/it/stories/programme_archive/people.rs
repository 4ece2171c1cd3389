//! The people of a programme that moves: who is asked on the new site, who is not, and who signs in there.

use std::collections::BTreeSet;

use common_ground::{
    store::{
        contacts, invitations,
        people::{self, PersonRole},
        programmes, responses,
        rounds::Round,
        unsubscribes,
    },
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState},
    },
    system::secret::KeyPurpose,
};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::{
    accounts::sign_in,
    app::{PASSWORD, TestApp},
    archive::{Unpacked, import, moved},
    asking::{contact_of, invitation_of, planned, post_all, recipients},
    entity::stop,
    partners::{PAGE, add_contact, add_partner},
};

const DANA: &str = "dana@elm.example.org";
const KOFI: &str = "kofi@elm.example.org";
const OWEN: &str = "owen@elm.example.org";

/// Names as people write them.
const NAMES: [&str; 8] = [
    "Zoë O’Neil-Łukasz",
    "Зоя Іванова",
    "Ελένη Παππά",
    "محمد العربي",
    "שירה לוי",
    "李小龍",
    "ประยุทธ์ ใจดี",
    "தமிழ் \"T\" \\ <b>👩‍👧</b>",
];

#[rocket::async_test]
async fn a_survey_that_was_planned_opens_on_the_new_site_and_asks_nobody_who_unsubscribed_or_was_erased() {
    let from = TestApp::start().await;
    from.works_every_day().await;
    let trainer = from.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&from, &trainer, "Elm House", "school").await;
    for (name, email) in [("Dana Whitfield", DANA), ("Kofi Mensah", KOFI)] {
        add_contact(&trainer, &elm, name, email).await;
    }
    let db = from.app.db.write_one();
    invitations::add_contact(db, from.programme.id, None, "Owen Clark", OWEN).await.unwrap();
    let (round, _) = planned(&from, &[DANA, KOFI]).await;
    let old = from.app.secret.token(KeyPurpose::Invitation, invitation_of(&from, DANA).await);
    let stop = [("email", KOFI), ("act", "stop")];
    trainer.post(&format!("{PAGE}/stopped"), &stop).await.leads_to(&format!("{PAGE}/stopped"));
    let admin = from.signed_in(PersonRole::Admin).await;
    admin.post("/programmes/reading/erasure/erase", &[("email", OWEN)]).await.has_status(303);

    let left = Unpacked::export(&from).await;
    let all: Vec<u8> = left.0.values().flatten().copied().collect();
    let all = String::from_utf8(all).unwrap();
    assert!(!all.contains(OWEN) && !all.contains("Owen Clark"), "an erased person is in the archive");
    let (to, told) = moved(&from, &left.pack()).await;
    assert_eq!(told.planned, std::slice::from_ref(&round.code));
    to.works_every_day().await;
    let visitor = to.visitor().await;
    assert_eq!(visitor.get(&format!("/i/{old}")).await.status, 404, "a link of the old site opens a survey");

    assert_eq!(to.run_due().await.letters, 1);
    post_all(&to).await;
    assert_eq!(recipients(&to), [DANA]);
    let new = to.app.secret.token(KeyPurpose::Invitation, invitation_of(&to, DANA).await);
    visitor.get(&format!("/i/{new}")).await.has_status(200).says("What you expect from the library");

    // Whoever was erased is known again once somebody adds them, and is not asked.
    let (db, secret, programme) = (to.app.db.write_one(), &to.app.secret, to.programme.id);
    assert!(unsubscribes::has_stopped(db, secret, programme, OWEN).await.unwrap());
    let known = async || {
        let row = stop::Entity::find_by_id((programme, secret.fingerprint(OWEN)));
        row.one(to.app.db.read()).await.unwrap().is_some()
    };
    assert!(!known().await, "the site knows who that is");
    invitations::add_contact(db, programme, None, "Owen Clark", OWEN).await.unwrap();
    to.run_due().await;
    assert!(known().await);
    let trainer = to.signed_in(PersonRole::Trainer).await;
    let page = "/programmes/moved/partners/stopped";
    for (email, words) in
        [(OWEN, "has unsubscribed"), (KOFI, "has unsubscribed"), (DANA, "hasn’t unsubscribed")]
    {
        let asked = trainer.post(page, &[("email", email), ("act", "check")]).await;
        trainer.follow(&asked).await.says(&format!("{email} {words}."));
    }
}

#[rocket::async_test]
async fn who_unsubscribed_before_a_programme_moved_is_known_on_every_page_as_soon_as_they_are_added() {
    let from = TestApp::start().await;
    let admin = from.signed_in(PersonRole::Admin).await;
    invitations::add_contact(from.app.db.write_one(), from.programme.id, None, "Owen Clark", OWEN)
        .await
        .unwrap();
    admin.post("/programmes/reading/erasure/erase", &[("email", OWEN)]).await.has_status(303);
    let (to, _) = moved(&from, &Unpacked::export(&from).await.pack()).await;

    let round = to.round("partner_expect", |round| round.audience = Audience::Invited).await;
    let token = to.invite(&round, OWEN).await;
    to.visitor().await.get(&format!("/i/{token}")).await.has_status(410).says("You asked us to stop");
    let admin = to.signed_in(PersonRole::Admin).await;
    let contact = contact_of(&to, OWEN).await;
    let page = admin.get(&format!("/programmes/moved/contacts/{contact}/edit")).await;
    page.has_status(200).says("This person has unsubscribed and gets no emails.");
    let file = admin.post("/programmes/moved/erasure/person.json", &[("email", OWEN)]).await;
    let file: serde_json::Value = serde_json::from_str(&file.has_status(200).body).unwrap();
    assert_eq!(file["asked_for_no_more_mail"], true);
}

#[rocket::async_test]
async fn a_programme_that_moves_twice_still_knows_who_unsubscribed_and_was_never_met() {
    let from = TestApp::start().await;
    let admin = from.signed_in(PersonRole::Admin).await;
    invitations::add_contact(from.app.db.write_one(), from.programme.id, None, "Owen Clark", OWEN)
        .await
        .unwrap();
    admin.post("/programmes/reading/erasure/erase", &[("email", OWEN)]).await.has_status(303);
    let (between, _) = moved(&from, &Unpacked::export(&from).await.pack()).await;
    let (to, _) = moved(&between, &Unpacked::export(&between).await.pack()).await;
    let stopped = async |app: &TestApp, email: &str| {
        unsubscribes::has_stopped(app.app.db.read(), &app.app.secret, app.programme.id, email).await.unwrap()
    };
    assert!(stopped(&to, OWEN).await && stopped(&to, "Owen@Elm.example.org").await);
    assert!(!stopped(&to, DANA).await);
}

#[rocket::async_test]
async fn names_in_every_script_arrive_letter_by_letter() {
    let mut from = TestApp::start().await;
    let db = from.app.db.write_one();
    from.programme.name = NAMES.join(" · ");
    programmes::update(db, &from.programme).await.unwrap();
    for (place, name) in NAMES.iter().enumerate() {
        let partner = invitations::add_partner(db, from.programme.id, name, "school").await.unwrap();
        let email = format!("person{place}@elm.example.org");
        invitations::add_contact(db, from.programme.id, Some(partner), name, &email).await.unwrap();
    }
    let (to, told) = moved(&from, &Unpacked::export(&from).await.pack()).await;
    assert_eq!(told.name, from.programme.name);
    for (place, name) in NAMES.iter().enumerate() {
        let email = format!("person{place}@elm.example.org");
        let there = contacts::with_email(to.app.db.read(), to.programme.id, &email).await.unwrap();
        assert_eq!(there.into_iter().map(|contact| contact.name).collect::<Vec<_>>(), [*name]);
    }
    let trainer = to.signed_in(PersonRole::Trainer).await;
    trainer.get("/programmes/moved/partners").await.has_status(200).says(NAMES[4]).says(NAMES[5]);
}

#[rocket::async_test]
async fn who_has_an_account_on_the_new_site_keeps_it_and_the_others_come_without_a_password() {
    let from = TestApp::start().await;
    from.person("ines@library.example.org", PersonRole::Admin).await;
    from.person("tom@library.example.org", PersonRole::Trainer).await;
    let left = Unpacked::export(&from).await;
    for record in left.records("person") {
        let mut members: Vec<&String> = record.as_object().unwrap().keys().collect();
        members.sort();
        assert_eq!(members, ["disabled", "email", "id", "name"]);
    }
    let mut to = TestApp::start().await;
    to.clock.set(from.now());
    let known = to.person("tom@library.example.org", PersonRole::Manager).await;
    let told = import(&to, &left.pack(), Some("moved")).await.unwrap();
    assert_eq!(told.known_people, ["tom@library.example.org"]);
    assert_eq!(told.new_people, ["ines@library.example.org"]);
    to.programme = programmes::find(to.app.db.read(), "moved").await.unwrap().unwrap();
    let (db, here) = (to.app.db.read(), to.programme.id);
    assert_eq!(people::role(db, known, here).await.unwrap(), Some(PersonRole::Trainer));
    let ines = people::find(db, "ines@library.example.org").await.unwrap().unwrap();
    assert_eq!((ines.password_hash.clone(), ines.site_admin), (None, false));
    assert_eq!(people::role(db, ines.id, here).await.unwrap(), Some(PersonRole::Admin));
    let visitor = to.visitor().await;
    sign_in(&visitor, "tom@library.example.org", PASSWORD).await.has_status(303);
    visitor.get("/programmes/moved/partners").await.has_status(200);
    visitor.get("/programmes/moved/people").await.has_status(403);
    sign_in(&to.visitor().await, "ines@library.example.org", PASSWORD).await.has_status(422);
}

#[rocket::async_test]
async fn answers_of_an_anonymous_survey_carry_no_id_and_arrive_under_new_ones() {
    let from = TestApp::start().await;
    for privacy in [PrivacyMode::Anonymous, PrivacyMode::Confidential] {
        let round = from.round("partner_expect", |round| round.privacy = privacy).await;
        from.answers(&round, "school", 9, 4).await;
    }
    from.wait_days(9);
    from.run_due().await;
    let rounds = crate::support::rounds::of_programme(from.app.db.read(), from.programme.id).await;
    assert!(rounds.iter().all(|round| round.state == RoundState::Closed));
    let left = Unpacked::export(&from).await;
    let (mut with, mut without) = (0, 0);
    for answers in left.records("response") {
        let round = rounds.iter().find(|round| answers["round_id"] == round.id.to_string()).unwrap();
        if round.privacy == PrivacyMode::Anonymous {
            assert_eq!(answers.get("id"), None, "{answers}");
            without += 1;
        } else {
            assert!(answers["id"].is_string(), "{answers}");
            with += 1;
        }
    }
    assert_eq!((with, without), (9, 9));
    let (to, told) = moved(&from, &left.pack()).await;
    assert!(!told.renewed);
    for round in &rounds {
        let (there, here) = (ids(&from, round).await, ids(&to, round).await);
        assert_eq!((there.len(), here.len()), (9, 9));
        if round.privacy == PrivacyMode::Anonymous {
            assert!(there.is_disjoint(&here), "an id shows which answer it was");
        } else {
            assert_eq!(there, here);
        }
    }
}

/// The ids of the answers to a round.
async fn ids(app: &TestApp, round: &Round) -> BTreeSet<Uuid> {
    let rows = responses::page(app.app.db.read(), round.id, None).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}
