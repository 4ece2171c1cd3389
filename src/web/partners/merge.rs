//! Merging a partner into another: which one, what moves where, and then doing it.

use common_ground_reports::summary::wording;
use uuid::Uuid;

use crate::{
    store::partners::{self, Merged, Partner},
    web::{
        at,
        http::{
            answer::Answer,
            desk::Desk,
            error::{Error, Result},
            form_data::FormData,
            guard::Trainer,
        },
        partners::{find, listing},
        parts::{
            form::{Field, FieldInput, FormChoice},
            listing::{ListingGroup, Search, Send},
            piece::{HiddenField, Link},
        },
    },
};

/// Asks into which, and then shows what moves; changes nothing.
#[rocket::get("/programmes/<_>/partners/<id>/merge?<into>")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid, into: Option<&str>) -> Result<Answer> {
    let slug = desk.slug();
    let from = find(&desk, id).await?;
    let all = partners::all(desk.db(), desk.programme().id).await?;
    let others: Vec<&Partner> = all.iter().filter(|partner| partner.id != id).collect();
    let into = match into.filter(|into| !into.is_empty()) {
        Some(into) => Some(*others.iter().find(|other| other.id.to_string() == into).ok_or(Error::NotFound)?),
        None => None,
    };
    let heading = match into {
        Some(into) => format!("Merge {} into {}?", from.name, into.name),
        None => format!("Which partner do you want to merge {} into?", from.name),
    };
    let mut listing = listing(&desk, &*from.name, heading);
    if others.is_empty() {
        listing.lead = vec!["There’s no other partner to merge it into.".to_owned()];
        return Answer::page(&listing);
    }
    let chosen = into.map(|into| into.id.to_string()).unwrap_or_default();
    let choices = others.iter().map(|other| FormChoice::of(other.id.to_string(), &*other.name, [&*chosen]));
    listing.search = Some(Search {
        action: at::partner_merge(slug, id),
        fields: vec![Field::new("into", "Merge it into", FieldInput::Select(choices.collect()))],
    });
    if let Some(into) = into {
        let merged = Merged::preview(desk.db(), &from, into).await?;
        listing.lead = told(&merged, &from, into);
        listing.groups.push(ListingGroup::default());
        listing.sends.push(Send {
            action: at::partner_merge(slug, id),
            carried: vec![HiddenField { name: "into".to_owned(), value: into.id.to_string() }],
            button: format!("Merge into {}", into.name),
            quiet: false,
            destroys: true,
            cancel: Some(Link::new("Keep both", at::partner(slug, id))),
        });
    }
    Answer::page(&listing)
}

/// Merges a partner into the other that the form names.
#[rocket::post("/programmes/<_>/partners/<id>/merge", data = "<data>")]
pub(crate) async fn merge(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let programme = desk.programme().id;
    let into = Uuid::parse_str(data.one("into")).map_err(|_| Error::NotFound)?;
    if into == id {
        return Err(Error::NotFound);
    }
    let tx = desk.change().await?;
    partners::hold(&tx, programme).await?;
    let from = partners::find(&tx, programme, id).await?.ok_or(Error::NotFound)?;
    let into = partners::find(&tx, programme, into).await?.ok_or(Error::NotFound)?;
    partners::merge(&tx, &from, &into).await?;
    desk.done(tx, &format!("merged {} into the partner", from.name), &into.name).await?;
    let page = at::partner(desk.slug(), into.id);
    Ok(Answer::on(page, format!("{} is now part of {}.", from.name, into.name)))
}

fn told(merged: &Merged, from: &Partner, into: &Partner) -> Vec<String> {
    let mut told = Vec::new();
    if !merged.moved.is_empty() {
        told.push(format!("These move to {}: {}.", into.name, merged.moved.join(", ")));
    }
    let invitations = wording::number(merged.invitations);
    let notes = wording::number(merged.notes);
    told.push(format!("Invitations kept: {invitations}. Contact log entries moved: {notes}."));
    let record = merged.record;
    let promises = wording::number(record.promises + record.actions);
    let [versions, checks] = [record.agreements, record.checks].map(wording::number);
    told.push(format!(
        "Versions of the agreement moved: {versions}. Promises moved: {promises}. Health checks moved: {checks}."
    ));
    if merged.agrees_last {
        told.push(format!("Its versions of the agreement come after those of {}.", into.name));
    }
    if merged.plan_ends {
        told.push(format!("Its regular health checks end; those of {} go on.", into.name));
    } else if merged.is_checked {
        told.push(format!("Its regular health checks go on with {}.", into.name));
    }
    told.push(format!("{} is then deleted. This can’t be undone.", from.name));
    told
}
