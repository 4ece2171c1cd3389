//! Passwords: argon2id, computed off the request threads and a few at a time, since each takes 19 MiB.

pub mod strength;

use std::sync::{Arc, LazyLock};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
};

use crate::secret::random_token;

/// Hashes computed at one time.
const AT_ONCE: usize = 2;

static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// A hash that no password has, so that an unknown address takes as long to refuse as a wrong password.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now(&uuid::Uuid::new_v4().to_string()).unwrap_or_default());

/// A password that could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
#[error("password: {0}")]
pub struct PasswordError(String);

impl From<JoinError> for PasswordError {
    fn from(error: JoinError) -> Self {
        Self(error.to_string())
    }
}

/// A new password: 16 random letters and digits.
///
/// # Errors
/// [`PasswordError`] when the system has no randomness to give.
pub fn generate() -> Result<String, PasswordError> {
    let token = random_token().map_err(|error| PasswordError(error.to_string()))?;
    Ok(token.chars().filter(char::is_ascii_alphanumeric).take(16).collect())
}

/// The hash of a password, as a PHC string with a salt of its own.
///
/// # Errors
/// [`PasswordError`] when the machine cannot compute it.
pub async fn hash(password: String) -> Result<String, PasswordError> {
    let _turn = TURNS.clone().acquire_owned().await;
    spawn_blocking(move || hash_now(&password)).await?
}

/// Whether a password belongs to a hash. `None` is the hash of nobody: the answer is no, and takes as long.
///
/// # Errors
/// [`PasswordError`] when the hash cannot be read.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    let _turn = TURNS.clone().acquire_owned().await;
    spawn_blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let parsed = PasswordHash::new(&hash).map_err(|error| PasswordError(error.to_string()))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
}

fn hash_now(password: &str) -> Result<String, PasswordError> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| PasswordError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_is_told_from_a_wrong_one_and_from_nobody() {
        let kept = hash("correct horse".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(verify("correct horse".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!verify("wrong horse".to_owned(), Some(kept)).await.unwrap());
        assert!(!verify("correct horse".to_owned(), None).await.unwrap());
    }
}
