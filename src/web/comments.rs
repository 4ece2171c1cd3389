//! Comments: open answers of closed rounds, read by a trainer, who decides which may be quoted. Managers see only
//! released ones, and only inside summaries.

pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod needs;
pub(crate) mod page;
pub(crate) mod release;
pub(crate) mod scope;

use std::{collections::BTreeMap, sync::Arc};

use common_ground_reports::summary::wording;
use rocket::{Route, State, http::Status};
use uuid::Uuid;

use crate::{
    app::App,
    results::{self, Sizes},
    store::{
        StoreError, audit,
        comments::{self, Comment, Release},
        courses, write,
    },
    survey::personal,
    web::{
        comments::{
            list::{List, Shown},
            scope::Scope,
        },
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        parts::{
            frame::Site,
            nav::{self, Place},
            piece::Problem,
        },
    },
};

pub(crate) use crate::web::comments::list::Filter;

/// The comments of a course.
#[rocket::get("/programmes/<slug>/courses/<id>/comments?<filter..>")]
pub(crate) async fn of_course(
    slug: &str,
    id: uuid::Uuid,
    filter: Filter,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let scope = Scope::of_course(app, &who.0, id).await?;
    let frame = nav::frame(&who.0, site, Place::Courses).telling(told.0);
    let list = List::read(app, scope, Shown::of(filter)).await?;
    Page::of(&list.page(frame, &[], Vec::new()))
}

/// The comments of one round.
#[rocket::get("/programmes/<slug>/rounds/<code>/comments?<filter..>")]
pub(crate) async fn of_round(
    slug: &str,
    code: &str,
    filter: Filter,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let scope = Scope::of_round(app, &who.0, code).await?;
    let frame = nav::frame(&who.0, site, Place::Courses).telling(told.0);
    let list = List::read(app, scope, Shown::of(filter)).await?;
    Page::of(&list.page(frame, &[], Vec::new()))
}

#[rocket::post("/programmes/<slug>/courses/<id>/comments", data = "<entries>")]
pub(crate) async fn decide_of_course(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let scope = Scope::of_course(app, &who.0, id).await?;
    decide(slug, &who.0, scope, &entries, app, site).await
}

#[rocket::post("/programmes/<slug>/rounds/<code>/comments", data = "<entries>")]
pub(crate) async fn decide_of_round(
    slug: &str,
    code: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let scope = Scope::of_round(app, &who.0, code).await?;
    decide(slug, &who.0, scope, &entries, app, site).await
}

/// What the buttons under the list do to what is ticked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Decide(Release),
    Cut,
}

impl Wish {
    fn of(act: &str) -> Option<Self> {
        match act {
            "release" => Some(Self::Decide(Release::Released)),
            "withhold" => Some(Self::Decide(Release::Withheld)),
            "put_back" => Some(Self::Decide(Release::Waiting)),
            "cut" => Some(Self::Cut),
            _ => None,
        }
    }

    /// What the audit trail says was done.
    fn act(self) -> &'static str {
        match self {
            Self::Decide(Release::Released) => "released",
            Self::Decide(Release::Withheld) => "withheld",
            Self::Decide(Release::Waiting) => "put back",
            Self::Cut => "cut the marked words of",
        }
    }
}

/// Does what was wished to every ticked comment that it can be done to.
async fn decide(
    slug: &str,
    who: &Member,
    scope: Scope,
    entries: &FormData,
    app: &Arc<App>,
    site: &Arc<Site>,
) -> Result<Answer> {
    let wish = Wish::of(entries.one("act")).ok_or(Error::Unprocessable)?;
    let shown = Shown::of(Filter {
        show: Some(entries.one("show").to_owned()),
        theme: Some(entries.one("theme").to_owned()),
        page: Some(entries.one("page").to_owned()),
    });
    let ticked = entries.all("comment").map(str::parse).collect::<Result<Vec<Uuid>, _>>();
    let ticked = ticked.map_err(|_| Error::NotFound)?;
    if ticked.is_empty() {
        let frame = nav::frame(who, site, Place::Courses);
        let list = List::read(app, scope, shown).await?;
        let problem = list
            .first()
            .map(|target| Problem { target, message: "Tick the comments that you mean".to_owned() });
        let page = list.page(frame, &[], problem.into_iter().collect());
        return Answer::mend(&page);
    }
    let all = comments::of_rounds(app.db.read(), &scope.ids()).await?;
    let mut chosen = Vec::new();
    for id in ticked {
        chosen.push(all.iter().find(|comment| comment.id == id).ok_or(Error::NotFound)?);
    }
    let came_to = carry_out(app, who, &scope, &chosen, wish).await?;
    let back = shown.address(&scope.address);
    Ok(Answer::on(back, came_to.told(wish)))
}

