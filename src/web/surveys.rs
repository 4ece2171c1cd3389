//! Surveys: the ready-made ones and the programme's own, how they are made, what each asks and where it is used.

pub(crate) mod copy;
pub(crate) mod delete;
pub(crate) mod dry_run;
pub(crate) mod edit;
pub(crate) mod from_file;
pub(crate) mod index;
pub(crate) mod load;
pub(crate) mod new;
pub(crate) mod preview;
pub(crate) mod sections;
pub(crate) mod show;
pub(crate) mod uses;

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::custom_surveys,
    survey::{ENGLISH, Survey, words},
    web::{Answer, Desk, Link, Result, Trail, Trainer, at, parts::languages},
};

const TITLE_MAX: usize = 200;

fn trail(slug: &str, here: impl Into<String>) -> Trail {
    Trail { above: vec![Link::new("Surveys", at::surveys(slug))], here: here.into() }
}

/// Adds a survey with this id, and goes on to its editor.
async fn begin(
    desk: &Desk<'_, Trainer>,
    (id, survey): (Uuid, Survey),
    act: &str,
    flash: &str,
) -> Result<Answer> {
    let title = survey.title.read(survey.sides[0], ENGLISH).to_owned();
    let tx = desk.making().await?;
    let survey = custom_surveys::begin(&tx, (desk.programme().id, id), survey, desk.now()).await?;
    desk.done(tx, act, &title).await?;
    Ok(Answer::on(at::survey(desk.slug(), &survey.key), flash))
}

/// “For partners: 12 questions, 3 minutes, in English, Welsh and Polish”
fn measure(survey: &Survey) -> String {
    let sides: Vec<&str> = survey.sides.iter().map(|side| side.people()).collect();
    let questions = survey.sides.iter().map(|side| survey.questions_on(*side).count()).max().unwrap_or(0);
    let languages: Vec<String> = survey.languages().map(words::english_name_of).collect();
    format!(
        "For {}: {}, {}, in {}",
        sides.join(" and "),
        wording::counted(questions as u64, "question", "questions"),
        wording::counted(survey.minutes() as u64, "minute", "minutes"),
        languages::listed(languages.iter().map(String::as_str))
    )
}
