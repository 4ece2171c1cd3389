//! The token in which a provider says who signed in: whether it is from that provider, for us, of this sign-in and of now.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    TokenFault,
    keys::{KeySet, SigningAlgorithm},
};

/// Seconds by which the clocks of two machines may differ.
const LEEWAY: i64 = 60;
/// The longest name of somebody at a provider (OpenID Connect Core, 2).
const LONGEST_SUBJECT: usize = 255;

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpectedToken<'e> {
    pub(super) issuer: &'e str,
    pub(super) client_id: &'e str,
    pub(super) nonce: &'e str,
    pub(super) now: Timestamp,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// What one has to understand of it; we understand none.
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: ClaimedAudience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ClaimedAudience {
    One(String),
    Several(Vec<String>),
}

impl ClaimedAudience {
    fn is_alone(&self, client_id: &str) -> bool {
        match self {
            Self::One(one) => one == client_id,
            Self::Several(all) => matches!(all.as_slice(), [one] if one == client_id),
        }
    }
}

/// Whom a token names, by the name that they have at the provider for good.
pub(super) fn subject(token: &str, keys: &KeySet, expected: ExpectedToken<'_>) -> Result<String, TokenFault> {
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Form)?;
    let (header, claims) = signed.split_once('.').ok_or(TokenFault::Form)?;
    let header: Header = read(header)?;
    let algorithm = SigningAlgorithm::named(&header.alg).ok_or(TokenFault::Algorithm)?;
    if header.crit.is_some() {
        return Err(TokenFault::Algorithm);
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenFault::Form)?;
    keys.verify(header.kid.as_deref(), algorithm, signed.as_bytes(), &signature)?;
    // Nothing of it is looked at before its signature holds.
    check(read(claims)?, expected)
}

fn check(claims: Claims, expected: ExpectedToken<'_>) -> Result<String, TokenFault> {
    let now = expected.now.as_second();
    if claims.iss != expected.issuer {
        return Err(TokenFault::Issuer);
    }
    let is_ours = claims.azp.as_deref().is_none_or(|party| party == expected.client_id);
    if !claims.aud.is_alone(expected.client_id) || !is_ours {
        return Err(TokenFault::Audience);
    }
    if claims.exp.saturating_add(LEEWAY) <= now {
        return Err(TokenFault::Expired);
    }
    let begins = claims.nbf.unwrap_or(claims.iat).max(claims.iat);
    if begins.saturating_sub(LEEWAY) > now {
        return Err(TokenFault::Early);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(TokenFault::Nonce);
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST_SUBJECT || claims.sub.contains('\0') {
        return Err(TokenFault::Subject);
    }
    Ok(claims.sub)
}

fn read<T: DeserializeOwned>(part: &str) -> Result<T, TokenFault> {
    let text = URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenFault::Form)?;
    serde_json::from_slice(&text).map_err(|_| TokenFault::Form)
}

