//! The stylesheet, at an address that changes with its content, so that browsers may keep it for ever.

use std::sync::LazyLock;

use rocket::{Route, http::ContentType, response::Responder};

use super::view::STYLESHEET;
use crate::secret::hash;

static NAME: LazyLock<String> = LazyLock::new(|| hash(STYLESHEET)[..12].to_owned());

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![stylesheet]
}

/// The address of the stylesheet.
pub(super) fn stylesheet_address() -> String {
    rocket::uri!(stylesheet(&*NAME)).to_string()
}

/// A file that never changes under its address.
#[derive(Responder)]
struct Unchanging {
    body: &'static str,
    kind: ContentType,
    keep: rocket::http::Header<'static>,
}

/// Any name is served: a page from before an upgrade may still ask for the old one.
#[rocket::get("/assets/<name>/site.css")]
fn stylesheet(name: &str) -> Unchanging {
    let _ = name;
    Unchanging {
        body: STYLESHEET,
        kind: ContentType::CSS,
        keep: rocket::http::Header::new("Cache-Control", "public, max-age=31536000, immutable"),
    }
}
