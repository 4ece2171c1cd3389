//! The health of a partnership over its checks: two-dot strips.

use common_ground_reports::chart::{Layout, Picture};
use common_ground_reports::counts::Counts;
use common_ground_reports::health::{
    Answerer, Answerers, ConditionInput, HealthCheck, HealthHistory, HealthRound,
};

/// Labels as the surveys have them, with what the library and the partner answered in three checks; nobody for 0.
const CONDITIONS: [(&str, [(u8, u8); 3]); 21] = [
    ("Commitment at every level", [(4, 4), (4, 4), (5, 4)]),
    ("Backing from the top", [(3, 3), (3, 2), (3, 2)]),
    ("Clear aims", [(4, 3), (4, 4), (4, 4)]),
    ("Who does what", [(3, 3), (4, 4), (4, 4)]),
    ("Clear what each side gives and wants", [(4, 2), (4, 3), (4, 4)]),
    ("Realistic timing", [(3, 3), (3, 3), (3, 2)]),
    ("Able to last beyond present funding or people", [(2, 2), (2, 3), (2, 2)]),
    ("Reaching someone who can say yes", [(4, 4), (4, 5), (4, 4)]),
    ("A lead with influence in their own organisation", [(4, 4), (4, 4), (4, 0)]),
    ("Colleagues on board", [(3, 4), (3, 4), (4, 3)]),
    ("Give and take", [(4, 4), (5, 5), (5, 5)]),
    ("Keeping in touch", [(5, 4), (5, 4), (5, 2)]),
    ("Meeting in person", [(4, 4), (4, 4), (4, 4)]),
    ("Same people staying involved", [(4, 4), (4, 4), (3, 1)]),
    ("Time allowed for how hard it is", [(3, 4), (3, 4), (3, 4)]),
    ("Fresh ideas", [(4, 5), (4, 5), (5, 5)]),
    ("Trust and honesty", [(5, 5), (5, 5), (5, 4)]),
    ("Patience and solving problems", [(4, 4), (4, 4), (4, 4)]),
    ("Understanding how each other works", [(3, 3), (4, 3), (4, 3)]),
    ("Relying on each other", [(4, 4), (4, 4), (4, 4)]),
    ("Knowing each other’s priorities and workloads", [(3, 2), (3, 3), (0, 0)]),
];

pub(crate) fn all() -> Vec<(&'static str, Picture)> {
    vec![
        ("strips-wide", elm_house(3, Layout::Wide)),
        ("strips-narrow", elm_house(3, Layout::Narrow)),
        ("strips-first-wide", elm_house(1, Layout::Wide)),
        ("strips-first-narrow", elm_house(1, Layout::Narrow)),
    ]
}

/// The first checks of one partnership; a new contact answers the third.
fn elm_house(checks: usize, layout: Layout) -> Picture {
    let counts = |point: u8| {
        let mut counts = Counts::default();
        counts.add_value(point, 1);
        counts
    };
    let dates = ["21 May 2025", "24 November 2025", "25 May 2026"];
    let rounds = dates.iter().enumerate().take(checks).map(|(at, date)| {
        let conditions: Vec<ConditionInput> = CONDITIONS
            .iter()
            .enumerate()
            .map(|(place, (label, answers))| ConditionInput {
                key: format!("condition_{place}"),
                label: (*label).to_owned(),
                library: counts(answers[at].0),
                partner: counts(answers[at].1),
            })
            .collect();
        let one = |name: &str, is_new| Answerers {
            asked: 1,
            answered: vec![Answerer { name: name.to_owned(), is_new }],
        };
        HealthRound {
            name: (*date).to_owned(),
            check: HealthCheck::new(&conditions),
            library: one("Tom Hartley", false),
            partner: if at == 2 { one("Kofi Mensah", true) } else { one("Dana Whitfield", false) },
        }
    });
    let history = HealthHistory::new(rounds.collect());
    history.strips("Riverside libraries", "Elm House").picture(layout).unwrap()
}
