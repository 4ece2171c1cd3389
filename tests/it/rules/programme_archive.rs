//! No table is forgotten when a programme moves: each is a part of its archive, or stays behind for a reason that is written down.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use common_ground::store::programme_archive::ArchivePart;

use crate::support::entity;

/// Tables that stay where they are, and why.
const LEFT_BEHIND: [(&str, &str); 24] = [
    ("account_link", "a link that works, of a person"),
    ("api_request", "what access tokens asked"),
    ("api_token", "secrets of people on this site"),
    ("board_key", "keys of phones, while a board is open; none is when a programme moves"),
    ("draft", "answers that are not sent yet; nothing is open when a programme moves"),
    ("failed_step", "what this service could not do"),
    ("identity", "council accounts of people on this site"),
    ("lease", "which instance of this service works"),
    ("mail_server", "of the site, with its password"),
    ("partner_link", "links that work, to this site"),
    ("partner_link_request", "who asked for such a link"),
    ("promise_link", "links that work, to this site"),
    ("recovery_code", "second factors of people on this site"),
    ("reset_request", "who asked for a new password"),
    ("second_factor", "secrets of people on this site"),
    ("session", "who is signed in on this site"),
    ("sign_in_rule", "of the site"),
    ("site", "of the site"),
    ("tally_document", "moves as the sums of tallies"),
    ("trace", "what this service has still to forget"),
    ("upload", "files that somebody is about to import here"),
    ("wait", "who tried wrong passwords here"),
    ("webhook", "secrets, and addresses that expect this site"),
    ("webhook_delivery", "what this site told them"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Every table, by the module of its rows.
fn tables() -> BTreeSet<String> {
    entity::modules().into_keys().collect()
}

fn moving() -> BTreeSet<String> {
    ArchivePart::ALL.into_iter().map(|part| part.key().to_owned()).collect()
}

#[test]
fn every_table_moves_with_a_programme_or_stays_behind_for_a_reason() {
    let (tables, moving) = (tables(), moving());
    let staying: BTreeSet<String> = LEFT_BEHIND.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert!(tables.len() > 75, "tables are elsewhere: {tables:?}");
    let both: Vec<&String> = moving.intersection(&staying).collect();
    assert!(both.is_empty(), "these move and stay: {both:?}");
    let known: BTreeSet<String> = moving.union(&staying).cloned().collect();
    let forgotten: Vec<&String> = tables.difference(&known).collect();
    assert!(
        forgotten.is_empty(),
        "add {forgotten:?} to `store/src/programme_archive/parts.rs`, or say here why they stay behind"
    );
    let gone: Vec<&String> = known.difference(&tables).collect();
    assert!(gone.is_empty(), "there are no tables {gone:?}");
}

#[test]
fn a_table_has_the_name_of_its_module() {
    assert_eq!(entity::names(), tables());
}

#[test]
fn the_format_names_every_part_in_its_order_and_every_table_that_stays_behind() {
    let text = fs::read_to_string(root().join("docs/archive-format.md")).unwrap();
    let (parts, left) = text.split_once("## What is not in it").unwrap();
    let named: Vec<&str> = parts
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .filter(|name| moving().contains(*name))
        .collect();
    let keys = ArchivePart::ALL.map(ArchivePart::key);
    assert_eq!(named, keys);
    let left = left.split_once("\n## ").unwrap().0;
    let missing: Vec<&str> = LEFT_BEHIND
        .iter()
        .map(|(table, _)| *table)
        .filter(|table| !left.contains(&format!("`{table}`")))
        .collect();
    assert!(missing.is_empty(), "the format does not say that these stay behind: {missing:?}");
}
