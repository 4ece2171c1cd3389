//! The addresses that want no more mail: how many there are, whether one is among them, and adding one for somebody
//! who asks by phone.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use rocket::{Route, State};

use crate::{
    app::App,
    mail::Address,
    store::{self, audit, invitations, stops},
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::Result,
            flash::Told,
            form_data::FormData,
            guard::{Member, Trainer},
        },
        partners,
        parts::{
            form::{Choice, Field, FormPage, Input, Problems, Section},
            frame::Site,
            piece::Link,
        },
    },
};

/// The page.
#[rocket::get("/programmes/<slug>/partners/stopped")]
pub(crate) async fn show(
    slug: &str,
    who: Trainer,
    told: Told,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let entries = FormData::of([("act", "check")]);
    let mut page = form(slug, &who.0, app, site, &entries, Problems::default()).await?;
    page.frame = page.frame.telling(told.0);
    Page::of(&page)
}

/// Says whether an address has stopped, or stops it.
#[rocket::post("/programmes/<slug>/partners/stopped", data = "<entries>")]
pub(crate) async fn act(
    slug: &str,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Answer> {
    let who = who.0;
    let mut problems = Problems::default();
    let address = entries.one("email").to_lowercase();
    if let Err(error) = Address::parse(&address) {
        problems.add("email", format!("Check the email address: {error}"));
    }
    if !["check", "stop"].contains(&entries.one("act")) {
        problems.add("act", "Select what to do");
    }
    if !problems.is_empty() {
        return Answer::mend(&form(slug, &who, app, site, &entries, problems).await?);
    }
    let hash = app.secret.fingerprint(&address);
    let page = at::partners_stopped(slug);
    if entries.one("act") == "check" {
        let stopped = invitations::is_stopped(app.db.read(), who.programme.id, &hash).await?;
        let told = if stopped { "has asked for no more mail" } else { "has not asked for mail to stop" };
        return Ok(Answer::on(page, format!("{address} {told}.")));
    }
    let now = app.clock.now().into();
    let tx = store::write(&app.db).await?;
    invitations::stop(&tx, who.programme.id, &hash, now).await?;
    audit::record(&tx, Some(who.programme.id), &who.person, "stopped mail on request", "an address", now)
        .await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    Ok(Answer::on(page, format!("{address} gets no more mail from this programme.")))
}

async fn form(
    slug: &str,
    who: &Member,
    app: &App,
    site: &State<Arc<Site>>,
    entries: &FormData,
    problems: Problems,
) -> Result<FormPage> {
    let stopped = stops::all(app.db.read(), who.programme.id).await?.len();
    let heading = match stopped {
        0 => "Nobody has asked for mail to stop".to_owned(),
        1 => "One address wants no more mail".to_owned(),
        several => {
            format!("{} addresses want no more mail", wording::capitalised(&wording::number(several as u64)))
        }
    };
    let chosen = entries.one("act");
    Ok(FormPage {
        frame: partners::frame(slug, who, site),
        trail: Some(partners::trail(slug, "No more mail")),
        heading,
        lead: vec![
            "Addresses that stop are kept as fingerprints alone, so that the list can be asked about one address \
             and cannot be read out. No invitation and no reminder goes to them."
                .to_owned(),
            "Staff cannot take an address off the list. Whoever wants mail again can answer by the open link of a \
             survey, or use another address."
                .to_owned(),
        ],
        sections: vec![Section {
            fields: vec![
                Field::typed("email", "email", "Email address", entries.one("email")),
                Field::new(
                    "act",
                    "What to do",
                    Input::Radios(vec![
                        Choice::of("check", "Look whether it is on the list", [chosen]),
                        Choice::of("stop", "Put it on the list, because the person asked for that", [chosen]),
                    ]),
                ),
            ],
            ..Section::default()
        }],
        problems,
        action: at::partners_stopped(slug),
        button: "Go on".to_owned(),
        destroys: false,
        cancel: Some(Link::new(
            "Back to partners",
            partners::address(slug, false),
        )),
    })
}
