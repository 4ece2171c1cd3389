//! The summary behind the unguessable link in a letter: page, figures, pictures. All come from the frozen document;
//! nothing is worked out again.

use common_ground_reports::summary::{Links, Summary as Frozen};
use rocket::http::ContentType;

use crate::{
    store::summaries,
    system::secret::KeyPurpose,
    web::{
        Answer, Download, DrawingKey, Error, Result, Visitor, at, drawn_once,
        parts::{
            STYLESHEET,
            summary::{SummaryPage, comparison_file},
        },
    },
};

#[rocket::get("/summary/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    let summary = find(&visitor, token).await?;
    let links = Links {
        comparison: Some(at::summary_csv(token)),
        file: Some(at::summary_file(token)),
        ..Links::default()
    };
    let title = format!("{}, {}", summary.course.title, summary.course.place);
    let page = SummaryPage::of(visitor.frame(), title, summary, links, |name| at::summary_chart(token, name));
    Answer::page(&page.await?)
}

#[rocket::get("/summary/<token>/comparison.csv")]
pub(crate) async fn comparison(token: &str, visitor: Visitor<'_>) -> Result<Download> {
    let summary = find(&visitor, token).await?;
    comparison_file(&summary, "comparison.csv")
}

/// The whole report as one file that needs no network.
#[rocket::get("/summary/<token>/summary.html")]
pub(crate) async fn file(token: &str, visitor: Visitor<'_>) -> Result<Download> {
    let summary = find(&visitor, token).await?;
    let drawing = DrawingKey::of("the file of a summary", &summary);
    let html = drawn_once(drawing, move || summary.file(STYLESHEET)).await?;
    Ok(Download::new("summary.html", ContentType::HTML, html.into_bytes()))
}

/// One file of a chart, by its name.
#[rocket::get("/summary/<token>/charts/<name>")]
pub(crate) async fn chart(token: &str, name: &str, visitor: Visitor<'_>) -> Result<Download> {
    let summary = find(&visitor, token).await?;
    let drawing = DrawingKey::of("the charts of a summary", &summary);
    Download::chart(name, name, drawing, move || summary.charts()).await
}

async fn find(visitor: &Visitor<'_>, token: &str) -> Result<Frozen> {
    let app = visitor.app;
    let missing = || visitor.unknown(|| Error::NotFound);
    let id = app.secret.carried_id(KeyPurpose::Summary, token).ok_or_else(missing)?;
    let db = app.db.read();
    let delivery = summaries::delivery(db, id).await?.ok_or_else(missing)?;
    if delivery.link_expires_at <= app.clock.now() {
        return Err(Error::Expired);
    }
    let sent = summaries::find(db, delivery.summary_id).await?.ok_or(Error::NotFound)?;
    // Whoever kept the first letter must not miss what was put right since.
    let row = summaries::latest(db, sent.course_id).await?.ok_or(Error::NotFound)?;
    Ok(row.read()?)
}
