//! What went wrong with a mail server: what it means for the letter, and what to tell the person who can mend it.

use std::{error::Error, io, time::Duration};

use super::SetIn;
use crate::{Delivery, Encryption, Relay, Trouble};

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
pub(super) enum SmtpStage {
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
    Late,
    /// Encryption was asked for, or needed for a password, and the server does not offer it.
    NoEncryption,
    /// The letter has bytes outside ASCII and the server cannot take them.
    EightBit,
}

#[derive(Debug)]
pub(super) struct SmtpFault {
    pub(super) stage: SmtpStage,
    pub(super) cause: Cause,
}

impl SmtpFault {
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
    pub(super) fn into_delivery(self, relay: &Relay, set_in: &SetIn) -> Delivery {
        let code = self.code();
        let about_letter =
            matches!(self.stage, SmtpStage::Mail | SmtpStage::Rcpt | SmtpStage::Data | SmtpStage::Body);
        let (permanent, client) = match &self.cause {
            Cause::Smtp(error) => (error.is_permanent(), error.is_client()),
            Cause::NoEncryption => (false, true),
            Cause::EightBit => (true, false),
            Cause::Late => (false, false),
        };
        let settings = client
            || self.stage == SmtpStage::SignIn && permanent
            || code.is_some_and(|code| SPEAKS_OF_SETTINGS.contains(&code));
        let unanswered = self.stage == SmtpStage::Body && code.is_none();
        let why = self.into_trouble(relay, set_in);
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

    pub(super) fn into_trouble(self, relay: &Relay, set_in: &SetIn) -> Trouble {
        let stage = self.stage;
        let (problem, remedy) = match self.cause {
            Cause::Late => late(stage, relay, set_in),
            Cause::NoEncryption => (
                format!("The email server {relay} does not offer encryption (STARTTLS)."),
                no_encryption(stage, set_in),
            ),
            Cause::EightBit => (
                format!("The email server {relay} only accepts ASCII emails (no 8BITMIME)."),
                "Compose the email with an ASCII encoding.".to_owned(),
            ),
            Cause::Smtp(error) => match reply(&error) {
                Some(reply) => refused(stage, relay, &reply, set_in),
                None if stage == SmtpStage::SignIn && error.is_client() => (
                    format!(
                        "The email server {relay} doesn’t offer a way to sign in that we support (PLAIN \
                             or LOGIN)."
                    ),
                    format!(
                        "If it needs no sign-in, remove the user and password from {}. If it only allows sign-in over \
                         encryption, {}.",
                        set_in.place, set_in.required
                    ),
                ),
                None => broken(stage, relay, &error, set_in),
            },
        };
        Trouble { problem, remedy }
    }
}

fn no_encryption(stage: SmtpStage, set_in: &SetIn) -> String {
    let SetIn { implicit, opportunistic, none, .. } = set_in;
    let start = format!("If the server uses TLS from the start (usually port 465), {implicit}.");
    match stage {
        SmtpStage::SignIn => {
            format!("The password was not sent. {start} If it’s on a network you trust, {none}.")
        }
        _ => format!("{start} Otherwise, {opportunistic}."),
    }
}

fn late(stage: SmtpStage, relay: &Relay, set_in: &SetIn) -> (String, String) {
    if stage != SmtpStage::Connect {
        let problem = format!("The email server {relay} stopped answering {}.", during(stage));
        return (problem, "Try again later.".to_owned());
    }
    let mut remedy =
        format!("Check the server and port in {}, and that a firewall lets us through.", set_in.place);
    if relay.encryption != Encryption::Implicit {
        remedy = format!("{remedy} For port 465, {}.", set_in.implicit);
    }
    (format!("The email server {relay} did not respond in time."), remedy)
}

fn refused(stage: SmtpStage, relay: &Relay, reply: &str, set_in: &SetIn) -> (String, String) {
    let SetIn { place, required, .. } = set_in;
    let problem = match stage {
        // Before a mail server has introduced itself this may be anything, whose words are nobody's business here.
        SmtpStage::Connect => format!(
            "{relay} isn’t an email server that accepts emails from us (it said {})",
            reply.split(' ').next().unwrap_or_default()
        ),
        SmtpStage::Encrypt => format!("The email server {relay} refused to encrypt the connection: {reply}"),
        SmtpStage::SignIn => format!("The email server {relay} refused our sign-in: {reply}"),
        SmtpStage::Mail => format!("The email server refused the sender: {reply}"),
        SmtpStage::Rcpt => format!("The email server refused the recipient: {reply}"),
        SmtpStage::Data | SmtpStage::Body => format!("The email server refused the email: {reply}"),
    };
    let remedy = match stage {
        SmtpStage::SignIn => {
            format!("Check the user and password in {place}. Some providers need an app password.")
        }
        SmtpStage::Mail => format!(
            "If the reply asks for sign-in, enter the user and password in {place}. If it asks for encryption, \
             {required}."
        ),
        SmtpStage::Connect => {
            format!("Check the server and port in {place}, or ask the person who runs the email server.")
        }
        _ => "Ask the person who runs the email server.".to_owned(),
    };
    (sentence(problem), remedy)
}

/// The connection failed without a reply.
fn broken(
    stage: SmtpStage,
    relay: &Relay,
    error: &lettre::transport::smtp::Error,
    set_in: &SetIn,
) -> (String, String) {
    let detail = innermost(error);
    if stage != SmtpStage::Connect && stage != SmtpStage::Encrypt {
        let problem = format!("The connection to the email server {relay} broke {}: {detail}", during(stage));
        return (sentence(problem), "Try again later.".to_owned());
    }
    if let Some(told) = certificate(relay, &detail, set_in) {
        return told;
    }
    let SetIn { place, required, .. } = set_in;
    let kind = io_error(error).map(io::Error::kind);
    let (problem, remedy) = match kind {
        // Name lookup has no error kind of its own.
        _ if detail.contains("lookup address") => (
            format!("The name of the email server {} is not known", relay.host),
            format!("Check how it is spelt in {place}, and that this machine can look up names."),
        ),
        Some(io::ErrorKind::ConnectionRefused) => (
            format!("Nothing answers at {relay}: the connection was refused"),
            format!(
                "Check that the email server is running, and the port in {place} (usually 587, 465 or 25)."
            ),
        ),
        Some(
            io::ErrorKind::TimedOut | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable,
        ) => (
            format!("The email server {relay} can’t be reached: {detail}"),
            format!("Check the server and port in {place}, and that a firewall lets us through."),
        ),
        Some(io::ErrorKind::InvalidData) if relay.encryption == Encryption::Implicit => (
            format!("The email server {relay} doesn’t use TLS from the start: {detail}"),
            format!("For STARTTLS (usually port 587), {required}."),
        ),
        _ if error.is_response() => (
            format!("{relay} doesn’t respond like an email server"),
            format!("Check the server and port in {place}."),
        ),
        _ => (
            format!("The connection to the email server {relay} failed: {detail}"),
            format!("Check the server and port in {place}."),
        ),
    };
    (sentence(problem), remedy)
}

/// What is wrong with a certificate. The TLS library tells it only in its text.
fn certificate(relay: &Relay, detail: &str, set_in: &SetIn) -> Option<(String, String)> {
    let what = detail.split_once("invalid peer certificate: ")?.1;
    let (problem, remedy) = if what.contains("UnknownIssuer") || what.contains("CaUsedAsEndEntity") {
        ("isn’t signed by an authority we trust", set_in.trust.to_owned())
    } else if what.contains("not valid for name") || what.contains("NotValidForName") {
        ("is for another name", format!("Enter the name on the certificate in {}.", set_in.place))
    } else if what.contains("expired") || what.contains("Expired") || what.contains("not valid yet") {
        let renew = "Renew the certificate of the email server, or set the clock of this machine.";
        ("is out of date", renew.to_owned())
    } else {
        ("can’t be used", "Ask the person who runs the email server.".to_owned())
    };
    Some((format!("The certificate of the email server {relay} {problem} ({what})."), remedy))
}

fn during(stage: SmtpStage) -> &'static str {
    match stage {
        SmtpStage::Connect => "while connecting",
        SmtpStage::Encrypt => "while setting up encryption",
        SmtpStage::SignIn => "while signing in",
        SmtpStage::Mail | SmtpStage::Rcpt | SmtpStage::Data => "before the email was handed over",
        SmtpStage::Body => "while the email was being handed over, so it may have arrived",
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
