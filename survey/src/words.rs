//! The fixed words around a survey, in each language that the answering pages speak: buttons, errors, scale labels,
//! the privacy notice, the pages that say why there is no form.
//!
//! A language is one value of [`Words`], so the compiler refuses one that lacks a sentence. The values are written from
//! `words/<code>.json`, which translators edit.

mod cy;
mod en;
mod letter;
mod pages;
mod paper;
mod pl;
mod plural;
mod ro;
mod sentences;
#[cfg(test)]
mod tests;
mod uk;
mod ur;

use common_ground_reports::scale::{self, Missing};
use jiff::{ZonedDateTime, civil::Date};

use super::ENGLISH;

pub use self::letter::EmailWords;
pub use self::pages::{
    FrontWords, HelpWords, PagesWords, PartWords, PrivacyWords, StatementWords, UnsubscribingWords,
};
pub use self::paper::{PaperWords, PosterWords};
pub use self::sentences::{
    CheckWords, FormWords, KeptWords, NoticeWords, PageWords, ProblemsWords, RefusedWords, ScalesWords,
    SentWords, StartWords,
};

/// Everything the answering pages say in one language.
#[derive(Debug)]
pub struct Words {
    /// The language as a BCP 47 tag.
    pub code: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// What it is called in English.
    pub english_name: &'static str,
    /// Which way its script runs, as the attribute `dir` says it: `ltr`, `rtl`.
    pub direction: &'static str,
    /// What stands before the tenths of a number: `.`, `,`.
    pub decimal: &'static str,
    /// What stands between the parts of a list: “, ”.
    pub comma: &'static str,
    /// Around every page.
    pub page: PageWords,
    /// The start page.
    pub start: StartWords,
    /// The pages with questions.
    pub form: FormWords,
    /// The check of all answers.
    pub check: CheckWords,
    /// What became of unsent answers in this browser.
    pub kept: KeptWords,
    /// Thanks.
    pub sent: SentWords,
    /// The pages that say why there is no form.
    pub refused: RefusedWords,
    /// What to mend in a form.
    pub problems: ProblemsWords,
    /// The privacy notice and the promise.
    pub notice: NoticeWords,
    /// Letters that ask.
    pub letter: EmailWords,
    /// The poster that leads to a survey.
    pub poster: PosterWords,
    /// The sheet of paper to answer on.
    pub paper: PaperWords,
    /// The pages that belong to no survey.
    pub pages: PagesWords,
    /// “Don’t know”
    pub dont_know: &'static str,
    /// “Does not apply to us”
    pub not_applicable: &'static str,
    /// “Prefer not to say”
    pub prefer_not_to_say: &'static str,
    /// The labels of the built-in scales.
    pub scales: ScalesWords,
    /// The days of the week from Monday, as they stand before a date.
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
}

/// Every language that the pages speak, English first.
static ALL: [&Words; 6] = [&en::WORDS, &cy::WORDS, &pl::WORDS, &ro::WORDS, &uk::WORDS, &ur::WORDS];

/// The languages whose words and ready-made surveys a native speaker has read.
const CHECKED: [&str; 1] = [ENGLISH];

/// Every language that the pages speak, English first.
pub fn all() -> &'static [&'static Words] {
    &ALL
}

/// The words of a language; English for one that the pages do not speak, such as that of an imported survey.
pub fn of(language: &str) -> &'static Words {
    ALL.into_iter().find(|words| words.code == language).unwrap_or(&en::WORDS)
}

/// What the speakers of a language call it; its code where that is not known here.
pub fn name_of(language: &str) -> String {
    let known = ALL.into_iter().find(|words| words.code == language);
    known.map_or_else(|| language.to_owned(), |words| words.name.to_owned())
}

/// What a language is called in English, as staff read it; its code where that is not known here.
pub fn english_name_of(language: &str) -> String {
    let known = ALL.into_iter().find(|words| words.code == language);
    known.map_or_else(|| language.to_owned(), |words| words.english_name.to_owned())
}

/// Whether a native speaker has read what the pages and the ready-made surveys say in a language.
pub fn is_checked(language: &str) -> bool {
    CHECKED.contains(&of(language).code)
}

/// Which way a language runs, as the attribute `dir` says it. One that the pages do not speak runs from left to right.
pub fn direction(language: &str) -> &'static str {
    of(language).direction
}

/// The language among those on offer that a browser asks for, by its `Accept-Language` header; `otherwise` if it asks
/// for none of them.
pub fn preferred<'a>(header: &str, offered: impl Iterator<Item = &'a str>, otherwise: &'a str) -> &'a str {
    let offered: Vec<&str> = offered.collect();
    let mut best = (0.0_f64, otherwise);
    for part in header.split(',').take(20) {
        let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
        let tag = tag.trim();
        let weight: f64 = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0);
        let main = tag.split('-').next().unwrap_or(tag);
        let fits = |wanted: &str| offered.iter().find(|offer| offer.eq_ignore_ascii_case(wanted)).copied();
        // Of equal wishes the first named is the stronger one.
        if let Some(language) = fits(tag).or_else(|| fits(main)).filter(|_| weight > best.0) {
            best = (weight, language);
        }
    }
    best.1
}

impl Words {
    /// How a reason for giving no value is offered; empty for reasons that nobody gives.
    pub fn reason(&self, missing: Missing) -> &'static str {
        match missing {
            Missing::DontKnow => self.dont_know,
            Missing::NotApplicable => self.not_applicable,
            Missing::PreferNotToSay => self.prefer_not_to_say,
            Missing::Skipped | Missing::NotShown => "",
        }
    }

    /// The labels of a built-in scale.
    pub fn scale(&self, key: &str) -> Option<[String; 5]> {
        let labels = match key {
            scale::AMOUNT5 => &self.scales.amount5,
            scale::CONFIDENCE5 => &self.scales.confidence5,
            scale::USEFUL5 => &self.scales.useful5,
            scale::GOING5 => &self.scales.going5,
            scale::PACE5 => &self.scales.pace5,
            scale::LIKELY5 => &self.scales.likely5,
            scale::SHARE5 => &self.scales.share5,
            _ => return None,
        };
        Some(labels.map(str::to_owned))
    }

    /// “Friday 29 May, 17:00”
    pub fn day_and_time(&self, at: &ZonedDateTime) -> String {
        format!("{}{}{}", self.day(at), self.comma, at.strftime("%H:%M"))
    }

    /// “Friday 29 May”
    pub fn day(&self, at: &ZonedDateTime) -> String {
        let weekday = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
        let weekday = self.weekdays.get(weekday).copied().unwrap_or_default();
        format!("{weekday} {}", self.day_of_month(at.date()))
    }

    /// “29 May”
    pub fn day_of_month(&self, day: Date) -> String {
        format!("{} {}", day.day(), self.month(day.month()))
    }

    /// “2.5”, with the sign before tenths that the language has.
    pub fn number(&self, number: f64) -> String {
        number.to_string().replace('.', self.decimal)
    }

    /// “29 May 2026”
    pub fn date(&self, day: Date) -> String {
        format!("{} {}", self.day_of_month(day), day.year())
    }

    fn month(&self, month: i8) -> &'static str {
        let before = usize::try_from(month - 1).unwrap_or_default();
        self.months.get(before).copied().unwrap_or_default()
    }
}
