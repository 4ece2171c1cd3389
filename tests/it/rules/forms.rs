//! Every form there is, sent as no page would send it. A form that refuses something comes back with what was typed and
//! says which field to mend; nothing that anybody sends is a fault of the service.

mod bad;
mod form;
mod judge;
mod parts;
mod prepared;
mod walk;

use std::collections::BTreeSet;

use rand::{SeedableRng, rngs::StdRng};
use rocket::http::Method;

use self::{
    form::{Form, Kind},
    judge::Judge,
    prepared::Scene,
    walk::Routes,
};
use crate::support::{app::TestApp, visitor::Visitor};

/// The seed of all mixtures; a failure says it.
const SEED: u64 = 2026;
/// Mixtures for each form.
const MIXTURES: usize = 3;

#[rocket::async_test]
async fn nothing_that_is_sent_to_any_form_breaks_it_and_what_is_refused_comes_back_to_be_mended() {
    let (app, empty) = (Box::pin(prepared::well_filled()).await, TestApp::start().await);
    let routes = Routes::of(&app.visitor().await);
    let mut judge = Judge::new(&routes, [&app, &empty]);
    let scenes = Box::pin(prepared::scenes(&app, &empty)).await;
    // All pages are read before anything is sent.
    let mut met: Vec<(&Visitor, Form)> = Vec::new();
    for Scene { visitor, pages, walks, forms } in &scenes {
        let walked = walk::forms(visitor, pages, *walks, &mut judge.faults).await;
        met.extend(forms.iter().cloned().chain(walked).map(|form| (visitor, form)));
    }
    let route = |form: &Form| routes.pattern(Method::Post, form.path());
    let reached: BTreeSet<_> = met.iter().filter_map(|(_, form)| route(form)).collect();
    // Those that only confirm come last: they may take away what others stand on, and one signs out. When an email leaves
    // can be changed only until one of the others closes its survey.
    met.sort_by_key(|(_, form)| {
        (form.open().next().is_none(), form.action == "/sign-out", !form.path().contains("/emails/"))
    });
    let mut sent = BTreeSet::new();
    for (visitor, form) in &met {
        // What one sent already another need not send again.
        if !sent.insert((route(form), form.names())) {
            continue;
        }
        if form.open().next().is_some() {
            send_all(visitor, form, &mut judge).await;
        } else {
            send_carried(visitor, form, &mut judge).await;
            send_broken(visitor, form, &mut judge).await;
        }
    }
    let unmet = routes.posts().into_iter().filter(|route| !reached.contains(route));
    judge.faults.extend(unmet.map(|route| format!("no form that leads to {route} was met")));
    judge.faults.sort();
    assert!(judge.faults.is_empty(), "seed {SEED}, {} sent:\n{}", judge.sent, judge.faults.join("\n"));
}

async fn send_all(visitor: &Visitor, form: &Form, judge: &mut Judge<'_>) {
    let empty: Vec<_> = form
        .fields
        .iter()
        .map(|field| match field.kind {
            Kind::Hidden | Kind::Button => {
                (field.name.clone(), field.values.first().cloned().unwrap_or_default())
            }
            _ => (field.name.clone(), String::new()),
        })
        .collect();
    judge.form(visitor, form, &empty, None).await;
    for field in form.open() {
        for value in bad::impossible(field) {
            judge.form(visitor, form, &bad::with(form, &field.name, &value), Some(field)).await;
        }
    }
    send_odd(visitor, form, judge).await;
    let twice: Vec<_> = form.pairs().into_iter().flat_map(|pair| [pair.clone(), pair]).collect();
    judge.form(visitor, form, &twice, None).await;
    let mut rng = StdRng::seed_from_u64(SEED);
    for _ in 0..MIXTURES {
        judge.form(visitor, form, &bad::mixture(form, &mut rng), None).await;
    }
    if form.multipart {
        send_parts(visitor, form, judge).await;
    }
    send_broken(visitor, form, judge).await;
}

/// Files that no page would send: too large, under odd names, as text without a name.
async fn send_parts(visitor: &Visitor, form: &Form, judge: &mut Judge<'_>) {
    for (body, refused) in parts::odd(form) {
        judge.file(visitor, form, body, refused).await;
    }
}

/// Odd text everywhere where text is typed, which most forms take; and in each other field, which refuses most of it.
async fn send_odd(visitor: &Visitor, form: &Form, judge: &mut Judge<'_>) {
    let text: Vec<_> = form.open().filter(|field| field.kind == Kind::Text).collect();
    for value in bad::ODD {
        let odd = text.iter().fold(form.clone(), |form, field| form.with(&field.name, value));
        judge.form(visitor, form, &odd.pairs(), None).await;
    }
    for (field, value) in form.open().filter(|field| field.kind != Kind::Text).zip(bad::ODD.iter().cycle()) {
        judge.form(visitor, form, &bad::with(form, &field.name, value), None).await;
    }
}

/// Odd text in what a form carries along unseen.
async fn send_carried(visitor: &Visitor, form: &Form, judge: &mut Judge<'_>) {
    for field in &form.fields {
        for value in bad::ODD {
            judge.form(visitor, form, &bad::with(form, &field.name, value), None).await;
        }
    }
}

async fn send_broken(visitor: &Visitor, form: &Form, judge: &mut Judge<'_>) {
    judge.wrong_kind(visitor, form).await;
    judge.too_large(visitor, form).await;
    for body in bad::broken(form) {
        judge.body(visitor, form, body).await;
    }
}
