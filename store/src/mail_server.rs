//! The mail server that an administrator set, as it is kept: the password is encrypted before it arrives here.

use jiff::Timestamp;
use sea_orm::{EntityTrait, Set};

use super::{Connection, Result, entity::mail_server, insert_or_set, site_admins::SiteAdminProof};

/// The only row.
const ROW: i32 = 1;

/// A mail server and the sender of letters; what is empty is not set. `Debug` hides the password.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    pub port: u16,
    /// When connections are encrypted, as a word.
    pub encryption: String,
    /// Who to sign in as.
    pub user: String,
    /// The encrypted password.
    pub password: String,
    /// Who letters come from.
    pub sender: String,
}

impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailServer({}:{})", self.host, self.port)
    }
}

/// What is set; all empty while nothing is.
pub async fn find(db: &Connection) -> Result<MailServer> {
    let row = mail_server::Entity::find_by_id(ROW).one(db).await?;
    Ok(row.map_or_else(MailServer::default, |row| MailServer {
        host: row.host,
        port: u16::try_from(row.port).unwrap_or_default(),
        encryption: row.encryption,
        user: row.login,
        password: row.password,
        sender: row.sender,
    }))
}

/// Keeps what is set, for whoever administers the site.
pub async fn keep(tx: &Connection, _by: &SiteAdminProof, set: &MailServer, now: Timestamp) -> Result<()> {
    let row = mail_server::ActiveModel {
        id: Set(ROW),
        host: Set(set.host.clone()),
        port: Set(set.port.into()),
        encryption: Set(set.encryption.clone()),
        login: Set(set.user.clone()),
        password: Set(set.password.clone()),
        sender: Set(set.sender.clone()),
        changed_at: Set(now.into()),
    };
    let columns = [
        mail_server::Column::Host,
        mail_server::Column::Port,
        mail_server::Column::Encryption,
        mail_server::Column::Login,
        mail_server::Column::Password,
        mail_server::Column::Sender,
        mail_server::Column::ChangedAt,
    ];
    insert_or_set(tx, row, [mail_server::Column::Id], columns).await
}
