//! What is set now of each part, in a sentence or two.

use crate::{
    app::App,
    store::{Programme, ProgrammeSettings},
    web::settings::part::{SettingsPart, calendar, languages},
};

impl SettingsPart {
    /// What is set now, in a sentence or two.
    pub(crate) fn state(self, app: &App, programme: &Programme, sender: &str) -> String {
        let settings = &programme.settings;
        match self {
            Self::Programme => format!("{}. Time zone: {}.", programme.name, settings.time_zone),
            Self::Notice => notice_state(settings),
            Self::Promises => {
                let promises = settings.promised(app.clock.now(), app.settings.min_group);
                format!(
                    "Figures are shown for groups of {} or more. Lists of who was invited are deleted after \
                     {} days, comments after {} months, answers after {} months, backups after {} days.",
                    promises.min_group,
                    promises.invitation_days,
                    promises.comment_months,
                    promises.answer_months,
                    promises.backup_days
                )
            }
            Self::Worries => worries_state(settings),
            Self::Languages => languages::state(settings),
            Self::Calendar => calendar::state(settings, app.clock.now()),
            Self::Sender => match crate::letters::Sender::named(sender, settings) {
                Ok(sender) if sender.from == sender.reply_to => format!("{}.", sender.from),
                Ok(sender) => format!("{}; replies go to {}.", sender.from, sender.reply_to),
                Err(error) => format!("The sender of emails can’t be used: {error}."),
            },
        }
    }
}

fn worries_state(settings: &ProgrammeSettings) -> String {
    let lead = match (&*settings.safeguarding_lead, &*settings.safeguarding_reach) {
        ("", "") => "No safeguarding lead is named.".to_owned(),
        (name, reach) => {
            let parts: Vec<&str> = [name, reach].into_iter().filter(|part| !part.is_empty()).collect();
            format!("Safeguarding lead: {}.", parts.join(", "))
        }
    };
    if settings.safeguarding.is_empty() {
        format!("No text beside open questions. {lead}")
    } else {
        format!("{} {lead}", settings.safeguarding)
    }
}

fn notice_state(settings: &ProgrammeSettings) -> String {
    let missing: Vec<&str> = [
        (&settings.controller, "who is responsible"),
        (&settings.contact, "who to contact"),
        (&settings.data_protection_officer, "the data protection officer"),
    ]
    .into_iter()
    .filter(|(text, _)| text.is_empty())
    .map(|(_, what)| what)
    .collect();
    if missing.is_empty() {
        format!("{} asks. Questions go to {}.", settings.controller, settings.contact)
    } else {
        format!("Still missing: {}.", missing.join(", "))
    }
}
