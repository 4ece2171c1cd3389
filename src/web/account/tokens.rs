//! One's own access tokens in a programme: what programs show to read and write what one may.

pub(crate) mod index;
pub(crate) mod new;
pub(crate) mod revoke;

use crate::{
    store::ApiScope,
    web::{Desk, Link, Member, Trail, at},
};

/// What a scope lets a program do, as its person reads it.
fn scope_in_words(scope: ApiScope) -> &'static str {
    match scope {
        ApiScope::FiguresRead => "Read courses, surveys and results",
        ApiScope::AnswersRead => {
            "Read individual answers to closed surveys, and health checks of partnerships"
        }
        ApiScope::ContactsRead => "Read partners and contacts",
        ApiScope::ContactsWrite => "Add, change and delete partners and contacts",
        ApiScope::CoursesWrite => "Plan, change and delete courses, and send surveys",
        ApiScope::SurveysWrite => "Create, change and delete draft surveys",
        ApiScope::PromisesWrite => "Change and delete promises, and update their state",
    }
}

fn trail(desk: &Desk<'_, Member>, here: &str) -> Trail {
    let slug = desk.slug();
    let mut above = vec![Link::new("Account", at::account(slug))];
    if here != "Access tokens" {
        above.push(Link::new("Access tokens", at::account_tokens(slug)));
    }
    Trail { above, here: here.to_owned() }
}
