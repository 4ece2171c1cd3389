//! Asking an identity provider something. Whoever runs the service named it, so it may stand in their own network.

use url::Url;

use super::OpenIdError;
use crate::outgoing::{OutgoingAnswer, OutgoingReach, OutgoingRequest, ask};

const ACCEPT: (&str, &str) = ("Accept", "application/json");
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Reads an address; only an answer of 200 is one.
pub(super) async fn get(url: &Url) -> Result<Vec<u8>, OpenIdError> {
    let answer = fetch(url, "GET", &[ACCEPT], b"").await?;
    if answer.status == 200 {
        return Ok(answer.body);
    }
    Err(OpenIdError::Unreachable(url.to_string(), format!("it answers {}", answer.status)))
}

/// Sends a form, already encoded, with who we are where that does not stand in it.
pub(super) async fn post(
    url: &Url,
    authorization: Option<&str>,
    form: &str,
) -> Result<OutgoingAnswer, OpenIdError> {
    let mut headers = vec![ACCEPT, FORM];
    headers.extend(authorization.map(|value| ("Authorization", value)));
    fetch(url, "POST", &headers, form.as_bytes()).await
}

async fn fetch(
    url: &Url,
    method: &'static str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<OutgoingAnswer, OpenIdError> {
    let unreachable = |why: String| OpenIdError::Unreachable(url.to_string(), why);
    let request = OutgoingRequest { method, url, headers, body, reach: OutgoingReach::Anywhere };
    let answer = ask(request).await.map_err(|error| unreachable(error.to_string()))?;
    if answer.is_whole { Ok(answer) } else { Err(unreachable("its answer is too long".to_owned())) }
}
