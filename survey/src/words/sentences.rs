//! Which sentences a language needs. A sentence with something to fill in is a function, because languages differ in
//! where it goes and in what it does to the words beside it.

/// Around every page.
#[derive(Debug)]
pub struct PageWords {
    /// “Skip to main content”
    pub skip: &'static str,
    /// “Get help”
    pub help: &'static str,
    /// “Accessibility statement”
    pub accessibility: &'static str,
    /// “Privacy”
    pub privacy: &'static str,
    /// What a title begins with when something is wrong, and what a screen reader hears before a problem.
    pub error: &'static str,
    /// “There is a problem”
    pub problem: &'static str,
    /// What the choice of language is called for a screen reader.
    pub languages: &'static str,
}

/// The start page.
#[derive(Debug)]
pub struct StartWords {
    /// “Takes”
    pub takes: &'static str,
    /// “4 minutes”
    pub minutes: fn(n: u32) -> String,
    /// “Questions”
    pub questions: &'static str,
    /// “Closes”
    pub closes: &'static str,
    /// “Who sees your answers”
    pub who_sees: &'static str,
    /// “Start”
    pub start: &'static str,
    /// “Continue where you left off”
    pub go_on: &'static str,
    /// “How we look after what you tell us”
    pub notice: &'static str,
    /// “Who do you work for?”, where one link leads to the surveys of both sides.
    pub whom: &'static str,
    /// What that is for.
    pub whom_why: &'static str,
    /// “I work for the library”
    pub library: &'static str,
    /// “I work for a partner organisation”
    pub partner: &'static str,
}

