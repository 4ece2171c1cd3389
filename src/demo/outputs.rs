//! What the demonstration leaves in its folder: the summary as files, its charts, and `demo.json`.

use std::path::Path;

use common_ground_reports::{
    figures::{Precision, comparison_csv},
    summary::{Links, Summary},
};

use super::{Demo, DemoError, OpenRound, cast::Cast, partnership, story::Story, workshop};
use crate::{
    app::App,
    store::{StoreError, summaries},
    system::secret::KeyPurpose,
    web::STYLESHEET,
};

/// How sharp the pictures are.
const PICTURE_SCALE: f32 = 2.0;

/// Writes everything and says what there is.
pub(super) async fn write(app: &App, cast: &Cast, story: &Story, out: &Path) -> Result<Demo, DemoError> {
    let mut open_rounds = Vec::new();
    for round in &story.open {
        open_rounds.push(OpenRound {
            code: round.code.clone(),
            side: round.side.key().to_owned(),
            survey: app.survey(round).await?.key.clone(),
            url: format!("{}/s/{}", app.settings.site_url, round.code),
        });
    }
    let row = summaries::latest(app.db.read(), story.course.id).await?.ok_or(DemoError::Lost("summary"))?;
    let delivery = summaries::deliveries(app.db.read(), row.id).await?.into_iter().next();
    let (delivery, _) = delivery.ok_or(DemoError::Lost("delivery"))?;
    draw(&row.read()?, out)?;
    let board = workshop::begin(app, cast, story.latest.id).await?;
    let partnership = partnership::agree(app, cast).await?;
    let documents = out.join("write-up");
    for (name, bytes) in workshop::documents(&workshop::written()?)? {
        put(&documents, name, &bytes)?;
    }
    let demo = Demo {
        programme: cast.programme.name.clone(),
        open_rounds,
        course: story.course.title.clone(),
        staff: cast.accounts.clone(),
        summary_url: format!(
            "{}/summary/{}",
            app.settings.site_url,
            app.secret.carrying_token(KeyPurpose::Summary, delivery.id)
        ),
        board,
        partnership,
    };
    let json = serde_json::to_string_pretty(&demo).map_err(|error| StoreError::Damaged(error.to_string()))?;
    put(out, "demo.json", json.as_bytes())?;
    Ok(demo)
}

/// The summary as files: the report, its text, its figures, and every chart as SVG and PNG.
fn draw(summary: &Summary, out: &Path) -> Result<(), DemoError> {
    let chart = |error: &dyn std::fmt::Display| DemoError::Chart(error.to_string());
    put(out, "summary.html", summary.file(STYLESHEET).map_err(|error| chart(&error))?.as_bytes())?;
    put(out, "summary.txt", summary.text(&Links::default()).as_bytes())?;
    let blocks = summary.figures.iter().flat_map(|figures| &figures.blocks);
    let figures = comparison_csv(blocks.map(|block| &block.comparison), Precision::Published)
        .map_err(|error| chart(&error))?;
    put(out, "comparison.csv", &figures)?;
    for (name, picture) in summary.charts().map_err(|error| chart(&error))? {
        put(out, &format!("charts/{name}.svg"), picture.svg.as_bytes())?;
        let png = picture.png(PICTURE_SCALE).map_err(|error| chart(&error))?;
        put(out, &format!("charts/{name}.png"), &png)?;
    }
    Ok(())
}

fn put(out: &Path, name: &str, bytes: &[u8]) -> Result<(), DemoError> {
    let path = out.join(name);
    let problem = |source| DemoError::File { path: path.display().to_string(), source };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(problem)?;
    }
    std::fs::write(&path, bytes).map_err(problem)
}
