//! The texts of a survey that people read, beside their translations.

use std::collections::BTreeMap;

use crate::{Item, Section, Side, Survey, Text, Wording, item::Members};

/// A text with its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslatedText {
    /// Its name in forms, which says where it stands.
    pub name: String,
    /// What it is: “Question”.
    pub what: String,
    pub english: String,
    /// The translation; none while it is missing.
    pub translated: Option<String>,
}

/// Texts that belong together: a question with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextGroup {
    /// What they are of: the label of a question, the number of a section.
    pub of: String,
    /// The texts.
    pub pairs: Vec<TranslatedText>,
}

/// What is done with each text: the group it belongs to, its name, what it is, and the text.
type Each<'f> = &'f mut dyn FnMut(&str, String, String, &mut Text);

/// Every text in the order in which people meet it.
pub fn texts(survey: &Survey, language: &str) -> Vec<TextGroup> {
    let mut groups: Vec<TextGroup> = Vec::new();
    each(&mut survey.clone(), &mut |of, name, what, text| {
        let translated = text.translation(language).map(str::to_owned);
        let pair = TranslatedText { name, what, english: text.to_string(), translated };
        match groups.last_mut().filter(|group| group.of == of) {
            Some(group) => group.pairs.push(pair),
            None => groups.push(TextGroup { of: of.to_owned(), pairs: vec![pair] }),
        }
    });
    groups
}

/// How many texts have no translation.
pub fn missing(survey: &Survey, language: &str) -> usize {
    let groups = texts(survey, language);
    groups.iter().flat_map(|group| &group.pairs).filter(|pair| pair.translated.is_none()).count()
}

/// The survey with these translations by the names of their texts; one that is empty is taken out, and a text that is
/// not among them stays as it is.
pub fn translate(survey: &Survey, language: &str, entered: &BTreeMap<String, String>) -> Survey {
    let mut survey = survey.clone();
    each(&mut survey, &mut |_, name, _, text| {
        let Some(words) = entered.get(&name) else { return };
        let now = std::mem::replace(text, Text::english(String::new()));
        *text = if words.is_empty() { now.without(language) } else { now.with(language, words) };
    });
    survey
}

fn each(survey: &mut Survey, act: Each<'_>) {
    let whole = "Title and introduction";
    wording(&mut survey.title, whole, "title", "Title", act);
    wording(&mut survey.intro, whole, "intro", "Introduction", act);
    for (number, section) in (1..).zip(&mut survey.sections) {
        of_section(number, section, act);
    }
    for scale in &mut survey.scales {
        let of = format!("Scale: {}", scale.labels.each_ref().map(Text::to_string).join(" · "));
        for (point, label) in (1..).zip(&mut scale.labels) {
            act(&of, format!("scale.{}.{point}", scale.key), format!("Point {point}"), label);
        }
    }
}

fn of_section(number: usize, section: &mut Section, act: Each<'_>) {
    let of = format!("Section {number}");
    wording(&mut section.title, &of, &format!("section.{number}.title"), "Heading", act);
    if let Some(stem) = &mut section.stem {
        wording(stem, &of, &format!("section.{number}.stem"), "Opening words", act);
    }
    for item in &mut section.items {
        of_item(item, act);
    }
}

fn of_item(item: &mut Item, act: Each<'_>) {
    let (of, name) = (item.label.to_string(), |part: &str| format!("item.{}.{part}", item.key));
    let (text, hint, message) = (name("text"), name("hint"), name("required"));
    wording(&mut item.text, &of, &text, "Question", act);
    if let Some(words) = &mut item.hint {
        wording(words, &of, &hint, "Help text", act);
    }
    if let Some(words) = &mut item.required_message {
        wording(words, &of, &message, "Message when it is left blank", act);
    }
    let mut members = item.kind.members();
    of_members(&mut members, &of, &item.key, act);
    if let Ok(kind) = item.kind.listing().read(members) {
        item.kind = kind;
    }
}

fn of_members(members: &mut Members, of: &str, key: &str, act: Each<'_>) {
    for option in members.options.iter_mut().flatten() {
        wording(&mut option.label, of, &format!("item.{key}.option.{}", option.key), "Answer", act);
    }
    for (point, label) in (1..).zip(members.labels.iter_mut().flatten()) {
        act(of, format!("item.{key}.point.{point}"), format!("Point {point}"), label);
    }
    for (end, what, label) in [("low", "Low end", &mut members.low), ("high", "High end", &mut members.high)]
    {
        if let Some(label) = label {
            act(of, format!("item.{key}.{end}"), what.to_owned(), label);
        }
    }
}

/// One text, or one for each side.
fn wording(wording: &mut Wording, of: &str, name: &str, what: &str, act: Each<'_>) {
    match wording {
        Wording::Same(text) => act(of, name.to_owned(), what.to_owned(), text),
        Wording::BySide { library, partner } => {
            let sides = [(Side::Library, "library staff", library), (Side::Partner, "partners", partner)];
            for (side, people, text) in sides {
                if let Some(text) = text {
                    act(of, format!("{name}.{}", side.key()), format!("{what} for {people}"), text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::templates;
    use super::*;

    fn count(survey: &Survey, missing: bool) -> usize {
        let groups = texts(survey, "cy");
        groups
            .iter()
            .flat_map(|group| &group.pairs)
            .filter(|pair| pair.translated.is_none() == missing)
            .count()
    }

    #[test]
    fn every_text_of_the_ready_made_surveys_has_a_name_of_its_own_and_is_put_back_as_it_was() {
        for survey in templates::all() {
            let groups = texts(survey, "cy");
            let pairs: Vec<&TranslatedText> = groups.iter().flat_map(|group| &group.pairs).collect();
            let entered: BTreeMap<String, String> =
                pairs.iter().filter_map(|p| Some((p.name.clone(), p.translated.clone()?))).collect();
            let none: BTreeMap<String, String> =
                pairs.iter().map(|pair| (pair.name.clone(), String::new())).collect();
            assert_eq!(none.len(), pairs.len(), "{}", survey.key);
            let bare = translate(survey, "cy", &none);
            assert_eq!(count(&bare, false), 0);
            let again = translate(&bare, "cy", &entered);
            assert_eq!(again, *survey);
        }
    }
}
