//! An earlier write-up becomes the prompts and cards of a board, agreed as they are.

use common_ground_boards::write_up::{WriteUp, examples};
use sea_orm::{ColumnTrait, EntityTrait, Set};
use uuid::Uuid;

use super::{Origin, prompts};
use crate::{
    store::{
        Connection, PromptStep, Result,
        entity::{board_card, board_group, board_prompt},
        set_where,
    },
    survey::Side,
};

/// Rows written in one statement.
const AT_ONCE: usize = 1_000;

/// Puts the points of a write-up on a board that asks its headings, in their order. With `apart`, a point with examples
/// becomes a group of them, which the write-up tells in the same words again.
pub async fn bring(tx: &Connection, board: Uuid, write_up: &WriteUp, apart: bool) -> Result<()> {
    let (mut cards, mut groups) = (Vec::new(), Vec::new());
    for (prompt, written) in prompts(tx, board).await?.iter().zip(&write_up.prompts) {
        for (rank, point) in (1..).zip(&written.cards) {
            let Some((label, members)) = examples::unfold(&point.text).filter(|_| apart) else {
                cards.push(card(prompt.id, &point.text, rank, None));
                continue;
            };
            let group = Uuid::new_v4();
            groups.push(board_group::ActiveModel {
                id: Set(group),
                prompt_id: Set(prompt.id),
                label: Set(label.to_owned()),
                rank: Set(rank),
            });
            cards.extend((1..).zip(members).map(|(place, text)| card(prompt.id, text, place, Some(group))));
        }
    }
    for groups in groups.chunks(AT_ONCE) {
        board_group::Entity::insert_many(groups.to_vec()).exec_without_returning(tx).await?;
    }
    for cards in cards.chunks(AT_ONCE) {
        board_card::Entity::insert_many(cards.to_vec()).exec_without_returning(tx).await?;
    }
    set_where(tx, board_prompt::Column::Step, PromptStep::Agreed, board_prompt::Column::BoardId.eq(board))
        .await?;
    Ok(())
}

fn card(prompt: Uuid, text: &str, rank: i32, group: Option<Uuid>) -> board_card::ActiveModel {
    board_card::ActiveModel {
        id: Set(Uuid::new_v4()),
        prompt_id: Set(prompt),
        side: Set(Side::Library.into()),
        origin: Set(Origin::Paper),
        text: Set(text.to_owned()),
        clarified: Set(None),
        table_name: Set(String::new()),
        group_id: Set(group),
        rank: Set(rank),
        withheld: Set(false),
        example: Set(group.is_some()),
        writer_hash: Set(None),
    }
}
