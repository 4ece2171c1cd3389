use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::survey::Kinds;

const PROGRAMME: Uuid = Uuid::nil();

fn plan(known: &KnownLists, text: &str) -> ImportPlan {
    let list = PeopleList::read(text.as_bytes(), None, Kinds::default()).unwrap();
    ImportPlan::new(PROGRAMME, known, &list, Timestamp::UNIX_EPOCH, |email| email.starts_with("stop"))
}

fn known() -> KnownLists {
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
        left_at: None,
    };
    KnownLists { partners: vec![partner], contacts: vec![contact], ..KnownLists::default() }
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
        (6, "line 8, email: This address is also in line 2"),
        (7, "line 9, kind: We don’t know the type “pub”. Use Children’s home, School, "),
    ];
    for (at, words) in refused {
        let Fate::Refused(wrong) = fates[at] else { panic!("{:?}", fates[at]) };
        assert!(wrong[0].to_string().starts_with(words), "{wrong:?}");
    }
    assert_eq!((plan.new_partners.len(), plan.new_contacts.len(), plan.refused()), (2, 2, 4));
    assert_eq!(plan.summary(), "two new partners, two new contacts, one contact changed");
}

#[test]
fn tags_are_added_to_those_that_somebody_has_and_spelt_as_they_were() {
    let mut known = known();
    let dana = known.contacts[0].id;
    known.tags.insert(dana, vec!["SENCo".to_owned()]);
    let header = "email,name,tags\n";
    let more = plan(
        &known,
        &format!("{header}dana@elm.example.org,,\"senco; book club\"\nruth@x.example.org,Ruth,Book Club\n"),
    );
    assert_eq!(more.lines[0].fate, Fate::Changed(vec!["tags"]));
    assert_eq!(more.tags[0], (dana, vec!["SENCo".to_owned(), "book club".to_owned()]));
    assert_eq!(more.tags[1].1, ["book club"], "as in the line before");
    assert!(plan(&known, &format!("{header}dana@elm.example.org,,SENCO\n")).changes_nothing());
    let many: Vec<String> = (0..10).map(|n| n.to_string()).collect();
    let many = plan(&known, &format!("{header}dana@elm.example.org,,{}\n", many.join(";")));
    let Fate::Refused(wrong) = &many.lines[0].fate else { panic!("{:?}", many.lines) };
    assert_eq!(wrong[0].to_string(), "line 2, tags: Enter 10 tags or fewer");
    let nobody = plan(&known, "organisation,tags\nElm House,pilot\n");
    let Fate::Refused(wrong) = &nobody.lines[0].fate else { panic!("{:?}", nobody.lines) };
    assert_eq!(wrong[0].to_string(), "line 2, name: Enter whose tags these are");
}

#[test]
fn somebody_with_a_phone_alone_is_taken_once_and_known_again() {
    let list = "organisation,name,phone\nElm House,Ruth Kowalski,020 7946 0001\n,Pat Lee,07700 900123\n";
    let first = plan(&known(), list);
    assert_eq!(first.lines[0].fate, Fate::NewContact { with_partner: false });
    assert!(first.lines.iter().all(|line| line.unreachable && line.contact.is_some()));
    let known = {
        let KnownLists { partners, mut contacts, .. } = known();
        let elm = partners[0].id;
        contacts[0].partner_id = Some(elm);
        contacts.extend(first.new_contacts.into_iter().map(|new| {
            let partner_id = new.partner_id.map(|_| elm);
            Contact { partner_id, ..new }
        }));
        KnownLists { partners, contacts, ..KnownLists::default() }
    };
    assert!(plan(&known, list).changes_nothing(), "sent again, nothing is doubled");
    // Another way to write the number, another number, an address that came later.
    let later = "organisation,name,phone,email\n\
        Elm House,Ruth Kowalski,02079460001,\n,PAT LEE,07700 900999,\nElm House,Dana Whitfield,,\n";
    let later = plan(&known, later);
    assert_eq!(later.lines[0].fate, Fate::Changed(vec!["phone"]));
    assert_eq!(later.lines[1].fate, Fate::Changed(vec!["name", "phone"]));
    let Fate::Refused(wrong) = &later.lines[2].fate else { panic!("{:?}", later.lines[2]) };
    assert_eq!(wrong[0].message, "Enter an email address or a phone number for Dana Whitfield");
    let found = plan(&known, "organisation,name,email\nElm House,Ruth Kowalski,ruth@elm.example.org\n");
    assert_eq!(found.lines[0].fate, Fate::Changed(vec!["email"]));
    assert_eq!(found.changed_contacts[0].email, "ruth@elm.example.org");
    // By name alone Dana is meant, who has an address.
    let dana = plan(&known, "organisation,name,phone\nElm House,Dana Whitfield,020 7946 9999\n");
    assert_eq!(dana.lines[0].fate, Fate::Changed(vec!["phone"]));
    let twice = plan(&known, "name,phone\nJo,1\nJo,2\nJo,1\n");
    assert_eq!((twice.new_contacts.len(), twice.refused()), (2, 1));
}

fn text() -> impl Strategy<Value = String> {
    "[-'=+@\" ,;éA-Zß\\n]{0,12}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn lists()(
        partners in prop::collection::vec((text(), 0..7_usize), 0..6),
        contacts in prop::collection::vec((text(), text(), text(), any::<bool>(), 0..8_usize), 0..12),
    ) -> KnownLists {
        let partners: Vec<Partner> = partners.into_iter().map(|(name, kind)| Partner {
            id: Uuid::new_v4(),
            programme_id: PROGRAMME,
            name: format!("{name}x"),
            kind: crate::survey::partner::BuiltInKind::ALL[kind].key().to_owned(),
        }).collect();
        // Names that are the same but for signs would be one partner to a file.
        let mut names = std::collections::HashSet::new();
        let partners: Vec<Partner> = partners
            .into_iter()
            .filter(|partner| names.insert(crate::survey::partner::normalised(&partner.name)))
            .collect();
        let contacts: Vec<Contact> = contacts.into_iter().enumerate().map(|(n, (name, job, phone, can_say_yes, at))| Contact {
            id: Uuid::new_v4(),
            programme_id: PROGRAMME,
            partner_id: partners.get(at).map(|partner| partner.id),
            name: format!("{name}n"),
            // Of some only the phone number is known.
            email: if n % 3 == 0 { String::new() } else { format!("-p{n}@example.org") },
            job,
            phone: if n % 3 == 0 { format!("{phone}{n}") } else { phone },
            can_say_yes,
            added_at: None,
            left_at: None,
        }).collect();
        let tagged = |contact: &Contact| {
            let tags = crate::survey::tags::read(&format!("{},-pilot", contact.job.to_lowercase())).ok()?;
            Some((contact.id, tags))
        };
        let tags = contacts.iter().filter_map(tagged).collect();
        KnownLists { partners, contacts, tags, ..KnownLists::default() }
    }
}

proptest! {
    #[test]
    fn a_list_that_is_exported_and_imported_again_changes_nothing(known in lists()) {
        let file = csv(&known.partners, &known.contacts, &known.tags).unwrap();
        let plan = ImportPlan::new(PROGRAMME, &known, &PeopleList::read(&file, None, Kinds::default()).unwrap(), Timestamp::UNIX_EPOCH, |_| false);
        prop_assert!(plan.changes_nothing(), "{plan:?}\n{}", String::from_utf8_lossy(&file));
        prop_assert_eq!(plan.refused(), 0, "{:?}", plan.lines);
    }
}
