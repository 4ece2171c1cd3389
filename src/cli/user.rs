//! `user`: the people who sign in. A password comes by standard input or is made; never as an argument, where
//! others could read it.

use std::io::{BufRead, IsTerminal};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use uuid::Uuid;

use super::Failure;
use crate::{
    app::{App, config::Config},
    cli::launch,
    mail::Address,
    store::{
        self, Person, PersonRole, Programme, access, audit, identities, people, programmes, second_factors,
        sessions, site_admins,
    },
    system::{
        clock::Clock,
        password::{self, strength},
    },
};

/// The shortest password that is taken.
const SHORTEST: usize = 12;

const EXAMPLES: &str = "Examples:
  common-ground user add --email ada@example.org --name 'Ada Ross' --role admin --programme reading-2026 \\
      --programme-name 'Welcome to reading, 2026'
  common-ground user add --email ben@example.org --name 'Ben Oke' --role trainer --programme reading-2026
  echo 'correct horse battery' | common-ground user reset ada@example.org --password-stdin
  common-ground user reset ada@example.org --second-factor
  common-ground user grant-site-admin ada@example.org
  common-ground user list --json
  common-ground user disconnect ben@example.org
  common-ground user disable ben@example.org";

/// Add, list, disable and enable the people who sign in
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct UserArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a person, or give one who is there a role in another programme
    Add(Add),
    /// List everybody, with their roles
    List {
        /// Print the list as JSON
        #[arg(long)]
        json: bool,
    },
    /// Sign a person out everywhere, end their access tokens, and stop them signing in
    Disable {
        /// Their address
        email: String,
    },
    /// Let a disabled person in again
    Enable {
        /// Their address
        email: String,
    },
    /// Make a person a site administrator: they set what applies to every programme, such as the email server
    GrantSiteAdmin {
        /// Their address
        email: String,
    },
    /// Make a site administrator one no longer; never the last one
    RevokeSiteAdmin {
        /// Their address
        email: String,
    },
    /// Disconnect a person’s council account: they can then sign in with a password or accept an invitation again
    Disconnect {
        /// Their address
        email: String,
    },
    /// Give a person another password, sign them out everywhere, and end their access tokens and council account
    Reset {
        /// Their address
        email: String,
        /// Read the password from standard input; without it one is made and printed once
        #[arg(long)]
        password_stdin: bool,
        /// Turn their second factor off as well, for somebody who has lost both phone and recovery codes
        #[arg(long)]
        second_factor: bool,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// Their address, with which they sign in
    #[arg(long)]
    email: String,
    /// Their name
    #[arg(long)]
    name: String,
    /// What they may do
    #[arg(long)]
    role: RoleName,
    /// The programme, by the part of its address after /programmes/
    #[arg(long, value_name = "SLUG")]
    programme: String,
    /// Makes the programme under this name if there is none yet
    #[arg(long, value_name = "NAME")]
    programme_name: Option<String>,
    /// Make them a site administrator too; the first person of an installation always is one
    #[arg(long)]
    site_admin: bool,
    /// Read the password from standard input; without it one is made and printed once
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    /// Everything
    Admin,
    /// Courses, rounds, partners, comments
    Trainer,
    /// Summaries
    Manager,
}

impl From<RoleName> for PersonRole {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Admin => Self::Admin,
            RoleName::Trainer => Self::Trainer,
            RoleName::Manager => Self::Manager,
        }
    }
}

impl UserArgs {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        let running = launch::open(&config, Clock::System).await?;
        let app = &running.app;
        let done = match self.action {
            Action::Add(add) => add.run(app).await,
            Action::List { json } => list(app, json).await,
            Action::Disable { email } => disable(app, &email, true).await,
            Action::Enable { email } => disable(app, &email, false).await,
            Action::GrantSiteAdmin { email } => site_admin(app, &email, true).await,
            Action::RevokeSiteAdmin { email } => site_admin(app, &email, false).await,
            Action::Disconnect { email } => disconnect(app, &email).await,
            Action::Reset { email, password_stdin, second_factor } => {
                reset(app, &email, password_stdin, second_factor).await
            }
        };
        running.close().await?;
        done
    }
}

