//! The stylesheet and the script, each at an address that changes with its content, so that browsers may keep it for ever.

use std::sync::LazyLock;

use rocket::{Route, http::ContentType, response::Responder};

use super::view::{LIVE, STYLESHEET};
use crate::secret::hash;

static NAME: LazyLock<String> = LazyLock::new(|| hash(STYLESHEET)[..12].to_owned());
static LIVE_NAME: LazyLock<String> = LazyLock::new(|| hash(LIVE)[..12].to_owned());

pub(super) fn routes() -> Vec<Route> {
    rocket::routes![stylesheet, live]
}

/// The address of the stylesheet.
pub(super) fn stylesheet_address() -> String {
    rocket::uri!(stylesheet(&*NAME)).to_string()
}

/// The address of the script.
pub(super) fn live_address() -> String {
    rocket::uri!(live(&*LIVE_NAME)).to_string()
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
    unchanging(STYLESHEET, ContentType::CSS)
}

/// The same for the script.
#[rocket::get("/assets/<name>/live.js")]
fn live(name: &str) -> Unchanging {
    let _ = name;
    unchanging(LIVE, ContentType::JavaScript)
}

fn unchanging(body: &'static str, kind: ContentType) -> Unchanging {
    let keep = rocket::http::Header::new("Cache-Control", "public, max-age=31536000, immutable");
    Unchanging { body, kind, keep }
}
