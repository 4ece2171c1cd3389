//! The parts of a programme's settings: what each asks, how it is read, and its present state in a sentence.

pub(crate) mod languages;
pub(crate) mod reading;

use jiff::Timestamp;

use crate::{
    app::App,
    store::programmes::{Programme, Settings},
    survey::promises::{
        ANSWER_MONTHS, BACKUP_DAYS, COMMENT_MONTHS, INVITATION_DAYS, Promises, SMALLEST_GROUP,
    },
    web::{
        http::form_data::FormData,
        parts::form::{Field, Input, Problems},
        settings::part::reading::{Form, LINE, TEXT},
    },
};

/// The largest smallest group: above it hardly anything would ever be shown.
const LARGEST_GROUP: u32 = 100;

/// A part of a programme's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Programme,
    Notice,
    Promises,
    Worries,
    Languages,
    Sender,
}

impl Part {
    pub(crate) const ALL: [Self; 6] =
        [Self::Programme, Self::Notice, Self::Promises, Self::Worries, Self::Languages, Self::Sender];

    /// Its part of addresses.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Notice => "notice",
            Self::Promises => "promises",
            Self::Worries => "worries",
            Self::Languages => "languages",
            Self::Sender => "sender",
        }
    }

    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Programme => "Programme",
            Self::Notice => "Privacy notice",
            Self::Promises => "Small groups and how long things are kept",
            Self::Worries => "Worries about a child",
            Self::Languages => "Languages",
            Self::Sender => "Sender of emails",
        }
    }

    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Programme => "Name and time zone",
            Self::Notice => "What the privacy notice says",
            Self::Promises => "What people are promised in numbers",
            Self::Worries => "Where a worry about a child goes",
            Self::Languages => "The languages that people answer in",
            Self::Sender => "Who emails come from",
        }
    }

    pub(crate) fn lead(self) -> &'static [&'static str] {
        match self {
            Self::Programme => &["The name stands on the pages of staff, in letters and in summaries."],
            Self::Notice => &[
                "Everybody reads this before the first question. See that it is what your data protection officer agreed to.",
            ],
            Self::Promises => &[
                "These numbers stand in the privacy notice and are kept to by themselves. Times run from the close of a round.",
                "A change to stricter numbers holds for everybody. A change to looser ones holds only for rounds that open \
                 afterwards: whoever answered before was promised more. Summaries that are written stay as they are.",
            ],
            Self::Worries => &[
                "The first box is shown to people beside every open question. The name below is shown to trainers when a \
                 comment may mean that somebody is being harmed.",
            ],
            Self::Languages => languages::LEAD,
            Self::Sender => &[
                "The address that emails come from is set with the mail server, which must know it. Here is the name \
                 beside it, and where answers go.",
            ],
        }
    }

    /// What is set now, in a sentence or two.
    pub(crate) fn state(self, app: &App, programme: &Programme, sender: &str) -> String {
        let settings = &programme.settings;
        match self {
            Self::Programme => format!("{}. Times are told for {}.", programme.name, settings.time_zone),
            Self::Notice => notice_state(settings),
            Self::Promises => {
                let promises = settings.promised(app.clock.now(), app.settings.min_group);
                format!(
                    "Figures are shown for groups of {} or more. Lists of who was invited go after {} days, comments \
                     after {} months, answers after {} months, backups after {} days.",
                    promises.min_group,
                    promises.invitation_days,
                    promises.comment_months,
                    promises.answer_months,
                    promises.backup_days
                )
            }
            Self::Worries => worries_state(settings),
            Self::Languages => languages::state(settings),
            Self::Sender => match crate::letters::Sender::named(sender, settings) {
                Ok(sender) if sender.from == sender.reply_to => format!("{}.", sender.from),
                Ok(sender) => format!("{}; answers go to {}.", sender.from, sender.reply_to),
                Err(error) => format!("The sender of emails cannot be used: {error}."),
            },
        }
    }

    /// What is set now, as its form holds it.
    pub(crate) fn entries(self, programme: &Programme) -> FormData {
        let settings = programme.settings.clone();
        match self {
            Self::Programme => {
                FormData::of([("name", programme.name.clone()), ("time_zone", settings.time_zone)])
            }
            Self::Notice => FormData::of([
                ("controller", settings.controller),
                ("contact", settings.contact),
                ("data_protection_officer", settings.data_protection_officer),
                ("lawful_basis", settings.lawful_basis),
                ("purpose", settings.purpose),
                ("seen_by", settings.seen_by),
            ]),
            Self::Promises => {
                let promises = settings.promises;
                FormData::of([
                    ("min_group", promises.min_group.to_string()),
                    ("invitation_days", promises.invitation_days.to_string()),
                    ("comment_months", promises.comment_months.to_string()),
                    ("answer_months", promises.answer_months.to_string()),
                    ("backup_days", promises.backup_days.to_string()),
                ])
            }
            Self::Worries => FormData::of([
                ("safeguarding", settings.safeguarding),
                ("safeguarding_lead", settings.safeguarding_lead),
                ("safeguarding_reach", settings.safeguarding_reach),
            ]),
            Self::Languages => languages::entries(&settings),
            Self::Sender => {
                FormData::of([("sender_name", settings.sender_name), ("reply_to", settings.reply_to)])
            }
        }
    }

    /// What its form asks, with what was entered.
    pub(crate) fn fields(self, entries: &FormData) -> Vec<Field> {
        let line =
            |name: &str, label: &str, hint: &str| Field::line(name, label, entries.one(name)).hint(hint);
        let text = |name: &str, label: &str, hint: &str| {
            let value = entries.one(name).to_owned();
            Field::new(name, label, Input::Text { rows: 4, value }).hint(hint)
        };
        let number = |name: &str, label: &str, hint: String| {
            Field::typed("number", name, label, entries.one(name)).hint(hint)
        };
        match self {
            Self::Programme => vec![
                line("name", "Name of the programme", "Welcome to reading, 2026"),
                line("time_zone", "Time zone", "Its name, such as Europe/London"),
            ],
            Self::Notice => vec![
                line("controller", "Who is responsible", "The council or library service: Riverside Council"),
                line("contact", "Whom to ask about the survey", "A name and how to reach them"),
                line("data_protection_officer", "Data protection officer", "A name or an address"),
                text("lawful_basis", "Why the law allows it", "As whole sentences"),
                line("purpose", "What answers are for", "The end of the sentence “We ask this to …”"),
                line(
                    "seen_by",
                    "Who reads single answers and comments",
                    "The beginning of the sentence “… read comments before anyone else sees them”",
                ),
            ],
            Self::Promises => vec![
                number(
                    "min_group",
                    "The smallest group whose figures are shown",
                    format!(
                        "At least {SMALLEST_GROUP}. Where a manager would see the figures of a single team, 10 is better."
                    ),
                ),
                number(
                    "invitation_days",
                    "Days until the list of who was invited goes",
                    up_to(INVITATION_DAYS),
                ),
                number("comment_months", "Months until comments go", up_to(COMMENT_MONTHS)),
                number("answer_months", "Months until single answers go", up_to(ANSWER_MONTHS)),
                number(
                    "backup_days",
                    "Days until backups go",
                    format!("{} The command backup --keep-days deletes them.", up_to(BACKUP_DAYS)),
                ),
            ],
            Self::Worries => worries_fields(entries),
            Self::Languages => languages::fields(entries),
            Self::Sender => vec![
                line("sender_name", "Name", "Riverside Libraries; left empty, the name of the configuration"),
                Field::typed("email", "reply_to", "Address for answers", entries.one("reply_to"))
                    .hint("Somebody should read it. If you leave it empty, replies go to the address for questions in the privacy notice, or else to the sender"),
            ],
        }
    }

    /// Reads its form into the programme; what is wrong goes into `problems`.
    pub(crate) fn apply(
        self,
        entries: &FormData,
        programme: &mut Programme,
        site_min_group: u32,
        now: Timestamp,
        problems: &mut Problems,
    ) {
        let mut form = Form { entries, problems };
        let settings = &mut programme.settings;
        match self {
            Self::Programme => {
                programme.name = form.required("name", "Enter the name of the programme");
                settings.time_zone = form.time_zone();
            }
            Self::Notice => {
                settings.controller = form.required("controller", "Enter who is responsible for the answers");
                settings.contact = form.required("contact", "Enter whom people can ask");
                settings.data_protection_officer = form
                    .required("data_protection_officer", "Enter how to reach the data protection officer");
                settings.lawful_basis = form.text("lawful_basis", TEXT);
                if settings.lawful_basis.is_empty() {
                    form.problems.add("lawful_basis", "Enter why the law allows it");
                }
                settings.purpose = form.required("purpose", "Enter what the answers are for");
                settings.seen_by = form.required("seen_by", "Enter who reads single answers");
            }
            Self::Promises => {
                let least = site_min_group.max(SMALLEST_GROUP);
                let promises = Promises {
                    min_group: form.number("min_group", least, LARGEST_GROUP),
                    invitation_days: form.number("invitation_days", 1, INVITATION_DAYS),
                    comment_months: form.number("comment_months", 1, COMMENT_MONTHS),
                    answer_months: form.number("answer_months", 1, ANSWER_MONTHS),
                    backup_days: form.number("backup_days", 1, BACKUP_DAYS),
                };
                settings.promise(promises, now);
            }
            Self::Worries => {
                settings.safeguarding = form.text("safeguarding", TEXT);
                settings.safeguarding_lead = form.text("safeguarding_lead", LINE);
                settings.safeguarding_reach = form.text("safeguarding_reach", LINE);
            }
            Self::Languages => languages::apply(entries, settings, problems),
            Self::Sender => {
                settings.sender_name = form.text("sender_name", LINE);
                settings.reply_to = form.address("reply_to");
            }
        }
    }
}

