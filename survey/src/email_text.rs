//! The words of emails that ask, as a programme or a round has them in place of the standard text.

use serde::{Deserialize, Serialize};

/// The longest subject that telephones show whole.
pub const LONGEST_SUBJECT: usize = 60;
/// The longest opening or closing.
pub const LONGEST_TEXT: usize = 2_000;

/// What may stand in braces in an email that asks, and is filled in for each person.
pub const FIELDS: [&str; 4] = ["name", "course", "closing date", "link"];
/// The same in an email that brings a summary.
pub const SUMMARY_FIELDS: [&str; 3] = ["name", "course", "link"];

/// The words of one kind of email in one language. What is empty is as in the standard text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailText {
    pub subject: String,
    /// What stands before the link: the greeting and what is asked. Paragraphs are parted by an empty line.
    pub opening: String,
    /// What stands after what is promised, before the questions and the stop link.
    pub closing: String,
}

/// What is filled in.
#[derive(Clone, Copy, Debug)]
pub struct Values<'v> {
    /// Who reads it.
    pub name: &'v str,
    /// The course, or the survey where there is none.
    pub course: &'v str,
    /// The day on which the survey closes.
    pub closing_date: &'v str,
    /// The personal link.
    pub link: &'v str,
}

impl EmailText {
    /// Whether it is the standard text.
    pub fn is_standard(&self) -> bool {
        *self == Self::default()
    }

    /// The same, with what is empty as `below` has it.
    #[must_use]
    pub fn over(&self, below: &Self) -> Self {
        let or = |own: &str, below: &str| if own.is_empty() { below.to_owned() } else { own.to_owned() };
        Self {
            subject: or(&self.subject, &below.subject),
            opening: or(&self.opening, &below.opening),
            closing: or(&self.closing, &below.closing),
        }
    }

    /// The same with its fields filled in.
    #[must_use]
    pub fn filled(&self, values: Values<'_>) -> Self {
        let fill = |text: &str| fill(text, values);
        Self { subject: fill(&self.subject), opening: fill(&self.opening), closing: fill(&self.closing) }
    }
}

/// A text in paragraphs.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut ended = true;
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            _ if line.is_empty() => ended = true,
            Some(last) if !ended => {
                last.push(' ');
                last.push_str(line);
            }
            _ => {
                paragraphs.push(line.to_owned());
                ended = false;
            }
        }
    }
    paragraphs
}

/// The parts of a text: what stands outside of braces, and what stands within.
fn parts(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let field = text.split_once('{').and_then(|(before, after)| {
            let (field, after) = after.split_once('}')?;
            Some((before, field, after))
        });
        if let Some((before, field, after)) = field {
            rest = Some(after);
            return Some((before, Some(field)));
        }
        rest = None;
        Some((text, None))
    })
}

fn fill(text: &str, values: Values<'_>) -> String {
    let mut filled = String::with_capacity(text.len());
    for (before, field) in parts(text) {
        filled.push_str(before);
        match field.map(str::trim) {
            Some("name") => filled.push_str(values.name),
            Some("course") => filled.push_str(values.course),
            Some("closing date") => filled.push_str(values.closing_date),
            Some("link") => filled.push_str(values.link),
            // Checked when it was entered.
            Some(_) | None => {}
        }
    }
    filled
}

/// What stands in braces and is none of these fields: “{nmae}”.
pub fn unknown_field(text: &str, fields: &[&str]) -> Option<String> {
    let known = |field: &str| fields.contains(&field.trim());
    let mut fields = parts(text).filter_map(|(_, field)| field);
    fields.find(|field| !known(field)).map(|field| format!("{{{field}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: Values<'_> = Values {
        name: "Dana {course}",
        course: "Pilot course 6",
        closing_date: "Friday 29 May",
        link: "https://example.org/i/x",
    };

    #[test]
    fn fields_are_filled_in_once_and_only_where_they_were_written() {
        let text = EmailText {
            subject: "{course} until {closing date}".to_owned(),
            opening: "Hello {name},\n\nplease { link }.".to_owned(),
            closing: "A brace { alone stays".to_owned(),
        };
        let filled = text.filled(VALUES);
        assert_eq!(filled.subject, "Pilot course 6 until Friday 29 May");
        assert_eq!(filled.opening, "Hello Dana {course},\n\nplease https://example.org/i/x.");
        assert_eq!(filled.closing, "A brace { alone stays");
        assert!(!text.is_standard());
        assert!(EmailText::default().filled(VALUES).is_standard());
    }

    #[test]
    fn a_field_that_is_none_is_found() {
        assert_eq!(unknown_field("Dear {nmae}, {link}", &FIELDS), Some("{nmae}".to_owned()));
        assert_eq!(unknown_field("Dear {name}, {closing date}", &FIELDS), None);
        let closes = Some("{closing date}".to_owned());
        assert_eq!(unknown_field("Dear {name}, {closing date}", &SUMMARY_FIELDS), closes);
        assert_eq!(unknown_field("{}", &FIELDS), Some("{}".to_owned()));
    }

    #[test]
    fn paragraphs_are_parted_by_empty_lines() {
        assert_eq!(
            paragraphs("Dear {name},\r\n\r\nplease\nanswer.\n\n\n"),
            ["Dear {name},", "please answer."]
        );
        assert!(paragraphs(" \n").is_empty());
    }
}
