//! `import-programme`: a programme out of the file that `export-programme` wrote.

use std::path::PathBuf;

use clap::Args;
use common_ground_reports::wording;
use serde_json::json;

use super::{Failure, progress};
use crate::{
    app::{App, config::Config},
    cli::launch,
    exchange::programme_archive::{ProgrammeArchive, import},
    store::{ArrivedProgramme, PersonRole, members, people, programmes},
    system::clock::Clock,
};

const EXAMPLES: &str = "Examples:
  common-ground import-programme reading-2026.zip --check
  common-ground import-programme reading-2026.zip
  common-ground import-programme reading-2026.zip --slug reading-trial

The whole file is read first. Then everything is stored in one transaction, or nothing: a file that is damaged, changed, \
    or from a later version is refused, with the file in it and the line. --check does the same and keeps nothing.

People keep their roles, and come without passwords: whoever has an account here under the same address keeps it, and \
    the others are invited again under Settings, People. Access tokens, webhooks and links in emails do not come along.

The service may run meanwhile. On SQLite, nobody else can save anything while it is imported.";

/// Import a programme from the file that `export-programme` wrote
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ImportProgrammeArgs {
    /// The file that `export-programme` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Another name for the programme in addresses
    #[arg(long, value_name = "SLUG")]
    slug: Option<String>,
    /// Say what would arrive, and keep nothing
    #[arg(long)]
    check: bool,
    /// Print what arrived as JSON
    #[arg(long)]
    json: bool,
}

impl ImportProgrammeArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        let done = self.import(&running.app).await;
        running.close().await?;
        done
    }

    async fn import(&self, app: &App) -> Result<(), Failure> {
        let archive = ProgrammeArchive::open(&self.file)?;
        let records = archive.manifest.records();
        let bar = progress::bar(if self.check { "Checking " } else { "Importing" }, 2 * records);
        let seen = bar.clone();
        let plan = (self.slug.clone(), !self.check);
        let arrived = import(app, archive, plan, move |more| seen.inc(more)).await;
        bar.finish_and_clear();
        let arrived = arrived?;
        if self.json {
            say!("{}", as_json(&arrived, records, !self.check));
            return Ok(());
        }
        let (file, name, slug) = (self.file.display(), &arrived.name, &arrived.slug);
        if self.check {
            say!("Nothing was imported. {file} can be: {name}, {records} records, at /programmes/{slug}.");
        } else {
            say!("Imported {name}: {records} records. It is at /programmes/{slug}.");
        }
        for sentence in told(&arrived) {
            say!("{sentence}");
        }
        if !self.check {
            for sentence in who_signs_in(app, &arrived).await? {
                say!("{sentence}");
            }
        }
        Ok(())
    }
}

/// What whoever imports a programme has to know.
fn told(arrived: &ArrivedProgramme) -> Vec<String> {
    let mut told = Vec::new();
    if !arrived.known_people.is_empty() {
        told.push(format!("Already have an account here: {}.", arrived.known_people.join(", ")));
    }
    if !arrived.new_people.is_empty() {
        let people = arrived.new_people.join(", ");
        told.push(format!("New here, without a password: {people}. Invite them under Settings, People."));
    }
    let changes = |changed: &[(String, String)]| {
        let each: Vec<String> = changed.iter().map(|(was, is)| format!("{was} is now {is}")).collect();
        each.join(", ")
    };
    if !arrived.renewed_codes.is_empty() {
        let codes = changes(&arrived.renewed_codes);
        told.push(format!("New codes, because the old ones are in use here: {codes}."));
    }
    if !arrived.renamed_surveys.is_empty() {
        let keys = changes(&arrived.renamed_surveys);
        told.push(format!("New survey keys, because the old ones are in use here: {keys}."));
    }
    if !arrived.planned.is_empty() {
        let codes = arrived.planned.join(", ");
        told.push(format!(
            "These surveys will open here and ask people: {codes}. Cancel them on the site they came from, so that nobody \
             is asked twice."
        ));
    }
    if arrived.courses_to_come > 0 {
        let courses = wording::counted(arrived.courses_to_come, "course", "courses");
        told.push(format!("Summaries will be sent from here for {courses}."));
    }
    told
}

/// How somebody gets in where no administrator of the programme can sign in yet.
async fn who_signs_in(app: &App, arrived: &ArrivedProgramme) -> Result<Vec<String>, Failure> {
    let db = app.db.read();
    let Some(programme) = programmes::find(db, &arrived.slug).await? else { return Ok(Vec::new()) };
    let members = members::of_programme(db, programme.id).await?;
    let mut admins = members.iter().filter(|member| member.role == PersonRole::Admin);
    if admins.clone().any(members::ProgrammeMember::is_in) {
        return Ok(Vec::new());
    }
    let Some(admin) = admins.next() else {
        return Ok(vec![format!(
            "It has no administrator. Add one: common-ground user add --role admin --programme {} …",
            programme.slug
        )]);
    };
    let email = &admin.person.email;
    let mut told = vec![format!(
        "None of its administrators can sign in yet. Give one a password: common-ground user reset {email}"
    )];
    if !people::all(db).await?.iter().any(|person| person.site_admin) {
        told.push(format!(
            "This site has no site administrator yet: common-ground user grant-site-admin {email}"
        ));
    }
    Ok(told)
}

fn as_json(arrived: &ArrivedProgramme, records: u64, kept: bool) -> serde_json::Value {
    json!({
        "imported": kept,
        "slug": arrived.slug,
        "name": arrived.name,
        "records": records,
        "renewed": arrived.renewed,
        "known_people": arrived.known_people,
        "new_people": arrived.new_people,
        "renewed_codes": arrived.renewed_codes,
        "renamed_surveys": arrived.renamed_surveys,
        "planned": arrived.planned,
        "courses_to_come": arrived.courses_to_come,
    })
}
