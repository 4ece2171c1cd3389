//! Tags: words of a programme's own that its contacts are found by. However one is typed, it is spelt as it was first.

use std::collections::HashMap;

/// The most tags of one contact.
pub const MOST: usize = 10;
/// The most characters of one tag.
pub const LONGEST: usize = 40;

/// The tags in a text, with commas or semicolons between them, each once.
///
/// # Errors
/// More than [`MOST`], or one that is longer than [`LONGEST`]: what to do.
pub fn read(text: &str) -> Result<Vec<String>, String> {
    let mut tags = Vec::new();
    for typed in text.split([',', ';', '\n']) {
        let tag = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if tag.chars().count() > LONGEST {
            let start: String = tag.chars().take(LONGEST).collect();
            return Err(format!("Shorten the tag “{start}…” to {LONGEST} characters"));
        }
        if !tag.is_empty() {
            add(&mut tags, tag);
        }
    }
    check(tags)
}

/// What [`read`] reads again.
pub fn written(tags: &[String]) -> String {
    tags.join(", ")
}

/// How each tag is spelt.
#[derive(Clone, Debug, Default)]
pub struct Spelling(HashMap<String, String>);

impl Spelling {
    /// The spelling of tags that are in use.
    pub fn of<'t>(in_use: impl IntoIterator<Item = &'t String>) -> Self {
        let mut spelling = Self::default();
        for tag in in_use {
            spelling.spell(tag);
        }
        spelling
    }

    /// The same tags as they were spelt first.
    pub fn spelt(&mut self, tags: &[String]) -> Vec<String> {
        tags.iter().map(|tag| self.spell(tag)).collect()
    }

    fn spell(&mut self, tag: &str) -> String {
        self.0.entry(tag.to_lowercase()).or_insert_with(|| tag.to_owned()).clone()
    }
}

/// The tags of a contact with those that are new; `None` where none is.
///
/// # Errors
/// More than [`MOST`] together.
pub fn together(kept: &[String], new: &[String]) -> Result<Option<Vec<String>>, String> {
    let mut tags = kept.to_vec();
    for tag in new {
        add(&mut tags, tag.clone());
    }
    if tags.len() == kept.len() { Ok(None) } else { check(tags).map(Some) }
}

fn add(tags: &mut Vec<String>, tag: String) {
    if !tags.iter().any(|known| is_same(known, &tag)) {
        tags.push(tag);
    }
}

fn check(tags: Vec<String>) -> Result<Vec<String>, String> {
    if tags.len() > MOST { Err(format!("Enter {MOST} tags or fewer")) } else { Ok(tags) }
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_people_type_them() {
        assert_eq!(read(" SENCo;  Year  6 ,senco,\n").unwrap(), ["SENCo", "Year 6"]);
        assert_eq!(read(" , ").unwrap(), [""; 0]);
        assert_eq!(read(&written(&read("b, a").unwrap())).unwrap(), ["b", "a"]);
        let many: Vec<String> = (0..11).map(|n| n.to_string()).collect();
        assert_eq!(read(&written(&many)).unwrap_err(), "Enter 10 tags or fewer");
        assert!(read(&"é".repeat(40)).is_ok());
        assert!(read(&"é".repeat(41)).unwrap_err().starts_with("Shorten the tag “é"));
    }

    #[test]
    fn a_tag_is_spelt_as_it_was_first_and_added_once() {
        let kept = ["SENCo".to_owned(), "Reading".to_owned()];
        let mut spelling = Spelling::of(&kept);
        assert_eq!(spelling.spelt(&["senco".to_owned(), "Pilot".to_owned()]), ["SENCo", "Pilot"]);
        assert_eq!(spelling.spelt(&["PILOT".to_owned()]), ["Pilot"]);
        assert_eq!(together(&kept, &["reading".to_owned()]), Ok(None));
        let more = together(&kept, &["Pilot".to_owned()]).unwrap().unwrap();
        assert_eq!(more, ["SENCo", "Reading", "Pilot"]);
    }
}
