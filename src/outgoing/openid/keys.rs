//! The public keys of an identity provider (JWKS), and signatures held against them. Keys of other kinds than the two that
//! are taken are passed over.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::{OpenIdError, TokenFault};

/// How a token may be signed: these and nothing else, above all not `none` and not with a shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SigningAlgorithm {
    Rs256,
    Es256,
}

impl SigningAlgorithm {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }
}

/// The keys of a provider.
#[derive(Clone, Debug, Default)]
pub(super) struct KeySet(Vec<ProviderKey>);

#[derive(Clone, Debug)]
struct ProviderKey {
    name: Option<String>,
    numbers: KeyNumbers,
}

#[derive(Clone, Debug)]
enum KeyNumbers {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// The point, uncompressed.
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct WrittenSet {
    keys: Vec<WrittenKey>,
}

#[derive(Deserialize)]
struct WrittenKey {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// Reads the keys that a provider has now.
    pub(super) fn read(text: &[u8]) -> Result<Self, OpenIdError> {
        let set: WrittenSet = serde_json::from_slice(text).map_err(|error| {
            OpenIdError::Unusable(format!("the keys of the identity provider cannot be read: {error}"))
        })?;
        Ok(Self(set.keys.into_iter().filter_map(WrittenKey::taken).collect()))
    }

