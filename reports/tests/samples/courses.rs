//! What a course changed, who answered, and how courses compare.

use common_ground_reports::chart::bars::{Bar, Bars};
use common_ground_reports::chart::courses::{Courses, DrawnChange, DrawnCourse, DrawnQuestion};
use common_ground_reports::chart::funnel::{Funnel, FunnelStep};
use common_ground_reports::chart::then_now::{Before, ThenNow, ThenNowChange, ThenNowItem};
use common_ground_reports::chart::{ChartSide, ChartWords, Estimate, Layout, Picture};
use common_ground_reports::scale;

pub(crate) fn all() -> Vec<(&'static str, Picture)> {
    vec![
        ("then-now-wide", confidence().picture(Layout::Wide).unwrap()),
        ("then-now-narrow", confidence().picture(Layout::Narrow).unwrap()),
        ("funnel-wide", answered([59, 57, 41, 35]).picture(Layout::Wide).unwrap()),
        ("funnel-narrow", answered([59, 57, 41, 35]).picture(Layout::Narrow).unwrap()),
        ("funnel-nobody-wide", answered([0; 4]).picture(Layout::Wide).unwrap()),
        ("bars-wide", themes().picture(Layout::Wide).unwrap()),
        ("bars-narrow", themes().picture(Layout::Narrow).unwrap()),
        ("courses-wide", over_time(6).picture(Layout::Wide).unwrap()),
        ("courses-narrow", over_time(6).picture(Layout::Narrow).unwrap()),
        ("courses-one-wide", over_time(1).picture(Layout::Wide).unwrap()),
        ("courses-thirty-wide", over_time(30).picture(Layout::Wide).unwrap()),
    ]
}

fn change(
    label: &str,
    then: f64,
    now: f64,
    before: Option<f64>,
    (up, same, down): (u64, u64, u64),
) -> ThenNowItem {
    let before = before.map(|mean| Before { n: 9, mean });
    ThenNowItem {
        label: label.to_owned(),
        change: ThenNowChange::Shown { then, now, before, up, same, down },
    }
}

pub(crate) fn confidence() -> ThenNow {
    ThenNow {
        words: ChartWords {
            finding: "Eight of ten left more confident about making the first call".to_owned(),
            subtitle: "Mean confidence then and now, 10 people at pilot course 3, 14 May 2026".to_owned(),
            source: "Course feedback, version 1. Both ratings were given at the end of the course."
                .to_owned(),
            measure: "confidence then and now".to_owned(),
            groups: "10 people at pilot course 3".to_owned(),
        },
        scale: scale::known("confidence5").unwrap().labels,
        side: ChartSide::Library,
        items: vec![
            change("Set up and chair a first meeting", 2.5, 3.6, Some(2.9), (8, 2, 0)),
            change("Keep up with a partner’s field", 2.9, 3.3, None, (4, 6, 0)),
            change("Get more from a link you have", 3.1, 3.1, None, (0, 10, 0)),
            change(
                "Write down what we want from each partnership, and agree it with them before we begin",
                3.4,
                3.0,
                None,
                (1, 4, 5),
            ),
            change("From end to end", 1.0, 5.0, Some(1.0), (10, 0, 0)),
            ThenNowItem {
                label: "Ask a partner how we can help".to_owned(),
                change: ThenNowChange::Suppressed,
            },
            ThenNowItem {
                label: "Change how we work to suit a partner".to_owned(),
                change: ThenNowChange::NoAnswers,
            },
        ],
    }
}

pub(crate) fn answered(people: [u64; 4]) -> Funnel {
    let labels = ["Invited", "Delivered", "Started", "Finished"];
    Funnel {
        words: ChartWords {
            finding: "Six in ten of those invited answered".to_owned(),
            subtitle: "Partners’ survey, April to May 2026".to_owned(),
            source: "Response rate (RR2) 59%. “Started” is a plain count and names nobody.".to_owned(),
            measure: "who answered".to_owned(),
            groups: "59 people invited".to_owned(),
        },
        steps: labels
            .iter()
            .zip(people)
            .map(|(label, people)| FunnelStep { label: (*label).to_owned(), people })
            .collect(),
    }
}

pub(crate) fn themes() -> Bars {
    let bar = |(label, count): (&str, u64)| Bar {
        label: label.to_owned(),
        count,
        note: String::new(),
        together: false,
    };
    Bars {
        words: ChartWords {
            finding: "Forms come up most".to_owned(),
            subtitle: "31 comments with a theme; one can have several".to_owned(),
            source: "Newham Libraries. “How was the course?”".to_owned(),
            measure: "comments by theme".to_owned(),
            groups: "31 comments".to_owned(),
        },
        bars: [("Forms", 14), ("Opening hours", 9), ("Whom to ring", 7), ("Room and food", 4)]
            .map(bar)
            .into(),
    }
}

const MONTHS: [&str; 10] =
    ["February", "March", "April", "May", "June", "July", "August", "September", "October", "November"];

/// How much higher a question is rated than the first, and its name.
const QUESTIONS: [(f64, &str); 8] = [
    (0.0, "Useful for your work"),
    (0.4, "Relevant to what you do"),
    (-0.3, "How well it was run"),
    (0.1, "Likely to do something differently"),
    (-0.6, "Confidence on leaving: Set up and chair a first meeting with somebody from another organisation"),
    (-0.2, "Confidence on leaving: Ask a partner how we can help"),
    (0.3, "Confidence on leaving: Change how we work to suit a partner"),
    (-0.4, "Confidence on leaving: Write down what we want from a partnership"),
];

const PLACES: [&str; 6] =
    ["Stratford Library", "Forest Gate", "Town Hall, committee room", "East Ham", "Plaistow", "Online"];

/// One of so many courses, on a question that is rated so much higher than the first.
fn held(i: u32, many: u32, more: f64) -> DrawnCourse {
    let mean = 3.2 + more + f64::from(i * 3 % 7) / 5.0;
    let estimate = match i {
        2 => Estimate::Suppressed,
        _ => Estimate::Shown { n: 12 + u64::from(i), mean, interval: Some((mean - 0.5, mean + 0.5)) },
    };
    DrawnCourse {
        date: format!("{} {} 2026", 4 + i % 3 * 9, MONTHS[i as usize / 3 % 10]),
        label: PLACES[i as usize % PLACES.len()].to_owned(),
        estimate,
        band: (many > 1 && i + 1 == many).then_some((3.1 + more, 3.9 + more)),
        reworded: i == 4,
    }
}

/// Eight questions over so many courses: one of them hidden, another after a change of wording.
pub(crate) fn over_time(many: u32) -> Courses {
    let question = |(place, (more, label)): (usize, &(f64, &str))| DrawnQuestion {
        label: (*label).to_owned(),
        courses: (0..many).map(|i| held(i, many, *more)).collect(),
        change: (many > 1).then(|| DrawnChange {
            by: [0.6, 0.0, -0.3][place % 3],
            since: "13 March 2026".to_owned(),
            said: ["higher than earlier courses", "may be chance", "may be chance"][place % 3].to_owned(),
        }),
    };
    Courses {
        words: ChartWords {
            finding: "The newest course is rated higher on 3 of 8 questions".to_owned(),
            subtitle: "Mean of each course on a scale from 1 to 5, oldest course first".to_owned(),
            source: "Course feedback, versions 1 and 2.".to_owned(),
            measure: "means by course".to_owned(),
            groups: "people at pilot courses".to_owned(),
        },
        side: ChartSide::Library,
        questions: QUESTIONS.iter().enumerate().map(question).collect(),
    }
}
