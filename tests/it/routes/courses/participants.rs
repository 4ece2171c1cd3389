//! Who takes part in a course.

mod import;

use common_ground::{
    store::{
        contact_tags, contacts,
        courses::{Course, RoundPurpose},
        invitations, participants,
        people::PersonRole,
        programmes,
    },
    system::secret::{KeyPurpose as Token, hash},
};

use crate::support::entity;
use crate::support::{
    app::{TestApp, add_programme},
    planning::{between, filled, plan, round},
    upload,
    visitor::{Visitor, way},
};

#[rocket::async_test]
async fn people_are_pasted_and_get_a_link_to_each_survey_of_the_course() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let list = format!("{address}/participants");
    trainer.get(&list).await.has_status(200).says("Nobody takes part yet");
    let wrong = trainer.post(&format!("{list}/new"), &[("people", "Dana <dana@example.org>\nKofi")]).await;
    wrong.has_status(422).says("Line 2: Enter an email address").says("Dana <dana@example.org>");
    let pasted =
        [("people", "Dana Whitfield <Dana@example.org>\nKofi Mensah,kofi@example.org"), ("partner", "")];
    trainer.post(&format!("{list}/new"), &pasted).await.leads_to(&list);
    trainer.get(&list).await.says("All your contacts are on the list");
    trainer.get(&list).await.says("2 people take part").says("Dana Whitfield").says("kofi@example.org");
    trainer.get(&list).await.says("Email addresses to copy").says("dana@example.org; kofi@example.org");
    trainer.post(&format!("{list}/new"), &pasted).await.leads_to(&list);
    trainer.get(&list).await.says("everybody you chose is already on the list").says("2 people take part");

    let db = app.app.db.read();
    for purpose in [RoundPurpose::Before, RoundPurpose::Feedback, RoundPurpose::FollowUp] {
        let round = round(&app, &course, purpose).await;
        assert_eq!(invitations::count(db, round.id).await.unwrap(), (2, 0));
    }
    // Made once, however often it is asked for.
    assert_eq!(participants::sync(app.app.db.write_one(), &app.app.secret, course.id).await.unwrap(), 0);
    trainer.get(&address).await.says("Taking part").says("See participants");
}

#[rocket::async_test]
async fn the_link_of_somebody_who_takes_part_opens_the_survey_and_ends_when_they_leave_the_list() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let db = app.app.db.write_one();
    let dana =
        invitations::add_contact(db, app.programme.id, None, "Dana", "dana@example.org").await.unwrap();
    let list = format!("{address}/participants");
    trainer
        .get(&format!("{list}?q=dana"))
        .await
        .says("1 contact found")
        .says("Dana, library staff (dana@example.org)");
    trainer.get(&format!("{list}?q=nobody")).await.says("No matches");
    trainer.post(&list, &[("q", "dana")]).await.has_status(422).says("Select the people to add");
    let dana = dana.to_string();
    trainer.post(&list, &[("contact", &dana)]).await.leads_to(&list);
    app.clock.set("2026-06-08T08:00:00Z".parse().unwrap());
    app.run_due().await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    let token = token(&app, before.id).await;
    let visitor = app.visitor().await;
    visitor.get(&format!("/i/{token}")).await.has_status(200).says("Before the course");

    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&list).await;
    let remove = between(&page, "<div class=\"end\"><a href=\"", "\"").to_owned();
    trainer.get(&remove).await.says("Remove Dana from the list?");
    trainer.post(&remove, &[]).await.leads_to(&list);
    trainer.get(&list).await.says("Dana is no longer on the list").says("Nobody takes part yet");
    visitor.get(&format!("/i/{token}")).await.has_status(404);
}

/// The token of the only invitation to a round.
async fn token(app: &TestApp, round: uuid::Uuid) -> String {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let of_round = entity::invitation::Column::RoundId.eq(round);
    let found =
        entity::invitation::Entity::find().filter(of_round).one(app.app.db.read()).await.unwrap().unwrap();
    let token = app.app.secret.token(Token::Invitation, found.id);
    assert_eq!(found.token_hash, hash(&token));
    token
}

