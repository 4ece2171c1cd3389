//! Results: what one side offers against what the other expects, from closed rounds only.

pub(crate) mod courses;
pub(crate) mod figures;
pub(crate) mod listed;
pub(crate) mod page;

use std::sync::Arc;

use common_ground_reports::{
    figures as files, finding,
    summary::{inputs::Block, wording},
};
use rocket::{Route, State, http::ContentType};

use crate::{
    app::App,
    results::ledger::{self, Matched},
    store::rounds::{self, Round},
    survey::{
        round::{RoundState, Side},
        text::ENGLISH,
    },
    web::{
        at,
        http::{
            answer::Page,
            download::Download,
            drawing::drawn,
            error::{Error, Result},
            guard::Member,
        },
        parts::rows::{Row, RowEnd},
        parts::{
            format,
            frame::Site,
            index::Index,
            nav::{self, Place},
            piece::{Act, Action, Empty, Link, Trail},
        },
        results::page::{Comparison, Content},
    },
};

/// Every comparison there is, the newest first.
#[rocket::get("/programmes/<slug>/results")]
pub(crate) async fn index(
    slug: &str,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let zone = who.programme.settings.zone();
    let all = rounds::of_programme(app.db.read(), who.programme.id).await?;
    let mut rows = Vec::new();
    for Matched { offer, expectation } in ledger::matched(app, &all).await? {
        let Some(block) = ledger::block(app, &offer, &expectation, &zone).await? else { continue };
        let page = at::comparison(&who.programme.slug, &offer.code, &expectation.code);
        rows.push(Row {
            title: finding::title(&block.comparison),
            href: Some(page.to_string()),
            detail: format!("{}: {}, {}.", block.title(), block.people(), block.window),
            end: RowEnd::Nothing,
        });
    }
    let heading = match rows.len() {
        0 => "No comparison yet".to_owned(),
        1 => "One comparison of the two sides".to_owned(),
        more => {
            let number = wording::capitalised(&wording::number(more as u64));
            format!("{number} comparisons of the two sides")
        }
    };
    let empty = rows.is_empty().then(|| Empty {
        sentence:
            "Ask library staff what they offer and partners what they expect, or partners what they offer \
                   and staff what they hope for. When both surveys have closed, their comparison is here."
                .to_owned(),
        next: who.runs_courses().then(|| Action {
            label: "Ask a survey".to_owned(),
            act: Act::Follow(crate::web::rounds::new::link(slug, None)),
            quiet: false,
        }),
    });
    rows.extend(listed::rows(app, &who, &all).await?);
    Page::of(&Index {
        frame: nav::frame(&who, site, Place::Results),
        programme: who.programme.name.clone(),
        heading,
        actions: Vec::new(),
        empty,
        rows,
    })
}

/// One comparison, the finding first.
#[rocket::get("/programmes/<slug>/results/<offer>/<expectation>")]
pub(crate) async fn show(
    slug: &str,
    offer: &str,
    expectation: &str,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let (offer, expectation) = (find(app, &who, offer).await?, find(app, &who, expectation).await?);
    let frame = nav::frame(&who, site, Place::Results);
    let zone = who.programme.settings.zone();
    let above = vec![Link::new("Results", at::results(&who.programme.slug))];
    let open: Vec<&Round> =
        [&offer, &expectation].into_iter().filter(|round| round.state != RoundState::Closed).collect();
    if !open.is_empty() {
        return Page::of(&Comparison {
            frame,
            trail: Trail { above, here: "Not closed yet".to_owned() },
            finding: "Not all answers are in yet".to_owned(),
            content: Content::Nothing(wait(app, &who, &open).await?),
        });
    }
    let block = ledger::block(app, &offer, &expectation, &zone).await?.ok_or(Error::NotFound)?;
    let here = format!("{}, {}", block.title(), block.window);
    let finding = finding::title(&block.comparison);
    let library = who.programme.asker().to_owned();
    let downloads = downloads(&who, &offer, &expectation, &block);
    let figures = drawn(move || figures::figures(&block, &library, downloads)).await?;
    Page::of(&Comparison {
        frame,
        trail: Trail { above, here },
        finding,
        content: Content::Figures(Box::new(figures)),
    })
}

/// When figures will be shown.
async fn wait(app: &App, who: &Member, open: &[&Round]) -> Result<Empty> {
    let mut sentences = Vec::new();
    for round in open {
        let survey = app.survey(round).await?;
        let side = if round.side == Side::Library { "library staff" } else { "partners" };
        let closes = format::day_and_time(round.closes_at, &who.programme.settings.zone());
        let title = survey.title.read(round.side, ENGLISH);
        sentences.push(format!("“{title}”, the survey of {side}, closes on {closes}."));
    }
    sentences.push("The comparison is here when both sides have closed.".to_owned());
    Ok(Empty { sentence: sentences.join(" "), next: None })
}

fn downloads(who: &Member, offer: &Round, expectation: &Round, block: &Block) -> Vec<Link> {
    let (slug, offer, expectation) = (&who.programme.slug, &offer.code, &expectation.code);
    let figures = at::comparison_csv(slug, offer, expectation);
    let picture = |ending: &str| {
        let name = format!("{}-wide.{ending}", block.dumbbell_name());
        at::comparison_chart(slug, offer, expectation, name)
    };
    vec![
        Link::new("The figures (CSV)", figures),
        Link::new("The chart (PNG)", picture("png")),
        Link::new("The chart (SVG)", picture("svg")),
    ]
}

/// The figures for analysis.
#[rocket::get("/programmes/<slug>/results/<offer>/<expectation>/comparison.csv")]
pub(crate) async fn csv(
    slug: &str,
    offer: &str,
    expectation: &str,
    who: Member,
    app: &State<Arc<App>>,
) -> Result<Download> {
    let block = closed(app, &who, offer, expectation).await?;
    let csv = files::comparison_csv([&block.comparison], files::Precision::Published).map_err(broken)?;
    Ok(Download::new(&format!("{slug}-comparison.csv"), ContentType::CSV, csv))
}

/// One chart as SVG or PNG, by its name.
#[rocket::get("/programmes/<slug>/results/<offer>/<expectation>/charts/<name>")]
pub(crate) async fn chart(
    slug: &str,
    offer: &str,
    expectation: &str,
    name: &str,
    who: Member,
    app: &State<Arc<App>>,
) -> Result<Download> {
    let block = closed(app, &who, offer, expectation).await?;
    let library = who.programme.asker().to_owned();
    Download::chart(name, &format!("{slug}-{name}"), move || block.charts(&library)).await
}

async fn closed(app: &App, who: &Member, offer: &str, expectation: &str) -> Result<Block> {
    let (offer, expectation) = (find(app, who, offer).await?, find(app, who, expectation).await?);
    let zone = who.programme.settings.zone();
    ledger::block(app, &offer, &expectation, &zone).await?.ok_or(Error::NotFound)
}

/// A round of this programme.
async fn find(app: &App, who: &Member, code: &str) -> Result<Round> {
    let round = rounds::by_code(app.db.read(), code).await?;
    round.filter(|round| round.programme == who.programme.id).ok_or(Error::NotFound)
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}
