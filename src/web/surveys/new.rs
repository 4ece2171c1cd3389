//! A new survey: blank, or begun as a copy of one that there is.

use common_ground_reports::wording::capitalised;

use crate::{
    store::custom_surveys::{self, SurveyTitle},
    survey::{
        ENGLISH, Side, Survey,
        editor::{blank, copied},
        templates,
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Tab, Trainer,
        at,
        surveys::{TITLE_MAX, begin, trail},
    },
};

/// A survey to begin with: its key, and what it is called in the form.
struct Source {
    key: String,
    label: String,
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
    let source = source(&desk, from).await?;
    problems.add_if(source.is_none() && !from.is_empty(), "from", "Select what to start with");
    let is_asked = |side: &Side| entries.all("sides").any(|key| key == side.key());
    let sides: Vec<Side> = Side::ALL.into_iter().filter(is_asked).collect();
    problems.add_if(source.is_none() && sides.is_empty(), "sides", "Select who is asked");
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &sources, &entries, problems));
    }
    if let Some(source) = source {
        let survey = copied(&source, String::new(), title);
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
    let own = custom_surveys::titles(db, programme).await?;
    let elsewhere = custom_surveys::titles_elsewhere(db, person, programme).await?;
    let source = |of: &str, survey: &SurveyTitle| Source {
        key: survey.key.clone(),
        label: format!("{of}: {}", survey.title),
    };
    let templates = templates::all().iter().map(|survey| Source {
        key: survey.key.clone(),
        label: format!("Ready-made: {}", survey.title.read(survey.sides[0], ENGLISH)),
    });
    let own = own.iter().map(|own| source("Your own", own));
    let elsewhere = elsewhere.iter().map(|(programme, own)| source(programme, own));
    Ok(own.chain(templates).chain(elsewhere).collect())
}

/// The survey of that key, if it is one of them.
async fn source(desk: &Desk<'_, Trainer>, key: &str) -> Result<Option<Survey>> {
    if let Some(template) = templates::find(key) {
        return Ok(Some(template.clone()));
    }
    let (db, programme, person) = (desk.db(), desk.programme().id, desk.who().person.id);
    let own = match custom_surveys::find(db, programme, key).await? {
        Some(own) => Some(own),
        None => custom_surveys::find_elsewhere(db, person, programme, key).await?,
    };
    Ok(own.map(|own| own.draft))
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
        .map(|source| FormChoice::of(&*source.key, format!("A copy of – {}", source.label), [from]));
    let sides =
        Side::ALL.map(|side| FormChoice::of(side.key(), capitalised(side.people()), entries.all("sides")));
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