/// What a wish came to, in numbers of comments.
#[derive(Default)]
struct CameTo {
    done: u64,
    /// Not released, because too few people of their part answered.
    small: u64,
    /// Not released together with others, because they are marked.
    marked: u64,
}

async fn carry_out(
    app: &App,
    who: &Member,
    scope: &Scope,
    chosen: &[&Comment],
    wish: Wish,
) -> Result<CameTo> {
    let sizes = sizes(app, scope).await?;
    let may_quote =
        |comment: &Comment| sizes.get(&comment.round_id).is_some_and(|sizes| sizes.may_quote(&comment.grp));
    let mut came_to = CameTo::default();
    let now = app.clock.now().into();
    let tx = write(&app.db).await?;
    courses::hold_of_rounds(&tx, &scope.ids()).await?;
    for comment in chosen {
        match wish {
            Wish::Decide(Release::Released) if !may_quote(comment) => came_to.small += 1,
            Wish::Decide(Release::Released) if is_unread(comment, scope) => came_to.marked += 1,
            Wish::Decide(release) => {
                came_to.done += u64::from(comments::decide(&tx, comment.id, release).await?);
            }
            Wish::Cut => {
                let mut marks = personal::marks(comment.words(), &scope.known());
                marks.retain(|mark| mark.looks.is_left_out());
                if !marks.is_empty() {
                    let cut = personal::redacted(comment.words(), &marks);
                    let themes: Vec<String> = comment.themes().map(str::to_owned).collect();
                    comments::edit(&tx, comment.id, Some(&cut), &themes).await?;
                    came_to.done += 1;
                }
            }
        }
    }
    if came_to.done > 0 {
        let act = format!("{} {}", wish.act(), wording::counted(came_to.done, "comment", "comments"));
        audit::record(&tx, Some(who.programme.id), &who.person, &act, &scope.title, now).await?;
    }
    tx.commit().await.map_err(StoreError::from)?;
    Ok(came_to)
}

/// Whether a comment is marked and was not released on its own page: together with others it is not read.
fn is_unread(comment: &Comment, scope: &Scope) -> bool {
    comment.release() != Release::Released
        && personal::is_marked(comment.words(), &comment.text, &scope.known())
}

/// How many people of each group answered each round.
async fn sizes(app: &App, scope: &Scope) -> Result<BTreeMap<Uuid, Sizes>> {
    let mut sizes = BTreeMap::new();
    for round in &scope.rounds {
        sizes.insert(round.id, results::sizes(app, round).await?);
    }
    Ok(sizes)
}

impl CameTo {
    /// “3 comments were released. One was not: too few people of its group answered.”
    fn told(&self, wish: Wish) -> String {
        let Self { done, small, marked } = *self;
        let were = if done == 1 { "comment was" } else { "comments were" };
        let mut told = vec![match wish {
            Wish::Decide(Release::Released) => format!("{done} {were} released."),
            Wish::Decide(Release::Withheld) => format!("{done} {were} withheld."),
            Wish::Decide(Release::Waiting) => format!("{done} {were} put back."),
            Wish::Cut => format!("{done} {were} cut."),
        }];
        let number = |count| wording::capitalised(&wording::number(count));
        match small {
            0 => {}
            1 => told.push("One was not: too few people answered.".to_owned()),
            more => told.push(format!("{} were not: too few people answered.", number(more))),
        }
        match marked {
            0 => {}
            1 => told.push(
                "One is marked, so it was not released: open it, read it and release it there.".to_owned(),
            ),
            more => told.push(format!(
                "{} are marked, so they were not released: open each, read it and release it there.",
                number(more)
            )),
        }
        told.join(" ")
    }
}
