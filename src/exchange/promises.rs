//! The promises of a programme as a file: one line for each, the first due first.

use std::collections::HashMap;

use common_ground_reports::formula::guarded;
use csv::{Terminator, WriterBuilder};
use uuid::Uuid;

use super::BYTE_ORDER_MARK;
use crate::store::{Connection, Judgement, Promise, Result, StoreError, courses, partners, promises};

/// The columns.
const COLUMNS: [&str; 15] = [
    "id",
    "origin",
    "about",
    "course",
    "partner",
    "asked",
    "promise",
    "owner",
    "side",
    "by_when",
    "state",
    "settled_on",
    "outcome",
    "released",
    "judgement",
];

/// `promises.csv` of a programme.
pub async fn csv(db: &Connection, programme: Uuid) -> Result<Vec<u8>> {
    let partners = partners::all(db, programme).await?;
    let partners = partners.into_iter().map(|partner| (partner.id, partner.name)).collect();
    let courses = courses::of_programme(db, programme).await?;
    let courses = courses.into_iter().map(|course| (course.id, course.title)).collect();
    let promises = promises::of_programme(db, programme).await?;
    write_csv(&promises, &courses, &partners).map_err(|error| StoreError::Damaged(error.to_string()))
}

type NamesById = HashMap<Uuid, String>;

fn write_csv(
    promises: &[Promise],
    courses: &NamesById,
    partners: &NamesById,
) -> std::result::Result<Vec<u8>, csv::Error> {
    let mut out =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    out.write_record(COLUMNS)?;
    let name = |names: &NamesById, id: Option<Uuid>| {
        id.and_then(|id| names.get(&id)).map(|name| guarded(name).into_owned()).unwrap_or_default()
    };
    for one in promises {
        let typed = |text: &str| guarded(text).into_owned();
        let judgement = match (one.judgement, one.asked_at) {
            (Some(judgement), _) => Judgement::key(judgement),
            (None, Some(_)) => "no_answer",
            (None, None) => "",
        };
        out.write_record([
            one.id.to_string(),
            one.origin.key().to_owned(),
            typed(&one.about),
            name(courses, one.course_id),
            name(partners, one.partner_id),
            typed(&one.asked),
            typed(&one.what),
            typed(&one.owner.name),
            if one.is_theirs() { "partner" } else { "library" }.to_owned(),
            typed(&one.by),
            one.state.key().to_owned(),
            one.settled_on.map(|day| day.to_string()).unwrap_or_default(),
            typed(&one.outcome),
            if one.released { "yes" } else { "no" }.to_owned(),
            judgement.to_owned(),
        ])?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}
