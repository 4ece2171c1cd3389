//! Every comparison there is, then what else has results.

use std::collections::BTreeMap;

use common_ground_reports::{finding, summary::wording};
use uuid::Uuid;

use crate::{
    results::{
        Answered, all_answered,
        ledger::{self, Matched},
    },
    store::{health, rounds},
    survey::round::RoundState,
    web::{
        at,
        http::{answer::Answer, desk::Desk, drawing::large_page, error::Result, guard::Member},
        parts::{
            index::Index,
            nav::MainPlace,
            piece::{Button, ButtonAct, Empty},
            rows::{Row, RowEnd},
        },
        results::listed,
    },
};

/// Every comparison there is, the newest first.
#[rocket::get("/programmes/<_>/results")]
pub(crate) async fn index(desk: Desk<'_, Member>) -> Result<Answer> {
    let _place = large_page().await?;
    let (slug, zone) = (desk.slug(), desk.zone());
    let mut closed = rounds::of_programme(desk.db(), desk.programme().id).await?;
    let of_health = health::rounds_of_programme(desk.db(), desk.programme().id).await?;
    closed.retain(|round| round.state == RoundState::Closed && !of_health.contains(&round.id));
    let answered: BTreeMap<Uuid, Answered> =
        closed.iter().map(|round| round.id).zip(all_answered(desk.app, &closed).await?).collect();
    let mut rows = Vec::new();
    for Matched { offer, expectation } in ledger::matched(desk.app, &closed).await? {
        let (Some(offers), Some(expects)) = (answered.get(&offer.id), answered.get(&expectation.id)) else {
            continue;
        };
        let Some(block) = ledger::compared((&offer, offers), (&expectation, expects), &zone) else {
            continue;
        };
        let page = at::comparison(slug, &offer.code, &expectation.code);
        rows.push(Row {
            title: finding::title(&block.comparison),
            href: Some(page),
            detail: format!("{}: {}, {}.", block.title(), block.people(), block.window),
            end: RowEnd::Nothing,
        });
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
        next: desk.who().runs_courses().then(|| Button {
            label: "Use a survey".to_owned(),
            act: ButtonAct::Follow(at::new_round(slug)),
            quiet: false,
        }),
    });
    rows.extend(listed::rows(&desk, closed, &answered).await?);
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Results),
        programme: desk.programme().name.clone(),
        heading,
        actions: Vec::new(),
        empty,
        rows,
    })
}
