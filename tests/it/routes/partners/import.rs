//! Lists of partners and contacts from files.

use std::time::{Duration, Instant};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use common_ground::store::{
    audit, contact_tags,
    contacts::{self, Contact},
    partners::{self, Partner},
    people::{self, PersonRole},
};
use common_ground_reports::formula::guarded;
use jiff::ToSpan;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use crate::support::{
    app::{TestApp, add_programme},
    entity,
    partners::{PAGE, add_contact, add_partner, contact},
    upload,
    visitor::{Reply, Visitor, walk},
};

/// Sends a list that can be read; gives the page of what it would do with its address.
async fn list(visitor: &Visitor, file: &[u8]) -> (String, Reply) {
    upload::list(visitor, &format!("{PAGE}/import"), file).await
}

async fn sizes(app: &TestApp) -> (usize, usize) {
    let (db, programme) = (app.app.db.read(), app.programme.id);
    (partners::all(db, programme).await.unwrap().len(), contacts::all(db, programme).await.unwrap().len())
}

#[rocket::async_test]
async fn every_row_tells_its_fate_before_anything_is_stored_and_twice_is_once() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
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
    let (page, shown) = list(&trainer, file.as_bytes()).await;
    shown.says("Check this list: two new partners, two new contacts, one contact changed").says("list.csv");
    shown
        .says("Nothing has been saved yet")
        .says("Two rows can’t be imported")
        .says("Fix these rows and import the file again; existing rows won’t be duplicated.")
        .says("Ignored columns: Shoe size");
    shown.says("<dt>Refused</dt><dd>2</dd>").says("<dt>New</dt><dd>3</dd>");
    shown.says("<dt>Changed</dt><dd>1</dd>").says("<dt>Unchanged</dt><dd>0</dd>");
    shown.says("Changes job, can say yes").says("A new contact, and Open Door as a new partner");
    shown.says("A new contact at library staff · unsubscribed, so gets no emails");
    shown.says("A new partner without a contact");
    shown
        .says("Kind: We don’t know the type “pub”. Use Children’s home, School, ")
        .says("Email: An email address needs one @");
    assert_eq!(sizes(&app).await, (1, 1));
    let refused = trainer.get(&format!("{page}?show=refused")).await;
    refused.says("2 lines").says("We don’t know").never_says("A new contact");

    let done = trainer.post(&page, &[("read_as", shown.field("read_as").unwrap())]).await;
    trainer.follow(&done).await.says("Imported: two new partners, two new contacts, one contact changed.");
    assert_eq!(sizes(&app).await, (3, 3));
    // What was imported is no longer here; nothing is done twice.
    let again = trainer.post(&page, &[]).await;
    again.has_status(422).says("This file is no longer here").says("Choose it again");
    trainer.get(&page).await.has_status(422).says("This file is no longer here");
    trainer.get(&format!("{page}/refused.csv")).await.has_status(404);
    assert_eq!(sizes(&app).await, (3, 3));
    trainer.get(&elm).await.says("Manager").says("Dana Whitfield can say yes");
    let (_, once_more) = list(&trainer, file.as_bytes()).await;
    once_more.says("This file changes nothing").never_says("Import this list");

    let out = trainer.get(&format!("{PAGE}/list.csv")).await;
    assert!(
        out.body.starts_with("\u{feff}organisation,"),
        "a spreadsheet keeps accents only so: {}",
        out.body
    );
    out.has_status(200).says("Open Door,charity,Ruth Kowalski,,ruth@open.example.org,,no,\r\n");
    list(&trainer, out.body.as_bytes()).await.1.says("This file changes nothing");
    let trail = audit::latest(app.app.db.read(), app.programme.id, 20).await.unwrap();
    let left = trail.iter().find(|one| one.act == "downloaded the list of partners and contacts").unwrap();
    assert!(left.person.starts_with("trainer."), "{}", left.person);
}

