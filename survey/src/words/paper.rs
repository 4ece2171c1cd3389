//! What is printed for people who answer, in each language: the poster that leads to a survey, and the sheet of paper.

/// The poster that leads to a survey.
#[derive(Debug)]
pub struct PosterWords {
    /// How to get to the survey.
    pub scan: &'static str,
    /// Where each side has a code of its own.
    pub your_code: &'static str,
    /// Where one code leads to the surveys of both sides.
    pub asks_side: &'static str,
    /// “Library staff”, above their code.
    pub library: &'static str,
    /// “Partners”, above theirs.
    pub partner: &'static str,
    /// Whom to ask.
    pub questions: fn(contact: &str) -> String,
}

/// The sheet of paper to answer on.
#[derive(Debug)]
pub struct PaperWords {
    /// Which survey it belongs to.
    pub sheet: fn(code: &str) -> String,
    /// Whom not to name on it.
    pub no_names: &'static str,
    /// Whom to give it to, and until when.
    pub hand_in: fn(closes: &str) -> String,
    /// The same with somebody else to return it to.
    pub return_to: fn(contact: &str, closes: &str) -> String,
    /// “A number from 0 to 60.”
    pub number: fn(min: i64, max: i64) -> String,
    /// “Day, month and year.”
    pub date: &'static str,
    /// How to rank on paper.
    pub rank: fn(n: usize) -> String,
    /// “Tick up to 3.”
    pub up_to: fn(n: usize) -> String,
    /// “Tick all that apply.”
    pub all: &'static str,
}
