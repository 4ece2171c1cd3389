//! `write-up`: what somebody typed after a workshop becomes a document.

use serde_json::Value;

use crate::support::{database::TestDatabase, program::Program};

const NOTES: &str = "Working together\n\nIntroduction\n\nWe met on a wet day.\n\nWe can bring:\n\n- Time\n- Books (eg large print)\n\n\
                     From our partners, we would like/hope to get:\n\n- Access to *all* networks\n\nMay 2026";

fn heads(board: &Value) -> Vec<(String, usize)> {
    let prompts = board["prompts"].as_array().unwrap();
    prompts
        .iter()
        .map(|prompt| {
            (prompt["heading"].as_str().unwrap().to_owned(), prompt["cards"].as_array().unwrap().len())
        })
        .collect()
}

#[tokio::test]
async fn notes_become_documents_and_each_of_them_reads_back_as_the_same_board() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let folder = database.data_dir().join("write-up");
    let notes = database.data_dir().join("notes.txt");
    std::fs::write(&notes, NOTES).unwrap();
    let out = folder.to_str().unwrap();
    let made = program.run(&["write-up", notes.to_str().unwrap(), "--out", out, "--json"]);
    let told: Value = serde_json::from_str(&made.succeeded().out).unwrap();
    assert_eq!(told["prompts"][0]["cards"], 2, "{told}");
    let board = std::fs::read_to_string(folder.join("board.json")).unwrap();
    let read: Value = serde_json::from_str(&board).unwrap();
    assert_eq!(
        heads(&read),
        [("We can bring".to_owned(), 2), ("From our partners, we would like/hope to get".to_owned(), 1)]
    );
    assert_eq!(std::fs::read_to_string(folder.join("write-up.txt")).unwrap().trim(), NOTES);
    for file in ["write-up.txt", "write-up.md", "write-up.docx"] {
        let again = folder.join(format!("again-{file}"));
        let ended =
            program.run(&["write-up", folder.join(file).to_str().unwrap(), "--out", again.to_str().unwrap()]);
        ended.succeeded();
        assert_eq!(std::fs::read_to_string(again.join("board.json")).unwrap(), board, "{file}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_write_up_is_refused_with_its_name_and_line() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let out = database.data_dir().join("out");
    let refused = |name: &str, bytes: &[u8], why: &str| {
        let file = database.data_dir().join(name);
        std::fs::write(&file, bytes).unwrap();
        let ended = program.run(&["write-up", file.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        let said = &ended.failed_with(1).err;
        assert!(said.contains(name) && said.contains(why), "{said}");
        assert!(!out.exists(), "{name} left a folder behind");
    };
    refused("minutes.txt", b"Minutes\nNobody came", "There are no headings in it.");
    refused("points.txt", b"\n- Time\n", "Line 2: there is no heading above this point.");
    refused("word.docx", b"We can bring:\n- Time\n", "not a Word document");
    refused("latin.txt", b"We can bring:\n- Caf\xe9", "it is not UTF-8 text (byte 20)");
    refused("huge.txt", &b"We can bring:\n- Time\n".repeat(250_000), "it is too large");
    program.run(&["write-up", "/nowhere.txt", "--out", out.to_str().unwrap()]).failed_with(1);
}
