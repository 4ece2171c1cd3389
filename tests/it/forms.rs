//! Every form there is, sent as no page would send it. A form that refuses something comes back with what was typed and
//! says which field to mend; nothing that anybody sends is a fault of the service.

mod bad;
mod form;
mod judge;
mod walk;

use std::collections::BTreeSet;

use common_ground::{
    demo,
    secret::{Purpose, hash},
    store::{invitations, people::Role, programmes},
    survey::round::Privacy,
};
use rand::{SeedableRng, rngs::StdRng};
use rocket::http::Method;

use self::{
    form::{Form, Kind},
    judge::Judge,
    walk::Routes,
};
use crate::support::{app::TestApp, visitor::Visitor};

/// The seed of all mixtures; a failure says it.
const SEED: u64 = 2026;
/// Mixtures for each form.
const MIXTURES: usize = 6;
/// What is posted to, and not by a form of a page that a walk meets.
const NOT_WALKED: [(&str, &str); 19] = [
    ("/sign-in/code", "half a sign-in leads there"),
    ("/set-up/<token>", "there is no such link once somebody can sign in"),
    ("/programmes/<slug>/rounds/<code>/invitations/<id>/send", "only for an invitation that failed"),
    ("/programmes/<slug>/rounds/<code>/comments", "the walk reads the comments of courses"),
    ("/programmes/<slug>/people/<id>/resend", "the walk meets people who are in"),
    ("/programmes/<slug>/people/<id>/enable", "only for somebody who was shut out"),
    ("/programmes/<slug>/partners/import/apply", "behind a list that was sent"),
    ("/programmes/<slug>/partners/<id>/merge", "only for partners that are alike"),
    ("/programmes/<slug>/erasure/person.json", "behind a search that found somebody"),
    ("/programmes/<slug>/erasure/erase", "behind a search that found somebody"),
    ("/programmes/<slug>/courses/<id>/summary/send", "only between the close and the summary"),
    ("/programmes/<slug>/courses/<course>/steps/<step>/<act>", "behind the choice of an act"),
    ("/programmes/<slug>/courses/<course>/participants/<id>/remove", "behind a person of a course to come"),
    ("/programmes/<slug>/comments/<id>/remove", "behind a comment that names somebody"),
    ("/programmes/<slug>/account/sessions/end-others", "only with a session elsewhere"),
    ("/programmes/<slug>/account/sessions/end", "only with a session elsewhere"),
    ("/programmes/<slug>/account/second-factor/off", "only with a second factor"),
    ("/programmes/<slug>/account/second-factor/codes", "only with a second factor"),
    ("/programmes/<slug>/account/second-factor", "behind the button that makes a secret"),
];

/// A service in which much has happened: the demonstration was lived through in it.
async fn well_filled() -> TestApp {
    let mut app = TestApp::start().await;
    let out = tempfile::tempdir().unwrap();
    demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    app.programme = programmes::find(app.app.db.read(), "welcome-to-reading").await.unwrap().unwrap();
    app
}

/// The address in a letter that begins so.
async fn path_in_letter(app: &TestApp, to: &str, begins: &str) -> String {
    let letter = app.letter_to(to).await;
    let at = letter.find(begins).unwrap_or_else(|| panic!("no {begins} in {letter}"));
    letter[at..].split_whitespace().next().unwrap().to_owned()
}

/// The pages from which somebody without an account sets out.
async fn public_pages(app: &TestApp, admin: &Visitor) -> Vec<String> {
    let open = app.round("partner_expect", |_| {}).await;
    let asked = app.round("staff_needs", |round| round.privacy = Privacy::Confidential).await;
    let token = app.invite(&asked, "asked@example.org").await;
    let invitation = invitations::by_token(app.app.db.read(), &hash(&token)).await.unwrap().unwrap();
    let id = invitation.id;
    let stop = app.app.secret.carrying_token(Purpose::Stop, id);
    let new = [("name", "Ben Oke"), ("email", "ben@example.org"), ("role", "trainer")];
    admin.post(&format!("/programmes/{}/people/new", app.programme.slug), &new).await.has_status(303);
    let welcome = path_in_letter(app, "ben@example.org", "/welcome/").await;
    app.person("forgetful@example.org", Role::Manager).await;
    let stranger = app.visitor().await;
    stranger.post("/sign-in/forgotten", &[("email", "forgetful@example.org")]).await;
    let reset = path_in_letter(app, "forgetful@example.org", "/sign-in/new/").await;
    let mut pages = vec!["/sign-in".to_owned(), "/help".to_owned(), welcome, reset];
    pages.extend([format!("/s/{}", open.code), format!("/i/{token}"), format!("/stop/{stop}")]);
    pages
}