#[rocket::async_test]
async fn contacts_and_partners_of_another_programme_are_not_found() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    let other: programmes::Programme = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    let stranger =
        invitations::add_contact(db, other.id, None, "Eve", "eve@example.org").await.unwrap().to_string();
    let partner = invitations::add_partner(db, other.id, "Elm", "school").await.unwrap().to_string();
    let list = format!("{address}/participants");
    trainer.post(&list, &[("contact", &stranger)]).await.has_status(404);
    trainer.post(&list, &[("contact", "nonsense")]).await.has_status(404);
    let form = [("people", "Dana <dana@example.org>"), ("partner", &*partner)];
    let refused = trainer.post(&format!("{list}/new"), &form).await;
    refused.has_status(422).says("the one you selected no longer exists").says("dana@example.org");
    trainer.get(&list).await.says("Nobody takes part yet");
    trainer.get(&format!("{list}/{stranger}/remove")).await.has_status(404);
}

#[rocket::async_test]
async fn the_same_people_pasted_by_two_trainers_at_once_are_added_once() {
    let app = TestApp::start().await;
    let (one, two) = (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Trainer).await);
    let (_, address) = plan(&app, &one, &filled()).await;
    let list = format!("{address}/participants/new");
    let people: Vec<String> = (0..20).map(|n| format!("Person {n} <P{n}@example.org>")).collect();
    let people = people.join("\n");
    let pasted = [("people", &*people), ("partner", "")];
    let (first, second) = tokio::join!(one.post(&list, &pasted), two.post(&list, &pasted));
    for reply in [first, second] {
        // 307: another was in the way, and the browser sends the form once more.
        assert!([303, 307].contains(&reply.status), "{} {}", reply.status, reply.body);
    }
    let all = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    assert_eq!(all.len(), 20);
    assert!(all.iter().all(|contact| contact.added_at.is_some()));
}

#[rocket::async_test]
async fn everybody_with_a_tag_is_added_at_once_but_for_the_side_that_is_not_asked() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    let list = format!("{address}/participants");
    let db = app.app.db.write_one();
    let elm = invitations::add_partner(db, app.programme.id, "Elm House", "school").await.unwrap();
    let mut tags = Vec::new();
    for (n, partner) in [None, None, None, Some(elm)].into_iter().enumerate() {
        let (name, email) = (format!("Person {n}"), format!("p{n}@example.org"));
        let id = invitations::add_contact(db, app.programme.id, partner, &name, &email).await.unwrap();
        tags.extend((n > 0).then(|| (id, vec!["Pilot".to_owned()])));
    }
    contact_tags::put(db, &tags).await.unwrap();
    let found = trainer.get(&format!("{list}?tag=Pilot")).await;
    found.says("3 contacts found").says("Person 3, Elm House").never_says("Person 0").says("Add all 3");
    // One by one the remedy is told, and who was ticked stays ticked.
    let partner = tags[2].0.to_string();
    let refused = trainer.post(&list, &[("tag", "Pilot"), ("contact", &*partner)]).await;
    refused.has_status(422).says("Person 3 is a partner").says(&format!("value=\"{partner}\" checked"));
    let all = trainer.post(&list, &[("tag", "Pilot"), ("all", "yes")]).await;
    let after = trainer.follow(&all).await;
    after.says("2 people were added. Not put on the list: Person 3 is a partner").says("2 people take part");
    let again = trainer.post(&list, &[("tag", "Pilot"), ("all", "yes")]).await;
    again.has_status(422).says("Person 3 is a partner");
}

/// A course with 250 people on its list, and its address.
async fn with_long_list(app: &TestApp, trainer: &Visitor) -> (Course, String) {
    let (course, address) = plan(app, trainer, &filled()).await;
    let list = format!("{address}/participants");
    let people: Vec<String> = (100..350).map(|n| format!("Person {n} <p{n}@example.org>")).collect();
    trainer
        .post(&format!("{list}/new"), &[("people", &*people.join("\n")), ("partner", "")])
        .await
        .leads_to(&list);
    (course, address)
}

