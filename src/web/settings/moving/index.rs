//! What goes with a programme that is moved, what stays, and what must be over first.

use common_ground_reports::wording;

use crate::{
    store::{
        ProgrammeHoldings,
        programme_archive::{InTheWay, holdings, in_the_way},
        site_admins,
    },
    survey::ENGLISH,
    web::{
        Admin, Answer, Desk, Fact, Listing, ListingGroup, MainPlace, Result, Row, at, parts::format,
        settings::trail,
    },
};

/// Everything there is to say before somebody makes the file.
#[rocket::get("/programmes/<_>/settings/move")]
pub(crate) async fn index(desk: Desk<'_, Admin>) -> Result<Answer> {
    let (slug, programme) = (desk.slug(), desk.programme());
    let held = holdings(desk.db(), programme.id).await?;
    let first = in_the_way(desk.db(), programme.id).await?;
    let mut page = Listing::new(
        desk.frame(MainPlace::Settings),
        &*programme.name,
        "Move this programme to another site",
    );
    page.trail = Some(trail(slug, "Move this programme"));
    page.lead = vec![
        "You can put everything this programme holds into one file. Somebody who runs another site with Common Ground \
         can then import it there."
            .to_owned(),
        "The file holds every answer, including those of groups too small to show in results, and the address of \
         every contact. So you can’t download it here: somebody who looks after the server creates it there."
            .to_owned(),
        ask_for_it(&desk).await?,
    ];
    page.facts = facts(&held);
    let nothing = "Nothing is open, so the programme can be moved now.";
    page.groups = vec![
        ListingGroup::titled("Close these first", open(&desk, &first).await?, nothing),
        ListingGroup::titled("How to move it", done(slug), ""),
        ListingGroup::titled("What moves", moving(), ""),
        ListingGroup::titled("What stays here", staying(&held), ""),
    ];
    Answer::page(&page)
}

/// Whom to ask for the file.
async fn ask_for_it(desk: &Desk<'_, Admin>) -> Result<String> {
    let admins = site_admins::to_ask(desk.db()).await?;
    let admins: Vec<String> = admins.iter().map(|one| format!("{} ({})", one.name, one.email)).collect();
    Ok(if admins.is_empty() {
        "This site has no site administrator yet. Ask the person who installed it.".to_owned()
    } else {
        format!("Ask a site administrator: {}.", admins.join(", "))
    })
}

fn facts(held: &ProgrammeHoldings) -> Vec<Fact> {
    [
        ("People with a role", held.people),
        ("Partners", held.partners),
        ("Contacts", held.contacts),
        ("Courses", held.courses),
        ("Surveys", held.rounds),
    ]
    .into_iter()
    .map(|(label, value)| Fact::new(label, wording::count(value)))
    .collect()
}

/// What must be over first.
async fn open(desk: &Desk<'_, Admin>, first: &InTheWay) -> Result<Vec<Row>> {
    let (slug, zone) = (desk.slug(), desk.zone());
    let mut rows = Vec::new();
    for round in &first.rounds {
        let survey = desk.app.survey(round).await?;
        let closes = format::date(round.closes_at, &zone);
        let detail = format!(
            "Survey {}, open until {closes}. Answers that come in after the file is made would stay here.",
            round.code
        );
        rows.push(Row::new(survey.title.read(round.side, ENGLISH), detail).to(at::round(slug, &round.code)));
    }
    rows.extend(first.checks.iter().map(|partner| {
        let detail = "A health check is open. Neither side’s answers can be in a file before both have answered, or it \
                      has closed.";
        Row::new(&*partner.name, detail).to(at::partner_health(slug, partner.id))
    }));
    rows.extend(first.boards.iter().map(|course| {
        let detail = "The workshop board is open. Close it at its desk.";
        Row::new(&*course.title, detail).to(at::course_board(slug, course.id))
    }));
    Ok(rows)
}

/// What somebody at the server types.
fn done(slug: &str) -> Vec<Row> {
    vec![
        Row::new("On this server", format!("common-ground export-programme {slug} --out {slug}.zip")),
        Row::new(
            "On the other server",
            format!("common-ground import-programme {slug}.zip --check, then without --check"),
        ),
    ]
}

fn moving() -> Vec<Row> {
    vec![
        Row::new(
            "Partners, contacts and courses",
            "With agreements, health checks, promises, workshop boards and notes.",
        ),
        Row::new(
            "Surveys, answers and results",
            "All results stay the same. The file doesn’t show the order in which people answered.",
        ),
        Row::new("Summaries", "As they were sent, and who they were sent to."),
        Row::new(
            "People with a role",
            "Their names, addresses and roles, without passwords. Anyone who already has an account on the other site \
             uses that. The others are invited again.",
        ),
        Row::new(
            "Who unsubscribed",
            "The other site won’t email them either, even if somebody adds them again. That includes people whose data \
             was erased, unless it was erased before this site was able to move programmes.",
        ),
        Row::new(
            "Settings and the activity log",
            "The privacy notice, email texts, types of partner and the rest.",
        ),
    ]
}

fn staying(held: &ProgrammeHoldings) -> Vec<Row> {
    let planned = if held.planned + held.to_come == 0 {
        "It stays as it is. Nothing is planned.".to_owned()
    } else {
        format!(
            "It stays as it is. Still planned: {} and {}. After the move, cancel them here so that nobody is asked twice.",
            wording::counted(held.planned, "survey", "surveys"),
            wording::counted(held.to_come, "summary", "summaries"),
        )
    };
    vec![
        Row::new(
            "Links in emails and on posters",
            "They lead to this site and won’t work on the other one, which creates its own links.",
        ),
        Row::new(
            "Passwords, second factors, access tokens and webhooks",
            "They belong to this site. People have to set them up again on the other one.",
        ),
        Row::new("What emails said", "The file only shows when each email was sent and whether it arrived."),
        Row::new("This programme", planned),
    ]
}
