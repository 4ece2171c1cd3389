//! The environment as a layer of settings. What a setting of text holds is never read as a number, a switch or a list:
//! a secret key of digits alone is a key.

use figment::{
    Error, Metadata, Profile, Provider,
    providers::Env,
    value::{Dict, Map, Value},
};

use crate::app::config::is_text;

/// The variables that an [`Env`] lets through, each of the kind that its setting has.
pub(super) struct Environment(pub Env);

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        self.0.metadata()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let variables = self.0.iter().map(|(key, text)| {
            let key = key.as_str().to_owned();
            let value = if is_text(&key) {
                Value::from(text)
            } else {
                // What is no number stays text, and is refused with the name of its setting.
                text.trim().parse().unwrap_or_else(|never| match never {})
            };
            (key, value)
        });
        Ok(Profile::Default.collect(variables.collect()))
    }
}
