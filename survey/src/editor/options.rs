//! Answers to choose from as they are typed, one a line. An answer keeps its key when its words change, so that it is
//! still counted as the same; a new answer gets a key of its own.

use std::collections::BTreeSet;

use common_ground_reports::scale::Missing;

use super::new_key;
use crate::{ENGLISH, ItemOption, Text, Wording};

/// The lines as answers, in place of those of now.
pub fn options(now: &[ItemOption], lines: &[&str]) -> Vec<ItemOption> {
    let english = |choice: &ItemOption| choice.label.texts().next().map(Text::to_string).unwrap_or_default();
    let mut kept: Vec<Option<&ItemOption>> = vec![None; lines.len()];
    for (line, kept) in lines.iter().zip(&mut kept) {
        *kept = now.iter().find(|choice| english(choice) == *line);
    }
    // What is left are new answers and new words. Between two answers that stayed, or in a list of the same length,
    // what stands in the same place is the same answer.
    let gone: Vec<&ItemOption> =
        now.iter().filter(|choice| !kept.iter().flatten().any(|kept| kept.key == choice.key)).collect();
    let fresh: Vec<usize> = (0..lines.len()).filter(|at| kept[*at].is_none()).collect();
    if gone.len() == fresh.len() {
        for (at, choice) in fresh.into_iter().zip(gone) {
            kept[at] = Some(choice);
        }
    } else {
        for at in fresh {
            let before = at.checked_sub(1).map(|before| kept[before].map(|choice| &choice.key));
            let after_before = |choice: &&ItemOption| {
                let place = now.iter().position(|one| one.key == choice.key);
                let previous =
                    place.and_then(|place| place.checked_sub(1)).map(|place| Some(&now[place].key));
                previous == before
            };
            let is_free = |choice: &&ItemOption| !kept.iter().flatten().any(|kept| kept.key == choice.key);
            // Only where it was reworded: more lines than before at one place are new ones.
            let reworded = gone.iter().copied().filter(is_free).find(after_before);
            kept[at] = reworded.filter(|choice| shares_a_word(&english(choice), lines[at]));
        }
    }
    let mut used: BTreeSet<String> = now.iter().map(|choice| choice.key.clone()).collect();
    // These say that there is no answer.
    used.extend(Missing::ALL.map(|missing| missing.key().to_owned()));
    let made = lines.iter().zip(kept).map(|(line, kept)| {
        if let Some(choice) = kept {
            return ItemOption { key: choice.key.clone(), label: reworded(&choice.label, line) };
        }
        let key = new_key(line, &used);
        used.insert(key.clone());
        ItemOption { key, label: Wording::english(*line) }
    });
    made.collect()
}

/// Other English; translations stay. What each side reads in its own words stays as long as the first of them does.
fn reworded(now: &Wording, line: &str) -> Wording {
    let mut texts = now.texts();
    match texts.next() {
        Some(text) if text.to_string() == line => now.clone(),
        Some(text) => Wording::Same(text.clone().with(ENGLISH, line)),
        None => Wording::english(line),
    }
}

fn shares_a_word(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
        words.map(str::to_lowercase).collect()
    };
    let other = words(other);
    words(one).iter().any(|word| other.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(now: &[ItemOption], lines: &[&str]) -> Vec<String> {
        options(now, lines).into_iter().map(|choice| choice.key).collect()
    }

    #[test]
    fn an_answer_keeps_its_key_when_it_is_reworded_moved_or_has_new_neighbours() {
        let first = options(&[], &["Once a week", "Once a month", "Never"]);
        let of = |lines: &[&str]| keys(&first, lines);
        assert_eq!(of(&["Once a week", "Once a month", "Never"]), ["once_a_week", "once_a_month", "never"]);
        assert_eq!(of(&["Every week", "Once a month", "Never"]), ["once_a_week", "once_a_month", "never"]);
        assert_eq!(of(&["Never", "Once a week", "Once a month"]), ["never", "once_a_week", "once_a_month"]);
        assert_eq!(
            of(&["Daily", "Once a week", "Once a month", "Never"]),
            ["daily", "once_a_week", "once_a_month", "never"]
        );
        assert_eq!(of(&["Once a week", "Never"]), ["once_a_week", "never"]);
        assert_eq!(
            of(&["Weekly or once a week", "Yearly", "Once a month", "Never"]),
            ["once_a_week", "yearly", "once_a_month", "never"]
        );
    }

    #[test]
    fn a_removed_answer_never_gives_its_key_to_another() {
        let first = options(&[], &["Yes", "No", "Perhaps"]);
        assert_eq!(keys(&first, &["Yes", "No", "Perhaps", "yes"])[3], "yes_2");
        assert_eq!(keys(&[], &["Dk", "dk"]), ["dk_2", "dk_3"]);
    }
}
