//! One e-mail address, checked once and from then on safe to put into a header or an SMTP command.

use std::{fmt, str::FromStr};

/// An e-mail address such as `name@example.org`.
///
/// The part before the @ is kept as written, the domain is in lower case and in ASCII (`bücher.example` becomes
/// `xn--bcher-kva.example`). `Display` gives the whole address; `Debug` gives the [masked](Self::masked) one, so that
/// a logged structure does not give people away.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(lettre::Address);

/// Why a text is not an address. None of the messages repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing, or only spaces.
    #[error("the address is missing")]
    Empty,
    /// A blank, a line break or another control character within.
    #[error("email addresses can’t contain spaces")]
    Blank,
    /// No @, or more than one.
    #[error("an email address needs one @, such as name@example.org")]
    At,
    /// Letters with accents or from other scripts before the @: few mail servers take them.
    #[error("before the @ you can only use letters, numbers and . - _ +")]
    NotAscii,
    /// The part before the @ is empty, too long or wrongly dotted.
    #[error("the part before the @ isn’t complete or can’t be used")]
    Local,
    /// What follows the @ is not a domain name.
    #[error("the part after the @ must be a domain name, such as example.org")]
    Domain,
    /// More than 254 characters (RFC 5321, 4.5.3.1.3).
    #[error("an email address can have up to 254 characters")]
    TooLong,
}

/// Domains as people mistype them, and as they are meant.
const MISTYPED: [(&str, &str); 18] = [
    ("gamil.com", "gmail.com"),
    ("gmai.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmaill.com", "gmail.com"),
    ("gmal.com", "gmail.com"),
    ("gmali.com", "gmail.com"),
    ("gmial.com", "gmail.com"),
    ("gnail.com", "gmail.com"),
    ("googlemial.com", "googlemail.com"),
    ("hotmai.com", "hotmail.com"),
    ("hotmal.com", "hotmail.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotnail.com", "hotmail.com"),
    ("iclod.com", "icloud.com"),
    ("outlok.com", "outlook.com"),
    ("outloook.com", "outlook.com"),
    ("yaho.com", "yahoo.com"),
    ("yahooo.com", "yahoo.com"),
];
/// Ends of domains that do not exist, and what was meant.
const WRONG_ENDS: [(&str, &str); 7] = [
    (".cmo", ".com"),
    (".con", ".com"),
    (".gvo.uk", ".gov.uk"),
    (".ku", ".uk"),
    (".ogr", ".org"),
    (".ogr.uk", ".org.uk"),
    (".vom", ".com"),
];

impl Address {
    /// The address that was probably meant, where the domain looks mistyped. Whoever typed it knows best, so nothing is
    /// refused for it.
    pub fn probably(&self) -> Option<String> {
        let domain = self.domain();
        let whole = MISTYPED.iter().find(|(wrong, _)| *wrong == domain).map(|(_, meant)| (*meant).to_owned());
        let by_end = || {
            WRONG_ENDS.iter().find_map(|(wrong, meant)| {
                let start = domain.strip_suffix(*wrong)?;
                Some(format!("{start}{meant}"))
            })
        };
        Some(format!("{}@{}", self.0.user(), whole.or_else(by_end)?))
    }

    /// Reads an address; blanks around it are dropped.
    ///
    /// A domain needs a dot, so that `ann@example` is caught as the typing error that it is; `localhost` alone may
    /// stand without one. Quoted local parts and address literals (`name@[192.0.2.1]`) are not accepted.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(AddressError::Blank);
        }
        let (local, domain) = text.split_once('@').ok_or(AddressError::At)?;
        if domain.contains('@') {
            return Err(AddressError::At);
        }
        if !local.is_ascii() {
            return Err(AddressError::NotAscii);
        }
        let Ok(url::Host::Domain(domain)) = url::Host::parse(domain) else {
            return Err(AddressError::Domain);
        };
        if local.contains('"') {
            return Err(AddressError::Local);
        }
        if local.len() + 1 + domain.len() > 254 {
            return Err(AddressError::TooLong);
        }
        if domain != "localhost" && !domain.contains('.') || domain.ends_with('.') {
            return Err(AddressError::Domain);
        }
        lettre::Address::new(local, &domain).map(Self).map_err(|error| match error {
            lettre::address::AddressError::InvalidDomain => AddressError::Domain,
            _ => AddressError::Local,
        })
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// What follows the @, in lower case.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    /// The address for logs and error messages: `m…@example.org`.
    pub fn masked(&self) -> String {
        let first: String = self.0.user().chars().take(1).collect();
        format!("{first}…@{}", self.domain())
    }

    pub(super) fn to_lettre(&self) -> lettre::Address {
        self.0.clone()
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        Self::parse(text)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_address_is_kept_and_its_domain_lowered() {
        let address = Address::parse("  Mary.O'Neil+lib@Example.ORG ").unwrap();
        assert_eq!(address.as_str(), "Mary.O'Neil+lib@example.org");
        assert_eq!(address.domain(), "example.org");
    }

    #[test]
    fn a_domain_in_another_script_becomes_ascii() {
        assert_eq!(Address::parse("info@Bücher.example").unwrap().as_str(), "info@xn--bcher-kva.example");
    }

    #[test]
    fn what_is_wrong_with_an_address_is_named() {
        for (text, wrong) in [
            ("   ", AddressError::Empty),
            ("mary", AddressError::At),
            ("mary@home@example.org", AddressError::At),
            ("mary smith@example.org", AddressError::Blank),
            ("mary@example.org\r\nBcc: x@example.net", AddressError::Blank),
            ("märy@example.org", AddressError::NotAscii),
            ("@example.org", AddressError::Local),
            ("mary..smith@example.org", AddressError::Local),
            ("\"mary\"@example.org", AddressError::Local),
            ("mary>@example.org", AddressError::Local),
            ("mary@", AddressError::Domain),
            ("mary@example", AddressError::Domain),
            ("mary@example.org.", AddressError::Domain),
            ("mary@exa_mple!.org", AddressError::Domain),
            ("mary@192.0.2.1", AddressError::Domain),
            ("mary@[192.0.2.1]", AddressError::Domain),
        ] {
            assert_eq!(Address::parse(text), Err(wrong), "{text:?}");
        }
        let long = format!("mary@{}org", "example.".repeat(40));
        assert_eq!(Address::parse(&long), Err(AddressError::TooLong));
    }

    #[test]
    fn a_domain_that_looks_mistyped_is_told_with_what_was_meant() {
        for (typed, meant) in [
            ("dana@gmial.com", Some("dana@gmail.com")),
            ("Dana.W@elm-house.org.ku", Some("Dana.W@elm-house.org.uk")),
            ("dana@riverside.gvo.uk", Some("dana@riverside.gov.uk")),
            ("dana@elm.con", Some("dana@elm.com")),
            ("dana@gmail.com", None),
            ("dana@riverside.gov.uk", None),
            ("dana@mygmial.com", None),
            ("dana@example.com.cn", None),
        ] {
            assert_eq!(Address::parse(typed).unwrap().probably().as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn the_first_service_without_a_domain_can_still_write_from_localhost() {
        assert!(Address::parse("common-ground@localhost").is_ok());
    }

    #[test]
    fn logs_show_only_the_first_letter_of_a_person() {
        let address = Address::parse("mary@example.org").unwrap();
        assert_eq!(address.masked(), "m…@example.org");
        assert_eq!(format!("{address:?}"), "m…@example.org");
    }
}
