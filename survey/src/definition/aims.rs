//! A survey cut to the aims of one course, and how many items that leaves.

use common_ground_reports::aims::NOW;

use super::{ITEMS_MAX, SECTION_MAX};
use crate::{Item, Section, Side, Survey};

/// Below three items a score says no more than its items do (Cronbach's alpha needs three).
const SCORE_MIN: usize = 3;

impl Survey {
    /// The aims its items ask about, in order, each once.
    pub fn aims(&self) -> Vec<&str> {
        let mut aims: Vec<&str> = Vec::new();
        for aim in self.items().filter_map(|item| item.aim.as_deref()) {
            if !aims.contains(&aim) {
                aims.push(aim);
            }
        }
        aims
    }

    /// The words for an aim: those of the item that is nothing but the aim, or of how people feel about it now.
    pub fn aim_label(&self, aim: &str) -> String {
        let item = self.item(aim).or_else(|| self.item(&format!("{aim}{NOW}")));
        item.map_or_else(|| aim.to_owned(), |item| item.label.to_string())
    }

    /// The survey for a course with these aims: items of other aims are left out, with the pairs and scores
    /// that need them, and the pages of what remains are filled evenly.
    #[must_use]
    pub fn for_aims(&self, aims: &[&str]) -> Self {
        let keeps = |item: &Item| item.aim.as_deref().is_none_or(|aim| aims.contains(&aim));
        let mut survey = self.clone();
        for section in &mut survey.sections {
            section.items.retain(keeps);
        }
        survey.sections.retain(|section| !section.items.is_empty());
        survey.sections = deal(survey.sections);
        let kept = |key: &String| survey.sections.iter().any(|s| s.items.iter().any(|item| item.key == *key));
        survey.pairs.retain(|pair| kept(&pair.left) && kept(&pair.right));
        for score in &mut survey.scores {
            score.items.retain(kept);
        }
        survey.scores.retain(|score| score.items.len() >= SCORE_MIN);
        survey
    }

    /// Whether a side is asked more than people answer with care.
    pub fn is_too_long(&self, side: Side) -> bool {
        self.asked(side) > ITEMS_MAX
    }

    /// How many questions a side is asked at most, the reporting group apart.
    pub fn asked(&self, side: Side) -> usize {
        self.count_asked(side, |item| item.is_question() && !item.is_group())
    }

    /// How many items a side is asked at most, once the course has picked its aims.
    pub(super) fn count_asked(&self, side: Side, counts: impl Fn(&Item) -> bool) -> usize {
        count(self.items_on(side).filter(|item| counts(item)), self.aims_to_pick)
    }
}

impl Section {
    /// How many questions of it a side is asked at most, once the course has picked so many aims.
    pub fn asked(&self, side: Side, aims_to_pick: Option<usize>) -> usize {
        count(self.items.iter().filter(|item| item.is_on(side) && item.is_question()), aims_to_pick)
    }

    fn has_only_aims(&self) -> bool {
        self.items.iter().all(|item| item.aim.is_some())
    }
}

/// Items without an aim, and those of the aims with the most items.
fn count<'a>(items: impl Iterator<Item = &'a Item>, aims_to_pick: Option<usize>) -> usize {
    let mut always = 0;
    let mut by_aim: Vec<(&str, usize)> = Vec::new();
    for item in items {
        match item.aim.as_deref() {
            None => always += 1,
            Some(aim) => match by_aim.iter_mut().find(|(known, _)| *known == aim) {
                Some((_, items)) => *items += 1,
                None => by_aim.push((aim, 1)),
            },
        }
    }
    by_aim.sort_by_key(|(_, items)| std::cmp::Reverse(*items));
    let picked = by_aim.iter().take(aims_to_pick.unwrap_or(usize::MAX));
    always + picked.map(|(_, items)| items).sum::<usize>()
}

/// Shares the items of neighbouring sections that ask about aims alone, and with one stem, out again: as few
/// pages as hold them, filled evenly. An aim's items stay together.
fn deal(sections: Vec<Section>) -> Vec<Section> {
    let mut dealt: Vec<Section> = Vec::new();
    let mut run: Vec<Section> = Vec::new();
    for section in sections {
        let joins = section.has_only_aims() && run.first().is_none_or(|first| first.stem == section.stem);
        if !joins {
            dealt.append(&mut level(std::mem::take(&mut run)));
        }
        if section.has_only_aims() {
            run.push(section);
        } else {
            dealt.push(section);
        }
    }
    dealt.append(&mut level(run));
    dealt
}

/// Fills a run of sections evenly.
fn level(mut run: Vec<Section>) -> Vec<Section> {
    if run.len() < 2 {
        return run;
    }
    let aims = in_aims(run.iter_mut().flat_map(|section| section.items.drain(..)));
    let sizes: Vec<usize> = aims.iter().map(Vec::len).collect();
    let fewest = pages(&sizes, SECTION_MAX);
    let size = (1..=SECTION_MAX).find(|size| pages(&sizes, *size) == fewest).unwrap_or(SECTION_MAX);
    let mut page = 0;
    for aim in aims {
        let full = !run[page].items.is_empty() && run[page].items.len() + aim.len() > size;
        if full && page + 1 < run.len() {
            page += 1;
        }
        run[page].items.extend(aim);
    }
    run.truncate(page + 1);
    run
}

/// Neighbouring items of one aim together.
fn in_aims(items: impl Iterator<Item = Item>) -> Vec<Vec<Item>> {
    let mut aims: Vec<Vec<Item>> = Vec::new();
    for item in items {
        match aims.last_mut() {
            Some(aim) if aim[0].aim == item.aim => aim.push(item),
            _ => aims.push(vec![item]),
        }
    }
    aims
}

/// How many pages of a size hold these blocks in order.
fn pages(blocks: &[usize], size: usize) -> usize {
    let (mut pages, mut filled) = (0, usize::MAX);
    for block in blocks {
        if filled.saturating_add(*block) > size {
            (pages, filled) = (pages + 1, 0);
        }
        filled += block;
    }
    pages
}
