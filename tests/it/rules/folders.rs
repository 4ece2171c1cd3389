//! Folders: few names in each, so that a stranger sees at once where to look, and no circle between them, so that whoever
//! reads one need not read another that names it in turn.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::layering::{imported, imports, sources};

const SERVICE: &str = "src";
const STORE: &str = "store/src";

/// Where the code of each crate is, and how many files it has at least: fewer are no code that was read.
const CRATES: [(&str, usize); 11] = [
    (SERVICE, 450),
    (STORE, 120),
    ("survey/src", 80),
    ("reports/src", 100),
    ("mail/src", 11),
    ("tables/src", 11),
    ("system/src", 11),
    ("datasets/src", 7),
    ("boards/src", 8),
    ("words/src", 3),
    ("migrations", 11),
];

/// Names in `src`, and in `src/web`, at most. A module is one, whether it is a file, a folder or both.
const MOST: [(&str, usize); 2] = [(SERVICE, 12), ("src/web", 15)];

#[test]
fn few_names_stand_in_the_folders_that_everybody_opens_first() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, most) in MOST {
        let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let stems = entries.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
        let names: BTreeSet<String> = stems.filter(|name| name != "lib" && name != "main").collect();
        assert!(
            names.len() <= most,
            "{folder} holds {} names, more than {most}: put what belongs together into one folder\n{names:?}",
            names.len()
        );
    }
}

