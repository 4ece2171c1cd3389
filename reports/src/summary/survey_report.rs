//! What one survey brought, on one side: every rating and every choice, as far as small numbers allow. For people
//! who work with the answers; managers get the [`super::Summary`] of a course.

pub(super) mod choices;
mod groups;
mod ratings;

use super::document::{ConfidenceChange, CourseReaction};
use super::inputs::{self, SurveyVersion};
use super::page::{RenderError, body, titled};
use super::people::{self, People};
use super::pictures::{self, Drawn};
use super::sheet::{SheetSection, SummarySheet};
use super::themes::{self, CommentThemes};
use super::{changes, headline, reactions, tables};
use crate::chart::{Picture, PictureError};
use crate::scale::Scale;
use crate::small_numbers::{Batch, Group, MinGroup};
use crate::stats::reliability::Alpha;
use crate::wording;

pub use choices::{ChoiceOption, ChoiceQuestion};

/// The heading of the changes in the same people.
const THEN_AND_NOW: &str = "Confidence, then and now";

/// Everything that is known about one side's answers to one survey.
#[derive(Clone, Debug)]
pub struct SurveyInputs {
    /// Who asked: "Riverside Libraries".
    pub library: String,
    pub survey: SurveyVersion,
    /// Who was asked: "library staff" or "partners".
    pub people: String,
    /// People who answered.
    pub answered: u64,
    /// When: "5 to 20 May 2026".
    pub window: String,
    /// The ratings, all groups together.
    pub ratings: Vec<inputs::Reaction>,
    /// The same ratings by the parts of the round, in the same order. Empty while the survey is open.
    pub by_group: Vec<Vec<Group>>,
    /// The ratings that stand first in a pair, such as confidence before the course: what stands out is sought among
    /// the others, so that answers about one time are never set against answers about another.
    pub first_of_pairs: Vec<String>,
    /// Confidence then and now in the same people, one entry for each aim. Empty while the survey is open.
    pub confidence: Vec<inputs::Confidence>,
    /// The groups: key and name.
    pub groups: Vec<(String, String)>,
    /// Questions with options. Empty while the survey is open.
    pub choices: Vec<ChoiceQuestion>,
    /// Questions that are answered with an order, or with a number or a day by too few people: nothing of them is told.
    pub uncounted: Vec<String>,
    /// Sets of ratings that are meant to measure one thing.
    pub scales: Vec<RatedScale>,
    /// The smallest group shown.
    pub min_group: MinGroup,
    /// By how many answers the figures of an open survey move: they are one such batch behind. None once it has
    /// closed.
    pub open: Option<Batch>,
    /// Whether answers are left out that came after a close which showed the others, and are too few to show apart.
    pub held_back: bool,
}

/// A set of ratings that is meant to measure one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct RatedScale {
    /// What it measures.
    pub name: String,
    /// How far its ratings hang together.
    pub alpha: Alpha,
    /// The answers to each of its ratings, as they are shown.
    pub answers: Vec<u64>,
}

/// The report of one survey; it holds only what may be shown.
#[derive(Clone, Debug)]
pub struct SurveyReport {
    inputs: SurveyInputs,
    ratings: Vec<CourseReaction>,
    changes: Vec<ConfidenceChange>,
    themes: CommentThemes,
}

impl SurveyReport {
    /// Keeps what may be shown.
    pub fn new(inputs: SurveyInputs) -> Self {
        let mut ratings = reactions::freeze(&inputs.ratings, inputs.min_group);
        // While more can come, no figure means that the first batch is not full: some may have answered.
        if inputs.open.is_some() {
            for rating in &mut ratings {
                rating.n = rating.n.filter(|n| *n > 0);
            }
        }
        let changes = changes::of(&inputs.confidence, None, inputs.min_group);
        Self { inputs, ratings, changes, themes: CommentThemes::default() }
    }

