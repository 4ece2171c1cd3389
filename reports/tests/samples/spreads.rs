//! How answers were spread: stacked and diverging bars.

use common_ground_reports::chart::answers::{AnswersItem, ChartAnswers};
use common_ground_reports::chart::diverging::Diverging;
use common_ground_reports::chart::stacked::Stacked;
use common_ground_reports::chart::{ChartWords, Layout, Picture};
use common_ground_reports::counts::Counts;
use common_ground_reports::scale;

pub(crate) fn all() -> Vec<(&'static str, Picture)> {
    vec![
        ("stacked-wide", offers().picture(Layout::Wide).unwrap()),
        ("stacked-narrow", offers().picture(Layout::Narrow).unwrap()),
        ("stacked-few-wide", few().picture(Layout::Wide).unwrap()),
        ("stacked-few-narrow", few().picture(Layout::Narrow).unwrap()),
        ("stacked-pace-wide", pace().picture(Layout::Wide).unwrap()),
        ("stacked-pace-narrow", pace().picture(Layout::Narrow).unwrap()),
        ("diverging-wide", health().picture(Layout::Wide).unwrap()),
        ("diverging-narrow", health().picture(Layout::Narrow).unwrap()),
        ("diverging-alike-wide", alike().picture(Layout::Wide).unwrap()),
    ]
}

fn item(label: &str, values: [u64; 5], percent: [u8; 5], dont_know: u64, not_applicable: u64) -> AnswersItem {
    AnswersItem::counted(label, &Counts { dont_know, not_applicable, ..Counts::of(values) }, percent)
}

fn bare(label: &str, answers: ChartAnswers) -> AnswersItem {
    AnswersItem { label: label.to_owned(), answers, dont_know: 1, not_applicable: 0 }
}

pub(crate) fn offers() -> Stacked {
    Stacked {
        words: ChartWords {
            finding: "Most staff say that partners can count on them".to_owned(),
            subtitle: "Answers of 31 library staff, May 2026".to_owned(),
            source: "Block A, version 1. Percentages of those who rated; they add to 100.".to_owned(),
            measure: "what staff say they offer".to_owned(),
            groups: "31 library staff".to_owned(),
        },
        scale: scale::known("amount5").unwrap(),
        items: vec![
            item("Be counted on to do what we say", [0, 1, 4, 14, 12], [0, 3, 13, 45, 39], 0, 0),
            item("Start by asking how we can help", [1, 3, 8, 11, 6], [4, 10, 28, 38, 20], 2, 1),
            item("Bend our rules to fit what partners want", [7, 9, 8, 4, 2], [23, 30, 27, 13, 7], 12, 10),
            item("Everyone gave the same answer", [0, 0, 0, 31, 0], [0, 0, 0, 100, 0], 0, 0),
            bare(
                "A small group, told in three bands",
                ChartAnswers::Bands { counts: [1, 2, 5], percent: [13, 25, 62] },
            ),
            bare("Too few answered", ChartAnswers::Suppressed),
            bare("Nobody rated it", ChartAnswers::NoAnswers),
            item(
                "Keep each other told about changes of staff, opening hours, premises, money and priorities before \
                 they happen",
                [1, 1, 1, 1, 96],
                [1, 1, 1, 1, 96],
                0,
                3,
            ),
        ],
    }
}

fn few() -> Stacked {
    let bands = |label: &str, counts, percent| bare(label, ChartAnswers::Bands { counts, percent });
    Stacked {
        words: ChartWords {
            finding: "Most of the eight will use what they learnt".to_owned(),
            subtitle: "Answers of 8 people at pilot course 2, 2 April 2026".to_owned(),
            source: "Course feedback, version 1. Below ten answers there are three bands.".to_owned(),
            measure: "how likely people are to use it".to_owned(),
            groups: "8 people".to_owned(),
        },
        scale: scale::known("likely5").unwrap(),
        items: vec![
            bands("Use what you learnt within a month", [0, 1, 7], [0, 12, 88]),
            bands("Ring a new partner", [3, 2, 3], [38, 25, 37]),
            bands("Recommend the course to a colleague", [0, 0, 8], [0, 0, 100]),
        ],
    }
}

fn pace() -> Stacked {
    Stacked {
        words: ChartWords {
            finding: "Eight in ten found the pace about right".to_owned(),
            subtitle: "Answers of 20 people at pilot course 3, 14 May 2026".to_owned(),
            measure: "the pace of the course".to_owned(),
            groups: "20 people".to_owned(),
            ..ChartWords::default()
        },
        scale: scale::known("pace5").unwrap(),
        items: vec![item("The pace of the workshop", [0, 2, 16, 1, 1], [0, 10, 80, 5, 5], 0, 0)],
    }
}

pub(crate) fn health() -> Diverging {
    Diverging {
        words: ChartWords {
            finding: "Contacts go well; sharing of plans does not yet".to_owned(),
            subtitle: "How is this going in our partnership? 24 people from both sides, June 2026".to_owned(),
            source: "Partnership health check, version 1. The middle answer is split by the zero line."
                .to_owned(),
            measure: "how the partnership goes".to_owned(),
            groups: "24 people from both sides".to_owned(),
        },
        scale: scale::known("going5").unwrap(),
        items: vec![
            item("Sharing plans early", [5, 8, 6, 4, 1], [21, 33, 25, 17, 4], 0, 0),
            item("Knowing whom to ring", [0, 1, 2, 6, 3], [0, 8, 17, 50, 25], 10, 2),
            item("Keeping promises", [1, 2, 5, 9, 7], [4, 8, 21, 38, 29], 0, 0),
            item("All in the middle", [0, 0, 24, 0, 0], [0, 0, 100, 0, 0], 0, 0),
            bare("Too few answered", ChartAnswers::Suppressed),
            bare("Three bands", ChartAnswers::Bands { counts: [2, 3, 4], percent: [22, 33, 45] }),
            bare("Nobody rated it", ChartAnswers::NoAnswers),
        ],
        limit: None,
    }
}

fn alike() -> Diverging {
    let mut chart = health();
    "Everyone says it goes very well".clone_into(&mut chart.words.finding);
    chart.items =
        (1..=4).map(|i| item(&format!("Factor {i}"), [0, 0, 0, 0, 9], [0, 0, 0, 0, 100], 0, 0)).collect();
    chart
}
