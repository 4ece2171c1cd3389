//! What there is to choose from when a course is planned.

use uuid::Uuid;

use crate::{
    app::App,
    store::{
        courses::Purpose,
        partners::{self, Partner},
        programmes::Programme,
        rounds,
    },
    survey::{definition::Survey, ready, round::RoundState, text::ENGLISH},
    web::{http::error::Result, parts::format},
};

/// The surveys of both sides that a course's summary may set against each other.
const LEDGER: [(Purpose, &str); 4] = [
    (Purpose::LibraryOffer, "staff_offer"),
    (Purpose::PartnerExpectation, "partner_expect"),
    (Purpose::PartnerOffer, "partner_offer"),
    (Purpose::LibraryHope, "staff_hope"),
];

/// What there is to choose from in a programme.
pub(crate) struct Choices {
    pub partners: Vec<Partner>,
    pub ledger: Vec<LedgerRound>,
    pub aims: Vec<(String, String)>,
    pub aims_to_pick: usize,
}

/// A survey of both sides that a course may belong to.
pub(crate) struct LedgerRound {
    pub id: Uuid,
    pub purpose: Purpose,
    pub words: String,
    /// Whether it is the latest that asks this of anyone. One for people on a list alone is chosen by hand.
    pub latest: bool,
}

impl Choices {
    pub(crate) async fn of(app: &App, programme: &Programme) -> Result<Self> {
        let zone = programme.settings.zone();
        let mut ledger: Vec<LedgerRound> = Vec::new();
        let mut all = rounds::of_programme(app.db.read(), programme.id).await?;
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
        let asked = ready::find("course_post");
        let aims = asked.map(aims).unwrap_or_default();
        Ok(Self {
            partners: partners::all(app.db.read(), programme.id).await?,
            ledger,
            aims,
            aims_to_pick: asked.and_then(|survey| survey.aims_to_pick).unwrap_or(0),
        })
    }
}

/// The aims of a survey with the words for them.
fn aims(survey: &Survey) -> Vec<(String, String)> {
    // The survey before the course has one item for each aim, with the plainest label.
    let plain = ready::find("course_pre");
    let label = |aim: &str| {
        let item = plain.and_then(|survey| survey.items().find(|item| item.aim.as_deref() == Some(aim)));
        item.map_or_else(|| aim.to_owned(), |item| item.label.to_string())
    };
    survey.aims().into_iter().map(|aim| (aim.to_owned(), label(aim))).collect()
}

/// The words for the aims that a course picked.
pub(crate) fn labels(picked: &[String]) -> Vec<String> {
    let all = ready::find("course_post").map(aims).unwrap_or_default();
    all.into_iter().filter(|(key, _)| picked.contains(key)).map(|(_, label)| label).collect()
}
