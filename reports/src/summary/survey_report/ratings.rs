//! The ratings of a survey: what stands out, and a table for each scale.

use super::super::document::Reaction;
use super::super::sheet::Section;
use super::super::{inputs, tables, wording};
use crate::scale::{Scale, Shape};
use crate::small_numbers::MinGroup;
use crate::stats::{MIN_TESTED, describe};

const STANDS_OUT_NOT: &str = "No answer stands out from the others";

/// The highest and the lowest mean on the scale that most questions use; none for fewer than two means.
fn ends(ratings: &[Reaction]) -> Option<(&Reaction, &Reaction)> {
    let most = scales(ratings).into_iter().rev().max_by_key(|scale| averaged(ratings, scale).count())?;
    let by_mean =
        |a: &&Reaction, b: &&Reaction| a.mean.unwrap_or_default().total_cmp(&b.mean.unwrap_or_default());
    let highest = averaged(ratings, most).rev().max_by(by_mean)?;
    let lowest = averaged(ratings, most).min_by(by_mean)?;
    (highest.key != lowest.key).then_some((highest, lowest))
}

fn averaged<'a>(
    ratings: &'a [Reaction],
    scale: &'a Scale,
) -> impl DoubleEndedIterator<Item = &'a Reaction> + use<'a> {
    ratings.iter().filter(move |rating| rating.scale == *scale && rating.mean.is_some())
}

/// Every scale once, in the order of the questions.
fn scales(ratings: &[Reaction]) -> Vec<&Scale> {
    let mut scales: Vec<&Scale> = Vec::new();
    for rating in ratings {
        if !scales.contains(&&rating.scale) {
            scales.push(&rating.scale);
        }
    }
    scales
}

/// What stands out: the highest and the lowest mean, where their 95% intervals are apart.
pub(super) fn finding(asked: &[inputs::Reaction], ratings: &[Reaction]) -> String {
    let Some((highest, lowest)) = ends(ratings) else {
        let mut averaged = ratings.iter().filter(|rating| rating.mean.is_some());
        return match (averaged.next(), averaged.next()) {
            (Some(Reaction { label, mean: Some(mean), .. }), None) => {
                format!("{label}: {} on average", wording::mean(*mean))
            }
            (Some(_), Some(_)) => STANDS_OUT_NOT.to_owned(),
            _ => "What people answered".to_owned(),
        };
    };
    if stand_out(asked, highest, lowest) {
        format!("Highest: {}. Lowest: {}", highest.label, wording::lowered(&lowest.label))
    } else {
        STANDS_OUT_NOT.to_owned()
    }
}

/// Whether the 95% intervals of two means are apart.
fn stand_out(asked: &[inputs::Reaction], highest: &Reaction, lowest: &Reaction) -> bool {
    let interval = |rating: &Reaction| {
        let counts = asked.iter().find(|asked| asked.key == rating.key).map(|asked| asked.counts)?;
        describe::interval(&counts).ok().filter(|_| counts.n() >= MIN_TESTED)
    };
    matches!((interval(highest), interval(lowest)), (Some(high), Some(low)) if high.low > low.high)
}

/// "Highest on average: …, 4.2. Lowest: …, 2.9." Where the finding names the two, only their means.
pub(super) fn extremes(asked: &[inputs::Reaction], ratings: &[Reaction]) -> Option<String> {
    let (highest, lowest) = ends(ratings)?;
    let mean = |rating: &Reaction| rating.mean.map(wording::mean).unwrap_or_default();
    if stand_out(asked, highest, lowest) {
        return Some(format!("The means of these two are {} and {}.", mean(highest), mean(lowest)));
    }
    let told = |rating: &Reaction| format!("“{}”, {}", rating.label, mean(rating));
    Some(format!("Highest on average: {}. Lowest: {}.", told(highest), told(lowest)))
}

/// A table for each scale, in the order of the questions.
pub(super) fn sections(ratings: &[Reaction]) -> Vec<Section> {
    let section = |scale: &&Scale| {
        let of_scale: Vec<Reaction> =
            ratings.iter().filter(|rating| rating.scale == **scale).cloned().collect();
        Section {
            stem: format!("ratings-{}", scale.key),
            heading: heading(scale),
            finding: if scale.shape == Shape::Ideal {
                format!("“{}” is the best answer here, so no average is shown.", scale.labels[2])
            } else {
                String::new()
            },
            charts: Vec::new(),
            table: tables::reactions(&of_scale),
        }
    };
    scales(ratings).iter().map(section).collect()
}

/// "From “not at all” to “a great deal”"
pub(super) fn heading(scale: &Scale) -> String {
    wording::capitalised(&scale.from_to())
}

/// What limits the figures.
pub(super) fn cautions(asked: &[inputs::Reaction], min: MinGroup) -> Vec<String> {
    let most = asked.iter().map(|asked| asked.counts.n()).max().unwrap_or_default();
    if min.allows(most) && most < MIN_TESTED {
        vec![format!(
            "With fewer than {} answers the averages describe these people only. Other people might answer differently.",
            wording::number(MIN_TESTED)
        )]
    } else {
        Vec::new()
    }
}
