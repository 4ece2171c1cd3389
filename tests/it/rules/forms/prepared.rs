//! Services and people in the states that forms need: half signed in, shut out, between a close and its summary.

use common_ground::{
    demo,
    store::{
        access, boards, comments, contacts,
        courses::{self, Course},
        failures, handovers, health, identities, invitations, links, mailings, participants, partners,
        people::{self, PersonRole},
        programmes,
        promises::{
            self, NewPromise, PromiseOrigin, PromiseOwner,
            links::{LinkAsks, WrittenTo},
        },
        rounds::Round,
        site_admins, write,
    },
    survey::{
        audience::Audience,
        round::{PrivacyMode, RoundState},
    },
    system::secret::{KeyPurpose, hash},
};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::form::{Form, Read};
use crate::support::entity;
use crate::{
    support::accounts,
    support::{
        app::{PASSWORD, TestApp},
        council::Council,
        health::answer,
        upload,
        visitor::{Reply, Visitor},
    },
};

/// Somebody, and where they set out.
pub(super) struct Scene {
    pub visitor: Visitor,
    pub pages: Vec<String>,
    /// Whether they follow the links of these pages.
    pub walks: bool,
    /// Forms that only an answer to another form holds.
    pub forms: Vec<Form>,
}

impl Scene {
    fn on(visitor: Visitor, pages: Vec<String>) -> Self {
        Self { visitor, pages, walks: false, forms: Vec::new() }
    }
}

/// A service in which much has happened: the demonstration was lived through in it.
pub(super) async fn well_filled() -> TestApp {
    // It goes on answering: the forms of council accounts lead there.
    let mut app = Council::start().await.service().await;
    let out = tempfile::tempdir().unwrap();
    demo::run(&app.app, &app.clock, app.now(), out.path(), |_| {}).await.unwrap();
    app.programme = programmes::find(app.app.db.read(), "welcome-to-reading").await.unwrap().unwrap();
    app
}

/// Everybody who reaches forms of their own; the administrator, who may take things away, comes last.
#[expect(clippy::too_many_lines, reason = "scene by scene")]
pub(super) async fn scenes(app: &TestApp, empty: &TestApp) -> Vec<Scene> {
    let home = format!("/programmes/{}", app.programme.slug);
    let closed = between_close_and_summary(app).await;
    let admin = site_administrator(app).await;
    let elsewhere = app.visitor().await;
    sign_in(&elsewhere, "ines@example.org").await;
    let invited = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    let token = app.invite(&invited, "asked@example.org").await;
    let mut public = public_pages(app, &admin, &token).await;
    let (agreements, theirs) = agreements(app, &admin, &home).await;
    public.extend(theirs);
    let (checks, theirs) = health(app, &admin, &home).await;
    public.push(theirs);
    // A survey of one's own, and half a second factor.
    let ours = surveys(&admin, &home).await;
    admin.post(&format!("{home}/account/second-factor/new"), &[("present", PASSWORD)]).await.has_status(303);
    access_token(app, &admin, &home).await;
    webhooks(&admin, &home).await;
    admin.post(&format!("{home}/settings/partner-types"), &[("name", "Prison")]).await.has_status(303);
    let mut pages = vec![format!("{home}/account/second-factor"), format!("{home}/account"), home.clone()];
    pages.extend(["account/council/off", "settings/council"].map(|page| format!("{home}/{page}")));
    pages.extend(ours);
    pages.extend(agreements);
    pages.extend(checks);
    pages.extend(closed);
    pages.extend(courses_over(app, &home).await);
    pages.extend(letters(app, &home).await);
    pages.extend(accounts_to_mend(app, &admin, &home).await);
    let to_come = course_to_come(app, &admin, &home).await;
    let people =
        upload::list(&admin, &format!("{}/import", to_come[0]), b"name,email\r\nNora New,nora@example.org")
            .await;
    pages.extend(to_come);
    let alike = partners::all(app.app.db.read(), app.programme.id).await.unwrap();
    pages.push(format!("{home}/partners/{}/merge?into={}", alike[0].id, alike[1].id));
    let erasure = format!("{home}/erasure");
    let found = admin.post(&erasure, &[("email", "asked@example.org")]).await;
    let asked = admin.post(&format!("{erasure}/confirm"), &[("email", "asked@example.org")]).await;
    let correction = pages.iter().find(|page| page.ends_with("/correction")).unwrap();
    let put_right = [("revision", "1"), ("text", "It was held in East Ham.")];
    let corrected = admin.post(&format!("{correction}/preview"), &put_right).await;
    let listed =
        upload::list(&admin, &format!("{home}/partners/import"), b"organisation,kind\r\nNew House,school")
            .await;
    let survey = survey_of_the_programme(app, &home).await;
    let to_invite = b"name,email\r\nCy New,cy@example.org";
    let invited = upload::list(&admin, &format!("{}/people/import", survey[0]), to_invite).await;
    pages.extend(survey);
    let forms = [found, asked, corrected, listed.1, people.1, invited.1]
        .iter()
        .flat_map(|reply| Read::of(&reply.has_status(200).body).forms)
        .collect();
    let trainer = entered(app, "tara@example.org", PersonRole::Trainer).await;
    fails(app).await;
    let mut scenes = second_factor(app, &home).await;
    scenes.extend(rooms(app, &admin, &home, &mut pages).await);
    let first = accounts::link(empty, links::LinkPurpose::SetUp, None, 24).await;
    scenes.push(Scene::on(empty.visitor().await, vec![format!("/set-up/{first}")]));
    scenes.push(thanked(app).await);
    scenes.push(Scene { walks: true, ..Scene::on(app.visitor().await, public) });
    scenes.push(Scene { walks: true, ..Scene::on(trainer, vec![home.clone()]) });
    scenes.push(Scene { visitor: admin, pages, walks: true, forms });
    scenes
}

