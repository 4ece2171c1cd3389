//! What a feed answers: a document in JSON, or what its columns are in XML, each with a mark of what it holds.

use rocket::{
    Request,
    http::{ContentType, Header},
    response::{self, Responder},
};
use serde_json::Value;

use crate::{system::secret::hash_bytes, web::api::reply::respond};

/// The version of OData that is spoken here.
pub(super) const VERSION: &str = "4.0";

/// A document of a feed.
pub(crate) struct ODataReply {
    kind: ContentType,
    body: Vec<u8>,
}

impl ODataReply {
    pub(super) fn json(document: &Value) -> Self {
        Self { kind: json_type(), body: document.to_string().into_bytes() }
    }

    /// A document that is written already.
    pub(super) fn rows(body: Vec<u8>) -> Self {
        Self { kind: json_type(), body }
    }

    pub(super) fn xml(document: String) -> Self {
        Self { kind: ContentType::new("application", "xml"), body: document.into_bytes() }
    }
}

impl<'r> Responder<'r, 'static> for ODataReply {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        // It changes with the close of a round, and with what the token may have.
        let mark = format!("W/\"{}\"", hash_bytes(&self.body));
        let mut response = respond(request, self.kind, self.body, Some(mark));
        response.set_header(Header::new("OData-Version", VERSION));
        Ok(response)
    }
}

/// The media type of OData in JSON.
pub(super) fn json_type() -> ContentType {
    ContentType::new("application", "json").with_params(("odata.metadata", "minimal"))
}
