//! What is happening, what comes next, and the latest finding.

use askama::Template;
use common_ground_reports::wording;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

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
    let Told { courses: mut overviews, news, under_way, with_actions } = told(&desk).await?;
    let sides = rounds::latest_of_sides(desk.db(), who.programme.id, SIDES).await?;
    let (overdue, to_do) = needs::actions::rows(app, who, (&overviews, with_actions.as_deref()), now).await?;
    let mut needs = overdue;
    needs.extend(needs::undelivered(&desk).await?);
    needs.extend(needs::unsent_summaries(&desk, &overviews));
    needs.extend(settings::attention::needs(&desk).await?);
    needs.extend(needs::no_email_server(&desk).await?);
    needs.extend(needs::old_backup(&desk));
    needs.extend(needs::without_people(app, who, &overviews, now).await?);
    needs.extend(needs::comments::rows(app, who, &overviews, now).await?);
    needs.extend(needs::promises(&desk).await?);
    needs.extend(needs::agreements(&desk).await?);
    needs.extend(needs::handovers(&desk).await?);
    needs.extend(needs::health(&desk).await?);
    needs.extend(needs::without_contact(&desk).await?);
    needs.extend(to_do);
    let more = needs.split_off(needs.len().min(NEEDS));
    let counts = store::courses::counts(desk.db(), who.programme.id).await?;
    let has_courses = if who.runs_courses() { counts.all > 0 } else { counts.frozen > 0 };
    let heading = heading(who, (&overviews, under_way), has_courses, now);
    overviews.retain(|overview| is_news(who, overview, now));
    overviews.sort_by_key(|overview| overview.course.summary_at);
    if !who.runs_courses() {
        // Managers look back: the latest first.
        overviews.reverse();
    }
    Answer::page(&Show {
        frame: desk.frame(MainPlace::Home),
        programme: who.programme.name.clone(),
        heading,
        empty: (!has_courses).then(|| nothing(who)),
        needs,
        more,
        courses: shown(&desk, &overviews, news),
        surveys: surveys::open(&desk).await?,
        finding: finding::latest(&desk, &sides).await?,
    })
}

/// What the page tells of courses.
struct Told {
    /// The courses that it may tell of, the latest first.
    courses: Vec<CourseOverview>,
    /// How many are news.
    news: u64,
    /// How many are under way, where somebody runs them.
    under_way: u64,
    /// Those whose actions are due first; none where all are looked at.
    with_actions: Option<Vec<Uuid>>,
}

/// Who runs courses sees what goes on, others the latest with a summary.
async fn told(desk: &Desk<'_, Member>) -> Result<Told> {
    let (who, db, now) = (desk.who(), desk.db(), desk.now());
    let programme = &who.programme;
    if !who.runs_courses() {
        let page = store::courses::page(db, programme.id, true, Place::First).await?;
        let news = page.rows.len() as u64;
        let courses = CourseOverview::all(desk.app, programme, page.rows).await?;
        return Ok(Told { courses, news, under_way: 0, with_actions: None });
    }
    let since = now - NEWS_HOURS.hours();
    let most = needs::TOLD as u64 + 1;
    let due = store::promises::courses_by_first_due(db, programme.id, most).await?;
    let current = store::courses::current(db, programme.id, (now, since), &due, most).await?;
    let courses = CourseOverview::all(desk.app, programme, current.courses).await?;
    let (news, under_way) = (current.news, current.under_way);
    Ok(Told { courses, news, under_way, with_actions: Some(due) })
}

/// The first courses, and where the others are.
fn shown(desk: &Desk<'_, Member>, overviews: &[CourseOverview], news: u64) -> Vec<Row> {
    let first = overviews.iter().take(PAGE);
    let mut rows: Vec<Row> = first.map(|overview| row(desk.who(), overview, desk.now())).collect();
    let page = PAGE as u64;
    if news > page {
        let others = wording::counted(news - page, "more course", "more courses");
        rows.push(Row::new("All courses", format!("{others}.")).to(at::courses(desk.slug())));
    }
    rows
}

/// Whether a course is told about: everything under way, and for a while what came of it.
fn is_news(who: &Member, overview: &CourseOverview, now: Timestamp) -> bool {
    match overview.phase(now) {
        Phase::Over(written) => {
            !who.runs_courses() || written.failed > 0 || now < written.at + NEWS_HOURS.hours()
        }
        _ => true,
    }
}

fn heading(
    who: &Member,
    (overviews, under_way): (&[CourseOverview], u64),
    has_courses: bool,
    now: Timestamp,
) -> String {
    match overviews.first() {
        _ if !has_courses && who.runs_courses() => return "Nothing is planned yet".to_owned(),
        Some(latest) if !who.runs_courses() => return latest.heading(now),
        None if !who.runs_courses() => return "No results yet".to_owned(),
        _ => {}
    }
    let goes_on =
        |one: &&CourseOverview| matches!(one.phase(now), Phase::Asking(_) | Phase::Today | Phase::Closed);
    let ahead = overviews.iter().filter(|overview| matches!(overview.phase(now), Phase::Ahead));
    let next = ahead.min_by_key(|overview| overview.course.starts_at);
    match (under_way, overviews.iter().find(goes_on), next) {
        (1, Some(one), _) => one.heading(now),
        (1, None, _) => "One course is under way".to_owned(),
        (0, _, Some(next)) => next.heading(now),
        (0, _, None) => "No course is under way".to_owned(),
        (several, ..) => {
            let number = wording::capitalised(&wording::number(several));
            format!("{number} courses are under way")
        }
    }
}
