//! The order of a course's steps: which moves keep it, and why others are refused.

use jiff::Timestamp;

use crate::{
    store::{CourseState as Life, Mailing, MailingKind, MailingState as Planned, RoundPurpose},
    survey::{PrivacyMode, RoundState},
    web::{
        courses::{
            CourseOverview, CourseRound,
            overview::{letter_name, lower},
            schedule::CourseStep,
        },
        parts::format,
    },
    work::mailing::MailingRefusal,
};

/// Whether a step may move to `at`; if not, why.
pub(crate) fn check(
    overview: &CourseOverview,
    step: CourseStep<'_>,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), String> {
    let said = |at| format::day_and_time(at, &overview.zone);
    if at <= now {
        return Err("Enter a time in the future".to_owned());
    }
    match step {
        CourseStep::Day => Ok(()),
        CourseStep::Opens(asked) => opens(overview, asked, at, &said),
        CourseStep::Closes(asked) => closes(overview, asked, at, &said),
        CourseStep::Letter(asked, letter) => {
            let (round, name) = (&asked.round, asked.name());
            if at < round.opens_at {
                return Err(format!("Enter a time after {name} opens, on {}", said(round.opens_at)));
            }
            let leaves = overview.hours.leaves(at);
            if at < round.closes_at && leaves >= round.closes_at {
                return Err(format!(
                    "Enter an earlier time: that day isn’t a working day, and by the next one, {}, {} will \
                     be closed",
                    format::day(leaves, &overview.zone),
                    lower(&name)
                ));
            }
            if at >= round.closes_at {
                return Err(format!(
                    "Enter a time before {} closes, on {}",
                    lower(&name),
                    said(round.closes_at)
                ));
            }
            let others = || asked.letters.iter().filter(|other| other.state != Planned::Skipped);
            let rank = (letter.kind, letter.seq);
            if let Some(before) = others().filter(|other| (other.kind, other.seq) < rank).find(|o| o.at >= at)
            {
                let name = lower(letter_name(before));
                return Err(format!("Enter a time after the {name}, on {}", said(before.at)));
            }
            if let Some(after) = others().filter(|other| (other.kind, other.seq) > rank).find(|o| o.at <= at)
            {
                let name = lower(letter_name(after));
                return Err(format!("Enter a time before the {name}, on {}", said(after.at)));
            }
            Ok(())
        }
        CourseStep::Summary => match last_close(overview) {
            Some(closes) if at < closes => {
                Err(format!("Enter a time after the last survey closes, on {}", said(closes)))
            }
            _ => Ok(()),
        },
    }
}

fn opens(
    overview: &CourseOverview,
    asked: &CourseRound,
    at: Timestamp,
    said: &impl Fn(Timestamp) -> String,
) -> Result<(), String> {
    if at >= asked.round.closes_at {
        return Err(format!("Enter a time before it closes, on {}", said(asked.round.closes_at)));
    }
    let starts = overview.course.starts_at;
    match asked.purpose {
        RoundPurpose::Feedback if at < starts => {
            Err(format!("Enter a time after the course starts, on {}", said(starts)))
        }
        RoundPurpose::FollowUp if at < overview.course.ends_at => {
            Err(format!("Enter a time after the course ends, on {}", said(overview.course.ends_at)))
        }
        _ => Ok(()),
    }
}

fn closes(
    overview: &CourseOverview,
    asked: &CourseRound,
    at: Timestamp,
    said: &impl Fn(Timestamp) -> String,
) -> Result<(), String> {
    let course = &overview.course;
    if at <= asked.round.opens_at {
        return Err(format!("Enter a time after it opens, on {}", said(asked.round.opens_at)));
    }
    if asked.purpose == RoundPurpose::Before && at > course.starts_at {
        return Err(format!(
            "Enter a time no later than the start of the course, on {}: it asks how people feel before it",
            said(course.starts_at)
        ));
    }
    if asked.purpose != RoundPurpose::FollowUp && course.state == Life::Planned && at > course.summary_at {
        return Err(format!(
            "Enter a time before the summary, on {}, or move the summary first",
            said(course.summary_at)
        ));
    }
    Ok(())
}

/// The close of the last round that the summary waits for.
fn last_close(overview: &CourseOverview) -> Option<Timestamp> {
    waited_for(overview).map(|asked| asked.round.closes_at).max()
}

