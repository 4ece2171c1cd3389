//! Access tokens as programs send them: `cg_pat_`, 32 random bytes, and a checksum, so that a token that was cut off or
//! mistyped is told from one that ended, and scanners of published code know one when they see it.

use std::io;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What every token begins with.
const PREFIX: &str = "cg_pat_";
/// Characters of the random part.
const RANDOM: usize = 43;
/// Bytes of the checksum.
const CHECK_BYTES: usize = 3;

/// A new token.
///
/// # Errors
/// When the system has no randomness to give.
pub fn make() -> io::Result<String> {
    Ok(with_checksum(&super::secret::random_token()?))
}

/// Whether a text is a whole token, be it known or not.
pub fn is_whole(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(PREFIX) else { return false };
    rest.get(..RANDOM).is_some_and(|random| with_checksum(random) == text)
}

fn with_checksum(random: &str) -> String {
    let text = format!("{PREFIX}{random}");
    let sum = URL_SAFE_NO_PAD.encode(&Sha256::digest(&text)[..CHECK_BYTES]);
    text + &sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_whole_only_as_it_was_made() {
        let token = make().unwrap();
        assert!(token.starts_with("cg_pat_") && token.len() == 54 && is_whole(&token), "{token}");
        assert!(!is_whole(&token[..53]), "cut off");
        assert!(!is_whole(&format!("{token}a")), "more than it");
        let other = if token.as_bytes()[10] == b'A' { "B" } else { "A" };
        assert!(!is_whole(&format!("{}{other}{}", &token[..10], &token[11..])), "mistyped");
        assert!(!is_whole("") && !is_whole("cg_pat_") && !is_whole("cg_pat_ä"));
        assert_ne!(token, make().unwrap());
    }
}
