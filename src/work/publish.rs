//! The summary of a course is published: it is written once, from what is closed, and one letter is queued for every
//! recipient. The course's state, the summary, the deliveries and the letters are one transaction, so that whatever
//! crashes or runs twice, everybody gets exactly one. The words of the letters are written afterwards, some at a time.

mod inputs;
pub mod recipients;
pub mod resend;
pub mod writing;

use jiff::Timestamp;
use uuid::Uuid;

use common_ground_reports::{
    summary::{Quote, Summary},
    wording,
};

use crate::{
    app::App,
    letters::summary,
    results::{self, Answered, Sizes},
    store::{
        Comment, Course, Person, Programme, Result, Round, RoundPurpose, StoreError, audit,
        boards::said::{self, Said},
        courses,
        summaries::{self, unwritten},
        summary_drafts::{self, Decisions},
        write,
    },
    survey::{ENGLISH, EmailText, RoundState},
    work::publish::recipients::SummaryRecipient,
};

/// Comments in a summary at most; those on the first screen are chosen from them.
const QUOTES: usize = 20;
/// How often a summary is written anew when somebody decides something just then.
const TRIES: u32 = 3;

/// A summary as it would be frozen, and who would get it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it says.
    pub summary: Summary,
    /// Who gets it.
    pub recipients: Vec<SummaryRecipient>,
    people: Decisions,
    said: Option<Said>,
    rounds: Vec<Uuid>,
}

impl Draft {
    /// What its email says around it, where the course has words of its own.
    pub fn text(&self) -> &EmailText {
        &self.people.plan.text
    }
}

/// What people decided, and what of their comments may be quoted.
pub(super) struct Decided {
    people: Decisions,
    quotes: Vec<Quote>,
}

/// Whether all answers about the course itself are in. The other rounds belong to the whole programme and may go on.
pub fn is_answered(rounds: &[(RoundPurpose, Round)]) -> bool {
    let is_own = |purpose| matches!(purpose, RoundPurpose::Before | RoundPurpose::Feedback);
    let under_way = |state| matches!(state, RoundState::Planned | RoundState::Open);
    !rounds.iter().any(|(purpose, round)| is_own(*purpose) && under_way(round.state))
}

/// A closed round of a course, and what may be shown of it.
pub(super) struct AllAnswered {
    purpose: RoundPurpose,
    round: Round,
    answered: Answered,
}

/// Writes the summary of a course as it stands, to be frozen at `at`, and changes nothing; `None` while the
/// course's own rounds are open, since nobody may see figures then.
pub async fn draft(
    app: &App,
    programme: &Programme,
    course: &Course,
    at: Timestamp,
) -> Result<Option<Draft>> {
    let mut rounds = courses::rounds(app.db.read(), course.id).await?;
    if !is_answered(&rounds) {
        return Ok(None);
    }
    rounds.retain(|(_, round)| round.state == RoundState::Closed);
    let ids: Vec<Uuid> = rounds.iter().map(|(_, round)| round.id).collect();
    let people = summary_drafts::decisions(app.db.read(), course, &ids).await?;
    let only: Vec<Round> = rounds.iter().map(|(_, round)| round.clone()).collect();
    let answered = results::all_answered(app, &only).await?.into_iter();
    let closed: Vec<AllAnswered> = rounds
        .into_iter()
        .zip(answered)
        .map(|((purpose, round), answered)| AllAnswered { purpose, round, answered })
        .collect();
    let decided = Decided { people: people.clone(), quotes: quotes(&closed, &people) };
    let summary = inputs::write(app, programme, course, &closed, decided, at).await?;
    let said = said::of_course(app.db.read(), course.id).await?;
    let workshop = said.as_ref().map(|said| inputs::workshop(app, programme, said, summary.min_group));
    let summary = summary.with_workshop(workshop);
    let needed = summary.needs_somebody();
    let recipients = recipients::of_plan(app, programme, &people.plan, needed).await?;
    Ok(Some(Draft { summary, recipients, people, said, rounds: ids }))
}

/// Released comments with who was asked what, where those they are told of are enough people.
fn quotes(closed: &[AllAnswered], people: &Decisions) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for AllAnswered { round, answered, .. } in closed {
        let (sizes, survey, side) = (Sizes::of(answered), &answered.survey, round.side);
        let about = |comment: &Comment| {
            let question = survey.asked_in_words(&comment.item, side, ENGLISH);
            let question = question.unwrap_or_else(|| comment.item.clone());
            format!("{}, on “{question}”", wording::capitalised(side.people()))
        };
        let released = people.released.iter().filter(|comment| comment.round_id == round.id);
        let may = released.filter(|comment| sizes.may_quote(&comment.grp));
        quotes.extend(
            may.map(|comment| Quote::Asked {
                words: comment.words().trim().to_owned(),
                about: about(comment),
            }),
        );
    }
    quotes.truncate(QUOTES);
    quotes
}

/// Publishes the summary of a course that is due, or that somebody wants to send now. Returns how many letters were queued, or `None` when the course's own
/// rounds are still open, or somebody else published it first.
///
/// # Errors
/// When the database fails; then the course is as it was, and the next step tries again.
pub async fn publish(
    app: &App,
    programme: &Programme,
    course: &Course,
    by: Option<&Person>,
    now: Timestamp,
) -> Result<Option<u64>> {
    let mut course = course.clone();
    for _ in 0..TRIES {
        let Some(draft) = draft(app, programme, &course, now).await? else { return Ok(None) };
        match publish_draft(app, programme, &course, draft, by, now).await? {
            Published::Now(letters) => return Ok(Some(letters)),
            Published::Before => return Ok(None),
            Published::Outdated => {}
        }
        let Some(as_it_is) = courses::find(app.db.read(), course.id).await? else { return Ok(None) };
        course = as_it_is;
    }
    Ok(None)
}

/// What an attempt to publish came to.
enum Published {
    /// So many letters were queued.
    Now(u64),
    /// Somebody else was first.
    Before,
    /// Somebody decided something after the draft was written, such as to withhold a comment.
    Outdated,
}

async fn publish_draft(
    app: &App,
    programme: &Programme,
    course: &Course,
    draft: Draft,
    by: Option<&Person>,
    now: Timestamp,
) -> Result<Published> {
    let Draft { summary, recipients, people, said, rounds } = draft;
    let document = serde_json::to_value(&summary).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let readers = recipients.iter().map(|recipient| recipient.reader(app, Uuid::new_v4())).collect();
    let letters = summary::unwritten(app, programme, &people.plan.text, summary, readers).await?;
    let emails: Vec<Uuid> = letters.iter().map(|(_, letter)| letter.id).collect();

    let tx = write(&app.db).await?;
    if !courses::freeze(&tx, course.id, now).await? {
        return Ok(Published::Before);
    }
    if summary_drafts::decisions(&tx, course, &rounds).await? != people
        || said::of_course(&tx, course.id).await? != said
    {
        return Ok(Published::Outdated);
    }
    let id = summaries::freeze(&tx, course.id, 1, document, now).await?;
    for (reader, letter) in letters {
        summaries::send(&tx, &reader.of(id, now)?, letter, now).await?;
    }
    unwritten::wait(&tx, &emails).await?;
    if let Some(by) = by {
        audit::record(&tx, Some(course.programme), by, "sent the summary", &course.title, now).await?;
    }
    tx.commit().await?;
    writing::write_ahead(app, &emails, now).await;
    Ok(Published::Now(emails.len() as u64))
}
