//! The way in: nothing but the library's command line.

use std::process::ExitCode;

/// Requests are short and allocate much; this allocator gives memory back to the next request sooner than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    common_ground::cli::main()
}
