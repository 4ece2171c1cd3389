//! Who gets a summary: which of the managers, and who else by name and address. Of more managers than can be looked through, those
//! are named who do not get it.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    exchange::people::{self as people_in, PersonRow},
    store::{
        Accounts, Course, courses,
        summaries::RecipientRole,
        summary_drafts::{self, SummaryDecisions},
    },
    survey::Kinds,
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer,
        at,
        courses::summary::{MANAGERS, find, find_open, line, recipient, trail},
        named::{NamedEntry, Offered},
        parts::list_preview,
    },
    work::publish::recipients::not_stopped,
};

/// Readers beyond the managers at most.
const MOST: usize = 50;
/// The field of those who get it, where all are listed.
const GETS_IT: &str = "manager";
/// The field of those who do not, where they are too many to be listed.
const LEFT_OUT: &str = "left_out";
/// The field in which more of them are named, and how many at a time.
const NAMED: &str = "left_out_names";
const NAMED_MOST: usize = 50;
/// The field that tells of a form that it holds those who are left out.
const HOLDS: &str = "holds";

#[rocket::get("/programmes/<_>/courses/<id>/summary/recipients")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let course = find_open(&desk, id).await?;
    let plan = summary_drafts::of_course(desk.db(), id).await?;
    let managers = Offered::of(&desk, MANAGERS, &plan.left_out).await?;
    let others: Vec<String> = plan.readers.iter().map(|reader| line(&reader.name, &reader.email)).collect();
    let data = entered(&managers, &plan, &others.join("\n"));
    Answer::page(&form(&desk, &course, &managers, &data, FormProblems::default()).await?)
}

/// What the form holds before anybody changes it, with these lines about others.
fn entered(managers: &Offered, plan: &SummaryDecisions, others: &str) -> FormData {
    let field = if managers.are_many { LEFT_OUT } else { GETS_IT };
    let is_ticked = |one: &&NamedEntry| plan.left_out.contains(&one.id) == managers.are_many;
    let ticked = managers.list.iter().filter(is_ticked).map(|one| (field, one.id.to_string()));
    FormData::of(ticked.chain([("others", others.to_owned())]))
}

/// Whether a form holds those who are left out, and not those who get it.
fn holds_left_out(managers: &Offered, data: &FormData) -> bool {
    managers.are_many || data.one(HOLDS) == LEFT_OUT
}

async fn form(
    desk: &Desk<'_, Trainer>,
    course: &Course,
    managers: &Offered,
    data: &FormData,
    problems: FormProblems,
) -> Result<FormPage> {
    let form = desk
        .form(MainPlace::Courses, "Choose who gets the summary")
        .trail(trail(desk, course, "Who gets it"))
        .problems(problems)
        .button("Save", at::course_summary_recipients(desk.slug(), course.id))
        .cancel("Back to the summary", at::course_summary_preview(desk.slug(), course.id));
    let later = "Managers who join before it is sent get it too. Everyone chooses on their account page what they get: \
                 some get a summary only when it needs a decision.";
    let form = if holds_left_out(managers, data) {
        let all = Accounts::SummaryReaders.count(desk.db(), desk.programme().id).await?;
        let people = wording::counted(all, "person", "people");
        form.lead(format!(
            "{people} can get it: managers, and others who asked for summaries. All of them do, apart from those you \
             leave out."
        ))
        .lead(later)
        .fields(left_out_fields(desk, managers, data).await?)
    } else if managers.list.is_empty() {
        form.lead(
            "The programme has no managers yet. Anyone who becomes a manager before it is sent gets it too.",
        )
    } else {
        let all: Vec<&NamedEntry> = managers.list.iter().collect();
        let choices = choices(desk, &all, &data.all(GETS_IT).collect::<Vec<_>>()).await?;
        form.lead(later).field(Field::boxes(GETS_IT, "Managers, and others who asked for summaries", choices))
    };
    Ok(form.field(Field::text("others", "Who else gets it (optional)", 5, data.one("others")).hint(
        "One per line, with the email address: Gwen Rees <gwen@council.example>. They get the email and its \
                   link, and don’t need an account.",
    )))
}

/// The fields of those who do not get it.
async fn left_out_fields(
    desk: &Desk<'_, Trainer>,
    managers: &Offered,
    data: &FormData,
) -> Result<Vec<Field>> {
    let ticked: Vec<&str> = data.all(LEFT_OUT).collect();
    let mut left_out: Vec<&NamedEntry> = managers.list.iter().collect();
    left_out.retain(|one| ticked.contains(&&*one.id.to_string()));
    let mut fields = vec![Field::hidden(HOLDS, LEFT_OUT)];
    let mut more = "Who doesn’t get it (optional)";
    if !left_out.is_empty() {
        let choices = choices(desk, &left_out, &ticked).await?;
        let boxes = Field::boxes(LEFT_OUT, "Who doesn’t get it", choices);
        fields.push(boxes.hint("Untick anybody who should get it after all."));
        more = "Who else doesn’t get it (optional)";
    }
    let named = Field::text(NAMED, more, 3, data.one(NAMED));
    fields.push(
        named.hint("Managers, and others who asked for summaries. One name or email address per line."),
    );
    Ok(fields)
}

