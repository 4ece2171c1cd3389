//! A partner as its own pages and the API know it: adding and changing one, why one stays, and that it is busy on a date.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{Partner, Transaction, busy_times, partners},
    survey::{PartnerKind, busy},
    web::{Desk, Field, FormData, FormProblems, Link, Result, Seat, Trail, Trainer, at},
};

/// The longest name.
const LONGEST: usize = 200;
/// What the activity log says of a partner that was added.
pub(crate) const ADDED: &str = "added the partner";
/// What it says of one that was changed.
pub(crate) const CHANGED: &str = "changed the partner";
/// What it says of one that was deleted.
pub(crate) const DELETED: &str = "deleted the partner";

/// Where a page below the list of partners is.
pub(crate) fn trail(slug: &str, here: impl Into<String>) -> Trail {
    Trail { above: vec![Link::new("Partners", at::partners(slug))], here: here.into() }
}

/// Adds a partner with this id as it was entered, unless something is wrong with that.
pub(crate) async fn add(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    (id, data): (Uuid, &FormData),
) -> Result<Result<Partner, WrongPartner>> {
    let wrong = check(desk, tx, data, None).await?;
    if !wrong.problems.is_empty() {
        return Ok(Err(wrong));
    }
    let new = Partner {
        id,
        programme_id: desk.programme().id,
        name: data.one("name").to_owned(),
        kind: data.one("kind").to_owned(),
    };
    partners::add_all(tx, std::slice::from_ref(&new)).await?;
    Ok(Ok(new))
}

/// Changes a partner to what was entered, unless something is wrong with that.
pub(crate) async fn change(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    (partner, data): (&Partner, &FormData),
) -> Result<Result<Partner, WrongPartner>> {
    let wrong = check(desk, tx, data, Some(partner)).await?;
    if !wrong.problems.is_empty() {
        return Ok(Err(wrong));
    }
    let (name, kind) = (data.one("name").to_owned(), data.one("kind").to_owned());
    partners::change(tx, partner.id, &name, &kind).await?;
    Ok(Ok(Partner { name, kind, ..partner.clone() }))
}

/// What is wrong, and the partner that is there already.
#[derive(Default)]
pub(crate) struct WrongPartner {
    pub problems: FormProblems,
    pub other: Option<Link>,
}

async fn check(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    data: &FormData,
    own: Option<&Partner>,
) -> Result<WrongPartner> {
    let slug = desk.slug();
    let mut wrong = WrongPartner::default();
    let name = data.one("name");
    if name.is_empty() {
        wrong.problems.add("name", "Enter the name of the organisation");
    }
    wrong.problems.cap("name", name, LONGEST);
    if !choosable(desk, own).any(|kind| kind.key() == data.one("kind")) {
        wrong.problems.add("kind", "Select the type of organisation");
    }
    let called = partners::named(tx, desk.programme().id, &[name]).await?;
    if let Some(other) = called.iter().find(|other| Some(other.id) != own.map(|own| own.id)) {
        wrong
            .problems
            .add("name", format!("{} already exists: open it below, or enter another name", other.name));
        wrong.other = Some(Link::new(format!("Open {}", other.name), at::partner(slug, other.id)));
    }
    Ok(wrong)
}

/// The kinds that a partner can be given: those that are offered, and the one that it has.
pub(crate) fn choosable<'d>(
    desk: &'d Desk<'_, Trainer>,
    partner: Option<&'d Partner>,
) -> impl Iterator<Item = PartnerKind<'d>> {
    let kinds = desk.programme().settings.kinds();
    kinds
        .all()
        .filter(move |kind| !kind.is_retired() || partner.is_some_and(|partner| partner.kind == kind.key()))
}

/// Why a partner is not deleted before this course.
pub(crate) fn why_not(course: &str) -> String {
    format!(
        "One of its contacts is on the list of {course}, which is still to come. Remove them from that list \
         first, or delete the partner after the course."
    )
}

/// The field that carries the days of which it was said that a partner is busy.
const SAID_BUSY: &str = "busy_days";

/// Notes beside a field that one of these partners is busy on one of its days to come, unless it was said of that day before.
/// Gives the field by which the form that is shown again remembers that.
pub(crate) async fn warn_busy<G: Seat>(
    desk: &Desk<'_, G>,
    (field, days): (&str, &[Date]),
    partners: &[Uuid],
    entries: &FormData,
    problems: &mut FormProblems,
) -> Result<Option<Field>> {
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let said: Vec<&str> = entries.one(SAID_BUSY).split(' ').collect();
    let to_come = days.iter().filter(|day| **day >= today).copied();
    let days: Vec<Date> = to_come.filter(|day| !said.contains(&day.to_string().as_str())).collect();
    if days.is_empty() || partners.is_empty() {
        return Ok(None);
    }
    let times = busy_times::of_partners(desk.db(), partners).await?;
    let Some(clash) = days.iter().find_map(|day| busy::clash(&times, *day)) else { return Ok(None) };
    let partner = partners::find(desk.db(), desk.programme().id, clash.time.partner_id).await?;
    let name = partner.map_or_else(|| "A partner".to_owned(), |partner| partner.name);
    problems.add(field, busy::warning(&name, &clash));
    let said = said.into_iter().filter(|day| !day.is_empty()).map(str::to_owned);
    let said: Vec<String> = said.chain(days.iter().map(ToString::to_string)).collect();
    Ok(Some(Field::hidden(SAID_BUSY, said.join(" "))))
}
