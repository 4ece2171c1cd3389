//! What a check found, in words for a person or as JSON.

use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct CheckFinding {
    /// What it is about: settings, database, tallies, searches, mail, sign-in.
    part: &'static str,
    /// Whether it is as it should be.
    ok: bool,
    what: String,
    /// How to mend it; empty when there is nothing to mend.
    #[serde(skip_serializing_if = "String::is_empty")]
    remedy: String,
}

impl CheckFinding {
    pub(crate) fn right(part: &'static str, what: String) -> Self {
        Self { part, ok: true, what, remedy: String::new() }
    }

    pub(crate) fn wrong(part: &'static str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { part, ok: false, what: what.into(), remedy: remedy.into() }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<CheckFinding>);

impl Findings {
    pub(crate) fn add(&mut self, finding: CheckFinding) {
        self.0.push(finding);
    }

    pub(crate) fn wrong(&self) -> usize {
        self.0.iter().filter(|finding| !finding.ok).count()
    }

    pub(crate) fn print(&self, as_json: bool) {
        if as_json {
            say!("{}", serde_json::json!({ "ok": self.wrong() == 0, "findings": self.0 }));
            return;
        }
        for finding in &self.0 {
            let mark = if finding.ok { "✓" } else { "✗" };
            say!("{mark} {:<9} {}", finding.part, finding.what);
            if !finding.remedy.is_empty() {
                say!("            {}", finding.remedy);
            }
        }
    }
}
