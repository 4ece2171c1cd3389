//! Which addresses a webhook may have.

use url::Url;

use crate::outgoing::{OutgoingReach, host_and_port};

/// An address with which machines it may lead to; `None` for one that is not taken. Only `https` on its usual port is, unless
/// whoever runs the service trusts the host.
pub fn read(text: &str, trusted: &[String]) -> Option<(Url, OutgoingReach)> {
    let mut url = Url::parse(text).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    url.set_fragment(None);
    if trusted.contains(&host_and_port(&url)?) {
        return Some((url, OutgoingReach::Anywhere));
    }
    let is_usual = url.scheme() == "https" && url.port_or_known_default() == Some(443);
    is_usual.then_some((url, OutgoingReach::Public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_on_its_port_is_taken_unless_the_host_is_trusted() {
        let trusted = ["relay.example.org:8443".to_owned()];
        let reach = |text: &str| read(text, &trusted).map(|(_, reach)| reach);
        assert_eq!(reach("https://hooks.example.org/x?y"), Some(OutgoingReach::Public));
        assert_eq!(reach("https://relay.example.org:8443/x"), Some(OutgoingReach::Anywhere));
        for text in [
            "",
            "hooks.example.org",
            "http://hooks.example.org/",
            "https://hooks.example.org:8443/",
            "https://relay.example.org:8444/",
            "https://user:password@hooks.example.org/",
            "file:///etc/passwd",
        ] {
            assert_eq!(reach(text), None, "{text}");
        }
    }
}
