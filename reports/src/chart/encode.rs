//! Pixels as a small PNG: opaque, with a palette of at most 256 colours, since a chart is a few flat colours and the
//! soft edges between them, and a letter should be light.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// What a palette holds at most.
const COLOURS: usize = 256;

type Colour = [u8; 3];

/// Encodes a picture that has a background of its own.
pub(super) fn png(pixmap: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let (palette, places) = reduce(pixmap.pixels());
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::Balanced);
    // Places in a palette are no quantities: the differences between neighbours, which filters store, say more than they do.
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&places)?;
    Ok(file)
}

/// One pixel, in whatever form it comes.
trait Pixel: Copy + PartialEq {
    /// Its colour where it is shown.
    fn colour(self) -> Colour;
}

impl Pixel for Colour {
    fn colour(self) -> Colour {
        self
    }
}

impl Pixel for PremultipliedColorU8 {
    /// The edges of a picture may fall between two pixels; white shows through there. Channels come multiplied by alpha.
    fn colour(self) -> Colour {
        let paper = 255 - self.alpha();
        [self.red(), self.green(), self.blue()].map(|channel| channel.saturating_add(paper))
    }
}

/// A palette, and for each pixel its place in it. Colours are put together with their neighbours, coarser and
/// coarser, until they fit; the most frequent of each lot stands for all, so flat areas keep their exact colour.
fn reduce<P: Pixel>(pixels: &[P]) -> (Vec<Colour>, Vec<u8>) {
    let mut frequency: HashMap<Colour, usize> = HashMap::new();
    // Rows of one colour are long: looking each up once is enough.
    for run in pixels.chunk_by(|a, b| a == b) {
        *frequency.entry(run[0].colour()).or_default() += run.len();
    }
    // In order of frequency and then of colour, so that the same picture always gives the same file.
    let mut colours: Vec<(Colour, usize)> = frequency.into_iter().collect();
    colours.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for bits in 0..8 {
        let mut lots: HashMap<Colour, u8> = HashMap::new();
        let mut palette = Vec::new();
        for (colour, _) in &colours {
            let place = u8::try_from(palette.len());
            lots.entry(colour.map(|c| c >> bits)).or_insert_with(|| {
                palette.push(*colour);
                place.unwrap_or_default()
            });
        }
        if palette.len() <= COLOURS {
            let mut places = Vec::with_capacity(pixels.len());
            for run in pixels.chunk_by(|a, b| a == b) {
                let lot = run[0].colour().map(|c| c >> bits);
                places.resize(places.len() + run.len(), lots.get(&lot).copied().unwrap_or_default());
            }
            return (palette, places);
        }
    }
    // Eight lots of two a channel always fit; this line is never reached.
    (vec![[0; 3]], vec![0; pixels.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_stay_exactly_as_they_are() {
        let pixels = vec![[18, 67, 109], [255, 255, 255], [18, 67, 109], [244, 106, 37]];
        let (palette, places) = reduce(&pixels);
        let back: Vec<Colour> = places.iter().map(|place| palette[usize::from(*place)]).collect();
        assert_eq!(back, pixels);
    }

    #[test]
    fn many_colours_are_put_together_and_the_most_frequent_stays_exact() {
        let mut pixels: Vec<Colour> = (0..=255).flat_map(|r| [[r, 0, 0], [0, r, 0], [0, 0, r]]).collect();
        pixels.extend([[18, 67, 109]; 1000]);
        let (palette, places) = reduce(&pixels);
        assert!(palette.len() <= COLOURS && palette.contains(&[18, 67, 109]));
        for (pixel, place) in pixels.iter().zip(&places) {
            let shown = palette[usize::from(*place)];
            assert!(pixel.iter().zip(&shown).all(|(a, b)| a.abs_diff(*b) < 8), "{pixel:?} as {shown:?}");
        }
    }
}
