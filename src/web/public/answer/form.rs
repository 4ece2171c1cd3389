//! The pages with questions, with what was entered and what to mend.

use askama::Template;

use crate::{
    survey::{
        ENGLISH, Item, Raw, Words,
        answers::Problem,
        paging::{self, SurveyPage},
    },
    web::{
        Answer, Error, Frame, Reading, Result, at,
        parts::{
            piece,
            question::{Control, FormEntry, FormQuestion, InputLine, target},
            questions,
        },
        public::answer::{Door, Visit, draft::AnswerDraft},
    },
};

/// A page of the form.
#[rocket::get("/s/<code>/<number>", rank = 1)]
pub(crate) async fn show(code: &str, number: usize, door: Door<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    let draft = AnswerDraft::load(&visit).await?;
    let pages = paging::pages(&visit.survey, visit.round.side, &draft.answers);
    let shown = pages.get(number.wrapping_sub(1)).ok_or(Error::NotFound)?;
    if number > 1 && !draft.has_begun() {
        // Nothing was kept: this browser takes no cookies, or somebody else's address was followed.
        return Ok(Answer::to(visit.all_address()));
    }
    Answer::page(&page(&visit, shown, &draft, &draft.answers.to_raw(), &[]))
}

/// All questions on one page.
#[rocket::get("/s/<code>/all")]
pub(crate) async fn all(code: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.open(code).await?;
    let draft = AnswerDraft::load(&visit).await?;
    Answer::page(&whole(&visit, &draft, &draft.answers.to_raw(), &[]))
}

/// One page of it, with what was entered.
pub(super) fn page(
    visit: &Visit<'_>,
    page: &SurveyPage<'_>,
    draft: &AnswerDraft,
    entered: &Raw,
    problems: &[Problem],
) -> Form {
    let back = match page.number {
        1 => visit.address(),
        number => visit.page_address(number - 1),
    };
    let pages = paging::pages(&visit.survey, visit.round.side, &draft.answers);
    let left: usize = pages.iter().skip(page.number - 1).map(SurveyPage::questions).sum();
    Form {
        frame: visit.frame_at(&at::answer_page(&visit.round.code, page.number)),
        left: (page.of > 1 && left > 0).then(|| (visit.words().form.left)(left)),
        step: (page.of > 1).then(|| (visit.words().form.step)(page.number, page.of)),
        title: page.title().read(visit.round.side, &visit.language).to_owned(),
        promise: (page.number == 1).then(|| visit.promise()),
        entries: questions::entries(
            &visit.reading(&draft.answers, &draft.key),
            page.section,
            &page.items,
            entered,
            problems,
        ),
        page: page.number,
        back: Some(back),
        ..blank(visit, &draft.key, problems)
    }
}

/// All questions on one page, for browsers that keep nothing and for entries that came all at once.
pub(super) fn whole(visit: &Visit<'_>, draft: &AnswerDraft, entered: &Raw, problems: &[Problem]) -> Form {
    let side = visit.round.side;
    let sections = visit.survey.sections.iter();
    let reading = Reading { at_once: true, ..visit.reading(&draft.answers, &draft.key) };
    let entries = sections.flat_map(|section| {
        let items: Vec<&Item> = section.items.iter().filter(|item| item.is_on_screen(side)).collect();
        questions::entries(&reading, section, &items, entered, problems)
    });
    Form {
        frame: visit.frame_at(&at::answer_all(&visit.round.code)),
        title: visit.title(),
        promise: Some(visit.promise()),
        entries: entries.collect(),
        back: Some(visit.address()),
        saving: Saving::ThisPage,
        ..blank(visit, &draft.key, problems)
    }
}

fn blank(visit: &Visit<'_>, key: &str, problems: &[Problem]) -> Form {
    let saving = match visit.keeps_drafts() {
        Some(_) => Saving::SameLink { until: visit.time(visit.round.closes_at) },
        None => Saving::ThisBrowser,
    };
    Form {
        frame: visit.frame(),
        action: visit.address(),
        step: None,
        left: None,
        title: String::new(),
        promise: None,
        problems: problems.iter().map(|problem| shown(visit, problem)).collect(),
        entries: Vec::new(),
        safeguarding: Some(visit.safeguarding()).filter(|sentence| !sentence.is_empty()),
        key: key.to_owned(),
        page: 1,
        back: None,
        saving,
        held_here: visit.keeps_drafts().is_none(),
        fill: None,
    }
}

