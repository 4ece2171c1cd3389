//! The report of two files of answers, without a course: the same sheet, the same pictures, the same figures.

use super::document::HeadlineFact;
use super::inputs::ItemBlock;
use super::page::{self, RenderError};
use super::pictures::{self, Drawn, blocks};
use super::sheet::{self, SummarySheet};
use super::{cautions, gaps, headline, ledger, links::ReportLink, method, text};
use crate::chart::Picture;
use crate::compare::{ComparedSides, Comparison, Options, PairInput, Verdict};
use crate::figures::{
    FigureSide, ItemFigures, Precision, comparison_csv, data_sheet, items_csv, weighting_csv,
};
use crate::scale::Scale;
use crate::side_by_side::side_by_side;
use crate::small_numbers::MinGroup;
use crate::wide::WideTally;
use crate::wording;

/// Pixels to the unit of a PNG.
const SCALE: f32 = 2.0;
/// Whoever asks has the answers themselves.
const PRECISION: Precision = Precision::Full;

/// Two files of answers and the words for them.
pub struct Request<'a> {
    /// What the report is about: "Offers and expectations".
    pub title: &'a str,
    /// The answers of the side that offers, with the name of their file.
    pub offers: (&'a str, &'a WideTally),
    /// The answers of the side that expects, with the name of their file.
    pub expectations: (&'a str, &'a WideTally),
    /// What is known of an item; the header stands for what is not.
    pub known: &'a dyn Fn(&str) -> Option<KnownItem>,
    /// How partner kinds are called, by key.
    pub kinds: Vec<(String, String)>,
    /// The scale of all items.
    pub scale: Scale,
    /// The smallest group shown.
    pub min_group: MinGroup,
    /// When the report was made: "24 May 2026".
    pub made: &'a str,
    /// The site's stylesheet.
    pub stylesheet: &'a str,
}

/// What is known of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownItem {
    pub label: String,
    /// What it is about in a few words; may be empty.
    pub topic: String,
    /// Which side offers it.
    pub ledger: ComparedSides,
}

/// The report as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The finding, to be printed.
    pub headline: String,
    /// Items that stand in one file only, by label.
    pub unpaired: Vec<String>,
    /// For each file in which responses share their name, how many, in a sentence.
    pub repeated: Vec<String>,
    /// Names, with `/` between folder and file, and contents: `summary.html`, `summary.txt`, `items.csv`,
    /// `comparison.csv`, `weighting.csv` where kinds of partner count equally, and in `charts/` each chart as SVG and PNG, also
    /// as a slide, with its figures.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The files have no item in common.
    #[error(
        "{offers} and {expectations} have no item in common, so nothing can be compared: the first has {ours}, the \
         second {theirs}. A pair has the same column name in both files."
    )]
    NothingPaired {
        /// The name of the first file.
        offers: String,
        /// The name of the second.
        expectations: String,
        /// Some columns of the first.
        ours: String,
        /// Some columns of the second.
        theirs: String,
    },
    /// The report could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// Compares the answers in two files and writes everything about them.
///
/// Columns with the same name in both files are pairs. Items that nothing is known of are taken to be offered by
/// the side that offers most of the known ones, the library if there are none.
///
/// # Errors
/// [`ReportError`] if the files have nothing in common, or a picture or file cannot be made.
pub fn compare_report(request: &Request<'_>) -> Result<FileReport, ReportError> {
    let keys = paired(request)?;
    let blocks = blocks_of(request, &keys);
    let unpaired = unpaired(request, &keys);
    let sheet = sheet_of(request, &blocks, &unpaired)?;
    let headline = sheet.headline.clone();
    let comparisons = blocks.iter().map(|block| &block.comparison);
    let mut files = vec![
        ("summary.html".to_owned(), page::file(&sheet, request.title, request.stylesheet)?.into_bytes()),
        ("summary.txt".to_owned(), text::render(&sheet).into_bytes()),
        (
            "items.csv".to_owned(),
            items_csv(&items(request), request.min_group, PRECISION).map_err(RenderError::from)?,
        ),
        ("comparison.csv".to_owned(), comparison_csv(comparisons, PRECISION).map_err(RenderError::from)?),
    ];
    if let Some(weighting) =
        weighting_csv(blocks.iter().map(|block| &block.comparison), PRECISION).map_err(RenderError::from)?
    {
        files.push(("weighting.csv".to_owned(), weighting));
    }
    let mut drawn = Vec::new();
    for block in &blocks {
        drawn.extend(blocks::all(block, &source(request)).map_err(RenderError::from)?);
    }
    files.extend(chart_files(drawn)?);
    Ok(FileReport { headline, unpaired, repeated: repeated(request), files })
}

