//! One entry of a form: the values sent for an item become an answer, or a message saying what to change.

use crate::survey::answer::Answer;
use crate::survey::definition::Survey;
use crate::survey::item::{Item, Kind, LONG_TEXT_MAX, SHORT_TEXT_MAX};
use crate::survey::round::Side;
use crate::survey::words::{Problems, Words};

/// The question of an item, put together only when a message needs it: most entries have none.
pub(super) struct Question<'a> {
    pub(super) survey: &'a Survey,
    pub(super) side: Side,
    pub(super) item: &'a Item,
    pub(super) words: &'a Words,
    /// The language of the question, which may be one that the words do not speak.
    pub(super) language: &'a str,
}

impl Question<'_> {
    /// The whole question.
    pub(super) fn asks(&self) -> String {
        self.survey.question(self.item, self.side, self.language)
    }

    fn say(&self, problem: impl FnOnce(&Problems, &str) -> String) -> String {
        problem(&self.words.problems, &self.asks())
    }
}

/// Reads the values sent in answer to a question; `None` if it was left blank.
pub(super) fn read(question: &Question<'_>, sent: &[String]) -> Result<Option<Answer>, String> {
    let item = question.item;
    let sent: Vec<&str> = sent.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    let Some(first) = sent.first() else { return Ok(None) };
    if let Some(missing) = item.missing.iter().find(|missing| sent.contains(&missing.key())) {
        return match sent.len() {
            1 => Ok(Some(Answer::Missing(*missing))),
            _ => Err(question.say(|words, asks| (words.either)(asks, question.words.reason(*missing)))),
        };
    }
    let answer = match &item.kind {
        Kind::MultipleChoice { exclusive, maximum, .. } => {
            choices(item, exclusive.as_deref(), *maximum, &sent, question)
        }
        Kind::Ranking { maximum, .. } => ranking(item, *maximum, &sent, question),
        _ if sent.len() > 1 => Err(question.say(|words, asks| (words.one_only)(asks))),
        Kind::Rating { .. } => rating(first, question),
        Kind::SingleChoice { .. } => option(item, first, question).map(Answer::Choice),
        Kind::Number { min, max, decimals } => number(first, *min, *max, *decimals, question),
        Kind::Date => {
            let unreadable = |_| question.say(|words, asks| (words.date)(asks));
            first.parse().map(Answer::Date).map_err(unreadable)
        }
        Kind::ShortText => text(&first.replace(['\r', '\n'], " "), SHORT_TEXT_MAX, question),
        Kind::LongText => text(&first.replace("\r\n", "\n").replace('\r', "\n"), LONG_TEXT_MAX, question),
        Kind::Statement => Err(question.words.problems.nothing_to_answer.to_owned()),
    };
    answer.map(Some)
}

fn rating(value: &str, question: &Question<'_>) -> Result<Answer, String> {
    match value {
        "1" | "2" | "3" | "4" | "5" => Ok(Answer::Rating(value.as_bytes()[0] - b'0')),
        _ => Err(question.say(|words, asks| (words.one_of_these)(asks))),
    }
}

fn option(item: &Item, value: &str, question: &Question<'_>) -> Result<String, String> {
    match item.option(value) {
        Some(option) => Ok(option.key.clone()),
        None => Err(question.say(|words, asks| (words.one_of_these)(asks))),
    }
}

/// Options in the order of the survey, each once.
fn choices(
    item: &Item,
    exclusive: Option<&str>,
    maximum: Option<usize>,
    sent: &[&str],
    question: &Question<'_>,
) -> Result<Answer, String> {
    for value in sent {
        option(item, value, question)?;
    }
    let chosen = item.kind.options().iter().filter(|option| sent.contains(&option.key.as_str()));
    let chosen: Vec<String> = chosen.map(|option| option.key.clone()).collect();
    if let Some(exclusive) = exclusive.filter(|key| chosen.len() > 1 && sent.contains(key)) {
        let label = item.option(exclusive).map(|option| option.label.read(question.side, question.language));
        return Err(question.say(|words, asks| (words.not_both)(asks, label.unwrap_or_default())));
    }
    match maximum {
        Some(most) if chosen.len() > most => Err(question.say(|words, asks| (words.too_many)(asks, most))),
        _ => Ok(Answer::Choices(chosen)),
    }
}

/// Options in the order sent: a form has one field for each place, and places left empty close up.
fn ranking(
    item: &Item,
    maximum: Option<usize>,
    sent: &[&str],
    question: &Question<'_>,
) -> Result<Answer, String> {
    let mut ranked: Vec<String> = Vec::with_capacity(sent.len());
    for value in sent {
        let key = option(item, value, question)?;
        if ranked.contains(&key) {
            return Err(question.say(|words, asks| (words.place_twice)(asks)));
        }
        ranked.push(key);
    }
    match maximum {
        Some(most) if ranked.len() > most => {
            Err(question.say(|words, asks| (words.too_many_ranked)(asks, most)))
        }
        _ => Ok(Answer::Ranking(ranked)),
    }
}

fn number(value: &str, min: i64, max: i64, decimals: u8, question: &Question<'_>) -> Result<Answer, String> {
    let wanted = || {
        question.say(|words, asks| match decimals {
            0 => (words.whole_number)(asks, min, max),
            _ => (words.number)(asks, min, max, decimals),
        })
    };
    // Digits and a point alone: not every form of number that a program reads is one that people write.
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > usize::from(decimals) {
        return Err(wanted());
    }
    #[expect(clippy::cast_precision_loss, reason = "limits beyond 2^53 may be off by less than any answer")]
    let taken = min as f64..=max as f64;
    match value.parse::<f64>() {
        Ok(number) if taken.contains(&number) => Ok(Answer::Number(number)),
        _ => Err(wanted()),
    }
}

fn text(value: &str, most: usize, question: &Question<'_>) -> Result<Answer, String> {
    let value = value.replace('\t', " ");
    // U+FFFD is what reading the form put in place of bytes that are no UTF-8: words would be lost.
    if value.chars().any(|c| (c.is_control() && c != '\n') || c == char::REPLACEMENT_CHARACTER) {
        return Err(question.say(|words, asks| (words.again)(asks)));
    }
    match value.chars().count() {
        length if length > most => Err(question.say(|words, asks| (words.shorten)(asks, most, length))),
        _ => Ok(Answer::Text(value)),
    }
}
