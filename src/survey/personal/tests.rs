use super::{Looks, is_cut_of, marks, redacted};

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
