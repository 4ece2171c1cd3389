//! Who answered: bars for the steps from invitation to finished answer.

use super::Layout;
use super::canvas::{Anchor, Canvas, Lettering, Set, drawing, set, stack_height};
use super::picture::{Picture, PictureError};
use super::rows::{self, Name, Room, Rows, draw_left_out, draw_nothing};
use super::words::{self, Words};
use crate::palette::Colour;

/// The height of a bar.
const BAR: f64 = 26.0;

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name: "Invited", "Delivered", "Started", "Finished".
    pub label: String,
    /// People who came this far.
    pub people: u64,
}

/// The steps from invitation to answer, first the people invited.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// The words around it.
    pub words: Words,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Funnel {
    /// The drawing.
    ///
    /// # Errors
    /// [`PictureError::Drawing`] if it cannot be drawn.
    pub fn picture(&self, layout: Layout) -> Result<Picture, PictureError> {
        let (steps, left_out) = rows::drawn(&self.steps, rows::MOST);
        let chart = drawing(|canvas| {
            let bottom = self.draw(canvas, layout, steps);
            draw_left_out(canvas, bottom, left_out)
        })?;
        let step = |step: &Step| format!("{} {}", words::name(&step.label), words::count(step.people));
        let told: Vec<String> = steps.iter().map(step).collect();
        Picture::compose(layout, &self.words, self.words.alt("Bar chart", &told.join(", ")), chart)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, layout: Layout, steps: &[Step]) -> f64 {
        let most = steps.iter().map(|step| step.people).max().unwrap_or(0);
        if steps.is_empty() {
            return draw_nothing(canvas);
        }
        let (left, full, aside_x) = match layout {
            Layout::Wide => (186.0, 500.0, 712.0),
            Layout::Narrow => (0.0, 290.0, 360.0),
        };
        let names: Vec<Name> = (0..steps.len()).map(|at| self.name(at, layout)).collect();
        let asides: Vec<Vec<Set>> = (0..steps.len()).map(|at| self.aside(at, layout)).collect();
        let heights: Vec<f64> = asides.iter().map(|lines| stack_height(lines)).collect();
        let room = Room { names: 170.0, ..Room::BARS };
        let rows = Rows::place(layout, room, &names, &heights, 0.0);
        rows.draw_names(canvas);
        for ((step, aside), row) in steps.iter().zip(&asides).zip(&rows.placed) {
            let (top, bottom) = (row.centre - BAR / 2.0, row.centre + BAR / 2.0);
            let length = full * fraction(step.people, most).unwrap_or(0.0);
            canvas.rectangle((left, top), (left + length, bottom), Colour::Library);
            canvas.stack((aside_x, row.centre), aside);
        }
        if layout == Layout::Wide {
            canvas.line((left, 0.0), (left, rows.bottom), Colour::Soft, 1.0);
        }
        rows.bottom
    }

    /// The shares of a step: of the people invited, and of the step before. The first step has none, and where
    /// there is nothing to divide by a dash says so.
    fn shares(&self, at: usize) -> Option<String> {
        let before = self.steps.get(at.checked_sub(1)?)?;
        let (first, step) = (self.steps.first()?, self.steps.get(at)?);
        let of = |whole: &Step| {
            let share = 100.0 * fraction(step.people, whole.people)?;
            Some(format!("{share:.0}% of {}", words::name(&whole.label).to_lowercase()))
        };
        // For the second step both are the same.
        let of_before = if at == 1 { None } else { of(before) };
        let shares: Vec<String> = of(first).into_iter().chain(of_before).collect();
        Some(if shares.is_empty() { "–".to_owned() } else { shares.join(", ") })
    }

    fn name(&self, at: usize, layout: Layout) -> Name {
        let note = if layout == Layout::Narrow { self.shares(at).unwrap_or_default() } else { String::new() };
        Name { label: self.steps[at].label.clone(), note, bold: false }
    }

    fn aside(&self, at: usize, layout: Layout) -> Vec<Set> {
        let people = words::count(self.steps[at].people);
        match layout {
            Layout::Wide => {
                let shares = self.shares(at).unwrap_or_default();
                let mut lines = vec![(people, Lettering::BODY.bold(true))];
                lines.extend(set(Lettering::SMALL.wrap(&shares, 248.0), Lettering::SMALL));
                lines
            }
            Layout::Narrow => vec![(people, Lettering::BODY.bold(true).anchor(Anchor::End))],
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "people are far fewer than 2^52")]
fn fraction(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
