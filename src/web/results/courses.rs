//! How the courses of a programme compare, from the frozen ones.

use askama::Template;
use common_ground_reports::{
    chart::{ChartSide, ChartWords, Layout, Picture, PictureError, courses},
    finding::over_courses,
    small_numbers::TOO_FEW,
    trend::CoursePoint,
    wording,
};

use crate::{
    results::trends::{self, CoursesOverTime, QuestionTrend},
    store::Place,
    web::{
        Answer, ButtonAct, ChartFiles, Desk, Download, DrawingKey, Empty, Frame, Link, MainPlace, Markup,
        Member, Result, Trail, at, drawn_once, pager, parts::chart_files::of_chart, results::index::trail,
    },
};

/// The beginning of the names of the files of its picture.
const STEM: &str = "courses";

/// Every question over courses.
#[derive(Debug, Template)]
#[template(path = "results/courses.html")]
struct Courses {
    frame: Frame,
    trail: Trail,
    /// “How three courses compare”
    heading: String,
    lead: &'static str,
    /// The questions, or that there are none.
    content: Content,
    /// The courses after and before these.
    pages: Vec<Link>,
}

#[derive(Debug)]
enum Content {
    /// Nothing, and what will be here.
    Nothing(Empty),
    /// The picture and the figures behind it.
    Shown(Box<Shown>),
}

/// All questions.
#[derive(Debug)]
struct Shown {
    /// The finding, over the picture.
    finding: String,
    /// One small chart for each question, for a wide page.
    wide: Markup,
    /// The same for a phone.
    narrow: Markup,
    /// One table for each question.
    items: Vec<Item>,
    /// The files of the picture.
    charts: Vec<ChartFiles>,
}

#[derive(Debug)]
struct Item {
    /// Its name.
    label: String,
    /// The courses in date order.
    rows: Vec<CourseRow>,
}

#[derive(Debug)]
struct CourseRow {
    /// “Pilot course 3, 14 May 2026”
    course: String,
    /// “4.3”, “too few answers” or “no answers”.
    mean: String,
    /// “12”, or “fewer than 5”.
    n: String,
    /// “3.9 to 4.7”, or a dash.
    interval: String,
    /// “no clear difference”, or a dash.
    status: String,
    /// Whether there is no mean.
    hidden: bool,
}

/// Every question over the latest courses, or over others by their place.
#[rocket::get("/programmes/<_>/results/courses?<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Member>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let place = Place::of(after, before);
    let shown = trends::at(desk.app, desk.programme(), place).await?;
    let (pages, is_latest) = (pages(desk.slug(), &shown), shown.later.is_none());
    let found = shown.questions;
    let courses = found.first().map_or(0, |trend| trend.trend.courses.len());
    let heading = match courses {
        0 => "No course to compare yet".to_owned(),
        1 if is_latest => "Only one course so far".to_owned(),
        1 => "One earlier course".to_owned(),
        several if is_latest => format!("How {} courses compare", wording::number(several as u64)),
        several => format!("How {} earlier courses compare", wording::number(several as u64)),
    };
    let content = if found.is_empty() {
        Content::Nothing(Empty {
            sentence: "What people thought of each course appears here when its summary is written."
                .to_owned(),
            next: None,
        })
    } else {
        let library = desk.programme().asker().to_owned();
        let slug = desk.slug();
        let address = |name: &str| pager::to(&at::results_courses_chart(slug, name), place);
        let charts = vec![of_chart("How courses compare".to_owned(), STEM, address)];
        let items = found.iter().map(item).collect();
        let drawing = DrawingKey::of("courses", &(&found, &library));
        let pictures = drawn_once(drawing, move || drawn(&found, &library));
        let (finding, wide, narrow) = pictures.await?;
        Content::Shown(Box::new(Shown { finding, wide, narrow, items, charts }))
    };
    Answer::page(&Courses {
        frame: desk.frame(MainPlace::Results),
        trail: trail(desk.slug(), "Over courses"),
        heading,
        lead: "Different people came to each course, so a difference may be chance. From the sixth course, each is \
               compared with earlier ones on this page. The line breaks where the survey’s wording changed.",
        content,
        pages,
    })
}

