//! What moves together in a published table: an item with all that is counted of it, or two items that are compared
//! within people.

use common_ground_reports::{scale::Missing, small_numbers::MinGroup};
use serde::{Deserialize, Serialize};

use crate::{
    Item, Side, Survey, Tally,
    item::Counted,
    spread::{self, is_spread, spread_item},
    tally::{BREAK_OFF, COMPLETE, PARTIAL, RESPONSE, option_item, pair_item},
};

/// How many people stand behind a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Those who were asked.
    pub asked: u64,
    /// Those among them whose answer is a value.
    pub valued: u64,
}

impl Size {
    pub(super) fn plus(self, other: Self) -> Self {
        Self { asked: self.asked + other.asked, valued: self.valued + other.valued }
    }
}

/// Names of tallies that are only ever shown of the same people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// What it is called.
    pub(super) key: String,
    /// Whether it is told while a round is open.
    pub(super) interim: bool,
    /// Whether its answers name groups of people.
    pub(super) person: bool,
    kind: Names,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Names {
    /// Responses as a whole.
    Responses,
    /// A rating or one of several values.
    One,
    /// A multiple choice, with its options.
    Several(Vec<String>),
    /// Numbers or days, told in classes.
    Spread,
    /// Two ratings of the same people.
    Pair(String, String),
}

impl Unit {
    /// The responses as a whole.
    pub(super) fn responses() -> Self {
        Self { key: String::new(), interim: true, person: false, kind: Names::Responses }
    }

    /// Everything that is ever shown of a survey. The reporting group is not among it: it is what the parts are.
    ///
    /// An item that stands in several pairs belongs to the first of them; the others are told of nowhere, because
    /// their people would be others.
    pub(super) fn all(survey: &Survey, side: Side) -> Vec<Self> {
        let mut units = vec![Self::responses()];
        let mut paired: Vec<&str> = Vec::new();
        for pair in &survey.pairs {
            let (left, right) = (&*pair.left, &*pair.right);
            let is_rating = |key: &str| {
                let item = survey.item(key).filter(|item| item.is_on(side));
                item.is_some_and(|item| item.kind.counted() == Counted::Rating)
            };
            if [left, right].iter().all(|key| is_rating(key) && !paired.contains(key)) {
                paired.extend([left, right]);
                units.push(Self {
                    key: pair_item(left, right),
                    interim: true,
                    person: false,
                    kind: Names::Pair(left.to_owned(), right.to_owned()),
                });
            }
        }
        let alone =
            survey.questions_on(side).filter(|item| !item.is_group() && !paired.contains(&&*item.key));
        units.extend(alone.filter_map(Self::alone));
        units.extend(survey.questions_on(side).filter(|item| is_spread(item)).map(Self::spread));
        units
    }

    /// An item by itself; none for those of which no count is shown.
    fn alone(item: &Item) -> Option<Self> {
        let kind = match item.kind.counted() {
            Counted::Rating | Counted::Value => Names::One,
            Counted::Options => {
                Names::Several(item.kind.options().iter().map(|option| option.key.clone()).collect())
            }
            Counted::Not => return None,
        };
        let interim = item.kind.counted() == Counted::Rating;
        Some(Self { key: item.key.clone(), interim, person: item.describes_person, kind })
    }

    /// The classes of an item whose answers are numbers or days. Like groups of people they are settled once.
    fn spread(item: &Item) -> Self {
        Self { key: spread_item(&item.key), interim: false, person: true, kind: Names::Spread }
    }

    /// Whether it is told in classes.
    pub(super) fn is_spread(&self) -> bool {
        self.kind == Names::Spread
    }

    /// The item whose people it counts, for scores.
    pub(super) fn holds(&self, item: &str) -> bool {
        match &self.kind {
            Names::Pair(left, right) => left == item || right == item,
            _ => self.key == item,
        }
    }

