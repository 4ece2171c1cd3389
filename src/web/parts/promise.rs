//! Promises as pages tell them, and what is asked about them: how one stands, and whether it is what was meant.

pub(crate) mod change;

use common_ground_reports::{small_numbers::MinGroup, wording};
use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{Judgement, JudgementCounts, LinkAsks, Promise, PromiseState},
    web::{
        at,
        http::FormData,
        parts::{Field, FormChoice, FormProblems, Row, RowEnd},
    },
};

/// Characters of what was done at most.
const OUTCOME_MAX: usize = 300;
/// How often askers must have been asked before the public page tells what they said: as few as any figure may be of.
pub(crate) const PUBLIC_LEAST: u64 = MinGroup::FLOOR as u64;
/// The field of how it stands.
const STATE: &str = "state";
/// The field of what was done.
const OUTCOME: &str = "outcome";
/// The field of what its asker thinks.
const JUDGEMENT: &str = "judgement";

/// A promise as the public page and its poster tell it. They name nobody.
#[derive(Debug, Clone)]
pub(crate) struct ToldPromise {
    /// What was asked for.
    pub asked: String,
    /// What was promised, with its day while it is to be done.
    pub what: String,
    /// “We did”, or that it is not possible, and what came of it.
    pub outcome: Option<(&'static str, String)>,
}

impl ToldPromise {
    pub(crate) fn of(promise: &Promise) -> Self {
        let by = promise.due().filter(|_| promise.state == PromiseState::Open);
        let by = by.map(|day| format!(" By {}.", said(day))).unwrap_or_default();
        let label = match promise.state {
            PromiseState::Open => None,
            PromiseState::Done => Some("We did"),
            PromiseState::Partly => Some("We did a part of it"),
            PromiseState::NotPossible => Some("It isn’t possible"),
        };
        Self {
            asked: wording::sentence(&promise.asked),
            what: format!("{}{by}", wording::sentence(&promise.what)),
            outcome: label.map(|label| (label, wording::sentence(&promise.outcome))),
        }
    }
}

/// Where anybody reads what was asked, promised and done: its address, and what one types to open it.
pub(crate) fn public_page(site_url: &str, slug: &str) -> (String, String) {
    let address = format!("{site_url}{}", at::you_asked(slug));
    let short = address.split_once("://").map_or(&*address, |(_, short)| short).to_owned();
    (address, short)
}

/// A state in a word or two.
pub(crate) fn state_words(state: PromiseState) -> &'static str {
    match state {
        PromiseState::Open => "To do",
        PromiseState::Done => "Done",
        PromiseState::Partly => "Partly done",
        PromiseState::NotPossible => "Not possible",
    }
}

/// “Partly done on 3 June 2026. The shelf is there, the books aren’t.”; nothing while it is to be done.
pub(crate) fn became(promise: &Promise) -> String {
    if promise.state == PromiseState::Open {
        return String::new();
    }
    let day = promise.settled_on.map(|day| format!(" on {}", said(day))).unwrap_or_default();
    format!("{}{day}. {}", state_words(promise.state), wording::sentence(&promise.outcome)).trim().to_owned()
}

/// What whoever asked thinks of it, in a sentence; nothing where nobody was asked.
pub(crate) fn judged(promise: &Promise) -> String {
    match (promise.judgement, promise.asked_at) {
        (Some(Judgement::Yes), _) => "The person who asked says this is what they meant.",
        (Some(Judgement::Partly), _) => "The person who asked says this is partly what they meant.",
        (Some(Judgement::No), _) => "The person who asked says this isn’t what they meant.",
        (None, Some(_)) => "The person who asked hasn’t said yet whether this is what they meant.",
        (None, None) => "",
    }
    .to_owned()
}

/// What a contact is asked about a promise, if anything: of what they asked for whether it is what they meant, of what they
/// keep how it stands.
pub(crate) fn asks(promise: &Promise, contact: Uuid) -> Option<LinkAsks> {
    if promise.state != PromiseState::Open && promise.asker_contact_id == Some(contact) {
        return Some(LinkAsks::Asker);
    }
    (promise.owner.contact == Some(contact)).then_some(LinkAsks::Owner)
}

