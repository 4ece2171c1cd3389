//! `check`: what is wrong, and how to mend it.

mod backups;
mod finding;
mod searches;
mod tallies;

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::Path,
};

use clap::Args;
use jiff::Timestamp;

pub(super) use self::finding::{CheckFinding, Findings};
pub(super) use self::tallies::check as check_tallies;
use super::Failure;
use crate::{
    app::config::{Config, ConfigError},
    cli::launch,
    mail::Transport,
    outgoing::openid::{IdentityProvider, OpenIdSettings},
    store::{self, Db, MailServer, StoreError, mail_server, snapshot},
    system::clock::Clock,
};

const EXAMPLES: &str = "Examples:
  common-ground check
  common-ground check --json
  common-ground check --repair

Exit status 1 says that something is wrong. Tallies are what all figures are made of; --repair recounts them from
the answers, removes traces of the order of anonymous answers, and makes the index of names again. All of it may be done
while the service runs.";

/// Less room than this is too little: an evening of answers.
const ROOM: usize = 4 * 1024 * 1024;

/// What is done about traces that stay.
const LEFT_BEHIND: &str = "The service tries to remove them every half minute. If they stay, end what reads the database for long: an export, a \
     backup, an open console; on PostgreSQL a replication slot that nobody uses.";

/// Looks at the settings, the database, the tallies and mail. Without --repair it changes nothing.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Recount wrong tallies from the answers, remove traces that closed surveys left behind, and mend the index of names
    #[arg(long)]
    repair: bool,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

impl CheckArgs {
    pub(crate) async fn run(self, config: Result<Config, ConfigError>) -> Result<(), Failure> {
        let mut findings = Findings::default();
        match config {
            Ok(config) => self.look(&config, &mut findings).await,
            Err(error) => {
                findings.add(CheckFinding::wrong("settings", error.to_string(), "Correct this setting."));
            }
        }
        findings.print(self.json);
        match findings.wrong() {
            0 => Ok(()),
            1 => Err("one thing is wrong".into()),
            wrong => Err(format!("{wrong} things are wrong").into()),
        }
    }

    async fn look(&self, config: &Config, findings: &mut Findings) {
        settings(config, findings);
        findings.add(folder(&config.data_dir));
        let mut set = MailServer::default();
        if let Some(db) = database(config, findings).await {
            let now: Timestamp = Clock::System.now();
            tallies::check(&db, now, self.repair, findings).await;
            traces(&db, self.repair, findings).await;
            searches::check(&db, self.repair, findings).await;
            if let Some(folder) = &config.backup_dir {
                findings.add(backups::check(folder, &db, now).await);
            }
            match mail_server::find(db.read()).await {
                Ok(found) => set = found,
                Err(error) => {
                    findings.add(CheckFinding::wrong("mail", error.to_string(), "Check the database."));
                }
            }
            // Closing takes leave of the database; what was found stands without it.
            let _ = db.close().await;
        }
        mail(config, set, findings).await;
        if let Some(settings) = config.open_id() {
            findings.add(identity_provider(settings).await);
        }
    }
}

/// Whether people could sign in with the account of the identity provider now.
async fn identity_provider(settings: OpenIdSettings) -> CheckFinding {
    match IdentityProvider::new(settings).test(Clock::System.now()).await {
        Ok(words) => CheckFinding::right("sign-in", words),
        Err(error) => CheckFinding::wrong(
            "sign-in",
            format!("{error}."),
            "Check COMMON_GROUND_OIDC_ISSUER, and that this machine can reach it. Passwords still work.",
        ),
    }
}

