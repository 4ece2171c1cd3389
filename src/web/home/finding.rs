//! The latest finding.

use common_ground_reports::{
    compare::{ComparedSides, Comparison, Pair, Verdict},
    finding::title,
    summary::inputs::ItemBlock,
    wording,
};

use crate::{
    results::ledger::{self, Matched},
    store::Round,
    web::{Desk, Link, Member, Result, at},
};

#[derive(Debug, Clone)]
pub(crate) struct HomeFinding {
    /// The sentence without its full stop: “Partners want us to bend our rules more than we say we do”.
    pub sentence: String,
    /// The partners’ mean: “4.2”.
    pub partners: String,
    /// The library’s mean: “2.7”.
    pub library: String,
    /// What the means rest on: “Means on a scale from 1 to 5, from 9 partners and 14 library staff”.
    pub basis: String,
    /// Where the comparison is.
    pub link: Link,
}

/// How many of the newest comparisons are looked through for a finding.
const LOOKED_AT: usize = 3;

/// The largest gap of the newest comparison that shows one.
pub(crate) async fn latest(desk: &Desk<'_, Member>, all: &[Round]) -> Result<Option<HomeFinding>> {
    let zone = desk.zone();
    for Matched { offer, expectation } in ledger::matched(desk.app, all).await?.into_iter().take(LOOKED_AT) {
        let Some(block) = ledger::block(desk.app, &offer, &expectation, &zone).await? else { continue };
        let page = at::comparison(desk.slug(), &offer.code, &expectation.code);
        if let Some(finding) = finding(&block, page) {
            return Ok(Some(finding));
        }
    }
    Ok(None)
}

fn finding(block: &ItemBlock, page: String) -> Option<HomeFinding> {
    let comparison = &block.comparison;
    let worst = |verdict| comparison.by_gap().into_iter().find(|pair: &&Pair| pair.verdict == verdict);
    let pair = worst(Verdict::Clear).or_else(|| worst(Verdict::Possible))?;
    // The sentence must speak of the very item whose means stand beside it.
    let alone = Comparison { pairs: vec![pair.clone()], ..comparison.clone() };
    let [offer, expectation] = pair.means();
    let (offer, expectation) = (wording::mean(offer?), wording::mean(expectation?));
    let (partners, library) = match comparison.ledger {
        ComparedSides::LibraryOffers => (expectation, offer),
        ComparedSides::PartnersOffer => (offer, expectation),
    };
    Some(HomeFinding {
        sentence: title(&alone),
        partners,
        library,
        basis: block.caption(),
        link: Link::new("See the comparison", page),
    })
}
