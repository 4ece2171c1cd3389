//! Names as parts of addresses: “Bücherei Łódź” becomes `bucherei-lodz`.

use deunicode::deunicode;

/// A name in lower-case Latin letters, digits and hyphens, of at most `longest` characters; empty where nothing of it can
/// be written so.
pub fn slug(name: &str, longest: usize) -> String {
    let latin = deunicode(name);
    let words = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    slug.truncate(longest);
    slug.trim_end_matches('-').to_owned()
}

/// The most characters of a programme’s part of addresses.
const LONGEST: usize = 60;

/// Whether a text can be a programme’s part of addresses, and leads to no page of ours.
pub fn is_slug(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(fits) && text != "new"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_can_be_read_in_an_address() {
        assert_eq!(slug("Welcome to reading, 2026", 60), "welcome-to-reading-2026");
        assert_eq!(slug("Darllen yng Nghymru – Tŷ’r Dŵr", 60), "darllen-yng-nghymru-ty-r-dwr");
        assert_eq!(slug("Библиотека", 60), "biblioteka");
        assert_eq!(slug("one two three", 8), "one-two");
        assert_eq!(slug("…", 60), "");
    }
}
