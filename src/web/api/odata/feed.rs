//! What a feed tells of, a round or a course, and which tables it has for a token.

use rocket::http::Status;
use uuid::Uuid;

use crate::{
    exchange::coarse::Coarse,
    results::ledger,
    store::{ApiScope, Round, RoundPurpose, courses},
    survey::RoundState,
    web::{
        Program,
        api::{
            ApiProblem,
            odata::error::{ODataProblem, ODataResult},
            rounds::find,
        },
        at,
        parts::round::answers::may_leave,
    },
};

/// How the address of every feed ends.
const ENDING: &str = ".svc";

/// A table of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeedTable {
    /// The figures of every rating.
    Items,
    /// What one side offers against what the other expects.
    Comparison,
    /// What the columns of the answers mean.
    Codebook,
    /// The answers themselves.
    Answers,
}

impl FeedTable {
    const ALL: [Self; 4] = [Self::Items, Self::Comparison, Self::Codebook, Self::Answers];

    /// What it is called in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Items => "Items",
            Self::Comparison => "Comparison",
            Self::Codebook => "Codebook",
            Self::Answers => "Answers",
        }
    }

    /// The table of that name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }
}

/// A feed.
pub(super) struct Feed {
    /// Its address, with the name of the site.
    pub address: String,
    about: FeedAbout,
}

/// What it tells of.
enum FeedAbout {
    Round(Box<Round>),
    /// All rounds of a course that the owner of the token may see, those too that it only compares with.
    Course(Vec<(RoundPurpose, Round)>),
}

impl Feed {
    /// The feed of this name: the code of a round, or the id of a course.
    pub(super) async fn find(program: &Program<'_>, slug: &str, name: &str) -> ODataResult<Self> {
        program.may(slug, ApiScope::FiguresRead)?;
        let of = name.strip_suffix(ENDING).ok_or_else(ODataProblem::not_found)?;
        let about = match Uuid::parse_str(of) {
            Ok(course) => FeedAbout::Course(of_course(program, course).await?),
            Err(_) => FeedAbout::Round(Box::new(find(program, of).await?)),
        };
        let address = format!("{}{}", program.app.settings.site_url, at::odata(slug, name));
        Ok(Self { address, about })
    }

    /// The rounds whose items are told.
    pub(super) fn rounds(&self) -> Vec<&Round> {
        match &self.about {
            FeedAbout::Round(round) => vec![round.as_ref()],
            FeedAbout::Course(rounds) => {
                rounds.iter().filter(|(purpose, _)| purpose.is_own()).map(|(_, round)| round).collect()
            }
        }
    }

    /// Those of them that have closed.
    pub(super) fn closed(&self) -> Vec<&Round> {
        let mut rounds = self.rounds();
        rounds.retain(|round| round.state == RoundState::Closed);
        rounds
    }

    /// The tables that it has for this token now.
    pub(super) async fn tables(&self, program: &Program<'_>) -> ODataResult<Vec<FeedTable>> {
        if self.closed().is_empty() {
            return Ok(vec![FeedTable::Codebook]);
        }
        let mut tables = vec![FeedTable::Items, FeedTable::Comparison, FeedTable::Codebook];
        match self.answers(program).await {
            Ok(_) => tables.push(FeedTable::Answers),
            Err(problem) if problem.status().code < 500 => {}
            Err(problem) => return Err(problem),
        }
        Ok(tables)
    }

    /// The answers that this token may have, or why it may not.
    pub(super) async fn answers(&self, program: &Program<'_>) -> ODataResult<(&Round, Coarse)> {
        let FeedAbout::Round(round) = &self.about else { return Err(ODataProblem::not_found()) };
        let programme = program.programme();
        program.may(&programme.slug, ApiScope::AnswersRead)?;
        match may_leave(program.app, &programme.zone(), round).await? {
            Ok(coarse) => Ok((round.as_ref(), coarse)),
            Err(why) => Err(ApiProblem::new(Status::Conflict, "answers_stay", why).into()),
        }
    }

    /// The closed rounds that are compared: where one side said what it offers, and where the other said what it expects.
    pub(super) async fn compared(&self, program: &Program<'_>) -> ODataResult<Vec<(Round, Round)>> {
        match &self.about {
            FeedAbout::Round(round) => {
                let matched = ledger::of_round(program.app, round).await?.into_iter();
                Ok(matched.map(|both| (both.offer, both.expectation)).collect())
            }
            FeedAbout::Course(rounds) => {
                let closed = |purpose: RoundPurpose| {
                    let fits = |(is, round): &&(RoundPurpose, Round)| {
                        *is == purpose && round.state == RoundState::Closed
                    };
                    rounds.iter().find(fits).map(|(_, round)| round.clone())
                };
                let pairs = RoundPurpose::COMPARED.into_iter();
                Ok(pairs.filter_map(|(offer, expects)| Some((closed(offer)?, closed(expects)?))).collect())
            }
        }
    }
}

/// The rounds of a course that the owner of the token may see; managers see a course once one of its own has closed.
async fn of_course(program: &Program<'_>, id: Uuid) -> ODataResult<Vec<(RoundPurpose, Round)>> {
    let course = courses::in_programme(program.db(), program.programme().id, id).await?;
    let course = course.ok_or_else(ODataProblem::not_found)?;
    let mut rounds = courses::rounds(program.db(), course.id).await?;
    if !program.who.runs_courses() {
        rounds.retain(|(_, round)| round.state == RoundState::Closed);
        if rounds.iter().all(|(purpose, _)| !purpose.is_own()) {
            return Err(ODataProblem::not_found());
        }
    }
    Ok(rounds)
}
