//! What was agreed after courses and is left to do, as the home page tells it.

use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    store::{CourseAction, actions},
    web::{
        Member, Result, Row, RowEnd, at,
        home::needs::{TOLD, more},
        parts::course::{CourseOverview, action_detail, actions_done},
    },
};

/// One line for every summed-up course with something left to do: those with something overdue, and the others. `first` are the
/// courses whose actions are due first; where it is not known, all are looked at.
pub(crate) async fn rows(
    app: &App,
    who: &Member,
    (overviews, first): (&[CourseOverview], Option<&[Uuid]>),
    now: Timestamp,
) -> Result<(Vec<Row>, Vec<Row>)> {
    let is_told = |id: Uuid| first.is_none_or(|first| first.iter().take(TOLD).any(|one| *one == id));
    let over: Vec<_> = overviews
        .iter()
        .filter(|overview| overview.summary.is_some() && is_told(overview.course.id))
        .collect();
    let mut all = actions::of_courses(app.db.read(), over.iter().map(|overview| overview.course.id)).await?;
    let (mut late, mut others) = (Vec::new(), Vec::new());
    for overview in over {
        let course = &overview.course;
        let actions = all.remove(&course.id).unwrap_or_default();
        let mut to_do: Vec<&CourseAction> = actions.iter().filter(|action| action.is_open()).collect();
        // What has no day comes last.
        to_do.sort_by_key(|action| (action.due().is_none(), action.due()));
        let Some(next) = to_do.first() else { continue };
        let today = now.to_zoned_datetime(overview.zone.clone()).date();
        let overdue = to_do.iter().filter(|action| action.due().is_some_and(|due| due < today)).count();
        let page = at::course_actions(&who.programme.slug, course.id);
        let detail =
            format!("Next: {}. {}", next.what.trim_end_matches('.'), action_detail(next)).trim().to_owned();
        if overdue > 0 {
            let actions = wording::counted(overdue as u64, "action", "actions");
            let row = Row::new(format!("{}: {actions} overdue", course.title), detail).to(page);
            late.push(Row { end: RowEnd::Overdue, ..row });
        } else {
            others.push(Row::new(format!("{}: {}", course.title, actions_done(&actions)), detail).to(page));
        }
    }
    if first.is_some_and(|first| first.len() > TOLD) {
        others.push(more("More courses have open actions"));
    }
    Ok((late, others))
}
