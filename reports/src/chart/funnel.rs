//! Who answered: bars for the steps from invitation to finished answer.

use super::Layout;
use super::bars::{Bar, Bars, fraction};
use super::picture::Picture;
use super::svg::PictureError;
use super::words::{self, ChartWords};

/// One step.
#[derive(Clone, Debug)]
pub struct FunnelStep {
    /// Its name: "Invited", "Delivered", "Started", "Finished".
    pub label: String,
    /// People who came this far.
    pub people: u64,
}

/// The steps from invitation to answer, first the people invited.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// The words around it.
    pub words: ChartWords,
    /// The steps, in order.
    pub steps: Vec<FunnelStep>,
}

impl Funnel {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let bar = |(at, step): (usize, &FunnelStep)| Bar {
            label: step.label.clone(),
            count: step.people,
            note: self.shares(at).unwrap_or_default(),
            together: false,
        };
        let bars = self.steps.iter().enumerate().map(bar).collect();
        Bars { words: self.words.clone(), bars }.picture(layout)
    }

    /// The shares of a step: of the people invited, and of the step before. The first step has none, and where
    /// there is nothing to divide by a dash says so.
    fn shares(&self, at: usize) -> Option<String> {
        let before = self.steps.get(at.checked_sub(1)?)?;
        let (first, step) = (self.steps.first()?, self.steps.get(at)?);
        let of = |whole: &FunnelStep| {
            let share = 100.0 * fraction(step.people, whole.people)?;
            Some(format!("{share:.0}% of {}", words::name(&whole.label).to_lowercase()))
        };
        // For the second step both are the same.
        let of_before = if at == 1 { None } else { of(before) };
        let shares: Vec<String> = of(first).into_iter().chain(of_before).collect();
        Some(if shares.is_empty() { "–".to_owned() } else { shares.join(", ") })
    }
}
