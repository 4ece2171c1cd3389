//! A survey of the programme as its own pages and the API know it: what is wrong with its file, and what is noted of a change.

use crate::survey::definition::{DefinitionError, SurveyFault};

/// What the activity log, and whoever may undo it, says of a survey that was replaced.
pub(crate) const REPLACED: &str = "replaced the survey by a file";

/// What messages call what was entered.
pub(crate) const NAME: &str = "survey.json";
/// What the activity log says of a survey that was deleted.
pub(crate) const DELETED: &str = "deleted the survey";

/// What is wrong with a file, one sentence for each thing.
pub(crate) fn reasons(error: &DefinitionError) -> Vec<String> {
    match error {
        DefinitionError::Faults { faults, .. } => faults.iter().map(SurveyFault::to_string).collect(),
        DefinitionError::Syntax { .. } => vec![error.to_string()],
    }
}