    /// How many of them can be used.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Holds a signature against the key of this name; where none is named, against the only key of the kind.
    pub(super) fn verify(
        &self,
        name: Option<&str>,
        algorithm: SigningAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), TokenFault> {
        let fits = |key: &&ProviderKey| {
            let kind = match key.numbers {
                KeyNumbers::Rsa { .. } => SigningAlgorithm::Rs256,
                KeyNumbers::P256(_) => SigningAlgorithm::Es256,
            };
            kind == algorithm && name.is_none_or(|name| key.name.as_deref() == Some(name))
        };
        let mut fitting = self.0.iter().filter(fits);
        let (Some(key), None) = (fitting.next(), fitting.next()) else { return Err(TokenFault::UnknownKey) };
        let verified = match &key.numbers {
            KeyNumbers::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
            KeyNumbers::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
        };
        verified.map_err(|_| TokenFault::Signature)
    }
}

impl WrittenKey {
    fn taken(self) -> Option<ProviderKey> {
        if self.purpose.as_deref().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let is_for = |algorithm: &str| self.alg.as_deref().is_none_or(|written| written == algorithm);
        let numbers = match self.kty.as_str() {
            "RSA" if is_for("RS256") => KeyNumbers::Rsa { n: number(&self.n?)?, e: number(&self.e?)? },
            "EC" if is_for("ES256") && self.crv.as_deref() == Some("P-256") => {
                let (x, y) = (bytes(&self.x?)?, bytes(&self.y?)?);
                if x.len() != 32 || y.len() != 32 {
                    return None;
                }
                KeyNumbers::P256([vec![4], x, y].concat())
            }
            _ => return None,
        };
        Some(ProviderKey { name: self.kid, numbers })
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// A number without the zeros that some write before it.
fn number(text: &str) -> Option<Vec<u8>> {
    let written = bytes(text)?;
    let begin = written.iter().position(|byte| *byte != 0)?;
    Some(written[begin..].to_vec())
}

#[cfg(test)]
mod tests {
    use ring::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
    };
    use serde_json::{Value, json};

    use super::*;

    /// A key of 2,048 bits, and what it signed; made with OpenSSL.
    const MODULUS: &str = "lDIFpK1ovu4cOaV9WuutRYWld4gBPhmDgWVuV-zbjD8xwAwjLLtVJdFDjfEmbSyWZCPIAKc-10ZJ18Vc-fcRvh07xWwiOXrfwzzKE8s8e0qpVhNM6dFJUfQun7cUOnWFpsyid_I-PhXgkDLkxVn9N--avcOlgHCF4AhaVau17-mj3RydxOg7B7wUOJyVovFqFF7uWlsXhjvPBBRZ9UxiOm_heMlVusIEJZd6cxGHqOuD1xPra4jpnhYKLq6nKvZnPxb58xj5x62QOoZX2Y1zLMOtNGGrdtDR1zEJgFbmfj8OCQiDV2v4kj2sSDVg11YEFdfPKicE4SOi3PXtr-mDSQ";
    const MESSAGE: &[u8] = b"header.payload";
    const SIGNED: &str = "XeRybzOpFAhgdNW2ncraoW5tdb_CB_j3A15b6t_AiG5GpEFYWOhOqasj_8DJTD80nXTCIPghCzzRUAHOIbE8GS5RG9NMm-jyR98suvE8jXx9aLqdDXszxCEK2-LxW0FXbaBb48Y4_vyAsG-cd1elLKXAoBOVh4TjNtRcbAyCeLXJBHJ0qJ0BL4Lie18eNglaJL7jzKWfWCt9VkfTSamEPq7-n-Na26101SHYZ-_ddEa_1Zs1JyC1k2X7j2wuTvqH2b5A9B6bmTX0ciMFi09BExqZYNND4UqVDP9c_-0_rEqZh2ENVxsi6Vv4SlqkgpA21Or5dPoAHyJ4rycCgStNxg";

    fn set(keys: &[Value]) -> KeySet {
        KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
    }

    fn rsa(name: &str) -> Value {
        json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": name, "n": MODULUS, "e": "AQAB" })
    }

    #[test]
    fn a_signature_of_an_rsa_key_holds_for_what_was_signed_and_nothing_else() {
        let (keys, signed) = (set(&[rsa("one")]), bytes(SIGNED).unwrap());
        let verify =
            |message, signature: &[u8]| keys.verify(Some("one"), SigningAlgorithm::Rs256, message, signature);
        assert_eq!(verify(MESSAGE, &signed), Ok(()));
        assert_eq!(verify(b"header.changed", &signed), Err(TokenFault::Signature));
        assert_eq!(verify(MESSAGE, &signed[1..]), Err(TokenFault::Signature));
        assert_eq!(verify(MESSAGE, b""), Err(TokenFault::Signature));
    }

    #[test]
    fn a_signature_is_held_against_the_key_of_its_name_and_kind() {
        let signed = bytes(SIGNED).unwrap();
        let of = |keys: &KeySet, name| keys.verify(name, SigningAlgorithm::Rs256, MESSAGE, &signed);
        let one = set(&[rsa("one")]);
        assert_eq!(of(&one, None), Ok(()));
        assert_eq!(of(&one, Some("two")), Err(TokenFault::UnknownKey));
        // Where two could be meant, none is taken.
        assert_eq!(of(&set(&[rsa("one"), rsa("two")]), None), Err(TokenFault::UnknownKey));
        let as_ec = one.verify(Some("one"), SigningAlgorithm::Es256, MESSAGE, &signed);
        assert_eq!(as_ec, Err(TokenFault::UnknownKey));
    }

    #[test]
    fn keys_for_something_else_are_passed_over() {
        let mut encrypting = rsa("one");
        encrypting["use"] = json!("enc");
        let mut other = rsa("two");
        other["alg"] = json!("RS512");
        let shared = json!({ "kty": "oct", "k": "c2VjcmV0", "kid": "three" });
        let short = json!({ "kty": "EC", "crv": "P-256", "x": "AQAB", "y": "AQAB", "kid": "four" });
        assert_eq!(set(&[encrypting, other, shared, short]).len(), 0);
        assert!(KeySet::read(b"{}").is_err() && KeySet::read(b"<html>").is_err());
    }

    #[test]
    fn a_signature_of_an_elliptic_key_holds() {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap();
        let point = pair.public_key().as_ref();
        let written = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (x, y) = (written(&point[1..33]), written(&point[33..]));
        let keys = set(&[json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": "ec" })]);
        let signed = pair.sign(&random, MESSAGE).unwrap();
        let verify = |message| keys.verify(Some("ec"), SigningAlgorithm::Es256, message, signed.as_ref());
        assert_eq!(verify(MESSAGE), Ok(()));
        assert_eq!(verify(b"header.changed"), Err(TokenFault::Signature));
    }
}
