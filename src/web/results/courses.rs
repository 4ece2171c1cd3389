//! How the courses of a programme compare, from the frozen ones.

use askama::Template;
use common_ground_reports::{
    chart::{Layout, PictureError, Side, Words},
    small_numbers::TOO_FEW,
    summary::wording,
    trend::CoursePoint,
};

use crate::{
    results::trends::{self, Trend},
    web::{
        http::{answer::Answer, desk::Desk, drawing::drawn, error::Result, guard::Member},
        parts::{
            frame::Frame,
            nav::Place,
            piece::{Act, Empty, Markup, Trail},
        },
        results::{Chart, trail},
    },
};

/// Every question over courses.
#[derive(Debug, Template)]
#[template(path = "results/courses.html")]
struct Courses {
    frame: Frame,
    trail: Trail,
    /// “How three courses compare”
    heading: String,
    /// How to read it.
    lead: String,
    /// The questions, or that there are none.
    content: Content,
}

/// What there is to show.
#[derive(Debug)]
enum Content {
    /// Nothing, and what will be here.
    Nothing(Empty),
    /// One for each question.
    Items(Vec<Item>),
}

/// One question over courses.
#[derive(Debug)]
struct Item {
    /// Its picture, with the question as heading.
    chart: Chart,
    /// What the table holds.
    caption: String,
    /// The courses in date order.
    rows: Vec<CourseRow>,
}

/// One course.
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
        let items = drawn(move || {
            found
                .iter()
                .map(|trend| item(trend, &library))
                .collect::<std::result::Result<Vec<Item>, PictureError>>()
        });
        Content::Items(items.await?)
    };
    Answer::page(&Courses {
        frame: desk.frame(Place::Results),
        trail: trail(desk.slug(), "Over courses"),
        heading,
        lead:
            "Different people came to each course, so small differences are chance. From the sixth course, \
             each is compared with earlier ones. The line breaks where the survey’s wording changed."
                .to_owned(),
        content,
    })
}

fn item(trend: &Trend, library: &str) -> std::result::Result<Item, PictureError> {
    let words = Words {
        finding: trend.label.clone(),
        subtitle: "Mean of each course with its 95% interval, on a scale from 1 to 5".to_owned(),
        source: format!("{library}. “{}”.", trend.survey),
        measure: "means by course".to_owned(),
        groups: format!("{} courses", trend.trend.courses.len()),
    };
    let chart = trend.trend.chart(words, trend.scale.labels.clone(), Side::Library);
    let drawn = |layout, way: &str| {
        let id = format!("trend-{}-{way}", trend.key);
        chart.picture(layout).map(|picture| Markup::trusted(picture.inline(&id)))
    };
    Ok(Item {
        chart: Chart {
            heading: trend.label.clone(),
            wide: drawn(Layout::Wide, "wide")?,
            narrow: drawn(Layout::Narrow, "narrow")?,
            caption: "Means on a scale from 1 to 5. The interval needs ten answers.".to_owned(),
        },
        caption: format!("{}: mean of each course.", trend.label),
        rows: trend.trend.courses.iter().map(|point| row(point, trend)).collect(),
    })
}

fn row(point: &CoursePoint, trend: &Trend) -> CourseRow {
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
