//! Earlier answers carried into a later wording: `{answer:did_action|not yet}` stands for what was answered to the item
//! `did_action`, and for “not yet” where nothing was.

use serde_json::{Map, Value, json};

use crate::{
    Answer, Answers, Item, ItemInput, Side, Survey, Wording,
    item::Counted,
    text::{OPENS, carries},
    words,
};

/// Where an answer is written by hand on a sheet of paper.
const BLANK: &str = "__________";

/// A piece of a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// A place for an answer.
    Answer {
        /// The key of the item that was answered.
        item: &'t str,
        /// What stands there where it was not.
        otherwise: &'t str,
    },
}

/// What stands in the place of answers.
#[derive(Clone, Copy, Debug)]
pub enum Carried<'a> {
    /// What the item is called, for whoever reads a survey without answering it: “[Took part]”.
    Called,
    /// What somebody answered.
    Answers(&'a Answers),
    /// The same on a page that asks it too: until then, that it will be their answer.
    Ahead(&'a Answers),
    /// A line to write on.
    Blank,
}

/// The pieces of a wording.
///
/// # Errors
/// What is wrong with a place for an answer.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPENS) {
        let Some((place, tail)) = after.split_once('}') else {
            return Err(format!("“{OPENS}” has no “}}” after it"));
        };
        let (item, otherwise) = place.split_once('|').unwrap_or((place, ""));
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Answer { item: item.trim(), otherwise: otherwise.trim() });
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    Ok(pieces)
}

/// The items whose answers a wording of this section, counted from 0, may carry: those of earlier pages that ask everybody who
/// reads it.
pub fn offered<'s>(survey: &'s Survey, section: usize, sides: &[Side]) -> impl Iterator<Item = &'s Item> {
    let earlier = survey.sections.iter().take(section).flat_map(|section| &section.items);
    earlier.filter(move |item| {
        can_be_carried(item) && item.aim.is_none() && sides.iter().all(|side| item.is_on_screen(*side))
    })
}

/// How the answer to an item is carried, as it is typed.
pub fn place(item: &Item, otherwise: &str) -> String {
    format!("{OPENS}{}|{otherwise}}}", item.key)
}

/// Whether answers to an item can be carried: what somebody wrote in words never is.
pub(super) fn can_be_carried(item: &Item) -> bool {
    item.kind.counted() != Counted::Not
        || matches!(item.kind.input(), ItemInput::Number { .. } | ItemInput::Date)
}

/// A wording with its places filled.
pub(super) fn filled(
    survey: &Survey,
    text: &str,
    side: Side,
    language: &str,
    carried: Carried<'_>,
) -> String {
    if !carries(text) {
        return text.to_owned();
    }
    let answered = |answers: &Answers, item: &Item| {
        answers.get(&item.key).and_then(|answer| said(survey, item, side, language, answer))
    };
    // Surveys whose places cannot be read are refused.
    let piece = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Answer { item: key, otherwise } => match (survey.item(key), carried) {
            (_, Carried::Blank) => BLANK.to_owned(),
            (Some(item), Carried::Called) => format!("[{}]", item.label.in_language(language)),
            (Some(item), Carried::Answers(answers)) => {
                answered(answers, item).unwrap_or_else(|| otherwise.to_owned())
            }
            (Some(item), Carried::Ahead(answers)) => answered(answers, item)
                .unwrap_or_else(|| (words::of(language).form.your_answer)(item.label.in_language(language))),
            (None, _) => otherwise.to_owned(),
        },
    };
    pieces(text).map_or_else(|_| text.to_owned(), |pieces| pieces.into_iter().map(piece).collect())
}

/// A wording in its pieces as JSON, for a script that fills its places while somebody answers: words as they stand, and places
/// with their `item`, what to say `otherwise`, what each value is `said` as, and the `comma` between several. A number
/// stands for itself, a `date` for its day. None for a wording without a place.
pub fn live(survey: &Survey, wording: &Wording, side: Side, language: &str) -> Option<String> {
    let text = wording.read(side, language);
    if !carries(text) {
        return None;
    }
    let place = |piece: Piece<'_>| match piece {
        Piece::Words(words) => json!(words),
        Piece::Answer { item: key, otherwise } => {
            let item = survey.item(key).filter(|item| item.is_on_screen(side));
            let input = item.map(|item| item.kind.input());
            let is_ranked = matches!(input, Some(ItemInput::Ranked { .. }));
            let said: Option<Map<String, Value>> =
                item.filter(|item| item.kind.counted() != Counted::Not).map(|item| {
                    let values = survey.values(item, side, language).into_iter();
                    // The order of a ranking stands in no sentence.
                    values.filter(|_| !is_ranked).map(|(value, label)| (value, json!(label))).collect()
                });
            let is_date = matches!(input, Some(ItemInput::Date));
            let comma = words::of(language).comma;
            json!({ "item": key, "otherwise": otherwise, "said": said, "date": is_date, "comma": comma })
        }
    };
    let pieces: Vec<Value> = pieces(text).ok()?.into_iter().map(place).collect();
    Some(Value::from(pieces).to_string())
}

/// An answer within a sentence; none where there is no value.
fn said(survey: &Survey, item: &Item, side: Side, language: &str, answer: &Answer) -> Option<String> {
    let values = survey.values(item, side, language);
    let label = |key: &str| values.iter().find(|(value, _)| value == key).map(|(_, label)| label.clone());
    match answer {
        Answer::Rating(point) => label(&point.to_string()),
        Answer::Choice(key) => label(key),
        Answer::Choices(keys) => {
            let labels: Vec<String> = keys.iter().filter_map(|key| label(key)).collect();
            Some(labels.join(words::of(language).comma))
        }
        Answer::Number(number) => Some(words::of(language).number(*number)),
        Answer::Date(date) => Some(words::of(language).date(*date)),
        Answer::Ranking(_) | Answer::Text(_) | Answer::Missing(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_read_in_pieces() {
        let text = "You said {answer:did_action|not yet}. {Why}?";
        let expected = [
            Piece::Words("You said "),
            Piece::Answer { item: "did_action", otherwise: "not yet" },
            Piece::Words(". {Why}?"),
        ];
        assert_eq!(pieces(text).unwrap(), expected);
        assert_eq!(pieces("Why?").unwrap(), [Piece::Words("Why?")]);
        assert!(pieces("You said {answer:did_action").is_err());
    }
}
