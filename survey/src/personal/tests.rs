use super::{Looks, Worry, is_cut_of, is_marked, marks, redacted, worry};

/// What is marked, and as what.
fn marked(text: &str) -> Vec<(&str, Looks)> {
    marks(text, &["East Ham Library"]).into_iter().map(|mark| (&text[mark.at], mark.looks)).collect()
}

#[test]
fn british_phone_numbers_are_marked_however_they_are_spaced() {
    for number in [
        "020 7946 0018",
        "(020) 7946-0018",
        "07700 900123",
        "07700900123",
        "+44 7700 900 123",
        "01632 960001",
    ] {
        let text = format!("Ring us on {number}, any day.");
        assert_eq!(marked(&text), [(number, Looks::Phone)], "{text}");
    }
    for text in
        ["We opened in 1998 with 12000 books.", "From 10 to 16, on 21-05-2026.", "It cost 0.50 a page."]
    {
        assert_eq!(marked(text), [], "{text}");
    }
}

#[test]
fn email_addresses_are_marked_without_the_full_stop_after_them() {
    assert_eq!(marked("Write to dana@elm-house.org.uk."), [("dana@elm-house.org.uk", Looks::Email)]);
    assert_eq!(marked("Find us @newham or meet @ noon."), []);
}

#[test]
fn postcodes_are_marked_in_one_piece_or_two() {
    for code in ["E15 1XA", "SW1A 1AA", "e15 1xa", "E151XA", "M1 1AE", "B33 8TH", "EC1A 1BB"] {
        let text = format!("our door in {code} is shut");
        assert_eq!(marked(&text), [(code, Looks::Postcode)], "{text}");
    }
    assert_eq!(marked("about 1 or 2 of us, in year 9 or so"), []);
}

#[test]
fn a_capital_within_a_sentence_looks_like_a_name() {
    assert_eq!(marked("The forms stop us, as Dana said."), [("Dana", Looks::Name)]);
    assert_eq!(marked("I asked Dana Whitfield about it."), [("Dana Whitfield", Looks::Name)]);
    assert_eq!(marked("Dana Whitfield helped us a lot."), [("Dana Whitfield", Looks::Name)]);
    assert_eq!(marked("It was Amina's idea"), [("Amina", Looks::Name)]);
    assert_eq!(marked("The staff at Elm House never ring."), [("Elm House", Looks::Name)]);
}

#[test]
fn a_title_makes_a_name_of_what_follows_even_at_the_beginning() {
    assert_eq!(marked("Mrs Khan was kind."), [("Mrs Khan", Looks::Name)]);
    assert_eq!(marked("Ask Dr. May Lee, then."), [("Dr. May Lee", Looks::Name)]);
}

#[test]
fn sentences_months_places_and_the_courses_own_words_are_no_names() {
    for text in [
        "The forms stop our young people. It is not the hours! And I think so too.",
        "We met in East Ham Library on Monday 4 May, and I'm glad.",
        "Opening hours: Saturdays would help.\nMore space as well.",
        "GCSE pupils need the Wi-Fi.",
        "“Joining takes too long.”",
        "",
        "…",
    ] {
        assert_eq!(marked(text), [], "{text}");
    }
}

#[test]
fn job_titles_are_marked_in_the_singular_and_as_whole_words() {
    assert_eq!(marked("the deputy head teacher said no"), [("deputy head teacher", Looks::Job)]);
    assert_eq!(marked("Our Branch Manager was away"), [("Branch Manager", Looks::Job)]);
    assert_eq!(marked("managers and librarians are welcome"), []);
}

#[test]
fn what_is_marked_can_be_cut_and_nothing_else_changes() {
    let text = "Ask Mrs Khan on 07700 900123 – she’s the manager.";
    assert_eq!(redacted(text, &marks(text, &[])), "Ask […] on […] – she’s the […].");
}

#[test]
fn words_may_be_left_out_and_never_added() {
    let whole = "Ask Mrs Khan, she knows the\nforms.";
    for cut in
        ["Ask […], she knows the forms.", "she knows the forms.", "[…] knows […]", "Ask […] forms.", whole]
    {
        assert!(is_cut_of(cut, whole), "{cut}");
    }
    for other in ["Ask […], he knows the forms.", "the forms. Ask", "Ask Mrs Khan, she hates the forms."] {
        assert!(!is_cut_of(other, whole), "{other}");
    }
}

#[test]
fn words_that_may_mean_harm_are_found_and_those_about_children_come_first() {
    for text in [
        "A boy told me that his carer hits him.",
        "The children are scared of one of the staff.",
        "Y mae plentyn yn cael ei gam-drin, cam-drin yw hyn.",
        "My daughter self-harms.",
        "There were bruises on the girl.",
        "Dziecko boi się wracać do domu.",
        "Przemoc w szkole.",
        "Copilul a fost lovit.",
        "Băiatul a spus că tatăl îl bate.",
        "Дитина боїться йти додому.",
        "НАСИЛЬСТВО над дітьми",
        "بچے نے بتایا کہ اسے گھر میں مارا جاتا ہے۔",
        "اسکول میں ہراساں کرنا",
    ] {
        assert_eq!(worry(text), Worry::Child, "{text}");
    }
    for text in ["I feel bullied by my manager.", "She talked of suicide.", "He threatened me."] {
        assert_eq!(worry(text), Worry::Somebody, "{text}");
    }
    for text in [
        "The children love it.",
        "A stable group, with a beating heart, in the best of health.",
        "More time for the second exercise.",
        "Grapes and therapists.",
        "Dzieci lubią bibliotekę.",
        "Copiilor le place biblioteca.",
        "Дітям подобається бібліотека більше, ніж школа.",
        "بچوں کو لائبریری پسند ہے۔",
        "A violet cover, and a violin.",
        "İstanbul ẞ K",
    ] {
        assert_eq!(worry(text), Worry::None, "{text}");
    }
    assert_eq!(marked("He bruised her arm"), [("bruised", Looks::Harm)]);
}

#[test]
fn one_child_is_marked_and_children_are_not() {
    assert_eq!(marked("we met a boy there"), [("boy", Looks::Child)]);
    assert_eq!(marked("a 9-year-old came"), [("year-old", Looks::Child)]);
    for text in
        ["It is child-friendly.", "Our young people and children read more.", "The sonnets were good."]
    {
        assert_eq!(marked(text), [], "{text}");
    }
}

#[test]
fn leaving_names_out_does_not_make_words_about_harm_ready_to_be_quoted() {
    let text = "Dana hits him.";
    assert!(is_marked(text, text, &[]));
    assert!(is_marked("It was […].", text, &[]), "the whole of it is about harm");
    assert!(!is_marked("More […].", "More tea.", &[]));
}
