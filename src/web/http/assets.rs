//! The stylesheet and the script, each at an address that changes with its content, so that browsers may keep it for ever.
//! They are compressed once, when the first of them is asked for; pages are left to the proxy (see `docs/operations.md`).

use std::{
    io::{Cursor, Write as _},
    sync::LazyLock,
};

use flate2::{Compression, write::GzEncoder};
use rocket::{
    Request,
    http::{ContentType, Header, Status},
    response::{self, Responder, Response},
};

use super::marked::KnownMarks;
use crate::{system::secret::hash, web::at};

/// The one script, which keeps counts up to date, to be served at the address that [`Site::live`](super::site::Site::live)
/// names.
pub(crate) const LIVE: &str = include_str!("../../../templates/assets/live.js");
/// The one stylesheet, to be served at the address that [`Site::stylesheet`](super::site::Site::stylesheet) names.
pub(crate) const STYLESHEET: &str = include_str!("../../../templates/assets/site.css");

static STYLE_FILE: LazyLock<File> = LazyLock::new(|| File::of(STYLESHEET, ContentType::CSS));
static LIVE_FILE: LazyLock<File> = LazyLock::new(|| File::of(LIVE, ContentType::JavaScript));

pub(crate) fn stylesheet_address() -> String {
    at::asset_site_css(&*STYLE_FILE.name)
}

pub(crate) fn live_address() -> String {
    at::asset_live_js(&*LIVE_FILE.name)
}

/// Any name is served: during an upgrade pages ask for the file of another release. Only under its own name is it kept.
#[rocket::get("/assets/<name>/site.css")]
pub(crate) fn stylesheet(name: &str) -> Served {
    Served { file: &STYLE_FILE, keep: name == STYLE_FILE.name }
}

/// The same for the script.
#[rocket::get("/assets/<name>/live.js")]
pub(crate) fn live(name: &str) -> Served {
    Served { file: &LIVE_FILE, keep: name == LIVE_FILE.name }
}

/// A file that never changes under its address.
struct File {
    /// A short hash of what is in it.
    name: String,
    kind: ContentType,
    plain: &'static str,
    zipped: Vec<u8>,
}

impl File {
    fn of(plain: &'static str, kind: ContentType) -> Self {
        let mut zip = GzEncoder::new(Vec::new(), Compression::best());
        // Writing into memory fails never; whoever gets an empty file from here would get the plain one.
        let zipped = zip.write_all(plain.as_bytes()).and_then(|()| zip.finish()).unwrap_or_default();
        Self { name: hash(plain)[..12].to_owned(), kind, plain, zipped }
    }
}

pub(crate) struct Served {
    file: &'static File,
    /// Whether it was asked for under its own name.
    keep: bool,
}

impl<'r> Responder<'r, 'static> for Served {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let Self { file, keep } = self;
        let keep = if keep { "public, max-age=31536000, immutable" } else { "no-store" };
        let mut response = Response::build();
        response.header(Header::new("Cache-Control", keep)).header(Header::new("Vary", "Accept-Encoding"));
        let zip = !file.zipped.is_empty() && takes_gzip(request);
        let mark = format!("{}{}", file.name, if zip { "-gzip" } else { "" });
        response.header(Header::new("ETag", format!("\"{mark}\"")));
        if KnownMarks::of(request).is(&mark) {
            return response.status(Status::NotModified).ok();
        }
        response.header(file.kind.clone());
        if zip {
            response.header(Header::new("Content-Encoding", "gzip"));
            return response.sized_body(file.zipped.len(), Cursor::new(&*file.zipped)).ok();
        }
        response.sized_body(file.plain.len(), Cursor::new(file.plain)).ok()
    }
}

/// Whether the browser says that it reads gzip, and not that it would rather not (`gzip;q=0`).
fn takes_gzip(request: &Request<'_>) -> bool {
    let said = request.headers().get("Accept-Encoding").flat_map(|said| said.split(','));
    said.map(|coding| coding.split(';').map(str::trim)).any(|mut coding| {
        let name = coding.next().unwrap_or_default();
        let refused = coding.any(|more| more.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0)));
        matches!(name, "gzip" | "x-gzip" | "*") && !refused
    })
}
