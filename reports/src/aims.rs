//! The keys of ratings of confidence in an aim: that of the aim, and after it when people felt so where they say it of two
//! times.

/// How confident they are now.
pub const NOW: &str = "__now";
/// How confident they were, looking back.
pub const THEN: &str = "__then";