/// A token that can be revoked.
async fn access_token(app: &TestApp, admin: &Visitor, home: &str) {
    let until = app.now().to_zoned_datetime(TimeZone::UTC).date().to_string();
    let token =
        [("name", "A program"), ("scopes", "figures:read"), ("until", &*until), ("present", PASSWORD)];
    admin.post(&format!("{home}/account/tokens/new"), &token).await.has_status(200);
}

/// A webhook that is on and was told something, and one that is off. Nobody has their names.
async fn webhooks(admin: &Visitor, home: &str) {
    let new = format!("{home}/settings/webhooks/new");
    for (name, does) in [("On", "test"), ("Off", "off")] {
        let form = [
            ("name", name),
            ("kind", "slack"),
            ("address", "https://hooks.invalid/in"),
            ("events", "summary.sent"),
        ];
        let made = admin.post(&new, &form).await;
        let page = made.has_status(303).header("Location").unwrap().to_owned();
        admin.post(&format!("{page}/{does}"), &[]).await.has_status(303);
    }
    let signed = [
        ("name", "Signed"),
        ("kind", "standard"),
        ("address", "https://hooks.invalid/in"),
        ("events", "summary.sent"),
    ];
    admin.post(&new, &signed).await.has_status(200);
}

async fn site_administrator(app: &TestApp) -> Visitor {
    let admin = entered(app, "ines@example.org", PersonRole::Admin).await;
    let ines = people::find(app.app.db.read(), "ines@example.org").await.unwrap().unwrap();
    let db = app.app.db.write_one();
    site_admins::set(db, ines.id, true).await.unwrap();
    identities::bind(db, ines.id, &app.config.oidc_issuer, "ines-1", app.now()).await.unwrap();
    admin
}

/// Somebody who has just answered, and can ask to be told of the results.
async fn thanked(app: &TestApp) -> Scene {
    let round = app.round("staff_needs", |round| round.privacy = PrivacyMode::Confidential).await;
    let token = app.invite(&round, "thanked@example.org").await;
    let visitor = app.visitor().await;
    visitor.post(&format!("/i/{token}"), &[]).await.has_status(303);
    let answer = [("action", "submit"), ("answers[staff_group]", "front_line")];
    visitor.post(&format!("/s/{}", round.code), &answer).await.has_status(303);
    Scene::on(visitor, vec![format!("/s/{}/sent", round.code)])
}