/// Each chart with the figures behind it, as files. Pixels take longest, so that they are made side by side.
fn chart_files(drawn: Vec<Drawn>) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let with_data = |drawn: Drawn| -> Result<_, RenderError> {
        let data = (format!("charts/{}.csv", drawn.stem), data_sheet(&drawn.wide.data)?);
        Ok((data, drawn.named()))
    };
    let charts = drawn.into_iter().map(with_data).collect::<Result<Vec<_>, _>>()?;
    let pictures: Vec<&Picture> =
        charts.iter().flat_map(|(_, named)| named).map(|(_, picture)| picture).collect();
    let mut pngs = side_by_side(&pictures, |picture| picture.png(SCALE)).into_iter();
    let mut files = Vec::new();
    for (data, named) in charts {
        files.push(data);
        for ((name, picture), png) in named.into_iter().zip(pngs.by_ref()) {
            files.push((format!("charts/{name}.svg"), picture.svg.into_bytes()));
            files.push((format!("charts/{name}.png"), png?));
        }
    }
    Ok(files)
}

/// What is told where responses share their name.
fn repeated(request: &Request<'_>) -> Vec<String> {
    let told = |(file, tally): (&str, &WideTally)| match tally.repeated() {
        0 => None,
        repeated => Some(format!(
            "{file}: {} an earlier response_id; every row was counted. Were some people’s answers copied in twice?",
            wording::counted(repeated, "row has", "rows have")
        )),
    };
    [request.offers, request.expectations].into_iter().filter_map(told).collect()
}

/// The keys in both files, in the order of the first.
fn paired(request: &Request<'_>) -> Result<Vec<String>, ReportError> {
    let (ours, theirs) = (request.offers.1.columns(), request.expectations.1.columns());
    let keys: Vec<String> = ours.iter().filter(|key| theirs.contains(key)).cloned().collect();
    if keys.is_empty() {
        let some = |columns: &[String]| columns.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        return Err(ReportError::NothingPaired {
            offers: request.offers.0.to_owned(),
            expectations: request.expectations.0.to_owned(),
            ours: some(ours),
            theirs: some(theirs),
        });
    }
    Ok(keys)
}

fn unpaired(request: &Request<'_>, keys: &[String]) -> Vec<String> {
    let columns = request.offers.1.columns().iter().chain(request.expectations.1.columns());
    columns.filter(|key| !keys.contains(key)).map(|key| known(request, key).label).collect()
}

fn known(request: &Request<'_>, key: &str) -> KnownItem {
    (request.known)(key).unwrap_or_else(|| KnownItem {
        label: key.to_owned(),
        topic: String::new(),
        ledger: usual_ledger(request),
    })
}

/// The direction of most known items.
fn usual_ledger(request: &Request<'_>) -> ComparedSides {
    let known = request.offers.1.columns().iter().filter_map(|key| (request.known)(key));
    let (library, partners): (Vec<KnownItem>, Vec<KnownItem>) =
        known.partition(|known| known.ledger == ComparedSides::LibraryOffers);
    if partners.len() > library.len() { ComparedSides::PartnersOffer } else { ComparedSides::LibraryOffers }
}

fn blocks_of(request: &Request<'_>, keys: &[String]) -> Vec<ItemBlock> {
    let [offers, expectations] = [request.offers.1, request.expectations.1];
    let parts = [offers, expectations].map(|tally| tally.partition(request.min_group));
    let pairs = |ledger: ComparedSides| -> Vec<PairInput> {
        let of_ledger =
            keys.iter().map(|key| (key, known(request, key))).filter(|(_, known)| known.ledger == ledger);
        of_ledger
            .map(|(key, known)| PairInput {
                key: key.clone(),
                label: known.label,
                topic: known.topic,
                offer: offers.parts_of(key, &parts[0]).unwrap_or_default(),
                expectation: expectations.parts_of(key, &parts[1]).unwrap_or_default(),
            })
            .collect()
    };
    let block = |ledger: ComparedSides| {
        let pairs = pairs(ledger);
        let options = Options { ledger, min_group: request.min_group };
        (!pairs.is_empty()).then(|| ItemBlock {
            comparison: Comparison::new(&pairs, options),
            scale: request.scale.clone(),
            window: String::new(),
            surveys: Vec::new(),
            kinds: request.kinds.clone(),
            response_rates: [None; 2],
        })
    };
    [ComparedSides::LibraryOffers, ComparedSides::PartnersOffer].into_iter().filter_map(block).collect()
}

