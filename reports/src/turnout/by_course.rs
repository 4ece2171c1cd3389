//! How many answered at each course, side by side.

use crate::chart::ChartWords;
use crate::chart::bars::{Bar, Bars};
use crate::wording;

/// How many answered the survey of one course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseResponse {
    /// The course: "Pilot course 3, 14 May 2026".
    pub course: String,
    /// People who answered.
    pub answered: u64,
    /// People invited, where nobody else could answer.
    pub invited: Option<u64>,
}

impl CourseResponse {
    /// "67% of 18 invited"; nothing where there was no list.
    pub fn share(&self) -> Option<String> {
        let invited = self.invited.filter(|invited| *invited >= self.answered && *invited > 0)?;
        Some(format!("{} of {} invited", wording::percent(self.answered, invited), wording::count(invited)))
    }
}

/// A bar for each course, in the order given; none for fewer than two, which there is nothing to set against.
pub fn by_course(courses: &[CourseResponse], source: &str) -> Option<Bars> {
    if courses.len() < 2 {
        return None;
    }
    let answered = || courses.iter().map(|course| course.answered);
    let (fewest, most) = (answered().min().unwrap_or(0), answered().max().unwrap_or(0));
    let all = format!("{} courses", wording::count(courses.len() as u64));
    let people = if fewest == most {
        wording::counted(most, "person", "people")
    } else {
        format!("Between {} and {} people", wording::count(fewest), wording::count(most))
    };
    let bar = |course: &CourseResponse| Bar {
        label: course.course.clone(),
        count: course.answered,
        note: course.share().unwrap_or_default(),
        together: false,
    };
    Some(Bars {
        words: ChartWords {
            finding: format!("{people} answered at each of {all}"),
            subtitle: "People who answered the survey at the end of each course".to_owned(),
            source: source.to_owned(),
            measure: "people who answered".to_owned(),
            groups: all,
        },
        bars: courses.iter().map(bar).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Layout;

    fn course(course: &str, answered: u64, invited: Option<u64>) -> CourseResponse {
        CourseResponse { course: course.to_owned(), answered, invited }
    }

    #[test]
    fn courses_are_set_side_by_side_with_their_share_of_the_list() {
        let courses = [course("Pilot course 3", 12, Some(18)), course("Pilot course 2", 9, None)];
        let chart = by_course(&courses, "").unwrap();
        assert_eq!(chart.words.finding, "Between 9 and 12 people answered at each of 2 courses");
        let notes: Vec<&str> = chart.bars.iter().map(|bar| bar.note.as_str()).collect();
        assert_eq!(notes, ["67% of 18 invited", ""]);
        let drawn = chart.picture(Layout::Narrow).unwrap();
        for said in ["Pilot course 3", "67% of 18 invited", "12", "9"] {
            assert!(drawn.svg.contains(&format!(">{said}<")), "{said}");
        }
        let alike = [course("A", 9, None), course("B", 9, None)];
        assert_eq!(by_course(&alike, "").unwrap().words.finding, "9 people answered at each of 2 courses");
    }

    #[test]
    fn one_course_has_nothing_to_be_set_against() {
        assert!(by_course(&[course("Pilot course 3", 12, Some(18))], "").is_none());
    }

    #[test]
    fn more_answers_than_people_on_the_list_have_no_share() {
        assert_eq!(course("A", 19, Some(18)).share(), None);
        assert_eq!(course("A", 0, Some(0)).share(), None);
    }
}