/// The ways to the courses after and before these.
fn pages(slug: &str, shown: &CoursesOverTime) -> Vec<Link> {
    let to = |label: &str, place: Option<Place>| {
        place.map(|place| Link::new(label, pager::to(&at::results_courses(slug), place)))
    };
    to("Later courses", shown.later).into_iter().chain(to("Earlier courses", shown.earlier)).collect()
}

/// One file of the picture, by its name.
#[rocket::get("/programmes/<_>/results/courses/charts/<name>?<after>&<before>", rank = 1)]
pub(crate) async fn chart(
    desk: Desk<'_, Member>,
    name: &str,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Download> {
    let place = Place::of(after, before);
    let found = trends::at(desk.app, desk.programme(), place).await?.questions;
    let library = desk.programme().asker().to_owned();
    let file = format!("{}-{name}", desk.slug());
    let drawing = DrawingKey::of("the files of courses", &(&found, &library));
    Download::chart(name, &file, drawing, move || {
        if found.is_empty() { Ok(Vec::new()) } else { files(&found, &library) }
    })
    .await
}

/// Every drawing with its file name, without an ending.
fn files(
    found: &[QuestionTrend],
    library: &str,
) -> std::result::Result<Vec<(String, Picture)>, PictureError> {
    let chart = panel(found, library);
    let name = |drawing: &str| format!("{STEM}-{drawing}");
    Ok(vec![
        (name("wide"), chart.picture(Layout::Wide)?),
        (name("narrow"), chart.picture(Layout::Narrow)?),
        (name("slide"), chart.few()?.slide()?),
    ])
}

/// The finding, and the picture for a wide page and for a phone.
fn drawn(
    found: &[QuestionTrend],
    library: &str,
) -> std::result::Result<(String, Markup, Markup), PictureError> {
    let panel = panel(found, library);
    let drawn = |layout, id| panel.picture(layout).map(|picture| Markup::trusted(picture.inline(id)));
    let (wide, narrow) = (drawn(Layout::Wide, "courses-wide")?, drawn(Layout::Narrow, "courses-narrow")?);
    Ok((panel.words.finding, wide, narrow))
}

/// One small chart for each question.
fn panel(found: &[QuestionTrend], library: &str) -> courses::Courses {
    let labelled: Vec<_> = found.iter().map(|trend| (trend.label.as_str(), &trend.trend)).collect();
    let courses = found.first().map_or(0, |trend| trend.trend.courses.len());
    let survey = found.first().map_or("", |trend| trend.survey.as_str());
    courses::Courses {
        words: ChartWords {
            finding: over_courses(&labelled),
            subtitle: "Mean of each course on a scale from 1 to 5, oldest course first".to_owned(),
            source: format!("{library}. “{survey}”."),
            measure: "means by course".to_owned(),
            groups: wording::counted(courses as u64, "course", "courses"),
        },
        side: ChartSide::Library,
        questions: found.iter().map(|trend| trend.trend.question(&trend.label)).collect(),
    }
}

fn item(trend: &QuestionTrend) -> Item {
    let rows = trend.trend.courses.iter().map(|point| row(point, trend)).collect();
    Item { label: trend.label.clone(), rows }
}

fn row(point: &CoursePoint, trend: &QuestionTrend) -> CourseRow {
    let dash = || "–".to_owned();
    let n = point.n.map_or_else(|| trend.trend.min_group.fewer_than(), wording::count);
    let mean = match point.mean {
        Some(mean) => wording::mean(mean),
        None if point.suppressed => TOO_FEW.to_owned(),
        None => "no answers".to_owned(),
    };
    CourseRow {
        course: format!("{}, {}", point.label, point.date),
        mean,
        n,
        interval: point.interval.map_or_else(dash, wording::mean_interval),
        status: point.status().map_or_else(dash, |status| status.words().to_owned()),
        hidden: point.mean.is_none(),
    }
}
