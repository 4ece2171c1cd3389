//! A joint workshop: library staff and partners in one room, each asked in their own words, told apart to the end.

use common_ground::{
    store::{
        courses::{self, Course, RoundPurpose},
        mailings::{self, Mailing, MailingKind, MailingState},
        people::PersonRole,
        rounds::Round,
        summaries,
    },
    survey::round::Side,
};
use jiff::ToSpan;

use crate::support::{
    app::TestApp,
    asking::{post_all, recipients},
    course::with_managers,
    partners::{add_contact, add_partner},
    planning::{filled, plan, with},
    visitor::Visitor,
};

/// The feedback that a side of a course gives.
async fn feedback(app: &TestApp, course: &Course, side: Side) -> Round {
    let rounds = courses::rounds(app.app.db.read(), course.id).await.unwrap();
    let is_it =
        |(purpose, round): &(RoundPurpose, Round)| *purpose == RoundPurpose::Feedback && round.side == side;
    rounds.into_iter().find(is_it).unwrap().1
}

async fn add_people(trainer: &Visitor, course: &str, people: &str, partner: &str) {
    let form = [("people", people), ("partner", partner)];
    trainer.post(&format!("{course}/participants/new"), &form).await.has_status(303);
}

#[rocket::async_test]
#[expect(clippy::too_many_lines, reason = "one story from its beginning to its end")]
async fn a_joint_course_is_planned_late_and_its_summary_tells_the_sides_apart() {
    let app = TestApp::start().await;
    with_managers(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let school = add_partner(&app, &trainer, "Elm School", "school").await;
    let school = school.rsplit_once('/').unwrap().1.to_owned();

    // Set up on the day, while it runs.
    app.clock.set("2026-06-16T10:00:00Z".parse().unwrap());
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let mut form = with("side", &["library", "partner"]);
    form.push(("partners", &school));
    let (course, address) = plan(&app, &trainer, &form).await;
    trainer
        .get(&address)
        .await
        .says("was skipped")
        .says("Library staff and partners, each with their own version");
    add_people(&trainer, &address, "Ada <ada@example.org>\nBen <ben@example.org>", "").await;
    add_people(&trainer, &address, "Cara <cara@elm.example.org>\nDev <dev@elm.example.org>", &school).await;

    // Its name was wrong, and it ends earlier.
    let mut edit = with("side", &["library", "partner"]);
    edit.retain(|(name, _)| !["title", "ends", "before", "feedback", "follow_up", "privacy"].contains(name));
    edit.extend([
        ("title", "Working together"),
        ("ends", "15:00"),
        ("partners", &*school),
        ("confirm", "yes"),
    ]);
    trainer.post(&format!("{address}/edit"), &edit).await.leads_to(&address);
    trainer.get(&address).await.says("Working together").says("Elm School");

    // Ben did not come.
    let list = trainer.get(&format!("{address}/attendance")).await;
    let people: Vec<(&str, &str)> = list
        .body
        .split("name=\"came\" value=\"")
        .skip(1)
        .map(|part| (part.split_once('"').unwrap().0, part.split_once("> ").unwrap().1))
        .collect();
    assert_eq!(people.len(), 4);
    let mut ticks: Vec<(&str, &str)> = people.iter().map(|(id, _)| ("shown", *id)).collect();
    ticks.extend(people.iter().filter(|(_, words)| !words.starts_with("Ben")).map(|(id, _)| ("came", *id)));
    trainer.post(&format!("{address}/attendance"), &ticks).await.has_status(303);

    app.clock.set("2026-06-16T14:35:00Z".parse().unwrap());
    app.run_due().await;
    post_all(&app).await;
    let asked = recipients(&app);
    assert_eq!(asked, ["ada@example.org", "cara@elm.example.org", "dev@elm.example.org"]);
    let (staff, partners) =
        (feedback(&app, &course, Side::Library).await, feedback(&app, &course, Side::Partner).await);
    let anybody = app.visitor().await;
    anybody.get(&format!("/s/{}/all", staff.code)).await.says("Which part of the library service");
    anybody
        .get(&format!("/s/{}/all", partners.code))
        .await
        .has_status(200)
        .never_says("Which part of the library service");
    app.answers(&staff, "front_line", 12, 4).await;
    app.answers(&partners, "school", 11, 2).await;

    app.clock.set(staff.closes_at + 1.hours());
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let results = format!("{address}/results");
    let of_staff = trainer.get(&results).await;
    of_staff.has_status(200).says("12 library staff answered").says("See what partners said");
    of_staff.never_says("11 partners answered");
    let of_partners = trainer.get(&format!("{results}?side=partner")).await;
    of_partners.has_status(200).says("11 partners answered").says("See what library staff said");
    trainer
        .get(&format!("{results}/charts/partners-reactions-useful5-wide.svg?side=partner"))
        .await
        .has_status(200);
    trainer.get(&format!("{results}?side=everybody")).await.has_status(404);

    app.clock.set(staff.closes_at + 114.hours());
    app.run_due().await;
    let summary = summaries::latest(app.app.db.read(), course.id).await.unwrap();
    assert!(summary.is_some(), "it is written once both sides have closed");
    let letter = app.letter_saying("gwen@library.example.org", "12 library staff answered").await;
    // What is random in links may look like a figure.
    let words = letter.split_whitespace().filter(|word| !word.starts_with("http"));
    let letter = words.collect::<Vec<_>>().join(" ");
    for words in ["12 library staff answered", "11 partners answered", "Library staff: ", "Partners: "] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    assert!(!letter.contains("23"), "nothing is added up over the sides: {letter}");
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let page = trainer.get(&format!("{address}/summary")).await;
    page.has_status(200)
        .says("What people thought of the day: library staff")
        .says("What people thought of the day: partners");
    trainer.get("/programmes/reading/results/courses").await.has_status(200);
}

#[rocket::async_test]
async fn a_side_with_too_few_answers_is_told_of_in_no_figure() {
    let app = TestApp::start().await;
    with_managers(&app).await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, _) = plan(&app, &trainer, &with("side", &["library", "partner"])).await;
    app.clock.set(course.ends_at);
    app.run_due().await;
    let (staff, partners) =
        (feedback(&app, &course, Side::Library).await, feedback(&app, &course, Side::Partner).await);
    app.answers(&staff, "front_line", 4, 4).await;
    app.answers(&partners, "school", 9, 3).await;
    app.clock.set(course.summary_at + 1.hours());
    app.run_due().await;
    app.run_due().await;
    let letter = app.letter_saying("gwen@library.example.org", "9 partners answered").await;
    let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(letter.contains("4 library staff answered, which is too few to show"), "{letter}");
    assert!(letter.contains("9 partners answered"), "{letter}");
    assert!(!letter.contains("4.0"), "no figure of the four: {letter}");
}

