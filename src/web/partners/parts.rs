//! The list of partners and contacts in parts, where it is longer than an import takes at once.

use common_ground_reports::wording;

use crate::{
    exchange::contacts as exchanged,
    web::{Answer, Desk, Link, ListingGroup, Result, Trainer, at, large_page, partners::listing},
};

/// The parts that the list makes, each to be downloaded.
#[rocket::get("/programmes/<_>/partners/parts")]
pub(crate) async fn show(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let _place = large_page(desk.app).await?;
    let slug = desk.slug();
    let parts = exchanged::count_parts(desk.db(), desk.programme().id).await?;
    let heading = match parts {
        1 => "The list fits in one file".to_owned(),
        several => format!("The list in {} parts", wording::number(several as u64)),
    };
    let mut listing = listing(&desk, "Parts", heading);
    listing.lead = vec![match parts {
        1 => "You don’t need to split the list. You can import this file as it is.".to_owned(),
        _ => "You can import up to 5,000 rows at a time. Import these files one after another.".to_owned(),
    }];
    let link = |part: usize| {
        let to = at::query(at::partners_csv(slug), &[("part", &Some(part))]);
        let label = match parts {
            1 => "Download the list".to_owned(),
            _ => format!("Download part {part} of {parts}, to import again"),
        };
        Link::new(label, to)
    };
    let links = (1..=parts).map(link).collect();
    listing.groups.push(ListingGroup { links, ..ListingGroup::default() });
    Answer::page(&listing)
}
