//! How often one caller may try: to sign in, and to guess a code. Kept per process, as the first wall before the
//! passwords are looked at ([`super::tries`] holds across instances); answers are never limited,
//! since a whole workshop may sit behind one address.

use std::{net::IpAddr, num::NonZeroU32};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use rocket::{
    Request,
    request::{FromRequest, Outcome},
};

const fn per_minute(times: u32) -> Quota {
    match NonZeroU32::new(times) {
        Some(times) => Quota::per_minute(times),
        None => Quota::per_minute(NonZeroU32::MIN),
    }
}

/// The caller's address, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client(Option<IpAddr>);

impl Client {
    /// Who sends this request.
    pub(super) fn of(request: &Request<'_>) -> Self {
        Self(request.client_ip())
    }

    /// The address, if it is known.
    pub(super) fn address(&self) -> Option<IpAddr> {
        self.0
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Client {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self::of(request))
    }
}

/// Tries to sign in: ten a minute from one address, and ten a minute for one account.
#[derive(Debug)]
pub(super) struct SignInLimits {
    addresses: DefaultKeyedRateLimiter<Option<IpAddr>>,
    accounts: DefaultKeyedRateLimiter<String>,
}

impl Default for SignInLimits {
    fn default() -> Self {
        Self { addresses: RateLimiter::keyed(per_minute(10)), accounts: RateLimiter::keyed(per_minute(10)) }
    }
}

impl SignInLimits {
    /// Whether one more try is allowed.
    pub(super) fn allow(&self, client: &Client, email: &str) -> bool {
        self.addresses.retain_recent();
        self.accounts.retain_recent();
        self.addresses.check_key(&client.0).is_ok() && self.accounts.check_key(&email.to_lowercase()).is_ok()
    }
}

/// Codes and tokens that do not exist: sixty a minute from one address.
#[derive(Debug)]
pub(super) struct GuessLimits(DefaultKeyedRateLimiter<Option<IpAddr>>);

impl Default for GuessLimits {
    fn default() -> Self {
        Self(RateLimiter::keyed(per_minute(60)))
    }
}

impl GuessLimits {
    /// Whether one more wrong guess is answered as usual.
    pub(super) fn allow(&self, client: &Client) -> bool {
        self.0.retain_recent();
        self.0.check_key(&client.0).is_ok()
    }
}
