//! Passwords: argon2id, computed by a few threads that keep their memory. Each hash needs 19 MiB; taken anew for every
//! try, the allocator keeps it, and thirty tries at once would end the service. Who finds the queue full is told to come
//! back, rather than wait behind everybody.

mod pool;
pub mod strength;

use std::sync::LazyLock;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};

use crate::{password::pool::HashingPool, secret::random_token};

/// Threads that hash, and so hashes computed at one time.
const THREADS: usize = 2;
/// Tries that may wait: at about 15 hashes a second for each thread, a second or so.
const QUEUE: usize = 32;
/// The most memory that the hash of a password may ask for, in KiB. All of ours ask for 19 MiB.
const MOST_MEMORY: usize = 64 * 1024;

static POOL: LazyLock<HashingPool> = LazyLock::new(|| HashingPool::start(THREADS, QUEUE));

/// A password that could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many at once; nothing was looked at.
    #[error("too many passwords are being checked at this moment")]
    Busy,
    /// The machine, or a hash that cannot be read.
    #[error("password: {0}")]
    Broken(String),
}

fn broken(error: impl std::fmt::Display) -> PasswordError {
    PasswordError::Broken(error.to_string())
}

/// A new password: 16 random letters and digits.
///
/// # Errors
/// [`PasswordError::Broken`] when the system has no randomness to give.
pub fn generate() -> Result<String, PasswordError> {
    let token = random_token().map_err(broken)?;
    Ok(token.chars().filter(char::is_ascii_alphanumeric).take(16).collect())
}

/// The hash of a password, as a PHC string with a salt of its own.
///
/// # Errors
/// [`PasswordError::Busy`] when too many are waiting, [`PasswordError::Broken`] when the machine cannot compute it.
pub async fn hash(password: String) -> Result<String, PasswordError> {
    POOL.run(move |memory| hash_now(&password, memory)).await?
}

/// Whether a password belongs to a hash. `None` is the hash of nobody: the answer is no, and takes as long.
///
/// # Errors
/// [`PasswordError::Busy`] when too many are waiting, [`PasswordError::Broken`] when the hash cannot be read.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, PasswordError> {
    POOL.run(move |memory| match hash {
        Some(hash) => verify_now(&password, &hash, memory),
        None => compute(&Argon2::default(), &password, &[0; Salt::RECOMMENDED_LENGTH], memory).map(|_| false),
    })
    .await?
}

fn hash_now(password: &str, memory: &mut Vec<Block>) -> Result<String, PasswordError> {
    let argon2 = Argon2::default();
    let salt = Salt::generate();
    let output = compute(&argon2, password, &salt, memory)?;
    let hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon2.params()).map_err(broken)?,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

fn verify_now(password: &str, hash: &str, memory: &mut Vec<Block>) -> Result<bool, PasswordError> {
    let hash = PasswordHash::new(hash).map_err(broken)?;
    let (Some(salt), Some(known)) = (&hash.salt, &hash.hash) else {
        return Err(broken("a hash without salt or output"));
    };
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).map_err(broken)?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from).map_err(broken)?;
    let params = Params::try_from(&hash).map_err(broken)?;
    if params.block_count() > MOST_MEMORY {
        return Err(broken("a hash that asks for too much memory"));
    }
    // Outputs compare in a time that does not depend on where they differ.
    Ok(compute(&Argon2::new(algorithm, version, params), password, salt, memory)? == *known)
}

/// Hashes in the memory of the thread, which is taken once and kept.
fn compute(
    argon2: &Argon2<'_>,
    password: &str,
    salt: &[u8],
    memory: &mut Vec<Block>,
) -> Result<Output, PasswordError> {
    let blocks = argon2.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    let mut out = vec![0; argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    let room = &mut memory[..blocks];
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, room).map_err(broken)?;
    Output::new(&out).map_err(broken)
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[tokio::test]
    async fn the_right_password_is_told_from_a_wrong_one_and_from_nobody() {
        let kept = hash("correct horse".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(verify("correct horse".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!verify("wrong horse".to_owned(), Some(kept)).await.unwrap());
        assert!(!verify("correct horse".to_owned(), None).await.unwrap());
        assert!(matches!(
            verify("x".to_owned(), Some("plain".to_owned())).await,
            Err(PasswordError::Broken(_))
        ));
    }

    #[tokio::test]
    async fn hashes_are_those_of_the_library_in_both_directions() {
        let theirs = Argon2::default().hash_password(b"correct horse").unwrap().to_string();
        assert!(verify("correct horse".to_owned(), Some(theirs)).await.unwrap());
        let ours = PasswordHash::new(&hash("correct horse".to_owned()).await.unwrap()).unwrap();
        assert!(Argon2::default().verify_password(b"correct horse", &ours).is_ok());
    }
}
