//! Comments: open answers of closed rounds, read by a trainer, who decides which may be quoted. Managers see only
//! released ones, and only inside summaries.

pub(crate) mod decide;
pub(crate) mod edit;
pub(crate) mod index;
pub(crate) mod list;
pub(crate) mod release;
pub(crate) mod remove;
pub(crate) mod scope;
pub(crate) mod shown;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    app::App,
    results::{self, Sizes},
    store::{Comment, comments},
    survey::personal,
    web::{Desk, Error, Result, Trainer, comments::scope::Scope},
};

/// A comment of this programme, and where it is read.
async fn find(desk: &Desk<'_, Trainer>, id: Uuid, course: Option<Uuid>) -> Result<(Comment, Scope)> {
    let comment = comments::find(desk.db(), id).await?.ok_or(Error::NotFound)?;
    let scope = Scope::of_comment(desk, comment.round_id, course).await?;
    Ok((comment, scope))
}

/// How many people of each group answered each round.
async fn sizes(app: &App, scope: &Scope) -> Result<BTreeMap<Uuid, Sizes>> {
    let mut sizes = BTreeMap::new();
    for round in &scope.rounds {
        sizes.insert(round.id, results::sizes(app, round).await?);
    }
    Ok(sizes)
}

async fn may_quote(app: &App, comment: &Comment, scope: &Scope) -> Result<bool> {
    let sizes = sizes(app, scope).await?;
    Ok(sizes.get(&comment.round_id).is_some_and(|sizes| sizes.may_quote(&comment.grp)))
}

/// Why a text is marked, in a sentence: “Dana” looks like a name.
fn why_marked(text: &str, scope: &Scope) -> Option<String> {
    let marks = personal::marks(text, &scope.known());
    let marked: Vec<String> = marks
        .iter()
        .filter_map(|mark| Some(format!("“{}” {}", text.get(mark.at.clone())?, mark.looks.words())))
        .collect();
    (!marked.is_empty()).then(|| format!("{}.", marked.join("; ")))
}
