//! The page of a summary, for staff and behind the link in a letter. Its body is a document of its own, drawn from what
//! was frozen.

use askama::Template;
use common_ground_reports::{
    figures,
    summary::{Links, Summary as Frozen},
};
use rocket::http::ContentType;

use crate::web::{
    http::{Download, DrawingKey, Error, Result, drawn_once},
    parts::{
        Frame, Markup,
        chart_files::{ChartFiles, of_charts},
    },
};

#[derive(Debug, Template)]
#[template(path = "parts/summary.html")]
pub(crate) struct SummaryPage {
    frame: Frame,
    /// “Pilot course 3, Stratford Library”
    title: String,
    body: Markup,
    /// The files of its charts, to keep.
    charts: Vec<ChartFiles>,
}

impl SummaryPage {
    /// The page of a frozen summary, whose charts are at `chart` by their names.
    pub(crate) async fn of(
        frame: Frame,
        title: String,
        frozen: Frozen,
        links: Links,
        chart: impl Fn(&str) -> String,
    ) -> Result<Self> {
        let drawing = DrawingKey::of("a summary", &(&frozen, &links));
        let drawn = drawn_once(drawing, move || {
            let charts = frozen.charts().map_err(|error| error.to_string())?;
            let body = frozen.page_body(&links).map_err(|error| error.to_string())?;
            Ok::<_, String>((charts.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), body))
        });
        let (names, body) = drawn.await?;
        let charts = of_charts(names.iter().map(String::as_str), chart);
        Ok(Self { frame, title, body: Markup::trusted(body), charts })
    }
}

pub(crate) fn comparison_file(summary: &Frozen, name: &str) -> Result<Download> {
    let blocks = summary.figures.iter().flat_map(|figures| &figures.blocks);
    let comparisons = blocks.map(|block| &block.comparison);
    let csv = figures::comparison_csv(comparisons, figures::Precision::Published);
    Ok(Download::new(name, ContentType::CSV, csv.map_err(Error::broken)?))
}