/// A survey of one's own with a change that can be undone, and one without the question about the group.
async fn surveys(admin: &Visitor, home: &str) -> [String; 2] {
    let made = admin.post(&format!("{home}/surveys/partner_expect/copy"), &[("title", "Our survey")]).await;
    let survey = made.has_status(303).header("Location").unwrap().to_owned();
    admin.post(&format!("{survey}/items/partner_kind/duplicate"), &[]).await.has_status(303);
    let blank = [("title", "Blank"), ("sides", "library")];
    let made = admin.post(&format!("{home}/surveys/new"), &blank).await;
    [survey, made.has_status(303).header("Location").unwrap().to_owned()]
}

async fn entered(app: &TestApp, email: &str, role: PersonRole) -> Visitor {
    app.person(email, role).await;
    let visitor = app.visitor().await;
    sign_in(&visitor, email).await.leads_to("/programmes");
    visitor
}

async fn sign_in(visitor: &Visitor, email: &str) -> Reply {
    visitor.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await
}

/// The pages from which somebody without an account sets out.
async fn public_pages(app: &TestApp, admin: &Visitor, token: &str) -> Vec<String> {
    let open = app.round("partner_expect", |_| {}).await;
    let invitation = invitations::by_token(app.app.db.read(), &hash(token)).await.unwrap().unwrap();
    let stop = app.app.secret.carrying_token(KeyPurpose::Stop, invitation.contact_id);
    let new = [("name", "Ben Oke"), ("email", "ben@example.org"), ("role", "trainer")];
    admin.post(&format!("/programmes/{}/people/new", app.programme.slug), &new).await.has_status(303);
    let welcome = app.link_to("ben@example.org", "/welcome/").await;
    app.person("forgetful@example.org", PersonRole::Manager).await;
    accounts::forget(&app.visitor().await, "forgetful@example.org").await;
    let reset = app.link_to("forgetful@example.org", "/sign-in/new/").await;
    let mut pages = vec!["/sign-in".to_owned(), "/help".to_owned(), welcome, reset];
    pages.extend([format!("/s/{}", open.code), format!("/i/{token}"), format!("/stop/{stop}")]);
    pages
}

/// An agreement that waits to be confirmed and one that is being written; for who has no account, the link that confirms
/// the first, the partner's own page with a promise that they keep, and the link that asks how it stands.
async fn agreements(app: &TestApp, admin: &Visitor, home: &str) -> ([String; 8], [String; 5]) {
    let (db, programme) = (app.app.db.read(), app.programme.id);
    let all = partners::all(db, programme).await.unwrap();
    let page = |name: &str| {
        let found = all.iter().find(|partner| partner.name == name).unwrap();
        (found.id, format!("{home}/partners/{}", found.id))
    };
    let ((sent, sent_page), (draft, draft_page)) = (page("Northgate Academy"), page("Story Boat"));
    for page in [&sent_page, &draft_page] {
        let risks = [("revision", "0"), ("risks", "Money")];
        admin.post(&format!("{page}/agreement/edit"), &risks).await.has_status(303);
    }
    let contact = contacts::of_partner(db, programme, Some(sent)).await.unwrap().remove(0);
    let id = contact.id.to_string();
    let asked = [("name", "Ines"), ("email", "ines@example.org"), ("contact", &*id)];
    admin.post(&format!("{sent_page}/agreement/send"), &asked).await.has_status(303);
    let confirm = app.link_to(&contact.email, "/confirm/").await;
    admin.post(&format!("{sent_page}/page"), &[("contact", &id)]).await.has_status(303);
    let own = app.link_to(&contact.email, "/p/").await;
    let (promise, promised) = promised(app, &contact).await;
    let (decide, handover) = handovers(app, admin, (sent, &own), (draft, &draft_page)).await;
    let pages = [&sent_page, &draft_page].map(|page| format!("{page}/agreement"));
    let [sent, draft] = pages;
    let busy = format!("{draft_page}/busy");
    let exams = [("from", "2031-06-10"), ("to", "2031-06-20"), ("why", "Exam weeks")];
    admin.post(&busy, &exams).await.has_status(303);
    let fill = format!("{draft}/fill");
    let promise = format!("{home}/promises/{promise}");
    let staff = [
        sent,
        draft,
        format!("{sent_page}/page"),
        busy,
        fill,
        format!("{sent_page}/handover"),
        decide,
        promise,
    ];
    (staff, [confirm, own, "/p".to_owned(), promised, handover])
}

