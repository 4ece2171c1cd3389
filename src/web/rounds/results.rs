//! What one survey brought: the finding, pictures, tables and files. Trainers follow an open survey in batches;
//! managers read closed ones.

use common_ground_reports::{
    figures::{Precision, items_csv},
    summary::SurveyReport,
};
use rocket::http::ContentType;

use crate::{
    results::survey,
    store::{Round, comments::list::all_themes, courses},
    survey::RoundState,
    web::{
        Answer, ChartFiles, Desk, Download, DrawingKey, Error, Link, MainPlace, Markup, Member, Result,
        Trail, at, drawn_once,
        parts::{chart_files::of_chart, results::Results},
        rounds::{export, load::LoadedRound, name},
    },
};

#[rocket::get("/programmes/<_>/rounds/<code>/results")]
pub(crate) async fn show(desk: Desk<'_, Member>, code: &str) -> Result<Answer> {
    let shown = readable(&desk, code).await?;
    let (round, slug) = (&shown.round, desk.slug());
    let report = report(&desk, round).await?;
    let (files, charts) = files(slug, round, &report);
    let data = export::links(&desk, round).await?;
    let courses = courses::titles_by_round(desk.db(), &[round.id]).await?;
    let drawing = DrawingKey::of("the results of a round", &report);
    let drawn = drawn_once(drawing, move || report.page_body().map(|body| (report.finding(), body)));
    let (title, body) = drawn.await?;
    Answer::page(&Results {
        frame: desk.frame(MainPlace::Results),
        trail: Trail {
            above: vec![Link::new("Results", at::results(slug))],
            here: name(&shown.survey, round, courses.get(&round.id)),
        },
        title,
        sample: None,
        body: Markup::trusted(body),
        files,
        charts,
        data,
    })
}

/// The figures of every rating, by group.
#[rocket::get("/programmes/<_>/rounds/<code>/results/items.csv")]
pub(crate) async fn items(desk: Desk<'_, Member>, code: &str) -> Result<Download> {
    let round = closed(&desk, code).await?;
    let (items, min_group) = survey::items(desk.app, &round).await?;
    let csv = items_csv(&items, min_group, Precision::Published);
    let csv = csv.map_err(Error::broken)?;
    Ok(Download::new(&format!("{}-{code}-items.csv", desk.slug()), ContentType::CSV, csv))
}

/// One file of a chart, by its name.
#[rocket::get("/programmes/<_>/rounds/<code>/results/charts/<name>")]
pub(crate) async fn chart(desk: Desk<'_, Member>, code: &str, name: &str) -> Result<Download> {
    let round = closed(&desk, code).await?;
    let report = report(&desk, &round).await?;
    let drawing = DrawingKey::of("the charts of a round", &report);
    Download::chart(name, &format!("{}-{code}-{name}", desk.slug()), drawing, move || report.charts()).await
}

/// The report of a round; with the themes of its comments for those who read them, once it has closed.
async fn report(desk: &Desk<'_, Member>, round: &Round) -> Result<SurveyReport> {
    let report = survey::report(desk.app, desk.programme(), round, desk.now()).await?;
    if round.state != RoundState::Closed || !desk.who().runs_courses() {
        return Ok(report);
    }
    Ok(report.with_themes(all_themes(desk.db(), vec![round.id]).await?))
}

/// Files to keep, and those of its charts, once nothing in them changes any more.
fn files(slug: &str, round: &Round, report: &SurveyReport) -> (Vec<Link>, Vec<ChartFiles>) {
    if round.state != RoundState::Closed {
        return (Vec::new(), Vec::new());
    }
    let code = &round.code;
    let files = vec![
        Link::new("The figures (CSV)", at::round_results_items_csv(slug, code)),
        Link::new("Connect a spreadsheet", at::round_connect(slug, code)),
    ];
    let charts = report.chart_names().into_iter().filter_map(|(name, what)| {
        let stem = name.strip_suffix("-wide")?;
        Some(of_chart(what, stem, |name| at::round_results_chart(slug, code, name)))
    });
    (files, charts.collect())
}

async fn closed(desk: &Desk<'_, Member>, code: &str) -> Result<Round> {
    let round = readable(desk, code).await?.round;
    if round.state == RoundState::Closed { Ok(round) } else { Err(Error::NotFound) }
}

/// A round with results for whoever asks: nobody reads one that has not opened, and managers only what is closed.
async fn readable(desk: &Desk<'_, Member>, code: &str) -> Result<LoadedRound> {
    let shown = LoadedRound::find(desk, code).await?;
    if shown.partner.is_some() {
        // Told with the partnership, both sides together, once it is unsealed.
        return Err(Error::NotFound);
    }
    match shown.round.state {
        RoundState::Closed => Ok(shown),
        RoundState::Open if desk.who().runs_courses() => Ok(shown),
        RoundState::Open => Err(Error::Forbidden),
        _ => Err(Error::NotFound),
    }
}
