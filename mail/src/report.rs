//! Reports of mail servers about letters that did not arrive (RFC 3464). Everything else that comes back is left alone.

use mail_parser::{Message, MessageParser, MimeHeaders};

/// What a mail server did about a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DsnAction {
    /// It gave up.
    Failed,
    /// It still tries.
    Delayed,
}

/// What a mail server reports about one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DsnReport {
    /// The headers of the report that name whom it was sent to.
    pub sent_to: Vec<String>,
    /// What the server did.
    pub action: DsnAction,
    /// Why, by RFC 3463: `5.1.1`.
    pub status: String,
}

impl DsnReport {
    /// Reads a message. `None` for anything but a report of failure or delay: answers of people, holiday notices,
    /// receipts.
    pub fn read(message: &[u8]) -> Option<Self> {
        let message = MessageParser::default().parse(message)?;
        let kind = message.content_type()?;
        let is =
            |value: Option<&str>, wanted: &str| value.is_some_and(|value| value.eq_ignore_ascii_case(wanted));
        if !kind.ctype().eq_ignore_ascii_case("multipart")
            || !is(kind.subtype(), "report")
            || !is(kind.attribute("report-type"), "delivery-status")
        {
            return None;
        }
        let part = message.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| {
                kind.ctype().eq_ignore_ascii_case("message")
                    && (is(kind.subtype(), "delivery-status") || is(kind.subtype(), "global-delivery-status"))
            })
        })?;
        let fields = String::from_utf8_lossy(part.contents()).into_owned();
        let action = match field(&fields, "action")?.to_ascii_lowercase().as_str() {
            "failed" => DsnAction::Failed,
            "delayed" => DsnAction::Delayed,
            _ => return None,
        };
        let status = field(&fields, "status")?;
        // A comment may follow.
        let status = status.split([' ', '(']).next().unwrap_or_default();
        if !is_status(status) {
            return None;
        }
        Some(Self { sent_to: addressed(&message), action, status: status.to_owned() })
    }

    /// Whether there is no use in writing to that address again.
    pub fn is_final(&self) -> bool {
        self.action == DsnAction::Failed && self.status.starts_with('5')
    }
}

/// `5.1.1`: class, subject, detail.
fn is_status(status: &str) -> bool {
    let mut parts = status.split('.');
    let class = parts.next().is_some_and(|class| matches!(class, "4" | "5"));
    let rest: Vec<&str> = parts.collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    class && rest.len() == 2 && rest.iter().all(number)
}

/// The first field of that name in the groups of fields.
fn field(fields: &str, name: &str) -> Option<String> {
    fields.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// Mailboxes keep the envelope's recipient under several names.
fn addressed(message: &Message<'_>) -> Vec<String> {
    let named = ["To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];
    let raw = message.headers_raw();
    raw.filter(|(name, _)| named.iter().any(|known| known.eq_ignore_ascii_case(name)))
        .map(|(_, value)| value.to_owned())
        .collect()
}
