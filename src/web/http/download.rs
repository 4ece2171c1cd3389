//! A file to keep, and pictures as points.

use std::fmt::Display;

use common_ground_reports::chart::Picture;
use rocket::{
    Responder,
    http::{ContentType, Header},
};

use crate::{
    exchange::{
        contacts::{Line, Plan},
        people::List,
    },
    web::http::{
        drawing::drawn,
        error::{Error, Result},
    },
};

/// How sharp pictures are for slides and print.
const PICTURE_SCALE: f32 = 2.0;

/// A file to keep.
#[derive(Responder)]
pub(crate) struct Download {
    body: Vec<u8>,
    kind: ContentType,
    name: Header<'static>,
}

impl Download {
    /// A file under the name it is saved as.
    pub(crate) fn new(name: &str, kind: ContentType, body: Vec<u8>) -> Self {
        Self {
            body,
            kind,
            name: Header::new("Content-Disposition", format!("attachment; filename=\"{name}\"")),
        }
    }

    /// The lines of a list that are refused, each with what is wrong.
    ///
    /// # Errors
    /// [`Error::Broken`] when it cannot be written, which memory always can.
    pub(crate) fn refused(list: &List, plan: &Plan) -> Result<Self> {
        let wrong = |at: usize| plan.lines.get(at).map(Line::wrong).unwrap_or_default();
        let csv = list.refused(wrong).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(Self::new("refused-lines.csv", ContentType::CSV, csv))
    }

    /// The chart of that name, ending in `.svg` or `.png`, to be saved as `file`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Broken`] when it cannot be drawn.
    pub(crate) async fn chart<E>(
        name: &str,
        file: &str,
        charts: impl FnOnce() -> Result<Vec<(String, Picture)>, E> + Send + 'static,
    ) -> Result<Self>
    where
        E: Display + Send + 'static,
    {
        let (stem, ending) = name.rsplit_once('.').ok_or(Error::NotFound)?;
        let stem = stem.to_owned();
        let kind = match ending {
            "svg" => ContentType::SVG,
            "png" => ContentType::PNG,
            _ => return Err(Error::NotFound),
        };
        let points = kind == ContentType::PNG;
        let body = drawn(move || {
            let charts = charts().map_err(|error| error.to_string())?;
            let found = charts.into_iter().find(|(name, _)| *name == stem).map(|(_, picture)| picture);
            found
                .map(|picture| {
                    if points {
                        picture.png(PICTURE_SCALE).map_err(|error| error.to_string())
                    } else {
                        Ok(picture.svg.into_bytes())
                    }
                })
                .transpose()
        });
        Ok(Self::new(file, kind, body.await?.ok_or(Error::NotFound)?))
    }
}
