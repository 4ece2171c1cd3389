//! What is happening, what comes next, and the latest finding.

use askama::Template;
use common_ground_reports::summary::wording;
use jiff::{Timestamp, ToSpan};

use crate::{
    store::{self, Place, keyset::PAGE, rounds},
    web::{
        Answer, ButtonAct, Desk, Empty, Frame, MainPlace, Member, Result, Row, RowEnd, at,
        home::{
            finding::{self, HomeFinding},
            needs::{self, NEWS_HOURS},
            surveys,
        },
        large_page,
        parts::course::{CourseOverview, Phase, nothing, row},
        settings,
    },
};

/// Needs that are shown at once: of more, the last are folded away below, so that the columns are about as long.
const NEEDS: usize = 6;

/// Closed surveys of the two sides that are looked through for the latest finding.
const SIDES: u64 = 100;

#[derive(Debug, Template)]
#[template(path = "home/show.html")]
struct Show {
    frame: Frame,
    programme: String,
    /// What is happening: “Two courses need you this week”.
    heading: String,
    empty: Option<Empty>,
    /// What is wrong, then what waits for a person.
    needs: Vec<Row>,
    /// What waits for longer.
    more: Vec<Row>,
    /// Courses, the most pressing first.
    courses: Vec<Row>,
    /// Surveys of the whole programme that take answers now.
    surveys: Vec<Row>,
    finding: Option<HomeFinding>,
}

#[rocket::get("/programmes/<_>")]
pub(crate) async fn show(desk: Desk<'_, Member>) -> Result<Answer> {
    let _place = large_page(desk.app).await?;
    let (app, who, now) = (desk.app, desk.who(), desk.now());
    let mut standings = standings(&desk).await?;
    let all = rounds::current(desk.db(), who.programme.id).await?;
    let sides = rounds::latest_of_sides(desk.db(), who.programme.id, SIDES).await?;
    let (overdue, to_do) = needs::actions::rows(app, who, &standings, now).await?;
    let mut needs = overdue;
    needs.extend(needs::undelivered(&desk, &all).await?);
    needs.extend(needs::unsent_summaries(&desk, &standings));
    needs.extend(settings::attention::needs(&desk).await?);
    needs.extend(needs::no_email_server(&desk).await?);
    needs.extend(needs::old_backup(&desk));
    needs.extend(needs::without_people(app, who, &standings, now).await?);
    needs.extend(needs::comments::rows(app, who, &standings, &all, now).await?);
    needs.extend(needs::promises(&desk).await?);
    needs.extend(needs::agreements(&desk).await?);
    needs.extend(needs::handovers(&desk).await?);
    needs.extend(needs::health(&desk).await?);
    needs.extend(needs::without_contact(&desk).await?);
    needs.extend(to_do);
    let more = needs.split_off(needs.len().min(NEEDS));
    let counts = store::courses::counts(desk.db(), who.programme.id).await?;
    let has_courses = if who.runs_courses() { counts.all > 0 } else { counts.frozen > 0 };
    let heading = heading(who, &standings, has_courses, now);
    standings.retain(|standing| is_news(who, standing, now));
    standings.sort_by_key(|standing| standing.course.summary_at);
    if !who.runs_courses() {
        // Managers look back: the latest first.
        standings.reverse();
    }
    Answer::page(&Show {
        frame: desk.frame(MainPlace::Home),
        programme: who.programme.name.clone(),
        heading,
        empty: (!has_courses).then(|| nothing(who)),
        needs,
        more,
        courses: shown(&desk, &standings),
        surveys: surveys::open(&desk, &all).await?,
        finding: finding::latest(&desk, &sides).await?,
    })
}

/// The courses that the page may tell of: who runs them sees what goes on, others the latest with a summary.
async fn standings(desk: &Desk<'_, Member>) -> Result<Vec<CourseOverview>> {
    let (who, db) = (desk.who(), desk.db());
    let programme = &who.programme;
    let found = if who.runs_courses() {
        store::courses::current(db, programme.id, desk.now() - NEWS_HOURS.hours()).await?
    } else {
        store::courses::page(db, programme.id, true, Place::First).await?.rows
    };
    Ok(CourseOverview::all(desk.app, programme, found).await?)
}

/// The first courses, and where the others are.
fn shown(desk: &Desk<'_, Member>, standings: &[CourseOverview]) -> Vec<Row> {
    let first = standings.iter().take(PAGE);
    let mut rows: Vec<Row> = first.map(|standing| row(desk.who(), standing, desk.now())).collect();
    if standings.len() > PAGE {
        let others = wording::counted((standings.len() - PAGE) as u64, "more course", "more courses");
        rows.push(Row::new("All courses", format!("{others}.")).to(at::courses(desk.slug())));
    }
    rows
}

/// Whether a course is told about: everything under way, and for a while what came of it.
fn is_news(who: &Member, standing: &CourseOverview, now: Timestamp) -> bool {
    match standing.phase(now) {
        Phase::Over(written) => {
            !who.runs_courses() || written.failed > 0 || now < written.at + NEWS_HOURS.hours()
        }
        _ => true,
    }
}

fn heading(who: &Member, standings: &[CourseOverview], has_courses: bool, now: Timestamp) -> String {
    match standings.first() {
        _ if !has_courses && who.runs_courses() => return "Nothing is planned yet".to_owned(),
        Some(latest) if !who.runs_courses() => return latest.heading(now),
        None if !who.runs_courses() => return "No results yet".to_owned(),
        _ => {}
    }
    let under_way: Vec<_> = standings
        .iter()
        .filter(|standing| matches!(standing.phase(now), Phase::Asking(_) | Phase::Today | Phase::Closed))
        .collect();
    let ahead = standings.iter().filter(|standing| matches!(standing.phase(now), Phase::Ahead));
    let next = ahead.min_by_key(|standing| standing.course.starts_at);
    match (under_way.as_slice(), next) {
        ([one], _) => one.heading(now),
        ([], Some(next)) => next.heading(now),
        ([], None) => "No course is under way".to_owned(),
        (several, _) => {
            let number = wording::capitalised(&wording::number(several.len() as u64));
            format!("{number} courses are under way")
        }
    }
}
