//! Page one of a summary, which is its email: what was found and of whom, what happens next, the three largest gaps, two
//! comments, what changed, and one way on. Everything else is in the report behind that link.

use super::document::{LargestGap, Summary};
use super::inputs::{ItemBlock, NextAction, PastAction};
use super::links::Links;
use super::page_one::{Brief, Cover};
use super::people::People;
use super::quote::Quote;
use super::sheet::{self, SummarySheet};
use super::{changes, text};
use crate::compare::{ComparedSides, Pair, SideFigures};
use crate::wording;

/// The most words of the email, without those that a programme puts around it.
pub const MAX_EMAIL_WORDS: usize = 250;

/// The most comments.
const MAX_QUOTES: usize = 2;
/// Words that are kept free for comments, where there are any; beside what the room said, fewer.
const QUOTES: usize = 45;
const QUOTES_BESIDE_ROOM: usize = 36;
/// The most lines of what changed.
const MAX_CHANGED: usize = 4;
/// The most actions of last time.
const MAX_PAST: usize = 3;
/// The most words of what was agreed, of who does it, and of an action of last time.
const AGREED: usize = 24;
const WHO: usize = 10;
const PAST: usize = 16;
/// The most words of something that the room said.
const SAID: usize = 14;
/// The most words of the name of an item.
const LABEL: usize = 12;
/// The most words of a correction and of the trainers' note.
const CORRECTION: usize = 60;
const NOTE: usize = 40;

impl Brief {
    /// Page one of a summary. It is never longer than [`MAX_EMAIL_WORDS`]: what matters least gives way first.
    pub(super) fn of(summary: &Summary, links: &Links) -> Self {
        let mut brief = Self::whole(summary, links);
        let quotes =
            summary.figures.iter().flat_map(|figures| figures.quotes.iter().chain(&figures.more_quotes));
        let quotes: Vec<&Quote> = quotes.collect();
        let first = quotes.iter().take(MAX_QUOTES).map(|quote| wording::words(&text::quoted(quote)));
        let kept = first.sum::<usize>() + wording::words(text::IN_THEIR_WORDS);
        let room = if brief.said.is_empty() { QUOTES } else { QUOTES_BESIDE_ROOM };
        let most = MAX_EMAIL_WORDS - if quotes.is_empty() { 0 } else { kept.min(room) };
        while brief.words() > most && brief.shorten() {}
        let mut room = MAX_EMAIL_WORDS.saturating_sub(brief.words() + wording::words(text::IN_THEIR_WORDS));
        for quote in quotes {
            let words = wording::words(&text::quoted(quote));
            if brief.quotes.len() < MAX_QUOTES && words <= room {
                room -= words;
                brief.quotes.push(quote.clone());
            }
        }
        let note = summary.figures.as_ref().and_then(|figures| figures.note.as_deref()).unwrap_or_default();
        brief.add_note(&note.split_whitespace().collect::<Vec<_>>().join(" "), room);
        brief
    }

    /// Everything but comments and note.
    fn whole(summary: &Summary, links: &Links) -> Self {
        let sheet = SummarySheet::of(summary, links, Vec::new());
        let corrections = sheet.corrections.into_iter();
        let mut brief = Self {
            corrections: corrections.map(|(on, text)| (on, cut(&text, CORRECTION))).collect(),
            kicker: sheet.kicker,
            headline: sheet.headline,
            base: base(summary),
            said: sheet.said.iter().map(|line| cut(line, SAID)).collect(),
            write_up: sheet.write_up,
            report: links.report.clone(),
            preferences: links.preferences.clone(),
            stop: links.stop.clone(),
            foot: sheet.foot.first().cloned().unwrap_or_default(),
            ..Self::default()
        };
        let Some(figures) = &summary.figures else {
            return brief;
        };
        brief.more_actions = match figures.actions.len() {
            0 | 1 => String::new(),
            2 => "One more is in the report.".to_owned(),
            all => {
                wording::capitalised(&format!("{} more are in the report.", wording::number(all as u64 - 1)))
            }
        };
        let first =
            figures.actions.iter().take(1).map(|action| sheet::agreed(&short(action), links.action(1)));
        brief.next = Some(first.collect());
        let mut past: Vec<&PastAction> = figures.past_actions.iter().collect();
        // What waits before what is done.
        past.sort_by_key(|past| (!past.late, past.done_on.is_some() || past.ended.is_some()));
        brief.past = past
            .into_iter()
            .take(MAX_PAST)
            .map(sheet::past)
            .map(|(when, what)| (when, cut(&what, PAST)))
            .collect();
        brief.gaps =
            sheet.gaps.into_iter().map(|gap| LargestGap { label: cut(&gap.label, LABEL), ..gap }).collect();
        brief.gaps_heading = sheet.gaps_heading;
        brief.changed = changed(summary);
        brief.cautions = sheet.cautions;
        brief
    }

