//! How long people wait beside long work, whatever the machine: set against how long the work took in the same run.

use std::time::Duration;

/// Nobody notices a wait as short as this.
const UNNOTICED: Duration = Duration::from_millis(100);

/// Holds that people got their turns beside work that took so long: each waited for less than this part of it. Beside work
/// that lets nobody in, somebody waits for nearly all of it.
#[track_caller]
pub fn got_their_turns(waits: &[Duration], took: Duration, part: u32) {
    assert!(waits.len() > 1, "nobody answered meanwhile");
    let longest = waits.iter().max().copied().unwrap_or_default();
    assert!(
        longest < UNNOTICED || longest < took / part,
        "{} answered beside work that took {took:?}, and the longest wait was {longest:?}",
        waits.len()
    );
}
