//! Codes that change every half minute (TOTP, RFC 6238, in the one form that every app knows: SHA-1, six digits), and
//! recovery codes for the day the phone is gone.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::secret::SecretKey;

/// Seconds for which a code is shown.
const STEP_SECONDS: i64 = 30;
/// Steps by which a phone's clock may be off, either way.
const DRIFT: i64 = 1;
/// Bytes of a secret, as RFC 4226 advises.
const SECRET_BYTES: usize = 20;
/// Recovery codes made at one time.
const RECOVERY_CODES: usize = 10;
/// Bytes of a recovery code: 16 letters and digits.
const RECOVERY_BYTES: usize = 10;

/// The secret that an app and this service share.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Vec<u8>);

impl TotpSecret {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = vec![0; SECRET_BYTES];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(Self(bytes))
    }

    /// The secret of these bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be encrypted and kept.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As a person types it into an app: base32 without padding.
    pub fn to_base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The address that an app reads from a QR code.
    pub fn address(&self, issuer: &str, account: &str) -> String {
        let plain = |text: &str| {
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
        };
        let (issuer, account) = (plain(issuer), plain(account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.to_base32())
    }

    /// The code of the moment.
    pub fn code_at(&self, now: Timestamp) -> String {
        self.code(step_at(now))
    }

    /// The step at which this code is shown, if `now` is near enough to it. Blanks in the code do not matter.
    pub fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let here = step_at(now);
        (here - DRIFT..=here + DRIFT).find(|step| self.code(*step).as_bytes().ct_eq(typed.as_bytes()).into())
    }

    fn code(&self, step: i64) -> String {
        let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        mac.update(&step.to_be_bytes());
        let hash: [u8; 20] = mac.finalize().into_bytes().into();
        // RFC 4226, 5.3: the last half byte says where the four bytes of the code begin.
        let at = usize::from(hash[19] & 0x0f);
        let number = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}

/// Never shown, not even in a log.
impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// New recovery codes, each like `ABCD-EFGH-IJKL-MNOP`.
///
/// # Errors
/// When the system has no randomness to give.
pub fn recovery_codes() -> std::io::Result<Vec<String>> {
    let one = || {
        let mut bytes = [0_u8; RECOVERY_BYTES];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(in_fours(&BASE32_NOPAD.encode(&bytes), "-"))
    };
    (0..RECOVERY_CODES).map(|_| one()).collect()
}

/// The keyed hash under which a recovery code of a person is kept, however it was typed.
pub fn recovery_hash(key: &SecretKey, person: Uuid, code: &str) -> String {
    key.fingerprint(&format!("recovery {person} {}", plain_recovery_code(code)))
}

/// A recovery code however it was typed: capitals, and nothing between them.
fn plain_recovery_code(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Text in groups of four, easier to read and to type.
pub fn in_fours(text: &str, between: &str) -> String {
    let groups = text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(between)
}

fn step_at(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the test vectors in RFC 6238, appendix B.
    fn secret() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890".to_vec())
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        let known = [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")];
        for (second, code) in known {
            assert_eq!(secret().code_at(at(second)), code);
        }
    }

    #[test]
    fn a_code_is_taken_half_a_minute_early_or_late_and_no_more() {
        let code = secret().code_at(at(3000));
        for (second, known) in [(2939, false), (2970, true), (3000, true), (3059, true), (3060, false)] {
            assert_eq!(secret().step_of(&code, at(second)), known.then_some(100), "{second}");
        }
        assert_eq!(secret().step_of(&format!(" {} {}", &code[..3], &code[3..]), at(3000)), Some(100));
        assert_eq!(secret().step_of("", at(3000)), None);
    }

    #[test]
    fn a_secret_reads_as_base32_in_the_address_for_apps() {
        assert_eq!(BASE32_NOPAD.encode(b"foobar"), "MZXW6YTBOI");
        let address = secret().address("Common Ground", "a+b@example.org");
        assert_eq!(
            address,
            "otpauth://totp/Common%20Ground:a%2Bb%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Common%20Ground"
        );
    }

    #[test]
    fn recovery_codes_are_ten_all_different_and_read_however_they_are_typed() {
        let codes = recovery_codes().unwrap();
        let different: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(different.len(), 10);
        assert_eq!(codes[0].len(), 19);
        assert_eq!(plain_recovery_code(" abcd efgh-ijkl mnop"), "ABCDEFGHIJKLMNOP");
    }
}
