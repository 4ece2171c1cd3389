//! Changing what a person may do.

use uuid::Uuid;

use crate::{
    store::{PersonRole, ProgrammeMember, members},
    web::{
        Admin, Answer, Desk, Field, FormData, FormPage, FormProblems, MainPlace, Result, at,
        people::{LAST, as_role, find, role_choices, trail},
    },
};

#[rocket::get("/programmes/<_>/people/<id>/role")]
pub(crate) async fn edit(desk: Desk<'_, Admin>, id: Uuid) -> Result<Answer> {
    let member = find(&desk, id).await?;
    Answer::page(&form(&desk, &member, member.role.key(), FormProblems::default()))
}

#[rocket::post("/programmes/<_>/people/<id>/role", data = "<data>")]
pub(crate) async fn update(desk: Desk<'_, Admin>, id: Uuid, data: FormData) -> Result<Answer> {
    let member = find(&desk, id).await?;
    let mut problems = FormProblems::default();
    let Some(role) = PersonRole::from_key(data.one("role")) else {
        problems.add("role", "Select a role");
        return Answer::mend(&form(&desk, &member, "", problems));
    };
    let programme = desk.programme().id;
    let tx = desk.change().await?;
    let other = members::has_other_admin(&tx, programme, id).await?;
    if member.role == PersonRole::Admin && role != PersonRole::Admin && !other {
        problems.add("role", format!("{} is the last administrator. {LAST}", member.person.name));
        return Answer::mend(&form(&desk, &member, role.key(), problems));
    }
    members::set_role(&tx, programme, id, role).await?;
    let object = format!("{} to {}", member.person.email, as_role(role));
    desk.done(tx, "changed the role of", &object).await?;
    // Whoever gave up administering cannot see the page of people any more.
    let leaves = id == desk.who().person.id && role != PersonRole::Admin;
    let next = if leaves { at::account(desk.slug()) } else { at::person(desk.slug(), id) };
    Ok(Answer::on(next, format!("{} is {} now", member.person.name, as_role(role))))
}

fn form(desk: &Desk<'_, Admin>, member: &ProgrammeMember, entered: &str, problems: FormProblems) -> FormPage {
    let (slug, id) = (desk.slug(), member.person.id);
    desk.form(MainPlace::Settings, format!("Change the role of {}", member.person.name))
        .trail(trail(slug, &member.person.email))
        .lead("It applies from the next page they open.")
        .field(Field::radios("role", "Role", role_choices(entered)))
        .problems(problems)
        .button("Change the role", at::person_role(slug, id))
        .cancel("Back without changing", at::person(slug, id))
}
