//! Words for each side in each language, as fields of a form.

use common_ground_reports::summary::wording::capitalised;

use crate::{
    survey::{
        definition::Survey,
        round::Side,
        text::{ENGLISH, Text, Wording},
        words,
    },
    web::{
        http::form_data::FormData,
        parts::form::{Field, Input, Problems},
        surveys::people,
    },
};

/// The sides that read some words, and the languages they are written in.
pub(crate) struct Wordings<'a> {
    pub(crate) sides: &'a [Side],
    pub(crate) languages: Vec<String>,
}

impl<'a> Wordings<'a> {
    /// Words for all sides of a survey, in its languages.
    pub(crate) fn of(survey: &'a Survey) -> Self {
        Self { sides: &survey.sides, languages: survey.languages().map(str::to_owned).collect() }
    }

    /// The languages of a survey, and those that it could have.
    pub(crate) fn all_languages(survey: &Survey) -> Vec<String> {
        let mut languages: Vec<String> = survey.languages().map(str::to_owned).collect();
        for known in words::all() {
            if !languages.iter().any(|language| language == known.code) {
                languages.push(known.code.to_owned());
            }
        }
        languages
    }

    /// A field for each side and language.
    pub(crate) fn fields(&self, name: &str, label: &str, rows: u8, entered: Option<&Wording>) -> Vec<Field> {
        let mut fields = Vec::new();
        for side in self.sides {
            for language in &self.languages {
                let of = if self.sides.len() > 1 { format!(" for {}", people(*side)) } else { String::new() };
                let tongue = if self.languages.len() > 1 {
                    format!(" in {}", words::name_of(language))
                } else {
                    String::new()
                };
                let text = entered.and_then(|wording| wording.on(*side));
                let has = |text: &&Text| text.languages().any(|one| one == language);
                let value = text.filter(has).map_or("", |text| text.in_language(language)).to_owned();
                let input = match rows {
                    1 => Input::Line { kind: "text", autocomplete: "off", value },
                    rows => Input::Text { rows, value },
                };
                let label = capitalised(&format!("{label}{of}{tongue}"));
                fields.push(Field::new(field(name, *side, language), label, input));
            }
        }
        fields
    }

    /// The first of these fields.
    pub(crate) fn first(&self, name: &str) -> String {
        field(name, self.sides.first().copied().unwrap_or(Side::Partner), ENGLISH)
    }

    /// What was entered.
    pub(crate) fn read(
        &self,
        entries: &FormData,
        name: &str,
        most: usize,
        problems: &mut Problems,
    ) -> Wording {
        let mut text_of = |side: Side| {
            let mut text = Text::english(String::new());
            for language in &self.languages {
                let name = field(name, side, language);
                let entered = entries.one(&name).replace("\r\n", "\n");
                if entered.chars().count() > most {
                    problems.add(name, format!("Shorten this text to {most} characters or fewer"));
                }
                if language == ENGLISH || !entered.is_empty() {
                    text = text.with(language, entered);
                }
            }
            text
        };
        let texts: Vec<(Side, Text)> = self.sides.iter().map(|side| (*side, text_of(*side))).collect();
        match texts.as_slice() {
            [(_, one), rest @ ..] if rest.iter().all(|(_, other)| other == one) => Wording::Same(one.clone()),
            _ => {
                let of =
                    |wanted| texts.iter().find(|(side, _)| *side == wanted).map(|(_, text)| text.clone());
                Wording::BySide { library: of(Side::Library), partner: of(Side::Partner) }
            }
        }
    }

    /// What was entered where nothing is needed: nothing at all, or English for each of the sides that are `asked`.
    pub(crate) fn read_optional(
        &self,
        entries: &FormData,
        (name, most): (&str, usize),
        asked: &[Side],
        problems: &mut Problems,
    ) -> Option<Wording> {
        let wording = self.read(entries, name, most, problems);
        if Self::is_blank(&wording) {
            return None;
        }
        for side in asked.iter().filter(|side| wording.read(**side, ENGLISH).is_empty()) {
            problems.add(field(name, *side, ENGLISH), "Enter this text too, or leave it blank everywhere");
        }
        Some(wording)
    }

    /// Whether there is nothing to read, in any language.
    fn is_blank(wording: &Wording) -> bool {
        wording.texts().all(|text| text.languages().all(|language| text.in_language(language).is_empty()))
    }
}

fn field(name: &str, side: Side, language: &str) -> String {
    format!("{name}_{}_{language}", side.key())
}
