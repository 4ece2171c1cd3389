//! What the form of each part asks, and how it is read.

use jiff::Timestamp;

use crate::{
    store::Programme,
    survey::promises::{
        ANSWER_MONTHS, BACKUP_DAYS, COMMENT_MONTHS, INVITATION_DAYS, Promises, SMALLEST_GROUP,
    },
    web::{
        Field, FormData, FormProblems,
        settings::part::{
            SettingsPart, calendar, languages,
            reading::{FieldReader, LINE, TEXT},
        },
    },
};

/// The largest smallest group: above it hardly anything would ever be shown.
const LARGEST_GROUP: u32 = 100;
/// The most years for which the activity log is kept.
const LONGEST_AUDIT: u32 = 20;

impl SettingsPart {
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
                    ("audit_years", settings.audit_years.to_string()),
                ])
            }
            Self::Worries => FormData::of([
                ("safeguarding", settings.safeguarding),
                ("safeguarding_lead", settings.safeguarding_lead),
                ("safeguarding_reach", settings.safeguarding_reach),
            ]),
            Self::Languages => languages::entries(&settings),
            Self::Calendar => calendar::entries(&settings.calendar),
            Self::Sender => {
                FormData::of([("sender_name", settings.sender_name), ("reply_to", settings.reply_to)])
            }
        }
    }

    /// What its form asks, with what was entered.
    pub(crate) fn fields(self, entries: &FormData) -> Vec<Field> {
        let line =
            |name: &str, label: &str, hint: &str| Field::line(name, label, entries.one(name)).hint(hint);
        let text =
            |name: &str, label: &str, hint: &str| Field::text(name, label, 4, entries.one(name)).hint(hint);
        match self {
            Self::Programme => vec![
                line("name", "Name of the programme", "Welcome to reading, 2026"),
                line("time_zone", "Time zone", "Its name, such as Europe/London"),
            ],
            Self::Notice => vec![
                line("controller", "Who is responsible", "The council or library service: Riverside Council"),
                line("contact", "Who to contact about the survey", "A name and how to contact them"),
                line("data_protection_officer", "Data protection officer", "A name or an address"),
                text("lawful_basis", "Legal basis", "In full sentences"),
                line("purpose", "Purpose", "The end of the sentence “We ask this to …”"),
                line(
                    "seen_by",
                    "Who reads individual answers and comments",
                    "The beginning of the sentence “… read comments before anyone else sees them”",
                ),
            ],
            Self::Promises => promises_fields(entries),
            Self::Worries => worries_fields(entries),
            Self::Languages => languages::fields(entries),
            Self::Calendar => calendar::fields(entries),
            Self::Sender => sender_fields(entries),
        }
    }

    /// Reads its form into the programme; what is wrong goes into `problems`.
    pub(crate) fn apply(
        self,
        entries: &FormData,
        programme: &mut Programme,
        site_min_group: u32,
        now: Timestamp,
        problems: &mut FormProblems,
    ) {
        let mut form = FieldReader { entries, problems };
        let settings = &mut programme.settings;
        match self {
            Self::Programme => {
                programme.name = form.required("name", "Enter the name of the programme");
                settings.time_zone = form.time_zone();
            }
            Self::Notice => {
                settings.controller = form.required("controller", "Enter who is responsible for the answers");
                settings.contact = form.required("contact", "Enter who people can contact");
                settings.data_protection_officer = form
                    .required("data_protection_officer", "Enter how to reach the data protection officer");
                settings.lawful_basis = form.text("lawful_basis", TEXT);
                if settings.lawful_basis.is_empty() {
                    form.problems.add("lawful_basis", "Enter the legal basis");
                }
                settings.purpose = form.required("purpose", "Enter the purpose");
                settings.seen_by = form.required("seen_by", "Enter who reads individual answers");
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
                settings.audit_years = form.number("audit_years", 1, LONGEST_AUDIT);
                settings.promise(promises, now);
            }
            Self::Worries => {
                settings.safeguarding = form.text("safeguarding", TEXT);
                settings.safeguarding_lead = form.text("safeguarding_lead", LINE);
                settings.safeguarding_reach = form.text("safeguarding_reach", LINE);
            }
            Self::Languages => languages::apply(entries, settings, problems),
            Self::Calendar => calendar::apply(entries, &mut settings.calendar, problems),
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

fn promises_fields(entries: &FormData) -> Vec<Field> {
    let number = |name: &str, label: &str, hint: String| {
        Field::typed("number", name, label, entries.one(name)).hint(hint)
    };
    vec![
        number(
            "min_group",
            "Smallest group shown",
            format!("At least {SMALLEST_GROUP}. If a manager could see figures for a single team, use 10."),
        ),
        number(
            "invitation_days",
            "Days until the list of who was invited is deleted",
            up_to(INVITATION_DAYS),
        ),
        number("comment_months", "Months until comments are deleted", up_to(COMMENT_MONTHS)),
        number("answer_months", "Months until individual answers are deleted", up_to(ANSWER_MONTHS)),
        number(
            "backup_days",
            "Days until backups are deleted",
            format!("{} The command backup --keep-days deletes them.", up_to(BACKUP_DAYS)),
        ),
        number(
            "audit_years",
            "Years until activity log entries are deleted",
            format!("{} The privacy notice doesn’t mention this.", up_to(LONGEST_AUDIT)),
        ),
    ]
}

fn worries_fields(entries: &FormData) -> Vec<Field> {
    vec![
        Field::text("safeguarding", "What people should do", 4, entries.one("safeguarding"))
            .hint("Who to tell, and how to contact them"),
        Field::line("safeguarding_lead", "Safeguarding lead", entries.one("safeguarding_lead"))
            .hint("Who trainers tell the same day: a name or a role"),
        Field::line("safeguarding_reach", "How to contact them", entries.one("safeguarding_reach"))
            .hint("An email address, a phone number, or both"),
    ]
}

fn sender_fields(entries: &FormData) -> Vec<Field> {
    vec![
        Field::line("sender_name", "Name", entries.one("sender_name"))
            .hint("Such as Riverside Libraries. Leave blank to use the name in the configuration"),
        Field::typed("email", "reply_to", "Reply-to address", entries.one("reply_to")).hint(
            "Choose an address that somebody reads. If you leave this blank, replies go to the contact address in \
             the privacy notice, or to the sender",
        ),
    ]
}
