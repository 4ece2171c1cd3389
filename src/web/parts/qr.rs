//! QR codes as SVG, dark on light whatever the page's colours are, because scanners want it so.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::web::{
    http::{Error, Result},
    parts::Markup,
};

/// Light squares around the code, as the standard asks.
const QUIET: usize = 4;

/// The code of a text, named by `label` for those who do not see it. The label must hold no markup.
pub(crate) fn svg(text: &str, label: &'static str) -> Result<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let code = code.map_err(|error| Error::Broken(format!("a QR code: {error}")))?;
    let (width, colours) = (code.width(), code.to_colors());
    let mut dark = String::new();
    for (at, _) in colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
        // One square a module: writing to a string cannot fail.
        let _ = write!(dark, "M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET);
    }
    let side = width + 2 * QUIET;
    Ok(Markup::trusted(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         shape-rendering=\"crispEdges\" aria-label=\"{label}\"><rect width=\"{side}\" height=\"{side}\" fill=\"#ffffff\"/>\
         <path d=\"{dark}\" fill=\"#000000\"/></svg>"
    )))
}
