//! What the buttons under a list of comments do to those that are ticked.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        Comment, Release,
        comments::{self, list},
        courses,
    },
    survey::personal,
    web::{
        Answer, Desk, Error, FieldProblem, FormData, Result, Trainer,
        comments::{index, list::CommentList, scope::Scope, shown::CommentFilter, sizes},
    },
};

#[rocket::post("/programmes/<_>/courses/<id>/comments", data = "<entries>")]
pub(crate) async fn of_course(desk: Desk<'_, Trainer>, id: Uuid, entries: FormData) -> Result<Answer> {
    decide(&desk, Scope::of_course(&desk, id).await?, &entries).await
}

#[rocket::post("/programmes/<_>/rounds/<code>/comments", data = "<entries>")]
pub(crate) async fn of_round(desk: Desk<'_, Trainer>, code: &str, entries: FormData) -> Result<Answer> {
    decide(&desk, Scope::of_round(&desk, code).await?, &entries).await
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
async fn decide(desk: &Desk<'_, Trainer>, scope: Scope, entries: &FormData) -> Result<Answer> {
    let wish = Wish::of(entries.one("act")).ok_or(Error::Unprocessable)?;
    let shown = CommentFilter::carried(entries);
    let ticked = entries.all("comment").map(str::parse).collect::<Result<Vec<Uuid>, _>>();
    let mut ticked = ticked.map_err(|_| Error::NotFound)?;
    if ticked.is_empty() {
        let list = CommentList::read(desk, scope, shown).await?;
        let message = "Select at least one comment".to_owned();
        let problem = list.first().map(|target| FieldProblem { target, message });
        return Answer::mend(&index::page(desk, &list, problem.into_iter().collect()).await?);
    }
    ticked.sort_unstable();
    ticked.dedup();
    let chosen = list::with_ids(desk.db(), &scope.ids(), &ticked).await?;
    Error::not_found_unless(chosen.len() >= ticked.len())?;
    let came_to = carry_out(desk, &scope, &chosen, wish).await?;
    Ok(Answer::on(shown.address(&scope.address), came_to.flash(wish)))
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
    desk: &Desk<'_, Trainer>,
    scope: &Scope,
    chosen: &[Comment],
    wish: Wish,
) -> Result<CameTo> {
    let sizes = sizes(desk.app, scope).await?;
    let may_quote =
        |comment: &Comment| sizes.get(&comment.round_id).is_some_and(|sizes| sizes.may_quote(&comment.grp));
    let mut came_to = CameTo::default();
    let tx = desk.change().await?;
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
        desk.done(tx, &act, &scope.title).await?;
    }
    Ok(came_to)
}

/// Whether a comment is marked and was not released on its own page: together with others it is not read.
fn is_unread(comment: &Comment, scope: &Scope) -> bool {
    comment.state != Release::Released && personal::is_marked(comment.words(), &comment.text, &scope.known())
}

impl CameTo {
    /// “3 comments were released. One was not: too few people of its group answered.”
    fn flash(&self, wish: Wish) -> String {
        let Self { done, small, marked } = *self;
        let were = if done == 1 { "comment was" } else { "comments were" };
        let mut flash = vec![match wish {
            Wish::Decide(Release::Released) => format!("{done} {were} released."),
            Wish::Decide(Release::Withheld) => format!("{done} {were} held back."),
            Wish::Decide(Release::Waiting) => format!("{done} {were} moved back to the list to review."),
            Wish::Cut => format!(
                "The marked words were removed from {}.",
                wording::counted(done, "comment", "comments")
            ),
        }];
        let number = |count| wording::capitalised(&wording::number(count));
        match small {
            0 => {}
            1 => flash.push("One was not released: too few people answered.".to_owned()),
            more => flash.push(format!("{} were not released: too few people answered.", number(more))),
        }
        match marked {
            0 => {}
            1 => flash.push(
                "One is marked, so it was not released: open it, read it and release it there.".to_owned(),
            ),
            more => flash.push(format!(
                "{} are marked, so they were not released: open each, read it and release it there.",
                number(more)
            )),
        }
        flash.join(" ")
    }
}
