//! What the surveys of one course brought, set side by side: before it, at its end, weeks later. For people who work
//! with the answers; managers get the [`Summary`].

mod aims;

use super::document::{CourseReaction, HeadlineFact, Summary, SummaryFigures};
use super::inputs::SurveyVersion;
use super::page::{RenderError, body, place};
use super::people::{self, People};
use super::pictures::{self, Drawn};
use super::sheet::{SheetSection, SummarySheet};
use super::survey_report::{self, ChoiceQuestion, SurveyInputs, SurveyReport};
use super::themes::{self, CommentThemes};
use super::{changes, reactions, tables};
use crate::chart::{Picture, PictureError};
use crate::wording;

pub use aims::{Aim, Figure};

/// Everything that is known of the surveys of a course.
#[derive(Clone, Debug)]
pub struct CourseInputs {
    /// Who asked: "Riverside Libraries".
    pub library: String,
    /// Where and when: "Stratford Library · 14 May 2026".
    pub kicker: String,
    /// Its summary as it is frozen, or as it would be written now; none while its own surveys take answers.
    pub summary: Option<Summary>,
    /// Whether that is frozen.
    pub frozen: bool,
    /// What people were asked how confident they are about: key and label.
    pub aims: Vec<(String, String)>,
    /// The survey before the course, once it has opened.
    pub before: Option<SurveyInputs>,
    /// The one at its end.
    pub feedback: Option<SurveyInputs>,
    /// The one weeks later.
    pub later: Option<SurveyInputs>,
}

/// The report of a course's own surveys; it holds only what may be shown.
#[derive(Clone, Debug)]
pub struct CourseReport {
    inputs: CourseInputs,
    aims: Vec<Aim>,
    reactions: Vec<CourseReaction>,
    themes: CommentThemes,
}

impl CourseReport {
    /// Keeps what may be shown.
    pub fn new(inputs: CourseInputs) -> Self {
        let aims = aims::aims(&inputs);
        let reactions = match (&inputs.summary, &inputs.feedback) {
            (Some(summary), _) => summary.figures.as_ref().map(|figures| figures.reactions.clone()),
            (None, Some(feedback)) => Some(reactions_so_far(&inputs, feedback)),
            (None, None) => None,
        };
        let (reactions, themes) = (reactions.unwrap_or_default(), CommentThemes::default());
        Self { inputs, aims, reactions, themes }
    }

    /// The same with the themes of its comments, for those who read comments.
    #[must_use]
    pub fn with_themes(self, themes: CommentThemes) -> Self {
        Self { themes, ..self }
    }

    /// The finding in a sentence: which way confidence moved, or before that is known, what stands out so far.
    pub fn finding(&self) -> String {
        match (&self.inputs.summary, self.figures()) {
            (_, Some(figures)) if !figures.moved.is_empty() => figures.moved.clone(),
            (Some(_), Some(_)) => "What people said about the day".to_owned(),
            (Some(summary), None) => summary.headline.clone(),
            (None, _) => self.asked().last().map_or_else(
                || "Nothing has been asked yet".to_owned(),
                |last| SurveyReport::new(last.clone()).finding(),
            ),
        }
    }

    /// The report as HTML for the inside of the site's `<main class="wide">`.
    ///
    /// # Errors
    /// [`RenderError`] if a picture cannot be drawn.
    pub fn page_body(&self) -> Result<String, RenderError> {
        let mut sheet = self.sheet();
        for drawn in self.drawn()? {
            place(&mut sheet, &drawn, pictures::caption(&drawn.stem).to_owned());
        }
        body(&sheet)
    }

    /// The pictures, each with its file name without an ending: `then-now-wide`.
    ///
    /// # Errors
    /// [`PictureError`] if one cannot be drawn.
    pub fn charts(&self) -> Result<Vec<(String, Picture)>, PictureError> {
        Ok(self.drawn()?.into_iter().flat_map(Drawn::named).collect())
    }

    /// What people were asked how confident they are about, with the means of each time.
    pub fn aims(&self) -> &[Aim] {
        &self.aims
    }

    /// The figures of the summary, where there are any.
    fn figures(&self) -> Option<&SummaryFigures> {
        self.inputs.summary.as_ref()?.figures.as_ref()
    }

    /// The surveys that have opened, in the order in which they are asked.
    fn asked(&self) -> impl DoubleEndedIterator<Item = &SurveyInputs> {
        let CourseInputs { before, feedback, later, .. } = &self.inputs;
        [before, feedback, later].into_iter().flatten()
    }

    /// Whom it tells of, where the course asks both sides.
    fn people(&self) -> Option<People> {
        self.inputs.summary.as_ref()?.people
    }

    fn is_open(&self) -> bool {
        self.asked().any(|asked| asked.open.is_some())
    }

    fn drawn(&self) -> Result<Vec<Drawn>, PictureError> {
        let version = self.inputs.feedback.as_ref().map(|feedback| &feedback.survey);
        let source = version.map_or_else(String::new, |survey| source_of(&self.inputs.library, survey));
        let people = self.people();
        let moved = match self.figures() {
            Some(figures) => pictures::then_now(people, (&figures.moved, &figures.changes), &source)?,
            None => None,
        };
        let mut drawn: Vec<Drawn> = moved.into_iter().collect();
        drawn.extend(pictures::reactions(people, &self.reactions, &source)?);
        for (choice, asked) in self.choices() {
            drawn.extend(choice.picture(asked.min_group, &source_of(&self.inputs.library, &asked.survey))?);
        }
        if let Some(chart) = self.themes.chart(&source) {
            drawn.push(Drawn::new(themes::STEM, |layout| chart.picture(layout))?);
        }
        Ok(drawn)
    }

