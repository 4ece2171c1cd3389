//! Merging a partner into another: which one, what moves where, which draft of an agreement goes on, and then doing it.

use common_ground_reports::wording;
use uuid::Uuid;

use crate::{
    store::{
        AgreementVersion, Partner, PartnerQuery, Place,
        partner_merge::{self, Merged},
        partners,
    },
    web::{
        Answer, Desk, Error, Field, FormChoice, FormData, HiddenField, Link, ListingGroup, Result, Row,
        Search, Trainer, at,
        named::FEW,
        pager,
        partners::{agreement, find, kind_label, listing},
        parts::listing::Send,
    },
};

/// Characters of what is looked for.
const LONGEST: usize = 200;

/// Asks into which, and then shows what moves; changes nothing. Of many partners the other one is looked for by `q`.
#[rocket::get("/programmes/<_>/partners/<id>/merge?<into>&<q>&<after>&<before>")]
pub(crate) async fn show(
    desk: Desk<'_, Trainer>,
    id: Uuid,
    into: Option<&str>,
    q: Option<&str>,
    after: Option<&str>,
    before: Option<&str>,
) -> Result<Answer> {
    let slug = desk.slug();
    let from = find(&desk, id).await?;
    let others = others(&desk, id).await?;
    let into = match into.filter(|into| !into.is_empty()) {
        Some(into) => Some(other(&desk, id, into).await?),
        None => None,
    };
    let heading = match &into {
        Some(into) => format!("Merge {} into {}?", from.name, into.name),
        None => format!("Which partner do you want to merge {} into?", from.name),
    };
    let mut listing = listing(&desk, &*from.name, heading);
    // No database takes NUL in text.
    let sought: String = q.unwrap_or_default().replace('\0', "").trim().chars().take(LONGEST).collect();
    let field = match &others {
        Some(others) if others.is_empty() => {
            listing.lead = vec!["There’s no other partner to merge it into.".to_owned()];
            return Answer::page(&listing);
        }
        Some(others) => {
            let chosen = into.as_ref().map(|into| into.id.to_string()).unwrap_or_default();
            let choice = |other: &Partner| FormChoice::of(other.id.to_string(), &*other.name, [&*chosen]);
            Field::select("into", "Merge it into", others.iter().map(choice))
        }
        None => Field::typed("search", "q", "Name of an organisation or a person", &*sought),
    };
    listing.search = Some(Search { action: at::partner_merge(slug, id), fields: vec![field] });
    if others.is_none() && into.is_none() && !sought.is_empty() {
        listing.groups.push(found(&desk, &from, &sought, Place::of(after, before)).await?);
    }
    if let Some(into) = &into {
        let merged = Merged::preview(desk.db(), &from, into).await?;
        if merged.both_checked_now {
            listing.lead = vec![BOTH_CHECKED.to_owned()];
            let health = |one: &Partner| {
                let label = format!("Health of the partnership with {}", one.name);
                Link::new(label, at::partner_health(slug, one.id))
            };
            listing
                .groups
                .push(ListingGroup { links: vec![health(&from), health(into)], ..ListingGroup::default() });
            return Answer::page(&listing);
        }
        listing.lead = told(&merged, &from, into);
        listing.groups.push(drafts(&desk, &merged, [&from, into]));
        listing.sends = sends(slug, &merged, &from, into);
    }
    Answer::page(&listing)
}

/// The partners that it can be merged into, while they are few.
async fn others(desk: &Desk<'_, Trainer>, id: Uuid) -> Result<Option<Vec<Partner>>> {
    let few = partners::few(desk.db(), desk.programme().id, FEW).await?;
    Ok(few.map(|all| all.into_iter().filter(|partner| partner.id != id).collect()))
}

/// The other partner that an address or a form names.
async fn other(desk: &Desk<'_, Trainer>, id: Uuid, named: &str) -> Result<Partner> {
    let named = Uuid::parse_str(named).ok().filter(|named| *named != id).ok_or(Error::NotFound)?;
    find(desk, named).await
}

/// One page of the partners that a search finds, each with the way to merge into it.
async fn found(desk: &Desk<'_, Trainer>, from: &Partner, sought: &str, place: Place) -> Result<ListingGroup> {
    let query = PartnerQuery { text: sought, ..PartnerQuery::default() };
    let page = partners::page(desk.db(), desk.programme().id, &query, place).await?;
    let address = at::partner_merge(desk.slug(), from.id);
    let others = page.rows.iter().filter(|other| other.id != from.id);
    let rows = others.map(|other| {
        let merge = at::query(address.clone(), &[("into", &Some(other.id)), ("q", &Some(sought))]);
        let link = Link::new("Merge", merge).about(format!("{} into {}", from.name, other.name));
        Row::new(&*other.name, kind_label(desk, &other.kind)).link(link)
    });
    let nothing = "No matches. Search for part of a name.";
    let mut group = ListingGroup::titled("Partners found", rows.collect(), nothing);
    group.links = pager::links(&page, &at::query(address, &[("q", &Some(sought))]));
    Ok(group)
}

