//! Forms in a programme of a whole country: whoever they ask for is found by a name that is typed, and what was typed stays.

use common_ground::{
    store::{
        contacts::{self, Contact},
        health,
        partners::Partner,
        people::PersonRole,
    },
    survey::audience::Audience,
};
use uuid::Uuid;

use super::{add_partners, person};
use crate::support::{
    app::TestApp,
    health::Partnership,
    partners::{PAGE, contact},
    planning::{plan, with},
    promises as promised,
    visitor::{Reply, walk, way},
};

/// Schools, and two more with names that are much alike.
async fn country(app: &TestApp) -> Vec<Partner> {
    let schools = (0..210).map(|number| format!("School {number:03}"));
    let alike = ["St. Mary’s Primary", "St. Mary’s Infants"].map(str::to_owned);
    add_partners(app, schools.chain(alike)).await
}

/// What a field offers to select from; nothing where there is no such field.
pub(super) fn offered(page: &Reply, name: &str) -> Vec<String> {
    let Some((_, rest)) = page.body.split_once(&format!("<select id=\"{name}\"")) else { return Vec::new() };
    let select = rest.split("</select>").next().unwrap();
    let options = select.split("<option").skip(1).map(|option| option.split_once('>').unwrap().1);
    options.map(|option| option.split("</option>").next().unwrap().to_owned()).collect()
}

/// Where the contact with this address works.
async fn works_at(app: &TestApp, email: &str) -> Option<Uuid> {
    contact(app, email).await.partner_id
}

#[rocket::async_test]
async fn of_very_many_partners_the_one_to_merge_into_is_searched_for() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = country(&app).await;
    let merge = format!("{PAGE}/{}/merge", all[7].id);
    let page = trainer.get(&merge).await;
    page.has_status(200).says("Which partner do you want to merge School 007 into?");
    page.never_says("<option").never_says("School 008").never_says("Partners found");
    trainer.get(&format!("{merge}?q=nowhere")).await.has_status(200).says("No matches");
    let itself = trainer.get(&format!("{merge}?q=school+007")).await;
    itself.has_status(200).never_says("?into=");
    let pages = walk(&trainer, &format!("{merge}?q=school")).await;
    assert_eq!(pages.len(), 5);
    assert!(way(&pages[0], "Next 50").unwrap().contains("q=school"));
    let into = format!("{merge}?into={}", all[8].id);
    let found = trainer.get(&format!("{merge}?q=school+008")).await;
    found.has_status(200).says("Partners found").says(&into).never_says("School 009");
    let preview = trainer.get(&into).await;
    preview.has_status(200).says("Merge School 007 into School 008?").never_says("School 009");
    trainer.get(&format!("{merge}?into={}", all[7].id)).await.has_status(404);
    let kept = format!("{PAGE}/{}", all[8].id);
    trainer.post(&merge, &[("into", &all[8].id.to_string())]).await.leads_to(&kept);
}

#[rocket::async_test]
async fn of_very_many_partners_that_of_new_people_is_typed_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = country(&app).await;
    let (_, address) = plan(&app, &trainer, &with("side", &["library", "partner"])).await;
    let new = format!("{address}/participants/new");
    let page = trainer.get(&new).await;
    page.has_status(200).says("Its name, as in your list of partners.").never_says("School 100");
    page.says("Leave it blank for library staff, or no organisation.").never_says("<select");

    let dana = ("people", "Dana Whitfield <dana@example.org>");
    let unknown = trainer.post(&new, &[dana, ("partner", ""), ("partner_name", "Elm House")]).await;
    unknown.has_status(422).says("No partner is called “Elm House”").says("href=\"#partner_name\"");
    unknown.says("value=\"Elm House\"").says("dana@example.org");
    let several = trainer.post(&new, &[dana, ("partner", ""), ("partner_name", "st marys")]).await;
    several.has_status(422).says("Select which partner you mean").says("value=\"st marys\"");
    let both = ["Library staff, or no organisation", "St. Mary’s Infants", "St. Mary’s Primary"];
    assert_eq!(offered(&several, "partner"), both);
    let infants = all[211].id.to_string();
    assert_eq!(several.field("partner_name_for"), Some("st marys"));
    let of = [("partner", &*infants), ("partner_name", "st marys"), ("partner_name_for", "st marys")];
    let nobody = [("people", ""), of[0], of[1], of[2]];
    let mend = trainer.post(&new, &nobody).await;
    mend.has_status(422).says("Enter at least one name and email address");
    mend.says("selected>St. Mary’s Infants").says("Another organisation").never_says("st marys");

    let list = format!("{address}/participants");
    let form = [dana, ("partner", &*infants), ("partner_name", "")];
    trainer.post(&new, &form).await.leads_to(&list);
    assert_eq!(works_at(&app, "dana@example.org").await, Some(all[211].id));
    // A name counts before what was selected earlier, and its case does not.
    let kofi = [("people", "kofi@example.org"), ("partner", &*infants), ("partner_name", "SCHOOL 008")];
    trainer.post(&new, &kofi).await.leads_to(&list);
    assert_eq!(works_at(&app, "kofi@example.org").await, Some(all[8].id));
    let cai = [("people", "cai@example.org"), ("partner", ""), ("partner_name", "")];
    trainer.post(&new, &cai).await.leads_to(&list);
    assert_eq!(works_at(&app, "cai@example.org").await, None);
    let long = "x".repeat(201);
    let long = trainer.post(&new, &[dana, ("partner", ""), ("partner_name", &*long)]).await;
    long.has_status(422).says("Shorten this to 200 characters");
}

