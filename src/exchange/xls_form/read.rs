//! An XLSForm as a survey: the part of the format that surveys here can be. Whatever else is asked for is refused by its sheet,
//! row and column, all of it at once.

mod choices;
mod question;

use serde::de::DeserializeOwned;

use self::{choices::ChoiceLists, question::QuestionRow};
use super::{
    BESIDE, INTRO, lists, relevant,
    sheets::{FormRow, FormSheets},
};
use crate::survey::{
    Condition, Conditions, ENGLISH, Item, Section, Side, Survey, Text, Wording, condition::Test,
    definition::ScaleDefinition, words,
};

/// What tells of the device and the moment, and asks nothing.
const METADATA: [&str; 10] = [
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
];
/// What a form may ask for that surveys here cannot do.
const REFUSED: [&str; 6] =
    ["calculation", "choice_filter", "repeat_count", "trigger", "default", "read_only"];
/// What a survey says that says nothing.
const NO_INTRO: &str =
    "Please answer these questions. You can leave out any question that you don’t want to answer.";
const NO_TITLE: &str = "New survey";

/// The survey of a form.
///
/// # Errors
/// Everything that is wrong with it, or that a survey here cannot be, each with its place.
pub fn read(bytes: &[u8]) -> Result<Survey, Vec<String>> {
    let sheets = FormSheets::read(bytes).map_err(|wrong| vec![wrong])?;
    let mut reading =
        Reading { wrong: Vec::new(), sections: Vec::new(), in_group: false, in_loose: false, intro: None };
    let scales: Vec<ScaleDefinition> = setting_json(&sheets, "cg_scales", &mut reading.wrong);
    let choices = ChoiceLists::read(&sheets.choices, &mut reading.wrong);
    for row in &sheets.survey.rows {
        reading.row(row, &choices, &scales);
    }
    let survey = reading.survey(&sheets, scales);
    let Reading { mut wrong, .. } = reading;
    if wrong.is_empty() {
        wrong.extend(survey.faults().iter().map(ToString::to_string));
    }
    if wrong.is_empty() { Ok(survey) } else { Err(wrong) }
}

/// What was read so far.
struct Reading {
    wrong: Vec<String>,
    sections: Vec<Section>,
    in_group: bool,
    /// Whether the last section is of questions outside all groups.
    in_loose: bool,
    intro: Option<Text>,
}

impl Reading {
    fn row(&mut self, row: &FormRow, choices: &ChoiceLists, scales: &[ScaleDefinition]) {
        let kind = row.cell("type");
        let plain = kind.to_ascii_lowercase().replace('_', " ");
        let begins = plain.split_whitespace().next().unwrap_or_default();
        if METADATA.contains(&plain.as_str()) || row.cell("cg_kind") == BESIDE {
            return;
        }
        match plain.as_str() {
            "" => self.refuse(row, "name", "this row has no type"),
            "begin group" if self.in_group => {
                self.refuse(row, "type", "a group can’t be inside another group");
            }
            "begin group" => self.begin(row),
            "end group" => self.in_group = false,
            _ if begins == "begin" || begins == "end" => {
                self.refuse(row, "type", "only groups can be read here, not repeats");
            }
            "note" if row.cell("name") == INTRO => self.intro = text(row, "label"),
            _ => self.question(row, choices, scales),
        }
    }

    fn refuse(&mut self, row: &FormRow, heading: &str, what: &str) {
        self.wrong.push(row.wrong(heading, what));
    }

    fn begin(&mut self, row: &FormRow) {
        (self.in_group, self.in_loose) = (true, false);
        if !row.cell("relevant").is_empty() {
            let what = "a group can’t have a condition; put it on each question of the group";
            self.refuse(row, "relevant", what);
        }
        let title = text(row, "label").unwrap_or_else(|| Text::english(self.next_title()));
        let stem = own_text(row, "cg_stem_").map(Wording::Same);
        self.sections.push(Section { title: Wording::Same(title), stem, items: Vec::new() });
    }

    fn next_title(&self) -> String {
        format!("Part {}", self.sections.len() + 1)
    }

    fn question(&mut self, row: &FormRow, choices: &ChoiceLists, scales: &[ScaleDefinition]) {
        for heading in REFUSED {
            if !row.cell(heading).is_empty() {
                self.refuse(row, heading, &format!("`{heading}` can’t be read; leave this column empty"));
            }
        }
        if !self.in_group && !self.in_loose {
            self.in_loose = true;
            let title = Wording::english(self.next_title());
            self.sections.push(Section { title, stem: None, items: Vec::new() });
        }
        let Some(section) = self.sections.last_mut() else { return };
        match (QuestionRow { row, choices, scales, stem: section.stem.as_ref() }).item() {
            Ok(item) => section.items.push(item),
            Err(wrong) => self.wrong.extend(wrong),
        }
    }

