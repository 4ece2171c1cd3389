//! Plausible answers, for the demonstration and for tests: the same seed gives the same people.

mod comments;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use common_ground_reports::scale::Missing;
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};

use super::{Answer, Answers, Item, Side, Survey, item::Respondent};

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
        } else if item.is_shown(&person.answers) {
            person.answer(item, rng)
        } else {
            Answer::Missing(Missing::NotShown)
        };
        if let (Some(key), Some(other)) = (item.other_key(), item.kind.other())
            && answer.gives(other)
            && let Some(words) = comments::beside_other(rng)
        {
            person.answers.insert(key, Answer::Text(words.to_owned()));
        }
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
    fn answer(&mut self, item: &'a Item, rng: &mut dyn Rng) -> Answer {
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
        let answer = item.kind.sample(&mut Turn { person: self, item, rng });
        answer.unwrap_or(Answer::Missing(Missing::Skipped))
    }

    /// A rating around the mean of its item. Both items of a pair draw on the same luck most of the time, so
    /// that the one with the higher mean is hardly ever below the other.
    fn rating(&mut self, item: &'a Item, rng: &mut dyn Rng) -> u8 {
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
}

/// A person whose turn it is to answer an item.
struct Turn<'t, 'a> {
    person: &'t mut Person<'a>,
    item: &'a Item,
    rng: &'t mut dyn Rng,
}

impl Respondent for Turn<'_, '_> {
    fn rng(&mut self) -> &mut dyn Rng {
        self.rng
    }

    fn must_answer(&self) -> bool {
        self.item.is_required()
    }

    fn rating(&mut self) -> u8 {
        self.person.rating(self.item, self.rng)
    }

    /// Who has one partner mostly wants to keep it.
    fn chooses(&mut self, option: &str) -> bool {
        let pair = self.person.survey.pairs.iter().find(|pair| pair.right == self.item.key);
        let had = pair.and_then(|pair| self.person.answers.get(&pair.left)).is_some_and(|a| a.gives(option));
        self.rng.random_bool(if had { 0.9 } else { 0.4 })
    }

    fn comment(&mut self) -> Option<String> {
        let comments = comments::of(&self.item.key, self.person.side);
        let any = (!comments.is_empty()).then(|| self.rng.random_range(0..comments.len()))?;
        Some(comments[any].to_owned())
    }
}
