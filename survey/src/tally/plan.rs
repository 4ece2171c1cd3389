//! What is counted of a survey, and under which names: worked out once, and used for every response.

use common_ground_reports::{response_rate::Completeness, scale::Missing};

use super::{
    ANSWERED, BREAK_OFF, COMPLETE, CountedValue, PARTIAL, RESPONSE, TOTAL, option_item, pair_item, score_item,
};
use crate::{
    Answer, Answers, Item, Survey,
    definition::{ItemPair, Score},
    item::Counted,
};

/// The names under which the answers to some items of a survey are counted. Each item is known by its place among them.
#[derive(Clone, Debug)]
pub struct TallyPlan {
    items: Vec<CountedItem>,
    pairs: Vec<CountedPair>,
    scores: Vec<CountedScore>,
}

#[derive(Clone, Debug)]
struct CountedItem {
    key: String,
    /// The tally name of each of its options, with the key of the option.
    options: Vec<(String, String)>,
    is_rating: bool,
}

#[derive(Clone, Debug)]
struct CountedPair {
    name: String,
    /// The places of its items.
    left: usize,
    right: usize,
}

#[derive(Clone, Debug)]
struct CountedScore {
    /// The tally name of its total.
    total: String,
    /// The tally name of each of its items, with the place of the item.
    items: Vec<(String, usize)>,
}

impl TallyPlan {
    /// How answers to these items are counted. Pairs and scores with other items in them are not.
    pub fn of<'s>(survey: &Survey, items: impl Iterator<Item = &'s Item>) -> Self {
        let items: Vec<CountedItem> = items.map(CountedItem::of).collect();
        let place = |key: &str| items.iter().position(|item| item.key == key);
        let pair = |pair: &ItemPair| {
            let (left, right) = (place(&pair.left)?, place(&pair.right)?);
            Some(CountedPair { name: pair_item(&pair.left, &pair.right), left, right })
        };
        let score = |score: &Score| {
            let items = score.items.iter().map(|item| Some((score_item(&score.key, item), place(item)?)));
            Some(CountedScore { total: score_item(&score.key, TOTAL), items: items.collect::<Option<_>>()? })
        };
        let pairs = survey.pairs.iter().filter_map(pair).collect();
        let scores = survey.scores.iter().filter_map(score).collect();
        Self { items, pairs, scores }
    }

    /// How answers to a whole survey are counted, whichever side gave them.
    pub fn of_survey(survey: &Survey) -> Self {
        Self::of(survey, survey.items())
    }

    /// What these answers add.
    pub fn tallies(&self, answers: &Answers) -> Vec<CountedValue> {
        self.count(|place| answers.get(&self.items[place].key))
    }

    /// What one response adds. `given` is its answer to the item at a place.
    pub fn count<'a>(&self, given: impl Fn(usize) -> Option<&'a Answer>) -> Vec<CountedValue> {
        let mut counted = Vec::with_capacity(self.room());
        counted.push(CountedValue::new("", RESPONSE));
        let (mut settled, mut shown) = (0, 0);
        for (place, item) in self.items.iter().enumerate() {
            let Some(answer) = given(place) else { continue };
            item.count(answer, &mut counted);
            if item.is_rating && !answer.is_not_shown() {
                shown += 1;
                settled += u64::from(is_settled(answer));
            }
        }
        for pair in &self.pairs {
            pair.count(&given, &mut counted);
        }
        for score in &self.scores {
            score.count(&given, &mut counted);
        }
        counted.push(CountedValue::new("", completeness(settled, shown)));
        counted
    }

    /// Room for what a response to everything adds.
    fn room(&self) -> usize {
        let items: usize = self.items.iter().map(|item| item.options.len().max(1)).sum();
        let scores: usize = self.scores.iter().map(|score| score.items.len() + 1).sum();
        2 + items + self.pairs.len() + scores
    }
}

/// Whether a rating has a value, “don't know” or “does not apply”.
fn is_settled(answer: &Answer) -> bool {
    [None, Some(Missing::DontKnow), Some(Missing::NotApplicable)].contains(&answer.missing())
}

/// How far a person got, for the response rate: the share of the ratings shown that are settled.
fn completeness(settled: u64, shown: u64) -> &'static str {
    match Completeness::of(settled, shown) {
        Completeness::Complete => COMPLETE,
        Completeness::Partial => PARTIAL,
        Completeness::BreakOff => BREAK_OFF,
    }
}

impl CountedItem {
    fn of(item: &Item) -> Self {
        let option = |key: &String| (option_item(&item.key, key), key.clone());
        Self {
            key: item.key.clone(),
            options: item.kind.options().iter().map(|of| option(&of.key)).collect(),
            is_rating: item.kind.counted() == Counted::Rating,
        }
    }

    fn count(&self, answer: &Answer, counted: &mut Vec<CountedValue>) {
        let value = match answer {
            Answer::Choices(chosen) => return counted.extend(self.by_option(|key| flag(chosen, key))),
            Answer::Ranking(ranked) => return counted.extend(self.by_option(|key| rank(ranked, key))),
            Answer::Missing(missing) => missing.key().to_owned(),
            Answer::Rating(point) => point.to_string(),
            Answer::Choice(key) => key.clone(),
            Answer::Number(_) | Answer::Date(_) | Answer::Text(_) => ANSWERED.to_owned(),
        };
        counted.push(CountedValue::new(self.key.as_str(), value));
    }

    fn by_option(&self, value: impl Fn(&String) -> String) -> impl Iterator<Item = CountedValue> {
        self.options.iter().map(move |(name, key)| CountedValue::new(name.as_str(), value(key)))
    }
}

/// `1` for an option chosen, `0` for one that was not.
fn flag(chosen: &[String], key: &String) -> String {
    u8::from(chosen.contains(key)).to_string()
}

/// The place of an option in a ranking, from 1; `0` for one left out.
fn rank(ranked: &[String], key: &String) -> String {
    ranked.iter().position(|ranked| ranked == key).map_or(0, |at| at + 1).to_string()
}

/// The rating that was given, if one was.
fn rating(answer: Option<&Answer>) -> Option<u8> {
    match answer {
        Some(Answer::Rating(point)) => Some(*point),
        _ => None,
    }
}

impl CountedPair {
    /// Ratings of the same person. Of choices each question is told by itself, so that their pairs are not counted.
    fn count<'a>(&self, given: &impl Fn(usize) -> Option<&'a Answer>, counted: &mut Vec<CountedValue>) {
        if let (Some(left), Some(right)) = (rating(given(self.left)), rating(given(self.right))) {
            counted.push(CountedValue::new(self.name.as_str(), format!("{left}>{right}")));
        }
    }
}

impl CountedScore {
    /// Complete rows alone: a total over fewer items would not be the same measure.
    fn count<'a>(&self, given: &impl Fn(usize) -> Option<&'a Answer>, counted: &mut Vec<CountedValue>) {
        let row = self.items.iter().map(|(_, place)| rating(given(*place)));
        let Some(row) = row.collect::<Option<Vec<u8>>>() else { return };
        let total: u32 = row.iter().copied().map(u32::from).sum();
        counted.push(CountedValue::new(self.total.as_str(), total.to_string()));
        let items = self.items.iter().zip(row);
        counted.extend(items.map(|((name, _), point)| CountedValue::new(name.as_str(), point.to_string())));
    }
}
