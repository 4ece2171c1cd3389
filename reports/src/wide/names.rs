//! The names of responses, eight bytes of each: enough to notice that one comes again.

use std::hash::{BuildHasher, RandomState};

/// Responses among which a name that comes again is noticed.
const MAX_NAMED: usize = 4_000_000;
/// What mixes the bits of a name: odd, with about as many ones as zeros.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The names of the first responses of a file.
pub(super) struct ResponseNames {
    /// In the order of the file; in order of their own once no more are kept.
    seen: Vec<u64>,
    is_full: bool,
    /// Responses whose name an earlier one has, as far as that is counted.
    repeated: u64,
    seed: u64,
}

impl ResponseNames {
    pub(super) fn new() -> Self {
        let seed = RandomState::new().hash_one(MULTIPLIER);
        Self { seen: Vec::new(), is_full: false, repeated: 0, seed }
    }

    /// Notes the name of one more response.
    pub(super) fn note(&mut self, name: &[u8]) {
        let name = self.number(name);
        if self.is_full {
            self.repeated += u64::from(self.seen.binary_search(&name).is_ok());
            return;
        }
        self.seen.push(name);
        if self.seen.len() >= MAX_NAMED {
            self.settle();
            self.is_full = true;
        }
    }

    /// Responses whose name an earlier one has.
    pub(super) fn repeated(mut self) -> u64 {
        if !self.is_full {
            self.settle();
        }
        self.repeated
    }

    /// Counts the names that come again. Numbers in the order of the file are sorted already, and cost next to nothing.
    fn settle(&mut self) {
        self.seen.sort_unstable();
        let all = self.seen.len();
        self.seen.dedup();
        self.repeated += (all - self.seen.len()) as u64;
    }

    /// A short name itself, which is in order where names are numbers; of a long one its hash.
    fn number(&self, name: &[u8]) -> u64 {
        if name.len() <= 8 && name.first() != Some(&0) {
            return name.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
        }
        name.chunks(8).fold(self.seed ^ name.len() as u64, |hash, chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            folded(hash ^ u64::from_le_bytes(word))
        })
    }
}

/// Every bit of the result hangs on every bit of the word.
fn folded(word: u64) -> u64 {
    let product = u128::from(word) * u128::from(MULTIPLIER);
    word.wrapping_mul(MULTIPLIER) ^ u64::try_from(product >> 64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(names: &[&str]) -> u64 {
        let mut known = ResponseNames::new();
        for name in names {
            known.note(name.as_bytes());
        }
        known.repeated()
    }

    #[test]
    fn short_and_long_names_are_told_apart_and_those_that_come_again_are_counted() {
        assert_eq!(repeated(&["7", "07", "77", "7", "7"]), 2);
        let long = "2f9c7a7e-5c8b-4b8c-9d53-0a1d7c7e9f10";
        let other = "2f9c7a7e-5c8b-4b8c-9d53-0a1d7c7e9f11";
        assert_eq!(repeated(&[long, other, "12345678", "123456789", long]), 1);
        assert_eq!(repeated(&["\0a", "a", "\0\0a", "a\0"]), 0);
    }

    #[test]
    fn a_hundred_thousand_different_names_are_all_different() {
        let mut known = ResponseNames::new();
        for name in 0..100_000 {
            known.note(format!("response number {name}").as_bytes());
        }
        assert_eq!(known.repeated(), 0);
    }
}