fn up_to(most: u32) -> String {
    format!("From 1 to {most}.")
}

fn worries_fields(entries: &FormData) -> Vec<Field> {
    let value = |name: &str| entries.one(name).to_owned();
    let safeguarding = Input::Text { rows: 4, value: value("safeguarding") };
    vec![
        Field::new("safeguarding", "What to do with a worry", safeguarding)
            .hint("Name whom to tell, and how to reach them"),
        Field::line("safeguarding_lead", "Safeguarding lead", value("safeguarding_lead"))
            .hint("Whom trainers tell the same day: a name, or a role"),
        Field::line("safeguarding_reach", "How to reach them", value("safeguarding_reach"))
            .hint("An email address, a phone number, or both"),
    ]
}

fn worries_state(settings: &Settings) -> String {
    let lead = match (&*settings.safeguarding_lead, &*settings.safeguarding_reach) {
        ("", "") => "No safeguarding lead is named.".to_owned(),
        (name, reach) => {
            let parts: Vec<&str> = [name, reach].into_iter().filter(|part| !part.is_empty()).collect();
            format!("Safeguarding lead: {}.", parts.join(", "))
        }
    };
    if settings.safeguarding.is_empty() {
        format!("Nothing is said beside open questions. {lead}")
    } else {
        format!("{} {lead}", settings.safeguarding)
    }
}

fn notice_state(settings: &Settings) -> String {
    let missing: Vec<&str> = [
        (&settings.controller, "who is responsible"),
        (&settings.contact, "whom to ask"),
        (&settings.data_protection_officer, "the data protection officer"),
    ]
    .into_iter()
    .filter(|(text, _)| text.is_empty())
    .map(|(_, what)| what)
    .collect();
    if missing.is_empty() {
        format!("{} asks. Questions go to {}.", settings.controller, settings.contact)
    } else {
        format!("It does not say yet: {}.", missing.join(", "))
    }
}
