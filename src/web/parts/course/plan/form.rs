//! The form of a course: its fields with what was entered, what a course before it had, or what is usual.

use std::collections::HashMap;

use common_ground_reports::wording;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::{
    app::App,
    store::{Course, CourseSession, Programme, Round, RoundPurpose},
    survey::{ENGLISH, PrivacyMode, Side, Survey},
    web::{
        Field, FormChoice, FormData, FormSection, Result,
        parts::{
            course::plan::{OWN, choices::Choices, days},
            format,
        },
    },
};

#[derive(Default)]
pub(crate) struct Filled(HashMap<&'static str, Vec<String>>);

const FIELDS: [&str; 18] = [
    "title",
    "place",
    "date",
    "starts",
    "ends",
    "more_days",
    "time_zone",
    "trainers",
    "aims",
    "partners",
    "partner_names",
    "before",
    "feedback",
    "follow_up",
    "side",
    "one_form",
    "privacy",
    "ledger",
];

impl Filled {
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
        for (purpose, usual, ..) in OWN.into_iter().filter(|(purpose, ..)| *purpose != RoundPurpose::FollowUp)
        {
            filled.put(purpose.key(), [usual]);
        }
        filled.put("side", [Side::Library.key()]);
        filled.put("privacy", [PrivacyMode::Anonymous.key()]);
        let latest = choices.ledger.iter().filter(|round| round.latest).map(|round| round.id.to_string());
        filled.0.insert("ledger", latest.collect());
        filled
    }

    /// What a course before had, for the next like it: everything but its day.
    pub(crate) fn like(mut self, course: &Course, programme: &Programme, partners: &[Uuid]) -> Self {
        let zone = course.zone(programme);
        self.put("title", [course.title.as_str()]);
        self.put("place", [course.place.as_str()]);
        self.put("starts", [format::time(course.starts_at, &zone).as_str()]);
        self.put("ends", [format::time(course.ends_at, &zone).as_str()]);
        self.put("time_zone", [course.time_zone.as_str()]);
        self.put("trainers", [course.trainers.as_str()]);
        self.0.insert("aims", course.aims.clone());
        self.0.insert("partners", partners.iter().map(ToString::to_string).collect());
        self
    }

    /// What it asks, and whom.
    pub(crate) async fn asking(mut self, app: &App, rounds: &[(RoundPurpose, Round)]) -> Result<Self> {
        let own: Vec<&(RoundPurpose, Round)> =
            rounds.iter().filter(|(purpose, _)| purpose.is_own()).collect();
        let Some((_, first)) = own.first() else { return Ok(self) };
        self.put("privacy", [first.privacy.key()]);
        self.0.insert("side", own.iter().map(|(_, round)| round.side.key().to_owned()).collect());
        for (purpose, ..) in OWN {
            self.0.remove(purpose.key());
            if let Some((_, round)) = own.iter().find(|(is, _)| *is == purpose) {
                self.put(purpose.key(), [app.survey(round).await?.key.as_str()]);
            }
        }
        Ok(self)
    }

    /// The days that a course has, for changing it.
    pub(crate) fn on(mut self, days: &[CourseSession], zone: &TimeZone) -> Self {
        if let Some((first, further)) = days.split_first() {
            let day = first.starts.to_zoned_datetime(zone.clone()).date().to_string();
            self.put("date", [day.as_str()]);
            self.put("starts", [format::time(first.starts, zone).as_str()]);
            self.put("ends", [format::time(first.ends, zone).as_str()]);
            let further: Vec<String> = further.iter().map(|day| days::written(day, zone)).collect();
            self.put("more_days", [further.join("\n").as_str()]);
        }
        self
    }

    /// Which sides it asks.
    pub(crate) fn of(mut self, sides: &[Side]) -> Self {
        self.0.insert("side", sides.iter().map(|side| side.key().to_owned()).collect());
        self
    }

    /// Whether both sides are asked by one link.
    pub(crate) fn by_one_form(mut self, one_form: bool) -> Self {
        self.0.insert("one_form", one_form.then(|| "yes".to_owned()).into_iter().collect());
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

    /// The fields of a new course.
    pub(crate) fn sections(&self, choices: &Choices) -> Vec<FormSection> {
        let mut sections = vec![self.day(), self.people(choices), self.asking_of(choices)];
        sections.extend((!choices.ledger.is_empty()).then(|| self.ledger(choices)));
        sections
    }

    /// The fields of a course that can be changed afterwards.
    pub(crate) fn editing(&self, choices: &Choices, asks: bool, aims: Option<Field>) -> Vec<FormSection> {
        let mut sections = vec![self.day(), self.people(choices)];
        let sides: Vec<Field> = if asks { self.sides().into() } else { Vec::new() };
        let fields: Vec<Field> = sides.into_iter().chain(aims).collect();
        if !fields.is_empty() {
            let lead = "Surveys that aren’t open yet get the new aims. Open surveys keep theirs.";
            let title = Some("What people are asked".to_owned());
            sections.push(FormSection { title, lead: Some(lead.to_owned()), fields, folded: None });
        }
        sections
    }

    /// The fields of a course whose summary is written.
    pub(crate) fn described(&self, choices: &Choices) -> Vec<FormSection> {
        let mut day = self.day();
        day.fields.truncate(2);
        vec![day, self.people(choices)]
    }

    fn day(&self) -> FormSection {
        let fields = vec![
            Field::line("title", "Title of the course", self.one("title")),
            Field::line("place", "Place", self.one("place")),
            Field::typed("date", "date", "Day", self.one("date")),
            Field::typed("time", "starts", "Starts at", self.one("starts")),
            Field::typed("time", "ends", "Ends at", self.one("ends")),
            Field::text("more_days", "Further days", 2, self.one("more_days"))
                .hint("One per line, such as 2026-06-17 10:00 to 16:00. Leave blank for a one-day course."),
            Field::line("time_zone", "Time zone", self.one("time_zone"))
                .hint("Where the course is held, such as Europe/London."),
        ];
        FormSection { title: Some("The day".to_owned()), lead: None, fields, folded: None }
    }

    fn people(&self, choices: &Choices) -> FormSection {
        let mut fields =
            vec![Field::text("trainers", "Trainers", 2, self.one("trainers")).hint("One name per line.")];
        if choices.are_many || !choices.partners.is_empty() {
            fields.extend(self.partners(choices));
        }
        FormSection { title: Some("People".to_owned()), lead: None, fields, folded: None }
    }

    /// The partners to tick. Of more than can be looked through, the names are typed, and those there already are ticked.
    fn partners(&self, choices: &Choices) -> Vec<Field> {
        let are_many = choices.are_many;
        let boxes = choices.partners.iter().map(|partner| {
            FormChoice::of(partner.id.to_string(), partner.name.clone(), self.all("partners"))
        });
        let boxes: Vec<FormChoice> = boxes.filter(|choice| choice.chosen || !are_many).collect();
        let mut fields = Vec::new();
        if !boxes.is_empty() {
            fields.push(Field::boxes("partners", "Partners who will be there", boxes));
        }
        if are_many {
            let label = if fields.is_empty() { "Partners who will be there" } else { "More partners" };
            let hint = "One name per line, as in your list of partners.";
            fields.push(Field::text("partner_names", label, 3, self.one("partner_names")).hint(hint));
        }
        fields
    }

    /// The aims, where a survey that can be asked has any.
    pub(crate) fn aims(&self, choices: &Choices) -> Option<Field> {
        let aims = choices.aims.iter().map(|(key, label)| FormChoice::of(key, label, self.all("aims")));
        let aims = Field::boxes("aims", "Aims", aims).hint(
            "People are asked how confident they feel about these. The ready-made surveys need four; surveys \
             without aims need none.",
        );
        (!choices.aims.is_empty()).then_some(aims)
    }

    fn sides(&self) -> [Field; 2] {
        let sides = Side::ALL
            .map(|side| FormChoice::of(side.key(), wording::capitalised(side.people()), self.all("side")));
        let sides = Field::boxes("side", "Who is asked", sides).hint(
            "Tick both for a joint workshop. Each side gets its own version, and answers are shown by side.",
        );
        let is_on = !self.one("one_form").is_empty();
        let one_form = Field::tick("one_form", "One link and code for both sides", is_on).hint(
            "People first say who they work for, then get their own version. We don’t record that choice. Both sides \
             open, close and get emails together. Answers are kept separate by side, so each side needs enough \
             answers to be shown.",
        );
        [sides, one_form]
    }

    fn asking_of(&self, choices: &Choices) -> FormSection {
        let mut fields = Vec::from(self.sides());
        fields.extend(OWN.map(|(purpose, _, label, hint)| {
            let entered = self.one(purpose.key());
            let mut surveys = vec![FormChoice::of("", "Do not ask", [entered])];
            surveys.extend(choices.surveys.iter().map(|survey| survey_choice(survey, entered)));
            Field::select(purpose.key(), label, surveys).hint(hint)
        }));
        fields.extend(self.aims(choices));
        let modes = [
            (PrivacyMode::Anonymous, "Anonymous: nobody can link an answer to a person, including you"),
            (
                PrivacyMode::Confidential,
                "Confidential: the service keeps the link, and only a few people can see it",
            ),
            (PrivacyMode::Shared, "Shared: both sides see both sets of answers, by consent"),
        ];
        let modes = modes.map(|(mode, words)| FormChoice::of(mode.key(), words, self.all("privacy")));
        fields.push(Field::radios("privacy", "Who can see who said what", modes).hint(
            "People in the room can also answer with a code. Anyone who has it can answer more than once \
             without being noticed, and could work out what others answered. Results shown before the survey \
             closes therefore change by at least 10 answers at a time.",
        ));
        let lead = "Opening and closing times, emails and the summary are set from the date. You can move or \
                    skip each one later.";
        FormSection {
            title: Some("What people are asked".to_owned()),
            lead: Some(choices.unread.as_ref().map_or(lead.to_owned(), |unread| format!("{lead} {unread}"))),
            fields,
            folded: None,
        }
    }

    fn ledger(&self, choices: &Choices) -> FormSection {
        let rounds = choices.ledger.iter();
        let rounds =
            rounds.map(|round| FormChoice::of(round.id.to_string(), round.words.clone(), self.all("ledger")));
        let field = Field::boxes("ledger", "Surveys of both sides", rounds)
            .hint("The summary compares what one side offers with what the other expects.");
        FormSection {
            title: Some("Surveys to compare".to_owned()),
            lead: None,
            fields: vec![field],
            folded: None,
        }
    }
}

/// A survey to choose, with whom it asks where that is one side only.
pub(crate) fn survey_choice(survey: &Survey, entered: &str) -> FormChoice {
    let title = survey.title.read(survey.sides[0], ENGLISH);
    let words = match survey.sides.as_slice() {
        [side] => format!("{title} ({} only)", side.people()),
        _ => title.to_owned(),
    };
    FormChoice::of(&survey.key, words, [entered])
}
