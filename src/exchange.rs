//! Answers and contacts in files: rounds out as wide CSV and back in, lists of contacts likewise. Whoever calls
//! chooses where it goes and shows progress.

pub mod backup;
pub mod coarse;
pub mod codebook;
pub mod contacts;
pub mod export;
mod figure_sheets;
pub mod files;
pub mod import;
pub mod ledger;
pub mod partnerships;
pub mod people;
pub mod person;
pub mod programme_archive;
pub mod promises;
mod shuffled;
pub mod xls_form;

/// What tells a spreadsheet that a file is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";
