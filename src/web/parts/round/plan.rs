//! Planning a survey for the whole programme: what there is to choose from, what was entered, and keeping it with its list of people.

use jiff::{Timestamp, civil::Time, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{
        CandidateFilter, Round, Transaction, WebhookEvent,
        candidates::{self, For},
        contact_tags, custom_surveys, rounds, surveys, webhook_deliveries,
    },
    survey::{
        Audience, ENGLISH, Kinds, PrivacyMode, RoundState, Side, Survey, Window, partner::OwnKind, templates,
    },
    web::{
        Desk, Error, FormData, FormProblems, Result, Trainer,
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        parts::{
            contact::pasted::{ORGANISATION, Pasted},
            round::{moment, people},
        },
    },
};

/// What the activity log says of a survey that is used.
pub(crate) const USED: &str = "used the survey";
/// The choice that stands for everybody of the side that is asked.
pub(crate) const EVERYBODY: &str = "everybody";
/// What the choice of everybody with a tag begins with.
pub(crate) const TAGGED: &str = "tagged:";

/// The organisation of which everybody is invited.
pub(crate) const INVITED: ChoiceField = ChoiceField {
    among: Among::Partners,
    name: "organisation",
    label: "Everybody at one organisation (optional)",
    other: "Everybody at another organisation",
    none: Some(("", "No organisation in particular")),
    hint: "",
    blank: "",
    gone: "Select an organisation from the list",
};

/// What there is to choose from, and the partners that were chosen.
pub(crate) struct RoundChoices {
    pub surveys: Vec<Survey>,
    /// Whose contacts are invited.
    pub invited: NamedChoice,
    /// Where those work whom somebody pastes.
    pub of_pasted: NamedChoice,
    kinds: Vec<OwnKind>,
    /// The tags that any contact has.
    pub tags: Vec<String>,
}

impl RoundChoices {
    /// The surveys that can be asked outside a course: those that are published and ask nothing about a course's aims. What is
    /// wrong with the partners that were chosen is noted.
    pub(crate) async fn of(
        desk: &Desk<'_, Trainer>,
        data: &FormData,
        problems: &mut FormProblems,
    ) -> Result<Self> {
        let mut all = surveys::published_by(desk.db(), desk.programme().id).await?;
        all.extend(templates::all().iter().cloned());
        all.retain(|survey| survey.aims_to_pick.is_none());
        Ok(Self {
            surveys: all,
            invited: NamedChoice::read(desk, &INVITED, data, problems).await?,
            of_pasted: NamedChoice::read(desk, &ORGANISATION, data, problems).await?,
            kinds: desk.programme().settings.partner_kinds.clone(),
            tags: contact_tags::in_use(desk.db(), desk.programme().id).await?,
        })
    }
}

/// What was entered and can be asked.
pub(crate) struct PlannedRound<'a> {
    survey: &'a Survey,
    side: Side,
    privacy: PrivacyMode,
    audience: Audience,
    window: Window,
    /// Everybody, or the kinds of partner and the tags of those who are invited.
    groups: Vec<&'a str>,
    /// A partner whose contacts are invited.
    organisation: Option<Uuid>,
    pub pasted: Pasted,
}

impl PlannedRound<'_> {
    /// What the survey is called.
    pub(crate) fn title(&self) -> String {
        self.survey.title.read(self.side, ENGLISH).to_owned()
    }
}

/// Keeps a round as it was planned, and puts people on its list; or says what is wrong with them, and then the
/// transaction must not be kept.
pub(crate) async fn store(
    desk: &Desk<'_, Trainer>,
    tx: &Transaction,
    id: Uuid,
    plan: PlannedRound<'_>,
) -> Result<Result<(Round, people::Added), FormProblems>> {
    let (now, zone) = (desk.now(), desk.zone());
    let PlannedRound { survey, side, privacy, audience, window, groups, organisation, pasted } = plan;
    let version = i32::try_from(survey.version).map_err(|_| Error::Unprocessable)?;
    let round = Round {
        id,
        programme: desk.programme().id,
        survey_version: surveys::keep(tx, &survey.key, version, custom_surveys::json(survey)?, now).await?,
        code: rounds::new_code(),
        side,
        privacy,
        audience,
        aims: Vec::new(),
        state: window.state_at(now),
        opens_at: window.opens,
        closes_at: window.closes,
    };
    rounds::add(tx, &round).await?;
    if round.state == RoundState::Open {
        webhook_deliveries::of_round(tx, round.id, WebhookEvent::RoundOpened, Some(now)).await?;
    }
    let mut ids = match pasted.store(desk, tx, side).await? {
        Ok(ids) => ids,
        Err(problems) => return Ok(Err(problems)),
    };
    ids.extend(of_groups(tx, &round, &groups, organisation).await?);
    if ids.is_empty() && audience == Audience::Invited {
        let problems = FormProblems::one(
            "groups",
            format!("None of your contacts match. Add the {} who should answer", side.people()),
        );
        return Ok(Err(problems));
    }
    let added = people::add(tx, &desk.app.secret, &round, (now, &zone), &ids).await?;
    Ok(Ok((round, added)))
}

