//! One cell of a file of figures.

use crate::formula::guarded;

/// Text that no spreadsheet takes for a formula.
pub(super) fn text(text: &str) -> String {
    guarded(text).into_owned()
}

/// A number, or nothing.
pub(super) fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map(number_of).unwrap_or_default()
}

/// The shortest text that reads back as the same number; with an exponent where plain digits would be a long
/// row of zeros.
pub(super) fn number_of(value: f64) -> String {
    // Minus zero is zero to whoever reads the file.
    let value = value + 0.0;
    if value != 0.0 && value.abs() < 1e-5 { format!("{value:e}") } else { value.to_string() }
}

/// A whole number, or nothing.
pub(super) fn whole(value: Option<u64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// 1 or 0.
pub(super) fn flag(value: bool) -> String {
    u8::from(value).to_string()
}
