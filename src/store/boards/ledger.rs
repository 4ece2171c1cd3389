//! What is offered and wanted at a workshop: which prompts say so, and which offers meet which wishes.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{Card, Prompt, desk::of_board};
use crate::{
    store::{
        Result,
        entity::{board_ledger, board_pair},
    },
    survey::round::Side,
};

/// Words of headings that say what is offered, and what is wanted.
const OFFERED: [&str; 3] = ["bring", "offer", "give"];
const WANTED: [&str; 4] = ["would like", "hope to get", "want", "hope for"];

/// The prompts that say what is offered and what is wanted, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What people can bring.
    pub offered: Option<Uuid>,
    /// What people would like to get.
    pub wanted: Option<Uuid>,
}

/// The prompts that were chosen; before that, those whose headings sound like it.
pub async fn asked(db: &impl ConnectionTrait, board: Uuid, prompts: &[Prompt]) -> Result<Asked> {
    let known = |id: Option<Uuid>| id.filter(|id| prompts.iter().any(|prompt| prompt.id == *id));
    if let Some(row) = board_ledger::Entity::find_by_id(board).one(db).await? {
        return Ok(Asked { offered: known(row.offered_id), wanted: known(row.wanted_id) });
    }
    let sounding = |words: &[&str], but: Option<Uuid>| {
        let mut others = prompts.iter().filter(|prompt| Some(prompt.id) != but);
        let is = |prompt: &&Prompt| {
            let heading = prompt.heading.to_lowercase();
            words.iter().any(|word| heading.contains(word))
        };
        others.find(is).map(|prompt| prompt.id)
    };
    let wanted = sounding(&WANTED, None);
    Ok(Asked { offered: sounding(&OFFERED, wanted), wanted })
}

/// Chooses the prompts.
pub async fn choose(tx: &impl ConnectionTrait, board: Uuid, asked: Asked) -> Result<()> {
    let row = board_ledger::ActiveModel {
        board_id: Set(board),
        offered_id: Set(asked.offered),
        wanted_id: Set(asked.wanted),
    };
    let replace = OnConflict::column(board_ledger::Column::BoardId)
        .update_columns([board_ledger::Column::OfferedId, board_ledger::Column::WantedId])
        .to_owned();
    board_ledger::Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// What was decided about offers of one side and wishes of the other: whether they meet. A card that is in a group now is
/// told of as that group; where one card of two that are together was confirmed, the group is.
pub async fn decided(
    db: &impl ConnectionTrait,
    board: Uuid,
    offering: Side,
    cards: &[Card],
) -> Result<BTreeMap<(Uuid, Uuid), bool>> {
    let rows = board_pair::Entity::find()
        .filter(board_pair::Column::PromptId.in_subquery(of_board(board)))
        .filter(board_pair::Column::Offering.eq(offering.key()))
        .all(db)
        .await?;
    let groups: BTreeMap<Uuid, Uuid> =
        cards.iter().filter_map(|card| Some((card.id, card.group_id?))).collect();
    let now = |id: Uuid| groups.get(&id).copied().unwrap_or(id);
    let mut decided = BTreeMap::new();
    for row in rows {
        let meets = decided.entry((now(row.offered_id), now(row.wanted_id))).or_insert(false);
        *meets |= row.confirmed;
    }
    Ok(decided)
}

/// An offer and a wish of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The prompt of the offer.
    pub prompt: Uuid,
    /// The card or group that offers.
    pub offered: Uuid,
    /// The card or group that wants.
    pub wanted: Uuid,
    /// The side that offers.
    pub offering: Side,
}

/// Keeps that an offer meets a wish, or that it does not.
pub async fn decide(tx: &impl ConnectionTrait, pair: Pair, meets: bool) -> Result<()> {
    let row = board_pair::ActiveModel {
        prompt_id: Set(pair.prompt),
        offered_id: Set(pair.offered),
        wanted_id: Set(pair.wanted),
        offering: Set(pair.offering.key().to_owned()),
        confirmed: Set(meets),
    };
    let key = [board_pair::Column::OfferedId, board_pair::Column::WantedId, board_pair::Column::Offering];
    let replace = OnConflict::columns(key).update_column(board_pair::Column::Confirmed).to_owned();
    board_pair::Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets what was decided about an offer and a wish, whichever of their cards it was said of.
pub async fn forget(tx: &impl ConnectionTrait, pair: Pair, cards: &[Card]) -> Result<()> {
    let parts = |id: Uuid| {
        let members = cards.iter().filter(move |card| card.group_id == Some(id)).map(|card| card.id);
        std::iter::once(id).chain(members).collect::<Vec<Uuid>>()
    };
    board_pair::Entity::delete_many()
        .filter(board_pair::Column::Offering.eq(pair.offering.key()))
        .filter(board_pair::Column::OfferedId.is_in(parts(pair.offered)))
        .filter(board_pair::Column::WantedId.is_in(parts(pair.wanted)))
        .exec(tx)
        .await?;
    Ok(())
}
