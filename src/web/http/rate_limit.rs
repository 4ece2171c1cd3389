//! How often one caller may guess at codes. Kept per process. Only wrong codes count, so a library behind one address
//! shuts nobody out by answering; and answers are never limited, since a whole workshop may sit behind one address.
//! Tries to sign in are counted in [`crate::web::http::login_throttle`].

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use rocket::{
    Request,
    request::{FromRequest, Outcome},
};

/// Wrong codes a minute from one network.
const GUESSES: NonZeroU32 = match NonZeroU32::new(60) {
    Some(guesses) => guesses,
    None => NonZeroU32::MIN,
};
/// How long a network that guessed more gets no answer about codes, right or wrong.
const SHUT: Duration = Duration::from_mins(1);
/// Networks that are remembered as shut; beyond it the guessing comes from everywhere.
const MOST_SHUT: usize = 10_000;

/// The caller's network, as far as it is known: an IPv4 address, or the half of an IPv6 address that one subscriber has
/// to themselves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client(Option<IpAddr>);

impl Client {
    pub(crate) fn of(request: &Request<'_>) -> Self {
        Self(request.client_ip().map(network))
    }

    pub(crate) fn network(&self) -> Option<IpAddr> {
        self.0
    }
}

/// The network of an address. Whoever has one IPv6 address has all of its /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Client {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Success(Self::of(request))
    }
}

/// Codes and tokens that do not exist: sixty a minute from one network.
#[derive(Debug)]
pub(crate) struct GuessLimits {
    wrong: DefaultKeyedRateLimiter<Option<IpAddr>>,
    shut: Mutex<HashMap<Option<IpAddr>, Instant>>,
}

impl Default for GuessLimits {
    fn default() -> Self {
        Self { wrong: RateLimiter::keyed(Quota::per_minute(GUESSES)), shut: Mutex::default() }
    }
}

impl GuessLimits {
    /// Whether one more wrong guess is answered as usual.
    pub(crate) fn allow(&self, client: &Client) -> bool {
        self.wrong.retain_recent();
        let allowed = self.wrong.check_key(&client.0).is_ok();
        if !allowed {
            let mut shut = self.shut.lock().unwrap_or_else(PoisonError::into_inner);
            shut.retain(|_, since| since.elapsed() < SHUT);
            if shut.len() < MOST_SHUT {
                shut.insert(client.0, Instant::now());
            }
        }
        allowed
    }

    /// Whether a network guessed so much that it learns nothing more about codes for a minute: not even that one is
    /// right, or the limit would limit nothing.
    pub(crate) fn is_shut(&self, client: &Client) -> bool {
        let shut = self.shut.lock().unwrap_or_else(PoisonError::into_inner);
        shut.get(&client.0).is_some_and(|since| since.elapsed() < SHUT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_subscriber_is_one_network_however_many_addresses_they_use() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
