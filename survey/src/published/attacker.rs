//! An attacker: keeps every table that was ever shown of a round, knows who is in which, and solves for what a few people
//! answered.
//!
//! Each person gives their own name as the answer to everything, so that a table tells whom each of its figures is of. A
//! few people are given away when some weighted sum of figures is of them alone.

mod numbers;
mod unknowns;

use std::collections::{BTreeMap, BTreeSet};

use common_ground_reports::{
    scale::Missing,
    small_numbers::{Batch, MinGroup},
};
use proptest::prelude::*;

use self::unknowns::few;
use super::{PublishedTable, Record, TableStage};
use crate::{
    Side, Survey,
    item::Counted,
    tally::{Groups, RESPONSE, TOTAL, pair_item, score_item},
    templates,
};

/// Somebody, and which ratings they give.
#[derive(Clone, Debug)]
struct Person {
    name: String,
    group: usize,
    given: Vec<bool>,
}

/// What happens to a round.
#[derive(Clone, Debug)]
enum Event {
    /// People answer, if it is open, or are imported.
    Answer(Vec<(usize, Vec<bool>)>),
    /// The scheduler looks.
    Look,
    Close,
    Reopen,
    /// People are erased, by their place among those who are left.
    Erase(Vec<usize>),
}

fn survey() -> Survey {
    templates::find("course_post").unwrap().for_aims(&["conf_initiative", "conf_keep_up", "conf_flexibility"])
}

fn ratings(survey: &Survey) -> Vec<&str> {
    let ratings = survey.items().filter(|item| item.kind.counted() == Counted::Rating);
    ratings.map(|item| item.key.as_str()).collect()
}

fn counted(survey: &Survey, people: &[Person]) -> Groups {
    let items = ratings(survey);
    let mut groups = Groups::new();
    for person in people {
        let name = person.name.as_str();
        let tally =
            groups.entry(["outreach", "front_line", "managers", ""][person.group].to_owned()).or_default();
        let gives =
            |item: &str| items.iter().position(|known| *known == item).is_some_and(|at| person.given[at]);
        tally.add("", RESPONSE, 1);
        for item in &items {
            tally.add(*item, if gives(item) { name } else { "skipped" }, 1);
        }
        for pair in survey.pairs.iter().filter(|pair| gives(&pair.left) && gives(&pair.right)) {
            tally.add(pair_item(&pair.left, &pair.right), format!("{name}>{name}"), 1);
        }
        for score in survey.scores.iter().filter(|score| score.items.iter().all(|item| gives(item))) {
            tally.add(score_item(&score.key, TOTAL), name, 1);
            score.items.iter().for_each(|item| tally.add(score_item(&score.key, item), name, 1));
        }
    }
    groups
}

/// Whom each figure of a table is of, by the question that it answers.
fn figures(table: &PublishedTable) -> Vec<(String, BTreeSet<String>)> {
    let mut figures = Vec::new();
    for tally in table.parts.values().chain([&table.whole]) {
        for item in tally.items().filter(|item| !item.is_empty()) {
            let names = tally.values(item).filter(|(value, _)| Missing::from_key(value).is_none());
            let names: BTreeSet<String> =
                names.map(|(value, _)| value.split('>').next().unwrap_or_default().to_owned()).collect();
            // Of fewer nothing is shown.
            if !table.min.allows(names.len() as u64) {
                continue;
            }
            // A question of a score is the same question, and a pair answers both of its questions.
            let asked = item.split_once('#').map_or(item, |(_, asked)| asked);
            figures.extend(asked.split('|').map(|asked| (asked.to_owned(), names.clone())));
        }
    }
    figures
}

/// The smallest set of fewer people than `min` whose answers some sum of figures is of.
fn given_away(tables: &[PublishedTable], min: usize) -> Option<(String, Vec<String>)> {
    let mut by_question: BTreeMap<String, Vec<BTreeSet<String>>> = BTreeMap::new();
    for (question, names) in tables.iter().flat_map(figures) {
        by_question.entry(question).or_default().push(names);
    }
    by_question.into_iter().find_map(|(question, figures)| Some((question, few(&figures, min)?)))
}

