//! How the courses of a programme compare, from the frozen ones.

use std::sync::Arc;

use askama::Template;
use common_ground_reports::{
    chart::{Layout, PictureError, Side, Words},
    small_numbers::TOO_FEW,
    summary::wording,
    trend::CoursePoint,
};
use rocket::{Route, State};

use crate::{
    app::App,
    results::trends::{self, Trend},
    web::{
        at,
        http::{answer::Page, drawing::drawn, error::Result, guard::Member},
        parts::{
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{Act, Empty, Link, Markup, Trail},
        },
        results::page::Chart,
    },
};

/// Every question over courses.
#[rocket::get("/programmes/<slug>/results/courses")]
pub(crate) async fn show(
    slug: &str,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let found = trends::of_programme(app, &who.programme, &who.programme.settings.zone()).await?;
    let courses = found.first().map_or(0, |trend| trend.trend.courses.len());
    let heading = match courses {
        0 => "No course to compare yet".to_owned(),
        1 => "One course so far, none to compare it with".to_owned(),
        several => format!("How {} courses compare", wording::number(several as u64)),
    };
    let content = if found.is_empty() {
        Content::Nothing(Empty {
            sentence: "When the summary of a course is written, what people thought of it is here."
                .to_owned(),
            next: None,
        })
    } else {
        let library = who.programme.asker().to_owned();
        let items = drawn(move || {
            found
                .iter()
                .map(|trend| item(trend, &library))
                .collect::<std::result::Result<Vec<Item>, PictureError>>()
        });
        Content::Items(items.await?)
    };
    let above = vec![Link::new("Results", at::results(&who.programme.slug))];
    Page::of(&Trends {
        frame: nav::frame(&who, site, Place::Results),
        trail: Trail { above, here: "Over courses".to_owned() },
        heading,
        lead:
            "Each course had its own people, so small differences are chance. A course is held against the \
               earlier ones from the sixth on; the line breaks where the wording of the survey changed."
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
    let ends = |low, high| format!("{} to {}", wording::mean(low), wording::mean(high));
    CourseRow {
        course: format!("{}, {}", point.label, point.date),
        mean,
        n,
        interval: point.interval.map_or_else(dash, |found| ends(found.low, found.high)),
        standing: point.standing().map_or_else(dash, |standing| standing.words().to_owned()),
        hidden: point.mean.is_none(),
    }
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "results/courses.html")]
pub(crate) struct Trends {
    /// Top and foot.
    pub frame: Frame,
    /// Results / over courses.
    pub trail: Trail,
    /// “How three courses compare”
    pub heading: String,
    /// How to read it.
    pub lead: String,
    /// The questions, or that there are none.
    pub content: Content,
}

/// What there is to show.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Nothing, and what will be here.
    Nothing(Empty),
    /// One for each question.
    Items(Vec<Item>),
}

/// One question over courses.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its picture, with the question as heading.
    pub chart: Chart,
    /// What the table holds.
    pub caption: String,
    /// The courses in date order.
    pub rows: Vec<CourseRow>,
}

/// One course.
#[derive(Debug, Clone)]
pub(crate) struct CourseRow {
    /// “Pilot course 3, 14 May 2026”
    pub course: String,
    /// “4.3”, “too few answers” or “no answers”.
    pub mean: String,
    /// “12”, or “fewer than 5”.
    pub n: String,
    /// “3.9 to 4.7”, or a dash.
    pub interval: String,
    /// “like earlier courses”, or a dash.
    pub standing: String,
    /// Whether there is no mean.
    pub hidden: bool,
}