async fn choices(
    desk: &Desk<'_, Trainer>,
    managers: &[&NamedEntry],
    ticked: &[&str],
) -> Result<Vec<FormChoice>> {
    let all = managers.iter().map(|one| recipient(one)).collect();
    let wanted = not_stopped(desk.app, desk.programme(), all).await?;
    let choice = |one: &&NamedEntry| {
        let mut label = line(&one.name, &one.email);
        if !wanted.iter().any(|to| to.who == RecipientRole::Person(one.id)) {
            label.push_str(" (unsubscribed, so won’t get it)");
        }
        FormChoice::of(one.id.to_string(), label, ticked.iter().copied())
    };
    Ok(managers.iter().map(choice).collect())
}

#[rocket::post("/programmes/<_>/courses/<id>/summary/recipients", data = "<data>")]
pub(crate) async fn save(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let course = find(&desk, id).await?;
    let ticked: Vec<Uuid> = data.all(LEFT_OUT).filter_map(|sent| Uuid::parse_str(sent).ok()).collect();
    let managers = Offered::of(&desk, MANAGERS, &ticked).await?;
    if managers.are_many && data.one(HOLDS) != LEFT_OUT {
        return became_many(&desk, &course, &data).await;
    }
    let mut problems = FormProblems::default();
    let left_out = left_out(&desk, &managers, &data, &mut problems).await?;
    let readers = readers(&desk, data.one("others"), &mut problems).await?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &course, &managers, &data, problems).await?);
    }
    let tx = desk.change().await?;
    if !courses::lock(&tx, id).await? {
        let page = at::course_summary_deliveries(desk.slug(), id);
        return Ok(Answer::on(page, "The summary was sent in the meantime."));
    }
    summary_drafts::keep_left_out(&tx, id, &left_out).await?;
    summary_drafts::keep_readers(&tx, id, &readers).await?;
    desk.done(tx, "chose who gets the summary", &course.title).await?;
    Ok(Answer::on(at::course_summary_preview(desk.slug(), id), "Who gets it was saved."))
}

/// The form again, where managers became too many to be listed while it was open.
async fn became_many(desk: &Desk<'_, Trainer>, course: &Course, sent: &FormData) -> Result<Answer> {
    let plan = summary_drafts::of_course(desk.db(), course.id).await?;
    let managers = Offered::of(desk, MANAGERS, &plan.left_out).await?;
    let data = entered(&managers, &plan, sent.one("others"));
    let why =
        "There are too many managers now to list them all. Enter those who don’t get it, then save again";
    Answer::mend(&form(desk, course, &managers, &data, FormProblems::one(NAMED, why)).await?)
}

/// The managers who do not get it. What is wrong with names is noted.
async fn left_out(
    desk: &Desk<'_, Trainer>,
    managers: &Offered,
    data: &FormData,
    problems: &mut FormProblems,
) -> Result<Vec<Uuid>> {
    let all = managers.list.iter().map(|one| one.id);
    if !holds_left_out(managers, data) {
        let mut chosen = Vec::new();
        for sent in data.all(GETS_IT) {
            let manager = Uuid::parse_str(sent).ok().and_then(|id| managers.find(id));
            chosen.push(manager.ok_or(Error::NotFound)?.id);
        }
        return Ok(all.filter(|id| !chosen.contains(id)).collect());
    }
    let ticked: Vec<&str> = data.all(LEFT_OUT).collect();
    let mut left_out: Vec<Uuid> = all.filter(|id| ticked.contains(&&*id.to_string())).collect();
    let lines = data.one(NAMED).lines().map(str::trim).filter(|line| !line.is_empty());
    for (at, line) in lines.enumerate() {
        if at == NAMED_MOST {
            problems.add(NAMED, format!("Enter {NAMED_MOST} people or fewer at a time"));
            break;
        }
        match manager(desk, managers, line).await? {
            Ok(one) if left_out.contains(&one) => {}
            Ok(one) => left_out.push(one),
            Err(why) => {
                problems.add(NAMED, why);
                break;
            }
        }
    }
    Ok(left_out)
}

/// The manager whom a line names, or what to do about it.
async fn manager(desk: &Desk<'_, Trainer>, managers: &Offered, line: &str) -> Result<Result<Uuid, String>> {
    let longest = MANAGERS.longest();
    if line.chars().count() > longest {
        return Ok(Err(format!("Shorten each line to {longest} characters")));
    }
    let (called, _) = managers.search(desk, line).await?;
    Ok(match called.as_slice() {
        [only] => Ok(only.id),
        [] => Err(MANAGERS.unknown(line)),
        _ => Err(format!("Several people are called “{line}”. Enter the email address of the one you mean")),
    })
}

/// Who else gets it, one on each line, each address once. What is wrong with them is noted.
async fn readers(
    desk: &Desk<'_, Trainer>,
    text: &str,
    problems: &mut FormProblems,
) -> Result<Vec<(String, String)>> {
    let readers = people_in::pasted(text, MOST, Kinds::default()).unwrap_or_else(|wrong| {
        problems.add("others", list_preview::sentences(&wrong));
        Vec::new()
    });
    let emails: Vec<&str> = readers.iter().map(|reader| &*reader.email).collect();
    let managers = Accounts::SummaryReaders.with_emails(desk.db(), desk.programme().id, &emails).await?;
    let is_manager = |reader: &&PersonRow| managers.iter().any(|manager| manager.email == reader.email);
    let told: Vec<String> = readers
        .iter()
        .filter(is_manager)
        .map(|PersonRow { line, email, .. }| {
            format!("Line {line}: {email} already gets it; leave this line out")
        })
        .collect();
    if !told.is_empty() {
        problems.add("others", told.join("; "));
    }
    Ok(readers.into_iter().map(|reader| (reader.name, reader.email)).collect())
}
