//! Putting something right after a summary was sent: a marked addition, perhaps other actions, and a letter to
//! everybody who got the one before. The figures stay.

use std::sync::Arc;

use common_ground_reports::summary::{document::Correction, wording};
use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        actions::{self, Action},
        courses::Course,
        summaries,
    },
    web::{
        at,
        courses::summary::{
            agreed::{self, Entered},
            preview,
        },
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            Frame,
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::Link,
        },
        public::summary_link::course,
    },
    work::freeze::later::{self, PutRight},
};

/// Characters of a correction at most.
const TEXT_MAX: usize = 2_000;
/// What a correction says that only changes the actions.
const ONLY_ACTIONS: &str = "What happens next has changed.";

/// An empty correction.
#[rocket::get("/programmes/<slug>/courses/<id>/summary/correction")]
pub(crate) async fn show(
    slug: &str,
    id: uuid::Uuid,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let revision = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?.revision;
    let actions = actions::of_course(app.db.read(), &course).await?;
    let frame = nav::frame(&who, site, Place::Courses);
    let entered = actions.iter().map(Entered::of).collect();
    let mut form = form(frame, &who, &course, &revision.to_string(), "", entered, Problems::default());
    form.lead.extend(app.mail().await?.reach_nobody());
    Page::of(&form)
}

fn form(
    frame: Frame,
    who: &Member,
    course: &Course,
    revision: &str,
    text: &str,
    entered: Vec<Entered>,
    problems: Problems,
) -> FormPage {
    let slug = &who.programme.slug;
    let fields = vec![
        Field::new("revision", "", Input::Hidden(revision.to_owned())),
        Field::new("text", "What is put right", Input::Text { rows: 5, value: text.to_owned() }).hint(
            "Say what was wrong and what holds. It stands at the top, with the day. Up to 2,000 characters.",
        ),
    ];
    let mut sections = vec![Section { title: None, lead: None, fields }];
    sections.extend(agreed::sections(entered));
    FormPage {
        frame,
        trail: Some(preview::trail(who, course, "Put something right")),
        heading: "Put something right in the summary".to_owned(),
        lead: vec![
            "The figures stay as they were frozen. Everybody who got the summary gets a letter that is marked as \
             corrected, once."
                .to_owned(),
        ],
        sections,
        problems,
        action: at::course_summary_correction(slug, course.id),
        button: "Send the correction".to_owned(),
        destroys: false,
        cancel: Some(Link::new(
            "Back without a correction",
            at::course_summary_deliveries(slug, course.id),
        )),
    }
}

#[rocket::post("/programmes/<slug>/courses/<id>/summary/correction", data = "<entries>")]
pub(crate) async fn save(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let course = course(app, &who, id).await?;
    let latest = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let before = actions::of_course(app.db.read(), &course).await?;
    let mut problems = Problems::default();
    let text = entries.one("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let entered = Entered::read(&entries);
    let agreed = agreed::check(&entered, &before, &mut problems);
    let has_other_actions = agreed != before;
    if text.is_empty() && !has_other_actions {
        problems.add("text", "Enter what is put right");
    }
    if text.chars().count() > TEXT_MAX {
        problems.add("text", "Use 2,000 characters at most");
    }
    let change = PutRight {
        revision: latest.revision,
        text: if text.is_empty() { ONLY_ACTIONS.to_owned() } else { text },
        actions: has_other_actions.then(|| agreed.clone()),
    };
    let deliveries = at::course_summary_deliveries(slug, id);
    let mut is_late = entries.one("revision") != latest.revision.to_string();
    if !is_late && problems.is_empty() {
        match later::correct(app, &course, &change, &who.person, app.clock.now()).await? {
            Some(letters) => {
                let people = wording::counted(letters, "person", "people");
                let told = app.mail().await?.queued(
                    &format!("The correction is queued for {people}"),
                    &format!("The correction is on its way to {people}."),
                );
                return Ok(Answer::on(deliveries, told));
            }
            None => is_late = true,
        }
    }
    let latest = summaries::latest(app.db.read(), id).await?.ok_or(Error::NotFound)?;
    if is_late {
        let now = actions::of_course(app.db.read(), &course).await?;
        let last = latest.read()?.corrections.pop();
        if problems.is_empty() && last.as_ref().is_some_and(|last| is_sent(last, &now, &change, &agreed)) {
            return Ok(Answer::on(deliveries, "The summary was put right already. Nothing was sent twice."));
        }
        problems.add("text", late(last.as_ref()));
    }
    let frame = nav::frame(&who, site, Place::Courses);
    let revision = latest.revision.to_string();
    let mut form = form(frame, &who, &course, &revision, entries.one("text"), entered, problems);
    form.lead.extend(app.mail().await?.reach_nobody());
    Answer::mend(&form)
}

/// Whether the same was sent already, as a second click does.
fn is_sent(last: &Correction, now: &[Action], change: &PutRight, agreed: &[Action]) -> bool {
    let is_same = |(one, other): (&Action, &Action)| {
        (&one.what, &one.who, &one.by) == (&other.what, &other.who, &other.by)
    };
    last.text == change.text && now.len() == agreed.len() && now.iter().zip(agreed).all(is_same)
}

/// What is told to whoever wrote while somebody else put something right.
fn late(last: Option<&Correction>) -> String {
    let since = last.map(|last| format!(" on {}: “{}”", last.on, last.text)).unwrap_or_default();
    format!(
        "Nothing was sent, because the summary was put right after you opened this form{since}. Send this too if it \
         still holds; the actions will be as they are here"
    )
}
