//! The title of a picture of courses over time: where the newest differs from those before it, where that is hardly chance.

use crate::trend::{ItemTrend, MIN_COURSES, TrendStatus};

/// The finding over the courses of some questions, each with its label. Without a full stop.
///
/// A question is called higher or lower only outside its band, which is as wide as the number of questions asks for: only one
/// course in twenty that is like the earlier ones is called different on any of them.
pub fn over_courses(questions: &[(&str, &ItemTrend)]) -> String {
    let with = |status| -> Vec<&str> {
        let found = questions.iter().filter(|(_, trend)| trend.status() == Some(status));
        found.map(|(label, _)| *label).collect()
    };
    let is_judged = questions.iter().any(|(_, trend)| trend.status().is_some());
    let courses = questions.iter().map(|(_, trend)| trend.courses.len()).max().unwrap_or(0);
    let of = questions.len();
    match (with(TrendStatus::Higher).as_slice(), with(TrendStatus::Lower).as_slice()) {
        _ if courses < 2 => "Only one course so far, so nothing to set it against".to_owned(),
        _ if !is_judged && courses < MIN_COURSES => {
            "Too few courses yet: any change may be chance".to_owned()
        }
        _ if !is_judged => "Too few answers yet: any change may be chance".to_owned(),
        ([], []) => "The newest course shows no clear difference from earlier ones".to_owned(),
        ([only], []) => format!("The newest course is rated higher than earlier ones: {only}"),
        ([], [only]) => format!("The newest course is rated lower than earlier ones: {only}"),
        (higher, []) => format!("The newest course is rated higher on {} of {of} questions", higher.len()),
        ([], lower) => format!("The newest course is rated lower on {} of {of} questions", lower.len()),
        (higher, lower) => format!(
            "The newest course is rated higher on {} and lower on {} of {of} questions",
            higher.len(),
            lower.len()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;
    use crate::small_numbers::MinGroup;
    use crate::trend::CourseInput;

    const USUAL: [u64; 5] = [0, 2, 4, 4, 2];

    /// A question over six courses, of which the last was answered in another way.
    fn trend(courses: usize, last: [u64; 5]) -> ItemTrend {
        let course = |at: usize| CourseInput {
            starts: i64::try_from(at).unwrap(),
            date: format!("day {at}"),
            label: String::new(),
            version: 1,
            counts: Counts::of(if at + 1 == courses { last } else { USUAL }),
        };
        ItemTrend::new(&(0..courses).map(course).collect::<Vec<_>>(), MinGroup::default(), 2)
    }

    fn told(courses: usize, last: [[u64; 5]; 2]) -> String {
        let trends = last.map(|last| trend(courses, last));
        over_courses(&[("Useful", &trends[0]), ("Relevant", &trends[1])])
    }

    #[test]
    fn a_few_courses_say_nothing_but_that_a_change_may_be_chance() {
        assert_eq!(told(1, [USUAL; 2]), "Only one course so far, so nothing to set it against");
        assert_eq!(told(5, [[0, 0, 0, 0, 12]; 2]), "Too few courses yet: any change may be chance");
        assert_eq!(told(6, [[0, 0, 0, 4, 5]; 2]), "Too few answers yet: any change may be chance");
    }

    #[test]
    fn a_course_outside_its_band_is_higher_or_lower_and_one_inside_it_is_not() {
        let (high, low) = ([0, 0, 0, 0, 12], [12, 0, 0, 0, 0]);
        assert_eq!(told(6, [USUAL; 2]), "The newest course shows no clear difference from earlier ones");
        assert_eq!(told(6, [high, USUAL]), "The newest course is rated higher than earlier ones: Useful");
        assert_eq!(told(6, [USUAL, low]), "The newest course is rated lower than earlier ones: Relevant");
        assert_eq!(told(6, [high; 2]), "The newest course is rated higher on 2 of 2 questions");
        assert_eq!(told(6, [low; 2]), "The newest course is rated lower on 2 of 2 questions");
        let both = "The newest course is rated higher on 1 and lower on 1 of 2 questions";
        assert_eq!(told(6, [high, low]), both);
    }
}
