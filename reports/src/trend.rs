//! One item over the courses of a programme: a mean a course, its interval, and how it sits with earlier ones.
//!
//! Courses are compared only within one version of the survey. Each is judged by its size alone, as a total is:
//! no mean over all courses stands here, from which a hidden one could be worked out.

use serde::{Deserialize, Serialize};

use crate::chart::{Estimate, courses};
use crate::counts::{Counts, real};
use crate::printed;
use crate::small_numbers::MinGroup;
use crate::stats::{Interval, MIN_TESTED, describe, distribution};

/// The first course that is held against the earlier ones: the sixth shown of its version.
pub const MIN_COURSES: usize = 6;

/// In so many courses that are like the earlier ones any question may be called higher or lower.
const LEVEL: f64 = 0.05;

/// The answers of one course to the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseInput {
    /// When it began, in seconds since 1970; for the order alone.
    pub starts: i64,
    /// Its date, as people write it.
    pub date: String,
    /// Its name or place.
    pub label: String,
    /// The version of the survey that was put to it.
    pub version: u32,
    /// The answers.
    pub counts: Counts,
}

/// Where a course lies against earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrendStatus {
    /// Below the band of the earlier courses.
    Lower,
    /// Within it, which is not to say that it is like them.
    Alike,
    /// Above it.
    Higher,
}

impl TrendStatus {
    /// The words for tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::Lower => "lower than earlier courses",
            Self::Alike => "no clear difference",
            Self::Higher => "higher than earlier courses",
        }
    }
}

/// One course. A suppressed course has no figures, its n among them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoursePoint {
    /// Its date, as people write it.
    pub date: String,
    /// Its name or place.
    pub label: String,
    /// The version of the survey.
    pub version: u32,
    /// Whether the version is not that of the course before: the line breaks here.
    pub reworded: bool,
    /// Whether there are answers, but fewer than the minimum.
    pub suppressed: bool,
    /// Valid answers; 0 when nobody answered, none when suppressed.
    pub n: Option<u64>,
    /// Mean, 1 to 5.
    pub mean: Option<f64>,
    /// 95% t interval of the mean, unclipped; none below ten answers or without spread.
    pub interval: Option<Interval>,
    /// Where the mean of a course of this size would lie if it were like the earlier ones, unclipped: wide enough that
    /// in 19 of 20 courses every question lies within its own. None before the sixth shown course of the version, below
    /// ten answers, or when no earlier course had a spread.
    pub band: Option<Interval>,
}

impl CoursePoint {
    /// How the course compares with the earlier ones; none without a band.
    pub fn status(&self) -> Option<TrendStatus> {
        let (mean, band) = self.mean.zip(self.band)?;
        Some(if mean < band.low {
            TrendStatus::Lower
        } else if mean > band.high {
            TrendStatus::Higher
        } else {
            TrendStatus::Alike
        })
    }

    fn estimate(&self) -> Estimate {
        match (self.n, self.mean) {
            _ if self.suppressed => Estimate::Suppressed,
            (Some(n), Some(mean)) => Estimate::Shown { n, mean, interval: self.interval.map(ends) },
            _ => Estimate::NoAnswers,
        }
    }

    fn drawn(&self) -> courses::DrawnCourse {
        courses::DrawnCourse {
            date: self.date.clone(),
            label: self.label.clone(),
            estimate: self.estimate(),
            band: self.band.map(ends),
            reworded: self.reworded,
        }
    }
}

fn ends(interval: Interval) -> (f64, f64) {
    (interval.low, interval.high)
}

/// One item over courses. It holds only what may be shown and can be stored as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemTrend {
    /// The smallest group shown.
    pub min_group: MinGroup,
    /// The courses in date order, those that began together in the order given.
    pub courses: Vec<CoursePoint>,
}

