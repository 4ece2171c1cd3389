//! Using a survey for the whole programme: a round that belongs to no course, with its list of people.

use common_ground_reports::summary::wording;
use jiff::{Timestamp, civil::Time, tz::TimeZone};
use uuid::Uuid;

use crate::{
    store::{
        CandidateFilter, Round, Transaction, WebhookEvent,
        candidates::{self, For},
        contact_tags, custom_surveys, rounds, surveys, webhook_deliveries,
    },
    survey::{
        Audience, ENGLISH, Kinds, PrivacyMode, RoundState, Side, Survey, Window, partner::OwnKind, ready,
    },
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, FormSection, Link,
        MainPlace, Result, Trail, Trainer, at,
        named::Among,
        named_choice::{ChoiceField, NamedChoice},
        parts::{format, languages},
        rounds::{
            moment,
            people::{
                self,
                pasted::{self, ORGANISATION, Pasted},
            },
        },
        surveys::people as people_of,
    },
};

/// What to weigh before anybody with the address can answer.
const OPEN_LINK: &str = "Anyone who has the open address can answer more than once without being noticed, \
                         and could work out what others answered. If that’s a risk, only let people with a \
                         personal link answer. With an open address, results shown before the survey closes \
                         change by at least 10 answers at a time.";
/// What the activity log says of a survey that is used.
pub(crate) const USED: &str = "used the survey";
/// The choice that stands for everybody of the side that is asked.
const EVERYBODY: &str = "everybody";
/// What the choice of everybody with a tag begins with.
const TAGGED: &str = "tagged:";

/// The organisation of which everybody is invited.
const INVITED: ChoiceField = ChoiceField {
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
    surveys: Vec<Survey>,
    /// Whose contacts are invited.
    invited: NamedChoice,
    /// Where those work whom somebody pastes.
    of_pasted: NamedChoice,
    kinds: Vec<OwnKind>,
    /// The tags that any contact has.
    tags: Vec<String>,
}

impl RoundChoices {
    /// The surveys that can be asked outside a course: those that are published and ask nothing about a course's aims. What is
    /// wrong with the partners that were chosen is noted.
    pub(crate) async fn of(
        desk: &Desk<'_, Trainer>,
        data: &FormData,
        problems: &mut FormProblems,
    ) -> Result<Self> {
        let mut all = Vec::new();
        for own in custom_surveys::of_programme(desk.db(), desk.programme().id).await? {
            if own.published > 0 {
                all.extend(surveys::published(desk.db(), &own.draft.key, own.published).await?);
            }
        }
        all.extend(ready::all().iter().cloned());
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
    pasted: Pasted,
}

impl PlannedRound<'_> {
    /// What the survey is called.
    pub(crate) fn title(&self) -> String {
        self.survey.title.read(self.side, ENGLISH).to_owned()
    }
}

/// Asks what is asked of whom, and when.
#[rocket::get("/programmes/<_>/rounds/new?<survey>")]
pub(crate) async fn new(desk: Desk<'_, Trainer>, survey: Option<&str>) -> Result<Answer> {
    let choices = RoundChoices::of(&desk, &FormData::default(), &mut FormProblems::default()).await?;
    let chosen = choices.surveys.iter().find(|one| Some(&*one.key) == survey);
    let entries = FormData::of([
        ("survey", survey.unwrap_or_default()),
        ("side", chosen.map_or("", |survey| survey.sides[0].key())),
        ("privacy", PrivacyMode::Anonymous.key()),
        ("audience", Audience::Open.key()),
        ("opens_time", "09:00"),
        ("closes_time", "09:00"),
    ]);
    Answer::page(&form(&desk, &choices, &entries, FormProblems::default()))
}

