//! Contacts: named people of partners and of the library.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{ApiScope, Contact, Transaction, contact_tags, contacts, partners, removal},
    web::{
        Desk, FormData, Program,
        api::{
            ApiDeleted, ApiPage, ApiProblem, ApiResult, JsonBody, MergePatch, Paged, Paging, SeenMarks,
            Shown, id,
            merge_patch::merged,
            once::{self, Begun, MadeOnce},
        },
        at,
        parts::contact::{
            DELETED, done,
            form::{ADDED, Belongs, CHANGED, ContactForm, Workplace},
        },
    },
};

/// A named person of a partner or of the library.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Contact)]
pub(crate) struct ApiContact {
    /// Their id.
    id: Uuid,
    /// Their partner; null for library staff.
    partner_id: Option<Uuid>,
    /// Their name.
    name: String,
    /// Their email address; may be empty.
    email: String,
    /// Their job; may be empty.
    job: String,
    /// Their phone number; may be empty.
    phone: String,
    /// Whether they decide for their organisation.
    can_say_yes: bool,
    /// The programme’s own words to find them by.
    tags: Vec<String>,
    /// Whether they are no longer a contact.
    has_left: bool,
}

/// A contact to add.
#[derive(Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[schema(as = NewContact)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiContact {
    /// Their partner; leave it out for library staff.
    #[serde(default)]
    partner_id: Option<Uuid>,
    /// Their name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Their email address, which no other contact may have; can be left out if there is a phone number.
    #[serde(default)]
    email: String,
    /// Their job.
    #[serde(default)]
    #[schema(max_length = 200)]
    job: String,
    /// Their phone number.
    #[serde(default)]
    #[schema(max_length = 200)]
    phone: String,
    /// Whether they decide for their organisation.
    #[serde(default)]
    can_say_yes: bool,
    /// Words to find them by.
    #[serde(default)]
    tags: Vec<String>,
}

impl NewApiContact {
    fn of(contact: &Contact, tags: &[String]) -> Self {
        Self {
            partner_id: contact.partner_id,
            name: contact.name.clone(),
            email: contact.email.clone(),
            job: contact.job.clone(),
            phone: contact.phone.clone(),
            can_say_yes: contact.can_say_yes,
            tags: tags.to_vec(),
        }
    }

    /// What the form of a contact would hold.
    fn data(&self) -> FormData {
        let tags = self.tags.join(",");
        let mut fields = vec![
            ("name", &*self.name),
            ("email", &*self.email),
            ("job", &*self.job),
            ("phone", &*self.phone),
            ("tags", &*tags),
        ];
        if self.can_say_yes {
            fields.push(("can_say_yes", "on"));
        }
        FormData::of(fields)
    }

    /// The partner that they work at; none for library staff.
    async fn works_at(&self, tx: &Transaction, programme: Uuid) -> ApiResult<Option<Uuid>> {
        if let Some(id) = self.partner_id
            && partners::find(tx, programme, id).await?.is_none()
        {
            return Err(ApiProblem::wrong("/partner_id", "Send the id of a partner of this programme."));
        }
        Ok(self.partner_id)
    }
}

fn of(contact: Contact, tags: &[String]) -> ApiContact {
    ApiContact {
        id: contact.id,
        partner_id: contact.partner_id,
        name: contact.name,
        email: contact.email,
        job: contact.job,
        phone: contact.phone,
        can_say_yes: contact.can_say_yes,
        tags: tags.to_vec(),
        has_left: contact.left_at.is_some(),
    }
}