#[rocket::async_test]
async fn of_very_many_partners_those_that_a_survey_asks_are_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = country(&app).await;
    let rounds = "/programmes/reading/rounds";
    let round = app.round("partner_expect", |round| round.audience = Audience::Both).await;
    let paste = format!("{rounds}/{}/people/new", round.code);
    let page = trainer.get(&paste).await;
    page.has_status(200).says("Only needed for people of partners").never_says("School 100");
    let kofi = ("people", "Kofi <kofi@example.org>");
    let nowhere = trainer.post(&paste, &[kofi]).await;
    nowhere.has_status(422).says("Select the organisation of the people who are new");
    nowhere.says("href=\"#partner_name\"").says("kofi@example.org");
    trainer.post(&paste, &[kofi, ("partner_name", "school 012")]).await.has_status(303);
    assert_eq!(works_at(&app, "kofi@example.org").await, Some(all[12].id));

    let new = trainer.get(&format!("{rounds}/new?survey=partner_expect")).await;
    new.has_status(200).says("Everybody at one organisation (optional)").never_says("School 100");
    let form = |organisation| {
        [
            ("survey", "partner_expect"),
            ("side", "partner"),
            ("privacy", "anonymous"),
            ("audience", "invited"),
            ("closes", "2026-06-05"),
            ("closes_time", "17:00"),
            ("organisation_name", organisation),
        ]
    };
    let several = trainer.post(rounds, &form("school")).await;
    several.has_status(422).says("Select which partner you mean").says("value=\"school\"");
    assert_eq!(offered(&several, "organisation").len(), 21, "as many as can be looked through");
    let made = trainer.post(rounds, &form("School 012")).await;
    trainer.follow(&made).await.says("One person was added");
}

#[rocket::async_test]
async fn of_very_many_partners_the_one_that_a_contact_moves_to_is_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = country(&app).await;
    let dana = person(&app, 1, Some(all[7].id));
    contacts::add_all(app.app.db.write_one(), std::slice::from_ref(&dana)).await.unwrap();
    let edit = format!("/programmes/reading/contacts/{}/edit", dana.id);
    let page = trainer.get(&edit).await;
    page.has_status(200).says("selected>School 007").says("Another organisation").never_says("School 008");
    assert_eq!(offered(&page, "partner"), ["Library staff", "School 007"]);
    let [seven, eight] = [all[7].id, all[8].id].map(|id| id.to_string());
    let form = |partner, name| {
        [
            ("name", "Person 001"),
            ("email", "person1@example.org"),
            ("partner", partner),
            ("partner_name", name),
        ]
    };
    let unknown = trainer.post(&edit, &form(&*seven, "Elm House")).await;
    unknown.has_status(422).says("No partner is called “Elm House”").says("selected>School 007");
    trainer.post(&edit, &form(&*seven, "school 008")).await.leads_to(&format!("{PAGE}/{eight}"));
    trainer.post(&edit, &form(&*eight, "")).await.leads_to(&format!("{PAGE}/{eight}"));
    let nowhere = Uuid::new_v4().to_string();
    let gone = trainer.post(&edit, &form(&*nowhere, "")).await;
    gone.has_status(422).says("the one you selected no longer exists").says("href=\"#partner_name\"");
    trainer.post(&edit, &form("library", "")).await.leads_to(&format!("{PAGE}/library"));
    let page = trainer.get(&edit).await;
    page.has_status(200).says("Leave it blank for library staff.").never_says("<select");
    assert_eq!(page.field("partner"), Some("library"));
}

