//! Signing in with the account that somebody has at their council: OpenID Connect, the authorization code flow with PKCE,
//! with one identity provider. Says who somebody is there (issuer and subject, and nothing else), and knows neither our
//! people nor our pages. Time comes in as a value.

mod discovery;
mod error;
mod fetch;
mod keys;
mod provider;
mod request;
mod token;

pub use self::{
    discovery::is_safe,
    error::{OpenIdError, TokenFault},
    provider::{IdentityProvider, OpenIdSettings, ProviderAnswer, VerifiedIdentity},
    request::SignOnRequest,
};
