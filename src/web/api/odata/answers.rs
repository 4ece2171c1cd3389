//! The answers of a closed round as a table. Their ids and their order are made of the answers themselves, with the secret key: the
//! same while the answers are the same, so that a spreadsheet that loads them in parts gets each once, and others once they are not.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

use common_ground_datasets::DatasetError;
use csv::StringRecord;
use rocket::http::Status;

use crate::{
    exchange::{
        coarse::Coarse,
        codebook::variables,
        export::ExportError,
        files::{coarse_variables, dataset},
    },
    store::Round,
    web::{
        Program,
        api::{
            ApiProblem,
            figures::note_download,
            odata::{
                columns::{FeedColumn, of_answers, property_names},
                error::{ODataProblem, ODataResult},
                feed::Feed,
                rows::{FeedRows, values},
            },
        },
    },
};

/// What is said where only CSV can hold all answers.
const TOO_MANY: &str =
    "There are more answers than fit into a table here. Use the address of the CSV file instead.";

/// The columns of the answers, as coarse as they may be handed on.
pub(super) async fn columns(
    program: &Program<'_>,
    round: &Round,
    coarse: &Coarse,
) -> ODataResult<Vec<FeedColumn>> {
    Ok(of_answers(&coarse_variables(coarse, round.side), &names(program, round).await?))
}

/// The answers of the round of a feed.
pub(super) async fn read(program: &Program<'_>, feed: &Feed) -> ODataResult<FeedRows> {
    let (round, coarse) = feed.answers(program).await?;
    note_download(program, &round.code).await?;
    let columns = columns(program, round, &coarse).await?;
    let data = match dataset(program.app, round, coarse).await {
        Err(ExportError::Dataset(DatasetError::TooLarge)) => {
            return Err(ApiProblem::new(Status::Conflict, "too_many_answers", TOO_MANY).into());
        }
        read => read.map_err(|error| ODataProblem::broken(&error))?,
    };
    let all = data.rows().len();
    let mut alike: HashMap<String, u64> = HashMap::new();
    let mut rows: BTreeMap<String, &StringRecord> = BTreeMap::new();
    for row in data.rows() {
        // Without the id, which is of this file alone.
        let cells = row.iter().skip(1).fold(String::new(), |mut cells, cell| {
            // Writing to text never fails.
            let _ = write!(cells, "{}:{cell}", cell.len());
            cells
        });
        let text = format!("answers of a feed\n{} {all}\n{cells}", round.id);
        let seen = alike.entry(cells).or_default();
        *seen += 1;
        rows.insert(program.app.secret.fingerprint(&format!("{text}\n{seen}")), row);
    }
    let rows = rows.iter().map(|(id, row)| {
        let cells = std::iter::once(id.as_str()).chain(row.iter().skip(1));
        values(&columns, cells)
    });
    let rows = rows.collect::<ODataResult<Vec<_>>>()?;
    Ok(FeedRows { columns, rows })
}

/// The names of the columns of a file of answers: the same whether or not some of them are left out.
async fn names(program: &Program<'_>, round: &Round) -> ODataResult<BTreeMap<String, String>> {
    let survey = program.app.survey(round).await?;
    let variables = variables(&survey, round.side);
    Ok(property_names(variables.iter().map(|variable| variable.key.as_str())))
}
