//! What the surveys of one course brought, side by side: the finding, the picture, the table, and where each survey's own
//! results are. Managers read what is closed; trainers follow what is open in batches.

mod response;

use askama::Template;
use common_ground_reports::{
    summary::{CourseReport, People, Summary, confidence_csv},
    wording,
};
use jiff::Timestamp;
use rocket::http::ContentType;
use uuid::Uuid;

use self::response::ResponseByCourse;
use crate::{
    results::course::{self, chosen},
    store::{CourseState as Life, Round, RoundPurpose, comments::list::all_themes},
    survey::{RoundState, Side},
    web::{
        Answer, Button, ButtonAct, ChartFiles, Desk, Download, DrawingKey, Empty, Error, Frame, Link,
        MainPlace, Markup, Member, Result, Row, RowEnd, Trail, at,
        courses::{CourseOverview, CourseRound, find, overview::may_read, summary::frozen},
        drawn_once,
        parts::{
            chart_files::{of_chart, of_charts},
            format,
            piece::offered,
        },
    },
    work::publish,
};

#[derive(Debug, Template)]
#[template(path = "courses/results.html")]
struct Results {
    frame: Frame,
    /// Results / the course.
    trail: Trail,
    /// The finding, or that there is nothing yet.
    title: String,
    /// The answers of the other side, where the course asks both.
    sides: Vec<Link>,
    content: Content,
    /// How many answered, beside other courses.
    response: Option<ResponseByCourse>,
    /// Its surveys, each leading to its own results.
    surveys: Vec<Row>,
    /// Where more files are.
    about_files: &'static str,
    /// Files to keep; none while answers can come.
    files: Vec<Link>,
    charts: Vec<ChartFiles>,
    further: Vec<Link>,
}

#[derive(Debug)]
enum Content {
    /// Nothing, and what will be here.
    Nothing(Empty),
    /// The document, from its heading on.
    Report(Markup),
}

#[rocket::get("/programmes/<_>/courses/<id>/results?<side>")]
pub(crate) async fn show(desk: Desk<'_, Member>, id: Uuid, side: Option<&str>) -> Result<Answer> {
    let found = Found::readable(&desk, id, side).await?;
    let (slug, who, now) = (desk.slug(), desk.who(), desk.now());
    let (title, content, (files, charts)) = if found.readable.is_empty() {
        let nothing = Content::Nothing(nothing(slug, &found.overview, now));
        let files = (Vec::new(), Vec::new());
        (format!("{}: no results yet", found.overview.course.title), nothing, files)
    } else {
        let report = found.report(&desk, now).await?;
        let answers = report.answer_charts();
        let drawing = DrawingKey::of("the results of a course", &report);
        let drawn = drawn_once(drawing, move || {
            let charts = report.charts().map_err(|error| error.to_string())?;
            let names: Vec<String> = charts.into_iter().map(|(name, _)| name).collect();
            let body = report.page_body().map_err(|error| error.to_string())?;
            Ok::<_, String>((report.finding(), body, names))
        });
        let (finding, body, charts) = drawn.await?;
        let closed = found.is_closed().then(|| files(slug, id, found.side, &charts, &answers));
        let files = closed.unwrap_or_default();
        (finding, Content::Report(Markup::trusted(body)), files)
    };
    // Managers read of closed surveys alone, and this is of no others.
    let response = match chosen(&found.readable, RoundPurpose::Feedback) {
        Some(feedback) if found.is_closed() => ResponseByCourse::of_programme(&desk, feedback.side).await?,
        _ => None,
    };
    let above = vec![Link::new("Results", at::results(slug))];
    Answer::page(&Results {
        frame: desk.frame(MainPlace::Results),
        trail: Trail { above, here: found.overview.course.title.clone() },
        title,
        sides: found.sides(slug),
        content,
        response,
        surveys: found.overview.own().map(|asked| found.row(who, asked, now)).collect(),
        about_files: if who.runs_courses() {
            "Individual answers, Excel files and codebooks are with each survey above."
        } else {
            "The figures are with each survey above."
        },
        files,
        charts,
        further: further(who, &found),
    })
}

/// Confidence at each time, for analysis.
#[rocket::get("/programmes/<_>/courses/<id>/results/confidence.csv?<side>")]
pub(crate) async fn figures(desk: Desk<'_, Member>, id: Uuid, side: Option<&str>) -> Result<Download> {
    let report = closed(&desk, id, side).await?;
    let csv = confidence_csv(report.aims()).map_err(Error::broken)?;
    Ok(Download::new(&format!("{}-confidence.csv", desk.slug()), ContentType::CSV, csv))
}

