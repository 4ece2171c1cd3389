//! The pictures of a report, drawn from frozen figures.

pub(super) mod blocks;

use super::document::{ConfidenceChange, CourseReaction, LargestGap, Summary, SummaryFigures};
use super::inputs::ItemBlock;
use super::ledger::{self, letter};
use super::people::{self, People};
use super::sheet::SheetChart;
use crate::chart::answers::{self, ChartAnswers};
use crate::chart::diverging::Diverging;
use crate::chart::shortfalls::{self, Shortfalls};
use crate::chart::stacked::Stacked;
use crate::chart::then_now::{self, ThenNow};
use crate::chart::{ChartSide, ChartWords, Layout, Picture, PictureError};
use crate::compare::{ComparedSides, Pair, Verdict};
use crate::printed;
use crate::scale::{self, Scale, Shape};
use crate::small_numbers::CategoryView;
use crate::wording;

/// A chart in both drawings and as a slide, with the stem of its file names: `dumbbell-a`.
pub(super) struct Drawn {
    pub(super) stem: String,
    pub(super) wide: Picture,
    pub(super) narrow: Picture,
    slide: Picture,
}

impl Drawn {
    pub(super) fn new(
        stem: impl Into<String>,
        draw: impl Fn(Layout) -> Result<Picture, PictureError>,
    ) -> Result<Self, PictureError> {
        let wide = draw(Layout::Wide)?;
        Ok(Self { stem: stem.into(), slide: wide.slide()?, narrow: draw(Layout::Narrow)?, wide })
    }

    /// The same with another drawing on the slide, which has no room for all of it.
    pub(super) fn with_slide(self, few: &Picture) -> Result<Self, PictureError> {
        Ok(Self { slide: few.slide()?, ..self })
    }

    /// Both drawings inside of a page.
    pub(super) fn chart(&self, heading: &str, caption: String) -> SheetChart {
        SheetChart {
            heading: heading.to_owned(),
            wide: self.wide.inline(&format!("{}-wide", self.stem)),
            narrow: self.narrow.inline(&format!("{}-narrow", self.stem)),
            caption,
        }
    }

    /// All with their file names, without an ending.
    pub(super) fn named(self) -> [(String, Picture); 3] {
        let name = |drawing: &str| format!("{}-{drawing}", self.stem);
        [(name("wide"), self.wide), (name("narrow"), self.narrow), (name("slide"), self.slide)]
    }
}

impl Summary {
    /// The pictures for downloads, each with its file name without an ending: `dumbbell-a-wide`. `a` is what the
    /// library offers, `b` what partners offer.
    ///
    /// # Errors
    /// [`PictureError`] if one cannot be drawn.
    pub fn charts(&self) -> Result<Vec<(String, Picture)>, PictureError> {
        let Some(figures) = &self.figures else {
            return Ok(Vec::new());
        };
        let source = source(self);
        let mut drawn = Vec::new();
        for block in &figures.blocks {
            drawn.extend(blocks::all(block, &block_source(&self.library, block))?);
        }
        for (people, _, figures) in self.sides() {
            let Some(figures) = figures else { continue };
            drawn.extend(then_now(people, (&figures.moved, &figures.changes), &source)?);
            drawn.extend(reactions(people, &figures.reactions, &source)?);
            drawn.extend(turnout(people, figures, &source)?);
        }
        Ok(drawn.into_iter().flat_map(Drawn::named).collect())
    }
}

/// The line below a picture: survey, version and response rate.
pub(super) fn source(summary: &Summary) -> String {
    let survey = format!("“{}”, version {}", summary.survey.title, summary.survey.version);
    let rate = summary.figures.as_ref().and_then(|figures| figures.response_rate.clone());
    let parts = [Some(summary.library.clone()), Some(survey), rate];
    wording::sentence(&parts.into_iter().flatten().collect::<Vec<_>>().join(". "))
}