#[test]
fn no_circle_is_left_between_what_stands_in_one_folder() {
    let (mut folders, mut broken) = (0, Vec::new());
    for (place, _) in CRATES {
        let code = Code::read(place);
        for folder in code.folders() {
            folders += 1;
            broken.extend(code.circles(&folder));
        }
    }
    assert!(folders > 120, "only {folders} folders were looked at: mend this rule");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The way to a module or to something in it: `["web", "parts", "form"]`.
type Way = Vec<String>;

/// A file, or a module written out in one.
#[derive(Default)]
struct Module {
    /// What it imports and so hands on, under the name that it has there; nothing for what is code of others.
    imports: BTreeMap<String, Option<Way>>,
    /// All that it names, by whatever way.
    named: Vec<Way>,
}

/// All modules of a crate by their ways, and where its code is.
struct Code {
    place: &'static str,
    modules: BTreeMap<Way, Module>,
}

impl Code {
    fn read(place: &'static str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
        let mut texts = Vec::new();
        for file in sources(&root) {
            let parts = file.strip_prefix(&root).unwrap().with_extension("");
            let way: Way = parts.iter().filter_map(|part| Some(part.to_str()?.to_owned())).collect();
            // Where everything begins.
            let way = if way == ["lib"] { Way::new() } else { way };
            // Tests may name whatever they compare.
            if way != ["main"] && way.last().is_none_or(|name| name != "tests") {
                texts.push((way, fs::read_to_string(&file).unwrap()));
            }
        }
        let least = CRATES.iter().find(|(known, _)| *known == place).map(|(_, least)| *least);
        assert!(least.is_some_and(|least| texts.len() >= least), "{place} holds little: mend this rule");
        Self::of(place, &texts)
    }

    fn of(place: &'static str, texts: &[(Way, String)]) -> Self {
        let texts: BTreeMap<Way, String> = texts.iter().flat_map(|(way, text)| modules(way, text)).collect();
        let ways: BTreeSet<Way> = texts.keys().cloned().collect();
        let read = |(way, code): (Way, String)| (way.clone(), Module::read(&way, &code, &ways));
        Self { place, modules: texts.into_iter().map(read).collect() }
    }

    /// The module that holds what a way leads to, through whatever modules hand it on; none outside of the crate.
    fn home(&self, way: &[String], handed: usize) -> Option<Way> {
        let mut here = Way::new();
        for (at, part) in way.iter().enumerate() {
            let next = [&*here, std::slice::from_ref(part)].concat();
            if self.modules.contains_key(&next) {
                here = next;
                continue;
            }
            return match self.modules.get(&here)?.imports.get(part) {
                // What is handed on without end is named by itself.
                Some(_) if handed > 16 => Some(here),
                Some(target) => {
                    let target: &[String] = target.as_ref()?;
                    self.home(&[target, &way[at + 1..]].concat(), handed + 1)
                }
                None => Some(here),
            };
        }
        Some(here)
    }

    /// Every folder, the outermost too; a module with others in it is one.
    fn folders(&self) -> BTreeSet<Vec<&str>> {
        let above = self.modules.keys().flat_map(|way| (0..way.len()).map(move |depth| &way[..depth]));
        above.map(|folder| folder.iter().map(String::as_str).collect()).collect()
    }

    /// What stands directly in a folder, with what of the same folder it names, and where.
    fn graph(&self, folder: &[&str]) -> BTreeMap<&str, BTreeMap<String, String>> {
        let depth = folder.len();
        let is_in = |way: &[String]| way.len() > depth && way[..depth] == *folder;
        let mut graph: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
        for (way, module) in self.modules.iter().filter(|(way, _)| is_in(way)) {
            let names = graph.entry(&way[depth]).or_default();
            for named in &module.named {
                if let Some(home) = self.home(named, 0).filter(|home| is_in(home))
                    && home[depth] != way[depth]
                {
                    let place = format!("{}/{}.rs names {}", self.place, way.join("/"), named.join("::"));
                    names.entry(home[depth].clone()).or_insert(place);
                }
            }
        }
        graph
    }

    /// The circles between what stands directly in a folder, each with the places that close it.
    fn circles(&self, folder: &[&str]) -> Vec<String> {
        let graph = self.graph(folder);
        assert!(!graph.is_empty(), "{}/{} holds no modules: mend this rule", self.place, folder.join("/"));
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            graph.keys().map(|from| (*from, reached(&graph, from))).collect();
        let mut circles: BTreeMap<BTreeSet<&str>, Vec<&str>> = BTreeMap::new();
        for (from, named) in &graph {
            let circle: BTreeSet<&str> =
                reached[from].iter().copied().filter(|to| reached[to].contains(from)).collect();
            let places = named.iter().filter(|(to, _)| circle.contains(to.as_str()));
            if circle.len() > 1 {
                circles.entry(circle.clone()).or_default().extend(places.map(|(_, place)| place.as_str()));
            }
        }
        let told = |(circle, places): (BTreeSet<&str>, Vec<&str>)| {
            format!("{circle:?} name each other in a circle:\n  {}", places.join("\n  "))
        };
        circles.into_iter().map(told).collect()
    }
}

/// Everything that can be come to from here by what names what, itself among it where there is a way back.
fn reached<'g>(graph: &'g BTreeMap<&str, BTreeMap<String, String>>, from: &str) -> BTreeSet<&'g str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = graph[from].keys().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        if reached.insert(name) {
            next.extend(graph.get(name).into_iter().flat_map(BTreeMap::keys).map(String::as_str));
        }
    }
    reached
}

impl Module {
    /// What a module's code names. `ways` are those of all modules.
    fn read(way: &[String], code: &str, ways: &BTreeSet<Way>) -> Self {
        let mut module = Self::default();
        let (imports, rest) = imports(code);
        for import in &imports {
            module.import(import, way, ways);
        }
        for begin in ["crate::", "super::"] {
            for (at, _) in rest.match_indices(begin) {
                let before = rest[..at].chars().next_back();
                if before.is_none_or(|letter| !letter.is_alphanumeric() && !"_:".contains(letter)) {
                    let path = rest[at..].split(|c: char| !c.is_alphanumeric() && !"_:".contains(c)).next();
                    let path = path.unwrap_or_default().trim_end_matches(':');
                    module.named.extend(whole(path, way, ways));
                }
            }
        }
        module
    }

    fn import(&mut self, import: &str, way: &[String], ways: &BTreeSet<Way>) {
        for (path, called) in imported(import) {
            let target = whole(&path, way, ways);
            self.named.extend(target.clone());
            self.imports.insert(called, target);
        }
    }
}

