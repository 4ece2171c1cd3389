//! The way in: nothing but the library's command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    common_ground::cli::main()
}
