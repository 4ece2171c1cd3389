//! The frozen summary of a course, its comparison and its charts.

pub(crate) mod agreed;
pub(crate) mod correction;
pub(crate) mod deliveries;
pub(crate) mod note;
pub(crate) mod preview;
pub(crate) mod recipients;
pub(crate) mod send;

use std::sync::Arc;

use common_ground_reports::summary::{Links, Summary as Frozen};
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::summaries,
    web::{
        at,
        courses::find,
        http::{
            answer::Page,
            download::Download,
            error::{Error, Result},
            guard::Member,
        },
        parts::{
            self,
            frame::Site,
            nav::{self, Place},
        },
        public::summary_link::{chart_links, comparison_file, page},
    },
};

/// As its readers see it.
#[rocket::get("/programmes/<slug>/courses/<id>/summary")]
pub(crate) async fn summary(
    slug: &str,
    id: uuid::Uuid,
    who: Member,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let standing = find(app, &who, id).await?;
    let frozen = frozen(app, id).await?;
    let links = Links { comparison: Some(at::course_summary_csv(slug, id)), ..Links::default() };
    let (body, names) = page(frozen, links).await?;
    Page::of(&parts::summary::Summary {
        frame: nav::frame(&who, site, Place::Courses),
        title: format!("{}, {}", standing.course.title, standing.course.place),
        body,
        charts: chart_links(names.iter().map(String::as_str), |name| {
            at::course_summary_chart(slug, id, name)
        }),
    })
}

/// The comparison of a frozen summary as CSV.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/comparison.csv")]
pub(crate) async fn comparison(slug: &str, id: Uuid, who: Member, app: &State<Arc<App>>) -> Result<Download> {
    find(app, &who, id).await?;
    comparison_file(&frozen(app, id).await?, &format!("{slug}-comparison.csv"))
}

/// One chart of a frozen summary as SVG or PNG, by its name.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/charts/<name>")]
pub(crate) async fn chart(
    slug: &str,
    id: Uuid,
    name: &str,
    who: Member,
    app: &State<Arc<App>>,
) -> Result<Download> {
    find(app, &who, id).await?;
    let frozen = frozen(app, id).await?;
    Download::chart(name, &format!("{slug}-{name}"), move || frozen.charts()).await
}

pub(crate) async fn frozen(app: &App, course: Uuid) -> Result<Frozen> {
    let row = summaries::latest(app.db.read(), course).await?.ok_or(Error::NotFound)?;
    Ok(row.read()?)
}