    /// What was chosen in any of the surveys and can be drawn, with the survey; what several asked is told of the one at
    /// the end.
    fn choices(&self) -> Vec<(&ChoiceQuestion, &SurveyInputs)> {
        let CourseInputs { before, feedback, later, .. } = &self.inputs;
        let mut choices: Vec<(&ChoiceQuestion, &SurveyInputs)> = Vec::new();
        for asked in [feedback, before, later].into_iter().flatten() {
            for choice in asked.choices.iter().filter(|choice| choice.is_drawn(asked.min_group)) {
                if choices.iter().all(|(known, _)| known.key != choice.key) {
                    choices.push((choice, asked));
                }
            }
        }
        choices
    }

    /// The names of the wide pictures of what was chosen and of what comments are about, with what each is of.
    pub fn answer_charts(&self) -> Vec<(String, String)> {
        let names = |(choice, asked): (&ChoiceQuestion, &SurveyInputs)| {
            survey_report::choices::names(std::slice::from_ref(choice), asked.min_group)
        };
        let themes = self.themes.section().map(|section| (format!("{}-wide", section.stem), section.heading));
        self.choices().into_iter().flat_map(names).chain(themes).collect()
    }

    fn sheet(&self) -> SummarySheet {
        let figures = self.figures();
        let changed = figures.into_iter().flat_map(|figures| &figures.changes);
        let changed =
            changed.filter_map(|change| Some((change.label.clone(), changes::in_a_line(&change.shown?))));
        SummarySheet {
            kicker: self.inputs.kicker.clone(),
            headline: self.finding(),
            lead: self.lead(),
            facts: self.asked().zip(self.names()).map(|(asked, name)| answered(asked, name)).collect(),
            changed: changed.collect(),
            last_course: figures.and_then(|figures| figures.last_course.clone()),
            cautions: self.cautions(),
            sections: self.sections(),
            foot: self.foot(),
            ..SummarySheet::default()
        }
    }

    /// The same surveys by name.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let CourseInputs { before, feedback, later, .. } = &self.inputs;
        let named = [(before, "Before"), (feedback, "At the end"), (later, "Weeks later")];
        named.into_iter().filter(|(asked, _)| asked.is_some()).map(|(_, name)| name)
    }

    fn lead(&self) -> String {
        let Some(summary) = &self.inputs.summary else {
            return "Confidence then and now is set against each other when feedback has closed.".to_owned();
        };
        let status = if self.inputs.frozen {
            format!("These are the figures of the summary, frozen on {}.", summary.frozen)
        } else {
            "All answers of the day are in.".to_owned()
        };
        format!("{} {status}", summary.answered)
    }

    fn cautions(&self) -> Vec<String> {
        let mut cautions = Vec::new();
        if let Some(batch) = self.asked().find_map(|asked| asked.open) {
            cautions.push(format!(
                "More answers can come. Figures of an open survey change only with {} new answers or more, and are \
                 one such batch behind, so that nobody can work out what one person said.",
                wording::number(batch.get())
            ));
        }
        if self.names().count() > 1 {
            cautions.push(
                "Only “then” and “now” come from the same people. Those who answered before the course or weeks later \
                 may be different people."
                    .to_owned(),
            );
        }
        cautions.extend(self.figures().into_iter().flat_map(|figures| figures.cautions.clone()));
        cautions
    }

    fn sections(&self) -> Vec<SheetSection> {
        let mut sections = Vec::new();
        // The picture of then and now stands with this table, whatever else is in it.
        sections.extend(aims::section(self));
        if self.reactions.iter().any(|reaction| reaction.n.is_some_and(|n| n > 0)) {
            sections.push(SheetSection {
                stem: people::stem(self.people(), "reactions"),
                heading: "What people thought of the day".to_owned(),
                finding: String::new(),
                charts: Vec::new(),
                table: tables::reactions(&self.reactions),
            });
        }
        sections.extend(self.choices().into_iter().map(|(choice, asked)| choice.section(asked.min_group)));
        sections.extend(self.themes.section());
        sections
    }

    fn foot(&self) -> Vec<String> {
        let small = self.asked().map(|asked| asked.min_group.get()).max();
        let small = small.map(|least| format!("Groups under {} are never shown.", wording::number(least)));
        let surveys = self.asked().map(|asked| {
            format!("From “{}”, version {}, {}.", asked.survey.title, asked.survey.version, asked.window)
        });
        small.into_iter().chain(surveys).collect()
    }
}

/// The line below a picture.
fn source_of(library: &str, SurveyVersion { title, version }: &SurveyVersion) -> String {
    format!("{library}. “{title}”, version {version}.")
}

/// "At the end: 12 answered"
fn answered(asked: &SurveyInputs, name: &str) -> HeadlineFact {
    let so_far = if asked.open.is_some() { " so far" } else { "" };
    HeadlineFact {
        label: format!("{name}, answered"),
        value: format!("{}{so_far}", wording::count(asked.answered)),
    }
}

/// What people think of the day, as far as full batches tell.
fn reactions_so_far(inputs: &CourseInputs, feedback: &SurveyInputs) -> Vec<CourseReaction> {
    let of_an_aim = |key: &str| inputs.aims.iter().any(|(aim, _)| aims::is_of(key, aim));
    let asked: Vec<_> = feedback.ratings.iter().filter(|rating| !of_an_aim(&rating.key)).cloned().collect();
    let mut shown = reactions::freeze(&asked, feedback.min_group);
    for rating in shown.iter_mut().filter(|_| feedback.open.is_some()) {
        // No figure means that the first batch is not full: some may have answered.
        rating.n = rating.n.filter(|n| *n > 0);
    }
    shown
}
