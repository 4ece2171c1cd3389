//! What the columns mean as DDI-Codebook 2.5, which data archives take. It holds no answer and no count.

use std::fmt::Write;

use crate::variable::{ValueLabel, Variable, VariableKind};

/// The codebook of a file of answers in CSV that is called `file`.
pub fn codebook(title: &str, file: &str, variables: &[Variable]) -> Vec<u8> {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\">\n");
    let (title, file) = (escaped(title), escaped(file));
    let head = format!(
        "<stdyDscr><citation><titlStmt><titl>{title}</titl></titlStmt></citation></stdyDscr>\n\
         <fileDscr ID=\"F1\"><fileTxt><fileName>{file}</fileName><fileType>text/csv</fileType></fileTxt></fileDscr>\n\
         <dataDscr>\n"
    );
    xml.push_str(&head);
    for (number, variable) in (1..).zip(variables) {
        write_variable(&mut xml, number, variable);
    }
    xml.push_str("</dataDscr>\n</codeBook>\n");
    xml.into_bytes()
}

fn write_variable(xml: &mut String, number: usize, variable: &Variable) {
    let continuous = matches!(variable.kind, VariableKind::Number { .. } | VariableKind::Date);
    let interval = if continuous { "contin" } else { "discrete" };
    let key = escaped(&variable.key);
    // Writing to a string cannot fail.
    let _ = writeln!(xml, "<var ID=\"V{number}\" name=\"{key}\" files=\"F1\" intrvl=\"{interval}\">");
    let _ = writeln!(xml, "<labl>{}</labl>", escaped(&variable.label));
    if !variable.question.is_empty() {
        let _ = writeln!(xml, "<qstn><qstnLit>{}</qstnLit></qstn>", escaped(&variable.question));
    }
    let meanings =
        variable.values.iter().filter(|label| !variable.categories().any(|category| category == *label));
    let meanings: Vec<String> = meanings.map(meaning).collect();
    if !meanings.is_empty() {
        let _ = writeln!(xml, "<txt>{}</txt>", escaped(&meanings.join("; ")));
    }
    for category in variable.categories() {
        let (value, label) = (escaped(&category.value), escaped(&category.label));
        let _ = writeln!(xml, "<catgry><catValu>{value}</catValu><labl>{label}</labl></catgry>");
    }
    for code in &variable.missing {
        let (value, label) = (escaped(&code.value), escaped(&code.label));
        let _ =
            writeln!(xml, "<catgry missing=\"Y\"><catValu>{value}</catValu><labl>{label}</labl></catgry>");
    }
    let kind =
        if variable.is_numeric() && variable.kind != VariableKind::Date { "numeric" } else { "character" };
    let _ = writeln!(xml, "<varFormat type=\"{kind}\"/>\n</var>");
}

fn meaning(label: &ValueLabel) -> String {
    if label.value.is_empty() { label.label.clone() } else { format!("{}: {}", label.value, label.label) }
}

/// Text between tags or in an attribute, without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
