//! Which sentences there are, and what is filled into them: the structs of the program say so, and are read here.

/// One field of a struct of sentences.
pub(crate) struct WordsField {
    /// `minutes`
    pub(crate) name: String,
    /// What it holds.
    pub(crate) kind: WordsKind,
}

/// What a field holds.
pub(crate) enum WordsKind {
    /// A sentence.
    Text,
    /// So many of them.
    Texts(usize),
    /// A sentence with something to fill in.
    Sentence(Vec<Parameter>),
    /// A struct of that name.
    Group(String, Vec<WordsField>),
}

/// Something to fill in.
pub(crate) struct Parameter {
    /// `closes`
    pub(crate) name: String,
    /// Whether it says how many there are of something, so that words change with it.
    pub(crate) counts: bool,
    /// Whether it is a text, which may be in another script than the sentence.
    pub(crate) is_text: bool,
}

/// The fields of a struct, in their order.
pub(crate) fn fields_of(name: &str, sources: &[String]) -> Result<Vec<WordsField>, String> {
    let begin = format!("pub struct {name} {{");
    let body = sources.iter().find_map(|text| text.split_once(begin.as_str()));
    let body = body.and_then(|(_, rest)| rest.split_once("\n}"));
    let (body, _) = body.ok_or_else(|| format!("there is no struct `{name}`"))?;
    let lines = body.lines().filter_map(|line| line.trim().strip_prefix("pub "));
    lines.map(|line| field_of(line, sources)).collect()
}

fn field_of(line: &str, sources: &[String]) -> Result<WordsField, String> {
    let field = line.trim_end_matches(',').split_once(": ");
    let (name, kind) = field.ok_or_else(|| format!("`{line}` is not a field on one line"))?;
    Ok(WordsField { name: name.to_owned(), kind: kind_of(kind, sources)? })
}

fn kind_of(written: &str, sources: &[String]) -> Result<WordsKind, String> {
    if written == "&'static str" {
        return Ok(WordsKind::Text);
    }
    if let Some(many) = written.strip_prefix("[&'static str; ") {
        let many = many.trim_end_matches(']').parse();
        return many.map(WordsKind::Texts).map_err(|_| format!("`{written}` has no length"));
    }
    if let Some(rest) = written.strip_prefix("fn(") {
        let inside = rest.strip_suffix(") -> String");
        let inside = inside.ok_or_else(|| format!("`{written}` does not give a `String`"))?;
        let parameters: Result<Vec<Parameter>, String> = inside.split(", ").map(parameter).collect();
        return parameters.map(WordsKind::Sentence);
    }
    Ok(WordsKind::Group(written.to_owned(), fields_of(written, sources)?))
}

fn parameter(written: &str) -> Result<Parameter, String> {
    let (name, kind) = written.split_once(": ").ok_or_else(|| format!("`{written}` has no name"))?;
    let counts = matches!(kind, "u8" | "u32" | "usize");
    Ok(Parameter { name: name.to_owned(), counts, is_text: kind == "&str" })
}
