//! How many letters a domain is asked to take: fewer while it puts all of them off. Pure: time comes in as values.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

/// The most while the domain put the last few off. Some servers put off whatever comes for the first time, so that a
/// domain is never left alone altogether: each letter must come once to be let in the next time.
const FEW: usize = 2;
/// After so many letters in a row that were put off, a domain gets few.
const IN_A_ROW: usize = 5;
/// Tries longer ago say nothing any more.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(30);
/// Tries remembered at most.
const TRIES: usize = 10_000;

#[derive(Debug)]
struct Try {
    at: Timestamp,
    domain: String,
    put_off: bool,
}

/// What became of the latest tries, oldest first.
#[derive(Debug, Default)]
pub struct Pace(VecDeque<Try>);

impl Pace {
    /// Notes whether a letter to an address was put off.
    pub fn tried(&mut self, address: &str, put_off: bool, now: Timestamp) {
        while self.0.front().is_some_and(|old| old.at < now - REMEMBERED) || self.0.len() >= TRIES {
            self.0.pop_front();
        }
        self.0.push_back(Try { at: now, domain: domain_of(address), put_off });
    }

    /// The domains of the letters that were put off between these moments: a try counts, whatever came of it.
    pub fn put_off_between(&self, since: Timestamp, until: Timestamp) -> impl Iterator<Item = &str> {
        let within = move |tried: &&Try| tried.put_off && tried.at > since && tried.at <= until;
        self.0.iter().filter(within).map(|tried| &*tried.domain)
    }

    /// The most letters that a domain gets in a minute, where the settings allow `usual`.
    pub fn most(&self, domain: &str, usual: usize) -> usize {
        let latest = self.0.iter().rev().filter(|tried| tried.domain == domain).take(IN_A_ROW);
        if latest.filter(|tried| tried.put_off).count() == IN_A_ROW { FEW.min(usual) } else { usual }
    }
}

/// The domain of an address, as domains are compared.
pub fn domain_of(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the settings allow a domain.
    const USUAL: usize = 10;

    #[test]
    fn a_domain_that_puts_all_off_gets_few_until_it_takes_one() {
        let (mut pace, now) = (Pace::default(), Timestamp::UNIX_EPOCH);
        for person in 0..IN_A_ROW {
            assert_eq!(pace.most("one.example.org", USUAL), USUAL, "{person}");
            pace.tried(&format!("p{person}@One.example.org"), true, now);
        }
        assert_eq!((pace.most("one.example.org", USUAL), pace.most("two.example.org", USUAL)), (FEW, USUAL));
        assert_eq!(pace.put_off_between(now - SignedDuration::from_mins(1), now).count(), IN_A_ROW);
        pace.tried("p9@one.example.org", false, now);
        assert_eq!(pace.most("one.example.org", USUAL), USUAL);
    }

    #[test]
    fn one_full_mailbox_in_twenty_slows_nobody_down() {
        let (mut pace, now) = (Pace::default(), Timestamp::UNIX_EPOCH);
        for person in 0..400 {
            pace.tried(&format!("p{person}@one.example.org"), person % 20 == 0, now);
            assert_eq!(pace.most("one.example.org", USUAL), USUAL);
        }
    }

    #[test]
    fn what_was_long_ago_is_forgotten() {
        let (mut pace, now) = (Pace::default(), Timestamp::UNIX_EPOCH);
        (0..9).for_each(|_| pace.tried("p@one.example.org", true, now));
        pace.tried("p@two.example.org", true, now + REMEMBERED + SignedDuration::from_secs(1));
        assert_eq!(pace.most("one.example.org", USUAL), USUAL);
    }
}
