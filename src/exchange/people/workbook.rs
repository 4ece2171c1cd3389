//! The first sheet of an Excel workbook as rows. A workbook is a ZIP: a small one can hold a great deal, so it is unpacked once
//! and counted before it is read.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, copy, sink},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{MOST_ROWS, Record, located};
use crate::survey::columns::Located;

/// How every workbook begins.
const BEGINS: &[u8] = b"PK\x03\x04";
/// How workbooks began until 2007.
const BEGAN: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
/// The most that a workbook may hold unpacked.
const UNPACKED: u64 = 20 * 1024 * 1024;
/// The most files that it may be made of.
const FILES: usize = 1_000;
/// The most columns that are read.
const COLUMNS: u32 = 100;
/// The most characters of a cell that are read: more than any of ours may have.
const CELL: usize = 1_000;

const UNREADABLE: &str =
    "This workbook can’t be opened. Remove its password if it has one, or save it as “CSV UTF-8”";

/// Whether a file is a workbook, or something else made by Excel.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINS) || bytes.starts_with(BEGAN)
}

/// The rows of its first sheet that have anything in them.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<Record>, Located> {
    if bytes.starts_with(BEGAN) {
        return Err(whole(
            "This is an old or protected Excel file. Save it as “Excel Workbook (.xlsx)” without a password",
        ));
    }
    if !is_bounded(bytes).ok_or_else(|| whole(UNREADABLE))? {
        return Err(whole(
            "This workbook is too large. Keep only the sheet with your list, or save it as “CSV UTF-8”",
        ));
    }
    // Whatever a strange file does to the reader is the file's fault.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| Err(whole(UNREADABLE)))
}

/// Whether all that it holds is small enough; `None` where it is no ZIP.
pub(in crate::exchange) fn is_bounded(bytes: &[u8]) -> Option<bool> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > FILES {
        return Some(false);
    }
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).ok()?;
        let unpacked = copy(&mut file.take(left + 1), &mut sink()).ok()?;
        let Some(rest) = left.checked_sub(unpacked) else { return Some(false) };
        left = rest;
    }
    Some(true)
}

fn read(bytes: &[u8]) -> Result<Vec<Record>, Located> {
    let unreadable = |_| whole(UNREADABLE);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let sheets = book.sheets_metadata().iter();
    let mut sheets =
        sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let first = sheets.next().ok_or_else(|| whole("This workbook has no sheet"))?.name.clone();
    let mut cells = book.worksheet_cells_reader(&first).map_err(unreadable)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let said = text(cell.get_value(), CELL);
        if said.is_empty() || column >= COLUMNS {
            continue;
        }
        let cells = rows.entry(row).or_default();
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = said;
        if rows.len() > MOST_ROWS + 1 {
            return Err(located(u64::from(row) + 1, "", format!("Import at most {MOST_ROWS} rows at once")));
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| Record { line: u64::from(row) + 1, cells }).collect())
}

/// A cell as it is shown, so much of it. A number without a fraction has none: phone numbers are often kept as numbers.
pub(in crate::exchange) fn text(cell: &DataRef<'_>, most: usize) -> String {
    let said = match cell {
        DataRef::SharedString(text) => (*text).chars().take(most).collect(),
        DataRef::String(text) => text.chars().take(most).collect(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        other => Data::from(other.clone()).to_string(),
    };
    said.trim().to_owned()
}

fn whole(message: &str) -> Located {
    located(1, "", message)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A workbook of one sheet.
    fn workbook(sheet: &str) -> Vec<u8> {
        packed(&[
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"r1\" Target=\"xl/workbook.xml\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>\
                 </Relationships>",
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                 <sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/>\
                 </Relationships>",
            ),
            ("xl/worksheets/sheet1.xml", sheet),
        ])
    }

    fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn sheet(rows: &str) -> String {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}\
             </sheetData></worksheet>"
        )
    }

    fn cell(at: &str, text: &str) -> String {
        format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    #[test]
    fn cells_stand_where_the_sheet_has_them_and_numbers_have_no_fraction() {
        let rows = format!(
            "<row r=\"1\">{}{}</row><row r=\"3\">{}<c r=\"C3\"><v>2079460000</v></c></row><row r=\"4\"/>",
            cell("A1", "name"),
            cell("C1", "phone"),
            cell("A3", " José ")
        );
        let rows = super::rows(&workbook(&sheet(&rows))).unwrap();
        let rows: Vec<(u64, Vec<&str>)> =
            rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(rows, [(1, vec!["name", "", "phone"]), (3, vec!["José", "", "2079460000"])]);
    }

    #[test]
    fn what_would_fill_the_memory_is_refused_before_it_is_read() {
        let bomb = workbook(&sheet(&" ".repeat(30 << 20)));
        assert!(bomb.len() < 100_000, "{} bytes hold 30 MB", bomb.len());
        assert!(super::rows(&bomb).unwrap_err().to_string().contains("too large"));
        let names: Vec<String> = (0..1_001).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "")).collect();
        assert!(super::rows(&packed(&many)).unwrap_err().to_string().contains("too large"));
        let far = format!("<row r=\"1048576\">{}{}</row>", cell("A1048576", "x"), cell("XFD1048576", "y"));
        assert_eq!(super::rows(&workbook(&sheet(&far))).unwrap()[0].cells, ["x"]);
        let rows: Vec<String> =
            (1..=5_002).map(|n| format!("<row r=\"{n}\">{}</row>", cell(&format!("A{n}"), "x"))).collect();
        let long = rows.concat();
        assert!(super::rows(&workbook(&sheet(&long))).unwrap_err().to_string().contains("at most 5000"));
    }

    #[test]
    fn what_is_no_workbook_is_refused_in_words() {
        for bytes in [&b"PK\x03\x04"[..], &packed(&[("hello.txt", "hello")])] {
            assert!(super::rows(bytes).unwrap_err().to_string().contains("can’t be opened"));
        }
        assert!(super::rows(&[0xD0, 0xCF, 0x11, 0xE0]).unwrap_err().to_string().contains("old or protected"));
        let whole = workbook(&sheet(&format!("<row r=\"1\">{}</row>", cell("A1", "name"))));
        for cut in (4..whole.len()).step_by(97) {
            assert!(super::rows(&whole[..cut]).is_err(), "cut at {cut}");
        }
    }
}
