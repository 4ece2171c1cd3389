//! Why nobody could be signed in. The words are for the log and for whoever runs the service; no secret and no token is
//! in them.

/// Why a sign-in with an identity provider failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenIdError {
    /// It does not answer, or breaks off.
    #[error("{0} cannot be reached: {1}")]
    Unreachable(String, String),
    /// What it says of itself cannot be used.
    #[error("{0}")]
    Unusable(String),
    /// It does not take the code that it gave, or the name and secret that it knows us by.
    #[error("the identity provider refused the code: {0}")]
    Refused(String),
    /// It came back from another issuer than the one that was asked.
    #[error("the answer is not from the identity provider that was asked")]
    OtherIssuer,
    /// The token that it gave is not to be trusted.
    #[error("the token of the identity provider is not valid: {0}")]
    Token(#[from] TokenFault),
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is not three parts of JSON.
    #[error("it cannot be read")]
    Form,
    /// It is signed in a way that is not taken, or not at all.
    #[error("its signature is of a kind that is not accepted")]
    Algorithm,
    /// The provider has no such key.
    #[error("it is signed with an unknown key")]
    UnknownKey,
    /// The signature is not of this key.
    #[error("its signature is wrong")]
    Signature,
    /// It says to be of another issuer.
    #[error("it is from another issuer")]
    Issuer,
    /// It was given out for another service.
    #[error("it is for another service")]
    Audience,
    /// It is no longer valid.
    #[error("it has expired (or the clocks differ)")]
    Expired,
    /// It is not valid yet.
    #[error("it is from the future (the clocks differ)")]
    Early,
    /// It answers another sign-in.
    #[error("it belongs to another sign-in")]
    Nonce,
    /// It does not say who somebody is.
    #[error("it names nobody")]
    Subject,
}
