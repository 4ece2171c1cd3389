//! The two sides of a course, where it asks both: what each is called, and how what is told of it is marked.

use serde::{Deserialize, Serialize};

use crate::chart;
use crate::wording;

/// Whom figures are of, where a course asks both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// Library staff.
    Library,
    /// People of partners.
    Partner,
}

impl People {
    /// "library staff"
    pub fn words(self) -> &'static str {
        match self {
            Self::Library => "library staff",
            Self::Partner => "partners",
        }
    }

    /// "Library staff: "
    pub(super) fn before(self) -> String {
        format!("{}: ", wording::capitalised(self.words()))
    }

    /// The side whose colour they have.
    pub(super) fn side(self) -> chart::ChartSide {
        match self {
            Self::Library => chart::ChartSide::Library,
            Self::Partner => chart::ChartSide::Partner,
        }
    }
}

/// So many of them: "12 people", "12 library staff".
pub(super) fn counted(people: Option<People>, count: u64) -> String {
    let (one, many) = match people {
        None => ("person", "people"),
        Some(People::Library) => ("member of library staff", "library staff"),
        Some(People::Partner) => ("partner", "partners"),
    };
    wording::counted(count, one, many)
}

/// The beginning of the name of a side's picture. That of partners begins in another way, because the one begins with
/// what the other is.
pub(super) fn stem(people: Option<People>, stem: &str) -> String {
    match people {
        Some(People::Partner) => format!("partners-{stem}"),
        _ => stem.to_owned(),
    }
}
