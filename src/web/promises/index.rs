//! Every promise of the programme, or those that stand in one way; and all of them as a file.

use common_ground_reports::wording;
use jiff::{Timestamp, civil::Date};
use rocket::http::ContentType;

use crate::{
    exchange,
    results::before_and_after::{self, AskedTogether},
    store::{Place, PromiseCounts, PromiseFilter, PromiseState, promises},
    web::{
        Answer, Button, Desk, Empty, Error, Fact, Field, FormChoice, Link, Listing, ListingGroup, MainPlace,
        Result, Search, Trail, Trainer, at,
        http::download::LargeDownload,
        large_page, pager,
        parts::{format, promise},
        promises::today,
    },
};

/// Which promises are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    Open,
    Overdue,
    Done,
    Partly,
    NotPossible,
}

keys!(Which {
    All = "",
    Open = "open",
    Overdue = "overdue",
    Done = "done",
    Partly = "partly",
    NotPossible = "not_possible",
});

impl Which {
    fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Open => promise::state_words(PromiseState::Open),
            Self::Overdue => "Overdue",
            Self::Done => promise::state_words(PromiseState::Done),
            Self::Partly => promise::state_words(PromiseState::Partly),
            Self::NotPossible => promise::state_words(PromiseState::NotPossible),
        }
    }

    fn filter(self, today: Date) -> PromiseFilter {
        match self {
            Self::All => PromiseFilter::All,
            Self::Open => PromiseFilter::State(PromiseState::Open),
            Self::Overdue => PromiseFilter::Overdue(today),
            Self::Done => PromiseFilter::State(PromiseState::Done),
            Self::Partly => PromiseFilter::State(PromiseState::Partly),
            Self::NotPossible => PromiseFilter::State(PromiseState::NotPossible),
        }
    }
}

/// The promises.
#[rocket::get("/programmes/<_>/promises?<state>&<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Trainer>,
    state: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (slug, today) = (desk.slug(), today(&desk));
    let which = state.and_then(Which::from_key).unwrap_or(Which::All);
    let (db, programme) = (desk.db(), desk.programme().id);
    let counts = promises::counts(db, programme, today).await?;
    let heading = heading(counts);
    let mut listing = Listing::new(desk.frame(MainPlace::Partners), &*desk.programme().name, heading);
    listing.trail =
        Some(Trail { above: vec![Link::new("Partners", at::partners(slug))], here: "Promises".to_owned() });
    listing.lead = vec![
        "What somebody said they would do: actions of courses, replies to partners, lines of agreements. Owners with an \
         email address get an email a week before the day and one on it."
            .to_owned(),
    ];
    listing.lead.extend(promise::kept(promises::judgements(db, programme).await?, 0));
    listing.lead.extend(response_rates(&desk).await?);
    if counts.all() > 0 {
        let fact = |which: Which, number: u64| Fact::new(which.label(), number.to_string());
        listing.facts = vec![
            fact(Which::Open, counts.open),
            fact(Which::Done, counts.done),
            fact(Which::Partly, counts.partly),
            fact(Which::NotPossible, counts.not_possible),
            Fact::new("On the public page", counts.released.to_string()),
        ];
        let choices = Which::ALL.map(|one| FormChoice::of(one.key(), one.label(), [which.key()]));
        listing.search = Some(Search {
            action: at::promises(slug),
            fields: vec![Field::select("state", "Show", choices)],
        });
    }
    listing.actions = vec![Button::follow("Add a promise", at::new_promise(slug))];
    listing.groups.push(in_state(&desk, (which, today), Place::of(after, before)).await?);
    listing.groups.push(ListingGroup::of_links("Telling others", telling(&desk)));
    Answer::page(&listing)
}

fn heading(counts: PromiseCounts) -> String {
    let counted = wording::counted(counts.all(), "promise", "promises");
    match (counts.all(), counts.overdue) {
        (0, _) => "Nothing is promised yet".to_owned(),
        (_, 0) => wording::capitalised(&counted),
        (_, late) => format!("{late} of {counted} overdue"),
    }
}

/// Those that stand in one way, or what to do where there are none.
async fn in_state(
    desk: &Desk<'_, Trainer>,
    (which, today): (Which, Date),
    place: Place,
) -> Result<ListingGroup> {
    let slug = desk.slug();
    let page = promises::page(desk.db(), desk.programme().id, which.filter(today), place).await?;
    let key = Some(which.key()).filter(|key| !key.is_empty());
    let links = pager::links(&page, &at::query(at::promises(slug), &[("state", &key)]));
    let shown = page.rows.iter();
    let rows: Vec<_> = shown.map(|one| promise::row(one, today).to(at::promise(slug, one.id))).collect();
    let empty = match which {
        _ if !rows.is_empty() => None,
        Which::All => Some(
            "Add what you promise a partner, or agree on actions after a course: they are listed here, and their \
             owners are reminded.",
        ),
        _ => Some("No promise stands like this."),
    };
    Ok(ListingGroup {
        empty: empty.map(|sentence| Empty { sentence: sentence.to_owned(), next: None }),
        rows,
        links,
        ..ListingGroup::default()
    })
}

/// The ways to tell others of them.
fn telling(desk: &Desk<'_, Trainer>) -> Vec<Link> {
    let slug = desk.slug();
    let public =
        desk.programme().settings.you_asked.map(|_| Link::new("The public page", at::you_asked(slug)));
    let files = [
        Link::new("Poster: You asked, we will, we did", at::promises_poster(slug)),
        Link::new("Download all promises as a CSV file", at::promises_csv(slug)),
    ];
    public.into_iter().chain(files).collect()
}

/// How many answered before the public page was published and since, where there are closed surveys of both.
async fn response_rates(desk: &Desk<'_, Trainer>) -> Result<Option<String>> {
    let since = desk.programme().settings.you_asked;
    let Some(since) = since.and_then(|at| Timestamp::from_millisecond(at).ok()) else { return Ok(None) };
    let [before, after] = before_and_after::around(desk.app, desk.programme().id, since).await?;
    let day = format::date(since, &desk.zone());
    let told = |one: AskedTogether| {
        let surveys = match one.rounds {
            before_and_after::MOST => format!("the latest {} surveys", before_and_after::MOST),
            few => wording::counted(few, "survey", "surveys"),
        };
        format!("{} of {} people in {surveys}", one.answered, one.invited)
    };
    Ok(match (before.rounds, after.rounds) {
        (0, _) | (_, 0) => Some(format!(
            "The public page was published on {day}. Once surveys sent by email have closed before and after that day, \
             this page says how many people answered."
        )),
        _ => Some(format!(
            "Answers to surveys sent by email before the public page was published on {day}: {}. Since then: {}. This \
             doesn’t show that the page is the reason.",
            told(before),
            told(after)
        )),
    })
}

/// Every promise as a file.
#[rocket::get("/programmes/<_>/promises/list.csv")]
pub(crate) async fn download(desk: Desk<'_, Trainer>) -> Result<LargeDownload> {
    let _place = large_page(desk.app).await?;
    // Written whole before its first byte leaves: a list that broke off would look like all of it.
    let file = tempfile::tempfile().map_err(Error::broken)?;
    exchange::promises::write(desk.db(), desk.programme().id, &file).await?;
    desk.note("downloaded the list of promises", "").await?;
    LargeDownload::new(&format!("{}-promises.csv", desk.slug()), ContentType::CSV, file)
}
