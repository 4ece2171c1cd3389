//! Lists of partners and contacts from files.

use std::time::{Duration, Instant};

use common_ground::store::{audit, contacts, partners, people::Role};
use rocket::http::{ContentType, Header};

use crate::support::{
    app::TestApp,
    partners::{PAGE, add_contact, add_partner},
    visitor::{Reply, Visitor},
};

/// Sends a file as a browser does.
async fn upload(visitor: &Visitor, file: &[u8]) -> Reply {
    let head = "--b\r\nContent-Disposition: form-data; name=\"list\"; filename=\"list.csv\"\r\n\
                Content-Type: text/csv\r\n\r\n";
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    let kind: ContentType = "multipart/form-data; boundary=b".parse().unwrap();
    let request = visitor.client().post(format!("{PAGE}/import")).header(kind).body(body);
    visitor.send(request.header(Header::new("Sec-Fetch-Site", "same-origin"))).await
}

async fn sizes(app: &TestApp) -> (usize, usize) {
    let (db, programme) = (app.app.db.read(), app.programme.id);
    (partners::all(db, programme).await.unwrap().len(), contacts::all(db, programme).await.unwrap().len())
}

#[rocket::async_test]
async fn every_row_tells_its_fate_before_anything_is_stored_and_twice_is_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    add_contact(&trainer, &elm, "Dana Whitfield", "dana@elm.example.org").await;
    let stop = [("email", "pat@library.example.org"), ("act", "stop")];
    trainer.post(&format!("{PAGE}/stopped"), &stop).await.has_status(303);
    let file = "\u{feff}Organisation;Type;Name;Job title;E-mail;Tel;Can say yes;Shoe size\r\n\
        elm house;;Dana Whitfield;Manager;DANA@elm.example.org;;yes;5\r\n\
        Open Door;charity;Ruth Kowalski;;ruth@open.example.org;;;\r\n\
        ;;Pat Lee;;pat@library.example.org;;;\r\n\
        Housing Options;council;;;;;;\r\n\
        Pub Ltd;pub;Jo;;jo@pub.example.org;;;\r\n\
        Open Door;;Nobody;;nobody;;;\r\n";
    let shown = upload(&trainer, file.as_bytes()).await;
    shown.has_status(200);
    shown.says("This file brings two new partners, two new contacts, one contact changed");
    shown
        .says("Nothing is stored yet")
        .says("Two lines cannot be imported")
        .says("Columns that are left out: Shoe size");
    shown
        .says("Line 2: changes job, can say yes")
        .says("Line 3: a new contact, and Open Door as a new partner");
    shown.says("Line 4: a new contact at library staff · asked for no more mail, and gets none");
    shown.says("Line 5: a new partner without a contact");
    shown
        .says("Line 6, kind: “pub” is no kind of organisation")
        .says("Line 7, email: An address has exactly one @");
    assert_eq!(sizes(&app).await, (1, 1));

    let list = shown.field("list").unwrap();
    let apply = format!("{PAGE}/import/apply");
    let done = trainer.post(&apply, &[("list", list)]).await;
    trainer.follow(&done).await.says("Imported: two new partners, two new contacts, one contact changed.");
    assert_eq!(sizes(&app).await, (3, 3));
    let again = trainer.post(&apply, &[("list", list)]).await;
    trainer.follow(&again).await.says("Everything in this file was on the list already.");
    assert_eq!(sizes(&app).await, (3, 3));
    trainer.get(&elm).await.says("Manager").says("Dana Whitfield can say yes");
    let once_more = upload(&trainer, file.as_bytes()).await;
    once_more.says("This file changes nothing").never_says("Import this");

    let out = trainer.get(&format!("{PAGE}/list.csv")).await;
    assert!(
        out.body.starts_with("\u{feff}organisation,"),
        "a spreadsheet keeps accents only so: {}",
        out.body
    );
    out.has_status(200).says("Open Door,charity,Ruth Kowalski,,ruth@open.example.org,,no\r\n");
    upload(&trainer, out.body.as_bytes()).await.says("This file changes nothing");
    let trail = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    let left = trail.iter().find(|one| one.act == "downloaded the list of partners and contacts").unwrap();
    assert!(left.person.starts_with("trainer."), "{}", left.person);
}

