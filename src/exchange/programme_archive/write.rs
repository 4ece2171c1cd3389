//! Writing an archive, in flat memory however much there is.

use std::io::{BufWriter, Seek, Write};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tokio::{runtime::Handle, task::spawn_blocking};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{ArchiveManifest, MANIFEST, PartManifest, ProgrammeArchiveError, file_of};
use crate::{
    app::App,
    store::{ArchivePart, Programme, ProgrammeDeparture, StoreError, programme_archive::in_the_way},
};

/// Whether a programme can be moved now.
///
/// # Errors
/// [`ProgrammeArchiveError::InTheWay`] with what must be over first.
pub async fn allowed(app: &App, programme: &Programme) -> Result<(), ProgrammeArchiveError> {
    let found = in_the_way(app.db.read(), programme.id).await?;
    if found.is_nothing() { Ok(()) } else { Err(ProgrammeArchiveError::InTheWay(found)) }
}

/// Writes the archive of a programme to `out`, and returns what is in it. `written` is told how many more records were written,
/// now and then.
///
/// # Errors
/// [`ProgrammeArchiveError::InTheWay`] with what must be over first; otherwise the database or the file.
pub async fn write(
    app: &App,
    programme: &Programme,
    out: impl Write + Seek + Send + 'static,
    written: impl Fn(u64) + Send + 'static,
) -> Result<ArchiveManifest, ProgrammeArchiveError> {
    let begun = ProgrammeDeparture::begin(&app.db, &app.secret, programme.id).await?;
    let departure = begun.map_err(ProgrammeArchiveError::InTheWay)?;
    let manifest = ArchiveManifest::new(programme, app.clock.now());
    let on = Handle::current();
    // What is written to may take its time, and packing takes the rest: this thread has nothing else to do.
    let done = spawn_blocking(move || on.block_on(put_all(departure, manifest, out, written))).await;
    done.map_err(|error| StoreError::Damaged(error.to_string()))?
}

async fn put_all(
    departure: ProgrammeDeparture,
    mut manifest: ArchiveManifest,
    out: impl Write + Seek,
    written: impl Fn(u64),
) -> Result<ArchiveManifest, ProgrammeArchiveError> {
    let mut zip = ZipWriter::new(BufWriter::new(out));
    for part in ArchivePart::ALL {
        zip.start_file(file_of(part), options())?;
        manifest.parts.push(put(&departure, part, &mut zip, &written).await?);
    }
    zip.start_file(MANIFEST, options())?;
    let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
    zip.write_all(&text)?;
    zip.finish()?.flush()?;
    Ok(manifest)
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true)
}

/// Writes the lines of a part, and tells what was written.
async fn put(
    departure: &ProgrammeDeparture,
    part: ArchivePart,
    out: &mut impl Write,
    written: &impl Fn(u64),
) -> Result<PartManifest, ProgrammeArchiveError> {
    let (mut digest, mut lines, mut bytes) = (Sha256::new(), 0, 0);
    let mut after = None;
    loop {
        let page = departure.page(part, after.as_ref()).await?;
        for mut line in page.lines {
            line.push(b'\n');
            out.write_all(&line)?;
            digest.update(&line);
            lines += 1;
            bytes += line.len() as u64;
            written(1);
        }
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    let sha256 = HEXLOWER.encode(&digest.finalize());
    Ok(PartManifest { part: part.key().to_owned(), file: file_of(part), lines, bytes, sha256 })
}
