//! Courses as trainers plan and run them: the form, the steps, the people, the poster and the paper.

use common_ground::{
    store::{
        courses::{self, Course, RoundPurpose},
        rounds::Round,
    },
    survey::templates,
};

use super::{
    app::TestApp,
    visitor::{Reply, Visitor},
};

pub const NEW: &str = "/programmes/reading/courses/new";

/// A form that plans a course of library staff for Tuesday 16 June, with every survey.
pub fn filled() -> Vec<(&'static str, &'static str)> {
    let mut form = vec![
        ("title", "Pilot course 6"),
        ("place", "Plaistow Library"),
        ("date", "2026-06-16"),
        ("starts", "10:00"),
        ("ends", "16:00"),
        ("time_zone", "Europe/London"),
        ("trainers", "Tom Hartley\nInes Okafor"),
        ("before", "course_pre"),
        ("feedback", "course_post"),
        ("follow_up", "course_follow"),
        ("side", "library"),
        ("privacy", "anonymous"),
    ];
    let survey = templates::find("course_post").unwrap();
    form.extend(survey.aims().into_iter().take(survey.aims_to_pick.unwrap()).map(|aim| ("aims", aim)));
    form
}

/// The same form with other values in one field; none takes the field out.
pub fn with<'a>(field: &str, values: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<(&str, &str)> = filled();
    let names =
        ["title", "place", "date", "starts", "ends", "time_zone", "trainers", "before", "side", "privacy"];
    let names = names.iter().chain(&["feedback", "follow_up", "more_days", "aims", "partners", "ledger"]);
    let name = names.into_iter().find(|name| **name == field).unwrap();
    form.retain(|(known, _)| *known != field);
    form.extend(values.iter().map(|value| (*name, *value)));
    form
}

/// Plans a course and gives it back with its address.
pub async fn plan(app: &TestApp, trainer: &Visitor, form: &[(&str, &str)]) -> (Course, String) {
    let planned = trainer.post(NEW, form).await;
    let address = planned.has_status(303).header("Location").unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    (courses::find(app.app.db.read(), id).await.unwrap().unwrap(), address)
}

/// The round of a course that is for this.
pub async fn round(app: &TestApp, course: &Course, purpose: RoundPurpose) -> Round {
    let rounds = courses::rounds(app.app.db.read(), course.id).await.unwrap();
    rounds.into_iter().find(|(known, _)| *known == purpose).unwrap().1
}

/// The words after the first `before` up to the next `after`.
pub fn between<'r>(reply: &'r Reply, before: &str, after: &str) -> &'r str {
    let rest = reply.body.split_once(before).unwrap_or_else(|| panic!("no {before}: {}", reply.body)).1;
    rest.split_once(after).unwrap().0
}
