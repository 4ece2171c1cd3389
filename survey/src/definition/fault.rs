//! What is wrong with a survey file, and where.

use std::fmt;

use thiserror::Error;

/// Why a survey file was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DefinitionError {
    /// The file is not JSON of the expected form.
    #[error("{file}:{line}:{column}: {reason}")]
    Syntax {
        /// The file, as the caller named it.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        reason: String,
    },
    /// The file can be read, but breaks rules of surveys.
    #[error("{file}: {}", sentence(faults))]
    Faults {
        /// The file, as the caller named it.
        file: String,
        /// Every broken rule; at least one.
        faults: Vec<SurveyFault>,
    },
}

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyFault {
    /// The item concerned; `None` for the survey as a whole.
    pub item: Option<String>,
    /// What is wrong with it.
    pub reason: String,
}

impl SurveyFault {
    /// A fault of an item.
    pub(super) fn of(item: &str, reason: impl Into<String>) -> Self {
        Self { item: Some(item.to_owned()), reason: reason.into() }
    }

    /// A fault of the whole survey.
    pub(super) fn overall(reason: impl Into<String>) -> Self {
        Self { item: None, reason: reason.into() }
    }
}

impl fmt::Display for SurveyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.item {
            Some(item) => write!(f, "{item}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

fn sentence(faults: &[SurveyFault]) -> String {
    faults.iter().map(SurveyFault::to_string).collect::<Vec<_>>().join("; ")
}
