//! What a sign-in is known by on its way to the provider and back, all of it random: the state, which only the browser that
//! set out has; the nonce, which the token repeats; the verifier (PKCE), without which the code is worth nothing.

use std::io;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use crate::system::secret::{hash, random_token};

/// A sign-in under way. Keep it in the browser, encrypted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SignOnRequest {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

impl SignOnRequest {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn new() -> io::Result<Self> {
        Ok(Self { state: random_token()?, nonce: random_token()?, verifier: random_token()? })
    }

    /// Whether an answer with this state is the answer to it.
    pub fn is_answered_by(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }

    /// What the provider is told of the verifier: its SHA-256 in base64url.
    pub(super) fn challenge(&self) -> String {
        hash(&self.verifier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        let request = SignOnRequest { verifier, ..SignOnRequest::new().unwrap() };
        assert_eq!(request.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn no_two_sign_ins_are_alike_and_each_is_answered_by_its_own_state_alone() {
        let (one, other) = (SignOnRequest::new().unwrap(), SignOnRequest::new().unwrap());
        assert!(
            one.is_answered_by(&one.state) && !one.is_answered_by(&other.state) && !one.is_answered_by("")
        );
        assert_ne!(one.nonce, other.nonce);
        assert_ne!(one.verifier, other.verifier);
    }
}
