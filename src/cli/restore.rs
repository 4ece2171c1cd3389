//! `restore`: what a backup holds is put back, brought up to date, and seen to be whole.

mod other_kind;

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::{
    Failure, alone,
    backup::reading,
    check::{Findings, check_tallies},
};
use crate::{
    app::config::Config,
    exchange::backup::{KEY, Manifest, Opened, POSTGRES, RESTORING, SQLITE, postgres},
    store::{Backend, DatabaseContents, Db, audit, snapshot},
    system::{clock::Clock, own_folder},
};

const EXAMPLES: &str = "Examples:
  common-ground restore common-ground-20260521T020000Z.tar
  COMMON_GROUND_DATA_DIR=/srv/rehearsal common-ground restore common-ground-20260521T020000Z.tar
  common-ground restore common-ground-20260521T020000Z.tar --replace

Stop the service first. The database goes into the data folder, or into the empty database that
COMMON_GROUND_DATABASE_URL names; an SQLite backup can go into PostgreSQL, and the other way round. Existing data is left
alone unless you give --replace, which keeps a copy of it.
Afterwards the rows are counted against those of the backup, and the tallies against the answers.

What was deleted since the backup was made is back. Data past its retention period is deleted again automatically; erase once
more, with common-ground person erase, everybody who asked for it since then.";

/// Puts back what a backup holds
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RestoreArgs {
    /// The backup
    file: PathBuf,
    /// Keep what is there now aside, and put the backup in its place
    #[arg(long)]
    replace: bool,
}

impl RestoreArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let now = Clock::System.now();
        let backup = Opened::open(&self.file)?;
        let wants = backend(&config);
        check_key(&config, &backup.manifest)?;
        own_folder::make(&config.data_dir)
            .map_err(|error| format!("{}: {error}", config.data_dir.display()))?;
        let aside =
            Aside { folder: config.data_dir.join(format!("replaced-{}", now.strftime("%Y%m%dT%H%M%SZ"))) };
        let place = match wants {
            Backend::Sqlite => {
                let place = self.free_files(&config, &backup.manifest)?;
                self.in_use(&config).await?;
                place
            }
            Backend::Postgres => self.free_database(&config).await?,
        };
        let work = config.data_dir.join(RESTORING);
        own_folder::make_new(&work)
            .map_err(|error| format!("{}: {error} (if no other restore runs, delete it)", work.display()))?;
        let done = Box::pin(self.put(&config, backup, &work, &place, &aside, now)).await;
        let _ = std::fs::remove_dir_all(&work);
        done
    }

    async fn put(
        &self,
        config: &Config,
        backup: Opened,
        work: &Path,
        place: &Place,
        aside: &Aside,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let manifest = backup.manifest.clone();
        let (folder, bar) = (work.to_owned(), reading(&manifest));
        spawn_blocking(move || {
            let read = backup.unpack(&folder, |bytes| bar.inc(bytes));
            bar.finish_and_clear();
            read
        })
        .await??;
        let is_dump = manifest.database == Backend::Postgres.key();
        match place {
            Place::Files(occupied) => {
                if is_dump {
                    other_kind::dump_into_file(work, &manifest).await?;
                }
                for path in occupied {
                    aside.take(path)?;
                }
                if let Some(file) = config.sqlite_file() {
                    rename(&work.join(SQLITE), &file)?;
                }
            }
            Place::Database { occupied } if is_dump => put_dump(config, work, *occupied, now).await?,
            Place::Database { occupied } => {
                Box::pin(other_kind::file_into_server(config, work, &manifest, *occupied, now)).await?;
            }
        }
        if manifest.has_key() && config.secret_key.is_empty() && !config.key_file().exists() {
            rename(&work.join(KEY), &config.key_file())?;
        }
        let verified = verify(config, &manifest, is_dump == matches!(place, Place::Database { .. })).await;
        if matches!(place, Place::Files(occupied) if !occupied.is_empty()) {
            say!("What was there before is in {}.", aside.folder.display());
        }
        verified
    }

    /// The files in the way of the backup; none may be without --replace.
    fn free_files(&self, config: &Config, manifest: &Manifest) -> Result<Place, Failure> {
        let Some(database) = config.sqlite_file() else { return Ok(Place::Files(Vec::new())) };
        let mut files: Vec<PathBuf> = ["", "-wal", "-shm"]
            .into_iter()
            .map(|end| PathBuf::from(format!("{}{end}", database.display())))
            .collect();
        files.extend((manifest.has_key() && config.secret_key.is_empty()).then(|| config.key_file()));
        files.retain(|file| file.exists());
        let mut others =
            std::fs::read_dir(&config.data_dir)?.filter_map(Result::ok).map(|entry| entry.path());
        // A key that was put there for this backup is no reason to refuse.
        let in_the_way = others.find(|path| *path != config.key_file()).or_else(|| files.first().cloned());
        if let Some(path) = in_the_way.filter(|_| !self.replace) {
            return Err(format!(
                "the data folder {} is not empty ({} is there): name another COMMON_GROUND_DATA_DIR, or give --replace, \
                 which keeps what is there aside",
                config.data_dir.display(),
                path.display()
            )
            .into());
        }
        Ok(Place::Files(files))
    }

    /// Refuses while somebody has the database open. It also folds the journal into the file, so that what is kept aside
    /// is whole.
    async fn in_use(&self, config: &Config) -> Result<(), Failure> {
        let Some(file) = config.sqlite_file().filter(|file| file.exists()) else { return Ok(()) };
        alone::nobody_reads(&file, || {
            // It is what a backup is for.
            eprintln!("The database {} is damaged; it is set aside as it is.", file.display());
            Ok(())
        })
        .await
    }

    async fn free_database(&self, config: &Config) -> Result<Place, Failure> {
        let db = Db::connect(&alone::under_own_name(&config.database())).await?;
        let tables = snapshot::contents(db.read()).await?.rows.len();
        let others = alone::still_connected(&db).await?;
        let restores = snapshot::restores_under_way(&db).await?;
        db.close().await?;
        if restores > 0 {
            return Err("another restore is still running in this database (pg_restore): wait until it has ended, or \
                        stop it, and try again"
                .into());
        }
        if tables > 0 && !self.replace {
            return Err(format!(
                "the database has {tables} tables already: name an empty one in COMMON_GROUND_DATABASE_URL, or give \
                 --replace, which keeps them aside"
            )
            .into());
        }
        if tables > 0 && others > 0 {
            return Err(
                format!("the database still has {others} other connections: stop the service first").into()
            );
        }
        Ok(Place::Database { occupied: tables > 0 })
    }
}

