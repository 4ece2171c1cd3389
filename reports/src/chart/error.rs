//! What can go wrong with a picture.

use resvg::usvg;

/// Why a picture could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The drawing failed.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
    /// The drawing could not be read back for the PNG.
    #[error("the picture could not be turned into pixels: {0}")]
    Svg(#[from] usvg::Error),
    /// The PNG would be empty or beyond measure.
    #[error("a picture of {width} by {height} pixels cannot be made")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The pixels could not be written.
    #[error("the picture could not be written as PNG: {0}")]
    Png(String),
}
