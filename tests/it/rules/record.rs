//! The validation record says how the tests of each promise ended, and refuses to be one where they did not pass.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use super::promised::named_in;

/// Writes the record from what the tests printed on SQLite.
fn recorded(folder: &Path, log: &str) -> (Output, String) {
    let (printed, out): (PathBuf, PathBuf) = (folder.join("log"), folder.join("validation.md"));
    fs::write(&printed, log).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ended = Command::new(root.join("scripts/record")).arg(&printed).arg("-").env("OUT", &out).output();
    (ended.unwrap(), fs::read_to_string(out).unwrap_or_default())
}

#[test]
fn a_record_names_every_promise_and_fails_where_its_test_did_not_pass() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let section =
        readme.split("## What holds, whatever happens").nth(1).unwrap().split("\n## ").next().unwrap();
    let promises = section.split_once("\n- ").unwrap().1;
    let names = named_in(promises);
    let lines = |but: &str, result: &str| {
        let line = |name: &&str| {
            let result = if **name == *but { result } else { "ok" };
            format!("test stories::somewhere::{name} ... {result}\n")
        };
        names.iter().map(line).collect::<String>()
    };
    let folder = tempfile::tempdir().unwrap();
    let (ended, record) = recorded(folder.path(), &lines("", "ok"));
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    for name in &names {
        assert!(record.contains(&format!("| `{name}` | passed | not run |")), "{name}: {record}");
    }
    assert!(record.contains(&format!("Version: {}", env!("CARGO_PKG_VERSION"))), "{record}");
    assert!(record.contains("Tests on PostgreSQL: not run"), "{record}");

    let one = names.first().unwrap();
    for (result, told) in [("FAILED", "FAILED"), ("ignored, for now", "ignored")] {
        let (ended, record) = recorded(folder.path(), &lines(one, result));
        assert_eq!(ended.status.code(), Some(1), "{result}");
        assert!(record.contains(&format!("| `{one}` | {told} | not run |")), "{record}");
        assert!(String::from_utf8_lossy(&ended.stderr).contains(*one));
    }
    // One that printed something stands on two lines.
    let printed = lines(one, "ok").replacen(" ... ok\n", " ... it took 3 s\nok\n", 1);
    let (ended, _) = recorded(folder.path(), &printed);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
