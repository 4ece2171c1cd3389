//! The trainer's part of a summary: comments read and released, a note, actions, recipients, sending, putting right.

use common_ground::{
    store::{
        comments as stored,
        courses::{self, Course, RoundPurpose},
        rounds::Round,
        submission::Submission,
    },
    survey::answers::{self, Raw},
    work::deliver,
};
use jiff::ToSpan;
use mail_parser::MessageParser;
use uuid::Uuid;

use super::{app::TestApp, visitor::Visitor};

/// Where the pages of the course are.
pub fn page(course: &Course, rest: &str) -> String {
    format!("/programmes/reading/courses/{}{rest}", course.id)
}

/// A course held, whose feedback closes in eight days and whose summary is due in ten.
pub async fn course(app: &TestApp) -> (Course, Round) {
    let now = app.now();
    let course = Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: "Pilot course 4".to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at: now - 6.hours(),
        ends_at: now,
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: now + (10 * 24).hours(),
        trainers: String::new(),
        state: courses::CourseState::Planned,
        frozen_at: None,
    };
    app.works_every_day().await;
    courses::add(app.app.db.write_one(), &course).await.unwrap();
    let feedback = app.round("course_post", |_| {}).await;
    courses::attach(app.app.db.write_one(), course.id, feedback.id, RoundPurpose::Feedback).await.unwrap();
    (course, feedback)
}

/// Somebody of a group writes this in answer to an open question.
pub async fn writes(app: &TestApp, round: &Round, group: &str, item: &str, words: &str) {
    let survey = app.app.survey(round).await.unwrap();
    let raw: Raw = [
        (round.side.group_item().to_owned(), vec![group.to_owned()]),
        (item.to_owned(), vec![words.to_owned()]),
    ]
    .into_iter()
    .collect();
    let answers = answers::read(&survey, round.side, &raw).unwrap();
    let submission = Submission::new(round, &survey, &answers, None, None);
    app.app.writer.submit(submission).await.unwrap();
}

/// The comment with these words.
pub async fn comment(app: &TestApp, round: &Round, words: &str) -> stored::Comment {
    let all = stored::of_rounds(app.app.db.read(), &[round.id]).await.unwrap();
    all.into_iter().find(|comment| comment.text == words).unwrap()
}

/// Everything that was posted so far: recipient, subject, text and HTML.
pub async fn posted(app: &TestApp) -> Vec<[String; 4]> {
    deliver::deliver_due(&app.app, &app.transport, app.now()).await.unwrap();
    let common_ground::mail::Transport::Memory(posted) = &app.transport else { unreachable!() };
    let mut letters: Vec<[String; 4]> = posted
        .lock()
        .unwrap()
        .iter()
        .map(|letter| {
            let message = MessageParser::default().parse(&letter.bytes).unwrap();
            [
                letter.to.as_str().to_owned(),
                message.subject().unwrap().to_owned(),
                message.body_text(0).unwrap().into_owned(),
                message.body_html(0).unwrap().into_owned(),
            ]
        })
        .collect();
    letters.sort();
    letters
}

/// Lets nine people answer and the feedback close.
pub async fn answered(app: &TestApp, feedback: &Round) {
    app.answers(feedback, "front_line", 9, 4).await;
    app.wait_days(9);
    app.run_due().await;
}

/// Ticks comments and presses a button.
pub async fn decides(
    visitor: &Visitor,
    address: &str,
    comments: &[&stored::Comment],
    act: &str,
) -> super::visitor::Reply {
    let ids: Vec<String> = comments.iter().map(|comment| comment.id.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("comment", id.as_str())).collect();
    fields.push(("act", act));
    visitor.post(address, &fields).await
}
