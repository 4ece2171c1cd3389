//! The key by which a programme knows the addresses that unsubscribed from it, wherever it moves. It is made of the key of the
//! installation that the programme began in, from which nothing leads back, and it opens nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Bytes of a hash.
const HASH_BYTES: usize = 18;

/// The key. Never shown, but in the archive of its programme.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StopKey([u8; 32]);

impl StopKey {
    /// A key.
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key of these bytes; none where they are no key.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::new)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key as an archive has it.
    pub fn to_text(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The key that an archive has.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::of(&URL_SAFE_NO_PAD.decode(text).ok()?)
    }

    /// The hash by which an address is known; however it is written.
    pub fn hash(&self, address: &str) -> String {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(address.to_lowercase().as_bytes());
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        URL_SAFE_NO_PAD.encode(&hash[..HASH_BYTES])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::SecretKey;

    #[test]
    fn a_key_that_moved_knows_the_same_addresses() {
        let secret = SecretKey::from_text("a key that is long enough for a test").unwrap();
        let (one, other) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
        let key = secret.stop_key(one);
        let moved = StopKey::from_text(&key.to_text()).unwrap();
        assert_eq!(moved.hash("Dana@example.org"), key.hash("dana@example.org"));
        assert_ne!(secret.stop_key(other).hash("dana@example.org"), key.hash("dana@example.org"));
        assert!(StopKey::from_text("short").is_none());
    }
}
