//! Every comparison there is, then what else has results.

use std::collections::BTreeMap;

use common_ground_reports::{finding, wording};
use uuid::Uuid;

use crate::{
    results::{
        Answered, all_answered,
        ledger::{self, Matched},
    },
    store::{Place, keyset::PAGE, rounds},
    web::{
        Answer, Button, Desk, Empty, Index, Link, MainPlace, Member, Result, Row, Trail, at, pager,
        results::listed,
    },
};

/// Closed surveys of the two sides that are set against each other: the latest.
const SIDES: u64 = 200;

/// The way from here to a page of results.
pub(super) fn trail(slug: &str, here: impl Into<String>) -> Trail {
    Trail { above: vec![Link::new("Results", at::results(slug))], here: here.into() }
}

/// Every comparison there is, the newest first.
#[rocket::get("/programmes/<_>/results?<after>&<before>")]
pub(crate) async fn index(
    desk: Desk<'_, Member>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let (slug, zone) = (desk.slug(), desk.zone());
    let (db, programme) = (desk.db(), desk.programme().id);
    let sides = rounds::latest_of_sides(db, programme, SIDES).await?;
    let answered: BTreeMap<Uuid, Answered> =
        sides.iter().map(|round| round.id).zip(all_answered(desk.app, &sides).await?).collect();
    let mut rows = Vec::new();
    for Matched { offer, expectation } in ledger::matched(desk.app, &sides).await?.into_iter().take(PAGE) {
        let (Some(offers), Some(expects)) = (answered.get(&offer.id), answered.get(&expectation.id)) else {
            continue;
        };
        let Some(block) = ledger::compared((&offer, offers), (&expectation, expects), &zone) else {
            continue;
        };
        let page = at::comparison(slug, &offer.code, &expectation.code);
        let detail = format!("{}: {}, {}.", block.title(), block.people(), block.window);
        rows.push(Row::new(finding::title(&block.comparison), detail).to(page));
    }
    let heading = match rows.len() {
        0 => "No comparison yet".to_owned(),
        1 => "One comparison of the two sides".to_owned(),
        more => {
            let number = wording::capitalised(&wording::number(more as u64));
            format!("{number} comparisons of the two sides")
        }
    };
    let empty = rows.is_empty().then(|| Empty {
        sentence:
            "Ask library staff what they offer and partners what they expect, or partners what they offer \
             and staff what they hope for. When both surveys have closed, they’re compared here."
                .to_owned(),
        next: desk.who().runs_courses().then(|| Button::follow("Use a survey", at::new_round(slug))),
    });
    let page = rounds::closed_page(db, programme, Place::of(after, before)).await?;
    let pages = pager::links(&page, &at::results(slug));
    if page.before.is_some() {
        // What is of all surveys stands on the first page.
        rows.clear();
    } else {
        rows.extend(listed::overviews(&desk).await?);
    }
    rows.extend(listed::surveys(&desk, page).await?);
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Results),
        programme: desk.programme().name.clone(),
        heading,
        actions: Vec::new(),
        empty,
        rows,
        pages,
    })
}
