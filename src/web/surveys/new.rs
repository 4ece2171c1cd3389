//! A new survey: blank, or begun as a copy of one that there is.

use common_ground_reports::summary::wording::capitalised;

use crate::{
    store::custom_surveys,
    survey::{
        ENGLISH, Side, Survey,
        editor::{blank, copied},
        ready,
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Tab, Trainer,
        at,
        surveys::{TITLE_MAX, begin, people, trail},
    },
};

/// A survey to begin with: its name in the form, what it is called there, and the survey.
struct Source {
    name: String,
    label: String,
    survey: Survey,
}

/// Asks for a title and what to begin with.
#[rocket::get("/programmes/<_>/surveys/new")]
pub(crate) async fn new(desk: Desk<'_, Trainer>) -> Result<Answer> {
    let sources = sources(&desk).await?;
    let entries = FormData::of([("sides", Side::Partner.key())]);
    Answer::page(&form(&desk, &sources, &entries, FormProblems::default()))
}

/// Makes it.
#[rocket::post("/programmes/<_>/surveys/new", data = "<entries>")]
pub(crate) async fn create(desk: Desk<'_, Trainer>, entries: FormData) -> Result<Answer> {
    let sources = sources(&desk).await?;
    let (title, from) = (entries.one("title"), entries.one("from"));
    let mut problems = FormProblems::default();
    problems.add_if(title.is_empty(), "title", "Enter a title");
    problems.cap("title", title, TITLE_MAX);
    let source = sources.iter().find(|source| source.name == from);
    problems.add_if(source.is_none() && !from.is_empty(), "from", "Select what to start with");
    let is_asked = |side: &Side| entries.all("sides").any(|key| key == side.key());
    let sides: Vec<Side> = Side::ALL.into_iter().filter(is_asked).collect();
    problems.add_if(source.is_none() && sides.is_empty(), "sides", "Select who is asked");
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &sources, &entries, problems));
    }
    if let Some(source) = source {
        let survey = copied(&source.survey, String::new(), title);
        return begin(
            &desk,
            (entries.made(), survey),
            "copied the survey",
            "The survey was copied. Change it as you like",
        )
        .await;
    }
    let survey = blank(String::new(), title, sides);
    let survey = (entries.made(), survey);
    begin(&desk, survey, "created the survey", "The survey was made. Add its first question").await
}

/// Everything to begin with that the person may see.
async fn sources(desk: &Desk<'_, Trainer>) -> Result<Vec<Source>> {
    let (db, programme, person) = (desk.db(), desk.programme().id, desk.who().person.id);
    let own = custom_surveys::of_programme(db, programme).await?;
    let elsewhere = custom_surveys::elsewhere(db, person, programme).await?;
    let source = |of: &str, survey: &Survey| Source {
        name: survey.key.clone(),
        label: format!("{of}: {}", survey.title.read(survey.sides[0], ENGLISH)),
        survey: survey.clone(),
    };
    let ready = ready::all().iter().map(|survey| source("Ready-made", survey));
    let own = own.iter().map(|own| source("Your own", &own.draft));
    let elsewhere = elsewhere.iter().map(|(programme, own)| source(programme, &own.draft));
    Ok(own.chain(ready).chain(elsewhere).collect())
}

fn form(
    desk: &Desk<'_, Trainer>,
    sources: &[Source],
    entries: &FormData,
    problems: FormProblems,
) -> FormPage {
    let slug = desk.slug();
    let from = entries.one("from");
    let blank = FormChoice::of("", "A blank survey", [from]);
    let copies = sources
        .iter()
        .map(|source| FormChoice::of(&*source.name, format!("A copy of – {}", source.label), [from]));
    let sides =
        Side::ALL.map(|side| FormChoice::of(side.key(), capitalised(people(side)), entries.all("sides")));
    let mut form = desk
        .form(MainPlace::Surveys, "New survey")
        .trail(trail(slug, "New survey"))
        .lead("Nobody is asked until you publish it and use it.")
        .field(Field::line("title", "Title", entries.one("title")).first())
        .field(Field::select("from", "Start with", std::iter::once(blank).chain(copies)))
        .field(
            Field::boxes("sides", "Who is asked", sides)
                .hint("For a blank survey. A copy asks the same people as the original."),
        )
        .once(entries)
        .problems(problems)
        .button("Make the survey", at::new_survey(slug))
        .cancel("Cancel", at::surveys(slug));
    form.tabs = vec![
        Tab { label: "Write it here".to_owned(), href: None },
        Tab { label: "Start from a file".to_owned(), href: Some(at::new_survey_from_file(slug)) },
    ];
    form
}
