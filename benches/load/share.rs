//! Holding each instance to a part of a processor, where the system lets us. On a machine whose processors one instance
//! can fill, this is the only way to see what more instances bring.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

/// How long a slice of time is, in microseconds.
const SLICE: u32 = 16_000;
/// How much of it a process may run.
const RUNS: u32 = 2_000;
/// The same in words.
pub const SHARE: &str = "an eighth of a processor";

/// A control group of Linux with a process in it.
pub struct Held(PathBuf);

impl Held {
    /// Holds a process to its share; none where there are no such groups, or we may not make one.
    pub fn hold(pid: u32) -> Option<Self> {
        // The second version of the kernel's groups, and the first.
        let ways = [
            ("/sys/fs/cgroup", vec![("cpu.max", format!("{RUNS} {SLICE}"))]),
            (
                "/sys/fs/cgroup/cpu",
                vec![("cpu.cfs_period_us", SLICE.to_string()), ("cpu.cfs_quota_us", RUNS.to_string())],
            ),
        ];
        ways.into_iter().find_map(|(root, limits)| {
            let folder = Path::new(root).join(format!("common-ground-load-{pid}"));
            fs::create_dir(&folder).ok()?;
            let held = Self(folder);
            let joins = ("cgroup.procs", pid.to_string());
            limits.into_iter().chain([joins]).all(|(file, text)| held.write(file, &text)).then_some(held)
        })
    }

    /// Only files that the kernel put there count.
    fn write(&self, file: &str, text: &str) -> bool {
        let file = OpenOptions::new().write(true).open(self.0.join(file));
        file.and_then(|mut file| file.write_all(text.as_bytes())).is_ok()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // It cannot go while its process lives; an empty one does no harm.
        let _ = fs::remove_dir(&self.0);
    }
}

/// Clock ticks of the kernel in a second, as every Linux tells programs.
const TICKS: f64 = 100.0;

/// Seconds of processor that a process has used.
pub fn processor(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name of the program, which may hold anything, ends with the last bracket.
    let numbers = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks = numbers.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}
