//! Who did what and when, newest first.

use askama::Template;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    store::audit,
    web::{Admin, Answer, Desk, Frame, Link, MainPlace, Result, Trail, at, parts::format, settings::trail},
};

/// Acts on one page.
const MOST: u64 = 50;

#[derive(Debug, Template)]
#[template(path = "settings/audit.html")]
struct Audit {
    frame: Frame,
    trail: Trail,
    acts: Vec<Act>,
    /// Acts before these.
    older: Option<Link>,
    newest: Option<Link>,
}

#[derive(Debug)]
struct Act {
    /// “21 May 2026, 10:04”
    when: String,
    /// The same for machines.
    datetime: String,
    /// Who, by the address that they signed in with.
    who: String,
    /// “added the partner: Elm House”
    what: String,
}

/// The trail from its newest act, or from the one named by `before`.
#[rocket::get("/programmes/<_>/audit?<before>")]
pub(crate) async fn index(desk: Desk<'_, Admin>, before: Option<&str>) -> Result<Answer> {
    let (slug, programme, zone) = (desk.slug(), desk.programme().id, desk.zone());
    let start = before.and_then(place);
    let mut entries = match start {
        Some(last) => audit::older(desk.db(), programme, last, MOST + 1).await?,
        None => audit::latest(desk.db(), programme, MOST + 1).await?,
    };
    let more = entries.len() as u64 > MOST;
    entries.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let last = entries.last().filter(|_| more);
    let older = last.map(|last| {
        let from = format!("{}.{}", last.at.as_millisecond(), last.id.simple());
        Link::new("Older", at::query(at::audit(slug), &[("before", &Some(from))]))
    });
    let newest = || Link::new("Newest", at::audit(slug));
    let act = |entry: audit::AuditEntry| Act {
        when: format!("{}, {}", format::date(entry.at, &zone), format::time(entry.at, &zone)),
        datetime: format::machine(entry.at, &zone),
        what: sentence(&entry.act, &entry.object),
        who: entry.person,
    };
    Answer::page(&Audit {
        frame: desk.frame(MainPlace::Settings),
        trail: trail(slug, "Activity log"),
        acts: entries.into_iter().map(act).collect(),
        older,
        newest: start.is_some().then(newest),
    })
}

/// Where a page begins, as its address has it: milliseconds, a dot, an id.
fn place(text: &str) -> Option<(Timestamp, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_millisecond(at.parse().ok()?).ok()?, Uuid::parse_str(id).ok()?))
}

/// What was done to what. A colon stands between them unless the object completes the sentence.
fn sentence(act: &str, object: &str) -> String {
    const OPEN: [&str; 12] =
        ["of", "to", "from", "with", "in", "at", "for", "by", "on", "into", "about", "what"];
    if object.is_empty() {
        return act.to_owned();
    }
    let completes = object.starts_with("of ") || object.starts_with("as of ") || object.contains(": ");
    let goes_on = match act.rsplit_once(' ') {
        Some((_, last)) => completes || last.ends_with([':', ',']) || OPEN.contains(&last),
        // A verb alone: “added ada@example.org as a trainer”.
        None => true,
    };
    if goes_on { format!("{act} {object}") } else { format!("{act}: {object}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_stands_only_where_the_sentence_is_complete() {
        assert_eq!(sentence("added the partner", "Elm House"), "added the partner: Elm House");
        assert_eq!(sentence("added", "ada@example.org as a trainer"), "added ada@example.org as a trainer");
        assert_eq!(sentence("signed in with", "Firefox"), "signed in with Firefox");
        assert_eq!(
            sentence("no longer a site administrator:", "a@b.org"),
            "no longer a site administrator: a@b.org"
        );
        assert_eq!(sentence("tried again what", "failed"), "tried again what failed");
        assert_eq!(sentence("turned a second factor on", ""), "turned a second factor on");
        let came_back = "read a bounce report,";
        assert_eq!(sentence(came_back, "which was refused"), format!("{came_back} which was refused"));
        assert_eq!(sentence("made a backup", "of the whole service"), "made a backup of the whole service");
        assert_eq!(sentence("ran the scheduler", "as of 21 May"), "ran the scheduler as of 21 May");
        assert_eq!(sentence("left out", "the summary: Course 3"), "left out the summary: Course 3");
    }
}
