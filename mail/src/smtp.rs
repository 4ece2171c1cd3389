//! Delivery to a mail server: which connections are open, and which of them may be used again.
//!
//! The library's own pool is not used: it parks a connection again when a delivery is abandoned half-way, so that after a
//! timeout the next letter would read the answers meant for the last one. Here a connection is parked only after the server
//! has answered, and closed in every other case.

mod fault;
mod session;
mod stream;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use tokio::{sync::Semaphore, time::Instant};

use self::{fault::SmtpFault, session::SmtpSession};
use super::{Address, Delivery, Encryption, Relay, Trouble};

/// Servers close a quiet connection after some minutes; we do so before them.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// Where people change the settings of a mail server, and what they choose there, as remedies call it.
#[derive(Debug, Clone, Copy)]
pub struct SetIn {
    /// The place: “the email server settings”.
    pub place: &'static str,
    /// How to encrypt from the start.
    pub implicit: &'static str,
    /// How to insist on encryption.
    pub required: &'static str,
    /// How to encrypt only where the server offers it.
    pub opportunistic: &'static str,
    /// How to go without encryption.
    pub none: &'static str,
    /// How to trust one more certificate authority.
    pub trust: &'static str,
}

/// The configuration.
const CONFIGURED: SetIn = SetIn {
    place: "COMMON_GROUND_SMTP_URL",
    implicit: "use smtps://",
    required: "use smtp:// with ?tls=required",
    opportunistic: "leave ?tls=required out of COMMON_GROUND_SMTP_URL",
    none: "use ?tls=none",
    trust: "Save the certificate of the authority that signed it (PEM) in a file, and set \
            COMMON_GROUND_SMTP_CA_FILE to its path.",
};

/// A mail server and our connections to it.
pub struct Smtp {
    relay: Relay,
    /// Where its settings are, as remedies call it.
    set_in: SetIn,
    tls: Option<TlsParameters>,
    timeout: Duration,
    permits: Semaphore,
    parked: Mutex<Vec<Parked>>,
}

struct Parked {
    session: SmtpSession,
    since: Instant,
}

/// Why the certificates to trust cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The file cannot be read.
    #[error("the file {} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The file holds no usable certificate.
    #[error("the file {} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)", .0.display())]
    NoCertificate(PathBuf),
    /// TLS itself cannot be set up.
    #[error("encryption cannot be set up: {0}")]
    Tls(lettre::transport::smtp::Error),
}

impl Smtp {
    /// A server to deliver to; connects when the first letter comes.
    ///
    /// `ca_file` holds certificates (PEM) to trust besides those of the system. `timeout` bounds one delivery from
    /// connecting to the last answer; waiting for one of the `connections` (at least one) is not counted.
    pub fn new(
        relay: Relay,
        ca_file: Option<&Path>,
        timeout: Duration,
        connections: usize,
    ) -> Result<Self, TrustError> {
        let tls = match relay.encryption {
            Encryption::None => None,
            _ => Some(tls_parameters(&relay.host, ca_file)?),
        };
        let permits = Semaphore::new(connections.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Self { relay, set_in: CONFIGURED, tls, timeout, permits, parked: Mutex::default() })
    }

    /// The same server, whose settings people mend elsewhere than in the configuration.
    #[must_use]
    pub fn set_in(self, place: SetIn) -> Self {
        Self { set_in: place, ..self }
    }

    pub(super) async fn deliver(&self, from: Option<&Address>, to: &Address, bytes: &[u8]) -> Delivery {
        // The semaphore is never closed; were it, delivering unbounded would be better than not at all.
        let _permit = self.permits.acquire().await.ok();
        let deadline = Instant::now() + self.timeout;
        let mut session = match self.session(deadline).await {
            Ok(session) => session,
            Err(fault) => return fault.into_delivery(&self.relay, &self.set_in),
        };
        let sent = session.send(from, to, bytes, deadline).await;
        let answered = sent.as_ref().map_or_else(SmtpFault::is_reply, |_| true);
        if answered {
            self.parked().push(Parked { session, since: Instant::now() });
        }
        match sent {
            Ok(response) => Delivery::Sent { response },
            Err(fault) => fault.into_delivery(&self.relay, &self.set_in),
        }
    }

    pub(super) async fn test(&self) -> Result<String, Trouble> {
        let deadline = Instant::now() + self.timeout;
        let opened = SmtpSession::open(&self.relay, self.tls.as_ref(), deadline).await;
        let mut session = opened.map_err(|fault| fault.into_trouble(&self.relay, &self.set_in))?;
        let encrypted =
            if session.is_encrypted() { "The connection is encrypted" } else { "It is NOT encrypted" };
        let login = match &self.relay.login {
            Some(login) => format!(", and it accepts our sign-in as “{}”", login.user),
            None => ", without signing in".to_owned(),
        };
        session.quit(deadline).await;
        Ok(format!("The email server {} answers. {encrypted}{login}.", self.relay))
    }

    pub(super) async fn hang_up(&self) {
        let parked = std::mem::take(&mut *self.parked());
        let deadline = Instant::now() + Duration::from_secs(2);
        futures::future::join_all(parked.into_iter().map(|mut parked| async move {
            parked.session.quit(deadline).await;
        }))
        .await;
    }

    /// A parked connection that still answers, or a new one.
    async fn session(&self, deadline: Instant) -> Result<SmtpSession, SmtpFault> {
        loop {
            let next = self.parked().pop();
            let Some(mut parked) = next else {
                return SmtpSession::open(&self.relay, self.tls.as_ref(), deadline).await;
            };
            if parked.since.elapsed() < LONGEST_REST && parked.session.reset(deadline).await {
                return Ok(parked.session);
            }
        }
    }

    fn parked(&self) -> MutexGuard<'_, Vec<Parked>> {
        self.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("relay", &self.relay)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

fn tls_parameters(host: &str, ca_file: Option<&Path>) -> Result<TlsParameters, TrustError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(path) = ca_file {
        let pem =
            std::fs::read(path).map_err(|reason| TrustError::Unreadable { path: path.to_owned(), reason })?;
        // The parser takes a file without any certificate for an empty list, which would trust nothing and say nothing.
        let begins = b"-----BEGIN CERTIFICATE-----";
        if !pem.windows(begins.len()).any(|window| window == begins) {
            return Err(TrustError::NoCertificate(path.to_owned()));
        }
        let certificates =
            Certificate::from_pem(&pem).map_err(|_| TrustError::NoCertificate(path.to_owned()))?;
        builder = builder.add_root_certificate(certificates);
    }
    builder.build().map_err(TrustError::Tls)
}
