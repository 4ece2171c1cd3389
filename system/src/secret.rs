//! The installation's secret key, and the unguessable tokens made from it.
//!
//! A token is the truncated HMAC-SHA-256 of what it stands for, so it can be made again for a reminder, while
//! the database keeps only the token's hash: a stolen database holds no working link.

use std::{
    fmt,
    fs::{File, OpenOptions},
    io::{self, Read, Write},
    path::Path,
};

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::stop_key::StopKey;

/// Bytes of a made key.
const KEY_BYTES: usize = 48;
/// What is wrong with a key file without a key.
const EMPTY: &str = "it is empty. If this service has never served anybody, delete the file; otherwise put it back from where \
                     you keep a copy of it";
/// The shortest key an administrator may set.
const SHORTEST: usize = 32;
/// Bytes of a token: 144 bits, 24 characters in a link.
const TOKEN_BYTES: usize = 18;
/// Bytes of the mark of a letter in its return path.
const BOUNCE_MARK_BYTES: usize = 5;
/// Bytes that make each encryption different.
const NONCE_BYTES: usize = 12;

/// What a token is good for. Tokens of one purpose never serve another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPurpose {
    /// `/i/<token>`: answer one round as the person invited.
    Invitation,
    /// `/stop/<token>`: no more mail for one address.
    Stop,
    /// `/summary/<token>`: read one summary.
    Summary,
    /// `/calendar/<token>`: when and where one course is.
    Calendar,
    /// `/write-up/<token>`: read the write-up of one workshop.
    WriteUp,
    /// `/agreements/<token>`: read one version of an agreement.
    Agreement,
    /// `/confirm/<token>`: confirm it for one side.
    Confirm,
    /// `/promises/<token>`: say how a promise stands, or what one thinks of it.
    Promise,
}

keys!(KeyPurpose {
    Invitation = "invitation",
    Stop = "stop",
    Summary = "summary",
    Calendar = "calendar",
    WriteUp = "write-up",
    Agreement = "agreement",
    Confirm = "confirm",
    Promise = "promise",
});

/// The secret key. Never shown, not even by `Debug`.
#[derive(Clone)]
pub struct SecretKey(Vec<u8>);

/// A key that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The configured key is too short to be safe.
    #[error(
        "COMMON_GROUND_SECRET_KEY has {0} characters; it needs at least {SHORTEST} (try: openssl rand -base64 48)"
    )]
    TooShort(usize),
    /// The key file cannot be read or made.
    #[error("the secret key file {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

impl SecretKey {
    /// A key from the configuration.
    ///
    /// # Errors
    /// [`SecretError::TooShort`] below 32 characters.
    pub fn from_text(text: &str) -> Result<Self, SecretError> {
        if text.len() < SHORTEST {
            return Err(SecretError::TooShort(text.len()));
        }
        Ok(Self(text.as_bytes().to_vec()))
    }

    /// The key kept in `path`; made there on first start, readable by its owner alone.
    ///
    /// # Errors
    /// [`SecretError::File`] when the file cannot be read or written, or is damaged.
    pub fn kept_in(path: &Path) -> Result<Self, SecretError> {
        let problem = |source| SecretError::File { path: path.display().to_string(), source };
        match OpenOptions::new().read(true).open(path) {
            Ok(mut file) => {
                let mut text = String::new();
                file.read_to_string(&mut text).map_err(problem)?;
                if text.trim().is_empty() {
                    return Err(problem(io::Error::new(io::ErrorKind::InvalidData, EMPTY)));
                }
                Self::from_text(text.trim())
                    .map_err(|short| problem(io::Error::new(io::ErrorKind::InvalidData, short.to_string())))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path).map_err(problem),
            Err(error) => Err(problem(error)),
        }
    }