    fn survey(&mut self, sheets: &FormSheets, scales: Vec<ScaleDefinition>) -> Survey {
        let mut sections = std::mem::take(&mut self.sections);
        sections.retain(|section| !section.items.is_empty());
        let known: Vec<Item> = sections.iter().flat_map(|section| section.items.clone()).collect();
        for item in sections.iter_mut().flat_map(|section| &mut section.items) {
            item.show_if = item.show_if.take().map(|conditions| with_known_values(&conditions, &known));
        }
        let settings = sheets.settings.rows.first();
        let setting = |heading: &str| settings.map_or("", |row| row.cell(heading));
        let title = match setting("form_title") {
            "" => NO_TITLE,
            title => title,
        };
        let titles = settings.into_iter().flat_map(|row| row.beginning("cg_title_"));
        let title = titles.fold(Text::english(title), |title, (language, text)| title.with(language, text));
        let intro = self.intro.take().unwrap_or_else(|| Text::english(NO_INTRO));
        Survey {
            key: match setting("form_id") {
                "" => "survey".to_owned(),
                id => lists::key(id, "survey_"),
            },
            version: setting("version").parse().unwrap_or(1).max(1),
            title: Wording::Same(title),
            intro: Wording::Same(intro),
            sides: vec![Side::from_key(setting("cg_side")).unwrap_or(Side::Partner)],
            aims_to_pick: setting("cg_aims_to_pick").parse().ok(),
            scales,
            sections,
            pairs: setting_json(sheets, "cg_pairs", &mut self.wrong),
            scores: setting_json(sheets, "cg_scores", &mut self.wrong),
        }
    }
}

/// Some parts of a survey that stand in a setting as in its file.
fn setting_json<T: DeserializeOwned>(sheets: &FormSheets, heading: &str, wrong: &mut Vec<String>) -> Vec<T> {
    let Some(row) = sheets.settings.rows.first() else { return Vec::new() };
    match row.cell(heading) {
        "" => Vec::new(),
        json => serde_json::from_str(json).unwrap_or_else(|error| {
            wrong.push(row.wrong(heading, &format!("this can’t be read: {error}")));
            Vec::new()
        }),
    }
}

/// Conditions whose values are those of the items that they look at: a choice may have got another key.
fn with_known_values(conditions: &Conditions, items: &[Item]) -> Conditions {
    let tests = conditions.tests().iter().map(|Condition { item, test }| {
        let options = items.iter().find(|known| known.key == *item).map(|known| known.kind.options());
        let known = |value: &String| match options {
            Some([_, ..]) if lists::offered(value).is_none() => lists::key(value, choices::BEFORE),
            _ => value.clone(),
        };
        let test = match test {
            Test::AnyOf(values) => Test::AnyOf(values.iter().map(known).collect()),
            Test::NoneOf(values) => Test::NoneOf(values.iter().map(known).collect()),
        };
        Condition { item: item.clone(), test }
    });
    Conditions::new(conditions.join(), tests.collect())
}

/// What a row says under a heading in each language.
fn text(row: &FormRow, heading: &str) -> Option<Text> {
    let plain = Some(row.cell(heading)).filter(|cell| !cell.is_empty());
    let begin = format!("{heading}::");
    let mut texts: Vec<(String, &str)> =
        row.beginning(&begin).map(|(language, cell)| (code(language), cell)).collect();
    let english = texts.iter().position(|(language, _)| language == ENGLISH).map(|at| texts.remove(at).1);
    // A form in one language need not say which; what has no English is read as if it were.
    let english = english.or(plain).or_else(|| (!texts.is_empty()).then(|| texts.remove(0).1))?;
    Some(texts.into_iter().fold(Text::english(english), |text, (language, cell)| text.with(&language, cell)))
}

/// The same of one of our own columns.
fn own_text(row: &FormRow, begin: &str) -> Option<Text> {
    let mut texts: Vec<(&str, &str)> = row.beginning(begin).collect();
    let english = texts.iter().position(|(language, _)| *language == ENGLISH)?;
    let (_, english) = texts.remove(english);
    Some(texts.into_iter().fold(Text::english(english), |text, (language, cell)| text.with(language, cell)))
}

/// The code of a language in a heading: that in parentheses, or that of a language which is known by name.
fn code(language: &str) -> String {
    let inside = language.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    let is_called = |name: &str| name.eq_ignore_ascii_case(language);
    let known = words::all().iter().find(|words| is_called(words.name) || is_called(words.english_name));
    match (inside, known) {
        (Some(code), _) => code.trim().to_owned(),
        (None, Some(words)) => words.code.to_owned(),
        (None, None) => language.to_ascii_lowercase(),
    }
}

/// What an item hangs on, and whether it is on paper alone.
fn shown(row: &FormRow) -> Result<(Option<Conditions>, bool), String> {
    let cell = row.cell("relevant");
    let conditions = relevant::read(cell).map_err(|wrong| row.wrong("relevant", &wrong))?;
    let named = conditions.map(|conditions| {
        let tests = conditions.tests().iter().cloned();
        let tests = tests.map(|Condition { item, test }| Condition { item: lists::key(&item, "q_"), test });
        Conditions::new(conditions.join(), tests.collect())
    });
    Ok((named, cell.starts_with("false()")))
}
