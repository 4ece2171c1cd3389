//! Putting something right after a summary was sent: a marked addition, perhaps other actions, and an email to everybody
//! who got the one before, shown first as they will get it. The figures stay.

pub(crate) mod preview;

use common_ground_reports::{summary::document::Correction, wording};
use uuid::Uuid;

use crate::{
    store::{Course, CourseAction, FrozenSummary, actions, summaries},
    web::{
        Answer, Desk, Error, Field, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
        courses::summary::{
            agreed::{self, EnteredAction},
            find, trail,
        },
    },
    work::publish::resend::{self, PutRight},
};

const TEXT_MAX: usize = 2_000;
/// What a correction says that only changes the actions.
const ONLY_ACTIONS: &str = "What happens next has changed.";

#[rocket::get("/programmes/<_>/courses/<id>/summary/correction")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let revision = summaries::latest(desk.db(), id).await?.ok_or(Error::NotFound)?.revision;
    let actions = actions::of_course(desk.db(), course.id).await?;
    let entered = actions.iter().map(EnteredAction::of).collect();
    Answer::page(&form(&desk, &course, revision, "", entered, FormProblems::default()).await?)
}

async fn form(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    revision: i32,
    text: &str,
    entered: Vec<EnteredAction>,
    problems: FormProblems,
) -> Result<FormPage> {
    let mut form = desk
        .form(MainPlace::Courses, "Correct the summary")
        .trail(trail(desk, course, "Correction"))
        .lead(
            "The figures don’t change. Everyone who got the summary gets an email marked as corrected. You’ll see the \
             email and who gets it before anything is sent.",
        )
        .field(Field::hidden("revision", revision.to_string()))
        .field(Field::text("text", "What needs correcting", 5, text).hint(
            "Say what was wrong and what is correct. It appears at the top, with the date. Up to 2,000 characters.",
        ))
        .problems(problems)
        .button("Preview the correction", at::course_summary_correction_preview(desk.slug(), course.id))
        .cancel("Back without a correction", at::course_summary_deliveries(desk.slug(), course.id));
    form.lead.extend(desk.app.mail().await?.reach_nobody());
    Ok(agreed::sections(entered).into_iter().fold(form, FormPage::section))
}

/// A correction as it was entered, and what is wrong with it.
struct Draft {
    latest: FrozenSummary,
    entered: Vec<EnteredAction>,
    agreed: Vec<CourseAction>,
    change: PutRight,
    problems: FormProblems,
    /// Whether the summary was put right after the form was opened.
    is_late: bool,
}

async fn read(desk: &Desk<'_, Trainer>, course: &Course, data: &FormData) -> Result<Draft> {
    let latest = summaries::latest(desk.db(), course.id).await?.ok_or(Error::NotFound)?;
    let before = actions::of_course(desk.db(), course.id).await?;
    let mut problems = FormProblems::default();
    let text = data.one("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let entered = EnteredAction::read(data);
    let agreed = agreed::check(&entered, &before, &mut problems);
    let has_other_actions = agreed != before;
    problems.add_if(text.is_empty() && !has_other_actions, "text", "Enter what needs correcting");
    problems.cap("text", &text, TEXT_MAX);
    let change = PutRight {
        revision: latest.revision,
        text: if text.is_empty() { ONLY_ACTIONS.to_owned() } else { text },
        actions: has_other_actions.then(|| agreed.clone()),
    };
    let is_late = data.one("revision") != latest.revision.to_string();
    Ok(Draft { latest, entered, agreed, change, problems, is_late })
}

/// Sends it, or shows the form again to whoever wants to change it once more.
#[rocket::post("/programmes/<_>/courses/<id>/summary/correction", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let mut draft = read(&desk, &course, &data).await?;
    if data.one("act") == "change" {
        let Draft { latest, entered, .. } = draft;
        let problems = FormProblems::default();
        return Answer::page(
            &form(&desk, &course, latest.revision, data.one("text"), entered, problems).await?,
        );
    }
    let (app, deliveries) = (desk.app, at::course_summary_deliveries(desk.slug(), id));
    if !draft.is_late && draft.problems.is_empty() {
        match resend::correct(app, desk.programme(), &course, &draft.change, &desk.who().person, desk.now())
            .await?
        {
            Some(letters) => {
                let people = wording::counted(letters, "person", "people");
                let flash = app.mail().await?.queued(
                    &format!("The correction is queued for {people}"),
                    &format!("The correction is on its way to {people}."),
                );
                return Ok(Answer::on(deliveries, flash));
            }
            None => draft.is_late = true,
        }
    }
    refuse(&desk, &course, &data, draft).await
}

/// The form with what is wrong; nothing at all where the same was sent already.
async fn refuse(desk: &Desk<'_, Trainer>, course: &Course, data: &FormData, draft: Draft) -> Result<Answer> {
    let Draft { entered, agreed, change, mut problems, is_late, .. } = draft;
    let latest = summaries::latest(desk.db(), course.id).await?.ok_or(Error::NotFound)?;
    if is_late {
        let now = actions::of_course(desk.db(), course.id).await?;
        let last = latest.read()?.corrections.pop();
        if problems.is_empty() && last.as_ref().is_some_and(|last| is_sent(last, &now, &change, &agreed)) {
            let deliveries = at::course_summary_deliveries(desk.slug(), course.id);
            return Ok(Answer::on(deliveries, "The summary was already corrected. Nothing was sent twice."));
        }
        problems.add("text", late(last.as_ref()));
    }
    Answer::mend(&form(desk, course, latest.revision, data.one("text"), entered, problems).await?)
}

/// Whether the same was sent already, as a second click does.
fn is_sent(last: &Correction, now: &[CourseAction], change: &PutRight, agreed: &[CourseAction]) -> bool {
    let is_same = |(one, other): (&CourseAction, &CourseAction)| {
        (&one.what, &one.who, &one.by) == (&other.what, &other.who, &other.by)
    };
    last.text == change.text && now.len() == agreed.len() && now.iter().zip(agreed).all(is_same)
}

/// What is told to whoever wrote while somebody else put something right.
fn late(last: Option<&Correction>) -> String {
    let since = last.map(|last| format!(" on {}: “{}”", last.on, last.text)).unwrap_or_default();
    format!(
        "Nothing was sent, because the summary was corrected after you opened this form{since}. Send this too if it is \
         still needed; the actions will be as they are here"
    )
}
