//! What people read is what a native speaker would write: no word of [`BANNED`] stands in a template or in a sentence
//! of the program.

use std::{fs, path::Path};

use super::layering::sources;

/// What nobody says, and what to say instead. Matched by whole words, whatever their case.
const BANNED: [(&str, &str); 58] = [
    ("a kind of organisation", "a type of organisation"),
    ("anew", "again"),
    ("asked for no more", "unsubscribed"),
    ("be told apart by", "be shown by"),
    ("bears", "has"),
    ("belong together", "say what goes with what"),
    ("call it off", "cancel it"),
    ("call off", "cancel"),
    ("called off", "cancelled"),
    ("cannot be taken back", "can’t be undone"),
    ("comes back", "bounces, or returns"),
    ("doubles nothing", "duplicates nothing"),
    ("due for a look", "to check"),
    ("far people came", "response progress"),
    ("heard from them", "contact log"),
    ("hold it again", "plan another like this"),
    ("how it goes on", "schedule"),
    ("is no address", "check the address"),
    ("is of none of", "has no matching"),
    ("is there already", "already exists"),
    ("keep to by", "enforce"),
    ("kept to by", "enforced"),
    ("key in", "enter"),
    ("keyed in", "entered"),
    ("leave it out", "skip it"),
    ("letter", "email"),
    ("letters", "emails"),
    ("line is left out", "row can’t be imported"),
    ("mail server", "email server"),
    ("mend", "fix, or correct"),
    ("mended", "fixed, or corrected"),
    ("mends", "fixes"),
    ("needs a look", "needs attention"),
    ("no kind of", "not a type of"),
    ("no more mail", "no more emails"),
    ("nobody is like that", "no matches"),
    ("none less", "nobody less"),
    ("of one's own", "of your own"),
    ("of one’s own", "of your own"),
    ("people are told", "say what they can see"),
    ("put by", "save"),
    ("ran out", "expired"),
    ("run out", "expired"),
    ("say yes or no to", "decide on"),
    ("see that it", "check that it"),
    ("sign of the box", "number or letter of the box"),
    ("single answers", "individual answers"),
    ("small letters", "lower-case letters"),
    ("somebody of the", "somebody from the"),
    ("stands on", "appears on"),
    ("takes leave", "closes"),
    ("to come in", "to sign in"),
    ("way in", "how to take part, or account"),
    ("what holds", "what is correct"),
    ("who did what", "activity log"),
    ("whom to", "who to"),
    ("worries about", "concerns about"),
    ("yours to fill", "ready"),
];

/// Where a banned word means something else.
const MEANT: [(&str, &str); 10] = [
    ("lower-case letters", "the alphabet"),
    ("six letters and numbers", "the alphabet"),
    ("number or letter", "the alphabet"),
    ("the letters o and i", "the alphabet"),
    ("each letter and number", "the alphabet"),
    ("use letters, numbers", "the alphabet"),
    ("only letters, digits", "the alphabet"),
    ("letters such as é", "the alphabet"),
    ("first letters and agendas", "a comment in the sample answers, about letters on paper"),
    ("a small letter, then small letters", "the alphabet, for whoever writes a survey file"),
];

/// Each sentence of a Rust file with the line that it begins in: literals of more than one word, without code, comments
/// and tests.
fn sentences(code: &str) -> Vec<(usize, String)> {
    let code = code.split_once("#[cfg(test)]\nmod tests {").map_or(code, |(code, _)| code);
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        let line = code[..code.len() - from.len()].matches('\n').count() + 1;
        rest = if from.starts_with("//") {
            from.split_once('\n').map_or("", |(_, rest)| rest)
        } else if let Some(body) = from.strip_prefix('"') {
            let hashes: String = before.chars().rev().take_while(|c| *c == '#').collect();
            let is_raw = before[..before.len() - hashes.len()].ends_with('r');
            let end = if is_raw { body.find(&format!("\"{hashes}")) } else { end_of(body) };
            let (text, after) = body.split_at(end.unwrap_or(body.len()));
            let joined: Vec<&str> = text.split("\\\n").map(str::trim_start).collect();
            if text.contains(' ') {
                found.push((line, without(joined.concat(), "{", "}")));
            }
            after.get(1..).unwrap_or_default()
        } else if from.starts_with("'\\") {
            from.get(3..).unwrap_or_default()
        } else if let Some(after) = from.strip_prefix("'\"'") {
            after
        } else {
            &from[1..]
        };
    }
    found
}

