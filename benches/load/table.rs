//! What was measured, as a table for `docs/performance.md`.

use std::fmt;

/// Rows in the order they were measured.
#[derive(Default)]
pub struct Table(Vec<[String; 4]>);

impl Table {
    /// Notes a figure, the limit beside it and what it says.
    pub fn row(&mut self, what: impl Into<String>, measured: String, limit: String, says: String) {
        let row = [what.into(), measured, limit, says];
        eprintln!("{}", row.join(" | "));
        self.0.push(row);
    }

    /// Notes a rate beside the rate that is its limit.
    pub fn rate(&mut self, what: impl Into<String>, measured: f64, limit: f64, of: &str, more: &str) {
        let share = format!("{:.2} of {of}{more}", measured / limit);
        self.row(what, per_second(measured), per_second(limit), share);
    }
}

/// “12,300/s”
pub fn per_second(rate: f64) -> String {
    format!("{}/s", thousands(rate))
}

/// A rate or size with its thousands set apart.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut set = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            set.push(',');
        }
        set.push(digit);
    }
    set
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | measured | its limit in the same run | so |")?;
        writeln!(f, "|---|---|---|---|")?;
        for row in &self.0 {
            writeln!(f, "| {} |", row.join(" | "))?;
        }
        Ok(())
    }
}
