//! `confidence.csv`: how confident the people of a course were at each time.

use super::course_report::{Aim, Figure};
use super::document::SummaryMean;
use crate::figures::{
    CONFIDENCE_COLUMNS, FiguresError, Precision, finished, flag, number, text, whole, writer,
};

/// `confidence.csv`: one row for each aim, with means as published results carry them. Then and now are of the people
/// who answered both; a row in which a time is of too few people has `suppressed` 1 and nothing in its place.
///
/// # Errors
/// [`FiguresError`] if the rows cannot be written to memory.
pub fn confidence_csv(aims: &[Aim]) -> Result<Vec<u8>, FiguresError> {
    let mut rows = writer();
    rows.write_record(CONFIDENCE_COLUMNS)?;
    for aim in aims {
        rows.write_record(row(aim))?;
    }
    finished(rows)
}

fn row(aim: &Aim) -> [String; 17] {
    let change = aim.change;
    let interval = change.and_then(|change| change.interval);
    let [before, then, now, later] = [aim.before, aim.then, aim.now, aim.later].map(cells);
    let n = change.map_or(0, |change| change.n);
    let moved = |value: Option<f64>| number(value.map(|value| Precision::Published.of(value, n)));
    let hidden = [aim.before, aim.then, aim.now, aim.later].contains(&Figure::TooFew);
    let ([n_before, before], [n_then, then], [n_now, now], [n_later, later]) = (before, then, now, later);
    [
        text(&aim.key),
        text(&aim.label),
        n_before,
        before,
        n_then,
        then,
        n_now,
        now,
        number(change.map(|change| Precision::Published.difference(change.now, change.then, n))),
        moved(interval.map(|interval| interval.low)),
        moved(interval.map(|interval| interval.high)),
        whole(change.map(|change| change.up)),
        whole(change.map(|change| change.same)),
        whole(change.map(|change| change.down)),
        n_later,
        later,
        flag(hidden),
    ]
}

/// Answers and mean.
fn cells(figure: Figure) -> [String; 2] {
    match figure {
        Figure::Shown(SummaryMean { n, mean }) => {
            [whole(Some(n)), number(Some(Precision::Published.of(mean, n)))]
        }
        Figure::NoAnswers => [whole(Some(0)), String::new()],
        Figure::NotAsked | Figure::TooFew => [String::new(), String::new()],
    }
}
