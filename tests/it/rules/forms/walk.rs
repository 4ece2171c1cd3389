//! Walking the pages from one link to the next.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rocket::http::Method;

use super::form::{Form, Read};
use crate::support::visitor::Visitor;

/// How many pages of a kind are looked at.
const OF_A_KIND: usize = 3;

/// The patterns of a service's routes.
pub(super) struct Routes(Vec<(Method, String)>);

impl Routes {
    pub(super) fn of(visitor: &Visitor) -> Self {
        let path = |pattern: String| pattern.split('?').next().unwrap_or_default().to_owned();
        let routes = visitor.routes().into_iter().map(|(method, pattern)| (method, path(pattern)));
        // The one that takes what finds nobody signed in is no form's own.
        Self(routes.filter(|(_, path)| !path.contains("..")).collect())
    }

    /// The pattern that an address reaches: the one with the most parts of its own.
    pub(super) fn pattern(&self, method: Method, path: &str) -> Option<&str> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let fitting = self.0.iter().filter(|(of, pattern)| *of == method && fits(pattern, path));
        fitting.map(|(_, pattern)| pattern.as_str()).min_by_key(|pattern| pattern.matches('<').count())
    }

    pub(super) fn posts(&self) -> BTreeSet<&str> {
        // What programs send is no form.
        let is_form = |pattern: &str| !pattern.starts_with("/api/");
        let posts = self.0.iter().filter(|(method, pattern)| *method == Method::Post && is_form(pattern));
        posts.map(|(_, pattern)| pattern.as_str()).collect()
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(part, is)| (part.starts_with('<') && !is.is_empty()) || part == is)
}

/// Every form on these pages, one of each kind, and on those that can be reached from them where `walks`.
pub(super) async fn forms(
    visitor: &Visitor,
    from: &[String],
    walks: bool,
    faults: &mut Vec<String>,
) -> Vec<Form> {
    let routes = Routes::of(visitor);
    let mut ahead: VecDeque<String> = from.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: BTreeMap<String, Form> = BTreeMap::new();
    while let Some(address) = ahead.pop_front() {
        let address = address.split('#').next().unwrap_or_default().to_owned();
        let Some(pattern) = routes.pattern(Method::Get, &address) else { continue };
        let of_kind = kinds.entry(pattern.to_owned()).or_default();
        if (*of_kind >= OF_A_KIND && !from.contains(&address)) || !seen.insert(address.clone()) {
            continue;
        }
        *of_kind += 1;
        let reply = visitor.get(&address).await;
        if reply.status >= 500 {
            faults.push(format!("GET {address}: {}", reply.status));
        }
        if let Some(on) = reply.header("Location") {
            ahead.push_back(on.to_owned());
        }
        if !reply.header("Content-Type").is_some_and(|kind| kind.starts_with("text/html")) {
            continue;
        }
        let page = Read::of(&reply.body);
        if walks {
            ahead.extend(page.links);
        }
        for form in page.forms {
            let Some(pattern) = routes.pattern(Method::Post, form.path()) else {
                faults.push(format!("{address}: a form leads nowhere: {}", form.action));
                continue;
            };
            let names: Vec<_> = form.open().map(|field| field.name.as_str()).collect();
            found.entry(format!("{pattern} {}", names.join(" "))).or_insert(form);
        }
    }
    found.into_values().collect()
}
