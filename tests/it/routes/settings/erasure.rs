//! What is held about a person, and its erasure on request.

use std::path::Path;

use common_ground::{
    store::{
        audit, check, comments, contact_tags,
        contacts::{self, Contact},
        invitations, outbox,
        people::PersonRole,
        responses,
        rounds::{self, Round},
        surveys, tallies, unsubscribes,
    },
    survey::{audience::Audience, round::PrivacyMode},
    system::secret::KeyPurpose,
};
use rusqlite::Connection;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::entity;
use crate::support::{
    app::TestApp,
    partners::{PAGE as PARTNERS, add_partner, contact, partner},
    visitor::Visitor,
};

const PAGE: &str = "/programmes/reading/erasure";
const DANA: &str = "dana@elm.example.org";
const WORDS: &str = "Call before you come";

async fn answered(app: &TestApp, privacy: PrivacyMode, email: &str, words: &str) -> Round {
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = privacy;
        })
        .await;
    answer(app, &round, email, words).await;
    round
}

async fn answer(app: &TestApp, round: &Round, email: &str, words: &str) {
    let token = app.invite(round, email).await;
    let fields = [
        ("action", "submit"),
        ("answers[partner_kind]", "school"),
        ("answers[bring_reliability]", "4"),
        ("answers[one_change]", words),
    ];
    app.visitor().await.post(&format!("/i/{token}"), &fields).await.has_status(303);
}

async fn write_letter(app: &TestApp, address: &str) {
    let letter = outbox::NewLetter {
        id: Uuid::new_v4(),
        kind: "invitation",
        unique_key: Uuid::new_v4().to_string(),
        address: address.to_owned(),
        message_id: "m".to_owned(),
        message: b"Dear reader".to_vec(),
    };
    outbox::enqueue(app.app.db.write_one(), letter, app.now()).await.unwrap();
}

/// The tallies of a round agree with its responses, as the command `check` asks.
async fn agrees(app: &TestApp, round: &Round) -> bool {
    let db = app.app.db.read();
    let survey = surveys::asked(db, round).await.unwrap();
    let counted =
        check::recount(db, round.id, |answers| check::counted(&survey, answers), |_| {}).await.unwrap();
    check::differences(db, round.id, &counted).await.unwrap().is_empty()
}

async fn number_of_responses(app: &TestApp, round: &Round) -> (usize, u64) {
    let stored = responses::page(app.app.db.read(), round.id, None).await.unwrap().len();
    let tallied = tallies::progress(app.app.db.read(), &[round.id]).await.unwrap();
    (stored, tallied.get(&round.id).map_or(0, |progress| progress.responses))
}

