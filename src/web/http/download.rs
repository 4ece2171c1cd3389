//! A file to keep, and the files of pictures.

use std::{fmt::Display, fs::File, io::Seek};

use common_ground_reports::{chart::Picture, figures::data_sheet};
use rocket::{
    Responder,
    http::{ContentType, Header},
    tokio,
};

use crate::{
    exchange::{
        contacts::{ImportLine, ImportPlan},
        people::PeopleList,
    },
    web::http::{DrawingKey, Error, Result, drawn_once},
};

/// How sharp pictures are for slides and print.
const PICTURE_SCALE: f32 = 2.0;

#[derive(Responder)]
pub(crate) struct Download {
    body: Vec<u8>,
    kind: ContentType,
    name: Header<'static>,
}

/// A file to keep that may be larger than memory.
#[derive(Responder)]
pub(crate) struct LargeDownload {
    body: tokio::fs::File,
    kind: ContentType,
    name: Header<'static>,
}

impl LargeDownload {
    /// A file, to be read from its beginning, under the name it is saved as.
    pub(crate) fn new(name: &str, kind: ContentType, mut file: File) -> Result<Self> {
        file.rewind().map_err(Error::broken)?;
        Ok(Self { body: tokio::fs::File::from_std(file), kind, name: saved_as(name) })
    }
}

fn saved_as(name: &str) -> Header<'static> {
    Header::new("Content-Disposition", format!("attachment; filename=\"{name}\""))
}

impl Download {
    pub(crate) fn new(name: &str, kind: ContentType, body: Vec<u8>) -> Self {
        Self { body, kind, name: saved_as(name) }
    }

    /// The lines of a list that are refused, each with what is wrong.
    ///
    /// # Errors
    /// [`Error::Broken`] when it cannot be written, which memory always can.
    pub(crate) fn refused(list: &PeopleList, plan: &ImportPlan) -> Result<Self> {
        let wrong = |at: usize| plan.lines.get(at).map(ImportLine::wrong).unwrap_or_default();
        let csv = list.refused(wrong).map_err(Error::broken)?;
        Ok(Self::new("refused-lines.csv", ContentType::CSV, csv))
    }

    /// A file of the charts, to be saved as `file`: `dumbbell-a-wide.svg`, `….png`, the figures behind both drawings as
    /// `dumbbell-a.csv`. `made_of` tells what all charts are made of.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Broken`] when it cannot be drawn.
    pub(crate) async fn chart<E>(
        name: &str,
        file: &str,
        made_of: DrawingKey,
        charts: impl FnOnce() -> Result<Vec<(String, Picture)>, E> + Send + 'static,
    ) -> Result<Self>
    where
        E: Display + Send + 'static,
    {
        let (stem, ending) = name.rsplit_once('.').ok_or(Error::NotFound)?;
        let (kind, name) = match ending {
            "svg" => (ContentType::SVG, stem.to_owned()),
            "png" => (ContentType::PNG, stem.to_owned()),
            "csv" => (ContentType::CSV, format!("{stem}-wide")),
            _ => return Err(Error::NotFound),
        };
        let drawing = made_of.named(&format!("{name}.{ending}"));
        let ending = ending.to_owned();
        let body = drawn_once(drawing, move || -> Result<Option<Vec<u8>>, String> {
            let charts = charts().map_err(|error| error.to_string())?;
            let found = charts.into_iter().find(|(known, _)| *known == name).map(|(_, picture)| picture);
            found
                .map(|picture| match ending.as_str() {
                    "png" => picture.png(PICTURE_SCALE).map_err(|error| error.to_string()),
                    "csv" => data_sheet(&picture.data).map_err(|error| error.to_string()),
                    _ => Ok(picture.svg.into_bytes()),
                })
                .transpose()
        });
        Ok(Self::new(file, kind, body.await?.ok_or(Error::NotFound)?))
    }
}
