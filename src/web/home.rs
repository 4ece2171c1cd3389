//! The home page of a programme: what is happening, what comes next, and the latest finding.

pub(crate) mod page;
pub(crate) mod programmes;

use std::sync::Arc;

use common_ground_reports::{
    compare::{Comparison, Ledger, Pair, Verdict},
    finding,
    summary::{inputs::Block, wording},
};
use jiff::{Timestamp, ToSpan};
use rocket::{Route, State};

use crate::{
    app::App,
    results::ledger::{self, Matched},
    store::{
        addressees, contacts, courses as stored_courses, mailings,
        rounds::{self, Round},
        tallies,
    },
    survey::text::ENGLISH,
    web::{
        at, comments,
        courses::{
            self,
            overview::{Phase, Standing},
        },
        home::page::{Finding, Programme},
        http::{answer::Page, error::Result, flash::Told, guard::Member},
        parts::rows::{Row, RowEnd},
        parts::{
            format,
            frame::Site,
            nav::{self, Place},
            piece::Link,
            turnout::Turnout,
        },
        settings,
    },
};

/// How long a written summary stays on the home page, in hours.
const NEWS_HOURS: i64 = 14 * 24;

/// The home page.
#[rocket::get("/programmes/<slug>")]
pub(crate) async fn show(
    slug: &str,
    who: Member,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let now = app.clock.now();
    let mut standings = courses::all(app, &who).await?;
    let has_courses = !standings.is_empty();
    let all = rounds::of_programme(app.db.read(), who.programme.id).await?;
    let mut needs = undelivered(app, &who, &all, now).await?;
    needs.extend(comments::needs::rows(app, &who, &standings, &all, now).await?);
    needs.extend(without_contact(app, &who).await?);
    needs.extend(settings::needs(app, &who).await?);
    needs.extend(crate::web::courses::actions::needs(app, &who, &standings).await?);
    let heading = heading(&who, &standings, now);
    standings.retain(|standing| is_news(&who, standing, now));
    standings.sort_by_key(|standing| standing.course.summary_at);
    if !who.runs_courses() {
        // Managers look back: the latest first.
        standings.reverse();
    }
    Page::of(&Programme {
        frame: nav::frame(&who, site, Place::Home).telling(told.0),
        programme: who.programme.name.clone(),
        heading,
        empty: (!has_courses).then(|| courses::nothing(&who)),
        courses: standings.iter().map(|standing| courses::row(&who, standing, now)).collect(),
        surveys: surveys(app, &who, &all, now).await?,
        needs,
        finding: latest_finding(app, &who, &all).await?,
    })
}

/// Whether a course is told about: everything under way, and for a while what came of it.
fn is_news(who: &Member, standing: &Standing, now: Timestamp) -> bool {
    match standing.phase(now) {
        Phase::Over(written) => {
            !who.runs_courses() || written.failed > 0 || now < written.at + NEWS_HOURS.hours()
        }
        _ => true,
    }
}

/// What is happening.
fn heading(who: &Member, standings: &[Standing], now: Timestamp) -> String {
    let Some(latest) = standings.first() else {
        let nothing = if who.runs_courses() { "Nothing is planned yet" } else { "No results yet" };
        return nothing.to_owned();
    };
    if !who.runs_courses() {
        return latest.heading(now);
    }
    let under_way: Vec<_> = standings
        .iter()
        .filter(|standing| matches!(standing.phase(now), Phase::Asking(_) | Phase::Today | Phase::Closed))
        .collect();
    let ahead = standings.iter().filter(|standing| matches!(standing.phase(now), Phase::Ahead));
    let next = ahead.min_by_key(|standing| standing.course.starts_at);
    match (under_way.as_slice(), next) {
        ([one], _) => one.heading(now),
        ([], Some(next)) => next.heading(now),
        ([], None) => "No course is under way".to_owned(),
        (several, _) => {
            let number = wording::capitalised(&wording::number(several.len() as u64));
            format!("{number} courses are under way")
        }
    }
}

