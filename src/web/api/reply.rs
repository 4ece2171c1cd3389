//! What a handler answers: a document as JSON, or a table as CSV or JSON lines, each with a mark of what it holds, so that
//! a program that has it already is told so.

use std::io::Cursor;

use rocket::{
    Request,
    http::{ContentType, Header, Method, Status},
    request::{FromRequest, Outcome},
    response::{self, Responder, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    system::secret::hash_bytes,
    web::{Error, Result, http::marked::KnownMarks},
};

/// Nobody on the way keeps what a program reads.
const KEPT_BY_NOBODY: &str = "private, no-store";

/// A document.
pub(crate) struct Shown<T> {
    body: T,
    /// The address of the next page of a list.
    next: Option<String>,
    /// Where it is from now on; none where it was there before.
    location: Option<String>,
}

impl<T> Shown<T> {
    pub(crate) fn new(body: T) -> Self {
        Self { body, next: None, location: None }
    }

    /// A page of a list, with the address of the next.
    pub(crate) fn page(body: T, next: Option<String>) -> Self {
        Self { body, next, location: None }
    }

    /// What was put there now.
    pub(crate) fn made(body: T, location: String) -> Self {
        Self { body, next: None, location: Some(location) }
    }
}

/// The mark of what is shown.
pub(crate) fn mark<T: Serialize>(shown: &T) -> Result<String> {
    let body = serde_json::to_vec(shown);
    let body = body.map_err(Error::broken)?;
    Ok(mark_of(&body))
}

fn mark_of(body: &[u8]) -> String {
    format!("\"{}\"", hash_bytes(body))
}

/// Something that is no longer there.
pub(crate) struct ApiDeleted;

impl<'r> Responder<'r, 'static> for ApiDeleted {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build().status(Status::NoContent).header(Header::new("Cache-Control", KEPT_BY_NOBODY)).ok()
    }
}

impl<'r, T: Serialize> Responder<'r, 'static> for Shown<T> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let body = serde_json::to_vec(&self.body).map_err(|_| Status::InternalServerError)?;
        let mark = mark_of(&body);
        let mut response = respond(request, ContentType::JSON, body, Some(mark));
        if let Some(location) = self.location {
            response.set_status(Status::Created);
            response.set_header(Header::new("Location", location));
        }
        if let Some(next) = self.next {
            response.set_header(Header::new("Link", format!("<{next}>; rel=\"next\"")));
        }
        Ok(response)
    }
}

/// How a program wants a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableFormat {
    /// CSV (RFC 4180).
    Csv,
    /// One JSON object a line.
    JsonLines,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for TableFormat {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let accepts = request.headers().get("Accept").collect::<Vec<_>>().join(",");
        let is_lines = accepts.contains("jsonl") || accepts.contains("ndjson");
        Outcome::Success(if is_lines { Self::JsonLines } else { Self::Csv })
    }
}

/// A table.
pub(crate) struct TableFile {
    kind: ContentType,
    body: Vec<u8>,
    mark: Option<String>,
    name: String,
}

impl TableFile {
    /// A table that is written as CSV, in the form in which it is wanted. `mark` tells one state of it from another where
    /// its bytes do not.
    pub(crate) fn new(csv: Vec<u8>, wanted: TableFormat, name: &str, mark: Option<&str>) -> Result<Self> {
        let (kind, ending, body) = match wanted {
            TableFormat::Csv => (ContentType::CSV, "csv", csv),
            TableFormat::JsonLines => {
                (ContentType::new("application", "jsonl"), "jsonl", lines(&csv).map_err(Error::broken)?)
            }
        };
        let mark =
            mark.map_or_else(|| hash_bytes(&body), |mark| hash_bytes(format!("{mark} {ending}").as_bytes()));
        Ok(Self { kind, body, mark: Some(format!("W/\"{mark}\"")), name: format!("{name}.{ending}") })
    }
}

/// The mark of a table whose first column and whose order are of this file alone: of all its other cells, whatever their order.
pub(crate) fn mark_of_rows(csv: &[u8]) -> Result<String, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    let mut rows = Vec::new();
    for row in reader.byte_records() {
        let row = row?;
        let mut cells = Vec::new();
        for cell in row.iter().skip(1) {
            // With its length, or the end of one could pass for the beginning of the next.
            cells.extend_from_slice(&cell.len().to_be_bytes());
            cells.extend_from_slice(cell);
        }
        rows.push(hash_bytes(&cells));
    }
    rows.sort_unstable();
    Ok(hash_bytes(rows.concat().as_bytes()))
}

impl<'r> Responder<'r, 'static> for TableFile {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = respond(request, self.kind, self.body, self.mark);
        let name = format!("attachment; filename=\"{}\"", self.name);
        response.set_header(Header::new("Content-Disposition", name));
        Ok(response)
    }
}

/// Each row as an object, every cell as the text that it is in the CSV; an empty cell is null.
fn lines(csv: &[u8]) -> Result<Vec<u8>, csv::Error> {
    let mut reader = csv::Reader::from_reader(csv);
    let headings = reader.headers()?.clone();
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row?;
        let cells = headings.iter().zip(row.iter()).map(|(heading, cell)| {
            let cell = if cell.is_empty() { Value::Null } else { Value::from(cell) };
            (heading.to_owned(), cell)
        });
        out.extend(Value::Object(cells.collect::<Map<_, _>>()).to_string().into_bytes());
        out.push(b'\n');
    }
    Ok(out)
}

/// A body under its mark; nothing where the program has it already.
pub(crate) fn respond(
    request: &Request<'_>,
    kind: ContentType,
    body: Vec<u8>,
    mark: Option<String>,
) -> Response<'static> {
    let mut response = Response::new();
    response.set_header(Header::new("Cache-Control", KEPT_BY_NOBODY));
    let reads = matches!(request.method(), Method::Get | Method::Head);
    let known = KnownMarks::of(request);
    let is_known = reads
        && mark.as_deref().is_some_and(|mark| known.is(mark.trim_start_matches("W/").trim_matches('"')));
    if let Some(mark) = mark {
        response.set_header(Header::new("ETag", mark));
    }
    if is_known {
        response.set_status(Status::NotModified);
        return response;
    }
    response.set_header(kind);
    response.set_sized_body(body.len(), Cursor::new(body));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_rows_rests_on_every_cell_but_the_first_and_on_no_order() {
        let mark = |csv: &str| mark_of_rows(csv.as_bytes()).unwrap();
        let one = mark("response_id,group,words\r\na,school,Yes\r\nb,other,No\r\n");
        assert_eq!(one, mark("response_id,group,words\r\nc,other,No\r\nd,school,Yes\r\n"));
        for changed in ["c,other,No\r\nd,school,Yes!", "c,otherN,o\r\nd,school,Yes", "c,other,No"] {
            assert_ne!(one, mark(&format!("response_id,group,words\r\n{changed}\r\n")), "{changed}");
        }
    }

    #[test]
    fn each_row_of_a_table_is_one_object_and_an_empty_cell_is_null() {
        let lines = lines(b"item,n,mean\r\nbring,12,\r\n\"a,b\",007,3.5\r\n").unwrap();
        let text = String::from_utf8(lines).unwrap();
        let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows[0], serde_json::json!({"item": "bring", "n": "12", "mean": null}));
        assert_eq!(rows[1], serde_json::json!({"item": "a,b", "n": "007", "mean": "3.5"}));
    }
}
