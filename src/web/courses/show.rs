//! One course: what is happening, what can be done now, and what happens by itself.

use askama::Template;
use common_ground_reports::wording;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    app::App,
    store::{CourseState as Life, boards, courses, participants, partners},
    survey::RoundState,
    system::secret::KeyPurpose,
    web::{
        Answer, Button, ButtonAct, Desk, Empty, Fact, Frame, Link, MainPlace, Member, Result, Trail, at,
        courses::{
            CourseOverview, CourseRound, Phase, load,
            overview::may_read,
            plan::choices::labels,
            summary::{self, SummaryReach},
            timeline::{Happening, timeline},
        },
        parts::{format, piece::offered},
    },
};

#[derive(Debug, Template)]
#[template(path = "courses/show.html")]
struct Show {
    frame: Frame,
    /// Courses / place · date and times.
    trail: Trail,
    /// The course and what is happening: “Pilot course 4: feedback closes on Friday”.
    heading: String,
    lead: String,
    /// Came, answered, response rate, undelivered.
    facts: Vec<Fact>,
    actions: Vec<Button>,
    /// That nobody will be asked, where it is so.
    empty: Option<Empty>,
    /// Everything the course did and will do, in order of time.
    timeline: Vec<Happening>,
    /// Who holds it, which partners are there, what it is for.
    about: Vec<Fact>,
    /// What is done seldom: hold it again, call it off.
    more: Vec<Link>,
}

#[rocket::get("/programmes/<_>/courses/<id>")]
pub(crate) async fn show(desk: Desk<'_, Member>, id: Uuid) -> Result<Answer> {
    let overview = load(&desk, id).await?;
    let (who, db, now) = (desk.who(), desk.db(), desk.now());
    let people = participants::count(db, id).await?;
    let reach = SummaryReach::of(&desk, id).await?;
    let empty = overview.rounds.is_empty().then(|| Empty {
        sentence: "This course has no surveys yet, so nobody will be asked about it.".to_owned(),
        next: None,
    });
    Answer::page(&Show {
        frame: desk.frame(MainPlace::Courses),
        trail: Trail {
            above: vec![Link::new("Courses", at::courses(desk.slug()))],
            here: format!("{} · {}", overview.course.place, overview.day()),
        },
        heading: overview.heading(now),
        lead: overview.lead(now),
        facts: facts(&overview, people, now),
        actions: actions(who, &overview, people, now),
        empty,
        timeline: timeline(desk.app, who, &overview, reach, now).await?,
        about: about(desk.app, &overview).await?,
        more: more(&desk, &overview, boards::of_course(db, id).await?.is_some()),
    })
}

/// What a trainer can do now, the likeliest first.
fn actions(who: &Member, overview: &CourseOverview, people: u64, now: Timestamp) -> Vec<Button> {
    let mut actions = acts(who, overview, people, now);
    actions.extend(way_in(who, overview));
    if who.runs_courses() && overview.course.state != Life::Cancelled {
        let has_comments = overview.rounds.iter().any(|asked| asked.round.state == RoundState::Closed);
        actions.extend(summary::actions(&who.programme.slug, &overview.course, has_comments));
    }
    actions
}

/// The way to the results, once there is something to read.
fn way_in(who: &Member, overview: &CourseOverview) -> Option<Button> {
    let answered = |asked: &&CourseRound| asked.is_own() && asked.turnout.answered > 0;
    overview.rounds.iter().filter(answered).find(|asked| may_read(who, &asked.round))?;
    let page = at::course_results(&who.programme.slug, overview.course.id);
    Some(Button::follow("See the results", page).quiet())
}

/// The figures of the round that people answer, or answered last.
fn facts(overview: &CourseOverview, people: u64, now: Timestamp) -> Vec<Fact> {
    let mut facts = Vec::new();
    facts.extend((people > 0).then(|| Fact::new("Taking part", wording::count(people))));
    let own = overview.rounds.iter().filter(|asked| asked.is_own() && now >= asked.round.opens_at);
    let latest = own.max_by_key(|asked| asked.round.opens_at);
    // The one that the heading is about.
    let answering = if let Phase::Asking(asked) = overview.phase(now) { Some(asked) } else { latest };
    let Some(asked) = answering else { return facts };
    let alike = |other: &&CourseRound| {
        other.purpose == asked.purpose && other.round.closes_at == asked.round.closes_at
    };
    for asked in overview.own().filter(alike) {
        let of = if asked.names_side { format!(", {}", asked.round.side.people()) } else { String::new() };
        if asked.turnout.invited != people && asked.turnout.invited > 0 {
            facts.push(Fact::new(format!("Invited{of}"), wording::count(asked.turnout.invited)));
        }
        facts.push(Fact::new(format!("Answered{of}"), wording::count(asked.turnout.answered)));
    }
    if let Some(written) = &overview.summary {
        facts.push(Fact::new("Summaries sent", wording::count(written.sent)));
        facts.extend((written.failed > 0).then(|| Fact::new("Undelivered", wording::count(written.failed))));
    }
    facts
}

