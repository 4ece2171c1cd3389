//! What a disk may hold after a power cut: all that was synced, and of the rest anything.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rand::{RngExt, rngs::StdRng};

use super::log::Act;

/// The smallest piece that a disk writes as a whole.
const SECTOR: usize = 512;

/// Files by their paths.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What becomes of writes that no sync has made durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsynced {
    /// All are lost.
    Lost,
    /// All are there, as after a kill.
    Kept,
    /// Some are there, later ones without earlier ones.
    Some,
    /// Some are there, and of some only some sectors.
    Torn,
    /// Those of one kind of file are there: the log of the database, or the database.
    OneFile,
}

pub const ALL: [Unsynced; 5] =
    [Unsynced::Lost, Unsynced::Kept, Unsynced::Some, Unsynced::Torn, Unsynced::OneFile];

/// Every file of a folder.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// What is left of `before` and of everything that was done since, when the power is cut now. A disk that does not
/// heed syncs treats all writes as if none had been synced.
pub fn left(before: &Files, acts: &[Act], unsynced: Unsynced, heeds_syncs: bool, rng: &mut StdRng) -> Files {
    let synced = if heeds_syncs { synced(acts) } else { BTreeMap::new() };
    let is_synced = |path: &str, nth: usize| synced.get(path).is_some_and(|until| nth < *until);
    let one = if rng.random_bool(0.5) { ".db-wal" } else { ".db" };
    let mut files = before.clone();
    for (nth, act) in acts.iter().enumerate() {
        let Some(file) = touched(act) else { continue };
        let named = matches!(act, Act::Created { .. } | Act::Deleted { .. } | Act::Renamed { .. });
        let durable = match act {
            Act::Created { .. } => is_synced(parent(file), nth) || is_synced(file, nth),
            _ if named => is_synced(parent(file), nth),
            _ => is_synced(file, nth),
        };
        let whole = durable
            || match unsynced {
                Unsynced::Lost => false,
                Unsynced::Kept => true,
                Unsynced::Some => rng.random_bool(0.5),
                Unsynced::Torn => rng.random_bool(0.4),
                Unsynced::OneFile => file.ends_with(one),
            };
        if whole {
            happens(&mut files, act, |_| true);
        } else if unsynced == Unsynced::Torn && !named && rng.random_bool(0.6) {
            happens(&mut files, act, |_| rng.random_bool(0.5));
        }
    }
    files
}

/// For each file and folder, before which act everything is durable: where the last sync began that ended.
fn synced(acts: &[Act]) -> BTreeMap<&str, usize> {
    let mut began = BTreeMap::new();
    let mut until: BTreeMap<&str, usize> = BTreeMap::new();
    for (nth, act) in acts.iter().enumerate() {
        match act {
            Act::SyncBegan { name, file } => {
                began.insert(*name, (file.as_str(), nth));
            }
            Act::SyncEnded { name } => {
                let (file, nth) = began[name];
                let known = until.entry(file).or_default();
                *known = nth.max(*known);
            }
            _ => {}
        }
    }
    until
}

/// The file that an act changes.
fn touched(act: &Act) -> Option<&str> {
    match act {
        Act::Wrote { file, .. }
        | Act::Shortened { file, .. }
        | Act::Created { file }
        | Act::Deleted { file } => Some(file),
        Act::Renamed { to, .. } => Some(to),
        Act::SyncBegan { .. } | Act::SyncEnded { .. } | Act::Said { .. } => None,
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Does to files what was done; of a write only the sectors that `sector` lets through.
fn happens(files: &mut Files, act: &Act, mut sector: impl FnMut(usize) -> bool) {
    match act {
        Act::Wrote { file, at, bytes } => {
            let held = files.entry(file.clone()).or_default();
            let (mut from, end) = (*at, at + bytes.len());
            while from < end {
                let until = end.min((from / SECTOR + 1) * SECTOR);
                if sector(from / SECTOR) {
                    if held.len() < until {
                        held.resize(until, 0);
                    }
                    held[from..until].copy_from_slice(&bytes[from - at..until - at]);
                }
                from = until;
            }
        }
        Act::Shortened { file, length } => files.entry(file.clone()).or_default().resize(*length, 0),
        Act::Created { file } => {
            files.entry(file.clone()).or_default();
        }
        Act::Deleted { file } => {
            files.remove(file);
        }
        Act::Renamed { from, to } => {
            if let Some(held) = files.remove(from) {
                files.insert(to.clone(), held);
            }
        }
        Act::SyncBegan { .. } | Act::SyncEnded { .. } | Act::Said { .. } => {}
    }
}
