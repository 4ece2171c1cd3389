//! Plausible answers, for the demonstration and for tests: the same seed gives the same people.

mod comments;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use common_ground_reports::scale::Missing;
use jiff::civil::date;
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};

use super::answer::Answer;
use super::answers::Answers;
use super::definition::Survey;
use super::item::{Item, Kind};
use super::round::Side;

/// What people lean towards: the mean of a rating, from 1 to 5, by item key.
pub type Profile = BTreeMap<String, f64>;

/// The mean of a rating that the profile does not name.
const MEAN: f64 = 3.6;
/// The same for what people had before, looking back.
const MEAN_BEFORE: f64 = 2.7;
/// How often a question is left blank, and how often each missing answer on offer is chosen.
const SKIPS: f64 = 0.03;
const MISSING: [(Missing, f64); 3] =
    [(Missing::DontKnow, 0.04), (Missing::NotApplicable, 0.02), (Missing::PreferNotToSay, 0.05)];
/// How often a person writes a comment.
const COMMENTS: f64 = 0.45;
/// How alike one person's answers to the two items of a pair are.
const ALIKE: f64 = 0.8;
/// A rating is one more than the successes in this many tries, so its mean is exact and its spread natural.
const TRIES: usize = 4;

/// One person's answers. They are such that the survey accepts them, if it has the group.
pub fn plausible(survey: &Survey, side: Side, group: &str, rng: &mut impl Rng, profile: &Profile) -> Answers {
    let mut person = Person { survey, side, profile, tries: HashMap::new(), answers: Answers::default() };
    for item in survey.questions_on(side) {
        let answer = if item.is_group() {
            Answer::Choice(group.to_owned())
        } else if person.answers.shows(item) {
            person.answer(item, rng)
        } else {
            Answer::Missing(Missing::NotShown)
        };
        person.answers.insert(item.key.as_str(), answer);
    }
    person.answers
}

/// So many people with their groups, spread over all groups alike: always the same people for the same survey, so
/// that a page about them looks the same each time.
pub fn people(survey: &Survey, side: Side, count: usize) -> impl Iterator<Item = (String, Answers)> {
    let options = survey.group_item(side).map(|item| item.kind.options()).unwrap_or_default();
    let seed =
        survey.key.bytes().fold(0_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut rng = StdRng::seed_from_u64(seed);
    let profile = Profile::new();
    (0..count).map(move |at| {
        let group = options.get(at % options.len().max(1)).map_or("", |option| &option.key);
        (group.to_owned(), plausible(survey, side, group, &mut rng, &profile))
    })
}

struct Person<'a> {
    survey: &'a Survey,
    side: Side,
    profile: &'a Profile,
    /// What chance gave the first item of each pair, by the key of the other.
    tries: HashMap<&'a str, [f64; TRIES]>,
    answers: Answers,
}

impl<'a> Person<'a> {
    fn answer(&mut self, item: &'a Item, rng: &mut impl Rng) -> Answer {
        if !item.is_required() {
            if rng.random_bool(SKIPS) {
                return Answer::Missing(Missing::Skipped);
            }
            for (missing, chance) in MISSING {
                if item.missing.contains(&missing) && rng.random_bool(chance) {
                    return Answer::Missing(missing);
                }
            }
        }
        match &item.kind {
            Kind::Rating { .. } => Answer::Rating(self.rating(item, rng)),
            Kind::SingleChoice { options } => pick(options, rng, |option| Answer::Choice(option.key.clone())),
            Kind::MultipleChoice { exclusive, maximum, .. } => {
                self.choices(item, exclusive.as_deref(), *maximum, rng)
            }
            Kind::Ranking { options, maximum } => {
                let mut keys: Vec<String> = options.iter().map(|option| option.key.clone()).collect();
                for last in (1..keys.len()).rev() {
                    keys.swap(last, rng.random_range(0..=last));
                }
                keys.truncate(maximum.unwrap_or(options.len()));
                Answer::Ranking(keys)
            }
            // Small round numbers are the likely ones, wherever the limit is.
            Kind::Number { min, max, .. } => {
                let number = rng.random_range(*min..=(*max).min(min.saturating_add(20)));
                Answer::Number(f64::from(i32::try_from(number).unwrap_or(i32::MAX)))
            }
            Kind::Date => Answer::Date(date(2026, rng.random_range(1..=12), rng.random_range(1..=28))),
            Kind::ShortText | Kind::LongText if !item.is_required() && !rng.random_bool(COMMENTS) => {
                Answer::Missing(Missing::Skipped)
            }
            Kind::ShortText | Kind::LongText => {
                pick(comments::of(&item.key, self.side), rng, |comment| Answer::Text((*comment).to_owned()))
            }
            Kind::Statement => Answer::Missing(Missing::NotShown),
        }
    }

