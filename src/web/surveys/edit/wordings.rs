//! English for everybody, or for each side, as fields of a form. Translations have a page of their own.

use crate::{
    survey::{ENGLISH, Side, Text, Wording},
    web::{Field, FormData, FormProblems},
};

/// The field for what partners read in other words than library staff.
pub(crate) fn for_partners(name: &str) -> String {
    format!("{name}_partner")
}

/// The field that everybody's words, or those of the only side, are entered in.
pub(crate) fn field(
    name: &str,
    label: &str,
    rows: u8,
    sides: &[Side],
    entered: &EnteredWording<'_>,
) -> Field {
    let value = entered.value(name, |now| english(now, sides.first().copied()));
    Field::text(name, label, rows, value)
}

/// The field for other words for partners, where both sides are asked; and whether there are any.
pub(crate) fn other_field(
    name: &str,
    label: &str,
    rows: u8,
    sides: &[Side],
    entered: &EnteredWording<'_>,
) -> Option<(Field, bool)> {
    if sides.len() < 2 {
        return None;
    }
    let name = for_partners(name);
    let value = entered.value(&name, |now| {
        let (library, partner) = (english(now, Some(Side::Library)), english(now, Some(Side::Partner)));
        if library == partner { String::new() } else { partner }
    });
    let is_set = !value.is_empty();
    let hint = "Leave this blank if they read the same as library staff.";
    Some((Field::text(name, format!("{label} for partners"), rows, value).hint(hint), is_set))
}

/// What a wording is now, or what was sent in place of it.
pub(crate) enum EnteredWording<'a> {
    /// What it is; nothing yet if `None`.
    Now(Option<&'a Wording>),
    /// What was sent.
    Sent(&'a FormData),
}

impl EnteredWording<'_> {
    fn value(&self, name: &str, now: impl FnOnce(&Wording) -> String) -> String {
        match self {
            Self::Now(wording) => wording.map(now).unwrap_or_default(),
            Self::Sent(entries) => entries.one(name).to_owned(),
        }
    }
}

fn english(wording: &Wording, side: Option<Side>) -> String {
    side.map_or("", |side| wording.read(side, ENGLISH)).to_owned()
}

/// What was entered for these sides; translations of what was there stay.
pub(crate) fn read(
    entries: &FormData,
    (name, most): (&str, usize),
    sides: &[Side],
    now: Option<&Wording>,
    problems: &mut FormProblems,
) -> Wording {
    let mut entered = |name: &str| {
        let entered = entries.one(name).replace("\r\n", "\n");
        problems.cap(name, &entered, most);
        entered
    };
    let (all, partner) = (entered(name), entered(&for_partners(name)));
    let of = |side: Side| {
        let words = if side == Side::Partner && !partner.is_empty() { &partner } else { &all };
        let now = now.and_then(|now| now.on(side).or_else(|| now.texts().next()));
        now.cloned().unwrap_or_else(|| Text::english("")).with(ENGLISH, words.as_str())
    };
    let texts: Vec<(Side, Text)> = sides.iter().map(|side| (*side, of(*side))).collect();
    if let Some(now) = now.filter(|now| texts.iter().all(|(side, text)| now.on(*side) == Some(text))) {
        return now.clone();
    }
    match texts.as_slice() {
        [(_, one), rest @ ..] if rest.iter().all(|(_, other)| other == one) => Wording::Same(one.clone()),
        _ => {
            let of = |wanted| texts.iter().find(|(side, _)| *side == wanted).map(|(_, text)| text.clone());
            Wording::BySide { library: of(Side::Library), partner: of(Side::Partner) }
        }
    }
}

/// The same where nothing is needed: nothing at all, or English for each of these sides.
pub(crate) fn read_optional(
    entries: &FormData,
    (name, most): (&str, usize),
    sides: &[Side],
    now: Option<&Wording>,
    problems: &mut FormProblems,
) -> Option<Wording> {
    let wording = read(entries, (name, most), sides, now, problems);
    if sides.iter().all(|side| wording.read(*side, ENGLISH).is_empty()) {
        return None;
    }
    if sides.iter().any(|side| wording.read(*side, ENGLISH).is_empty()) {
        problems.add(name, "Enter this for library staff too, or leave both blank");
    }
    Some(wording)
}
