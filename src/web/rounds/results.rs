//! What one survey brought: the finding, pictures, tables and files. Trainers follow an open survey in batches;
//! managers read closed ones.

use std::sync::Arc;

use common_ground_reports::{
    figures::{Precision, items_csv},
    summary::SurveyReport,
};
use rocket::{Route, State, http::ContentType};

use crate::{
    app::App,
    results::survey,
    store::{courses, rounds::Round},
    survey::round::RoundState,
    web::{
        at,
        http::{
            answer::Page,
            download::Download,
            drawing::drawn,
            error::{Error, Result},
            guard::Member,
        },
        parts::{
            frame::Site,
            nav::{self, Place},
            piece::{Link, Markup, Trail},
            results::Results,
        },
        rounds::{export, load::Shown},
    },
};

/// The report of a round.
#[rocket::get("/programmes/<slug>/rounds/<code>/results")]
pub(crate) async fn show(
    slug: &str,
    code: &str,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let shown = readable(app, &who, code).await?;
    let round = &shown.round;
    let report = survey::report(app, &who.programme, round, app.clock.now()).await?;
    let files = files(slug, round, &report);
    let data = export::links(app, &who, round).await?;
    let course = courses::titles_by_round(app.db.read(), who.programme.id).await?;
    let drawn = drawn(move || report.page_body().map(|body| (report.finding(), body)));
    let (title, body) = drawn.await?;
    let results = Link::new("Results", at::results(slug));
    Page::of(&Results {
        frame: nav::frame(&who, site, Place::Results),
        trail: Trail {
            above: vec![results],
            here: crate::web::rounds::name(&shown.survey, round, course.get(&round.id)),
        },
        title,
        sample: None,
        body: Markup::trusted(body),
        files,
        data,
    })
}

/// The figures of every rating, by group.
#[rocket::get("/programmes/<slug>/rounds/<code>/results/items.csv")]
pub(crate) async fn items(slug: &str, code: &str, who: Member, app: &State<Arc<App>>) -> Result<Download> {
    let round = closed(app, &who, code).await?;
    let (items, min_group) = survey::items(app, &round).await?;
    let csv = items_csv(&items, min_group, Precision::Published).map_err(broken)?;
    Ok(Download::new(&format!("{slug}-{code}-items.csv"), ContentType::CSV, csv))
}

/// One chart as SVG or PNG, by its name.
#[rocket::get("/programmes/<slug>/rounds/<code>/results/charts/<name>")]
pub(crate) async fn chart(
    slug: &str,
    code: &str,
    name: &str,
    who: Member,
    app: &State<Arc<App>>,
) -> Result<Download> {
    let round = closed(app, &who, code).await?;
    let report = survey::report(app, &who.programme, &round, app.clock.now()).await?;
    Download::chart(name, &format!("{slug}-{code}-{name}"), move || report.charts()).await
}

/// Files to keep, once nothing in them changes any more.
fn files(slug: &str, round: &Round, report: &SurveyReport) -> Vec<Link> {
    if round.state != RoundState::Closed {
        return Vec::new();
    }
    let code = &round.code;
    let mut files = vec![Link::new("The figures (CSV)", at::round_results_items_csv(slug, code))];
    for (name, what) in report.chart_names() {
        for (ending, purpose) in [("png", "for slides (PNG)"), ("svg", "for print (SVG)")] {
            let address = at::round_results_chart(slug, code, format!("{name}.{ending}"));
            files.push(Link::new(format!("{what}, {purpose}"), address));
        }
    }
    files
}

async fn closed(app: &App, who: &Member, code: &str) -> Result<Round> {
    let round = readable(app, who, code).await?.round;
    if round.state == RoundState::Closed { Ok(round) } else { Err(Error::NotFound) }
}

/// A round with results for whoever asks: nobody reads one that has not opened, and managers only what is closed.
async fn readable(app: &App, who: &Member, code: &str) -> Result<Shown> {
    let shown = Shown::find(app, who, code).await?;
    match shown.round.state {
        RoundState::Closed => Ok(shown),
        RoundState::Open if who.runs_courses() => Ok(shown),
        RoundState::Open => Err(Error::Forbidden),
        _ => Err(Error::NotFound),
    }
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