/// One file of a chart, by its name.
#[rocket::get("/programmes/<_>/courses/<id>/results/charts/<name>?<side>")]
pub(crate) async fn chart(
    desk: Desk<'_, Member>,
    id: Uuid,
    name: &str,
    side: Option<&str>,
) -> Result<Download> {
    let report = closed(&desk, id, side).await?;
    let drawing = DrawingKey::of("the charts of a course", &report);
    Download::chart(name, &format!("{}-{name}", desk.slug()), drawing, move || report.charts()).await
}

/// The report once nothing in it changes any more.
async fn closed(desk: &Desk<'_, Member>, id: Uuid, side: Option<&str>) -> Result<CourseReport> {
    let found = Found::readable(desk, id, side).await?;
    if found.is_closed() { found.report(desk, desk.now()).await } else { Err(Error::NotFound) }
}

/// A course with those of its own rounds whose figures may be read.
struct Found {
    overview: CourseOverview,
    /// The side that is told of, where it asks both.
    side: Option<Side>,
    /// The rounds of that side.
    readable: Vec<(RoundPurpose, Round)>,
}

impl Found {
    /// Nobody reads a round that has not opened, and managers only what is closed: before that there is no page for them.
    async fn readable(desk: &Desk<'_, Member>, id: Uuid, side: Option<&str>) -> Result<Self> {
        let who = desk.who();
        let course = find(desk, id).await?;
        let overview = CourseOverview::of(desk.app, desk.programme(), course).await?;
        let mut readable: Vec<_> = overview
            .rounds
            .iter()
            .filter(|asked| asked.is_own() && may_read(who, &asked.round))
            .map(|asked| (asked.purpose, asked.round.clone()))
            .collect();
        if readable.is_empty() && !who.runs_courses() {
            return Err(Error::Forbidden);
        }
        let sides =
            Side::ALL.into_iter().filter(|side| readable.iter().any(|(_, round)| round.side == *side));
        let sides: Vec<Side> = sides.collect();
        let side = match (sides.as_slice(), side.map(Side::from_key)) {
            (_, Some(None)) => return Err(Error::NotFound),
            ([first, _, ..], side) => Some(side.flatten().unwrap_or(*first)),
            _ => None,
        };
        readable.retain(|(_, round)| side.is_none_or(|side| side == round.side));
        Ok(Self { overview, side, readable })
    }

    /// The report, with the themes of its comments for those who read them, once nothing more comes.
    async fn report(&self, desk: &Desk<'_, Member>, now: Timestamp) -> Result<CourseReport> {
        let course = &self.overview.course;
        let summary = self.summary(desk, now).await?;
        let found = (course, self.side);
        let report = course::report(desk.app, desk.programme(), found, &self.readable, summary, now).await?;
        if !desk.who().runs_courses() || !self.is_closed() {
            return Ok(report);
        }
        let rounds = self.readable.iter().map(|(_, round)| round.id).collect();
        Ok(report.with_themes(all_themes(desk.db(), rounds).await?))
    }

    /// The summary as it is frozen, or as its figures stand once feedback has closed.
    async fn summary(&self, desk: &Desk<'_, Member>, now: Timestamp) -> Result<Option<(Summary, bool)>> {
        let course = &self.overview.course;
        let of_side = |summary: Summary| match self.side {
            Some(Side::Library) => summary.of_side(People::Library),
            Some(Side::Partner) => summary.of_side(People::Partner),
            None => summary,
        };
        if course.frozen_at.is_some() {
            return Ok(Some((of_side(frozen(desk.app, course.id).await?), true)));
        }
        let feedback = chosen(&self.readable, RoundPurpose::Feedback);
        if feedback.is_none_or(|round| round.state != RoundState::Closed) {
            return Ok(None);
        }
        let draft = publish::draft(desk.app, desk.programme(), course, now).await?;
        Ok(draft.map(|draft| (of_side(draft.summary), false)))
    }

    /// Where the side is told of that this page does not tell of.
    fn sides(&self, slug: &str) -> Vec<Link> {
        let Some(shown) = self.side else { return Vec::new() };
        let page = at::course_results(slug, self.overview.course.id);
        let other = Side::ALL.into_iter().filter(|side| *side != shown);
        let link = |side: Side| {
            Link::new(
                format!("See what {} said", side.people()),
                at::query(page.clone(), &[("side", &Some(side.key()))]),
            )
        };
        other.map(link).collect()
    }

    /// Whether nothing that is shown changes any more.
    fn is_closed(&self) -> bool {
        !self.readable.is_empty() && self.readable.iter().all(|(_, round)| round.state == RoundState::Closed)
    }

