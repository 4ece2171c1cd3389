//! The rules that one item keeps by itself.

use common_ground_reports::scale::Missing;

use super::{RESERVED, has_repeats};
use crate::{
    Item, ItemKind, Side, Survey,
    definition::{KEY_RULE, SurveyFault},
    item::Role,
    text::is_key,
};

pub(super) fn faults(survey: &Survey, item: &Item) -> Vec<SurveyFault> {
    let mut reasons = Vec::new();
    wording(survey, item, &mut reasons);
    part(survey, item, &mut reasons);
    missing(item, &mut reasons);
    reasons.extend(item.kind.faults(survey, &asked(survey, item)));
    reasons.into_iter().map(|reason| SurveyFault::of(&item.key, reason)).collect()
}

/// The sides of the survey that are asked an item.
fn asked(survey: &Survey, item: &Item) -> Vec<Side> {
    survey.sides.iter().copied().filter(|side| item.is_on(*side)).collect()
}

fn wording(survey: &Survey, item: &Item, reasons: &mut Vec<String>) {
    let sides = asked(survey, item);
    if !is_key(&item.key) {
        reasons.push(format!("this is not a key; {KEY_RULE}"));
    }
    if RESERVED.contains(&item.key.as_str()) {
        reasons.push("this key names a column of its own in files of answers".to_owned());
    }
    if item.sides.iter().any(|side| !survey.sides.contains(side)) || has_repeats(&item.sides) {
        reasons.push("its sides are not sides of the survey, each once".to_owned());
    }
    if item.label.has_blank() || item.topic.as_ref().is_some_and(super::super::Text::has_blank) {
        reasons.push("its label or topic is blank".to_owned());
    }
    for side in &sides {
        if item.text.on(*side).is_none_or(super::super::Text::has_blank) {
            reasons.push(format!("there is no wording for the {} side", side.key()));
        }
    }
    let extras = [("hint", &item.hint), ("required_message", &item.required_message)];
    for (name, extra) in extras {
        if extra.as_ref().is_some_and(|wording| !wording.is_worded(&sides)) {
            reasons.push(format!("its `{name}` has no wording for a side"));
        }
    }
}

/// Its part in groups, the ledger and the aims of a course.
fn part(survey: &Survey, item: &Item, reasons: &mut Vec<String>) {
    let mut reason = |broken: bool, text: &str| {
        if broken {
            reasons.push(text.to_owned());
        }
    };
    let is_rating = item.kind.scale().is_some();
    if item.is_group() {
        reason(!matches!(item.kind, ItemKind::SingleChoice(_)), "the reporting group is a single choice");
        reason(item.show_if.is_some() || item.aim.is_some(), "the reporting group is always asked");
        reason(!item.missing.is_empty(), "the reporting group is always given");
        reason(item.ledger.is_some(), "the reporting group is not in the ledger");
        reason(item.paper_only, "the reporting group is asked on every form");
    }
    reason(item.ledger.is_some() && !is_rating, "items of the ledger are ratings");
    let compares = matches!(item.role, Some(Role::Offer | Role::Expectation));
    reason(compares && item.ledger.is_none(), "an offer or expectation needs its half of the `ledger`");
    let turned = asked(survey, item).into_iter().any(|side| item.role_on(side) != item.role);
    reason(compares && turned, "this role is not the one that the side has in this half of the ledger");
    reason(item.aim.as_ref().is_some_and(|aim| !is_key(aim)), "its aim is not a key");
    reason(item.required && !item.is_question(), "a statement cannot be answered");
    reason(
        item.describes_person && !item.kind.listing().may_describe_person,
        "only a single or multiple choice can have `describes_person`: other answers have no categories to put together",
    );
    reason(
        item.kind.other().is_some() && item.makes_groups(),
        "a question about the person has no `other`: what somebody writes there could tell who they are",
    );
    reason(
        item.paper_only && item.required,
        "a question that is only for paper cannot be `required`: nothing holds a sheet back",
    );
    reason(item.aim.is_some() && survey.aims_to_pick.is_none(), "`aims_to_pick` is missing from the survey");
}

fn missing(item: &Item, reasons: &mut Vec<String>) {
    if item.missing.iter().any(|missing| matches!(missing, Missing::Skipped | Missing::NotShown)) {
        reasons.push("only `dk`, `na` and `pns` can be offered".to_owned());
    }
    if has_repeats(&item.missing) {
        reasons.push("a reason for giving no value is offered twice".to_owned());
    }
    if !item.is_question() && !item.missing.is_empty() {
        reasons.push("a statement has no answers to offer".to_owned());
    }
}
