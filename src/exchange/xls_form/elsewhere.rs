//! Files of other survey programs that people bring: what they are, and what helps.

/// Where a survey comes from that cannot be read here, in a sentence that says what to do; nothing for other files.
pub fn told(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(10_000)]);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let is_structure = text.contains("<LimeSurveyDocType>");
    let is_table = first.starts_with("id\t") && first.contains("\tclass\t");
    if is_structure || is_table {
        return Some(
            "This is a survey from LimeSurvey, which can’t be read here. Put its questions in an XLSForm (.xlsx) and \
             choose that file, or add them here yourself",
        );
    }
    let is_answers = ["Timestamp,", "\"Timestamp\","].iter().any(|begin| first.starts_with(begin));
    let is_form = text.starts_with('{')
        && (text.contains("docs.google.com/") || text.contains("\"formId\"") || text.contains("\"doc_id\""));
    (is_answers || is_form).then_some(
        "This is a file from Google Forms, which can’t be read here. Put its questions in an XLSForm (.xlsx) and \
         choose that file, or add them here yourself",
    )
}
