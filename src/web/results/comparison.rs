//! What one side offers against what the other expects, the finding first.

use askama::Template;
use common_ground_reports::{
    figures::{Precision, comparison_csv},
    finding,
    summary::{RenderError, inputs::ItemBlock},
};
use rocket::http::ContentType;

use crate::{
    results::ledger,
    store::Round,
    survey::{ENGLISH, RoundState},
    web::{
        Answer, ButtonAct, Desk, Download, DrawingKey, Empty, Error, Frame, Link, MainPlace, Markup, Member,
        Result, Trail, at, drawn_once,
        parts::{chart_files::of_charts, format, results::Results, round::find},
        results::index::trail,
    },
};

/// What stands in the place of a comparison while answers can come.
#[derive(Debug, Template)]
#[template(path = "results/comparison.html")]
struct NotYet {
    frame: Frame,
    /// Results / that it is not closed.
    trail: Trail,
    heading: &'static str,
    /// What is missing.
    empty: Empty,
}

#[rocket::get("/programmes/<_>/results/<offer>/<expectation>")]
pub(crate) async fn show(desk: Desk<'_, Member>, offer: &str, expectation: &str) -> Result<Answer> {
    let (slug, rounds) = (desk.slug(), [find(&desk, offer).await?, find(&desk, expectation).await?]);
    let open: Vec<&Round> = rounds.iter().filter(|round| round.state != RoundState::Closed).collect();
    if !open.is_empty() {
        return Answer::page(&NotYet {
            frame: desk.frame(MainPlace::Results),
            trail: trail(slug, "Not closed yet"),
            heading: "Not all answers are in yet",
            empty: wait(&desk, &open).await?,
        });
    }
    let block = closed(&desk, &rounds).await?;
    let here = format!("{}, {}", block.title(), block.window);
    let title = finding::title(&block.comparison);
    let library = desk.programme().asker().to_owned();
    let drawing = DrawingKey::of("a comparison", &(&block, &library));
    let drawn = drawn_once(drawing, move || {
        let body = block.page_body(&library)?;
        let names = block.charts(&library)?.into_iter().map(|(name, _)| name);
        Ok::<_, RenderError>((body, names.collect::<Vec<String>>()))
    });
    let (body, names) = drawn.await?;
    let [offer, expectation] = &rounds;
    let names = names.iter().map(String::as_str);
    Answer::page(&Results {
        frame: desk.frame(MainPlace::Results),
        trail: trail(slug, here),
        title,
        sample: None,
        body: Markup::trusted(body),
        files: vec![Link::new("The figures (CSV)", at::comparison_csv(slug, &offer.code, &expectation.code))],
        charts: of_charts(names, |name| at::comparison_chart(slug, &offer.code, &expectation.code, name)),
        data: None,
    })
}

/// When figures will be shown.
async fn wait(desk: &Desk<'_, Member>, open: &[&Round]) -> Result<Empty> {
    let mut sentences = Vec::new();
    for round in open {
        let survey = desk.app.survey(round).await?;
        let side = round.side.people();
        let closes = format::day_and_time(round.closes_at, &desk.zone());
        let title = survey.title.read(round.side, ENGLISH);
        sentences.push(format!("“{title}”, the survey of {side}, closes on {closes}."));
    }
    sentences.push("The comparison will be here when both surveys have closed.".to_owned());
    Ok(Empty { sentence: sentences.join(" "), next: None })
}

/// The figures for analysis.
#[rocket::get("/programmes/<_>/results/<offer>/<expectation>/comparison.csv")]
pub(crate) async fn csv(desk: Desk<'_, Member>, offer: &str, expectation: &str) -> Result<Download> {
    let block = closed(&desk, &[find(&desk, offer).await?, find(&desk, expectation).await?]).await?;
    let csv = comparison_csv([&block.comparison], Precision::Published).map_err(Error::broken)?;
    Ok(Download::new(&format!("{}-comparison.csv", desk.slug()), ContentType::CSV, csv))
}

/// One file of a chart, by its name.
#[rocket::get("/programmes/<_>/results/<offer>/<expectation>/charts/<name>")]
pub(crate) async fn chart(
    desk: Desk<'_, Member>,
    offer: &str,
    expectation: &str,
    name: &str,
) -> Result<Download> {
    let block = closed(&desk, &[find(&desk, offer).await?, find(&desk, expectation).await?]).await?;
    let library = desk.programme().asker().to_owned();
    let drawing = DrawingKey::of("the charts of a comparison", &(&block, &library));
    Download::chart(name, &format!("{}-{name}", desk.slug()), drawing, move || block.charts(&library)).await
}

async fn closed(desk: &Desk<'_, Member>, [offer, expectation]: &[Round; 2]) -> Result<ItemBlock> {
    ledger::block(desk.app, offer, expectation, &desk.zone()).await?.ok_or(Error::NotFound)
}
