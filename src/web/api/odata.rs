//! `/odata`: what spreadsheets such as Excel and Power BI read by an access token, as OData 4.0: the published figures of a
//! round or a course, and the answers of a closed round where they may be handed on. Their cells are those of the CSV files.

mod answers;
mod columns;
pub(crate) mod error;
mod feed;
mod metadata;
mod options;
mod reply;
mod rows;
pub(crate) mod service;
