//! Answering a survey as a test person: through the same form and the same checking as people meet, but without a round,
//! so that there is nowhere for an answer to be kept.

use std::collections::HashMap;

use rocket::{FromForm, form::Form};

use crate::{
    results::survey::sample_report,
    survey::{
        ENGLISH, Item, Raw,
        answers::{self, Problem},
        sample,
    },
    web::{
        Answer, Desk, Frame, Link, MainPlace, Markup, Reading, Result, Trail, Trainer, at, drawn,
        parts::{languages, piece, question::target, questions, results::Results},
        public::answer::form::{Form as AnswerForm, Saving},
        surveys::load::{Found, reader},
    },
};

#[derive(Debug, FromForm)]
pub(crate) struct DryRunForm {
    answers: HashMap<String, Vec<String>>,
}

/// The people whose sample answers make the results that are shown.
const PEOPLE: usize = 40;

/// The whole form on one page; with `filled=yes` it holds the answers of a sample person.
#[rocket::get("/programmes/<_>/surveys/<key>/try?<side>&<lang>&<filled>")]
pub(crate) async fn ask(
    desk: Desk<'_, Trainer>,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    filled: Option<&str>,
) -> Result<Answer> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    if filled.is_some() && !survey.faults().is_empty() {
        return Ok(unfinished(&desk, key));
    }
    let sample = filled.and_then(|_| sample::people(survey, side, 1).next());
    let entered = sample.map(|(_, answers)| answers.to_raw()).unwrap_or_default();
    Answer::page(&form(&desk, &Reading::of(survey, side, &language), &entered, &[]))
}

/// The results page as it would be after some people had answered. All of them are made up in memory, and forgotten.
#[rocket::get("/programmes/<_>/surveys/<key>/try/results?<side>")]
pub(crate) async fn results(desk: Desk<'_, Trainer>, key: &str, side: Option<&str>) -> Result<Answer> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    if !survey.faults().is_empty() {
        return Ok(unfinished(&desk, key));
    }
    let (side, _) = reader(survey, side, None);
    let report = sample_report(desk.app, desk.programme(), (survey, side), PEOPLE, desk.now())?;
    let body = drawn(move || report.page_body()).await?;
    let title = survey.title.read(side, ENGLISH);
    let above = Link::new(title, at::survey(desk.slug(), &survey.key));
    Answer::page(&Results {
        frame: desk.frame(MainPlace::Surveys),
        trail: Trail { above: vec![above], here: "Sample results".to_owned() },
        title: format!("Sample results – {title}"),
        sample: Some(format!(
            "These are not results. {PEOPLE} people were made up to show what this page will look like; nobody \
             answered, and nothing here is kept."
        )),
        body: Markup::trusted(body),
        files: Vec::new(),
        charts: Vec::new(),
        data: None,
    })
}

/// Checks what was entered, and forgets it.
#[rocket::post("/programmes/<_>/surveys/<key>/try?<side>&<lang>", data = "<sent>")]
pub(crate) async fn check(
    desk: Desk<'_, Trainer>,
    key: &str,
    side: Option<&str>,
    lang: Option<&str>,
    sent: Form<DryRunForm>,
) -> Result<Answer> {
    let found = Found::by_key(&desk, key).await?;
    let survey = found.survey();
    let (side, language) = reader(survey, side, lang);
    let reading = Reading::of(survey, side, &language);
    match answers::read_in(survey, side, &language, &sent.answers) {
        Ok(_) => {
            let shown = at::query(at::survey_try_results(desk.slug(), key), &[("side", &Some(side.key()))]);
            if !survey.faults().is_empty() {
                let page = at::survey(desk.slug(), key);
                return Ok(Answer::on(page, "These answers would be accepted. Nothing was kept"));
            }
            let what = "These answers would be accepted. This was a trial, so nothing was kept";
            Ok(Answer::on(shown, what))
        }
        Err(problems) => Answer::mend(&form(&desk, &reading, &sent.answers, &problems)),
    }
}

/// Nobody can be made up who answers a survey that is not finished.
fn unfinished(desk: &Desk<'_, Trainer>, key: &str) -> Answer {
    let what = "Sample answers can be made up once the survey is finished. See what is missing";
    Answer::on(at::survey_publish(desk.slug(), key), what)
}

/// What is said at the top: that nothing is kept, and that no native speaker has read it, where none has.
fn promise(title: &str, language: &str) -> String {
    let trial =
        format!("A trial of “{title}”: all questions on one page, and nothing that you enter is kept.");
    match languages::unread(language) {
        Some(unread) => format!("{trial} {unread}"),
        None => trial,
    }
}

fn form(desk: &Desk<'_, Trainer>, reading: &Reading<'_>, entered: &Raw, problems: &[Problem]) -> AnswerForm {
    let Reading { survey, side, language, .. } = *reading;
    // The fixed words are those that people read, in the language of the form.
    let frame = Frame { language: language.to_owned(), ..desk.frame(MainPlace::Surveys) };
    let entries = survey.sections.iter().flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on_screen(side)).collect();
        questions::entries(reading, section, &items, entered, problems)
    });
    let (side_key, title) = (side.key(), survey.title.read(side, language));
    AnswerForm {
        step: None,
        left: None,
        title: title.to_owned(),
        promise: Some(promise(survey.title.read(side, ENGLISH), language)),
        problems: problems
            .iter()
            .map(|problem| piece::FieldProblem {
                target: target(&problem.item),
                message: problem.message.clone(),
            })
            .collect(),
        entries: entries.collect(),
        safeguarding: Some(frame.words().form.safeguarding.to_owned()),
        key: String::new(),
        page: 1,
        back: Some(at::survey(desk.slug(), &survey.key)),
        saving: Saving::DryRun,
        held_here: false,
        fill: Some(Link::new(
            "Fill with sample answers",
            at::query(
                at::survey_try(desk.slug(), &survey.key),
                &[("side", &Some(side_key)), ("lang", &Some(language)), ("filled", &Some("yes"))],
            ),
        )),
        action: at::query(
            at::survey_try(desk.slug(), &survey.key),
            &[("side", &Some(side_key)), ("lang", &Some(language))],
        ),
        frame,
    }
}
