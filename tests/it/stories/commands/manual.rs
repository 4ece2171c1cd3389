//! The manual, its completions, and what else comes with the package.

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::{database::TestDatabase, program::Program};

/// The commands that help lists.
fn listed(help: &str) -> Vec<&str> {
    let commands = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    // A line that goes on is indented further.
    let lines = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect()
}

#[tokio::test]
async fn every_command_has_a_page_in_the_manual_and_is_completed_by_three_shells() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let out = database.data_dir().join("manual");
    program.run(&["manual", "--out", out.to_str().unwrap()]).succeeded();
    let read =
        |path: &str| fs::read_to_string(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let help = program.run(&["--help"]).out;
    let commands = listed(&help);
    assert!(commands.contains(&"migrate-database") && commands.len() > 12, "{commands:?}");
    assert!(!commands.contains(&"manual"), "it is for whoever makes a package");
    let shells = ["common-ground.bash", "_common-ground", "common-ground.fish"]
        .map(|file| read(&format!("completions/{file}")));
    let whole = read("man/common-ground.1");
    for command in commands {
        let page = read(&format!("man/common-ground-{command}.1"));
        assert!(page.contains(".SH SYNOPSIS"), "{page}");
        assert!(whole.contains(&command.replace('-', "\\-")), "the first page does not tell of {command}");
        assert!(shells.iter().all(|shell| shell.contains(command)), "{command} is not completed");
    }
    let page = read("man/common-ground-user-add.1");
    assert!(page.contains("programme"), "{page}");
    let pages = fs::read_dir(out.join("man")).unwrap().map(|page| page.unwrap().file_name());
    let pages: Vec<String> = pages.map(|page| page.into_string().unwrap()).collect();
    assert!(pages.iter().all(|page| !page.contains("help") && !page.contains("manual")), "{pages:?}");
}

/// The commands in the table of the README, as their pages are named: `user-add`.
fn in_the_table(readme: &str) -> BTreeSet<String> {
    let table = readme.split_once("| command | does |\n").unwrap().1.split_once("\n\n").unwrap().0;
    let cells = table.lines().filter_map(|row| row.strip_prefix("| ")?.split(" | ").next());
    let quoted = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    // What is given to a command is written in capitals, or behind an option.
    let is_word = |word: &&str| word.starts_with(|letter: char| letter.is_ascii_lowercase());
    quoted.map(|command| command.split(' ').take_while(is_word).collect::<Vec<_>>().join("-")).collect()
}

#[tokio::test]
async fn every_command_is_in_the_table_of_the_readme_and_every_row_is_a_command() {
    let database = TestDatabase::create().await;
    let out = database.data_dir().join("manual");
    Program::on(&database).run(&["manual", "--out", out.to_str().unwrap()]).succeeded();
    // It has no page, and a row all the same.
    let mut commands = BTreeSet::from(["manual".to_owned()]);
    for page in fs::read_dir(out.join("man")).unwrap() {
        let page = page.unwrap();
        let name = page.file_name().into_string().unwrap();
        // A command that has others below it does nothing by itself.
        let has_others = fs::read_to_string(page.path()).unwrap().contains(".SH SUBCOMMANDS");
        let name = name.strip_prefix("common-ground-").filter(|_| !has_others);
        commands.extend(name.and_then(|name| name.strip_suffix(".1")).map(str::to_owned));
    }
    assert!(commands.len() > 20, "{commands:?}");
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    assert_eq!(in_the_table(&fs::read_to_string(readme).unwrap()), commands);
}

#[tokio::test]
async fn the_settings_that_come_with_the_package_are_ones_that_the_program_knows() {
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/common-ground.toml");
    let settings = fs::read_to_string(settings).unwrap();
    let database = TestDatabase::create().await;
    // Those that are proposed count too.
    let all = settings.lines().map(|line| match line.strip_prefix('#') {
        Some(proposed) if !proposed.starts_with(' ') => proposed,
        _ => line,
    });
    let all: Vec<&str> = all.collect();
    assert!(all.iter().any(|line| line.starts_with("smtp_url =")), "{all:?}");
    fs::write(database.data_dir().join("common-ground.toml"), all.join("\n")).unwrap();
    Program::on(&database).run(&["user", "list"]).succeeded();

    fs::write(database.data_dir().join("common-ground.toml"), "site_adress = \"x\"\n").unwrap();
    Program::on(&database).run(&["user", "list"]).failed_with(1);
}