#[rocket::post("/programmes/<_>/rounds", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, data: FormData) -> Result<Answer> {
    let (now, zone) = (desk.now(), desk.zone());
    let mut problems = FormProblems::default();
    let choices = RoundChoices::of(&desk, &data, &mut problems).await?;
    let Some(plan) = read(&data, &choices, now, &zone, &mut problems).filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&desk, &choices, &data, problems));
    };
    let (id, mistyped, title) = (data.made(), plan.pasted.mistyped(), plan.title());
    let tx = desk.making().await?;
    if let Some(made) = rounds::find(&tx, id).await? {
        return Ok(Answer::on(at::round(desk.slug(), &made.code), told(&made, now, &zone)));
    }
    let (round, added) = match store(&desk, &tx, id, plan).await? {
        Ok(made) => made,
        Err(problems) => return Answer::mend(&form(&desk, &choices, &data, problems)),
    };
    desk.done(tx, USED, &title).await?;
    let mut told = told(&round, now, &zone);
    if added.people > 0 {
        told = format!("{told}. {}{mistyped}", added.told(now, &zone));
    }
    Ok(Answer::on(at::round(desk.slug(), &round.code), told))
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
    let mut ids = match pasted.store(desk, tx).await? {
        Ok(ids) => ids,
        Err(problems) => return Ok(Err(problems)),
    };
    ids.extend(of_groups(tx, &round, &groups, organisation).await?);
    if ids.is_empty() && audience == Audience::Invited {
        let problems = FormProblems::one(
            "groups",
            format!("None of your contacts match. Add the {} who should answer", people_of(side)),
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

/// What is said of a survey that was just made.
fn told(round: &Round, now: Timestamp, zone: &TimeZone) -> String {
    if round.takes_answers(now) {
        return "The survey is open".to_owned();
    }
    format!("The survey will open on {}", format::day_and_time(round.opens_at, zone))
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
            let asks = people_of(survey.sides[0]);
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
    let pasted = Pasted::read(data, &choices.of_pasted, side.unwrap_or(Side::Partner), kinds, problems);
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

fn form(
    desk: &Desk<'_, Trainer>,
    choices: &RoundChoices,
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let surveys = at::surveys(desk.slug());
    let (chosen, side) = (entries.one("survey"), entries.one("side"));
    let mut asked = vec![FormChoice::of("", "Choose a survey", [chosen])];
    asked.extend(choices.surveys.iter().map(|survey| {
        let title = survey.title.read(survey.sides[0], ENGLISH);
        let sides: Vec<&str> = survey.sides.iter().map(|side| people_of(*side)).collect();
        FormChoice::of(&survey.key, format!("{title} ({})", sides.join(" and ")), [chosen])
    }));
    let survey = Field::select("survey", "Survey", asked);
    let survey = match languages::unread_among(&desk.programme().settings) {
        Some(unread) => survey.hint(unread),
        None => survey,
    };
    let sides = Side::ALL.map(|one| FormChoice::of(one.key(), wording::capitalised(people_of(one)), [side]));
    let entered = |name: &str| entries.one(name).to_owned();
    let [opens, opens_time] = moment::fields("opens", ("Opens on", "Opens at"), entered);
    let closes = moment::fields("closes", ("Closes on", "Closes at"), entered);
    desk.form(MainPlace::Surveys, "Use a survey")
        .trail(Trail {
            above: vec![Link::new("Surveys", surveys.clone())],
            here: "Use a survey".to_owned(),
        })
        .lead(
            "Use this for a survey of the whole programme. Surveys of a course are set up with the course.",
        )
        .field(survey)
        .field(Field::radios("side", "Who is asked", sides))
        .field(Field::radios("privacy", "What they are promised", promises(entries.one("privacy"))))
        .field(
            Field::radios("audience", "Who can answer", audiences(entries.one("audience")))
                .hint(OPEN_LINK),
        )
        .section(FormSection {
            title: Some("When".to_owned()),
            lead: Some(format!("Time zone: {}.", desk.programme().settings.time_zone)),
            fields: [opens.hint("Leave it blank to open now."), opens_time].into_iter().chain(closes).collect(),
            folded: None,
        })
        .section(FormSection {
            title: Some("Who is invited".to_owned()),
            lead: Some(
                "Needed if only people with a personal link can answer. If anyone with the code can answer, you can \
                 invite people as well."
                    .to_owned(),
            ),
            fields: invited(desk, choices, entries),
            folded: None,
        })
        .once(entries)
        .problems(problems)
        .button("Use the survey", at::rounds(desk.slug()))
        .cancel("Cancel", surveys)
}

/// Who is invited: groups of contacts, those of one organisation, people whom somebody pastes.
fn invited(desk: &Desk<'_, Trainer>, choices: &RoundChoices, entries: &FormData) -> Vec<Field> {
    let mut groups =
        vec![FormChoice::of(EVERYBODY, "All contacts of the side you’re asking", entries.all("groups"))];
    let kinds = desk.programme().settings.kinds().all();
    groups.extend(kinds.map(|kind| FormChoice::of(kind.key(), kind.label(), entries.all("groups"))));
    let tagged = choices.tags.iter();
    groups.extend(tagged.map(|tag| {
        FormChoice::of(format!("{TAGGED}{tag}"), format!("Tagged “{tag}”"), entries.all("groups"))
    }));
    let named = Field::boxes("groups", "Contacts to invite", groups);
    let mut list =
        vec![named.hint("Everybody gets a personal link by email. You can add and remove people later.")];
    if !choices.invited.is_empty() {
        list.extend(choices.invited.fields(&INVITED, entries));
    }
    list.extend(pasted::fields(entries, &choices.of_pasted, &Side::ALL));
    list
}

fn promises(entered: &str) -> Vec<FormChoice> {
    let promises = PrivacyMode::ALL.map(|privacy| {
        let promise = match privacy {
            PrivacyMode::Anonymous => "Anonymous: nobody can link answers to people, including you",
            PrivacyMode::Confidential => "Confidential: kept apart from names, but trainers could link them",
            PrivacyMode::Shared => "Shared: both sides see both sets of answers",
        };
        FormChoice::of(privacy.key(), promise, [entered])
    });
    promises.into()
}

fn audiences(entered: &str) -> Vec<FormChoice> {
    let audiences = Audience::ALL.map(|audience| {
        let label = match audience {
            Audience::Open => "Anyone with the code or the address",
            Audience::Invited => "Only people with a personal link",
            Audience::Both => "Both",
        };
        FormChoice::of(audience.key(), label, [entered])
    });
    audiences.into()
}
