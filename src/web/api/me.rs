//! Whose token it is, and what it may.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::{Program, api::Shown};

/// The owner of an access token, and what it may be used for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Me)]
pub(crate) struct ApiMe {
    /// The name of the owner.
    name: String,
    /// The address that the owner signs in with.
    email: String,
    /// The owner’s role in the programme: `admin`, `trainer` or `manager`.
    role: String,
    /// The programme, as addresses have it.
    programme: String,
    /// What the owner calls the token.
    token: String,
    /// What it can be used for, as far as the role allows.
    scopes: Vec<String>,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// The owner of the access token, and what it may be used for.
#[utoipa::path(
    get, path = "/api/v1/me", operation_id = "getMe", tag = "Tokens",
    responses((status = 200, description = "The owner and the scopes.", body = ApiMe)),
    security(("token" = []), ("basic" = []))
)]
#[rocket::get("/api/v1/me")]
pub(crate) fn show(program: Program<'_>) -> Shown<ApiMe> {
    let (who, token) = (program.who, program.token);
    let scopes = token.scopes.iter().filter(|scope| scope.is_open_to(who.role));
    Shown::new(ApiMe {
        name: who.person.name,
        email: who.person.email,
        role: who.role.key().to_owned(),
        programme: who.programme.slug,
        scopes: scopes.map(|scope| scope.key().to_owned()).collect(),
        token: token.name,
        expires_at: token.expires_at,
    })
}