    /// A rating around the mean of its item. Both items of a pair draw on the same luck most of the time, so
    /// that the one with the higher mean is hardly ever below the other.
    fn rating(&mut self, item: &'a Item, rng: &mut impl Rng) -> u8 {
        let pairs = &self.survey.pairs;
        let before = pairs.iter().any(|pair| pair.left == item.key);
        let default = if before { MEAN_BEFORE } else { MEAN };
        let mean = self.profile.get(&item.key).copied().unwrap_or(default).clamp(1.0, 5.0);
        let mut tries: [f64; TRIES] = rng.random();
        if let Some(earlier) = self.tries.get(item.key.as_str()) {
            for (mine, first) in tries.iter_mut().zip(earlier) {
                if rng.random_bool(ALIKE) {
                    *mine = *first;
                }
            }
        }
        let partner = pairs.iter().find_map(|pair| match item.key.as_str() {
            key if key == pair.left => Some(pair.right.as_str()),
            key if key == pair.right => Some(pair.left.as_str()),
            _ => None,
        });
        if let Some(partner) = partner {
            self.tries.insert(partner, tries);
        }
        let chance = (mean - 1.0) / 4.0;
        tries.iter().fold(1, |rating, luck| rating + u8::from(*luck < chance))
    }

    /// Some of the options; who has one partner mostly wants to keep it.
    fn choices(
        &self,
        item: &Item,
        exclusive: Option<&str>,
        maximum: Option<usize>,
        rng: &mut impl Rng,
    ) -> Answer {
        let left =
            self.survey.pairs.iter().find(|pair| pair.right == item.key).map(|pair| pair.left.as_str());
        let had =
            |option: &str| left.and_then(|left| self.answers.get(left)).is_some_and(|a| a.gives(option));
        let mut chosen: Vec<String> = Vec::new();
        for option in item.kind.options().iter().filter(|option| Some(option.key.as_str()) != exclusive) {
            let chance = if had(&option.key) { 0.9 } else { 0.4 };
            if rng.random_bool(chance) {
                chosen.push(option.key.clone());
            }
        }
        while maximum.is_some_and(|most| chosen.len() > most) {
            chosen.remove(rng.random_range(0..chosen.len()));
        }
        match (chosen.is_empty(), exclusive) {
            (true, Some(exclusive)) => Answer::Choices(vec![exclusive.to_owned()]),
            (true, None) if !item.is_required() => Answer::Missing(Missing::Skipped),
            (true, None) => {
                pick(item.kind.options(), rng, |option| Answer::Choices(vec![option.key.clone()]))
            }
            (false, _) => Answer::Choices(chosen),
        }
    }
}

/// One of several, each as likely.
fn pick<T>(list: &[T], rng: &mut impl Rng, answer: impl FnOnce(&T) -> Answer) -> Answer {
    if list.is_empty() {
        return Answer::Missing(Missing::Skipped);
    }
    answer(&list[rng.random_range(0..list.len())])
}
