//! One question: added, changed, moved, removed.

pub(crate) mod change;
pub(crate) mod fields;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod shift;

/// The kinds in the order they are offered, and what each is called.
pub(crate) const KINDS: [(&str, &str); 9] = [
    ("rating", "A rating"),
    ("single_choice", "One choice"),
    ("multiple_choice", "Several choices"),
    ("ranking", "A ranking"),
    ("number", "A number"),
    ("date", "A date"),
    ("short_text", "A few words"),
    ("long_text", "An open question"),
    ("statement", "Something to read"),
];
