//! How letters leave now: through the mail server of the configuration, or else through the one that an administrator
//! set. That is kept in the database and held here for a moment, so that a change holds in every instance within seconds
//! and without a restart.

use std::{path::PathBuf, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    mail::{Encryption, Login, MailSettings, Relay, SetIn, Smtp, Transport, Trouble},
    store::{Connection, MailServer, Result, mail_server},
    system::{cached::Cached, secret::SecretKey},
};

/// How long settings that were read count as the present.
pub const SETTINGS_FRESH_FOR: SignedDuration = SignedDuration::from_secs(5);
/// The page that people set it on, and its choices.
const SETTINGS: SetIn = SetIn {
    place: "the email server settings",
    implicit: "select “Always, with TLS from the start”",
    required: "select “Always, with STARTTLS”",
    opportunistic: "select “If the server offers it”",
    none: "select “Never”",
    trust: "Ask the person who runs this site to trust the authority that signed it (COMMON_GROUND_SMTP_CA_FILE).",
};
/// Whose secret the password is.
const OWNER: Uuid = Uuid::from_u128(0x6d61_696c_2073_4572_b665_7220_6f66_2075);

/// What the configuration says of letters.
#[derive(Clone, Debug)]
pub struct Configured {
    /// The mail server, if it names one, and what holds for any.
    pub mail: MailSettings,
    /// The sender, if it names one.
    pub sender: Option<String>,
    /// The sender where nobody named one.
    pub stand_in: String,
}

/// How letters leave.
#[derive(Clone, Debug)]
pub struct InForce {
    /// What an administrator set.
    pub set: MailServer,
    /// The sender of every letter.
    pub sender: String,
    /// Where letters go, in words without a password.
    pub words: String,
    /// The folder that emails are saved in while no mail server is set up.
    pub folder: Option<PathBuf>,
    server: Option<Transport>,
}

impl InForce {
    /// That emails reach nobody and where they are, while no mail server is set up. Every page that sends email or
    /// tells of it says so.
    pub fn reach_nobody(&self) -> Option<String> {
        self.folder.as_ref().map(|folder| {
            format!("No email server is set up: emails are saved as files in {}, not sent.", folder.display())
        })
    }

    /// What is said of emails that were queued: `on_their_way`, a sentence without its full stop, where they can leave.
    pub fn queued(&self, saved: &str, on_their_way: &str) -> String {
        match self.reach_nobody() {
            Some(why) => format!("{saved}. {why}"),
            None => on_their_way.to_owned(),
        }
    }

    /// The way for letters: the mail server that was set, or else that of the configuration.
    pub fn transport<'t>(&'t self, configured: &'t Transport) -> &'t Transport {
        self.server.as_ref().unwrap_or(configured)
    }
}

/// What an instance knows of it.
#[derive(Debug)]
pub struct MailInForce {
    /// What the configuration says.
    pub configured: Configured,
    held: Cached<(), Arc<InForce>>,
}

impl MailInForce {
    /// Knows what the configuration says.
    pub fn new(configured: Configured) -> Self {
        Self { configured, held: Cached::fresh_for(SETTINGS_FRESH_FOR) }
    }

    /// How letters leave now; read from the database when what is held is more than a few seconds old.
    pub async fn now(&self, db: &Connection, now: Timestamp, secret: &SecretKey) -> Result<Arc<InForce>> {
        if let Some(held) = self.held.fresh(&(), now) {
            return Ok(held);
        }
        let set = mail_server::find(db).await?;
        // The same server keeps its connections.
        let known = self.held.last(&()).filter(|held| held.set == set);
        let in_force = known.unwrap_or_else(|| Arc::new(self.configured.with(set, Some(secret))));
        Ok(self.held.hold((), in_force, now))
    }

    /// Lets go of what is held: it was changed here.
    pub fn changed(&self) {
        self.held.clear();
    }

    /// Takes leave of the mail server that was set.
    pub async fn hang_up(&self) {
        if let Some(held) = self.held.last(&())
            && let Some(server) = &held.server
        {
            server.hang_up().await;
        }
    }
}

impl Configured {
    /// Whether the configuration names a mail server, which then holds.
    pub fn names_server(&self) -> bool {
        self.mail.smtp_url.is_some()
    }

    /// What holds with what an administrator set, whose password `secret` opens. The configuration always wins.
    pub fn with(&self, set: MailServer, secret: Option<&SecretKey>) -> InForce {
        let sender = self.sender.clone().or_else(|| Some(set.sender.clone()).filter(|set| !set.is_empty()));
        let sender = sender.unwrap_or_else(|| self.stand_in.clone());
        let folder = (!self.names_server() && set.host.is_empty()).then(|| self.mail.folder.clone());
        let (server, words) = match &self.mail.smtp_url {
            Some(url) => (None, url.parse().map(|relay: Relay| relay.in_words()).unwrap_or_default()),
            None if folder.is_some() => (None, String::new()),
            None => self.server(&set, secret),
        };
        let mut in_force = InForce { set, sender, words, folder, server };
        if let Some(why) = in_force.reach_nobody() {
            in_force.words = why;
        }
        in_force
    }

    /// The mail server that was set, and where it is in words.
    fn server(&self, set: &MailServer, secret: Option<&SecretKey>) -> (Option<Transport>, String) {
        let broken = |problem: &str, remedy: &str| {
            let trouble = Trouble { problem: problem.to_owned(), remedy: remedy.to_owned() };
            (Some(Transport::Broken(trouble)), format!("{problem} {remedy}"))
        };
        let login = match (set.user.as_str(), secret.and_then(|secret| opened(secret, &set.password))) {
            ("", _) => None,
            (user, Some(password)) => Some(Login::new(user, password)),
            (_, None) => {
                return broken(
                    "The password of the email server was encrypted with another secret key and can’t be \
                     read.",
                    "Enter it again in the settings.",
                );
            }
        };
        let encryption = Encryption::from_key(&set.encryption).unwrap_or(Encryption::Required);
        let relay = Relay { host: set.host.clone(), port: set.port, encryption, login };
        let words = relay.in_words();
        let MailSettings { smtp_ca_file, timeout, connections, .. } = &self.mail;
        match Smtp::new(relay, smtp_ca_file.as_deref(), *timeout, *connections) {
            Ok(smtp) => (Some(Transport::Smtp(Arc::new(smtp.set_in(SETTINGS)))), words),
            Err(error) => broken(
                &format!("COMMON_GROUND_SMTP_CA_FILE can’t be used: {error}."),
                "Correct this setting in the configuration.",
            ),
        }
    }
}

/// Encrypts the password of the mail server, to be kept.
///
/// # Errors
/// When the system has no randomness to give.
pub fn sealed(secret: &SecretKey, password: &str) -> std::io::Result<String> {
    secret.seal(OWNER, password.as_bytes())
}

fn opened(secret: &SecretKey, sealed: &str) -> Option<String> {
    String::from_utf8(secret.unseal(OWNER, sealed)?).ok()
}
