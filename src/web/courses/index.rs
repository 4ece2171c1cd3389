//! All courses, the latest first.

use common_ground_reports::summary::wording;

use crate::web::{
    courses::{all, nothing, plan_one, row},
    http::{answer::Answer, desk::Desk, drawing::large_page, error::Result, guard::Member},
    parts::{index::Index, nav::MainPlace},
};

/// All courses that somebody may see.
#[rocket::get("/programmes/<_>/courses")]
pub(crate) async fn index(desk: Desk<'_, Member>) -> Result<Answer> {
    let _place = large_page().await?;
    let (who, now) = (desk.who(), desk.now());
    let standings = all(desk.app, who).await?;
    let over = standings.iter().filter(|standing| standing.summary.is_some()).count();
    let number = |n: usize| wording::number(n as u64);
    let courses = match standings.len() {
        1 => "One course".to_owned(),
        several => format!("{} courses", wording::capitalised(&number(several))),
    };
    let heading = match (standings.len(), over) {
        (0, _) if who.runs_courses() => "No course is planned yet".to_owned(),
        (0, _) => "No course is over yet".to_owned(),
        (1, 1) => "One course, with a summary".to_owned(),
        (all, over) if all == over => format!("{courses}, all with a summary"),
        (1, _) => "One course, no summary yet".to_owned(),
        (_, over) => format!("{courses}, {} with a summary", number(over)),
    };
    let may_add = who.runs_courses() && !standings.is_empty();
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Courses),
        programme: desk.programme().name.clone(),
        heading,
        actions: may_add.then(|| plan_one(desk.slug())).into_iter().collect(),
        empty: standings.is_empty().then(|| nothing(who)),
        rows: standings.iter().map(|standing| row(who, standing, now)).collect(),
    })
}
