//! What is offered and wanted at a workshop: which prompts say so, and which offers meet which wishes.

use std::collections::BTreeMap;

use common_ground_boards::ledger::{Ledger, laid};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    desk::of_board as of_prompts,
    things::{self, Thing},
};
use crate::{
    store::{
        BoardPrompt, Connection, Result,
        entity::{board_ledger, board_pair},
        insert_or_set,
    },
    survey::Side,
};

/// Words of headings that say what is offered, and what is wanted.
const OFFERED: [&str; 3] = ["bring", "offer", "give"];
const WANTED: [&str; 4] = ["would like", "hope to get", "want", "hope for"];

/// The prompts that say what is offered and what is wanted, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerPrompts {
    /// What people can bring.
    pub offered: Option<Uuid>,
    /// What people would like to get.
    pub wanted: Option<Uuid>,
}

/// The prompts that were chosen; before that, those whose headings sound like it.
pub async fn asked(db: &Connection, board: Uuid, prompts: &[BoardPrompt]) -> Result<LedgerPrompts> {
    let known = |id: Option<Uuid>| id.filter(|id| prompts.iter().any(|prompt| prompt.id == *id));
    if let Some(row) = board_ledger::Entity::find_by_id(board).one(db).await? {
        return Ok(LedgerPrompts { offered: known(row.offered_id), wanted: known(row.wanted_id) });
    }
    let sounding = |words: &[&str], but: Option<Uuid>| {
        let mut others = prompts.iter().filter(|prompt| Some(prompt.id) != but);
        let is = |prompt: &&BoardPrompt| {
            let heading = prompt.heading.to_lowercase();
            words.iter().any(|word| heading.contains(word))
        };
        others.find(is).map(|prompt| prompt.id)
    };
    let wanted = sounding(&WANTED, None);
    Ok(LedgerPrompts { offered: sounding(&OFFERED, wanted), wanted })
}

/// Chooses the prompts.
pub async fn choose(tx: &Connection, board: Uuid, asked: LedgerPrompts) -> Result<()> {
    let row = board_ledger::ActiveModel {
        board_id: Set(board),
        offered_id: Set(asked.offered),
        wanted_id: Set(asked.wanted),
    };
    let columns = [board_ledger::Column::OfferedId, board_ledger::Column::WantedId];
    insert_or_set(tx, row, [board_ledger::Column::BoardId], columns).await
}

/// What one side offers beside what the other wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    /// The side that offers.
    pub offering: Side,
    pub offers: Vec<Thing>,
    /// What the other side wants.
    pub wishes: Vec<Thing>,
    /// Which of them meet, by their ids.
    pub ledger: Ledger<Uuid>,
}

impl Half {
    /// The offer with an id.
    pub fn offer(&self, id: Uuid) -> Option<&Thing> {
        self.offers.iter().find(|offer| offer.id == id)
    }

    /// The wish with an id.
    pub fn wish(&self, id: Uuid) -> Option<&Thing> {
        self.wishes.iter().find(|wish| wish.id == id)
    }
}

/// What the library offers and partners want, then what partners offer and the library wants: what is shown of it, and at
/// most so many pairs that are proposed.
pub async fn of_board(
    db: &Connection,
    board: Uuid,
    prompts: &[BoardPrompt],
    asked: LedgerPrompts,
    proposed: usize,
) -> Result<[Half; 2]> {
    let rows = board_pair::Entity::find()
        .filter(board_pair::Column::PromptId.in_subquery(of_prompts(board)))
        .all(db)
        .await?;
    let things = things::of_board(db, board, prompts).await?;
    Ok(Side::ALL.map(|offering| {
        let of = |prompt: Option<Uuid>, side: Side| -> Vec<Thing> {
            let of_side = |thing: &&Thing| Some(thing.prompt) == prompt && thing.cards_of(side) > 0;
            things.iter().filter(of_side).cloned().collect()
        };
        let (offers, wishes) = (of(asked.offered, offering), of(asked.wanted, offering.other()));
        let decided = decided(&rows, offering, &things);
        let named = |things: &[Thing]| -> Vec<(Uuid, String)> {
            things.iter().map(|thing| (thing.id, thing.words.clone())).collect()
        };
        let ledger = laid(&named(&offers), &named(&wishes), &decided, proposed);
        Half { offering, offers, wishes, ledger }
    }))
}

/// What was decided about offers of a side: whether they meet a wish. A card that is in a group now is told of as that
/// group; where one card of those that are together was confirmed, the group is.
fn decided(rows: &[board_pair::Model], offering: Side, things: &[Thing]) -> BTreeMap<(Uuid, Uuid), bool> {
    let now = |id: Uuid| things.iter().find(|thing| thing.holds(id)).map_or(id, |thing| thing.id);
    let mut decided = BTreeMap::new();
    for row in rows.iter().filter(|row| row.offering == offering.key()) {
        let meets = decided.entry((now(row.offered_id), now(row.wanted_id))).or_insert(false);
        *meets |= row.confirmed;
    }
    decided
}

/// An offer and a wish of a board.
#[derive(Clone, Copy, Debug)]
pub struct OfferAndWish<'a> {
    /// The card or group that offers.
    pub offered: &'a Thing,
    /// The card or group that wants.
    pub wanted: &'a Thing,
    /// The side that offers.
    pub offering: Side,
}

/// Keeps that an offer meets a wish, or that it does not.
pub async fn decide(tx: &Connection, pair: OfferAndWish<'_>, meets: bool) -> Result<()> {
    let row = board_pair::ActiveModel {
        prompt_id: Set(pair.offered.prompt),
        offered_id: Set(pair.offered.id),
        wanted_id: Set(pair.wanted.id),
        offering: Set(pair.offering.key().to_owned()),
        confirmed: Set(meets),
    };
    let key = [board_pair::Column::OfferedId, board_pair::Column::WantedId, board_pair::Column::Offering];
    insert_or_set(tx, row, key, [board_pair::Column::Confirmed]).await
}

/// Forgets what was decided about an offer and a wish, whichever of their cards it was said of.
pub async fn forget(tx: &Connection, pair: OfferAndWish<'_>) -> Result<()> {
    let parts = |thing: &Thing| {
        let cards = thing.cards.iter().map(|card| card.id);
        cards.chain([thing.id]).collect::<Vec<Uuid>>()
    };
    board_pair::Entity::delete_many()
        .filter(board_pair::Column::Offering.eq(pair.offering.key()))
        .filter(board_pair::Column::OfferedId.is_in(parts(pair.offered)))
        .filter(board_pair::Column::WantedId.is_in(parts(pair.wanted)))
        .exec(tx)
        .await?;
    Ok(())
}
