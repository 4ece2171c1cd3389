//! `manual`: the pages of the manual and the completions of shells, for whoever makes a package.

use std::{fs, path::PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_complete::{Shell, generate_to};

use super::{CommandLine, Failure};

/// Where the completions of each shell lie in the folder.
const COMPLETIONS: &str = "completions";
/// Where the pages of the manual lie.
const PAGES: &str = "man";

/// Writes the manual pages and shell completions into a folder
#[derive(Debug, Args)]
pub(crate) struct ManualArgs {
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl ManualArgs {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let completions = self.out.join(COMPLETIONS);
        let pages = self.out.join(PAGES);
        for folder in [&completions, &pages] {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            generate_to(shell, &mut CommandLine::command(), "common-ground", &completions)
                .map_err(|error| format!("{}: {error}", completions.display()))?;
        }
        // One page for each command, named as it is typed: common-ground-user-add.1.
        clap_mangen::generate_to(without_help(CommandLine::command()), &pages)
            .map_err(|error| format!("{}: {error}", pages.display()))?;
        say!("The manual pages are in {}, the completions in {}.", pages.display(), completions.display());
        Ok(())
    }
}

/// A command whose `help`, and that of the commands below it, has no page: it says what the pages say.
fn without_help(command: Command) -> Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}
