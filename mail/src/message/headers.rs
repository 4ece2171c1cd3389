//! The headers of a letter, each checked so that no value can reach beyond its own line.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::{
    Message, MessageBuilder,
    header::{HeaderName, HeaderValue},
};
use url::Url;

use super::ComposeError;
use crate::{Address, Mailbox};

/// Who writes to whom, when, and under which identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    /// The fixed address of the service.
    pub from: Mailbox,
    /// Where answers go.
    pub reply_to: Option<Mailbox>,
    /// The one recipient.
    pub to: Mailbox,
    /// `left@right` without angle brackets, at most 200 characters; the same on every retry, so that a letter that
    /// arrives twice is recognised.
    pub message_id: String,
    /// When the letter was queued, to the second.
    pub date: Timestamp,
    /// `label.domain` without angle brackets (RFC 2919): what the letter belongs to.
    pub list_id: Option<String>,
    /// Page that stops these letters, http or https (RFC 2369). At most 900 characters.
    pub unsubscribe_url: Option<Url>,
    /// Address that stops these letters.
    pub unsubscribe_mailto: Option<Address>,
    /// Whether a POST to `unsubscribe_url` stops the letters at once (RFC 8058). The promise is made only for an https
    /// URL, as the RFC demands; over http (a trial on one machine) it is left away.
    pub one_click: bool,
    /// Whether a program decided to send this (RFC 3834), so that no holiday notice answers it.
    pub auto_submitted: bool,
}

impl Headers {
    /// A message with every header but those of its body.
    pub(super) fn start(&self, subject: &str) -> Result<MessageBuilder, ComposeError> {
        checked("message id", &self.message_id, |text| is_pair(text) && text.len() <= 200)?;
        let mut message = Message::builder().from(self.from.to_lettre()).to(self.to.to_lettre());
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.to_lettre());
        }
        message = message
            .subject(subject)
            .date(self.date()?)
            // lettre adds no message id by itself.
            .message_id(Some(format!("<{}>", self.message_id)));
        if self.auto_submitted {
            message = message.raw_header(raw("Auto-Submitted", "auto-generated"));
        }
        if let Some(list_id) = &self.list_id {
            checked("list id", list_id, |text| is_dot_atom(text) && text.len() <= 200)?;
            message = message.raw_header(raw("List-Id", &format!("<{list_id}>")));
        }
        if let Some(ways) = self.unsubscribe()? {
            message = message.raw_header(raw("List-Unsubscribe", &ways));
        }
        if self.one_click && self.unsubscribe_url.as_ref().is_some_and(|url| url.scheme() == "https") {
            message = message.raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        Ok(message)
    }

    fn unsubscribe(&self) -> Result<Option<String>, ComposeError> {
        let mut ways = Vec::new();
        if let Some(url) = &self.unsubscribe_url {
            // A `Url` holds no blanks, no control characters and nothing outside ASCII.
            if !matches!(url.scheme(), "https" | "http") || url.as_str().len() > 900 {
                return Err(ComposeError::Unfit {
                    field: "stop link",
                    why: "a short http or https URL is needed",
                });
            }
            ways.push(format!("<{url}>"));
        }
        ways.extend(self.unsubscribe_mailto.as_ref().map(|address| format!("<mailto:{}>", mailto(address))));
        Ok((!ways.is_empty()).then(|| ways.join(", ")))
    }

    fn date(&self) -> Result<SystemTime, ComposeError> {
        // lettre's formatter panics on times that an HTTP date cannot hold.
        let seconds = u64::try_from(self.date.as_second())
            .map_err(|_| ComposeError::Unfit { field: "date", why: "it lies before 1970" })?;
        Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

/// Signs that an address may hold but a URI may not (RFC 6068, 2).
fn mailto(address: &Address) -> String {
    address.as_str().chars().fold(String::new(), |mut uri, c| {
        if c.is_ascii_alphanumeric() || "@.-_+~'!*$".contains(c) {
            uri.push(c);
            uri
        } else {
            format!("{uri}%{:02X}", u32::from(c))
        }
    })
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

pub(super) fn checked(
    field: &'static str,
    text: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<(), ComposeError> {
    if fits(text) {
        return Ok(());
    }
    Err(ComposeError::Unfit { field, why: "only letters, digits and . - _ can be used" })
}

/// `dot-atom` or `dot-atom@dot-atom`.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= 200 && (is_dot_atom(text) || is_pair(text))
}

fn is_pair(text: &str) -> bool {
    text.split_once('@').is_some_and(|(left, right)| is_dot_atom(left) && is_dot_atom(right))
}

/// RFC 5322, 3.2.3.
fn is_dot_atom(text: &str) -> bool {
    text.split('.').all(|atom| {
        !atom.is_empty()
            && atom.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    })
}
