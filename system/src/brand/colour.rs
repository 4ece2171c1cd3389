//! A colour, and whether text in it or on it can be read: the contrast of WCAG 2.2 (relative luminance, 1.4.3).

use std::fmt;

/// The least contrast between text and its ground.
const READABLE: f64 = 4.5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenColour([u8; 3]);

impl ScreenColour {
    /// Text on an accent in light.
    pub const WHITE: Self = Self([255, 255, 255]);
    /// Text on an accent in dark.
    pub const INK: Self = Self([0x0b, 0x0c, 0x0c]);
    /// The grounds that links stand on: the page and its wash, in light and in dark.
    const LIGHT: [Self; 2] = [Self::WHITE, Self([0xf5, 0xf3, 0xee])];
    const DARK: [Self; 2] = [Self([0x15, 0x17, 0x1a]), Self([0x1d, 0x20, 0x24])];

    /// Reads `#12436d` or `12436D`, or the short form `#146`.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.trim().trim_start_matches('#');
        if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let digits: Vec<u8> = match hex.len() {
            6 => hex.bytes().collect(),
            3 => hex.bytes().flat_map(|digit| [digit, digit]).collect(),
            _ => return None,
        };
        let channel =
            |at: usize| u8::from_str_radix(std::str::from_utf8(digits.get(at..at + 2)?).ok()?, 16).ok();
        Some(Self([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// The contrast between two colours, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// The least contrast this accent has in light: as a link on the page, and under the words of a button.
    pub fn contrast_in_light(self) -> f64 {
        self.least([Self::WHITE].iter().chain(&Self::LIGHT))
    }

    fn contrast_in_dark(self) -> f64 {
        self.least([Self::INK].iter().chain(&Self::DARK))
    }

    /// Whether it can be an accent in light as it is.
    pub fn is_readable(self) -> bool {
        self.contrast_in_light() >= READABLE
    }

    /// The nearest shade that can be an accent in light: darker, of the same hue.
    #[must_use]
    pub fn for_light(self) -> Self {
        self.nearest(Self([0, 0, 0]), Self::contrast_in_light)
    }

    /// The nearest shade that can be an accent in dark: lighter, of the same hue.
    #[must_use]
    pub fn for_dark(self) -> Self {
        self.nearest(Self::WHITE, Self::contrast_in_dark)
    }

    /// The first shade on the way to `end` that can be read.
    fn nearest(self, end: Self, contrast: impl Fn(Self) -> f64) -> Self {
        let shades = (0..=255_u32).map(|step| self.towards(end, step));
        shades.into_iter().find(|shade| contrast(*shade) >= READABLE).unwrap_or(end)
    }

    /// `step` of 255 parts of the way to `end`.
    fn towards(self, end: Self, step: u32) -> Self {
        let mut mixed = self.0;
        for (channel, end) in mixed.iter_mut().zip(end.0) {
            let sum = u32::from(*channel) * (255 - step) + u32::from(end) * step;
            *channel = u8::try_from(sum / 255).unwrap_or(u8::MAX);
        }
        Self(mixed)
    }

    fn least<'a>(self, grounds: impl Iterator<Item = &'a Self>) -> f64 {
        grounds.map(|ground| self.contrast(*ground)).fold(f64::INFINITY, f64::min)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for ScreenColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_people_write_it() {
        for text in ["#12436d", "12436D", " #12436d "] {
            assert_eq!(ScreenColour::parse(text).unwrap().to_string(), "#12436d");
        }
        assert_eq!(ScreenColour::parse("#146").unwrap().to_string(), "#114466");
        for text in ["", "#12436", "blue", "#12436g", "ä12345", "é😀"] {
            assert_eq!(ScreenColour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn black_on_white_is_twenty_one_to_one() {
        assert!((ScreenColour::parse("#000").unwrap().contrast(ScreenColour::WHITE) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn every_colour_has_a_shade_near_it_that_can_be_read() {
        for text in ["#ffffff", "#000000", "#ffdd00", "#f46a25", "#12436d", "#7f7f7f", "#00ff00"] {
            let colour = ScreenColour::parse(text).unwrap();
            assert!(colour.for_light().is_readable(), "{text} in light");
            assert!(colour.for_dark().contrast_in_dark() >= READABLE, "{text} in dark");
        }
        let blue = ScreenColour::parse("#12436d").unwrap();
        assert_eq!(blue.for_light(), blue);
    }

    #[test]
    fn the_grounds_are_those_of_the_stylesheet() {
        let css = include_str!("../../../templates/assets/site.css");
        for ground in ScreenColour::LIGHT.iter().chain(&ScreenColour::DARK) {
            assert!(css.contains(&ground.to_string()), "{ground} is no ground of the stylesheet any more");
        }
    }
}