#[rocket::async_test]
async fn whoever_a_file_writes_in_another_way_is_found_however_many_there_are() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut all = 0;
    for many in [3, 130] {
        let file = |organisation: &str, kind: &str, person: &str| {
            let header = "organisation,kind,name,email,phone\n".to_owned();
            let rows = (0..many).map(|n| {
                format!("{organisation} {many} {n},{kind},,,\n,,{person} {many} {n},,07700 {n:06}\n")
            });
            std::iter::once(header).chain(rows).collect::<String>()
        };
        let (page, shown) = list(&trainer, file("St. Mary’s", "charity", "Ann O’Neill").as_bytes()).await;
        shown.says(&format!("<dt>New</dt><dd>{}</dd>", 2 * many));
        trainer.post(&page, &[]).await.leads_to(PAGE);
        all += many;
        assert_eq!(sizes(&app).await, (all, all));
        let (page, shown) = list(&trainer, file("ST MARYS", "", "ANN ONEILL").as_bytes()).await;
        shown.says("<dt>New</dt><dd>0</dd>").says("<dt>Refused</dt><dd>0</dd>");
        shown.says(&format!("<dt>Changed</dt><dd>{many}</dd>"));
        shown.says(&format!("<dt>Unchanged</dt><dd>{many}</dd>"));
        trainer.post(&page, &[]).await.leads_to(PAGE);
        assert_eq!(sizes(&app).await, (all, all));
    }
}

#[rocket::async_test]
async fn a_partner_is_known_whichever_way_a_sharp_s_is_written() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    add_partner(&app, &trainer, "Groß Haus", "school").await;
    add_partner(&app, &trainer, "Kita Wasserstraße", "school").await;
    add_partner(&app, &trainer, "Weiss Hof", "school").await;
    let file = "organisation,kind\nGROSS HAUS,\nKITA WASSERSTRASSE,\nWeiß Hof,\n";
    list(&trainer, file.as_bytes()).await.1.says("This file changes nothing");
    for name in ["Gross Haus", "Kita Wasserstrasse", "WEIß HOF"] {
        let again = trainer.post(PAGE, &[("name", name), ("kind", "school")]).await;
        again.has_status(422).says("already exists: open it below");
    }
}

#[rocket::async_test]
async fn a_tag_that_somebody_else_has_is_spelt_as_theirs() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    for (file, email) in [
        ("name,email,tags\nDana,dana@example.org,Book Club\n", "dana@example.org"),
        ("name,email,tags\nKofi,kofi@example.org,BOOK club\n", "kofi@example.org"),
    ] {
        let (page, _) = list(&trainer, file.as_bytes()).await;
        trainer.post(&page, &[]).await.leads_to(PAGE);
        let tagged = contact(&app, email).await.id;
        let tags = contact_tags::of(app.app.db.read(), &[tagged]).await.unwrap();
        assert_eq!(tags[&tagged], ["Book Club"]);
    }
}

#[rocket::async_test]
async fn a_file_that_is_no_list_says_why() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&format!("{PAGE}/import")).await.has_status(200).says("organisation, kind, name, job");
    let template = trainer.get(&format!("{PAGE}/import/template.csv")).await;
    let (_, shown) = list(&trainer, template.body.as_bytes()).await;
    shown.says("A new contact, and Elm House as a new partner");
    let import = format!("{PAGE}/import");
    let large = vec![b'x'; 1_100_000];
    for (file, says) in [
        (&b""[..], "Choose the file with your list"),
        (b"a,b\r\n1,2\r\n", "Name the columns in the first line"),
        (b"PK\x03\x04 and no workbook", "Line 1: This workbook can’t be opened"),
        (&large, "larger than 1 MB"),
    ] {
        upload::send(&trainer, &import, "list.csv", file).await.has_status(422).says(says);
    }
    let larger = vec![b'x'; 3_000_000];
    upload::send(&trainer, &import, "list.csv", &larger).await.has_status(413).says("up to 1 MB at a time");
    trainer.post(&import, &[]).await.has_status(422).says("Choose the file");
    let manager = app.signed_in(PersonRole::Manager).await;
    upload::send(&manager, &import, "list.csv", template.body.as_bytes()).await.has_status(403);
    assert_eq!(sizes(&app).await, (0, 0));
}

