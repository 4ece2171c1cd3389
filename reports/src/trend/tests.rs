use proptest::prelude::*;

use super::*;
use crate::chart::{self, ChartSide, ChartWords, Layout};
use crate::stats::tests::agrees;

/// Five earlier courses and a sixth.
const COURSES: [[u64; 5]; 6] =
    [[0, 1, 2, 6, 3], [0, 1, 4, 4, 1], [1, 1, 3, 3, 2], [0, 0, 3, 4, 1], [0, 2, 2, 5, 3], [0, 0, 0, 1, 11]];

fn courses(answers: &[[u64; 5]]) -> Vec<CourseInput> {
    let course = |(starts, values): (i64, &[u64; 5])| CourseInput {
        starts,
        date: format!("day {starts}"),
        label: String::new(),
        version: 1,
        counts: Counts::of(*values),
    };
    (1..).zip(answers).map(course).collect()
}

fn trend(courses: &[CourseInput]) -> ItemTrend {
    ItemTrend::new(courses, MinGroup::default(), 1)
}

fn bands(courses: &[CourseInput]) -> Vec<bool> {
    trend(courses).courses.iter().map(|course| course.band.is_some()).collect()
}

#[test]
fn the_sixth_course_is_held_against_the_five_before() {
    let found = trend(&courses(&COURSES));
    let sixth = &found.courses[5];
    agrees(sixth.mean.unwrap(), 59.0 / 12.0);
    agrees(sixth.band.unwrap().low, 2.724_248_566_473_234);
    agrees(sixth.band.unwrap().high, 4.602_418_100_193_432);
    assert_eq!(sixth.status().unwrap().words(), "higher than earlier courses");
    assert_eq!(bands(&courses(&COURSES)), [false, false, false, false, false, true]);
}

#[test]
fn of_several_questions_each_needs_more_to_stand_out() {
    let of = |questions| {
        let found = ItemTrend::new(&courses(&COURSES), MinGroup::default(), questions);
        let sixth = found.courses[5].clone();
        (sixth.band.unwrap(), sixth.status().unwrap().words())
    };
    let (band, said) = of(5);
    agrees(band.low, 2.106_077_491_764_849_3);
    agrees(band.high, 5.220_589_174_901_817);
    assert_eq!((said, of(1).1), ("no clear difference", "higher than earlier courses"));
}

#[test]
fn courses_that_differ_among_themselves_make_the_next_one_less_surprising() {
    let alike = [[0, 0, 6, 6, 0]; 5];
    let unlike = [[0, 6, 6, 0, 0], [0, 0, 0, 6, 6], [0, 0, 6, 6, 0], [0, 6, 6, 0, 0], [0, 0, 0, 6, 6]];
    let status = |earlier: [[u64; 5]; 5]| {
        let answers = [&earlier[..], &[[0, 0, 0, 3, 9]]].concat();
        trend(&courses(&answers)).courses[5].status()
    };
    assert_eq!((status(alike), status(unlike)), (Some(TrendStatus::Higher), Some(TrendStatus::Alike)));
}

#[test]
fn a_course_is_higher_or_lower_from_the_end_of_its_band_on() {
    let status = |last| {
        let mut answers = COURSES;
        answers[5] = last;
        trend(&courses(&answers)).courses[5].status()
    };
    // The band of twelve answers reaches from 2.72 to 4.60.
    assert_eq!(status([0, 0, 0, 5, 7]), Some(TrendStatus::Alike));
    assert_eq!(status([0, 0, 0, 4, 8]), Some(TrendStatus::Higher));
    assert_eq!(status([0, 4, 7, 1, 0]), Some(TrendStatus::Alike));
    assert_eq!(status([1, 3, 7, 1, 0]), Some(TrendStatus::Lower));
    assert_eq!(trend(&courses(&COURSES)).courses[4].status(), None);
}

#[test]
fn courses_stand_in_date_order_whatever_order_they_come_in() {
    let mut reversed = courses(&COURSES);
    reversed.reverse();
    assert_eq!(trend(&reversed), trend(&courses(&COURSES)));
}

#[test]
fn a_new_version_breaks_the_line_and_starts_counting_again() {
    let mut some = courses(&[COURSES[0]; 9]);
    for course in &mut some[3..] {
        course.version = 2;
    }
    let reworded: Vec<usize> =
        (0..).zip(&trend(&some).courses).filter(|(_, course)| course.reworded).map(|(at, _)| at).collect();
    assert_eq!(reworded, [3]);
    assert_eq!(bands(&some), [false, false, false, false, false, false, false, false, true]);
}

#[test]
fn a_course_too_small_to_show_has_no_figures_and_counts_for_no_other() {
    let mut answers = COURSES;
    answers[2] = [0, 0, 4, 0, 0];
    let found = trend(&courses(&answers));
    let hidden = &found.courses[2];
    assert!(hidden.suppressed);
    assert_eq!((hidden.n, hidden.mean, hidden.interval, hidden.band), (None, None, None, None));
    assert_eq!(found.courses[5].band, None);
}

