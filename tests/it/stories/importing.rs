//! Lists as people have them: saved by Excel, with lines that are wrong, people of whom only a phone number is known.

use std::fmt::Write as _;

use std::io::{Cursor, Write};

use common_ground::store::{
    contacts::{self, Contact},
    courses::RoundPurpose,
    invitations, partners,
    people::PersonRole,
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{
    app::TestApp,
    partners::PAGE,
    planning::{filled, plan, round},
    upload,
};

async fn everybody(app: &TestApp) -> Vec<Contact> {
    contacts::all(app.app.db.read(), app.programme.id).await.unwrap()
}

fn names(people: &[Contact]) -> Vec<&str> {
    people.iter().map(|person| person.name.as_str()).collect()
}

/// A list as Excel saves it as “CSV” on Windows, where it is not UTF-8, with lines that nobody can import.
const ANSI: &[u8] = b"Organisation;Type;Name;Email;Telephone;Notes\r\n\
    Caf\xe9 Elm;charity;Jos\xe9 O\x92Brien;jose@elm.example.org;020 7946 0001;\xa35 \x96 paid\r\n\
    Caf\xe9 Elm;;Ren\xe9e Shah;renee shah@elm.example.org;;=1+1\r\n\
    Open Door;library;Ruth Kowalski;ruth@open.example.org;;\r\n\
    Open Door;charity;Neil Fraser;;07700 900123;\r\n\
    ;;Kofi Mensah;;;\r\n";

#[rocket::async_test]
async fn a_list_from_excel_is_mended_where_it_is_wrong_and_nothing_is_doubled() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let import = format!("{PAGE}/import");
    let (page, shown) = upload::named(&trainer, &import, "Partners 2026.csv", ANSI).await;
    shown.says("Partners 2026.csv").says("We read this file as Windows-1252 (ANSI)");
    shown.says("Check that letters such as é and signs such as £ look right").says("“José O’Brien”");
    shown.says("“£5 – paid”").says("<dt>Refused</dt><dd>3</dd>").says("<dt>New</dt><dd>2</dd>");
    shown.says("Three rows can’t be imported; the rest can. Fix these rows and import the file again");
    shown.says("Email: Email addresses can’t contain spaces");
    shown.says("Kind: We don’t know the type “library”. Use Children’s home, School, ");
    shown.says(
        "A new contact, and Open Door as a new partner · no email address, so can’t be invited by email",
    );
    // Whoever sees the wrong letters chooses another way to read the file, on every page of it.
    let otherwise = trainer.get(&format!("{page}?read_as=macintosh")).await;
    otherwise.says("We read this file as Mac Roman").never_says("José");
    assert_eq!(otherwise.field("read_as"), Some("macintosh"));
    trainer.get(&format!("{page}?read_as=utf-8")).await.says("We read this file as Windows-1252");

    let refused = trainer.get(&format!("{page}/refused.csv?read_as=windows-1252")).await;
    refused.has_status(200);
    assert_eq!(refused.header("Content-Disposition"), Some("attachment; filename=\"refused-lines.csv\""));
    let lines: Vec<&str> = refused.body.lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[0], "\u{feff}problem,Organisation,Type,Name,Email,Telephone,Notes");
    assert!(lines[1].ends_with(",Café Elm,,Renée Shah,renee shah@elm.example.org,,'=1+1"), "{lines:?}");
    let done = trainer.post(&page, &[("read_as", shown.field("read_as").unwrap())]).await;
    trainer.follow(&done).await.says("Imported: two new partners, two new contacts.");
    let people = everybody(&app).await;
    assert_eq!(names(&people), ["José O’Brien", "Neil Fraser"]);
    assert_eq!((&*people[1].email, &*people[1].phone), ("", "07700 900123"));

    let mended = refused.body.replace("renee shah@", "renee.shah@").replace(",library,", ",charity,");
    let mended = mended.replace(",,Kofi Mensah,,", ",,Kofi Mensah,kofi@example.org,");
    let (page, shown) = upload::list(&trainer, &import, mended.as_bytes()).await;
    shown.says("Check this list: three new contacts").never_says("We read this file as");
    shown.says("<dt>Refused</dt><dd>0</dd>").says("Ignored columns: Notes.");
    trainer.post(&page, &[]).await.leads_to(PAGE);
    let five = ["José O’Brien", "Kofi Mensah", "Neil Fraser", "Renée Shah", "Ruth Kowalski"];
    assert_eq!(names(&everybody(&app).await), five);
    // The whole list once more, and what the service itself would give out.
    let (_, again) = upload::list(&trainer, &import, ANSI).await;
    again.says("<dt>New</dt><dd>0</dd>").says("<dt>Unchanged</dt><dd>2</dd>").never_says("Import this list");
    let out = trainer.get(&format!("{PAGE}/list.csv")).await;
    let (_, again) = upload::list(&trainer, &import, out.body.as_bytes()).await;
    again.says("This file changes nothing").says("<dt>Refused</dt><dd>0</dd>");
    assert_eq!(everybody(&app).await.len(), 5);
    assert_eq!(partners::all(app.app.db.read(), app.programme.id).await.unwrap().len(), 2);
}

