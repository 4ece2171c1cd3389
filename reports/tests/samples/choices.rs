//! What people chose, and the numbers that they gave.

use common_ground_reports::chart::bars::{Bar, Bars};
use common_ground_reports::chart::dots::Dots;
use common_ground_reports::chart::{ChartWords, Layout, Picture};

pub(crate) fn all() -> Vec<(&'static str, Picture)> {
    vec![
        ("choice-wide", places().picture(Layout::Wide).unwrap()),
        ("choice-narrow", places().picture(Layout::Narrow).unwrap()),
        ("dots-wide", recommend().picture(Layout::Wide).unwrap()),
        ("dots-narrow", recommend().picture(Layout::Narrow).unwrap()),
        ("dots-many-wide", many().picture(Layout::Wide).unwrap()),
    ]
}

pub(crate) fn places() -> Bars {
    let bar = |label: &str, count: u64, note: &str, together| Bar {
        label: label.to_owned(),
        count,
        note: note.to_owned(),
        together,
    };
    Bars {
        words: ChartWords {
            finding: "“In a branch library” is the most common answer, from 11 of 26".to_owned(),
            subtitle: "“Where do you mostly work?”: answers of 26 people, one from each".to_owned(),
            source: "Newham Libraries. “What can we offer partners?”, version 1.".to_owned(),
            measure: "answers to “Where do you mostly work?”".to_owned(),
            groups: "26 people".to_owned(),
        },
        bars: vec![
            bar("In a branch library", 11, "42% of 26", false),
            bar("With schools and in people’s homes", 9, "35% of 26", false),
            bar("Other answers together", 6, "23% of 26", true),
        ],
    }
}

fn numbers(finding: &str, n: &str, people: [u64; 11], mean: f64) -> Dots {
    Dots {
        words: ChartWords {
            finding: finding.to_owned(),
            subtitle: format!("“Would you recommend it?”: answers of {n} people, one from each"),
            source: "Newham Libraries. “How was the course?”, version 1.".to_owned(),
            measure: "answers to “Would you recommend it?”".to_owned(),
            groups: format!("{n} people"),
        },
        ends: ["Not at all likely".to_owned(), "Extremely likely".to_owned()],
        people: people.to_vec(),
        mean: Some(mean),
    }
}

pub(crate) fn recommend() -> Dots {
    let finding = "“Would you recommend it?”: 7.7 of 10 on average";
    numbers(finding, "14", [0, 0, 0, 1, 0, 1, 0, 3, 5, 1, 3], 7.7)
}

fn many() -> Dots {
    let finding = "“Would you recommend it?”: 8.3 of 10 on average";
    numbers(finding, "1,229", [4, 1, 9, 12, 8, 61, 70, 160, 290, 204, 410], 8.3)
}
