//! What first, and for whom: the priority scatter and the small charts by kind of partner.

use common_ground_reports::chart::kinds::{self, ByKind, Cell, Kind};
use common_ground_reports::chart::multiples::{Multiples, MultiplesItem};
use common_ground_reports::chart::priority::{self, Crosshair, Priority};
use common_ground_reports::chart::{ChartSide, ChartWords, Estimate, Layout, Picture};
use common_ground_reports::scale;

pub(crate) fn all() -> Vec<(&'static str, Picture)> {
    let crowd: Vec<(f64, f64)> =
        (0..19).map(|i| (3.6 + f64::from(i % 5) / 20.0, 4.0 + f64::from(i % 4) / 20.0)).collect();
    vec![
        ("priority-wide", first(&TEN, Crosshair::OfData).picture(Layout::Wide).unwrap()),
        ("priority-narrow", first(&TEN, Crosshair::OfData).picture(Layout::Narrow).unwrap()),
        ("priority-crowd-wide", first(&crowd, Crosshair::OfScale).picture(Layout::Wide).unwrap()),
        ("priority-crowd-narrow", first(&crowd, Crosshair::OfScale).picture(Layout::Narrow).unwrap()),
        ("priority-alike-wide", first(&[(5.0, 5.0); 8], Crosshair::OfData).picture(Layout::Wide).unwrap()),
        ("priority-four-wide", first(&TEN[..4], Crosshair::OfData).picture(Layout::Wide).unwrap()),
        ("kinds-wide", by_kind(7).picture(Layout::Wide).unwrap()),
        ("kinds-narrow", by_kind(7).picture(Layout::Narrow).unwrap()),
        ("kinds-three-wide", by_kind(3).picture(Layout::Wide).unwrap()),
        ("kinds-three-narrow", by_kind(3).picture(Layout::Narrow).unwrap()),
        ("multiples-wide", conditions().picture(Layout::Wide).unwrap()),
        ("multiples-narrow", conditions().picture(Layout::Narrow).unwrap()),
    ]
}

/// How eleven partnerships meet six conditions.
fn conditions() -> Multiples {
    let item =
        |(label, counts): (&str, [u64; 4])| MultiplesItem { label: label.to_owned(), counts: counts.into() };
    let rows = [
        ("Trust and honesty", [6, 1, 3, 0]),
        ("Clear aims that both sides share", [2, 6, 2, 1]),
        ("Backing from managers", [4, 4, 1, 2]),
        ("Keeping in touch between meetings", [8, 0, 1, 1]),
        ("Time and money for the work", [0, 9, 2, 0]),
        ("Knowing who decides", [11, 0, 0, 0]),
    ];
    Multiples {
        words: ChartWords {
            finding: "“Time and money for the work” fails most often".into(),
            subtitle: "Number of partnerships, of 11".into(),
            source: "Riverside Libraries. Health checks, the last of each partnership.".into(),
            measure: "partnerships by condition".into(),
            groups: "11 partnerships".into(),
        },
        panels: ["Strength", "Work on together", "Seen differently", "No answer"].map(str::to_owned).into(),
        items: rows.map(item).into(),
        whole: 11,
    }
}

const TEN: [(f64, f64); 10] = [
    (2.7, 4.2),
    (3.1, 4.1),
    (2.9, 3.6),
    (3.0, 3.6),
    (3.3, 3.8),
    (3.8, 4.2),
    (4.3, 4.6),
    (4.1, 4.2),
    (4.4, 4.1),
    (4.5, 3.9),
];

const NAMES: [&str; 10] = [
    "Bend our rules to fit what partners want",
    "Build on links we already have",
    "Take the lead in setting up meetings",
    "Keep up with changes in partners’ fields",
    "Be clear what we want from the partnership",
    "Start by asking how we can help",
    "Be counted on to do what we say",
    "Know the range of local services",
    "Work with different ages, from under-fives up",
    "Bring energy to joint work",
];

fn shown(mean: f64) -> Estimate {
    Estimate::Shown { n: 12, mean, interval: None }
}

pub(crate) fn ten() -> Priority {
    first(&TEN, Crosshair::OfData)
}

fn first(means: &[(f64, f64)], crosshair: Crosshair) -> Priority {
    let mut items: Vec<priority::PriorityItem> = means
        .iter()
        .zip(NAMES.iter().cycle())
        .map(|((offer, expect), name)| priority::PriorityItem {
            label: (*name).to_owned(),
            offer: shown(*offer),
            expect: shown(*expect),
            clear: expect - offer > 0.95,
        })
        .collect();
    items.push(priority::PriorityItem {
        label: "Share what we know".to_owned(),
        offer: shown(3.0),
        expect: Estimate::Suppressed,
        clear: false,
    });
    Priority {
        words: ChartWords {
            finding: "Flexibility and existing links come first".to_owned(),
            subtitle: "Mean answers from 14 library staff and 18 partners, April to May 2026".to_owned(),
            source: "Block A, version 1.".to_owned(),
            measure: "what staff offer against what partners expect".to_owned(),
            groups: "14 staff and 18 partners".to_owned(),
        },
        scale: scale::known("amount5").unwrap().labels,
        offer: (ChartSide::Library, "What staff say they offer".to_owned()),
        expect: (ChartSide::Partner, "What partners expect".to_owned()),
        crosshair,
        items,
    }
}

pub(crate) fn by_kind(many: usize) -> ByKind {
    let kinds = [
        "Children’s homes",
        "Schools",
        "Education department",
        "Council departments",
        "Charities and voluntary groups",
        "Health",
        "Other",
    ];
    let gaps = [-2.6, -1.3, -1.2, -0.5, -0.4, 0.0, 0.4, 0.5, 1.2, 1.3, 2.0];
    // A question is told by kind, or for all kinds together.
    let (together, told): (Vec<_>, Vec<_>) = NAMES.iter().enumerate().partition(|(row, _)| row % 4 == 2);
    let items = told.into_iter().map(|(row, name)| {
        let library = 2.4 + f64::from(u32::try_from(row).unwrap()) / 10.0;
        let cells = (0..many).map(|column| match (row * 7 + column * 3) % 13 {
            12 => None,
            at => {
                let gap = gaps[at % gaps.len()];
                Some(Cell { mean: (library - gap).clamp(1.0, 5.0), gap })
            }
        });
        kinds::KindsItem { label: (*name).to_owned(), library, cells: cells.collect() }
    });
    ByKind {
        words: ChartWords {
            finding: "Children’s homes may expect more flexibility than schools".to_owned(),
            subtitle: "Offer minus expectation by kind of partner, May 2026".to_owned(),
            source: "Block A, version 1. Groups under five are never shown.".to_owned(),
            measure: "gaps by item and kind of partner".to_owned(),
            groups: "58 partners".to_owned(),
        },
        scale: scale::known("amount5").unwrap().labels,
        roles: ["all staff offer", "this kind of partner expects"].map(str::to_owned),
        kinds: kinds[..many]
            .iter()
            .zip(5..)
            .map(|(label, n)| Kind { label: (*label).to_owned(), n: format!("up to {n}") })
            .collect(),
        items: items.collect(),
        together: together.into_iter().map(|(_, name)| (*name).to_owned()).collect(),
    }
}
