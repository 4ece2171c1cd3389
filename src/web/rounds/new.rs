//! Using a survey for the whole programme: a round that belongs to no course, with its list of people.

use common_ground_reports::wording;
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    store::{Round, rounds},
    survey::{Audience, ENGLISH, PrivacyMode, Side},
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, FormSection, Link, MainPlace,
        Result, Trail, Trainer, at,
        parts::{
            contact::pasted,
            format, languages,
            round::{
                moment,
                plan::{EVERYBODY, INVITED, RoundChoices, TAGGED, USED, read, store},
            },
        },
    },
};

/// What to weigh before anybody with the address can answer.
const OPEN_LINK: &str = "Anyone who has the open address can answer more than once without being noticed, \
                         and could work out what others answered. If that’s a risk, only let people with a \
                         personal link answer. With an open address, results shown before the survey closes \
                         change by at least 10 answers at a time.";

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
        return Ok(Answer::on(at::round(desk.slug(), &made.code), flash(&made, now, &zone)));
    }
    let (round, added) = match store(&desk, &tx, id, plan).await? {
        Ok(made) => made,
        Err(problems) => return Answer::mend(&form(&desk, &choices, &data, problems)),
    };
    desk.done(tx, USED, &title).await?;
    let mut flash = flash(&round, now, &zone);
    if added.people > 0 {
        flash = format!("{flash}. {}{mistyped}", added.flash(now, &zone));
    }
    Ok(Answer::on(at::round(desk.slug(), &round.code), flash))
}

/// What is said of a survey that was just made.
fn flash(round: &Round, now: Timestamp, zone: &TimeZone) -> String {
    if round.takes_answers(now) {
        return "The survey is open".to_owned();
    }
    format!("The survey will open on {}", format::day_and_time(round.opens_at, zone))
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
        let sides: Vec<&str> = survey.sides.iter().map(|side| side.people()).collect();
        FormChoice::of(&survey.key, format!("{title} ({})", sides.join(" and ")), [chosen])
    }));
    let survey = Field::select("survey", "Survey", asked);
    let survey = match languages::unread_among(&desk.programme().settings) {
        Some(unread) => survey.hint(unread),
        None => survey,
    };
    let sides = Side::ALL.map(|one| FormChoice::of(one.key(), wording::capitalised(one.people()), [side]));
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