impl ItemTrend {
    /// Works out the trend of one of so many `questions` of the same courses, whose scale must be one that has means: not
    /// one whose middle is best ([`crate::scale::Shape::Ideal`]).
    pub fn new(courses: &[CourseInput], min_group: MinGroup, questions: usize) -> Self {
        let mut ordered: Vec<&CourseInput> = courses.iter().collect();
        ordered.sort_by_key(|course| course.starts);
        let points = ordered.iter().enumerate().map(|(at, course)| {
            let before = &ordered[..at];
            let reworded = before.last().is_some_and(|last| last.version != course.version);
            // Hidden courses take no part, so that no band tells anything of them.
            let comparable: Vec<Counts> = before
                .iter()
                .filter(|earlier| earlier.version == course.version && min_group.allows(earlier.counts.n()))
                .map(|earlier| earlier.counts)
                .collect();
            let band = band(&comparable, course.counts.n(), questions);
            point(course, reworded, band, min_group)
        });
        Self { min_group, courses: points.collect() }
    }

    /// Where the newest course lies against the earlier ones; none where it is not held against them.
    pub fn status(&self) -> Option<TrendStatus> {
        self.courses.last()?.status()
    }

    /// How the newest course differs from the last before it that has a mean and was asked in the same words.
    pub fn change(&self) -> Option<courses::DrawnChange> {
        let (newest, earlier) = self.courses.split_last()?;
        let before = earlier.iter().rev().find(|course| course.mean.is_some())?;
        let by = printed::difference(newest.mean?, before.mean?);
        let said = match self.status() {
            Some(TrendStatus::Alike) | None => "may be chance",
            Some(status) => status.words(),
        };
        let alike = before.version == newest.version;
        alike.then(|| courses::DrawnChange { by, since: before.date.clone(), said: said.to_owned() })
    }

    /// Its small chart, called `label`.
    pub fn question(&self, label: &str) -> courses::DrawnQuestion {
        let courses = self.courses.iter().map(CoursePoint::drawn).collect();
        courses::DrawnQuestion { label: label.to_owned(), courses, change: self.change() }
    }
}

fn point(course: &CourseInput, reworded: bool, band: Option<Interval>, min: MinGroup) -> CoursePoint {
    let counts = &course.counts;
    let suppressed = min.hides(counts.n());
    let is_tested = !suppressed && counts.n() >= MIN_TESTED;
    CoursePoint {
        date: course.date.clone(),
        label: course.label.clone(),
        version: course.version,
        reworded,
        suppressed,
        n: (!suppressed).then_some(counts.n()),
        mean: describe::mean(counts).filter(|_| !suppressed),
        interval: describe::interval(counts).ok().filter(|_| is_tested),
        band: band.filter(|_| is_tested),
    }
}

/// The band for the mean of `n` answers, `m +- t(1 - 0.05 / 2q, k - 1) sqrt(v + b / k)`: m the mean and b the variance
/// of the k earlier means, v what the mean of a course of this size varies by, q the number of questions (Bonferroni).
///
/// It is the prediction interval of one more course (Hahn & Meeker, Statistical Intervals, section 4.7): the centre is
/// estimated as well, and courses may differ from one another beyond chance. v is b, or the sampling error of the earlier
/// courses where that is larger, and what a course of fewer answers adds.
fn band(earlier: &[Counts], n: u64, questions: usize) -> Option<Interval> {
    if earlier.len() + 1 < MIN_COURSES || n == 0 {
        return None;
    }
    let courses = real(earlier.len() as u64);
    let means: Vec<f64> = earlier.iter().map(describe::mean).collect::<Option<_>>()?;
    let centre = means.iter().sum::<f64>() / courses;
    let between = means.iter().map(|mean| (mean - centre).powi(2)).sum::<f64>() / (courses - 1.0);
    let df: f64 = earlier.iter().map(|course| real(course.n().saturating_sub(1))).sum();
    let squares: f64 =
        earlier.iter().filter_map(|course| Some(describe::variance(course)? * real(course.n() - 1))).sum();
    let sampling = |size: f64| squares / df / size;
    let usual = earlier.iter().map(|course| sampling(real(course.n()))).sum::<f64>() / courses;
    let own = between.max(usual) + (sampling(real(n)) - usual).max(0.0);
    let level = LEVEL / real(questions.max(1) as u64);
    let t = distribution::t_of_two_sided(level, courses - 1.0);
    (squares > 0.0).then(|| Interval::around(centre, t * (own + between.max(usual) / courses).sqrt()))
}

#[cfg(test)]
mod tests;