/// The same for a block, which has surveys of its own.
pub(super) fn block_source(library: &str, block: &ItemBlock) -> String {
    let surveys =
        block.surveys.iter().map(|survey| format!("“{}”, version {}", survey.title, survey.version));
    let surveys: Vec<String> = surveys.collect();
    wording::sentence(&format!("{library}. {}", surveys.join("; ")))
}

/// What stands below a picture, by the beginning of its name.
pub(super) fn caption(stem: &str) -> &'static str {
    if stem.ends_with("then-now") {
        "The same people, then and now, with how many went up, stayed or went down."
    } else if stem.starts_with("choice-") {
        "How many people gave each answer."
    } else if stem == super::themes::STEM {
        "How many comments have each theme."
    } else {
        "Per cent of the people who gave an answer."
    }
}

/// Confidence then and now, and which way it moved; none where nothing of it may be shown.
pub(super) fn then_now(
    people: Option<People>,
    (moved, changes): (&str, &[ConfidenceChange]),
    source: &str,
) -> Result<Option<Drawn>, PictureError> {
    let of_side = people;
    let shown = || changes.iter().filter_map(|change| change.shown);
    let people = || shown().map(|shown| shown.n);
    let (Some(fewest), Some(most)) = (people().min(), people().max()) else {
        return Ok(None);
    };
    let up_to = if fewest < most { "up to " } else { "" };
    let who = format!("{up_to}{}", people::counted(of_side, most));
    let before = shown().filter_map(|shown| shown.before).map(|before| before.n).max();
    let before = before.map(|n| format!(", and of {} asked before the course", wording::count(n)));
    let before = before.unwrap_or_default();
    let chart = ThenNow {
        words: ChartWords {
            finding: moved.to_owned(),
            subtitle: format!(
                "Means of {who} who rated themselves then and now{before}, on a scale from 1 to 5"
            ),
            source: source.to_owned(),
            measure: "confidence then and now".to_owned(),
            groups: who,
        },
        scale: labels(scale::known(scale::CONFIDENCE5)),
        side: of_side.map_or(ChartSide::Library, People::side),
        items: changes.iter().map(change).collect(),
    };
    Drawn::new(people::stem(of_side, "then-now"), |layout| chart.picture(layout)).map(Some)
}

fn change(change: &ConfidenceChange) -> then_now::ThenNowItem {
    let absent = if change.unanswered {
        then_now::ThenNowChange::NoAnswers
    } else {
        then_now::ThenNowChange::Suppressed
    };
    let shown = change.shown.map(|shown| then_now::ThenNowChange::Shown {
        then: shown.then,
        now: shown.now,
        before: shown.before.map(|before| then_now::Before { n: before.n, mean: before.mean }),
        up: shown.up,
        same: shown.same,
        down: shown.down,
    });
    then_now::ThenNowItem { label: change.label.clone(), change: shown.unwrap_or(absent) }
}

/// The labels of a scale, or its numbers.
fn labels(scale: Option<Scale>) -> [String; 5] {
    scale.map_or_else(|| ["1", "2", "3", "4", "5"].map(str::to_owned), |scale| scale.labels)
}

/// The words of pictures of how answers were spread.
pub(super) struct Spread<'a> {
    /// The beginning of their names.
    pub(super) stem: &'a str,
    /// The finding of the questions on one scale.
    pub(super) finding: &'a dyn Fn(&[&CourseReaction]) -> String,
    /// What is measured.
    pub(super) measure: &'a str,
    /// The line below.
    pub(super) source: &'a str,
}

/// How answers about the day were spread.
pub(super) fn reactions(
    people: Option<People>,
    reactions: &[CourseReaction],
    source: &str,
) -> Result<Vec<Drawn>, PictureError> {
    let stem = people::stem(people, "reactions");
    let words = Spread { stem: &stem, finding: &said, measure: "answers about the day", source };
    spreads(reactions, &words)
}

