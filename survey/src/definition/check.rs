//! The rules that a definition keeps, so that everything after may rely on it.

mod item;
mod links;

use std::collections::HashSet;

use common_ground_reports::scale;

use super::SurveyFault;
use crate::{
    Side, Survey, Wording,
    definition::KEY_RULE,
    text::{carries, is_key},
};

/// Columns of the files of answers that are no items.
const RESERVED: [&str; 2] = ["response_id", "group"];

/// Everything wrong with a survey.
pub(super) fn faults(survey: &Survey) -> Vec<SurveyFault> {
    let mut faults = Vec::new();
    whole(survey, &mut faults);
    scales(survey, &mut faults);
    groups(survey, &mut faults);
    let mut seen = HashSet::new();
    for item in survey.items() {
        if !seen.insert(item.key.as_str()) {
            faults.push(SurveyFault::of(&item.key, "this key is used twice"));
        }
        faults.extend(item::faults(survey, item));
    }
    faults.extend(links::faults(survey));
    faults
}

fn whole(survey: &Survey, faults: &mut Vec<SurveyFault>) {
    let mut fault = |broken: bool, reason: &str| {
        if broken {
            faults.push(SurveyFault::overall(reason));
        }
    };
    fault(!is_key(&survey.key), &format!("`{}` is not a key; {KEY_RULE}", survey.key));
    fault(survey.version == 0, "versions count from 1");
    fault(survey.sides.is_empty(), "a survey asks at least one of `library` and `partner`");
    fault(has_repeats(&survey.sides), "a side is named twice");
    fault(survey.sections.is_empty(), "a survey needs a section");
    fault(!survey.title.is_worded(&survey.sides), "the title has no wording for a side");
    fault(!survey.intro.is_worded(&survey.sides), "the introduction has no wording for a side");
    fault(survey.aims_to_pick == Some(0), "a course picks at least one aim");
    let aims = survey.aims().len();
    fault(survey.aims_to_pick.is_some_and(|pick| pick > aims), "there are fewer aims than a course picks");
    let headings =
        survey.sections.iter().flat_map(|section| std::iter::once(&section.title).chain(&section.stem));
    let places = [&survey.title, &survey.intro].into_iter().chain(headings).flat_map(Wording::texts);
    fault(
        places.into_iter().any(|text| text.languages().any(|language| carries(text.in_language(language)))),
        "an earlier answer can stand in a question or a hint, but not in a heading, a stem or the introduction",
    );
    for (section, number) in survey.sections.iter().zip(1..) {
        fault(section.items.is_empty(), &format!("section {number} has no items"));
        let sides: Vec<Side> =
            survey.sides.iter().copied().filter(|s| section.items.iter().any(|i| i.is_on(*s))).collect();
        let worded = |wording: &Wording| wording.is_worded(&sides);
        fault(!worded(&section.title), &format!("the title of section {number} has no wording for a side"));
        fault(
            section.stem.as_ref().is_some_and(|stem| !worded(stem)),
            &format!("the stem of section {number} has no wording for a side"),
        );
    }
}

fn scales(survey: &Survey, faults: &mut Vec<SurveyFault>) {
    let mut seen: HashSet<&str> = scale::known_keys().collect();
    for scale in &survey.scales {
        let key = &scale.key;
        if !is_key(key) {
            faults.push(SurveyFault::overall(format!("`{key}` is not a key for a scale; {KEY_RULE}")));
        }
        if !seen.insert(key) {
            faults.push(SurveyFault::overall(format!("there is already a scale `{key}`")));
        }
        if scale.labels.iter().any(super::Text::has_blank) {
            faults.push(SurveyFault::overall(format!("a point of the scale `{key}` has no label")));
        }
    }
}

/// A side has no reporting group or one, and is asked for it first.
fn groups(survey: &Survey, faults: &mut Vec<SurveyFault>) {
    for side in &survey.sides {
        let wanted = side.group_item();
        for (place, item) in survey.questions_on(*side).enumerate() {
            let (is_group, is_wanted) = (item.is_group(), item.key == wanted);
            if is_group && !is_wanted {
                let reason = format!("the reporting group of the {} side has the key `{wanted}`", side.key());
                faults.push(SurveyFault::of(&item.key, reason));
            } else if is_wanted && !is_group {
                faults.push(SurveyFault::of(
                    wanted,
                    "this key is that of the reporting group, whose role is `group`",
                ));
            } else if is_group && place > 0 {
                faults.push(SurveyFault::of(wanted, "the reporting group is the first question"));
            }
        }
    }
}

fn has_repeats<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(at, one)| list[..at].contains(one))
}
