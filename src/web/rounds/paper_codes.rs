//! The signs that answers have on paper and when a sheet is keyed: numbers for points and options, letters for reasons to
//! give no value.

use common_ground_reports::scale::Missing;

use crate::survey::{
    definition::Survey,
    item::{Item, Kind},
    round::Side,
    text::ENGLISH,
};

/// A sign, the value it stands for, and what it means.
pub(crate) struct Sign {
    /// What is keyed.
    pub key: String,
    pub value: String,
    pub label: String,
}

/// The signs of an item; none where words or a number are written.
pub(crate) fn signs(survey: &Survey, side: Side, item: &Item) -> Vec<Sign> {
    let numbered = |(index, (value, label)): (usize, (String, String))| Sign {
        key: (index + 1).to_string(),
        value,
        label,
    };
    let points: Vec<(String, String)> = match &item.kind {
        Kind::Rating { scale } => {
            let labels = survey.scale_labels(scale, ENGLISH).unwrap_or_default();
            labels.into_iter().enumerate().map(|(point, label)| ((point + 1).to_string(), label)).collect()
        }
        kind => {
            let options = kind.options().iter();
            options.map(|option| (option.key.clone(), option.label.read(side, ENGLISH).to_owned())).collect()
        }
    };
    let mut signs: Vec<Sign> = points.into_iter().enumerate().map(numbered).collect();
    signs.extend(item.missing.iter().filter_map(|missing| {
        let (sign, label) = match missing {
            Missing::DontKnow => ("d", "Don’t know"),
            Missing::NotApplicable => ("n", "Does not apply to us"),
            Missing::PreferNotToSay => ("p", "Prefer not to say"),
            Missing::Skipped | Missing::NotShown => return None,
        };
        Some(Sign { key: sign.to_owned(), value: missing.key().to_owned(), label: label.to_owned() })
    }));
    signs
}

/// How an item is answered on paper.
pub(crate) fn how(item: &Item) -> Option<String> {
    match &item.kind {
        Kind::MultipleChoice { maximum: Some(most), .. } => Some(format!("Tick up to {most}.")),
        Kind::MultipleChoice { maximum: None, .. } => Some("Tick all that apply.".to_owned()),
        Kind::Ranking { options, maximum } => {
            let places = maximum.unwrap_or(options.len()).min(options.len());
            Some(format!("Write 1 to {places} beside the boxes, 1 for what you want most."))
        }
        Kind::Number { min, max, .. } => Some(format!("A number from {min} to {max}.")),
        Kind::Date => Some("Day, month and year.".to_owned()),
        _ => None,
    }
}

/// What a typed entry stands for: the values a form would send. Signs may be parted by spaces and commas where several
/// may be given. What is no sign is passed on as it is, so that the check names it.
pub(crate) fn values(survey: &Survey, side: Side, item: &Item, typed: &str) -> Vec<String> {
    let signs = signs(survey, side, item);
    let value = |word: &str| {
        let sign = signs.iter().find(|sign| sign.key.eq_ignore_ascii_case(word));
        sign.map_or_else(|| word.to_owned(), |sign| sign.value.clone())
    };
    match item.kind {
        _ if typed.is_empty() => Vec::new(),
        Kind::MultipleChoice { .. } | Kind::Ranking { .. } => {
            typed.split([' ', ',', ';']).filter(|word| !word.is_empty()).map(value).collect()
        }
        Kind::Rating { .. } | Kind::SingleChoice { .. } => vec![value(typed)],
        _ => match signs.iter().find(|sign| sign.key.eq_ignore_ascii_case(typed)) {
            // A single letter in a place for words is a word, unless it is the sign for a reason.
            Some(sign) => vec![sign.value.clone()],
            None => vec![typed.to_owned()],
        },
    }
}