fn settings(config: &Config, findings: &mut Findings) {
    let before = findings.wrong();
    if config.site_url.is_empty() && !config.address.is_loopback() {
        findings.add(CheckFinding::wrong(
            "settings",
            format!("Links in emails would say {}, which others can’t open.", config.site(config.port)),
            "Set COMMON_GROUND_SITE_URL to the address that people type.",
        ));
    }
    let key_file = config.key_file();
    // A key that is not there yet is made at the first start.
    if (!config.secret_key.is_empty() || key_file.exists())
        && let Err(error) = config.secret()
    {
        findings.add(CheckFinding::wrong("settings", error.to_string(), "Put the key back from a backup."));
    }
    if findings.wrong() == before {
        findings.add(CheckFinding::right("settings", format!("Links say {}.", config.site(config.port))));
    }
}

/// Whether there is room in the data folder, and leave to write there: writes a file and removes it, since no other way of
/// asking tells as much.
fn folder(at: &Path) -> CheckFinding {
    let shown = at.display();
    if !at.exists() {
        return CheckFinding::right("folder", format!("{shown} is not there yet; the first start makes it."));
    }
    let file = at.join(format!(".check-{}", std::process::id()));
    let written = fill(&file);
    // It may not be there, or be half there.
    let _ = fs::remove_file(&file);
    match written {
        Ok(()) => CheckFinding::right("folder", format!("{shown} can be written, and has room.")),
        Err(error) => {
            let remedy = match error.kind() {
                ErrorKind::ReadOnlyFilesystem => {
                    "Mount its disk so that it can be written, or move it to another disk and name it in \
                     COMMON_GROUND_DATA_DIR: until then the service may not start."
                }
                _ => {
                    "Free space on its disk, and let the user of the service own it: until then answers may be refused."
                }
            };
            CheckFinding::wrong("folder", format!("4 MB cannot be written to {shown}: {error}."), remedy)
        }
    }
}

fn fill(file: &Path) -> io::Result<()> {
    let mut file = File::create_new(file)?;
    file.write_all(&vec![0; ROOM])?;
    file.sync_all()
}

/// Whether every page of the database can be read as what it is.
async fn whole(db: &Db) -> CheckFinding {
    let put_back = "Stop the service, then put a backup back by `common-ground restore --replace`.";
    match snapshot::damage(db).await {
        Ok(damage) if damage.is_empty() => {
            CheckFinding::right("database", "It answers, and its tables are up to date.".to_owned())
        }
        Ok(damage) => {
            CheckFinding::wrong("database", format!("The file is damaged: {}.", damage.join("; ")), put_back)
        }
        Err(error) => CheckFinding::wrong("database", format!("The file cannot be read: {error}."), put_back),
    }
}

/// Whether what PostgreSQL says is stored would survive a power cut.
async fn lasting(db: &Db, findings: &mut Findings) {
    let off = match snapshot::left_out(db).await {
        Ok(off) => off,
        Err(error) => {
            return findings.add(CheckFinding::wrong("database", error.to_string(), "Check the database."));
        }
    };
    for setting in off {
        let (what, remedy) = match setting.as_str() {
            "synchronous_commit" => (
                "PostgreSQL reports changes as stored before they are on the disk (synchronous_commit = off). The \
                 service turns this on in each of its transactions, which is slower.",
                "Set synchronous_commit to on for the server, the database and the role.",
            ),
            "fsync" => (
                "PostgreSQL does not wait for its disk (fsync = off): a power cut can lose answers that people were \
                 thanked for, and damage the whole database.",
                "Set fsync = on in postgresql.conf and restart PostgreSQL.",
            ),
            _ => (
                "PostgreSQL cannot repair pages that a power cut leaves half written (full_page_writes = off).",
                "Set full_page_writes = on in postgresql.conf and reload PostgreSQL.",
            ),
        };
        findings.add(CheckFinding::wrong("database", what, remedy));
    }
}