    fn make(path: &Path) -> io::Result<Self> {
        let mut key = [0_u8; KEY_BYTES];
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        let text = URL_SAFE_NO_PAD.encode(key);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Whole under another name first, readable by its owner alone: no kill leaves half a key.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|refused| refused.error)?;
        File::open(folder)?.sync_all()?;
        Ok(Self(text.into_bytes()))
    }

    fn mac(&self, label: &[u8], data: &[u8]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(label);
        mac.update(&[0]);
        mac.update(data);
        mac.finalize().into_bytes().into()
    }

    /// The token for `id`, 24 URL-safe characters.
    pub fn token(&self, purpose: KeyPurpose, id: Uuid) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(purpose.key().as_bytes(), id.as_bytes())[..TOKEN_BYTES])
    }

    /// A token that carries its id, for links to things that have no row to look a hash up in.
    pub fn carrying_token(&self, purpose: KeyPurpose, id: Uuid) -> String {
        let mut bytes = id.as_bytes().to_vec();
        bytes.extend_from_slice(&self.mac(purpose.key().as_bytes(), id.as_bytes())[..TOKEN_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The id in a [`carrying_token`](Self::carrying_token), if this key made it for this purpose.
    pub fn carried_id(&self, purpose: KeyPurpose, token: &str) -> Option<Uuid> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let id = Uuid::from_slice(bytes.get(..16)?).ok()?;
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).ok()?;
        mac.update(purpose.key().as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        let sent = bytes.get(16..).filter(|sent| sent.len() == TOKEN_BYTES)?;
        mac.verify_truncated_left(sent).ok().map(|()| id)
    }

    /// The mark of a letter in the address that its bounces come back to: ten hexadecimal digits, because an address
    /// has little room and may be put into lower case on its way.
    pub fn bounce_mark(&self, letter: Uuid) -> String {
        hex(&self.mac(b"bounce", letter.as_bytes())[..BOUNCE_MARK_BYTES])
    }

    /// Whether this key made the mark of a letter. Takes as long for a mark that is nearly right.
    pub fn is_bounce_mark(&self, letter: Uuid, mark: &str) -> bool {
        let right = self.bounce_mark(letter);
        let mark = mark.to_ascii_lowercase();
        right.as_bytes().ct_eq(mark.as_bytes()).into()
    }

    /// Encrypts what must be read again, such as the secret of a second factor. It opens only for the same `owner`.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn seal(&self, owner: Uuid, plain: &[u8]) -> io::Result<String> {
        let mut sealed = [0_u8; NONCE_BYTES];
        getrandom::fill(&mut sealed).map_err(io::Error::other)?;
        let payload = Payload { msg: plain, aad: owner.as_bytes() };
        let body = self.cipher().encrypt(&sealed.into(), payload);
        let body = body.map_err(|_| io::Error::other("it could not be encrypted"))?;
        Ok(URL_SAFE_NO_PAD.encode([&sealed[..], &body].concat()))
    }

    /// What was sealed for this owner with this key.
    pub fn unseal(&self, owner: Uuid, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, body) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        self.cipher().decrypt(&nonce.into(), Payload { msg: body, aad: owner.as_bytes() }).ok()
    }

    fn cipher(&self) -> Aes256Gcm {
        <Aes256Gcm as aes_gcm::KeyInit>::new(&self.mac(b"seal", b"1").into())
    }

    /// 64 bytes for the web framework's encrypted cookies.
    pub fn cookie_key(&self) -> [u8; 64] {
        let mut key = [0; 64];
        key[..32].copy_from_slice(&self.mac(b"cookie", b"1"));
        key[32..].copy_from_slice(&self.mac(b"cookie", b"2"));
        key
    }

    /// The key by which a programme that began here knows who unsubscribed, wherever it moves.
    pub fn stop_key(&self, programme: Uuid) -> StopKey {
        StopKey::new(self.mac(b"stop key", programme.as_bytes()))
    }

    /// A keyed hash, for recognising an address without keeping it.
    pub fn fingerprint(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(&self.mac(b"fingerprint", text.as_bytes())[..TOKEN_BYTES])
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// A token that stands for nothing but itself, for sessions.
///
/// # Errors
/// When the system has no randomness to give.
pub fn random_token() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// The hash under which a token or key is stored.
pub fn hash(text: &str) -> String {
    hash_bytes(text.as_bytes())
}

/// The same of anything.
pub fn hash_bytes(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> SecretKey {
        SecretKey::from_text("a key that is long enough for a test").unwrap()
    }

    #[test]
    fn a_carried_id_comes_back_only_for_its_purpose_and_key() {
        let id = Uuid::new_v4();
        let token = secret().carrying_token(KeyPurpose::Summary, id);
        assert_eq!(secret().carried_id(KeyPurpose::Summary, &token), Some(id));
        assert_eq!(secret().carried_id(KeyPurpose::Stop, &token), None);
        let other = SecretKey::from_text("another key that is long enough too").unwrap();
        assert_eq!(other.carried_id(KeyPurpose::Summary, &token), None);
        assert_eq!(secret().carried_id(KeyPurpose::Summary, &token[..token.len() - 2]), None);
        assert_eq!(secret().carried_id(KeyPurpose::Summary, "nonsense"), None);
    }

    #[test]
    fn what_was_sealed_opens_only_for_its_owner_and_key() {
        let (owner, other) = (Uuid::new_v4(), Uuid::new_v4());
        let sealed = secret().seal(owner, b"words").unwrap();
        assert_eq!(secret().unseal(owner, &sealed).unwrap(), b"words");
        assert_ne!(secret().seal(owner, b"words").unwrap(), sealed);
        assert_eq!(secret().unseal(other, &sealed), None);
        let stranger = SecretKey::from_text("another key that is long enough too").unwrap();
        assert_eq!(stranger.unseal(owner, &sealed), None);
        assert_eq!(secret().unseal(owner, "short"), None);
    }

    #[test]
    fn the_key_is_made_once_and_kept_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let first = SecretKey::kept_in(&path).unwrap();
        let second = SecretKey::kept_in(&path).unwrap();
        let id = Uuid::new_v4();
        assert_eq!(first.token(KeyPurpose::Stop, id), second.token(KeyPurpose::Stop, id));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(format!("{first:?}"), "Secret(hidden)");
    }

    #[test]
    fn a_short_key_is_refused() {
        assert!(matches!(SecretKey::from_text("short"), Err(SecretError::TooShort(5))));
    }
}
