//! `src/web/router.rs` tells of each address who answers there, who may call it, what it is drawn with and where it is
//! tested. The table is read from the handlers themselves: `UPDATE=1 cargo test --test it router` writes it anew.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const ROUTER: &str = "src/web/router.rs";
const BEGIN: &str = "    rocket::routes![\n";
const END: &str = "    ]\n";
/// How handlers say which method they answer.
const METHODS: [(&str, &str); 5] = [
    ("#[rocket::get(\"", "GET"),
    ("#[rocket::post(\"", "POST"),
    ("#[rocket::put(\"", "PUT"),
    ("#[rocket::patch(\"", "PATCH"),
    ("#[rocket::delete(\"", "DELETE"),
];
/// What stands above a test.
const TESTS: [&str; 3] = ["#[test]", "#[tokio::test", "#[rocket::async_test]"];
/// Guards, and who it is that they let in.
const GUARDS: [(&str, &str); 6] = [
    ("SignedIn", "signed in"),
    ("Member", "member"),
    ("Trainer", "trainer"),
    ("Admin", "admin"),
    ("SiteAdmin", "site admin"),
    ("Program<'_>", "token"),
];

/// What handlers of pages give besides an answer, and why.
const OTHERS: [(&str, &str); 14] = [
    ("Download", "a file"),
    ("Result<Download>", "a file"),
    ("Result<LargeDownload>", "a file that is sent while it is written"),
    ("Result<AnswersFile>", "a file, or why there is none"),
    ("Result<Document>", "an email as its readers will see it"),
    ("Result<Either<Document, Answer>>", "the same, or the way to its page"),
    ("Result<Marked<Page>>", "a page that is not sent again while nothing has changed"),
    ("Result<Marked<String>>", "words that are not sent again while nothing has changed"),
    ("Result<Unchanging>", "a picture that browsers keep"),
    ("Served", "a part of the pages that browsers keep"),
    ("Result<String>", "text, for a script"),
    ("&'static str", "text, for machines"),
    ("(Status, String)", "text, for machines"),
    ("Result<(ContentType, String)>", "text, for machines"),
];

/// A handler as its source tells of it.
struct Handler {
    /// `people::role::edit`
    path: String,
    /// `GET`
    method: &'static str,
    /// `/programmes/<slug>/people/<id>/role`, without what is asked of it.
    address: String,
    /// `trainer`
    who: &'static str,
    /// `Result<Answer>`
    gives: String,
    /// `people/role`
    template: String,
    /// `routes/people/role.rs`
    tests: Option<String>,
}

#[test]
fn the_table_of_addresses_says_what_the_handlers_say_and_where_their_tests_are() {
    let router = root().join(ROUTER);
    let text = fs::read_to_string(&router).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (there, after) = rest.split_once(END).unwrap();
    let handlers = handlers();
    assert!(handlers.len() > 200, "only {} handlers: mend how this test reads them", handlers.len());
    let wanted = table(&handlers);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&router, [before, BEGIN, &wanted, END, after].concat()).unwrap();
        return;
    }
    let (mut known, mut new) = (there.lines(), wanted.lines());
    loop {
        let (known, new) = (known.next(), new.next());
        assert!(
            known == new,
            "{ROUTER} says\n{}\nand the handlers say\n{}\n`UPDATE=1 cargo test --test it router` rewrites it",
            known.unwrap_or("nothing more"),
            new.unwrap_or("nothing more"),
        );
        if known.is_none() {
            break;
        }
    }
}

#[test]
fn every_handler_is_tested_in_the_file_that_the_table_names() {
    let handlers = handlers();
    let without: Vec<_> = handlers.iter().filter(|handler| handler.tests.is_none()).collect();
    let without: Vec<_> = without.into_iter().map(|handler| &handler.path).collect();
    assert!(without.is_empty(), "no file of tests/it/routes is for {without:#?}");
    let places: BTreeSet<&String> = handlers.iter().filter_map(|handler| handler.tests.as_ref()).collect();
    let is_empty = |place: &&String| {
        let text = fs::read_to_string(root().join("tests/it").join(place)).unwrap();
        !text.lines().any(|line| TESTS.iter().any(|test| line.trim_start().starts_with(test)))
    };
    let empty: Vec<_> = places.into_iter().filter(is_empty).collect();
    assert!(empty.is_empty(), "these files hold no test, and the table of addresses names them: {empty:#?}");
}

