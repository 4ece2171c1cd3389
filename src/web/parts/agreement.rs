//! The sheet of an agreement, as staff and partners see and print it.

use jiff::tz::TimeZone;

use crate::{
    store::{AgreementVersion, Confirmation},
    survey::{
        Side,
        agreement::{Part, ROWS},
    },
    web::parts::format,
};

#[derive(Debug)]
pub(crate) struct SheetPart {
    pub heading: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// What is said where it says nothing.
    pub missing: &'static str,
}

/// The whole sheet.
#[derive(Debug)]
pub(crate) struct AgreementSheet {
    /// “Agreement between Riverside Libraries and Elm House”
    pub heading: String,
    /// Its rows: one part, or two side by side.
    pub rows: Vec<Vec<SheetPart>>,
    /// When both sides look at it again.
    pub review: String,
    /// Who confirmed it when, or that they have not.
    pub confirmed: Vec<String>,
    /// “Version 2”
    pub version: String,
}

impl AgreementSheet {
    /// The sheet of a version. Without the names of who is asked, where the sheet is passed on before they confirmed.
    pub(crate) fn new(version: &AgreementVersion, asked: &[Confirmation], zone: &TimeZone) -> Self {
        let document = &version.document;
        let part = |part: Part| SheetPart {
            heading: document.heading(part),
            lines: document.text(part).lines().map(str::to_owned).collect(),
            missing: part.missing(),
        };
        let rows =
            ROWS.iter().map(|(left, right)| [Some(*left), *right].into_iter().flatten().map(part).collect());
        Self {
            heading: format!("Agreement between {} and {}", document.library, document.partner),
            rows: rows.collect(),
            review: document.review(),
            confirmed: asked.iter().map(|one| confirmed(version, one, zone)).collect(),
            version: format!("Version {}", version.version),
        }
    }
}

fn confirmed(version: &AgreementVersion, one: &Confirmation, zone: &TimeZone) -> String {
    let organisation = match one.side {
        Side::Library => &version.document.library,
        Side::Partner => &version.document.partner,
    };
    match one.confirmed_at {
        Some(at) => format!("{} confirmed it for {organisation} on {}.", one.name, format::date(at, zone)),
        None => format!("{organisation} has not confirmed it yet."),
    }
}