/// Every table that was shown while a round went on.
fn shown(survey: &Survey, events: &[Event], (min, batch): (MinGroup, Batch)) -> Vec<PublishedTable> {
    let (mut people, mut came): (Vec<Person>, usize) = (Vec::new(), 0);
    let (mut record, mut open): (Option<Record>, bool) = (None, true);
    let mut tables = Vec::new();
    for event in events {
        match event {
            Event::Answer(new) => {
                for (group, given) in new {
                    came += 1;
                    people.push(Person { name: format!("p{came}"), group: *group, given: given.clone() });
                }
            }
            Event::Erase(places) => {
                for place in places.iter().filter(|_| !people.is_empty()).copied().collect::<Vec<_>>() {
                    if !people.is_empty() {
                        people.remove(place % people.len());
                    }
                }
                record = record.map(Record::without_unshown);
            }
            Event::Look | Event::Close | Event::Reopen => {}
        }
        let groups = counted(survey, &people);
        match event {
            Event::Reopen => {
                open = record.as_ref().is_some_and(|record| record.stage == TableStage::Close) || open;
            }
            Event::Close => open = false,
            _ => {}
        }
        let anew = matches!(event, Event::Close | Event::Answer(_));
        if open && matches!(event, Event::Look) {
            record = Some(Record::batch(record.as_ref(), survey, Side::Library, &groups, (min, batch)));
        } else if !open && anew {
            record = Some(Record::close(record.as_ref(), survey, Side::Library, &groups, min));
        }
        tables.extend(record.iter().map(|record| record.table.clone()));
    }
    tables
}

fn any_event() -> impl Strategy<Value = Event> {
    let given = || prop::collection::vec(prop::bool::weighted(0.85), 20);
    let person = move || (prop_oneof![4 => Just(0_usize), 2 => Just(1), 1 => Just(2), 1 => Just(3)], given());
    // All of one group too, or all alike: that is where a few people are left over.
    let alike = (0_usize..4, given(), 1_usize..14).prop_map(|(group, given, n)| vec![(group, given); n]);
    prop_oneof![
        4 => prop::collection::vec(person(), 1..12).prop_map(Event::Answer),
        1 => prop::collection::vec(person(), 12..40).prop_map(Event::Answer),
        2 => alike.prop_map(Event::Answer),
        4 => Just(Event::Look),
        2 => Just(Event::Close),
        1 => Just(Event::Reopen),
        2 => prop::collection::vec(0_usize..1000, 1..7).prop_map(Event::Erase),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_tables_of_a_round_give_away_fewer_people_than_the_smallest_group(
        events in prop::collection::vec(any_event(), 2..11),
        least in 5_u64..7,
        open_link: bool,
    ) {
        let survey = survey();
        let min = MinGroup::new(least).unwrap();
        let mut events = events;
        events.push(Event::Close);
        let tables = shown(&survey, &events, (min, Batch::of(min, open_link)));
        let found = given_away(&tables, usize::try_from(least).unwrap());
        prop_assert!(found.is_none(), "{found:?}");
    }
}

#[test]
fn the_attacker_finds_people_where_tables_follow_each_other_freely() {
    let survey = survey();
    let min = MinGroup::default();
    let people = |n: usize| {
        let person = |at| Person { name: format!("p{at}"), group: 0, given: vec![true; 20] };
        (0..n).map(person).collect::<Vec<_>>()
    };
    let table = |n| PublishedTable::first(&survey, Side::Library, &counted(&survey, &people(n)), min);
    assert_eq!(given_away(&[table(9)], 5), None);
    assert_eq!(given_away(&[table(9), table(14)], 5), None);
    let (_, found) = given_away(&[table(9), table(10)], 5).unwrap();
    assert_eq!(found, ["p9"]);
    // Two steps of five each way leave two and one that a sum is of.
    let figure = |names: &[usize]| names.iter().map(|name| format!("p{name}")).collect::<BTreeSet<_>>();
    let steps = [figure(&[1, 2, 3, 4, 5, 6]), figure(&[11, 12, 13, 14, 15]), figure(&[1, 2, 3, 4, 11])];
    assert_eq!(few(&steps, 5).unwrap().len(), 3);
}

#[test]
fn courses_of_ordinary_size_are_told_of_at_their_close() {
    let survey = survey();
    let person = |at: usize| Person { name: format!("p{at}"), group: 0, given: vec![at != 3; 20] };
    let people: Vec<Person> = (0..14).map(person).collect();
    let table =
        PublishedTable::first(&survey, Side::Library, &counted(&survey, &people), MinGroup::default());
    assert_eq!(table.whole.values("react_useful").filter(|(name, _)| *name != "skipped").count(), 13);
    assert_eq!(table.whole.n("react_useful", "skipped"), 1);
}
