//! What an agreement could say of what each side offers and hopes to get: from the surveys of the programme, and from pairs of
//! the latest workshop that the partner came to.

use std::collections::BTreeSet;

use common_ground_reports::compare::Comparison;
use jiff::tz::TimeZone;

use super::ledger::{block, matched};
use crate::{
    app::App,
    store::{
        Partner, Result,
        boards::{self, ledger},
        rounds,
    },
    survey::{
        LedgerHalf, Side,
        agreement::{Agreement, Part},
    },
};

/// From which mean on a thing is offered, or hoped for: the second highest point of the scale.
const SAID_SO: f64 = 4.0;
/// Closed surveys of the two sides among which the newest comparison is looked for: the latest.
const SIDES: u64 = 200;
/// The most things that a survey adds to a part: a sheet is a page.
const MOST: usize = 6;

/// Where a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineSource {
    /// Surveys of the whole programme.
    Survey,
    /// A pair of cards of a workshop that the partner came to.
    Workshop,
    /// A time at which the partner is busy.
    BusyTime,
}

/// A line that an agreement could have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedLine {
    /// The part that it belongs to.
    pub part: Part,
    /// What it says.
    pub text: String,
    /// Where it comes from.
    pub source: LineSource,
}

/// The parts in which a side offers, and the other hopes for that.
fn parts(offering: Side) -> [Part; 2] {
    match offering {
        Side::Library => [Part::LibraryOffers, Part::PartnerHopes],
        Side::Partner => [Part::PartnerOffers, Part::LibraryHopes],
    }
}

/// The lines that could be added to an agreement with a partner; none that it has.
pub async fn of_partner(
    app: &App,
    partner: &Partner,
    document: &Agreement,
    zone: &TimeZone,
) -> Result<Vec<ProposedLine>> {
    let db = app.db.read();
    let mut lines = Vec::new();
    if let Some(board) = boards::latest_of_partner(db, partner.id).await? {
        let prompts = boards::prompts(db, board.id).await?;
        let asked = ledger::asked(db, board.id, &prompts).await?;
        for half in ledger::of_board(db, board.id, &prompts, asked, 0).await? {
            let [offers, hopes] = parts(half.offering);
            for (offer, wish) in &half.ledger.met {
                let things = [(offers, half.offer(*offer)), (hopes, half.wish(*wish))];
                lines.extend(things.into_iter().filter_map(|(part, thing)| {
                    Some(ProposedLine { part, text: thing?.words.clone(), source: LineSource::Workshop })
                }));
            }
        }
    }
    let matched = matched(app, &rounds::latest_of_ledger(db, partner.programme_id, SIDES).await?).await?;
    for half in [LedgerHalf::A, LedgerHalf::B] {
        let newest = matched.iter().find(|both| both.offer.side == half.offering());
        let Some(newest) = newest else { continue };
        if let Some(block) = block(app, &newest.offer, &newest.expectation, zone).await? {
            lines.extend(said(&block.comparison, half.offering()));
        }
    }
    let mut met: BTreeSet<(Part, String)> = BTreeSet::new();
    for part in Side::ALL.into_iter().flat_map(parts) {
        met.extend(document.text(part).lines().map(|line| (part, plain(line))));
    }
    lines.retain(|line| met.insert((line.part, plain(&line.text))));
    Ok(lines)
}

/// A line as it is compared with others.
fn plain(line: &str) -> String {
    line.trim().trim_end_matches('.').to_lowercase()
}

/// What a side says it offers, and the other that it hopes for, the clearest first.
fn said(comparison: &Comparison, offering: Side) -> Vec<ProposedLine> {
    let [offers, hopes] = parts(offering);
    let of = |part: Part, mean: fn(&common_ground_reports::compare::Pair) -> Option<f64>| {
        let pairs = comparison.pairs.iter();
        let mut clear: Vec<(f64, &str)> = pairs
            .filter_map(|pair| {
                let name = if pair.topic.is_empty() { &pair.label } else { &pair.topic };
                Some((mean(pair).filter(|mean| *mean >= SAID_SO)?, name.as_str()))
            })
            .collect();
        // What is equally clear stays in the order of the survey.
        clear.sort_by(|one, other| other.0.total_cmp(&one.0));
        let line = move |(_, text): (f64, &str)| ProposedLine {
            part,
            text: text.to_owned(),
            source: LineSource::Survey,
        };
        clear.into_iter().take(MOST).map(line).collect::<Vec<_>>()
    };
    let mut lines = of(offers, |pair| pair.offer.headline_mean());
    lines.extend(of(hopes, |pair| pair.expectation.headline_mean()));
    lines
}
