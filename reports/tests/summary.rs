//! What a course summary says, and how it looks: the golden files in `samples/`.
//!
//! `UPDATE_SAMPLES=1 cargo test -p common-ground-reports --test summary` rewrites them; look at what changed.
#![expect(clippy::unwrap_used, reason = "a summary that cannot be rendered fails the test")]

#[path = "summary/courses.rs"]
mod courses;
#[path = "summary/email.rs"]
mod email;
#[path = "summary/figures.rs"]
mod figures;
#[path = "summary/files.rs"]
mod files;
#[path = "summary/items.rs"]
mod items;
#[path = "summary/words.rs"]
mod words;

use std::fs;
use std::path::PathBuf;

use common_ground_reports::summary::{Links, Summary};

use courses::{STYLESHEET, large, links, third, workshop};

#[expect(clippy::disallowed_methods, reason = "the way to rewrite the samples")]
fn is_update() -> bool {
    std::env::var("UPDATE_SAMPLES").is_ok()
}

#[track_caller]
fn matches_sample(name: &str, content: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    if is_update() {
        fs::write(&path, content).unwrap();
    }
    let sample = fs::read_to_string(&path).unwrap_or_default();
    assert!(sample == content, "{name} differs: look at it after UPDATE_SAMPLES=1");
}

/// A file without its stylesheet, which has a golden place of its own.
fn without_stylesheet(file: &str) -> String {
    file.replace(STYLESHEET, "/* the stylesheet of the site */\n")
}

#[test]
fn the_summary_looks_as_in_the_samples() {
    let summary = Summary::write(third()).with_workshop(Some(workshop()));
    matches_sample("summary.txt", &summary.text(&links()));
    matches_sample("summary.html", &without_stylesheet(&summary.file(STYLESHEET).unwrap()));
    matches_sample("summary-email.html", &summary.email(&links()).unwrap().html);
    matches_sample("summary-large.txt", &Summary::write(large()).text(&Links::default()));
}