#[test]
fn every_handler_of_a_page_gives_the_one_answer() {
    let handlers = handlers();
    let pages = || handlers.iter().filter(|handler| !is_for_programs(handler));
    let strangers: Vec<String> = pages()
        .filter(|handler| handler.gives != "Result<Answer>")
        .filter(|handler| !OTHERS.iter().any(|(known, _)| *known == handler.gives))
        .map(|handler| format!("{} gives `{}`", handler.path, handler.gives))
        .collect();
    assert!(strangers.is_empty(), "give a `Result<Answer>`: {strangers:#?}");
    let is_given = |kind: &str| pages().any(|handler| handler.gives == kind);
    let stale: Vec<&str> = OTHERS.iter().map(|(kind, _)| *kind).filter(|kind| !is_given(kind)).collect();
    assert!(stale.is_empty(), "nothing gives these any more, take them out of this rule: {stale:?}");
}

/// Whether programs call it, who are answered in JSON: all of `src/web/api` but the page about it.
fn is_for_programs(handler: &Handler) -> bool {
    handler.path.starts_with("api::") && !handler.path.starts_with("api::guide::")
}

#[test]
fn every_file_of_tests_of_a_page_is_named_as_the_page() {
    let web = root().join("src/web");
    // What several pages of one folder do together.
    let of_a_folder = ["public/answer/language.rs", "public/answer/personal.rs", "public/sign_in/waiting.rs"];
    let mut strangers = Vec::new();
    for file in sources(&root().join("tests/it/routes")) {
        let place = file.strip_prefix(root().join("tests/it/routes")).unwrap();
        let page = web.join(place);
        if !page.exists()
            && !page.with_extension("").is_dir()
            && !of_a_folder.iter().any(|known| Path::new(known) == place)
        {
            strangers.push(place.display().to_string());
        }
    }
    assert!(strangers.is_empty(), "these pages are not in src/web: {strangers:#?}");
}

#[test]
fn pages_link_to_each_other_by_the_names_of_exactly_the_addresses_that_answer() {
    let names = fs::read_to_string(root().join("src/web/http/at.rs")).unwrap();
    let names = names.lines().filter_map(|line| line.strip_suffix("\";")?.split_once(") = \"/"));
    let named: BTreeSet<String> = names.map(|(_, address)| nameless(&format!("/{address}"))).collect();
    // What is taken in under every address of a programme is no place to go to.
    let answering = handlers().into_iter().filter(|handler| !handler.address.ends_with("..>"));
    let answering: BTreeSet<String> = answering.map(|handler| nameless(&handler.address)).collect();
    let (more, fewer): (Vec<_>, Vec<_>) =
        (named.difference(&answering).collect(), answering.difference(&named).collect());
    assert!(more.is_empty(), "src/web/http/at.rs names addresses where nobody answers: {more:#?}");
    assert!(fewer.is_empty(), "src/web/http/at.rs names no way to {fewer:#?}");
}

