//! What there is to choose from when a course is planned.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{
    app::App,
    store::{self, Partner, Programme, RoundPurpose, partners, rounds},
    survey::{ENGLISH, RoundState, Survey, partner::normalised, templates},
    web::{
        FormData, Result,
        named::FEW,
        parts::{
            course::{CourseOverview, plan::OWN},
            format, languages,
        },
    },
};

/// The surveys of both sides that a course's summary may set against each other.
const LEDGER: [(RoundPurpose, &str); 4] = [
    (RoundPurpose::LibraryOffer, "staff_offer"),
    (RoundPurpose::PartnerExpectation, "partner_expect"),
    (RoundPurpose::PartnerOffer, "partner_offer"),
    (RoundPurpose::LibraryHope, "staff_hope"),
];

/// Typed names that are looked up in one statement.
const NAMES_AT_ONCE: usize = 50;

pub(crate) struct Choices {
    /// All partners while they are few; of many those that were named.
    pub partners: Vec<Partner>,
    /// Whether there are more partners than those.
    pub are_many: bool,
    pub ledger: Vec<LedgerRound>,
    /// Every survey that can be asked: the usual ones of a course, the programme's own, the other ready-made ones.
    pub surveys: Vec<Survey>,
    /// The aims of all of them, with the words for each.
    pub aims: Vec<(String, String)>,
    /// That no native speaker has read some of their languages.
    pub unread: Option<String>,
}

/// The partners that a form of a course names: those that are ticked, and the lines in which names were typed.
#[derive(Debug, Default)]
pub(crate) struct NamedPartners<'f> {
    pub ids: Vec<Uuid>,
    pub lines: &'f str,
}

impl<'f> NamedPartners<'f> {
    /// What was entered.
    pub(crate) fn of(data: &'f FormData) -> Self {
        let ids = data.all("partners").filter_map(|sent| Uuid::parse_str(sent).ok());
        Self { ids: ids.collect(), lines: data.one("partner_names") }
    }

    /// Those of them that there are. What no partner is called is told, so that what comes after it can wait.
    async fn read(&self, app: &App, programme: Uuid) -> Result<Vec<Partner>> {
        let db = app.db.read();
        let mut read = partners::with_ids(db, &self.ids).await?;
        read.retain(|partner| partner.programme_id == programme);
        let mut met = BTreeSet::new();
        let lines: Vec<&str> = self.lines.lines().filter(|line| met.insert(normalised(line))).collect();
        for lines in lines.chunks(NAMES_AT_ONCE) {
            let named = partners::named(db, programme, lines).await?;
            for line in lines {
                let looked_for = normalised(line);
                let called = named.iter().filter(|partner| normalised(&partner.name) == looked_for);
                let called: Vec<&Partner> = called.collect();
                if called.is_empty() && !line.trim().is_empty() {
                    return Ok(read);
                }
                for partner in called {
                    if !read.contains(partner) {
                        read.push(partner.clone());
                    }
                }
            }
        }
        Ok(read)
    }
}

/// Surveys that ask about no course: the latest are looked through for those of both sides.
const LOOKED_AT: u64 = 500;

/// A survey of both sides that a course may belong to.
pub(crate) struct LedgerRound {
    pub id: Uuid,
    pub purpose: RoundPurpose,
    pub words: String,
    /// Whether it is the latest that asks this of anyone. One for people on a list alone is chosen by hand.
    pub latest: bool,
}

impl Choices {
    /// What there is; of many partners those that are named.
    pub(crate) async fn of(app: &App, programme: &Programme, named: &NamedPartners<'_>) -> Result<Self> {
        let zone = programme.zone();
        let mut ledger: Vec<LedgerRound> = Vec::new();
        let mut all = rounds::latest_beside_courses(app.db.read(), programme.id, LOOKED_AT).await?;
        all.retain(|round| round.state != RoundState::Cancelled);
        // Latest first.
        all.sort_by_key(|round| std::cmp::Reverse(round.opens_at));
        for round in all {
            let survey = app.survey(&round).await?;
            let Some((purpose, _)) = LEDGER.into_iter().find(|(_, key)| *key == survey.key) else { continue };
            let is_for_anyone = round.audience.has_open_link();
            let latest =
                is_for_anyone && !ledger.iter().any(|known| known.latest && known.purpose == purpose);
            let closed = if round.state == RoundState::Closed { "closed" } else { "closes" };
            let title = survey.title.read(round.side, ENGLISH);
            let words = format!("{title} ({closed} {})", format::date(round.closes_at, &zone));
            ledger.push(LedgerRound { id: round.id, purpose, words, latest });
        }
        ledger.sort_by_key(|round| round.purpose);
        let surveys = surveys(app, programme).await?;
        let few = partners::few(app.db.read(), programme.id, FEW).await?;
        Ok(Self {
            are_many: few.is_none(),
            partners: match few {
                Some(all) => all,
                None => named.read(app, programme.id).await?,
            },
            ledger,
            aims: aims(&surveys),
            surveys,
            unread: languages::unread_among(&programme.settings),
        })
    }

    pub(crate) fn survey(&self, key: &str) -> Option<&Survey> {
        self.surveys.iter().find(|survey| survey.key == key)
    }
}

/// Every survey that a course can ask.
async fn surveys(app: &App, programme: &Programme) -> Result<Vec<Survey>> {
    let mut surveys = usual();
    let mut own = store::surveys::published_by(app.db.read(), programme.id).await?;
    own.sort_by_key(|survey| survey.title.read(survey.sides[0], ENGLISH).to_lowercase());
    surveys.extend(own);
    let is_usual = |survey: &&Survey| OWN.iter().any(|(_, usual, ..)| *usual == survey.key);
    surveys.extend(templates::all().iter().filter(|survey| !is_usual(survey)).cloned());
    Ok(surveys)
}

/// The ready-made surveys that are made for courses.
fn usual() -> Vec<Survey> {
    OWN.iter().filter_map(|(_, key, ..)| templates::find(key)).cloned().collect()
}

/// The aims of surveys with the words for them, each once.
fn aims(surveys: &[Survey]) -> Vec<(String, String)> {
    let mut aims: Vec<(String, String)> = Vec::new();
    for survey in surveys {
        for aim in survey.aims() {
            if !aims.iter().any(|(known, _)| known == aim) {
                aims.push((aim.to_owned(), survey.aim_label(aim)));
            }
        }
    }
    aims
}

/// The words for the aims that a course picked, as the surveys that it asks have them.
pub(crate) async fn labels(app: &App, overview: &CourseOverview) -> Result<Vec<String>> {
    let mut surveys = usual();
    for asked in overview.own() {
        surveys.push(app.survey(&asked.round).await?.as_ref().clone());
    }
    let all = aims(&surveys);
    let picked = &overview.course.aims;
    Ok(all.into_iter().filter(|(key, _)| picked.contains(key)).map(|(_, label)| label).collect())
}
