"""A programme of a whole country: rows put beside the demonstration, as years of work would have left them."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from datetime import date, timedelta

from database import ROOT

DAY = 24 * 60 * 60 * 1000
# How many library staff there are among so many contacts.
STAFF = 0.4

(
    PARTNER, CONTACT, COURSE, ROUND, SUMMARY, PROMISE, EMAIL, INVITATION, DUE_COURSE, DUE_ROUND, REMINDED, LETTER, MAILING,
    AGREEMENT, CONFIRMATION, HEALTH, HEALTH_ROUND, HEALTH_PERSON, BOUNCE, COMMENT, WEBHOOK, DELIVERY, OPEN_ROUND, READER,
    RETURNED, CONFIDENTIAL, ANSWER,
) = range(1, 28)


def row_id(of, number):
    return uuid.UUID(int=(of << 64) | number)


def partner_name(at):
    """One in fifty stands there twice, but for a small word."""
    return f"The Partner number {at - 1}" if at % 50 == 1 else f"Partner number {at}"


def address_of(at):
    """The address of a contact."""
    return f"person{at}@town{at % 700}.example.org"


def day(days):
    """So many days from today, as the database keeps days."""
    return str(date.today() + timedelta(days))


def marked(service, label, data):
    """What only the key of the installation makes of this."""
    key = service.env["COMMON_GROUND_SECRET_KEY"].encode()
    return hmac.new(key, label + b"\0" + data, hashlib.sha256)


class Country:
    """The programme of the demonstration, to be filled while the service does not run."""

    def __init__(self, service):
        self.service, self.database = service, service.database
        self.now = int(time.time() * 1000)
        self.programme, self.slug, settings = self.database.ask("SELECT id, slug, settings FROM programme")[0]
        self.programme = uuid.UUID(self.programme)
        # Every day is a working day, whenever this is rehearsed.
        settings = json.loads(settings)
        settings["calendar"] |= {"nation": "elsewhere", "weekends": True}
        text = json.dumps(settings).replace("'", "''")
        self.database.change(f"UPDATE programme SET settings = '{text}' WHERE id = {self.database.literal(self.programme)}")
        example, feedback, self.side = self.database.ask(
            "SELECT round.id, round.survey_version_id, round.side FROM round JOIN published ON published.round_id = round.id "
            "JOIN course_round ON course_round.round_id = round.id AND course_round.purpose = 'feedback' "
            "WHERE round.state = 'closed' ORDER BY round.closes_at"
        )[0]
        self.example, self.feedback = uuid.UUID(example), uuid.UUID(feedback)

    def insert(self, table, columns, rows):
        self.database.insert(table, columns.split(), rows)

    def fill(self, courses, partners, contacts, emails=0):
        """So many of each; nine courses in ten are over and have a summary. All else is there in proportion."""
        self.partners(partners, contacts)
        self.courses(courses, contacts)
        self.comments(courses)
        self.running(max(1, courses // 10), contacts)
        self.promises(2 * partners, partners)
        self.agreements(partners, contacts)
        self.health(partners, contacts)
        self.emails(emails)
        self.unwanted(contacts)
        self.webhooks(max(1, courses // 400), 5 * courses)
        self.failures(max(1, courses // 40))
        self.acts(500 * courses, contacts)

    def settle(self):
        """Has the database know what was put in, and names be found again."""
        self.database.settle()
        self.service.command("check", "--repair", check=False)

    def partners(self, partners, contacts):
        of, staff = self.programme, int(contacts * STAFF)
        self.insert("partner", "id programme_id name kind", (
            (row_id(PARTNER, at), of, partner_name(at), "school") for at in range(partners)
        ))
        self.insert("contact", "id programme_id partner_id name email job phone can_say_yes added_at left_at", (
            (
                row_id(CONTACT, at), of, None if at < staff else row_id(PARTNER, at % partners), f"Person number {at}",
                address_of(at), "", "", False, self.now - at % 900 * DAY, None,
            )
            for at in range(contacts)
        ))

    def courses(self, courses, contacts):
        is_over = lambda at: at % 10 != 0
        begins = lambda at: self.now + (-20 - at % 300 if is_over(at) else 5 + at % 60) * DAY
        over = [at for at in range(courses) if is_over(at)]
        self.insert("course", "id programme_id title place starts_at ends_at time_zone aims state summary_at frozen_at trainers", (
            (
                row_id(COURSE, at), self.programme, f"Rehearsed course {at}", f"Library {at % 90}", begins(at),
                begins(at) + DAY // 4, "Europe/London", "[]", "frozen" if is_over(at) else "planned", begins(at) + 4 * DAY,
                begins(at) + 4 * DAY if is_over(at) else None, "Tom",
            )
            for at in range(courses)
        ))
        self.insert("round", self.ROUND, (
            self.round(row_id(ROUND, at), f"C{at:05}", "closed" if is_over(at) else "planned", begins(at))
            for at in range(courses)
        ))
        self.insert("course_round", "course_id round_id purpose", (
            (row_id(COURSE, at), row_id(ROUND, at), "feedback") for at in range(courses)
        ))
        self.insert("participant", "course_id contact_id", (
            (row_id(COURSE, at // 20), row_id(CONTACT, at % contacts)) for at in range(20 * courses)
        ))
        self.insert("summary", "id course_id revision frozen_at document", (
            (row_id(SUMMARY, at), row_id(COURSE, at), 1, begins(at) + 4 * DAY, "{}") for at in over
        ))
        self.publish("Rehearsed course %")

    ROUND = "id programme_id survey_version_id code side privacy audience aims state opens_at closes_at"

    def round(self, id, code, state, begins):
        """The feedback of a course that begins then."""
        of = (id, self.programme, self.feedback, code, "library", "anonymous", "open", "[]", state)
        return *of, begins + DAY // 4, begins + 3 * DAY

    def publish(self, titles):
        """The results of the demonstration for the closed feedback of these courses."""
        self.database.change(
            "INSERT INTO published (round_id, document, hash, written_at) "
            "SELECT round.id, example.document, example.hash, example.written_at FROM round "
            "JOIN course_round ON course_round.round_id = round.id "
            f"JOIN course ON course.id = course_round.course_id AND course.title LIKE '{titles}' "
            f"JOIN published example ON example.round_id = {self.database.literal(self.example)} "
            "WHERE round.state = 'closed'"
        )

    def promises(self, promises, partners):
        columns = "id programme_id origin about asked partner_id place what who by_when asker state outcome released reminders"
        self.insert("promise", columns, (
            (
                row_id(PROMISE, at), self.programme, "agreement", "", f"A lift on day {at}", row_id(PARTNER, at % partners), 0,
                f"Mend the lift {at}", "Ada", day(at % 400 - 100), "nobody",
                "open" if at % 3 == 0 else "done", "", False, 0,
            )
            for at in range(promises)
        ))

    def contact_of(self, partner, partners, contacts):
        """The number of a contact of this partner: the first behind library staff."""
        staff = int(contacts * STAFF)
        return staff + (partner - staff) % partners

    def agreements(self, partners, contacts):
        """With two partners in three: most are confirmed, some were sent, some are being written."""
        agreed = [at for at in range(partners) if at % 3 != 2]
        state = lambda at: {0: "draft", 1: "sent"}.get(at % 9, "confirmed")
        then = lambda at: self.now - (30 + at % 500) * DAY
        is_agreed = lambda at: then(at) if state(at) == "confirmed" else None
        texts = {"shared_aim": "More children join.", "tasks": "Ada mends the lift by 1 March", "meetings": "Once a term."}
        review = lambda at: day(100 + at % 300)
        document = lambda at: json.dumps(
            {"library": "The library", "partner": partner_name(at), "review_on": review(at), "texts": texts}
        )
        self.insert("agreement", "id partner_id version revision state document review_on changed_at confirmed_at reminded_at", (
            (
                row_id(AGREEMENT, at), row_id(PARTNER, at), 1, 1, state(at), document(at), review(at), then(at), is_agreed(at), None,
            )
            for at in agreed
        ))
        contact = lambda at: self.contact_of(at, partners, contacts)
        asked = lambda at: (
            ("library", None, "Ada", "ada@library.example.org"),
            ("partner", row_id(CONTACT, contact(at)), f"Person number {contact(at)}", address_of(contact(at))),
        )
        self.insert("agreement_confirmation", "id agreement_id side contact_id name email objection confirmed_at", (
            (row_id(CONFIRMATION, 2 * at + side), row_id(AGREEMENT, at), *who, "", is_agreed(at))
            for at in agreed if state(at) != "draft" for side, who in enumerate(asked(at))
        ))

    def health(self, partners, contacts):
        """With every second partner: checks that are over, and one in fifty that runs."""
        checked = list(range(0, partners, 2))
        is_over = lambda at: at % 50 != 0
        opens = lambda at: self.now - (40 + at % 300 if is_over(at) else 3) * DAY
        closes = lambda at: opens(at) + 21 * DAY
        figures = json.dumps(figures_of_health())
        contact = lambda at: self.contact_of(at, partners, contacts)
        self.insert("health_plan", "partner_id every_months next_on library_people", (
            (row_id(PARTNER, at), 6, day(60 + at % 100), json.dumps([str(row_id(CONTACT, 0))])) for at in checked
        ))
        self.insert("health_check", "id partner_id opens_at closes_at unsealed_at figures waiting", (
            (
                row_id(HEALTH, at), row_id(PARTNER, at), opens(at), closes(at), closes(at) if is_over(at) else None,
                figures if is_over(at) else "[]", len(json.loads(figures)) if is_over(at) else None,
            )
            for at in checked
        ))
        survey = uuid.UUID(self.database.ask("SELECT id FROM survey_version WHERE key = 'health_foundations'")[0][0])
        sides = [(at, number, side) for at in checked for number, side in enumerate(("library", "partner"))]
        of = lambda at, number: row_id(HEALTH_ROUND, 2 * at + number)
        self.insert("round", self.ROUND, (
            (
                of(at, number), self.programme, survey, f"H{2 * at + number:05}", side, "shared", "invited", "[]",
                "closed" if is_over(at) else "open", opens(at), closes(at),
            )
            for at, number, side in sides
        ))
        self.insert("health_round", "round_id check_id", ((of(at, number), row_id(HEALTH, at)) for at, number, _ in sides))
        who = lambda at, side: 0 if side == "library" else contact(at)
        self.insert("health_person", "id check_id side contact_id name answered is_new", (
            (
                row_id(HEALTH_PERSON, 2 * at + number), row_id(HEALTH, at), side, row_id(CONTACT, who(at, side)),
                f"Person number {who(at, side)}", is_over(at), False,
            )
            for at, number, side in sides
        ))
        # Of those that are over the list of links was deleted.
        self.insert("invitation", self.INVITATION, (
            (
                row_id(INVITATION, 10_000_000 + 2 * at + number), of(at, number), row_id(CONTACT, who(at, side)),
                f"rehearsed check {at} {side}", False, None, closes(at),
            )
            for at, number, side in sides if not is_over(at)
        ))

    def unwanted(self, contacts):
        """Contacts of partners who unsubscribed, and others whose emails come back."""
        staff = int(contacts * STAFF)
        known = lambda at: base64.urlsafe_b64encode(
            marked(self.service, b"fingerprint", address_of(at).encode()).digest()[:18]
        ).decode()
        self.insert("stop", "programme_id address_hash since", (
            (self.programme, known(at), self.now - at % 700 * DAY) for at in range(staff, contacts, 97)
        ))
        self.insert("bounce", "id programme_id address_hash outbox_id hard status at", (
            (
                row_id(BOUNCE, at), self.programme, known(at), row_id(BOUNCE, at), at % 3 != 0,
                "5.1.1" if at % 3 != 0 else "4.2.2", self.now - at % 25 * DAY,
            )
            for at in range(staff + 1, contacts, 61)
        ))

    def comments(self, courses):
        """Five of each course that is over; three of them wait to be read."""
        self.insert("comment", "id round_id grp item text state themes", (
            (
                row_id(COMMENT, 5 * at + number), row_id(ROUND, at), "front_line", "improve", f"More time to talk on day {number}.",
                "waiting" if number < 3 else "released", "",
            )
            for at in range(courses) if at % 10 != 0 for number in range(5)
        ))

    def running(self, rounds, contacts):
        """Surveys that are open, each with twenty people invited, half of whom have answered."""
        opens, closes = self.now - 3 * DAY, lambda at: self.now + (20 + at % 60) * DAY
        self.insert("round", self.ROUND, (
            (
                row_id(OPEN_ROUND, at), self.programme, self.feedback, f"O{at:05}", "library", "anonymous", "both", "[]", "open",
                opens, closes(at),
            )
            for at in range(rounds)
        ))
        self.insert("invitation", self.INVITATION, (
            (
                row_id(INVITATION, 20_000_000 + at), row_id(OPEN_ROUND, at // 20), row_id(CONTACT, at % contacts),
                f"rehearsed open {at}", at % 2 == 0, None, closes(at // 20),
            )
            for at in range(20 * rounds)
        ))

    def webhooks(self, webhooks, deliveries):
        """What was told in the last month. They listen for what does not happen here, so that nothing is told to anybody."""
        columns = "id programme_id name kind host address secret events state created_at"
        self.insert("webhook", columns, (
            (
                row_id(WEBHOOK, at), self.programme, f"Intranet {at}", "standard", "hooks.example.org", "sealed", "sealed",
                "course.cancelled", "on", self.now - 300 * DAY,
            )
            for at in range(webhooks)
        ))
        then = lambda at: self.now - at * (28 * DAY // deliveries) - 60_000
        is_taken = lambda at: at % 25 != 0
        self.insert(
            "webhook_delivery",
            "id webhook_id event subject unique_key at state attempts next_at tried_at status milliseconds answer", (
                (
                    row_id(DELIVERY, at), row_id(WEBHOOK, at % webhooks), "round.closed", f"round C{at:05}", f"rehearsed {at}",
                    then(at), "taken" if is_taken(at) else "failed", 1 if is_taken(at) else 8, then(at), then(at),
                    200 if is_taken(at) else 500, 40 + at % 100, "Thanks" if is_taken(at) else "Out of order",
                )
                for at in range(deliveries)
            ),
        )

    def failures(self, failures):
        """Summaries that could not be written, and wait for their next try: for as long as a wait is at most, an hour."""
        begun, next_try = self.now - 2 * DAY, self.now + 58 * 60 * 1000
        self.insert("failed_step", "step subject_id programme_id error first_at last_at tries next_at", (
            ("summary", row_id(COURSE, at), self.programme, "the disk is full", begun, self.now - 120_000, 40, next_try)
            for at in range(failures)
        ))

    def acts(self, acts, contacts):
        """The activity log of five years, made in the database."""
        self.database.change(
            "INSERT INTO audit (id, programme_id, person, act, object, at) "
            "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
            f"{acts}) SELECT {self.database.RANDOM_ID}, {self.database.literal(self.programme)}, "
            "'reader' || (i % 500) || '@library.example.org', 'changed the contact', "
            f"'Person number ' || (i % {contacts}), {self.now - DAY} - i * {5 * 365 * DAY // acts} FROM n"
        )

    INVITATION = "id round_id contact_id token_hash used response_id expires_at"
    EMAIL = "id kind unique_key address message_id message state attempts queued_at next_at claimed_until sent_at result"

    def email(self, id, key, address, sent):
        """An invitation that left."""
        of = (id, "invitation", key, address, f"{id}@example.org", bytes(2000), "sent", 1, sent, sent)
        return *of, None, sent, "250 OK"

    def emails(self, emails):
        """Over the last two months."""
        self.insert("outbox", self.EMAIL, (
            self.email(row_id(EMAIL, at), f"rehearsed {at}", f"person{at}@example.org", self.now - DAY - at * (60 * DAY // emails))
            for at in range(emails)
        ))

    def courses_to_sum_up(self, courses, readers):
        """Courses whose feedback has closed and whose summary is due some day; that of the last goes to so many readers too."""
        begins = self.now - 20 * DAY
        self.insert("course", "id programme_id title place starts_at ends_at time_zone aims state summary_at frozen_at trainers", (
            (
                row_id(DUE_COURSE, at), self.programme, f"Due course {at}", f"Library {at % 90}", begins, begins + DAY // 4,
                "Europe/London", "[]", "planned", self.now + 300 * DAY, None, "Tom",
            )
            for at in range(courses)
        ))
        self.insert("round", self.ROUND, (
            self.round(row_id(DUE_ROUND, at), f"D{at:05}", "closed", begins) for at in range(courses)
        ))
        self.insert("course_round", "course_id round_id purpose", (
            (row_id(DUE_COURSE, at), row_id(DUE_ROUND, at), "feedback") for at in range(courses)
        ))
        self.insert("reader", "id course_id name email", (
            (row_id(READER, at), row_id(DUE_COURSE, courses - 1), f"Manager number {at}", f"manager{at}@board.example.org")
            for at in range(readers)
        ))
        self.publish("Due course %")

    def invited(self, of, code, people, side="library", privacy="anonymous", answer=lambda at: None):
        """A survey that these contacts were invited to six days ago, each by an email, unless they have answered."""
        began, id, ends = self.now - 6 * DAY, row_id(of, 0), self.now + 30 * DAY
        number = lambda at: of * 1_000_000 + at
        self.insert("round", self.ROUND, [
            (id, self.programme, self.feedback, code, side, privacy, "invited", "[]", "open", began, ends),
        ])
        self.insert("invitation", self.INVITATION, (
            (
                row_id(INVITATION, number(at)), id, row_id(CONTACT, at), f"rehearsed {code} {at}", answer(at) is not None,
                answer(at), ends,
            )
            for at in people
        ))
        written = [at for at in people if answer(at) is None]
        self.insert("outbox", self.EMAIL, (
            self.email(row_id(LETTER, number(at)), f"rehearsed {code} {at}", address_of(at), began) for at in written
        ))
        self.insert("invitation_letter", "outbox_id invitation_id kind seq", (
            (row_id(LETTER, number(at)), row_id(INVITATION, number(at)), "invitation", 1) for at in written
        ))

    def people_to_remind(self, people):
        """A survey that library staff were invited to six days ago, with a reminder planned for some day."""
        began, id = self.now - 6 * DAY, row_id(REMINDED, 0)
        self.invited(REMINDED, "REMIND", range(people))
        self.insert("mailing", "id round_id kind seq at state done_at", [
            (row_id(MAILING, 0), id, "invitation", 1, began, "done", began),
            (row_id(MAILING, 1), id, "reminder", 1, self.now + 20 * DAY, "planned", None),
        ])

    def people_who_moved(self, people, after):
        """A survey whose invitations will come back, to so many contacts after others; the ids of the emails."""
        self.invited(RETURNED, "RETURN", range(after, after + people))
        return [row_id(LETTER, RETURNED * 1_000_000 + at) for at in range(after, after + people)]

    def confidential_answers(self, answers, contacts):
        """A survey that the last contacts have answered, each under their name: what people of the demonstration answered, again
        and again. `check --repair` counts them."""
        given = self.database.ask(
            f"SELECT grp, answers FROM response WHERE round_id = {self.database.literal(self.example)} ORDER BY id"
        )
        first = contacts - answers
        self.invited(
            CONFIDENTIAL, "KNOWN", range(first, contacts), self.side, "confidential", lambda at: row_id(ANSWER, at),
        )
        self.insert("response", "round_id id grp answers", (
            (row_id(CONFIDENTIAL, 0), row_id(ANSWER, at), *given[at % len(given)]) for at in range(first, contacts)
        ))


def figures_of_health():
    """What both sides answered in a health check, about every condition."""
    counts = lambda *values: {
        "values": values, "dont_know": 0, "not_applicable": 0, "prefer_not": 0, "skipped": 0, "not_shown": 0,
    }
    surveys = (json.loads((ROOT / f"survey/src/templates/health_{of}.json").read_text()) for of in ("foundations", "ways"))
    items = [item for survey in surveys for section in survey["sections"] for item in section["items"]]
    return [
        {"key": item["key"], "label": item["label"], "library": counts(0, 0, 1, 2, 1), "partner": counts(0, 1, 1, 1, 0)}
        for item in items if item["kind"] == "rating" and item["key"] != "work_overall"
    ]