#[rocket::async_test]
async fn somebody_whose_side_is_not_asked_is_refused_with_the_remedy() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let school = add_partner(&app, &trainer, "Elm School", "school").await;
    let school = school.rsplit_once('/').unwrap().1.to_owned();
    let (_, address) = plan(&app, &trainer, &filled()).await;
    let list = format!("{address}/participants");
    let form = [("people", "Cara <cara@elm.example.org>"), ("partner", &*school)];
    let why = "Cara is a partner. This course only asks library staff: edit the course to ask partners too.";
    let refused = trainer.post(&format!("{list}/new"), &form).await;
    refused.has_status(422).says(why).says("cara@elm.example.org");
    trainer.get(&list).await.says("Nobody takes part yet");

    let partner = format!("/programmes/reading/partners/{school}");
    add_contact(&trainer, &partner, "Dev", "dev@elm.example.org").await;
    let page = trainer.get(&list).await;
    let dev = page.body.split_once("name=\"contact\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let refused = trainer.post(&list, &[("contact", dev)]).await;
    refused.has_status(422).says("Dev is a partner. This course only asks library staff").says("checked");

    let mut edit = with("side", &["library", "partner"]);
    edit.retain(|(name, _)| !["before", "feedback", "follow_up", "privacy"].contains(name));
    edit.push(("confirm", "yes"));
    trainer.post(&format!("{address}/edit"), &edit).await.leads_to(&address);
    trainer.post(&list, &[("contact", dev)]).await.leads_to(&list);
    trainer.get(&list).await.says("One person takes part").says("Partners get the partner version");
}

/// A joint course with one link for both sides, and the feedback that each side is asked for.
async fn by_one_link(app: &TestApp, trainer: &Visitor) -> (Course, String, [Round; 2]) {
    let mut form = with("side", &["library", "partner"]);
    form.push(("one_form", "yes"));
    let (course, address) = plan(app, trainer, &form).await;
    let sides = [feedback(app, &course, Side::Library).await, feedback(app, &course, Side::Partner).await];
    (course, address, sides)
}

