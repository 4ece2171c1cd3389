//! The answers of a closed round as a table. Their ids and their order are made of the answers themselves, with the secret key: the
//! same while the answers are the same, so that a spreadsheet that loads them in parts gets each once, and others once they are not.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

use common_ground_datasets::{Dataset, DatasetError};
use csv::StringRecord;
use rocket::http::Status;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::{
    exchange::{
        coarse::Coarse,
        codebook::variables,
        export::ExportError,
        files::{coarse_variables, dataset},
    },
    store::Round,
    system::secret::SecretKey,
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

/// Cells of a table at most, and as pages and documents say it: 12,500 answers to a survey of 40 columns. Values take more room
/// than the cells of a file.
const MOST_CELLS: usize = 500_000;
const TOO_MANY: &str = "There are more than 500,000 cells of answers, or more than 16 MB of them: too many for a table here. \
                        Use the address of the CSV file instead, which has no such limit.";

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
    let columns = columns(program, round, &coarse).await?;
    let too_many = || ODataProblem::from(ApiProblem::new(Status::Conflict, "too_many_answers", TOO_MANY));
    let data = match dataset(program.app, round, coarse).await {
        Err(ExportError::Dataset(DatasetError::TooLarge)) => return Err(too_many()),
        read => read.map_err(|error| ODataProblem::broken(&error))?,
    };
    if data.rows().len().saturating_mul(columns.len()) > MOST_CELLS {
        return Err(too_many());
    }
    note_download(program, &round.code).await?;
    let (secret, round) = (program.app.secret.clone(), round.id);
    let made = spawn_blocking(move || table(&secret, round, columns, &data));
    made.await.map_err(|error| ODataProblem::broken(&error))?
}

/// The answers of a round under ids that are made of them, in the order of these.
fn table(secret: &SecretKey, round: Uuid, columns: Vec<FeedColumn>, data: &Dataset) -> ODataResult<FeedRows> {
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
        let text = format!("answers of a feed\n{round} {all}\n{cells}");
        let seen = alike.entry(cells).or_default();
        *seen += 1;
        rows.insert(secret.fingerprint(&format!("{text}\n{seen}")), row);
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