#[rocket::async_test]
async fn a_file_without_a_good_line_says_so_and_offers_no_button() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (_, shown) =
        list(&trainer, b"organisation,kind,name,email\r\nPub Ltd,pub,Jo,jo@pub.example.org\r\n").await;
    shown.says("Nothing in this file can be imported").says("We don’t know the type “pub”");
    shown.says("Fix these rows and import the file again").says("Choose another file");
    shown.never_says("the rest can").never_says("Import this list");
}

#[rocket::async_test]
async fn a_list_is_here_for_an_hour_for_whoever_sent_it_to_that_programme() {
    let app = TestApp::start().await;
    let (trainer, other) =
        (app.signed_in(PersonRole::Trainer).await, app.signed_in(PersonRole::Trainer).await);
    let file = b"name,email\r\nKofi Mensah,kofi@example.org\r\n";
    let (page, _) = list(&trainer, file).await;
    let stored = entity::upload::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
    assert!(!page.contains(&stored.key_hash), "the database knows no key");
    let kept = format!("{stored:?}");
    assert!(!kept.contains("Kofi") && !kept.contains(&URL_SAFE_NO_PAD.encode(file)), "{kept}");
    // Neither a colleague nor another programme can open it.
    other.get(&page).await.has_status(422).says("This file is no longer here");
    other.post(&page, &[]).await.has_status(422);
    other.get(&format!("{page}/refused.csv")).await.has_status(404);
    let elsewhere = add_programme(&app.app, "elsewhere").await;
    let db = app.app.db.write_one();
    people::join(db, stored.person_id, elsewhere.id, PersonRole::Trainer).await.unwrap();
    trainer.get(&page.replace("/reading/", "/elsewhere/")).await.has_status(422).says("no longer here");
    trainer.get(&format!("{PAGE}/import/nonsense")).await.has_status(422).says("Choose it again");
    assert_eq!(sizes(&app).await, (0, 0));

    app.clock.set(app.now() + 59.minutes());
    trainer.get(&page).await.has_status(200).says("one new contact");
    app.clock.set(app.now() + 2.minutes());
    trainer.post(&page, &[]).await.has_status(422).says("an hour has passed");
    assert_eq!(entity::upload::Entity::find().count(app.app.db.read()).await.unwrap(), 1);
    app.run_due().await;
    assert_eq!(
        entity::upload::Entity::find().count(app.app.db.read()).await.unwrap(),
        0,
        "and then it is gone"
    );
    // Of many only the latest wait.
    for _ in 0..12 {
        list(&trainer, file).await;
    }
    assert_eq!(entity::upload::Entity::find().count(app.app.db.read()).await.unwrap(), 10);
}