/// A problem beside its question. What the survey does not ask has no place on the page: that leads to the button that
/// sends.
pub(super) fn shown(visit: &Visit<'_>, problem: &Problem) -> piece::FieldProblem {
    let is_asked = visit.survey.item(&problem.item).is_some_and(|item| item.is_on_screen(visit.round.side))
        || visit.survey.open_answers().contains(&problem.item);
    let target = if is_asked { target(&problem.item) } else { "send".to_owned() };
    piece::FieldProblem { target, message: problem.message.clone() }
}

/// One page of questions. It is sent by POST to [`Self::action`] with `key`, `page`, the answers, and `action`: `next` for
/// Continue, `submit` where all questions are on one page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/form.html")]
pub(crate) struct Form {
    /// Top and foot.
    pub frame: Frame,
    /// Address that the page is sent to.
    pub action: String,
    /// “Page 2 of 4”; none where there is one page.
    pub step: Option<String>,
    /// “9 questions left”, those of this page among them.
    pub left: Option<String>,
    /// Title of the section, and the heading.
    pub title: String,
    /// The promise about the answers, on the first page.
    pub promise: Option<String>,
    /// What is wrong, in the order of the questions; each [`FormQuestion::problem`](crate::web::parts::question::FormQuestion::problem) says the same.
    pub problems: Vec<piece::FieldProblem>,
    /// Statements and questions.
    pub entries: Vec<FormEntry>,
    /// How to report a worry about a child, as a whole sentence; shown with every box of free text.
    pub safeguarding: Option<String>,
    /// The idempotency key, a UUID that stays the same over all pages.
    pub key: String,
    /// Number of this page, from 1.
    pub page: usize,
    /// The way to the page before.
    pub back: Option<String>,
    /// What becomes of the answers if the person stops here.
    pub saving: Saving,
    /// Whether this browser may hold answers, which a person can clear.
    pub held_here: bool,
    /// Fills the form with answers that are made up; for staff who try it.
    pub fill: Option<piece::Link>,
}

/// What becomes of answers before they are sent.
#[derive(Debug, Clone)]
pub(crate) enum Saving {
    /// A confidential or shared round: a draft is kept under the personal link until the round closes.
    SameLink {
        /// When the round closes, in words.
        until: String,
    },
    /// An anonymous round: this browser keeps them and nothing else does.
    ThisBrowser,
    /// Nothing keeps them but the page itself.
    ThisPage,
    /// Nothing keeps them, and nothing will: staff try the form.
    DryRun,
}

impl Form {
    /// Whether a script carries answers from one question to another.
    fn carries(&self) -> bool {
        self.entries.iter().any(|entry| match entry {
            FormEntry::Statement(said) => said.live.is_some(),
            FormEntry::Question(question) => question.asks.live.is_some(),
        })
    }

    /// Whether there is something that a script counts while it is typed.
    pub(crate) fn counts(&self) -> bool {
        let is_long = |entry: &FormEntry| {
            matches!(entry, FormEntry::Question(FormQuestion { control: Control::Paragraph { .. }, .. }))
        };
        self.entries.iter().any(is_long)
    }

    /// The language of what is for staff alone, where the page is in another.
    pub(crate) fn staff_language(&self) -> Option<&'static str> {
        let is_foreign = matches!(self.saving, Saving::DryRun) && self.frame.language != ENGLISH;
        is_foreign.then_some(ENGLISH)
    }

    /// The rule about blanks, said once for the page.
    pub(crate) fn blanks(&self) -> &'static str {
        let needed =
            self.entries.iter().filter(|entry| matches!(entry, FormEntry::Question(q) if q.required));
        let words = &self.frame.words().form;
        match needed.count() {
            0 => words.blanks_all,
            1 => words.blanks_but_one,
            _ => words.blanks_some,
        }
    }
}

impl Saving {
    /// Whether a person can have the answers kept for another day.
    fn can_be_later(&self) -> bool {
        matches!(self, Self::ThisBrowser)
    }

    /// Whether the answers are sent from this page, since nothing carries them to another.
    fn is_last_page(&self) -> bool {
        matches!(self, Self::ThisPage)
    }

    /// What the foot of the form says.
    pub(crate) fn sentence(&self, words: &Words) -> String {
        match self {
            Self::SameLink { until } => (words.form.kept_by_link)(until),
            Self::ThisBrowser => words.form.kept_by_browser.to_owned(),
            Self::ThisPage => words.form.kept_by_nobody.to_owned(),
            Self::DryRun => "Continue checks the answers as if they were sent, and forgets them.".to_owned(),
        }
    }
}
