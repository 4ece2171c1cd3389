//! The way in to a round on a wall: printed, or shown on a projector, in each language of its form.

use askama::Template;

use crate::{
    survey::{ENGLISH, Side, Words, words},
    web::{
        Answer, Desk, Error, Fact, Frame, Link, LiveCount, Markup, Result, Tab, Trainer, at,
        parts::languages, rounds::load::LoadedRound,
    },
};

#[derive(Debug, Template)]
#[template(path = "rounds/poster.html")]
struct Poster {
    /// Not printed.
    frame: Frame,
    /// What it says around the survey, in the language that it is read in.
    words: &'static Words,
    /// The same in other languages.
    tabs: Vec<Tab>,
    /// That no native speaker has read this language.
    unread: Option<String>,
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
        words: &Words,
        is_only: bool,
        on_screen: bool,
    ) -> Result<Self> {
        let address = shown.address(desk.app);
        let live = if on_screen { shown.live(desk, shown.turnout(desk).await?) } else { None };
        Ok(Self {
            who: (!is_only).then(|| people(shown.round.side, words)),
            qr: shown.qr_in(desk.app, words.code)?,
            short: address.split_once("://").map_or(&*address, |(_, short)| short).to_owned(),
            code: shown.round.code.clone(),
            live: live.map(|live| (None, live)).into_iter().collect(),
        })
    }

    /// The one code of both sides: it leads to a page that asks for the side.
    async fn of_both(
        desk: &Desk<'_, Trainer>,
        sides: &[&LoadedRound],
        words: &Words,
        on_screen: bool,
    ) -> Result<Self> {
        let Some((first, _)) = sides.split_first() else { return Err(Error::NotFound) };
        let mut way = Self::of(desk, first, words, true, false).await?;
        for side in sides.iter().filter(|_| on_screen) {
            let live = side.live(desk, side.turnout(desk).await?);
            way.live.extend(live.map(|live| (Some(people(side.round.side, words)), live)));
        }
        Ok(way)
    }
}

/// Who is on a side, in the words of the poster.
fn people(side: Side, words: &Words) -> String {
    let people = match side {
        Side::Library => words.poster.library,
        Side::Partner => words.poster.partner,
    };
    people.to_owned()
}

/// The poster; `?for=screen` for a projector.
#[rocket::get("/programmes/<_>/rounds/<code>/poster?<for>&<lang>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    code: &str,
    r#for: Option<&str>,
    lang: Option<&str>,
) -> Result<Answer> {
    let (shown, slug) = (LoadedRound::find(&desk, code).await?, desk.slug());
    let round = &shown.round;
    if !round.audience.has_open_link() {
        let why = "Only people with a personal link can answer this survey, so there is no code to show.";
        return Answer::page(&shown.note(&desk, "Poster", "There is no poster", why));
    }
    let on_screen = r#for == Some("screen");
    let language = shown.language(&desk, lang);
    let words = words::of(language);
    let address = |on_screen: bool, language: &str| {
        let language = (language != ENGLISH).then_some(language);
        let on_screen = on_screen.then_some("screen");
        at::query(at::round_poster(slug, code), &[("for", &on_screen), ("lang", &language)])
    };
    let beside = shown.of_other_side(&desk).await?;
    let mut sides: Vec<&LoadedRound> = [&shown].into_iter().chain(&beside).collect();
    sides.sort_by_key(|shown| shown.round.side);
    let asks_side = beside.is_some() && shown.has_one_form(&desk).await?;
    let mut ways = Vec::new();
    if asks_side {
        ways.push(WayIn::of_both(&desk, &sides, words, on_screen).await?);
    } else {
        for side in &sides {
            ways.push(WayIn::of(&desk, side, words, sides.len() == 1, on_screen).await?);
        }
    }
    Answer::page(&Poster {
        frame: desk.frame(shown.place()),
        words,
        tabs: shown.in_languages(&desk, language, |language| address(on_screen, language)),
        unread: languages::unread(language),
        title: shown.survey.title.read(round.side, language).to_owned(),
        course: shown.course.as_ref().map(|course| course.title.clone()),
        ways,
        facts: facts(&shown, words),
        promise: shown.promise(&desk, words),
        questions: LoadedRound::contact(&desk).map(|contact| (words.poster.questions)(&contact)),
        asks_side,
        on_screen,
        other: Link::new(
            if on_screen { "Show it for printing" } else { "Show it on a projector" },
            address(!on_screen, language),
        ),
        back: Link::new("Back to the survey", at::round(slug, code)),
    })
}

/// How long it takes, and when it closes.
fn facts(shown: &LoadedRound, words: &Words) -> Vec<Fact> {
    let minutes = u32::try_from(shown.survey.minutes()).unwrap_or(u32::MAX);
    let closes = shown.round.closes_at.to_zoned_datetime(shown.zone.clone());
    vec![
        Fact::new(words.start.takes, (words.start.minutes)(minutes)),
        Fact::new(words.start.closes, words.day_and_time(&closes)),
    ]
}
