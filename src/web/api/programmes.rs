//! The programme of a token.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    store::{ApiScope, Programme},
    survey::PartnerKind,
    web::{
        Program,
        api::{ApiPage, ApiResult, Paged, Paging, Shown},
    },
};

/// A programme.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Programme)]
pub(crate) struct ApiProgramme {
    /// Its short name, as in addresses.
    slug: String,
    /// Its name.
    name: String,
    /// The IANA name of its time zone.
    time_zone: String,
    /// The smallest group whose figures are shown.
    smallest_group: u32,
    /// The types of partner that can be chosen.
    partner_kinds: Vec<ApiPartnerKind>,
}

/// A type of partner.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PartnerKind)]
pub(crate) struct ApiPartnerKind {
    /// Its key, as files and requests have it.
    key: String,
    /// What people read.
    label: String,
}

fn of(programme: &Programme, smallest: u32) -> ApiProgramme {
    let settings = &programme.settings;
    let kind =
        |kind: PartnerKind<'_>| ApiPartnerKind { key: kind.key().to_owned(), label: kind.label().to_owned() };
    ApiProgramme {
        slug: programme.slug.clone(),
        name: programme.name.clone(),
        time_zone: settings.time_zone.clone(),
        smallest_group: settings.promises.min_group.max(smallest),
        partner_kinds: settings.kinds().offered().map(kind).collect(),
    }
}

/// The programme that the access token is for, as a list of one.
#[utoipa::path(
    get, path = "/api/v1/programmes", operation_id = "listProgrammes", tag = "Programmes",
    responses((status = 200, description = "One programme.", body = Paged<ApiProgramme>)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn index(program: Program<'_>, paging: Paging) -> ApiPage<ApiProgramme> {
    program.may(&program.programme().slug, ApiScope::FiguresRead)?;
    let smallest = program.app.settings.min_group;
    let all = paging.cut(vec![program.programme()], |one| one.id);
    Ok(paging.page(&program, all, |one| one.id, |one| of(one, smallest)))
}

/// A programme.
#[utoipa::path(
    get, path = "/api/v1/programmes/{slug}", operation_id = "getProgramme", tag = "Programmes",
    responses((status = 200, description = "The programme.", body = ApiProgramme)),
    security(("token" = ["figures:read"]), ("basic" = ["figures:read"]))
)]
#[rocket::get("/api/v1/programmes/<slug>")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn show(program: Program<'_>, slug: &str) -> ApiResult<Shown<ApiProgramme>> {
    program.may(slug, ApiScope::FiguresRead)?;
    Ok(Shown::new(of(program.programme(), program.app.settings.min_group)))
}