/// What can be done about a course now, the likeliest first.
fn acts(who: &Member, overview: &CourseOverview, people: u64, now: Timestamp) -> Vec<Button> {
    let (slug, course) = (&who.programme.slug, &overview.course);
    if !who.runs_courses() || course.state == Life::Cancelled {
        return Vec::new();
    }
    let mut acts = Vec::new();
    let list = at::course_participants(slug, course.id);
    let label = if people == 0 { "Add the people who take part" } else { "See participants" };
    if overview.rounds.iter().any(|asked| asked.is_own() && !asked.is_over(now)) {
        acts.push(Button::follow(label, list).quiet());
    }
    let on = |asked: &&CourseRound| !asked.is_over(now) && asked.round.audience.has_open_link();
    let next = overview.own().filter(on).map(|asked| asked.round.closes_at).min();
    let answered: Vec<&CourseRound> =
        overview.own().filter(on).filter(|asked| Some(asked.round.closes_at) == next).collect();
    for (place, asked) in answered.iter().enumerate() {
        let (code, of) = (&asked.round.code, asked.of_side());
        // One wall has the codes of both sides.
        let shares = |other: &&CourseRound| asked.shares_wall(other);
        let codes = match answered.iter().any(shares) {
            true if overview.one_form => "code".to_owned(),
            true => "codes".to_owned(),
            false => format!("code{of}"),
        };
        if !answered[..place].iter().any(shares) {
            acts.push(
                Button::follow(format!("Show the {codes} in the room"), at::round_poster(slug, code)).quiet(),
            );
        }
        if asked.round.takes_answers(now) {
            acts.push(
                Button::follow(format!("Enter paper answers{of}"), at::round_paper_entry(slug, code)).quiet(),
            );
        }
    }
    if people > 0 && acts.len() > 1 {
        // Who takes part is known: the way in is wanted more.
        acts.rotate_left(1);
    }
    for asked in overview.own().filter(|asked| asked.round.takes_answers(now)) {
        if let Some(label) = asked.turnout.by_hand(&asked.letters, now) {
            let page = at::round_invitations_send(slug, &asked.round.code);
            acts.push(Button::follow(format!("{label}{}", asked.of_side()), page).quiet());
        }
    }
    if people > 0 && now >= course.starts_at && overview.own().any(|asked| !asked.is_over(now)) {
        acts.push(Button::follow("Record attendance", at::course_attendance(slug, course.id)).quiet());
    }
    if let Some(first) = acts.first_mut() {
        first.quiet = false;
    }
    acts
}

/// Who holds a course, who is there, what it is for.
async fn about(app: &App, overview: &CourseOverview) -> Result<Vec<Fact>> {
    let (course, db) = (&overview.course, app.db.read());
    let mut about = Vec::new();
    let days = courses::sessions(db, course).await?;
    if days.len() > 1 {
        let days = days.iter().map(|day| {
            format!(
                "{} to {}",
                format::day_and_time(day.starts, &overview.zone),
                format::time(day.ends, &overview.zone)
            )
        });
        about.push(Fact::new("Days", days.collect::<Vec<_>>().join("; ")));
    }
    let sides = overview.sides();
    if sides.len() > 1 && overview.own().next().is_some() {
        let by = if overview.one_form { ", with one link and code" } else { "" };
        about
            .push(Fact::new("Asked", format!("Library staff and partners, each with their own version{by}")));
    }
    if !course.trainers.is_empty() {
        let trainers: Vec<&str> =
            course.trainers.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        about.push(Fact::new("Trainers", trainers.join(", ")));
    }
    let ids = courses::partner_ids(db, course.id).await?;
    if !ids.is_empty() {
        let there = partners::with_ids(db, &ids).await?.into_iter().map(|partner| partner.name);
        about.push(Fact::new("Partners there", there.collect::<Vec<_>>().join(", ")));
    }
    let aims = labels(app, overview).await?;
    about.extend((!aims.is_empty()).then(|| Fact::new("Aims", aims.join("; "))));
    Ok(about)
}

/// What is done seldom.
fn more(desk: &Desk<'_, Member>, overview: &CourseOverview, has_board: bool) -> Vec<Link> {
    let who = desk.who();
    let (slug, course) = (&who.programme.slug, &overview.course);
    if !who.runs_courses() {
        return Vec::new();
    }
    let like = course.id.to_string();
    let again = at::query(at::new_course(slug), &[("like", &Some(&*like))]);
    let file = at::calendar(desk.app.secret.carrying_token(KeyPurpose::Calendar, course.id));
    let is_on = course.state != Life::Cancelled;
    let mut more = offered([
        (true, Link::new("Add to calendar", file)),
        (true, Link::new("Plan another course like this", again)),
        (is_on, Link::new("Edit the course", at::course_edit(slug, course.id))),
        (is_on, Link::new("Workshop board", at::course_board(slug, course.id))),
    ]);
    // One line of the schedule tells of both.
    let together = overview.own().filter(|asked| overview.twin(asked).is_some());
    more.extend(together.map(|asked| Link::new(asked.name(), at::round(slug, &asked.round.code))));
    let may_change = matches!(course.state, Life::Planned | Life::WithoutSummary);
    let is_sent = course.state == Life::Frozen;
    more.extend(offered([
        (has_board, Link::new("Offered and wanted", at::course_board_pairs(slug, course.id))),
        (may_change, Link::new("Add a survey", at::new_course_round(slug, course.id))),
        (may_change, Link::new("Cancel the course", at::course_cancel(slug, course.id))),
        (!is_on, Link::new("See participants", at::course_participants(slug, course.id))),
        (!is_on, Link::new("Plan it again", at::course_resume(slug, course.id))),
        (is_sent, Link::new("Correct the summary", at::course_summary_correction(slug, course.id))),
        (overview.may_be_deleted(), Link::new("Delete it", at::course_delete(slug, course.id))),
    ]));
    more
}