#[rocket::async_test]
async fn of_very_many_contacts_whoever_promises_and_asks_is_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let all = country(&app).await;
    let mut people: Vec<Contact> =
        all.iter().enumerate().map(|(number, school)| person(&app, number, Some(school.id))).collect();
    for (school, number) in [(0, 900), (1, 901)] {
        let twin = person(&app, number, Some(all[school].id));
        people.push(Contact { name: "Dana Whitfield".to_owned(), ..twin });
    }
    contacts::add_all(app.app.db.write_one(), &people).await.unwrap();
    let new = format!("{}/new", promised::PAGE);
    let page = trainer.get(&new).await;
    page.has_status(200).says("Another contact who will do it").says("Another contact who asked for it");
    page.never_says("School 100").never_says("Person 100");
    // A partner's page leads here with its own contacts.
    let page = trainer.get(&format!("{new}?partner={}", all[5].id)).await;
    page.says("selected>School 005").says("Person 005, School 005</option>").never_says("Person 006");

    let nobody = [("what", "Drive"), ("partner_name", "school 005"), ("owner_name", "Nobody Here")];
    let nobody = trainer.post(promised::PAGE, &nobody).await;
    nobody.has_status(422).says("No contact of a partner is called “Nobody Here”").says("value=\"Drive\"");
    nobody.says("value=\"Nobody Here\"").says("selected>School 005");
    let twins = [("what", "Drive"), ("owner_name", "dana whitfield")];
    let twins = trainer.post(promised::PAGE, &twins).await;
    twins.has_status(422).says("Select which contact you mean").says("value=\"dana whitfield\"");
    for school in ["School 000", "School 001"] {
        assert!(offered(&twins, "owner").contains(&format!("Dana Whitfield, {school}")), "{school}");
    }
    let typed = [
        ("what", "Drive"),
        ("partner_name", "School 001"),
        ("owner_name", "dana whitfield"),
        ("asker_name", "PERSON1@example.org"),
    ];
    let page = promised::add_promise(&trainer, &typed).await;
    trainer.get(&page).await.says("School 001").says("Dana Whitfield");
    let edit = trainer.get(&format!("{page}/edit")).await;
    edit.says("selected>Dana Whitfield, School 001").says("selected>Person 001, School 001");
    edit.says("selected>School 001").never_says("School 002");
}

#[rocket::async_test]
async fn of_very_many_library_staff_those_who_answer_a_health_check_are_typed() {
    let app = TestApp::start().await;
    let trainer = app.signed_in(PersonRole::Trainer).await;
    let elm = Partnership::add(&app, &trainer, "Elm House").await;
    let staff: Vec<Contact> = (0..210).map(|number| person(&app, number, None)).collect();
    contacts::add_all(app.app.db.write_one(), &staff).await.unwrap();
    let page = format!("{}/plan", elm.health);
    trainer.get(&page).await.has_status(200).says("Ann Low").says("More people").never_says("Person 100");
    let ann = contact(&app, &elm.ours).await.id.to_string();
    let form =
        |names| [("every", "6"), ("next_on", "2026-11-21"), ("people", &*ann), ("people_names", names)];
    let unknown = trainer.post(&page, &form("Person 007\nNobody Here")).await;
    unknown.has_status(422).says("is called “Nobody Here”").says("Person 007").says("Ann Low");
    trainer.post(&page, &form("person 007\n\nPERSON8@example.org\nperson 007")).await.leads_to(&elm.health);
    let plan = health::plan(app.app.db.read(), elm.partner(&app).await.id).await.unwrap();
    assert_eq!(plan.library_people.len(), 3, "Ann, who was ticked, and two who were typed");
    let kept = trainer.get(&page).await;
    kept.says("Person 007").says("Person 008").never_says("Person 009");
}