fn end_of(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })
}

/// What a template says: its lines without tags and code.
fn said(template: &str) -> Vec<(usize, String)> {
    let spans = [("{%", "%}"), ("{{", "}}"), ("{#", "#}"), ("<", ">")];
    let text = spans.into_iter().fold(template.to_owned(), |text, (open, close)| without(text, open, close));
    text.lines().enumerate().map(|(line, text)| (line + 1, text.to_owned())).collect()
}

/// A text without what stands from each `open` to its `close`; the ends of lines stay.
fn without(mut text: String, open: &str, close: &str) -> String {
    while let Some(start) = text.find(open)
        && let Some(length) = text[start..].find(close)
    {
        let span = start..start + length + close.len();
        let lines = "\n".repeat(text[span.clone()].matches('\n').count());
        text.replace_range(span, &lines);
    }
    text
}

fn templates(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if path.is_dir() => templates(&path, found),
            Some("html" | "txt") => found.push(path),
            _ => {}
        }
    }
}

/// The banned words of a sentence, each with the better one.
fn banned(sentence: &str) -> Vec<(&'static str, &'static str)> {
    let mut text = sentence.to_lowercase();
    for (meant, _) in MEANT {
        text = text.replace(meant, " ");
    }
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let text = format!(" {} ", words.join(" "));
    BANNED.into_iter().filter(|(word, _)| text.contains(&format!(" {word} "))).collect()
}

#[test]
fn nothing_that_people_read_has_a_word_that_nobody_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut places = Vec::new();
    for folder in [
        "src",
        "store/src",
        "survey/src",
        "system/src",
        "tables/src",
        "mail/src",
        "reports/src",
        "boards/src",
        "datasets/src",
        "words/src",
    ] {
        let folder = root.join(folder);
        if folder.is_dir() {
            let files = sources(&folder).into_iter().filter(|path| !path.to_string_lossy().contains("tests"));
            places.extend(files.map(|path| {
                let code = fs::read_to_string(&path).unwrap();
                (path, sentences(&code))
            }));
        }
    }
    assert!(
        places.iter().map(|(_, said)| said.len()).sum::<usize>() > 3_000,
        "sentences are elsewhere: correct this rule"
    );
    let mut pages = Vec::new();
    templates(&root.join("templates"), &mut pages);
    assert!(pages.len() > 50, "templates are elsewhere: correct this rule");
    places.extend(pages.into_iter().map(|path| {
        let template = fs::read_to_string(&path).unwrap();
        (path, said(&template))
    }));
    let mut broken = Vec::new();
    for (path, said) in &places {
        let place = path.strip_prefix(root).unwrap().display();
        for (line, sentence) in said {
            for (word, better) in banned(sentence) {
                broken.push(format!("{place}:{line}: “{word}”, say {better}: {}", sentence.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "{} sentences:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn sentences_are_found_between_quotes_and_tags_alone() {
    let code = "// \"a letter here\"\nlet one = \"two words\"; let c = '\"'; // it's\nlet raw = r#\"say \"it\" so\"#;\nlet x: &'a str = \"long \\\n     line\"; f(\"id\")";
    let said_here: Vec<String> = sentences(code).into_iter().map(|(_, said)| said).collect();
    assert_eq!(said_here, ["two words", "say \"it\" so", "long line"]);
    assert_eq!(
        said("<p title=\"letter\">Read {{ letter }}\nit</p>"),
        [(1, "Read ".to_owned()), (2, "it".to_owned())]
    );
    assert_eq!(banned("Mend the letter"), [("letter", "email"), ("mend", "fix, or correct")]);
    assert!(banned("Enter six letters and numbers; recommended").is_empty());
}