#[cfg(test)]
mod tests {
    use ring::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
    };
    use serde_json::{Value, json};

    use super::*;

    const NOW: i64 = 1_800_000_000;

    struct Signer(EcdsaKeyPair);

    impl Signer {
        fn new() -> Self {
            let random = SystemRandom::new();
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random);
            Self(pair.unwrap())
        }

        fn keys(&self) -> KeySet {
            let point = self.0.public_key().as_ref();
            let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
            let keys = json!({ "keys": [{ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": "k" }] });
            KeySet::read(keys.to_string().as_bytes()).unwrap()
        }

        fn token(&self, header: &Value, claims: &Value) -> String {
            let part = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
            let signed = format!("{}.{}", part(header), part(claims));
            let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
        }
    }

    fn header() -> Value {
        json!({ "alg": "ES256", "kid": "k", "typ": "JWT" })
    }

    fn claims() -> Value {
        json!({
            "iss": "https://login.example.org", "sub": "ada-1", "aud": "common-ground", "nonce": "n",
            "iat": NOW - 5, "exp": NOW + 300, "email": "ada@example.org",
        })
    }

    fn judged(token: &str, signer: &Signer) -> Result<String, TokenFault> {
        let now = Timestamp::from_second(NOW).unwrap();
        let (issuer, client_id) = ("https://login.example.org", "common-ground");
        subject(token, &signer.keys(), ExpectedToken { issuer, client_id, nonce: "n", now })
    }

    #[test]
    fn a_token_names_whom_it_was_given_for() {
        let signer = Signer::new();
        assert_eq!(judged(&signer.token(&header(), &claims()), &signer), Ok("ada-1".to_owned()));
        let mut listed = claims();
        listed["aud"] = json!(["common-ground"]);
        listed["azp"] = json!("common-ground");
        assert_eq!(judged(&signer.token(&header(), &listed), &signer), Ok("ada-1".to_owned()));
    }

    #[test]
    fn each_claim_that_is_wrong_or_missing_is_refused() {
        let signer = Signer::new();
        let wrong = [
            ("iss", json!("https://login.example.org/"), TokenFault::Issuer),
            ("aud", json!("another-service"), TokenFault::Audience),
            ("aud", json!(["common-ground", "another-service"]), TokenFault::Audience),
            ("aud", json!([]), TokenFault::Audience),
            ("azp", json!("another-service"), TokenFault::Audience),
            ("exp", json!(NOW - 60), TokenFault::Expired),
            ("iat", json!(NOW + 61), TokenFault::Early),
            ("nbf", json!(NOW + 61), TokenFault::Early),
            ("nonce", json!("another"), TokenFault::Nonce),
            ("nonce", json!(null), TokenFault::Nonce),
            ("sub", json!(""), TokenFault::Subject),
            ("sub", json!("x".repeat(256)), TokenFault::Subject),
            ("exp", json!("soon"), TokenFault::Form),
            ("exp", json!(null), TokenFault::Form),
            ("sub", json!(null), TokenFault::Form),
        ];
        for (claim, value, fault) in wrong {
            let mut claims = claims();
            claims[claim] = value.clone();
            assert_eq!(judged(&signer.token(&header(), &claims), &signer), Err(fault), "{claim}: {value}");
        }
    }

    #[test]
    fn clocks_may_differ_by_less_than_a_minute() {
        let signer = Signer::new();
        for (claim, value) in [("exp", NOW - 59), ("iat", NOW + 60), ("nbf", NOW + 60)] {
            let mut claims = claims();
            claims[claim] = json!(value);
            assert!(judged(&signer.token(&header(), &claims), &signer).is_ok(), "{claim}");
        }
    }

    #[test]
    fn a_token_without_a_signature_or_with_that_of_somebody_else_is_refused() {
        let (signer, other) = (Signer::new(), Signer::new());
        assert_eq!(judged(&other.token(&header(), &claims()), &signer), Err(TokenFault::Signature));
        for algorithm in ["none", "None", "HS256", "RS512", ""] {
            let mut header = header();
            header["alg"] = json!(algorithm);
            let token = signer.token(&header, &claims());
            assert_eq!(judged(&token, &signer), Err(TokenFault::Algorithm), "{algorithm}");
        }
        let mut critical = header();
        critical["crit"] = json!(["exp"]);
        assert_eq!(judged(&signer.token(&critical, &claims()), &signer), Err(TokenFault::Algorithm));
        let mut unknown = header();
        unknown["kid"] = json!("another");
        assert_eq!(judged(&signer.token(&unknown, &claims()), &signer), Err(TokenFault::UnknownKey));
        let token = signer.token(&header(), &claims());
        let (signed, _) = token.rsplit_once('.').unwrap();
        assert_eq!(judged(&format!("{signed}."), &signer), Err(TokenFault::Signature));
        for nonsense in ["", ".", "..", "a.b.c", signed] {
            assert!(judged(nonsense, &signer).is_err(), "{nonsense}");
        }
    }
}