    /// The same with the themes of its comments, for those who read comments.
    #[must_use]
    pub fn with_themes(self, themes: CommentThemes) -> Self {
        Self { themes, ..self }
    }

    /// People who answered.
    pub fn answered(&self) -> u64 {
        self.inputs.answered
    }

    /// "14 library staff, 5 to 20 May 2026"
    pub fn who_and_when(&self) -> String {
        format!("{} {}, {}", wording::count(self.inputs.answered), self.inputs.people, self.inputs.window)
    }

    /// The finding in a sentence: which rating stands out, where its difference to the others is hardly chance.
    pub fn finding(&self) -> String {
        if self.inputs.answered == 0 {
            return if self.inputs.open.is_some() { "Nobody has answered yet" } else { "Nobody answered" }
                .to_owned();
        }
        if self.is_hidden() {
            return if self.inputs.open.is_some() {
                "Too few answers so far"
            } else {
                "Too few answers to show"
            }
            .to_owned();
        }
        ratings::finding(&self.inputs.ratings, &self.alike())
    }

    /// The ratings that may be set against each other.
    fn alike(&self) -> Vec<CourseReaction> {
        let is_first = |rating: &&CourseReaction| self.inputs.first_of_pairs.contains(&rating.key);
        self.ratings.iter().filter(|rating| !is_first(rating)).cloned().collect()
    }

    /// Whether there is nothing at all to show.
    pub fn is_hidden(&self) -> bool {
        let SurveyInputs { choices, min_group, .. } = &self.inputs;
        let rated = self.ratings.iter().any(|rating| rating.n.is_some_and(|n| n > 0));
        !rated && !choices.iter().any(|choice| min_group.allows(choice.answered))
    }

    /// The report as HTML for the inside of the site's `<main class="wide">`.
    ///
    /// # Errors
    /// [`RenderError`] if a picture cannot be drawn.
    pub fn page_body(&self) -> Result<String, RenderError> {
        let mut sheet = self.sheet();
        for drawn in self.drawn()? {
            if let Some(section) = sheet.sections.iter_mut().find(|section| section.stem == drawn.stem) {
                let caption = pictures::caption(&drawn.stem).to_owned();
                let chart = titled(section, &sheet.headline, &drawn, caption);
                section.charts.push(chart);
            }
        }
        // The picture comes first, whatever scale it is on.
        sheet.sections.sort_by_key(|section| section.charts.is_empty());
        body(&sheet)
    }

    /// The pictures, each with its file name without an ending: `ratings-amount5-wide`.
    ///
    /// # Errors
    /// [`PictureError`] if one cannot be drawn.
    pub fn charts(&self) -> Result<Vec<(String, Picture)>, PictureError> {
        Ok(self.drawn()?.into_iter().flat_map(Drawn::named).collect())
    }

    /// The names of the wide pictures with what each is of, without drawing them.
    pub fn chart_names(&self) -> Vec<(String, String)> {
        let named = |scale: &&Scale| (format!("ratings-{}-wide", scale.key), ratings::heading(scale));
        let mut names: Vec<_> = pictures::drawn_scales(&self.ratings).iter().map(named).collect();
        if !self.moved().is_empty() {
            names.push((format!("{}-wide", self.then_now()), THEN_AND_NOW.to_owned()));
        }
        names.extend(choices::names(&self.inputs.choices, self.inputs.min_group));
        if self.shown_themes().is_some() {
            names.push((format!("{}-wide", themes::STEM), themes::HEADING.to_owned()));
        }
        names
    }

    /// The side in whose colour means are drawn.
    fn side(&self) -> Option<People> {
        (self.inputs.people == People::Partner.words()).then_some(People::Partner)
    }

    /// The beginning of the name of the picture of changes.
    fn then_now(&self) -> String {
        people::stem(self.side(), "then-now")
    }

