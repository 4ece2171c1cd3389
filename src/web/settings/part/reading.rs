//! Reading the fields of a form of settings.

use jiff::tz::TimeZone;

use crate::{
    mail::Mailbox,
    web::{FormData, FormProblems},
};

/// The most characters of a line, and of a longer text.
pub(crate) const LINE: usize = 200;
pub(crate) const TEXT: usize = 2_000;

/// Reads fields one by one, noting what is wrong.
pub(crate) struct FieldReader<'a> {
    pub(crate) entries: &'a FormData,
    pub(crate) problems: &'a mut FormProblems,
}

impl FieldReader<'_> {
    /// A text of at most so many characters; may be empty.
    pub(crate) fn text(&mut self, name: &str, most: usize) -> String {
        let text = self.entries.one(name).to_owned();
        self.problems.cap(name, &text, most);
        text
    }

    pub(crate) fn required(&mut self, name: &str, missing: &str) -> String {
        let line = self.text(name, LINE);
        self.problems.add_if(line.is_empty(), name, missing);
        line
    }

    pub(crate) fn number(&mut self, name: &str, least: u32, most: u32) -> u32 {
        let number = self.entries.one(name).parse().ok().filter(|number| (least..=most).contains(number));
        number.unwrap_or_else(|| {
            self.problems.add(name, format!("Enter a whole number from {least} to {most}"));
            least
        })
    }

    pub(crate) fn time_zone(&mut self) -> String {
        let name = self.required("time_zone", "Enter the name of a time zone");
        if !name.is_empty() && TimeZone::get(&name).is_err() {
            self.problems.add("time_zone", "We don’t know this time zone. Use a name such as Europe/London");
        }
        name
    }

    pub(crate) fn address(&mut self, name: &str) -> String {
        let text = self.text(name, LINE);
        if !text.is_empty()
            && let Err(error) = Mailbox::parse(&text)
        {
            self.problems.add(name, format!("Check the address: {error}"));
        }
        text
    }
}
