//! `write-up`: the notes of a workshop in, the document in every format out. It needs no service and no database.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;
use common_ground_boards::write_up::{LARGEST, LARGEST_WORD, Read, WriteUp};
use serde_json::json;

use super::Failure;

const EXAMPLES: &str = "Examples:
  common-ground write-up notes.txt --out write-up
  common-ground write-up notes.docx --out write-up --json

A heading is a line that ends with a colon or a question mark, or a Markdown heading; the points below it are lines \
    that begin with \"- \", \"* \" or \"•\". In a Word document (.docx), headings and lists are those of its styles.

DIR gets board.json, write-up.txt, write-up.md, write-up.html and write-up.docx.";

/// Reads the write-up of a workshop and writes it as text, Markdown, HTML, Word and JSON.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct WriteUpArgs {
    /// The write-up: text, Markdown (.md) or Word (.docx)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder for the documents
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The language of the write-up
    #[arg(long, value_name = "TAG", default_value = "en-GB")]
    language: String,
    /// Print what was made as JSON
    #[arg(long)]
    json: bool,
}

impl WriteUpArgs {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let Read { write_up, skipped } = read(&self.file)?;
        for line in &skipped {
            eprintln!("{}: line {} was left out: {}", self.file.display(), line.line, line.text);
        }
        let files = write(&write_up, &self.language, &self.out)?;
        if self.json {
            let prompts: Vec<_> = write_up
                .prompts
                .iter()
                .map(|prompt| json!({ "heading": prompt.heading, "cards": prompt.cards.len() }))
                .collect();
            let skipped: Vec<usize> = skipped.iter().map(|line| line.line).collect();
            say!(
                "{}",
                json!({ "out": self.out, "files": files, "prompts": prompts, "skipped_lines": skipped })
            );
        } else {
            for prompt in &write_up.prompts {
                say!("{:>4}  {}", prompt.cards.len(), prompt.printed());
            }
            say!("Wrote {} to {}", files.join(", "), self.out.display());
        }
        Ok(())
    }
}

fn read(file: &Path) -> Result<Read, Failure> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let name = file.to_string_lossy();
    let most = if name.to_lowercase().ends_with(".docx") { LARGEST_WORD } else { LARGEST };
    // What is far too large is not read into memory first.
    if fs::metadata(file).map_err(|error| told(&error))?.len() > most as u64 {
        return Err(told(&"it is too large. A write-up is a page or two of text.").into());
    }
    let bytes = fs::read(file).map_err(|error| told(&error))?;
    WriteUp::from_file(&name, &bytes).map_err(|error| told(&error).into())
}

/// Writes every format into a folder and tells the names of the files.
pub(crate) fn write(write_up: &WriteUp, language: &str, out: &Path) -> Result<Vec<&'static str>, Failure> {
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let files = [
        ("board.json", write_up.to_json()?.into_bytes()),
        ("write-up.txt", write_up.to_text().into_bytes()),
        ("write-up.md", write_up.to_markdown().into_bytes()),
        ("write-up.html", write_up.to_html(language)?.into_bytes()),
        ("write-up.docx", write_up.to_docx(language)?),
    ];
    for (name, bytes) in &files {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(files.iter().map(|(name, _)| *name).collect())
}
