//! One promise: how it stands, who asked, and what can be done about it.

use uuid::Uuid;

use crate::{
    store::{Asker, Promise, PromiseOrigin, contacts, courses, partners, promises::links},
    web::{
        Answer, Button, Desk, Fact, Link, Listing, ListingGroup, MainPlace, Result, Trainer, at,
        parts::promise,
        promises::{find, today, trail},
    },
};

/// The promise.
#[rocket::get("/programmes/<_>/promises/<id>", rank = 2)]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let (slug, one) = (desk.slug(), find(&desk, id).await?);
    let mut listing = Listing::new(desk.frame(MainPlace::Partners), &*desk.programme().name, &*one.what);
    listing.trail = Some(trail(slug, "Promise"));
    let asked = if one.asked.is_empty() { String::new() } else { format!("Asked for: “{}”", one.asked) };
    listing.lead = [asked, promise::who_and_when(&one), promise::became(&one), promise::judged(&one)]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    let stands = if one.is_overdue(today(&desk)) { "Overdue" } else { promise::state_words(one.state) };
    listing.facts = vec![Fact::new("State", stands)];
    listing.facts.extend(about(&desk, &one).await?);
    listing.facts.push(Fact::new("Public page", if one.released { "Shown" } else { "Not shown" }));
    listing.actions = vec![
        Button::follow("Say how it stands", at::promise_state(slug, id)),
        Button::follow("Change it", at::promise_edit(slug, id)).quiet(),
    ];
    let release = if one.released { "Take it off the public page" } else { "Release it for the public page" };
    let mut links = vec![Link::new(release, at::promise_release(slug, id))];
    if links::working(desk.db(), id, desk.now()).await? > 0 {
        links.push(Link::new("End the links in emails about it", at::promise_links_end(slug, id)));
    }
    links.push(Link::new("Delete it", at::promise_delete(slug, id)));
    listing.groups.push(ListingGroup::of_links("This promise", links));
    Answer::page(&listing)
}

/// Where it came from, whom it concerns, and who asked.
async fn about(desk: &Desk<'_, Trainer>, promise: &Promise) -> Result<Vec<Fact>> {
    let (db, programme) = (desk.db(), desk.programme().id);
    let course = match promise.course_id {
        Some(course) => courses::find(db, course).await?.map(|course| course.title),
        None => None,
    };
    let origin = match promise.origin {
        PromiseOrigin::Course => "A course",
        PromiseOrigin::Comment => "Comments",
        PromiseOrigin::Health => "A health check",
        PromiseOrigin::Agreement => "The agreement",
        PromiseOrigin::Card => "A workshop",
    };
    let mut facts = vec![Fact::new("From", course.unwrap_or_else(|| origin.to_owned()))];
    if let Some(partner) = promise.partner_id {
        let partner = partners::find(db, programme, partner).await?;
        facts.extend(partner.map(|partner| Fact::new("Partner", partner.name)));
    }
    let asker = match (promise.asker, promise.asker_contact_id) {
        (_, Some(contact)) => contacts::find(db, programme, contact).await?.map(|contact| contact.name),
        (Asker::Room, None) => Some("The people at the course".to_owned()),
        (Asker::Contact | Asker::Nobody, None) => None,
    };
    facts.extend(asker.map(|asker| Fact::new("Asked by", asker)));
    Ok(facts)
}
