//! Forms that are sent in parts, since a file goes with them.

use rocket::http::ContentType;

use super::form::{Field, Form, Kind};

/// What stands between the parts.
const BETWEEN: &str = "between-the-parts";

/// How such a form is announced.
pub(super) fn kind() -> ContentType {
    ContentType::new("multipart", "form-data").with_params(("boundary", BETWEEN))
}

/// The fields of a form as a browser sends them: a file under its name, and an empty one where none was chosen.
pub(super) fn of(form: &Form, pairs: &[(String, String)]) -> (ContentType, Vec<u8>) {
    let is_file = |name: &str| form.fields.iter().any(|field| field.name == name && field.kind == Kind::File);
    let mut body = Vec::new();
    for (name, value) in pairs {
        let file = is_file(name).then_some("list.csv");
        add(&mut body, name, file, value.as_bytes());
    }
    for field in files(form).filter(|field| pairs.iter().all(|(name, _)| *name != field.name)) {
        add(&mut body, &field.name, Some(""), b"");
    }
    (kind(), end(body))
}

/// Bodies with files that nobody chooses in a browser, and whether each must be refused.
pub(super) fn odd(form: &Form) -> Vec<(Vec<u8>, bool)> {
    let with = |file: Option<&str>, content: &[u8]| {
        let mut body = Vec::new();
        for field in files(form) {
            add(&mut body, &field.name, file, content);
        }
        for (name, value) in form.pairs() {
            add(&mut body, &name, None, value.as_bytes());
        }
        end(body)
    };
    let noise: Vec<u8> = (0..1024_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let large = b"name,email\r\n".iter().chain(b"A. Person,a@example.org\r\n".iter().cycle()).take(3 << 20);
    vec![
        (with(Some("../../etc/passwd"), &noise), true),
        (with(Some("a\0b.csv"), &noise), true),
        (with(Some(&"n".repeat(5_000)), b"a"), true),
        (with(Some("list.csv"), &large.copied().collect::<Vec<_>>()), true),
        (with(Some("list.csv"), &[0xFF, 0xFE, b'n', 0, b'a', 0]), true),
        (with(Some("logo.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), true),
        // Read or refused as if it were a file.
        (with(None, b"name,email\r\nA. Person,a@example.org\r\n"), false),
        (with(Some("list.csv"), &b",\"\n".repeat(20_000)), true),
    ]
}

fn files(form: &Form) -> impl Iterator<Item = &Field> {
    form.fields.iter().filter(|field| field.kind == Kind::File)
}

fn add(body: &mut Vec<u8>, name: &str, file: Option<&str>, content: &[u8]) {
    let head = format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name));
    body.extend_from_slice(head.as_bytes());
    if let Some(file) = file {
        let head = format!("; filename=\"{}\"\r\nContent-Type: text/csv", quoted(file));
        body.extend_from_slice(head.as_bytes());
    }
    body.extend_from_slice(b"\r\n\r\n");
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

fn end(mut body: Vec<u8>) -> Vec<u8> {
    body.extend_from_slice(format!("--{BETWEEN}--\r\n").as_bytes());
    body
}

/// As browsers write a name.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
