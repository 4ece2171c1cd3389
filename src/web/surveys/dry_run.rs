//! Answering a survey as a test person: through the same form and the same checking as people meet, but without a round,
//! so that there is nowhere for an answer to be kept.

use std::{collections::HashMap, sync::Arc};

use rocket::{FromForm, State, form::Form, http::Status};

use crate::{
    app::App,
    results::survey::sample_report,
    survey::{
        answers::{self, Problem, Raw},
        item::Item,
        sample,
        text::ENGLISH,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            drawing::drawn,
            error::Result,
            flash::Told,
            guard::{Member, Trainer},
        },
        parts::{
            Frame,
            frame::Site,
            nav::{self, Place},
            piece::{self, Link, Markup, Trail},
            question::target,
            questions::{self, Reading},
            results::Results,
        },
        public::answer::page::{self, Saving, Way},
        surveys::load::{Found, reader},
    },
};

/// What the form sends.
#[derive(Debug, FromForm)]
pub(crate) struct Sent {
    answers: HashMap<String, Vec<String>>,
}

/// The people whose sample answers make the results that are shown.
const PEOPLE: usize = 40;

/// The whole form on one page; with `filled=yes` it holds the answers of a sample person.
#[rocket::get("/programmes/<slug>/surveys/<key>/try?<side>&<lang>&<filled>")]
#[expect(clippy::too_many_arguments, reason = "an address with its guards")]
pub(crate) async fn ask(
    slug: &str,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    filled: Option<&str>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let found = Found::by_key(app, &who.0, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let frame = frame(slug, &who.0, site, &language).telling(told.0);
    let sample = filled.and_then(|_| sample::people(survey, side, 1).next());
    let entered = sample.map(|(_, answers)| answers.to_raw()).unwrap_or_default();
    Page::of(&form(frame, slug, &Reading { survey, side, language: &language }, &entered, &[]))
}

/// The results page as it would be after some people had answered. All of them are made up in memory, and forgotten.
#[rocket::get("/programmes/<slug>/surveys/<key>/try/results?<side>")]
pub(crate) async fn results(
    slug: &str,
    key: &str,
    side: Option<&str>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let found = Found::by_key(app, &who, key).await?;
    let survey = found.survey();
    let (side, _) = reader(survey, side, None);
    let now = app.clock.now();
    let report = sample_report(app, &who.programme, (survey, side), PEOPLE, now)?;
    let body = drawn(move || report.page_body()).await?;
    let title = survey.title.read(side, ENGLISH);
    let above = Link::new(title, crate::web::surveys::edit::page_of(slug, &survey.key));
    Page::of(&Results {
        frame: nav::frame(&who, site, Place::Surveys).telling(told.0),
        trail: Trail { above: vec![above], here: "Sample results".to_owned() },
        title: format!("Sample results – {title}"),
        sample: Some(format!(
            "These are not results. {PEOPLE} people were made up to show what this page will look like; nobody \
             answered, and nothing here is kept."
        )),
        body: Markup::trusted(body),
        files: Vec::new(),
        data: None,
    })
}

/// Checks what was entered, and forgets it.
#[rocket::post("/programmes/<slug>/surveys/<key>/try?<side>&<lang>", data = "<sent>")]
#[expect(clippy::too_many_arguments, reason = "an address with its guards")]
pub(crate) async fn check(
    slug: &str,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    who: Trainer,
    sent: Form<Sent>,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let found = Found::by_key(app, &who.0, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let reading = Reading { survey, side, language: &language };
    match answers::read_in(survey, side, &language, &sent.answers) {
        Ok(_) => {
            let shown = at::query(at::survey_try_results(slug, key), &[("side", &Some(side.key()))]);
            let what = "These answers would be taken. This was a dry run, so nothing was kept";
            Ok(Answer::on(shown, what))
        }
        Err(problems) => {
            let frame = frame(slug, &who.0, site, &language);
            let form = form(frame, slug, &reading, &sent.answers, &problems);
            Answer::mend(&form)
        }
    }
}

/// The frame of staff in the language of the form: its fixed words are those that people read.
fn frame(slug: &str, who: &Member, site: &Arc<Site>, language: &str) -> Frame {
    Frame { language: language.to_owned(), ..nav::frame(who, site, Place::Surveys) }
}

fn form(frame: Frame, slug: &str, reading: &Reading<'_>, entered: &Raw, problems: &[Problem]) -> page::Form {
    let Reading { survey, side, language } = *reading;
    let entries = survey.sections.iter().flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on(side)).collect();
        questions::entries(reading, section, &items, entered, problems)
    });
    let (side_key, title) = (side.key(), survey.title.read(side, language));
    page::Form {
        step: None,
        title: title.to_owned(),
        promise: Some(format!(
            "A dry run of “{}”: all questions on one page, and nothing that you enter is kept.",
            survey.title.read(side, ENGLISH)
        )),
        problems: problems
            .iter()
            .map(|problem| piece::Problem { target: target(&problem.item), message: problem.message.clone() })
            .collect(),
        entries: entries.collect(),
        safeguarding: Some(frame.words().form.safeguarding.to_owned()),
        key: String::new(),
        page: 1,
        carried: Vec::new(),
        back: Some(Way::Follow(crate::web::surveys::edit::page_of(slug, &survey.key))),
        saving: Saving::DryRun,
        held_here: false,
        fill: Some(Link::new(
            "Fill with sample answers",
            at::query(
                at::survey_try(slug, &survey.key),
                &[("side", &Some(side_key)), ("lang", &Some(language)), ("filled", &Some("yes"))],
            ),
        )),
        action: at::query(
            at::survey_try(slug, &survey.key),
            &[("side", &Some(side_key)), ("lang", &Some(language))],
        ),
        frame,
    }
}
