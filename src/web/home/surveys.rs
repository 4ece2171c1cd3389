//! Surveys under way.

use common_ground_reports::wording;

use crate::{
    store::{invitations, keyset::PAGE, mailings, rounds, tallies},
    survey::ENGLISH,
    web::{Desk, Link, Member, Result, Row, TurnoutLine, at, parts::format},
};

/// Surveys of the whole programme that take answers now; those of courses are told with their course.
pub(crate) async fn open(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let (db, slug, now) = (desk.db(), desk.slug(), desk.now());
    let first = rounds::first_to_close_beside_courses(db, desk.programme().id, now, PAGE as u64);
    let (open, all) = first.await?;
    let ids: Vec<_> = open.iter().map(|round| round.id).collect();
    let progress = tallies::progress(db, &ids).await?;
    let invited = invitations::counts(db, &ids).await?;
    let planned = mailings::of_rounds(db, &ids).await?;
    let mut rows = Vec::new();
    for round in &open {
        let answered = progress.get(&round.id).map_or(0, |progress| progress.responses);
        let turnout = TurnoutLine { answered, invited: invited.get(&round.id).copied().unwrap_or_default() };
        let closes = format::day_and_time(round.closes_at, &desk.zone());
        let survey = desk.app.survey(round).await?;
        let title = survey.title.read(round.side, ENGLISH);
        let detail = format!("{}. It closes on {closes}.", wording::capitalised(&turnout.so_far()));
        let row = Row::new(title, detail).to(at::round(slug, &round.code));
        let emails = planned.iter().filter(|mailing| mailing.round == round.id);
        let remind = turnout.by_hand(&emails.cloned().collect::<Vec<_>>(), now);
        rows.push(match remind {
            Some(label) => {
                let page = at::round_invitations_send(slug, &round.code);
                row.link(Link::new(label, page).about(format!("about “{title}”")))
            }
            None => row,
        });
    }
    let others = all.saturating_sub(ids.len() as u64);
    if others > 0 {
        let others = wording::counted(others, "more survey is open", "more surveys are open");
        rows.push(Row::new(others, "Open a survey to see where it is asked.").to(at::surveys(slug)));
    }
    Ok(rows)
}
