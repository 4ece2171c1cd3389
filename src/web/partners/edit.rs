//! Adding a partner, and changing its name and kind.

use uuid::Uuid;

use crate::{
    store::{Partner, partners},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, MainPlace, Result, Trainer, at,
        partners::{find, trail},
        parts::partner::{ADDED, CHANGED, WrongPartner, add, change, choosable},
    },
};

#[rocket::get("/programmes/<_>/partners/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn new(desk: Desk<'_, Trainer>) -> Result<Answer> {
    Answer::page(&form(&desk, None, &FormData::default(), WrongPartner::default()))
}

#[rocket::post("/programmes/<_>/partners", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let (slug, programme) = (desk.slug(), desk.programme().id);
    let tx = desk.change().await?;
    partners::lock(&tx, programme).await?;
    let id = data.made();
    let done = Answer::on(at::partner(slug, id), "The partner was added. Now add a contact there.");
    if partners::find(&tx, programme, id).await?.is_some() {
        return Ok(done);
    }
    match add(&desk, &tx, (id, &data)).await? {
        Ok(new) => desk.done(tx, ADDED, &new.name).await?,
        Err(wrong) => return Answer::mend(&form(&desk, None, &data, wrong)),
    }
    Ok(done)
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
    partners::lock(&tx, programme).await?;
    match change(&desk, &tx, (&partner, &data)).await? {
        Ok(_) => desk.done(tx, CHANGED, &partner.name).await?,
        Err(wrong) => return Answer::mend(&form(&desk, Some(&partner), &data, wrong)),
    }
    Ok(Answer::on(at::partner(slug, id), "The partner was changed."))
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