/// The database, if it is there, answers and is up to date.
async fn database(config: &Config, findings: &mut Findings) -> Option<Db> {
    let url = config.database();
    if let Some(path) = config.sqlite_file().filter(|path| !path.exists()) {
        let what = format!("There is no database at {}.", path.display());
        findings.add(CheckFinding::wrong(
            "database",
            what,
            "Start `common-ground serve` once, which makes it, or set COMMON_GROUND_DATA_DIR.",
        ));
        return None;
    }
    if let Some(path) = config.sqlite_file().filter(|path| snapshot::lost_its_log(path)) {
        // Opening it would make another log beside the one that a service may still write.
        let what = format!("Its log, {}-wal, was deleted or moved away.", path.display());
        findings.add(CheckFinding::wrong(
            "database",
            what,
            "Stop the service, which moves what it still holds into the database, and start it again. If it is not \
             running, what was in the log is lost: restore a backup.",
        ));
        return None;
    }
    let unreachable = |error: &StoreError| {
        let what = format!("The database does not answer: {error}.");
        let remedy = "Check that it is running, and that COMMON_GROUND_DATABASE_URL is right.";
        CheckFinding::wrong("database", what, if error.has_remedy() { "" } else { remedy })
    };
    let db = match Db::connect(&url).await {
        Ok(db) => db,
        Err(error) => {
            findings.add(unreachable(&error));
            return None;
        }
    };
    match db.is_current().await {
        Ok(true) => {
            if let Err(error) = db.can_be_written().await {
                let what = format!("Nothing can be kept in it: {error}.");
                findings.add(CheckFinding::wrong("database", what, "Until then every form is refused."));
                return Some(db);
            }
            findings.add(whole(&db).await);
            lasting(&db, findings).await;
            Some(db)
        }
        Ok(false) => {
            findings.add(CheckFinding::wrong(
                "database",
                "Its tables are of an earlier version.",
                "Make a backup, then start `common-ground serve`, which brings them up to date.",
            ));
            None
        }
        Err(error) => {
            findings.add(unreachable(&error));
            None
        }
    }
}

/// The mail server in force: that of the configuration, or else the one that an administrator set.
async fn mail(config: &Config, set: MailServer, findings: &mut Findings) {
    let configured = launch::configured(config);
    let own = match Transport::from_settings(&configured.mail) {
        Ok(transport) => transport,
        Err(error) => {
            return findings.add(CheckFinding::wrong("mail", error.to_string(), "Correct this setting."));
        }
    };
    let has_server = configured.names_server() || !set.host.is_empty();
    // Asking for the key makes one where there is none, and a check makes nothing.
    let secret = if set.password.is_empty() { None } else { config.secret().ok() };
    let in_force = configured.with(set, secret.as_ref());
    if has_server && in_force.sender.contains("@localhost") {
        findings.add(CheckFinding::wrong(
            "settings",
            format!("Emails would be sent from {}, which email servers refuse.", in_force.sender),
            "Set COMMON_GROUND_MAIL_FROM to your own address, or set the sender in the email server \
             settings.",
        ));
    }
    let transport = in_force.transport(&own);
    let tested = transport.test().await;
    transport.hang_up().await;
    findings.add(match tested {
        Ok(words) => CheckFinding::right("mail", words),
        Err(trouble) => CheckFinding::wrong("mail", trouble.problem, trouble.remedy),
    });
}

/// Whether closed anonymous rounds have left anything behind.
async fn traces(db: &Db, repair: bool, findings: &mut Findings) {
    findings.add(match left_behind(db, repair).await {
        Ok(rounds) if rounds.is_empty() => CheckFinding::right(
            "anonymity",
            "Nothing is left of the order of answers to closed rounds.".to_owned(),
        ),
        Ok(rounds) => {
            let what = format!(
                "Traces of the order of answers are still in the database’s log. Closed rounds: {}.",
                rounds.join(", ")
            );
            CheckFinding::wrong("anonymity", what, LEFT_BEHIND)
        }
        Err(error) => CheckFinding::wrong("anonymity", error.to_string(), "Check the database."),
    });
}

async fn left_behind(db: &Db, repair: bool) -> store::Result<Vec<String>> {
    if repair {
        store::traces::sweep(db).await?;
    }
    store::traces::rounds(db.read()).await
}
