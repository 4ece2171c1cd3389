//! Settings: defaults in code, then `common-ground.toml`, then `COMMON_GROUND_…` in the environment.
//! Read once at the edge and passed down; nothing else reads the environment.

use std::{fmt, net::IpAddr, path::PathBuf};

use figment::{
    Figment, Provider,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::secret::{Secret, SecretError};

/// The name of the optional file, in the working directory.
pub const FILE: &str = "common-ground.toml";
const PREFIX: &str = "COMMON_GROUND_";
/// Below this nobody's answers are protected by the group they are in.
const SMALLEST_GROUP: u32 = 5;

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
    /// The secret key; made and kept in the data folder when empty.
    pub secret_key: String,
    /// The smallest group whose figures are shown.
    pub min_group: u32,
    /// The header that carries the caller's address; set it only behind a proxy that sets it.
    pub ip_header: String,
    /// How the log is written.
    pub log_format: LogFormat,
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
            secret_key: String::new(),
            min_group: SMALLEST_GROUP,
            ip_header: String::new(),
            log_format: LogFormat::Text,
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
    ///
    /// # Errors
    /// [`ConfigError`] names the key and the remedy.
    pub fn load() -> Result<Self, ConfigError> {
        Self::from_layers(Toml::file(FILE), Env::prefixed(PREFIX))
    }

    fn from_layers(file: impl Provider, env: impl Provider) -> Result<Self, ConfigError> {
        let file = Figment::from(file);
        let env = Figment::from(env);
        check_keys(&file, |key| format!("{key} in {FILE}"), str::to_owned)?;
        let in_environment = |key: &str| format!("{PREFIX}{}", key.to_uppercase());
        check_keys(&env, in_environment, in_environment)?;
        let config: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(file)
            .merge(env)
            .extract()
            .map_err(|error| ConfigError::Value(describe(&error)))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let invalid = |key, reason: String| Err(ConfigError::Invalid { key, reason });
        if self.min_group < SMALLEST_GROUP {
            return invalid(
                "COMMON_GROUND_MIN_GROUP",
                format!(
                    "{} is too small; the smallest group that protects people is {SMALLEST_GROUP}",
                    self.min_group
                ),
            );
        }
        if !self.site_url.is_empty() {
            match Url::parse(&self.site_url) {
                Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {}
                _ => {
                    return invalid(
                        "COMMON_GROUND_SITE_URL",
                        format!("{:?} is not an address such as https://feedback.example.org", self.site_url),
                    );
                }
            }
        }
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !self.database_url.is_empty() && !known.iter().any(|start| self.database_url.starts_with(start)) {
            return invalid(
                "COMMON_GROUND_DATABASE_URL",
                "it must start with sqlite: or postgres://".to_owned(),
            );
        }
        Ok(())
    }

    /// The database to open.
    pub fn database(&self) -> String {
        if self.database_url.is_empty() {
            format!("sqlite://{}", self.data_dir.join("common-ground.db").display())
        } else {
            self.database_url.clone()
        }
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

    /// The secret key, made on first start.
    ///
    /// # Errors
    /// [`SecretError`] for a short key or an unreadable key file.
    pub fn secret(&self) -> Result<Secret, SecretError> {
        if self.secret_key.is_empty() {
            Secret::kept_in(&self.data_dir.join("secret.key"))
        } else {
            Secret::from_text(&self.secret_key)
        }
    }
}

/// Passwords stand in the secret key and in both URLs.
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
    let data = layer.data().map_err(|error| ConfigError::Value(describe(&error)))?;
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

fn known_keys() -> Vec<String> {
    let defaults = Figment::from(Serialized::defaults(Config::default()));
    let mut keys: Vec<String> = defaults
        .data()
        .into_iter()
        .flat_map(std::collections::BTreeMap::into_values)
        .flat_map(std::collections::BTreeMap::into_keys)
        .collect();
    // A default of "none" is left out by the provider.
    if !keys.iter().any(|key| key == "smtp_ca_file") {
        keys.push("smtp_ca_file".to_owned());
    }
    keys
}

fn describe(error: &figment::Error) -> String {
    let path = error.path.join(".");
    let from = error.metadata.as_ref().map(|metadata| metadata.name.to_string()).unwrap_or_default();
    let key = if from.contains("environment") { format!("{PREFIX}{}", path.to_uppercase()) } else { path };
    format!("{key}: {} (read from {from})", error.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(file: &str, env: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let layer = env.iter().fold(Figment::new(), |layer, (key, value)| {
            layer.merge((*key, value.parse::<figment::value::Value>().unwrap()))
        });
        Config::from_layers(Toml::string(file), layer)
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let config = from("port = 9000\nmin_group = 7", &[("port", "9001")]).unwrap();
        assert_eq!((config.port, config.min_group), (9001, 7));
        assert_eq!(config.database(), "sqlite://data/common-ground.db");
        assert_eq!(config.site(9001), "http://127.0.0.1:9001");
    }

    #[test]
    fn a_misspelt_setting_names_the_nearest_known_one() {
        let error = from("", &[("min_gruop", "6")]).unwrap_err().to_string();
        assert_eq!(error, "COMMON_GROUND_MIN_GRUOP is not a setting; did you mean COMMON_GROUND_MIN_GROUP?");
        let error = from("smtp_ca_fil = 'x'", &[]).unwrap_err().to_string();
        assert_eq!(error, "smtp_ca_fil in common-ground.toml is not a setting; did you mean smtp_ca_file?");
    }

    #[test]
    fn a_value_that_cannot_be_right_names_its_key() {
        let error = from("min_group = 3", &[]).unwrap_err().to_string();
        assert!(error.starts_with("COMMON_GROUND_MIN_GROUP: 3 is too small"), "{error}");
        let error = from("site_url = 'feedback'", &[]).unwrap_err().to_string();
        assert!(error.starts_with("COMMON_GROUND_SITE_URL:"), "{error}");
        let error = from("database_url = 'mysql://x'", &[]).unwrap_err().to_string();
        assert!(error.starts_with("COMMON_GROUND_DATABASE_URL:"), "{error}");
        let error = from("port = 'eight'", &[]).unwrap_err().to_string();
        assert!(error.contains("port"), "{error}");
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let config =
            Config { secret_key: "hush hush".into(), smtp_url: "smtp://u:pw@h".into(), ..Config::default() };
        let shown = format!("{config:?}");
        assert!(!shown.contains("hush") && !shown.contains("pw"), "{shown}");
    }
}
