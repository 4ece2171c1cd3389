//! A card of a workshop as a question: what is proposed for it, and the draft with it.

use std::collections::BTreeSet;

use common_ground_reports::scale::{self, Missing};

use super::{EditRefusal, ItemPlace, apply, blank, new_key};
use crate::{
    EditStep, Item, LedgerHalf, Section, Side, Survey, Text, Wording,
    item::{KindListing, Members},
    text::is_key,
    wording::{Warning, warnings},
};

/// The kind of question that a card becomes.
const KIND: &str = "rating";
/// The section that questions go to where the last one begins their sentences.
const SECTION: &str = "From the workshop";

/// A question that asks a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The key in files of answers.
    pub key: String,
    /// What charts call it.
    pub label: String,
    /// What library staff are asked.
    pub library: String,
    /// What partners are asked.
    pub partner: String,
    /// The key of its scale.
    pub scale: String,
    /// The half of the ledger in which the two sides are compared.
    pub ledger: Option<LedgerHalf>,
}

impl Entry {
    /// What is proposed for a card with these words. `ledger` says what the card is about: what the library offers, what
    /// partners offer, or neither.
    pub fn proposed(words: &str, ledger: Option<LedgerHalf>, used: &BTreeSet<String>) -> Self {
        let label = words.trim().trim_end_matches(['.', '?', '!', ':', '…']).to_owned();
        let it = lowered(&label);
        let (library, partner, scale) = match ledger {
            Some(LedgerHalf::A) => (
                format!("At the moment, how much of this do we offer: {it}?"),
                format!("How much of this do you expect from the library: {it}?"),
                scale::AMOUNT5,
            ),
            Some(LedgerHalf::B) => (
                format!("How much of this do you hope to get from partners: {it}?"),
                format!("How much of this can your organisation offer the library: {it}?"),
                scale::AMOUNT5,
            ),
            None => {
                let question = format!("How is this going in our partnership: {it}?");
                (question.clone(), question, scale::GOING5)
            }
        };
        Self { key: new_key(&label, used), label, library, partner, scale: scale.to_owned(), ledger }
    }

    /// What a side is asked.
    pub fn on(&self, side: Side) -> &str {
        match side {
            Side::Library => &self.library,
            Side::Partner => &self.partner,
        }
    }

    /// What is wrong with its key, if other questions have or had these.
    pub fn wrong_key(&self, used: &BTreeSet<String>) -> Option<String> {
        if !is_key(&self.key) {
            return Some("Begin with a to z in lower case, and use only a to z, digits and “_”".to_owned());
        }
        let free = new_key(&self.label, used);
        used.contains(&self.key)
            .then(|| format!("This survey has or had a question with this key. “{free}” is free"))
    }

    /// What is worth another look in what it asks, in whichever survey of both sides.
    pub fn warnings(&self) -> Vec<Warning> {
        let survey = blank("a".to_owned(), "", vec![Side::Library, Side::Partner]);
        added(&survey, &BTreeSet::new(), std::slice::from_ref(self))
            .map(|survey| warnings(&survey))
            .unwrap_or_default()
    }

    /// None where there is no such scale to be thought of.
    fn item(&self, survey: &Survey) -> Option<Item> {
        let kind = KindListing::find(KIND)?;
        let kind = kind.read(Members { scale: Some(self.scale.clone()), ..Members::default() }).ok()?;
        let text = match survey.sides.as_slice() {
            [side] => Wording::english(self.on(*side)),
            _ if self.library == self.partner => Wording::english(&*self.library),
            _ => Wording::BySide {
                library: Some(Text::english(&*self.library)),
                partner: Some(Text::english(&*self.partner)),
            },
        };
        Some(Item {
            key: self.key.clone(),
            label: Text::english(&*self.label),
            topic: None,
            kind,
            text,
            hint: None,
            required: false,
            required_message: None,
            show_if: None,
            role: None,
            ledger: self.ledger,
            aim: None,
            missing: vec![Missing::DontKnow, Missing::NotApplicable],
            sides: Vec::new(),
            paper_only: false,
            describes_person: false,
        })
    }
}

