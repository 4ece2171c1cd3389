//! QR codes as SVG, dark on light whatever the page's colours are, because scanners want it so.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use super::{
    error::{Error, Result},
    view::part::Markup,
};

/// Light squares around the code, as the standard asks.
const QUIET: usize = 4;

/// The code of a text, named by `label` for those who do not see it. The label must hold no markup.
pub(super) fn svg(text: &str, label: &'static str) -> Result<Markup> {
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
        "<svg viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#ffffff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000000\" d=\"{dark}\"/></svg>"
    )))
}
