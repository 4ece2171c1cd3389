//! Merging a partner into another: which one, what moves where, and then doing it.

use std::sync::Arc;

use common_ground_reports::summary::wording;
use rocket::{Route, State};
use uuid::Uuid;

use crate::{
    app::App,
    store::{
        self, audit,
        partners::{self, Merged, Partner},
    },
    web::{
        at,
        http::{
            answer::{Answer, Page},
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        partners::{find, frame, trail},
        parts::{
            form::{Choice, Field, Input},
            frame::Site,
            listing::{Group, Listing, Search, Send},
            piece::{Carried, Link},
        },
    },
};

/// Asks into which, and then shows what moves; changes nothing.
#[rocket::get("/programmes/<slug>/partners/<id>/merge?<into>")]
pub(crate) async fn show(
    slug: &str,
    id: Uuid,
    into: Option<&str>,
    who: Trainer,
    app: &State<Arc<App>>,
    site: &State<Arc<Site>>,
) -> Result<Page> {
    let who = who.0;
    let from = find(app, &who, id).await?;
    let all = partners::all(app.db.read(), who.programme.id).await?;
    let others: Vec<&Partner> = all.iter().filter(|partner| partner.id != id).collect();
    let into = match into.filter(|into| !into.is_empty()) {
        Some(into) => Some(*others.iter().find(|other| other.id.to_string() == into).ok_or(Error::NotFound)?),
        None => None,
    };
    let heading = match into {
        Some(into) => format!("Merge {} into {}?", from.name, into.name),
        None => format!("Merge {} into which partner?", from.name),
    };
    let mut listing = Listing::new(frame(slug, &who, site), &*who.programme.name, heading);
    listing.trail = Some(trail(slug, from.name.clone()));
    if others.is_empty() {
        listing.lead = vec!["There is no other partner to merge it into.".to_owned()];
        return Page::of(&listing);
    }
    let chosen = into.map(|into| into.id.to_string()).unwrap_or_default();
    let choices = others.iter().map(|other| Choice::of(other.id.to_string(), &*other.name, [&*chosen]));
    listing.search = Some(Search {
        action: at::partner_merge(slug, id),
        fields: vec![Field::new("into", "Merge it into", Input::Select(choices.collect()))],
    });
    if let Some(into) = into {
        let merged = Merged::preview(app.db.read(), &from).await?;
        listing.lead = told(&merged, &from, into);
        let back = at::partner(slug, id);
        listing.groups.push(Group::default());
        listing.sends.push(Send {
            action: at::partner_merge(slug, id),
            carried: vec![Carried { name: "into".to_owned(), value: into.id.to_string() }],
            button: format!("Merge into {}", into.name),
            quiet: false,
            destroys: true,
            cancel: Some(Link::new("Keep both", back)),
        });
    }
    Page::of(&listing)
}

/// Merges a partner into the other that the form names.
#[rocket::post("/programmes/<slug>/partners/<id>/merge", data = "<entries>")]
pub(crate) async fn merge(
    slug: &str,
    id: Uuid,
    who: Trainer,
    entries: FormData,
    app: &State<Arc<App>>,
) -> Result<Answer> {
    let who = who.0;
    let into = Uuid::parse_str(entries.one("into")).map_err(|_| Error::NotFound)?;
    if into == id {
        return Err(Error::NotFound);
    }
    let tx = store::write(&app.db).await?;
    partners::hold(&tx, who.programme.id).await?;
    let from = partners::find(&tx, who.programme.id, id).await?.ok_or(Error::NotFound)?;
    let into = partners::find(&tx, who.programme.id, into).await?.ok_or(Error::NotFound)?;
    partners::merge(&tx, &from, &into).await?;
    let (act, now) = (format!("merged {} into the partner", from.name), app.clock.now().into());
    audit::record(&tx, Some(who.programme.id), &who.person, &act, &into.name, now).await?;
    tx.commit().await.map_err(store::StoreError::from)?;
    let page = at::partner(slug, into.id);
    Ok(Answer::on(page, format!("{} is now part of {}.", from.name, into.name)))
}

fn told(merged: &Merged, from: &Partner, into: &Partner) -> Vec<String> {
    let mut told = Vec::new();
    if !merged.moved.is_empty() {
        told.push(format!("To {} move: {}.", into.name, merged.moved.join(", ")));
    }
    let invitations = wording::number(merged.invitations);
    let notes = wording::number(merged.notes);
    told.push(format!("Invitations that are kept: {invitations}. Notes that move along: {notes}."));
    told.push(format!("{} itself is deleted. This cannot be undone.", from.name));
    told
}
