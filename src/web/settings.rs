//! The settings of a programme: what is set now, and a form for each part. Administrators alone. What holds for the
//! whole site is in `site`, for site administrators.

pub(crate) mod attention;
pub(crate) mod audit;
pub(crate) mod brand;
pub(crate) mod erasure;
pub(crate) mod mail_server;
pub(crate) mod part;
pub(crate) mod site;
pub(crate) mod test_email;

use std::sync::Arc;

use askama::Template;
use rocket::{Responder, Route, State, http::Status};

use crate::{
    app::App,
    store::{
        self,
        people::Role,
        programmes::{self, Settings},
    },
    survey::{round::Privacy, text::ENGLISH, words},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            flash::Told,
            form_data::FormData,
            guard::{Admin, Member},
        },
        parts::rows::{Row, RowEnd},
        parts::{
            form::{FormPage, Problems, Section},
            frame::{Frame, Site},
            index::Index,
            nav::{self, Place},
            piece::{Link, Trail},
            privacy_facts,
        },
        settings::part::Part,
    },
};

/// What is set now.
#[rocket::get("/programmes/<slug>/settings")]
pub(crate) async fn index(
    slug: &str,
    who: Admin,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Admin(who) = who;
    let settings = &who.programme.settings;
    let mail = app.mail().await?;
    let row = |title: &str, detail: String, page: String| Row {
        title: title.to_owned(),
        href: None,
        detail,
        end: RowEnd::Link(Link::new("Change", page).about(title.to_lowercase())),
    };
    let mut rows: Vec<Row> = Part::ALL
        .into_iter()
        .map(|part| {
            row(part.title(), part.state(app, &who.programme, &mail.sender), part_address(slug, part))
        })
        .collect();
    let look = |title: &str, detail: &str, page: String| Row {
        title: title.to_owned(),
        href: None,
        detail: detail.to_owned(),
        end: RowEnd::Link(Link::new("Look", page).about(title.to_lowercase())),
    };
    let people = at::people(slug);
    rows.push(look("People", "Who has an account here, and what they may do.", people));
    let trail = at::audit(slug);
    let attention = at::settings_attention(slug);
    rows.push(look("Needs attention", "What the service could not do by itself, and what to do.", attention));
    rows.push(look("Who did what", "Every change by somebody with an account, the newest first.", trail));
    if who.runs_site() {
        let page = at::settings_site(slug);
        let detail = "Email server, sign-in rules, name, colour and logo, for every programme on this site.";
        rows.push(look("Site settings", detail, page));
    }
    rows.push(Row {
        title: "Another programme".to_owned(),
        href: None,
        detail: "Each programme has its own people, partners, courses and results.".to_owned(),
        end: RowEnd::Link(Link::new("Add", at::new_programme()).about("a programme")),
    });
    let heading = if is_set(settings) { "Everything that must be set is set" } else { NOTHING_SAID };
    Page::of(&Index {
        frame: nav::frame(&who, site, Place::Settings).telling(told.0),
        programme: format!("{} · Settings", who.programme.name),
        heading: heading.to_owned(),
        actions: Vec::new(),
        empty: None,
        rows,
    })
}

/// What stands in for a privacy notice without its names.
const NOTHING_SAID: &str = "The privacy notice does not say yet who asks";

/// Whether the notice says who asks, whom to ask, and who watches over it.
fn is_set(settings: &Settings) -> bool {
    ![&settings.controller, &settings.contact, &settings.data_protection_officer].contains(&&String::new())
}

/// What has to be set before anybody is asked, for the home page of who can set it.
///
/// # Errors
/// The database's own words.
pub(crate) async fn needs(app: &App, who: &Member) -> Result<Vec<Row>> {
    if who.role != Role::Admin {
        return Ok(Vec::new());
    }
    let mut needs: Vec<Row> = attention::need(app, who).await?.into_iter().collect();
    let slug = &who.programme.slug;
    let row = |title: &str, href: String, detail: String| Row {
        title: title.to_owned(),
        href: Some(href),
        detail,
        end: RowEnd::Nothing,
    };
    if let Some(folder) = &app.mail().await?.folder {
        let detail = format!(
            "Emails are saved as files in {} and reach nobody. Enter an email server before you invite people.",
            folder.display()
        );
        needs.push(row("No email server is set up", at::settings_mail_server(slug), detail));
    }
    if !is_set(&who.programme.settings) {
        let detail = "Everybody reads it before the first question.".to_owned();
        needs.push(row(NOTHING_SAID, part_address(slug, Part::Notice), detail));
    }
    Ok(needs)
}

