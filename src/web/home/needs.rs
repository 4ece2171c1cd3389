//! What waits for somebody who runs courses.

pub(crate) mod actions;
pub(crate) mod comments;

use common_ground_reports::wording;
use jiff::{Timestamp, ToSpan};

use crate::{
    app::App,
    exchange::backup::folder::{age_in_days, backups},
    mail,
    store::{
        CourseState, agreements, contacts, courses, handovers, health, participants, promises,
        recipients::{self, Unreached},
    },
    web::{
        Desk, Link, Member, Result, Row, RowEnd, at,
        parts::{course::CourseOverview, round},
    },
};

/// How long a written summary stays on the home page, in hours.
pub(crate) const NEWS_HOURS: i64 = 14 * 24;
/// The age of the newest backup, in days, from which something must be wrong with what makes them.
const LATE_DAYS: i64 = 2;

/// Needs of one kind that are told at most.
pub(crate) const TOLD: usize = 20;

/// The first of what waits, and that there is more, where there is.
fn first(mut rows: Vec<Row>, more: &str) -> Vec<Row> {
    if rows.len() > TOLD {
        rows.truncate(TOLD);
        rows.push(self::more(more));
    }
    rows
}

/// That there is more than is told.
fn more(title: &str) -> Row {
    Row::new(title, "You’ll see them here once you have dealt with some of these.")
}

/// Open surveys that are looked through for invitations that reached nobody: first those of which an email failed.
const LOOKED_THROUGH: u64 = 100;

/// Invitations that reached nobody, by survey: somebody has to correct an address, or send them again.
pub(crate) async fn undelivered(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let (db, now, programme) = (desk.db(), desk.now(), desk.programme().id);
    let mut open =
        recipients::perhaps_unreached(db, programme, now, mail::WRITTEN_TO, LOOKED_THROUGH).await?;
    let ids: Vec<_> = open.iter().map(|round| round.id).collect();
    let fingerprint = |address: &str| desk.app.secret.fingerprint(address);
    let unreached = recipients::unreached(db, programme, &ids, now, fingerprint, mail::WRITTEN_TO).await?;
    open.retain(|round| unreached.contains_key(&round.id));
    let ids: Vec<_> = open.iter().map(|round| round.id).collect();
    let courses = courses::titles_by_round(db, &ids).await?;
    let mut rows = Vec::new();
    for round in &open {
        let Unreached { failed, saved } = unreached.get(&round.id).copied().unwrap_or_default();
        let title = round::name(&*desk.app.survey(round).await?, round, courses.get(&round.id));
        let page = at::round_invitations(desk.slug(), &round.code);
        let invitations = |n| wording::counted(n, "invitation", "invitations");
        if failed > 0 {
            let detail = format!("“{title}”. Correct the addresses, or send them again.");
            let heading = format!("{} could not be delivered", invitations(failed));
            rows.push(Row::new(heading, detail).to(&page));
        }
        if saved > 0 {
            let detail = format!("“{title}”. Set up an email server, then send them again.");
            let were = if saved == 1 { "was saved as a file" } else { "were saved as files" };
            rows.push(Row::new(format!("{} {were}, not sent", invitations(saved)), detail).to(page));
        }
    }
    Ok(first(rows, "More invitations were not delivered"))
}

/// Summaries of the last weeks whose emails did not reach everybody.
pub(crate) fn unsent_summaries(desk: &Desk<'_, Member>, overviews: &[CourseOverview]) -> Vec<Row> {
    let recent = desk.now() - NEWS_HOURS.hours();
    let mut rows = Vec::new();
    for overview in overviews.iter().filter(|_| desk.who().runs_courses()) {
        let Some(summary) = overview.summary.as_ref().filter(|summary| summary.at > recent) else { continue };
        let heading = match (summary.failed, summary.saved) {
            (0, 0) => continue,
            (0, 1) => "One summary email was saved as a file, not sent".to_owned(),
            (0, saved) => format!("{saved} summary emails were saved as files, not sent"),
            (1, _) => "One summary email did not arrive".to_owned(),
            (failed, _) => format!("{failed} summary emails did not arrive"),
        };
        let page = at::course_summary_deliveries(desk.slug(), overview.course.id);
        let detail = format!("{}. See who it was for, and send it again.", overview.course.title);
        rows.push(Row::new(heading, detail).to(page));
    }
    rows
}

/// That emails reach nobody, for trainers: administrators have a line of their own, which leads to the settings.
pub(crate) async fn no_email_server(desk: &Desk<'_, Member>) -> Result<Option<Row>> {
    let who = desk.who();
    let saves = who.runs_courses() && !who.runs_site() && desk.app.mail().await?.folder.is_some();
    let detail = "Emails are saved as files, not sent. Ask a site administrator to set up an email server.";
    Ok(saves.then(|| Row::new("No email server is set up", detail)))
}

/// Conditions of partnerships that are low on both sides or seen differently and wait for a reply.
pub(crate) async fn health(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let waiting = health::waiting_for_reply(desk.db(), desk.programme().id, TOLD as u64 + 1).await?;
    let row = |one: &health::WaitingConditions| {
        let waits = wording::counted(one.conditions, "condition waits", "conditions wait");
        let title = format!("{}: {waits} for our reply", one.partner);
        let detail = "Low on both sides or seen differently in the health check. Both sides see the reply.";
        Row::new(title, detail).to(at::partner_health(desk.slug(), one.partner_id))
    };
    Ok(first(waiting.iter().map(row).collect(), "More conditions wait for our reply"))
}