#[test]
fn five_to_nine_answers_have_a_mean_and_nothing_to_judge_it_by() {
    let mut answers = COURSES;
    answers[5] = [0, 0, 0, 5, 4];
    let nine = &trend(&courses(&answers)).courses[5];
    assert_eq!((nine.n, nine.interval, nine.band), (Some(9), None, None));
    assert!(nine.mean.is_some());
}

#[test]
fn courses_that_all_agreed_give_no_band() {
    assert!(!bands(&courses(&[[0, 0, 0, 9, 0]; 7])).contains(&true));
}

#[test]
fn the_picture_shows_what_may_be_shown() {
    let mut answers = COURSES;
    answers[1] = [0, 0, 4, 0, 0];
    answers[2] = [0; 5];
    let question = trend(&courses(&answers)).question("Useful");
    assert_eq!(question.courses[0].estimate.shown().unwrap().0, 12);
    assert_eq!(question.courses[1].estimate, Estimate::Suppressed);
    assert_eq!(question.courses[2].estimate, Estimate::NoAnswers);
    let six = trend(&courses(&COURSES)).question("Useful");
    let (low, high) = six.courses[5].band.unwrap();
    assert!(low < high && high < 4.61);
}

#[test]
fn a_change_since_the_last_course_says_that_it_may_be_chance() {
    let change = |answers: &[[u64; 5]]| trend(&courses(answers)).change();
    let second = change(&COURSES[..2]).unwrap();
    // The means are 3.917 and 3.5: the change is that of the printed figures.
    agrees(second.by, -0.4);
    assert_eq!((&*second.since, &*second.said), ("day 1", "may be chance"));
    assert_eq!(change(&COURSES).unwrap().said, "higher than earlier courses");
    assert!(change(&COURSES[..1]).is_none(), "a single course has not changed");
    let mut hidden = COURSES;
    hidden[4] = [0, 0, 4, 0, 0];
    assert_eq!(change(&hidden).unwrap().since, "day 4", "a hidden course is passed over");
    hidden[5] = [0, 0, 0, 0, 3];
    assert!(change(&hidden).is_none(), "a hidden course has no change");
    let mut reworded = courses(&COURSES);
    reworded[5].version = 2;
    assert!(trend(&reworded).change().is_none());
}

#[test]
fn each_question_is_a_small_chart_with_its_newest_figures_and_its_change() {
    let of = |answers: &[[u64; 5]]| {
        let question = |label| trend(&courses(answers)).question(label);
        chart::courses::Courses {
            words: ChartWords::default(),
            side: ChartSide::Library,
            questions: vec![question("Useful"), question("Relevant")],
        }
    };
    for layout in [Layout::Wide, Layout::Narrow] {
        let picture = of(&COURSES[..3]).picture(layout).unwrap();
        for said in [">Useful<", ">Relevant<", ">day 3: 3.4, n\u{A0}10<", ">−0.1 since day 2: may be chance<"]
        {
            assert!(picture.svg.contains(said), "{said} in {}", picture.svg);
        }
        assert_eq!(picture.data.rows.len(), 6);
        assert_eq!(picture.data.columns.len(), picture.data.rows[0].len());
    }
    let svg = of(&COURSES).picture(Layout::Wide).unwrap().svg;
    assert!(svg.contains(">where a course like the earlier ones would lie<"));
}

proptest! {
    #[test]
    fn nothing_shown_depends_on_the_answers_of_a_hidden_course(
        seen in prop::collection::vec(prop::array::uniform5(1_u64..9), 6..12),
        place in 0_usize..6,
        one in 0_usize..5,
        other in 0_usize..5,
    ) {
        let with = |value: usize| {
            let mut answers = seen.clone();
            answers[place] = [0; 5];
            answers[place][value] = 4;
            trend(&courses(&answers))
        };
        prop_assert_eq!(with(one), with(other));
    }

    #[test]
    fn a_band_waits_for_six_courses_and_lies_about_the_mean_of_the_earlier_means(
        answers in prop::collection::vec(prop::array::uniform5(0_u64..9), 0..12),
    ) {
        for (at, course) in trend(&courses(&answers)).courses.iter().enumerate() {
            let Some(band) = course.band else { continue };
            let earlier: Vec<f64> = answers[..at]
                .iter()
                .map(|v| Counts::of(*v))
                .filter(|c| c.n() >= 5)
                .map(|c| describe::mean(&c).unwrap())
                .collect();
            prop_assert!(at >= 5 && earlier.len() >= 5);
            let centre = earlier.iter().sum::<f64>() / real(earlier.len() as u64);
            prop_assert!((f64::midpoint(band.low, band.high) - centre).abs() < 1e-9);
        }
    }
}
