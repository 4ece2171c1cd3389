//! A survey asked of people from one time to another, as its own pages, other pages and the API know it: how it is called, planned
//! and changed, and who is asked.

pub(crate) mod answers;
pub(crate) mod change;
pub(crate) mod load;
pub(crate) mod moment;
pub(crate) mod people;
pub(crate) mod plan;

use crate::{
    store::{Course, Programme, Round, rounds},
    survey::{ENGLISH, Survey},
    web::{Desk, Error, Link, Result, Seat, at, parts::course},
};

/// A survey of this programme, by its code.
pub(crate) async fn find<G: Seat>(desk: &Desk<'_, G>, code: &str) -> Result<Round> {
    rounds::in_programme(desk.db(), desk.programme().id, code).await?.ok_or(Error::NotFound)
}

/// A survey as lists call it: with the course that asks it, because every course asks the same.
pub(crate) fn name(survey: &Survey, round: &Round, course: Option<&String>) -> String {
    let title = survey.title.read(round.side, ENGLISH);
    course.map_or_else(|| title.to_owned(), |course| format!("{course}: {title}"))
}

/// The pages above one that belongs to a round.
pub(crate) fn above(programme: &Programme, course: Option<&Course>) -> Vec<Link> {
    let slug = &programme.slug;
    match course {
        Some(course) => course::above(slug, course),
        None => vec![Link::new("Surveys", at::surveys(slug))],
    }
}
