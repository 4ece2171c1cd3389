//! Keys of surveys, items, scales and options: names in files, forms, tallies and other programs.

use common_ground_reports::scale::Missing;

/// The longest key, in bytes: what the narrowest analysis program takes as a variable name.
const KEY_MAX: usize = 64;

/// What a key is, for whoever chose another.
pub(super) const KEY_RULE: &str = "a key is a small letter, then small letters, digits and `_`, at most 64";

/// Whether a string can be a key.
pub(super) fn is_key(key: &str) -> bool {
    key.len() <= KEY_MAX
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether an option's key can be told from a reason for giving no value.
pub(super) fn is_option_key(key: &str) -> bool {
    is_key(key) && Missing::from_key(key).is_none()
}
