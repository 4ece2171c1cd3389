//! What a running service holds, handed to the pages and to the work that time causes.

pub mod config;
pub mod mail_settings;
pub mod places;

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    app::{
        config::Watching,
        mail_settings::{InForce, MailInForce, SETTINGS_FRESH_FOR},
        places::Places,
    },
    mail::{Pace, ReturnPath},
    outgoing::openid::IdentityProvider,
    store::{
        Db, Programme, Result, Round, SignInRules, people, sign_in_rules, site_admins, surveys,
        writer::Writer,
    },
    survey::{Side, Survey, checklist::Checklist},
    system::{brand::Brand, cached::Cached, clock::Clock, metrics::Metrics, secret::SecretKey},
};

/// How long a round in which nothing happens is not looked at again.
const LOOKED_AT_FOR: SignedDuration = SignedDuration::from_mins(10);
/// How long a round that was read counts as the present.
const ROUND_FRESH_FOR: SignedDuration = SignedDuration::from_secs(1);

/// A round with its programme, and the code of the round of the other side where one link leads to both.
pub type KnownRound = (Arc<Round>, Arc<Programme>, Option<Arc<str>>);

/// A running service.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// The way in for submissions.
    pub writer: Writer,
    /// The time.
    pub clock: Clock,
    /// The key of all tokens.
    pub secret: SecretKey,
    /// Settings that pages and letters need.
    pub settings: SiteSettings,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// What this instance does in the background.
    pub work: Background,
    /// The brand of the site, as it was read last.
    pub brand: Cached<(), Arc<Brand>>,
    /// How letters leave.
    pub mail_in_force: MailInForce,
    /// Room for pages and files that grow with everything in a programme.
    pub large_pages: Places,
    /// Rounds that somebody came to a moment ago, by code, so that their rows are not read anew for everybody in a crowd.
    /// Only whether somebody is shown a form or may try to send rests on it: the transaction that stores an answer looks
    /// at the round itself, and whoever would be refused is refused by what the database says. While the database is away,
    /// the round as it was last is enough to give what somebody entered back to them.
    pub rounds: Cached<String, KnownRound>,
    rules: Cached<(), SignInRules>,
    /// Parsed surveys by version and aims. A version never changes.
    surveys: Cached<(Uuid, Vec<String>), Arc<Survey>>,
    /// What answers are checked by, for each side of such a survey.
    checklists: Cached<(Uuid, Vec<String>, Side), Arc<Checklist>>,
}

/// What one instance does in the background, and when it last did.
#[derive(Debug)]
pub struct Background {
    /// The name under which this process holds leases; a new one at each start.
    pub instance: Uuid,
    /// How many had answered an open round when the scheduler last saw to its results.
    pub looked_at: Cached<Uuid, u64>,
    last_step: AtomicI64,
    pace: Mutex<Pace>,
    stopping: AtomicBool,
}

impl Background {
    fn new(now: Timestamp) -> Self {
        Self {
            instance: Uuid::new_v4(),
            looked_at: Cached::fresh_for(LOOKED_AT_FOR),
            last_step: AtomicI64::new(now.as_second()),
            pace: Mutex::default(),
            stopping: AtomicBool::new(false),
        }
    }

    /// What became of the latest letters that ask people to answer.
    pub fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that this process is about to stop: no further letter is begun.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether this process is about to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Notes that the scheduler did what was due, or left it to another instance.
    pub fn stepped(&self, now: Timestamp) {
        self.last_step.store(now.as_second(), Ordering::Relaxed);
    }

    /// Seconds since the scheduler last did so.
    pub fn since_last_step(&self, now: Timestamp) -> i64 {
        now.as_second() - self.last_step.load(Ordering::Relaxed)
    }
}

