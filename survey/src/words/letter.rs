//! What letters that ask people to answer say, and those that tell them of the results, in each language.

/// The sentences of a letter.
#[derive(Debug)]
pub struct EmailWords {
    /// “Dear Dana Whitfield,”
    pub dear: fn(name: &str) -> String,
    /// Who asks for what, and why whoever reads it.
    pub invites: fn(asker: &str, title: &str, why: &str) -> String,
    /// The same once more.
    pub reminds: fn(asker: &str, title: &str, why: &str) -> String,
    /// Why: on the list of a course.
    pub of_course: fn(course: &str) -> String,
    /// Why: works for the library.
    pub of_library: &'static str,
    /// Why: works with the library.
    pub of_partner: &'static str,
    /// Before what was done since the survey before.
    pub since: &'static str,
    /// What was asked for, and what was done.
    pub asked_and_done: fn(asked: &str, done: &str) -> String,
    /// How many minutes it takes, and the day and hour when it closes.
    pub how_long: fn(minutes: &str, day: &str, hour: &str) -> String,
    /// The subject of an invitation.
    pub subject: fn(title: &str, minutes: &str) -> String,
    /// The same where that is too long.
    pub subject_short: fn(minutes: &str) -> String,
    /// The subject of a reminder.
    pub subject_again: fn(title: &str, day: &str) -> String,
    /// The same where that is too long.
    pub subject_again_short: fn(day: &str) -> String,
    /// When and where the course is that it is about.
    pub course_is: fn(when: &str, place: &str) -> String,
    /// The link to a file for calendars.
    pub to_calendar: &'static str,
    /// What the link does.
    pub answer: &'static str,
    /// Why not to pass it on.
    pub yours_alone: &'static str,
    /// For whoever has answered. Of an anonymous survey a reminder goes to some of them: that they answered is noted only for
    /// several people at a time.
    pub answered: &'static str,
    /// Whom to ask.
    pub questions: fn(who: &str) -> String,
    /// Where the address came from, and what for.
    pub your_address: fn(source: &str, programme: &str) -> String,
    /// The subject of an email that the results are out.
    pub results_of: fn(title: &str) -> String,
    /// That they are, and that whoever reads it asked to be told.
    pub results_out: fn(title: &str) -> String,
    /// Before the finding.
    pub in_short: &'static str,
    /// Whom to ask for more.
    pub hear_more: fn(who: &str) -> String,
    /// Why this email, and that it is the only one.
    pub you_asked: &'static str,
    /// The link that stops these letters.
    pub stop: &'static str,
    /// The same before the address of that link.
    pub to_stop: &'static str,
}