impl Add {
    async fn run(self, app: &App) -> Result<(), Failure> {
        let email: Address = self.email.parse().map_err(|error| format!("--email: {error}"))?;
        let email = email.to_string();
        let role = PersonRole::from(self.role);
        let known = people::find(app.db.read(), &email).await?;
        let programme = programmes::find(app.db.read(), &self.programme).await?;
        if programme.is_none() && self.programme_name.is_none() {
            return Err(no_programme(app, &self.programme).await?.into());
        }
        if let (Some(person), Some(programme)) = (&known, &programme)
            && let Some(role) = people::role(app.db.read(), person.id, programme.id).await?
        {
            return Err(format!("{email} is in {} already, as {}", programme.slug, role.key()).into());
        }
        let new = match &known {
            Some(_) => None,
            None => Some(Password::take(self.password_stdin, &[&email, &self.name])?),
        };
        let hash = match &new {
            Some(password) => Some(password.hash().await?),
            None => None,
        };
        let now = app.clock.now();
        let tx = store::write(&app.db).await?;
        let is_first = people::is_empty(&tx).await?;
        let programme = if let Some(programme) = programme {
            programme
        } else {
            let programme = self.new_programme()?;
            programmes::add(&tx, &programme, now).await?;
            programme
        };
        let person = match &known {
            Some(person) => person.id,
            None => people::add(&tx, &email, &self.name, hash, now).await?,
        };
        people::join(&tx, person, programme.id, role).await?;
        let site_admin = self.site_admin || is_first && role == PersonRole::Admin;
        if site_admin {
            site_admins::set(&tx, person, true).await?;
        }
        let also = if site_admin { " and site administrator" } else { "" };
        let object = format!("{email} as {}{also}", role.key());
        audit::record_command(&tx, programme.id, "added", &object, now).await?;
        tx.commit().await?;
        say!("{email} is {} of {}.", role.key(), programme.name);
        if site_admin {
            say!("{email} is a site administrator.");
        }
        if let Some(password) = new {
            password.tell();
        }
        Ok(())
    }

    fn new_programme(&self) -> Result<Programme, Failure> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.programme.is_empty() || !self.programme.chars().all(fits) {
            let words =
                "--programme: use lower-case letters, digits and hyphens for a new one, such as reading-2026";
            return Err(words.into());
        }
        let name = self.programme_name.clone().unwrap_or_default();
        let settings = programmes::ProgrammeSettings::default();
        Ok(Programme { id: Uuid::new_v4(), slug: self.programme.clone(), name, settings })
    }
}

async fn no_programme(app: &App, slug: &str) -> Result<String, Failure> {
    let known: Vec<String> = programmes::all(app.db.read()).await?.into_iter().map(|p| p.slug).collect();
    let known = if known.is_empty() {
        "there is none yet".to_owned()
    } else {
        format!("there are: {}", known.join(", "))
    };
    Ok(format!("there is no programme {slug} ({known}); --programme-name 'Its name' makes it"))
}

async fn list(app: &App, as_json: bool) -> Result<(), Failure> {
    let db = app.db.read();
    let mut listed = Vec::new();
    for person in people::all(db).await? {
        let mut roles = Vec::new();
        for slug in people::programmes(db, person.id).await? {
            if let Some(programme) = programmes::find(db, &slug).await?
                && let Some(role) = people::role(db, person.id, programme.id).await?
            {
                roles.push((slug, role.key()));
            }
        }
        listed.push((person, roles));
    }
    if as_json {
        let one = |(person, roles): &(Person, Vec<(String, &str)>)| {
            let roles: Vec<_> =
                roles.iter().map(|(slug, role)| json!({ "programme": slug, "role": role })).collect();
            json!({
                "email": person.email, "name": person.name, "disabled": person.disabled, "roles": roles,
                "site_admin": person.site_admin
            })
        };
        say!("{}", serde_json::Value::from(listed.iter().map(one).collect::<Vec<_>>()));
        return Ok(());
    }
    if listed.is_empty() {
        say!("Nobody can sign in yet; add a person with `common-ground user add`.");
    }
    for (person, roles) in listed {
        let roles: Vec<String> = roles.iter().map(|(slug, role)| format!("{role} of {slug}")).collect();
        let disabled = if person.disabled { " (disabled)" } else { "" };
        let site = if person.site_admin { ", site administrator" } else { "" };
        say!("{:<36} {:<24} {}{site}{disabled}", person.email, person.name, roles.join(", "));
    }
    Ok(())
}

async fn find(app: &App, email: &str) -> Result<Person, Failure> {
    let found = people::find(app.db.read(), email).await?;
    found
        .ok_or_else(|| format!("nobody signs in as {email}; `common-ground user list` shows who does").into())
}

async fn disable(app: &App, email: &str, disabled: bool) -> Result<(), Failure> {
    let person = find(app, email).await?;
    let tx = store::write(&app.db).await?;
    access::set_disabled(&tx, person.id, disabled).await?;
    let leaves_none = disabled && person.site_admin && !site_admins::has_other(&tx, person.id).await?;
    let act = if disabled { "disabled" } else { "enabled" };
    audit::record_command_about(&tx, &person, act, app.clock.now()).await?;
    tx.commit().await?;
    let now = if disabled {
        "is signed out and can no longer sign in, and their access tokens no longer work"
    } else {
        "can sign in again"
    };
    say!("{} {now}.", person.email);
    if leaves_none {
        say!(
            "Nobody is left who administers the site; `common-ground user grant-site-admin` makes somebody one."
        );
    }
    Ok(())
}

