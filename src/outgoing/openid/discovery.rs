//! What an identity provider says of itself: where people sign in, where codes are redeemed, where its keys are.

use serde::Deserialize;
use url::{Host, Url};

use super::OpenIdError;

/// What every provider has under its issuer.
const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// What a provider says of itself.
#[derive(Clone, Debug)]
pub(super) struct ProviderDocument {
    /// Where people sign in.
    pub(super) authorization: Url,
    /// Where a code is redeemed for a token.
    pub(super) token: Url,
    /// Where its public keys are.
    pub(super) keys: Url,
    /// Whether it takes our name and secret in a header; otherwise they stand in the form.
    pub(super) takes_header: bool,
    /// Whether it says in every answer who it is (RFC 9207).
    pub(super) names_itself: bool,
}

#[derive(Deserialize)]
struct Written {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// The address of the document of an issuer.
pub(super) fn address(issuer: &str) -> Result<Url, OpenIdError> {
    safe(&format!("{}{WELL_KNOWN}", issuer.trim_end_matches('/')))
}

/// Reads the document, which must be of this issuer and of no other.
pub(super) fn read(issuer: &str, text: &[u8]) -> Result<ProviderDocument, OpenIdError> {
    let written: Written = serde_json::from_slice(text).map_err(|error| {
        OpenIdError::Unusable(format!("what the identity provider says of itself cannot be read: {error}"))
    })?;
    if written.issuer != issuer {
        return Err(OpenIdError::Unusable(format!(
            "the identity provider calls itself {:?}; set COMMON_GROUND_OIDC_ISSUER to exactly that if it is yours",
            written.issuer
        )));
    }
    // A provider that says nothing of it takes the header.
    let ways = written.token_endpoint_auth_methods_supported.unwrap_or_default();
    let takes = |way: &str| ways.iter().any(|known| known == way);
    Ok(ProviderDocument {
        authorization: safe(&written.authorization_endpoint)?,
        token: safe(&written.token_endpoint)?,
        keys: safe(&written.jwks_uri)?,
        takes_header: takes("client_secret_basic") || !takes("client_secret_post"),
        names_itself: written.authorization_response_iss_parameter_supported,
    })
}

fn safe(address: &str) -> Result<Url, OpenIdError> {
    let url = Url::parse(address).ok().filter(is_safe);
    url.ok_or_else(|| OpenIdError::Unusable(format!("{address:?} is not an address with https")))
}

/// Whether what is sent there can be read by nobody on the way: `https`, or a server on this machine.
pub fn is_safe(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.has_host() && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://login.example.org/tenant/v2.0";

    fn document() -> serde_json::Value {
        json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://login.example.org/authorize",
            "token_endpoint": "https://login.example.org/token",
            "jwks_uri": "https://login.example.org/keys",
        })
    }

    #[test]
    fn the_document_stands_under_the_issuer() {
        let found = address(ISSUER).unwrap();
        assert_eq!(found.as_str(), "https://login.example.org/tenant/v2.0/.well-known/openid-configuration");
        assert!(address("http://login.example.org").is_err());
        assert!(address("http://127.0.0.1:4000").is_ok() && address("http://[::1]:4000").is_ok());
    }

    #[test]
    fn only_the_document_of_this_very_issuer_is_taken() {
        let of = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut document = document();
            change(&mut document);
            read(ISSUER, document.to_string().as_bytes())
        };
        assert!(of(&|_| {}).unwrap().takes_header);
        let posts = of(&|it| it["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]));
        assert!(!posts.unwrap().takes_header);
        assert!(of(&|it| it["issuer"] = json!("https://login.example.org/tenant/v2.0/")).is_err());
        assert!(of(&|it| it["token_endpoint"] = json!("http://login.example.org/token")).is_err());
        assert!(of(&|it| it["jwks_uri"] = json!("file:///etc/passwd")).is_err());
        assert!(read(ISSUER, b"<html>").is_err());
    }
}