/// A day as people say it.
pub(crate) fn said(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// “Outreach manager, by 30 June 2026.”
pub(crate) fn who_and_when(promise: &Promise) -> String {
    let by = promise.by_in_words();
    let by = if by.is_empty() { String::new() } else { format!("by {by}") };
    let parts: Vec<&str> =
        [promise.owner.name.as_str(), &by].into_iter().filter(|part| !part.is_empty()).collect();
    wording::sentence(&wording::capitalised(&parts.join(", ")))
}

/// A line about it, marked where it is overdue.
pub(crate) fn row(promise: &Promise, today: Date) -> Row {
    let parts = [who_and_when(promise), became(promise), judged(promise)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let row = Row::new(&*promise.what, parts.join(" "));
    if promise.is_overdue(today) { Row { end: RowEnd::Overdue, ..row } } else { row }
}

/// How it stands, as it is asked: as it was entered, or as it is.
pub(crate) fn state_fields(promise: &Promise, entered: Option<&FormData>) -> Vec<Field> {
    let state = entered.map_or(promise.state.key(), |data| data.one(STATE));
    let outcome = entered.map_or(&*promise.outcome, |data| data.one(OUTCOME));
    let choices = [
        (PromiseState::Done, "It’s done"),
        (PromiseState::Partly, "A part of it is done, and that’s all"),
        (PromiseState::NotPossible, "It isn’t possible"),
        (PromiseState::Open, "It isn’t done yet"),
    ];
    let choices = choices.map(|(one, label)| FormChoice::of(one.key(), label, [state]));
    vec![
        Field::radios(STATE, "How does it stand?", choices),
        Field::line(OUTCOME, "What was done, or why isn’t it possible?", outcome)
            .hint("One sentence, such as “The lift was fixed in May”. Don’t name or describe any child."),
    ]
}

/// How it stands, as it was entered.
pub(crate) fn read_state(data: &FormData, problems: &mut FormProblems) -> Option<(PromiseState, String)> {
    let state = PromiseState::from_key(data.one(STATE));
    let outcome = data.one(OUTCOME);
    match state {
        None => problems.add(STATE, "Select how it stands"),
        Some(PromiseState::NotPossible) if outcome.is_empty() => {
            problems.add(OUTCOME, "Enter why it isn’t possible");
        }
        Some(PromiseState::Done | PromiseState::Partly) if outcome.is_empty() => {
            problems.add(OUTCOME, "Enter what was done");
        }
        Some(_) => {}
    }
    problems.cap(OUTCOME, outcome, OUTCOME_MAX);
    // What isn't done has no outcome.
    let outcome = if state == Some(PromiseState::Open) { "" } else { outcome };
    state.filter(|_| problems.is_empty()).map(|state| (state, outcome.to_owned()))
}

/// The question to whoever asked for it.
pub(crate) fn judgement_field(promise: &Promise, entered: Option<&FormData>) -> Field {
    let now = promise.judgement.map_or("", Judgement::key);
    let chosen = entered.map_or(now, |data| data.one(JUDGEMENT));
    let choices = [(Judgement::Yes, "Yes"), (Judgement::Partly, "Partly"), (Judgement::No, "No")];
    let choices = choices.map(|(one, label)| FormChoice::of(one.key(), label, [chosen]));
    Field::radios(JUDGEMENT, "Was this what you meant?", choices)
}

/// Their answer.
pub(crate) fn read_judgement(data: &FormData, problems: &mut FormProblems) -> Option<Judgement> {
    let judgement = Judgement::from_key(data.one(JUDGEMENT));
    problems.add_if(judgement.is_none(), JUDGEMENT, "Select yes, partly or no");
    judgement
}

/// What a page says of it before it asks: what was asked for, what was promised, by when, and what became of it.
pub(crate) fn told(promise: &Promise) -> Vec<String> {
    let asked = match &*promise.asked {
        "" => String::new(),
        asked => format!("Asked for: “{asked}”"),
    };
    let lines = [asked, format!("Promised: “{}”", promise.what), who_and_when(promise), became(promise)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// How many of those who were asked say that what was done is what they meant. Below `least` their answers are not told
/// apart. None where nobody was asked.
pub(crate) fn kept(judged: JudgementCounts, least: u64) -> Option<String> {
    let JudgementCounts { asked: all, yes, partly, no } = judged;
    let times = wording::counted(all, "time", "times");
    let begins = format!("We have asked {times} whether what we did was what was meant");
    match all {
        0 => None,
        few if few < least => {
            Some(format!("{begins}. We show the answers once we have asked {least} times."))
        }
        _ => {
            let silent = all - yes - partly - no;
            Some(format!("{begins}: {yes} yes, {partly} partly, {no} no, {silent} not answered yet."))
        }
    }
}
