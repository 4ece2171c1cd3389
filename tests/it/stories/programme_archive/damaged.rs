//! Files that are damaged, cut off, changed, of a later version, or something else: each is refused, with the place, and keeps
//! nothing.

use common_ground::{
    exchange::programme_archive::ProgrammeArchiveError,
    store::{audit, invitations, partners, programme_archive::ArchivePart},
    survey::templates,
};
use serde_json::json;
use uuid::Uuid;

use crate::support::{
    app::TestApp,
    archive::{MANIFEST, Unpacked, held, import, import_or_look},
    asking::planned,
};

const DANA: &str = "dana@elm.example.org";

/// Something to move, and where to.
struct Scene {
    to: TestApp,
    left: Unpacked,
}

impl Scene {
    async fn set() -> Self {
        let from = TestApp::start().await;
        let db = from.app.db.write_one();
        let elm = invitations::add_partner(db, from.programme.id, "Elm House", "school").await.unwrap();
        invitations::add_contact(db, from.programme.id, Some(elm), "Dana Whitfield", DANA).await.unwrap();
        planned(&from, &[DANA]).await;
        audit::record_command(db, from.programme.id, "planned", "everything", from.now()).await.unwrap();
        Self { to: TestApp::start().await, left: Unpacked::export(&from).await }
    }

    /// A file is refused in these words, looked at or imported, and nothing of it stays.
    async fn refuses(&self, file: &[u8], words: &str) {
        let before = held(&self.to).await;
        for keep in [false, true] {
            let refused = import_or_look(&self.to, file, Some("moved"), keep).await;
            let said = refused.expect_err(words).to_string();
            assert!(said.contains(words), "said: {said}\nnot: {words}");
        }
        assert_eq!(held(&self.to).await, before, "{words}");
    }

    /// The same of an archive with a change that whoever made it covered up.
    async fn refuses_after(&self, change: impl FnOnce(&mut Unpacked), words: &str) {
        let mut changed = self.left.clone();
        change(&mut changed);
        self.refuses(&changed.pack(), words).await;
    }
}

#[rocket::async_test]
async fn a_change_of_any_part_is_refused_with_the_part_and_keeps_nothing() {
    let scene = Scene::set().await;
    let before = held(&scene.to).await;
    let refusal = async |changed: &Unpacked| {
        import(&scene.to, &changed.pack(), Some("moved")).await.expect_err("it was imported").to_string()
    };
    for part in ArchivePart::ALL {
        let file = format!("{}.jsonl", part.key());
        let mut longer = scene.left.clone();
        longer.0.entry(file.clone()).or_default().extend_from_slice(b"{}\n");
        let said = refusal(&longer).await;
        assert!(said.contains(&format!("{file}, line ")) && said.contains("longer than"), "{said}");

        let mut without = scene.left.clone();
        without.0.remove(&file);
        let said = refusal(&without).await;
        assert!(said.contains(&format!("{file}: it is missing")), "{said}");

        let mut nonsense = scene.left.clone();
        nonsense.put(part.key(), "{\"nonsense\":1}\n");
        let said = refusal(&nonsense).await;
        assert!(said.contains(&format!("{file}, line 1: unknown field `nonsense`")), "{said}");

        let mut cut = scene.left.clone();
        cut.put(part.key(), "{\"id\":");
        let said = refusal(&cut).await;
        assert!(said.contains(&format!("{file}, line 1: it is cut off")), "{said}");
    }
    assert_eq!(held(&scene.to).await, before);
}

#[rocket::async_test]
async fn a_file_that_is_cut_off_or_something_else_is_refused() {
    let scene = Scene::set().await;
    let whole = scene.left.pack();
    let foreign = "is not the archive of a programme, or only part of one";
    scene.refuses(&whole[..whole.len() / 2], foreign).await;
    scene.refuses(b"name,email\nDana,dana@elm.example.org\n", foreign).await;
    scene.refuses(b"", foreign).await;
    scene.refuses_after(|files| drop(files.0.remove(MANIFEST)), foreign).await;
    scene.refuses_after(|files| files.tell(|manifest| manifest["format"] = json!("holiday")), foreign).await;
    let newer = |files: &mut Unpacked| {
        files.tell(|manifest| {
            *manifest = json!({"format": "common-ground-programme", "version": 2, "program": "9.1.0"});
        });
    };
    scene.refuses_after(newer, "made by version 9.1.0, which is later than this one: update this site").await;
    let one_more = |files: &mut Unpacked| drop(files.0.insert("session.jsonl".to_owned(), Vec::new()));
    scene.refuses_after(one_more, "archive.json: there are files that no archive has").await;
    let flipped = |files: &mut Unpacked| {
        let text = String::from_utf8(files.0["contact.jsonl"].clone()).unwrap();
        files.0.insert("contact.jsonl".to_owned(), text.replace("Dana W", "Dora W").into_bytes());
    };
    scene.refuses_after(flipped, "contact.jsonl: it is not what archive.json says").await;
}

