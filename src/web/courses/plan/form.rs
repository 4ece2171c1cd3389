//! The form of a course: its fields with what was entered, what a course before it had, or what is usual.

use std::collections::HashMap;

use common_ground_reports::summary::wording;
use jiff::tz::TimeZone;

use crate::{
    store::{
        courses::{Course, Purpose},
        programmes::Programme,
    },
    survey::round::{Privacy, Side},
    web::{
        courses::plan::{OWN, choices::Choices},
        http::form_data::FormData,
        parts::form::{Choice, Field, Input, Section},
    },
};

/// What stands in the fields.
#[derive(Default)]
pub(crate) struct Filled(HashMap<&'static str, Vec<String>>);

const FIELDS: [&str; 14] = [
    "title",
    "place",
    "date",
    "starts",
    "ends",
    "time_zone",
    "trainers",
    "aims",
    "partners",
    "surveys",
    "side",
    "privacy",
    "ledger",
    "past",
];

impl Filled {
    /// What was entered.
    pub(crate) fn entered(entries: &FormData) -> Self {
        let all = |name: &'static str| (name, entries.all(name).map(str::to_owned).collect());
        Self(FIELDS.into_iter().map(all).collect())
    }

    /// What is usual for a first course.
    pub(crate) fn usual(programme: &Programme, choices: &Choices) -> Self {
        let mut filled = Self::default();
        filled.put("starts", ["10:00"]);
        filled.put("ends", ["16:00"]);
        filled.put("time_zone", [programme.settings.time_zone.as_str()]);
        filled.put("surveys", [Purpose::Before.key(), Purpose::Feedback.key()]);
        filled.put("side", [Side::Library.key()]);
        filled.put("privacy", [Privacy::Anonymous.key()]);
        let latest = choices.ledger.iter().filter(|round| round.latest).map(|round| round.id.to_string());
        filled.0.insert("ledger", latest.collect());
        filled
    }

    /// What a course before had, for the next like it: everything but its day.
    pub(crate) fn like(
        mut self,
        course: &Course,
        partners: &[uuid::Uuid],
        rounds: &[(Purpose, crate::store::rounds::Round)],
    ) -> Self {
        let zone = TimeZone::get(&course.time_zone).unwrap_or(TimeZone::UTC);
        self.put("title", [course.title.as_str()]);
        self.put("place", [course.place.as_str()]);
        self.put("starts", [crate::web::parts::format::time(course.starts_at, &zone).as_str()]);
        self.put("ends", [crate::web::parts::format::time(course.ends_at, &zone).as_str()]);
        self.put("time_zone", [course.time_zone.as_str()]);
        self.put("trainers", [course.trainers.as_str()]);
        self.0.insert("aims", course.aims.clone());
        self.0.insert("partners", partners.iter().map(ToString::to_string).collect());
        let mut own = rounds.iter().filter(|(purpose, _)| purpose.is_own()).peekable();
        if let Some((_, first)) = own.peek() {
            self.put("side", [first.side.key()]);
            self.put("privacy", [first.privacy.key()]);
            self.0.insert("surveys", own.map(|(purpose, _)| purpose.key().to_owned()).collect());
        }
        self
    }

    fn put<const N: usize>(&mut self, name: &'static str, values: [&str; N]) {
        self.0.insert(name, values.map(str::to_owned).into());
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> + Clone {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }

    fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The fields. `past` offers the box for courses that are over.
    pub(crate) fn sections(&self, choices: &Choices, past: bool) -> Vec<Section> {
        let mut sections = vec![self.day(past), self.people(choices), self.aims(choices), self.asking()];
        if !choices.ledger.is_empty() {
            sections.push(self.ledger(choices));
        }
        sections
    }

    fn day(&self, past: bool) -> Section {
        let mut fields = vec![
            Field::line("title", "Title of the course", self.one("title")),
            Field::line("place", "Place", self.one("place")),
            Field::typed("date", "date", "Day", self.one("date")),
            Field::typed("time", "starts", "Starts at", self.one("starts")),
            Field::typed("time", "ends", "Ends at", self.one("ends")),
            Field::line("time_zone", "Time zone", self.one("time_zone"))
                .hint("Of the place where it is held, by its name, like Europe/London."),
        ];
        if past || !self.one("past").is_empty() {
            let held = !self.one("past").is_empty();
            fields.push(
                Field::new("past", "This course was held already", Input::Tick(held))
                    .hint("Whatever it would have done by now is done at once."),
            );
        }
        Section { title: Some("The day".to_owned()), lead: None, fields }
    }

    fn people(&self, choices: &Choices) -> Section {
        let mut fields = vec![
            Field::new(
                "trainers",
                "Trainers",
                Input::Text { rows: 2, value: self.one("trainers").to_owned() },
            )
            .hint("Their names, one a line."),
        ];
        if !choices.partners.is_empty() {
            let partners = choices.partners.iter();
            let partners = partners.map(|partner| {
                Choice::of(partner.id.to_string(), partner.name.clone(), self.all("partners"))
            });
            fields.push(Field::new(
                "partners",
                "Partners who will be there",
                Input::Boxes(partners.collect()),
            ));
        }
        Section { title: Some("People".to_owned()), lead: None, fields }
    }

    fn aims(&self, choices: &Choices) -> Section {
        let number = wording::number(choices.aims_to_pick as u64);
        let aims = choices.aims.iter().map(|(key, label)| Choice::of(key, label, self.all("aims")));
        let aims = Field::new("aims", format!("Aims: select {number}"), Input::Boxes(aims.collect()))
            .hint("People are asked how confident they feel about these, and about no others.");
        Section { title: Some("What it is for".to_owned()), lead: None, fields: vec![aims] }
    }

    fn asking(&self) -> Section {
        let surveys = OWN.map(|(purpose, _, words)| Choice::of(purpose.key(), words, self.all("surveys")));
        let sides = [(Side::Library, "Library staff"), (Side::Partner, "People of partner organisations")];
        let modes = [
            (Privacy::Anonymous, "Anonymous: nobody can link an answer to a person, you included"),
            (Privacy::Confidential, "Confidential: the service keeps the link, and few people can see it"),
            (Privacy::Shared, "Shared: both sides see both sets of answers, by consent"),
        ];
        let fields = vec![
            Field::new("surveys", "Surveys", Input::Boxes(surveys.into())),
            Field::new(
                "side",
                "Who is asked",
                Input::Radios(
                    sides.map(|(side, words)| Choice::of(side.key(), words, self.all("side"))).into(),
                ),
            ),
            Field::new(
                "privacy",
                "Who can know who said what",
                Input::Radios(
                    modes.map(|(mode, words)| Choice::of(mode.key(), words, self.all("privacy"))).into(),
                ),
            )
            .hint(
                "People in the room can also answer with a code. Anyone who has it can answer more than once, and \
                 nobody can tell: whoever answers five times knows what the sixth person said. Results shown before \
                 the close therefore move by at least 10 answers.",
            ),
        ];
        let lead = "Openings, letters, closes and the summary follow from the day. You can move or skip each of \
                    them afterwards.";
        Section { title: Some("What people are asked".to_owned()), lead: Some(lead.to_owned()), fields }
    }

    fn ledger(&self, choices: &Choices) -> Section {
        let rounds = choices.ledger.iter();
        let rounds =
            rounds.map(|round| Choice::of(round.id.to_string(), round.words.clone(), self.all("ledger")));
        let field = Field::new("ledger", "Surveys of both sides", Input::Boxes(rounds.collect()))
            .hint("The summary sets what one side offers against what the other expects.");
        Section { title: Some("What it belongs to".to_owned()), lead: None, fields: vec![field] }
    }
}
