//! The log of the recorder: everything that was done to files and said over sockets, in one order.

use std::{fs, path::Path};

/// One thing that was done.
#[derive(Clone, Debug)]
pub enum Act {
    Wrote {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    /// Or made longer.
    Shortened {
        file: String,
        length: usize,
    },
    Created {
        file: String,
    },
    Deleted {
        file: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    /// Of a file or a folder, under a name of its own.
    SyncBegan {
        name: (u32, u64),
        file: String,
    },
    SyncEnded {
        name: (u32, u64),
    },
    /// The first words of what left for a port, written down before it left.
    Said {
        port: u16,
        words: String,
    },
}

pub fn read(log: &Path) -> Vec<Act> {
    let bytes = fs::read(log).unwrap_or_default();
    let mut rest = bytes.as_slice();
    let mut acts = Vec::new();
    // A program that was killed may leave half a record.
    while let Some((act, after)) = record(rest) {
        acts.push(act);
        rest = after;
    }
    acts
}

/// The first record and what follows it; none where it is not whole.
fn record(bytes: &[u8]) -> Option<(Act, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let line = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let parts: Vec<&str> = line.splitn(6, ' ').collect();
    let &[kind, process, length, one, two, path] = parts.as_slice() else { return None };
    let length: usize = length.parse().ok()?;
    let (body, after) = (bytes.get(end + 1..end + 1 + length)?, bytes.get(end + 2 + length..)?);
    let file = path.to_owned();
    let name = || Some((process.parse().ok()?, one.parse().ok()?));
    let text = || String::from_utf8_lossy(body).into_owned();
    let act = match kind {
        "W" => Act::Wrote { file, at: one.parse().ok()?, bytes: body.to_vec() },
        "T" => Act::Shortened { file, length: one.parse().ok()? },
        "C" => Act::Created { file },
        "U" => Act::Deleted { file },
        "R" => Act::Renamed { from: file, to: text() },
        "B" => Act::SyncBegan { name: name()?, file },
        "E" => Act::SyncEnded { name: name()? },
        "S" => Act::Said { port: one.parse().ok()?, words: text() },
        _ => panic!("a record of kind {kind}, {two}"),
    };
    Some((act, after))
}