/// Makes what a walk should find and the demonstration lacks: a survey of one's own, and half a second factor.
async fn prepare(admin: &Visitor, home: &str) {
    let ours = [("title", "Our survey"), ("name", "Our survey")];
    admin.post(&format!("{home}/surveys/partner_expect/copy"), &ours).await;
    admin.post(&format!("{home}/account/second-factor/new"), &[]).await;
}

#[rocket::async_test]
async fn nothing_that_is_sent_to_any_form_breaks_it_and_what_is_refused_comes_back_to_be_mended() {
    let app = well_filled().await;
    let home = format!("/programmes/{}", app.programme.slug);
    let admin = app.signed_in(Role::Admin).await;
    let trainer = app.signed_in(Role::Trainer).await;
    let stranger = app.visitor().await;
    prepare(&admin, &home).await;
    let mut judge = Judge::default();
    let (mut reached, mut sent) = (BTreeSet::new(), BTreeSet::new());
    let routes = Routes::of(&admin);
    let public = public_pages(&app, &admin).await;
    for (visitor, pages) in
        [(&stranger, public), (&trainer, vec![home.clone()]), (&admin, vec![home.clone()])]
    {
        let forms = walk::forms(visitor, &pages, &mut judge.faults).await;
        // Those that only confirm come last: they may take away what others stand on, and one signs out.
        let (asking, confirming): (Vec<_>, Vec<_>) =
            forms.into_iter().partition(|form| form.open().next().is_some());
        for form in asking {
            // What a trainer was sent already an administrator need not be sent again.
            if sent.insert(format!("{:?} {:?}", routes.pattern(Method::Post, form.path()), form.names())) {
                send_all(visitor, &form, &mut judge).await;
            }
            reached.extend(routes.pattern(Method::Post, form.path()));
        }
        for form in confirming.iter().filter(|form| form.action != "/sign-out") {
            send_broken(visitor, form, &mut judge).await;
            reached.extend(routes.pattern(Method::Post, form.path()));
        }
        for form in confirming.iter().filter(|form| form.action == "/sign-out") {
            send_broken(visitor, form, &mut judge).await;
            reached.extend(routes.pattern(Method::Post, form.path()));
        }
    }
    let known: BTreeSet<_> = NOT_WALKED.iter().map(|(route, _)| *route).collect();
    let forgotten: Vec<_> = routes
        .posts()
        .into_iter()
        .filter(|route| !reached.contains(route) && !known.contains(route))
        .collect();
    judge.faults.extend(forgotten.iter().map(|route| format!("no form that leads to {route} was met")));
    judge.faults.sort();
    assert!(judge.faults.is_empty(), "seed {SEED}, {} sent:\n{}", judge.sent, judge.faults.join("\n"));
}

async fn send_all(visitor: &Visitor, form: &Form, judge: &mut Judge) {
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
        for value in bad::ODD {
            judge.form(visitor, form, &bad::with(form, &field.name, value), None).await;
        }
    }
    let twice: Vec<_> = form.pairs().into_iter().flat_map(|pair| [pair.clone(), pair]).collect();
    judge.form(visitor, form, &twice, None).await;
    let mut rng = StdRng::seed_from_u64(SEED);
    for _ in 0..MIXTURES {
        judge.form(visitor, form, &bad::mixture(form, &mut rng), None).await;
    }
    send_broken(visitor, form, judge).await;
}

async fn send_broken(visitor: &Visitor, form: &Form, judge: &mut Judge) {
    judge.wrong_kind(visitor, form).await;
    judge.too_large(visitor, form).await;
    for body in bad::broken(form) {
        judge.body(visitor, form, body).await;
    }
}
