//! Which cards look alike. The machine only suggests; a person puts them together.
//!
//! Two texts are compared by their words and by the trigrams of their letters, after case, punctuation, small words and
//! plain plurals are gone. The larger of the Jaccard index of the words and the Dice coefficient of the trigrams is their
//! likeness, from 0 to 1.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// From which likeness on two cards are suggested.
pub const SUGGESTED: f64 = 0.5;

/// Words that say nothing about what a card is about.
const SMALL: [&str; 34] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "have", "in", "is", "it", "its",
    "more", "not", "of", "on", "or", "our", "so", "some", "that", "the", "their", "them", "they", "to", "we",
    "with", "you", "your",
];

/// A text in the form in which it is compared.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    words: HashSet<String>,
    trigrams: HashSet<[char; 3]>,
}

/// Two cards that look alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LookAlikes {
    /// The position of the first card.
    pub one: usize,
    /// The position of the second, which comes later.
    pub other: usize,
    /// From [`SUGGESTED`] to 1.
    pub likeness: f64,
}

impl Fingerprint {
    /// Of one text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let plain: String = text
            .nfkc()
            .flat_map(char::to_lowercase)
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect::<String>()
            .replace(['\u{2019}', '\''], "");
        let all: Vec<&str> = plain.split_whitespace().collect();
        let telling: Vec<&str> = all.iter().copied().filter(|word| !SMALL.contains(word)).collect();
        // A card of nothing but small words is still a card.
        let kept = if telling.is_empty() { all } else { telling };
        let words: Vec<String> = kept.into_iter().map(singular).collect();
        let letters: Vec<char> = format!("  {} ", words.join(" ")).chars().collect();
        let trigrams = letters.windows(3).filter_map(|three| three.try_into().ok()).collect();
        Self { words: words.into_iter().collect(), trigrams }
    }

    /// How alike two texts are, from 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        if self.words.is_empty() || other.words.is_empty() {
            return 0.0;
        }
        let both = self.words.intersection(&other.words).count();
        let jaccard = ratio(both, self.words.len() + other.words.len() - both);
        let shared = self.trigrams.intersection(&other.trigrams).count();
        let dice = ratio(2 * shared, self.trigrams.len() + other.trigrams.len());
        jaccard.max(dice)
    }
}

/// The pairs that are suggested, the most alike first, at most `limit` of them.
#[must_use]
pub fn pairs<'a>(texts: impl IntoIterator<Item = &'a str>, limit: usize) -> Vec<LookAlikes> {
    let prints: Vec<Fingerprint> = texts.into_iter().map(Fingerprint::of).collect();
    let mut pairs = Vec::new();
    for (one, print) in prints.iter().enumerate() {
        for (other, another) in prints.iter().enumerate().skip(one + 1) {
            let likeness = print.likeness(another);
            if likeness >= SUGGESTED {
                pairs.push(LookAlikes { one, other, likeness });
            }
        }
    }
    pairs.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other))));
    pairs.truncate(limit);
    pairs
}

/// Without the ending of a plain plural.
fn singular(word: &str) -> String {
    let long = word.chars().count() > 3;
    if let Some(stem) = word.strip_suffix("ies").filter(|_| long) {
        return format!("{stem}y");
    }
    match word.strip_suffix('s') {
        Some(stem) if long && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a card has at most a few hundred trigrams")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprint, pairs};

    fn likeness(one: &str, other: &str) -> f64 {
        Fingerprint::of(one).likeness(&Fingerprint::of(other))
    }

    #[test]
    fn the_same_words_in_other_case_and_number_are_the_same_card() {
        assert!((likeness("Access to networks", "ACCESS TO A NETWORK!") - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_typing_mistake_is_still_alike() {
        assert!(likeness("Enthusiasm", "Enthusiams") >= super::SUGGESTED);
    }

    #[test]
    fn cards_about_different_things_are_not_suggested() {
        assert!(likeness("Reliability", "A fresh pair of eyes") < super::SUGGESTED);
        assert!(likeness("", "") < super::SUGGESTED && likeness("!!!", "???") < super::SUGGESTED);
    }

    #[test]
    fn the_most_alike_come_first_and_no_card_is_alike_to_itself() {
        let found = pairs(
            ["Funding", "Regular contact", "funding", "Contact that is regular", "Fundings for us"],
            10,
        );
        assert_eq!((found[0].one, found[0].other), (0, 2));
        assert!(found.iter().all(|pair| pair.one < pair.other));
        assert_eq!(pairs(["a", "a", "a"], 2).len(), 2);
    }
}
