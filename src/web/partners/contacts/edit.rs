//! Adding a contact, changing what is known of one, and moving one to another partner.

use uuid::Uuid;

use crate::{
    store::{Contact, Partner, contact_tags, partners, unsubscribes},
    survey::tags,
    web::{
        Answer, Desk, FormData, FormProblems, Result, Trainer,
        named_choice::NamedChoice,
        partners::{
            contacts::{
                find,
                form::{Belongs, ContactForm, LIBRARY, WORKS_AT, Workplace, Wrong},
            },
            find as find_partner,
        },
    },
};

#[rocket::get("/programmes/<_>/partners/<id>/contacts/new", rank = 2)]
pub(crate) async fn new(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let belongs = Belongs::To(find_partner(&desk, id).await?);
    let form = ContactForm::new(&desk, belongs, None).await?;
    Answer::page(&form.page(&FormData::default(), Wrong::default()))
}

#[rocket::post("/programmes/<_>/partners/<id>/contacts", data = "<data>", rank = 2)]
pub(crate) async fn create(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let belongs = Belongs::To(find_partner(&desk, id).await?);
    ContactForm::new(&desk, belongs, None).await?.save(&data, Ok(Workplace(Some(id)))).await
}

#[rocket::get("/programmes/<_>/partners/library/contacts/new")]
pub(crate) async fn new_library(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let form = ContactForm::new(&desk, Belongs::ToLibrary, None).await?;
    Answer::page(&form.page(&FormData::default(), Wrong::default()))
}

#[rocket::post("/programmes/<_>/partners/library/contacts", data = "<data>")]
pub(crate) async fn create_library(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    ContactForm::new(&desk, Belongs::ToLibrary, None).await?.save(&data, Ok(Workplace(None))).await
}

#[rocket::get("/programmes/<_>/contacts/<id>/edit")]
pub(crate) async fn edit(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let contact = find(&desk, id).await?;
    let choice = NamedChoice::of(&desk, &WORKS_AT, contact.partner_id).await?;
    let belongs = Belongs::ToAny { now: partner_of(&desk, &contact).await?, choice };
    let own = contact_tags::of(desk.db(), &[id]).await?.remove(&id).unwrap_or_default();
    let partner = contact.partner_id.map_or(LIBRARY.to_owned(), |id| id.to_string());
    let data = FormData::of([
        ("partner", &*partner),
        ("name", &*contact.name),
        ("job", &*contact.job),
        ("email", &*contact.email),
        ("phone", &*contact.phone),
        ("can_say_yes", if contact.can_say_yes { "yes" } else { "" }),
        ("tags", &*tags::written(&own)),
    ]);
    let secret = &desk.app.secret;
    let stopped = unsubscribes::has_stopped(desk.db(), secret, desk.programme().id, &contact.email).await?;
    let left = contact.left_at.is_some();
    let form = ContactForm::new(&desk, belongs, Some(contact)).await?;
    let mut page = form.page(&data, Wrong::default());
    if left {
        page = page.lead("This person isn’t a contact now. If you save, they’re one again.");
    }
    if stopped {
        page = page.lead(
            "This person has unsubscribed and gets no emails. You can’t undo that for them. If they want to \
             answer a survey, give them its open link.",
        );
    }
    Answer::page(&page)
}

/// Changes a contact, or moves them to another partner.
#[rocket::post("/programmes/<_>/contacts/<id>/edit", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let contact = find(&desk, id).await?;
    let mut problems = FormProblems::default();
    let choice = NamedChoice::read(&desk, &WORKS_AT, &data, &mut problems).await?;
    let at = if problems.is_empty() { Ok(Workplace(choice.id())) } else { Err(problems) };
    let belongs = Belongs::ToAny { now: partner_of(&desk, &contact).await?, choice };
    ContactForm::new(&desk, belongs, Some(contact)).await?.save(&data, at).await
}

/// The partner that a contact works at until they are moved; none for library staff.
async fn partner_of(desk: &Desk<'_, Trainer>, contact: &Contact) -> Result<Option<Partner>> {
    match contact.partner_id {
        Some(id) => Ok(partners::find(desk.db(), desk.programme().id, id).await?),
        None => Ok(None),
    }
}
