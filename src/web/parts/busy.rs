//! That a partner is busy on a date: said beside it once, with the next free day. Whoever saves again keeps the date.

use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    store::{busy_times, partners},
    survey::busy,
    web::{Desk, Field, FormData, FormProblems, Result, Seat},
};

/// The field that carries the days of which it was said.
const SAID: &str = "busy_days";

/// Notes beside a field that one of these partners is busy on one of its days to come, unless it was said of that day before.
/// Gives the field by which the form that is shown again remembers that.
pub(crate) async fn warn<G: Seat>(
    desk: &Desk<'_, G>,
    (field, days): (&str, &[Date]),
    partners: &[Uuid],
    entries: &FormData,
    problems: &mut FormProblems,
) -> Result<Option<Field>> {
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let said: Vec<&str> = entries.one(SAID).split(' ').collect();
    let to_come = days.iter().filter(|day| **day >= today).copied();
    let days: Vec<Date> = to_come.filter(|day| !said.contains(&day.to_string().as_str())).collect();
    if days.is_empty() || partners.is_empty() {
        return Ok(None);
    }
    let times = busy_times::of_partners(desk.db(), partners).await?;
    let Some(clash) = days.iter().find_map(|day| busy::clash(&times, *day)) else { return Ok(None) };
    let partner = partners::find(desk.db(), desk.programme().id, clash.time.partner_id).await?;
    let name = partner.map_or_else(|| "A partner".to_owned(), |partner| partner.name);
    problems.add(field, busy::warning(&name, &clash));
    let said = said.into_iter().filter(|day| !day.is_empty()).map(str::to_owned);
    let said: Vec<String> = said.chain(days.iter().map(ToString::to_string)).collect();
    Ok(Some(Field::hidden(SAID, said.join(" "))))
}