/// What stands out of how questions on one scale were answered: the share of the best answers, by their names.
pub(super) fn said(reactions: &[&CourseReaction]) -> String {
    let told = reactions.iter().filter_map(|reaction| Some((*reaction, reaction.best?, reaction.n?)));
    let told: Vec<(&CourseReaction, u64, u64)> = told.filter(|(.., n)| *n > 0).collect();
    let best = |reaction: &CourseReaction| {
        let [.., high] = reaction.scale.bands();
        let name = if reaction.scale.shape == Shape::Ideal { &reaction.scale.labels[2] } else { &high };
        wording::lowered(name)
    };
    if let [(only, people, n)] = told.as_slice() {
        let (people, n) = (wording::count(*people), wording::count(*n));
        return format!("{}: {people} of {n} say “{}”", only.label, best(only));
    }
    let Some((first, ..)) = told.first() else { return "How the answers were spread".to_owned() };
    let shares =
        || told.iter().map(|(_, people, n)| printed::percent([*people, n.saturating_sub(*people)])[0]);
    let (least, most) = (shares().min().unwrap_or(0), shares().max().unwrap_or(0));
    if least == most {
        return format!("{most}% say “{}” on every question", best(first));
    }
    format!("Between {least}% and {most}% say “{}”", best(first))
}

/// How answers were spread, one picture for each scale; none of a scale without a bar to show.
pub(super) fn spreads(reactions: &[CourseReaction], words: &Spread<'_>) -> Result<Vec<Drawn>, PictureError> {
    let scales = drawn_scales(reactions);
    let draw = |scale: &&Scale| {
        let of_scale: Vec<&CourseReaction> =
            reactions.iter().filter(|reaction| reaction.scale == **scale).collect();
        spread(scale, &of_scale, words)
    };
    scales.iter().map(draw).collect()
}

/// Every scale with a bar to show, in the order of the questions.
pub(super) fn drawn_scales(reactions: &[CourseReaction]) -> Vec<&Scale> {
    let mut scales: Vec<&Scale> = Vec::new();
    for reaction in reactions.iter().filter(|reaction| has_bar(reaction)) {
        if !scales.contains(&&reaction.scale) {
            scales.push(&reaction.scale);
        }
    }
    scales
}

fn has_bar(reaction: &CourseReaction) -> bool {
    matches!(bar(reaction), ChartAnswers::Five { .. } | ChartAnswers::Bands { .. })
}

fn bar(reaction: &CourseReaction) -> ChartAnswers {
    match reaction.categories {
        _ if reaction.n == Some(0) => ChartAnswers::NoAnswers,
        CategoryView::Every(counts) => ChartAnswers::Five { counts, percent: printed::percent(counts) },
        CategoryView::Bands { low, middle, high } => {
            let counts = [low, middle, high];
            ChartAnswers::Bands { counts, percent: printed::percent(counts) }
        }
        CategoryView::Hidden => ChartAnswers::Suppressed,
    }
}

fn spread(scale: &Scale, reactions: &[&CourseReaction], words: &Spread<'_>) -> Result<Drawn, PictureError> {
    let people = || reactions.iter().filter_map(|reaction| reaction.n);
    let (fewest, most) = (people().min().unwrap_or(0), people().max().unwrap_or(0));
    let up_to = if fewest < most { "up to " } else { "" };
    let who = format!("{up_to}{}", wording::counted(most, "person", "people"));
    let is_banded = |reaction: &&CourseReaction| matches!(reaction.categories, CategoryView::Bands { .. });
    let together = if reactions.iter().any(is_banded) {
        "; below ten answers, neighbouring answers are counted together and hatched"
    } else {
        ""
    };
    let stem = format!("{}-{}", words.stem, scale.key);
    let words = ChartWords {
        finding: (words.finding)(reactions),
        subtitle: format!("Answers of {who}, in per cent of those who gave one{together}"),
        source: words.source.to_owned(),
        measure: words.measure.to_owned(),
        groups: who,
    };
    let item = |reaction: &&CourseReaction| answers::AnswersItem {
        label: reaction.label.clone(),
        answers: bar(reaction),
        dont_know: reaction.dont_know,
        not_applicable: reaction.not_applicable,
    };
    let (items, scale) = (reactions.iter().map(item).collect(), scale.clone());
    if scale.shape == Shape::Bipolar {
        let chart = Diverging { words, scale, items, limit: None };
        return Drawn::new(stem, |layout| chart.picture(layout));
    }
    let chart = Stacked { words, scale, items };
    Drawn::new(stem, |layout| chart.picture(layout))
}

