//! Adding a partner, and changing its name and kind.

use uuid::Uuid;

use crate::{
    store::{Partner, Transaction, partners},
    survey::{PartnerKind, partner::normalised},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, Link, MainPlace, Result, Trainer,
        at,
        partners::{find, trail},
    },
};

/// The longest name.
const LONGEST: usize = 200;
/// What the activity log says of a partner that was added.
pub(crate) const ADDED: &str = "added the partner";
/// What it says of one that was changed.
pub(crate) const CHANGED: &str = "changed the partner";

#[rocket::get("/programmes/<_>/partners/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn new(desk: Desk<'_, Trainer>) -> Result<Answer> {
    Answer::page(&form(&desk, None, &FormData::default(), WrongPartner::default()))
}

#[rocket::post("/programmes/<_>/partners", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let (slug, programme) = (desk.slug(), desk.programme().id);
    let tx = desk.change().await?;
    partners::hold(&tx, programme).await?;
    let known = partners::all(&tx, programme).await?;
    let id = data.made();
    let done = Answer::on(at::partner(slug, id), "The partner was added. Now add a contact there.");
    if known.iter().any(|partner| partner.id == id) {
        return Ok(done);
    }
    match add(&desk, &tx, (id, &data), &known).await? {
        Ok(new) => desk.done(tx, ADDED, &new.name).await?,
        Err(wrong) => return Answer::mend(&form(&desk, None, &data, wrong)),
    }
    Ok(done)
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

#[rocket::get("/programmes/<_>/partners/<id>/edit")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let partner = find(&desk, id).await?;
    let data = FormData::of([("name", &*partner.name), ("kind", &*partner.kind)]);
    Answer::page(&form(&desk, Some(&partner), &data, WrongPartner::default()))
}

#[rocket::post("/programmes/<_>/partners/<id>/edit", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let (slug, programme) = (desk.slug(), desk.programme().id);
    let partner = find(&desk, id).await?;
    let tx = desk.change().await?;
    partners::hold(&tx, programme).await?;
    let known = partners::all(&tx, programme).await?;
    match change(&desk, &tx, (&partner, &data), &known).await? {
        Ok(_) => desk.done(tx, CHANGED, &partner.name).await?,
        Err(wrong) => return Answer::mend(&form(&desk, Some(&partner), &data, wrong)),
    }
    Ok(Answer::on(at::partner(slug, id), "The partner was changed."))
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
    other: Option<Link>,
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
fn choosable<'d>(
    desk: &'d Desk<'_, Trainer>,
    partner: Option<&'d Partner>,
) -> impl Iterator<Item = PartnerKind<'d>> {
    let kinds = desk.programme().settings.kinds();
    kinds
        .all()
        .filter(move |kind| !kind.is_retired() || partner.is_some_and(|partner| partner.kind == kind.key()))
}

fn form(
    desk: &Desk<'_, Trainer>,
    partner: Option<&Partner>,
    data: &FormData,
    wrong: WrongPartner,
) -> FormPage {
    let slug = desk.slug();
    let kinds = choosable(desk, partner);
    let kinds = kinds.map(|kind| FormChoice::of(kind.key(), kind.label(), [data.one("kind")]));
    let form = match partner {
        None => desk
            .form(MainPlace::Partners, "Add a partner")
            .once(data)
            .trail(trail(slug, "New"))
            .button("Add the partner", at::partners(slug))
            .cancel("Back without saving", at::partners(slug)),
        Some(partner) => desk
            .form(MainPlace::Partners, format!("Change {}", partner.name))
            .trail(trail(slug, "Change"))
            .button("Save", at::partner_edit(slug, partner.id))
            .cancel("Back without saving", at::partner(slug, partner.id)),
    };
    let form = form
        .field(
            Field::line("name", "Name of the organisation", data.one("name"))
                .hint("As the organisation writes it."),
        )
        .field(Field::radios("kind", "Type of organisation", kinds))
        .problems(wrong.problems);
    match wrong.other {
        Some(other) => form.cancel(other.label, other.href),
        None => form,
    }
}
