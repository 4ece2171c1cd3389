//! Answers as counts: what one response adds to the tallies of its round, and reading the sums back.
//!
//! | item | value | counted |
//! |---|---|---|
//! | (empty) | `response` | responses |
//! | `<item>` | `1` to `5` | a rating |
//! | `<item>` | an option key, or the number of a point | a single choice, a point of a scale of its own or of 0 to 10 |
//! | `<item>` | `na`, `not_shown`, `pns`, `dk`, `skipped` | any item without a value |
//! | `<item>` | `answered` | a number, date or text |
//! | `<item>/<option>` | `1` or `0` | an option of a multiple choice, chosen or not |
//! | `<item>/<option>` | `1`, `2`, … or `0` | the place of an option in a ranking; `0` is unranked |
//! | `<left>\|<right>` | `3>4` | a pair of ratings, both valid |
//! | `<score>#total` | the total | a complete row of a score |
//! | `<score>#<item>` | `1` to `5` | an item in complete rows of a score |

mod sums;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use common_ground_reports::response_rate::Completeness;
use common_ground_reports::scale::Missing;

use super::answer::Answer;
use super::answers::Answers;
use super::definition::{ItemPair, Score, Survey};
use super::item::{Counted, Item};

pub use self::sums::Tally;

/// The sums of each group, by its key.
pub type Groups = BTreeMap<String, Tally>;

/// What is counted for a response as a whole.
pub const RESPONSE: &str = "response";
/// What is counted for a response with at least 80% of its ratings settled.
pub const COMPLETE: &str = "complete";
/// The same for 50 to 79%.
pub const PARTIAL: &str = "partial";
/// The same for less.
pub const BREAK_OFF: &str = "break_off";
/// What is counted for a number, date or text.
pub const ANSWERED: &str = "answered";

/// What one response adds: items and values, each to be counted once.
pub fn tallies(survey: &Survey, answers: &Answers) -> Vec<(String, String)> {
    let mut counted = vec![(String::new(), RESPONSE.to_owned())];
    for item in survey.items() {
        if let Some(answer) = answers.get(&item.key) {
            count_item(item, answer, &mut counted);
        }
    }
    for pair in &survey.pairs {
        count_pair(pair, answers, &mut counted);
    }
    for score in &survey.scores {
        count_score(score, answers, &mut counted);
    }
    counted.push((String::new(), completeness(survey, answers).to_owned()));
    counted
}

/// How far a person got, for the response rate: the share of the ratings shown that have a value, "don't know"
/// or "does not apply".
fn completeness(survey: &Survey, answers: &Answers) -> &'static str {
    let (mut answered, mut shown) = (0, 0);
    for item in survey.items().filter(|item| item.kind.counted() == Counted::Rating) {
        let Some(answer) = answers.get(&item.key).filter(|answer| !answer.is_not_shown()) else { continue };
        shown += 1;
        let settled = [None, Some(Missing::DontKnow), Some(Missing::NotApplicable)];
        answered += u64::from(settled.contains(&answer.missing()));
    }
    match Completeness::of(answered, shown) {
        Completeness::Complete => COMPLETE,
        Completeness::Partial => PARTIAL,
        Completeness::BreakOff => BREAK_OFF,
    }
}

/// The tally name of an option.
pub fn option_item(item: &str, option: &str) -> String {
    format!("{item}/{option}")
}

/// The tally name of a pair.
pub fn pair_item(left: &str, right: &str) -> String {
    format!("{left}|{right}")
}

/// The tally name of an item in a score, or of its total.
pub fn score_item(score: &str, item: &str) -> String {
    format!("{score}#{item}")
}

/// What stands for the sum in a score's tallies.
pub(super) const TOTAL: &str = "total";

fn count_item(item: &Item, answer: &Answer, counted: &mut Vec<(String, String)>) {
    let value = match answer {
        Answer::Choices(chosen) => return counted.extend(by_option(item, |key| flag(chosen, key))),
        Answer::Ranking(ranked) => return counted.extend(by_option(item, |key| place(ranked, key))),
        Answer::Missing(missing) => missing.key().to_owned(),
        Answer::Rating(point) => point.to_string(),
        Answer::Choice(key) => key.clone(),
        Answer::Number(_) | Answer::Date(_) | Answer::Text(_) => ANSWERED.to_owned(),
    };
    counted.push((item.key.clone(), value));
}

fn by_option(item: &Item, value: impl Fn(&String) -> String) -> impl Iterator<Item = (String, String)> {
    item.kind.options().iter().map(move |option| (option_item(&item.key, &option.key), value(&option.key)))
}

/// `1` for an option chosen, `0` for one that was not.
fn flag(chosen: &[String], key: &String) -> String {
    u8::from(chosen.contains(key)).to_string()
}

/// The place of an option, from 1; `0` for one left out.
fn place(ranked: &[String], key: &String) -> String {
    ranked.iter().position(|ranked| ranked == key).map_or(0, |at| at + 1).to_string()
}

/// Ratings of the same person. Of choices each question is told by itself, so that their pairs are not counted.
fn count_pair(pair: &ItemPair, answers: &Answers, counted: &mut Vec<(String, String)>) {
    if let (Some(Answer::Rating(left)), Some(Answer::Rating(right))) =
        (answers.get(&pair.left), answers.get(&pair.right))
    {
        counted.push((pair_item(&pair.left, &pair.right), format!("{left}>{right}")));
    }
}

/// Complete rows alone: a total over fewer items would not be the same measure.
fn count_score(score: &Score, answers: &Answers, counted: &mut Vec<(String, String)>) {
    let rating = |item: &String| match answers.get(item) {
        Some(Answer::Rating(point)) => Some(*point),
        _ => None,
    };
    let Some(row) = score.items.iter().map(rating).collect::<Option<Vec<u8>>>() else { return };
    let total: u32 = row.iter().copied().map(u32::from).sum();
    counted.push((score_item(&score.key, TOTAL), total.to_string()));
    let items = score.items.iter().zip(row);
    counted.extend(items.map(|(item, point)| (score_item(&score.key, item), point.to_string())));
}
