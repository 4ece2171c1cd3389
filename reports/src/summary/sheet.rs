//! A report laid out: the same parts in the same words for page, file, email and plain text.

use super::document::{ConfidenceChange, HeadlineFact, LargestGap, Summary, SummaryFigures};
use super::inputs::{ItemBlock, NextAction, PastAction};
use super::links::{Links, ReportLink};
use super::method::{self, MethodContents};
use super::people::{self, People};
use super::quote::Quote;
use super::table::Table;
use super::{changes, ledger, tables};
use crate::compare::ComparedSides;
use crate::finding;
use crate::wording;

/// Everything there is to lay out. Lists can be empty and texts missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct SummarySheet {
    /// What was put right since it was sent: "Corrected on 3 June 2026:" and the words after it.
    pub(crate) corrections: Vec<(String, String)>,
    /// Where and when.
    pub(crate) kicker: String,
    /// The finding.
    pub(crate) headline: String,
    /// Who answered, and the finding in a sentence or two more.
    pub(crate) lead: String,
    /// What the trainers add, in paragraphs.
    pub(crate) note: Vec<String>,
    /// Key figures.
    pub(crate) facts: Vec<HeadlineFact>,
    /// The picture of the first screen.
    pub(crate) chart: Option<SheetChart>,
    /// What changed, a line for each aim: its label and the change.
    pub(crate) changed: Vec<(String, String)>,
    /// The last course against this one.
    pub(crate) last_course: Option<String>,
    /// The gaps that matter most.
    pub(crate) gaps: Vec<LargestGap>,
    /// Their heading.
    pub(crate) gaps_heading: &'static str,
    /// One thing that goes well.
    pub(crate) going_well: Option<String>,
    /// Comments.
    pub(crate) quotes: Vec<Quote>,
    /// What the room said most at the workshop.
    pub(crate) said: Vec<String>,
    /// The address of its write-up, where there is one.
    pub(crate) write_up: Option<String>,
    /// What happens next, empty where nothing was agreed; none for a report without a course.
    pub(crate) next: Option<Vec<Agreed>>,
    /// What became of the actions of last time: "Done on 3 June 2026:" and what it was.
    pub(crate) past: Vec<(String, String)>,
    /// Where to go from here.
    pub(crate) links: Vec<ReportLink>,
    /// What limits the figures.
    pub(crate) cautions: Vec<String>,
    /// The figures in full.
    pub(crate) sections: Vec<SheetSection>,
    /// The other comments.
    pub(crate) more_quotes: Vec<Quote>,
    /// How this was worked out.
    pub(crate) method: Vec<(&'static str, String)>,
    /// The last lines.
    pub(crate) foot: Vec<String>,
}

/// Something that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agreed {
    /// What is done, as a sentence.
    pub(crate) what: String,
    /// "Outreach manager, by 30 June."
    pub(crate) who: String,
    /// Where it is ticked off, or told of.
    pub(crate) href: Option<String>,
}

/// Part of the figures in full.
#[derive(Clone, Debug)]
pub(crate) struct SheetSection {
    /// The stem of its picture: `dumbbell-a`.
    pub(crate) stem: String,
    pub(crate) heading: String,
    /// The finding, as a sentence; may be empty.
    pub(crate) finding: String,
    /// Its pictures.
    pub(crate) charts: Vec<SheetChart>,
    pub(crate) table: Table,
}

/// A picture in its two drawings.
#[derive(Clone, Debug)]
pub(crate) struct SheetChart {
    /// What it shows.
    pub(crate) heading: String,
    /// SVG for a wide page; empty where a phone alone has it here.
    pub(crate) wide: String,
    /// SVG for a phone.
    pub(crate) narrow: String,
    /// What stands below it.
    pub(crate) caption: String,
}

impl SummarySheet {
    /// The sheet of a summary, without pictures.
    pub(super) fn of(summary: &Summary, given: &Links, links: Vec<ReportLink>) -> Self {
        let course = &summary.course;
        let foot = foot(summary);
        let kicker = [&course.title, &course.place, &course.date].map(|part| part.trim().to_owned());
        let kicker = kicker.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let headline = summary.headline.clone();
        let corrections = summary.corrections.iter();
        let bare = Self {
            corrections: corrections
                .map(|put_right| (format!("Corrected on {}:", put_right.on), put_right.text.clone()))
                .collect(),
            kicker,
            headline,
            lead: summary.who_answered(),
            said: summary.workshop.iter().flat_map(|workshop| workshop.said.clone()).collect(),
            write_up: summary.workshop.as_ref().map(|workshop| workshop.write_up.clone()),
            links,
            foot,
            ..Self::default()
        };
        match &summary.figures {
            // The explanation explains nothing where there are no figures.
            None => Self {
                links: bare.links.iter().filter(|link| !link.href.ends_with("#how")).cloned().collect(),
                ..bare
            },
            Some(figures) => bare.with(summary, figures, given),
        }
    }

