//! `demo`: the example that shows the whole of it.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use indicatif::ProgressBar;

use super::{Failure, serve::serve};
use crate::{
    app::config::Config,
    cli::launch,
    demo,
    system::clock::{Clock, FixedClock},
};

/// Marks a data folder that a demonstration made and may make anew.
const MARK: &str = "made-by-demo";

const EXAMPLES: &str = "Examples:
  common-ground demo
  common-ground demo --out /tmp/demo --no-serve";

/// Makes a programme from the ready-made surveys with plausible answers, lives through one pilot course to its
/// close, and leaves the summary as emails, HTML, SVG and PNG. Everything in it is invented.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct DemoArgs {
    /// The folder for what it makes
    #[arg(long, value_name = "DIR", default_value = "demo")]
    out: PathBuf,
    /// Only make it; do not serve it
    #[arg(long)]
    no_serve: bool,
}

impl DemoArgs {
    pub(crate) async fn run(self, mut config: Config) -> Result<(), Failure> {
        if config.data_dir == Config::default().data_dir {
            // Never among real data: without a folder of its own it takes one beside its output.
            config.data_dir = self.out.join("data");
        }
        make_room(&config, &self.out)?;
        let clock = FixedClock::at(Clock::System.now());
        let running = launch::open(&config, Clock::Fixed(clock.clone())).await?;
        let bar = progress();
        let now = Clock::System.now();
        let made =
            demo::run(&running.app, &clock, now, &self.out, |words| bar.set_message(words.to_owned())).await;
        bar.finish_and_clear();
        let made = made?;
        running.close().await?;
        tell(&made, &self.out, &config);
        if self.no_serve {
            return Ok(());
        }
        let running = launch::open(&config, Clock::System).await?;
        serve(&config, running).await
    }
}

fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// An earlier demonstration is thrown away; anything else is left alone.
fn make_room(config: &Config, out: &Path) -> Result<(), Failure> {
    let folder = &config.data_dir;
    let mark = folder.join(MARK);
    let taken = folder.join("common-ground.db").exists();
    if taken && !mark.exists() {
        return Err(format!(
            "{} holds data that no demonstration made; set COMMON_GROUND_DATA_DIR to another folder",
            folder.display()
        )
        .into());
    }
    let problem = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    if mark.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| problem(folder, error))?;
    }
    for made in ["mail", "charts", "write-up"] {
        let made = out.join(made);
        if made.exists() && out.join("demo.json").exists() {
            std::fs::remove_dir_all(&made).map_err(|error| problem(&made, error))?;
        }
    }
    std::fs::create_dir_all(folder).map_err(|error| problem(folder, error))?;
    std::fs::create_dir_all(out).map_err(|error| problem(out, error))?;
    std::fs::write(
        &mark,
        "This folder was made by `common-ground demo`, which may delete and recreate it.\n",
    )
    .map_err(|error| problem(&mark, error))?;
    Ok(())
}

fn tell(made: &demo::Demo, out: &Path, config: &Config) {
    let out = out.display();
    say!("A programme with a completed pilot course was created. Everything in it is invented.\n");
    say!("  {} rounds are open:", made.open_rounds.len());
    for round in &made.open_rounds {
        say!("    {:<8} {:<15} {}", round.side, round.survey, round.url);
    }
    say!("\n  Sign in at {}/sign-in", config.site(config.port));
    for account in &made.staff {
        say!("    {:<8} {:<42} {}", account.role, account.email, account.password);
    }
    say!("\n  The summary of {}:", made.course);
    say!("    as a page       {}", made.summary_url);
    say!("    as files        {out}/summary.html, {out}/summary.txt, {out}/comparison.csv");
    say!("    as emails       {out}/mail/");
    say!("    its charts      {out}/charts/");
    say!("\n  A workshop board is open:");
    say!("    phones          {}", made.board.url);
    say!("    the wall        {}", made.board.wall);
    say!("    the desk        {}", made.board.desk);
    say!("    a write-up      {out}/write-up/\n");
    say!("    all of this     {out}/demo.json\n");
}
