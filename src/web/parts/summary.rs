//! The page of a summary. Its body is a document of its own, drawn from what was or will be frozen.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Act, Action, Link, Markup, Problem, Trail},
};

/// The page of a summary, behind a link from a letter.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/summary/show.html")]
pub(crate) struct Summary {
    /// Top and foot.
    pub frame: Frame,
    /// “Pilot course 3, Stratford Library”
    pub title: String,
    /// The document.
    pub body: Markup,
    /// Its charts, to keep.
    pub charts: Vec<Link>,
}

/// A summary before it is sent: what is still to be decided, and the page exactly as managers will get it.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/summary/preview.html")]
pub(crate) struct Preview {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / the course.
    pub trail: Trail,
    /// When it goes and to how many: “The summary goes to three managers on Friday 5 June, 09:00”.
    pub heading: String,
    /// What can be changed until then.
    pub lead: Vec<String>,
    /// What to do, the likeliest first.
    pub actions: Vec<Action>,
    /// The letter, once it can be written.
    pub letter: Option<Letter>,
    /// The document, once it can be written. Its headings stand below those of the page.
    pub body: Option<Markup>,
}

/// The letter of a preview.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its HTML and its text, as documents of their own.
    pub links: Vec<Link>,
}

/// Who gets, or got, a summary.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/summary/deliveries.html")]
pub(crate) struct Deliveries {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / the course.
    pub trail: Trail,
    /// What became of the letters: “Three letters left, one did not arrive”.
    pub heading: String,
    /// A sentence more.
    pub lead: Vec<String>,
    /// Each recipient.
    pub recipients: Vec<Recipient>,
    /// Managers who have not had it.
    pub others: Vec<Recipient>,
    /// What else can be done.
    pub actions: Vec<Action>,
}

/// Somebody who got a summary, or could.
#[derive(Debug, Clone)]
pub(crate) struct Recipient {
    /// Their name and address.
    pub name: String,
    /// What became of their letter, in words.
    pub state: String,
    /// What can be done about it.
    pub act: Option<Send>,
}

/// A button at the end of a line.
#[derive(Debug, Clone)]
pub(crate) struct Send {
    /// What it does: “Send it again”.
    pub label: String,
    /// About whom, for a screen reader.
    pub about: String,
    /// Where it is sent.
    pub action: String,
    /// The name of its one field.
    pub field: &'static str,
    /// The value of its one field.
    pub value: String,
}

/// What was agreed after a course, to be ticked when it is done.
#[derive(Debug, Clone, Template)]
#[template(path = "courses/actions.html")]
pub(crate) struct Actions {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / the course.
    pub trail: Trail,
    /// How many are done: “1 of 3 actions done”.
    pub heading: String,
    /// A sentence more.
    pub lead: Vec<String>,
    /// Each action.
    pub rows: Vec<Agreed>,
}

/// Something that was agreed.
#[derive(Debug, Clone)]
pub(crate) struct Agreed {
    /// Its id.
    pub id: String,
    /// What is done.
    pub what: String,
    /// Who does it, by when, and when it was done.
    pub detail: String,
    /// Whether it is done.
    pub done: bool,
    /// The day to enter, or that was entered.
    pub day: String,
    /// Where it is sent.
    pub action: String,
    /// What is wrong with the day.
    pub problem: Option<String>,
}

impl Actions {
    /// What is wrong with a day that was entered, leading to it.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let of_row = |row: &Agreed| {
            row.problem.clone().map(|message| Problem { target: format!("d-{}", row.id), message })
        };
        self.rows.iter().filter_map(of_row).collect()
    }
}
