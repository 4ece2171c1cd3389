//! Files for analysis, pure: answers and what their columns mean go in, and one and the same dataset comes out as a data
//! package, an SPSS file, an Excel workbook or a codebook in DDI.
//!
//! Every file is made of the cells of the CSV file of answers: what may be exported of whom is decided before.

mod dataset;
pub mod ddi;
pub mod package;
pub mod sav;
mod sheets;
mod variable;
pub mod xlsx;

pub use self::dataset::{Dataset, DatasetError, MOST_BYTES, MOST_CELLS};
pub use self::sheets::{FigureSheet, TextSheet, text_workbook};
pub use self::variable::{CellValue, ChoiceSet, MISSING_CODES, ValueLabel, Variable, VariableKind};
