//! The mail server of the settings, as its URL describes it: where it is, how to encrypt, who to sign in as.

use std::{fmt, str::FromStr};

use url::Url;

/// A mail server, read from a URL such as `smtp://user:password@mail.example.org:587?tls=required`.
///
/// | URL | port unless given | encryption |
/// |---|---|---|
/// | `smtp://host` | 587 | STARTTLS when the server offers it (`?tls=opportunistic`) |
/// | `smtp://host?tls=required` | 587 | STARTTLS, or nothing is sent |
/// | `smtp://host?tls=none` | 587 | never |
/// | `smtps://host` | 465 | from the first byte |
///
/// A password is never sent unencrypted unless `?tls=none` asks for it. A certificate is checked in every mode that
/// encrypts. User and password may be percent-encoded, and must be where they hold `: / ? # @ %`.
/// `Display` gives scheme, host and port alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// Host name, or address without brackets.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// When the connection is encrypted.
    pub encryption: Encryption,
    /// Who to sign in as, if the server asks for it.
    pub login: Option<Login>,
}

/// When a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Never, not even for a password.
    None,
    /// By STARTTLS if the server offers it.
    Opportunistic,
    /// By STARTTLS, or the connection is given up.
    Required,
    /// From the first byte (RFC 8314).
    Implicit,
}

keys!(Encryption {
    Required = "required",
    Implicit = "implicit",
    Opportunistic = "opportunistic",
    None = "none",
});

/// User and password; `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// User name.
    pub user: String,
    pub(super) password: String,
}

impl Login {
    /// A user with their password.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { user: user.into(), password: password.into() }
    }
}

/// What is wrong with the URL of a mail server. The messages never repeat it, because it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelayError {
    /// Neither `smtp://` nor `smtps://`.
    #[error("it must begin with smtp:// or smtps://")]
    Scheme,
    /// No host.
    #[error("it names no server: write smtp://mail.example.org")]
    Host,
    /// Not a port, or a password whose signs were taken for the end of the host.
    #[error(
        "the port is not a number from 1 to 65535; if the password holds one of : / ? # @ % write it percent-encoded \
         (%3A %2F %3F %23 %40 %25)"
    )]
    Port,
    /// A path, a fragment or an unknown parameter.
    #[error(
        "after the server and its port only ?tls=… may follow; if the password holds one of : / ? # @ % write it \
         percent-encoded (%3A %2F %3F %23 %40 %25)"
    )]
    Extra,
    /// A value of `tls` that we do not know.
    #[error("tls must be none, opportunistic or required")]
    Tls,
    /// `smtps://` with a `tls` that says otherwise.
    #[error("smtps:// is always encrypted: leave ?tls=… away, or write smtp://")]
    Contradiction,
    /// A user without a password, or the other way round.
    #[error("enter both a user and a password: smtp://user:password@mail.example.org")]
    HalfLogin,
    /// A broken percent-encoding.
    #[error(
        "the user or the password holds a % that no two hexadecimal digits follow (write % itself as %25)"
    )]
    Escape,
}

impl FromStr for Relay {
    type Err = RelayError;

    fn from_str(text: &str) -> Result<Self, RelayError> {
        let url = Url::parse(text.trim()).map_err(|error| match error {
            url::ParseError::InvalidPort => RelayError::Port,
            url::ParseError::RelativeUrlWithoutBase => RelayError::Scheme,
            _ => RelayError::Host,
        })?;
        let (default_port, implicit) = match url.scheme() {
            "smtp" => (587, false),
            "smtps" => (465, true),
            _ => return Err(RelayError::Scheme),
        };
        let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() {
            return Err(RelayError::Host);
        }
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(RelayError::Extra);
        }
        let port = url.port().unwrap_or(default_port);
        if port == 0 {
            return Err(RelayError::Port);
        }
        Ok(Self { host: host.to_owned(), port, encryption: encryption(&url, implicit)?, login: login(&url)? })
    }
}

fn encryption(url: &Url, implicit: bool) -> Result<Encryption, RelayError> {
    let mut asked = None;
    for (key, value) in url.query_pairs() {
        if key != "tls" {
            return Err(RelayError::Extra);
        }
        asked = Some(match &*value {
            "none" => Encryption::None,
            "opportunistic" => Encryption::Opportunistic,
            "required" => Encryption::Required,
            _ => return Err(RelayError::Tls),
        });
    }
    match (implicit, asked) {
        (true, None | Some(Encryption::Required)) => Ok(Encryption::Implicit),
        (true, Some(_)) => Err(RelayError::Contradiction),
        (false, asked) => Ok(asked.unwrap_or(Encryption::Opportunistic)),
    }
}

fn login(url: &Url) -> Result<Option<Login>, RelayError> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None | Some("")) => Err(RelayError::HalfLogin),
        (user, Some(password)) => {
            Ok(Some(Login { user: percent_decoded(user)?, password: percent_decoded(password)? }))
        }
    }
}

