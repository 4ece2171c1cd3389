//! Thanks, once the answers are safe, and whether to tell of the results.

use askama::Template;
use rocket::{FromForm, form::Form};

use crate::{
    store::{ResultsWish, results_wishes},
    web::{Answer, Error, Frame, Link, Result, at, parts::promise::public_page, public::answer::Door},
};

/// Thanks, whatever has become of the round since.
#[rocket::get("/s/<code>/sent")]
pub(crate) async fn show(code: &str, door: Door<'_>) -> Result<Answer> {
    let visit = door.after(code).await?;
    let words = &visit.words().sent;
    let telling = match visit.whom_to_tell().await? {
        None => None,
        Some(invitation) => match results_wishes::find(visit.app.db.read(), invitation.id).await? {
            None => Some(Telling { said: words.can_tell, wish: "yes", button: words.tell_me }),
            Some(ResultsWish::Waiting) => {
                Some(Telling { said: words.will_tell, wish: "no", button: words.tell_me_not })
            }
            Some(ResultsWish::Told) => None,
        },
    };
    Answer::page(&Sent {
        frame: visit.frame(),
        title: visit.title(),
        what_happens: [
            Some(words.safe.to_owned()),
            Some((words.closes)(&visit.time(visit.round.closes_at))),
            visit.contact().map(|contact| (words.results)(&contact)),
            Some((visit.words().notice.groups)(visit.smallest_group())),
        ]
        .into_iter()
        .flatten()
        .collect(),
        telling,
        action: visit.sent_address(),
        you_asked: visit.programme.settings.you_asked.map(|_| {
            let slug = &visit.programme.slug;
            Link::new(public_page(&visit.app.settings.site_url, slug).1, at::you_asked(slug))
        }),
        another: visit.round.audience.has_open_link().then(|| visit.address()),
    })
}

/// Whether somebody wants to be told.
#[derive(Debug, FromForm)]
pub(crate) struct WishSent {
    #[field(default = "")]
    tell: String,
}

/// Keeps the wish to be told of the results, or forgets it.
#[rocket::post("/s/<code>/sent", data = "<sent>")]
pub(crate) async fn tell(code: &str, sent: Form<WishSent>, door: Door<'_>) -> Result<Answer> {
    let visit = door.after(code).await?;
    // Nobody else is offered it: not those whom an anonymous round must not know.
    let invitation = visit.whom_to_tell().await?.ok_or(Error::Unprocessable)?;
    let db = visit.app.db.write_one();
    match &*sent.tell {
        "yes" => results_wishes::keep(db, invitation.id).await?,
        "no" => results_wishes::forget(db, invitation.id).await?,
        _ => return Err(Error::Unprocessable),
    }
    Ok(Answer::to(visit.sent_address()))
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "public/answer/sent.html")]
pub(crate) struct Sent {
    /// Top and foot.
    pub frame: Frame,
    /// Title of the survey.
    pub title: String,
    /// What happens with the answers and when; the first sentence leads.
    pub what_happens: Vec<String>,
    /// Whether they are told of the results, where their round knows them.
    pub telling: Option<Telling>,
    /// Where that is changed.
    pub action: String,
    /// Where anybody reads what was asked for and done, once it is published: the same for all who answer.
    pub you_asked: Option<Link>,
    /// Address of a fresh form for the next person, on a shared device.
    pub another: Option<String>,
}

/// Whether somebody is told of the results, and the button that changes it.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    /// That we can, or that we will.
    pub said: &'static str,
    /// What the button sends.
    pub wish: &'static str,
    /// What it says.
    pub button: &'static str,
}