/// Settings that pages and letters need.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// The address people reach the service at, without a slash at its end.
    pub site_url: String,
    /// The smallest group whose figures are shown, whatever a programme promises.
    pub min_group: u32,
    /// The most invitations and reminders that leave in a minute.
    pub mail_per_minute: u32,
    /// The most of them that leave to one domain in a minute.
    pub mail_per_domain: u32,
    /// The most requests that a program may send in a minute by one access token.
    pub api_per_minute: u32,
    /// Where bounces come back to, if anywhere but to the sender.
    pub return_path: Option<ReturnPath>,
    /// Who may read the counts.
    pub watching: Watching,
    /// Whom to tell of a fault in the security of the service; empty for the contact of the site.
    pub security_contact: String,
    /// The folder that backups go to, where one is configured.
    pub backup_dir: Option<PathBuf>,
    /// Hosts with their ports that webhooks reach wherever they are, and without encryption too.
    pub webhook_hosts: Vec<String>,
    /// The identity provider that people may sign in with, where one is configured.
    pub identity_provider: Option<Arc<IdentityProvider>>,
}

impl App {
    /// A service on an open database.
    pub fn new(
        db: Db,
        writer: Writer,
        clock: Clock,
        secret: SecretKey,
        settings: SiteSettings,
        mail_in_force: MailInForce,
        metrics: Arc<Metrics>,
    ) -> Self {
        let work = Background::new(clock.now());
        let (brand, rules) = (Cached::fresh_for(SETTINGS_FRESH_FOR), Cached::fresh_for(SETTINGS_FRESH_FOR));
        let (surveys, checklists) = (Cached::unchanging(), Cached::unchanging());
        Self {
            db,
            writer,
            clock,
            secret,
            settings,
            metrics,
            work,
            brand,
            mail_in_force,
            large_pages: Places::for_large_pages(),
            rounds: Cached::fresh_for(ROUND_FRESH_FOR),
            rules,
            surveys,
            checklists,
        }
    }

    /// How letters leave now.
    pub async fn mail(&self) -> Result<Arc<InForce>> {
        self.mail_in_force.now(self.db.read(), self.clock.now(), &self.secret).await
    }

    /// How signing in works now.
    pub async fn sign_in_rules(&self) -> Result<SignInRules> {
        let now = self.clock.now();
        match self.rules.fresh(&(), now) {
            Some(rules) => Ok(rules),
            None => Ok(self.rules.hold((), sign_in_rules::find(self.db.read()).await?, now)),
        }
    }

    /// The one person who may sign in with a password, where everybody else needs the account of the identity provider.
    /// While that person could not sign in, or no provider is configured, passwords let everybody in: otherwise nobody
    /// could mend it.
    pub async fn password_keeper(&self) -> Result<Option<Uuid>> {
        let rules = self.sign_in_rules().await?;
        let (Some(keeper), Some(_)) = (rules.password_keeper, &self.settings.identity_provider) else {
            return Ok(None);
        };
        let keeper = people::get(self.db.read(), keeper).await?;
        Ok(keeper.filter(site_admins::is_local).map(|keeper| keeper.id))
    }

    /// Whether somebody may sign in with a password.
    pub async fn takes_password(&self, person: Uuid) -> Result<bool> {
        Ok(self.password_keeper().await?.is_none_or(|keeper| keeper == person))
    }

    /// Lets go of the rules that are held: they were changed here.
    pub fn sign_in_rules_changed(&self) {
        self.rules.clear();
    }

    /// The survey that a round asks, without the items of aims that its course did not pick.
    pub async fn survey(&self, round: &Round) -> Result<Arc<Survey>> {
        let key = (round.survey_version, round.aims.clone());
        if let Some(survey) = self.surveys.last(&key) {
            return Ok(survey);
        }
        let survey = Arc::new(surveys::asked(self.db.read(), round).await?);
        Ok(self.surveys.hold(key, survey, self.clock.now()))
    }

    /// What the answers to a round are checked by.
    pub async fn checklist(&self, round: &Round) -> Result<Arc<Checklist>> {
        let key = (round.survey_version, round.aims.clone(), round.side);
        if let Some(checklist) = self.checklists.last(&key) {
            return Ok(checklist);
        }
        let checklist = Arc::new(Checklist::new(self.survey(round).await?, round.side));
        Ok(self.checklists.hold(key, checklist, self.clock.now()))
    }
}