/// How far people came; none without a list of people.
pub(super) fn turnout(
    people: Option<People>,
    figures: &SummaryFigures,
    source: &str,
) -> Result<Option<Drawn>, PictureError> {
    let chart = figures.turnout.and_then(|turnout| turnout.chart("The survey after the course", source));
    chart.map(|chart| Drawn::new(people::stem(people, "funnel"), |layout| chart.picture(layout))).transpose()
}

/// The dumbbell of a block, with the words of its caption.
pub(super) fn dumbbell(block: &ItemBlock, source: &str) -> Result<Drawn, PictureError> {
    let chart = blocks::dumbbell(block, source);
    let stem = format!("dumbbell-{}", letter(block.comparison.ledger));
    Drawn::new(stem, |layout| chart.picture(layout))?.with_slide(&chart.few()?)
}

/// Words around the picture of a block.
fn words(block: &ItemBlock, finding: String, measure: &str, source: &str) -> ChartWords {
    ChartWords {
        finding,
        subtitle: ledger::caption(block),
        source: source.to_owned(),
        measure: measure.to_owned(),
        groups: ledger::people(block),
    }
}

/// The gaps that matter most, in both directions together; none where there is no gap.
pub(super) fn shortfalls(
    (gaps, blocks): (&[LargestGap], &[ItemBlock]),
    title: &str,
    library: &str,
) -> Option<Shortfalls> {
    let gaps = gaps.iter().filter_map(|gap| {
        let ledger =
            if gap.library_expects { ComparedSides::PartnersOffer } else { ComparedSides::LibraryOffers };
        let block = blocks.iter().find(|block| block.comparison.ledger == ledger)?;
        let pair = block.comparison.pairs.iter().find(|pair| pair.key == gap.key)?;
        Some((gap, block, pair))
    });
    let gaps: Vec<(&LargestGap, &ItemBlock, &Pair)> = gaps.collect();
    let (_, first, _) = gaps.first()?;
    Some(Shortfalls {
        words: ChartWords {
            finding: title.to_owned(),
            subtitle: "Mean answers on a scale from 1 to 5".to_owned(),
            source: block_source(library, first),
            measure: "the largest gaps".to_owned(),
            groups: ledger::people(first),
        },
        scale: first.scale.labels.clone(),
        items: gaps.into_iter().filter_map(shortfall).collect(),
    })
}

fn shortfall((gap, block, pair): (&LargestGap, &ItemBlock, &Pair)) -> Option<shortfalls::ShortfallItem> {
    let (offer, expect) = blocks::roles(block.comparison.ledger);
    let [offered, expected] = pair.means();
    let counted = |n: Option<u64>| n.map(wording::count).unwrap_or_default();
    Some(shortfalls::ShortfallItem {
        label: gap.label.clone(),
        note: format!(
            "{} · {} {}, {} {}",
            wording::capitalised(&gap.reading),
            offer.who,
            counted(pair.offer.n),
            expect.who,
            counted(pair.expectation.n)
        ),
        offer: shortfalls::End { side: offer.side, who: offer.who, says: offer.label, mean: offered? },
        expect: shortfalls::End { side: expect.side, who: expect.who, says: expect.label, mean: expected? },
        clear: pair.verdict == Verdict::Clear,
    })
}
