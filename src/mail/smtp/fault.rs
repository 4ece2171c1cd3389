//! What went wrong with a mail server: what it means for the letter, and what to tell the person who can mend it.

use std::{error::Error, io, time::Duration};

use crate::mail::{Delivery, Encryption, Relay, Trouble};

/// The reply by which a server takes no more letters at all, wherever the conversation is: it closes down.
const CLOSES: u16 = 421;
/// How long a server is left alone that takes no letters, whoever they are for.
const BACK_OFF: Duration = Duration::from_mins(15);
/// How long it is left alone when it does not answer.
const QUIET: Duration = Duration::from_mins(5);

/// Replies that speak of our settings and not of the letter: sign-in or encryption is demanded (RFC 4954, RFC 3207).
const SPEAKS_OF_SETTINGS: [u16; 4] = [530, 534, 535, 538];

/// How far the conversation had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Connect,
    Encrypt,
    SignIn,
    Mail,
    Rcpt,
    Data,
    /// The letter itself: from here on it may have arrived although no answer came.
    Body,
}

#[derive(Debug)]
pub(super) enum Cause {
    Smtp(lettre::transport::smtp::Error),
    /// No answer in time.
    Late,
    /// Encryption was asked for, or needed for a password, and the server does not offer it.
    NoEncryption,
    /// The letter has bytes outside ASCII and the server cannot take them.
    EightBit,
}

#[derive(Debug)]
pub(super) struct Fault {
    pub(super) stage: Stage,
    pub(super) cause: Cause,
}

impl Fault {
    /// Whether the server itself said no: the connection is sound and may be used again.
    pub(super) fn is_reply(&self) -> bool {
        match &self.cause {
            Cause::Smtp(error) => error.status().is_some(),
            Cause::EightBit => true,
            Cause::Late | Cause::NoEncryption => false,
        }
    }

    fn code(&self) -> Option<u16> {
        match &self.cause {
            Cause::Smtp(error) => error.status().map(u16::from),
            _ => None,
        }
    }

    /// Only a 5yz reply to the letter is final. A reply while connecting or signing in says nothing about the letter.
    pub(super) fn into_delivery(self, relay: &Relay) -> Delivery {
        let code = self.code();
        let about_letter = matches!(self.stage, Stage::Mail | Stage::Rcpt | Stage::Data | Stage::Body);
        let (permanent, client) = match &self.cause {
            Cause::Smtp(error) => (error.is_permanent(), error.is_client()),
            Cause::NoEncryption => (false, true),
            Cause::EightBit => (true, false),
            Cause::Late => (false, false),
        };
        let settings = client
            || self.stage == Stage::SignIn && permanent
            || code.is_some_and(|code| SPEAKS_OF_SETTINGS.contains(&code));
        let unanswered = self.stage == Stage::Body && code.is_none();
        let why = self.into_trouble(relay);
        if settings {
            return Delivery::Misconfigured { why: why.to_string() };
        }
        let why = why.problem;
        if about_letter && permanent {
            Delivery::Failed { why, code }
        } else if unanswered {
            Delivery::Unknown { why }
        } else {
            // A reply to one letter, such as of a full mailbox, says nothing of the others.
            let back_off = match code {
                Some(CLOSES) => Some(BACK_OFF),
                _ if about_letter => None,
                Some(_) => Some(BACK_OFF),
                None => Some(QUIET),
            };
            Delivery::Deferred { why, code, back_off }
        }
    }

    pub(super) fn into_trouble(self, relay: &Relay) -> Trouble {
        let stage = self.stage;
        let (problem, remedy) = match self.cause {
            Cause::Late => late(stage, relay),
            Cause::NoEncryption => (
                format!("The mail server {relay} does not offer encryption (STARTTLS)."),
                no_encryption(stage).to_owned(),
            ),
            Cause::EightBit => (
                format!("The mail server {relay} does not take letters outside ASCII (8BITMIME)."),
                "Compose the letter with an ASCII encoding.".to_owned(),
            ),
            Cause::Smtp(error) => match reply(&error) {
                Some(reply) => refused(stage, relay, &reply),
                None if stage == Stage::SignIn && error.is_client() => (
                    format!("The mail server {relay} offers no way to sign in that we know (PLAIN or LOGIN)."),
                    "If it needs no sign-in, leave user and password out of COMMON_GROUND_SMTP_URL; if it offers \
                     sign-in only when encrypted, use smtps:// or ?tls=required."
                        .to_owned(),
                ),
                None => broken(stage, relay, &error),
            },
        };
        Trouble { problem, remedy }
    }
}

fn no_encryption(stage: Stage) -> &'static str {
    match stage {
        Stage::SignIn => {
            "The password was not sent. Use smtps:// if the server is encrypted from the start (port 465), or \
             ?tls=none if it is on a network that you trust."
        }
        _ => {
            "Use smtps:// if the server is encrypted from the start (port 465), or leave ?tls=required out of \
             COMMON_GROUND_SMTP_URL."
        }
    }
}

fn late(stage: Stage, relay: &Relay) -> (String, String) {
    if stage == Stage::Connect {
        let remedy = if relay.encryption == Encryption::Implicit {
            "Check server and port in COMMON_GROUND_SMTP_URL, and that a firewall lets us through."
        } else {
            "Check server and port in COMMON_GROUND_SMTP_URL, and that a firewall lets us through. Port 465 needs \
             smtps://."
        };
        return (format!("The mail server {relay} did not greet us in time."), remedy.to_owned());
    }
    (format!("The mail server {relay} stopped answering {}.", during(stage)), "Try again later.".to_owned())
}

