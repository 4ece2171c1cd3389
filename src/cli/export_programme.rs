//! `export-programme`: everything of one programme in one file, to move it to another installation.

use std::path::PathBuf;

use clap::Args;
use common_ground_reports::wording;

use super::{Failure, progress, whole::Whole};
use crate::{
    app::{App, config::Config},
    cli::launch,
    exchange::programme_archive::{self, ArchiveManifest, ProgrammeArchiveError},
    store::{Programme, audit, programme_archive::holdings, programmes},
    system::clock::Clock,
};

const EXAMPLES: &str = "Examples:
  common-ground export-programme reading-2026 --out reading-2026.zip
  common-ground import-programme reading-2026.zip --check

The service may run meanwhile: the file shows one moment. Close surveys and workshop boards first, because answers that \
    come later would not move. Links in emails that were sent lead to this site, and never to the new one.

The file is for whoever runs this machine: it holds every answer, of every group however small, and every address. It \
    holds no passwords, no access tokens, no keys and no links that work. docs/archive-format.md says what is in it.

This site keeps the programme. Cancel here what is still planned, so that nobody is asked twice.";

/// Put a whole programme into one file, to move it to another installation
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExportProgrammeArgs {
    /// The programme, as in its address
    #[arg(value_name = "SLUG")]
    programme: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl ExportProgrammeArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        let done = self.export(&running.app).await;
        running.close().await?;
        done
    }

    async fn export(&self, app: &App) -> Result<(), Failure> {
        let programme = programmes::find(app.db.read(), &self.programme).await?;
        let programme = programme.ok_or_else(|| format!("there is no programme {}", self.programme))?;
        programme_archive::allowed(app, &programme).await?;
        // Kept before anything leaves: whoever reads a part and stops has read answers too.
        let (db, now) = (app.db.write_one(), app.clock.now());
        audit::record_command(db, programme.id, "exported the whole programme", "", now).await?;
        let manifest = self.write(app, &programme).await?;
        let (records, files) = (manifest.records(), manifest.parts.len());
        say!("{} holds {}: {records} records in {files} files.", self.out.display(), programme.name);
        say!("Keep it where few people can read it, and delete it once the programme has been imported.");
        let left = holdings(app.db.read(), programme.id).await?;
        if left.planned + left.to_come > 0 {
            say!(
                "Still planned here: {} and {}. Cancel them so that nobody is asked twice.",
                wording::counted(left.planned, "survey", "surveys"),
                wording::counted(left.to_come, "course", "courses"),
            );
        }
        Ok(())
    }

    async fn write(&self, app: &App, programme: &Programme) -> Result<ArchiveManifest, Failure> {
        let (whole, file) = Whole::begin_private(&self.out)?;
        let counter = progress::counter("Records written:");
        let seen = counter.clone();
        let written = programme_archive::write(app, programme, file, move |more| seen.inc(more)).await;
        counter.finish_and_clear();
        let manifest = written.map_err(|error| match error {
            ProgrammeArchiveError::Writing(error) => whole.failed(&error).into(),
            other => Failure::from(other),
        })?;
        whole.finish()?;
        Ok(manifest)
    }
}
