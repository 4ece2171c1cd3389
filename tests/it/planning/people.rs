//! Who takes part in a course.

use common_ground::{
    secret::{Purpose as Token, hash},
    store::{audit, contacts, courses::Purpose, entity, invitations, participants, people::Role, programmes},
};
use rocket::http::{ContentType, Header};

use super::{between, filled, plan, round};
use crate::support::{
    app::{TestApp, add_programme},
    visitor::{Reply, Visitor},
};

#[rocket::async_test]
async fn people_are_pasted_and_get_a_link_to_each_survey_of_the_course() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let list = format!("{address}/participants");
    trainer.get(&list).await.has_status(200).says("Nobody takes part yet");
    let wrong = trainer.post(&format!("{list}/new"), &[("people", "Dana <dana@example.org>\nKofi")]).await;
    wrong.has_status(422).says("Enter an address on line 2").says("Dana <dana@example.org>");
    let pasted =
        [("people", "Dana Whitfield <Dana@example.org>\nKofi Mensah,kofi@example.org"), ("partner", "")];
    trainer.post(&format!("{list}/new"), &pasted).await.leads_to(&list);
    trainer.get(&list).await.says("2 people take part").says("Dana Whitfield").says("kofi@example.org");
    trainer.post(&format!("{list}/new"), &pasted).await.leads_to(&list);
    trainer.get(&list).await.says("Nobody was added").says("2 people take part");

    let db = app.app.db.read();
    for purpose in [Purpose::Before, Purpose::Feedback, Purpose::FollowUp] {
        let round = round(&app, &course, purpose).await;
        assert_eq!(invitations::count(db, round.id).await.unwrap(), (2, 0));
    }
    // Made once, however often it is asked for.
    assert_eq!(participants::sync(app.app.db.write_one(), &app.app.secret, course.id).await.unwrap(), 0);
    trainer.get(&address).await.says("Taking part").says("See who takes part");
}

/// Sends a file as a browser does.
async fn upload(visitor: &Visitor, address: &str, file: &[u8]) -> Reply {
    let head = "--b\r\nContent-Disposition: form-data; name=\"list\"; filename=\"people.csv\"\r\n\
                Content-Type: text/csv\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    let kind: ContentType = "multipart/form-data; boundary=b".parse().unwrap();
    let request = visitor.client().post(address.to_owned()).header(kind).body(body);
    visitor.send(request.header(Header::new("Sec-Fetch-Site", "same-origin"))).await
}

#[rocket::async_test]
async fn people_come_from_a_file_after_the_fate_of_every_line_was_shown() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let list = format!("{address}/participants");
    let db = app.app.db.read();
    let pasted = [("people", "Dana Whitfield <dana@example.org>"), ("partner", "")];
    trainer.post(&format!("{list}/new"), &pasted).await.leads_to(&list);
    let tx = app.app.db.write_one();
    invitations::add_contact(tx, app.programme.id, None, "Kofi Mensah", "kofi@example.org").await.unwrap();

    trainer.get(&list).await.says("Add people from a file").says(&format!("{list}/import"));
    let import = format!("{list}/import");
    trainer.get(&import).await.has_status(200).says("multipart/form-data").says("Name and email are enough");
    let file = "Name;E-mail;Organisation;Type;Shoe size\r\n\
        Dana Whitfield;DANA@example.org;;;5\r\n\
        Kofi Mensah;kofi@example.org;;;\r\n\
        Ruth Kowalski;ruth@open.example.org;Open Door;charity;\r\n\
        ;;Housing Options;council;\r\n\
        Nobody;nobody;;;\r\n\
        Kofi again;kofi@example.org;;;\r\n";
    let shown = upload(&trainer, &import, file.as_bytes()).await;
    shown.has_status(200).says("This file puts 2 people on the list").says("Nothing is stored yet");
    shown.says("it brings two new partners, one new contact").says("Two lines cannot be taken");
    shown.says("Line 2: all of it is there; on the list already");
    shown.says("Line 3: all of it is there; put on the list");
    shown.says("Line 4: a new contact, and Open Door as a new partner; put on the list");
    shown.says("Line 5: a new partner without a contact; nobody to put on the list");
    shown.says("Line 6, email: An address has exactly one @");
    shown.says("Line 7, email: This address is in line 3 as well").says("left out: Shoe size");
    assert_eq!(participants::of_course(db, course.id).await.unwrap().len(), 1, "nothing is stored yet");
    assert_eq!(contacts::all(db, app.programme.id).await.unwrap().len(), 2);

    let sent = [("list", shown.field("list").unwrap())];
    let done = trainer.post(&format!("{import}/apply"), &sent).await;
    trainer.follow(&done).await.says("2 people were added").says("3 people take part").says("Ruth Kowalski");
    let before = round(&app, &course, Purpose::Before).await;
    assert_eq!(invitations::count(db, before.id).await.unwrap(), (3, 0), "each has a link of their own");
    let again = trainer.post(&format!("{import}/apply"), &sent).await;
    trainer.follow(&again).await.says("Everybody in this file was on the list already");
    assert_eq!(contacts::all(db, app.programme.id).await.unwrap().len(), 3);
    let once_more = upload(&trainer, &import, file.as_bytes()).await;
    once_more.says("This file changes nothing").never_says("Add these people");
    let trail = audit::latest(db, app.programme.id, 20).await.unwrap();
    assert!(trail.iter().any(|one| one.act == "added 2 people to the course"), "{trail:?}");
    assert!(!format!("{trail:?}").contains("ruth"), "the trail names no contact");
}

