//! Earlier answers carried into a later wording: `{answer:did_action|not yet}` stands for what was answered to the item
//! `did_action`, and for “not yet” where nothing was.

use super::{
    answer::Answer,
    answers::Answers,
    definition::Survey,
    item::{Counted, Input, Item},
    round::Side,
    words,
};

/// What a place for an answer begins with.
const OPENS: &str = "{answer:";
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
    /// A line to write on.
    Blank,
}

/// Whether a wording has a place for an answer.
pub fn carries(text: &str) -> bool {
    text.contains(OPENS)
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

/// Whether answers to an item can be carried: what somebody wrote in words never is.
pub(super) fn can_be_carried(item: &Item) -> bool {
    item.kind.counted() != Counted::Not || matches!(item.kind.input(), Input::Number { .. } | Input::Date)
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
    // Surveys whose places cannot be read are refused.
    let piece = |piece: Piece<'_>| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Answer { item: key, otherwise } => match (survey.item(key), carried) {
            (_, Carried::Blank) => BLANK.to_owned(),
            (Some(item), Carried::Called) => format!("[{}]", item.label.in_language(language)),
            (Some(item), Carried::Answers(answers)) => answers
                .get(key)
                .and_then(|answer| said(survey, item, side, language, answer))
                .unwrap_or_else(|| otherwise.to_owned()),
            (None, _) => otherwise.to_owned(),
        },
    };
    pieces(text).map_or_else(|_| text.to_owned(), |pieces| pieces.into_iter().map(piece).collect())
}

/// An answer within a sentence; none where there is no value.
fn said(survey: &Survey, item: &Item, side: Side, language: &str, answer: &Answer) -> Option<String> {
    let values = survey.values(item, side, language);
    let label = |key: &str| values.iter().find(|(value, _)| value == key).map(|(_, label)| label.clone());
    match answer {
        Answer::Rating(point) => label(&point.to_string()),
        Answer::Choice(key) => label(key),
        Answer::Choices(keys) => {
            Some(keys.iter().filter_map(|key| label(key)).collect::<Vec<_>>().join(", "))
        }
        Answer::Number(number) => Some(number.to_string()),
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
