//! The rules between items: conditions, pairs and scores.

use super::has_repeats;
use crate::{
    Condition, Conditions, ENGLISH, Item, Side, Survey, Wording,
    definition::{
        ItemPair, KEY_RULE, Score, SurveyFault,
        carried::{self, Piece},
    },
    item::Counted,
    text::is_key,
};

/// The fewest items that make a score.
const SCORE_MIN: usize = 3;

pub(super) fn faults(survey: &Survey) -> Vec<SurveyFault> {
    let mut faults = Vec::new();
    for (at, section) in survey.sections.iter().enumerate() {
        for item in &section.items {
            let conditions = item.show_if.iter().flat_map(Conditions::tests);
            let mut reasons: Vec<String> = conditions
                .filter_map(|condition| condition_holds_water(survey, at, item, condition).err())
                .collect();
            if item.show_if.as_ref().is_some_and(|conditions| conditions.tests().is_empty()) {
                reasons.push("`show_if` has no condition".to_owned());
            }
            reasons.extend(carried(survey, at, item));
            faults.extend(reasons.into_iter().map(|reason| SurveyFault::of(&item.key, reason)));
        }
    }
    for pair in &survey.pairs {
        if let Err(reason) = pair_matches(survey, pair) {
            faults.push(SurveyFault::overall(format!("pair {} and {}: {reason}", pair.left, pair.right)));
        }
    }
    for (at, score) in survey.scores.iter().enumerate() {
        let taken = survey.scores[..at].iter().any(|earlier| earlier.key == score.key);
        if let Err(reason) = score_adds_up(survey, score, taken) {
            faults.push(SurveyFault::overall(format!("score {}: {reason}", score.key)));
        }
    }
    faults
}

/// The item of an earlier page that an item looks back to.
fn earlier<'s>(survey: &'s Survey, at: usize, item: &Item, key: &str) -> Result<&'s Item, String> {
    let target = survey.item(key).ok_or_else(|| format!("names `{key}`, which is no item"))?;
    // On an earlier page, so that a form without JavaScript knows the answer when it draws the item.
    if !survey.sections[..at].iter().any(|section| section.items.iter().any(|i| i.key == *key)) {
        return Err(format!("names `{key}`, which is not on an earlier page"));
    }
    if survey.sides.iter().any(|side| item.is_on(*side) && !target.is_on(*side)) {
        return Err(format!("names `{key}`, which not every side is asked"));
    }
    if target.aim.is_some() {
        return Err(format!("names `{key}`, which a course may leave out"));
    }
    // What hangs on it would tell those who had a sheet.
    if target.paper_only && !item.paper_only {
        return Err(format!("names `{key}`, which is only on paper"));
    }
    Ok(target)
}

/// What is wrong with the earlier answers that an item carries in its words.
fn carried(survey: &Survey, at: usize, item: &Item) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut reason = |reason: String| {
        let reason = format!("its wording {reason}");
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    for text in item.wordings().flat_map(Wording::texts) {
        for language in text.languages() {
            match carried::pieces(text.in_language(language)) {
                Err(why) => reason(format!("cannot be read: {why}")),
                Ok(pieces) => {
                    for piece in pieces {
                        if let Piece::Answer { item: key, otherwise } = piece {
                            match earlier(survey, at, item, key) {
                                Err(why) => reason(why),
                                Ok(target) if !carried::can_be_carried(target) => {
                                    reason(format!(
                                        "names `{key}`, whose answers are not choices or numbers"
                                    ));
                                }
                                Ok(target) if otherwise.is_empty() && may_be_blank(target) => {
                                    reason(format!(
                                        "does not say what to read where `{key}` was left blank, such as \
                                     `{{answer:{key}|your organisation}}`"
                                    ));
                                }
                                Ok(_) => {}
                            }
                        }
                    }
                }
            }
        }
    }
    reasons
}

/// Whether somebody may have come by without a value.
fn may_be_blank(item: &Item) -> bool {
    !item.is_required() || item.show_if.is_some() || !item.missing.is_empty()
}

fn condition_holds_water(
    survey: &Survey,
    at: usize,
    item: &Item,
    condition: &Condition,
) -> Result<(), String> {
    let key = &condition.item;
    let target = earlier(survey, at, item, key).map_err(|why| format!("`show_if` {why}"))?;
    if condition.test.values().is_empty() {
        return Err("`show_if` names no values".to_owned());
    }
    match condition.test.values().iter().find(|value| !can_be(survey, target, value)) {
        Some(value) => Err(format!("`show_if` looks for `{value}`, which `{key}` cannot have")),
        None => Ok(()),
    }
}

/// Whether an item can be answered with a value as conditions name it.
fn can_be(survey: &Survey, item: &Item, value: &str) -> bool {
    if item.kind.counted() == Counted::Not {
        return false;
    }
    let values = item.kind.values(survey, Side::Library, ENGLISH);
    values.iter().any(|(key, _)| key == value) || item.missing.iter().any(|missing| missing.key() == value)
}

fn pair_matches(survey: &Survey, pair: &ItemPair) -> Result<(), String> {
    let find = |key: &str| survey.item(key).ok_or_else(|| format!("`{key}` is no item"));
    let (left, right) = (find(&pair.left)?, find(&pair.right)?);
    if left.key == right.key {
        return Err("an item is not a pair with itself".to_owned());
    }
    if survey.sides.iter().any(|side| left.is_on(*side) != right.is_on(*side)) {
        return Err("the two are asked of different sides".to_owned());
    }
    if left.kind.pairs_with(&right.kind) {
        Ok(())
    } else {
        Err("the two are not answered in the same way".to_owned())
    }
}

fn score_adds_up(survey: &Survey, score: &Score, taken: bool) -> Result<(), String> {
    if !is_key(&score.key) {
        return Err(format!("this is not a key; {KEY_RULE}"));
    }
    if taken || survey.item(&score.key).is_some() {
        return Err("this key is used already".to_owned());
    }
    if score.label.has_blank() {
        return Err("its label is blank".to_owned());
    }
    if score.items.len() < SCORE_MIN || has_repeats(&score.items) {
        return Err(format!("a score has at least {SCORE_MIN} items, each once"));
    }
    // The name under which tallies keep the sum.
    if score.items.iter().any(|item| item == "total") {
        return Err("an item called `total` would be taken for the sum".to_owned());
    }
    let is_rating = |key: &String| survey.item(key).is_some_and(|item| item.kind.scale().is_some());
    match score.items.iter().find(|key| !is_rating(key)) {
        Some(key) => Err(format!("`{key}` is not a rating")),
        None => Ok(()),
    }
}