    /// A survey of the course: how it stands, and where its own results are.
    fn row(&self, who: &Member, asked: &CourseRound, now: Timestamp) -> Row {
        let round = &asked.round;
        let at = |at| format::day_and_time(at, &self.overview.zone);
        let detail = match round.state {
            RoundState::Cancelled => "It was cancelled.".to_owned(),
            RoundState::Planned => format!("It opens automatically on {}.", at(round.opens_at)),
            _ if asked.is_over(now) => {
                let answered = asked.turnout.in_the_end();
                format!("{}. It closed on {}.", wording::capitalised(&answered), at(round.closes_at))
            }
            _ => {
                let answered = asked.turnout.so_far();
                format!("{}. It closes on {}.", wording::capitalised(&answered), at(round.closes_at))
            }
        };
        let page = || at::round_results(&who.programme.slug, &round.code);
        Row {
            title: asked.name(),
            href: (may_read(who, round) && asked.turnout.answered > 0).then(page),
            detail,
            end: if who.runs_courses() && round.state == RoundState::Closed && asked.turnout.answered > 0 {
                let file = at::round_answers_csv(&who.programme.slug, &round.code);
                let file = at::query(file, &[("for_excel", &Some(true))]);
                RowEnd::Link(Link::new("Answers for Excel (CSV)", file).about(format!("of {}", asked.name())))
            } else {
                RowEnd::Nothing
            },
        }
    }
}

/// What happens next where no survey has opened.
fn nothing(slug: &str, overview: &CourseOverview, now: Timestamp) -> Empty {
    let is_to_come =
        |asked: &&CourseRound| asked.round.state == RoundState::Planned && asked.round.closes_at > now;
    let to_come = overview.own().filter(is_to_come);
    if let Some(next) = to_come.min_by_key(|asked| asked.round.opens_at) {
        let opens = format::day_and_time(next.round.opens_at, &overview.zone);
        let sentence = format!(
            "{} opens automatically on {opens}. Results appear here after the second full batch of answers, \
             and in full when it has closed.",
            next.name()
        );
        return Empty { sentence, next: None };
    }
    let sentence = "No survey is planned for this course, so there are no results to show.".to_owned();
    let may_add = matches!(overview.course.state, Life::Planned | Life::WithoutSummary);
    let add = || Button::follow("Add a survey", at::new_course_round(slug, overview.course.id));
    Empty { sentence, next: may_add.then(add) }
}

/// Files to keep, and those of its charts; the charts of `answers` by what they are of.
fn files(
    slug: &str,
    id: Uuid,
    side: Option<Side>,
    charts: &[String],
    answers: &[(String, String)],
) -> (Vec<Link>, Vec<ChartFiles>) {
    let of_side = |address| at::query(address, &[("side", &side.map(Side::key))]);
    let csv =
        Link::new("Confidence at each time (CSV)", of_side(at::course_results_confidence_csv(slug, id)));
    let address = |name: &str| of_side(at::course_results_chart(slug, id, name));
    let names = charts.iter().map(String::as_str);
    let others = names.filter(|name| answers.iter().all(|(known, _)| known != name));
    let of_answer = |(name, label): &(String, String)| {
        Some(of_chart(label.clone(), name.strip_suffix("-wide")?, address))
    };
    let mut charts = of_charts(others, address);
    charts.extend(answers.iter().filter_map(of_answer));
    (vec![csv], charts)
}

/// What else tells of the course.
fn further(who: &Member, found: &Found) -> Vec<Link> {
    let (slug, course) = (&who.programme.slug, &found.overview.course);
    let (frozen, runs_courses) = (course.frozen_at.is_some(), who.runs_courses());
    let has_comments = runs_courses && !found.readable.is_empty();
    let mut further = offered([(frozen, Link::new("Read the summary", at::course_summary(slug, course.id)))]);
    further.extend(compared(slug, &found.overview));
    further.extend(offered([
        (found.is_closed(), Link::new("Connect a spreadsheet", at::course_connect(slug, course.id))),
        (frozen, Link::new("Compare with other courses", at::results_courses(slug))),
        (has_comments, Link::new("Review the comments", at::course_comments(slug, course.id))),
        (runs_courses || frozen, Link::new("The course", at::course(slug, course.id))),
    ]));
    further
}

/// The comparisons of the two sides that belong to the course.
fn compared<'a>(slug: &'a str, overview: &'a CourseOverview) -> impl Iterator<Item = Link> + use<'a> {
    let closed = |purpose| {
        let fits =
            move |asked: &&CourseRound| asked.purpose == purpose && asked.round.state == RoundState::Closed;
        overview.rounds.iter().find(fits).map(|asked| &asked.round)
    };
    RoundPurpose::COMPARED.into_iter().filter_map(move |(offer, expectation)| {
        let what = match offer {
            RoundPurpose::LibraryOffer => "What staff offer against what partners expect",
            _ => "What partners offer against what staff hope for",
        };
        let (offer, expectation) = (closed(offer)?, closed(expectation)?);
        let page = at::comparison(slug, &offer.code, &expectation.code);
        Some(Link::new(what, page))
    })
}
