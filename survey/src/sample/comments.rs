//! What people might write: plain, harmless, and about nobody.

use rand::{Rng, RngExt};

use crate::Side;

/// What somebody writes beside “other”, if anything: whatever was asked, it fits.
pub(super) fn beside_other(rng: &mut (impl Rng + ?Sized)) -> Option<&'static str> {
    const WORDS: [&str; 3] = ["A bit of everything", "Something of our own", "It changes with the season"];
    WORDS.get(rng.random_range(0..=WORDS.len())).copied()
}

/// Comments that fit an item; general ones for items not known here.
pub(super) fn of(item: &str, side: Side) -> &'static [&'static str] {
    match (item, side) {
        ("one_change", Side::Library) => &[
            "Let us waive the proof of address for group cards.",
            "Give one person the time to keep in touch with partners.",
            "We promise visits and then the rota changes.",
            "Plan the year with partners, not term by term.",
            "More of us should know who our partners are.",
        ],
        ("one_change", Side::Partner) => &[
            "The opening hours are fine. It is the forms that stop our young people.",
            "Tell us who to ring, and let it stay the same person.",
            "Come and see us before you plan anything for us.",
            "Fewer rules about lost books.",
            "Longer notice of events, please.",
        ],
        ("hope_other", Side::Library) => &[
            "An invitation to their staff meetings.",
            "Honest feedback when something did not work.",
            "Help with lifts to the library.",
        ],
        ("hope_other", Side::Partner) => &[
            "A room for story times in the holidays.",
            "We could show library staff how we work with shy readers.",
            "Space in our newsletter every month.",
        ],
        ("other_help" | "most_wanted", _) => &[
            "A list of names and numbers that is kept up to date.",
            "Knowing what I may promise without asking first.",
            "Examples of first letters and agendas.",
            "Meeting others who have done this before.",
        ],
        ("commit_action", _) => &[
            "Ring the nearest children’s home and ask how we can help.",
            "Write down what we want before the next meeting.",
            "Ask my manager about group cards.",
            "Visit one partner where they work.",
        ],
        ("improve", _) => &[
            "More time for the exercise in pairs.",
            "Start later, the trains are slow.",
            "Invite more partners, that was the best part.",
            "Hand out the examples before the day.",
        ],
        ("what_helped", _) => &[
            "I had a name to ring.",
            "My manager gave me the afternoon for it.",
            "The checklist from the course.",
        ],
        ("what_hindered", _) => &[
            "No time at the desk.",
            "The person I knew there has moved on.",
            "Waiting for a decision about the rules.",
        ],
        ("partnership_help", _) => &[
            "A fixed date each term.",
            "Somebody on each side who can decide.",
            "Telling each other earlier when plans change.",
        ],
        _ => &["It depends on the time we have.", "It is going the right way.", "We could do more of this."],
    }
}
