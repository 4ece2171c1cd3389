//! Each way in from outside, fed with any bytes: it reads them or refuses them. What it read, it reads again.

use std::{
    fs,
    io::Cursor,
    sync::{Arc, LazyLock},
};

use common_ground::{
    exchange::{
        backup::Opened,
        people::{PeopleList, pasted},
        programme_archive::ProgrammeArchive,
        xls_form as form,
    },
    mail::{DsnReport, ReturnPath},
    store::programme_archive::ArchivePart,
    survey::{
        answers::{self, Answers, Raw},
        checklist::Checklist,
        columns::Columns,
        definition::Survey,
        paging,
        partner::Kinds,
        templates,
    },
    system::form_body::FormBody,
};
use common_ground_boards::write_up::WriteUp;
use common_ground_datasets::{TextSheet, text_workbook};
use common_ground_reports::wide::{self, WideOptions};

/// What is done with bytes from outside.
type Target = fn(&[u8]);

/// Every target with the name of its corpus.
pub const ALL: [(&str, Target); 9] = [
    ("form_body", form_body),
    ("survey", survey),
    ("answers", answers),
    ("contacts", contacts),
    ("bounce", bounce),
    ("backup", backup),
    ("write_up", write_up),
    ("xls_form", xls_form),
    ("programme_archive", programme_archive),
];

/// The survey that bodies of forms and files of answers are read by.
fn asked() -> &'static Survey {
    templates::find("partner_expect").expect("a ready-made survey")
}

/// What the answers of its side are checked by, as the service keeps it.
static CHECKLIST: LazyLock<Checklist> =
    LazyLock::new(|| Checklist::new(Arc::new(asked().clone()), asked().sides[0]));

/// The body of a form that somebody sends in answer to a survey: sent as a whole, and page by page. A body that is no text is
/// refused before anything is read of it.
pub fn form_body(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let fields: Vec<_> = url::form_urlencoded::parse(bytes).collect();
    let form = FormBody::read(text);
    assert!(form.fields().eq(fields.iter().map(|(name, value)| (&**name, &**value))));
    for language in ["en-GB", "cy", "xx"] {
        let whole = CHECKLIST.settle(language, &Answers::default(), form.within("answers"));
        let by_name = read_by_name(&form, language);
        let stored = whole.as_ref().map(|record| record.document.clone());
        assert_eq!(stored, by_name.as_ref().map(Answers::to_json), "as a trial of the survey reads it");
        let Some(collected) = read_in_pages(&form, language) else {
            assert!(whole.is_err(), "no page holds what the whole form does not");
            continue;
        };
        let sent = CHECKLIST.settle(language, &collected, std::iter::empty());
        if let Ok(whole) = whole {
            assert_eq!(sent, Ok(whole), "in pages as at once");
        }
    }
}

/// The answers of a form by the names of their questions. What was read is read again.
fn read_by_name(form: &FormBody, language: &str) -> Result<Answers, Vec<answers::Problem>> {
    let (survey, side) = (asked(), asked().sides[0]);
    let mut raw = Raw::new();
    for (item, value) in form.within("answers") {
        raw.entry(item.to_owned()).or_default().push(value.to_owned());
    }
    let read = answers::read_in(survey, side, language, &raw)?;
    let again =
        answers::read_in(survey, side, language, &read.to_raw()).expect("what was read is read again");
    assert_eq!(again.to_json(), read.to_json());
    Ok(read)
}

/// The answers of a form whose fields come with every page; none once a page has something to mend.
fn read_in_pages(form: &FormBody, language: &str) -> Option<Answers> {
    let (survey, side) = (asked(), asked().sides[0]);
    let mut collected = Answers::default();
    let mut done = 0;
    while let Some(page) = paging::pages(survey, side, &collected).get(done) {
        collected = CHECKLIST.page(language, page, &collected, form.within("answers")).ok()?;
        done += 1;
    }
    Some(collected)
}

/// The definition of a survey, from a file.
pub fn survey(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(draft) = Survey::draft("fuzz", text) {
        let _ = draft.faults();
        let _ = draft.to_json();
    }
    if let Ok(survey) = Survey::parse("fuzz", text) {
        let written = survey.to_json();
        let again = Survey::parse("fuzz", &written).expect("what was read is read again");
        assert_eq!(again.to_json(), written);
    }
}