async fn find(admin: &Visitor, email: &str) -> crate::support::visitor::Reply {
    admin.post(PAGE, &[("email", email)]).await
}

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
async fn a_person_is_shown_what_is_held_and_it_is_erased_with_the_share_of_the_tallies() {
    let app = TestApp::start().await;
    let shared = answered(&app, PrivacyMode::Shared, DANA, WORDS).await;
    answer(&app, &shared, "kofi@elm.example.org", "Nothing").await;
    let closed = answered(&app, PrivacyMode::Confidential, DANA, WORDS).await;
    answer(&app, &closed, "kofi@elm.example.org", WORDS).await;
    write_letter(&app, "Dana@elm.example.org").await;
    write_letter(&app, "kofi@elm.example.org").await;
    let tag = (contact(&app, DANA).await.id, vec!["book club".to_owned()]);
    contact_tags::put(app.app.db.write_one(), &[tag]).await.unwrap();
    app.wait_days(9);
    app.run_due().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    admin.get(PAGE).await.has_status(200).says("Find what is held about a person");
    find(&admin, "dana").await.has_status(422).says("needs one @");
    find(&admin, "nobody@elm.example.org").await.has_status(422).says("Nothing is held for this address");
    app.person("pat@library.example.org", PersonRole::Trainer).await;
    find(&admin, "pat@library.example.org")
        .await
        .has_status(422)
        .says("No contact, invitation or answer has this address. Accounts are under Settings, People.");
    let held = find(&admin, "DANA@elm.example.org").await;
    held.has_status(200)
        .says("the answer is erased too, and the results are recounted")
        .says("Email: invitation");
    held.says("book club").says("neither in this document nor part of an erasure").says("groups");

    let file = admin.post(&format!("{PAGE}/person.json"), &[("email", DANA)]).await;
    let file: serde_json::Value = serde_json::from_str(&file.has_status(200).body).unwrap();
    assert_eq!(file["email"], DANA);
    assert_eq!(file["contacts"][0]["tags"], serde_json::json!(["book club"]));
    assert_eq!(file["invitations"].as_array().unwrap().len(), 2);
    assert_eq!(file["invitations"][0]["answers"]["bring_reliability"], 4);
    assert_eq!(file["emails"].as_array().unwrap().len(), 1);
    let trail = audit::latest(app.app.db.read(), app.programme.id, 9).await.unwrap();
    let left = trail.iter().find(|one| one.act == "downloaded what is held about").unwrap();
    assert_eq!(left.object, "a person");

    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.post(&format!("{PAGE}/erase"), &[("email", DANA)]).await.has_status(403);
    trainer.post(&format!("{PAGE}/confirm"), &[("email", DANA)]).await.has_status(403);
    held.says(&format!("{PAGE}/confirm")).never_says(&format!("{PAGE}/erase\""));
    let asked = admin.post(&format!("{PAGE}/confirm"), &[("email", "Dana@elm.example.org")]).await;
    asked
        .has_status(200)
        .says("This deletes one contact, two invitations, one email and two answers. It can’t be undone.")
        .says("No summary quotes this person’s comments.")
        .says("anonymous answers, which can’t be linked to anyone");
    find(&admin, DANA).await.has_status(200);
    assert_eq!(number_of_responses(&app, &shared).await.0, 2, "nothing goes by asking");
    let done = admin.post(&format!("{PAGE}/erase"), &[("email", DANA)]).await;
    admin
        .follow(&done)
        .await
        .says("Erased: one contact, two invitations, one email and two answers.")
        .says("We keep only a fingerprint of the address, so that nobody emails it again.");
    find(&admin, DANA).await.has_status(422).says("Nothing is held");
    assert!(contact_tags::in_use(app.app.db.read(), app.programme.id).await.unwrap().is_empty());

    for round in [&shared, &closed] {
        assert_eq!(number_of_responses(&app, round).await, (1, 1));
        assert!(agrees(&app, round).await);
        // Of two comments with the same words, one was Dana's.
        let left = comments::of_rounds(app.app.db.read(), &[round.id]).await.unwrap();
        assert_eq!(left.len(), 1);
    }
    let db = app.app.db.read();
    let letters = entity::outbox::Entity::find().all(db).await.unwrap();
    assert_eq!(
        letters.iter().map(|letter| letter.address.as_str()).collect::<Vec<_>>(),
        ["kofi@elm.example.org"]
    );
    assert!(unsubscribes::has_stopped(db, &app.app.secret, app.programme.id, DANA).await.unwrap());
    let acts = audit::latest(db, app.programme.id, 5).await.unwrap();
    assert!(acts.iter().any(|one| one.act == "erased what was held about"));
    assert!(!format!("{acts:?}").contains("dana"), "the trail names nobody who was erased");
    // Twice is once.
    admin.post(&format!("{PAGE}/erase"), &[("email", DANA)]).await.has_status(303);
    assert!(rounds::find(db, shared.id).await.unwrap().is_some());
}

