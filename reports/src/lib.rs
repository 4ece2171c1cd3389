//! The pure core of Common Ground: scales, statistics, small-number rules, pictures and the summary document.
//!
//! Nothing here knows what a database row, a request or an email is. Input is [`counts::Counts`] and plain
//! text; output is numbers, SVG and PNG, text and HTML, CSV.

#[macro_use]
mod keys;

pub mod aims;
pub mod chart;
pub mod compare;
pub mod counts;
pub mod figures;
pub mod finding;
pub mod formula;
pub mod health;
pub mod palette;
pub mod partnerships;
mod printed;
pub mod response_rate;
pub mod scale;
mod side_by_side;
pub mod small_numbers;
pub mod stats;
pub mod summary;
pub mod trend;
pub mod turnout;
pub mod weighting;
pub mod wide;
pub mod wording;

pub use keys::Keyed;
