//! Settings: defaults in code, then `common-ground.toml`, then `COMMON_GROUND_…` in the environment.
//! Read once at the edge and passed down; nothing else reads the environment.

mod check;
#[cfg(test)]
mod tests;

use std::{fmt, io::ErrorKind, net::IpAddr, path::PathBuf};

use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Env, Format, Serialized, Toml},
    value::{Dict, Map, Value},
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    mail::ReturnPath,
    outgoing::{host_and_port, openid::OpenIdSettings},
    survey::promises::SMALLEST_GROUP,
    system::secret::{SecretError, SecretKey},
};

/// The name of the optional file, in the working directory.
pub const FILE: &str = "common-ground.toml";
const PREFIX: &str = "COMMON_GROUND_";

/// All settings.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the database, the key and unsent letters are kept.
    pub data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`; SQLite in the data folder when empty.
    pub database_url: String,
    /// The address people reach the service at; made from address and port when empty.
    pub site_url: String,
    /// The address to listen on.
    pub address: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// `smtp://…` or `smtps://…`; letters are written to files when empty.
    pub smtp_url: String,
    /// A PEM file with the certificate authority of the mail server.
    pub smtp_ca_file: Option<PathBuf>,
    /// The sender of every letter.
    pub mail_from: String,
    /// The most invitations and reminders that leave in a minute.
    pub mail_per_minute: u32,
    /// The most of them that leave to one domain in a minute.
    pub mail_per_domain: u32,
    /// The most requests that a program may send in a minute by one access token.
    pub api_per_minute: u32,
    /// The mailbox that bounces come back to, with `+` and a mark of the letter; to the sender when empty.
    pub bounce_address: String,
    /// The secret key; made and kept in the data folder when empty.
    pub secret_key: String,
    /// The smallest group whose figures are shown.
    pub min_group: u32,
    /// The header that carries the caller's address; set it only behind a proxy that sets it.
    pub ip_header: String,
    /// The folder that backups are kept in, so that `check` can see to them.
    pub backup_dir: Option<PathBuf>,
    /// What whoever reads `/metrics` has to send; without it that is read from this machine alone.
    pub metrics_token: String,
    /// Whom to tell of a fault in the security of the service: an address of mail or of the web.
    pub security_contact: String,
    /// Hosts that webhooks may reach wherever they are, each with its port where that is not 443.
    pub webhook_hosts: String,
    /// How the log is written.
    pub log_format: LogFormat,
    /// The identity provider that people may sign in with, exactly as it calls itself; empty for none.
    pub oidc_issuer: String,
    /// What the identity provider knows the service by.
    pub oidc_client_id: String,
    /// What it knows the service by for certain.
    pub oidc_client_secret: String,
    /// What people call the account that they have there.
    pub oidc_label: String,
}

/// Who may read what the service counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watching {
    /// Whoever sends this token.
    ByToken(String),
    /// Whoever asks from this machine.
    FromHere,
    /// Nobody: a proxy stands before the service, so everybody seems to ask from its machine.
    Nobody,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for programs.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            database_url: String::new(),
            site_url: String::new(),
            address: IpAddr::from([127, 0, 0, 1]),
            port: 8000,
            smtp_url: String::new(),
            smtp_ca_file: None,
            mail_from: "Common Ground <common-ground@localhost>".to_owned(),
            mail_per_minute: 20,
            mail_per_domain: 10,
            api_per_minute: 600,
            bounce_address: String::new(),
            secret_key: String::new(),
            min_group: SMALLEST_GROUP,
            ip_header: String::new(),
            metrics_token: String::new(),
            security_contact: String::new(),
            webhook_hosts: String::new(),
            log_format: LogFormat::Text,
            backup_dir: None,
            oidc_issuer: String::new(),
            oidc_client_id: String::new(),
            oidc_client_secret: String::new(),
            oidc_label: "council account".to_owned(),
        }
    }
}

/// A setting that cannot be used; says which and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key nobody knows.
    #[error("{found} is not a setting{}", .nearest.as_ref().map(|n| format!("; did you mean {n}?")).unwrap_or_default())]
    Unknown {
        /// The key as written.
        found: String,
        /// The known key that looks most like it.
        nearest: Option<String>,
    },
    /// A value of the wrong kind.
    #[error("{0}")]
    Value(String),
    /// A value that cannot be right.
    #[error("{key}: {reason}")]
    Invalid {
        /// The setting's name in the environment.
        key: &'static str,
        /// What is wrong and how to mend it.
        reason: String,
    },
    /// The secret key.
    #[error(transparent)]
    Secret(#[from] SecretError),
}