/// The code of a file, its comments and its tests aside, and of each module that is written out in it.
fn modules(way: &[String], text: &str) -> BTreeMap<Way, String> {
    let (code, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((text, ""));
    let mut modules = BTreeMap::from([(way.to_vec(), String::new())]);
    let mut here = way.to_vec();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        match line.strip_suffix(" {").and_then(|line| line.split_once("mod ")) {
            Some((before, name)) if before.is_empty() || before.starts_with("pub") => {
                here.push(name.to_owned());
            }
            _ if line == "}" => here.truncate(way.len()),
            _ => modules.entry(here.clone()).or_default().extend([line, "\n"]),
        }
    }
    modules
}

/// The way that a path in the file at `way` stands for; none where it leads to code of others.
fn whole(path: &str, way: &[String], ways: &BTreeSet<Way>) -> Option<Way> {
    let parts: Way = path.split("::").map(str::to_owned).collect();
    let up = parts.iter().take_while(|part| *part == "super").count();
    match parts.first().map(String::as_str) {
        Some("crate") => Some(parts[1..].to_vec()),
        Some("self") => Some([way, &parts[1..]].concat()),
        Some("super") => Some([way.get(..way.len().checked_sub(up)?)?, &parts[up..]].concat()),
        _ => {
            let child = [way, &parts[..]].concat();
            ways.contains(&child[..=way.len()]).then_some(child)
        }
    }
}

#[test]
fn what_is_handed_on_is_found_where_it_is_at_home() {
    let home = |code: &Code, way: &str| {
        let way: Way = way.split("::").map(str::to_owned).collect();
        code.home(&way, 0).map(|home| home.join("::"))
    };
    let service = Code::read(SERVICE);
    assert_eq!(home(&service, "web::Desk").as_deref(), Some("web::http::desk"));
    assert_eq!(home(&service, "web::Link").as_deref(), Some("web::parts::piece"));
    assert_eq!(home(&service, "web::at::landing").as_deref(), Some("web::http::at"));
    assert_eq!(home(&service, "web::public::stop::gone").as_deref(), Some("web::public::stop"));
    assert_eq!(home(&service, "store::Contact"), None);
    assert!(service.graph(&["web"])["parts"].contains_key("http"), "nothing is read: mend this rule");
    let store = Code::read(STORE);
    assert_eq!(home(&store, "Contact").as_deref(), Some("contacts"));
    assert_eq!(home(&store, "store::courses::find").as_deref(), Some("courses"));
    assert_eq!(home(&store, "survey::Role"), None);
    assert!(store.graph(&[])["handovers"].contains_key("contacts"), "nothing is read: mend this rule");
}

#[test]
fn a_circle_is_told_with_the_places_that_close_it() {
    let texts = [
        ("shop", "pub use self::till::Till;\npub mod door {\n    pub use super::shelf::Shelf;\n}\n"),
        ("shop/till", "use crate::shop::shelf::{self, Shelf as Board};"),
        ("shop/shelf", "fn price() { super::Till::price(); }"),
        ("shop/door/step", "// use super::super::bell;"),
        ("shop/bell", "use std::fmt;\nuse super::door::Shelf;"),
        ("shop/lamp", ""),
        ("shop/sign", ""),
    ];
    let texts =
        texts.map(|(way, text)| (way.split('/').map(str::to_owned).collect::<Way>(), text.to_owned()));
    let code = Code::of(SERVICE, &texts);
    let folders: [&[&str]; 3] = [&[], &["shop"], &["shop", "door"]];
    assert!(code.folders().iter().eq(folders.iter()), "{:?}", code.folders());
    let circles = code.circles(&["shop"]);
    let [circle] = circles.as_slice() else { panic!("one circle, not {circles:?}") };
    assert!(circle.starts_with("{\"shelf\", \"till\"} name each other in a circle:"), "{circle}");
    assert!(circle.contains("src/shop/shelf.rs names shop::Till"), "{circle}");
    assert!(circle.contains("src/shop/till.rs names shop::shelf"), "{circle}");
}
