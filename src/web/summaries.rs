//! The summary behind the unguessable link in a manager's letter: page, figures, pictures. All come from the
//! frozen document; nothing is worked out again.

use std::sync::Arc;

use common_ground_reports::{
    figures,
    summary::{Links, Summary},
};
use rocket::{Route, State, http::ContentType};

use super::{
    download::Download,
    error::{Error, Result},
    limits::{Client, GuessLimits},
    page::Page,
    view::{
        self, Frame,
        frame::Site,
        part::{Link, Markup},
    },
};
use crate::{
    app::App,
    secret::Purpose,
    store::{StoreError, summaries},
};

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![show, comparison, file, chart]
}

/// The summary as a page.
#[rocket::get("/summary/<token>")]
async fn show(
    token: &str,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Page> {
    let summary = find(app, guesses, &client, token).await?;
    let links = Links {
        comparison: Some(rocket::uri!(comparison(token)).to_string()),
        file: Some(rocket::uri!(file(token)).to_string()),
        ..Links::default()
    };
    Page::of(&view::summary::Summary {
        frame: Frame::public(Arc::clone(site), "en"),
        title: format!("{}, {}", summary.course.title, summary.course.place),
        body: Markup::trusted(summary.page_body(&links).map_err(broken)?),
        charts: charts(&summary, |name| rocket::uri!(chart(token, name)).to_string())?,
    })
}

/// The wide drawing of every chart, as points and as lines; `address` says where the file of a name is.
pub(super) fn charts(summary: &Summary, address: impl Fn(&str) -> String) -> Result<Vec<Link>> {
    let drawn = summary.charts().map_err(broken)?;
    let wide = drawn.iter().filter(|(name, _)| name.ends_with("-wide"));
    let of_chart = |(name, _): &(String, _)| {
        let link = |label: &str, ending: &str| {
            Link::new(format!("{}, {label}", called(name)), address(&format!("{name}.{ending}")))
        };
        [link("for slides (PNG)", "png"), link("for print (SVG)", "svg")]
    };
    Ok(wide.flat_map(of_chart).collect())
}

/// What a chart shows, by the name of its file.
fn called(name: &str) -> &'static str {
    const KNOWN: [(&str, &str); 9] = [
        ("dumbbell-a", "What the library gives"),
        ("dumbbell-b", "What partners give"),
        ("priority-a", "What the library gives: what to do first"),
        ("priority-b", "What partners give: what to do first"),
        ("by-kind-a", "What the library gives, by kind of partner"),
        ("by-kind-b", "What partners give, by kind of partner"),
        ("then-now", "Confidence, then and now"),
        ("reactions", "What people thought of the day"),
        ("funnel", "Who answered"),
    ];
    KNOWN.iter().find(|(stem, _)| name.starts_with(stem)).map_or("Chart", |(_, words)| words)
}

/// The comparison of a summary as a file.
pub(super) fn comparison_file(summary: &Summary, name: &str) -> Result<Download> {
    let blocks = summary.figures.iter().flat_map(|figures| &figures.blocks);
    let csv = figures::comparison_csv(blocks.map(|block| &block.comparison)).map_err(broken)?;
    Ok(Download::new(name, ContentType::CSV, csv))
}

/// The comparison as CSV.
#[rocket::get("/summary/<token>/comparison.csv")]
async fn comparison(
    token: &str,
    app: &State<Arc<App>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Download> {
    let summary = find(app, guesses, &client, token).await?;
    comparison_file(&summary, "comparison.csv")
}

/// The whole report as one file that needs no network.
#[rocket::get("/summary/<token>/summary.html")]
async fn file(
    token: &str,
    app: &State<Arc<App>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Download> {
    let summary = find(app, guesses, &client, token).await?;
    let html = summary.file(view::STYLESHEET).map_err(broken)?;
    Ok(Download::new("summary.html", ContentType::HTML, html.into_bytes()))
}

/// One chart as SVG or PNG, by its name.
#[rocket::get("/summary/<token>/charts/<name>")]
async fn chart(
    token: &str,
    name: &str,
    app: &State<Arc<App>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Download> {
    let summary = find(app, guesses, &client, token).await?;
    Download::chart(name, name, summary.charts().map_err(broken)?).await
}

async fn find(app: &App, guesses: &GuessLimits, client: &Client, token: &str) -> Result<Summary> {
    let missing = || if guesses.allow(client) { Error::NotFound } else { Error::TooMany };
    let id = app.secret.carried_id(Purpose::Summary, token).ok_or_else(missing)?;
    let db = app.db.read();
    let delivery = summaries::delivery(db, id).await?.ok_or_else(missing)?;
    if delivery.link_expires_at.time() <= app.clock.now() {
        return Err(Error::Expired);
    }
    let row = summaries::find(db, delivery.summary_id).await?.ok_or(Error::NotFound)?;
    let read = serde_json::from_value(row.document);
    Ok(read.map_err(|error| StoreError::Damaged(format!("summary {}: {error}", row.id)))?)
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
