//! The language that somebody reads in: the one the address names, else the one chosen before, else the one their
//! browser asks for, else the first of the programme. It is kept in their browser alone, never with an answer.

use crate::{
    store::ProgrammeSettings,
    survey::{Survey, words},
    web::{Visitor, public::answer::draft},
};

/// One of the languages that a survey is offered in.
pub(crate) fn choose(visitor: &Visitor<'_>, survey: &Survey, settings: &ProgrammeSettings) -> String {
    let offered = |wanted: &String| settings.offered(survey).any(|language| language == wanted);
    let chosen = visitor.asked_language.clone().filter(&offered);
    let chosen = chosen.or_else(|| draft::remembered_language(visitor.cookies).filter(&offered));
    chosen.unwrap_or_else(|| {
        let first = settings.first_language(survey);
        words::preferred(visitor.accepts, settings.offered(survey), first).to_owned()
    })
}