#[rocket::async_test]
async fn two_thousand_rows_are_shown_and_stored_within_seconds() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let rows = (0..2_000).map(|n| {
        let partner = n / 4;
        format!(
            "Partner number {partner},school,Person number {n},Deputy head of the whole school,\
             person.{n}@school-{partner}.example.org,020 7946 {n:04},no,\"pilot, year {}\"\r\n",
            n % 7
        )
    });
    let header = "organisation,kind,name,job,email,phone,can_say_yes,tags\r\n".to_owned();
    let file = std::iter::once(header).chain(rows).collect::<Vec<_>>().concat();
    let begun = Instant::now();
    let (page, shown) = list(&trainer, file.as_bytes()).await;
    let previewed = begun.elapsed();
    shown.says("500 new partners, 2,000 new contacts").says("Rows 1 to 100 of 2,000");
    assert!(shown.body.len() < 100_000, "{} bytes: the page does not hold the list", shown.body.len());
    shown.says("Person number 99<").never_says("Person number 100<").says("Next 100");
    let last = trainer.get(&format!("{page}?show=new&page=20")).await;
    last.says("Rows 1,901 to 2,000 of 2,000").says("Previous 100").never_says("Next");
    trainer.get(&format!("{page}?page=99999")).await.says("Rows 1,901 to 2,000 of 2,000");
    let begun = Instant::now();
    let done = trainer.post(&page, &[]).await;
    let stored = begun.elapsed();
    println!("2,000 rows: shown in {previewed:?}, stored in {stored:?}");
    trainer.follow(&done).await.says("Imported: 500 new partners");
    assert_eq!(sizes(&app).await, (500, 2_000));
    // The machine that runs this may be busy with others; on its own each takes well under two seconds.
    assert!(previewed.max(stored) < Duration::from_secs(10), "{previewed:?} {stored:?}");
    let page = trainer.get(PAGE).await;
    page.says("Next 50").says("500 partners, each with a contact");
    let pages = walk(&trainer, PAGE).await;
    assert_eq!(pages.len(), 10);
    pages[9].says("Previous 50").never_says("Next 50");
}

#[rocket::async_test]
async fn more_contacts_than_an_import_takes_come_in_parts_that_can_be_imported_again() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = add_partner(&app, &trainer, "Elm House", "childrens_home").await;
    trainer.get(PAGE).await.says("Download the list").never_says("to import again");
    trainer.get(&format!("{PAGE}/parts")).await.says("The list fits in one file");
    let partner = elm.rsplit('/').next().unwrap().parse().unwrap();
    let people: Vec<contacts::Contact> = (0..5_100)
        .map(|n| contacts::Contact {
            id: uuid::Uuid::new_v4(),
            programme_id: app.programme.id,
            partner_id: (n % 2 == 0).then_some(partner),
            name: format!("Person “{n}”, of many"),
            email: format!("person{n}@elm.example.org"),
            job: "Reading lead".to_owned(),
            phone: String::new(),
            can_say_yes: n % 7 == 0,
            added_at: Some(app.now()),
            left_at: None,
        })
        .collect();
    contacts::add_all(app.app.db.write_one(), &people).await.unwrap();

    let page = trainer.get(PAGE).await;
    page.says("Download the list in parts, to import again");
    let parts = trainer.get(&format!("{PAGE}/parts")).await;
    parts.says("The list in two parts").says("Download part 1 of 2, to import again");
    parts.says("list.csv?part=2").never_says("part 3");
    let whole = trainer.get(&format!("{PAGE}/list.csv")).await;
    assert_eq!(whole.has_status(200).body.lines().count(), 5_101);
    upload::send(&trainer, &format!("{PAGE}/import"), "list.csv", whole.body.as_bytes())
        .await
        .has_status(422)
        .says("at most 5000 rows");
    let mut lines = 0;
    for part in 1..=2 {
        let file = trainer.get(&format!("{PAGE}/list.csv?part={part}")).await;
        file.has_status(200);
        let named = file.header("Content-Disposition").unwrap().to_owned();
        assert!(named.contains(&format!("-partners-{part}.csv")), "{named}");
        lines += file.body.lines().count() - 1;
        list(&trainer, file.body.as_bytes()).await.1.says("This file changes nothing");
    }
    assert_eq!(lines, 5_100);
    for part in [0, 3] {
        trainer.get(&format!("{PAGE}/list.csv?part={part}")).await.has_status(404);
    }
}

