//! The frozen summary of a course as its readers see it, its comparison and its charts.

use uuid::Uuid;

use crate::web::{
    Answer, Desk, Download, DrawingKey, MainPlace, Member, Result, at,
    courses::{
        self,
        summary::{frozen, links},
    },
    parts::summary::{SummaryPage, comparison_file},
};

#[rocket::get("/programmes/<_>/courses/<id>/summary")]
pub(crate) async fn show(desk: Desk<'_, Member>, id: Uuid) -> Result<Answer> {
    let slug = desk.slug();
    let course = courses::load(&desk, id).await?.course;
    let frozen = frozen(desk.app, id).await?;
    let title = format!("{}, {}", course.title, course.place);
    let chart = |name: &str| at::course_summary_chart(slug, id, name);
    Answer::page(
        &SummaryPage::of(desk.frame(MainPlace::Courses), title, frozen, links(slug, id), chart).await?,
    )
}

#[rocket::get("/programmes/<_>/courses/<id>/summary/comparison.csv")]
pub(crate) async fn comparison(desk: Desk<'_, Member>, id: Uuid) -> Result<Download> {
    courses::load(&desk, id).await?;
    comparison_file(&frozen(desk.app, id).await?, &format!("{}-comparison.csv", desk.slug()))
}

/// One file of a chart of a frozen summary, by its name.
#[rocket::get("/programmes/<_>/courses/<id>/summary/charts/<name>")]
pub(crate) async fn chart(desk: Desk<'_, Member>, id: Uuid, name: &str) -> Result<Download> {
    courses::load(&desk, id).await?;
    let frozen = frozen(desk.app, id).await?;
    let drawing = DrawingKey::of("the charts of a summary", &frozen);
    Download::chart(name, &format!("{}-{name}", desk.slug()), drawing, move || frozen.charts()).await
}
