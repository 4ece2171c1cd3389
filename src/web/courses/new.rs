//! Planning a course: one form, and everything that follows from its day in one transaction.

use std::sync::Arc;

use rocket::State;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        StoreError, audit,
        courses::{self, Course, NextAction},
        participants, write,
    },
    web::{
        at,
        courses::{
            add_survey,
            plan::{self, Choices, Plan, form::Filled},
        },
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            form::{FormPage, Problems, Section},
            frame::Site,
            nav::{self, Place},
            piece::{Link, Trail},
        },
    },
};

/// The form, filled in as usual, or like another course.
#[rocket::get("/programmes/<slug>/courses/new?<like>")]
pub(crate) async fn new(
    slug: &str,
    like: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Trainer(who) = who;
    let db = app.db.read();
    let choices = Choices::of(app, &who.programme).await?;
    let mut filled = Filled::usual(&who.programme, &choices);
    if let Some(like) = like {
        let like = Uuid::parse_str(like).map_err(|_| Error::NotFound)?;
        let course = courses::find(db, like).await?;
        let course = course.filter(|course| course.programme == who.programme.id).ok_or(Error::NotFound)?;
        let (partners, rounds) = (courses::present(db, like).await?, courses::rounds(db, like).await?);
        filled = filled.like(&course, &partners, &rounds);
    }
    Page::of(&page(slug, &who, site, filled.sections(&choices, false), Problems::default()))
}

fn page(slug: &str, who: &Member, site: &Arc<Site>, sections: Vec<Section>, problems: Problems) -> FormPage {
    let courses = at::courses(slug);
    FormPage {
        frame: nav::frame(who, site, Place::Courses),
        trail: Some(Trail { above: vec![Link::new("Courses", &*courses)], here: "New".to_owned() }),
        heading: "Plan a course".to_owned(),
        lead: vec![
            "Once it has a day, a course opens its surveys, reminds people, closes and writes its summary \
                    by itself. You add the people who take part afterwards."
                .to_owned(),
        ],
        sections,
        problems,
        action: at::new_course(slug),
        button: "Plan the course".to_owned(),
        destroys: false,
        cancel: Some(Link::new("Back without planning", courses)),
    }
}

/// Plans it.
#[rocket::post("/programmes/<slug>/courses/new", data = "<entries>")]
pub(crate) async fn create(
    slug: &str,
    entries: FormData,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let Trainer(who) = who;
    let choices = Choices::of(app, &who.programme).await?;
    if !plan::is_ours(&entries, &choices) {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let plan = match plan::read(&entries, &choices, now) {
        Ok(plan) => plan,
        Err(problems) => {
            let past = problems.of("date").is_some();
            let sections = Filled::entered(&entries).sections(&choices, past);
            return Answer::mend(&page(slug, &who, site, sections, problems));
        }
    };
    let id = store(app, &who, &plan).await?;
    let address = at::course(slug, id);
    Ok(Answer::on(address, "The course is planned. Add the people who take part."))
}

/// The course, its rounds, their letters and the trace of it, all or nothing.
async fn store(app: &App, who: &Member, plan: &Plan) -> Result<Uuid> {
    let now = app.clock.now();
    let asks_anything = plan.asks.iter().any(|(purpose, ..)| *purpose != courses::Purpose::FollowUp);
    let course = Course {
        id: Uuid::new_v4(),
        programme: who.programme.id,
        title: plan.title.clone(),
        place: plan.place.clone(),
        starts_at: plan.times.starts,
        ends_at: plan.times.ends,
        time_zone: plan.zone_name.clone(),
        aims: plan.aims.clone(),
        next_action: NextAction::default(),
        summary_at: plan.summary_at,
        frozen_at: None,
        trainers: plan.trainers.clone(),
        // A summary of nothing would only puzzle the managers who get it.
        state: if asks_anything { courses::State::Planned } else { courses::State::WithoutSummary },
    };
    let tx = write(&app.db).await?;
    courses::add(&tx, &course).await?;
    courses::meet(&tx, course.id, &plan.partners).await?;
    for (purpose, round) in &plan.ledger {
        courses::attach(&tx, course.id, *round, *purpose).await?;
    }
    for (purpose, survey, window) in &plan.asks {
        let how = (plan.side, plan.privacy);
        add_survey::add(&tx, &course, (*purpose, survey, *window), how, &plan.times.zone, now).await?;
    }
    participants::sync(&tx, &app.secret, course.id).await?;
    audit::record(&tx, Some(who.programme.id), &who.person, "planned the course", &course.title, now.into())
        .await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok(course.id)
}
