//! `backup`: everything in one file, of one moment, while the service runs.

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::ProgressBar;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::{Failure, progress, whole::part};
use crate::{
    app::config::Config,
    exchange::backup::{self, KEY, Manifest, POSTGRES, SQLITE, archive, folder, postgres},
    store::{Backend, Db, audit, snapshot, write},
    system::{clock::Clock, own_folder, secret::SecretKey},
};

const EXAMPLES: &str = "Examples:
  common-ground backup --out /var/backups/common-ground/ --keep-days 35
  common-ground backup --out before-upgrade.tar --with-key

The service may run meanwhile: the backup shows one moment. It holds every answer, so keep it where few can read it.
Without --with-key the secret key is not in it, and a copy of secret.key must be kept in another place: without the key
no personal link in an email works any more. `common-ground restore` puts a backup back.

In a folder the file is named for the time. --keep-days deletes backups with such names that are older, as the privacy
notice promises.";

/// Writes the database, and the secret key if asked, into one file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BackupArgs {
    /// The file to write, or the folder to write one in; the configured folder of backups without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Put the secret key into the backup too
    #[arg(long)]
    with_key: bool,
    /// Then delete the backups in that folder that are older than so many days
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    keep_days: Option<u32>,
}

impl BackupArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let now = Clock::System.now();
        let out = self.out.clone().or_else(|| config.backup_dir.clone());
        let out = out.ok_or("say where: --out FILE, or set COMMON_GROUND_BACKUP_DIR")?;
        let out = if out.is_dir() { out.join(folder::name(now)) } else { out };
        if out.exists() {
            return Err(format!("{} already exists; name another file", out.display()).into());
        }
        let manifest = self.write(&config, &out, now).await?;
        let rows: u64 = manifest.contents.rows.values().sum();
        say!("{} holds {rows} rows of {} tables.", out.display(), manifest.contents.rows.len());
        if !self.with_key {
            say!("The secret key is not in it: keep a copy of it in another place.");
        }
        if let Some(days) = self.keep_days {
            let folder =
                out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let deleted = folder::delete_older(folder, days, now)
                .map_err(|error| format!("{}: {error}", folder.display()))?;
            say!(
                "{} older than {days} days {} deleted.",
                deleted.len(),
                if deleted.len() == 1 { "was" } else { "were" }
            );
        }
        Ok(())
    }

    /// Makes the backup beside `out`, and gives it its name when it is whole.
    async fn write(&self, config: &Config, out: &Path, now: Timestamp) -> Result<Manifest, Failure> {
        let url = existing(config)?;
        let secret = own_key(config)?;
        let db = Db::connect(&url).await?;
        let work =
            out.with_file_name(format!(".{}.work", out.file_name().unwrap_or_default().to_string_lossy()));
        own_folder::make_new(&work)
            .map_err(|error| format!("{}: {error} (if no other backup runs, delete it)", work.display()))?;
        let done = async {
            let (name, contents) = take(&db, &url, &work).await?;
            let mut files = vec![(name, work.join(name))];
            if self.with_key {
                files.push((KEY, key_file(config, &work)?));
            }
            let manifest = Manifest::new(now, db.backend(), contents, &secret);
            let (part, bar) = (part(out), bar("Writing", &files));
            let manifest = spawn_blocking(move || {
                let written = archive::write(&part, manifest, &files, |bytes| bar.inc(bytes));
                bar.finish_and_clear();
                if written.is_err() {
                    // Half a backup must not be taken for a whole one.
                    let _ = std::fs::remove_file(&part);
                }
                written
            })
            .await??;
            own_folder::rename(&self::part(out), out).map_err(|error| {
                // It may have its name already, and lose it again when the power fails.
                let _ = std::fs::remove_file(out);
                format!("{}: {error}", out.display())
            })?;
            Ok::<_, Failure>(manifest)
        }
        .await;
        // What was needed on the way goes, whatever came of it.
        let _ = std::fs::remove_dir_all(&work);
        let noted = if done.is_ok() { record(&db, now).await } else { Ok(()) };
        let closed = db.close().await;
        let manifest = done?;
        let whole = |but: &str, error: Failure| format!("{} is whole, but {but}: {error}", out.display());
        noted.map_err(|error| whole("that it was made could not be noted", error))?;
        closed.map_err(|error| whole("the database could not be closed", error.into()))?;
        Ok(manifest)
    }
}

/// Keeps that answers left in a backup.
async fn record(db: &Db, now: Timestamp) -> Result<(), Failure> {
    // Before an upgrade the trail may not be there yet, or be of another shape.
    if db.is_current().await? {
        let tx = write(db).await?;
        audit::record_command_everywhere(&tx, "made a backup", "of the whole service", now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The database to back up, which must be there: a backup makes none.
fn existing(config: &Config) -> Result<String, Failure> {
    match config.sqlite_file() {
        Some(path) if !path.exists() => Err(format!(
            "there is no database at {} (set COMMON_GROUND_DATA_DIR to the data folder)",
            path.display()
        )
        .into()),
        _ => Ok(config.database()),
    }
}

/// The key of the service; a backup makes none either.
fn own_key(config: &Config) -> Result<SecretKey, Failure> {
    if config.secret_key.is_empty() && !config.key_file().exists() {
        return Err(format!(
            "the secret key {} is not there (set COMMON_GROUND_DATA_DIR to the data folder of the service)",
            config.key_file().display()
        )
        .into());
    }
    Ok(config.secret()?)
}

/// One moment of the database as a file in `folder`: its name, and what is in it.
async fn take(
    db: &Db,
    url: &str,
    folder: &Path,
) -> Result<(&'static str, snapshot::DatabaseContents), Failure> {
    match db.backend() {
        Backend::Sqlite => {
            let copy = folder.join(SQLITE);
            let damage = snapshot::damage(db).await?;
            if !damage.is_empty() {
                let put_back =
                    "no backup was made: put an earlier one back by `common-ground restore --replace`";
                return Err(format!("the file is damaged ({}); {put_back}", damage.join("; ")).into());
            }
            snapshot::copy_file(db, &copy).await?;
            let copied = Db::connect(&format!("sqlite://{}", copy.display())).await?;
            let contents = snapshot::contents(copied.read()).await?;
            copied.close().await?;
            snapshot::fold_journal(&copy).await?;
            Ok((SQLITE, contents))
        }
        Backend::Postgres => {
            let (moment, name) = snapshot::hold_moment(db).await?;
            let contents = snapshot::contents(&moment).await?;
            let (url, dump) = (url.to_owned(), folder.join(POSTGRES));
            spawn_blocking(move || postgres::dump(&url, &name, &dump)).await??;
            drop(moment);
            Ok((POSTGRES, contents))
        }
    }
}

/// The key as a file, wherever it is kept.
fn key_file(config: &Config, folder: &Path) -> Result<PathBuf, Failure> {
    if config.secret_key.is_empty() {
        return Ok(config.key_file());
    }
    let file = folder.join(KEY);
    std::fs::write(&file, &config.secret_key).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}

fn bar(what: &str, files: &[(&str, PathBuf)]) -> ProgressBar {
    let sizes = files.iter().filter_map(|(_, path)| path.metadata().ok());
    progress::bar(what, sizes.map(|metadata| metadata.len()).sum())
}

/// How much a backup has to read.
pub(super) fn reading(manifest: &Manifest) -> ProgressBar {
    progress::bar("Reading", manifest.files.iter().map(|file: &backup::manifest::BackupFile| file.size).sum())
}
