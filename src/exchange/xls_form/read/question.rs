//! One row of the sheet `survey` as an item.

use common_ground_reports::scale::Missing;

use super::{choices::ChoiceLists, own_text, shown, text};
use crate::{
    exchange::xls_form::{
        constraint::{self, Limits},
        lists,
        read::choices::ChoiceList,
        sheets::FormRow,
    },
    survey::{
        Item, ItemInput, ItemKind, ItemOption, LedgerHalf, Text, Wording,
        definition::ScaleDefinition,
        item::{KindListing, LONG_TEXT_MAX, Members, Role},
    },
};

/// The largest number where a form names none.
const LARGEST: i64 = 1_000_000;
/// The digits after the point where a form names none.
const DECIMALS: u8 = 2;
/// The longest text that is a line.
const LINE: usize = 100;
const ONE: [&str; 4] = ["select_one ", "select one from ", "select one ", "select1 "];
const SEVERAL: [&str; 4] =
    ["select_multiple ", "select all that apply from ", "select all that apply ", "select multiple "];

/// A row with what it may refer to.
pub(super) struct QuestionRow<'f> {
    pub(super) row: &'f FormRow,
    pub(super) choices: &'f ChoiceLists,
    pub(super) scales: &'f [ScaleDefinition],
    /// The beginning that scales of its section share.
    pub(super) stem: Option<&'f Wording>,
}