/// A new contact whom a partner named on its own page, to be decided on, and one at another partner who has not gone through
/// what was agreed; gives the page of the former and that of the latter.
async fn handovers(
    app: &TestApp,
    admin: &Visitor,
    (naming, own): (Uuid, &str),
    (handing, page): (Uuid, &str),
) -> (String, String) {
    let (db, programme) = (app.app.db.read(), app.programme.id);
    let former = contacts::of_partner(db, programme, Some(naming)).await.unwrap().remove(0).id.to_string();
    let new = [("former", &*former), ("name", "Pat New"), ("email", "pat.new@example.org")];
    app.visitor().await.post(&format!("{own}/successor"), &new).await.leads_to(own);
    let one = handovers::of_partner(db, naming).await.unwrap().remove(0).id;
    let home = page.rsplit_once('/').unwrap().0;
    let decide = format!("{home}/{naming}/handover/{one}/decide");
    let former = contacts::of_partner(db, programme, Some(handing)).await.unwrap().remove(0).id.to_string();
    let new = [("former", &*former), ("name", "Kit New"), ("email", "kit.new@example.org")];
    admin.post(&format!("{page}/handover"), &new).await.has_status(303);
    (decide, app.link_to("kit.new@example.org", "/p/").await)
}

/// A promise that a contact keeps; gives its id, and the link that asks how it stands.
async fn promised(app: &TestApp, contact: &contacts::Contact) -> (Uuid, String) {
    let db = app.app.db.write_one();
    let owner = PromiseOwner { name: contact.name.clone(), person: None, contact: Some(contact.id) };
    let new = NewPromise {
        partner: contact.partner_id,
        owner,
        ..NewPromise::new(app.programme.id, PromiseOrigin::Agreement, "Show new staff the library")
    };
    let promise = promises::add(db, new).await.unwrap();
    let to = WrittenTo {
        person: None,
        contact: Some(contact.id),
        name: contact.name.clone(),
        email: contact.email.clone(),
    };
    let until = app.now() + (24 * 30).hours();
    let link = promises::links::add(db, promise, LinkAsks::Owner, &to, until).await.unwrap();
    (promise, format!("/promises/{}", app.app.secret.carrying_token(KeyPurpose::Promise, link)))
}