#[rocket::async_test]
async fn text_in_16_bits_and_a_workbook_are_lists_too() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let import = format!("{PAGE}/import");
    let text = "Name\tEmail\r\nSiân Ŵyn\tsian@example.org\r\n";
    let unicode: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (page, shown) = upload::named(&trainer, &import, "Unicode.txt", &unicode).await;
    shown.says("We read this file as UTF-16").says("“Siân Ŵyn”").says("one new contact");
    trainer.post(&page, &[("read_as", "utf-16le")]).await.leads_to(PAGE);

    let book = workbook(&[
        &[],
        &["Name", "Email", "Phone"],
        &["Siân Ŵyn", "sian@example.org", "029 2000 0000"],
        &["Kofi Mensah", "kofi mensah@example.org", ""],
    ]);
    let (page, shown) = upload::named(&trainer, &import, "Partners.xlsx", &book).await;
    shown.says("Check this list: one contact changed").never_says("We read this file as");
    shown.says("Changes phone").says("Email addresses can’t contain spaces");
    trainer.get(&format!("{page}/refused.csv")).await.says("Kofi Mensah,kofi mensah@example.org");
    trainer.post(&page, &[("read_as", "")]).await.leads_to(PAGE);
    let people = everybody(&app).await;
    assert_eq!(names(&people), ["Siân Ŵyn"]);
    assert_eq!(people[0].phone, "029 2000 0000");
}

#[rocket::async_test]
async fn somebody_with_a_phone_alone_takes_part_and_no_email_is_tried() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let form = [("name", "Ruth Kowalski"), ("phone", "07700 900123"), ("email", "")];
    trainer
        .post(&format!("{PAGE}/library/contacts"), &form[..1])
        .await
        .has_status(422)
        .says("or a phone number");
    for name in ["Ruth Kowalski", "Neil Fraser"] {
        let form = [("name", name), ("phone", "07700 900123"), ("email", "")];
        trainer.post(&format!("{PAGE}/library/contacts"), &form).await.has_status(303);
    }
    let ruth = everybody(&app).await.into_iter().find(|one| one.name == "Ruth Kowalski").unwrap().id;
    let edit = format!("/programmes/reading/contacts/{ruth}/edit");
    trainer.get(&edit).await.has_status(200).says("Without one they can’t be invited by email");
    trainer.post(&edit, &[form[0], form[1], form[2], ("partner", "library")]).await.has_status(303);

    let (course, address) = plan(&app, &trainer, &filled()).await;
    let list = format!("{address}/participants");
    trainer.get(&list).await.says("Ruth Kowalski, library staff (07700 900123)");
    let file = b"name,phone,email\nRuth Kowalski,07700 900123,\nKofi,,kofi@example.org\n";
    let (page, shown) = upload::list(&trainer, &format!("{list}/import"), file).await;
    shown.says("This file adds 2 people to the course");
    trainer.post(&page, &[]).await.leads_to(&list);
    trainer
        .get(&list)
        .await
        .says("no email address, so can’t be invited by email")
        .says("2 people take part");
    app.clock.set("2026-06-09T10:00:00Z".parse().unwrap());
    app.run_due().await;
    let before = round(&app, &course, RoundPurpose::Before).await;
    assert_eq!(invitations::count(app.app.db.read(), before.id).await.unwrap().0, 2);
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("/programmes/reading/rounds/{}/invitations", before.code)).await;
    page.has_status(200).says("No email address, so no invitation can be sent.");
    let link = app.link_to("kofi@example.org", "/i/").await;
    app.visitor().await.get(&link).await.has_status(200);
}

/// A workbook with one sheet of text.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let related = |to: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Target=\"{to}\" Type=\"{OFFICE}/{kind}\"/>\
             </Relationships>"
        )
    };
    let mut sheet = String::new();
    for row in rows {
        sheet.push_str("<row>");
        for cell in *row {
            write!(sheet, "<c t=\"inlineStr\"><is><t>{cell}</t></is></c>").unwrap();
        }
        sheet.push_str("</row>");
    }
    let files = [
        ("_rels/.rels", related("xl/workbook.xml", "officeDocument")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"Partners\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", related("worksheets/sheet1.xml", "worksheet")),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{SHEET}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
