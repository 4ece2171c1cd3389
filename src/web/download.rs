//! A file to keep, and pictures as points.

use common_ground_reports::chart::Picture;
use rocket::{
    Responder,
    http::{ContentType, Header},
};

use super::error::{Error, Result};

/// How sharp pictures are for slides and print.
const PICTURE_SCALE: f32 = 2.0;

/// A file to keep.
#[derive(Responder)]
pub(super) struct Download {
    body: Vec<u8>,
    kind: ContentType,
    name: Header<'static>,
}

impl Download {
    /// A file under the name it is saved as.
    pub(super) fn new(name: &str, kind: ContentType, body: Vec<u8>) -> Self {
        Self {
            body,
            kind,
            name: Header::new("Content-Disposition", format!("attachment; filename=\"{name}\"")),
        }
    }

    /// The chart of that name, ending in `.svg` or `.png`, to be saved as `file`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, [`Error::Broken`] when it cannot be drawn.
    pub(super) async fn chart(name: &str, file: &str, charts: Vec<(String, Picture)>) -> Result<Self> {
        let (stem, ending) = name.rsplit_once('.').ok_or(Error::NotFound)?;
        let picture = charts.into_iter().find(|(found, _)| found == stem).ok_or(Error::NotFound)?.1;
        match ending {
            "svg" => Ok(Self::new(file, ContentType::SVG, picture.svg.into_bytes())),
            "png" => Ok(Self::new(file, ContentType::PNG, png(picture).await?)),
            _ => Err(Error::NotFound),
        }
    }
}

/// Drawing points takes tens of milliseconds: off the request threads.
async fn png(picture: Picture) -> Result<Vec<u8>> {
    let broken = |error: String| Error::Broken(error);
    let drawn = tokio::task::spawn_blocking(move || picture.png(PICTURE_SCALE)).await;
    drawn.map_err(|error| broken(error.to_string()))?.map_err(|error| broken(error.to_string()))
}
