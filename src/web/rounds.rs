//! A survey asked of people from one time to another: how many have answered, the ways in, the people and their emails, the results.

pub(crate) mod cancel;
pub(crate) mod close;
pub(crate) mod connect;
pub(crate) mod dates;
pub(crate) mod delete;
pub(crate) mod export;
pub(crate) mod invitations;
pub(crate) mod load;
pub(crate) mod moment;
pub(crate) mod new;
pub(crate) mod paper;
pub(crate) mod paper_codes;
pub(crate) mod paper_entry;
pub(crate) mod people;
pub(crate) mod poster;
pub(crate) mod reopen;
pub(crate) mod results;
pub(crate) mod show;
pub(crate) mod ways;

use crate::{
    store::{Course, Programme, Round},
    survey::{ENGLISH, Survey},
    web::{Desk, Link, Result, Trainer, at, rounds::load::LoadedRound},
};

/// What is told when something happened before it could be changed.
const TOO_LATE: &str = "It has since opened or closed, so nothing was changed";

/// A survey as lists call it: with the course that asks it, because every course asks the same.
pub(crate) fn name(survey: &Survey, round: &Round, course: Option<&String>) -> String {
    let title = survey.title.read(round.side, ENGLISH);
    course.map_or_else(|| title.to_owned(), |course| format!("{course}: {title}"))
}

/// How many have answered by now, in words alone: for pages that stay open in the room.
#[rocket::get("/programmes/<_>/rounds/<code>/count")]
pub(crate) async fn count(desk: Desk<'_, Trainer>, code: &str) -> Result<String> {
    Ok(LoadedRound::find(&desk, code).await?.turnout(&desk).await?.so_far())
}

/// The pages above one that belongs to a round.
pub(crate) fn above(programme: &Programme, course: Option<&Course>) -> Vec<Link> {
    let slug = &programme.slug;
    match course {
        Some(course) => vec![
            Link::new("Courses", at::courses(slug)),
            Link::new(&course.title, at::course(slug, course.id)),
        ],
        None => vec![Link::new("Surveys", at::surveys(slug))],
    }
}
