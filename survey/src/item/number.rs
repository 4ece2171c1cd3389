//! A number within limits.

use rand::RngExt;

use super::{Behaviour, EntryPrompt, FileMember, Listed, Members, Respondent, Scales};
use crate::{Answer, ItemInput, Side, Words};

/// The most digits after the point that a number keeps exactly.
const DECIMALS_MAX: u8 = 6;

/// A number from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The least accepted; never below zero, as negative numbers mean missing answers in files.
    pub min: i64,
    /// The most accepted.
    pub max: i64,
    /// Digits accepted after the decimal point.
    pub decimals: u8,
}

impl Listed for Number {
    const CALLED: &'static str = "A number";
    const MEMBERS: &'static [FileMember] = &[FileMember::Min, FileMember::Max, FileMember::Decimals];

    fn from_members(members: Members) -> Result<Self, String> {
        let max = members.max.ok_or("a number needs its `max`")?;
        Ok(Self { min: members.min.unwrap_or(0), max, decimals: members.decimals.unwrap_or(0) })
    }
}

impl Behaviour for Number {
    fn members(&self) -> Members {
        let decimals = (self.decimals > 0).then_some(self.decimals);
        Members { min: Some(self.min), max: Some(self.max), decimals, ..Members::default() }
    }

    fn faults(&self, _: &dyn Scales, _: &[Side]) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.min < 0 {
            reasons.push("a number starts at 0 or above; below are the codes of missing answers".to_owned());
        }
        if self.min >= self.max {
            reasons.push("`min` is not below `max`".to_owned());
        }
        if self.decimals > DECIMALS_MAX {
            reasons.push(format!("a number keeps at most {DECIMALS_MAX} decimals"));
        }
        reasons
    }

    fn input(&self) -> ItemInput<'_> {
        ItemInput::Number { min: self.min, max: self.max }
    }

    fn read(&self, sent: &[&str], question: &EntryPrompt<'_>) -> Result<Answer, String> {
        let typed = plain(question.one(sent)?, question.words.decimal);
        let value = typed.as_str();
        let Self { min, max, decimals } = *self;
        let wanted = || {
            question.say(|words, asks| match decimals {
                0 => (words.whole_number)(asks, min, max),
                1 => (words.number_with_tenths)(asks, min, max),
                _ => (words.number)(asks, min, max, decimals),
            })
        };
        // Digits and a point alone: not every form of number that a program reads is one that people write.
        let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > usize::from(decimals) {
            return Err(wanted());
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "limits beyond 2^53 may be off by less than any answer"
        )]
        let taken = min as f64..=max as f64;
        match value.parse::<f64>() {
            Ok(number) if taken.contains(&number) => Ok(Answer::Number(number)),
            _ => Err(wanted()),
        }
    }

    /// Small round numbers are the likely ones, wherever the limit is.
    fn sample(&self, person: &mut dyn Respondent) -> Option<Answer> {
        let number = person.rng().random_range(self.min..=self.max.min(self.min.saturating_add(20)));
        Some(Answer::Number(f64::from(i32::try_from(number).unwrap_or(i32::MAX))))
    }

    fn meanings(&self) -> Vec<(String, String)> {
        vec![(format!("{} to {}", self.min, self.max), "the number".to_owned())]
    }

    fn described(&self, _: &[String]) -> String {
        format!("A number from {} to {}", self.min, self.max)
    }

    fn on_paper(&self, words: &Words) -> Option<String> {
        Some((words.paper.number)(self.min, self.max))
    }
}

/// A number as programs write it: keyboards of some languages have digits of their own, or a comma before tenths.
fn plain(value: &str, decimal: &str) -> String {
    let digit = |sign: char| match sign {
        '\u{0660}'..='\u{0669}' => char::from_digit(u32::from(sign) - 0x0660, 10).unwrap_or(sign),
        '\u{06f0}'..='\u{06f9}' => char::from_digit(u32::from(sign) - 0x06f0, 10).unwrap_or(sign),
        '\u{066b}' => '.',
        _ => sign,
    };
    value.replace(decimal, ".").chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn read(language: &str, typed: &str) -> Option<Answer> {
        let (asks, words) = (|| "How far?".to_owned(), words::of(language));
        let question = EntryPrompt { asks: &asks, words, side: Side::Partner, language };
        Number { min: 0, max: 100, decimals: 1 }.read(&[typed], &question).ok()
    }

    #[test]
    fn a_number_is_read_as_people_of_the_language_write_it() {
        for (language, typed) in [
            ("en", "12.5"),
            ("pl", "12,5"),
            ("pl", "12.5"),
            ("ro", "12,5"),
            ("uk", "12,5"),
            ("ur", "12.5"),
            ("ur", "۱۲.۵"),
            ("ur", "١٢٫٥"),
        ] {
            assert_eq!(read(language, typed), Some(Answer::Number(12.5)), "{language}: {typed}");
        }
        // In English a comma stands between thousands, and a number that may be meant so is asked for again.
        assert_eq!(read("en", "12,5"), None);
        for wrong in ["1,2,5", "1.2.5", ",", "۱۲۳۴"] {
            assert_eq!(read("uk", wrong), None, "{wrong}");
        }
    }
}
