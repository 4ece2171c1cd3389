//! Surveys: the ready-made ones and the programme's own, what each asks and where it is used.

pub(crate) mod copy;
pub(crate) mod dry_run;
pub(crate) mod edit;
pub(crate) mod load;
pub(crate) mod page;
pub(crate) mod preview;
pub(crate) mod sections;
pub(crate) mod show;

use std::{collections::HashMap, sync::Arc};

use common_ground_reports::summary::wording;
use jiff::Timestamp;
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        own_surveys,
        rounds::{self, Round},
        surveys::{self, Version},
    },
    survey::{definition::Survey, ready, round::Side, text::ENGLISH, words},
    web::{
        at,
        http::{
            answer::Page,
            error::Result,
            flash::Told,
            guard::{Member, Trainer},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        surveys::{load::Found, page::Group},
    },
};

/// All surveys.
#[rocket::get("/programmes/<slug>/surveys")]
pub(crate) async fn index(
    slug: &str,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let now = app.clock.now();
    let uses = Uses::of(app, &who).await?;
    let own = own_surveys::of_programme(app.db.read(), who.programme.id).await?;
    let own: Vec<Found> = own.into_iter().map(|own| Found::Own(Box::new(own))).collect();
    let ready: Vec<Found> = ready::all().iter().map(Found::Ready).collect();
    let rows = |found: &[Found]| found.iter().map(|one| row(&who, one, &uses, now)).collect::<Vec<_>>();
    let open = uses.open(now);
    let heading = match open {
        0 => "No survey is open".to_owned(),
        1 => "One survey is open now".to_owned(),
        more => format!("{} surveys are open now", wording::capitalised(&wording::number(more as u64))),
    };
    let lead = match own.len() {
        0 => format!("{} are ready-made. To change one, copy it first.", several(ready.len())),
        own => {
            format!("{} of your own, and {} ready-made.", several(own), wording::number(ready.len() as u64))
        }
    };
    Page::of(&page::Index {
        frame: nav::frame(&who, site, Place::Surveys).telling(told.0),
        programme: who.programme.name.clone(),
        heading,
        lead,
        ask: crate::web::rounds::new::link(slug, None),
        groups: [("Your own", rows(&own)), ("Ready-made", rows(&ready))]
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(title, rows)| Group { title: title.to_owned(), rows })
            .collect(),
    })
}

fn several(surveys: usize) -> String {
    let number = wording::capitalised(&wording::number(surveys as u64));
    format!("{number} {}", if surveys == 1 { "survey" } else { "surveys" })
}

/// A survey as one line.
fn row(who: &Member, found: &Found, uses: &Uses, now: Timestamp) -> Row {
    let survey = found.survey();
    let page = at::survey(&who.programme.slug, &survey.key);
    let state = match found {
        Found::Ready(_) => format!("Version {}.", survey.version),
        Found::Own(own) if own.published == 0 => "A draft, not published yet.".to_owned(),
        Found::Own(own) => format!("Version {}.", own.published),
    };
    Row {
        title: survey.title.read(survey.sides[0], ENGLISH).to_owned(),
        href: Some(page.to_string()),
        detail: format!("{}. {state} {}", measure(survey), uses.sentence(&survey.key, now)),
        end: match found {
            Found::Own(_) => RowEnd::Nothing,
            Found::Ready(_) => {
                let copy = at::survey_copy(&who.programme.slug, &survey.key);
                let title = survey.title.read(survey.sides[0], ENGLISH);
                RowEnd::Link(Link::new("Copy and change", copy).about(format!("“{title}”")))
            }
        },
    }
}

/// “For partners: 12 questions, 3 minutes, in English and Cymraeg”
fn measure(survey: &Survey) -> String {
    let sides: Vec<&str> = survey.sides.iter().map(|side| people(*side)).collect();
    let questions = survey.sides.iter().map(|side| survey.questions_on(*side).count()).max().unwrap_or(0);
    let languages: Vec<String> = survey.languages().map(words::name_of).collect();
    format!(
        "For {}: {}, {}, in {}",
        sides.join(" and "),
        wording::counted(questions as u64, "question", "questions"),
        wording::counted(survey.minutes() as u64, "minute", "minutes"),
        languages.join(" and ")
    )
}

/// Who a side is.
pub(crate) fn people(side: Side) -> &'static str {
    match side {
        Side::Library => "library staff",
        Side::Partner => "partners",
    }
}

/// The rounds of a programme by the survey they ask.
struct Uses {
    rounds: Vec<Round>,
    versions: HashMap<Uuid, Version>,
}

impl Uses {
    async fn of(app: &App, who: &Member) -> Result<Self> {
        let rounds = rounds::of_programme(app.db.read(), who.programme.id).await?;
        let ids: Vec<Uuid> = rounds.iter().map(|round| round.survey_version).collect();
        let versions = surveys::versions(app.db.read(), &ids).await?;
        Ok(Self { rounds, versions: versions.into_iter().map(|version| (version.id, version)).collect() })
    }

    /// The rounds that ask a survey, with the number of the version they ask.
    fn rounds<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a Round, i32)> {
        self.rounds.iter().filter_map(move |round| {
            let version = self.versions.get(&round.survey_version).filter(|version| version.key == key)?;
            Some((round, version.number))
        })
    }

    /// How many surveys take answers now.
    fn open(&self, now: Timestamp) -> usize {
        self.rounds.iter().filter(|round| round.takes_answers(now)).count()
    }

    fn sentence(&self, key: &str, now: Timestamp) -> String {
        let (mut rounds, mut open) = (0_u64, 0_u64);
        for (round, _) in self.rounds(key) {
            rounds += 1;
            open += u64::from(round.takes_answers(now));
        }
        match (rounds, open) {
            (0, _) => "Not asked yet.".to_owned(),
            (1, 0) => "Asked once; closed now.".to_owned(),
            (1, _) => "Asked once; open now.".to_owned(),
            (more, open) => {
                let open = if open == 0 { "none".to_owned() } else { wording::number(open) };
                let times =
                    if more == 2 { "twice".to_owned() } else { format!("{} times", wording::number(more)) };
                format!("Asked {times}; {open} open now.")
            }
        }
    }
}