impl Config {
    /// Reads the settings of this process.
    pub fn load() -> Result<Self, ConfigError> {
        let text = match std::fs::read_to_string(FILE) {
            Ok(text) => text,
            // The file is optional.
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(ConfigError::Value(format!("{FILE}: {error}"))),
        };
        Self::from_layers(&text, Environment(Env::prefixed(PREFIX)))
    }

    fn from_layers(text: &str, env: impl Provider) -> Result<Self, ConfigError> {
        let file = Figment::from(Toml::string(text));
        let env = Figment::from(env);
        let told = |error: figment::Error| ConfigError::Value(describe(&error, text));
        file.data().map_err(told)?;
        check_keys(&file, |key| format!("{key} in {}", place(text, key)), str::to_owned)?;
        let in_environment = |key: &str| format!("{PREFIX}{}", key.to_uppercase());
        check_keys(&env, in_environment, in_environment)?;
        let config: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(file)
            .merge(env)
            .extract()
            .map_err(told)?;
        config.check()?;
        Ok(config)
    }

    /// The database to open.
    pub fn database(&self) -> String {
        if self.database_url.is_empty() {
            format!("sqlite://{}", self.data_dir.join("common-ground.db").display())
        } else {
            self.database_url.clone()
        }
    }

    /// The file of the database, when it is SQLite.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let url = self.database();
        let path = url.strip_prefix("sqlite:")?;
        Some(path.trim_start_matches("//").split('?').next().unwrap_or_default().into())
    }

    /// The file that the secret key is kept in.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("secret.key")
    }

    /// The address people reach the service at, without a slash at its end. `port` is the one really used.
    pub fn site(&self, port: u16) -> String {
        if self.site_url.is_empty() {
            let host = match self.address {
                address if address.is_unspecified() => "localhost".to_owned(),
                IpAddr::V4(address) => address.to_string(),
                IpAddr::V6(address) => format!("[{address}]"),
            };
            format!("http://{host}:{port}")
        } else {
            self.site_url.trim_end_matches('/').to_owned()
        }
    }

    /// The folder that letters are written to when there is no mail server.
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// Where bounces come back to.
    pub fn return_path(&self) -> Result<Option<ReturnPath>, ConfigError> {
        if self.bounce_address.is_empty() {
            return Ok(None);
        }
        let path = ReturnPath::parse(&self.bounce_address);
        path.map(Some).map_err(|error| ConfigError::Invalid {
            key: "COMMON_GROUND_BOUNCE_ADDRESS",
            reason: format!("{:?} cannot be used: {error}", self.bounce_address),
        })
    }

    /// Who may read the counts. Behind a proxy every caller seems to come from this machine, or names an address that only
    /// the proxy vouches for; there a token alone opens them.
    pub fn watching(&self) -> Watching {
        if !self.metrics_token.is_empty() {
            Watching::ByToken(self.metrics_token.clone())
        } else if self.ip_header.is_empty() && !self.site_url.starts_with("https:") {
            Watching::FromHere
        } else {
            Watching::Nobody
        }
    }

    /// The hosts that webhooks may reach wherever they are, each with its port.
    pub fn trusted_hosts(&self) -> Result<Vec<String>, ConfigError> {
        let entries = self.webhook_hosts.split([',', ' ']).filter(|entry| !entry.is_empty());
        let read = |entry: &str| {
            let url = Url::parse(&format!("https://{entry}")).ok()?;
            let is_bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
            host_and_port(&url).filter(|_| is_bare && url.fragment().is_none())
        };
        let wrong = |entry: &str| ConfigError::Invalid {
            key: "COMMON_GROUND_WEBHOOK_HOSTS",
            reason: format!("{entry:?} is not a host such as relay.example.org or 10.0.0.5:8443"),
        };
        entries.map(|entry| read(entry).ok_or_else(|| wrong(entry))).collect()
    }

    /// The identity provider that people may sign in with, if there is one.
    pub fn open_id(&self) -> Option<OpenIdSettings> {
        (!self.oidc_issuer.is_empty()).then(|| OpenIdSettings {
            issuer: self.oidc_issuer.clone(),
            client_id: self.oidc_client_id.clone(),
            client_secret: self.oidc_client_secret.clone(),
            label: self.oidc_label.trim().to_owned(),
        })
    }

    /// The secret key, made on first start.
    ///
    /// # Errors
    /// [`SecretError`] for a short key or an unreadable key file.
    pub fn secret(&self) -> Result<SecretKey, SecretError> {
        if self.secret_key.is_empty() {
            SecretKey::kept_in(&self.key_file())
        } else {
            SecretKey::from_text(&self.secret_key)
        }
    }
}

