//! Who takes part in a course.

use rocket::http::Status;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    store::{ApiScope, Contact, contacts, participants},
    web::{
        Desk, Program,
        api::{ApiDeleted, ApiProblem, ApiResult, Paged, Paging, SeenMarks, Shown, courses::find, id},
        at,
        parts::course::{
            load,
            participants::{REMOVED, not_asked, put as put_on_list},
        },
    },
};

/// Somebody who takes part in a course.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Participant)]
pub(crate) struct ApiParticipant {
    /// The id of the contact.
    contact_id: Uuid,
    /// Their name.
    name: String,
    /// Their partner; null for library staff.
    partner_id: Option<Uuid>,
}

impl From<Contact> for ApiParticipant {
    fn from(contact: Contact) -> Self {
        Self { contact_id: contact.id, name: contact.name, partner_id: contact.partner_id }
    }
}

/// Who takes part in a course.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/courses/{id}/participants", operation_id = "listParticipants",
    tag = "Courses",
    responses((status = 200, description = "A page of people.", body = Paged<ApiParticipant>)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/courses/<id>/participants")]
pub(crate) async fn index(
    program: Program<'_>,
    slug: &str,
    id: &str,
    paging: Paging,
) -> ApiResult<Shown<Paged<ApiParticipant>>> {
    program.may(slug, ApiScope::ContactsRead)?;
    let course = find(&program, id).await?;
    let read = participants::next_by_id(program.db(), course.id, paging.wanted()).await?;
    Ok(paging.page(&program, read, |contact| contact.id, ApiParticipant::from))
}

/// Somebody on the list of a course.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}/courses/{id}/participants/{contact}", operation_id = "getParticipant",
    tag = "Courses",
    responses((status = 200, description = "The person on the list.", body = ApiParticipant)),
    security(("token" = ["contacts:read"]), ("basic" = ["contacts:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>/courses/<id>/participants/<contact>")]
pub(crate) async fn show(
    program: Program<'_>,
    slug: &str,
    id: &str,
    contact: &str,
) -> ApiResult<Shown<ApiParticipant>> {
    program.may(slug, ApiScope::ContactsRead)?;
    let course = find(&program, id).await?;
    let person = participants::find(program.db(), course.id, self::id(contact)?).await?;
    Ok(Shown::new(person.ok_or_else(ApiProblem::not_found)?.into()))
}

/// Puts a contact on the list of a course: they get a personal link to each of its surveys.
#[utoipa::path(
    put, path = "/api/v1/programmes/{slug}/courses/{id}/participants/{contact}", operation_id = "addParticipant",
    tag = "Courses",
    responses(
        (status = 200, description = "They were on the list already.", body = ApiParticipant),
        (status = 201, description = "They were added to the list.", body = ApiParticipant)
    ),
    security(("token" = ["courses:write"]))
)]
#[rocket::put("/api/v1/programmes/<slug>/courses/<id>/participants/<contact>")]
pub(crate) async fn put(
    program: Program<'_>,
    slug: &str,
    id: &str,
    contact: &str,
    seen: SeenMarks,
) -> ApiResult<Shown<ApiParticipant>> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let desk = Desk::of_program(&program);
    let overview = load(&desk, self::id(id)?).await?;
    let contact = self::id(contact)?;
    let tx = desk.making().await?;
    let person = contacts::find(&tx, program.programme().id, contact).await?;
    let person = person.ok_or_else(ApiProblem::not_found)?;
    match participants::find(&tx, overview.course.id, contact).await? {
        Some(there) => seen.hold(&ApiParticipant::from(there))?,
        None => seen.hold_nothing()?,
    }
    if let Some(why) = not_asked(&overview, [&person]) {
        return Err(ApiProblem::new(Status::Conflict, "not_asked", why));
    }
    if person.left_at.is_some() {
        let words = "This contact has left. Change the contact first, which makes them current again.";
        return Err(ApiProblem::new(Status::Conflict, "has_left", words));
    }
    let added = put_on_list(&desk, tx, &overview, &[person.id]).await?;
    if added == 0 {
        return Ok(Shown::new(person.into()));
    }
    let location = at::api_course_participant(slug, overview.course.id, person.id);
    Ok(Shown::made(person.into(), location))
}

/// Takes a contact off the list of a course. Their unused links stop working; answers they gave stay.
#[utoipa::path(
    delete, path = "/api/v1/programmes/{slug}/courses/{id}/participants/{contact}",
    operation_id = "removeParticipant", tag = "Courses",
    responses((status = 204, description = "They were removed from the list.")),
    security(("token" = ["courses:write"]))
)]
#[rocket::delete("/api/v1/programmes/<slug>/courses/<id>/participants/<contact>")]
pub(crate) async fn delete(
    program: Program<'_>,
    slug: &str,
    id: &str,
    contact: &str,
    seen: SeenMarks,
) -> ApiResult<ApiDeleted> {
    program.may(slug, ApiScope::CoursesWrite)?;
    let desk = Desk::of_program(&program);
    let course = find(&program, id).await?;
    let contact = self::id(contact)?;
    let tx = desk.making().await?;
    let there = participants::find(&tx, course.id, contact).await?.ok_or_else(ApiProblem::not_found)?;
    seen.hold(&ApiParticipant::from(there))?;
    participants::remove(&tx, course.id, contact).await?;
    desk.done(tx, REMOVED, &course.title).await?;
    Ok(ApiDeleted)
}
