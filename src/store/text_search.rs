//! Names and addresses found by a part of them, in any case.

use sea_orm::{
    ExprTrait,
    sea_query::{Condition, Expr, Func, LikeExpr},
};

use crate::survey::partner::normalised;

/// Text that holds these letters, whatever they mean to `LIKE`.
pub(super) fn holding(text: &str) -> LikeExpr {
    let escaped = |letter: char| match letter {
        '!' | '%' | '_' => vec!['!', letter],
        _ => vec![letter],
    };
    let literal: String = text.chars().flat_map(escaped).collect();
    LikeExpr::new(format!("%{literal}%")).escape('!')
}

/// Whether a column holds `text`, in any case.
pub(super) fn holds(column: Expr, text: &str) -> Expr {
    Expr::expr(Func::lower(column)).like(holding(&text.to_lowercase()))
}

/// Whether a name holds every word of `text`; signs that people leave out, such as apostrophes, do not matter.
pub(super) fn is_named(column: &Expr, text: &str) -> Condition {
    let mut bare = column.clone();
    for sign in ["'", "’", "‘", "."] {
        bare = Func::cust("replace").arg(bare).arg(Expr::val(sign)).arg(Expr::val("")).into();
    }
    let bare: Expr = Func::lower(bare).into();
    let mut all = Condition::all();
    for word in normalised(text).split(' ') {
        // SQLite makes only the letters of ASCII small.
        let capital: String = word
            .chars()
            .flat_map(|c| if c.is_ascii() { vec![c] } else { c.to_uppercase().collect() })
            .collect();
        let mut any = Condition::any().add(bare.clone().like(holding(word)));
        if capital != word {
            any = any.add(bare.clone().like(holding(&capital)));
        }
        all = all.add(any);
    }
    all
}
