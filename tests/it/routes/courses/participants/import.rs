//! Who takes part, from a file.

use common_ground::store::{
    audit, contacts, courses::RoundPurpose, invitations, participants, people::PersonRole,
};

use crate::support::{
    app::TestApp,
    planning::{filled, plan, round},
    upload,
};

#[rocket::async_test]
async fn people_come_from_a_file_after_the_fate_of_every_line_was_shown() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
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
    let (page, shown) = upload::list(&trainer, &import, file.as_bytes()).await;
    shown.says("This file adds 1 person to the course").says("Nothing has been saved yet");
    shown.says("In your contacts: two new partners, one new contact").says("Two rows can’t be imported");
    shown.says("No change; already on the list").says("No change; added to the course");
    shown.says(
        "A new contact, and Open Door as a new partner; not added, because this course only asks the \
                other side",
    );
    shown.says("A new partner without a contact; nobody to add to the course");
    shown.says("Email: An email address needs one @");
    shown.says("Email: This address is also in line 3").says("Ignored columns: Shoe size");
    trainer
        .get(&format!("{page}/refused.csv"))
        .await
        .has_status(200)
        .says("problem,Name,E-mail")
        .says("Nobody");
    assert_eq!(participants::of_course(db, course.id).await.unwrap().len(), 1, "nothing is stored yet");
    assert_eq!(contacts::all(db, app.programme.id).await.unwrap().len(), 2);

    let done = trainer.post(&page, &[("read_as", shown.field("read_as").unwrap())]).await;
    trainer
        .follow(&done)
        .await
        .says("One person was added")
        .says("2 people take part")
        .says("Ruth Kowalski is a partner");
    let before = round(&app, &course, RoundPurpose::Before).await;
    assert_eq!(invitations::count(db, before.id).await.unwrap(), (2, 0), "each has a link of their own");
    trainer.post(&page, &[]).await.has_status(422).says("This file is no longer here");
    assert_eq!(contacts::all(db, app.programme.id).await.unwrap().len(), 3);
    let (_, once_more) = upload::list(&trainer, &import, file.as_bytes()).await;
    once_more.says("This file changes nothing").never_says("Add these people");
    let trail = audit::latest(db, app.programme.id, 20).await.unwrap();
    assert!(trail.iter().any(|one| one.act == "added 1 person to the course"), "{trail:?}");
    assert!(!format!("{trail:?}").contains("ruth"), "the trail names no contact");
}

#[rocket::async_test]
async fn a_file_of_people_that_cannot_be_read_says_why_by_line_and_column() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address) = plan(&app, &trainer, &filled()).await;
    let import = format!("{address}/participants/import");
    let large = vec![b'x'; 1_100_000];
    for (file, says) in [
        (&b""[..], "Choose the file with your list"),
        (b"a,b\r\n1,2\r\n", "Name the columns in the first line"),
        (b"name,email,mail\r\n", "Line 1, mail: Two columns mean"),
        (b"name,email\0\0\xff\xfe\0", "Line 1: This is not a CSV file"),
        (&large, "larger than 1 MB"),
    ] {
        upload::send(&trainer, &import, "people.csv", file).await.has_status(422).says(says);
    }
    let (page, useless) = upload::list(&trainer, &import, b"name,email\r\nNobody,nobody\r\n").await;
    useless.says("Nothing in this file can be imported").never_says("Add these people");
    useless.says("Fix these rows and import the file again").says("Choose another file");
    useless.says("Email: An email address needs one @");
    trainer.get(&format!("{import}/nonsense")).await.has_status(422).says("This file is no longer here");
    assert!(participants::of_course(app.app.db.read(), course.id).await.unwrap().is_empty());
    let manager = app.signed_in(PersonRole::Manager).await;
    manager.get(&import).await.has_status(403);
    upload::send(&manager, &import, "people.csv", b"name,email\r\nA,a@example.org\r\n").await.has_status(403);
    manager.get(&page).await.has_status(403);
    manager.post(&page, &[]).await.has_status(403);
}
