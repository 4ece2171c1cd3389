//! A person or an office with an address: what stands in From, Reply-To and To.

use std::{fmt, str::FromStr};

use super::{Address, AddressError};

/// An [`Address`] with the name to show beside it, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: Address,
}

impl Mailbox {
    /// A mailbox without a name.
    pub fn new(address: Address) -> Self {
        Self { name: None, address }
    }

    /// The same mailbox shown under `name`. Line breaks, tabs and runs of blanks become one blank each, so that a
    /// name from a spreadsheet cannot reach beyond its header; an empty name is none.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        let name = one_line(name);
        Self { name: (!name.is_empty()).then_some(name), ..self }
    }

    /// Reads `name@example.org`, `Name <name@example.org>` or `"Name" <name@example.org>`.
    ///
    /// # Errors
    /// [`AddressError`] when the address is not one, or when something follows its `>`.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let Some((name, address)) = text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) else {
            return Address::parse(text).map(Self::new);
        };
        let name = name.trim();
        let mailbox = Self::new(Address::parse(address)?);
        Ok(match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(quoted) => mailbox.named(&quoted.replace("\\\"", "\"").replace("\\\\", "\\")),
            None => mailbox.named(name),
        })
    }

    /// The name to show, if there is one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub fn address(&self) -> &Address {
        &self.address
    }

    pub(super) fn to_lettre(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(self.name.clone(), self.address.to_lettre())
    }
}

impl FromStr for Mailbox {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::parse(text)
    }
}

/// As a person would write it; the form in a header is made by [`RenderedEmail::compose`](super::RenderedEmail::compose).
impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => write!(f, "{}", self.address),
        }
    }
}

/// The text without control characters and with single blanks: fit for one header.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_read_with_and_without_a_name() {
        for (text, name) in [
            ("hello@example.org", None),
            ("<hello@example.org>", None),
            ("Newham Libraries <hello@example.org>", Some("Newham Libraries")),
            ("\"Libraries, Newham\" <hello@example.org>", Some("Libraries, Newham")),
            ("\"The \\\"new\\\" library\" <hello@example.org>", Some("The \"new\" library")),
        ] {
            let mailbox = Mailbox::parse(text).unwrap();
            assert_eq!(mailbox.name(), name, "{text}");
            assert_eq!(mailbox.address().as_str(), "hello@example.org");
        }
    }

    #[test]
    fn a_mailbox_without_an_address_is_refused() {
        assert_eq!(Mailbox::parse("Newham Libraries"), Err(AddressError::Blank));
        assert_eq!(Mailbox::parse("Newham Libraries <hello>"), Err(AddressError::At));
    }

    #[test]
    fn a_name_stays_on_one_line() {
        let mailbox = Mailbox::parse("hello@example.org").unwrap().named(" Mary\r\nBcc:\tx@example.net ");
        assert_eq!(mailbox.name(), Some("Mary Bcc: x@example.net"));
        assert_eq!(mailbox.clone().named("\n").name(), None);
    }
}
