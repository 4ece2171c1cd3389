//! All courses, the latest first.

use common_ground_reports::wording;

use crate::{
    store::{CourseCounts, Place, courses},
    web::{
        Answer, Desk, Index, MainPlace, Member, Result, at,
        courses::{CourseOverview, nothing, plan_one, row},
        pager,
    },
};

#[rocket::get("/programmes/<_>/courses?<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Member>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (who, now, slug) = (desk.who(), desk.now(), desk.slug());
    let (db, programme) = (desk.db(), desk.programme());
    let counts = courses::counts(db, programme.id).await?;
    let seen = if who.runs_courses() { counts.all } else { counts.frozen };
    let mut page = courses::page(db, programme.id, !who.runs_courses(), Place::of(after, before)).await?;
    let pages = pager::links(&page, &at::courses(slug));
    let overviews = CourseOverview::all(desk.app, programme, std::mem::take(&mut page.rows)).await?;
    let may_add = who.runs_courses() && seen > 0;
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Courses),
        programme: programme.name.clone(),
        heading: heading(who, CourseCounts { all: seen, ..counts }),
        actions: may_add.then(|| plan_one(slug)).into_iter().collect(),
        empty: (seen == 0).then(|| nothing(who)),
        rows: overviews.iter().map(|overview| row(who, overview, now)).collect(),
        pages,
    })
}

fn heading(who: &Member, seen: CourseCounts) -> String {
    let courses = match seen.all {
        1 => "One course".to_owned(),
        several => format!("{} courses", wording::capitalised(&wording::number(several))),
    };
    match (seen.all, seen.frozen) {
        (0, _) if who.runs_courses() => "No course is planned yet".to_owned(),
        (0, _) => "No course is over yet".to_owned(),
        (1, 1) => "One course, with a summary".to_owned(),
        (all, over) if all == over => format!("{courses}, all with a summary"),
        (1, _) => "One course, no summary yet".to_owned(),
        (_, over) => format!("{courses}, {} with a summary", wording::number(over)),
    }
}
