//! The parts of a programme's settings, and a form for each.

pub(crate) mod calendar;
pub(crate) mod fields;
pub(crate) mod languages;
pub(crate) mod reading;
pub(crate) mod state;

use crate::{
    store::programmes,
    web::{
        Admin, Answer, Desk, Error, FormData, FormPage, FormProblems, MainPlace, Result, at, settings::trail,
    },
};

/// A part of a programme's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingsPart {
    Programme,
    Notice,
    Promises,
    Worries,
    Languages,
    Sender,
    Calendar,
}

// Its part of addresses.
keys!(SettingsPart {
    Programme = "programme",
    Notice = "notice",
    Promises = "promises",
    Worries = "worries",
    Languages = "languages",
    Sender = "sender",
    Calendar = "calendar",
});

impl SettingsPart {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Programme => "Programme",
            Self::Notice => "Privacy notice",
            Self::Promises => "Small groups and retention periods",
            Self::Worries => "Concerns about a child",
            Self::Languages => "Languages",
            Self::Sender => "Sender of emails",
            Self::Calendar => "Calendar",
        }
    }

    pub(crate) fn heading(self) -> &'static str {
        if self == Self::Programme { "Name and time zone" } else { self.title() }
    }

    pub(crate) fn lead(self) -> &'static [&'static str] {
        match self {
            Self::Programme => &["The name appears on staff pages, in emails and in summaries."],
            Self::Notice => {
                &["Everybody who answers sees this before the first question. Check it with your data \
                 protection officer."]
            }
            Self::Promises => &[
                "These numbers appear in the privacy notice and are enforced automatically. Periods start \
                 when a survey closes.",
                "Stricter numbers apply to every survey. Looser numbers only apply to surveys that open \
                 afterwards, because people who answered before were promised more. Summaries that are \
                 written don’t change.",
            ],
            Self::Worries => {
                &["The first text appears beside every open question. The name is shown to trainers when a \
                 comment may mean that somebody is being harmed."]
            }
            Self::Languages => languages::LEAD,
            Self::Calendar => calendar::LEAD,
            Self::Sender => &[
                "The address that emails come from is set with the email server. Here you can set the name \
                 beside it, and where replies go.",
            ],
        }
    }
}

#[rocket::get("/programmes/<_>/settings/<part>", rank = 2)]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(desk: Desk<'_, Admin>, part: &str) -> Result<Answer> {
    let part = SettingsPart::from_key(part).ok_or(Error::NotFound)?;
    Answer::page(&form(&desk, part, &part.entries(desk.programme()), FormProblems::default()))
}

/// Changes a part, or says what to mend.
#[rocket::post("/programmes/<_>/settings/<part>", data = "<data>", rank = 2)]
pub(crate) async fn change(desk: Desk<'_, Admin>, part: &str, data: FormData) -> Result<Answer> {
    let part = SettingsPart::from_key(part).ok_or(Error::NotFound)?;
    let tx = desk.change().await?;
    let mut programme = programmes::lock(&tx, desk.programme().id).await?;
    let mut problems = FormProblems::default();
    part.apply(&data, &mut programme, desk.app.settings.min_group, desk.now(), &mut problems);
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, part, &data, problems));
    }
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "changed the settings", part.title()).await?;
    // Results of open rounds may move by another smallest group now.
    desk.app.work.looked_at.clear();
    Ok(Answer::on(at::settings(desk.slug()), format!("{}: changed", part.title())))
}

fn form(desk: &Desk<'_, Admin>, part: SettingsPart, data: &FormData, problems: FormProblems) -> FormPage {
    let form = desk.form(MainPlace::Settings, part.heading()).trail(trail(desk.slug(), part.title()));
    let form = part.lead().iter().fold(form, |form, &sentence| form.lead(sentence));
    form.fields(part.fields(data))
        .problems(problems)
        .button("Save changes", at::settings_part(desk.slug(), part.key()))
        .cancel("Back without changing", at::settings(desk.slug()))
}
