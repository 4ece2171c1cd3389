//! What each side leans towards: the shape that such surveys often show.

use crate::survey::{Side, sample::Profile};

/// Item, the mean of the library's answers, the mean of the partners'.
const MEANS: &[(&str, f64, f64)] = &[
    // Item, what staff say they offer, what partners expect.
    ("bring_enthusiasm", 4.5, 3.8),
    ("bring_service_knowledge", 4.0, 4.1),
    ("bring_age_groups", 4.3, 4.1),
    ("bring_reliability", 4.3, 4.6),
    ("need_initiative", 2.9, 3.7),
    ("need_keep_up", 3.0, 3.7),
    ("need_build_existing", 3.0, 4.2),
    ("need_help_attitude", 3.8, 4.2),
    ("need_flexibility", 2.5, 4.3),
    ("need_plan_outcomes", 3.3, 3.8),
    // Item, what staff hope for, what partners offer.
    ("hope_access_children", 4.6, 3.9),
    ("hope_funding", 4.1, 2.0),
    ("hope_expertise", 4.1, 4.2),
    ("hope_enthusiasm", 4.2, 4.1),
    ("hope_higher_profile", 4.3, 3.4),
    ("hope_new_image", 4.0, 3.7),
    ("hope_networks", 4.2, 3.3),
    ("hope_fresh_eyes", 3.2, 3.9),
    ("hope_nonuser_insight", 4.3, 3.9),
    ("hope_reliability", 4.5, 4.2),
    ("hope_outside_profession", 3.7, 3.7),
    // The course.
    ("react_relevant", 4.2, 4.2),
    ("react_useful", 4.3, 4.3),
    ("react_delivery", 4.5, 4.5),
    ("react_pace", 3.1, 3.1),
    ("conf_initiative__now", 3.8, 3.8),
    ("conf_initiative__then", 2.3, 2.3),
    ("commit_likely", 4.0, 4.0),
];

pub(super) fn of(side: Side) -> Profile {
    let mean = |library: f64, partner: f64| if side == Side::Library { library } else { partner };
    MEANS.iter().map(|(item, library, partner)| ((*item).to_owned(), mean(*library, *partner))).collect()
}
