//! The two sides of a partnership.

use serde::{Deserialize, Serialize};

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Library staff.
    Library,
    /// Partner organisations.
    Partner,
}

keys!(Side { Library = "library", Partner = "partner" });

impl Side {
    /// The key of the item that gives the reporting group.
    pub fn group_item(self) -> &'static str {
        match self {
            Self::Library => "staff_group",
            Self::Partner => "partner_kind",
        }
    }

    /// Who it is, within a sentence.
    pub fn people(self) -> &'static str {
        match self {
            Self::Library => "library staff",
            Self::Partner => "partners",
        }
    }

    /// The side that it works with.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Library => Self::Partner,
            Self::Partner => Self::Library,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_side_is_read_back_by_its_key() {
        assert!(Side::ALL.into_iter().all(|side| Side::from_key(side.key()) == Some(side)));
        assert_eq!(Side::from_key("staff"), None);
    }
}
