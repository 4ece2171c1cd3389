//! The write-up of a workshop behind its unguessable link: a page that prints, and files.

use askama::Template;
use common_ground_boards::write_up::{APPENDIX, WriteUp, docx};
use rocket::http::ContentType;

use crate::{
    store::boards::write_ups,
    system::secret::KeyPurpose,
    web::{Answer, Download, Error, Frame, Link, Result, Visitor, at},
};

/// The language of write-ups.
const LANGUAGE: &str = "en-GB";

/// The page.
#[derive(Debug, Template)]
#[template(path = "public/write_up.html")]
struct Shown {
    frame: Frame,
    write_up: WriteUp,
    title: String,
    /// The words above every card as it was written.
    appended: &'static str,
    files: Vec<Link>,
}

/// The latest revision.
#[rocket::get("/write-up/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let write_up = find(&visitor, token).await?;
    let files =
        [("docx", "Word"), ("txt", "plain text"), ("md", "Markdown"), ("html", "web page"), ("json", "JSON")];
    let files = files.map(|(ending, kind)| {
        Link::new(format!("Download as {kind}"), at::write_up_file(token, format!("write-up.{ending}")))
    });
    let title = if write_up.title.is_empty() { "Write-up".to_owned() } else { write_up.title.clone() };
    Answer::page(&Shown { frame: visitor.frame(), title, appended: APPENDIX, write_up, files: files.into() })
}

/// The same as a file: `write-up.docx`, `.txt`, `.md`, `.html`, `.json`.
#[rocket::get("/write-up/<token>/<file>")]
pub(crate) async fn file(token: &str, file: &str, visitor: Visitor<'_>) -> Result<Download> {
    let write_up = find(&visitor, token).await?;
    let broken = |error: &dyn std::fmt::Display| Error::Broken(format!("a write-up: {error}"));
    let (kind, body) = match file {
        "write-up.txt" => (ContentType::Plain, write_up.to_text().into_bytes()),
        "write-up.md" => (ContentType::new("text", "markdown"), write_up.to_markdown().into_bytes()),
        "write-up.html" => {
            (ContentType::HTML, write_up.to_html(LANGUAGE).map_err(|error| broken(&error))?.into_bytes())
        }
        "write-up.json" => {
            (ContentType::JSON, write_up.to_json().map_err(|error| broken(&error))?.into_bytes())
        }
        "write-up.docx" => {
            let kind = docx::MEDIA_TYPE.parse().map_err(|error: String| broken(&error))?;
            (kind, write_up.to_docx(LANGUAGE).map_err(|error| broken(&error))?)
        }
        _ => return Err(Error::NotFound),
    };
    Ok(Download::new(file, kind, body))
}

async fn find(visitor: &Visitor<'_>, token: &str) -> Result<WriteUp> {
    let missing = || visitor.unknown(|| Error::NotFound);
    let board = visitor.app.secret.carried_id(KeyPurpose::WriteUp, token).ok_or_else(missing)?;
    let latest = write_ups::latest(visitor.app.db.read(), board).await?;
    Ok(latest.ok_or_else(missing)?.document)
}