/// The environment as a layer of settings: the variables that an [`Env`] lets through, each of the kind that its setting has.
/// What a setting of text holds is never read as a number, a switch or a list: a secret key of digits alone is a key.
struct Environment(Env);

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        self.0.metadata()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let variables = self.0.iter().map(|(key, text)| {
            let key = key.as_str().to_owned();
            let value = if is_text(&key) {
                Value::from(text)
            } else {
                // What is no number stays text, and is refused with the name of its setting.
                text.trim().parse().unwrap_or_else(|never| match never {})
            };
            (key, value)
        });
        Ok(Profile::Default.collect(variables.collect()))
    }
}

/// Passwords stand in the secret key, in the secret of the identity provider and in both URLs.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("data_dir", &self.data_dir)
            .field("site_url", &self.site_url)
            .field("address", &self.address)
            .field("port", &self.port)
            .field("mail_from", &self.mail_from)
            .field("min_group", &self.min_group)
            .finish_non_exhaustive()
    }
}

fn check_keys(
    layer: &Figment,
    found: impl Fn(&str) -> String,
    suggestion: impl Fn(&str) -> String,
) -> Result<(), ConfigError> {
    let known = known_keys();
    let data = layer.data().map_err(|error| ConfigError::Value(describe(&error, "")))?;
    for key in data.values().flat_map(|dict| dict.keys()) {
        if !known.contains(key) {
            let nearest = known
                .iter()
                .map(|name| (strsim::jaro_winkler(name, key), name))
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .filter(|(likeness, _)| *likeness > 0.7)
                .map(|(_, name)| suggestion(name));
            return Err(ConfigError::Unknown { found: found(key), nearest });
        }
    }
    Ok(())
}

/// Whether a setting is text: everything but numbers and switches is. Settings without a default are paths.
fn is_text(key: &str) -> bool {
    let default = Figment::from(Serialized::defaults(Config::default())).find_value(key);
    !matches!(default, Ok(Value::Num(..) | Value::Bool(..)))
}

fn known_keys() -> Vec<String> {
    let defaults = Figment::from(Serialized::defaults(Config::default()));
    let mut keys: Vec<String> = defaults
        .data()
        .into_iter()
        .flat_map(std::collections::BTreeMap::into_values)
        .flat_map(std::collections::BTreeMap::into_keys)
        .collect();
    // A default of "none" is left out by the provider.
    for key in ["smtp_ca_file", "backup_dir"] {
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    }
    keys
}

/// What is wrong with a value, and where it stands.
fn describe(error: &figment::Error, text: &str) -> String {
    let key = error.path.join(".");
    if key.is_empty()
        && let Some(key) = unquoted(text)
    {
        // Without the quotes a long run of digits is a number too large to read.
        return format!("{key} in {}: {}", place(text, key), in_quotes(key));
    }
    if key.is_empty() {
        // The file cannot be read as TOML; the words name line and column.
        return format!("{FILE}: {}", error.kind);
    }
    let from = error.metadata.as_ref().map(|metadata| metadata.name.to_string()).unwrap_or_default();
    if from.contains("environment") {
        return format!("{PREFIX}{}: {}{}", key.to_uppercase(), error.kind, taken(&key));
    }
    if is_text(&key) && matches!(error.kind, figment::error::Kind::InvalidType(..)) {
        return format!("{key} in {}: {}", place(text, &key), in_quotes(&key));
    }
    format!("{key} in {}: {}{}", place(text, &key), error.kind, taken(&key))
}

/// The value itself is not repeated: it may be the secret key.
fn in_quotes(key: &str) -> String {
    format!("this setting is text, so put quotes around its value: {key} = \"…\"")
}

/// The first text setting of the file whose value stands without quotes.
fn unquoted(text: &str) -> Option<&str> {
    let settings = text.lines().filter_map(|line| line.split_once('='));
    let mut settings = settings.map(|(key, value)| (key.trim(), value.trim()));
    let known = known_keys();
    let found = settings.find(|(key, value)| {
        known.iter().any(|known| known == key)
            && is_text(key)
            && value.starts_with(|c: char| c.is_ascii_alphanumeric() || "+-./[".contains(c))
    });
    found.map(|(key, _)| key)
}

/// What a setting takes, where its kind does not say it.
fn taken(key: &str) -> &'static str {
    match key {
        "address" => " (it takes an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all)",
        "port" => " (it takes a number from 0 to 65535)",
        "min_group" | "mail_per_minute" | "mail_per_domain" | "api_per_minute" => {
            " (it takes a whole number)"
        }
        _ => "",
    }
}

/// Where a key stands in the file.
fn place(text: &str, key: &str) -> String {
    let sets = |line: &str| {
        let name = line.split('=').next().unwrap_or_default().trim().trim_matches(['[', ']', '"']);
        name == key || name.starts_with(&format!("{key}."))
    };
    match text.lines().position(sets) {
        Some(line) => format!("{FILE}, line {}", line + 1),
        None => FILE.to_owned(),
    }
}
