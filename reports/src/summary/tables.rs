//! The tables of a course: confidence then and now, and what people thought of the day.

use super::document::{ConfidenceChange, CourseReaction, ShownChange};
use super::table::{Table, TableCell, TableColumn, TableRow};
use crate::printed;
use crate::scale::{Scale, Shape};
use crate::small_numbers::{CategoryView, TOO_FEW};
use crate::turnout::RoundTurnout;
use crate::wording;

/// Confidence then and now.
pub(super) fn changes(changes: &[ConfidenceChange]) -> Table {
    let has =
        |of: fn(&ShownChange) -> bool| changes.iter().filter_map(|change| change.shown.as_ref()).any(of);
    let (before, last) = (has(|shown| shown.before.is_some()), has(|shown| shown.last.is_some()));
    let mut columns: Vec<TableColumn> = Vec::new();
    if before {
        columns.extend(["Asked before", "n"].map(TableColumn::figures));
    }
    columns.extend(
        ["Then", "Now", "Change", "95% interval", "n", "Up", "Same", "Down"].map(TableColumn::figures),
    );
    if last {
        columns.extend(["Last course", "n"].map(TableColumn::figures));
    }
    let row = |change: &ConfidenceChange| TableRow {
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

fn absent(change: &ConfidenceChange, columns: usize) -> Vec<TableCell> {
    let words = if change.unanswered { "no answers" } else { TOO_FEW };
    let mut cells = vec![TableCell::absent("–"); columns];
    cells[0] = TableCell::absent(words);
    cells
}

fn cells(shown: &ShownChange, before: bool, last: bool) -> Vec<TableCell> {
    let mut cells = Vec::new();
    if before {
        cells.push(TableCell::or_dash(shown.before.map(|before| wording::mean(before.mean))));
        cells.push(TableCell::or_dash(shown.before.map(|before| wording::count(before.n))));
    }
    cells.extend(
        [
            wording::mean(shown.then),
            wording::mean(shown.now),
            wording::gap(printed::difference(shown.now, shown.then)),
        ]
        .map(TableCell::of),
    );
    cells.push(TableCell::or_dash(shown.interval.map(wording::interval)));
    cells.extend(
        [shown.n, shown.up, shown.same, shown.down].map(|people| TableCell::of(wording::count(people))),
    );
    if last {
        let means = |last: super::document::LastChange| wording::then_to_now(last.then, last.now);
        cells.push(TableCell::or_dash(shown.last.map(means)));
        cells.push(TableCell::or_dash(shown.last.map(|last| wording::count(last.n))));
    }
    cells
}

/// What people thought of the day.
pub(super) fn reactions(reactions: &[CourseReaction]) -> Table {
    // On a scale whose middle is best a mean would say nothing.
    let has_means = reactions.iter().any(|reaction| reaction.scale.shape != Shape::Ideal);
    let mut columns = Vec::new();
    columns.extend(has_means.then(|| TableColumn::figures("Mean")));
    columns.extend(["n", "Don’t know", "n/a"].map(TableColumn::figures));
    columns.extend(["Best answers", "All answers, lowest first"].map(TableColumn::words));
    let row = |reaction: &CourseReaction| TableRow {
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

fn reaction_cells(reaction: &CourseReaction, has_means: bool, columns: usize) -> Vec<TableCell> {
    let Some(n) = reaction.n.filter(|n| *n > 0) else {
        let words = if reaction.n == Some(0) { "no answers" } else { TOO_FEW };
        let mut cells = vec![TableCell::absent("–"); columns];
        cells[0] = TableCell::absent(words);
        return cells;
    };
    let mean = if reaction.scale.shape == Shape::Ideal { None } else { reaction.mean };
    let best = reaction.best_of_all().map(|best| format!("{best} {}", reaction.best_in_sentence()));
    let mut cells = Vec::new();
    cells.extend(has_means.then(|| TableCell::or_dash(mean.map(wording::mean))));
    cells.extend([
        TableCell::of(wording::count(n)),
        TableCell::of(wording::count(reaction.dont_know)),
        TableCell::of(wording::count(reaction.not_applicable)),
        TableCell::or_dash(best),
        spread(reaction.categories, &reaction.scale),
    ]);
    cells
}

/// The answers counted, lowest first; bands by the names of their answers.
fn spread(categories: CategoryView, scale: &Scale) -> TableCell {
    let count = wording::count;
    match categories {
        CategoryView::Every(counts) => TableCell::of(counts.map(count).join(", ")),
        CategoryView::Bands { low, middle, high } => {
            let named = scale.bands().into_iter().zip([low, middle, high]);
            TableCell::of(
                named
                    .map(|(band, people)| format!("{band}: {}", count(people)))
                    .collect::<Vec<_>>()
                    .join("; "),
            )
        }
        CategoryView::Hidden => TableCell::absent("–"),
    }
}

/// How far people came, in a report that names their response rate or has another.
pub(super) fn turnout(turnout: &RoundTurnout, is_named: bool) -> Table {
    let columns = ["People", "Of those invited", "Of the step before"].map(TableColumn::figures).to_vec();
    let row = |row: crate::turnout::TurnoutRow| TableRow {
        key: String::new(),
        label: row.label.to_owned(),
        strong: false,
        cells: vec![
            TableCell::of(row.people),
            TableCell::or_dash(row.of_invited),
            TableCell::or_dash(row.of_before),
        ],
    };
    let rows = turnout.rows().into_iter().map(row).collect();
    let caption = if is_named || !turnout.has_list() { turnout.note() } else { turnout.shares_note() };
    Table { caption, corner: "Step", heat: false, columns, rows }
}
