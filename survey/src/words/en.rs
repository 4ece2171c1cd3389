//! Written from `words/en.json` by `UPDATE=1 cargo test -p common-ground-words`: change the words there.

use super::plural::{self, Plural};
use super::{
    CheckWords, EmailWords, FormWords, FrontWords, HelpWords, KeptWords, NoticeWords, PageWords, PagesWords,
    PaperWords, PartWords, PosterWords, PrivacyWords, ProblemsWords, RefusedWords, ScalesWords, SentWords,
    StartWords, StatementWords, UnsubscribingWords, Words,
};

pub(super) static WORDS: Words = Words {
    code: "en",
    name: "English",
    english_name: "English",
    direction: "ltr",
    decimal: ".",
    comma: ", ",
    page: PageWords {
        skip: "Skip to main content",
        help: "Get help",
        accessibility: "Accessibility statement",
        privacy: "Privacy",
        error: "Error: ",
        problem: "There is a problem",
        languages: "Language",
    },
    start: StartWords {
        takes: "Takes",
        minutes: |n| match plural::en(n) {
            Plural::One => format!("{n} minute"),
            _ => format!("{n} minutes"),
        },
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
    form: FormWords {
        step: |page, of| format!("Page {page} of {of}"),
        left: |n| match plural::en(n) {
            Plural::One => format!("{n} question left"),
            _ => format!("{n} questions left"),
        },
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
        not_the_place: "This survey is not the place to report it, because your answer may not be read in \
                        time.",
        safeguarding: "If you are worried about a child, tell your safeguarding lead or children’s services \
                       now: nobody reads this survey in time to act.",
        kept_by_link: |until| {
            format!(
                "Need to stop? Each page is saved when you press Continue. Open the same link to go on, \
                 until {until}. Only what you send at the end counts."
            )
        },
        kept_by_browser: "Need to stop? When you press Continue, the page is kept in this browser, and \
                          nowhere else, until you close the browser. To come back another day, save your \
                          answers on this device. If other people use it too, clear them before you leave.",
        kept_by_nobody: "Finish in one go: nothing is kept until you send it, so that nobody can tell who \
                         answered.",
        later: "Save and continue later on this device",
        clear: "Clear my answers from this device",
    },
    check: CheckWords {
        heading: "Check your answers",
        lead: "You can change any answer now. Once you’ve sent them, you can’t.",
        blank: "Left blank",
        change: "Change",
        change_what: "the answer to:",
        send_heading: "Send them now",
        send: "Send your answers",
    },
    kept: KeptWords {
        saved: "Your answers are saved on this device",
        saved_until: |closes| {
            format!(
                "They stay in this browser until {closes}, or until you send or clear them. Nothing is sent \
                 yet."
            )
        },
        come_back: "To continue, open the same link or address on this device, in this browser.",
        go_on: "Continue now",
        cleared: "Your answers were cleared from this device",
        cleared_lead: "This browser no longer has them. Any that you hadn’t sent are gone.",
        start_again: "Start again",
        open_again: "If you were sent a personal link, open it again to answer.",
    },
    sent: SentWords {
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
    refused: RefusedWords {
        unknown: [
            "We cannot find this survey",
            "No survey has the code in this address.",
            "Check each letter and number against the email, poster or sheet that you were given. If they \
             match, the organiser can tell you the right address.",
        ],
        not_open: "This survey is not open yet",
        opens: |at| format!("It opens on {at}. Use the same address again then."),
        closed: "This survey is closed",
        closed_on: |at| format!("It closed on {at}, so no more answers can be taken."),
        closed_next: "Answers that you hadn’t sent weren’t kept. If you still have something to say, tell \
                      the organiser.",
        used: [
            "This link has already been used",
            "Answers have been sent with this link. Each link can be used once.",
            "They’re safe, and you don’t need to do anything else. If you didn’t send them, tell the \
             organiser.",
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
    },
    problems: ProblemsWords {
        not_stored: "We couldn’t save your answers. Nothing is lost: wait a minute, then send them again",
        select: |asks| format!("Select an answer to “{asks}”"),
        enter: |asks| format!("Enter an answer to “{asks}”"),
        either: |asks, reason| format!("Select either an answer or “{reason}” for “{asks}”"),
        one_only: |asks| format!("Give one answer only to “{asks}”"),
        one_of_these: |asks| format!("Select one of the answers shown to “{asks}”"),
        not_both: |asks, alone| format!("Select either “{alone}” or other answers to “{asks}”, not both"),
        beside_another: |asks, other| {
            format!("Select “{other}” for “{asks}”, or clear what you wrote beside it")
        },
        too_many: |asks, most| format!("Select no more than {most} answers to “{asks}”"),
        place_twice: |asks| format!("Give each answer to “{asks}” one place only"),
        too_many_ranked: |asks, most| format!("Rank no more than {most} answers to “{asks}”"),
        whole_number: |asks, min, max| format!("Enter a whole number between {min} and {max} for “{asks}”"),
        number_with_tenths: |asks, min, max| {
            format!("Enter a number between {min} and {max}, like {min}.5, for “{asks}”")
        },
        number: |asks, min, max, decimals| {
            format!(
                "Enter a number between {min} and {max}, with up to {decimals} digits after the point, for \
                 “{asks}”"
            )
        },
        date: |asks| format!("Enter a date, like 2026-05-14, for “{asks}”"),
        nothing_to_answer: "There is nothing to answer here",
        again: |asks| format!("Type your answer to “{asks}” again; it has characters that cannot be kept"),
        shorten: |asks, most, has| {
            format!("Shorten your answer to “{asks}” to {most} characters or fewer; it has {has}")
        },
        no_such_question: "This form has no such question; open it again from your link",
    },
    notice: NoticeWords {
        promise_anonymous: |n| {
            format!("Nobody can link your answers to you. Results are only shown for groups of {n} or more.")
        },
        promise_confidential: |n| {
            format!(
                "Your answers are kept apart from your name. Managers see results only for groups of {n} or \
                 more."
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
        law: "The law allows it as part of our public task, running the library service (UK GDPR Article \
              6(1)(e); Public Libraries and Museums Act 1964, section 7).",
        address: "Where we got your address",
        address_from: |source| format!("We have your address from {source}."),
        address_use: "We only use it for this programme. Every email has a link to stop them.",
        who_sees: "Who sees your answers",
        groups: |n| format!("Results are only shown for groups of {n} or more."),
        comments: |who| format!("Comments are read by {who} before anyone else sees them."),
        nobody: |n| {
            format!(
                "Nobody can link your answers to you, not even the people who run this service. It doesn’t \
                 record which answers came from which invitation, and records who has answered only for {n} \
                 or more people at a time."
            )
        },
        comment_tells: "What you write in a comment, or say about yourself when few people are asked, could \
                        still show who you are. Leave out anything that only you would say.",
        can_link: "Your answers are kept apart from your name, but this service can link the two.",
        sees_link: |who| format!("Only {who} can see that link."),
        both_sides: "Both sides of the partnership will see both sets of answers, and may know which are \
                     yours.",
        never_mixed: "They are never mixed with the answers to other surveys.",
        apart_from: |who| format!("Apart from the two sides, only {who} can see them."),
        how_long: "How long we keep them",
        list_days: |n| format!("We delete the list of who was invited {n} days after closing."),
        link_days: |n| format!("We delete the link between you and your answers {n} days after closing."),
        months: |comments, answers| {
            format!(
                "We delete comments after {comments} months and answers {answers} months after the final \
                 report; then only totals are left."
            )
        },
        backups: |n| format!("Backups are deleted after {n} days."),
        backups_tell: "Backups from different days, laid side by side, could show which answers came between \
                       them, but not whose they are; only the administrators can read them.",
        rights: "Your rights",
        rights_anonymous: "You have the right to see, correct or object to our use of data about you; we \
                           cannot find your answers to do so, as nothing says which are yours.",
        rights_linked: "You have the right to see and correct your answers and to object to our use of them, \
                        while they are linked to you.",
        write: |contact| format!("Write to {contact}."),
        write_back: "Write to whoever sent you this survey.",
        complain: "If you’re not happy with our reply, you can complain to the Information Commissioner’s \
                   Office, ico.org.uk.",
        choice: "You can choose",
        voluntary: "You do not have to take part, and nothing happens if you don’t.",
        share: "Answer only if you’re happy to share your answers.",
        alike: "If everybody in a group gives the same answer, the group’s figure shows that answer.",
        open_link: |n| {
            format!(
                "Anyone with the open link can answer, even more than once, and we can’t tell. Someone who \
                 did could work out what a few others answered, so until the survey closes, results change \
                 by at least {n} answers at a time."
            )
        },
        your_organisation: "your organisation",
    },
    letter: EmailWords {
        dear: |name| format!("Dear {name},"),
        invites: |asker, title, why| format!("{asker} asks you to answer “{title}”, {why}."),
        reminds: |asker, title, why| {
            format!("There is still time to answer “{title}”. {asker} asks you {why}.")
        },
        of_course: |course| format!("because you are on the list of “{course}”"),
        of_library: "because you work for the library",
        of_partner: "because your organisation works with the library",
        since: "Since our last survey:",
        asked_and_done: |asked, done| format!("– You asked: {asked} We did: {done}"),
        how_long: |minutes, day, hour| format!("It takes {minutes} and closes on {day} at {hour}."),
        subject: |title, minutes| format!("{title} ({minutes})"),
        subject_short: |minutes| format!("Your views, in {minutes}"),
        subject_again: |title, day| format!("Until {day}: {title}"),
        subject_again_short: |day| format!("Until {day}: your views"),
        course_is: |when, place| format!("The course is on {when}, at {place}."),
        to_calendar: "Add it to your calendar",
        answer: "Answer now",
        yours_alone: "This link is personal and works once. You don’t need a password.",
        answered: "If you have already answered, thank you: please ignore this email.",
        questions: |who| format!("Questions: {who}."),
        your_address: |source, programme| {
            format!("We got your address from {source} and only use it for “{programme}”.")
        },
        results_of: |title| format!("Results: {title}"),
        results_out: |title| format!("The results of “{title}” are out. You asked us to tell you."),
        in_short: "In short:",
        hear_more: |who| format!("To hear more of what people said, ask {who}."),
        you_asked: "You get this one email because you asked for it after you answered.",
        stop: "Stop these emails",
        to_stop: "To stop these emails",
    },
    poster: PosterWords {
        scan: "Scan the QR code, or type the address.",
        your_code: "Use the code for your side.",
        asks_side: "You’ll be asked who you work for, so that you get the right questions.",
        library: "Library staff",
        partner: "Partners",
        questions: |contact| format!("Questions? Ask {contact}."),
    },
    paper: PaperWords {
        sheet: |code| format!("Paper sheet for survey {code}"),
        no_names: "Do not write your name, and do not name or describe any child, or anyone else.",
        hand_in: |closes| {
            format!(
                "Fold this sheet and give it to a trainer before {closes}. They’ll enter your answers, then \
                 destroy the sheet."
            )
        },
        return_to: |contact, closes| {
            format!(
                "Fold this sheet and give it to a trainer, or return it to {contact}, before {closes}. \
                 They’ll enter your answers, then destroy the sheet."
            )
        },
        number: |min, max| format!("A number from {min} to {max}."),
        date: "Day, month and year.",
        rank: |n| format!("Write 1 to {n} beside the boxes, 1 for what you want most."),
        up_to: |n| format!("Tick up to {n}."),
        all: "Tick all that apply.",
    },
    pages: PagesWords {
        front: FrontWords {
            title: "Answer a survey",
            lead: "Enter the code that the trainer shows you, or open the link in your email. You don’t need \
                   an account.",
            code: "Code",
            enter: "Enter the code: six letters and numbers",
            go: "Go to the survey",
            sign_in: "Sign in, if you run courses",
        },
        help: HelpWords {
            title: "Help",
            lead: "The first page of each survey says who is asking and how to contact them. They can answer \
                   questions about it.",
            ask: |contact| format!("If you can’t find that page, ask {contact}."),
            link: PartWords {
                heading: "If a link doesn’t work",
                text: "Open the link in your email again, or type the whole address. A personal link works \
                       until you’ve sent your answers. An open link works until the survey closes.",
            },
            stop: PartWords {
                heading: "If you have to stop part-way",
                text: "Each page is saved when you press Continue. The page says where: under your personal \
                       link, or in the browser you’re using.",
            },
            staff: PartWords {
                heading: "If you work here",
                text: "with the email address that your administrator added for you. If you’ve forgotten \
                       your password, you can choose a new one there.",
            },
            sign_in: "Sign in",
        },
        privacy: PrivacyWords {
            title: "Privacy",
            lead: "Each survey has its own privacy notice on its first page. It says who is asking, why, who \
                   sees what, and how long answers are kept.",
            every_survey: "For every survey here:",
            voluntary: "You don’t have to take part. You can leave any question blank except the one that \
                        asks which group you answer for.",
            groups: |n| format!("Results are only shown for groups of {n} or more people."),
            others: [
                "We don’t keep your name, your device’s address or the time with your answers.",
                "In an anonymous survey, nobody can connect your answers with you, not even the \
                 administrator.",
                "We don’t track whether you open emails or click links in them.",
            ],
            cookies: "We only use cookies to keep what you’ve entered while you answer, and to keep staff \
                      signed in.",
        },
        statement: StatementWords {
            applies_to: |site, organisation| {
                format!(
                    "This statement applies to {site}. It’s run by {organisation}. We want as many people as \
                     possible to be able to use it."
                )
            },
            should: "You should be able to:",
            can: [
                "zoom in up to 400% without the text spilling off the screen",
                "use every page with just a keyboard",
                "use every page with a screen reader",
                "use every page without JavaScript, and on an old phone",
                "read the figures of every chart in a table beside it, and tell things apart without relying \
                 on colour",
            ],
            in_the_way: "If something gets in your way",
            tell: "Tell the person named on the first page of the survey. They can give you the information \
                   on this website in another format, and arrange for you to answer on paper or by phone.",
            tell_or: |contact| {
                format!(
                    "Tell the person named on the first page of the survey, or {contact}. They can give you \
                     the information on this website in another format, and arrange for you to answer on \
                     paper or by phone."
                )
            },
            report: PartWords {
                heading: "Reporting accessibility problems",
                text: "If you find a problem that isn’t listed on this page, or think we’re not meeting \
                       accessibility requirements, tell the same person.",
            },
            enforcement: PartWords {
                heading: "Enforcement procedure",
                text: "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the \
                       Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility \
                       Regulations 2018 (the ‘accessibility regulations’). If you’re not happy with how we \
                       respond to your complaint, contact the",
            },
            advice: "Equality Advisory and Support Service (EASS)",
            technical: "Technical information about this website’s accessibility",
            committed: |organisation| {
                format!(
                    "{organisation} is committed to making its website accessible, in accordance with the \
                     accessibility regulations."
                )
            },
            compliance: PartWords {
                heading: "Compliance status",
                text: "This website is partially compliant with the Web Content Accessibility Guidelines \
                       (WCAG) version 2.2 at level AA, due to the non-compliances listed below.",
            },
            not_accessible: PartWords {
                heading: "Content that’s not accessible",
                text: "This content doesn’t comply with the accessibility regulations:",
            },
            failings: [
                "The wall and phone pages of a workshop board, and the count of answers on a projected page, \
                 update by themselves while the page is open and can’t be paused: everyone in the room \
                 follows the same page, and we haven’t built a way to pause it for one of them. This fails \
                 WCAG 2.2 success criterion 2.2.2 (Pause, Stop, Hide). With JavaScript turned off, they \
                 change only when you reload the page.",
                "Words that a library writes itself, such as names, contacts and the purpose of a survey, \
                 appear in the language they were written in. On a page in another language, that isn’t \
                 marked for screen readers, because we don’t ask the library which language they’re in. This \
                 fails WCAG 2.2 success criterion 3.1.2 (Language of Parts).",
            ],
            burden: PartWords {
                heading: "Disproportionate burden",
                text: "We don’t claim that fixing any of this would be a disproportionate burden.",
            },
            preparation: "Preparation of this accessibility statement",
            prepared: |on, reviewed| {
                format!("This statement was prepared on {on}. It was last reviewed on {reviewed}.")
            },
            method: "It’s based on automated tests that run on every page before each release: axe-core in \
                     Chromium, on a phone and a desktop, in light and dark; widths down to 320 pixels; whole \
                     tasks with just a keyboard, and without JavaScript; the contrast of every colour; and \
                     the markup of every page.",
            untested: "The website hasn’t been audited by another organisation, or tested by people who use \
                       screen readers, magnifiers or speech recognition every day.",
            unread: "The Welsh, Polish, Romanian, Ukrainian and Urdu pages, emails and ready-made surveys \
                     haven’t been checked by a native speaker. If something in one of these languages is \
                     wrong or unclear, tell us. You can read every page in English.",
        },
        unsubscribing: UnsubscribingWords {
            asks: "Stop these emails?",
            sends: |who, about, to| format!("{who} sends emails about {about} to {to}."),
            not_yet: "Nothing has changed yet. To keep the emails, close this page.",
            button: "Stop these emails",
            done: "You won’t get these emails any more",
            never_again: |who, about, to| format!("{who} won’t email {to} about {about} again."),
            on_its_way: "An email that has already been sent may still arrive. Answers that you have sent \
                         don’t change.",
            gone: [
                "We no longer hold your address",
                "The address that this email went to has been deleted from its list, so nothing more is sent \
                 to it. You don’t need to do anything.",
                "If you get another email from us, use the link at the end of that email.",
            ],
            surveys: "surveys on working with the library",
            summaries: "course summaries",
        },
    },
    dont_know: "Don’t know",
    not_applicable: "Does not apply to us",
    prefer_not_to_say: "Prefer not to say",
    scales: ScalesWords {
        amount5: ["Not at all", "A little", "A moderate amount", "A lot", "A great deal"],
        confidence5: [
            "Not at all confident",
            "Slightly confident",
            "Moderately confident",
            "Very confident",
            "Completely confident",
        ],
        useful5: [
            "Not at all useful",
            "Slightly useful",
            "Moderately useful",
            "Very useful",
            "Extremely useful",
        ],
        going5: ["Very badly", "Fairly badly", "Neither well nor badly", "Fairly well", "Very well"],
        pace5: ["Much too slow", "A bit too slow", "About right", "A bit too fast", "Much too fast"],
        likely5: ["Not at all likely", "Slightly likely", "Moderately likely", "Very likely", "Certain"],
        share5: ["None of them", "A few", "About half", "Most", "All of them"],
    },
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