#[rocket::async_test]
async fn a_file_that_is_no_list_says_why() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    trainer.get(&format!("{PAGE}/import")).await.has_status(200).says("organisation, kind, name, job");
    let template = trainer.get(&format!("{PAGE}/import/template.csv")).await;
    upload(&trainer, template.body.as_bytes())
        .await
        .says("Line 2: a new contact, and Elm House as a new partner");
    let large = vec![b'x'; 1_100_000];
    for (file, says) in [
        (&b""[..], "Choose the file with your list"),
        (b"a,b\r\n1,2\r\n", "Name the columns in the first line"),
        (b"name,email\r\nJos\xe9,j@example.org\r\n", "Line 2: This is not UTF-8 text"),
        (&large, "larger than 1 MB"),
    ] {
        upload(&trainer, file).await.has_status(422).says(says);
    }
    let larger = vec![b'x'; 3_000_000];
    upload(&trainer, &larger).await.has_status(413).says("up to 1 MB at a time");
    for (field, value) in [("list", "no base64!"), ("list", "YQ"), ("other", "")] {
        trainer.post(&format!("{PAGE}/import/apply"), &[(field, value)]).await.has_status(422);
    }
    trainer.post(&format!("{PAGE}/import"), &[]).await.has_status(422).says("Choose the file");
    let manager = app.signed_in(Role::Manager).await;
    upload(&manager, template.body.as_bytes()).await.has_status(403);
    assert_eq!(sizes(&app).await, (0, 0));
}

#[rocket::async_test]
async fn a_file_without_a_good_line_says_so_and_offers_no_button() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let shown =
        upload(&trainer, b"organisation,kind,name,email\r\nPub Ltd,pub,Jo,jo@pub.example.org\r\n").await;
    shown
        .has_status(200)
        .says("Nothing in this file can be imported")
        .says("“pub” is no kind of organisation");
    shown.says("Correct the file and choose it again.").says("Choose another file");
    shown.never_says("the rest can").never_says("Import this");
}

#[rocket::async_test]
async fn two_thousand_rows_are_shown_and_stored_within_seconds() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(Role::Trainer).await;
    let rows = (0..2_000).map(|n| {
        let partner = n / 4;
        format!(
            "Partner number {partner},school,Person number {n},Deputy head of the whole school,\
             person.{n}@school-{partner}.example.org,020 7946 {n:04},no\r\n"
        )
    });
    let header = "organisation,kind,name,job,email,phone,can_say_yes\r\n".to_owned();
    let file = std::iter::once(header).chain(rows).collect::<Vec<_>>().concat();
    let begun = Instant::now();
    let shown = upload(&trainer, file.as_bytes()).await;
    let previewed = begun.elapsed();
    shown.has_status(200).says("500 new partners, 2,000 new contacts");
    let done = trainer.post(&format!("{PAGE}/import/apply"), &[("list", shown.field("list").unwrap())]).await;
    let stored = begun.elapsed().checked_sub(previewed).unwrap();
    println!("2,000 rows: shown in {previewed:?}, stored in {stored:?}");
    trainer.follow(&done).await.says("Imported: 500 new partners");
    assert_eq!(sizes(&app).await, (500, 2_000));
    // The machine that runs this may be busy with others; on its own each takes well under two seconds.
    assert!(previewed.max(stored) < Duration::from_secs(10), "{previewed:?} {stored:?}");
    let page = trainer.get(PAGE).await;
    page.says("The next 50").says("500 partners, each with somebody to call on");
    trainer.get(&format!("{PAGE}?page=10")).await.says("The 50 before").never_says("The next 50");
}
