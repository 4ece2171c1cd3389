//! Who takes part, from a file.

use common_ground::store::{audit, contacts, courses::Purpose, invitations, participants, people::Role};
use rocket::http::{ContentType, Header};

use crate::support::{
    app::TestApp,
    planning::{filled, plan, round},
    visitor::{Reply, Visitor},
};

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
