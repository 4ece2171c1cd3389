//! How the courses of a programme compare, from the frozen ones.

use askama::Template;
use common_ground_reports::{
    chart::{Layout, Picture, PictureError, Side, Words, courses},
    finding::over_courses,
    small_numbers::TOO_FEW,
    summary::wording,
    trend::CoursePoint,
};

use crate::{
    results::trends::{self, QuestionTrend},
    web::{
        at,
        http::{
            answer::Answer, desk::Desk, download::Download, drawing::drawn, error::Result, guard::Member,
        },
        parts::{
            chart_files::{ChartFiles, of_chart},
            frame::Frame,
            nav::MainPlace,
            piece::{ButtonAct, Empty, Markup, Trail},
        },
        results::trail,
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
    /// How to read it.
    lead: &'static str,
    /// The questions, or that there are none.
    content: Content,
}

/// What there is to show.
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

/// One question over courses.
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
    standing: String,
    /// Whether there is no mean.
    hidden: bool,
}

/// Every question over courses.
#[rocket::get("/programmes/<_>/results/courses")]
pub(crate) async fn show(desk: Desk<'_, Member>) -> Result<Answer> {
    let found = trends::of_programme(desk.app, desk.programme(), &desk.zone()).await?;
    let courses = found.first().map_or(0, |trend| trend.trend.courses.len());
    let heading = match courses {
        0 => "No course to compare yet".to_owned(),
        1 => "Only one course so far".to_owned(),
        several => format!("How {} courses compare", wording::number(several as u64)),
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
        let chart =
            of_chart("How courses compare".to_owned(), STEM, |name| at::results_courses_chart(slug, name));
        let shown = drawn(move || shown(&found, &library, chart));
        Content::Shown(Box::new(shown.await?))
    };
    Answer::page(&Courses {
        frame: desk.frame(MainPlace::Results),
        trail: trail(desk.slug(), "Over courses"),
        heading,
        lead: "Different people came to each course, so a difference may be chance. From the sixth course, each is \
               compared with earlier ones. The line breaks where the survey’s wording changed.",
        content,
    })
}

/// One file of the picture, by its name.
#[rocket::get("/programmes/<_>/results/courses/charts/<name>", rank = 1)]
pub(crate) async fn chart(desk: Desk<'_, Member>, name: &str) -> Result<Download> {
    let found = trends::of_programme(desk.app, desk.programme(), &desk.zone()).await?;
    let library = desk.programme().asker().to_owned();
    let file = format!("{}-{name}", desk.slug());
    Download::chart(
        name,
        &file,
        move || if found.is_empty() { Ok(Vec::new()) } else { files(&found, &library) },
    )
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

fn shown(
    found: &[QuestionTrend],
    library: &str,
    chart: ChartFiles,
) -> std::result::Result<Shown, PictureError> {
    let panel = panel(found, library);
    let drawn = |layout, id| panel.picture(layout).map(|picture| Markup::trusted(picture.inline(id)));
    Ok(Shown {
        wide: drawn(Layout::Wide, "courses-wide")?,
        narrow: drawn(Layout::Narrow, "courses-narrow")?,
        items: found.iter().map(item).collect(),
        charts: vec![chart],
        finding: panel.words.finding,
    })
}

/// One small chart for each question.
fn panel(found: &[QuestionTrend], library: &str) -> courses::Courses {
    let labelled: Vec<_> = found.iter().map(|trend| (trend.label.as_str(), &trend.trend)).collect();
    let courses = found.first().map_or(0, |trend| trend.trend.courses.len());
    let survey = found.first().map_or("", |trend| trend.survey.as_str());
    courses::Courses {
        words: Words {
            finding: over_courses(&labelled),
            subtitle: "Mean of each course on a scale from 1 to 5, oldest course first".to_owned(),
            source: format!("{library}. “{survey}”."),
            measure: "means by course".to_owned(),
            groups: wording::counted(courses as u64, "course", "courses"),
        },
        side: Side::Library,
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
        standing: point.standing().map_or_else(dash, |standing| standing.words().to_owned()),
        hidden: point.mean.is_none(),
    }
}
