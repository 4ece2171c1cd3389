//! The summary of a course: what trainers decide before it is sent, what its readers see, what can be done afterwards.

pub(crate) mod agreed;
pub(crate) mod correction;
pub(crate) mod deliveries;
pub(crate) mod note;
pub(crate) mod preview;
pub(crate) mod recipients;
pub(crate) mod send;
pub(crate) mod show;
pub(crate) mod text;

use common_ground_reports::{
    summary::{Links, Summary as Frozen},
    wording,
};
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        Accounts, Course,
        summaries::{self, RecipientRole},
        summary_drafts,
    },
    web::{
        Button, Desk, Error, Result, Seat, Trail, at,
        courses::find,
        named::{Among, FEW, NamedEntry},
    },
    work::publish::recipients::{SummaryRecipient, of_plan},
};

/// Managers, and others who asked for summaries.
const MANAGERS: Among = Among::People(Accounts::SummaryReaders);
/// Recipients who are named at most where all are counted.
const NAMED: usize = 20;

/// Where readers with an account can go from the page of a summary.
fn links(slug: &str, course: Uuid) -> Links {
    Links {
        comparison: Some(at::course_summary_csv(slug, course)),
        actions: Some(at::course_actions(slug, course)),
        ..Links::default()
    }
}

/// The latest summary of a course.
pub(crate) async fn frozen(app: &App, course: Uuid) -> Result<Frozen> {
    let row = summaries::latest(app.db.read(), course).await?.ok_or(Error::NotFound)?;
    Ok(row.read()?)
}

/// What a trainer can do about the summary of a course, for the page of the course.
pub(crate) fn actions(slug: &str, course: &Course, has_comments: bool) -> Vec<Button> {
    let comments = has_comments
        .then(|| Button::follow("Review the comments", at::course_comments(slug, course.id)).quiet());
    let rest = if course.frozen_at.is_none() {
        vec![Button::follow("Prepare the summary", at::course_summary_preview(slug, course.id)).quiet()]
    } else {
        vec![
            Button::follow("Who got the summary", at::course_summary_deliveries(slug, course.id)).quiet(),
            Button::follow("Actions", at::course_actions(slug, course.id)).quiet(),
        ]
    };
    rest.into_iter().chain(comments).collect()
}

/// A course of this programme whose summary is not written yet.
async fn find_open<G: Seat>(desk: &Desk<'_, G>, id: Uuid) -> Result<Course> {
    let course = find(desk, id).await?;
    if course.frozen_at.is_some() { Err(Error::NotFound) } else { Ok(course) }
}

pub(crate) fn trail<G: Seat>(desk: &Desk<'_, G>, course: &Course, here: &str) -> Trail {
    super::trail(desk.slug(), course, here)
}

pub(crate) fn zone<G: Seat>(desk: &Desk<'_, G>, course: &Course) -> TimeZone {
    course.zone(desk.programme())
}

/// “3 people”
fn count(recipients: &[SummaryRecipient]) -> String {
    wording::counted(recipients.len() as u64, "person", "people")
}

/// Somebody with an account as one who gets it.
fn recipient(one: &NamedEntry) -> SummaryRecipient {
    let who = RecipientRole::Person(one.id);
    SummaryRecipient { who, name: one.name.clone(), email: one.email.clone() }
}

/// Who gets it, by name: of many the first, and how many more.
fn named(recipients: &[SummaryRecipient]) -> Vec<String> {
    let first = recipients.iter().take(NAMED);
    let mut named: Vec<String> = first.map(|one| line(&one.name, &one.email)).collect();
    let more = recipients.len().saturating_sub(NAMED) as u64;
    named.extend((more > 0).then(|| format!("{} more", wording::count(more))));
    named
}

/// “Gwen Rees <gwen@council.example>”
fn line(name: &str, email: &str) -> String {
    if name.is_empty() { email.to_owned() } else { format!("{name} <{email}>") }
}

/// How many people the summary of a course will reach, and who.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SummaryReach {
    pub people: u64,
    /// Whether all of them belong to the programme.
    pub are_managers: bool,
    /// Whether it is about as many: of very many it is not asked who of them unsubscribed.
    pub is_rough: bool,
}

impl SummaryReach {
    /// Everybody who may get it: whether it needs a decision is known once it is written.
    pub(crate) async fn of<G: Seat>(desk: &Desk<'_, G>, course: Uuid) -> Result<Self> {
        let plan = summary_drafts::of_course(desk.db(), course).await?;
        let managers = Accounts::SummaryReaders.count(desk.db(), desk.programme().id).await?;
        if managers > FEW {
            let people = managers.saturating_sub(plan.left_out.len() as u64) + plan.readers.len() as u64;
            return Ok(Self { people, are_managers: plan.readers.is_empty(), is_rough: true });
        }
        let readers = of_plan(desk.app, desk.programme(), &plan, true).await?;
        let is_manager = |one: &SummaryRecipient| matches!(one.who, RecipientRole::Person(_));
        let are_managers = readers.iter().all(is_manager);
        Ok(Self { people: readers.len() as u64, are_managers, is_rough: false })
    }
}