#[rocket::async_test]
async fn one_link_asks_whom_people_work_for_and_leads_to_their_own_questions() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address, [staff, partners]) = by_one_link(&app, &trainer).await;
    let page = trainer.get(&address).await;
    page.says("Library staff and partners, each with their own version, with one link and code");
    page.says("Show the code in the room").never_says("Show the codes");
    trainer.get(&format!("{address}/edit")).await.says("name=\"one_form\" value=\"yes\" checked");

    app.clock.set(course.ends_at);
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let anybody = app.visitor().await;
    let [to_staff, to_partners] = [(&staff, "library"), (&partners, "partner")]
        .map(|(round, side)| format!("/s/{}?side={side}", round.code));
    for round in [&staff, &partners] {
        let choice = anybody.get(&format!("/s/{}", round.code)).await;
        choice.has_status(200).says("Who do you work for?").never_says("Who sees your answers");
        choice.says(&format!("href=\"{to_staff}\"")).says(&format!("href=\"{to_partners}\""));
    }
    anybody.get(&to_staff).await.says("Who sees your answers").says(&format!("href=\"{to_partners}\""));
    anybody.get(&to_partners).await.says("Who sees your answers").says(&format!("href=\"{to_staff}\""));
    let in_welsh = app.visitor().await.get(&format!("/s/{}?lang=cy", partners.code)).await;
    in_welsh.says("I bwy rydych yn gweithio?").says(&format!("/s/{}?side=library&lang=cy", staff.code));

    let poster = format!("/programmes/reading/rounds/{}/poster", partners.code);
    let poster = trainer.get(&format!("{poster}?for=screen")).await;
    poster.says("You’ll be asked who you work for").never_says("Use the code for your side");
    poster.says("Library staff: <span lang=\"en\"").says("Partners: <span lang=\"en\"").says("data-live");
    assert_eq!(poster.body.matches("<svg").count(), 1, "one square is enough");

    // Whoever has begun goes on where they were; each side's answers are counted with their side.
    app.answers(&staff, "front_line", 12, 4).await;
    app.answers(&partners, "school", 11, 2).await;
    app.clock.set(staff.closes_at + 1.hours());
    app.run_due().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    trainer.get(&format!("{address}/results")).await.says("12 library staff answered");
    trainer.get(&format!("{address}/results?side=partner")).await.says("11 partners answered");
    let page = trainer.get(&address).await;
    page.says("Feedback closed; library staff: 12 people answered; partners: 11 people answered");
}

#[rocket::async_test]
async fn what_one_link_asks_of_both_sides_is_one_line_of_the_schedule_and_moves_together() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let (course, address, [staff, partners]) = by_one_link(&app, &trainer).await;
    let page = trainer.get(&address).await;
    assert_eq!(page.body.matches("Feedback closes; answers are frozen").count(), 1, "{}", page.body);
    page.never_says("Feedback from partners closes");

    let earlier = staff.closes_at - 24.hours();
    let local = earlier.in_tz("Europe/London").unwrap();
    let (day, time) = (local.strftime("%Y-%m-%d").to_string(), local.strftime("%H:%M").to_string());
    let step = format!("{address}/steps/closes-{}", staff.code);
    trainer.get(&step).await.says("This applies to library staff and partners");
    trainer.post(&step, &[("act", "move"), ("day", &day), ("time", &time)]).await.leads_to(&address);
    let db = app.app.db.read();
    for side in [Side::Library, Side::Partner] {
        assert_eq!(feedback(&app, &course, side).await.closes_at, earlier, "{side:?}");
    }

    let reminder = |all: Vec<Mailing>| {
        all.into_iter().find(|one| one.kind == MailingKind::Reminder && one.seq == 1).unwrap()
    };
    let first = reminder(mailings::of_round(db, staff.id).await.unwrap());
    trainer.post(&format!("{address}/steps/email-{}/skip", first.id), &[]).await.leads_to(&address);
    for round in [&staff, &partners] {
        let now = reminder(mailings::of_round(db, round.id).await.unwrap());
        assert_eq!(now.state, MailingState::Skipped, "{:?}", round.side);
    }

    // With a link for each side, each moves by itself.
    let (apart, address) = plan(&app, &trainer, &with("side", &["library", "partner"])).await;
    let [staff, partners] =
        [feedback(&app, &apart, Side::Library).await, feedback(&app, &apart, Side::Partner).await];
    let step = format!("{address}/steps/closes-{}", staff.code);
    trainer.get(&step).await.never_says("This applies to library staff and partners");
    trainer.post(&step, &[("act", "move"), ("day", &day), ("time", &time)]).await.leads_to(&address);
    assert_eq!(feedback(&app, &apart, Side::Library).await.closes_at, earlier);
    assert_eq!(feedback(&app, &apart, Side::Partner).await.closes_at, partners.closes_at);
    trainer.get(&address).await.says("Feedback from partners closes");
}