/// A text of an address without its escapes (RFC 3986, 2.1). A form decoder would not do: it turns + into a blank.
///
/// # Errors
/// [`RelayError::Escape`] where an escape is none.
pub fn percent_decoded(text: &str) -> Result<String, RelayError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).ok_or(RelayError::Escape)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(RelayError::Escape);
        }
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| RelayError::Escape)?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).map_err(|_| RelayError::Escape)
}

impl Relay {
    /// How letters go there, in a sentence without a password.
    pub fn in_words(&self) -> String {
        let login = match &self.login {
            Some(login) => format!("signing in as “{}”", login.user),
            None => "without signing in".to_owned(),
        };
        let encrypted = match self.encryption {
            Encryption::None => "never encrypted",
            Encryption::Opportunistic => "encrypted if the server offers it",
            Encryption::Required | Encryption::Implicit => "always encrypted",
        };
        format!("Emails are sent through {self}, {encrypted}, {login}.")
    }
}

impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.encryption == Encryption::Implicit { "smtps" } else { "smtp" };
        if self.host.contains(':') {
            return write!(f, "{scheme}://[{}]:{}", self.host, self.port);
        }
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay(url: &str) -> Relay {
        url.parse().unwrap()
    }

    #[test]
    fn ports_and_encryption_follow_the_scheme_unless_given() {
        for (url, port, encryption) in [
            ("smtp://mail.example.org", 587, Encryption::Opportunistic),
            ("smtp://mail.example.org/?tls=opportunistic", 587, Encryption::Opportunistic),
            ("smtp://mail.example.org:25?tls=none", 25, Encryption::None),
            ("smtp://mail.example.org?tls=required", 587, Encryption::Required),
            ("smtps://mail.example.org", 465, Encryption::Implicit),
            ("smtps://mail.example.org:8465?tls=required", 8465, Encryption::Implicit),
        ] {
            let relay = relay(url);
            assert_eq!(
                (relay.host.as_str(), relay.port, relay.encryption),
                ("mail.example.org", port, encryption)
            );
            assert_eq!(relay.login, None);
        }
    }

    #[test]
    fn an_ip_address_may_stand_for_the_server() {
        assert_eq!(relay("smtp://192.0.2.7").host, "192.0.2.7");
        assert_eq!(relay("smtp://[2001:db8::7]:25").host, "2001:db8::7");
        assert_eq!(relay("smtp://[2001:db8::7]:25").to_string(), "smtp://[2001:db8::7]:25");
    }

    #[test]
    fn user_and_password_are_percent_decoded_and_plus_stays_plus() {
        let login = relay("smtps://mail%40example.org:a%2Fb+c%25%C3%A9@mail.example.org").login.unwrap();
        assert_eq!(login.user, "mail@example.org");
        assert_eq!(login.password, "a/b+c%é");
    }

    #[test]
    fn what_is_wrong_with_the_url_is_named() {
        for (url, wrong) in [
            ("", RelayError::Scheme),
            ("mail.example.org", RelayError::Scheme),
            ("mail.example.org:25", RelayError::Scheme),
            ("https://mail.example.org", RelayError::Scheme),
            ("smtp:mail.example.org", RelayError::Host),
            ("smtp://", RelayError::Host),
            ("smtp://:25", RelayError::Host),
            ("smtp://u:p@:25", RelayError::Host),
            ("smtp://mail example.org", RelayError::Host),
            ("smtp://mail.example.org:0", RelayError::Port),
            ("smtp://mail.example.org:70000", RelayError::Port),
            ("smtp://user:pa/ss@mail.example.org", RelayError::Port),
            ("smtp://user:12#3@mail.example.org", RelayError::Extra),
            ("smtp://mail.example.org/inbox", RelayError::Extra),
            ("smtp://mail.example.org?starttls=yes", RelayError::Extra),
            ("smtp://mail.example.org?tls=yes", RelayError::Tls),
            ("smtps://mail.example.org?tls=none", RelayError::Contradiction),
            ("smtp://user@mail.example.org", RelayError::HalfLogin),
            ("smtp://:secret@mail.example.org", RelayError::HalfLogin),
            ("smtp://user:50%@mail.example.org", RelayError::Escape),
            ("smtp://user:50%zz@mail.example.org", RelayError::Escape),
            ("smtp://user:%ff@mail.example.org", RelayError::Escape),
        ] {
            assert_eq!(url.parse::<Relay>(), Err(wrong), "{url}");
        }
    }

    #[test]
    fn the_password_appears_in_no_text_we_make() {
        let relay = relay("smtp://robin:hunter2@mail.example.org");
        let texts = format!("{relay} {relay:?} {:?}", relay.login);
        assert!(!texts.contains("hunter2"), "{texts}");
        let error = "smtp://robin:hunter2/3@mail.example.org".parse::<Relay>().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}