/// An address whose parts that vary have no names: `/s/<>`.
fn nameless(address: &str) -> String {
    let parts = address.split('/').map(|part| if part.starts_with('<') { "<>" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The lines of the table, one under the other.
fn table(handlers: &[Handler]) -> String {
    let widest = |of: fn(&Handler) -> usize| handlers.iter().map(of).max().unwrap_or_default();
    let (path, address) = (widest(|h| h.path.len()), widest(|h| h.address.len()));
    let (who, template) = (widest(|h| h.who.len()), widest(|h| h.template.len()));
    let lines = handlers.iter().map(|handler| {
        let name = format!("{},", handler.path);
        let (method, of, drawn) = (handler.method, &handler.address, &handler.template);
        let tests = handler.tests.as_deref().unwrap_or("-");
        let (who_may, path) = (handler.who, path + 1);
        format!(
            "        {name:path$} // {method:6} {of:address$}  {who_may:who$}  {drawn:template$}  {tests}\n"
        )
    });
    lines.collect()
}

/// Every handler of the service in the order of its address.
fn handlers() -> Vec<Handler> {
    let web = root().join("src/web");
    let mut found = Vec::new();
    for file in sources(&web) {
        let text = fs::read_to_string(&file).unwrap();
        let place = file.strip_prefix(&web).unwrap().with_extension("");
        let modules: Vec<&str> = place.iter().filter_map(|part| part.to_str()).collect();
        for (attribute, method) in METHODS {
            let after = text.split(attribute).skip(1);
            found.extend(after.map(|rest| handler(&modules, method, rest, &text)));
        }
    }
    found.sort_by_cached_key(|handler| (order(&handler.address), handler.method));
    found
}

/// Part by part, and what is the same for all before what varies.
fn order(address: &str) -> Vec<(bool, String)> {
    address.split('/').map(|part| (part.starts_with('<'), part.to_owned())).collect()
}

/// A handler from what follows `#[rocket::get("` in its file.
fn handler(modules: &[&str], method: &'static str, rest: &str, file: &str) -> Handler {
    let (pattern, after) = rest.split_once('"').unwrap();
    let (_, after) = after.split_once("fn ").unwrap();
    let (name, after) = after.split_once('(').unwrap();
    let address = pattern.split('?').next().unwrap_or_default().to_owned();
    let gives = after.split_once('{').and_then(|(signature, _)| signature.rsplit_once("-> "));
    let gives = gives.map_or("", |(_, kind)| kind.trim());
    let is_file = address.contains("/charts/")
        || address.rsplit('/').next().is_some_and(|end| end.contains('.'))
        || gives == "Result<Download>";
    let template = if is_file { "-".to_owned() } else { template(file) };
    Handler {
        path: [modules, &[name]].concat().join("::"),
        method,
        address,
        who: who(after),
        gives: gives.to_owned(),
        template,
        tests: tests(modules),
    }
}

/// Who may call a handler, by the guards among its parameters.
fn who(parameters: &str) -> &'static str {
    let parameters = parameters_of(parameters);
    let guard = parameters.iter().find_map(|parameter| {
        let (_, kind) = parameter.split_once(": ")?;
        let kind = kind.strip_prefix("Desk<").map_or(kind, |kind| kind.trim_end_matches('>'));
        let kind = kind.rsplit(", ").next()?.rsplit("::").next()?;
        GUARDS.iter().find(|(guard, _)| *guard == kind)
    });
    guard.map_or("anyone", |(_, who)| who)
}

/// The parameters that stand before the bracket that closes them.
fn parameters_of(text: &str) -> Vec<String> {
    let mut parameters = vec![String::new()];
    let mut depth = 0_i32;
    for letter in text.chars() {
        match letter {
            '(' | '<' | '[' => depth += 1,
            ')' if depth == 0 => break,
            ')' | '>' | ']' => depth -= 1,
            _ => {}
        }
        match parameters.last_mut() {
            _ if letter == ',' && depth == 0 => parameters.push(String::new()),
            Some(last) => last.push(letter),
            None => {}
        }
    }
    parameters.into_iter().map(|parameter| parameter.trim().to_owned()).collect()
}

/// The templates that a file draws with; a form has one for all.
fn template(file: &str) -> String {
    let own = file.split("#[template(path = \"").skip(1).filter_map(|rest| rest.split_once(".html\""));
    let own: Vec<&str> = own.map(|(path, _)| path).collect();
    match own.as_slice() {
        [] if file.contains("FormPage") || file.contains(".form(") => "form".to_owned(),
        [] => "-".to_owned(),
        // Of several, the later ones are named shortly.
        [first, others @ ..] => {
            let folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
            let short = others.iter().map(|path| path.strip_prefix(folder).map_or(*path, |name| &name[1..]));
            [&[*first], short.collect::<Vec<_>>().as_slice()].concat().join(" ")
        }
    }
}

/// The file of tests nearest to a page.
fn tests(modules: &[&str]) -> Option<String> {
    let places = (1..=modules.len()).rev().map(|depth| format!("routes/{}.rs", modules[..depth].join("/")));
    places.into_iter().find(|place| root().join("tests/it").join(place).is_file())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The source files of a folder and all below it, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let below = entries.into_iter().flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}
