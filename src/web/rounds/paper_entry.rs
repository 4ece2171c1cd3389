//! Paper sheets keyed in, one after another. A sheet goes the way of every answer: the same checks, the same writer, and a
//! key that makes sending it twice count once. Sheets are taken while the round takes answers and no longer: at the close
//! answers are put in a random order, and one that came later could be told from the others.

use std::sync::Arc;

use askama::Template;
use rocket::{State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        keyed_sheets,
        submission::{Stored, Submission},
    },
    survey::{
        answers::{self, Problem, Raw},
        item::{Item, Kind},
        text::ENGLISH,
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            flash::Told,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            frame::{Frame, Site},
            nav::{self, Place},
            piece::{self, Link, Trail},
            question::target,
        },
        rounds::{Shown, paper_codes},
    },
};

/// The screen for the next sheet.
#[rocket::get("/programmes/<slug>/rounds/<code>/keyed?<sheet>")]
pub(crate) async fn show(
    slug: &str,
    code: &str,
    sheet: Option<u32>,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let shown = Shown::find(app, &who, code).await?;
    if let Some(why) = why_not(&shown, app) {
        return Page::of(&shown.note(&who, site, "Sheets", "No sheets can be keyed in", why));
    }
    let number = sheet.unwrap_or(1).max(1);
    let key = Uuid::new_v4().to_string();
    let mut page = page(slug, &who, site, &shown, number, key);
    page.lines = lines(&shown, &FormData::default(), &[]);
    page.frame = page.frame.telling(told.0);
    Page::of(&page)
}

/// Why sheets cannot be keyed into a round now.
fn why_not(shown: &Shown, app: &App) -> Option<&'static str> {
    let closed = "This survey takes no answers now. Sheets can be keyed in from its opening to its close, because at \
                  the close answers are put in a random order, and one that came later could be told from the \
                  others. If it is still to close, move the close first; if it is over, ask once more in a new \
                  survey of the course.";
    shown.why_no_paper().or_else(|| (!shown.round.takes_answers(app.clock.now())).then_some(closed))
}

fn page(slug: &str, who: &Member, site: &Arc<Site>, shown: &Shown, sheet: u32, key: String) -> Keyed {
    let code = &shown.round.code;
    let round = at::round(slug, code);
    let title = shown.survey.title.read(shown.round.side, ENGLISH);
    let mut above = crate::web::rounds::above(&who.programme, shown.course.as_ref());
    above.push(Link::new(title, &*round));
    Keyed {
        frame: nav::frame(who, site, Place::Courses),
        trail: Trail { above, here: "Paper sheets".to_owned() },
        sheet,
        problems: Vec::new(),
        action: at::round_keyed(slug, code),
        key,
        lines: Vec::new(),
        back: Link::new("Stop keying", round),
    }
}

fn lines(shown: &Shown, entries: &FormData, problems: &[Problem]) -> Vec<Line> {
    let side = shown.round.side;
    let line = |(index, item): (usize, &Item)| {
        let signs = paper_codes::signs(&shown.survey, side, item);
        let signs: Vec<String> =
            signs.into_iter().map(|sign| format!("{} {}", sign.key, sign.label)).collect();
        let hints = [paper_codes::how(item), (!signs.is_empty()).then(|| signs.join(" · "))];
        let mut hint = hints.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if hint.is_empty() {
            "As it is written, without names.".clone_into(&mut hint);
        }
        Line {
            asks: format!("{}. {}", index + 1, shown.survey.question(item, side, ENGLISH)),
            signs: hint,
            value: entries.one(&field(item)).to_owned(),
            long: matches!(item.kind, Kind::LongText),
            problem: problems.iter().find(|p| p.item == item.key).map(|p| p.message.clone()),
            key: item.key.clone(),
        }
    };
    shown.survey.questions_on(side).enumerate().map(line).collect()
}

fn field(item: &Item) -> String {
    format!("answers[{}]", item.key)
}

/// Stores a sheet and leads to the next.
#[rocket::post("/programmes/<slug>/rounds/<code>/keyed", data = "<entries>")]
pub(crate) async fn store(
    slug: &str,
    code: &str,
    entries: FormData,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let shown = Shown::find(app, &who, code).await?;
    let refuse = |why: &str| {
        let note = shown.note(&who, site, "Sheets", "This sheet was not stored", why);
        Ok(Answer::Page(Page::with_status(Status::Conflict, &note)?))
    };
    if let Some(why) = why_not(&shown, app) {
        return refuse(why);
    }
    let number: u32 = entries.one("sheet").parse().unwrap_or(1).clamp(1, 100_000);
    let (survey, side) = (&shown.survey, shown.round.side);
    let mut raw = Raw::new();
    for item in survey.questions_on(side) {
        raw.insert(item.key.clone(), paper_codes::values(survey, side, item, entries.one(&field(item))));
    }
    let key = entries.one("key").to_owned();
    let answers = match answers::read(survey, side, &raw) {
        Ok(answers) => answers,
        Err(problems) => {
            let mut page = page(slug, &who, site, &shown, number, key);
            page.lines = lines(&shown, &entries, &problems);
            let told = |p: &Problem| piece::Problem { target: target(&p.item), message: p.message.clone() };
            page.problems = problems.iter().map(told).collect();
            return Answer::mend(&page);
        }
    };
    let key = (!key.is_empty()).then_some(&*key);
    let submission = Submission::new(&shown.round, survey, &answers, key, None);
    let told = match app.writer.submit(submission).await? {
        Stored::New => {
            keyed_sheets::count_one(app.db.write_one(), shown.round.id).await?;
            format!("Sheet {number} is stored. This is the next one.")
        }
        Stored::Already => {
            format!("Sheet {number} was stored before, and is counted once. This is the next one.")
        }
        Stored::Closed | Stored::LinkUsed => {
            return refuse("The survey closed in the meantime, so it takes no more answers.");
        }
    };
    Ok(Answer::on(at::query(at::round_keyed(slug, code), &[("sheet", &Some(number + 1))]), told))
}

/// The screen.
#[derive(Debug, Clone, Template)]
#[template(path = "rounds/paper_entry.html")]
pub(crate) struct Keyed {
    /// Top and foot.
    pub frame: Frame,
    /// Where it is.
    pub trail: Trail,
    /// Which sheet of this sitting.
    pub sheet: u32,
    /// What is wrong, for the top of the page.
    pub problems: Vec<piece::Problem>,
    /// Where it is sent.
    pub action: String,
    /// What makes a sheet that is sent twice count once.
    pub key: String,
    /// The questions in the order of the sheet.
    pub lines: Vec<Line>,
    /// Back to the round.
    pub back: Link,
}

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The item’s key.
    pub key: String,
    /// Its number on the sheet and the whole question.
    pub asks: String,
    /// What may be typed: “1 Not at all · 5 Completely · d Don’t know”.
    pub signs: String,
    /// What was typed.
    pub value: String,
    /// Whether words are written, not signs.
    pub long: bool,
    /// What is wrong with it.
    pub problem: Option<String>,
}

impl Line {
    /// The id of its field.
    pub(crate) fn id(&self) -> String {
        crate::web::parts::question::target(&self.key)
    }

    /// The ids of what describes it.
    pub(crate) fn described_by(&self) -> String {
        match self.problem {
            Some(_) => format!("{0}-hint {0}-problem", self.id()),
            None => format!("{}-hint", self.id()),
        }
    }
}