/// Where the backup goes, and what is in its way.
enum Place {
    Files(Vec<PathBuf>),
    Database { occupied: bool },
}

/// Where files go that were in the way.
struct Aside {
    folder: PathBuf,
}

impl Aside {
    fn take(&self, path: &Path) -> Result<(), Failure> {
        own_folder::make(&self.folder).map_err(|error| format!("{}: {error}", self.folder.display()))?;
        // The journal may be gone by now: folding it in is what shows that nobody uses the database.
        if path.exists() {
            rename(path, &self.folder.join(path.file_name().unwrap_or_default()))?;
        }
        Ok(())
    }
}

async fn put_dump(config: &Config, work: &Path, occupied: bool, now: Timestamp) -> Result<(), Failure> {
    let url = config.database();
    let dump = work.join(POSTGRES);
    let into = url.clone();
    put_aside(&url, occupied, now, async move {
        spawn_blocking(move || postgres::restore(&into, &dump)).await??;
        Ok::<(), Failure>(())
    })
    .await
}

/// Moves what is in a PostgreSQL database aside while something is put into it, and back where that fails.
async fn put_aside(
    url: &str,
    occupied: bool,
    now: Timestamp,
    put: impl Future<Output = Result<(), Failure>>,
) -> Result<(), Failure> {
    let db = Db::connect(url).await?;
    snapshot::reached_directly(&db)?;
    let aside = if occupied { Some(snapshot::move_aside(&db, now).await?) } else { None };
    let put = put.await;
    if let (Err(_), Some(aside)) = (&put, &aside) {
        snapshot::move_back(&db, aside).await?;
    }
    db.close().await?;
    put?;
    if let Some(aside) = aside {
        say!(
            "What was there before is in the schema {aside}; when nothing is missed: DROP SCHEMA {aside} CASCADE"
        );
    }
    Ok(())
}

/// Another key than that of the backup would make all its links useless.
fn check_key(config: &Config, manifest: &Manifest) -> Result<(), Failure> {
    let configured = !config.secret_key.is_empty();
    if !configured && (manifest.has_key() || !config.key_file().exists()) {
        if !manifest.has_key() {
            eprintln!(
                "The secret key is not in this backup. Put your copy of it at {} before the service starts: without it a \
                 new one is made, and no personal link that was sent works any more.",
                config.key_file().display()
            );
        }
        return Ok(());
    }
    if manifest.fits(&config.secret()?) {
        return Ok(());
    }
    let place = if configured {
        "COMMON_GROUND_SECRET_KEY".to_owned()
    } else {
        config.key_file().display().to_string()
    };
    Err(format!(
        "the backup belongs to another secret key than the one in {place}: put the right one there, or take that one \
         away; with a wrong one no personal link that was sent works any more"
    )
    .into())
}

/// Refuses where a table has not as many rows as in the backup.
fn count(manifest: &Manifest, contents: &DatabaseContents) -> Result<(), Failure> {
    let differences = manifest.contents.differences(contents);
    if differences.is_empty() {
        return Ok(());
    }
    let words =
        differences.iter().map(|(table, then, now)| format!("{table}: {then} in the backup, {now} here"));
    let words: Vec<String> = words.collect();
    Err(format!("not everything was put back: {}", words.join("; ")).into())
}

/// Counts the rows against those of the backup, brings the schema up to date, and counts the tallies again. What went into
/// another kind of database was counted on its way, and may have been brought up to date already.
async fn verify(config: &Config, manifest: &Manifest, same_kind: bool) -> Result<(), Failure> {
    let url = config.database();
    if same_kind {
        let db = Db::connect(&url).await?;
        let contents = snapshot::contents(db.read()).await?;
        db.close().await?;
        count(manifest, &contents)?;
    }
    let rows: u64 = manifest.contents.rows.values().sum();
    say!(
        "Put back: {rows} rows of {} tables, as they were at {}; every table has as many rows as in the backup.",
        manifest.contents.rows.len(),
        manifest.made_at
    );
    let db = Db::open(&url).await?;
    let mut findings = Findings::default();
    check_tallies(&db, Clock::System.now(), false, &mut findings).await;
    let object = format!("of the whole service, made at {}", manifest.made_at);
    let now = Clock::System.now();
    audit::record_command_everywhere(db.write_one(), "put back a backup", &object, now).await?;
    db.close().await?;
    findings.print(false);
    match findings.wrong() {
        0 => Ok(()),
        _ => Err("the backup was put back, but its tallies do not agree with its answers".into()),
    }
}

fn backend(config: &Config) -> Backend {
    if config.sqlite_file().is_some() { Backend::Sqlite } else { Backend::Postgres }
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    own_folder::rename(from, to)
        .map_err(|error| format!("{} to {}: {error}", from.display(), to.display()).into())
}
