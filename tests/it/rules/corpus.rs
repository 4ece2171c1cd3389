//! Whatever comes from outside is read or refused: the inputs of the fuzzer's corpus, and each of them bent a little.

#[path = "../../../fuzz/src/targets.rs"]
mod targets;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use rand::{RngExt, SeedableRng, rngs::StdRng};

/// How often each input is bent.
const BENT: usize = 60;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 3, "the corpus of {target} has only {} inputs", files.len());
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

/// The same input with something changed, cut out, doubled or put in.
fn bent(input: &[u8], rng: &mut StdRng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..rng.random_range(1..4) {
        let at = rng.random_range(0..=bytes.len());
        let until = (at + rng.random_range(0..40)).min(bytes.len());
        match rng.random_range(0..5) {
            0 if at < bytes.len() => bytes[at] = rng.random(),
            1 => drop(bytes.drain(at..until)),
            2 => bytes.truncate(at),
            3 => {
                let piece = bytes[at..until].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let odd: [&[u8]; 6] =
                    [b"\0", b"\r", b"\"", b"\xff\xfe", "é\u{202e}".as_bytes(), b"99999999999999999999"];
                bytes.splice(at..at, odd[rng.random_range(0..odd.len())].iter().copied());
            }
        }
    }
    bytes
}

#[test]
fn whatever_comes_from_outside_is_read_or_refused_and_never_ends_in_a_panic() {
    let mut rng = StdRng::seed_from_u64(11);
    for (name, target) in targets::ALL {
        for input in corpus(name) {
            target(&input);
            for _ in 0..BENT {
                let bent = bent(&input, &mut rng);
                let read = catch_unwind(AssertUnwindSafe(|| target(&bent)));
                assert!(read.is_ok(), "{name} stumbled over {:?}", String::from_utf8_lossy(&bent));
            }
        }
    }
}

#[test]
fn every_target_has_a_program_and_a_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let programs: Vec<&str> =
        manifest.split("[[bin]]").skip(1).filter_map(|program| program.split('"').nth(1)).collect();
    assert_eq!(programs, targets::ALL.map(|(name, _)| name));
    let of_the_one_file = manifest.matches("path = \"fuzz_targets/target.rs\"").count();
    assert_eq!(of_the_one_file, programs.len(), "it looks up the target whose name it is built under");
    for name in programs {
        assert!(!corpus(name).is_empty(), "{name}");
    }
}
