//! Values that cannot be right, refused at the start and not when they are first needed.

use url::Url;

use crate::{
    app::config::{Config, ConfigError},
    mail::Mailbox,
    outgoing::openid,
    survey::promises::SMALLEST_GROUP,
};

/// What is wrong where only a part of an identity provider is set.
const WITHOUT_ISSUER: &str = "it does nothing without COMMON_GROUND_OIDC_ISSUER; set both or neither";
/// The longest name of an account, in characters.
const LONGEST_LABEL: usize = 60;
/// The shortest token that opens the counts.
const SHORTEST_TOKEN: usize = 16;

impl Config {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
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
                Ok(url)
                    if matches!(url.scheme(), "http" | "https")
                        && url.has_host()
                        // Every link goes on behind it.
                        && url.query().is_none()
                        && url.fragment().is_none() => {}
                _ => {
                    return invalid(
                        "COMMON_GROUND_SITE_URL",
                        format!("{:?} is not an address such as https://feedback.example.org", self.site_url),
                    );
                }
            }
        }
        self.paces()?;
        self.return_path()?;
        self.trusted_hosts()?;
        if let Err(error) = Mailbox::parse(&self.mail_from) {
            return invalid(
                "COMMON_GROUND_MAIL_FROM",
                format!("{:?} cannot be used: {error}", self.mail_from),
            );
        }
        let is_header = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !self.ip_header.chars().all(is_header) {
            return invalid(
                "COMMON_GROUND_IP_HEADER",
                format!("{:?} is not the name of a header such as X-Real-IP", self.ip_header),
            );
        }
        let token = self.metrics_token.chars().count();
        if (1..SHORTEST_TOKEN).contains(&token) {
            return invalid(
                "COMMON_GROUND_METRICS_TOKEN",
                format!(
                    "{token} characters can be guessed; it needs at least {SHORTEST_TOKEN} (try: openssl rand -hex 24)"
                ),
            );
        }
        self.check_identity_provider()?;
        self.check_database()
    }

    fn check_identity_provider(&self) -> Result<(), ConfigError> {
        let invalid = |key, reason: &str| Err(ConfigError::Invalid { key, reason: reason.to_owned() });
        let (issuer, id) = (&self.oidc_issuer, &self.oidc_client_id);
        if issuer.is_empty() {
            return match (id.is_empty(), self.oidc_client_secret.is_empty()) {
                (true, true) => Ok(()),
                (false, _) => invalid("COMMON_GROUND_OIDC_CLIENT_ID", WITHOUT_ISSUER),
                (true, false) => invalid("COMMON_GROUND_OIDC_CLIENT_SECRET", WITHOUT_ISSUER),
            };
        }
        let url = Url::parse(issuer).ok().filter(openid::is_safe);
        if url
            .is_none_or(|url| url.query().is_some() || url.fragment().is_some() || !url.username().is_empty())
        {
            return invalid(
                "COMMON_GROUND_OIDC_ISSUER",
                "it is not an address with https such as https://login.example.org/tenant/v2.0",
            );
        }
        if id.is_empty() {
            return invalid(
                "COMMON_GROUND_OIDC_CLIENT_ID",
                "set it to the client id that the identity provider gave you",
            );
        }
        if self.oidc_client_secret.is_empty() {
            return invalid(
                "COMMON_GROUND_OIDC_CLIENT_SECRET",
                "set it to the client secret that the identity provider gave you",
            );
        }
        let label = self.oidc_label.trim();
        if label.is_empty() || label.chars().count() > LONGEST_LABEL {
            return invalid(
                "COMMON_GROUND_OIDC_LABEL",
                "it takes 1 to 60 characters, such as council account",
            );
        }
        Ok(())
    }

    /// How much may leave, or be asked, in a minute.
    fn paces(&self) -> Result<(), ConfigError> {
        let invalid = |key, reason: String| Err(ConfigError::Invalid { key, reason });
        if self.mail_per_minute == 0 {
            return invalid(
                "COMMON_GROUND_MAIL_PER_MINUTE",
                "0 would stop all invitations; 20 suits most email servers".to_owned(),
            );
        }
        if self.mail_per_domain == 0 {
            return invalid(
                "COMMON_GROUND_MAIL_PER_DOMAIN",
                "0 would stop all invitations; 10 suits most email servers, and your own domain may take more".to_owned(),
            );
        }
        if self.api_per_minute == 0 {
            return invalid(
                "COMMON_GROUND_API_PER_MINUTE",
                "0 would refuse every program; 600 suits most".to_owned(),
            );
        }
        Ok(())
    }

    /// Says nothing of the address itself: a password may stand in it.
    fn check_database(&self) -> Result<(), ConfigError> {
        let url = &self.database_url;
        let reason = if let Some(path) = url.strip_prefix("sqlite:") {
            // Without a file everything would be gone when the service stops.
            let names_no_file = matches!(path, "" | "//" | ":memory:" | "//:memory:");
            names_no_file
                .then_some("it names no file: write sqlite:///var/lib/common-ground/common-ground.db")
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let names_server = Url::parse(url).is_ok_and(|url| url.has_host() || url.query().is_some());
            (!names_server).then_some(
                "it is not an address such as postgres://user:password@server:5432/database; if the password holds one of \
                 : / ? # @ % write it percent-encoded (%3A %2F %3F %23 %40 %25)",
            )
        } else {
            (!url.is_empty()).then_some("it must start with sqlite: or postgres://")
        };
        reason.map_or(Ok(()), |reason| {
            Err(ConfigError::Invalid { key: "COMMON_GROUND_DATABASE_URL", reason: reason.to_owned() })
        })
    }
}
