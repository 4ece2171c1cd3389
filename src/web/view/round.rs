//! The page of a round: how many have answered, how people get in, and what they were promised.

use super::frame::Frame;
use super::part::{Act, Action, Empty, Fact, Link, Live, Markup, Trail};
use askama::Template;

/// The page of a round.
#[derive(Debug, Clone, Template)]
#[template(path = "page/round/show.html")]
pub struct Round {
    /// Top and foot.
    pub frame: Frame,
    /// Courses / course · survey and side.
    pub trail: Trail,
    /// What is happening: “Feedback is open: 12 of 18 have answered”.
    pub heading: String,
    /// What happens next and when.
    pub lead: String,
    /// Answered, asked, opens, closes.
    pub facts: Vec<Fact>,
    /// What to do while nobody has answered.
    pub empty: Option<Empty>,
    /// What can be done now. An act that loses something goes to a page that names what is lost and asks once.
    pub actions: Vec<Action>,
    /// The way in; none once the round is closed.
    pub way_in: Option<WayIn>,
    /// How many have answered, while more can.
    pub live: Option<Live>,
    /// How far people came; none before the round has opened.
    pub funnel: Option<Funnel>,
    /// What the counts are and when they were taken: “Counted at 16:05. Groups under five are not named.”
    pub counted: String,
    /// Answers by group, small groups already hidden by the small-number rules (“fewer than 5”).
    pub groups: Vec<Fact>,
    /// The promise that people read when they answered.
    pub promise: String,
    /// What else leads on from here.
    pub more: Vec<Link>,
}

/// From the invitation to the last page.
#[derive(Debug, Clone)]
pub struct Funnel {
    /// The wide and the narrow drawing; none without a list of people.
    pub chart: Option<(Markup, Markup)>,
    /// Whether the steps have shares.
    pub has_shares: bool,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The response rate, named, or why there is none.
    pub note: String,
}

/// How many people came so far.
#[derive(Debug, Clone)]
pub struct Step {
    /// “Started”
    pub label: String,
    /// “14”
    pub people: String,
    /// “78%”, or a dash.
    pub of_invited: String,
    /// “93%”, or a dash.
    pub of_before: String,
}

/// How people reach the form.
#[derive(Debug, Clone)]
pub struct WayIn {
    /// The code to read aloud: “HAM4”.
    pub code: String,
    /// The whole address.
    pub address: String,
    /// The address as a QR code in SVG, dark on white.
    pub qr: Option<Markup>,
    /// Who can use it: “Anyone in the room can use this address.”
    pub told: String,
}