    /// Which way confidence moved, as a clause; empty where nothing of it may be shown.
    fn moved(&self) -> String {
        headline::looking_back(&self.inputs.confidence, self.inputs.min_group)
    }

    fn drawn(&self) -> Result<Vec<Drawn>, PictureError> {
        let SurveyInputs { library, survey, .. } = &self.inputs;
        let source = format!("{library}. “{}”, version {}.", survey.title, survey.version);
        let finding =
            |of_scale: &[&CourseReaction]| ratings::title(&self.inputs.ratings, &self.only_alike(of_scale));
        let shown =
            pictures::Spread { stem: "ratings", finding: &finding, measure: "answers", source: &source };
        let mut drawn = pictures::spreads(&self.ratings, &shown)?;
        drawn.extend(pictures::then_now(self.side(), (&self.moved(), &self.changes), &source)?);
        for choice in &self.inputs.choices {
            drawn.extend(choice.picture(self.inputs.min_group, &source)?);
        }
        if let Some(chart) = self.shown_themes().and_then(|themes| themes.chart(&source)) {
            drawn.push(Drawn::new(themes::STEM, |layout| chart.picture(layout))?);
        }
        Ok(drawn)
    }

    /// The themes, where there are any and the survey shows anything at all.
    fn shown_themes(&self) -> Option<&CommentThemes> {
        Some(&self.themes).filter(|themes| !themes.themes.is_empty() && !self.is_hidden())
    }

