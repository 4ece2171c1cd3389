//! Sample answers are accepted, repeatable, and lean where the profile says.

use super::*;
use crate::{Tally, answers::read, tally::tallies, templates};

fn people(survey: &Survey, side: Side, n: usize, profile: &Profile) -> Vec<Answers> {
    let mut rng = StdRng::seed_from_u64(2026);
    let options = survey.group_item(side).unwrap().kind.options();
    (0..n).map(|at| plausible(survey, side, &options[at % options.len()].key, &mut rng, profile)).collect()
}

fn sum(survey: &Survey, people: &[Answers]) -> Tally {
    let mut tally = Tally::default();
    tally.extend(people.iter().flat_map(|person| tallies(survey, person)));
    tally
}

#[test]
fn every_ready_made_survey_accepts_its_sample_answers() {
    for survey in templates::all() {
        for side in &survey.sides {
            for person in people(survey, *side, 50, &Profile::new()) {
                assert_eq!(read(survey, *side, &person.to_raw()), Ok(person), "{}", survey.key);
            }
        }
    }
}

#[test]
fn sample_people_are_the_same_each_time_and_spread_over_the_groups() {
    let survey = templates::find("partner_expect").unwrap();
    let once: Vec<_> = super::people(survey, Side::Partner, 12).collect();
    assert_eq!(once, super::people(survey, Side::Partner, 12).collect::<Vec<_>>());
    let groups: std::collections::BTreeSet<_> = once.iter().map(|(group, _)| group).collect();
    assert_eq!(groups.len(), survey.group_item(Side::Partner).unwrap().kind.options().len());
}

#[test]
fn the_same_seed_gives_the_same_people() {
    let survey = templates::find("course_post").unwrap();
    let once = people(survey, Side::Library, 20, &Profile::new());
    assert_eq!(once, people(survey, Side::Library, 20, &Profile::new()));
    assert_ne!(once[0], once[5]);
}

#[test]
fn ratings_lean_where_the_profile_says() {
    let survey = templates::find("partner_expect").unwrap();
    let profile: Profile = [("need_flexibility", 4.2), ("bring_enthusiasm", 2.0)]
        .map(|(key, mean)| (key.to_owned(), mean))
        .into();
    let tally = sum(survey, &people(survey, Side::Partner, 4000, &profile));
    for (item, mean) in &profile {
        let values = tally.counts(item).values;
        let (n, total) = values.iter().zip(1_u32..).fold((0.0, 0.0), |(n, total), (count, value)| {
            let count = f64::from(u32::try_from(*count).unwrap());
            (n + count, total + count * f64::from(value))
        });
        // Four standard errors of a spread below 1.
        assert!((total / n - mean).abs() < 4.0 / f64::sqrt(n), "{item}: {}", total / n);
    }
    let counts = tally.counts("need_flexibility");
    assert!(counts.dont_know > 0 && counts.not_applicable > 0 && counts.skipped > 0);
}

#[test]
fn hardly_anyone_is_less_confident_after_the_course() {
    let survey = templates::find("course_post").unwrap();
    let tally = sum(survey, &people(survey, Side::Library, 1000, &Profile::new()));
    let table = tally.pair("conf_initiative__then", "conf_initiative__now");
    let (mut up, mut down) = (0, 0);
    for (then, row) in table.iter().enumerate() {
        up += row[then + 1..].iter().sum::<u64>();
        down += row[..then].iter().sum::<u64>();
    }
    assert!(up > 500 && down < 50, "{up} up, {down} down");
}
