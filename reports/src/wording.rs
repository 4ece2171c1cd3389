//! Numbers as people write them.

/// Said where answers that came after a close are not in the figures.
pub const HELD_BACK: &str = "Some answers came after this survey had closed once. They are too few to be shown apart \
    from the others, so figures that they would change stay as they were.";

/// A whole number: a word below ten, with commas between thousands from there.
pub fn number(value: u64) -> String {
    const WORDS: [&str; 10] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let word = usize::try_from(value).ok().and_then(|value| WORDS.get(value));
    word.map_or_else(|| count(value), |word| (*word).to_owned())
}

/// A whole number in figures, with commas between thousands.
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// So many of something, in figures: "1 person", "12 people".
pub fn counted(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(value), if value == 1 { one } else { many })
}

/// Things one after the other: "one contact, two promises and a contact log".
pub fn listed(things: &[String]) -> String {
    match things.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => things.concat(),
    }
}

/// A mean: one decimal.
pub fn mean(value: f64) -> String {
    unsigned_zero(value).replace('-', "−")
}

/// A difference: one decimal with its sign, a true minus, and no sign at zero.
pub fn gap(value: f64) -> String {
    let shown = unsigned_zero(value);
    if shown == "0.0" || shown.starts_with('-') { shown.replace('-', "−") } else { format!("+{shown}") }
}

/// The size of a difference: one decimal, no sign.
pub(crate) fn size(value: f64) -> String {
    unsigned_zero(value.abs())
}

/// An interval of a difference, as far as the scale allows one: "−2.1 to −0.9".
pub fn interval(interval: impl Into<[f64; 2]>) -> String {
    let [low, high] = interval.into().map(|end| gap(end.clamp(-4.0, 4.0)));
    format!("{low} to {high}")
}

/// An interval of a mean, as far as the scale reaches: "3.9 to 4.7".
pub fn mean_interval(interval: impl Into<[f64; 2]>) -> String {
    let [low, high] = interval.into().map(|end| mean(end.clamp(1.0, 5.0)));
    format!("{low} to {high}")
}

/// Two means in time, which no line break parts: "2.5 → 3.6".
pub(crate) fn then_to_now(then: f64, now: f64) -> String {
    format!("{}\u{a0}→\u{a0}{}", mean(then), mean(now))
}

/// Part of a whole in per cent, whole.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let [share, _] = crate::printed::percent([part, whole.saturating_sub(part)]);
    format!("{share}%")
}

/// A share from 0 to 1 in per cent, whole.
pub(crate) fn share(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// The response rate, for the small print: "Response rate 67% (AAPOR RR2)".
pub(crate) fn response_rate(rate: f64) -> String {
    format!("Response rate {} (AAPOR RR2)", share(rate))
}

/// So many answers where questions have from `fewest` to `most`: "12", "up to 12".
pub fn up_to(fewest: u64, most: u64) -> String {
    if fewest < most { format!("up to {}", count(most)) } else { count(most) }
}

/// The sentence with a capital.
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A label inside a sentence.
pub fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The sentence with a full stop, unless it has an end of its own.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.trim_end_matches(['’', '”', ')']).ends_with(['.', '!', '?', '…']);
    if ended || text.is_empty() { text.to_owned() } else { format!("{text}.") }
}

/// Words in a text, as a reader counts them: addresses are none.
pub(crate) fn words(text: &str) -> usize {
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric) && !word.contains("://");
    text.split_whitespace().filter(is_word).count()
}

/// One decimal, where "-0.0" is "0.0".
fn unsigned_zero(value: f64) -> String {
    let shown = format!("{value:.1}");
    if shown == "-0.0" { "0.0".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Interval;

    #[test]
    fn numbers_below_ten_are_words() {
        assert_eq!([0, 1, 9, 10, 1_204].map(number), ["none", "one", "nine", "10", "1,204"]);
        assert_eq!([0, 999, 1_234_567].map(count), ["0", "999", "1,234,567"]);
    }

    #[test]
    fn one_person_is_no_people() {
        assert_eq!(counted(1, "person", "people"), "1 person");
        assert_eq!(counted(0, "person", "people"), "0 people");
    }

    #[test]
    fn differences_have_a_true_minus_and_no_sign_at_zero() {
        assert_eq!([-1.51, 0.3, -0.04, 0.04].map(gap), ["−1.5", "+0.3", "0.0", "0.0"]);
        assert_eq!(size(-1.5), "1.5");
        assert_eq!([-0.52, 3.916_666].map(mean), ["−0.5", "3.9"]);
    }

    #[test]
    fn intervals_end_where_the_scale_ends() {
        assert_eq!(mean_interval(Interval { low: 4.1, high: 5.4 }), "4.1 to 5.0");
        assert_eq!(mean_interval(Interval { low: 0.7, high: 1.9 }), "1.0 to 1.9");
        assert_eq!(interval(Interval { low: -4.6, high: 0.2 }), "−4.0 to +0.2");
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(sentence("It is the forms"), "It is the forms.");
        assert_eq!(sentence("Is it? "), "Is it?");
        assert_eq!(sentence("“Too long.”"), "“Too long.”");
    }
}