    fn with(self, summary: &Summary, figures: &SummaryFigures, given: &Links) -> Self {
        let sides: Vec<(Option<People>, &SummaryFigures)> =
            summary.sides().into_iter().filter_map(|(people, _, figures)| Some((people, figures?))).collect();
        let leads = sides.iter().map(|(_, figures)| figures.lead.as_str()).filter(|lead| !lead.is_empty());
        let leads: Vec<&str> = std::iter::once(self.lead.as_str()).chain(leads).collect();
        Self {
            lead: leads.join(" ").trim().to_owned(),
            facts: sides.iter().flat_map(|(_, figures)| figures.facts.clone()).collect(),
            changed: sides.iter().flat_map(|(people, figures)| changed(*people, figures)).collect(),
            last_course: last_course(&sides),
            gaps_heading: gaps_heading(&figures.gaps, &figures.blocks),
            gaps: figures.gaps.clone(),
            going_well: figures.going_well.as_ref().map(|well| format!("{}{well}", before(summary.people))),
            quotes: figures.quotes.clone(),
            next: Some(
                (1..)
                    .zip(&figures.actions)
                    .map(|(place, action)| agreed(action, given.action(place)))
                    .collect(),
            ),
            past: figures.past_actions.iter().map(past).collect(),
            cautions: cautions(&sides),
            sections: sections(summary, figures),
            more_quotes: figures.more_quotes.clone(),
            note: paragraphs(figures.note.as_deref().unwrap_or_default()),
            method: method::paragraphs(MethodContents {
                gaps: !figures.blocks.is_empty(),
                changes: sides.iter().any(|(_, figures)| !figures.changes.is_empty()),
                detectable: super::cautions::detectable(&figures.blocks),
                weighting: method::costliest(&figures.blocks),
                min_group: summary.min_group,
            }),
            ..self
        }
    }
}

/// "Partners: " before what is said of them.
fn before(people: Option<People>) -> String {
    people.map_or_else(String::new, People::before)
}

/// What changed for one side, a line for each aim.
fn changed(
    people: Option<People>,
    figures: &SummaryFigures,
) -> impl Iterator<Item = (String, String)> + use<'_> {
    let line = move |change: &ConfidenceChange| {
        let label = format!("{}{}", before(people), change.label);
        Some((label, changes::in_a_line(&change.shown?)))
    };
    figures.changes.iter().filter_map(line)
}