#[rocket::async_test]
async fn a_list_of_five_thousand_contacts_comes_whole_and_in_its_order() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (db, programme) = (app.app.db.write_one(), app.programme.id);
    // Names in an order that is not that of any database, and more partners than are read at a time.
    let named = |n: usize, what: &str| match n % 4 {
        0 => format!("{what} “{n}”, of many"),
        1 => format!("Écoute {what} {n}"),
        2 => format!("=élan {what} {n}"),
        _ => format!("zebra {what} {n}"),
    };
    let partners: Vec<Partner> = (0..1_300)
        .map(|n| Partner {
            id: Uuid::new_v4(),
            programme_id: programme,
            name: named(n, "House"),
            kind: "charity".to_owned(),
        })
        .collect();
    partners::add_all(db, &partners).await.unwrap();
    let people: Vec<Contact> = (0..5_000)
        .map(|n| Contact {
            id: Uuid::new_v4(),
            programme_id: programme,
            // Every other one works for the library; the last partners have nobody.
            partner_id: (n % 2 == 0).then(|| partners[n % 1_250].id),
            name: named(n / 2, "Person"),
            email: format!("person{n}@example.org"),
            job: "Reading lead, evenings".to_owned(),
            phone: "+44 20".to_owned(),
            can_say_yes: n % 7 == 0,
            added_at: Some(app.now()),
            left_at: (n % 100 == 99).then(|| app.now()),
        })
        .collect();
    contacts::add_all(db, &people).await.unwrap();
    let tags = |n: usize| vec!["book club".to_owned(), format!("group {n}")];
    let tags: Vec<(Uuid, Vec<String>)> =
        people.iter().step_by(9).enumerate().map(|(n, person)| (person.id, tags(n))).collect();
    contact_tags::put(db, &tags).await.unwrap();

    let file = trainer.get(&format!("{PAGE}/list.csv")).await;
    let expected = expected_list(&app).await;
    assert_eq!(file.has_status(200).body.lines().count(), 1 + 4_950 + 675);
    assert!(file.body == expected, "the list differs from what is stored");
    let mut parts = String::new();
    for part in 1..=2 {
        let file = trainer.get(&format!("{PAGE}/list.csv?part={part}")).await.has_status(200).body.clone();
        let (_, rows) = file.split_once("\r\n").unwrap();
        parts.push_str(rows);
    }
    assert!(expected.ends_with(&parts) && parts.lines().count() == 4_950 + 675, "the parts make the list");
}

/// The list as it must be, made in memory from everything that is stored.
async fn expected_list(app: &TestApp) -> String {
    let (db, programme) = (app.app.db.read(), app.programme.id);
    let mut everybody = contacts::all(db, programme).await.unwrap();
    everybody.retain(|contact| contact.left_at.is_none());
    let tags = contact_tags::all(db, programme).await.unwrap();
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let columns = ["organisation", "kind", "name", "job", "email", "phone", "can_say_yes", "tags"];
    csv.write_record(columns).unwrap();
    let mut write = |partner: Option<&Partner>, contact: Option<&Contact>| {
        let of = |part: fn(&Contact) -> &str| contact.map(part).unwrap_or_default();
        let tags = contact.and_then(|contact| tags.get(&contact.id)).map(|tags| tags.join(", "));
        let says_yes = contact.map(|contact| if contact.can_say_yes { "yes" } else { "no" });
        csv.write_record([
            &*guarded(partner.map(|partner| &*partner.name).unwrap_or_default()),
            partner.map(|partner| &*partner.kind).unwrap_or_default(),
            &*guarded(of(|contact| &contact.name)),
            of(|contact| &contact.job),
            of(|contact| &contact.email),
            &*guarded(of(|contact| &contact.phone)),
            says_yes.unwrap_or_default(),
            &*tags.unwrap_or_default(),
        ])
        .unwrap();
    };
    for partner in &partners::all(db, programme).await.unwrap() {
        let its: Vec<&Contact> =
            everybody.iter().filter(|contact| contact.partner_id == Some(partner.id)).collect();
        if its.is_empty() {
            write(Some(partner), None);
        }
        for contact in its {
            write(Some(partner), Some(contact));
        }
    }
    for contact in everybody.iter().filter(|contact| contact.partner_id.is_none()) {
        write(None, Some(contact));
    }
    format!("\u{feff}{}", String::from_utf8(csv.into_inner().unwrap()).unwrap())
}