/// The form of a part.
#[rocket::get("/programmes/<slug>/settings/<part>", rank = 2)]
pub(crate) fn edit(slug: &str, part: &str, who: Admin, site: &State<Arc<Site>>) -> Result<Page> {
    let (part, Admin(who)) = (Part::from_key(part).ok_or(Error::NotFound)?, who);
    let entries = part.entries(&who.programme);
    Page::of(&form(slug, part, &who, site, &entries, Problems::default()))
}

/// Changes a part, or says what to mend.
#[rocket::post("/programmes/<slug>/settings/<part>", data = "<entries>", rank = 2)]
pub(crate) async fn change(
    slug: &str,
    part: &str,
    who: Admin,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let (part, Admin(who)) = (Part::from_key(part).ok_or(Error::NotFound)?, who);
    let now = app.clock.now();
    let tx = store::write(&app.db).await?;
    let mut programme = programmes::hold(&tx, who.programme.id).await?;
    let mut problems = Problems::default();
    part.apply(&entries, &mut programme, app.settings.min_group, now, &mut problems);
    if !problems.is_empty() {
        drop(tx);
        let page = form(slug, part, &who, site, &entries, problems);
        return Answer::mend(&page);
    }
    programmes::update(&tx, &programme).await?;
    let id = Some(programme.id);
    store::audit::record(&tx, id, &who.person, "changed the settings", part.title(), now.into()).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(done(slug, format!("{}: changed", part.title())))
}

/// Back to the settings, telling what was done.
fn done(slug: &str, what: impl Into<String>) -> Answer {
    Answer::on(at::settings(slug), what)
}

fn part_address(slug: &str, part: Part) -> String {
    at::settings_part(slug, part.key())
}

/// The way to the settings, above what hangs on them.
pub(crate) fn link(slug: &str) -> Link {
    Link::new("Settings", at::settings(slug))
}

fn trail(slug: &str, here: &str) -> Trail {
    Trail { above: vec![link(slug)], here: here.to_owned() }
}

fn way_out(slug: &str) -> Link {
    Link::new("Back without changing", at::settings(slug))
}

fn form(
    slug: &str,
    part: Part,
    who: &Member,
    site: &Arc<Site>,
    entries: &FormData,
    problems: Problems,
) -> FormPage {
    FormPage {
        frame: nav::frame(who, site, Place::Settings),
        trail: Some(trail(slug, part.title())),
        heading: part.heading().to_owned(),
        lead: part.lead().iter().map(|&sentence| sentence.to_owned()).collect(),
        sections: vec![Section { fields: part.fields(entries), ..Section::default() }],
        problems,
        action: part_address(slug, part),
        button: "Save the change".to_owned(),
        destroys: false,
        cancel: Some(way_out(slug)),
    }
}

/// The notice as people read it who answer a round that opens now, for each mode of privacy.
#[rocket::get("/programmes/<slug>/settings/notice/preview")]
pub(crate) fn preview(
    slug: &str,
    who: Admin,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let Admin(who) = who;
    let facts = privacy_facts::facts(app, &who.programme, app.clock.now(), true);
    let notices = Privacy::ALL.into_iter().map(|privacy| {
        let (key, title) = match privacy {
            Privacy::Anonymous => ("anonymous", "In an anonymous round"),
            Privacy::Confidential => ("confidential", "In a confidential round"),
            Privacy::Shared => ("shared", "In a shared round"),
        };
        let paragraphs = facts.notice(privacy, words::of(ENGLISH)).into_iter();
        Notice {
            key,
            title,
            promise: facts.promise(privacy, words::of(ENGLISH)),
            paragraphs: paragraphs.map(|part| (part.heading, part.sentences.join(" "))).collect(),
        }
    });
    Page::of(&Preview {
        frame: nav::frame(&who, site, Place::Settings),
        trail: trail(slug, "Privacy notice"),
        notices: notices.collect(),
        change: Link::new("Change the notice", part_address(slug, Part::Notice)),
    })
}

/// The notice for each mode of privacy.
#[derive(Debug, Clone, Template)]
#[template(path = "settings/notice_preview.html")]
pub(crate) struct Preview {
    /// Top and foot.
    pub frame: Frame,
    /// Where the page is.
    pub trail: Trail,
    /// One for each mode.
    pub notices: Vec<Notice>,
    /// Where to change it.
    pub change: Link,
}

/// The notice of one mode.
#[derive(Debug, Clone)]
pub(crate) struct Notice {
    /// Part of ids in the page.
    pub key: &'static str,
    /// “In an anonymous round”
    pub title: &'static str,
    /// The words above the first question.
    pub promise: String,
    /// Headings and what stands under them.
    pub paragraphs: Vec<(&'static str, String)>,
}
