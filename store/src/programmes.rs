//! Programmes.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Alias, Expr, Func, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Connection, Result, StoreError, entity::programme, insert};
use crate::survey::{
    ENGLISH, EmailText, Kinds, Survey,
    calendar::Calendar,
    mailing::{Hours, MailingKind},
    partner::OwnKind,
    promises::{self, Earlier, Promises},
    words,
};

/// Under which the words around summaries are kept beside those of emails that ask.
const SUMMARY_TEXT: &str = "summary.en";

/// Years for which the activity log is kept where nobody said otherwise.
const AUDIT_YEARS: u32 = 7;

/// What a programme says about itself in privacy notices and letters. What a row of an earlier version does not
/// hold yet is as [`Default`] has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeSettings {
    /// Who is responsible for the data: the council or library service.
    pub controller: String,
    /// Whom to ask about the survey: a name and how to reach them.
    pub contact: String,
    pub data_protection_officer: String,
    /// What answers are for, as the end of “We ask this to …”.
    pub purpose: String,
    /// Who reads single answers and comments: “the trainers of the programme”.
    pub seen_by: String,
    /// Why the law allows it, as a sentence.
    pub lawful_basis: String,
    /// The numbers that notices promise now. Ask [`ProgrammeSettings::promised`] what holds for a round.
    #[serde(flatten)]
    pub promises: Promises,
    /// What was promised before, for those who answered then.
    pub earlier: Vec<Earlier>,
    /// Where to go with a worry about a child, as a sentence beside open questions.
    pub safeguarding: String,
    /// Who is told when an answer may mean that somebody is harmed: a name; empty where nobody is named.
    pub safeguarding_lead: String,
    /// How to reach them: an email address, a phone number or both.
    pub safeguarding_reach: String,
    /// The name that letters come from; that of the installation when empty.
    pub sender_name: String,
    /// The address that answers to letters go to; the sender's when empty.
    pub reply_to: String,
    /// The IANA name of the time zone that times are told in.
    pub time_zone: String,
    /// The first language: letters that ask are written in it, and forms begin in it for whoever asks for no other.
    pub language: String,
    /// Languages that forms are not offered in, although a survey has the words.
    pub languages_left_out: Vec<String>,
    /// Which days are working days: emails about surveys and summaries leave on no other.
    pub calendar: Calendar,
    /// The words of emails that ask, in place of the standard text, by kind and language (`reminder.en`), and those around
    /// summaries.
    pub email_texts: BTreeMap<String, EmailText>,
    /// Kinds of partner besides the built-in ones.
    pub partner_kinds: Vec<OwnKind>,
    /// Years for which the activity log is kept.
    pub audit_years: u32,
    /// Since when anybody may read what was asked, promised and done, in Unix milliseconds; none while nobody may.
    pub you_asked: Option<i64>,
}

impl Default for ProgrammeSettings {
    fn default() -> Self {
        Self {
            controller: String::new(),
            contact: String::new(),
            data_protection_officer: String::new(),
            purpose: "plan joint work between the library and its partners".to_owned(),
            seen_by: "the trainers of the programme".to_owned(),
            lawful_basis: words::of(ENGLISH).notice.law.to_owned(),
            promises: Promises::default(),
            earlier: Vec::new(),
            safeguarding: words::of(ENGLISH).form.safeguarding.to_owned(),
            safeguarding_lead: String::new(),
            safeguarding_reach: String::new(),
            sender_name: String::new(),
            reply_to: String::new(),
            time_zone: "Europe/London".to_owned(),
            language: ENGLISH.to_owned(),
            languages_left_out: Vec::new(),
            calendar: Calendar::default(),
            email_texts: BTreeMap::new(),
            partner_kinds: Vec::new(),
            audit_years: AUDIT_YEARS,
            you_asked: None,
        }
    }
}

