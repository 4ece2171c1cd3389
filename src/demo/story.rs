//! What happens in the demonstration, and when: two surveys of each side, three courses, and answers as people
//! might give them.

use jiff::Timestamp;
use rand::{SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{
    DemoError,
    cast::Cast,
    profile,
    stage::{self, StagedCourse, morning},
    workshop,
};
use crate::{
    app::App,
    store::{
        Course, PersonalLink, Release, Round, RoundPurpose, Submission, comments, courses, mailings,
        programmes,
    },
    survey::{Side, Window, sample::plausible},
};

const SEED: u64 = 2004;
/// How many people of a group answer.
type Turnout = &'static [(&'static str, usize)];
const STAFF: Turnout =
    &[("front_line", 9), ("children_young_people", 7), ("outreach", 5), ("library_managers", 5)];
/// Two charities are too few to show: the demonstration shows how that looks.
const PARTNERS: Turnout = &[("school", 9), ("childrens_home", 8), ("council_department", 6), ("charity", 2)];
const COURSE: Turnout = &[("front_line", 6), ("children_young_people", 5), ("outreach", 3)];

/// The rounds of both halves of the ledger.
const LEDGER: [(RoundPurpose, &str, Side, Turnout); 4] = [
    (RoundPurpose::LibraryOffer, "staff_offer", Side::Library, STAFF),
    (RoundPurpose::PartnerExpectation, "partner_expect", Side::Partner, PARTNERS),
    (RoundPurpose::PartnerOffer, "partner_offer", Side::Partner, PARTNERS),
    (RoundPurpose::LibraryHope, "staff_hope", Side::Library, STAFF),
];

pub(super) struct Story {
    pub scenes: Vec<Scene>,
    /// The rounds left open.
    pub open: Vec<Round>,
    /// The course that is lived through to its end.
    pub course: Course,
    /// The course that was held a few days ago.
    pub latest: Course,
}

pub(super) struct Scene {
    pub at: Timestamp,
    pub words: &'static str,
    act: Act,
}

enum Act {
    /// So many people of each group answer, the first of them by personal links.
    /// Each wave of one survey has people of its own.
    Answers {
        round: Round,
        turnout: Turnout,
        links: Vec<Uuid>,
        wave: u64,
    },
    /// A trainer reads the comments of these rounds and lets the first to each open question be quoted.
    Release(Vec<Uuid>),
    /// The workshop of a course ends with its board written up.
    Board(Course),
    Wait,
}

/// Plans the story so that its course closed before `now`, and adds its rounds and courses.
pub(super) async fn plan(app: &App, cast: &Cast, now: Timestamp) -> Result<Story, DemoError> {
    let hours = cast.programme.settings.hours();
    let day = |days: i64| morning(now, days, &hours);
    let mut scenes = Vec::new();

    // What both sides said long before the course.
    let spring = Window { opens: day(-75)?, closes: day(-45)? };
    let mut ledger = Vec::new();
    for (purpose, survey, side, turnout) in LEDGER {
        let round = stage::add_round(app, cast, survey, side, spring, &[]).await?;
        scenes.push(answers(
            day(-60)?,
            "asking both sides what they offer and expect",
            &round,
            turnout,
            vec![],
        ));
        ledger.push((purpose, round));
    }
    scenes.push(wait(spring.closes, "closing the surveys of both sides"));

    // Two courses before it, whose summaries are written: the last is named beside this one.
    let earlier: [(&str, &str, i64, Turnout); 2] = [
        ("Pilot course 1", "Custom House Library", -72, &[("front_line", 6), ("outreach", 5)]),
        ("Pilot course 2", "Plaistow Library", -48, &[("front_line", 7), ("children_young_people", 6)]),
    ];
    for (wave, (title, place, days, turnout)) in (1..).zip(earlier) {
        let held = stage::hold(app, cast, title, place, day(days)?).await?;
        invite_at_the_end(app, &held).await?;
        let act = Act::Answers { round: held.feedback, turnout, links: held.links, wave };
        scenes.push(Scene { at: held.course.ends_at, words: "holding the workshops before it", act });
        scenes.push(wait(held.schedule.feedback.closes, "closing their feedback"));
        scenes.push(wait(hours.leaves(held.schedule.summary), "writing their summaries"));
    }

    let held = stage::hold(app, cast, "Pilot course 3", "Stratford Library", day(-24)?).await?;
    invite_at_the_end(app, &held).await?;
    for (purpose, round) in &ledger {
        courses::attach(app.db.write_one(), held.course.id, round.id, *purpose).await?;
    }
    let before = held.schedule.pre;
    let before =
        stage::add_course_round(app, cast, &held.course, "course_pre", before, RoundPurpose::Before).await?;
    scenes.push(answers(day(-29)?, "asking people before the course", &before, COURSE, vec![]));
    scenes.extend(
        held.letters
            .iter()
            .map(|mailing| wait(hours.leaves(mailing.at), "writing to those who have not answered")),
    );
    let act = Act::Board(held.course.clone());
    scenes.push(Scene { at: held.course.ends_at, words: "writing up what the room said", act });
    let words = "holding the workshop and collecting feedback";
    scenes.push(answers(held.course.ends_at, words, &held.feedback, COURSE, held.links));
    let closes = held.schedule.feedback.closes;
    scenes.push(wait(closes, "closing the feedback"));
    let read = vec![held.feedback.id, ledger[1].1.id];
    scenes.push(Scene { at: closes, words: "reading and releasing comments", act: Act::Release(read) });
    scenes.push(wait(hours.leaves(held.schedule.summary), "writing the summary and sending it to managers"));

    let (open, latest) = leave_open(app, cast, now, &mut scenes).await?;
    scenes.sort_by_key(|scene| scene.at);
    Ok(Story { scenes, open, course: held.course, latest })
}

