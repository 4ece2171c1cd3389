//! The table of a closed round: the first, and any that follows another.

use std::collections::BTreeMap;

use common_ground_reports::small_numbers::{MinGroup, Partition};

use super::{
    Record, TableStage, Told,
    now::{Now, counted, counted_in, gained, is_enough},
    score, spreads,
    unit::Unit,
};
use crate::{
    Side, Survey, Tally,
    tally::{Groups, RESPONSE},
};

impl Record {
    /// The table of a round that has closed, from what each group has answered up to now. `shown` is what was shown of
    /// the round before, if anything was.
    pub fn close(shown: Option<&Self>, survey: &Survey, side: Side, groups: &Groups, min: MinGroup) -> Self {
        let blank = Self::blank(min);
        let shown = shown.unwrap_or(&blank);
        let min = min.max(shown.table.min);
        let mut next = Self { stage: TableStage::Close, ..Self::blank(min) };
        let units = Unit::all(survey, side);
        next.table.partition = partition(shown, groups, min);
        for unit in &units {
            next.follow(unit, shown, groups);
        }
        // What is left out because it is of too few tells of nobody who came late.
        let may_be_late = shown.stage == TableStage::Close;
        next.held_back &= may_be_late;
        next.behind &= may_be_late;
        next.tell_groups(survey, side);
        score::tell(&mut next, shown, (survey, &units), groups);
        next.seen = groups.values().map(Tally::responses).sum();
        next
    }

    /// Takes down how a unit is told after what was shown, and what is left out.
    fn follow(&mut self, unit: &Unit, shown: &Self, groups: &Groups) {
        let (now, min) = (Now::of(unit, groups), self.table.min);
        let (before, lost) = (shown.told(unit), shown.lost.contains(&unit.key));
        let told = if unit.is_spread() {
            let followed = spreads::follow(before.clone(), (shown.stage, lost), &now, min);
            self.held_back |= followed.held_back;
            self.behind |= followed.behind;
            followed.told
        } else {
            follow(before.clone(), lost, &now, &self.table.partition, min)
        };
        if lost && told == before {
            self.lost.insert(unit.key.clone());
        }
        self.tell(unit, told);
        if !unit.is_spread() {
            let (column, whole) = (unit.cut(&self.table.whole), now.whole());
            let all = if unit.person { unit.in_told(&column, &whole) } else { Some(whole) };
            self.held_back |= all != Some(column);
        }
    }

    /// The question that gives the groups has the parts for its answers.
    fn tell_groups(&mut self, survey: &Survey, side: Side) {
        let Some(item) = survey.group_item(side) else { return };
        let sizes: Vec<(String, u64)> =
            self.table.parts.iter().map(|(part, tally)| (part.clone(), tally.n("", RESPONSE))).collect();
        for (part, people) in sizes.into_iter().filter(|(_, people)| *people > 0) {
            self.table.whole.add(item.key.as_str(), part, people);
        }
    }
}

/// The parts: those that were shown, or else those of now, unless a part and what was shown of everybody together could
/// be set against each other.
fn partition(shown: &Record, groups: &Groups, min: MinGroup) -> Partition {
    if shown.table.partition.has_parts() {
        return shown.table.partition.clone();
    }
    let found = Partition::of(groups.iter().map(|(group, tally)| (group.clone(), tally.responses())), min);
    let unit = Unit::responses();
    let may_part = match shown.told(&unit) {
        Told::Whole { counted, .. } => every_part_gained(&Now::of(&unit, groups), &found, &counted, min),
        Told::Nothing | Told::Parts(_) => true,
    };
    if may_part { found } else { Partition::default() }
}

/// How a unit is told after it was told so; `lost` is whether somebody of it may have been erased since.
fn follow(shown: Told, lost: bool, now: &Now<'_>, partition: &Partition, min: MinGroup) -> Told {
    if now.unit.person {
        return follow_person(shown, lost, now, min);
    }
    match shown {
        Told::Nothing => first(now, partition, min),
        // Of too few people nothing is shown, so that nothing can be set against it.
        Told::Whole { counted, .. } if !min.allows(self::counted(&counted).asked) => {
            first(now, partition, min)
        }
        Told::Whole { column, counted } => {
            if may_part(now, partition, min) && every_part_gained(now, partition, &counted, min) {
                Told::Parts(now.parts(partition))
            } else if may_follow(now.unit, (&column, self::counted(&counted)), &now.whole(), min) {
                now.as_whole()
            } else {
                Told::Whole { column, counted }
            }
        }
        Told::Parts(mut parts) => {
            for (part, column) in now.parts(partition) {
                let before = parts.entry(part).or_default();
                if may_follow(now.unit, (&*before, now.unit.size(before)), &column, min) {
                    *before = column;
                }
            }
            Told::Parts(parts)
        }
    }
}

/// Answers that name groups. Which of them are put together must not change, because an answer that grew out of “other”
/// would tell of those who stay in it. They are counted anew where enough people are new in each.
fn follow_person(shown: Told, lost: bool, now: &Now<'_>, min: MinGroup) -> Told {
    let (whole, unit) = (now.whole(), now.unit);
    let first = || Told::Whole { column: unit.merged(&whole, min), counted: now.sizes() };
    let Told::Whole { column, counted } = shown else { return first() };
    let before = self::counted(&counted);
    if !min.allows(before.asked)
        || (!min.allows(before.valued) && may_follow(unit, (&column, before), &whole, min))
    {
        return first();
    }
    let enough = |before: u64, now: u64| gained(before, now, min.get());
    match unit.in_told(&column, &whole) {
        Some(again)
            if enough(before.asked, unit.size(&whole).asked)
                && unit.each_gained((&column, &again), !lost, enough) =>
        {
            Told::Whole { column: again, counted: now.sizes() }
        }
        _ => Told::Whole { column, counted },
    }
}

/// A unit of which nothing was shown.
fn first(now: &Now<'_>, partition: &Partition, min: MinGroup) -> Told {
    if may_part(now, partition, min) { Told::Parts(now.parts(partition)) } else { now.as_whole() }
}

/// Whether every part is nobody or enough.
fn may_part(now: &Now<'_>, partition: &Partition, min: MinGroup) -> bool {
    partition.has_parts() && now.parts(partition).values().all(|part| is_enough(now.unit.size(part), min))
}

/// Whether a part can be told of after everybody was told of together: in every part enough people are new, so that no
/// part with or without another is a few people beside what was shown.
fn every_part_gained(
    now: &Now<'_>,
    partition: &Partition,
    counted: &BTreeMap<String, super::Size>,
    min: MinGroup,
) -> bool {
    now.parts(partition).iter().all(|(part, column)| {
        let (before, size) = (counted_in(partition, part, counted), now.unit.size(column));
        let enough = |before, now| (before == 0 && now == 0) || gained(before, now, min.get());
        enough(before.asked, size.asked) && enough(before.valued, size.valued)
    })
}

/// Whether a column may take the place of one that was shown.
fn may_follow(unit: &Unit, (shown, before): (&Tally, super::Size), now: &Tally, min: MinGroup) -> bool {
    let size = unit.size(now);
    // Values of too few are not shown, so that all of now are new.
    let valued = if min.allows(before.valued) { before.valued } else { 0 };
    let same_values = || unit.values(shown) == unit.values(now);
    gained(before.asked, size.asked, min.get()) && (gained(valued, size.valued, min.get()) || same_values())
}
