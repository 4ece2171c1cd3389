//! Which languages a programme offers, and which comes first.

use crate::{
    store::ProgrammeSettings,
    survey::{ENGLISH, Words, words},
    web::{Field, FormChoice, FormData, FormProblems},
};

pub(crate) const LEAD: &[&str] = &[
    "A survey is offered in every language it is translated into, unless you turn one off. English is always \
     offered.",
    "The first language is used for invitations and reminders, and for forms when a person’s browser doesn’t \
     ask for another. If a survey isn’t translated into it, English is used.",
];

/// The languages that the pages speak besides English.
fn others() -> impl Iterator<Item = &'static Words> {
    words::all().iter().copied().filter(|words| words.code != ENGLISH)
}

/// What is set now, in a sentence.
pub(crate) fn state(settings: &ProgrammeSettings) -> String {
    let offered = words::all().iter().filter(|words| settings.offers(words.code));
    let offered: Vec<&str> = offered.map(|words| words.english_name).collect();
    format!("Offered: {}. First: {}.", offered.join(", "), words::english_name_of(&settings.language))
}

pub(crate) fn entries(settings: &ProgrammeSettings) -> FormData {
    let offered = others().map(|words| words.code).filter(|code| settings.offers(code));
    let offered = offered.map(|code| ("languages", code.to_owned()));
    FormData::of(offered.chain([("language", settings.language.clone())]))
}

pub(crate) fn fields(entries: &FormData) -> Vec<Field> {
    let offered = others();
    let offered =
        offered.map(|words| FormChoice::of(words.code, words.english_name, entries.all("languages")));
    let first = words::all().iter();
    let first = first.map(|words| FormChoice::of(words.code, words.english_name, [entries.one("language")]));
    vec![
        Field::boxes("languages", "Languages besides English", offered).hint(
            "The pages around the questions, the emails and the ready-made surveys are available in all of these. \
             No native speaker has checked them yet: ask one to read a language before you use it. Your own surveys \
             can have other languages.",
        ),
        Field::select("language", "The first language", first),
    ]
}

pub(crate) fn apply(entries: &FormData, settings: &mut ProgrammeSettings, problems: &mut FormProblems) {
    let is_chosen = |code: &str| entries.all("languages").any(|chosen| chosen == code);
    // What the pages do not speak was left out by other hands, and stays so.
    settings.languages_left_out.retain(|code| others().all(|words| words.code != code));
    let left_out = others().map(|words| words.code).filter(|code| !is_chosen(code));
    settings.languages_left_out.extend(left_out.map(str::to_owned));
    let first = entries.one("language");
    if !words::all().iter().any(|words| words.code == first) {
        problems.add("language", "Select the first language");
    } else if !settings.offers(first) {
        problems.add("language", "Select a language that is offered, or offer this one as well");
    }
    first.clone_into(&mut settings.language);
}