#[rocket::async_test]
async fn an_open_round_loses_the_response_too_and_an_anonymous_answer_cannot_be_found() {
    let app = TestApp::start().await;
    let open = answered(&app, PrivacyMode::Confidential, DANA, WORDS).await;
    let anonymous = answered(&app, PrivacyMode::Anonymous, DANA, WORDS).await;
    let admin = app.signed_in(PersonRole::Admin).await;
    find(&admin, DANA).await.says("Anonymous: we don’t record who answered");
    admin.post(&format!("{PAGE}/erase"), &[("email", DANA)]).await.has_status(303);
    assert_eq!(number_of_responses(&app, &open).await, (0, 0));
    assert_eq!(number_of_responses(&app, &anonymous).await, (1, 1));
    assert!(agrees(&app, &open).await && agrees(&app, &anonymous).await);
    let token = app.app.secret.token(KeyPurpose::Invitation, Uuid::new_v4());
    app.visitor().await.get(&format!("/i/{token}")).await.has_status(404);
}

#[rocket::async_test]
async fn another_programme_keeps_what_it_holds() {
    let app = TestApp::start().await;
    let elsewhere = crate::support::app::add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    invitations::add_contact(db, elsewhere.id, None, "Dana", DANA).await.unwrap();
    let admin = app.signed_in(PersonRole::Admin).await;
    find(&admin, DANA).await.has_status(422).says("Nothing is held");
    admin.post(&format!("{PAGE}/erase"), &[("email", DANA)]).await.has_status(303);
    let kept = contacts::with_email(db, elsewhere.id, DANA).await.unwrap();
    assert_eq!(kept.len(), 1);
}

/// Where searches look up which threes of letters stand in names and addresses, and the whole file as it lies on the disk.
fn searched(file: &Path) -> (Vec<u8>, Vec<u8>) {
    let db = Connection::open(file).unwrap();
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0)).unwrap();
    assert_eq!(busy, 0, "everything is in the file");
    let mut select = db.prepare("SELECT block FROM contact_search_data").unwrap();
    let blocks = select.query_map((), |row| row.get::<_, Vec<u8>>(0)).unwrap();
    (blocks.flat_map(Result::unwrap).collect(), std::fs::read(file).unwrap())
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

#[rocket::async_test]
async fn whoever_is_erased_leaves_no_letters_behind_where_searches_look_words_up() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    add_partner(&app, &admin, "Elm House", "school").await;
    let elm = partner(&app, "Elm House").await.id;
    let called = |name: &str, email: &str| Contact {
        id: Uuid::new_v4(),
        programme_id: app.programme.id,
        partner_id: Some(elm),
        name: name.to_owned(),
        email: email.to_owned(),
        job: String::new(),
        phone: String::new(),
        can_say_yes: false,
        added_at: Some(app.now()),
        left_at: None,
    };
    let (name, email) = ("Zqxjw Vkzqbx", "zqxjw@vkzqbx.example.org");
    let people = [called(name, email), called("Dana", DANA)];
    contacts::add_all(app.app.db.write_one(), &people).await.unwrap();
    let search = format!("{PARTNERS}?q=vkzqbx");
    admin.get(&search).await.says(">Elm House<");
    let file = app.database().data_dir().join("common-ground.db");
    if !app.database().is_postgres() {
        let (threes, whole) = searched(&file);
        assert!(holds(&threes, "kzq") && holds(&threes, "dan") && holds(&whole, "vkzqbx"));
    }

    admin.post(&format!("{PAGE}/erase"), &[("email", email)]).await.has_status(303);
    admin.get(&search).await.says("No matches");
    if !app.database().is_postgres() {
        let (threes, whole) = searched(&file);
        assert!(holds(&threes, "dan"), "somebody else is found still");
        for word in ["zqxjw", "vkzqbx"] {
            for at in 0..word.len() - 2 {
                assert!(!holds(&threes, &word[at..at + 3]), "{} is left", &word[at..at + 3]);
            }
            assert!(!holds(&whole, word), "{word} is left in the file");
        }
    }
}
