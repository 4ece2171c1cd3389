//! Paper sheets keyed in, one after another. A sheet goes the way of every answer: the same checks, the same writer, and a
//! key that makes sending it twice count once. Sheets are taken while the round takes answers and no longer: at the close
//! answers are put in a random order, and one that came later could be told from the others.

use askama::Template;
use rocket::http::Status;
use uuid::Uuid;

use crate::{
    app::App,
    store::{Submission, SubmissionOutcome, responses},
    survey::{
        ENGLISH, Item, ItemInput, Raw,
        answers::{self, Problem},
        carried::Carried,
        words,
    },
    web::{
        Answer, Desk, FormData, Frame, Link, Page, Result, Trail, Trainer, at,
        parts::{piece, question::target},
        rounds::{load::LoadedRound, paper_codes},
    },
};

/// How words are keyed in.
const AS_WRITTEN: &str = "Type it as written, without names.";

#[derive(Debug, Template)]
#[template(path = "rounds/paper_entry.html")]
struct PaperEntry {
    frame: Frame,
    trail: Trail,
    /// Which sheet of this sitting.
    sheet: u32,
    /// What is wrong, for the top of the page.
    problems: Vec<piece::FieldProblem>,
    action: String,
    /// What makes a sheet that is sent twice count once.
    key: String,
    /// The questions in the order of the sheet.
    lines: Vec<Line>,
    back: Link,
}

#[derive(Debug)]
struct Line {
    key: String,
    /// Its number on the sheet and the whole question.
    asks: String,
    /// What may be typed: “1 Not at all · 5 Completely · d Don’t know”.
    signs: String,
    value: String,
    /// Whether words are written, not signs.
    long: bool,
    problem: Option<String>,
}

impl Line {
    fn id(&self) -> String {
        target(&self.key)
    }

    fn described_by(&self) -> String {
        match self.problem {
            Some(_) => format!("{0}-hint {0}-problem", self.id()),
            None => format!("{}-hint", self.id()),
        }
    }
}

/// The screen for the next sheet.
#[rocket::get("/programmes/<_>/rounds/<code>/keyed?<sheet>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str, sheet: Option<u32>) -> Result<Answer> {
    let shown = LoadedRound::find(&desk, code).await?;
    if let Some(why) = why_not(&shown, desk.app) {
        return Answer::page(&shown.note(&desk, "Sheets", "Paper answers can’t be entered now", why));
    }
    let number = sheet.unwrap_or(1).max(1);
    Answer::page(&page(&desk, &shown, number, Uuid::new_v4().to_string(), &FormData::default(), &[]))
}

/// Why sheets cannot be keyed into a round now.
fn why_not(shown: &LoadedRound, app: &App) -> Option<&'static str> {
    let closed = "This survey isn’t taking answers now. You can enter paper answers while it’s open. When it closes, \
                  answers are put in random order, and one added later could be told apart from the others. If it \
                  isn’t open yet, wait until it opens. If it has closed, ask again in a new survey.";
    shown.why_no_paper().or_else(|| (!shown.round.takes_answers(app.clock.now())).then_some(closed))
}

fn page(
    desk: &Desk<'_, Trainer>,
    shown: &LoadedRound,
    sheet: u32,
    key: String,
    data: &FormData,
    problems: &[Problem],
) -> PaperEntry {
    let (slug, code) = (desk.slug(), &shown.round.code);
    let told = |p: &Problem| piece::FieldProblem { target: target(&p.item), message: p.message.clone() };
    PaperEntry {
        frame: desk.frame(shown.place()),
        trail: shown.trail(desk, "Paper sheets"),
        sheet,
        problems: problems.iter().map(told).collect(),
        action: at::round_paper_entry(slug, code),
        key,
        lines: lines(shown, data, problems),
        back: Link::new("Back to the survey", at::round(slug, code)),
    }
}

fn lines(shown: &LoadedRound, data: &FormData, problems: &[Problem]) -> Vec<Line> {
    let side = shown.round.side;
    let problem = |key: &str| problems.iter().find(|p| p.item == *key).map(|p| p.message.clone());
    let line = |(index, item): (usize, &Item)| {
        let signs = paper_codes::signs(&shown.survey, side, item, ENGLISH);
        let signs: Vec<String> =
            signs.into_iter().map(|sign| format!("{} {}", sign.key, sign.label)).collect();
        let hints = [item.kind.on_paper(words::of(ENGLISH)), (!signs.is_empty()).then(|| signs.join(" · "))];
        let mut hint = hints.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if hint.is_empty() {
            AS_WRITTEN.clone_into(&mut hint);
        }
        let whole = Line {
            asks: format!(
                "{}. {}",
                index + 1,
                shown.survey.question_with(item, side, ENGLISH, Carried::Blank)
            ),
            signs: hint,
            value: data.one(&field(&item.key)).to_owned(),
            long: matches!(item.kind.input(), ItemInput::Paragraph { .. }),
            problem: problem(&item.key),
            key: item.key.clone(),
        };
        let beside = item.other_key().map(|key| Line {
            asks: shown.survey.asked_in_words(&key, side, ENGLISH).unwrap_or_default(),
            signs: AS_WRITTEN.to_owned(),
            value: data.one(&field(&key)).to_owned(),
            long: false,
            problem: problem(&key),
            key,
        });
        std::iter::once(whole).chain(beside)
    };
    shown.survey.questions_on(side).enumerate().flat_map(line).collect()
}

fn field(key: &str) -> String {
    format!("answers[{key}]")
}

/// Stores a sheet and leads to the next.
#[rocket::post("/programmes/<_>/rounds/<code>/keyed", data = "<data>")]
pub(crate) async fn store(desk: Desk<'_, Trainer>, code: &str, data: FormData) -> Result<Answer> {
    let (shown, app) = (LoadedRound::find(&desk, code).await?, desk.app);
    let refuse = |why: &str| {
        let note = shown.note(&desk, "Sheets", "This sheet was not saved", why);
        Ok(Answer::Page(Page::with_status(Status::Conflict, &note)?))
    };
    if let Some(why) = why_not(&shown, app) {
        return refuse(why);
    }
    let number: u32 = data.one("sheet").parse().unwrap_or(1).clamp(1, 100_000);
    let (survey, side) = (&shown.survey, shown.round.side);
    let mut raw = Raw::new();
    for item in survey.questions_on(side) {
        raw.insert(item.key.clone(), paper_codes::values(survey, side, item, data.one(&field(&item.key))));
        if let Some(key) = item.other_key() {
            raw.insert(key.clone(), vec![data.one(&field(&key)).to_owned()]);
        }
    }
    let key = data.one("key").to_owned();
    let answers = match answers::read(survey, side, &raw) {
        Ok(answers) => answers,
        Err(problems) => return Answer::mend(&page(&desk, &shown, number, key, &data, &problems)),
    };
    let key = (!key.is_empty()).then_some(&*key);
    let submission = Submission::new(&shown.round, survey, &answers, key, None);
    let flash = match app.writer.submit(submission).await? {
        SubmissionOutcome::New => {
            responses::count_paper_entry(app.db.write_one(), shown.round.id).await?;
            format!("Sheet {number} was saved. Enter the next one.")
        }
        SubmissionOutcome::Already => {
            format!("Sheet {number} was already saved and is counted once. Enter the next one.")
        }
        SubmissionOutcome::Closed | SubmissionOutcome::LinkUsed => {
            return refuse("The survey has since closed, so it takes no more answers.");
        }
    };
    let next = at::query(at::round_paper_entry(desk.slug(), code), &[("sheet", &Some(number + 1))]);
    Ok(Answer::on(next, flash))
}
