//! Putting a service together from its settings, and taking it apart again without losing an answer.

use std::{sync::Arc, time::Duration};

use rocket::{
    Build, Rocket,
    config::{LogLevel, SecretKey, Shutdown, Sig},
    data::{Limits, ToByteUnit},
    fairing::AdHoc,
};
use tokio::{select, task::JoinHandle, time::timeout};

use crate::{
    app::{
        App, SiteSettings,
        config::{Config, ConfigError},
        mail_settings::{Configured, MailInForce},
    },
    exchange::backup::RESTORING,
    mail::{MailSettings, SettingsError, Transport},
    outgoing::openid::IdentityProvider,
    store::{Db, StoreError, writer},
    system::{clock::Clock, metrics::Metrics, own_folder},
    web,
    work::{self, StopSignal},
};

/// How long requests under way may take when the service is told to stop.
const GRACE_SECONDS: u32 = 10;
/// How long the last batch, and letters under way, may take after the last request.
const LAST_BATCH: Duration = Duration::from_secs(30);

/// How long the database may take over it when its connections are closed.
const LEAVE: Duration = Duration::from_secs(10);

/// Why the service did not start, or stopped badly.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// A setting.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The data folder cannot be made.
    #[error(
        "the data folder {folder}: {source} (set COMMON_GROUND_DATA_DIR to a folder that can be written)"
    )]
    DataDir {
        /// The folder.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database may be the old one, the new one or none.
    #[error("a restore is under way or was cut off: delete {0} and run `common-ground restore` again")]
    Restoring(String),
    /// The database.
    #[error("the database cannot be opened: {0}")]
    Store(#[from] StoreError),
    /// Mail.
    #[error(transparent)]
    Mail(#[from] SettingsError),
    /// The web server.
    #[error("the service could not listen on {address}: {reason}")]
    Listen {
        /// Where it tried to listen.
        address: String,
        /// What went wrong.
        reason: String,
    },
}

/// An open service: its parts, and the writer task that must outlive every request.
#[derive(Debug)]
pub struct Running {
    /// What pages and work are handed.
    pub app: Arc<App>,
    /// How letters leave.
    pub transport: Transport,
    writer: JoinHandle<()>,
}

/// Opens everything that a service needs: data folder, key, database with its migrations, mail, writer.
pub async fn open(config: &Config, clock: Clock) -> Result<Running, LaunchError> {
    own_folder::make(&config.data_dir)
        .map_err(|source| LaunchError::DataDir { folder: config.data_dir.display().to_string(), source })?;
    own_folder::restrict(&config.data_dir, 0o700)
        .map_err(|source| LaunchError::DataDir { folder: config.data_dir.display().to_string(), source })?;
    let restoring = config.data_dir.join(RESTORING);
    if restoring.exists() {
        return Err(LaunchError::Restoring(restoring.display().to_string()));
    }
    let secret = config.secret().map_err(ConfigError::from)?;
    let transport = Transport::from_settings(&mail_settings(config))?;
    let db = Db::open(&config.database()).await?;
    let metrics = Arc::new(Metrics::default());
    let (writer, task) = writer::start(db.clone(), metrics.clone());
    let settings = SiteSettings {
        site_url: config.site(config.port),
        min_group: config.min_group,
        mail_per_minute: config.mail_per_minute,
        mail_per_domain: config.mail_per_domain,
        api_per_minute: config.api_per_minute,
        return_path: config.return_path()?,
        watching: config.watching(),
        security_contact: config.security_contact.clone(),
        backup_dir: config.backup_dir.clone(),
        webhook_hosts: config.trusted_hosts()?,
        identity_provider: config.open_id().map(IdentityProvider::new).map(Arc::new),
    };
    let mail_in_force = MailInForce::new(configured(config));
    let app = Arc::new(App::new(db, writer, clock, secret, settings, mail_in_force, metrics));
    Ok(Running { app, transport, writer: task })
}

pub(crate) fn configured(config: &Config) -> Configured {
    let stand_in = Config::default().mail_from;
    let sender = Some(config.mail_from.clone()).filter(|sender| *sender != stand_in);
    Configured { mail: mail_settings(config), sender, stand_in }
}

fn mail_settings(config: &Config) -> MailSettings {
    MailSettings {
        smtp_url: Some(config.smtp_url.clone()).filter(|url| !url.is_empty()),
        smtp_ca_file: config.smtp_ca_file.clone(),
        ..MailSettings::files(config.mail_dir())
    }
}

impl Running {
    /// The web server of this service, with the work that time causes beside it.
    pub fn rocket(&self, config: &Config) -> Rocket<Build> {
        let (app, transport) = (self.app.clone(), self.transport.clone());
        self.pages(config).attach(AdHoc::on_liftoff("work", move |rocket| {
            let (server, stop) = (rocket.shutdown(), StopSignal::default());
            Box::pin(async move {
                work::start(app, transport, &stop);
                tokio::spawn(stop_together(server, stop));
            })
        }))
    }

    /// The web server alone: time causes nothing until somebody calls [`work::scheduler::run_due`].
    pub fn pages(&self, config: &Config) -> Rocket<Build> {
        web::rocket(rocket_config(config, &self.app), self.app.clone(), self.transport.clone())
    }

    /// Lets the writer finish what it was given, and closes the database.
    pub async fn close(self) -> Result<(), LaunchError> {
        let db = self.app.db.clone();
        // The writer ends when nobody is left to hand it anything.
        drop(self.app);
        if timeout(LAST_BATCH, self.writer).await.is_err() {
            tracing::error!("the last answers or emails were not finished in time");
        }
        // A server that is gone takes no leave of anybody.
        if let Ok(closed) = timeout(LEAVE, db.close()).await {
            return Ok(closed?);
        }
        tracing::warn!("the database was not closed in time");
        Ok(())
    }
}

/// Whichever is told to stop, the web server or what is done beside it, tells the other.
async fn stop_together(server: rocket::Shutdown, work: StopSignal) {
    let end = server.clone();
    select! {
        () = server => work.give(),
        () = work.given() => end.notify(),
    }
}

fn rocket_config(config: &Config, app: &App) -> rocket::Config {
    let mut shutdown = Shutdown { grace: GRACE_SECONDS, mercy: 5, ..Shutdown::default() };
    shutdown.signals.insert(Sig::Term);
    rocket::Config {
        address: config.address,
        port: config.port,
        ip_header: Some(config.ip_header.clone()).filter(|name| !name.is_empty()).map(Into::into),
        secret_key: SecretKey::from(&app.secret.cookie_key()),
        limits: Limits::default()
            .limit("form", 256.kibibytes())
            .limit("file", 1.mebibytes())
            .limit("bytes", 1.mebibytes())
            .limit("data-form", 2.mebibytes()),
        log_level: LogLevel::Off,
        shutdown,
        ..rocket::Config::release_default()
    }
}
