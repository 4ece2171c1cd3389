//! English.

use super::{Check, Form, Kept, Notice, Page, Problems, Refused, Sent, Start, Words, letter, pages};

pub(super) static WORDS: Words = Words {
    code: "en",
    name: "English",
    page: Page {
        skip: "Skip to main content",
        help: "Get help",
        accessibility: "Accessibility statement",
        privacy: "Privacy",
        error: "Error: ",
        problem: "There is a problem",
        languages: "Language",
    },
    start: Start {
        takes: "Takes",
        minutes: |n| format!("{n} {}", if n == 1 { "minute" } else { "minutes" }),
        questions: "Questions",
        closes: "Closes",
        who_sees: "Who sees your answers",
        start: "Start",
        go_on: "Continue where you left off",
        notice: "How we look after what you tell us",
        whom: "Who do you work for?",
        whom_why: "Each side gets its own questions. We don’t keep a record of what you choose here.",
        library: "I work for the library",
        partner: "I work for a partner organisation",
    },
    form: FORM,
    check: Check {
        heading: "Check your answers",
        lead: "You can change any answer now. Once you’ve sent them, you can’t.",
        blank: "Left blank",
        change: "Change",
        change_what: "the answer to:",
        send_heading: "Send them now",
        send: "Send your answers",
    },
    kept: Kept {
        saved: "Your answers are saved on this device",
        saved_until: |closes| {
            format!(
                "They stay in this browser until {closes}, or until you send or clear them. Nothing is sent yet."
            )
        },
        come_back: "To continue, open the same link or address on this device, in this browser.",
        go_on: "Continue now",
        cleared: "Your answers were cleared from this device",
        cleared_lead: "This browser no longer has them. Any that you hadn’t sent are gone.",
        start_again: "Start again",
        open_again: "If you were sent a personal link, open it again to answer.",
    },
    sent: Sent {
        title: "Thank you",
        safe: "Your answers are safe.",
        closes: |closes| format!("The survey closes on {closes}. Then everyone’s answers are put together."),
        results: |contact| format!("To hear what people said, ask {contact} after that."),
        can_tell: "We can email you when the results are out, at the address your invitation went to.",
        tell_me: "Email me when the results are out",
        will_tell: "We’ll email you when the results are out, at the address your invitation went to.",
        tell_me_not: "Don’t email me about the results",
        you_asked: "What people asked us for before, and what we did about it:",
        another: "Someone else can answer on this device",
        close: "You can close this page.",
    },
    refused: REFUSED,
    problems: PROBLEMS,
    notice: NOTICE,
    letter: letter::ENGLISH,
    pages: pages::ENGLISH,
    dont_know: "Don’t know",
    not_applicable: "Does not apply to us",
    prefer_not_to_say: "Prefer not to say",
    // The scales themselves are in English.
    scales: |_| None,
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

const FORM: Form = Form {
    step: |page, of| format!("Page {page} of {of}"),
    left: |n| format!("{n} {} left", if n == 1 { "question" } else { "questions" }),
    next: "Continue",
    back: "Back",
    or: "or",
    needed: "needs an answer",
    blanks_all: "You can leave any question blank.",
    blanks_but_one: "One question needs an answer. You can leave any other blank.",
    blanks_some: "Some questions are marked as needing an answer. You can leave any other blank.",
    places: ["First", "Second", "Third", "Fourth", "Fifth"],
    no_choice: "No choice",
    your_answer: |label| format!("[your answer to “{label}”]"),
    other: "Other",
    please_say: "Please say what",
    up_to: |n| format!("Choose up to {n}."),
    all_that_apply: "Choose all that apply.",
    between: |least, most| format!("From {least} to {most}."),
    characters: |most| format!("Up to {most} characters."),
    characters_left: "Characters left",
    characters_over: "Characters over the limit",
    names: "Do not name or describe any child, or anyone else.",
    worried: "If you are worried about a child",
    not_the_place: "This survey is not the place to report it, because your answer may not be read in time.",
    safeguarding: "If you are worried about a child, tell your safeguarding lead or children’s services now: nobody \
                   reads this survey in time to act.",
    kept_by_link: |until| {
        format!(
            "Need to stop? Each page is saved when you press Continue. Open the same link to go on, until {until}. Only \
             what you send at the end counts."
        )
    },
    kept_by_browser: "Need to stop? When you press Continue, the page is kept in this browser, and nowhere else, until \
                      you close the browser. To come back another day, save your answers on this device. If other \
                      people use it too, clear them before you leave.",
    kept_by_nobody: "Finish in one go: nothing is kept until you send it, so that nobody can tell who answered.",
    later: "Save and continue later on this device",
    clear: "Clear my answers from this device",
};

const REFUSED: Refused = Refused {
    unknown: [
        "We cannot find this survey",
        "No survey has the code in this address.",
        "Check each letter and number against the email, poster or sheet that you were given. If they match, the \
         organiser can tell you the right address.",
    ],
    not_open: "This survey is not open yet",
    opens: |at| format!("It opens on {at}. Use the same address again then."),
    closed: "This survey is closed",
    closed_on: |at| format!("It closed on {at}, so no more answers can be taken."),
    closed_next: "Answers that you hadn’t sent weren’t kept. If you still have something to say, tell the organiser.",
    used: [
        "This link has already been used",
        "Answers have been sent with this link. Each link can be used once.",
        "They’re safe, and you don’t need to do anything else. If you didn’t send them, tell the organiser.",
    ],
    expired: [
        "This link no longer works",
        "A newer one may be in your inbox: look for the latest email about this survey.",
        "If you cannot find one, the organiser can send you another.",
    ],
    personal: [
        "You need your personal link",
        "Everyone who is invited gets their own link by email.",
        "Open the link in your invitation. If you’ve lost it, or think you should have had one, ask the \
         organiser to send it.",
    ],
    stopped: [
        "You asked us to stop",
        "You told us not to email you about surveys, so this link no longer works and we won’t send more.",
        "If you’ve changed your mind, or didn’t ask for this, tell the organiser.",
    ],
    who_to_ask: "Who to ask",
    again: "Enter the code again",
    organiser: |contact| format!("If you have a question, ask {contact}."),
};

const PROBLEMS: Problems = Problems {
    not_stored: "We couldn’t save your answers. Nothing is lost: wait a minute, then send them again",
    select: |asks| format!("Select an answer to “{asks}”"),
    enter: |asks| format!("Enter an answer to “{asks}”"),
    either: |asks, reason| format!("Select either an answer or “{reason}” for “{asks}”"),
    one_only: |asks| format!("Give one answer only to “{asks}”"),
    one_of_these: |asks| format!("Select one of the answers shown to “{asks}”"),
    not_both: |asks, alone| format!("Select either “{alone}” or other answers to “{asks}”, not both"),
    beside_another: |asks, other| format!("Select “{other}” for “{asks}”, or clear what you wrote beside it"),
    too_many: |asks, most| format!("Select no more than {most} answers to “{asks}”"),
    place_twice: |asks| format!("Give each answer to “{asks}” one place only"),
    too_many_ranked: |asks, most| format!("Rank no more than {most} answers to “{asks}”"),
    whole_number: |asks, min, max| format!("Enter a whole number between {min} and {max} for “{asks}”"),
    number: |asks, min, max, decimals| match decimals {
        1 => format!("Enter a number between {min} and {max}, like {min}.5, for “{asks}”"),
        _ => format!(
            "Enter a number between {min} and {max}, with up to {decimals} digits after the point, for “{asks}”"
        ),
    },
    date: |asks| format!("Enter a date, like 2026-05-14, for “{asks}”"),
    nothing_to_answer: "There is nothing to answer here",
    again: |asks| format!("Type your answer to “{asks}” again; it has characters that cannot be kept"),
    shorten: |asks, most, has| {
        format!("Shorten your answer to “{asks}” to {most} characters or fewer; it has {has}")
    },
    no_such_question: "This form has no such question; open it again from your link",
};

const NOTICE: Notice = Notice {
    promise_anonymous: |n| {
        format!("Nobody can link your answers to you. Results are only shown for groups of {n} or more.")
    },
    promise_confidential: |n| {
        format!(
            "Your answers are kept apart from your name. Managers see results only for groups of {n} or more."
        )
    },
    promise_shared: "Both sides of the partnership will see both sets of answers.",
    skip: "You can skip any question but the first.",
    who_asks: "Who is asking",
    responsible: |who| format!("{who} asks, and is responsible for what happens to your answers."),
    questions: |contact| format!("Questions about this survey: {contact}."),
    officer: |officer| format!("Data protection officer: {officer}."),
    why: "Why we ask",
    purpose: |purpose| format!("We ask this to {purpose}."),
    law: "The law allows it as part of our public task, running the library service (UK GDPR Article 6(1)(e); Public \
          Libraries and Museums Act 1964, section 7).",
    address: "Where we got your address",
    address_from: |source| format!("We have your address from {source}."),
    address_use: "We only use it for this programme. Every email has a link to stop them.",
    who_sees: "Who sees your answers",
    groups: |n| format!("Results are only shown for groups of {n} or more."),
    comments: |who| format!("Comments are read by {who} before anyone else sees them."),
    nobody: |n| {
        format!(
            "Nobody can link your answers to you, not even the people who run this service. It doesn’t record which \
             answers came from which invitation, and records who has answered only for {n} or more people at a time."
        )
    },
    comment_tells: "What you write in a comment, or say about yourself when few people are asked, could still show who \
                    you are. Leave out anything that only you would say.",
    can_link: "Your answers are kept apart from your name, but this service can link the two.",
    sees_link: |who| format!("Only {who} can see that link."),
    both_sides: "Both sides of the partnership will see both sets of answers, and may know which are yours.",
    never_mixed: "They are never mixed with the answers to other surveys.",
    apart_from: |who| format!("Apart from the two sides, only {who} can see them."),
    how_long: "How long we keep them",
    list_days: |n| format!("We delete the list of who was invited {n} days after closing."),
    link_days: |n| format!("We delete the link between you and your answers {n} days after closing."),
    months: |comments, answers| {
        format!(
            "We delete comments after {comments} months and answers {answers} months after the final report; then only \
             totals are left."
        )
    },
    backups: |n| format!("Backups are deleted after {n} days."),
    backups_tell: "Backups from different days, laid side by side, could show which answers came between them, but not \
                   whose they are; only the administrators can read them.",
    rights: "Your rights",
    rights_anonymous: "You have the right to see, correct or object to our use of data about you; we cannot find your \
                       answers to do so, as nothing says which are yours.",
    rights_linked: "You have the right to see and correct your answers and to object to our use of them, while they \
                    are linked to you.",
    write: |contact| format!("Write to {contact}."),
    write_back: "Write to whoever sent you this survey.",
    complain: "If you’re not happy with our reply, you can complain to the Information Commissioner’s Office, \
               ico.org.uk.",
    choice: "You can choose",
    voluntary: "You do not have to take part, and nothing happens if you don’t.",
    share: "Answer only if you’re happy to share your answers.",
    alike: "If everybody in a group gives the same answer, the group’s figure shows that answer.",
    open_link: |n| {
        format!(
            "Anyone with the open link can answer, even more than once, and we can’t tell. Someone who did could work \
             out what a few others answered, so until the survey closes, results change by at least {n} answers at a \
             time."
        )
    },
    your_organisation: "your organisation",
};
