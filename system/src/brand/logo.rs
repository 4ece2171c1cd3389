//! A logo, checked to be the picture it says it is.
//!
//! PNG and JPEG are taken. SVG is refused: it is a document that can hold scripts and load things, and cleaning one is
//! a promise that is easily broken.

use std::io::Cursor;

/// The most bytes of a logo.
pub const LARGEST_LOGO: usize = 200 * 1024;
/// The most pixels of a side: more would only be scaled down, and a small file can claim to be huge.
const WIDEST: u32 = 4_000;

/// What kind of picture a logo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

keys!(LogoKind { Png = "png", Jpeg = "jpeg" });

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What kind of picture it is.
    pub kind: LogoKind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a file cannot be the logo; says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoProblem {
    /// Nothing was sent.
    #[error("Choose a file")]
    Empty,
    /// Too many bytes.
    #[error("The file is larger than 200 KB; save a smaller image")]
    TooLarge,
    /// SVG.
    #[error("SVG files can contain scripts, so we don’t accept them; save the logo as PNG")]
    Svg,
    /// Something else.
    #[error("The file is not a PNG or JPEG image")]
    Unknown,
    /// It begins like a picture, but is none.
    #[error("The image is damaged; save it again as PNG")]
    Damaged,
    /// Too many pixels.
    #[error("The image is more than 4,000 pixels wide or high; save a smaller one")]
    TooWide,
}

impl Logo {
    /// Takes a file that really is a picture.
    pub fn read(bytes: Vec<u8>) -> Result<Self, LogoProblem> {
        if bytes.is_empty() {
            return Err(LogoProblem::Empty);
        }
        if bytes.len() > LARGEST_LOGO {
            return Err(LogoProblem::TooLarge);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            check_png(&bytes)?;
            return Ok(Self { kind: LogoKind::Png, bytes });
        }
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            check_jpeg(&bytes)?;
            return Ok(Self { kind: LogoKind::Jpeg, bytes });
        }
        let begin = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(&bytes)).to_lowercase();
        Err(if begin.contains("<svg") { LogoProblem::Svg } else { LogoProblem::Unknown })
    }
}

/// Decodes it whole: every chunk, its check sums, every row.
fn check_png(bytes: &[u8]) -> Result<(), LogoProblem> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    let header = decoder.read_header_info().map_err(|_| LogoProblem::Damaged)?;
    fits(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(|_| LogoProblem::Damaged)?;
    while reader.next_row().map_err(|_| LogoProblem::Damaged)?.is_some() {}
    reader.finish().map_err(|_| LogoProblem::Damaged)
}

/// Walks from part to part: each says how long it is, the frame says how large the picture is, and the picture's data
/// run to its end.
fn check_jpeg(bytes: &[u8]) -> Result<(), LogoProblem> {
    let mut at = 2;
    let mut framed = false;
    loop {
        let [0xff, marker, high, low] = *bytes.get(at..at + 4).ok_or(LogoProblem::Damaged)? else {
            return Err(LogoProblem::Damaged);
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let part = bytes.get(at + 4..at + 2 + length).ok_or(LogoProblem::Damaged)?;
        match marker {
            // Start of frame, in each of its kinds; C4, C8 and CC among them are something else.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [_, height_high, height_low, width_high, width_low, ..] = *part else {
                    return Err(LogoProblem::Damaged);
                };
                let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
                fits(side(width_high, width_low), side(height_high, height_low))?;
                framed = true;
            }
            // Start of scan: after it come the data, up to the end of the picture.
            0xda => {
                let ends = bytes.ends_with(&[0xff, 0xd9]);
                return if framed && ends { Ok(()) } else { Err(LogoProblem::Damaged) };
            }
            _ => {}
        }
        at += 2 + length;
    }
}

fn fits(width: u32, height: u32) -> Result<(), LogoProblem> {
    if width == 0 || height == 0 {
        return Err(LogoProblem::Damaged);
    }
    if width > WIDEST || height > WIDEST { Err(LogoProblem::TooWide) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![7; (width * height) as usize]).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_taken_and_known_for_what_it_is() {
        assert_eq!(Logo::read(png(40, 20)).unwrap().kind, LogoKind::Png);
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 16, 0, 16, 0];
        jpeg.extend([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);
        assert_eq!(Logo::read(jpeg.clone()).unwrap().kind, LogoKind::Jpeg);
        jpeg.pop();
        assert_eq!(Logo::read(jpeg), Err(LogoProblem::Damaged));
    }

    #[test]
    fn what_only_begins_like_a_picture_is_refused() {
        let whole = png(40, 20);
        let mut changed = whole.clone();
        changed[45] ^= 0xff;
        for damaged in [&whole[..whole.len() / 2], &whole[..12], &changed] {
            assert_eq!(Logo::read(damaged.to_vec()), Err(LogoProblem::Damaged));
        }
        for length in 0..20 {
            let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe0, 0, length];
            jpeg.extend(b"<script>alert(1)</script>");
            assert_eq!(Logo::read(jpeg), Err(LogoProblem::Damaged));
        }
    }

    #[test]
    fn each_refusal_says_why() {
        assert_eq!(Logo::read(Vec::new()), Err(LogoProblem::Empty));
        assert_eq!(Logo::read(vec![0; LARGEST_LOGO + 1]), Err(LogoProblem::TooLarge));
        assert_eq!(Logo::read(b"<?xml?><svg xmlns=''/>".to_vec()), Err(LogoProblem::Svg));
        assert_eq!(Logo::read(b"GIF89a".to_vec()), Err(LogoProblem::Unknown));
        assert_eq!(Logo::read(png(4_001, 1)), Err(LogoProblem::TooWide));
    }
}