impl QuestionRow<'_> {
    /// The item, or everything that is wrong with it.
    pub(super) fn item(&self) -> Result<Item, Vec<String>> {
        let row = self.row;
        let mut wrong = Vec::new();
        let mut keep = |problem: String| wrong.push(problem);
        if row.cell("name").is_empty() {
            keep(row.wrong("type", "this question has no name"));
        }
        let kind = self.kind().map_err(&mut keep).ok();
        let asked = text(row, "label");
        if asked.is_none() {
            keep(row.wrong("name", "this question has no label"));
        }
        let shown = shown(row).map_err(&mut keep).ok();
        let required = yes(row, "required").map_err(&mut keep).ok();
        let describes_person = yes(row, "cg_describes_person").map_err(&mut keep).ok();
        let (
            Some((kind, missing)),
            Some(asked),
            Some((show_if, paper_only)),
            Some(required),
            Some(describes_person),
        ) = (kind, asked, shown, required, describes_person)
        else {
            return Err(wrong);
        };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let role = role(row.cell("cg_role"));
        Ok(Item {
            key: lists::key(row.cell("name"), "q_"),
            label: own_text(row, "cg_label_").unwrap_or_else(|| asked.clone()),
            topic: own_text(row, "cg_topic_"),
            text: Wording::Same(self.asked(&kind, asked)),
            hint: text(row, "hint").map(|hint| Wording::Same(self.written(&hint, "cg_hint_"))),
            kind,
            required: required && role != Some(Role::Group),
            required_message: text(row, "required_message").map(Wording::Same),
            show_if,
            role,
            ledger: ledger(row.cell("cg_ledger")),
            aim: Some(row.cell("cg_aim").to_owned()).filter(|aim| !aim.is_empty()),
            missing,
            sides: Vec::new(),
            paper_only,
            describes_person,
        })
    }

    /// The question, or its end where it shares a beginning.
    fn asked(&self, kind: &ItemKind, asked: Text) -> Text {
        let asked = if kind.input() == ItemInput::Scale { self.without_stem(&asked) } else { asked };
        self.written(&asked, "cg_text_")
    }

    /// A question without the beginning that it shares.
    fn without_stem(&self, asked: &Text) -> Text {
        let Some(Wording::Same(stem)) = self.stem else { return asked.clone() };
        let bare = |language: &str| {
            let said = asked.in_language(language);
            let stem = stem.in_language(language).trim_end_matches(['…', '.', ' ']);
            match said.strip_prefix(stem).and_then(|rest| rest.strip_prefix(' ')) {
                Some(rest) if !stem.is_empty() => rest.to_owned(),
                _ => said.to_owned(),
            }
        };
        let mut languages = asked.languages();
        let english = languages.next().map(&bare).unwrap_or_default();
        languages.fold(Text::english(english), |text, language| text.with(language, bare(language)))
    }

    /// A text with places for earlier answers: as it was written, where it still says the same.
    fn written(&self, said: &Text, column: &str) -> Text {
        let kept = own_text(self.row, column).filter(|kept| each(kept, lists::with_references) == *said);
        kept.unwrap_or_else(|| each(said, lists::with_places))
    }

    /// Its kind, and the reasons for giving no value that it offers.
    fn kind(&self) -> Result<(ItemKind, Vec<Missing>), String> {
        let row = self.row;
        let typed = row.cell("type");
        let wrong = |what: String| row.wrong("type", &what);
        let limits =
            constraint::read(row.cell("constraint")).map_err(|what| row.wrong("constraint", &what))?;
        let lower = typed.to_ascii_lowercase();
        let listed =
            |begins: &[&str]| begins.iter().find_map(|begin| lower.strip_prefix(begin).map(str::len));
        if let Some(length) = listed(&ONE) {
            let (list, other) = self.list(&typed[typed.len() - length..])?;
            let (name, members) = self.one(list, other);
            return Ok((made(name, members).map_err(wrong)?, list.missing.clone()));
        }
        if let Some(length) = listed(&SEVERAL) {
            let (list, other) = self.list(&typed[typed.len() - length..])?;
            let members = Members {
                exclusive: limits.exclusive.map(|key| lists::key(&key, super::choices::BEFORE)),
                maximum: limits.most,
                ..self.options(list, other)
            };
            return Ok((made("multiple_choice", members).map_err(wrong)?, list.missing.clone()));
        }
        if let Some(length) = listed(&["rank "]) {
            let (list, _) = self.list(&typed[typed.len() - length..])?;
            let members = Members {
                other: None,
                maximum: row.cell("cg_maximum").parse().ok(),
                ..self.options(list, false)
            };
            return Ok((made("ranking", members).map_err(wrong)?, self.missing()));
        }
        let (name, members) = self.plain(&lower, &limits).map_err(wrong)?;
        Ok((made(name, members).map_err(wrong)?, self.missing()))
    }

    /// What is answered without a list.
    fn plain(&self, kind: &str, limits: &Limits) -> Result<(&'static str, Members), String> {
        let number = |decimals: Option<u8>| {
            let (min, max) = (limits.min.unwrap_or(0), limits.max.unwrap_or(LARGEST));
            ("number", Members { min: Some(min), max: Some(max), decimals, ..Members::default() })
        };
        let decimals = self.row.cell("cg_decimals").parse().unwrap_or(DECIMALS);
        match kind {
            "integer" | "int" => Ok(number(None)),
            "decimal" => Ok(number(Some(decimals))),
            "date" => Ok(("date", Members::default())),
            "note" => Ok(("statement", Members::default())),
            "text" | "string" => {
                let is_long = self.row.cell("appearance").contains("multiline")
                    || limits.length.is_some_and(|length| length > LINE);
                if limits.length.is_some_and(|length| length > LONG_TEXT_MAX) {
                    return Err(format!("a text answer can have at most {LONG_TEXT_MAX} characters"));
                }
                Ok((if is_long { "long_text" } else { "short_text" }, Members::default()))
            }
            _ => Err(format!(
                "`{kind}` can’t be read; use select_one, select_multiple, rank, integer, decimal, date, text or note"
            )),
        }
    }

    /// The list that a type names, and whether it has a line for something else.
    fn list(&self, rest: &str) -> Result<(&ChoiceList, bool), String> {
        let mut words = rest.split_whitespace();
        let name = words.next().unwrap_or_default();
        let other = match words.next() {
            None => false,
            Some("or_other") => true,
            Some(strange) => return Err(self.row.wrong("type", &format!("`{strange}` can’t be read"))),
        };
        let list = self.choices.find(name);
        let list =
            list.ok_or_else(|| self.row.wrong("type", &format!("the sheet choices has no list `{name}`")))?;
        Ok((list, other))
    }

    /// One of a list: a point of a scale where its names are numbers, else an option.
    fn one(&self, list: &ChoiceList, other: bool) -> (&'static str, Members) {
        if !other {
            if let Some(scale) =
                list.scale(self.row.cell("cg_scale"), self.scales).filter(|_| self.may_be("rating"))
            {
                return ("rating", Members { scale: Some(scale), ..Members::default() });
            }
            if let Some((low, high)) = list.ends() {
                return ("scale0to10", Members { low: Some(low), high: Some(high), ..Members::default() });
            }
            if let Some(labels) = list.points() {
                return ("points", Members { labels: Some(labels), ..Members::default() });
            }
        }
        ("single_choice", self.options(list, other))
    }

    /// Whether nothing says that it is of another kind.
    fn may_be(&self, kind: &str) -> bool {
        ["", kind].contains(&self.row.cell("cg_kind"))
    }

    fn options(&self, list: &ChoiceList, or_other: bool) -> Members {
        let mut options = list.options();
        let mut other = Some(self.row.cell("cg_other").to_owned()).filter(|key| !key.is_empty());
        if or_other {
            let key = "other".to_owned();
            if !options.iter().any(|option| option.key == key) {
                options.push(ItemOption { key: key.clone(), label: Wording::english("Other") });
            }
            other = Some(key);
        }
        let parameters = self.row.cell("parameters").to_ascii_lowercase().replace(' ', "");
        let shuffled = parameters.contains("randomize=true").then_some(true);
        Members { options: Some(options), other, shuffled, ..Members::default() }
    }

    fn missing(&self) -> Vec<Missing> {
        self.row.cell("cg_missing").split_whitespace().filter_map(lists::offered).collect()
    }
}

fn made(name: &str, members: Members) -> Result<ItemKind, String> {
    let kind = KindListing::find(name).ok_or_else(|| format!("`{name}` is not a kind of question"))?;
    kind.read(members)
}

/// A text changed in every language.
fn each(text: &Text, change: fn(&str) -> String) -> Text {
    let mut languages = text.languages();
    let english = languages.next().map(|language| change(text.in_language(language))).unwrap_or_default();
    languages
        .fold(Text::english(english), |out, language| out.with(language, change(text.in_language(language))))
}

fn yes(row: &FormRow, heading: &str) -> Result<bool, String> {
    match row.cell(heading).to_ascii_lowercase().as_str() {
        "yes" | "true" | "true()" | "1" => Ok(true),
        "" | "no" | "false" | "false()" | "0" => Ok(false),
        _ => Err(row.wrong(heading, "enter “yes” or leave this empty")),
    }
}

fn role(key: &str) -> Option<Role> {
    [Role::Offer, Role::Expectation, Role::Group].into_iter().find(|role| lists::role_key(*role) == key)
}

fn ledger(key: &str) -> Option<LedgerHalf> {
    [LedgerHalf::A, LedgerHalf::B].into_iter().find(|half| lists::ledger_key(*half) == key)
}
