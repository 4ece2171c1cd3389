//! The identity provider of the council, as one instance of the service knows it: asked when somebody first needs it, and
//! remembered for a while.

use std::{fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::{
    OpenIdError, SignOnRequest, TokenFault,
    discovery::{self, ProviderDocument},
    fetch,
    keys::KeySet,
    token::{self, ExpectedToken},
};
use crate::system::cached::Cached;

/// How long what a provider says of itself, and its keys, count as the present.
const FRESH_FOR: SignedDuration = SignedDuration::from_hours(1);
/// How often its keys are read anew at most because a token is signed with another.
const KEYS_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// What the configuration says of it.
#[derive(Clone)]
pub struct OpenIdSettings {
    /// The issuer, exactly as it calls itself.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// What it knows us by for certain.
    pub client_secret: String,
    /// What people call the account: “Riverside account”.
    pub label: String,
}

/// The secret is not told.
impl fmt::Debug for OpenIdSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenIdSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

/// What came back from it by way of the browser.
#[derive(Clone, Copy, Debug)]
pub struct ProviderAnswer<'a> {
    /// What a token is given for.
    pub code: &'a str,
    /// Who it says to be, where it says so.
    pub issuer: Option<&'a str>,
}

/// Who somebody is there, for good: an address or a name may change and pass to somebody else, this never does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedIdentity {
    pub issuer: String,
    /// Their name there.
    pub subject: String,
}

#[derive(Debug)]
pub struct IdentityProvider {
    /// What the configuration says.
    pub settings: OpenIdSettings,
    document: Cached<(), Arc<ProviderDocument>>,
    keys: Cached<(), Arc<KeySet>>,
}

#[derive(Deserialize)]
struct Redeemed {
    id_token: String,
}

#[derive(Deserialize)]
struct RefusedCode {
    error: String,
}

impl IdentityProvider {
    /// Knows nothing but the configuration yet.
    pub fn new(settings: OpenIdSettings) -> Self {
        Self { settings, document: Cached::fresh_for(FRESH_FOR), keys: Cached::fresh_for(FRESH_FOR) }
    }

    /// The address at which somebody signs in there, and that leads them back to `redirect`.
    ///
    /// # Errors
    /// [`OpenIdError`] where the provider does not say how.
    pub async fn way_there(
        &self,
        request: &SignOnRequest,
        redirect: &str,
        now: Timestamp,
    ) -> Result<String, OpenIdError> {
        let mut way = self.document(now).await?.authorization.clone();
        way.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", redirect)
            .append_pair("scope", "openid")
            .append_pair("state", &request.state)
            .append_pair("nonce", &request.nonce)
            .append_pair("code_challenge", &request.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(way.into())
    }

    /// Who came back from there. The state must have been looked at before.
    ///
    /// # Errors
    /// [`OpenIdError`] for anything that is not exactly as it should be.
    pub async fn came_back(
        &self,
        request: &SignOnRequest,
        answer: ProviderAnswer<'_>,
        redirect: &str,
        now: Timestamp,
    ) -> Result<VerifiedIdentity, OpenIdError> {
        let document = self.document(now).await?;
        let issuer = self.settings.issuer.as_str();
        match answer.issuer {
            Some(other) if other != issuer => return Err(OpenIdError::OtherIssuer),
            None if document.names_itself => return Err(OpenIdError::OtherIssuer),
            _ => {}
        }
        let token = self.redeem(&document, request, answer.code, redirect).await?;
        let expected =
            ExpectedToken { issuer, client_id: &self.settings.client_id, nonce: &request.nonce, now };
        let keys = self.keys(&document, FRESH_FOR, now).await?;
        let subject = match token::subject(&token, &keys, expected) {
            // Providers change their keys.
            Err(TokenFault::UnknownKey) => {
                let keys = self.keys(&document, KEYS_EVERY, now).await?;
                token::subject(&token, &keys, expected)?
            }
            judged => judged?,
        };
        Ok(VerifiedIdentity { issuer: issuer.to_owned(), subject })
    }

    /// Asks it for what a sign-in needs, and says how that went.
    ///
    /// # Errors
    /// [`OpenIdError`] with what would be in the way of a sign-in.
    pub async fn test(&self, now: Timestamp) -> Result<String, OpenIdError> {
        let document = self.document(now).await?;
        let keys = self.keys(&document, FRESH_FOR, now).await?;
        match keys.len() {
            0 => Err(OpenIdError::Unusable(
                "the identity provider has no key for RS256 or ES256; no other signature is taken".to_owned(),
            )),
            _ => Ok(format!(
                "{} answers; people sign in with their {}.",
                self.settings.issuer, self.settings.label
            )),
        }
    }

    async fn document(&self, now: Timestamp) -> Result<Arc<ProviderDocument>, OpenIdError> {
        if let Some(document) = self.document.fresh(&(), now) {
            return Ok(document);
        }
        let issuer = &self.settings.issuer;
        let text = fetch::get(&discovery::address(issuer)?).await?;
        Ok(self.document.hold((), Arc::new(discovery::read(issuer, &text)?), now))
    }

    /// Its keys, not older than `age`.
    async fn keys(
        &self,
        document: &ProviderDocument,
        age: SignedDuration,
        now: Timestamp,
    ) -> Result<Arc<KeySet>, OpenIdError> {
        if let Some(keys) = self.keys.read_within(&(), age, now) {
            return Ok(keys);
        }
        let keys = KeySet::read(&fetch::get(&document.keys).await?)?;
        Ok(self.keys.hold((), Arc::new(keys), now))
    }

    /// Gives the code and gets the token.
    async fn redeem(
        &self,
        document: &ProviderDocument,
        request: &SignOnRequest,
        code: &str,
        redirect: &str,
    ) -> Result<String, OpenIdError> {
        let (header, form) = self.redeeming(document, request, code, redirect);
        let fetched = fetch::post(&document.token, header.as_deref(), &form).await?;
        if fetched.status != 200 {
            // Its own word for it: `invalid_grant`, `invalid_client`.
            let said = serde_json::from_slice::<RefusedCode>(&fetched.body).ok();
            let said = said.map(|said| said.error).filter(|said| is_word(said));
            return Err(OpenIdError::Refused(said.unwrap_or_else(|| fetched.status.to_string())));
        }
        let redeemed: Redeemed = serde_json::from_slice(&fetched.body)
            .map_err(|_| OpenIdError::Refused("its answer holds no token".to_owned()))?;
        Ok(redeemed.id_token)
    }

    /// Who we are, where the provider takes that in a header, and the form that asks for the token.
    fn redeeming(
        &self,
        document: &ProviderDocument,
        request: &SignOnRequest,
        code: &str,
        redirect: &str,
    ) -> (Option<String>, String) {
        let OpenIdSettings { client_id, client_secret, .. } = &self.settings;
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", redirect)
            .append_pair("code_verifier", &request.verifier);
        if !document.takes_header {
            form.append_pair("client_id", client_id).append_pair("client_secret", client_secret);
            return (None, form.finish());
        }
        // Both are encoded as in a form before they are joined (RFC 6749, 2.3.1).
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let both = format!("{}:{}", encoded(client_id), encoded(client_secret));
        (Some(format!("Basic {}", STANDARD.encode(both))), form.finish())
    }
}

/// Whether a provider's word may stand in the log.
fn is_word(said: &str) -> bool {
    said.len() <= 64 && said.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