#[rocket::async_test]
async fn a_long_list_comes_in_pages_and_is_searched() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = with_long_list(&app, &trainer).await;
    let list = format!("{address}/participants");
    let first = trainer.get(&list).await;
    first
        .says("250 people take part")
        .says("Person 199")
        .never_says("Person 200")
        .says("Next page<span class=\"unseen\"> of the list");
    let second = trainer.get(&way(&first, "Next page<span").unwrap()).await;
    second.says("Person 200").says("Person 299").never_says("Person 199").never_says("Person 300");
    let last = trainer.get(&way(&second, "Next page<span").unwrap()).await;
    last.says("Person 349").never_says("Person 299").says("Previous page<span class=\"unseen\"> of the list");
    last.never_says("Next page");
    let back = trainer.get(&way(&last, "Previous page<span").unwrap()).await;
    back.says("Person 200").says("Person 299").never_says("Person 199").never_says("Person 300");
    let found = trainer.get(&format!("{list}?named=P123%40EXAMPLE")).await;
    found.says("Person 123").never_says("Person 124").says("250 people take part");
    trainer.get(&format!("{list}?named=nobody%25")).await.says("No matches.").says("250 people take part");
    trainer.get(&format!("{list}?after=99999999999")).await.has_status(200).says("Person 100");
    let named = trainer.get(&format!("{list}?named=person")).await;
    assert!(way(&named, "Next page<span").unwrap().contains("named=person&after="));
    // From a page that everybody has left there is a way back.
    let last = contact_named(&app, "Person 349").await;
    let nobody = trainer.get(&format!("{list}?after={last}")).await;
    assert_eq!(way(&nobody, "First page<span"), Some(list));
}

async fn contact_named(app: &TestApp, name: &str) -> String {
    let all = contacts::all(app.app.db.read(), app.programme.id).await.unwrap();
    all.iter().find(|person| person.name == name).unwrap().id.to_string()
}

#[rocket::async_test]
async fn who_came_is_ticked_page_by_page_and_a_page_that_is_turned_keeps_its_ticks() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = with_long_list(&app, &trainer).await;
    let attendance = format!("{address}/attendance");
    let page = trainer.get(&attendance).await;
    page.says("100 of 250 people are on this page").says("Person 199").never_says("Person 200");
    page.says("Save and show the next page").never_says("previous page");
    let (early, late) = (contact_named(&app, "Person 199").await, contact_named(&app, "Person 250").await);
    let turned = trainer.post(&attendance, &[("shown", &*early), ("came", &*early), ("act", "next")]).await;
    turned.leads_to(&format!("{attendance}?after={early}"));
    let second = trainer.follow(&turned).await;
    second.says("Person 200").says("Person 299").never_says("Person 199").never_says("Person 300");
    second
        .says("1 of 250 people came")
        .says("previous page")
        .says(&format!("name=\"after\" value=\"{early}\""));
    let form = [("after", &*early), ("shown", &*late), ("came", &*late), ("act", "previous")];
    let turned = trainer.post(&attendance, &form).await;
    turned.leads_to(&format!("{attendance}?before={late}"));
    trainer.follow(&turned).await.says("Person 249").says("Person 150").never_says("Person 250");
    let kept = [("after", &*early), ("shown", &*late), ("came", &*late), ("act", "save")];
    trainer.post(&attendance, &kept).await.leads_to(&format!("{attendance}?after={early}"));
    let came = participants::attendance(app.app.db.read(), course.id).await.unwrap().unwrap();
    assert_eq!(came.len(), 2);
    let found = trainer.get(&format!("{attendance}?q=Person%20250")).await;
    found.says("Person 250").never_says("are on this page");
    // A page that everybody has left gives way to the first.
    let last = contact_named(&app, "Person 349").await;
    trainer.get(&format!("{attendance}?after={last}")).await.leads_to(&attendance);
}

#[rocket::async_test]
async fn an_address_that_looks_mistyped_is_taken_and_asked_about() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, address) = plan(&app, &trainer, &filled()).await;
    let people = [("people", "Dana <dana@gmial.com>\nKofi <kofi@example.org>"), ("partner", "")];
    let added = trainer.post(&format!("{address}/participants/new"), &people).await;
    trainer
        .follow(&added)
        .await
        .says("2 people were added. Check dana@gmial.com: did you mean dana@gmail.com?")
        .says("2 people take part");
    let list = b"organisation,kind,name,email\r\nElm House,school,Ruth,ruth@elm.con\r\nElm House,school,Jo,jo@elm.com";
    let (_, shown) = upload::list(&trainer, "/programmes/reading/partners/import", list).await;
    shown.says(
        "A new contact, and Elm House as a new partner · check the address: did you mean ruth@elm.com?",
    );
    assert_eq!(shown.body.matches("did you mean").count(), 1);
}
