//! The ratings of a survey: what stands out, and a table for each scale.

use super::super::document::CourseReaction;
use super::super::sheet::SheetSection;
use super::super::{inputs, pictures, tables};
use crate::counts::real;
use crate::scale::{Scale, Shape};
use crate::small_numbers::MinGroup;
use crate::stats::MIN_TESTED;
use crate::stats::claim::claim;
use crate::wording;

const STANDS_OUT_NOT: &str = "No answer stands out from the others";

/// The level at which a mean is called the highest or the lowest.
const LEVEL: f64 = 0.05;

/// The means on the scale that most questions use, the highest first; none for fewer than two means.
fn ranked(ratings: &[CourseReaction]) -> Option<Vec<&CourseReaction>> {
    let most = scales(ratings).into_iter().rev().max_by_key(|scale| averaged(ratings, scale).count())?;
    let mut ranked: Vec<&CourseReaction> = averaged(ratings, most).collect();
    ranked.sort_by(|a, b| b.mean.unwrap_or_default().total_cmp(&a.mean.unwrap_or_default()));
    (ranked.len() > 1).then_some(ranked)
}

fn averaged<'a>(
    ratings: &'a [CourseReaction],
    scale: &'a Scale,
) -> impl DoubleEndedIterator<Item = &'a CourseReaction> + use<'a> {
    ratings.iter().filter(move |rating| rating.scale == *scale && rating.mean.is_some())
}

/// Every scale once, in the order of the questions.
fn scales(ratings: &[CourseReaction]) -> Vec<&Scale> {
    let mut scales: Vec<&Scale> = Vec::new();
    for rating in ratings {
        if !scales.contains(&&rating.scale) {
            scales.push(&rating.scale);
        }
    }
    scales
}

/// What stands out: the highest mean where it surely differs from each of the others, and the lowest. Where neither does, but
/// the two differ even among so many pairs, they are among the highest and lowest.
pub(super) fn finding(asked: &[inputs::Reaction], ratings: &[CourseReaction]) -> String {
    let Some(ranked) = ranked(ratings) else {
        let mut averaged = ratings.iter().filter(|rating| rating.mean.is_some());
        return match (averaged.next(), averaged.next()) {
            (Some(CourseReaction { label, mean: Some(mean), .. }), None) => {
                format!("{label}: {} on average", wording::mean(*mean))
            }
            (Some(_), Some(_)) => STANDS_OUT_NOT.to_owned(),
            _ => "What people answered".to_owned(),
        };
    };
    match ends(asked, &ranked) {
        Ends::Both(highest, lowest) => {
            format!("Highest: {}. Lowest: {}", highest.label, wording::lowered(&lowest.label))
        }
        Ends::Highest(highest) => format!("Highest: {}", highest.label),
        Ends::Lowest(lowest) => format!("Lowest: {}", lowest.label),
        Ends::Among(high, low) => {
            format!("Among the highest: {}. Among the lowest: {}", high.label, wording::lowered(&low.label))
        }
        Ends::None => STANDS_OUT_NOT.to_owned(),
    }
}

/// The title of the picture of questions on one scale: which of them stands out, or how the answers were spread.
pub(super) fn title(asked: &[inputs::Reaction], ratings: &[&CourseReaction]) -> String {
    let ratings: Vec<CourseReaction> = ratings.iter().map(|rating| (*rating).clone()).collect();
    let stands_out = ranked(&ratings).filter(|ranked| !matches!(ends(asked, ranked), Ends::None));
    stands_out
        .map_or_else(|| pictures::said(&ratings.iter().collect::<Vec<_>>()), |_| finding(asked, &ratings))
}

/// Which means stand out.
enum Ends<'a> {
    Both(&'a CourseReaction, &'a CourseReaction),
    Highest(&'a CourseReaction),
    Lowest(&'a CourseReaction),
    Among(&'a CourseReaction, &'a CourseReaction),
    None,
}

/// Which of at least two means, the highest first, stand out.
fn ends<'a>(asked: &[inputs::Reaction], ranked: &[&'a CourseReaction]) -> Ends<'a> {
    let last = ranked.len() - 1;
    let (highest, lowest) = (ranked[0], ranked[last]);
    let differs = |one: &CourseReaction, others: &[&CourseReaction]| {
        others.iter().all(|other| p_of(asked, one, other) < LEVEL)
    };
    match (differs(highest, &ranked[1..]), differs(lowest, &ranked[..last])) {
        (true, true) => Ends::Both(highest, lowest),
        (true, false) => Ends::Highest(highest),
        (false, true) => Ends::Lowest(lowest),
        (false, false) => {
            let n = real(ranked.len() as u64);
            let is_among = p_of(asked, highest, lowest) * n * (n - 1.0) / 2.0 < LEVEL;
            if is_among { Ends::Among(highest, lowest) } else { Ends::None }
        }
    }
}

/// The p-value of saying that two questions were answered differently, as if by different people: the same people answer
/// both much alike, so that this errs on the side of saying nothing. 1 below ten answers.
fn p_of(asked: &[inputs::Reaction], one: &CourseReaction, other: &CourseReaction) -> f64 {
    let counts = |rating: &CourseReaction| {
        let counts = asked.iter().find(|asked| asked.key == rating.key)?.counts;
        (counts.n() >= MIN_TESTED).then_some(counts)
    };
    let tested = counts(one).zip(counts(other)).and_then(|(one, other)| claim(&[one], &[other]));
    tested.map_or(1.0, |tested| tested.p)
}

/// "The means lie between 2.9 and 4.2." Where the finding names two questions, their means.
pub(super) fn extremes(asked: &[inputs::Reaction], ratings: &[CourseReaction]) -> Option<String> {
    let ranked = ranked(ratings)?;
    let mean = |rating: &CourseReaction| rating.mean.map(wording::mean).unwrap_or_default();
    let (highest, lowest) = (mean(ranked.first()?), mean(ranked.last()?));
    Some(match ends(asked, &ranked) {
        Ends::Both(..) | Ends::Among(..) => format!("The means of these two are {highest} and {lowest}."),
        _ if highest == lowest => format!("All means are {highest}."),
        _ => format!("The means lie between {lowest} and {highest}."),
    })
}

/// A table for each scale, in the order of the questions, with its title.
pub(super) fn sections(
    ratings: &[CourseReaction],
    title: impl Fn(&[&CourseReaction]) -> String,
) -> Vec<SheetSection> {
    let section = |scale: &&Scale| {
        let of_scale: Vec<CourseReaction> =
            ratings.iter().filter(|rating| rating.scale == **scale).cloned().collect();
        let told: Vec<&CourseReaction> = of_scale.iter().filter(|rating| rating.best.is_some()).collect();
        let mut finding = if told.is_empty() { String::new() } else { wording::sentence(&title(&told)) };
        if scale.shape == Shape::Ideal {
            let best = format!(" “{}” is the best answer here, so no average is shown.", scale.labels[2]);
            let whole = format!("{finding}{best}");
            whole.trim().clone_into(&mut finding);
        }
        SheetSection {
            stem: format!("ratings-{}", scale.key),
            heading: heading(scale),
            finding,
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
