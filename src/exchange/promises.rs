//! The promises of a programme as a file: one line for each, the first due first.

use std::{collections::HashMap, fmt::Display, io::Write};

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

/// Writes `promises.csv` of a programme. It is read some hundred at a time, so that memory stays flat; what changes meanwhile may
/// or may not be in it.
pub async fn write(db: &Connection, programme: Uuid, mut out: impl Write + Send) -> Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes()).map_err(unwritten)?;
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    out.write_record(COLUMNS).map_err(unwritten)?;
    let mut last: Option<Promise> = None;
    loop {
        let some = promises::next_due(db, programme, last.as_ref()).await?;
        if some.is_empty() {
            break;
        }
        let names = PromiseNames::of(db, &some).await?;
        for one in &some {
            out.write_record(names.row(one)).map_err(unwritten)?;
        }
        last = some.into_iter().next_back();
    }
    out.flush().map_err(unwritten)
}

fn unwritten(error: impl Display) -> StoreError {
    StoreError::Damaged(error.to_string())
}

type NamesById = HashMap<Uuid, String>;

/// What the courses and the partners are called that some promises belong to.
struct PromiseNames {
    courses: NamesById,
    partners: NamesById,
}

impl PromiseNames {
    async fn of(db: &Connection, some: &[Promise]) -> Result<Self> {
        let partners: Vec<Uuid> = some.iter().filter_map(|one| one.partner_id).collect();
        let partners = partners::with_ids(db, &partners).await?.into_iter();
        let courses = courses::with_ids(db, some.iter().filter_map(|one| one.course_id)).await?.into_iter();
        Ok(Self {
            courses: courses.map(|course| (course.id, course.title)).collect(),
            partners: partners.map(|partner| (partner.id, partner.name)).collect(),
        })
    }

    /// The line of one of them.
    fn row(&self, one: &Promise) -> [String; COLUMNS.len()] {
        let typed = |text: &str| guarded(text).into_owned();
        let name = |names: &NamesById, id: Option<Uuid>| {
            id.and_then(|id| names.get(&id)).map(|name| typed(name)).unwrap_or_default()
        };
        let judgement = match (one.judgement, one.asked_at) {
            (Some(judgement), _) => Judgement::key(judgement),
            (None, Some(_)) => "no_answer",
            (None, None) => "",
        };
        [
            one.id.to_string(),
            one.origin.key().to_owned(),
            typed(&one.about),
            name(&self.courses, one.course_id),
            name(&self.partners, one.partner_id),
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
        ]
    }
}