/// Surveys of the whole programme that take answers now; those of courses are told with their course.
async fn surveys(app: &App, who: &Member, all: &[Round], now: Timestamp) -> Result<Vec<Row>> {
    if !who.runs_courses() {
        return Ok(Vec::new());
    }
    let open: Vec<&Round> = all.iter().filter(|round| round.takes_answers(now)).collect();
    let ids: Vec<_> = open.iter().map(|round| round.id).collect();
    let progress = tallies::progress(app.db.read(), &ids).await?;
    let mut rows = Vec::new();
    for round in open {
        if stored_courses::of_round(app.db.read(), round.id).await?.is_some() {
            continue;
        }
        let answered = progress.get(&round.id).map_or(0, |progress| progress.responses);
        let closes = format::day_and_time(round.closes_at, &who.programme.settings.zone());
        let count = wording::capitalised(&Turnout { answered, invited: 0 }.so_far());
        let page = at::round(&who.programme.slug, &round.code);
        rows.push(Row {
            title: app.survey(round).await?.title.read(round.side, ENGLISH).to_owned(),
            href: Some(page.to_string()),
            detail: format!("{count}. It closes on {closes}."),
            end: RowEnd::Nothing,
        });
    }
    Ok(rows)
}

/// Letters that nobody got, by survey: somebody has to mend an address or send them again.
async fn undelivered(app: &App, who: &Member, all: &[Round], now: Timestamp) -> Result<Vec<Row>> {
    if !who.runs_courses() {
        return Ok(Vec::new());
    }
    let courses = stored_courses::titles_by_round(app.db.read(), who.programme.id).await?;
    let mut rows = Vec::new();
    for round in all.iter().filter(|round| round.takes_answers(now)) {
        let fingerprint = |address: &str| app.secret.fingerprint(address);
        let people =
            addressees::of_round(app.db.read(), round, mailings::Kind::Invitation, now, fingerprint).await?;
        let lost = people.iter().filter(|one| one.got_nothing()).count() as u64;
        if lost == 0 {
            continue;
        }
        let title = crate::web::rounds::name(&*app.survey(round).await?, round, courses.get(&round.id));
        let page = at::round_invitations(&who.programme.slug, &round.code);
        rows.push(Row {
            title: format!("{} could not be delivered", wording::counted(lost, "letter", "letters")),
            href: Some(page.to_string()),
            detail: format!("Invitations to “{title}”. Mend the address, or send them again."),
            end: RowEnd::Nothing,
        });
    }
    Ok(rows)
}

/// Partners with nobody to write to.
async fn without_contact(app: &App, who: &Member) -> Result<Vec<Row>> {
    if !who.runs_courses() {
        return Ok(Vec::new());
    }
    let title = match contacts::partners_without(app.db.read(), who.programme.id).await? {
        0 => return Ok(Vec::new()),
        1 => "One partner has no named contact".to_owned(),
        several => {
            format!("{} partners have no named contact", wording::capitalised(&wording::number(several)))
        }
    };
    let page = crate::web::partners::address(&who.programme.slug, true);
    Ok(vec![Row {
        title,
        href: Some(page),
        detail: "Without a name there is nobody to invite or to call on.".to_owned(),
        end: RowEnd::Nothing,
    }])
}

/// The largest gap of the newest comparison, if it shows one.
async fn latest_finding(app: &App, who: &Member, all: &[Round]) -> Result<Option<Finding>> {
    let zone = who.programme.settings.zone();
    for Matched { offer, expectation } in ledger::matched(app, all).await? {
        let Some(block) = ledger::block(app, &offer, &expectation, &zone).await? else { continue };
        let page = at::comparison(&who.programme.slug, &offer.code, &expectation.code);
        if let Some(finding) = finding(&block, page.to_string()) {
            return Ok(Some(finding));
        }
    }
    Ok(None)
}

fn finding(block: &Block, page: String) -> Option<Finding> {
    let comparison = &block.comparison;
    let worst = |verdict| comparison.by_gap().into_iter().find(|pair: &&Pair| pair.verdict == verdict);
    let pair = worst(Verdict::Clear).or_else(|| worst(Verdict::Possible))?;
    // The sentence must speak of the very item whose means stand beside it.
    let alone = Comparison { pairs: vec![pair.clone()], ..comparison.clone() };
    let [offer, expectation] = pair.means();
    let (offer, expectation) = (wording::mean(offer?), wording::mean(expectation?));
    let (partners, library) = match comparison.ledger {
        Ledger::LibraryOffers => (expectation, offer),
        Ledger::PartnersOffer => (offer, expectation),
    };
    Some(Finding {
        sentence: finding::title(&alone),
        partners,
        library,
        basis: block.caption(),
        link: Link::new("See the comparison", page),
    })
}
