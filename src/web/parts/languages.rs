//! What staff are told of the languages of surveys: which there are, and which of them no native speaker has read.

use crate::{store::ProgrammeSettings, survey::words};

/// “English, Welsh and Polish”
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// That no native speaker has read what a survey says in a language; none where one has.
pub(crate) fn unread(language: &str) -> Option<String> {
    (!words::is_checked(language)).then(|| {
        format!(
            "No native speaker has checked the {} pages and ready-made surveys yet. Ask one to read this survey \
             before you use it.",
            words::english_name_of(language)
        )
    })
}

/// The languages that surveys are offered in and no native speaker has read; none where all were.
pub(crate) fn unread_among(settings: &ProgrammeSettings) -> Option<String> {
    let is_unread = |code: &str| settings.offers(code) && !words::is_checked(code);
    let unread = words::all().iter().filter(|spoken| is_unread(spoken.code));
    let unread: Vec<&str> = unread.map(|spoken| spoken.english_name).collect();
    (!unread.is_empty()).then(|| {
        format!(
            "Ready-made surveys are also offered in {}. No native speaker has checked these translations yet: ask \
             one to read a survey before you use it, or turn languages off in Settings.",
            listed(unread.iter().copied())
        )
    })
}
