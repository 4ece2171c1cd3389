//! Lists that are sent as files.

use rocket::http::{ContentType, Header};

use super::visitor::{Reply, Visitor};

/// Sends a list as a browser does.
pub async fn send(visitor: &Visitor, address: &str, name: &str, file: &[u8]) -> Reply {
    send_with(visitor, address, ("list", name, file), &[]).await
}

/// Sends a file under the name of its field, with what else the form holds.
pub async fn send_with(
    visitor: &Visitor,
    address: &str,
    (field, name, file): (&str, &str, &[u8]),
    more: &[(&str, &str)],
) -> Reply {
    let more = more
        .iter()
        .map(|(name, value)| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        })
        .collect::<Vec<_>>()
        .concat();
    let head = format!(
        "{more}--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--b--\r\n"].concat();
    let kind: ContentType = "multipart/form-data; boundary=b".parse().unwrap();
    let request = visitor.client().post(address.to_owned()).header(kind).body(body);
    visitor.send(request.header(Header::new("Sec-Fetch-Site", "same-origin"))).await
}

/// Sends a list that can be read, and follows to what it would do: the page with its address.
pub async fn list(visitor: &Visitor, address: &str, file: &[u8]) -> (String, Reply) {
    named(visitor, address, "list.csv", file).await
}

/// The same of a file with that name.
pub async fn named(visitor: &Visitor, address: &str, name: &str, file: &[u8]) -> (String, Reply) {
    let sent = send(visitor, address, name, file).await;
    let page = sent.has_status(303).header("Location").unwrap().to_owned();
    let shown = visitor.get(&page).await;
    shown.has_status(200);
    (page, shown)
}
