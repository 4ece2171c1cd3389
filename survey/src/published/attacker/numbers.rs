//! What an attacker learns from classes of numbers and from the files of single answers that closes hand on: who is in each
//! of them, and which people two of them differ by.

use std::collections::{BTreeMap, BTreeSet};

use common_ground_reports::small_numbers::MinGroup;
use proptest::prelude::*;

use crate::{
    Side,
    published::{
        Record,
        tests::{went_so_far, with_miles},
    },
    tally::{Groups, RESPONSE},
};

/// What happens to a round that asks for a number, and that is opened again and again.
#[derive(Clone, Debug)]
enum Event {
    /// People answer, with a number or without.
    Answer(Vec<Option<u32>>),
    /// Somebody is erased, by their place among those who are left.
    Erase(usize),
    Close,
}

/// People, by who they are, in each class.
type Classes = BTreeMap<String, BTreeSet<usize>>;

/// What was shown at the closes of a round: the classes each time they moved, and each file that was handed on.
#[derive(Default)]
struct Shown {
    classes: Vec<Classes>,
    files: Vec<BTreeSet<usize>>,
}

fn shown(events: &[Event]) -> Shown {
    let survey = with_miles();
    let (mut people, mut came): (Vec<(usize, Option<u32>)>, usize) = (Vec::new(), 0);
    let mut record: Option<Record> = None;
    let mut shown = Shown::default();
    for event in events {
        match event {
            Event::Answer(new) => {
                people.extend(new.iter().enumerate().map(|(at, miles)| (came + at, *miles)));
                came += new.len();
            }
            Event::Erase(place) if !people.is_empty() => {
                people.remove(place % people.len());
                record = record.map(Record::without_unshown);
            }
            Event::Erase(_) => {}
            Event::Close => {
                let mut groups = Groups::new();
                let tally = groups.entry("school".to_owned()).or_default();
                for (_, miles) in &people {
                    tally.add("", RESPONSE, 1);
                    tally.extend(miles.map(|miles| went_so_far(&survey, miles)));
                }
                let next =
                    Record::close(record.as_ref(), &survey, Side::Partner, &groups, MinGroup::default());
                note(&mut shown, record.as_ref(), &next, &people);
                record = Some(next);
            }
        }
    }
    shown
}

/// Takes down of whom is what a close shows.
fn note(shown: &mut Shown, before: Option<&Record>, next: &Record, people: &[(usize, Option<u32>)]) {
    let told = |record: &Record| -> BTreeMap<String, u64> {
        record.table.whole.values("miles~").map(|(class, n)| (class.to_owned(), n)).collect()
    };
    let given = people.iter().filter_map(|(who, miles)| Some((*who, (*miles)?)));
    if !next.held_back {
        shown.files.push(given.clone().map(|(who, _)| who).collect());
    }
    // Classes never move to the same figures: each has more people then.
    if before.map(told) == Some(told(next)) || told(next).is_empty() {
        return;
    }
    let mut classes = Classes::new();
    for (who, miles) in given {
        let class =
            told(next).into_keys().find(|class| is_in(miles, class)).expect("everybody is in a class");
        classes.entry(class).or_default().insert(who);
    }
    let sizes: BTreeMap<String, u64> =
        classes.iter().map(|(class, who)| (class.clone(), who.len() as u64)).collect();
    assert_eq!(sizes, told(next), "classes that move are of everybody");
    shown.classes.push(classes);
}

fn is_in(miles: u32, class: &str) -> bool {
    let (from, to) = class.split_once("..").expect("a class has ends");
    let begins = from.is_empty() || from.parse::<u32>().is_ok_and(|from| from <= miles);
    let goes_on = to.is_empty() || to.parse::<u32>().is_ok_and(|to| miles < to);
    begins && goes_on
}

fn any_event() -> impl Strategy<Value = Event> {
    let miles = || prop::option::weighted(0.8, prop_oneof![0_u32..=100, 0_u32..20]);
    prop_oneof![
        4 => prop::collection::vec(miles(), 1..16).prop_map(Event::Answer),
        1 => prop::collection::vec(miles(), 16..60).prop_map(Event::Answer),
        2 => (0_usize..1000).prop_map(Event::Erase),
        4 => Just(Event::Close),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_classes_and_no_files_of_a_round_differ_by_a_few_people(
        events in prop::collection::vec(any_event(), 2..14),
    ) {
        let shown = shown(&events);
        let is_few = |people: usize| (1..5).contains(&people);
        for (earlier, later) in shown.classes.iter().zip(shown.classes.iter().skip(1)) {
            prop_assert!(earlier.keys().eq(later.keys()), "classes stay as they were cut");
            for (class, people) in later {
                let new = people.difference(&earlier[class]).count();
                prop_assert!(new >= 5, "{new} new people in {class}");
            }
        }
        for classes in &shown.classes {
            prop_assert!(classes.values().all(|people| !is_few(people.len())), "{classes:?}");
        }
        for (earlier, later) in shown.files.iter().zip(shown.files.iter().skip(1)) {
            let new = later.difference(earlier).count();
            let gone = earlier.difference(later).count();
            prop_assert!(!is_few(new), "a file shows {new} new people");
            prop_assert!(gone == 0 || new > 0, "a file shows who is gone");
        }
    }
}