/// Merges a partner into the other that the form names.
#[rocket::post("/programmes/<_>/partners/<id>/merge", data = "<data>")]
pub(crate) async fn merge(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let programme = desk.programme().id;
    let into = Uuid::parse_str(data.one("into")).map_err(|_| Error::NotFound)?;
    Error::not_found_unless(into != id)?;
    let tx = desk.change().await?;
    partners::lock(&tx, programme).await?;
    let from = partners::find(&tx, programme, id).await?.ok_or(Error::NotFound)?;
    let into = partners::find(&tx, programme, into).await?.ok_or(Error::NotFound)?;
    let merged = Merged::preview(&tx, &from, &into).await?;
    let again = at::query(at::partner_merge(desk.slug(), id), &[("into", &Some(into.id))]);
    if merged.both_checked_now {
        return Ok(Answer::on(again, "Nothing was merged, because both partners have an open health check."));
    }
    let kept = Uuid::parse_str(data.one("keep")).ok();
    let is_one = |drafts: &[AgreementVersion; 2]| drafts.iter().any(|draft| Some(draft.id) == kept);
    if !merged.drafts.as_ref().is_none_or(is_one) {
        return Ok(Answer::on(again, "Nothing was merged. Choose which draft agreement to keep."));
    }
    partner_merge::merge(&tx, &from, &into, kept).await?;
    desk.done(tx, &format!("merged {} into the partner", from.name), &into.name).await?;
    let page = at::partner(desk.slug(), into.id);
    Ok(Answer::on(page, format!("{} is now part of {}.", from.name, into.name)))
}

/// What is said where a health check is open with each of the two.
const BOTH_CHECKED: &str = "You can’t merge these partners yet. Both have an open health check, and a partner can \
                            only have one. Wait until one closes, or cancel one, then merge.";

/// The two drafts to choose from, where there are two.
fn drafts(desk: &Desk<'_, Trainer>, merged: &Merged, partners: [&Partner; 2]) -> ListingGroup {
    let Some(drafts) = &merged.drafts else { return ListingGroup::default() };
    let rows = drafts.iter().zip(partners).map(|(draft, partner)| {
        let page = at::partner_agreement_version(desk.slug(), partner.id, draft.version);
        Row::new(format!("Agreement with {}", partner.name), agreement::state(draft, &desk.zone())).to(page)
    });
    ListingGroup::titled("Which agreement do you want to keep?", rows.collect(), "")
}

/// The button that merges; where there are two drafts, one for each.
fn sends(slug: &str, merged: &Merged, from: &Partner, into: &Partner) -> Vec<Send> {
    let send = |button: String, kept: Option<Uuid>| {
        let carried = [("into", Some(into.id)), ("keep", kept)]
            .into_iter()
            .filter_map(|(name, id)| Some(HiddenField { name: name.to_owned(), value: id?.to_string() }));
        Send {
            action: at::partner_merge(slug, from.id),
            carried: carried.collect(),
            button,
            quiet: false,
            destroys: true,
            cancel: None,
        }
    };
    let mut sends = match &merged.drafts {
        None => vec![send(format!("Merge into {}", into.name), None)],
        Some([own, theirs]) => vec![
            send(format!("Merge and keep the agreement with {}", into.name), Some(theirs.id)),
            send(format!("Merge and keep the agreement with {}", from.name), Some(own.id)),
        ],
    };
    if let Some(last) = sends.last_mut() {
        last.cancel = Some(Link::new("Keep both", at::partner(slug, from.id)));
    }
    sends
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
    if merged.both_agree && merged.only_theirs_unfinished {
        told.push(format!(
            "Its versions of the agreement come before the latest version with {}, which isn’t confirmed yet.",
            into.name
        ));
    } else if merged.both_agree {
        told.push(format!("Its versions of the agreement come after those of {}.", into.name));
    }
    if merged.drafts.is_some() {
        told.push(
            "Both have an agreement that isn’t confirmed yet, and you can only go on with one. Choose which one to \
             keep. The other stays as an earlier draft, with its date. If it was sent, its links stop working."
                .to_owned(),
        );
    }
    if merged.plan_ends {
        told.push(format!("Its regular health checks end; those of {} go on.", into.name));
    } else if merged.is_checked {
        told.push(format!("Its regular health checks go on with {}.", into.name));
    }
    told.push(format!("{} is then deleted. This can’t be undone.", from.name));
    told
}