    /// The columns of it that a group's raw tallies make. Both items of a pair are told of those who gave a value to
    /// both: whoever gave one to a single one of them is counted as somebody who skipped it.
    pub(super) fn prepared(&self, raw: &Tally) -> Tally {
        let Names::Pair(left, right) = &self.kind else { return self.cut(raw) };
        let mut column = Tally::default();
        column.add_item(raw, &self.key);
        for (cell, n) in raw.values(&self.key).filter(|(_, n)| *n > 0) {
            if let Some((then, now)) = cell.split_once('>') {
                column.add(left.as_str(), then, n);
                column.add(right.as_str(), now, n);
            }
        }
        let both = raw.values(&self.key).map(|(_, n)| n).sum::<u64>();
        for item in [left, right] {
            let mut alone = 0;
            for (value, n) in raw.values(item).filter(|(_, n)| *n > 0) {
                match Missing::from_key(value) {
                    Some(_) => column.add(item.as_str(), value, n),
                    None => alone += n,
                }
            }
            if alone > both {
                column.add(item.as_str(), Missing::Skipped.key(), alone - both);
            }
        }
        column
    }

    /// Its columns out of prepared tallies.
    pub(super) fn cut(&self, from: &Tally) -> Tally {
        let mut column = Tally::default();
        match &self.kind {
            Names::Responses => {
                for value in [RESPONSE, COMPLETE, PARTIAL, BREAK_OFF] {
                    if from.n("", value) > 0 {
                        column.add("", value, from.n("", value));
                    }
                }
            }
            Names::One | Names::Spread => column.add_item(from, &self.key),
            Names::Several(options) => {
                column.add_item(from, &self.key);
                for option in options {
                    column.add_item(from, &option_item(&self.key, option));
                }
            }
            Names::Pair(left, right) => {
                for name in [&self.key, left, right] {
                    column.add_item(from, name);
                }
            }
        }
        column
    }

    /// How many people stand behind its columns.
    pub(super) fn size(&self, column: &Tally) -> Size {
        let all = |item: &str| column.values(item).map(|(_, n)| n).sum::<u64>();
        let valued = |item: &str| {
            column
                .values(item)
                .filter(|(value, _)| Missing::from_key(value).is_none())
                .map(|(_, n)| n)
                .sum::<u64>()
        };
        match &self.kind {
            Names::Responses => Size { asked: column.responses(), valued: column.responses() },
            Names::One | Names::Spread => Size { asked: all(&self.key), valued: valued(&self.key) },
            Names::Several(options) => {
                let valued = options.first().map_or(0, |option| all(&option_item(&self.key, option)));
                Size { asked: valued + all(&self.key), valued }
            }
            Names::Pair(left, _) => Size { asked: all(left), valued: all(&self.key) },
        }
    }

    /// Its columns without those who gave no value.
    pub(super) fn values(&self, column: &Tally) -> Tally {
        let mut values = Tally::default();
        let cut = self.cut(column);
        for item in cut.items() {
            for (value, n) in cut.values(item).filter(|(value, _)| Missing::from_key(value).is_none()) {
                values.add(item, value, n);
            }
        }
        values
    }

    /// Puts small groups of people together where the answers name groups.
    pub(super) fn merged(&self, column: &Tally, min: MinGroup) -> Tally {
        match &self.kind {
            Names::One => super::person::merged(column, &self.key, min),
            Names::Spread => spread::classes(column, &self.key, min),
            Names::Several(options) => super::person::without_small(column, &self.key, options, min),
            _ => column.clone(),
        }
    }

    /// Its columns put together as they were told before; none where somebody is in nothing that was told.
    pub(super) fn in_told(&self, told: &Tally, column: &Tally) -> Option<Tally> {
        match &self.kind {
            Names::One => Some(super::person::in_told(told, column, &self.key)),
            Names::Several(options) => Some(super::person::options_in_told(told, column, &self.key, options)),
            Names::Spread => spread::in_told(told, column, &self.key),
            _ => Some(column.clone()),
        }
    }

    /// Whether so many are new in each of its values that they are a group of their own; or none where `may_stay`.
    pub(super) fn each_gained(
        &self,
        (before, now): (&Tally, &Tally),
        may_stay: bool,
        is_gained: impl Fn(u64, u64) -> bool,
    ) -> bool {
        let (before, now) = (self.values(before), self.values(now));
        let mut cells = [&before, &now].into_iter().flat_map(|tally| {
            tally.items().flat_map(move |item| tally.values(item).map(move |(value, _)| (item, value)))
        });
        cells.all(|(item, value)| {
            let (before, now) = (before.n(item, value), now.n(item, value));
            (before == now && (may_stay || now == 0)) || is_gained(before, now)
        })
    }
}
