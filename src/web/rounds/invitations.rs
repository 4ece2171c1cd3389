//! The letters of a round: who is invited, what became of the letter to each, and what can be done about it. Of an
//! anonymous round nothing is told from which one could know whether a person has answered.

pub(crate) mod index;
pub(crate) mod preview;
pub(crate) mod send;
pub(crate) mod states;
pub(crate) mod text;

use crate::{
    store::{
        courses::{self, Course},
        mailings::Kind,
        recipients::{self, Addressee},
        rounds::{self, Round},
    },
    survey::{round::Privacy, text::ENGLISH},
    web::{
        at,
        http::{
            desk::Desk,
            error::{Error, Result},
            guard::Trainer,
        },
        parts::piece::{Link, Trail},
    },
};

/// A round of somebody's programme with what its pages need.
struct Asked<'d> {
    desk: &'d Desk<'d, Trainer>,
    round: Round,
    course: Option<Course>,
    title: String,
}

impl<'d> Asked<'d> {
    async fn find(desk: &'d Desk<'d, Trainer>, code: &str) -> Result<Self> {
        let round = rounds::by_code(desk.db(), code).await?;
        let round = round.filter(|round| round.programme == desk.programme().id).ok_or(Error::NotFound)?;
        let course = courses::of_round(desk.db(), round.id).await?;
        let survey = desk.app.survey(&round).await?;
        let title = survey.title.read(round.side, ENGLISH).to_owned();
        Ok(Self { desk, round, course, title })
    }

    async fn addressees(&self, kind: Kind) -> Result<Vec<Addressee>> {
        let fingerprint = |address: &str| self.desk.app.secret.fingerprint(address);
        Ok(recipients::of_round(self.desk.db(), &self.round, kind, self.desk.now(), fingerprint).await?)
    }

    fn page(&self) -> String {
        at::round_invitations(self.desk.slug(), &self.round.code)
    }

    fn trail(&self, here: &str) -> Trail {
        let slug = self.desk.slug();
        let mut above = vec![Link::new("Courses", at::courses(slug))];
        above
            .extend(self.course.as_ref().map(|course| Link::new(&course.title, at::course(slug, course.id))));
        above.push(Link::new(&self.title, at::round(slug, &self.round.code)));
        Trail { above, here: here.to_owned() }
    }

    /// A page below the list of letters.
    fn trail_below(&self, here: &str) -> Trail {
        let mut trail = self.trail(here);
        trail.above.push(Link::new("Invitations", self.page()));
        trail
    }

    fn is_anonymous(&self) -> bool {
        self.round.privacy == Privacy::Anonymous
    }
}
