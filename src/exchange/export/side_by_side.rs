//! Responses of a file of SQLite as rows: several threads read a part of the range of ids each and make its rows, while the
//! rows of the parts before are written. Each holds a page and its rows, and no more than one page of rows waits for each
//! part, so that memory stays flat.

use std::{
    io::Write,
    num::NonZero,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    vec::IntoIter,
};

use super::{
    DocumentFile, DocumentReader, ExportError, IdRange, ResponsePage,
    out::AnswersOut,
    sheet::{AnswersSheet, RowPage},
};

/// The most threads that read and make rows.
const READERS: usize = 4;

/// A page of rows, or why there is none.
type MadePage = Result<RowPage, ExportError>;
/// A part of the range, and where its rows go.
type Part = (IdRange, SyncSender<MadePage>);

/// Writes every response of a round, and returns how many there are.
pub(super) fn write<W: Write, F: Fn(u64)>(
    sheet: &AnswersSheet,
    file: &DocumentFile,
    mut out: AnswersOut<W, F>,
) -> Result<u64, ExportError> {
    let reader = file.reader()?;
    let (mut page, mut made) = (ResponsePage::default(), RowPage::default());
    let rest = reader.read(IdRange::ALL, &mut page)?;
    sheet.write(&page, &mut made)?;
    out.take(&made)?;
    if rest.is_some() {
        let parts = IdRange::ALL.parts_behind(&page);
        drop((page, made));
        let threads = thread::available_parallelism().map_or(2, NonZero::get).clamp(1, READERS);
        let mut readers = vec![reader];
        for _ in 1..threads {
            readers.push(file.reader()?);
        }
        write_parts(sheet, readers, parts, &mut out)?;
    }
    out.finish()
}

fn write_parts<W: Write, F: Fn(u64)>(
    sheet: &AnswersSheet,
    readers: Vec<DocumentReader>,
    parts: Vec<IdRange>,
    out: &mut AnswersOut<W, F>,
) -> Result<(), ExportError> {
    let (queue, made): (Vec<Part>, Vec<Receiver<MadePage>>) = parts
        .into_iter()
        .map(|part| {
            let (to, made) = sync_channel(1);
            ((part, to), made)
        })
        .unzip();
    // Only those who make rows hold it: should all of them fail, nobody waits for what nobody makes.
    let queue = Arc::new(Mutex::new(queue.into_iter()));
    let used = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for reader in readers {
            let (queue, used) = (Arc::clone(&queue), &used);
            scope.spawn(move || make(sheet, &reader, &queue, used));
        }
        drop(queue);
        for part in made {
            for page in part {
                let page = page?;
                out.take(&page)?;
                held(&used).push(page);
            }
        }
        Ok::<(), ExportError>(())
    })
}

/// Makes the rows of one part after another, until there is none, or nobody takes them.
fn make(
    sheet: &AnswersSheet,
    reader: &DocumentReader,
    queue: &Mutex<IntoIter<Part>>,
    used: &Mutex<Vec<RowPage>>,
) {
    let mut page = ResponsePage::default();
    loop {
        let part = held(queue).next();
        let Some((part, to)) = part else { return };
        let mut left = Some(part);
        while let Some(range) = left {
            let mut rows = held(used).pop().unwrap_or_default();
            let read = reader.read(range, &mut page).map_err(ExportError::from);
            let made = read.and_then(|rest| sheet.write(&page, &mut rows).map(|()| rest));
            let (made, rest) = match made {
                Ok(rest) => (Ok(rows), rest),
                Err(error) => (Err(error), None),
            };
            let is_broken = made.is_err();
            if to.send(made).is_err() || is_broken {
                return;
            }
            left = rest;
        }
    }
}

fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
