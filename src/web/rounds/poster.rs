//! The way in to a round on a wall: printed, or shown on a projector.

use askama::Template;
use common_ground_reports::summary::wording;

use crate::web::{
    at,
    http::{
        answer::Answer,
        desk::Desk,
        error::{Error, Result},
        guard::Trainer,
    },
    parts::{
        format,
        frame::Frame,
        piece::{Fact, Link, LiveCount, Markup},
    },
    rounds::load::LoadedRound,
};

#[derive(Debug, Template)]
#[template(path = "rounds/poster.html")]
struct Poster {
    /// Not printed.
    frame: Frame,
    /// What is asked: “How was the course?”
    title: String,
    course: Option<String>,
    /// The code, or of a joint workshop the code of each side.
    ways: Vec<WayIn>,
    /// How long it takes, when it closes.
    facts: Vec<Fact>,
    promise: String,
    /// Who answers questions about it.
    questions: Option<String>,
    /// Whether its one code leads to the surveys of both sides.
    asks_side: bool,
    /// Whether a projector shows it: large, light on dark.
    on_screen: bool,
    /// The same in the other form.
    other: Link,
    back: Link,
}

impl Poster {
    fn is_live(&self) -> bool {
        self.ways.iter().any(|way| !way.live.is_empty())
    }
}

/// One code and where it leads.
#[derive(Debug)]
struct WayIn {
    /// Who uses it: “Library staff”; none where everybody does.
    who: Option<String>,
    qr: Markup,
    /// The address as one types it: “reading.example.org/s/HAM4KX”.
    short: String,
    /// The code alone.
    code: String,
    /// How many have answered, on a projector; each side by itself where both use it.
    live: Vec<(Option<String>, LiveCount)>,
}

impl WayIn {
    async fn of(
        desk: &Desk<'_, Trainer>,
        shown: &LoadedRound,
        is_only: bool,
        on_screen: bool,
    ) -> Result<Self> {
        let address = shown.address(desk.app);
        let live = if on_screen { shown.live(desk, shown.turnout(desk).await?) } else { None };
        Ok(Self {
            who: (!is_only).then(|| wording::capitalised(shown.round.side.people())),
            qr: shown.qr(desk.app)?,
            short: address.split_once("://").map_or(&*address, |(_, short)| short).to_owned(),
            code: shown.round.code.clone(),
            live: live.map(|live| (None, live)).into_iter().collect(),
        })
    }

    /// The one code of both sides: it leads to a page that asks for the side.
    async fn of_both(desk: &Desk<'_, Trainer>, sides: &[&LoadedRound], on_screen: bool) -> Result<Self> {
        let Some((first, _)) = sides.split_first() else { return Err(Error::NotFound) };
        let mut way = Self::of(desk, first, true, false).await?;
        for side in sides.iter().filter(|_| on_screen) {
            let live = side.live(desk, side.turnout(desk).await?);
            way.live.extend(live.map(|live| (Some(wording::capitalised(side.round.side.people())), live)));
        }
        Ok(way)
    }
}

/// The poster; `?for=screen` for a projector.
#[rocket::get("/programmes/<_>/rounds/<code>/poster?<for>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, code: &str, r#for: Option<&str>) -> Result<Answer> {
    let (shown, slug) = (LoadedRound::find(&desk, code).await?, desk.slug());
    let round = &shown.round;
    if !round.audience.has_open_link() {
        let why = "Only people with a personal link can answer this survey, so there is no code to show.";
        return Answer::page(&shown.note(&desk, "Poster", "There is no poster", why));
    }
    let on_screen = r#for == Some("screen");
    let other = at::query(at::round_poster(slug, code), &[("for", &(!on_screen).then_some("screen"))]);
    let minutes = shown.survey.minutes();
    let takes = if minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") };
    let beside = shown.of_other_side(&desk).await?;
    let mut sides: Vec<&LoadedRound> = [&shown].into_iter().chain(&beside).collect();
    sides.sort_by_key(|shown| shown.round.side);
    let asks_side = beside.is_some() && shown.has_one_form(&desk).await?;
    let mut ways = Vec::new();
    if asks_side {
        ways.push(WayIn::of_both(&desk, &sides, on_screen).await?);
    } else {
        for side in &sides {
            ways.push(WayIn::of(&desk, side, sides.len() == 1, on_screen).await?);
        }
    }
    Answer::page(&Poster {
        frame: desk.frame(shown.place()),
        title: shown.title().to_owned(),
        course: shown.course.as_ref().map(|course| course.title.clone()),
        ways,
        facts: vec![
            Fact::new("Takes", takes),
            Fact::new("Closes", format::day_and_time(round.closes_at, &shown.zone)),
        ],
        promise: shown.promise(&desk),
        questions: LoadedRound::contact(&desk).map(|contact| format!("Questions? Ask {contact}.")),
        asks_side,
        on_screen,
        other: Link::new(if on_screen { "Show it for printing" } else { "Show it on a projector" }, other),
        back: Link::new("Back to the survey", at::round(slug, code)),
    })
}
