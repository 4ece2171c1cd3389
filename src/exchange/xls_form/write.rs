//! A survey as an XLSForm.

use std::collections::{BTreeMap, BTreeSet};

use common_ground_datasets::{DatasetError, TextSheet, text_workbook};

use super::{BESIDE, INTRO, called, constraint, lists, one_side, relevant};
use crate::survey::{ENGLISH, Item, ItemInput, Section, Side, Survey, Text, Wording};

/// The columns of the sheet `survey` in their order; those that end in `::` and `_` stand once for each language.
const COLUMNS: [&str; 25] = [
    "type",
    "name",
    "label::",
    "hint::",
    "required",
    "required_message::",
    "relevant",
    "appearance",
    "constraint",
    "parameters",
    "cg_kind",
    "cg_label_",
    "cg_topic_",
    "cg_stem_",
    "cg_text_",
    "cg_hint_",
    "cg_role",
    "cg_ledger",
    "cg_aim",
    "cg_scale",
    "cg_missing",
    "cg_other",
    "cg_maximum",
    "cg_decimals",
    "cg_describes_person",
];
const CHOICES: [&str; 3] = ["list_name", "name", "label::"];
/// What says that something is so.
const YES: &str = "yes";

/// Cells by heading.
type Row = BTreeMap<String, String>;

/// The form that one side fills in.
///
/// # Errors
/// A wording longer than a cell can be.
pub fn write(survey: &Survey, side: Side) -> Result<Vec<u8>, DatasetError> {
    let survey = &one_side(survey, side);
    let languages: Vec<String> = survey.languages().map(str::to_owned).collect();
    let form = Form { survey, side, languages: &languages };
    let sheets = [
        TextSheet { name: "survey", rows: form.table(&COLUMNS, &form.rows()) },
        TextSheet { name: "choices", rows: form.table(&CHOICES, &form.choices()) },
        TextSheet { name: "settings", rows: form.settings() },
    ];
    text_workbook(&sheets)
}

struct Form<'s> {
    survey: &'s Survey,
    side: Side,
    languages: &'s [String],
}

