//! What the pages say that belong to no survey, in each language: the field for a code, help, privacy, the accessibility
//! statement.

/// What those pages say.
#[derive(Debug)]
pub struct PagesWords {
    /// Where a code is entered.
    pub front: FrontWords,
    /// Help.
    pub help: HelpWords,
    /// What holds for every survey.
    pub privacy: PrivacyWords,
    /// The accessibility statement.
    pub statement: StatementWords,
    /// Where a link in an email stops the next ones.
    pub unsubscribing: UnsubscribingWords,
}

/// A heading and what stands below it.
#[derive(Debug)]
pub struct PartWords {
    pub heading: &'static str,
    pub text: &'static str,
}

/// Where a code that was read aloud is entered.
#[derive(Debug)]
pub struct FrontWords {
    /// The heading of the page.
    pub title: &'static str,
    /// Where a code comes from.
    pub lead: &'static str,
    /// What the field is called.
    pub code: &'static str,
    /// What to do about a field left blank.
    pub enter: &'static str,
    /// What the button says.
    pub go: &'static str,
    /// The way for staff.
    pub sign_in: &'static str,
}

/// Whom to ask, and what to try first.
#[derive(Debug)]
pub struct HelpWords {
    /// The heading of the page.
    pub title: &'static str,
    /// Who asks is on the first page of a survey.
    pub lead: &'static str,
    /// Whom to ask else.
    pub ask: fn(contact: &str) -> String,
    /// A link that does not work.
    pub link: PartWords,
    /// Stopping part-way.
    pub stop: PartWords,
    /// How staff sign in; the text follows [`Self::sign_in`].
    pub staff: PartWords,
    /// What the link to the sign-in says.
    pub sign_in: &'static str,
}

/// What holds for every survey.
#[derive(Debug)]
pub struct PrivacyWords {
    /// The heading of the page.
    pub title: &'static str,
    /// Where the notice of a survey is.
    pub lead: &'static str,
    /// What opens the list.
    pub every_survey: &'static str,
    /// Taking part is voluntary.
    pub voluntary: &'static str,
    /// The smallest group.
    pub groups: fn(n: u32) -> String,
    /// What is kept of nobody, what anonymous means, what is not tracked.
    pub others: [&'static str; 3],
    /// What cookies are for.
    pub cookies: &'static str,
}

/// Stopping emails.
#[derive(Debug)]
pub struct UnsubscribingWords {
    /// The question.
    pub asks: &'static str,
    /// Who sends emails about what to whom.
    pub sends: fn(who: &str, about: &str, to: &str) -> String,
    /// That nothing has changed yet.
    pub not_yet: &'static str,
    /// What the button says.
    pub button: &'static str,
    /// The heading once it is done.
    pub done: &'static str,
    /// Who will not write about what to whom any more.
    pub never_again: fn(who: &str, about: &str, to: &str) -> String,
    /// What may still arrive, and what stays.
    pub on_its_way: &'static str,
    /// Nothing is left to stop: heading, lead, and what to do about the next email.
    pub gone: [&'static str; 3],
    /// What invitations are about.
    pub surveys: &'static str,
    /// What summaries are about.
    pub summaries: &'static str,
}

/// The accessibility statement that the regulations of 2018 ask of public bodies.
#[derive(Debug)]
pub struct StatementWords {
    /// What it is about, and who runs that.
    pub applies_to: fn(site: &str, organisation: &str) -> String,
    /// What opens the list of what anybody can do.
    pub should: &'static str,
    /// What anybody can do.
    pub can: [&'static str; 5],
    /// Heading: what to do when something does not work.
    pub in_the_way: &'static str,
    /// Whom to tell, and what they can do about it.
    pub tell: &'static str,
    /// The same with somebody else to tell.
    pub tell_or: fn(contact: &str) -> String,
    /// How to report what the statement does not know.
    pub report: PartWords,
    /// Who enforces the regulations; [`Self::advice`] follows it.
    pub enforcement: PartWords,
    /// What the link to the advisory service says.
    pub advice: &'static str,
    /// Heading: technical information.
    pub technical: &'static str,
    /// To what the organisation is committed.
    pub committed: fn(organisation: &str) -> String,
    /// How far the guidelines are met.
    pub compliance: PartWords,
    /// What opens the list of what is not accessible.
    pub not_accessible: PartWords,
    /// What is not accessible and why, each with the criterion that it fails.
    pub failings: [&'static str; 2],
    /// What is not claimed.
    pub burden: PartWords,
    /// Heading: preparation.
    pub preparation: &'static str,
    /// When it was prepared, and when last looked at again.
    pub prepared: fn(on: &str, reviewed: &str) -> String,
    /// How it was tested.
    pub method: &'static str,
    /// What was not tested.
    pub untested: &'static str,
    /// Which languages no native speaker has read.
    pub unread: &'static str,
}
