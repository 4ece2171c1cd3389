//! A file of contacts as it is sent, and what is said of each of its lines before anything is stored.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use common_ground_reports::summary::wording;
use rocket::{FromForm, data::Capped};

use crate::{
    exchange::contacts::{ContactFile, Fate, Line, MOST_ROWS},
    survey::columns::Located,
    web::{
        http::{
            error::{Error, Result},
            form_data::FormData,
        },
        parts::{
            form::{Field, Input},
            piece::Carried,
            rows::Row,
        },
    },
};

/// A file that was sent.
#[derive(FromForm)]
pub(crate) struct Upload<'f> {
    list: Option<Capped<&'f [u8]>>,
}

impl Upload<'_> {
    /// The file and what is in it, or what to say beside its field.
    pub(crate) fn read(&self) -> Result<(&[u8], ContactFile), String> {
        let sent = match &self.list {
            Some(list) if !list.is_complete() => {
                return Err("This file is larger than 1 MB; import it in parts".to_owned());
            }
            Some(list) if !list.is_empty() => &***list,
            _ => return Err("Choose the file with your list".to_owned()),
        };
        ContactFile::read(sent).map(|file| (sent, file)).map_err(|wrong| sentence(&wrong))
    }
}

/// The field that takes it.
pub(crate) fn field() -> Field {
    Field::new("list", "File with your list", Input::File { accept: ".csv,text/csv" })
        .hint(format!("Up to 1 MB and {MOST_ROWS} lines, saved as “CSV UTF-8”."))
}

/// The file itself, to go along with a form, so that exactly what was shown is read again.
pub(crate) fn carried(sent: &[u8]) -> Carried {
    Carried { name: "list".to_owned(), value: URL_SAFE_NO_PAD.encode(sent) }
}

/// The file that went along.
pub(crate) fn brought(entries: &FormData) -> Result<ContactFile> {
    let sent = URL_SAFE_NO_PAD.decode(entries.one("list")).map_err(|_| Error::Unprocessable)?;
    ContactFile::read(&sent).map_err(|_| Error::Unprocessable)
}

/// A line and what becomes of it, with what else there is to say.
pub(crate) fn row(line: &Line, more: &str) -> Row {
    let place = format!("Line {}", line.line);
    let at = if line.organisation.is_empty() { "library staff" } else { &*line.organisation };
    let said = match &line.fate {
        Fate::Refused(wrong) => sentence(wrong),
        Fate::NewPartner => format!("{place}: a new partner without a contact"),
        Fate::NewContact { with_partner: true } => {
            format!("{place}: a new contact, and {at} as a new partner")
        }
        Fate::NewContact { with_partner: false } => format!("{place}: a new contact at {at}"),
        Fate::Changed(fields) => format!("{place}: changes {}", fields.join(", ")),
        Fate::Unchanged => format!("{place}: all of it is there"),
    };
    let stopped = if line.stopped { " · asked for no more mail, and gets none" } else { "" };
    let title = if line.what.is_empty() { place } else { line.what.clone() };
    Row::new(title, format!("{said}{more}{stopped}"))
}

fn sentence(wrong: &Located) -> String {
    wording::capitalised(&wrong.to_string())
}
