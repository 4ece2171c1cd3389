//! Where cards and groups of a board went: the questions that ask them, and their words for whatever came of them.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::desk::of_board;
use crate::store::{
    Connection, CustomSurvey, Result,
    entity::{board_card, board_group, card_item, own_survey},
};

/// A question of an own survey that asks a card or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// The card or group.
    pub target: Uuid,
    /// The key of the survey.
    pub survey: String,
    /// The English title of the survey.
    pub title: String,
    /// The key of the question.
    pub item: String,
}

/// Keeps that questions ask cards or groups: each the key of the question, the prompt, and the card or group.
pub async fn keep(tx: &Connection, survey: Uuid, items: &[(String, Uuid, Uuid)]) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let rows = items.iter().map(|(item, prompt, target)| card_item::ActiveModel {
        survey_id: Set(survey),
        item_key: Set(item.clone()),
        prompt_id: Set(*prompt),
        target_id: Set(*target),
    });
    card_item::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The questions that ask cards and groups of a board, as far as the surveys still have them.
pub async fn asked(db: &Connection, board: Uuid) -> Result<Vec<AskedQuestion>> {
    let rows = card_item::Entity::find()
        .filter(card_item::Column::PromptId.in_subquery(of_board(board)))
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let surveys = own_survey::Entity::find()
        .filter(own_survey::Column::Id.is_in(rows.iter().map(|row| row.survey_id)))
        .all(db)
        .await?;
    let mut known: BTreeMap<Uuid, CustomSurvey> = BTreeMap::new();
    for row in surveys {
        known.insert(row.id, row.try_into()?);
    }
    let asked = rows.into_iter().filter_map(|row| {
        let draft = &known.get(&row.survey_id)?.draft;
        draft.item(&row.item_key)?;
        let title = draft.title.texts().next().map(ToString::to_string).unwrap_or_default();
        Some(AskedQuestion { target: row.target_id, survey: draft.key.clone(), title, item: row.item_key })
    });
    Ok(asked.collect())
}

/// The card or group that a question asks, in the words that it has now.
pub async fn of_item(db: &Connection, survey: Uuid, item: &str) -> Result<Option<String>> {
    let Some(row) = card_item::Entity::find_by_id((survey, item.to_owned())).one(db).await? else {
        return Ok(None);
    };
    Ok(words(db, [row.target_id]).await?.remove(&row.target_id))
}

/// What cards and groups say, those that are still there and not withheld.
pub async fn words(
    db: &Connection,
    targets: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, String>> {
    let targets: Vec<Uuid> = targets.into_iter().collect();
    if targets.is_empty() {
        return Ok(BTreeMap::new());
    }
    let cards = board_card::Entity::find()
        .filter(board_card::Column::Id.is_in(targets.iter().copied()))
        .filter(board_card::Column::Withheld.eq(false))
        .all(db)
        .await?;
    let groups = board_group::Entity::find().filter(board_group::Column::Id.is_in(targets)).all(db).await?;
    let cards = cards.into_iter().map(|card| (card.id, card.clarified.unwrap_or(card.text)));
    Ok(cards.chain(groups.into_iter().map(|group| (group.id, group.label))).collect())
}
