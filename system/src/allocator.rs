//! How the memory of a service that runs for months is handed out.

/// What glibc is told by its environment, which it reads once, when a program starts (mallopt(3)). Left alone, it keeps heaps
/// for eight threads at once on each processor and holds on to long pieces that were given back: after a hall of five
/// hundred phones that is as much again as what is in use. Our threads wait for the database and the network, and not for
/// memory, so one heap is enough; and long pieces, which are whole pages and files, go straight back to the system.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const SETTINGS: [(&str, &str); 3] =
    [("MALLOC_ARENA_MAX", "1"), ("MALLOC_MMAP_THRESHOLD_", "65536"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

/// Begins the program again, as the same process with the same words, where nobody has said how memory is handed out. Goes on
/// as it is where that cannot be done.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn settle() {
    use std::{env, os::unix::process::CommandExt, process::Command};

    let is_set = SETTINGS.iter().any(|(name, _)| env::var_os(name).is_some());
    if is_set || env::var_os("GLIBC_TUNABLES").is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let mut words = env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = words.next() {
        again.arg0(name);
    }
    let error = again.args(words).envs(SETTINGS).exec();
    tracing::warn!(%error, "memory is handed out as the system does by itself");
}

/// Other systems need no words.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn settle() {}