/// Every item of both files, paired or not.
fn items(request: &Request<'_>) -> Vec<ItemFigures> {
    let side = |ledger: ComparedSides, offers: bool| {
        if (ledger == ComparedSides::LibraryOffers) == offers {
            FigureSide::Library
        } else {
            FigureSide::Partner
        }
    };
    let of_file = |tally: &WideTally, offers: bool| -> Vec<ItemFigures> {
        let parts = tally.partition(request.min_group);
        let item = |key: &String| ItemFigures {
            key: key.clone(),
            side: side(known(request, key).ledger, offers),
            groups: tally.parts_of(key, &parts).unwrap_or_default(),
        };
        tally.columns().iter().map(item).collect()
    };
    [of_file(request.offers.1, true), of_file(request.expectations.1, false)].concat()
}

fn source(request: &Request<'_>) -> String {
    format!("{} and {}, {}.", request.offers.0, request.expectations.0, request.made)
}

fn sheet_of(
    request: &Request<'_>,
    blocks: &[ItemBlock],
    unpaired: &[String],
) -> Result<SummarySheet, RenderError> {
    let gaps = gaps::largest(blocks);
    let mut sheet = SummarySheet {
        kicker: format!("{} · {}", request.title, request.made),
        headline: headline::headline(&[], &[], blocks),
        lead: lead(request, blocks),
        facts: facts(blocks),
        gaps_heading: sheet::gaps_heading(&gaps, blocks),
        gaps,
        going_well: gaps::going_well(blocks),
        links: vec![ReportLink { label: "How this was worked out", href: "#how".to_owned() }],
        cautions: [repeated(request), limits(blocks, unpaired, request.min_group)].concat(),
        sections: blocks.iter().flat_map(sheet::block_sections).collect(),
        method: method::paragraphs(method::MethodContents {
            gaps: true,
            changes: false,
            detectable: None,
            weighting: method::costliest(blocks),
            min_group: request.min_group,
        }),
        foot: vec![
            format!("Groups under {} are never shown.", wording::number(request.min_group.get())),
            format!("From {}", source(request)),
        ],
        ..SummarySheet::default()
    };
    for block in blocks {
        page::place(&mut sheet, &pictures::dumbbell(block, &source(request))?, ledger::caption(block));
        if let Some(drawn) = pictures::blocks::by_kind(block, &source(request))? {
            page::place(&mut sheet, &drawn, ledger::caption(block));
        }
    }
    page::shorten(&mut sheet, blocks, request.title)?;
    Ok(sheet)
}

fn lead(request: &Request<'_>, blocks: &[ItemBlock]) -> String {
    let answers = |tally: &WideTally| {
        let n = tally.responses();
        let few = n > 0 && !request.min_group.allows(n);
        if few { request.min_group.fewer_than() } else { wording::count(n) }
    };
    let (offers, expectations) = (answers(request.offers.1), answers(request.expectations.1));
    let items = blocks.iter().map(|block| block.comparison.pairs.len()).sum::<usize>() as u64;
    let questions =
        if items == 1 { "one question".to_owned() } else { format!("{} questions", wording::number(items)) };
    format!(
        "{offers} answers on what is offered, {expectations} on what is expected, set against each other on \
         {questions}."
    )
}

fn facts(blocks: &[ItemBlock]) -> Vec<HeadlineFact> {
    let pairs = || blocks.iter().flat_map(|block| &block.comparison.pairs);
    let count = |of: fn(&crate::compare::Pair) -> bool| pairs().filter(|pair| of(pair)).count();
    let judged = count(|pair| pair.verdict.is_judged());
    let mut facts: Vec<HeadlineFact> = blocks
        .iter()
        .map(|block| HeadlineFact {
            label: ledger::Names::of(block.comparison.ledger).block.to_owned(),
            value: ledger::people(block),
        })
        .collect();
    if judged > 0 {
        let clear = count(|pair| pair.verdict == Verdict::Clear);
        facts.push(HeadlineFact { label: "Clear gaps".to_owned(), value: format!("{clear} of {judged}") });
    }
    facts
}

fn limits(blocks: &[ItemBlock], unpaired: &[String], min: MinGroup) -> Vec<String> {
    let pairs = || blocks.iter().flat_map(|block| &block.comparison.pairs);
    let mut found = Vec::new();
    if pairs().any(|pair| matches!(pair.verdict, Verdict::TooFew)) {
        found.push(
            "Below ten answers on a side there is no interval and no reading: figures alone.".to_owned(),
        );
    }
    found.extend(cautions::detectable(blocks));
    found.extend(cautions::weighting(blocks));
    if cautions::is_hidden(blocks) {
        found.push(cautions::hidden(min));
    }
    found.extend(cautions::together(blocks));
    if !unpaired.is_empty() {
        found.push(format!("In one file only, so not compared: {}.", unpaired.join("; ")));
    }
    found
}
