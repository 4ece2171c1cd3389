//! The types of partner besides the built-in ones: added, renamed, and no longer offered.

use crate::{
    store::programmes,
    survey::{Kinds, PartnerKind, partner::OwnKind},
    system::slug::slug,
    web::{
        Admin, Answer, Button, Desk, Error, Field, FormData, FormPage, FormProblems, Index, MainPlace,
        Result, Row, at, settings::trail,
    },
};

/// The most characters of a name.
const LONGEST: usize = 60;
/// The most types that a programme adds.
const MOST: usize = 50;

/// All types.
#[rocket::get("/programmes/<_>/settings/partner-types")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn index(desk: Desk<'_, Admin>) -> Result<Answer> {
    let slug = desk.slug();
    let row = |kind: PartnerKind<'_>| match kind {
        PartnerKind::BuiltIn(kind) => Row::new(kind.label(), "Built in."),
        PartnerKind::Own(own) => {
            let state = if own.retired { "Your own. No longer offered." } else { "Your own." };
            Row::new(&*own.name, state).to(at::settings_partner_type(slug, &own.key))
        }
    };
    Answer::page(&Index {
        frame: desk.frame(MainPlace::Settings),
        programme: format!("{} · Settings", desk.programme().name),
        heading: "Types of partner".to_owned(),
        actions: vec![Button::follow("Add a type", at::new_settings_partner_type(slug))],
        empty: None,
        rows: desk.programme().settings.kinds().all().map(row).collect(),
        pages: Vec::new(),
    })
}

/// The form for a new type.
#[rocket::get("/programmes/<_>/settings/partner-types/new")]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn new(desk: Desk<'_, Admin>) -> Result<Answer> {
    Answer::page(&form(&desk, None, &FormData::default(), FormProblems::default()))
}

/// Adds a type.
#[rocket::post("/programmes/<_>/settings/partner-types", data = "<data>")]
pub(crate) async fn create(desk: Desk<'_, Admin>, data: FormData) -> Result<Answer> {
    let tx = desk.change().await?;
    let mut programme = programmes::lock(&tx, desk.programme().id).await?;
    let kinds = &mut programme.settings.partner_kinds;
    let mut problems = check(&data, Kinds(kinds), None);
    if problems.is_empty() && kinds.len() >= MOST {
        problems.add("name", format!("You can add up to {MOST} types: rename one you no longer use"));
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, None, &data, problems));
    }
    let name = data.one("name");
    let key = new_key(Kinds(kinds), name);
    kinds.push(OwnKind { key, name: name.to_owned(), retired: false });
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "added the type of partner", name).await?;
    Ok(Answer::on(at::settings_partner_types(desk.slug()), format!("“{name}” was added.")))
}

/// The form for a type that there is.
#[rocket::get("/programmes/<_>/settings/partner-types/<key>", rank = 2)]
#[expect(clippy::needless_pass_by_value, reason = "handlers own what they are given")]
pub(crate) fn edit(desk: Desk<'_, Admin>, key: &str) -> Result<Answer> {
    let own = desk.programme().settings.partner_kinds.iter().find(|own| own.key == key);
    let own = own.ok_or(Error::NotFound)?;
    let retired = if own.retired { "yes" } else { "" };
    let entries = FormData::of([("name", &*own.name), ("retired", retired)]);
    Answer::page(&form(&desk, Some(own), &entries, FormProblems::default()))
}

/// Renames a type, and says whether it is offered.
#[rocket::post("/programmes/<_>/settings/partner-types/<key>", data = "<data>", rank = 2)]
pub(crate) async fn update(desk: Desk<'_, Admin>, key: &str, data: FormData) -> Result<Answer> {
    let tx = desk.change().await?;
    let mut programme = programmes::lock(&tx, desk.programme().id).await?;
    let problems = check(&data, programme.settings.kinds(), Some(key));
    let own = programme.settings.partner_kinds.iter_mut().find(|own| own.key == key);
    let own = own.ok_or(Error::NotFound)?;
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, Some(own), &data, problems));
    }
    data.one("name").clone_into(&mut own.name);
    own.retired = data.one("retired") == "yes";
    programmes::update(&tx, &programme).await?;
    desk.done(tx, "changed the type of partner", data.one("name")).await?;
    Ok(Answer::on(at::settings_partner_types(desk.slug()), format!("“{}” was saved.", data.one("name"))))
}

fn check(data: &FormData, kinds: Kinds<'_>, own: Option<&str>) -> FormProblems {
    let mut problems = FormProblems::default();
    let name = data.one("name");
    problems.add_if(name.is_empty(), "name", "Enter the name of the type");
    problems.cap("name", name, LONGEST);
    if kinds.read(name).is_some_and(|kind| Some(kind.key()) != own) {
        problems.add("name", format!("There is already a type “{name}”: enter another name"));
    }
    problems
}

/// A key that no type of the programme has: `own_prison`.
fn new_key(kinds: Kinds<'_>, name: &str) -> String {
    let name = format!("own_{}", slug(name, LONGEST).replace('-', "_"));
    let mut keys = std::iter::once(name.clone()).chain((2..).map(|n: u32| format!("{name}_{n}")));
    keys.find(|key| kinds.find(key).is_none()).unwrap_or(name)
}

fn form(desk: &Desk<'_, Admin>, own: Option<&OwnKind>, data: &FormData, problems: FormProblems) -> FormPage {
    let slug = desk.slug();
    let name =
        Field::line("name", "Name", data.one("name")).hint("One organisation of this type, such as Prison.");
    let (heading, send) = match own {
        None => ("Add a type of partner".to_owned(), at::settings_partner_types(slug)),
        Some(own) => (format!("Edit “{}”", own.name), at::settings_partner_type(slug, &own.key)),
    };
    let form = desk.form(MainPlace::Settings, &*heading).trail(trail(slug, "Types of partner")).field(name);
    let form = match own {
        None => form.lead("You can choose it for partners, in lists you import, and when you invite people."),
        Some(_) => form.field(
            Field::tick("retired", "No longer offer this type", data.one("retired") == "yes")
                .hint("Partners that have it keep it."),
        ),
    };
    form.problems(problems)
        .button(if own.is_none() { "Add the type" } else { "Save changes" }, send)
        .cancel("Back without saving", at::settings_partner_types(slug))
}