#[rocket::async_test]
async fn a_file_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked() {
    let scene = Scene::set().await;
    let line = " ".repeat(17 << 20) + "\n";
    scene
        .refuses_after(|files| files.put("contact", &line), "contact.jsonl, line 1: it is longer than")
        .await;
    let claims = |files: &mut Unpacked| {
        files.tell(|manifest| manifest["parts"][0]["bytes"] = json!(9_000_000_000_u64));
    };
    scene.refuses_after(claims, "unpacks to more than 8 GB").await;
}

#[rocket::async_test]
async fn a_file_that_somebody_wrote_with_care_names_nothing_of_other_programmes() {
    let scene = Scene::set().await;
    let (db, reading) = (scene.to.app.db.write_one(), scene.to.programme.id);
    let theirs = invitations::add_partner(db, reading, "Harbour View", "school").await.unwrap();
    let elm = scene.left.records("partner")[0]["id"].as_str().unwrap().to_owned();
    scene
        .refuses_after(
            |files| files.replace("contact", &elm, &theirs.to_string()),
            "names something that the archive does not hold",
        )
        .await;
    // Nor when a record of another kind bears that id.
    let act = scene.left.records("audit")[0]["id"].as_str().unwrap().to_owned();
    let borne = |files: &mut Unpacked| {
        files.replace("contact", &elm, &theirs.to_string());
        files.replace("audit", &act, &theirs.to_string());
    };
    scene.refuses_after(borne, "names something that the archive does not hold").await;
    let there = partners::all(db, reading).await.unwrap();
    assert_eq!(there.len(), 1, "{there:?}");

    let contact = scene.left.lines("contact")[0].to_owned();
    let twice = format!("{contact}\n{contact}\n");
    scene.refuses_after(|files| files.put("contact", &twice), "is in the archive twice").await;
    let programme = scene.left.lines("programme")[0].to_owned();
    let other = programme.replacen(
        scene.left.records("programme")[0]["id"].as_str().unwrap(),
        &Uuid::new_v4().to_string(),
        1,
    );
    let two = format!("{programme}\n{other}\n");
    scene.refuses_after(|files| files.put("programme", &two), "it does not hold one programme").await;
    scene.refuses_after(|files| files.put("programme", ""), "it does not hold one programme").await;
    let open = |files: &mut Unpacked| files.replace("round", "\"planned\"", "\"open\"");
    scene.refuses_after(open, "round.jsonl, line 1: the survey").await;
    let unknown = |files: &mut Unpacked| files.replace("round", "\"confidential\"", "\"public\"");
    scene.refuses_after(unknown, "round.jsonl, line 1: unknown word \"public\"").await;
    let reworded = |files: &mut Unpacked| {
        files.replace("survey_version", "What you expect from the library", "What you get from the library");
    };
    scene.refuses_after(reworded, "of the survey partner_expect has other words here").await;
    let version = templates::find("partner_expect").unwrap().version;
    let newer = |files: &mut Unpacked| {
        files.replace("survey_version", &format!("\"version\":{version}"), "\"version\":999");
    };
    scene.refuses_after(newer, "version 999 of the survey partner_expect is newer than this program").await;
}

#[rocket::async_test]
async fn an_address_that_is_taken_or_none_is_refused_and_another_can_be_chosen() {
    let scene = Scene::set().await;
    let file = scene.left.pack();
    let taken = import(&scene.to, &file, None).await.unwrap_err();
    assert!(matches!(&taken, ProgrammeArchiveError::SlugTaken(slug) if slug == "reading"), "{taken}");
    for none in ["", "new", "Reading", "a/b", "é"] {
        let refused = import(&scene.to, &file, Some(none)).await.unwrap_err();
        assert!(matches!(refused, ProgrammeArchiveError::BadSlug(_)), "{none}: {refused}");
    }
    let before = held(&scene.to).await;
    let looked = import_or_look(&scene.to, &file, Some("moved"), false).await.unwrap();
    assert_eq!(held(&scene.to).await, before, "looking kept something");
    let kept = import(&scene.to, &file, Some("moved")).await.unwrap();
    assert_eq!(kept, looked, "what was told first is what came");
    assert_eq!((kept.slug.as_str(), kept.planned.len()), ("moved", 1));
}
