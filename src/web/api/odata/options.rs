//! What a query asks of a table: how many rows, from which on, which columns, and their number.

use std::{collections::BTreeSet, convert::Infallible};

use rocket::{
    Request,
    request::{FromRequest, Outcome},
};
use serde::{Serialize, Serializer};
use serde_json::Value;
use url::form_urlencoded;

use crate::web::api::odata::{
    error::{ODataProblem, ODataResult},
    rows::FeedRows,
};

/// The options of a query.
#[derive(Debug, Default)]
pub(super) struct QueryOptions {
    top: Option<usize>,
    skip: usize,
    count: bool,
    select: Option<Vec<String>>,
}

/// The options of a request, or why they cannot be followed.
pub(crate) struct AskedOptions(pub(super) ODataResult<QueryOptions>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for AskedOptions {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        let query = request.uri().query().map(|query| query.as_str()).unwrap_or_default();
        Outcome::Success(Self(QueryOptions::parse(query)))
    }
}

impl QueryOptions {
    /// Reads the options of OData; what does not begin with `$` is nobody’s.
    fn parse(query: &str) -> ODataResult<Self> {
        let mut options = Self::default();
        let mut met = BTreeSet::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let Some(option) = name.strip_prefix('$') else { continue };
            if !met.insert(option.to_owned()) {
                return Err(ODataProblem::bad_option(format!("{name} is there twice.")));
            }
            let number = || {
                let words = || ODataProblem::bad_option(format!("{name} takes a whole number from 0."));
                value.parse::<usize>().map_err(|_| words())
            };
            match option {
                "top" => options.top = Some(number()?),
                "skip" => options.skip = number()?,
                "count" => {
                    options.count = match &*value {
                        "true" => true,
                        "false" => false,
                        _ => return Err(ODataProblem::bad_option("$count takes true or false.")),
                    }
                }
                "select" => {
                    let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                    options.select = Some(names.map(str::to_owned).collect());
                }
                _ => return Err(ODataProblem::not_implemented(&name)),
            }
        }
        Ok(options)
    }

    /// The rows that are asked for, written as a document; `context` is what it is a part of.
    pub(super) fn document(&self, table: FeedRows, context: &str) -> ODataResult<Vec<u8>> {
        let select = self.select.as_ref().filter(|names| names.iter().all(|name| name != "*"));
        let FeedRows { columns, rows } = table;
        let mut chosen: Vec<usize> = match select {
            None => (0..columns.len()).collect(),
            Some(names) => {
                let place = |name: &String| {
                    let place = columns.iter().position(|column| column.name == *name);
                    place.ok_or_else(|| ODataProblem::bad_option(format!("There is no column {name} here.")))
                };
                names.iter().map(place).collect::<ODataResult<_>>()?
            }
        };
        let mut met = BTreeSet::new();
        chosen.retain(|at| met.insert(*at));
        let of = select.map_or_else(String::new, |names| format!("({})", names.join(",")));
        let chosen: Vec<(&str, usize)> = chosen.iter().map(|at| (&*columns[*at].name, *at)).collect();
        let wanted = rows.iter().skip(self.skip).take(self.top.unwrap_or(usize::MAX));
        let document = TableDocument {
            context: format!("{context}{of}"),
            count: self.count.then_some(rows.len()),
            value: wanted.map(|row| ChosenCells { chosen: &chosen, row }).collect(),
        };
        serde_json::to_vec(&document).map_err(|error| ODataProblem::broken(&error))
    }
}

/// A table, or a part of it.
#[derive(Serialize)]
struct TableDocument<'t> {
    #[serde(rename = "@odata.context")]
    context: String,
    /// How many rows there are, with those that were not asked for.
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    value: Vec<ChosenCells<'t>>,
}

/// The cells of a row that are asked for, under their names. They are written from where they are: as a document of its own, a
/// table would take several times its room.
struct ChosenCells<'t> {
    /// The names of the columns, and their places.
    chosen: &'t [(&'t str, usize)],
    row: &'t [Value],
}

impl Serialize for ChosenCells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.chosen.iter().map(|(name, at)| (name, self.row.get(*at))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_understood_or_refused_by_its_name() {
        let options = QueryOptions::parse("$top=5&$skip=2&$count=true&$select=row,%20n&mine=1").unwrap();
        assert_eq!((options.top, options.skip, options.count), (Some(5), 2, true));
        assert_eq!(options.select, Some(vec!["row".to_owned(), "n".to_owned()]));
        for (query, status) in [
            ("$top=-1", 400),
            ("$count=1", 400),
            ("$top=1&$top=2", 400),
            ("$filter=n%20gt%205", 501),
            ("$orderby=n", 501),
        ] {
            assert_eq!(QueryOptions::parse(query).unwrap_err().status().code, status, "{query}");
        }
    }
}
