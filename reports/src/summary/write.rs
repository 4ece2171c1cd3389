//! Writing a summary: from everything known to what may be shown.

use super::document::{ANSWERED, HeadlineFact, OtherSide, Summary, SummaryFigures, Workshop};
use super::inputs::{DottedCard, Inputs, ItemBlock};
use super::people::People;
use super::{cautions, changes, gaps, headline, reactions, text};
use crate::compare::{ComparedSides, Verdict};
use crate::small_numbers::MinGroup;
use crate::stats::paired;
use crate::wording;

/// The most words on the first screen: what a manager reads without leaving it.
pub const MAX_WORDS: usize = 350;
/// The most comments on the first screen.
const MAX_QUOTES: usize = 3;
/// The most lines of what was said at a workshop.
const LINES: usize = 3;

impl Summary {
    /// Writes the summary of a course. What must not be shown is left out for good.
    pub fn write(inputs: Inputs) -> Self {
        let answered = headline::answered(&inputs);
        if !inputs.min_group.allows(inputs.answered) {
            let few = "too few answers to show";
            let subject = headline::subject(&inputs.course, &[few.to_owned()]);
            return Self::of(inputs, subject, wording::capitalised(few), answered, None);
        }
        let inputs = Inputs { blocks: answered_blocks(inputs.blocks), ..inputs };
        let moves = changes::moves(&inputs.confidence, inputs.min_group);
        let headline = headline::headline(&moves, &headline::marked_before(&inputs), &inputs.blocks);
        let subject = headline::subject(&inputs.course, &headline::short(&moves, &inputs.blocks));
        let figures = figures(&inputs, &moves, &headline);
        let mut summary = Self::of(inputs, subject, headline, answered, Some(figures));
        summary.choose_quotes();
        summary
    }

    /// Writes the summary of a course that asks both sides: each is told of by itself, in one document, and nothing is
    /// added up over the two. What is said of the course as a whole (comparisons, comments, actions, the note) is given
    /// with `first`.
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

    fn of(
        inputs: Inputs,
        subject: String,
        headline: String,
        answered: String,
        figures: Option<SummaryFigures>,
    ) -> Self {
        let Inputs { library, programme, course, survey, people, min_group, frozen, .. } = inputs;
        let corrections = Vec::new();
        Self {
            library,
            programme,
            course,
            survey,
            subject,
            headline,
            answered,
            figures,
            min_group,
            frozen,
            people,
            other: None,
            workshop: None,
            corrections,
        }
    }

    /// The same summary with what was said at the workshop.
    #[must_use]
    pub fn with_workshop(mut self, workshop: Option<Workshop>) -> Self {
        self.workshop = workshop;
        self
    }

    /// The comparison of that direction, where there is one.
    pub fn block(&self, ledger: ComparedSides) -> Option<&ItemBlock> {
        self.figures.as_ref()?.blocks.iter().find(|block| block.comparison.ledger == ledger)
    }

    /// Takes all comments from the first screen.
    fn put_quotes_back(&mut self) {
        if let Some(figures) = &mut self.figures {
            let first = std::mem::take(&mut figures.quotes);
            figures.more_quotes.splice(..0, first);
        }
    }

    /// Moves comments to the first screen as long as it stays short.
    fn choose_quotes(&mut self) {
        self.put_quotes_back();
        let mut room = MAX_WORDS.saturating_sub(text::first_screen_words(self));
        let Some(figures) = &mut self.figures else {
            return;
        };
        let (mut chosen, mut rest) = (Vec::new(), Vec::new());
        for quote in figures.more_quotes.drain(..) {
            let words = quote.words().map_or(0, wording::words) + quote.about().map_or(0, wording::words);
            if chosen.len() < MAX_QUOTES && words <= room {
                room -= words;
                chosen.push(quote);
            } else {
                rest.push(quote);
            }
        }
        (figures.quotes, figures.more_quotes) = (chosen, rest);
    }
}

impl Workshop {
    /// The first lines of what was said, most first. From how many people on they are told of is `min_group`.
    pub fn new(said: &[DottedCard], write_up: String, min_group: MinGroup) -> Self {
        let line = |said: &DottedCard| match said.people.filter(|people| min_group.allows(*people)) {
            Some(people) => format!("{} ({})", said.words, wording::counted(people, "person", "people")),
            None => said.words.clone(),
        };
        Self { said: said.iter().take(LINES).map(line).collect(), write_up }
    }
}

/// The blocks that somebody has answered.
fn answered_blocks(blocks: Vec<ItemBlock>) -> Vec<ItemBlock> {
    let is_answered = |block: &ItemBlock| {
        block.comparison.pairs.iter().any(|pair| !(pair.offer.is_empty() && pair.expectation.is_empty()))
    };
    blocks.into_iter().filter(is_answered).collect()
}

fn figures(inputs: &Inputs, moves: &[paired::PairedChange], headline: &str) -> SummaryFigures {
    let changes = changes::freeze(inputs);
    let reactions = reactions::freeze(&inputs.reactions, inputs.min_group);
    let given = |text: &String| !text.trim().is_empty();
    SummaryFigures {
        lead: headline::lead(inputs, headline),
        facts: facts(inputs, &changes, &reactions),
        last_course: inputs.previous.as_ref().and_then(|last| changes::last_course(&changes, &last.name)),
        moved: headline::moved(inputs, moves),
        gaps: gaps::largest(&inputs.blocks),
        going_well: gaps::going_well(&inputs.blocks).or_else(|| reactions::going_well(&reactions)),
        quotes: Vec::new(),
        // Sorted out once everything else stands.
        more_quotes: inputs
            .quotes
            .iter()
            .filter(|quote| quote.words().is_some_and(|words| !words.trim().is_empty()))
            .cloned()
            .collect(),
        actions: inputs.actions.iter().filter(|action| given(&action.what)).cloned().collect(),
        past_actions: inputs.past_actions.iter().filter(|past| given(&past.action.what)).cloned().collect(),
        note: inputs.note.clone().filter(given),
        cautions: cautions::cautions(inputs, &changes, &reactions),
        // A report has one rate: that of the people who came, where they were counted.
        response_rate: inputs
            .turnout
            .and_then(|turnout| turnout.rate())
            .filter(|_| headline::asked(inputs).is_none_or(|(who, _)| who == "invited"))
            .map(wording::response_rate),
        turnout: inputs.turnout,
        blocks: inputs.blocks.clone(),
        changes,
        reactions,
    }
}

fn facts(
    inputs: &Inputs,
    changes: &[super::document::ConfidenceChange],
    reactions: &[super::document::CourseReaction],
) -> Vec<HeadlineFact> {
    let of = inputs.people.map_or_else(String::new, |people| format!(", {}", people.words()));
    let fact = |label: &str, value: String| HeadlineFact { label: format!("{label}{of}"), value };
    let mut facts = vec![fact(ANSWERED, headline::answered_of(inputs))];
    if let Some((then, now)) = changes::overall(changes) {
        facts.push(fact("Confidence, then → now", wording::then_to_now(then, now)));
    }
    facts.extend(reactions::fact(reactions).map(|told| fact(&told.label, told.value)));
    let pairs = || inputs.blocks.iter().flat_map(|block| &block.comparison.pairs);
    let judged = pairs().filter(|pair| pair.verdict.is_judged()).count();
    if judged > 0 {
        let clear = pairs().filter(|pair| pair.verdict == Verdict::Clear).count();
        facts.push(HeadlineFact { label: "Clear gaps".to_owned(), value: format!("{clear} of {judged}") });
    }
    facts
}
