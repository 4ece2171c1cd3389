//! The partnerships of a programme as files: what both sides answered in health checks, what was promised, and the agreements.

use std::collections::HashMap;

use common_ground_reports::{formula::guarded, health::HealthCheck};
use csv::{Terminator, WriterBuilder};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{BYTE_ORDER_MARK, promises};
use crate::{
    store::{
        AgreementVersion, Confirmation, Connection, Health, Partner, Programme, Result, StoreError,
        agreements, health, partners,
    },
    survey::{Side, agreement::Part},
};

/// The columns of `conditions.csv`: `round` is the day on which the health check opened, `mean` runs from 1 to 5 and is empty
/// without an answer.
pub const CONDITIONS: [&str; 6] = ["partner", "round", "side", "key", "n", "mean"];

/// The files of a programme, each with its name: `conditions.csv` of the health checks that are unsealed, `promises.csv`, and
/// `agreements.json` with every version.
pub async fn files(db: &Connection, programme: &Programme) -> Result<[(&'static str, Vec<u8>); 3]> {
    let partners = partners::all(db, programme.id).await?;
    let names: HashMap<Uuid, &str> = partners.iter().map(|one| (one.id, &*one.name)).collect();
    let checks = health::of_programme(db, programme.id).await?;
    let damaged = |error: &dyn std::fmt::Display| StoreError::Damaged(error.to_string());
    let zone = programme.zone();
    let conditions = conditions(&checks, &names, &zone).map_err(|error| damaged(&error))?;
    let versions = agreements::of_programme(db, programme.id).await?;
    let ids: Vec<Uuid> = versions.iter().map(|version| version.id).collect();
    let mut asked: HashMap<Uuid, Vec<Confirmation>> = HashMap::new();
    for one in agreements::confirmations_of_versions(db, &ids).await? {
        asked.entry(one.agreement_id).or_default().push(one);
    }
    let agreements: Vec<Value> =
        partners.iter().filter_map(|partner| of(partner, &versions, &asked)).collect();
    let mut agreements = serde_json::to_vec_pretty(&agreements).map_err(|error| damaged(&error))?;
    agreements.push(b'\n');
    let mut promised = Vec::new();
    promises::write(db, programme.id, &mut promised).await?;
    Ok([("conditions.csv", conditions), ("promises.csv", promised), ("agreements.json", agreements)])
}

fn conditions(
    checks: &[Health],
    names: &HashMap<Uuid, &str>,
    zone: &TimeZone,
) -> std::result::Result<Vec<u8>, csv::Error> {
    let mut out =
        WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    out.write_record(CONDITIONS)?;
    // What is sealed is told to nobody, and has no figures.
    for check in checks.iter().filter(|check| check.unsealed_at.is_some()) {
        let Some(name) = names.get(&check.partner_id) else { continue };
        let name = guarded(name);
        let round = check.opens_at.to_zoned_datetime(zone.clone()).date().to_string();
        for condition in HealthCheck::new(&check.figures).conditions {
            for (side, voice) in [(Side::Library, condition.library), (Side::Partner, condition.partner)] {
                let mean = voice.mean.map(|mean| format!("{mean:.4}")).unwrap_or_default();
                let n = voice.n.to_string();
                out.write_record([&*name, &*round, side.key(), &*condition.key, &*n, &*mean])?;
            }
        }
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// The agreements with a partner; none where there is no version.
fn of(
    partner: &Partner,
    versions: &[AgreementVersion],
    asked: &HashMap<Uuid, Vec<Confirmation>>,
) -> Option<Value> {
    let own = versions.iter().filter(|version| version.partner_id == partner.id);
    let own: Vec<Value> = own.map(|version| one(version, asked.get(&version.id))).collect();
    (!own.is_empty()).then(|| json!({ "partner": partner.name, "versions": own }))
}

fn one(version: &AgreementVersion, asked: Option<&Vec<Confirmation>>) -> Value {
    let document = &version.document;
    let parts: serde_json::Map<String, Value> =
        Part::ALL.into_iter().map(|part| (part.key().to_owned(), document.text(part).into())).collect();
    let asked = asked.into_iter().flatten().map(|one| {
        json!({
            "side": one.side.key(),
            "name": one.name,
            "confirmed_at": one.confirmed_at.map(|at| at.to_string()),
            "asked_to_change": one.objection,
        })
    });
    json!({
        "version": version.version,
        "state": version.state.key(),
        "library": document.library,
        "partner": document.partner,
        "review_on": document.review_on.map(|day| day.to_string()),
        "changed_at": version.changed_at.to_string(),
        "confirmed_at": version.confirmed_at.map(|at| at.to_string()),
        "parts": parts,
        "confirmations": asked.collect::<Vec<_>>(),
    })
}
