//! Who did what and when.

use common_ground::store::{
    audit,
    people::{self, PersonRole},
};
use jiff::Timestamp;

use crate::support::{
    accounts::{sign_in, turn_on},
    app::{PASSWORD, TestApp},
};

const AUDIT: &str = "/programmes/reading/audit";

#[rocket::async_test]
async fn sign_ins_wrong_codes_and_changes_of_people_are_told_in_words() {
    let app = TestApp::start().await;
    app.person("ada@example.org", PersonRole::Admin).await;
    let admin = app.visitor().await;
    sign_in(&admin, "ada@example.org", PASSWORD).await.has_status(303);
    let ben = [("name", "Ben Oke"), ("email", "ben@example.org"), ("role", "trainer")];
    admin.post("/programmes/reading/people/new", &ben).await.has_status(303);
    let id = people::find(app.app.db.read(), "ben@example.org").await.unwrap().unwrap().id;
    admin
        .post(&format!("/programmes/reading/people/{id}/role"), &[("role", "manager")])
        .await
        .has_status(303);
    turn_on(&app, &admin).await;
    let thief = app.visitor().await;
    sign_in(&thief, "ada@example.org", PASSWORD).await.has_status(303);
    thief.post("/sign-in/code", &[("code", "123456")]).await.has_status(422);
    let page = admin.get(AUDIT).await;
    page.has_status(200).says("signed in with an unknown browser").says("added ben@example.org as a trainer");
    page.says("changed the role of ben@example.org to a manager").says("turned a second factor on");
    page.says("gave a wrong second factor in an unknown browser").says("21 May 2026, 10:00");
    page.never_says("123456").never_says(PASSWORD);
}

#[rocket::async_test]
async fn a_long_trail_is_read_page_by_page_without_gap_or_repetition() {
    let app = TestApp::start().await;
    let ada = app.person("ada@example.org", PersonRole::Admin).await;
    let ada = people::get(app.app.db.read(), ada).await.unwrap().unwrap();
    for number in 0..130 {
        // Several in one millisecond, so that the id must break the tie.
        let at = Timestamp::from_millisecond(app.now().as_millisecond() - number / 7).unwrap();
        let (db, programme) = (app.app.db.write_one(), Some(app.programme.id));
        audit::record(db, programme, &ada, "noted", &format!("number-{number}."), at).await.unwrap();
    }
    let admin = app.visitor().await;
    sign_in(&admin, "ada@example.org", PASSWORD).await.has_status(303);
    let (mut address, mut read, mut pages) = (AUDIT.to_owned(), String::new(), 0);
    loop {
        let page = admin.get(&address).await;
        page.has_status(200);
        read.push_str(&page.body);
        pages += 1;
        let Some((before, _)) = page.body.split_once("\">Older</a>") else { break };
        address = before.rsplit_once("href=\"").unwrap().1.to_owned();
    }
    assert_eq!(pages, 3);
    for number in 0..130 {
        assert_eq!(read.matches(&format!("number-{number}.")).count(), 1, "{number}");
    }
    admin.get(&format!("{AUDIT}?before=nonsense")).await.has_status(200).says("number-0.");
}

#[rocket::async_test]
async fn one_programme_does_not_see_what_was_done_in_another() {
    let app = TestApp::start().await;
    let admin = app.signed_in(PersonRole::Admin).await;
    let elsewhere = crate::support::app::add_programme(&app.app, "elsewhere").await;
    let tom = app.person("tom@example.org", PersonRole::Trainer).await;
    let tom = people::get(app.app.db.read(), tom).await.unwrap().unwrap();
    let (db, now) = (app.app.db.write_one(), app.now());
    audit::record(db, Some(elsewhere.id), &tom, "closed", "the round there", now).await.unwrap();
    admin.get(AUDIT).await.has_status(200).never_says("the round there");
}
