//! The brand of the site, as it is kept.

use jiff::Timestamp;
use sea_orm::{EntityTrait, Set};

use super::{Connection, Result, entity::site, insert_or_set, site_admins::SiteAdminProof};
use crate::system::brand::{Brand, Logo, LogoKind, ScreenColour};

/// The only row.
const ROW: i32 = 1;

/// The brand; the program's own while none is set.
pub async fn brand(db: &Connection) -> Result<Brand> {
    let Some(row) = site::Entity::find_by_id(ROW).one(db).await? else { return Ok(Brand::default()) };
    let logo = LogoKind::from_key(&row.logo_kind).map(|kind| Logo { kind, bytes: row.logo });
    Ok(Brand {
        name: row.name,
        contact: row.contact,
        organisation: row.organisation,
        reviewed_on: row.reviewed_on.parse().ok(),
        accent: ScreenColour::parse(&row.accent),
        logo,
    })
}

/// Keeps a brand, for whoever administers the site.
pub async fn keep(tx: &Connection, _by: &SiteAdminProof, brand: &Brand, now: Timestamp) -> Result<()> {
    let (kind, logo) = match &brand.logo {
        Some(logo) => (logo.kind.key(), logo.bytes.clone()),
        None => ("", Vec::new()),
    };
    let row = site::ActiveModel {
        id: Set(ROW),
        name: Set(brand.name.clone()),
        contact: Set(brand.contact.clone()),
        accent: Set(brand.accent.map(|colour| colour.to_string()).unwrap_or_default()),
        logo_kind: Set(kind.to_owned()),
        logo: Set(logo),
        changed_at: Set(now.into()),
        organisation: Set(brand.organisation.clone()),
        reviewed_on: Set(brand.reviewed_on.map(|day| day.to_string()).unwrap_or_default()),
    };
    let columns = [
        site::Column::Name,
        site::Column::Contact,
        site::Column::Accent,
        site::Column::LogoKind,
        site::Column::Logo,
        site::Column::ChangedAt,
        site::Column::Organisation,
        site::Column::ReviewedOn,
    ];
    insert_or_set(tx, row, [site::Column::Id], columns).await
}