fn refused(stage: Stage, relay: &Relay, reply: &str) -> (String, String) {
    let problem = match stage {
        Stage::Connect => format!("The mail server {relay} does not want to talk to us: {reply}"),
        Stage::Encrypt => format!("The mail server {relay} refused to encrypt the connection: {reply}"),
        Stage::SignIn => format!("The mail server {relay} refused our sign-in: {reply}"),
        Stage::Mail => format!("The mail server refused the sender: {reply}"),
        Stage::Rcpt => format!("The mail server refused the recipient: {reply}"),
        Stage::Data | Stage::Body => format!("The mail server refused the letter: {reply}"),
    };
    let remedy = match stage {
        Stage::SignIn => {
            "Check user and password in COMMON_GROUND_SMTP_URL; some providers want a password made for programs."
        }
        Stage::Mail => {
            "If the reply asks for sign-in, put user and password into COMMON_GROUND_SMTP_URL; if it asks for \
             encryption, use ?tls=required or smtps://."
        }
        _ => "Ask whoever runs the mail server.",
    };
    (sentence(problem), remedy.to_owned())
}

/// The connection failed without a reply.
fn broken(stage: Stage, relay: &Relay, error: &lettre::transport::smtp::Error) -> (String, String) {
    let detail = innermost(error);
    if stage != Stage::Connect && stage != Stage::Encrypt {
        let problem = format!("The connection to the mail server {relay} broke {}: {detail}", during(stage));
        return (sentence(problem), "Try again later.".to_owned());
    }
    if let Some(told) = certificate(relay, &detail) {
        return told;
    }
    let kind = io_error(error).map(io::Error::kind);
    let (problem, remedy) = match kind {
        // Name lookup has no error kind of its own.
        _ if detail.contains("lookup address") => (
            format!("The name of the mail server {} is not known", relay.host),
            "Check how it is spelt in COMMON_GROUND_SMTP_URL, and that this machine can look names up.",
        ),
        Some(io::ErrorKind::ConnectionRefused) => (
            format!("Nothing answers at {relay}: the connection was refused"),
            "Check that the mail server runs, and the port in COMMON_GROUND_SMTP_URL (usually 587, 465 or 25).",
        ),
        Some(
            io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable,
        ) => (
            format!("The mail server {relay} cannot be reached: {detail}"),
            "Check server and port in COMMON_GROUND_SMTP_URL, and that a firewall lets us through.",
        ),
        Some(io::ErrorKind::InvalidData) if relay.encryption == Encryption::Implicit => (
            format!("The mail server {relay} does not encrypt from the first byte: {detail}"),
            "Use smtp:// with ?tls=required for STARTTLS (usually port 587).",
        ),
        _ if error.is_response() => (
            format!("What answers at {relay} does not speak like a mail server: {detail}"),
            "Check server and port in COMMON_GROUND_SMTP_URL.",
        ),
        _ => (
            format!("The connection to the mail server {relay} failed: {detail}"),
            "Check server and port in COMMON_GROUND_SMTP_URL.",
        ),
    };
    (sentence(problem), remedy.to_owned())
}

/// What is wrong with a certificate. The TLS library tells it only in its text.
fn certificate(relay: &Relay, detail: &str) -> Option<(String, String)> {
    let what = detail.split_once("invalid peer certificate: ")?.1;
    let (problem, remedy) = if what.contains("UnknownIssuer") || what.contains("CaUsedAsEndEntity") {
        (
            "is signed by nobody we trust",
            "Put the certificate of whoever signed it (PEM) into a file and name that in COMMON_GROUND_SMTP_CA_FILE.",
        )
    } else if what.contains("not valid for name") || what.contains("NotValidForName") {
        (
            "was made for another name",
            "Write the name that the certificate was made for in COMMON_GROUND_SMTP_URL.",
        )
    } else if what.contains("expired") || what.contains("Expired") || what.contains("not valid yet") {
        ("is out of date", "Renew the certificate of the mail server, or set the clock of this machine.")
    } else {
        ("cannot be used", "Ask whoever runs the mail server.")
    };
    Some((format!("The certificate of the mail server {relay} {problem} ({what})."), remedy.to_owned()))
}

fn during(stage: Stage) -> &'static str {
    match stage {
        Stage::Connect => "while connecting",
        Stage::Encrypt => "while setting up encryption",
        Stage::SignIn => "while signing in",
        Stage::Mail | Stage::Rcpt | Stage::Data => "before the letter was handed over",
        Stage::Body => "while the letter was handed over, so that it may have arrived",
    }
}

/// The reply of the server, such as `550 5.1.1 no such user`.
fn reply(error: &lettre::transport::smtp::Error) -> Option<String> {
    let code = error.status()?;
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("{code} {text}").trim_end().to_owned())
}

fn innermost(error: &lettre::transport::smtp::Error) -> String {
    let mut deepest: &dyn Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

fn io_error(error: &lettre::transport::smtp::Error) -> Option<&io::Error> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        source = error.source();
    }
    None
}

fn sentence(text: String) -> String {
    if text.ends_with(['.', '!', '?']) { text } else { text + "." }
}
