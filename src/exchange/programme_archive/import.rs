//! Importing an archive: read from end to end first, then stored in one transaction.

use std::{
    fs::File,
    io::{BufReader, Read, Seek},
};

use jiff::Timestamp;
use tokio::{runtime::Handle, task::spawn_blocking};
use uuid::Uuid;

use super::{ProgrammeArchive, ProgrammeArchiveError, damaged};
use crate::{
    app::App,
    store::{ArchivePart, ArrivalError, ArrivedProgramme, Db, DeclaredIds, ProgrammeArrival, StoreError},
    system::{secret::SecretKey, slug::is_slug},
};

/// Imports a programme under its own part of addresses or another, and tells what arrived. Where it is not to be kept, all of it
/// is taken back, and what would have arrived is told. `seen` is told of records, each of which is read twice.
///
/// # Errors
/// [`ProgrammeArchiveError`] says what is wrong and where; then nothing is kept.
pub async fn import(
    app: &App,
    mut archive: ProgrammeArchive<BufReader<File>>,
    (slug, keep): (Option<String>, bool),
    seen: impl Fn(u64) + Send + 'static,
) -> Result<ArrivedProgramme, ProgrammeArchiveError> {
    let slug = slug.unwrap_or_else(|| archive.manifest.slug.clone());
    if !is_slug(&slug) {
        return Err(ProgrammeArchiveError::BadSlug(slug));
    }
    let (db, secret, now) = (app.db.clone(), app.secret.clone(), app.clock.now());
    let on = Handle::current();
    let done = spawn_blocking(move || {
        // The whole file is understood before anybody else has to wait for it.
        let declared = declared(&mut archive, &seen)?;
        on.block_on(arrive((&db, &secret), &mut archive, (declared, &slug, keep), now, &seen))
    });
    done.await.map_err(|error| StoreError::Damaged(error.to_string()))?
}

/// Reads every record, and gives the ids that they have.
fn declared<R: Read + Seek>(
    archive: &mut ProgrammeArchive<R>,
    seen: &impl Fn(u64),
) -> Result<DeclaredIds, ProgrammeArchiveError> {
    let mut declared = DeclaredIds::default();
    for part in ArchivePart::ALL {
        let mut lines = archive.lines(part)?;
        loop {
            let page = lines.page()?;
            if page.is_empty() {
                break;
            }
            for line in &page {
                let id = part.read(&line.json).map_err(|what| damaged(part, Some(line.number), what))?;
                if let Some(id) = id {
                    declared.add(part, id);
                }
            }
            seen(page.len() as u64);
        }
    }
    Ok(declared)
}

/// Stores every record, or none.
async fn arrive<R: Read + Seek>(
    (db, secret): (&Db, &SecretKey),
    archive: &mut ProgrammeArchive<R>,
    (declared, slug, keep): (DeclaredIds, &str, bool),
    now: Timestamp,
    seen: &impl Fn(u64),
) -> Result<ArrivedProgramme, ProgrammeArchiveError> {
    let begun = ProgrammeArrival::begin(db, secret, slug, (declared, Uuid::new_v4()), now).await;
    let mut arrival = begun.map_err(|error| refused(ArchivePart::Programme, error))?;
    for part in ArchivePart::ALL {
        let mut lines = archive.lines(part)?;
        loop {
            let page = lines.page()?;
            if page.is_empty() {
                break;
            }
            arrival.take(part, &page).await.map_err(|error| refused(part, error))?;
            seen(page.len() as u64);
        }
    }
    Ok(if keep { arrival.keep(now).await? } else { arrival.take_back().await? })
}

fn refused(part: ArchivePart, error: ArrivalError) -> ProgrammeArchiveError {
    match error {
        ArrivalError::Record { line, what } => damaged(part, Some(line), what),
        ArrivalError::NoProgramme => damaged(part, None, error.to_string()),
        ArrivalError::SlugTaken(slug) => ProgrammeArchiveError::SlugTaken(slug),
        ArrivalError::Store(error) => error.into(),
    }
}
