//! Open answers to be read: each with the words that may point at a person marked, and what was decided about it.

use askama::Template;

use crate::web::parts::{
    frame::Frame,
    piece::{Act, Carried, Empty, Link, Problem, Trail},
};

/// The comments of a course or of a round.
#[derive(Debug, Clone, Template)]
#[template(path = "comments/list.html")]
pub(crate) struct Comments {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / the course.
    pub trail: Trail,
    /// How many wait: “9 comments wait to be read”.
    pub heading: String,
    /// What reading them is for.
    pub lead: Vec<String>,
    /// What is wrong with what was sent.
    pub problems: Vec<Problem>,
    /// Why there is nothing to read.
    pub empty: Option<Empty>,
    /// Which comments can be shown by themselves: waiting, released, withheld; then by theme.
    pub filters: Vec<Filter>,
    /// Address of the POST.
    pub action: String,
    /// The filter, carried along.
    pub carried: Vec<Carried>,
    /// Those to be read first.
    pub urgent: Option<Urgent>,
    /// The others, by what was asked.
    pub questions: Vec<Asked>,
    /// The pages before and after this one.
    pub pages: Vec<Link>,
}

/// A way to show fewer comments.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    /// “Waiting (9)”
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is on.
    pub current: bool,
}

/// Comments that may mean that somebody is harmed, before all others.
#[derive(Debug, Clone)]
pub(crate) struct Urgent {
    /// “Read these first: 2 comments may mean that somebody is being harmed”
    pub heading: String,
    /// What to do about it, today.
    pub lead: Vec<String>,
    /// The comments by what was asked.
    pub questions: Vec<Asked>,
}

/// The comments on one question.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The survey that asks, where it is another one than before.
    pub survey: Option<String>,
    /// The question.
    pub question: String,
    /// The answers to it.
    pub comments: Vec<Comment>,
}

/// One comment.
#[derive(Debug, Clone)]
pub(crate) struct Comment {
    /// Its id.
    pub id: String,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// What was decided, who said it, its themes.
    pub about: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Where to cut it and give it themes.
    pub edit: Link,
}

/// Part of a comment.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The words.
    pub text: String,
    /// What they may be: “looks like a name”.
    pub looks: Option<&'static str>,
}