#[rocket::async_test]
async fn a_file_of_people_that_cannot_be_read_says_why_by_line_and_column() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let import = format!("{address}/participants/import");
    let large = vec![b'x'; 1_100_000];
    for (file, says) in [
        (&b""[..], "Choose the file with your list"),
        (b"a,b\r\n1,2\r\n", "Name the columns in the first line"),
        (b"name,email,mail\r\n", "Line 1, mail: Two columns mean"),
        (b"name,email\r\nJos\xe9,j@example.org\r\n", "Line 2: This is not UTF-8 text"),
        (&large, "larger than 1 MB"),
    ] {
        upload(&trainer, &import, file).await.has_status(422).says(says);
    }
    let useless = upload(&trainer, &import, b"name,email\r\nNobody,nobody\r\n").await;
    useless.has_status(200).says("Nothing in this file can be imported").never_says("Add these people");
    useless.says("Correct the file and choose it again.").says("Choose another file");
    useless.says("Line 2, email: An address has exactly one @");
    for (field, value) in [("list", "no base64!"), ("list", "YQ"), ("other", "")] {
        trainer.post(&format!("{import}/apply"), &[(field, value)]).await.has_status(422);
    }
    assert!(participants::of_course(app.app.db.read(), course.id).await.unwrap().is_empty());
    let manager = app.signed_in(Role::Manager).await;
    manager.get(&import).await.has_status(403);
    upload(&manager, &import, b"name,email\r\nA,a@example.org\r\n").await.has_status(403);
    manager.post(&format!("{import}/apply"), &[("list", "YQ")]).await.has_status(403);
}

#[rocket::async_test]
async fn the_link_of_somebody_who_takes_part_opens_the_survey_and_ends_when_they_leave_the_list() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let db = app.app.db.write_one();
    let dana =
        invitations::add_contact(db, app.programme.id, None, "Dana", "dana@example.org").await.unwrap();
    let list = format!("{address}/participants");
    trainer
        .get(&format!("{list}?q=dana"))
        .await
        .says("1 contact is not on the list yet")
        .says("library staff");
    trainer.get(&format!("{list}?q=nobody")).await.says("is found by “nobody”");
    let dana = dana.to_string();
    trainer.post(&list, &[("contact", &dana)]).await.leads_to(&list);
    app.clock.set("2026-06-08T08:00:00Z".parse().unwrap());
    app.run_due().await;
    let before = round(&app, &course, Purpose::Before).await;
    let token = token(&app, before.id).await;
    let visitor = app.visitor().await;
    visitor.get(&format!("/i/{token}")).await.has_status(200).says("Before the course");

    let trainer = app.signed_in(Role::Trainer).await;
    let page = trainer.get(&list).await;
    let remove = between(&page, "<div class=\"end\"><a href=\"", "\"").to_owned();
    trainer.get(&remove).await.says("Take Dana off the list?");
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
    let trainer = app.signed_in(Role::Trainer).await;
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
    refused.has_status(422).says("what was selected is no longer there").says("dana@example.org");
    trainer.get(&list).await.says("Nobody takes part yet");
    trainer.get(&format!("{list}/{stranger}/remove")).await.has_status(404);
}
