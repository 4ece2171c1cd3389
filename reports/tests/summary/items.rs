//! Invented answers to paired items.

/// Key, label, topic, and the answers on the side that offers and on the side that expects.
pub(crate) type Item = (&'static str, &'static str, &'static str, [u64; 5], [u64; 5]);

/// What the library gives: key, label, topic, 14 staff, 18 partners.
pub(crate) const GIVES: [Item; 10] = [
    (
        "bring_enthusiasm",
        "Bring energy to joint work",
        "energy for joint work",
        [0, 0, 1, 5, 8],
        [0, 0, 6, 8, 4],
    ),
    (
        "bring_service_knowledge",
        "Know the range of local services",
        "knowledge of local services",
        [0, 0, 3, 7, 4],
        [0, 0, 4, 8, 6],
    ),
    (
        "bring_age_groups",
        "Work with different ages, from under-fives up",
        "work with different ages",
        [0, 0, 2, 5, 7],
        [0, 0, 4, 8, 6],
    ),
    (
        "bring_reliability",
        "Be counted on to do what we say",
        "reliability",
        [0, 0, 2, 6, 6],
        [0, 0, 0, 8, 10],
    ),
    (
        "need_initiative",
        "Take the lead in setting up meetings",
        "initiative",
        [0, 5, 6, 3, 0],
        [0, 2, 6, 8, 2],
    ),
    (
        "need_keep_up",
        "Keep up with changes in partners’ fields",
        "awareness of partners’ fields",
        [1, 3, 6, 3, 1],
        [0, 2, 6, 6, 2],
    ),
    (
        "need_build_existing",
        "Build on links we already have",
        "building on existing links",
        [1, 3, 5, 4, 1],
        [0, 0, 4, 8, 6],
    ),
    (
        "need_help_attitude",
        "Start by asking how we can help",
        "readiness to help",
        [0, 2, 3, 6, 3],
        [0, 0, 4, 6, 8],
    ),
    (
        "need_flexibility",
        "Bend our rules to fit what partners want",
        "flexibility",
        [2, 4, 5, 2, 1],
        [0, 0, 0, 6, 12],
    ),
    (
        "need_plan_outcomes",
        "Be clear what we want from the partnership",
        "clarity about what we want",
        [0, 2, 6, 5, 1],
        [0, 0, 6, 10, 2],
    ),
];

/// What partners give: partners first, fewer than ten or than five of them in the last two.
pub(crate) const HOPES: [Item; 5] = [
    (
        "hope_access_children",
        "Regular contact with children and young people",
        "contact with children",
        [0, 0, 4, 8, 6],
        [0, 0, 2, 5, 7],
    ),
    ("hope_funding", "Money, or help in finding it", "funding", [10, 6, 2, 0, 0], [0, 1, 4, 6, 3]),
    ("hope_expertise", "Specialist know-how", "expertise", [0, 0, 6, 8, 4], [0, 1, 3, 6, 4]),
    (
        "hope_networks",
        "A way into partners’ networks",
        "access to networks",
        [0, 2, 3, 3, 1],
        [0, 0, 5, 6, 3],
    ),
    ("hope_reliability", "Work we can count on", "reliability", [0, 0, 0, 1, 2], [0, 0, 2, 6, 6]),
];
