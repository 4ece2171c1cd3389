//! What holds for every programme on the site, and how signing in works. Site administrators alone: whoever sets the
//! mail server could read every link that lets somebody in.

use std::sync::Arc;

use rocket::{State, http::Status};

use crate::{
    app::App,
    posting::InForce,
    store::{
        self, audit, second_factors,
        sign_in_rules::{self, SignInRules},
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            brand as site_brand,
            error::Result,
            flash::Told,
            form_data::FormData,
            guard::{Member, SiteAdmin},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            form::{Field, FormPage, Input, Problems, Section},
            frame::Site,
            index::Index,
            nav::{self, Place},
            piece::{Link, Trail},
        },
        settings::{brand, mail_server},
    },
};

/// The longest idle time, in hours: as long as a session lasts.
const LONGEST_IDLE: u32 = 7 * 24;

/// What is set for the whole site.
#[rocket::get("/programmes/<slug>/settings/site")]
pub(crate) async fn index(
    slug: &str,
    who: SiteAdmin,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let mail = app.mail().await?;
    let brand = site_brand::current(app).await?;
    let (words, logo) = brand::states(&brand);
    let mut rows = vec![
        row("Name and colour of the site", words, "Change", at::settings_brand(slug)),
        row("Logo", logo, "Change", at::settings_logo(slug)),
    ];
    rows.extend(mail_rows(slug, app, &mail));
    let rules = app.sign_in_rules().await?;
    rows.push(row("Signing in", state(rules), "Change", at::settings_signing_in(slug)));
    Page::of(&Index {
        frame: nav::frame(&who.member, site, Place::Settings).telling(told.0),
        programme: "Every programme on this site".to_owned(),
        heading: "Site settings".to_owned(),
        actions: Vec::new(),
        empty: None,
        rows,
    })
}

fn row(title: &str, detail: String, does: &str, page: String) -> Row {
    Row {
        title: title.to_owned(),
        href: None,
        detail,
        end: RowEnd::Link(Link::new(does, page).about(title.to_lowercase())),
    }
}

/// How emails leave, as far as that is to be set here, and whether they do.
fn mail_rows(slug: &str, app: &App, mail: &InForce) -> Vec<Row> {
    let configured = &app.posting.configured;
    let says_so = if configured.names_server() { " The configuration of the service says so." } else { "" };
    let words = format!("{}{says_so}", mail.words);
    let test = at::settings_test_letter(slug);
    if !mail_server::may_change(configured) {
        return vec![row("Email server", words, "Test", test)];
    }
    let about = "Says whether emails leave, and if not, what to change.".to_owned();
    vec![
        row("Email server", words, "Change", at::settings_mail_server(slug)),
        row("Test email", about, "Test", test),
    ]
}

/// The rules in two sentences.
fn state(rules: SignInRules) -> String {
    let factor = if rules.second_factor {
        "Administrators and trainers need a second factor."
    } else {
        "A second factor is up to each person."
    };
    format!("People are signed out after {} without use. {factor}", hours(rules.idle_hours))
}

fn hours(hours: u32) -> String {
    if hours == 1 { "one hour".to_owned() } else { format!("{hours} hours") }
}

/// The form of the rules of signing in.
#[rocket::get("/programmes/<slug>/settings/signing-in")]
pub(crate) async fn edit(
    slug: &str,
    who: SiteAdmin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let rules = app.sign_in_rules().await?;
    let ticked = if rules.second_factor { "yes" } else { "" };
    let hours = rules.idle_hours.to_string();
    let entries = FormData::of([("idle_hours", &*hours), ("second_factor", ticked)]);
    Page::of(&form(slug, &who.member, site, &entries, Problems::default()))
}

/// Changes the rules, or says what to mend.
#[rocket::post("/programmes/<slug>/settings/signing-in", data = "<entries>")]
pub(crate) async fn change(
    slug: &str,
    who: SiteAdmin,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let SiteAdmin { member: who, proof } = who;
    let mut problems = Problems::default();
    let second_factor = entries.is_on("second_factor");
    // Whoever asks others for one would be the first to stand before a shut door.
    if second_factor && second_factors::confirmed(app.db.read(), who.person.id).await?.is_none() {
        problems.add("second_factor", "Set up a second factor for your own account first");
    }
    let idle = entries.one("idle_hours").parse().ok().filter(|hours| (1..=LONGEST_IDLE).contains(hours));
    if idle.is_none() {
        problems.add("idle_hours", format!("Enter a whole number of hours from 1 to {LONGEST_IDLE}"));
    }
    let Some(idle_hours) = idle.filter(|_| problems.is_empty()) else {
        let page = form(slug, &who, site, &entries, problems);
        return Answer::mend(&page);
    };
    let rules = SignInRules { idle_hours, second_factor };
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    sign_in_rules::keep(&tx, &proof, rules, now.into()).await?;
    let programme = Some(who.programme.id);
    audit::record(&tx, programme, &who.person, "changed the settings", "signing in", now.into()).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    app.sign_in_rules_changed();
    Ok(done(slug, "Signing in: changed"))
}

/// Back to the site settings, telling what was done.
pub(crate) fn done(slug: &str, what: impl Into<String>) -> Answer {
    Answer::on(at::settings_site(slug), what)
}

/// The way to the site settings.
pub(crate) fn link(slug: &str) -> Link {
    Link::new("Site settings", at::settings_site(slug))
}

pub(crate) fn trail(slug: &str, here: &str) -> Trail {
    Trail { above: vec![link(slug)], here: here.to_owned() }
}

pub(crate) fn way_out(slug: &str) -> Link {
    Link::new("Back without changing", at::settings_site(slug))
}

fn form(slug: &str, who: &Member, site: &Arc<Site>, entries: &FormData, problems: Problems) -> FormPage {
    let fields = vec![
        Field::typed("number", "idle_hours", "Hours without use before sign-out", entries.one("idle_hours"))
            .hint("Counted in whole hours, so it can take up to an hour longer. Everybody is signed out after a week"),
        Field::new(
            "second_factor",
            "Administrators and trainers need a second factor",
            Input::Tick(entries.is_on("second_factor")),
        )
        .hint("People without one set it up when they next sign in. They need an app for codes on their phone"),
    ];
    FormPage {
        frame: nav::frame(who, site, Place::Settings),
        trail: Some(trail(slug, "Signing in")),
        heading: "Signing in".to_owned(),
        lead: vec!["These rules apply to every programme on this site.".to_owned()],
        sections: vec![Section { fields, ..Section::default() }],
        problems,
        action: at::settings_signing_in(slug),
        button: "Save the change".to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    }
}
