//! The page of a summary, for staff and behind the link in a letter. Its body is a document of its own, drawn from what
//! was frozen.

use askama::Template;
use common_ground_reports::{
    figures,
    scale::{self, Scale},
    summary::{Links, Summary as Frozen},
};
use rocket::http::ContentType;

use crate::web::{
    http::{
        download::Download,
        drawing::drawn,
        error::{Error, Result},
    },
    parts::{
        frame::Frame,
        piece::{Link, Markup},
    },
};

/// The page of a summary.
#[derive(Debug, Template)]
#[template(path = "parts/summary.html")]
pub(crate) struct Summary {
    frame: Frame,
    /// “Pilot course 3, Stratford Library”
    title: String,
    /// The document.
    body: Markup,
    /// Its charts, to keep.
    charts: Vec<Link>,
}

impl Summary {
    /// The page of a frozen summary, whose charts are at `chart` by their names.
    pub(crate) async fn of(
        frame: Frame,
        title: String,
        frozen: Frozen,
        links: Links,
        chart: impl Fn(&str) -> String,
    ) -> Result<Self> {
        let drawn = drawn(move || {
            let charts = frozen.charts().map_err(|error| error.to_string())?;
            let body = frozen.page_body(&links).map_err(|error| error.to_string())?;
            Ok::<_, String>((charts.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), body))
        });
        let (names, body) = drawn.await?;
        let charts = chart_links(names.iter().map(String::as_str), chart);
        Ok(Self { frame, title, body: Markup::trusted(body), charts })
    }
}

/// Every wide drawing, as points and as lines; `address` says where the file of a name is.
pub(crate) fn chart_links<'n>(
    names: impl Iterator<Item = &'n str>,
    address: impl Fn(&str) -> String,
) -> Vec<Link> {
    let of_chart = |name: &str| {
        let link = |label: &str, ending: &str| {
            Link::new(format!("{}, {label}", called(name)), address(&format!("{name}.{ending}")))
        };
        [link("for slides (PNG)", "png"), link("for print (SVG)", "svg")]
    };
    names.filter(|name| name.ends_with("-wide")).flat_map(of_chart).collect()
}

/// What a chart shows, by the name of its file.
fn called(name: &str) -> String {
    const KNOWN: [(&str, &str); 9] = [
        ("dumbbell-a", "What the library gives"),
        ("dumbbell-b", "What partners give"),
        ("priority-a", "What the library gives: what to do first"),
        ("priority-b", "What partners give: what to do first"),
        ("by-kind-a", "What the library gives, by type of partner"),
        ("by-kind-b", "What partners give, by type of partner"),
        ("then-now", "Confidence, then and now"),
        ("reactions", "What people thought of the day"),
        ("funnel", "Who answered"),
    ];
    if let Some(of_library) = name.strip_prefix("partners-") {
        return format!("{}: partners", called(of_library));
    }
    let words = KNOWN.iter().find(|(stem, _)| name.starts_with(stem)).map_or("Chart", |(_, words)| words);
    // One for each scale.
    scale_of(name).map_or_else(|| words.to_owned(), |scale| format!("{words}, {}", scale.from_to()))
}

fn scale_of(name: &str) -> Option<Scale> {
    scale::known(name.strip_prefix("reactions-")?.strip_suffix("-wide")?)
}

/// The comparison of a summary as a file.
pub(crate) fn comparison_file(summary: &Frozen, name: &str) -> Result<Download> {
    let blocks = summary.figures.iter().flat_map(|figures| &figures.blocks);
    let comparisons = blocks.map(|block| &block.comparison);
    let csv = figures::comparison_csv(comparisons, figures::Precision::Published);
    Ok(Download::new(name, ContentType::CSV, csv.map_err(|error| Error::Broken(error.to_string()))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_several_scales_are_told_apart() {
        assert_eq!(called("then-now-wide"), "Confidence, then and now");
        assert_eq!(called("partners-then-now-wide"), "Confidence, then and now: partners");
        let badly = "What people thought of the day, from “very badly” to “very well”";
        assert_eq!(called("reactions-going5-wide"), badly);
        assert_eq!(called("reactions-of_our_own-wide"), "What people thought of the day");
    }
}
