//! Where letters go: to a mail server, into a folder, or into memory for tests.

use std::{
    fmt,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{Address, Delivery, Relay, RelayError, Smtp, Trouble, TrustError, folder};

/// How letters leave the service. Cloning is cheap and shares connections.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Each letter becomes an `.eml` file in this folder.
    Files(PathBuf),
    /// To a mail server.
    Smtp(Arc<Smtp>),
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Posted>>>),
    /// Nowhere, because the settings cannot be used.
    Broken(Trouble),
}

/// A letter that [`Transport::Memory`] took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Envelope sender.
    pub from: Option<Address>,
    /// Envelope recipient.
    pub to: Address,
    /// The message as composed.
    pub bytes: Vec<u8>,
}

/// The settings of a transport, as read from the configuration. `Debug` hides the URL, which may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// `COMMON_GROUND_SMTP_URL`, in the form that [`Relay`] reads; without it letters become files.
    pub smtp_url: Option<String>,
    /// `COMMON_GROUND_SMTP_CA_FILE`: certificates (PEM) to trust besides those of the system.
    pub smtp_ca_file: Option<PathBuf>,
    /// Folder for letters while there is no mail server.
    pub folder: PathBuf,
    /// Longest time for one delivery, connecting included.
    pub timeout: Duration,
    /// Most connections open at once; further deliveries wait.
    pub connections: usize,
}

impl MailSettings {
    /// Settings of a first run: letters become files in `folder`; 60 seconds and 10 connections once there is a server.
    pub fn files(folder: impl Into<PathBuf>) -> Self {
        Self {
            smtp_url: None,
            smtp_ca_file: None,
            folder: folder.into(),
            timeout: Duration::from_mins(1),
            connections: 10,
        }
    }
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("smtp_url", &self.smtp_url.as_ref().map(|_| "…"))
            .field("smtp_ca_file", &self.smtp_ca_file)
            .field("folder", &self.folder)
            .field("timeout", &self.timeout)
            .field("connections", &self.connections)
            .finish()
    }
}

/// Which setting is wrong.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The URL of the mail server.
    #[error("COMMON_GROUND_SMTP_URL cannot be used: {0}")]
    Url(#[from] RelayError),
    /// The file of certificates.
    #[error("COMMON_GROUND_SMTP_CA_FILE cannot be used: {0}")]
    Trust(#[from] TrustError),
}

impl Transport {
    /// The transport that the settings ask for. Opens no connection and writes nothing.
    pub fn from_settings(settings: &MailSettings) -> Result<Self, SettingsError> {
        let Some(url) = &settings.smtp_url else { return Ok(Self::Files(settings.folder.clone())) };
        let relay: Relay = url.parse()?;
        let smtp =
            Smtp::new(relay, settings.smtp_ca_file.as_deref(), settings.timeout, settings.connections)?;
        Ok(Self::Smtp(Arc::new(smtp)))
    }

    /// A transport that keeps what it is given, for tests.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands one composed letter to its one recipient. `envelope_from` is where bounces go (none: nowhere).
    ///
    /// Returns within the timeout of the settings once a connection is free.
    pub async fn deliver(&self, envelope_from: Option<&Address>, to: &Address, bytes: &[u8]) -> Delivery {
        match self {
            Self::Files(path) => write_file(path, bytes).await,
            Self::Smtp(smtp) => smtp.deliver(envelope_from, to, bytes).await,
            Self::Memory(posted) => {
                let letter = Posted { from: envelope_from.cloned(), to: to.clone(), bytes: bytes.to_owned() };
                posted.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                Delivery::Sent { response: "kept in memory".to_owned() }
            }
            Self::Broken(trouble) => Delivery::Misconfigured { why: trouble.to_string() },
        }
    }

    /// Tries everything short of sending a letter, and says in a sentence what works.
    pub async fn test(&self) -> Result<String, Trouble> {
        match self {
            Self::Files(path) => test_folder(path).await,
            Self::Smtp(smtp) => smtp.test().await,
            Self::Memory(_) => Ok("Emails are kept in memory and not sent.".to_owned()),
            Self::Broken(trouble) => Err(trouble.clone()),
        }
    }

    /// Takes leave of the mail server. For when the queue is empty or the service stops; the next delivery connects anew.
    pub async fn hang_up(&self) {
        if let Self::Smtp(smtp) = self {
            smtp.hang_up().await;
        }
    }
}

async fn write_file(path: &Path, bytes: &[u8]) -> Delivery {
    let (path, bytes) = (path.to_owned(), bytes.to_owned());
    let shown = path.display().to_string();
    let written = tokio::task::spawn_blocking(move || folder::put(&path, &bytes)).await;
    match written.unwrap_or_else(|stopped| Err(stopped.into())) {
        Ok(file) => Delivery::Sent { response: folder::response(&file) },
        Err(error) => {
            let why = format!("The email could not be written to the folder {shown}: {error}.");
            match error.kind() {
                ErrorKind::PermissionDenied
                | ErrorKind::NotADirectory
                | ErrorKind::AlreadyExists
                | ErrorKind::ReadOnlyFilesystem => Delivery::Misconfigured { why },
                _ => Delivery::Deferred { why, code: None, back_off: None },
            }
        }
    }
}

async fn test_folder(path: &Path) -> Result<String, Trouble> {
    let shown = path.display().to_string();
    let path = path.to_owned();
    let probed = tokio::task::spawn_blocking(move || folder::probe(&path)).await;
    match probed.unwrap_or_else(|stopped| Err(stopped.into())) {
        Ok(()) => Ok(format!(
            "No email server is set up: emails are saved as files in {shown}, not sent. Set \
             COMMON_GROUND_SMTP_URL to send them."
        )),
        Err(error) => Err(Trouble {
            remedy: match error.kind() {
                ErrorKind::ReadOnlyFilesystem => {
                    "Mount its disk so that it can be written, or choose another COMMON_GROUND_DATA_DIR."
                }
                _ => "Let the user that runs the service write there, or choose another COMMON_GROUND_DATA_DIR.",
            }
            .to_owned(),
            problem: format!("Emails can’t be written to the folder {shown}: {error}."),
        }),
    }
}
