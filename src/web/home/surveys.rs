//! Surveys under way.

use common_ground_reports::summary::wording;

use crate::{
    store::{courses, rounds::Round, tallies},
    survey::text::ENGLISH,
    web::{
        at,
        http::{desk::Desk, error::Result, guard::Member},
        parts::{format, rows::Row, turnout::Turnout},
    },
};

/// Surveys of the whole programme that take answers now; those of courses are told with their course.
pub(crate) async fn open(desk: &Desk<'_, Member>, all: &[Round]) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let open: Vec<&Round> = all.iter().filter(|round| round.takes_answers(desk.now())).collect();
    let ids: Vec<_> = open.iter().map(|round| round.id).collect();
    let progress = tallies::progress(desk.db(), &ids).await?;
    let mut rows = Vec::new();
    for round in open {
        if courses::of_round(desk.db(), round.id).await?.is_some() {
            continue;
        }
        let answered = progress.get(&round.id).map_or(0, |progress| progress.responses);
        let closes = format::day_and_time(round.closes_at, &desk.zone());
        let count = wording::capitalised(&Turnout { answered, invited: 0 }.so_far());
        let page = at::round(desk.slug(), &round.code);
        let survey = desk.app.survey(round).await?;
        let title = survey.title.read(round.side, ENGLISH);
        rows.push(Row::new(title, format!("{count}. It closes on {closes}.")).to(page));
    }
    Ok(rows)
}