fn waited_for(overview: &CourseOverview) -> impl Iterator<Item = &CourseRound> {
    let own = overview
        .rounds
        .iter()
        .filter(|asked| matches!(asked.purpose, RoundPurpose::Before | RoundPurpose::Feedback));
    own.filter(|asked| asked.round.state != RoundState::Cancelled)
}

/// Whether a step may happen at once; if not, why.
pub(crate) fn may_happen_now(overview: &CourseOverview, step: CourseStep<'_>) -> Result<(), String> {
    match step {
        CourseStep::Letter(asked, _) if asked.round.state != RoundState::Open => {
            Err(format!("{} is not open yet. Open it first, then send its emails.", asked.name()))
        }
        CourseStep::Closes(asked) if asked.round.state != RoundState::Open => {
            Err("It isn’t open yet. Skip its opening instead.".to_owned())
        }
        CourseStep::Summary => {
            let open = waited_for(overview)
                .find(|asked| matches!(asked.round.state, RoundState::Open | RoundState::Planned));
            match open {
                Some(asked) => Err(format!(
                    "{} isn’t closed yet, and the summary only includes closed surveys. Close it first.",
                    asked.name()
                )),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Why an email cannot be sent at once, and what happens instead.
pub(crate) fn refused(
    overview: &CourseOverview,
    asked: &CourseRound,
    letter: &Mailing,
    why: MailingRefusal,
) -> String {
    let said = |at| format::day_and_time(at, &overview.zone);
    let stays = || {
        format!("It is still scheduled for {}.", said(letter.leaves(&overview.hours, asked.round.closes_at)))
    };
    match (why, letter.kind) {
        (MailingRefusal::NoPeople, _) => {
            "This course has no participants yet. The invitation will be sent once you add some.".to_owned()
        }
        (MailingRefusal::NobodyLeft, MailingKind::Invitation) => {
            "Everybody on the list was already invited, has answered, or can’t get emails.".to_owned()
        }
        (MailingRefusal::NobodyLeft, MailingKind::Reminder) => format!(
            "No one can be reminded yet: everybody on the list was only just invited, has answered, or can’t \
             get emails. {}",
            stays()
        ),
        (MailingRefusal::NotOpen, _) => format!("{} isn’t taking answers now.", asked.name()),
        (MailingRefusal::TooSoon(earliest), _) => format!(
            "The last email about it was sent less than two days ago. You can send a reminder from {}. {}",
            said(earliest),
            stays()
        ),
        (MailingRefusal::OutsideHours(next), _) => {
            format!(
                "Emails are sent between 9:00 and 16:00 on working days: the next can be sent on {}.",
                said(next)
            )
        }
    }
}

/// The round of a step, if it is a closed one that may be opened again: nothing of it is in a frozen summary, and its
/// answers were not put in a new order at the close.
pub(crate) fn may_reopen<'a>(overview: &CourseOverview, step: CourseStep<'a>) -> Option<&'a CourseRound> {
    let CourseStep::Closes(asked) = step else { return None };
    let open_for_change = matches!(overview.course.state, Life::Planned | Life::WithoutSummary);
    let keeps_links = asked.round.privacy != PrivacyMode::Anonymous;
    (asked.round.state == RoundState::Closed && open_for_change && keeps_links).then_some(asked)
}

/// Why a step that is over stays as it is.
pub(crate) fn why_not(overview: &CourseOverview, step: CourseStep<'_>) -> Vec<String> {
    let course = &overview.course;
    if course.state == Life::Cancelled {
        return vec!["The course is cancelled. Plan it again first.".to_owned()];
    }
    let CourseStep::Closes(asked) = step else {
        return vec!["It has already happened, or was skipped.".to_owned()];
    };
    match (asked.round.state, course.state) {
        (RoundState::Cancelled, _) => vec!["This survey was cancelled.".to_owned()],
        (_, Life::Frozen) => vec![
            "The summary of this course has been sent. Its answers are frozen, so that what managers read \
             stays true."
                .to_owned(),
        ],
        _ => vec![
            "This survey was anonymous. When it closed, its answers were put in a new random order and \
             everything that could tell late answers from early ones was deleted, as people were promised. \
             New answers could be told apart from the others."
                .to_owned(),
            "You can ask again in a new survey with its own code.".to_owned(),
        ],
    }
}
