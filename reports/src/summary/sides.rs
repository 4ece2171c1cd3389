//! A course that asks both sides: each is told of by itself, in one document. Nothing is added up over the two.

use serde::{Deserialize, Serialize};

use super::document::{Summary, SummaryFigures};
use super::inputs::{Inputs, SurveyVersion};
use super::{changes, headline};
use crate::chart;
use crate::wording;

/// Whom figures are of, where a course asks both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// Library staff.
    Library,
    /// People of partners.
    Partner,
}

/// What the other side said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherSide {
    /// Who they are.
    pub people: People,
    /// The survey that they were asked.
    pub survey: SurveyVersion,
    /// The finding, in one sentence without a full stop.
    pub headline: String,
    /// Who of them answered, in one sentence.
    pub answered: String,
    /// The figures; none where too few of them answered to show any.
    pub figures: Option<SummaryFigures>,
}

impl People {
    /// "library staff"
    pub fn words(self) -> &'static str {
        match self {
            Self::Library => "library staff",
            Self::Partner => "partners",
        }
    }

    /// "Library staff: "
    pub(super) fn before(self) -> String {
        format!("{}: ", wording::capitalised(self.words()))
    }

    /// The side whose colour they have.
    pub(super) fn side(self) -> chart::ChartSide {
        match self {
            Self::Library => chart::ChartSide::Library,
            Self::Partner => chart::ChartSide::Partner,
        }
    }
}

/// So many of them: "12 people", "12 library staff".
pub(super) fn counted(people: Option<People>, count: u64) -> String {
    let (one, many) = match people {
        None => ("person", "people"),
        Some(People::Library) => ("member of library staff", "library staff"),
        Some(People::Partner) => ("partner", "partners"),
    };
    wording::counted(count, one, many)
}

impl Summary {
    /// Writes the summary of a course that asks both sides. What is said of the course as a whole (comparisons,
    /// comments, actions, the note) is given with `first`.
    pub fn write_both(mut first: Inputs, mut second: Inputs) -> Self {
        let is_told = |side: &Inputs| side.min_group.allows(side.answered);
        if !is_told(&first) && is_told(&second) {
            std::mem::swap(&mut first.blocks, &mut second.blocks);
            std::mem::swap(&mut first.quotes, &mut second.quotes);
            std::mem::swap(&mut first.actions, &mut second.actions);
            std::mem::swap(&mut first.past_actions, &mut second.past_actions);
            std::mem::swap(&mut first.note, &mut second.note);
            std::mem::swap(&mut first, &mut second);
        }
        let (course, least) = (first.course.clone(), first.min_group);
        let short = |side: &Inputs| {
            let people = side.people.map_or("", People::words);
            let found = headline::short(&changes::moves(&side.confidence, least), &side.blocks);
            format!("{people} {}", found.first().map_or("", String::as_str))
        };
        let parts = [&first, &second].map(|side| is_told(side).then(|| short(side)));
        let Some(other) = second.people else { return Self::write(first) };
        let (mut summary, second) = (Self::write(first), Self::write(second));
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            summary.subject = headline::subject(&course, &parts);
        }
        let (one, two) = (summary.people.map_or_else(String::new, People::before), other.before());
        if summary.figures.is_some() && second.figures.is_some() {
            summary.headline = format!(
                "{one}{}. {two}{}",
                wording::lowered(&summary.headline),
                wording::lowered(&second.headline)
            );
        } else if summary.figures.is_some() {
            summary.headline = format!("{one}{}", wording::lowered(&summary.headline));
        }
        summary.other = Some(Box::new(OtherSide {
            people: other,
            survey: second.survey,
            headline: second.headline,
            answered: second.answered,
            figures: second.figures,
        }));
        summary.choose_quotes();
        summary
    }

    /// The sides that it tells of, apart from what is said of the course as a whole: one, or library staff and partners.
    pub(super) fn sides(&self) -> Vec<(Option<People>, &str, Option<&SummaryFigures>)> {
        let mut sides = vec![(self.people, self.answered.as_str(), self.figures.as_ref())];
        if let Some(other) = &self.other {
            sides.push((Some(other.people), other.answered.as_str(), other.figures.as_ref()));
        }
        sides.sort_by_key(|(people, ..)| *people == Some(People::Partner));
        sides
    }

    /// Who answered, of every side.
    pub fn who_answered(&self) -> String {
        self.sides().iter().map(|(_, answered, _)| *answered).collect::<Vec<_>>().join(" ")
    }

    /// The same summary as far as it tells of one side; of a course that asks one side, all of it.
    #[must_use]
    pub fn of_side(mut self, people: People) -> Self {
        if let Some(other) = self.other.take_if(|other| other.people == people) {
            let OtherSide { people, survey, headline, answered, figures } = *other;
            (self.people, self.survey, self.headline) = (Some(people), survey, headline);
            (self.answered, self.figures) = (answered, figures);
        }
        self.other = None;
        self
    }
}
