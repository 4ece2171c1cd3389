//! What was agreed, as a form asks for it: several actions, each with what, who and by when.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{CourseAction, PromiseState},
    web::{Field, FormData, FormProblems, FormSection},
};

/// Actions of one course at most.
pub(crate) const MOST: usize = 8;
/// Empty places beyond the actions there are.
const SPARE: usize = 2;
/// Characters of what is done at most.
const WHAT_MAX: usize = 300;
/// Characters of who does it at most.
const WHO_MAX: usize = 200;

#[derive(Clone, Debug, Default)]
pub(crate) struct EnteredAction {
    id: String,
    what: String,
    who: String,
    by: String,
    /// By when in words, from before there were days.
    words: Option<String>,
}

impl EnteredAction {
    /// A new action, of which only what is to be done is known.
    pub(crate) fn new(what: &str) -> Self {
        Self { what: what.to_owned(), ..Self::default() }
    }

    pub(crate) fn of(action: &CourseAction) -> Self {
        Self {
            id: action.id.to_string(),
            what: action.what.clone(),
            who: action.who.clone(),
            by: action.due().map(|day| day.to_string()).unwrap_or_default(),
            words: action.due().is_none().then(|| action.by.clone()).filter(|words| !words.is_empty()),
        }
    }

    /// All places of the form, blank ones too.
    pub(crate) fn read(entries: &FormData) -> Vec<Self> {
        let one = |name: &str, place: usize| entries.one(&named(name, place)).to_owned();
        let read = |place| Self {
            id: one("id", place),
            what: one("what", place),
            who: one("who", place),
            by: one("by", place),
            words: None,
        };
        (1..=MOST).map(read).collect()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.what.is_empty() && self.who.is_empty() && self.by.is_empty()
    }
}

fn named(name: &str, place: usize) -> String {
    format!("{name}-{place}")
}

/// The names of all fields.
pub(crate) fn names() -> impl Iterator<Item = String> {
    (1..=MOST).flat_map(|place| ["id", "what", "who", "by"].map(|name| named(name, place)))
}

/// The actions as parts of a form, with room for more.
pub(crate) fn sections(mut entered: Vec<EnteredAction>) -> Vec<FormSection> {
    let used = entered.iter().rposition(|action| !action.is_blank()).map_or(0, |last| last + 1);
    entered.resize((used + SPARE).clamp(3, MOST), EnteredAction::default());
    parts(entered)
}

/// These actions as parts of a form, and no more.
pub(crate) fn parts(entered: Vec<EnteredAction>) -> Vec<FormSection> {
    let mut sections = Vec::new();
    for (place, action) in (1..).zip(entered) {
        let mut by = Field::typed("date", format!("by-{place}"), "By when (optional)", action.by);
        if let Some(words) = action.words {
            by = by.hint(format!("So far: “{words}”."));
        }
        sections.push(FormSection {
            title: Some(format!("Action {place}")),
            lead: None,
            folded: None,
            fields: vec![
                Field::hidden(format!("id-{place}"), action.id),
                Field::line(
                    format!("what-{place}"),
                    "What will be done (leave blank for no action)",
                    action.what,
                ),
                Field::line(format!("who-{place}"), "Who will do it (optional)", action.who)
                    .hint("A role, such as “Outreach manager”. Everyone who gets the summary can read it."),
                by,
            ],
        });
    }
    sections
}

/// The actions entered. One that was there before keeps its id, where it came from, and whether it is done.
pub(crate) fn check(
    entered: &[EnteredAction],
    before: &[CourseAction],
    problems: &mut FormProblems,
) -> Vec<CourseAction> {
    let mut agreed: Vec<CourseAction> = Vec::new();
    for (place, action) in (1..).zip(entered).filter(|(_, action)| !action.is_blank()) {
        let known = before.iter().find(|before| before.id.to_string() == action.id);
        let known = known.filter(|known| !agreed.iter().any(|agreed| agreed.id == known.id));
        if action.what.is_empty() {
            problems.add(format!("what-{place}"), "Enter what will be done, or leave the whole action blank");
        } else if action.what.chars().count() > WHAT_MAX {
            problems.add(format!("what-{place}"), "Shorten what will be done to 300 characters");
        }
        if action.who.chars().count() > WHO_MAX {
            problems.add(format!("who-{place}"), "Shorten who will do it to 200 characters");
        }
        if !action.by.is_empty() && !is_day(&action.by) {
            problems.add(format!("by-{place}"), "Enter a date, such as 2026-06-30");
        }
        // A blank day leaves words that could not be shown as one.
        let words = known.filter(|known| known.due().is_none()).map(|known| known.by.clone());
        agreed.push(CourseAction {
            id: known.map_or_else(Uuid::new_v4, |known| known.id),
            what: action.what.clone(),
            who: action.who.clone(),
            by: if action.by.is_empty() { words.unwrap_or_default() } else { action.by.clone() },
            state: known.map_or(PromiseState::Open, |known| known.state),
            outcome: known.map(|known| known.outcome.clone()).unwrap_or_default(),
            settled_on: known.and_then(|known| known.settled_on),
            card: known.and_then(|known| known.card),
        });
    }
    agreed
}

/// Whether a text is a day that people mean.
pub(crate) fn is_day(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|day| (2000..2200).contains(&day.year()))
}
