//! What a machine cannot try.

use std::{ffi::OsString, fs::File, io::Write};

/// Says that something could not be tried here: at once, and at the end of `scripts/test`, which names a file for it. A
/// release is not made without it.
#[track_caller]
pub fn not_tried(why: &str) {
    let set = |name: &str| -> Option<OsString> { std::env::var_os(name).filter(|value| !value.is_empty()) };
    assert!(set("RELEASE").is_none(), "NOT TRIED, and a release needs it: {why}");
    eprintln!("NOT TRIED: {why}");
    if let Some(file) = set("WARNINGS") {
        let mut file = File::options().create(true).append(true).open(file).unwrap();
        writeln!(file, "WARNING: {why}").unwrap();
    }
}