/// The contacts of a programme.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/contacts", operation_id = "listContacts", tag = "Contacts",
    responses((status = 200, description = "A page of contacts.", body = Paged<ApiContact>)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/contacts")]
pub(crate) async fn index(program: Program<'_>, slug: &str, paging: Paging) -> ApiPage<ApiContact> {
    program.may(slug, ApiScope::ContactsRead)?;
    let programme = program.programme().id;
    let read = contacts::next_by_id(program.db(), programme, paging.wanted()).await?;
    let ids: Vec<Uuid> = read.iter().map(|contact| contact.id).collect();
    let mut tags = contact_tags::of(program.db(), &ids).await?;
    let show = |contact: Contact| {
        let own = tags.remove(&contact.id).unwrap_or_default();
        of(contact, &own)
    };
    Ok(paging.page(&program, read, |contact| contact.id, show))
}

/// A contact.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/contacts/{id}", operation_id = "getContact", tag = "Contacts",
    responses((status = 200, description = "The contact.", body = ApiContact)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/contacts/<id>")]
pub(crate) async fn show(program: Program<'_>, slug: &str, id: &str) -> ApiResult<Shown<ApiContact>> {
    program.may(slug, ApiScope::ContactsRead)?;
    let found = contacts::find(program.db(), program.programme().id, self::id(id)?).await?;
    let found = found.ok_or_else(ApiProblem::not_found)?;
    let tags = contact_tags::of(program.db(), &[found.id]).await?;
    let own = tags.get(&found.id).cloned().unwrap_or_default();
    Ok(Shown::new(of(found, &own)))
}

/// Adds a contact.
#[utoipa::path(
    post, path = "/api/v1/programmes/{slug}/contacts", operation_id = "addContact", tag = "Contacts",
    request_body = NewApiContact,
    responses((status = 201, description = "The contact was added.", body = ApiContact)),
    security(("token" = ["contacts:write"]))
)]
#[rocket::post("/api/v1/programmes/<slug>/contacts", data = "<sent>")]
pub(crate) async fn create(
    program: Program<'_>,
    slug: &str,
    sent: JsonBody<NewApiContact>,
) -> ApiResult<MadeOnce> {
    program.may(slug, ApiScope::ContactsWrite)?;
    let (new, desk) = (sent.body()?, Desk::of_program(&program));
    // Where they belong is told by the form only to a person.
    let form = ContactForm::new(&desk, Belongs::ToLibrary, None).await?;
    let programme = program.programme().id;
    let tx = match once::begin(&program, &desk, &sent).await? {
        Begun::Now(tx) => tx,
        Begun::Before(made) => return Ok(made),
    };
    partners::lock(&tx, programme).await?;
    let at_work = new.works_at(&tx, programme).await?;
    let kept = form.store(&tx, &new.data(), Uuid::new_v4(), Ok(Workplace(at_work))).await?;
    let kept = kept.map_err(|wrong| ApiProblem::of_form(&wrong.problems, |field| format!("/{field}")))?;
    let own = tags(&tx, kept.id).await?;
    let location = at::api_contact(slug, kept.id);
    let made = once::keep(&tx, &program, &sent, location, &of(kept, &own)).await?;
    done(&desk, tx, ADDED, at_work).await?;
    Ok(made)
}

/// Changes a contact, or moves them to another partner. Somebody who has left is a contact again.
#[utoipa::path(
    patch, path = "/api/v1/programmes/{slug}/contacts/{id}", operation_id = "changeContact", tag = "Contacts",
    request_body(content = NewApiContact, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The contact as they are now.", body = ApiContact)),
    security(("token" = ["contacts:write"]))
)]
#[rocket::patch("/api/v1/programmes/<slug>/contacts/<id>", data = "<sent>")]
pub(crate) async fn change(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
    sent: MergePatch,
) -> ApiResult<Shown<ApiContact>> {
    program.may(slug, ApiScope::ContactsWrite)?;
    let (patch, desk, programme) = (sent.body()?, Desk::of_program(&program), program.programme().id);
    let id = self::id(id)?;
    let known = contacts::find(program.db(), programme, id).await?.ok_or_else(ApiProblem::not_found)?;
    let form = ContactForm::new(&desk, Belongs::ToLibrary, Some(known)).await?;
    let tx = desk.making().await?;
    let contact = contacts::find(&tx, programme, id).await?.ok_or_else(ApiProblem::not_found)?;
    let (has_left, own) = (contact.left_at.is_some(), tags(&tx, id).await?);
    let there = NewApiContact::of(&contact, &own);
    let shown = of(contact, &own);
    seen.hold(&shown)?;
    let new = merged(&there, patch)?;
    if new == there && !has_left {
        return Ok(Shown::new(shown));
    }
    let at_work = new.works_at(&tx, programme).await?;
    let kept = form.store(&tx, &new.data(), id, Ok(Workplace(at_work))).await?;
    let kept = kept.map_err(|wrong| ApiProblem::of_form(&wrong.problems, |field| format!("/{field}")))?;
    let shown = of(kept, &tags(&tx, id).await?);
    done(&desk, tx, CHANGED, at_work).await?;
    Ok(Shown::new(shown))
}

/// Deletes a contact with their personal links, course places and contact log. Answers they gave stay.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/contacts/{id}", operation_id = "deleteContact", tag = "Contacts",
    responses((status = 204, description = "The contact was deleted.")),
    security(("token" = ["contacts:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/contacts/<id>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    id: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::ContactsWrite)?;
    let (desk, programme) = (Desk::of_program(&program), program.programme().id);
    let tx = desk.making().await?;
    let contact = contacts::find(&tx, programme, self::id(id)?).await?.ok_or_else(ApiProblem::not_found)?;
    let (id, partner, own) = (contact.id, contact.partner_id, tags(&tx, contact.id).await?);
    seen.hold(&of(contact, &own))?;
    removal::contact(&tx, id).await?;
    done(&desk, tx, DELETED, partner).await?;
    Ok(ApiDeleted)
}

/// The tags of a contact.
async fn tags(tx: &Transaction, id: Uuid) -> ApiResult<Vec<String>> {
    Ok(contact_tags::of(tx, &[id]).await?.remove(&id).unwrap_or_default())
}
