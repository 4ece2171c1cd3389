use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const PROGRAMME: Uuid = Uuid::nil();

fn plan(known: &Known, text: &str) -> Plan {
    Plan::new(PROGRAMME, known, &ContactFile::read(text.as_bytes()).unwrap(), |email| {
        email.starts_with("stop")
    })
}

fn known() -> Known {
    let partner = Partner {
        id: Uuid::new_v4(),
        programme_id: PROGRAMME,
        name: "Elm House".into(),
        kind: "childrens_home".into(),
    };
    let contact = Contact {
        id: Uuid::new_v4(),
        programme_id: PROGRAMME,
        partner_id: Some(partner.id),
        name: "Dana Whitfield".into(),
        email: "dana@elm.example.org".into(),
        job: "Manager".into(),
        phone: "020 7946 0000".into(),
        can_say_yes: false,
        added_at: None,
    };
    Known { partners: vec![partner], contacts: vec![contact] }
}

#[test]
fn every_row_has_a_fate_of_its_own() {
    let plan = plan(
        &known(),
        "Organisation;Type;Contact name;Role;E-mail;Telephone;Can say yes;Notes\n\
         ELM HOUSE;Children's home;Dana Whitfield;Head;Dana@elm.example.org;;yes;x\n\
         Open Door;charity;Ruth Kowalski;;ruth@open.example.org;;;\n\
         Open Door;school;Neil Fraser;;neil@open.example.org;;;\n\
         Housing;;;;;;;\n\
         ;;Pat Lee;;stop.pat@library.example.org;;;\n\
         Elm House;;Nobody;;nobody;;;\n\
         Elm House;;Dana;;dana@elm.example.org;;;\n\
         Pub Ltd;pub;Jo;;jo@pub.example.org;;;\n\
         elm house;;;;;;;\n",
    );
    let fates: Vec<&Fate> = plan.lines.iter().map(|line| &line.fate).collect();
    assert_eq!(fates[0], &Fate::Changed(vec!["job", "can say yes"]));
    assert_eq!(fates[1], &Fate::NewContact { with_partner: true });
    assert_eq!(fates[3], &Fate::NewPartner);
    assert_eq!(fates[4], &Fate::NewContact { with_partner: false });
    assert!(plan.lines[4].stopped && !plan.lines[1].stopped);
    assert_eq!(fates[8], &Fate::Unchanged);
    let refused = [
        (2, "line 4, kind: Open Door is a “Charity” in line 3"),
        (5, "line 7, email:"),
        (6, "line 8, email: This address is in line 2 as well"),
        (7, "line 9, kind: “pub” is no kind"),
    ];
    for (at, words) in refused {
        let Fate::Refused(wrong) = fates[at] else { panic!("{:?}", fates[at]) };
        assert!(wrong.to_string().starts_with(words), "{wrong}");
    }
    assert_eq!((plan.new_partners.len(), plan.new_contacts.len(), plan.refused()), (2, 2, 4));
    assert_eq!(plan.summary(), "two new partners, two new contacts, one contact changed");
}

#[test]
fn a_file_that_is_no_list_is_refused_as_a_whole() {
    for (text, words) in [
        (&b""[..], "line 1: The file is empty"),
        (b"a,b\n1,2\n", "line 1: Name the columns"),
        (b"email,mail\n", "line 1, mail: Two columns mean"),
        (b"email\n\xff\n", "line 2: This is not UTF-8"),
    ] {
        let wrong = ContactFile::read(text).unwrap_err();
        assert!(wrong.to_string().starts_with(words), "{wrong}");
    }
}

#[test]
fn a_byte_order_mark_tabs_and_an_unknown_column_do_no_harm() {
    let file = ContactFile::read("\u{feff}EMAIL\tShoe size\tname\r\na@b.example.org\t9\tAnn\r\n".as_bytes())
        .unwrap();
    assert_eq!(file.ignored, ["Shoe size"]);
    assert_eq!(file.rows[0].as_ref().unwrap().name, "Ann");
}

fn text() -> impl Strategy<Value = String> {
    "[-'=+@\" ,;éA-Zß\\n]{0,12}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn lists()(
        partners in prop::collection::vec((text(), 0..7_usize), 0..6),
        contacts in prop::collection::vec((text(), text(), text(), any::<bool>(), 0..8_usize), 0..12),
    ) -> Known {
        let partners: Vec<Partner> = partners.into_iter().map(|(name, kind)| Partner {
            id: Uuid::new_v4(),
            programme_id: PROGRAMME,
            name: format!("{name}x"),
            kind: crate::survey::partner::Kind::ALL[kind].key().to_owned(),
        }).collect();
        // Names that are the same but for signs would be one partner to a file.
        let mut names = std::collections::HashSet::new();
        let partners: Vec<Partner> = partners
            .into_iter()
            .filter(|partner| names.insert(crate::survey::partner::normalised(&partner.name)))
            .collect();
        let contacts = contacts.into_iter().enumerate().map(|(n, (name, job, phone, can_say_yes, at))| Contact {
            id: Uuid::new_v4(),
            programme_id: PROGRAMME,
            partner_id: partners.get(at).map(|partner| partner.id),
            name: format!("{name}n"),
            email: format!("-p{n}@example.org"),
            job,
            phone,
            can_say_yes,
            added_at: None,
        }).collect();
        Known { partners, contacts }
    }
}

proptest! {
    #[test]
    fn a_list_that_is_exported_and_imported_again_changes_nothing(known in lists()) {
        let file = csv(&known.partners, &known.contacts).unwrap();
        let plan = Plan::new(PROGRAMME, &known, &ContactFile::read(&file).unwrap(), |_| false);
        prop_assert!(plan.changes_nothing(), "{plan:?}\n{}", String::from_utf8_lossy(&file));
        prop_assert_eq!(plan.refused(), 0, "{:?}", plan.lines);
    }
}

#[test]
fn a_comma_without_quotation_marks_moves_no_cell_unseen() {
    let file =
        ContactFile::read(b"email,name\nd@x.example.org,Whitfield, Dana\nk@x.example.org,Kofi,\n").unwrap();
    assert_eq!(
        file.rows[0].as_ref().unwrap_err().to_string(),
        "line 2: This row has 3 cells; the header has 2. Put a name with a comma in quotation marks"
    );
    assert!(file.rows[1].is_ok());
    let half = ContactFile::read(b"email,name\nd@x.example.org,\"Dana\nk@x.example.org,Kofi\n").unwrap_err();
    assert!(half.to_string().starts_with("line 2: The file cannot be read on: a quotation mark"), "{half}");
}