impl Form<'_> {
    fn rows(&self) -> Vec<Row> {
        let mut intro = row(&[("type", "note"), ("name", INTRO), ("cg_kind", "intro")]);
        self.wording(&mut intro, "label::", &self.survey.intro);
        let mut rows = vec![intro];
        for (number, section) in (1..).zip(&self.survey.sections) {
            let name = format!("cg_section_{number}");
            let mut begin = row(&[("type", "begin_group"), ("name", &name), ("appearance", "field-list")]);
            self.wording(&mut begin, "label::", &section.title);
            if let Some(stem) = &section.stem {
                self.wording(&mut begin, "cg_stem_", stem);
            }
            rows.push(begin);
            for item in &section.items {
                rows.push(self.item(section, item));
                rows.extend(self.beside_other(item));
            }
            rows.push(row(&[("type", "end_group")]));
        }
        rows
    }

    fn item(&self, section: &Section, item: &Item) -> Row {
        let kind = form_type(item);
        let relevant = relevant::written(item.show_if.as_ref(), item.paper_only);
        let members = item.kind.members();
        let maximum = members.maximum.map(|most| most.to_string()).unwrap_or_default();
        let decimals = members.decimals.map(|digits| digits.to_string()).unwrap_or_default();
        let in_list = kind.starts_with("select");
        let missing: Vec<&str> = item.missing.iter().map(|missing| missing.key()).collect();
        let yes = |is_so: bool| if is_so { YES } else { "" };
        let mut row = row(&[
            ("type", &kind),
            ("name", &item.key),
            ("required", yes(item.is_required())),
            ("relevant", &relevant),
            ("appearance", appearance(item)),
            ("constraint", &constraint::written(item.kind.input())),
            ("parameters", if item.kind.is_shuffled() { "randomize=true" } else { "" }),
            ("cg_kind", item.kind.name()),
            ("cg_role", item.role.map(lists::role_key).unwrap_or_default()),
            ("cg_ledger", item.ledger.map(lists::ledger_key).unwrap_or_default()),
            ("cg_aim", item.aim.as_deref().unwrap_or_default()),
            ("cg_scale", item.kind.scale().unwrap_or_default()),
            ("cg_missing", &if in_list { String::new() } else { missing.join(" ") }),
            ("cg_other", item.kind.other().unwrap_or_default()),
            ("cg_maximum", if kind.starts_with("rank") { maximum.as_str() } else { "" }),
            ("cg_decimals", &decimals),
            ("cg_describes_person", yes(item.describes_person)),
        ]);
        self.asked(&mut row, section, item);
        self.text(&mut row, "cg_label_", &item.label);
        if let Some(topic) = &item.topic {
            self.text(&mut row, "cg_topic_", topic);
        }
        if let Some(message) = &item.required_message {
            self.wording(&mut row, "required_message::", message);
        }
        row
    }

    /// The question and its hint, as they are read; with earlier answers in them also as they are written.
    fn asked(&self, row: &mut Row, section: &Section, item: &Item) {
        for language in self.languages {
            let translated = |wording: &Wording| has(wording, self.side, language);
            if translated(&item.text) {
                let question = section.question(item, self.side, language);
                put(row, "label::", language, &lists::with_references(&question));
            }
            if let Some(hint) = item.hint.as_ref().filter(|hint| translated(hint)) {
                put(row, "hint::", language, &lists::with_references(hint.read(self.side, language)));
            }
        }
        if item.carries_answers() {
            self.wording(row, "cg_text_", &item.text);
            if let Some(hint) = &item.hint {
                self.wording(row, "cg_hint_", hint);
            }
        }
    }

    /// The line beside the option for “other”.
    fn beside_other(&self, item: &Item) -> Option<Row> {
        let option = item.option(item.kind.other()?)?;
        let name = format!("{}__{}_text", item.key, option.key);
        let relevant = format!("selected(${{{}}}, '{}')", item.key, option.key);
        let constraint = constraint::written(ItemInput::Line);
        let mut row = row(&[
            ("type", "text"),
            ("name", &name),
            ("relevant", &relevant),
            ("constraint", &constraint),
            ("cg_kind", BESIDE),
        ]);
        self.wording(&mut row, "label::", &option.label);
        Some(row)
    }

    /// The lists of the sheet `choices`, each once.
    fn choices(&self) -> Vec<Row> {
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for item in self.survey.items() {
            let Some(list) = lists::name(item).filter(|list| seen.insert(list.clone())) else { continue };
            for (value, label) in lists::choices(self.survey, item, self.languages) {
                let mut choice = row(&[("list_name", &list), ("name", &value)]);
                self.text(&mut choice, "label::", &label);
                rows.push(choice);
            }
        }
        rows
    }

    fn settings(&self) -> Vec<Vec<String>> {
        let Survey { key, version, title, aims_to_pick, scales, pairs, scores, .. } = self.survey;
        let aims = aims_to_pick.map(|aims| aims.to_string()).unwrap_or_default();
        let mut cells = vec![
            ("form_title".to_owned(), title.read(self.side, ENGLISH).to_owned()),
            ("form_id".to_owned(), key.clone()),
            ("version".to_owned(), version.to_string()),
            ("style".to_owned(), "pages".to_owned()),
            ("default_language".to_owned(), called(ENGLISH)),
            ("cg_side".to_owned(), self.side.key().to_owned()),
            ("cg_aims_to_pick".to_owned(), aims),
            ("cg_scales".to_owned(), lists::json(scales)),
            ("cg_pairs".to_owned(), lists::json(pairs)),
            ("cg_scores".to_owned(), lists::json(scores)),
        ];
        for language in self.languages.iter().filter(|language| *language != ENGLISH) {
            if has(title, self.side, language) {
                cells.push((format!("cg_title_{language}"), title.read(self.side, language).to_owned()));
            }
        }
        cells.retain(|(_, cell)| !cell.is_empty());
        let (headings, cells) = cells.into_iter().unzip();
        vec![headings, cells]
    }

    fn wording(&self, row: &mut Row, column: &str, wording: &Wording) {
        if let Some(text) = wording.on(self.side) {
            self.text(row, column, text);
        }
    }

    fn text(&self, row: &mut Row, column: &str, text: &Text) {
        for language in self.languages.iter().filter(|language| speaks(text, language)) {
            put(row, column, language, text.in_language(language));
        }
    }

    /// Headings and rows, without the columns that nothing stands in.
    fn table(&self, columns: &[&str], rows: &[Row]) -> Vec<Vec<String>> {
        let of_languages = |column: &&str| -> Vec<String> {
            if column.ends_with(':') || column.ends_with('_') {
                self.languages.iter().map(|language| heading(column, language)).collect()
            } else {
                vec![(*column).to_owned()]
            }
        };
        let is_used = |heading: &String| rows.iter().any(|row| row.contains_key(heading));
        let headings: Vec<String> = columns.iter().flat_map(of_languages).filter(is_used).collect();
        let cells = |row: &Row| -> Vec<String> {
            headings.iter().map(|heading| row.get(heading).cloned().unwrap_or_default()).collect()
        };
        let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
        std::iter::once(headings).chain(cells).collect()
    }
}

/// The `type` of an item.
fn form_type(item: &Item) -> String {
    let list = || lists::name(item).unwrap_or_default();
    match item.kind.input() {
        ItemInput::Scale | ItemInput::One => format!("select_one {}", list()),
        ItemInput::Several { .. } => format!("select_multiple {}", list()),
        ItemInput::Ranked { .. } => format!("rank {}", list()),
        ItemInput::Number { .. } if item.kind.members().decimals.is_some() => "decimal".to_owned(),
        ItemInput::Number { .. } => "integer".to_owned(),
        ItemInput::Date => "date".to_owned(),
        ItemInput::Line | ItemInput::Paragraph { .. } => "text".to_owned(),
        ItemInput::Nothing => "note".to_owned(),
    }
}

fn appearance(item: &Item) -> &'static str {
    match item.kind.input() {
        ItemInput::Scale => "likert",
        ItemInput::Paragraph { .. } => "multiline",
        _ => "",
    }
}

/// Cells of columns without languages; empty ones are left out.
fn row(cells: &[(&str, &str)]) -> Row {
    let cells = cells.iter().filter(|(_, cell)| !cell.is_empty());
    cells.map(|(heading, cell)| ((*heading).to_owned(), (*cell).to_owned())).collect()
}

fn put(row: &mut Row, column: &str, language: &str, cell: &str) {
    if !cell.is_empty() {
        row.insert(heading(column, language), cell.to_owned());
    }
}

/// `label::English (en)`, `cg_label_en`
fn heading(column: &str, language: &str) -> String {
    if column.ends_with(':') {
        format!("{column}{}", called(language))
    } else {
        format!("{column}{language}")
    }
}

fn speaks(text: &Text, language: &str) -> bool {
    language == ENGLISH || text.translation(language).is_some()
}

fn has(wording: &Wording, side: Side, language: &str) -> bool {
    wording.on(side).is_some_and(|text| speaks(text, language))
}
