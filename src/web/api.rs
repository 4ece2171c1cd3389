//! `/api/v1`: what programs read and write by an access token, as JSON and CSV. What they are shown is what pages show: figures
//! come from published tables, answers from the export of rounds that have closed. What answers look like is told by structs
//! of their own, from which the OpenAPI document is made.

pub(crate) mod comparisons;
pub(crate) mod contacts;
pub(crate) mod courses;
pub(crate) mod document;
pub(crate) mod error;
pub(crate) mod figures;
pub(crate) mod guide;
pub(crate) mod health;
pub(crate) mod json_body;
pub(crate) mod me;
pub(crate) mod merge_patch;
pub(crate) mod once;
pub(crate) mod page;
pub(crate) mod participants;
pub(crate) mod partners;
pub(crate) mod programmes;
pub(crate) mod promises;
pub(crate) mod reply;
pub(crate) mod rounds;
pub(crate) mod seen;
pub(crate) mod surveys;

/// `/odata`: what spreadsheets such as Excel and Power BI read by an access token, as OData 4.0: the published figures of a
/// round or a course, and the answers of a closed round where they may be handed on. Their cells are those of the CSV files.
pub(crate) mod odata {
    mod answers;
    mod columns;
    pub(crate) mod error;
    mod feed;
    mod metadata;
    mod options;
    mod reply;
    mod rows;
    pub(crate) mod service;
}

use uuid::Uuid;

/// What nearly every operation is asked and answered with.
pub(crate) use self::{
    error::{ApiFieldError, ApiProblem, ApiResult},
    json_body::JsonBody,
    merge_patch::MergePatch,
    page::{ApiPage, Paged, Paging},
    reply::{ApiDeleted, Shown, TableFile, TableFormat},
    seen::SeenMarks,
};

/// The id that an address names.
fn id(text: &str) -> ApiResult<Uuid> {
    Uuid::parse_str(text).map_err(|_| ApiProblem::not_found())
}