impl ProgrammeSettings {
    /// The time zone that times are told in; UTC when its name is unknown.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// The kinds that partners can have.
    pub fn kinds(&self) -> Kinds<'_> {
        Kinds(&self.partner_kinds)
    }

    /// The days and hours at which emails about surveys leave.
    pub fn hours(&self) -> Hours {
        self.hours_in(self.zone())
    }

    /// The same by the clock of another place.
    pub fn hours_in(&self, zone: TimeZone) -> Hours {
        Hours { zone, calendar: self.calendar.clone() }
    }

    /// The words of its emails of a kind in a language.
    pub fn email_text(&self, kind: MailingKind, language: &str) -> EmailText {
        self.email_texts.get(&format!("{}.{language}", kind.key())).cloned().unwrap_or_default()
    }

    /// Words its emails of a kind in a language; the standard text is kept as none.
    pub fn set_email_text(&mut self, kind: MailingKind, language: &str, text: EmailText) {
        let key = format!("{}.{language}", kind.key());
        if text.is_standard() {
            self.email_texts.remove(&key);
        } else {
            self.email_texts.insert(key, text);
        }
    }

    /// The words around summaries that are sent to managers.
    pub fn summary_text(&self) -> EmailText {
        self.email_texts.get(SUMMARY_TEXT).cloned().unwrap_or_default()
    }

    /// Puts words around summaries; the standard text is kept as none.
    pub fn set_summary_text(&mut self, text: EmailText) {
        if text.is_standard() {
            self.email_texts.remove(SUMMARY_TEXT);
        } else {
            self.email_texts.insert(SUMMARY_TEXT.to_owned(), text);
        }
    }

    /// Whether forms are offered in a language; in English always.
    pub fn offers(&self, language: &str) -> bool {
        language == ENGLISH || !self.languages_left_out.iter().any(|left_out| left_out == language)
    }

    /// The languages that a survey is offered in, English first.
    pub fn offered<'a>(&'a self, survey: &'a Survey) -> impl Iterator<Item = &'a str> {
        survey.languages().filter(|language| self.offers(language))
    }

    /// The first language where a survey is offered in it, else English.
    pub fn first_language<'a>(&'a self, survey: &'a Survey) -> &'a str {
        self.offered(survey).find(|language| *language == self.language).unwrap_or(ENGLISH)
    }

    /// What trainers do today when an answer may mean that somebody is harmed.
    pub fn when_harmed(&self) -> String {
        match (&*self.safeguarding_lead, &*self.safeguarding_reach) {
            ("", "") => "Follow your council’s safeguarding procedure today.".to_owned(),
            (lead, "") => format!("Tell the safeguarding lead named in your settings today: {lead}."),
            ("", reach) => format!("Tell the safeguarding lead named in your settings today: {reach}."),
            (lead, reach) => {
                format!("Tell the safeguarding lead named in your settings today: {lead}, {reach}.")
            }
        }
    }

    /// What was promised to whoever answers a round that opened at `opened`. The installation's own smallest group
    /// is never undercut.
    pub fn promised(&self, opened: Timestamp, site_min_group: u32) -> Promises {
        let held = promises::holding(self.promises, &self.earlier, opened);
        Promises { min_group: held.min_group.max(site_min_group), ..held }
    }

    /// Promises something else from `now` on, and remembers what was promised until then.
    pub fn promise(&mut self, promises: Promises, now: Timestamp) {
        if promises != self.promises {
            self.earlier.push(Earlier { until: now.as_millisecond(), promises: self.promises });
            self.promises = promises;
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    pub id: Uuid,
    /// Its part of addresses.
    pub slug: String,
    pub name: String,
    /// What it says about itself.
    pub settings: ProgrammeSettings,
}

impl Programme {
    /// The time zone that times are told in, of whatever has no place of its own.
    pub fn zone(&self) -> TimeZone {
        self.settings.zone()
    }

    /// Names that everybody here knows, so that they point at nobody: its own, and who is responsible for the answers.
    pub fn known_names(&self) -> Vec<String> {
        vec![self.name.clone(), self.settings.controller.clone()]
    }

    /// Who asks: who is responsible for the answers, or the programme until that is set.
    pub fn asker(&self) -> &str {
        if self.settings.controller.is_empty() { &self.name } else { &self.settings.controller }
    }

    /// Who asks and in which programme, once where that is the same.
    pub fn asker_and_name(&self) -> Vec<&str> {
        let mut both = vec![self.asker(), &self.name];
        both.dedup();
        both
    }
}

impl TryFrom<programme::Model> for Programme {
    type Error = StoreError;

    fn try_from(row: programme::Model) -> Result<Self> {
        let settings = serde_json::from_value(row.settings)
            .map_err(|error| StoreError::Damaged(format!("settings of programme {}: {error}", row.slug)))?;
        Ok(Self { id: row.id, slug: row.slug, name: row.name, settings })
    }
}

/// Adds a programme.
///
/// # Errors
/// A slug that is taken.
pub async fn add(db: &Connection, programme: &Programme, now: Timestamp) -> Result<()> {
    let row = programme::ActiveModel {
        id: Set(programme.id),
        slug: Set(programme.slug.clone()),
        name: Set(programme.name.clone()),
        settings: Set(to_json(programme)?),
        created_at: Set(now.into()),
    };
    insert(db, row).await
}

/// The programme with this slug.
pub async fn find(db: &Connection, slug: &str) -> Result<Option<Programme>> {
    let row = programme::Entity::find().filter(programme::Column::Slug.eq(slug)).one(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// The programme with this id.
///
/// # Errors
/// [`StoreError::Damaged`] when it is missing.
pub async fn get(db: &Connection, id: Uuid) -> Result<Programme> {
    let row = programme::Entity::find_by_id(id).one(db).await?;
    row.ok_or_else(|| StoreError::Damaged(format!("programme {id} is missing")))?.try_into()
}

/// The same, held until the transaction ends, so that two people who change it at once both do.
///
/// # Errors
/// [`StoreError::Damaged`] when it is missing.
pub async fn lock(tx: &Connection, id: Uuid) -> Result<Programme> {
    let row = programme::Entity::find_by_id(id).lock_exclusive().one(tx).await?;
    row.ok_or_else(|| StoreError::Damaged(format!("programme {id} is missing")))?.try_into()
}

/// Keeps the name and the settings of a programme.
pub async fn update(tx: &Connection, changed: &Programme) -> Result<()> {
    let row = programme::ActiveModel {
        id: Set(changed.id),
        name: Set(changed.name.clone()),
        settings: Set(to_json(changed)?),
        ..Default::default()
    };
    programme::Entity::update(row).exec(tx).await?;
    Ok(())
}

fn to_json(programme: &Programme) -> Result<serde_json::Value> {
    serde_json::to_value(&programme.settings)
        .map_err(|error| StoreError::Damaged(format!("settings of programme {}: {error}", programme.slug)))
}

/// What every programme says about itself; none where it cannot be read, which must not stop work for the others.
pub(super) async fn all_settings(db: &Connection) -> Result<Vec<(Uuid, Option<ProgrammeSettings>)>> {
    let text = Func::cast_as(Expr::col(programme::Column::Settings), Alias::new("TEXT"));
    let select = Query::select()
        .column(programme::Column::Id)
        .expr_as(text, "text")
        .from(programme::Entity)
        .order_by(programme::Column::Id, sea_orm::Order::Asc)
        .take();
    let rows = db.query_all(&select).await?;
    let read = |text: String| serde_json::from_str(&text).ok();
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, read(row.try_get_by_index(1)?)))).collect()
}

/// All programmes by name.
pub async fn all(db: &Connection) -> Result<Vec<Programme>> {
    let rows = programme::Entity::find().order_by_asc(programme::Column::Name).all(db).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