/// The contacts in the groups that were selected, and those of one organisation.
async fn of_groups(
    tx: &Transaction,
    round: &Round,
    groups: &[&str],
    organisation: Option<Uuid>,
) -> Result<Vec<Uuid>> {
    let groups = groups.iter().map(|group| match group.strip_prefix(TAGGED) {
        Some(tag) => CandidateFilter { tag: Some(tag), ..CandidateFilter::default() },
        None => CandidateFilter {
            kind: Some(*group).filter(|group| *group != EVERYBODY),
            ..CandidateFilter::default()
        },
    });
    let organisation =
        organisation.map(|partner| CandidateFilter { partner: Some(partner), ..CandidateFilter::default() });
    let mut ids = Vec::new();
    for filter in groups.chain(organisation) {
        ids.extend(candidates::ids(tx, For::Round(round), filter).await?);
    }
    Ok(ids)
}

/// What was entered, with every problem noted.
pub(crate) fn read<'a>(
    data: &'a FormData,
    choices: &'a RoundChoices,
    now: Timestamp,
    zone: &TimeZone,
    problems: &mut FormProblems,
) -> Option<PlannedRound<'a>> {
    let survey = choices.surveys.iter().find(|survey| survey.key == data.one("survey"));
    let side = Side::from_key(data.one("side"));
    let privacy = PrivacyMode::from_key(data.one("privacy"));
    let audience = Audience::from_key(data.one("audience"));
    problems.add_if(survey.is_none(), "survey", "Select the survey to use");
    match (survey, side) {
        (_, None) => problems.add("side", "Select who is asked"),
        (Some(survey), Some(side)) if !survey.sides.contains(&side) => {
            let asks = survey.sides[0].people();
            problems.add("side", format!("This survey asks {asks} only; select them, or another survey"));
        }
        _ => {}
    }
    problems.add_if(privacy.is_none(), "privacy", "Select what people are promised about their answers");
    problems.add_if(audience.is_none(), "audience", "Select who can answer");
    let opens = opening(data, now, zone, problems);
    let closes = moment::read(data, "closes", zone, problems);
    if let (Some(opens), Some(closes)) = (opens, closes) {
        if closes <= opens {
            problems.add("closes", "Enter a closing time after the opening time");
        } else if closes <= now {
            problems.add("closes", "Enter a closing time in the future");
        }
    }
    let kinds = Kinds(&choices.kinds);
    let groups: Vec<&str> = data.all("groups").collect();
    let is_offered = |group: &&str| match group.strip_prefix(TAGGED) {
        Some(tag) => choices.tags.iter().any(|known| known == tag),
        None => *group == EVERYBODY || kinds.find(group).is_some(),
    };
    problems.add_if(!groups.iter().all(is_offered), "groups", "Select groups from the list");
    let pasted = Pasted::read(data, &choices.of_pasted, kinds, problems);
    let organisation = choices.invited.id();
    let is_empty = groups.is_empty() && organisation.is_none() && pasted.is_empty();
    if audience == Some(Audience::Invited) && is_empty {
        problems.add("groups", "Add the people who should answer, or let anyone with the code answer");
    }
    let window = Window { opens: opens?, closes: closes? };
    Some(PlannedRound {
        survey: survey?,
        side: side?,
        privacy: privacy?,
        audience: audience?,
        window,
        groups,
        organisation,
        pasted,
    })
}

/// When it opens; a blank day is now.
fn opening(
    data: &FormData,
    now: Timestamp,
    zone: &TimeZone,
    problems: &mut FormProblems,
) -> Option<Timestamp> {
    let (day, time) = (data.one("opens"), data.one("opens_time"));
    if !day.is_empty() {
        return moment::read(data, "opens", zone, problems);
    }
    if !time.is_empty() && time.parse::<Time>().is_err() {
        problems.add("opens_time", "Enter a time, such as 17:00, or leave it blank to open now");
    }
    Some(now)
}
