//! What letters that ask people to answer say, and those that tell them of the results, in each language.

use super::sentences::Around;

/// The sentences of a letter.
#[derive(Debug)]
pub struct EmailWords {
    /// “Dear Dana Whitfield,”
    pub dear: Around,
    /// Who asks for what, and why whoever reads it.
    pub invites: fn(asker: &str, title: &str, why: &str) -> String,
    /// The same once more.
    pub reminds: fn(asker: &str, title: &str, why: &str) -> String,
    /// Why: on the list of a course.
    pub of_course: Around,
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
    /// The subject of an invitation, whole and short.
    pub subject: fn(title: &str, minutes: &str) -> [String; 2],
    /// The subject of a reminder, whole and short.
    pub subject_again: fn(title: &str, day: &str) -> [String; 2],
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
    pub questions: Around,
    /// Where the address came from, and what for.
    pub your_address: fn(source: &str, programme: &str) -> String,
    /// The subject of an email that the results are out.
    pub results_of: Around,
    /// That they are, and that whoever reads it asked to be told.
    pub results_out: Around,
    /// Before the finding.
    pub in_short: &'static str,
    /// Whom to ask for more.
    pub hear_more: Around,
    /// Why this email, and that it is the only one.
    pub you_asked: &'static str,
    /// The link that stops these letters.
    pub stop: &'static str,
    /// The same before the address of that link.
    pub to_stop: &'static str,
}

pub(super) const ENGLISH: EmailWords = EmailWords {
    dear: |name| format!("Dear {name},"),
    invites: |asker, title, why| format!("{asker} asks you to answer “{title}”, {why}."),
    reminds: |asker, title, why| format!("There is still time to answer “{title}”. {asker} asks you {why}."),
    of_course: |course| format!("because you are on the list of “{course}”"),
    of_library: "because you work for the library",
    of_partner: "because your organisation works with the library",
    since: "Since our last survey:",
    asked_and_done: |asked, done| format!("– You asked: {asked} We did: {done}"),
    how_long: |minutes, day, hour| format!("It takes {minutes} and closes on {day} at {hour}."),
    subject: |title, minutes| [format!("{title} ({minutes})"), format!("Your views, in {minutes}")],
    subject_again: |title, day| [format!("Until {day}: {title}"), format!("Until {day}: your views")],
    course_is: |when, place| format!("The course is on {when}, at {place}."),
    to_calendar: "Add it to your calendar",
    answer: "Answer now",
    yours_alone: "This link is personal and works once. You don’t need a password.",
    answered: "If you have already answered, thank you: please ignore this email.",
    questions: |who| format!("Questions: {who}."),
    your_address: |source, programme| {
        format!("We got your address from {source} and only use it for “{programme}”.")
    },
    results_of: |title| format!("Results: {title}"),
    results_out: |title| format!("The results of “{title}” are out. You asked us to tell you."),
    in_short: "In short:",
    hear_more: |who| format!("To hear more of what people said, ask {who}."),
    you_asked: "You get this one email because you asked for it after you answered.",
    stop: "Stop these emails",
    to_stop: "To stop these emails",
};

/// As on the pages, names stand where no word beside them needs to mutate.
pub(super) const WELSH: EmailWords = EmailWords {
    dear: |name| format!("Annwyl {name},"),
    invites: |asker, title, why| format!("Mae {asker} yn gofyn i chi ateb “{title}”, {why}."),
    reminds: |asker, title, why| {
        format!("Mae amser o hyd i ateb “{title}”. Mae {asker} yn gofyn i chi, {why}.")
    },
    of_course: |course| format!("gan eich bod ar y rhestr hon: “{course}”"),
    of_library: "gan eich bod yn gweithio i’r llyfrgell",
    of_partner: "gan fod eich sefydliad yn gweithio gyda’r llyfrgell",
    since: "Ers ein harolwg diwethaf:",
    asked_and_done: |asked, done| format!("– Fe ofynnoch chi: {asked} Fe wnaethom ni: {done}"),
    how_long: |minutes, day, hour| format!("Mae’n cymryd {minutes}. Yn cau: {day}, {hour}."),
    subject: |title, minutes| [format!("{title} ({minutes})"), format!("Eich barn ({minutes})")],
    subject_again: |title, day| [format!("Tan {day}: {title}"), format!("Tan {day}: eich barn")],
    course_is: |when, place| format!("Y cwrs: {when}, {place}."),
    to_calendar: "Ychwanegu at eich calendr",
    answer: "Ateb nawr",
    yours_alone: "I chi yn unig y mae’r ddolen hon, ac mae’n gweithio unwaith. Nid oes angen cyfrinair.",
    answered: "Os ydych wedi ateb yn barod, diolch: anwybyddwch yr e-bost hwn.",
    questions: |who| format!("Cwestiynau: {who}."),
    your_address: |source, programme| {
        format!(
            "Cawsom eich cyfeiriad gan {source}, ac rydym yn ei ddefnyddio ar gyfer hyn yn unig: “{programme}”."
        )
    },
    results_of: |title| format!("Canlyniadau: {title}"),
    results_out: |title| format!("Mae’r canlyniadau ar gael: “{title}”. Gofynnoch i ni roi gwybod i chi."),
    in_short: "Yn fyr:",
    hear_more: |who| format!("I glywed mwy o’r hyn ddywedodd pobl, gofynnwch: {who}."),
    you_asked: "Rydych yn cael yr un neges hon am i chi ofyn amdani ar ôl ateb.",
    stop: "Stopio’r e-byst hyn",
    to_stop: "I stopio’r e-byst hyn",
};