async fn disconnect(app: &App, email: &str) -> Result<(), Failure> {
    let person = find(app, email).await?;
    let tx = store::write(&app.db).await?;
    if !identities::remove(&tx, person.id).await? {
        return Err(format!("{email} has no council account connected").into());
    }
    sessions::end_all(&tx, person.id).await?;
    audit::record_command_about(&tx, &person, "disconnected the council account of", app.clock.now()).await?;
    tx.commit().await?;
    say!("The council account of {email} is disconnected, and they are signed out everywhere.");
    if person.password_hash.is_none() {
        say!("They have no password: send their invitation again on their page under People.");
    }
    Ok(())
}

const GRANTED: &str = "made a site administrator";

async fn site_admin(app: &App, email: &str, is_one: bool) -> Result<(), Failure> {
    let person = find(app, email).await?;
    let tx = store::write(&app.db).await?;
    if !is_one && !site_admins::has_other(&tx, person.id).await? {
        return Err(format!(
            "{email} would leave the site without a site administrator who can sign in; make somebody else one first \
             (common-ground user grant-site-admin)"
        )
        .into());
    }
    site_admins::set(&tx, person.id, is_one).await?;
    let act = if is_one { GRANTED } else { "no longer a site administrator:" };
    audit::record_command_about(&tx, &person, act, app.clock.now()).await?;
    tx.commit().await?;
    say!("{} is {} a site administrator.", person.email, if is_one { "now" } else { "no longer" });
    Ok(())
}

async fn reset(app: &App, email: &str, password_stdin: bool, second_factor: bool) -> Result<(), Failure> {
    let person = find(app, email).await?;
    let password = Password::take(password_stdin, &[&person.email, &person.name])?;
    let hash = password.hash().await?;
    let takes_password = app.takes_password(person.id).await?;
    let tx = store::write(&app.db).await?;
    access::set_password(&tx, person.id, hash).await?;
    let ended = access::end_other_ways(&tx, person.id, takes_password).await?;
    let had = if second_factor {
        second_factors::remove(&tx, person.id).await?
    } else {
        second_factors::confirmed(&tx, person.id).await?.is_some()
    };
    let act = match (second_factor, had) {
        (true, true) => "gave another password to, and turned off the second factor of,",
        _ => "gave another password to",
    };
    audit::record_command_about(&tx, &person, act, app.clock.now()).await?;
    tx.commit().await?;
    say!("{} has another password and is signed out everywhere.", person.email);
    if ended.tokens > 0 {
        say!("Access tokens that no longer work: {}.", ended.tokens);
    }
    if ended.council {
        say!("Their council account is disconnected; they can connect it again on their account page.");
    }
    match (second_factor, had) {
        (true, true) => say!("Their second factor is off."),
        (true, false) => say!("They had no second factor."),
        (false, true) => {
            say!("Signing in still asks for their second factor; --second-factor turns it off.");
        }
        (false, false) => {}
    }
    if person.disabled {
        say!("They are still disabled; `common-ground user enable {}` lets them in.", person.email);
    }
    password.tell();
    Ok(())
}

/// A password that was given, or that was made and must be told.
enum Password {
    Given(String),
    Made(String),
}

impl Password {
    /// `own` is what everybody knows of the person.
    fn take(from_stdin: bool, own: &[&str]) -> Result<Self, Failure> {
        if !from_stdin {
            return Ok(Self::Made(password::generate()?));
        }
        let stdin = std::io::stdin();
        if stdin.is_terminal() {
            eprintln!("Type the password, then Enter. It shows on the screen.");
        }
        let mut line = String::new();
        stdin.lock().read_line(&mut line)?;
        let given = line.trim_end_matches(['\r', '\n']).to_owned();
        if given.chars().count() < SHORTEST {
            return Err(format!("the password is too short: it needs {SHORTEST} characters or more").into());
        }
        strength::check(&given, own).map_err(|weak| format!("the password: {weak}"))?;
        Ok(Self::Given(given))
    }

    async fn hash(&self) -> Result<String, Failure> {
        let (Self::Given(words) | Self::Made(words)) = self;
        Ok(password::hash(words.clone()).await?)
    }

    fn tell(self) {
        if let Self::Made(words) = self {
            say!("Password, shown this once: {words}");
        }
    }
}
