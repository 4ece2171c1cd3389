//! Pictures: drawn once as SVG, PNG made from that SVG. Every chart is a plain struct with a `picture` method.
//!
//! A chart takes figures that are already worked out and already safe to show; nothing here computes a
//! statistic or decides what is suppressed. Two drawings exist of each: [`Layout::Wide`] for desks, email and
//! print, [`Layout::Narrow`] for phones. Positions are exact to a tenth of a unit.

pub mod answers;
mod axis;
pub mod bars;
#[cfg(test)]
mod bounds;
mod canvas;
pub mod courses;
mod data;
pub mod diverging;
pub mod dots;
pub mod dumbbell;
mod encode;
mod font;
pub mod funnel;
mod key;
pub mod kinds;
mod marks;
pub mod multiples;
mod picture;
pub mod priority;
mod rows;
pub mod shortfalls;
pub mod stacked;
pub mod strips;
mod svg;
pub mod then_now;
mod words;

pub use data::{ChartData, Datum};
pub use picture::Picture;
pub use svg::PictureError;
pub use words::ChartWords;
pub(crate) use words::TAIL as ALT_TAIL;

/// Which of the two drawings of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 960 units across, labels beside their rows. Good from about 800 CSS pixels upwards.
    Wide,
    /// 360 units across, labels above their rows; no text falls under 12 pixels on a phone of 375 pixels with
    /// ordinary page margins.
    Narrow,
}

impl Layout {
    /// The width of the drawing in units, without the margin that a standalone picture adds.
    pub fn width(self) -> f64 {
        match self {
            Self::Wide => 960.0,
            Self::Narrow => 360.0,
        }
    }
}

/// The side of the partnership that gave an answer. Colour and shape follow the side, never the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartSide {
    /// A blue filled circle.
    Library,
    /// An orange hollow diamond.
    Partner,
}

/// One mean, or the reason why there is none to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Estimate {
    /// A mean that may be shown.
    Shown {
        /// Valid answers behind it.
        n: u64,
        /// The mean, on the scale from 1 to 5.
        mean: f64,
        /// Its 95 % interval, if one may be shown. Ends beyond the scale are cut off in the drawing.
        interval: Option<(f64, f64)>,
    },
    /// Of too few people to show: drawn as the words "too few answers".
    Suppressed,
    /// Nobody answered.
    NoAnswers,
}

impl Estimate {
    /// The number of answers and the mean, where there is a mean to draw.
    pub fn shown(self) -> Option<(u64, f64)> {
        match self {
            Self::Shown { n, mean, .. } if n > 0 && mean.is_finite() => Some((n, mean)),
            _ => None,
        }
    }

    /// Why nothing is drawn, in the words that stand in its place.
    fn absence(self) -> &'static str {
        match self {
            Self::Suppressed => words::TOO_FEW,
            Self::Shown { .. } | Self::NoAnswers => words::NO_ANSWERS,
        }
    }
}