    fn words(&self) -> usize {
        wording::words(&text::page_one(self, &Cover::default()))
    }

    /// Leaves out what matters least of what is there. `false` when the rest must stay.
    fn shorten(&mut self) -> bool {
        let Self { cautions, changed, past, said, .. } = self;
        for (cautions_left, changed_left, past_left, said_left) in
            [(2, 2, 3, 3), (1, 2, 2, 3), (1, 0, 1, 3), (0, 0, 1, 3), (0, 0, 1, 1), (0, 0, 0, 0)]
        {
            let is_longer = cautions.len() > cautions_left && cautions.pop().is_some()
                || changed.len() > changed_left && changed.pop().is_some()
                || past.len() > past_left && past.pop().is_some()
                || said.len() > said_left && said.pop().is_some();
            if is_longer {
                return true;
            }
        }
        false
    }

    /// Adds the trainers' note where there is room, or says where it is.
    fn add_note(&mut self, note: &str, room: usize) {
        let elsewhere = "The trainers’ note is in the report.";
        let fits = |said: &&str| wording::words(said) <= room.min(NOTE);
        let said = [note, elsewhere].into_iter().find(fits).filter(|_| !note.is_empty());
        said.unwrap_or_default().clone_into(&mut self.note);
    }
}

/// So many words of a text, with an ellipsis where something was lost.
fn cut(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most { text.trim().to_owned() } else { format!("{} …", words[..most].join(" ")) }
}

fn short(action: &NextAction) -> NextAction {
    let NextAction { what, who, by, .. } = action;
    // Where it came from is in the report.
    NextAction { what: cut(what, AGREED), who: cut(who, WHO), by: cut(by, WHO), from: String::new() }
}

/// Whom the figures are of: who answered about the course, side by side, and who answered the surveys that are compared.
fn base(summary: &Summary) -> String {
    let mut sentences = vec![summary.who_answered()];
    for (_, _, figures) in summary.sides() {
        let Some(figures) = figures else { continue };
        let has_whole = figures.facts.first().is_some_and(|answered| answered.value.contains(" of "));
        if let Some(turnout) = figures.turnout.filter(|turnout| !turnout.has_list() && !has_whole) {
            sentences.push(wording::sentence(&turnout.why_no_rate()));
        }
        for source in figures.blocks.iter().map(source) {
            if !sentences.contains(&source) {
                sentences.push(source);
            }
        }
    }
    sentences.join(" ")
}

/// "26 library staff (response rate 58%) and 25 partners answered the surveys of March to April 2026."
fn source(block: &ItemBlock) -> String {
    let most =
        |of: fn(&Pair) -> &SideFigures| block.comparison.pairs.iter().filter_map(|pair| of(pair).n).max();
    let counts = [most(|pair| &pair.offer), most(|pair| &pair.expectation)];
    let ledger = block.comparison.ledger;
    let people = match ledger {
        ComparedSides::LibraryOffers => [People::Library, People::Partner],
        ComparedSides::PartnersOffer => [People::Partner, People::Library],
    };
    let mut said: Vec<(People, String)> = people
        .into_iter()
        .zip(counts)
        .zip(block.response_rates)
        .map(|((people, count), rate)| {
            let count = count.map_or_else(|| block.comparison.min_group.fewer_than(), wording::count);
            let rate = rate.map(|rate| format!(" (response rate {:.0}%)", rate * 100.0)).unwrap_or_default();
            (people, format!("{count} {}{rate}", people.words()))
        })
        .collect();
    said.sort_by_key(|(people, _)| *people == People::Partner);
    let window = if block.window.is_empty() { String::new() } else { format!(" of {}", block.window) };
    let who: Vec<String> = said.into_iter().map(|(_, said)| said).collect();
    format!("{} answered the surveys{window}.", who.join(" and "))
}

/// The changes, the largest first.
fn changed(summary: &Summary) -> Vec<(String, String)> {
    let mut found: Vec<(f64, (String, String))> = Vec::new();
    for (people, _, figures) in summary.sides() {
        for change in figures.into_iter().flat_map(|figures| &figures.changes) {
            let Some(shown) = change.shown else { continue };
            let label =
                format!("{}{}", people.map_or_else(String::new, People::before), cut(&change.label, LABEL));
            found.push(((shown.now - shown.then).abs(), (label, changes::means(&shown))));
        }
    }
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.into_iter().take(MAX_CHANGED).map(|(_, line)| line).collect()
}
