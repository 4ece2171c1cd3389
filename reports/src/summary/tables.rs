//! The tables of a course: confidence then and now, and what people thought of the day.

use super::document::{Change, Reaction, ShownChange};
use super::table::{Cell, Column, Row, Table};
use super::wording;
use crate::printed;
use crate::scale::{Scale, Shape};
use crate::small_numbers::{CategoryView, TOO_FEW};
use crate::turnout::Turnout;

/// Confidence then and now.
pub(super) fn changes(changes: &[Change]) -> Table {
    let has =
        |of: fn(&ShownChange) -> bool| changes.iter().filter_map(|change| change.shown.as_ref()).any(of);
    let (before, last) = (has(|shown| shown.before.is_some()), has(|shown| shown.last.is_some()));
    let mut columns: Vec<Column> = Vec::new();
    if before {
        columns.extend(["Asked before", "n"].map(Column::figures));
    }
    columns.extend(["Then", "Now", "Change", "95% interval", "n", "Up", "Same", "Down"].map(Column::figures));
    if last {
        columns.extend(["Last course", "n"].map(Column::figures));
    }
    let row = |change: &Change| Row {
        key: change.key.clone(),
        label: change.label.clone(),
        strong: false,
        cells: change
            .shown
            .map_or_else(|| absent(change, columns.len()), |shown| cells(&shown, before, last)),
    };
    let rows = changes.iter().map(row).collect();
    let caption = "Means on a scale from 1 to 5, of people who answered both.".to_owned();
    Table { caption, corner: "Aim", heat: false, columns, rows }
}

fn absent(change: &Change, columns: usize) -> Vec<Cell> {
    let words = if change.unanswered { "no answers" } else { TOO_FEW };
    let mut cells = vec![Cell::absent("–"); columns];
    cells[0] = Cell::absent(words);
    cells
}

fn cells(shown: &ShownChange, before: bool, last: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    if before {
        cells.push(Cell::or_dash(shown.before.map(|before| wording::mean(before.mean))));
        cells.push(Cell::or_dash(shown.before.map(|before| wording::count(before.n))));
    }
    cells.extend(
        [
            wording::mean(shown.then),
            wording::mean(shown.now),
            wording::gap(printed::difference(shown.now, shown.then)),
        ]
        .map(Cell::of),
    );
    cells.push(Cell::or_dash(shown.interval.map(wording::interval)));
    cells.extend([shown.n, shown.up, shown.same, shown.down].map(|people| Cell::of(wording::count(people))));
    if last {
        let means = |last: super::document::LastChange| wording::then_to_now(last.then, last.now);
        cells.push(Cell::or_dash(shown.last.map(means)));
        cells.push(Cell::or_dash(shown.last.map(|last| wording::count(last.n))));
    }
    cells
}

/// What people thought of the day.
pub(super) fn reactions(reactions: &[Reaction]) -> Table {
    // On a scale whose middle is best a mean would say nothing.
    let has_means = reactions.iter().any(|reaction| reaction.scale.shape != Shape::Ideal);
    let mut columns = Vec::new();
    columns.extend(has_means.then(|| Column::figures("Mean")));
    columns.extend(["n", "Don’t know", "n/a"].map(Column::figures));
    columns.extend(["Best answers", "All answers, lowest first"].map(Column::words));
    let row = |reaction: &Reaction| Row {
        key: reaction.key.clone(),
        label: reaction.label.clone(),
        strong: false,
        cells: reaction_cells(reaction, has_means, columns.len()),
    };
    let rows = reactions.iter().map(row).collect();
    let caption =
        if has_means { "Means on a scale from 1 to 5." } else { "How many people gave each answer." };
    let caption = caption.to_owned();
    Table { caption, corner: "Question", heat: false, columns, rows }
}

fn reaction_cells(reaction: &Reaction, has_means: bool, columns: usize) -> Vec<Cell> {
    let Some(n) = reaction.n.filter(|n| *n > 0) else {
        let words = if reaction.n == Some(0) { "no answers" } else { TOO_FEW };
        let mut cells = vec![Cell::absent("–"); columns];
        cells[0] = Cell::absent(words);
        return cells;
    };
    let mean = if reaction.scale.shape == Shape::Ideal { None } else { reaction.mean };
    let best = reaction.best_of_all().map(|best| format!("{best} {}", reaction.best_in_sentence()));
    let mut cells = Vec::new();
    cells.extend(has_means.then(|| Cell::or_dash(mean.map(wording::mean))));
    cells.extend([
        Cell::of(wording::count(n)),
        Cell::of(wording::count(reaction.dont_know)),
        Cell::of(wording::count(reaction.not_applicable)),
        Cell::or_dash(best),
        spread(reaction.categories, &reaction.scale),
    ]);
    cells
}

/// The answers counted, lowest first; bands by the names of their answers.
fn spread(categories: CategoryView, scale: &Scale) -> Cell {
    let count = wording::count;
    match categories {
        CategoryView::Every(counts) => Cell::of(counts.map(count).join(", ")),
        CategoryView::Bands { low, middle, high } => {
            let named = scale.bands().into_iter().zip([low, middle, high]);
            Cell::of(
                named
                    .map(|(band, people)| format!("{band}: {}", count(people)))
                    .collect::<Vec<_>>()
                    .join("; "),
            )
        }
        CategoryView::Hidden => Cell::absent("–"),
    }
}

/// How far people came, in a report that names their response rate or has another.
pub(super) fn turnout(turnout: &Turnout, is_named: bool) -> Table {
    let columns = ["People", "Of those invited", "Of the step before"].map(Column::figures).to_vec();
    let row = |row: crate::turnout::Row| Row {
        key: String::new(),
        label: row.label.to_owned(),
        strong: false,
        cells: vec![Cell::of(row.people), Cell::or_dash(row.of_invited), Cell::or_dash(row.of_before)],
    };
    let rows = turnout.rows().into_iter().map(row).collect();
    let caption = if is_named || !turnout.has_list() { turnout.note() } else { turnout.shares_note() };
    Table { caption, corner: "Step", heat: false, columns, rows }
}
