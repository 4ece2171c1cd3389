//! The summary behind the unguessable link in a letter: page, figures, pictures. All come from the frozen document;
//! nothing is worked out again. Below it, what trainers do with a summary before and after it is sent.

use std::sync::Arc;

use common_ground_reports::{
    figures,
    summary::{Links, Summary},
};
use rocket::{Route, State, http::ContentType};
use uuid::Uuid;

use crate::{
    app::App,
    secret::Purpose,
    store::{
        courses::{self, Course},
        summaries,
    },
    web::{
        at,
        http::{
            answer::Page,
            download::Download,
            drawing::drawn,
            error::{Error, Result},
            guard::Member,
            rate_limit::{Client, GuessLimits},
        },
        parts::{
            self, Frame,
            frame::Site,
            piece::{Act, Action, Link, Markup},
        },
    },
};

/// The summary as a page.
#[rocket::get("/summary/<token>")]
pub(crate) async fn show(
    token: &str,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Page> {
    let summary = find(app, guesses, &client, token).await?;
    let links = Links {
        comparison: Some(at::summary_csv(token)),
        file: Some(at::summary_file(token)),
        ..Links::default()
    };
    let title = format!("{}, {}", summary.course.title, summary.course.place);
    let (body, names) = page(summary, links).await?;
    Page::of(&parts::summary::Summary {
        frame: Frame::public(Arc::clone(site), "en"),
        title,
        body,
        charts: chart_links(names.iter().map(String::as_str), |name| at::summary_chart(token, name)),
    })
}

/// The page of a summary, and the names of its charts.
pub(crate) async fn page(summary: Summary, links: Links) -> Result<(Markup, Vec<String>)> {
    drawn(move || {
        let charts = summary.charts().map_err(|error| error.to_string())?;
        let names = charts.into_iter().map(|(name, _)| name).collect();
        let body = summary.page_body(&links).map_err(|error| error.to_string())?;
        Ok::<_, String>((Markup::trusted(body), names))
    })
    .await
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
pub(crate) fn comparison_file(summary: &Summary, name: &str) -> Result<Download> {
    let blocks = summary.figures.iter().flat_map(|figures| &figures.blocks);
    let comparisons = blocks.map(|block| &block.comparison);
    let csv = figures::comparison_csv(comparisons, figures::Precision::Published).map_err(broken)?;
    Ok(Download::new(name, ContentType::CSV, csv))
}

/// The comparison as CSV.
#[rocket::get("/summary/<token>/comparison.csv")]
pub(crate) async fn comparison(
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
pub(crate) async fn file(
    token: &str,
    app: &State<Arc<App>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Download> {
    let summary = find(app, guesses, &client, token).await?;
    let html = drawn(move || summary.file(parts::STYLESHEET)).await?;
    Ok(Download::new("summary.html", ContentType::HTML, html.into_bytes()))
}

/// One chart as SVG or PNG, by its name.
#[rocket::get("/summary/<token>/charts/<name>")]
pub(crate) async fn chart(
    token: &str,
    name: &str,
    app: &State<Arc<App>>,
    guesses: &State<GuessLimits>,
    client: Client,
) -> Result<Download> {
    let summary = find(app, guesses, &client, token).await?;
    Download::chart(name, name, move || summary.charts()).await
}

/// What a trainer can do about the summary of a course, for the page of the course.
pub(crate) fn actions(slug: &str, course: &Course, has_comments: bool) -> Vec<Action> {
    let follow =
        |label: &str, to: String| Action { label: label.to_owned(), act: Act::Follow(to), quiet: true };
    let comments = has_comments.then(|| {
        let page = at::course_comments(slug, course.id);
        follow("Read the comments", page.to_string())
    });
    let rest = if course.frozen_at.is_none() {
        vec![follow("Prepare the summary", at::course_summary_preview(slug, course.id))]
    } else {
        vec![
            follow("Who got the summary", at::course_summary_deliveries(slug, course.id)),
            follow("Actions", at::course_actions(slug, course.id)),
        ]
    };
    rest.into_iter().chain(comments).collect()
}

/// A course of this programme.
pub(crate) async fn course(app: &App, who: &Member, id: Uuid) -> Result<Course> {
    let course = courses::find(app.db.read(), id).await?;
    course.filter(|course| course.programme == who.programme.id).ok_or(Error::NotFound)
}

async fn find(app: &App, guesses: &GuessLimits, client: &Client, token: &str) -> Result<Summary> {
    let missing = || if guesses.allow(client) { Error::NotFound } else { Error::TooMany };
    let id = app.secret.carried_id(Purpose::Summary, token).ok_or_else(missing)?;
    let db = app.db.read();
    let delivery = summaries::delivery(db, id).await?.ok_or_else(missing)?;
    if delivery.link_expires_at.time() <= app.clock.now() {
        return Err(Error::Expired);
    }
    let sent = summaries::find(db, delivery.summary_id).await?.ok_or(Error::NotFound)?;
    // Whoever kept the first letter must not miss what was put right since.
    let row = summaries::latest(db, sent.course_id).await?.ok_or(Error::NotFound)?;
    Ok(row.read()?)
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
