//! The first start: whoever holds the link that the service printed makes the programme and becomes its
//! administrator. It works as long as nobody can sign in, and then never again.

use uuid::Uuid;

use crate::{
    mail::Address,
    store::{
        self, LinkPurpose, LinkStatus, PersonRole, Programme, audit, links, members, people, programmes,
        site_admins,
    },
    system::{password, secret::hash, slug},
    web::{
        Answer, Error, Field, FormData, FormPage, FormProblems, FormSection, Result, SignedInBy, Visitor, at,
        http::one_time_link, parts::password_fields,
    },
};

/// The longest name that is taken.
const NAME: usize = 200;
/// The longest part of an address that is made from a name.
const SLUG: usize = 60;

#[rocket::get("/set-up/<token>")]
pub(crate) async fn show(token: &str, visitor: Visitor<'_>) -> Result<Answer> {
    good(&visitor, token).await?;
    Answer::page(&form(&visitor, token, &FormData::default(), FormProblems::default()))
}

/// Makes the programme and its administrator, and lets them in.
#[rocket::post("/set-up/<token>", data = "<entries>")]
pub(crate) async fn create(token: &str, visitor: Visitor<'_>, entries: FormData) -> Result<Answer> {
    good(&visitor, token).await?;
    let (first, problems) = read(&visitor, &entries);
    let Some(first) = first.filter(|_| problems.is_empty()) else {
        return Answer::mend(&form(&visitor, token, &entries, problems));
    };
    let hashed = password::hash(first.password).await?;
    let now = visitor.app.clock.now();
    let tx = store::write(&visitor.app.db).await?;
    if !links::redeem(&tx, &hash(token), now).await? || !people::is_empty(&tx).await? {
        return Err(one_time_link::dead(LinkPurpose::SetUp, LinkStatus::Used));
    }
    let mut programme = Programme {
        id: Uuid::new_v4(),
        slug: slug(&first.programme),
        name: first.programme,
        settings: programmes::ProgrammeSettings::default(),
    };
    // A programme can be there without people, from a restored backup.
    if programmes::find(&tx, &programme.slug).await?.is_some() {
        programme.slug = format!("{}-{}", programme.slug, &programme.id.simple().to_string()[..6]);
    }
    programmes::add(&tx, &programme, now).await?;
    let id = people::add(&tx, &first.email, &first.name, Some(hashed), now).await?;
    members::add(&tx, programme.id, id, PersonRole::Admin, now).await?;
    // Whoever sets the service up looks after the whole site until they share that.
    site_admins::set(&tx, id, true).await?;
    let person = people::get(&tx, id).await?.ok_or(Error::NotFound)?;
    audit::record(&tx, Some(programme.id), &person, "set the service up with", &programme.name, now).await?;
    visitor.let_in(tx, &person, SignedInBy::Us).await?;
    Ok(Answer::on(at::home(&programme.slug), "Your programme is ready"))
}

async fn good(visitor: &Visitor<'_>, token: &str) -> Result<()> {
    one_time_link::good(visitor, token, LinkPurpose::SetUp).await?;
    if people::is_empty(visitor.app.db.read()).await? {
        return Ok(());
    }
    Err(one_time_link::dead(LinkPurpose::SetUp, LinkStatus::Used))
}

/// What was entered, once nothing is wrong with it.
struct First {
    programme: String,
    name: String,
    email: String,
    password: String,
}

fn read(visitor: &Visitor<'_>, entries: &FormData) -> (Option<First>, FormProblems) {
    let mut problems = FormProblems::default();
    let (programme, name, email) = (entries.one("programme"), entries.one("name"), entries.one("email"));
    let mut named = |field: &str, value: &str, missing: &str| {
        if value.is_empty() {
            problems.add(field, missing);
        } else if value.chars().count() > NAME {
            problems.add(field, format!("Enter a shorter name: at most {NAME} characters"));
        }
    };
    named("programme", programme, "Enter the name of the programme");
    named("name", name, "Enter your name");
    let address = Address::parse(email);
    if let Err(error) = &address {
        problems.add("email", format!("Enter your email address: {error}"));
    }
    let own = [name, email, programme];
    let password = password_fields::chosen(visitor, entries, &own, &mut problems);
    let first = address.ok().map(|address| First {
        programme: programme.to_owned(),
        name: name.to_owned(),
        email: address.to_string(),
        password: password.to_owned(),
    });
    (first, problems)
}

/// The part of addresses made from a name: “Welcome to reading, 2026” becomes `welcome-to-reading-2026`.
fn slug(name: &str) -> String {
    match slug::slug(name, SLUG) {
        empty if empty.is_empty() => "programme".to_owned(),
        slug => slug,
    }
}

fn form(visitor: &Visitor<'_>, token: &str, entries: &FormData, problems: FormProblems) -> FormPage {
    let section = |title: &str| FormSection { title: Some(title.to_owned()), ..FormSection::default() };
    visitor
        .form("Set up Common Ground")
        .lead("Name your programme and become its administrator. You can do everything else later.")
        .section(section("The programme"))
        .field(
            Field::line("programme", "Name of the programme", entries.one("programme"))
                .hint("For example, “Welcome to reading, 2026”. You can change it later."),
        )
        .section(section("You"))
        .field(Field::line("name", "Your name", entries.one("name")).autocomplete("name"))
        .field(
            Field::typed("email", "email", "Your email address", entries.one("email"))
                .autocomplete("username")
                .hint("You’ll use it to sign in."),
        )
        .field(password_fields::new_password())
        .problems(problems)
        .button("Set up the programme", at::set_up(token))
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn an_address_is_made_from_a_name() {
        assert_eq!(slug("Welcome to reading, 2026"), "welcome-to-reading-2026");
        assert_eq!(slug("Книги"), "knigi");
        assert_eq!(slug("!"), "programme");
        assert_eq!(slug(&"so long ".repeat(20)).len(), 60);
    }
}
