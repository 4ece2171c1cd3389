//! A partner as its own pages and the API know it: adding and changing one, and why one stays.

use uuid::Uuid;

use crate::{
    store::{Partner, Transaction, partners},
    survey::{PartnerKind, partner::normalised},
    web::{Desk, FormData, FormProblems, Link, Result, Trail, Trainer, at},
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

/// Adds a partner with this id as it was entered, unless something is wrong with that. `known` are those that there are.
pub(crate) async fn add(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    (id, data): (Uuid, &FormData),
    known: &[Partner],
) -> Result<Result<Partner, WrongPartner>> {
    let wrong = check(desk, data, known, None);
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

/// Changes a partner to what was entered, unless something is wrong with that. `known` are those that there are.
pub(crate) async fn change(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    (partner, data): (&Partner, &FormData),
    known: &[Partner],
) -> Result<Result<Partner, WrongPartner>> {
    let wrong = check(desk, data, known, Some(partner));
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

fn check(
    desk: &Desk<'_, Trainer>,
    data: &FormData,
    known: &[Partner],
    own: Option<&Partner>,
) -> WrongPartner {
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
    let same = |other: &&Partner| {
        Some(other.id) != own.map(|own| own.id) && normalised(&other.name) == normalised(name)
    };
    if let Some(other) = known.iter().find(same) {
        wrong
            .problems
            .add("name", format!("{} already exists: open it below, or enter another name", other.name));
        wrong.other = Some(Link::new(format!("Open {}", other.name), at::partner(slug, other.id)));
    }
    wrong
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