/// The last course against this one, for each side.
fn last_course(sides: &[(Option<People>, &SummaryFigures)]) -> Option<String> {
    let told = sides.iter().filter_map(|(people, figures)| {
        Some(format!("{}{}", before(*people), figures.last_course.as_ref()?))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// What limits the figures of any side, each once.
fn cautions(sides: &[(Option<People>, &SummaryFigures)]) -> Vec<String> {
    let mut cautions: Vec<String> = Vec::new();
    for caution in sides.iter().flat_map(|(_, figures)| &figures.cautions) {
        if !cautions.contains(caution) {
            cautions.push(caution.clone());
        }
    }
    cautions
}

/// The heading over the largest gaps of some blocks, which tell how sure each is.
pub(super) fn gaps_heading(gaps: &[LargestGap], blocks: &[ItemBlock]) -> &'static str {
    let pairs = || blocks.iter().flat_map(|block| &block.comparison.pairs);
    let is_certain = |gap: &LargestGap| pairs().any(|pair| pair.key == gap.key && pair.verdict.is_certain());
    match gaps.len() {
        _ if !gaps.iter().any(is_certain) => "Largest shortfalls, none certain",
        1 => "The gap that matters most",
        2 => "The two gaps that matter most",
        _ => "The three gaps that matter most",
    }
}

/// The paragraphs of a text that somebody typed.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(super) fn agreed(action: &NextAction, href: Option<String>) -> Agreed {
    let NextAction { what, who, by, from } = action;
    let parts = [
        who.trim().to_owned(),
        if by.trim().is_empty() { String::new() } else { format!("by {}", by.trim()) },
    ];
    let who = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let sentences = [&wording::capitalised(&who), from].map(|part| wording::sentence(part));
    Agreed { what: wording::sentence(what), who: sentences.join(" ").trim().to_owned(), href }
}

/// "Overdue since 8 May:", and what was agreed, with who does it while it is not done.
pub(super) fn past(past: &PastAction) -> (String, String) {
    let Agreed { what, .. } = agreed(&past.action, None);
    let who = wording::sentence(&past.action.who);
    let still = format!("{what} {who}").trim().to_owned();
    if let Some((how, why)) = &past.ended {
        return (format!("{how}:"), format!("{what} {}", wording::sentence(why)).trim().to_owned());
    }
    match (&past.done_on, past.action.by.trim()) {
        (Some(day), _) => (format!("Done on {day}:"), what),
        (None, "") => ("Not done yet:".to_owned(), still),
        (None, by) if past.late => (format!("Overdue since {by}:"), still),
        (None, by) => (format!("Due by {by}:"), still),
    }
}

fn sections(summary: &Summary, figures: &SummaryFigures) -> Vec<SheetSection> {
    let mut sections: Vec<SheetSection> = figures.blocks.iter().flat_map(block_sections).collect();
    for (people, _, figures) in summary.sides() {
        sections.extend(figures.into_iter().flat_map(|figures| of_side(people, figures)));
    }
    sections
}

/// What one side said of the course.
fn of_side(people: Option<People>, figures: &SummaryFigures) -> Vec<SheetSection> {
    let section = |stem: &str, heading: &str, finding: &str, mut table: Table| {
        // Both sides are asked the same, and a page knows each row by its key.
        for row in table.rows.iter_mut().filter(|row| !row.key.is_empty()) {
            row.key = people::stem(people, &row.key);
        }
        let heading =
            people.map_or_else(|| heading.to_owned(), |people| format!("{heading}: {}", people.words()));
        self::section(&people::stem(people, stem), &heading, finding, table)
    };
    let mut sections = Vec::new();
    if !figures.changes.is_empty() {
        sections.push(section(
            "then-now",
            "Confidence, then and now",
            &figures.moved,
            tables::changes(&figures.changes),
        ));
    }
    if !figures.reactions.is_empty() {
        sections.push(section(
            "reactions",
            "What people thought of the day",
            "",
            tables::reactions(&figures.reactions),
        ));
    }
    if let Some(turnout) = &figures.turnout {
        sections.push(section(
            "funnel",
            "Who answered",
            "",
            tables::turnout(turnout, figures.response_rate.is_some()),
        ));
    }
    sections
}

fn section(stem: &str, heading: &str, finding: &str, table: Table) -> SheetSection {
    SheetSection {
        stem: stem.to_owned(),
        heading: heading.to_owned(),
        finding: wording::sentence(finding),
        charts: Vec::new(),
        table,
    }
}

/// All pairs of a block, and its gaps by kind of partner.
pub(super) fn block_sections(block: &ItemBlock) -> Vec<SheetSection> {
    let letter = ledger::letter(block.comparison.ledger);
    let names = ledger::Names::of(block.comparison.ledger);
    let stem = format!("dumbbell-{letter}");
    let title = finding::title(&block.comparison);
    let mut sections = vec![section(&stem, names.heading, &title, ledger::pairs(block))];
    if let Some(table) = ledger::by_kind(block) {
        let heading = match block.comparison.ledger {
            ComparedSides::LibraryOffers => "What each type of partner expects",
            ComparedSides::PartnersOffer => "What each type of partner offers",
        };
        sections.push(section(&format!("by-kind-{letter}"), heading, "", table));
    }
    sections
}

fn foot(summary: &Summary) -> Vec<String> {
    let survey = &summary.survey;
    let mut source = format!("From “{}”, version {}.", survey.title, survey.version);
    for (people, _, figures) in summary.sides() {
        if let Some(rate) = figures.and_then(|figures| figures.response_rate.as_deref()) {
            let of = people.map_or_else(String::new, People::before);
            source = format!("{source} {}", wording::sentence(&format!("{of}{rate}")));
        }
    }
    vec![
        format!(
            "Groups under {} are never shown. Frozen on {}.",
            wording::number(summary.min_group.get()),
            summary.frozen
        ),
        source,
        if summary.library == summary.programme {
            format!("{}.", summary.programme)
        } else {
            format!("{}: {}.", summary.library, summary.programme)
        },
    ]
}
