//! The envelope sender of each letter: an address of its own, so that what comes back tells which letter it was.

use uuid::Uuid;

use super::{Address, AddressError};

/// The mailbox that bounces come back to: `bounce@example.org` takes `bounce+<letter>.<mark>@example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnPath {
    local: String,
    domain: String,
}

impl ReturnPath {
    /// Reads the address of the mailbox.
    ///
    /// # Errors
    /// [`AddressError`] when it is no address, or too long to take a mark.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let address = Address::parse(text)?;
        let local = address.as_str().split('@').next().unwrap_or_default().to_owned();
        let path = Self { local, domain: address.domain().to_owned() };
        // What a letter will really need is tried now, not at the first letter.
        path.address(Uuid::nil(), "0000000000").map(|_| path.clone())
    }

    /// The envelope sender of a letter.
    pub fn address(&self, letter: Uuid, mark: &str) -> Result<Address, AddressError> {
        let local = format!("{}+{}.{mark}", self.local, letter.simple());
        // RFC 5321, 4.5.3.1.1.
        if local.len() > 64 {
            return Err(AddressError::Local);
        }
        Address::parse(&format!("{local}@{}", self.domain))
    }

    /// The letter and its mark in the first such address in `text`, whatever stands around it. Mail servers may have
    /// changed the case.
    pub fn find(&self, text: &str) -> Option<(Uuid, String)> {
        let text = text.to_ascii_lowercase();
        let begins = format!("{}+", self.local.to_ascii_lowercase());
        let ends = format!("@{}", self.domain.to_ascii_lowercase());
        text.match_indices(&begins).find_map(|(at, _)| {
            let (marked, _) = text[at + begins.len()..].split_once(&ends)?;
            let (letter, mark) = marked.split_once('.')?;
            Some((Uuid::try_parse(letter).ok()?, mark.to_owned()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_found_again_in_the_address_it_came_back_to() {
        let path = ReturnPath::parse("bounce@feedback.example.org").unwrap();
        let letter = Uuid::new_v4();
        let address = path.address(letter, "0123456789").unwrap();
        assert!(address.as_str().starts_with("bounce+"), "{address}");
        let shouted = format!("Surveys <{}>", address.as_str().to_uppercase());
        assert_eq!(path.find(&shouted), Some((letter, "0123456789".to_owned())));
        assert_eq!(path.find("bounce@feedback.example.org, bounce+x@feedback.example.org"), None);
        let elsewhere = ReturnPath::parse("bounce@other.example.org").unwrap();
        assert_eq!(elsewhere.find(address.as_str()), None);
    }

    #[test]
    fn a_mailbox_with_too_long_a_name_is_refused_at_once() {
        let long = format!("{}@example.org", "b".repeat(30));
        assert_eq!(ReturnPath::parse(&long), Err(AddressError::Local));
    }
}