/// A new survey of both sides, which says first which group somebody belongs to.
pub fn started(title: &str) -> Survey {
    let survey = blank(String::new(), title, vec![Side::Library, Side::Partner]);
    Side::ALL.into_iter().fold(survey, |survey, side| {
        apply(&survey, &BTreeSet::new(), EditStep::AddGroup(side)).unwrap_or(survey)
    })
}

/// A draft with these questions at its end; `used` are the item keys that it ever had.
///
/// # Errors
/// The place of the question that is refused, from 0, and why.
pub fn added(
    survey: &Survey,
    used: &BTreeSet<String>,
    entries: &[Entry],
) -> Result<Survey, (usize, EditRefusal)> {
    let mut next = survey.clone();
    for (at, entry) in entries.iter().enumerate() {
        let refused = |refusal| (at, refusal);
        if next.sections.last().is_some_and(|section| section.stem.is_some()) {
            let section = Section { title: Wording::english(SECTION), stem: None, items: Vec::new() };
            next = apply(&next, used, EditStep::AddSection(section)).map_err(refused)?;
        }
        let item = entry.item(&next);
        let item = item.ok_or_else(|| refused(EditRefusal::Broken(vec!["Select a scale".to_owned()])))?;
        let place = ItemPlace::end(&next, next.sections.len().saturating_sub(1));
        next = apply(&next, used, EditStep::Add { place, item: Box::new(item) }).map_err(refused)?;
    }
    Ok(next)
}

/// Words within a sentence: without a capital, unless they begin with a name in capitals.
fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates;

    fn proposed(words: &str, ledger: Option<LedgerHalf>) -> Entry {
        Entry::proposed(words, ledger, &BTreeSet::new())
    }

    #[test]
    fn a_card_is_asked_of_each_side_in_its_own_words() {
        let entry = proposed("Access to networks.", Some(LedgerHalf::B));
        assert_eq!(entry.key, "access_to_networks");
        assert_eq!(
            entry.on(Side::Library),
            "How much of this do you hope to get from partners: access to networks?"
        );
        assert_eq!(
            entry.on(Side::Partner),
            "How much of this can your organisation offer the library: access to networks?"
        );
        assert!(proposed("LAC access", None).library.ends_with("partnership: LAC access?"));
    }

    #[test]
    fn what_would_mislead_is_said_before_it_is_asked() {
        let found = |words: &str| proposed(words, None).warnings();
        assert!(found("Trust and integrity")[0].what.contains("“and”"));
        assert!(found("No new funding")[0].what.contains("“no”"));
        assert!(found(&"word ".repeat(18)).iter().any(|warning| warning.what.contains("words")));
        assert!(found("Clear aims").is_empty(), "{:?}", found("Clear aims"));
    }

    #[test]
    fn questions_go_to_the_end_of_a_draft_and_never_under_words_that_begin_another_sentence() {
        let draft = templates::find("staff_offer").unwrap();
        let used: BTreeSet<String> = draft.items().map(|item| item.key.clone()).collect();
        let entries = [proposed("Clear aims", None), proposed("Realistic timing", Some(LedgerHalf::A))];
        let next = added(draft, &used, &entries).unwrap();
        let last = next.sections.last().unwrap();
        assert!(last.stem.is_none());
        let asked: Vec<&str> = last.items.iter().rev().take(2).map(|item| item.key.as_str()).collect();
        assert_eq!(asked, ["realistic_timing", "clear_aims"]);
        assert_eq!(next.item("realistic_timing").unwrap().ledger, Some(LedgerHalf::A));
        let again = added(&next, &next.items().map(|item| item.key.clone()).collect(), &entries[..1]);
        assert!(matches!(again, Err((0, EditRefusal::KeyUsed(_)))), "{again:?}");
    }

    #[test]
    fn a_key_that_is_none_or_is_taken_is_told_with_one_that_is_free() {
        let used = BTreeSet::from(["clear_aims".to_owned()]);
        let entry = Entry { key: "clear_aims".to_owned(), ..proposed("Clear aims", None) };
        assert!(entry.wrong_key(&used).unwrap().contains("“clear_aims_2”"));
        assert!(entry.wrong_key(&BTreeSet::new()).is_none());
        assert!(Entry { key: "Clear aims".to_owned(), ..entry }.wrong_key(&used).is_some());
    }
}
