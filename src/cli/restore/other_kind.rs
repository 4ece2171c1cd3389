//! A backup of one kind of database put back into the other.

use std::path::Path;

use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::{count, put_aside};
use crate::{
    app::config::Config,
    cli::{Failure, progress},
    exchange::backup::{Manifest, POSTGRES, SQLITE, copy_text::CopyText, postgres},
    store::{
        Db, snapshot,
        transfer::{self, Filling},
    },
};

/// Rows stored at a time.
const ROWS: usize = 250;

/// Copies the SQLite file of a backup into a PostgreSQL database.
pub(super) async fn file_into_server(
    config: &Config,
    work: &Path,
    manifest: &Manifest,
    occupied: bool,
    now: Timestamp,
) -> Result<(), Failure> {
    let file = address(&work.join(SQLITE));
    let held = Db::connect(&file).await?;
    let contents = snapshot::contents(held.read()).await?;
    held.close().await?;
    count(manifest, &contents)?;
    // Rows move between tables that are alike: those of the backup are brought up to date first.
    let from = Db::open(&file).await?;
    let url = config.database();
    let copied = put_aside(
        &url,
        occupied,
        now,
        Box::pin(async {
            let to = Db::open(&url).await?;
            let bar = progress::bar("Copying", 2 * contents.rows.values().sum::<u64>());
            let copied = transfer::copy(&from, &to, |rows| bar.inc(rows)).await;
            bar.finish_and_clear();
            to.close().await?;
            copied?;
            Ok::<(), Failure>(())
        }),
    )
    .await;
    from.close().await?;
    copied
}

/// Makes an SQLite file of the dump of a backup. It needs the programs of PostgreSQL, and no server.
pub(super) async fn dump_into_file(work: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let (dump, text) = (work.join(POSTGRES), work.join("rows.txt"));
    let (from, to) = (dump.clone(), text.clone());
    spawn_blocking(move || postgres::as_text(&from, &to)).await??;
    let file = work.join(SQLITE);
    let db = Db::make_as_of(&address(&file), &manifest.contents.steps).await?;
    let filled = fill(&db, &text, manifest).await;
    let contents = snapshot::contents(db.read()).await;
    db.close().await?;
    filled?;
    count(manifest, &contents?)?;
    Ok(snapshot::fold_journal(&file).await?)
}

async fn fill(db: &Db, text: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let failed = |error: std::io::Error| format!("{}: {error}", text.display());
    let mut rows = CopyText::open(text).map_err(failed)?;
    let filling = Filling::begin(db).await?;
    let bar = progress::bar("Copying", manifest.contents.rows.values().sum());
    while let Some(read) = rows.next(ROWS).map_err(failed)? {
        bar.inc(read.rows.len() as u64);
        filling.store(&read.table, &read.columns, read.rows).await?;
    }
    bar.finish_and_clear();
    Ok(filling.commit().await?)
}

fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}
