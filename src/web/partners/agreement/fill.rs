//! Filling in an agreement from what was offered and asked: lines to choose from, before any of them is kept.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Agreed, edit::beginning};
use crate::{
    results::proposed_lines::{self, LineSource, ProposedLine},
    store::{AgreementState, agreements, busy_times, partners},
    survey::{
        agreement::{Agreement, LONGEST, Part},
        busy::{self, BusyTime},
    },
    web::{
        Answer, Desk, Field, FormChoice, FormData, FormPage, FormProblems, MainPlace, Result, Trainer, at,
    },
};

/// The parts that can be filled in, in the order of the sheet.
const FILLED: [Part; 5] =
    [Part::LibraryOffers, Part::PartnerOffers, Part::LibraryHopes, Part::PartnerHopes, Part::BusyTimes];

/// What could be added.
#[rocket::get("/programmes/<_>/partners/<id>/agreement/fill")]
pub(crate) async fn show(desk: Desk<'_, Trainer>, id: Uuid) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let document = beginning(&desk, &agreed).await?;
    if let Some(answer) = waits(&desk, &agreed) {
        return Ok(answer);
    }
    let lines = lines(&desk, &agreed, &document).await?;
    if lines.is_empty() {
        let why = "There’s nothing to fill in yet. Lines come from pairs that you confirmed at a workshop this partner came to, \
                   from surveys of both sides, and from their busy times.";
        return Ok(Answer::on(at::partner_agreement(desk.slug(), id), why));
    }
    Answer::page(&form(&desk, &agreed, &document, (&lines, None), FormProblems::default()))
}

/// Adds what was chosen to the draft; nothing that is there is changed.
#[rocket::post("/programmes/<_>/partners/<id>/agreement/fill", data = "<data>")]
pub(crate) async fn keep(desk: Desk<'_, Trainer>, id: Uuid, data: FormData) -> Result<Answer> {
    let agreed = Agreed::read(&desk, id).await?;
    let tx = desk.change().await?;
    partners::lock(&tx, desk.programme().id).await?;
    // Read again: somebody else may have written meanwhile.
    let versions = agreements::of_partner(&tx, id).await?;
    let agreed = Agreed { versions, ..agreed };
    if let Some(answer) = waits(&desk, &agreed) {
        return Ok(answer);
    }
    let mut document = beginning(&desk, &agreed).await?;
    let before = document.clone();
    let lines = lines(&desk, &agreed, &document).await?;
    let mut problems = FormProblems::default();
    for part in FILLED {
        let chosen = lines
            .iter()
            .filter(|line| line.part == part && data.all(part.key()).any(|text| text == line.text));
        let said = document.text(part).to_owned();
        let all: Vec<&str> = said.lines().chain(chosen.map(|line| &*line.text)).collect();
        let all = all.join("\n");
        if all != said && all.chars().count() > LONGEST {
            problems.add(part.key(), format!("Select fewer: this part can hold {LONGEST} characters"));
        }
        document.set(part, &all);
    }
    if problems.is_empty() && document == before {
        problems.add(lines.first().map_or(FILLED[0], |line| line.part).key(), "Select what to add");
    }
    if !problems.is_empty() {
        return Answer::mend(&form(&desk, &agreed, &before, (&lines, Some(&data)), problems));
    }
    if let Some(draft) = agreed.draft() {
        agreements::change(&tx, draft.id, draft.revision, &document, desk.now()).await?;
    } else {
        let version = agreed.versions.first().map_or(1, |latest| latest.version.saturating_add(1));
        agreements::add(&tx, id, version, &document, desk.now()).await?;
    }
    desk.done(tx, "filled in the agreement with", &agreed.partner.name).await?;
    let flash = "The lines were added to the draft. Change them so that they say what you two agreed.";
    Ok(Answer::on(at::partner_agreement_edit(desk.slug(), id), flash))
}

/// What could be added to what a draft says: from surveys and a workshop, and when the partner is busy.
async fn lines(desk: &Desk<'_, Trainer>, agreed: &Agreed, document: &Agreement) -> Result<Vec<ProposedLine>> {
    let mut lines = proposed_lines::of_partner(desk.app, &agreed.partner, document, &desk.zone()).await?;
    let busy = busy_times::of_partners(desk.db(), &[agreed.partner.id]).await?;
    let said = document.text(Part::BusyTimes);
    let today = desk.now().to_zoned_datetime(desk.zone()).date();
    let is_new = |time: &&BusyTime| is_to_come(time, today) && !said.lines().any(|line| line == time.line());
    lines.extend(busy.iter().filter(is_new).map(|time| ProposedLine {
        part: Part::BusyTimes,
        text: time.line(),
        source: LineSource::BusyTime,
    }));
    Ok(lines)
}

fn is_to_come(time: &busy::BusyTime, today: Date) -> bool {
    time.every_year || time.ends_on >= today
}

/// That a version which waits to be confirmed has to be taken back first.
fn waits(desk: &Desk<'_, Trainer>, agreed: &Agreed) -> Option<Answer> {
    let latest = agreed.versions.first()?;
    let why = "This version is waiting to be confirmed. Take it back to change it.";
    (latest.state == AgreementState::Sent)
        .then(|| Answer::on(at::partner_agreement(desk.slug(), agreed.partner.id), why))
}

fn form(
    desk: &Desk<'_, Trainer>,
    agreed: &Agreed,
    document: &Agreement,
    (lines, entered): (&[ProposedLine], Option<&FormData>),
    problems: FormProblems,
) -> FormPage {
    let (slug, id) = (desk.slug(), agreed.partner.id);
    let fields = FILLED.into_iter().filter_map(|part| {
        let choices = lines.iter().filter(|line| line.part == part).map(|line| {
            // Pairs of a workshop were confirmed by a person; what all partners say may not hold here.
            let chosen = match entered {
                Some(data) => data.all(part.key()).any(|text| text == line.text),
                None => line.source != LineSource::Survey,
            };
            let from = match line.source {
                LineSource::BusyTime => "",
                LineSource::Workshop => " (from the workshop)",
                LineSource::Survey => " (from surveys of all partners)",
            };
            FormChoice { value: line.text.clone(), label: format!("{}{from}", line.text), chosen }
        });
        let choices: Vec<FormChoice> = choices.collect();
        let field = || Field::boxes(part.key(), document.heading(part), choices.clone());
        (!choices.is_empty()).then(|| match document.text(part) {
            "" => field(),
            said => field().hint(format!("It says now: {}", said.lines().collect::<Vec<_>>().join("; "))),
        })
    });
    let fields: Vec<Field> = fields.collect();
    desk.form(MainPlace::Partners, "Fill in from what was offered and asked")
        .trail(agreed.trail(desk, "Fill in"))
        .lead("What you select is added to the draft. Nothing that is there is changed or removed.")
        .fields(fields)
        .problems(problems)
        .button("Add to the draft", at::partner_agreement_fill(slug, id))
        .cancel("Back without adding", at::partner_agreement(slug, id))
}
