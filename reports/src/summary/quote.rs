//! Comments as a summary quotes them: words that can still go when they are deleted where they came from.

use serde::{Deserialize, Serialize};

/// A released comment in a summary, or the place where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Quote {
    Words(String),
    /// Its words, with who was asked what.
    Asked {
        words: String,
        /// "Library staff, on “What should we improve?”"
        about: String,
    },
    /// It was deleted at its source.
    Removed {
        /// When: "3 March 2026".
        removed: String,
    },
}

impl Quote {
    /// The words, as long as they are there.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(words) | Self::Asked { words, .. } => Some(words),
            Self::Removed { .. } => None,
        }
    }

    /// Who was asked what; none in documents of before it was told.
    pub fn about(&self) -> Option<&str> {
        match self {
            Self::Asked { about, .. } => Some(about),
            Self::Words(_) | Self::Removed { .. } => None,
        }
    }

    /// What stands in the place of words that were removed: "Removed on 3 March 2026".
    pub fn removed(&self) -> Option<String> {
        match self {
            Self::Words(_) | Self::Asked { .. } => None,
            Self::Removed { removed } => Some(format!("Removed on {removed}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_documents_that_were_frozen_before_are_read_as_they_are_written() {
        let quotes = vec![
            Quote::Words("More time.".to_owned()),
            Quote::Removed { removed: "3 March 2026".to_owned() },
            Quote::Asked { words: "More tea.".to_owned(), about: "Partners, on “Why?”".to_owned() },
        ];
        let json = r#"["More time.",{"removed":"3 March 2026"},{"words":"More tea.","about":"Partners, on “Why?”"}]"#;
        assert_eq!(serde_json::to_string(&quotes).unwrap(), json);
        assert_eq!(serde_json::from_str::<Vec<Quote>>(json).unwrap(), quotes);
    }
}
