//! What the comments of rounds are about, for those who read them.

use common_ground_reports::summary::CommentThemes;
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        Result,
        comments::list::{self, CommentQuery},
    },
};

/// How many comments of these rounds have each theme, whatever was decided about them: not for managers, who read only
/// what was released.
pub async fn of_rounds(app: &App, rounds: Vec<Uuid>) -> Result<CommentThemes> {
    let (db, all) = (app.db.read(), CommentQuery { rounds, ..CommentQuery::default() });
    let comments = list::count(db, &all).await?;
    Ok(CommentThemes { themes: list::themes(db, &all.rounds).await?, comments })
}