/// The pages with questions.
#[derive(Debug)]
pub struct FormWords {
    /// “Page 2 of 4”
    pub step: fn(page: usize, of: usize) -> String,
    /// “9 questions left”, those of this page among them.
    pub left: fn(n: usize) -> String,
    /// “Continue”
    pub next: &'static str,
    /// “Back”
    pub back: &'static str,
    /// “or”, before answers that stand apart.
    pub or: &'static str,
    /// “needs an answer”
    pub needed: &'static str,
    /// No question must be answered.
    pub blanks_all: &'static str,
    /// One question must be answered.
    pub blanks_but_one: &'static str,
    /// Several questions must be answered.
    pub blanks_some: &'static str,
    /// The places of a ranking.
    pub places: [&'static str; 5],
    /// A place left empty.
    pub no_choice: &'static str,
    /// What stands in a wording for the answer to another question of the same page: its label.
    pub your_answer: fn(label: &str) -> String,
    /// “Other”
    pub other: &'static str,
    /// What is asked beside the option for “other”.
    pub please_say: &'static str,
    /// “Choose up to 3.”
    pub up_to: fn(n: usize) -> String,
    /// “Choose all that apply.”
    pub all_that_apply: &'static str,
    /// “From 0 to 60.”
    pub between: fn(least: &str, most: &str) -> String,
    /// How long an open answer may be.
    pub characters: fn(most: usize) -> String,
    /// What stands before the number of characters that are left: “Characters left”.
    pub characters_left: &'static str,
    /// What stands before the number of characters that are too many.
    pub characters_over: &'static str,
    /// Whom not to name in an open answer.
    pub names: &'static str,
    /// “If you are worried about a child”
    pub worried: &'static str,
    /// Why a survey is not the place to report a worry.
    pub not_the_place: &'static str,
    /// Where a worry belongs.
    pub safeguarding: &'static str,
    /// A draft is kept under the link until this time.
    pub kept_by_link: fn(until: &str) -> String,
    /// This browser keeps a draft.
    pub kept_by_browser: &'static str,
    /// Nothing keeps a draft.
    pub kept_by_nobody: &'static str,
    /// “Save and continue later on this device”
    pub later: &'static str,
    /// “Clear my answers from this device”
    pub clear: &'static str,
}

/// What became of answers that were not sent, in this browser.
#[derive(Debug)]
pub struct KeptWords {
    /// They were saved.
    pub saved: &'static str,
    /// Until when they stay.
    pub saved_until: fn(closes: &str) -> String,
    /// How to go on another time.
    pub come_back: &'static str,
    /// “Continue now”
    pub go_on: &'static str,
    /// They were cleared.
    pub cleared: &'static str,
    /// What that means.
    pub cleared_lead: &'static str,
    /// “Start again”
    pub start_again: &'static str,
    /// How somebody with a personal link begins anew.
    pub open_again: &'static str,
}

/// The check of all answers.
#[derive(Debug)]
pub struct CheckWords {
    /// “Check your answers”
    pub heading: &'static str,
    /// That they can be changed now and not later.
    pub lead: &'static str,
    /// “Left blank”
    pub blank: &'static str,
    /// “Change”
    pub change: &'static str,
    /// What a screen reader says after it, before the question.
    pub change_what: &'static str,
    /// “Send them now”
    pub send_heading: &'static str,
    /// “Send your answers”
    pub send: &'static str,
}

/// Thanks.
#[derive(Debug)]
pub struct SentWords {
    /// The title of the page.
    pub title: &'static str,
    /// “Your answers are safe.”
    pub safe: &'static str,
    /// When the survey closes, and what then.
    pub closes: fn(closes: &str) -> String,
    /// How to hear of the results: whom to ask, and when.
    pub results: fn(contact: &str) -> String,
    /// That we can email them when the results are out.
    pub can_tell: &'static str,
    /// What the button for that says.
    pub tell_me: &'static str,
    /// That we will.
    pub will_tell: &'static str,
    /// What the button against it says.
    pub tell_me_not: &'static str,
    /// What the page tells whose address follows: what people asked for, and what became of it.
    pub you_asked: &'static str,
    /// For the next person on a shared device.
    pub another: &'static str,
    /// “You can close this page.”
    pub close: &'static str,
}

/// The pages that say why there is no form: heading, lead, and what to do.
#[derive(Debug)]
pub struct RefusedWords {
    /// No survey has this code.
    pub unknown: [&'static str; 3],
    /// Not open yet.
    pub not_open: &'static str,
    /// When it opens.
    pub opens: fn(at: &str) -> String,
    /// Closed.
    pub closed: &'static str,
    /// When it closed.
    pub closed_on: fn(at: &str) -> String,
    /// What became of a draft.
    pub closed_next: &'static str,
    /// The link was used.
    pub used: [&'static str; 3],
    /// The link ran out.
    pub expired: [&'static str; 3],
    /// Only by personal link.
    pub personal: [&'static str; 3],
    /// The person asked for no more letters.
    pub stopped: [&'static str; 3],
    /// “Who to ask”
    pub who_to_ask: &'static str,
    /// The way to enter a code once more.
    pub again: &'static str,
    /// Whom to ask.
    pub organiser: fn(contact: &str) -> String,
}

/// What to mend in a form. The first text is always the question.
#[derive(Debug)]
pub struct ProblemsWords {
    /// Nothing can be stored just now.
    pub not_stored: &'static str,
    /// A required choice left blank.
    pub select: fn(asks: &str) -> String,
    /// A required entry left blank.
    pub enter: fn(asks: &str) -> String,
    /// An answer beside a reason for giving none (second).
    pub either: fn(asks: &str, reason: &str) -> String,
    /// More than one answer.
    pub one_only: fn(asks: &str) -> String,
    /// An answer that is not on offer.
    pub one_of_these: fn(asks: &str) -> String,
    /// An option that excludes all others (second) beside others.
    pub not_both: fn(asks: &str, alone: &str) -> String,
    /// Something is written beside the option for “other”, and another answer is selected.
    pub beside_another: fn(asks: &str, other: &str) -> String,
    /// Too many chosen.
    pub too_many: fn(asks: &str, most: usize) -> String,
    /// An option in two places.
    pub place_twice: fn(asks: &str) -> String,
    /// Too many ranked.
    pub too_many_ranked: fn(asks: &str, most: usize) -> String,
    /// Not a whole number between these.
    pub whole_number: fn(asks: &str, min: i64, max: i64) -> String,
    /// Not a number between these with at most one digit after the point.
    pub number_with_tenths: fn(asks: &str, min: i64, max: i64) -> String,
    /// Not a number between these with at most so many digits after the point.
    pub number: fn(asks: &str, min: i64, max: i64, decimals: u8) -> String,
    /// Not a date.
    pub date: fn(asks: &str) -> String,
    /// A statement was answered.
    pub nothing_to_answer: &'static str,
    /// Characters that cannot be kept.
    pub again: fn(asks: &str) -> String,
    /// Too long: the most, and how long it is.
    pub shorten: fn(asks: &str, most: usize, has: usize) -> String,
    /// No such question.
    pub no_such_question: &'static str,
}

/// The privacy notice, sentence by sentence, and the promise above the first question.
#[derive(Debug)]
pub struct NoticeWords {
    /// The promise of an anonymous round.
    pub promise_anonymous: fn(n: u32) -> String,
    /// The promise of a confidential round.
    pub promise_confidential: fn(n: u32) -> String,
    /// The promise of a shared round.
    pub promise_shared: &'static str,
    /// What can be left blank.
    pub skip: &'static str,
    /// Heading: who is asking.
    pub who_asks: &'static str,
    /// Who is responsible.
    pub responsible: fn(who: &str) -> String,
    /// Whom to ask.
    pub questions: fn(contact: &str) -> String,
    /// The data protection officer.
    pub officer: fn(officer: &str) -> String,
    /// Heading: why.
    pub why: &'static str,
    /// What for.
    pub purpose: fn(purpose: &str) -> String,
    /// Which law.
    pub law: &'static str,
    /// Heading: where the address is from.
    pub address: &'static str,
    /// Who gave it.
    pub address_from: fn(source: &str) -> String,
    /// What it is used for.
    pub address_use: &'static str,
    /// Heading: who sees the answers.
    pub who_sees: &'static str,
    /// The smallest group.
    pub groups: fn(n: u32) -> String,
    /// Who reads comments first.
    pub comments: fn(who: &str) -> String,
    /// Nobody can link.
    pub nobody: fn(n: u32) -> String,
    /// What a comment can give away.
    pub comment_tells: &'static str,
    /// The service can link.
    pub can_link: &'static str,
    /// Who sees the link.
    pub sees_link: fn(who: &str) -> String,
    /// Both sides see.
    pub both_sides: &'static str,
    /// Never mixed.
    pub never_mixed: &'static str,
    /// Who else sees.
    pub apart_from: fn(who: &str) -> String,
    /// Heading: how long.
    pub how_long: &'static str,
    /// Days to the deletion of the list of people asked.
    pub list_days: fn(n: u32) -> String,
    /// Days to the deletion of the link between a person and the answers.
    pub link_days: fn(n: u32) -> String,
    /// Months to the deletion of comments and of answers.
    pub months: fn(comments: u32, answers: u32) -> String,
    /// Days of backups.
    pub backups: fn(n: u32) -> String,
    /// What backups could show.
    pub backups_tell: &'static str,
    /// Heading: rights.
    pub rights: &'static str,
    /// Rights where nothing is linked.
    pub rights_anonymous: &'static str,
    /// Rights where answers are linked.
    pub rights_linked: &'static str,
    /// Where to write.
    pub write: fn(contact: &str) -> String,
    /// The same where no contact is set.
    pub write_back: &'static str,
    /// Where to complain.
    pub complain: &'static str,
    /// Heading: choice.
    pub choice: &'static str,
    /// Voluntary.
    pub voluntary: &'static str,
    /// Content to share.
    pub share: &'static str,
    /// What it does not protect: what all of a group agree on.
    pub alike: &'static str,
    /// What an open link cannot stop, and by how many answers results shown before the close move.
    pub open_link: fn(n: u32) -> String,
    /// “your organisation”
    pub your_organisation: &'static str,
}

/// The labels of the built-in scales, from the lowest point.
#[derive(Debug)]
pub struct ScalesWords {
    /// How much there is of something.
    pub amount5: [&'static str; 5],
    /// How confident somebody is.
    pub confidence5: [&'static str; 5],
    /// How useful something is.
    pub useful5: [&'static str; 5],
    /// How well something goes.
    pub going5: [&'static str; 5],
    /// How fast something went.
    pub pace5: [&'static str; 5],
    /// How likely something is.
    pub likely5: [&'static str; 5],
    /// How many of some people.
    pub share5: [&'static str; 5],
}