/// One open round for each side, and one for the feedback of a course held a few days ago; one course to come.
async fn leave_open(
    app: &App,
    cast: &Cast,
    now: Timestamp,
    scenes: &mut Vec<Scene>,
) -> Result<(Vec<Round>, Course), DemoError> {
    let hours = cast.programme.settings.hours();
    let day = |days: i64| morning(now, days, &hours);
    let window = Window { opens: day(-3)?, closes: day(28)? };
    let mut open = Vec::new();
    let first: [(_, _, Turnout); 2] = [
        ("staff_offer", Side::Library, &[("front_line", 3), ("outreach", 2)]),
        ("partner_expect", Side::Partner, &[("school", 2), ("childrens_home", 1)]),
    ];
    for (survey, side, turnout) in first {
        let round = stage::add_round(app, cast, survey, side, window, &[]).await?;
        scenes.push(answers(day(-1)?, "opening the next survey of each side", &round, turnout, vec![]));
        open.push(round);
    }
    let held = stage::hold(app, cast, "Pilot course 4", "East Ham Library", day(-2)?).await?;
    let turnout = &[("front_line", 4), ("outreach", 3)];
    invite_at_the_end(app, &held).await?;
    let words = "holding the next workshop";
    scenes.push(answers(held.course.ends_at, words, &held.feedback, turnout, held.links));
    open.push(held.feedback);
    stage::hold(app, cast, "Pilot course 5", "Plaistow Library", day(17)?).await?;
    Ok((open, held.course))
}

/// The trainer sends the letters while everybody is still in the room, and does not wait for Tuesday: nobody answers
/// by a link that no letter brought.
async fn invite_at_the_end(app: &App, held: &StagedCourse) -> Result<(), DemoError> {
    if let Some(invitation) = held.letters.first() {
        mailings::move_to(app.db.write_one(), invitation.id, held.course.ends_at).await?;
    }
    Ok(())
}

pub(super) async fn play(app: &App, scene: &Scene) -> Result<(), DemoError> {
    match &scene.act {
        Act::Wait => Ok(()),
        Act::Release(rounds) => release(app, rounds).await,
        Act::Board(course) => workshop::hold(app, course).await,
        Act::Answers { round, turnout, links, wave } => answer(app, round, turnout, links, *wave).await,
    }
}

async fn answer(
    app: &App,
    round: &Round,
    turnout: Turnout,
    links: &[Uuid],
    wave: u64,
) -> Result<(), DemoError> {
    let survey = app.survey(round).await?;
    let profile = profile::of(round.side);
    // Each survey has people of its own, and the same in every demonstration.
    let seed =
        survey.key.bytes().fold(SEED, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut rng = StdRng::seed_from_u64(seed.wrapping_add(wave));
    let promised = programmes::get(app.db.read(), round.programme).await?.settings;
    let smallest_group = promised.promised(round.opens_at, app.settings.min_group).min_group;
    let mut links = links.iter().map(|&id| PersonalLink { id, used: false, smallest_group });
    for (group, people) in turnout {
        for _ in 0..*people {
            let answers = plausible(&survey, round.side, group, &mut rng, &profile);
            app.writer.started(round.id);
            let submission = Submission::new(round, &survey, &answers, None, links.next());
            app.writer.submit(submission).await?;
        }
    }
    Ok(())
}

async fn release(app: &App, rounds: &[Uuid]) -> Result<(), DemoError> {
    let mut comments = comments::of_rounds(app.db.read(), rounds).await?;
    // In order of their words, since their ids are random.
    comments.sort_by(|a, b| (&a.item, &a.text).cmp(&(&b.item, &b.text)));
    comments.dedup_by(|a, b| a.item == b.item);
    for comment in comments {
        comments::decide(app.db.write_one(), comment.id, Release::Released).await?;
    }
    Ok(())
}

fn wait(at: Timestamp, words: &'static str) -> Scene {
    Scene { at, words, act: Act::Wait }
}

fn answers(at: Timestamp, words: &'static str, round: &Round, turnout: Turnout, links: Vec<Uuid>) -> Scene {
    Scene { at, words, act: Act::Answers { round: round.clone(), turnout, links, wave: 0 } }
}