    /// Those of some ratings that may be set against each other; all of them where none may.
    fn only_alike<'r>(&self, ratings: &[&'r CourseReaction]) -> Vec<&'r CourseReaction> {
        let is_first = |rating: &&&CourseReaction| self.inputs.first_of_pairs.contains(&rating.key);
        let alike: Vec<&CourseReaction> =
            ratings.iter().filter(|rating| !is_first(rating)).copied().collect();
        if alike.is_empty() { ratings.to_vec() } else { alike }
    }

    fn sheet(&self) -> SummarySheet {
        let SurveyInputs { survey, people, window, min_group, open, .. } = &self.inputs;
        let mut cautions = ratings::cautions(&self.inputs.ratings, *min_group);
        if let Some(batch) = open {
            cautions.insert(
                0,
                format!(
                    "More answers can come. Figures change only with {} new answers or more, and are one such batch \
                     behind, so that nobody can work out what one person said.",
                    wording::number(batch.get())
                ),
            );
        }
        cautions.extend(groups::caution(&self.inputs));
        if self.inputs.held_back {
            cautions.push(wording::HELD_BACK.to_owned());
        }
        SummarySheet {
            kicker: format!("{} · {window}", wording::capitalised(people)),
            headline: self.finding(),
            lead: self.lead(),
            cautions,
            sections: self.sections(),
            method: self.method(),
            foot: [
                Some(format!("Groups under {} are never shown.", wording::number(min_group.get()))),
                self.uncounted(),
                Some(format!("From “{}”, version {}.", survey.title, survey.version)),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..SummarySheet::default()
        }
    }

    /// Which questions these results leave out.
    fn uncounted(&self) -> Option<String> {
        let questions: Vec<String> = self.inputs.uncounted.iter().map(|label| format!("“{label}”")).collect();
        let where_else = "Rankings, and numbers and dates from too few people, are only in the file of individual answers.";
        (!questions.is_empty()).then(|| format!("Not counted here: {}. {where_else}", questions.join(", ")))
    }

    /// Who answered, and where the means lie, in sentences.
    pub fn lead(&self) -> String {
        let SurveyInputs { answered, people, open, .. } = &self.inputs;
        let who = format!(
            "{} {people} answered{}.",
            wording::count(*answered),
            if open.is_some() { " so far" } else { "" }
        );
        let extremes = ratings::extremes(&self.inputs.ratings, &self.alike());
        [Some(who), extremes].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn sections(&self) -> Vec<SheetSection> {
        if self.is_hidden() {
            return Vec::new();
        }
        let mut sections = ratings::sections(&self.ratings, |of_scale| {
            ratings::title(&self.inputs.ratings, &self.only_alike(of_scale))
        });
        let moved = self.moved();
        if !moved.is_empty() {
            sections.push(SheetSection {
                stem: self.then_now(),
                heading: THEN_AND_NOW.to_owned(),
                finding: wording::sentence(&moved),
                charts: Vec::new(),
                table: tables::changes(&self.changes),
            });
        }
        sections.extend(groups::section(&self.inputs));
        sections.extend(self.inputs.choices.iter().map(|choice| choice.section(self.inputs.min_group)));
        sections.extend(self.themes.section());
        sections
    }

    fn method(&self) -> Vec<(&'static str, String)> {
        if self.is_hidden() {
            return Vec::new();
        }
        let mut method = vec![(
            "Means",
            "A mean is the average of all answers from 1 to 5. “Don’t know”, “does not apply” and blank answers are \
             never part of it."
                .to_owned(),
        )];
        let min = self.inputs.min_group;
        let shown = self.inputs.scales.iter().filter(|scale| scale.alpha.may_be_shown(&scale.answers, min));
        let told: Vec<String> = shown.map(|scale| reliability(&scale.name, &scale.alpha)).collect();
        if !told.is_empty() {
            method.push(("Do the questions hang together?", told.join(" ")));
        }
        method
    }
}

/// "Confidence: Cronbach’s alpha 0.93 (95% interval 0.79 to 0.98), from 24 people who answered all six."
fn reliability(name: &str, alpha: &Alpha) -> String {
    let warning = if alpha.alpha < 0.0 {
        " It is below zero: these questions do not measure the same thing."
    } else {
        ""
    };
    format!(
        "{name}: Cronbach’s alpha {} (95% interval {} to {}), from {} who answered all {}.{warning}",
        two_places(alpha.alpha),
        two_places(alpha.interval.low),
        two_places(alpha.interval.high),
        wording::counted(alpha.n, "person", "people"),
        wording::number(alpha.items),
    )
}

fn two_places(value: f64) -> String {
    format!("{value:.2}").replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;
    use crate::scale::{self, Shape, known};

    fn rating(key: &str, label: &str, scale: &str, values: [u64; 5]) -> inputs::Reaction {
        let (key, label) = (key.to_owned(), label.to_owned());
        inputs::Reaction { key, label, scale: known(scale).unwrap(), counts: Counts::of(values) }
    }

    fn feedback(ratings: Vec<inputs::Reaction>) -> SurveyReport {
        SurveyReport::new(SurveyInputs {
            library: "Riverside Libraries".to_owned(),
            survey: SurveyVersion { title: "How was the course?".to_owned(), version: 1 },
            people: "library staff".to_owned(),
            answered: 20,
            window: "May 2026".to_owned(),
            by_group: vec![Vec::new(); ratings.len()],
            ratings,
            first_of_pairs: vec!["meet__then".to_owned(), "ask__then".to_owned()],
            confidence: Vec::new(),
            groups: Vec::new(),
            choices: Vec::new(),
            uncounted: Vec::new(),
            scales: Vec::new(),
            min_group: MinGroup::default(),
            open: None,
            held_back: false,
        })
    }

    #[test]
    fn what_stands_out_is_never_confidence_before_the_course_against_confidence_now() {
        let report = feedback(vec![
            rating("meet__now", "Chair a meeting", scale::CONFIDENCE5, [0, 0, 1, 4, 15]),
            rating("meet__then", "Chair a meeting (before the course)", scale::CONFIDENCE5, [15, 4, 1, 0, 0]),
            rating("ask__now", "Ask how to help", scale::CONFIDENCE5, [1, 9, 9, 1, 0]),
            rating("ask__then", "Ask how to help (before the course)", scale::CONFIDENCE5, [12, 8, 0, 0, 0]),
        ]);
        assert_eq!(report.finding(), "Highest: Chair a meeting. Lowest: ask how to help");
        assert_eq!(report.lead(), "20 library staff answered. The means of these two are 4.7 and 2.5.");
        // The table still holds both times.
        assert_eq!(report.sections()[0].table.rows.len(), 4);
    }

    #[test]
    fn only_a_question_that_differs_from_the_next_is_the_highest_or_lowest() {
        const HIGH: [u64; 5] = [0, 0, 1, 4, 15];
        const MIDDLE: [u64; 5] = [0, 2, 14, 4, 0];
        const LOW: [u64; 5] = [15, 4, 1, 0, 0];
        let told = |answers: &[[u64; 5]]| {
            let names = ["Useful", "Relevant", "Clear", "Well run"];
            let rated =
                names.iter().zip(answers).map(|(name, values)| rating(name, name, "useful5", *values));
            let report = feedback(rated.collect());
            format!("{} / {}", report.finding(), report.lead().replace("20 library staff answered. ", ""))
        };
        assert_eq!(
            told(&[HIGH, MIDDLE, LOW]),
            "Highest: Useful. Lowest: clear / The means of these two are 4.7 and 1.3."
        );
        assert_eq!(told(&[HIGH, MIDDLE, MIDDLE]), "Highest: Useful / The means lie between 3.1 and 4.7.");
        assert_eq!(told(&[MIDDLE, LOW, MIDDLE]), "Lowest: Relevant / The means lie between 1.3 and 3.1.");
        assert_eq!(
            told(&[HIGH, HIGH, LOW, LOW]),
            "Among the highest: Useful. Among the lowest: well run / The means of these two are 4.7 and 1.3."
        );
        assert_eq!(told(&[HIGH, HIGH]), "No answer stands out from the others / All means are 4.7.");
        // Apart at the level of one pair, but not as the two furthest apart of four.
        let [a, b] = [[0, 2, 6, 8, 4], [0, 6, 8, 5, 1]];
        assert_eq!(
            told(&[a, b]),
            "Highest: Useful. Lowest: relevant / The means of these two are 3.7 and 3.0."
        );
        let said = told(&[a, [0, 3, 7, 7, 3], [0, 5, 7, 6, 2], b]);
        assert_eq!(said, "No answer stands out from the others / The means lie between 3.0 and 3.7.");
    }

    #[test]
    fn an_alpha_below_zero_says_only_that_the_questions_do_not_measure_one_thing() {
        let rows: [[u8; 3]; 4] = [[1, 5, 3], [2, 4, 3], [4, 3, 2], [5, 1, 4]];
        let items: Vec<Counts> = (0..3).map(|item| rows.iter().map(|row| row[item]).collect()).collect();
        let mut totals = std::collections::BTreeMap::new();
        for row in rows {
            *totals.entry(row.into_iter().map(u32::from).sum()).or_insert(0) += 1;
        }
        let told = reliability("Confidence", &Alpha::from_tallies(&items, &totals).unwrap());
        assert!(
            told.ends_with(" It is below zero: these questions do not measure the same thing."),
            "{told}"
        );
        assert!(!told.contains("other way round"));
    }

    #[test]
    fn a_question_without_a_mean_is_not_followed_by_one() {
        let pace = rating("pace", "Pace", scale::PACE5, [0, 2, 15, 3, 0]);
        assert_eq!(pace.scale.shape, Shape::Ideal);
        let report = feedback(vec![pace]);
        let section = report.sections().remove(0);
        assert_eq!(
            section.finding,
            "Pace: 15 of 20 say “about right”. “About right” is the best answer here, so no average is shown."
        );
        assert_eq!(section.table.caption, "How many people gave each answer.");
        assert!(section.table.columns.iter().all(|column| column.label != "Mean"));
        assert!(!report.finding().contains("average") && !report.lead().contains("verage"));
    }
}
