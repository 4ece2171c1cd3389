//! The service makes its key: under another name until it is whole and on the disk.

use std::fs;

use crate::support::{
    database::TestDatabase,
    power::{log::Act, recorder::Recorder},
    program::Program,
};

#[tokio::test]
async fn a_key_gets_its_name_only_when_all_of_it_is_on_the_disk() {
    let database = TestDatabase::create().await;
    let recorder = Recorder::of(&database);
    recorder.watch(Program::on(&database)).run(&["run-due"]).succeeded();
    let folder = recorder.folder().join("data");
    let file = folder.join("secret.key");
    let key = fs::read(&file).unwrap();
    assert_eq!(key.len(), 64);
    let (file, folder) = (file.display().to_string(), folder.display().to_string());

    let acts = recorder.acts();
    let touches = |act: &&Act| match act {
        Act::Created { file: of } | Act::Wrote { file: of, .. } | Act::Shortened { file: of, .. } => {
            *of == file
        }
        _ => false,
    };
    let touched: Vec<&Act> = acts.iter().filter(touches).collect();
    assert!(touched.is_empty(), "a kill between these leaves half a key: {touched:?}");

    let whole = |(nth, act): (usize, &Act)| match act {
        Act::Wrote { file, at: 0, bytes } if *bytes == key => Some((nth, file.clone())),
        _ => None,
    };
    let (nth, other_name) = acts.iter().enumerate().find_map(whole).expect("it is written at once");
    let synced = |of: &str| {
        let is_it = |act: &Act| matches!(act, Act::SyncBegan { file, .. } if file == of);
        acts[nth..].iter().position(is_it)
    };
    let (itself, name) =
        (synced(&other_name).expect("it is synced"), synced(&folder).expect("so is its name"));
    assert!(itself < name, "its name lasts only after all of it does");
}