/// The health of two partnerships: of one a check is open, and of the other one waits for replies; and the partner's page of
/// the second.
async fn health(app: &TestApp, admin: &Visitor, home: &str) -> ([String; 2], String) {
    let (db, programme) = (app.app.db.read(), app.programme.id);
    let all = partners::all(db, programme).await.unwrap();
    let ours = contacts::of_partner(db, programme, None).await.unwrap();
    let ours = ours.iter().find(|one| !one.email.is_empty()).unwrap();
    let own = ours.id.to_string();
    let page = |name: &str| {
        let found = all.iter().find(|partner| partner.name == name).unwrap();
        (found.id, format!("{home}/partners/{}/health", found.id))
    };
    let ((asked, asked_page), (_, open_page)) = (page("Northgate Academy"), page("Story Boat"));
    for page in [&asked_page, &open_page] {
        let plan = [("every", "6"), ("next_on", "2030-01-01"), ("people", &*own)];
        admin.post(&format!("{page}/plan"), &plan).await.has_status(303);
    }
    admin.post(&format!("{asked_page}/start"), &[]).await.has_status(303);
    let check = health::of_partner(db, asked).await.unwrap().remove(0);
    let tx = write(&app.app.db).await.unwrap();
    for round in health::rounds(&tx, check.id).await.unwrap() {
        let mut row =
            entity::round::Entity::find_by_id(round.id).one(&tx).await.unwrap().unwrap().into_active_model();
        row.state = Set(RoundState::Open.into());
        entity::round::Entity::update(row).exec(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let theirs = contacts::of_partner(db, programme, Some(asked)).await.unwrap();
    for person in theirs.iter().chain([ours]).filter(|one| !one.email.is_empty()) {
        answer(app, &person.email, |_| 2).await;
    }
    app.run_due().await;
    admin.post(&format!("{open_page}/start"), &[]).await.has_status(303);
    let contact = theirs.into_iter().find(|one| !one.email.is_empty()).unwrap();
    let id = contact.id.to_string();
    admin.post(&format!("{home}/partners/{asked}/page"), &[("contact", &id)]).await.has_status(303);
    let own = app.link_to(&contact.email, "/p/").await;
    ([asked_page, open_page], format!("{own}/health"))
}

/// Something that the service could not do, with the form that tries it again.
async fn fails(app: &TestApp) {
    let now = app.now();
    let failure = failures::StoredFailure {
        step: "summary".to_owned(),
        subject_id: Uuid::new_v4(),
        programme_id: Some(app.programme.id),
        error: "the course cannot be read".to_owned(),
        first_at: now,
        last_at: now,
        tries: 3,
        next_at: now + 50.minutes(),
    };
    failures::keep(app.app.db.write_one(), failure).await.unwrap();
}

/// Somebody with a second factor, and the same person half signed in.
async fn second_factor(app: &TestApp, home: &str) -> Vec<Scene> {
    let account = format!("{home}/account");
    let guarded = entered(app, "guarded@example.org", PersonRole::Manager).await;
    accounts::turn_on_at(app, &guarded, &account).await;
    let half = app.visitor().await;
    sign_in(&half, "guarded@example.org").await.leads_to("/sign-in/code");
    let pages = ["codes", "off"].map(|page| format!("{account}/second-factor/{page}"));
    vec![
        Scene::on(guarded, vec![account, pages[0].clone(), pages[1].clone()]),
        Scene::on(half, vec!["/sign-in/code".to_owned()]),
    ]
}

fn course(app: &TestApp, title: &str, starts_at: Timestamp) -> Course {
    Course {
        id: Uuid::new_v4(),
        programme: app.programme.id,
        title: title.to_owned(),
        place: "East Ham Library".to_owned(),
        starts_at,
        ends_at: starts_at + 5.hours(),
        time_zone: "Europe/London".to_owned(),
        aims: Vec::new(),
        summary_at: starts_at + 240.hours(),
        trainers: String::new(),
        state: courses::CourseState::Planned,
        frozen_at: None,
    }
}

/// A course that was called off; and one whose summary was sent, before somebody else came who should have it.
async fn courses_over(app: &TestApp, home: &str) -> Vec<String> {
    let db = app.app.db.write_one();
    let off = Course {
        state: courses::CourseState::Cancelled,
        ..course(app, "Pilot course 8", app.now() + 240.hours())
    };
    courses::add(db, &off).await.unwrap();
    let all = entity::course::Entity::find().all(db).await.unwrap();
    let sent = all.iter().find(|course| course.title == "Pilot course 3").unwrap().id;
    app.person("late@example.org", PersonRole::Manager).await;
    let summary = format!("{home}/courses/{sent}/summary");
    vec![
        format!("{home}/courses/{}/resume", off.id),
        format!("{summary}/correction"),
        format!("{summary}/deliveries"),
    ]
}

/// A course whose feedback has closed and whose summary is not due yet, with a comment that names somebody.
async fn between_close_and_summary(app: &TestApp) -> Vec<String> {
    let (now, db) = (app.now(), app.app.db.write_one());
    let course = Course { summary_at: now + 72.hours(), ..course(app, "Pilot course 9", now - 6.hours()) };
    courses::add(db, &course).await.unwrap();
    let feedback: Round = app.round("course_post", |round| round.closes_at = now + 1.hours()).await;
    courses::attach(db, course.id, feedback.id, courses::RoundPurpose::Feedback).await.unwrap();
    app.answers(&feedback, "front_line", 9, 4).await;
    let key = Uuid::new_v4().to_string();
    let said = [
        ("action", "submit"),
        ("key", &*key),
        ("answers[staff_group]", "front_line"),
        ("answers[improve]", "Dana Whitfield said: call 07700 900123."),
    ];
    app.visitor().await.post(&format!("/s/{}", feedback.code), &said).await.has_status(303);
    app.clock.set(now + 2.hours());
    app.run_due().await;
    let said = comments::of_rounds(db, &[feedback.id]).await.unwrap();
    let comment = said.iter().find(|comment| comment.text.starts_with("Dana")).unwrap().id;
    let home = format!("/programmes/{}", app.programme.slug);
    let of_course = format!("{home}/courses/{}", course.id);
    vec![
        format!("{of_course}/summary/send"),
        format!("{of_course}/comments"),
        format!("{home}/rounds/{}/comments", feedback.code),
        format!("{home}/comments/{comment}"),
        format!("{home}/comments/{comment}/release"),
        format!("{home}/comments/{comment}/remove"),
    ]
}

/// Somebody who is invited and was not written to.
async fn letters(app: &TestApp, home: &str) -> Vec<String> {
    let round = app
        .round("partner_expect", |round| {
            round.audience = Audience::Invited;
            round.privacy = PrivacyMode::Confidential;
        })
        .await;
    let token = app.invite(&round, "unwritten@example.org").await;
    let invitation = invitations::by_token(app.app.db.read(), &hash(&token)).await.unwrap().unwrap();
    let page = format!("{home}/rounds/{}/invitations", round.code);
    vec![format!("{page}/{}/send", invitation.id), page]
}

/// Surveys of the programme in each state that has forms of its own.
async fn survey_of_the_programme(app: &TestApp, home: &str) -> Vec<String> {
    let in_state = |state| {
        app.round("staff_needs", move |round| {
            round.state = state;
            round.privacy = PrivacyMode::Confidential;
            round.audience = Audience::Both;
        })
    };
    let page = |round: &Round| format!("{home}/rounds/{}", round.code);
    let (open, planned) = (in_state(RoundState::Open).await, in_state(RoundState::Planned).await);
    let (closed, cancelled) = (in_state(RoundState::Closed).await, in_state(RoundState::Cancelled).await);
    let token = app.invite(&open, "listed@example.org").await;
    let db = app.app.db.write_one();
    mailings::plan(db, open.id, open.opens_at, open.closes_at, &TimeZone::UTC).await.unwrap();
    let email = mailings::of_round(db, open.id).await.unwrap()[0].id;
    let invitation = invitations::by_token(db, &hash(&token)).await.unwrap().unwrap().id;
    let open = page(&open);
    vec![
        open.clone(),
        format!("{open}/emails/{email}"),
        format!("{open}/people"),
        format!("{open}/people/new"),
        format!("{open}/people/import"),
        format!("{open}/invitations/{invitation}/remove"),
        format!("{open}/dates"),
        format!("{open}/close"),
        format!("{}/cancel", page(&planned)),
        format!("{}/reopen", page(&closed)),
        format!("{}/delete", page(&closed)),
        page(&cancelled),
    ]
}

/// Somebody who has not come in yet, and somebody who was shut out.
async fn accounts_to_mend(app: &TestApp, admin: &Visitor, home: &str) -> Vec<String> {
    let new = [("name", "Cai Rees"), ("email", "cai@example.org"), ("role", "trainer")];
    admin.post(&format!("{home}/people/new"), &new).await.has_status(303);
    let db = app.app.db.write_one();
    let waiting = people::find(db, "cai@example.org").await.unwrap().unwrap().id;
    let out = app.person("out@example.org", PersonRole::Trainer).await;
    access::set_disabled(db, out, true).await.unwrap();
    vec![format!("{home}/people/{waiting}"), format!("{home}/people/{out}")]
}

/// Two workshops: on the board of one people write, on that of the other they vote. Each has somebody with a phone.
#[expect(clippy::too_many_lines, reason = "one address after another")]
async fn rooms(app: &TestApp, admin: &Visitor, home: &str, pages: &mut Vec<String>) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for votes in [false, true] {
        let db = app.app.db.write_one();
        let course = course(app, "A workshop", app.now());
        courses::add(db, &course).await.unwrap();
        let desk = format!("{home}/courses/{}/board", course.id);
        pages.push(desk.clone());
        admin.post(&desk, &[("set", "two")]).await.has_status(303);
        let board = boards::of_course(db, course.id).await.unwrap().unwrap();
        let asked = boards::prompts(db, board.id).await.unwrap();
        let (first, second) = (asked[0].id.to_string(), asked[1].id.to_string());
        let step = async |prompt: &str, act: &str| {
            let form = [("prompt", prompt), ("act", act), ("dots", "3")];
            admin.post(&format!("{desk}/step"), &form).await.has_status(303);
        };
        step(&first, "open").await;
        step(&second, "write").await;
        let lines = [("question", &*second), ("side", "library"), ("lines", "Looked at\nLooked for")];
        admin.post(&format!("{desk}/paper"), &lines).await.has_status(303);
        step(&second, "show").await;
        let fourth = asked[3].id.to_string();
        step(&fourth, "write").await;
        let lines = [("question", &*fourth), ("side", "partner"), ("lines", "Looked at too")];
        admin.post(&format!("{desk}/paper"), &lines).await.has_status(303);
        step(&fourth, "show").await;
        step(&fourth, "agree").await;
        let agreed = boards::desk::cards(db, asked[3].id).await.unwrap()[0].id;
        step(&first, "write").await;
        let phone = app.visitor().await;
        let page = format!("/b/{}", board.code);
        scenes.push(Scene::on(app.visitor().await, vec![page.clone()]));
        phone.post(&format!("{page}/join"), &[("side", "library")]).await.has_status(303);
        let card = [("prompt", &*first), ("text", "A card"), ("key", &*Uuid::new_v4().to_string())];
        phone.post(&format!("{page}/cards"), &card).await.has_status(303);
        if votes {
            step(&first, "show").await;
            step(&first, "vote").await;
            scenes.push(Scene::on(phone, vec![page]));
            continue;
        }
        let own = boards::desk::cards(db, asked[0].id).await.unwrap()[0].id;
        let change = format!("{page}/cards/{own}");
        scenes.push(Scene::on(phone, vec![page, change.clone(), format!("{change}/remove")]));
        let shown = boards::desk::cards(db, asked[1].id).await.unwrap()[0].id;
        pages.extend([
            format!("{desk}?prompt={second}"),
            format!("{desk}?prompt={}", asked[2].id),
            format!("{desk}/cards/{shown}"),
            format!("{desk}/paper"),
            format!("{desk}/hands?prompt={second}"),
            format!("{desk}/order?prompt={second}"),
            format!("{desk}/questions"),
            format!("{desk}/close"),
            format!("{desk}/write-up"),
            format!("{desk}/uses"),
            format!("{desk}/ask?cards={agreed}"),
            format!("{desk}/action?cards={agreed}"),
            format!("{desk}/offered-and-wanted"),
            format!("{desk}/write-up/draft"),
            format!("{desk}/write-up/file"),
        ]);
    }
    let none = course(app, "Without a board", app.now());
    courses::add(app.app.db.write_one(), &none).await.unwrap();
    pages.extend(["", "/file"].map(|end| format!("{home}/courses/{}/board{end}", none.id)));
    scenes
}

/// The acts that every step of a course to come offers, and somebody who takes part in it.
async fn course_to_come(app: &TestApp, admin: &Visitor, home: &str) -> Vec<String> {
    let db = app.app.db.write_one();
    let all = entity::course::Entity::find().all(db).await.unwrap();
    let course = all.iter().find(|course| course.title == "Pilot course 5").unwrap().id;
    let page = format!("{home}/courses/{course}");
    let person = contacts::all(db, app.programme.id).await.unwrap()[0].id;
    participants::add(db, course, &[person]).await.unwrap();
    let mut pages = vec![format!("{page}/participants"), format!("{page}/participants/{person}/remove")];
    let steps = Read::of(&admin.get(&page).await.has_status(200).body).links;
    let steps: Vec<_> = steps.into_iter().filter(|link| link.contains("/steps/")).collect();
    assert!(steps.len() >= 3, "{steps:?}");
    pages.extend(steps.iter().flat_map(|step| [format!("{step}/skip"), format!("{step}/now")]));
    pages
}
