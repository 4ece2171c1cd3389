//! What waits for somebody who runs courses.

use common_ground_reports::summary::wording;

use crate::{
    store::{contacts, courses, mailings, recipients, rounds::Round},
    web::{
        at,
        http::{desk::Desk, error::Result, guard::Member},
        parts::rows::Row,
    },
};

/// Letters that nobody got, by survey: somebody has to mend an address or send them again.
pub(crate) async fn undelivered(desk: &Desk<'_, Member>, all: &[Round]) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let now = desk.now();
    let courses = courses::titles_by_round(desk.db(), desk.programme().id).await?;
    let mut rows = Vec::new();
    for round in all.iter().filter(|round| round.takes_answers(now)) {
        let fingerprint = |address: &str| desk.app.secret.fingerprint(address);
        let people =
            recipients::of_round(desk.db(), round, mailings::Kind::Invitation, now, fingerprint).await?;
        let lost = people.iter().filter(|one| one.got_nothing()).count() as u64;
        if lost == 0 {
            continue;
        }
        let title = crate::web::rounds::name(&*desk.app.survey(round).await?, round, courses.get(&round.id));
        let page = at::round_invitations(desk.slug(), &round.code);
        let heading =
            format!("{} could not be delivered", wording::counted(lost, "invitation", "invitations"));
        let detail = format!("They are for “{title}”. Correct the address, or send them again.");
        rows.push(Row::new(heading, detail).to(page));
    }
    Ok(rows)
}

/// Partners with nobody to write to.
pub(crate) async fn without_contact(desk: &Desk<'_, Member>) -> Result<Vec<Row>> {
    if !desk.who().runs_courses() {
        return Ok(Vec::new());
    }
    let title = match contacts::partners_without(desk.db(), desk.programme().id).await? {
        0 => return Ok(Vec::new()),
        1 => "One partner has no contact".to_owned(),
        several => {
            format!("{} partners have no contact", wording::capitalised(&wording::number(several)))
        }
    };
    let page = at::query(at::partners(desk.slug()), &[("needs", &Some("yes"))]);
    Ok(vec![Row::new(title, "Add a contact so that you can invite somebody there.").to(page)])
}