/// That the newest backup is old, where the configuration names the folder of backups.
pub(crate) fn old_backup(desk: &Desk<'_, Member>) -> Option<Row> {
    let folder = desk.app.settings.backup_dir.as_ref().filter(|_| desk.who().runs_site())?;
    let newest = backups(folder).ok().and_then(|found| found.last().map(|(time, _)| *time));
    let detail = "Ask the person who runs the server to run `common-ground backup` every day.";
    match newest.map(|time| age_in_days(time, desk.now())) {
        Some(age) if age < LATE_DAYS => None,
        Some(age) => Some(Row::new(format!("The latest backup is {age} days old"), detail)),
        None => Some(Row::new("There is no backup", detail)),
    }
}

/// Partners with nobody to write to.
pub(crate) async fn without_contact(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let title = match contacts::partners_without(desk.db(), desk.programme().id).await? {
        0 => return Ok(Vec::new()),
        1 => "One partner has no contact".to_owned(),
        several => {
            format!("{} partners have no contact", wording::capitalised(&wording::number(several)))
        }
    };
    let page = at::query(at::partners(desk.slug()), &[("needs", &Some("yes"))]);
    Ok(vec![Row::new(title, "Add a contact so that you can invite somebody there.").to(page)])
}

/// Promises that are overdue and belong to no course: those of courses are told with their course.
pub(crate) async fn promises(desk: &Desk<'_, Member>) -> Result<Option<Row>> {
    if !desk.who().runs_courses() {
        return Ok(None);
    }
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let overdue = promises::overdue_beside_courses(desk.db(), desk.programme().id, today).await?;
    let page = at::query(at::promises(desk.slug()), &[("state", &Some("overdue"))]);
    Ok(overdue.map(|(number, first)| {
        let title = format!("{} overdue", wording::counted(number, "promise", "promises"));
        let row = Row::new(title, format!("First: {}", first.what)).to(page);
        Row { end: RowEnd::Overdue, ..row }
    }))
}

/// Agreements in which somebody asks for a change, and those whose review is overdue.
pub(crate) async fn agreements(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let waiting = agreements::waiting(desk.db(), desk.programme().id, today, TOLD as u64 + 1).await?;
    let row = |one: &agreements::Waiting| {
        let page = at::partner_agreement(desk.slug(), one.partner_id);
        let row = match &one.objects {
            Some(who) => Row::new(
                format!("{who} asks for a change to the agreement with {}", one.partner),
                "Talk about it, change it together, and send it again.",
            ),
            None => Row::new(
                format!("The agreement with {} is past its review date", one.partner),
                "Look at it together, then write the next version.",
            ),
        };
        row.to(page)
    };
    let (objections, overdue): (Vec<_>, Vec<_>) = waiting.iter().partition(|one| one.objects.is_some());
    let mut rows =
        first(objections.into_iter().map(row).collect(), "More changes to agreements are asked for");
    rows.extend(first(overdue.into_iter().map(row).collect(), "More agreements need attention"));
    Ok(rows)
}

/// New contacts whom partners named, to be agreed to.
pub(crate) async fn handovers(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let waiting = handovers::waiting(desk.db(), desk.programme().id, TOLD as u64 + 1).await?;
    let row = |one: &handovers::NamedSuccessor| {
        let page = at::partner_handover_decide(desk.slug(), one.partner_id, one.id);
        let title = format!("{} names {} as a new contact", one.partner, one.successor);
        Row::new(title, "Say whether that’s right. Nothing changes before you do.").to(page)
    };
    Ok(first(waiting.iter().map(row).collect(), "More new contacts are named"))
}

/// Courses that ask nobody yet: one line for every course with surveys to come and nobody to answer them.
pub(crate) async fn without_people(
    app: &App,
    who: &Member,
    overviews: &[CourseOverview],
    now: Timestamp,
) -> Result<Vec<Row>> {
    if !who.runs_courses() {
        return Ok(Vec::new());
    }
    let shown: Vec<_> = overviews.iter().map(|overview| overview.course.id).collect();
    let with_people = participants::courses_with_people(app.db.read(), &shown).await?;
    let asks = |overview: &&CourseOverview| {
        overview.course.state != CourseState::Cancelled
            && overview.rounds.iter().any(|asked| asked.is_own() && !asked.is_over(now))
    };
    let empty = overviews.iter().filter(asks).filter(|overview| !with_people.contains(&overview.course.id));
    let row = |overview: &CourseOverview| {
        let course = &overview.course;
        let list = at::course_participants(&who.programme.slug, course.id);
        let detail = format!("{}, {}. Invitations wait until you add people.", course.place, overview.day());
        let title = format!("No people yet: {}", course.title);
        Row::new(title, detail).link(Link::new("Add people", list).about(format!("to {}", course.title)))
    };
    Ok(first(empty.map(row).collect(), "More courses have no people yet"))
}