/// A file of answers, as the report reads it and as the import does.
pub fn answers(bytes: &[u8]) {
    let options = WideOptions { file: "fuzz", known: &wide::without_survey, progress: &mut |_| {} };
    let _ = wide::read(bytes, options);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = rows.records().map_while(Result::ok);
    let Some(header) = rows.next() else { return };
    let survey = asked();
    let columns = Columns::new(survey, survey.sides[0]);
    let header: Vec<&str> = header.iter().collect();
    let Ok(reader) = columns.reader(&header) else { return };
    for (line, row) in (2..).zip(rows) {
        let cells: Vec<&str> = row.iter().collect();
        let _ = reader.read(line, &cells);
    }
}

/// A list of people: a CSV file or a workbook, or pasted.
pub fn contacts(bytes: &[u8]) {
    if let Ok(list) = PeopleList::read(bytes, None, Kinds(&[])) {
        let _ = list.examples();
        let refused = list.refused(|_| &[]).expect("a list of what was refused");
        let _ = PeopleList::read(&refused, None, Kinds(&[]));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = pasted(text, 100, Kinds(&[]));
    }
}

/// What comes back from a mail server.
pub fn bounce(bytes: &[u8]) {
    let path = ReturnPath::parse("bounce@example.org").expect("an address");
    if let Some(report) = DsnReport::read(bytes) {
        let _ = report.is_final();
        let _: Vec<_> = report.sent_to.iter().filter_map(|text| path.find(text)).collect();
    }
}

/// The file of a backup. Whatever it holds, nothing is written but into the folder it is unpacked in.
pub fn backup(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, inside) = (folder.path().join("backup.tar"), folder.path().join("inside"));
    fs::write(&file, bytes).expect("a file");
    fs::create_dir(&inside).expect("a folder");
    if let Ok(opened) = Opened::open(&file) {
        let _ = opened.unpack(&inside, |_| {});
    }
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2, "something was written beside");
}

/// The write-up of a workshop, as text, Markdown or Word.
pub fn write_up(bytes: &[u8]) {
    for name in ["notes.txt", "notes.md", "notes.docx"] {
        let Ok(read) = WriteUp::from_file(name, bytes) else { continue };
        let written = read.write_up.to_text();
        let _ = read.write_up.to_markdown();
        let _ = read.write_up.to_html("en-GB").expect("a page");
        let _ = read.write_up.to_docx("en-GB").expect("a Word document");
        if let Ok(again) = WriteUp::from_text(&written) {
            assert_eq!(again.write_up.cards(), read.write_up.cards(), "{written}");
        }
    }
}

/// A survey as a workbook. Of a packed file hardly anything can be changed, so that its cells come as text too: a line for each
/// row, tabs between cells, and `#` before the name where a sheet begins.
pub fn xls_form(bytes: &[u8]) {
    read_form(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut sheets: Vec<TextSheet> = Vec::new();
    for line in text.lines().take(1_000) {
        let begins = |name: &&str| line.strip_prefix('#') == Some(*name);
        if let Some(name) = ["survey", "choices", "settings"].into_iter().find(begins) {
            sheets.push(TextSheet { name, rows: Vec::new() });
        } else if let Some(sheet) = sheets.last_mut() {
            sheet.rows.push(line.split('\t').take(100).map(str::to_owned).collect());
        }
    }
    if let Ok(workbook) = text_workbook(&sheets) {
        read_form(&workbook);
    }
}

fn read_form(bytes: &[u8]) {
    let Ok(survey) = form::read(bytes) else { return };
    assert!(survey.faults().is_empty(), "a survey with faults was read");
    for side in &survey.sides {
        if let Ok(written) = form::write(&survey, *side) {
            let _ = form::read(&written);
        }
    }
}

/// The archive of a programme, read from its first record to its last.
pub fn programme_archive(bytes: &[u8]) {
    let Ok(mut archive) = ProgrammeArchive::of("fuzz", Cursor::new(bytes)) else { return };
    for part in ArchivePart::ALL {
        let Ok(mut lines) = archive.lines(part) else { return };
        while let Ok(page) = lines.page() {
            if page.is_empty() {
                break;
            }
            for line in page {
                let _ = part.read(&line.json);
            }
        }
    }
}
