"""A programme of a whole country: rows put beside the demonstration, as years of work would have left them."""

import json
import time
import uuid
from datetime import date, timedelta

DAY = 24 * 60 * 60 * 1000
# How many library staff there are among so many contacts.
STAFF = 0.4

PARTNER, CONTACT, COURSE, ROUND, SUMMARY, PROMISE, EMAIL, INVITATION, DUE_COURSE, DUE_ROUND, REMINDED, LETTER, MAILING = range(1, 14)


def row_id(of, number):
    return uuid.UUID(int=(of << 64) | number)


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
        self.example, self.feedback = map(uuid.UUID, self.database.ask(
            "SELECT round.id, round.survey_version_id FROM round JOIN published ON published.round_id = round.id "
            "JOIN course_round ON course_round.round_id = round.id AND course_round.purpose = 'feedback' "
            "WHERE round.state = 'closed' ORDER BY round.closes_at"
        )[0])

    def insert(self, table, columns, rows):
        self.database.insert(table, columns.split(), rows)

    def fill(self, courses, partners, contacts, emails=0):
        """So many of each; nine courses in ten are over and have a summary."""
        self.partners(partners, contacts)
        self.courses(courses, contacts)
        self.promises(2 * partners, partners)
        self.emails(emails)

    def settle(self):
        """Has the database know what was put in, and names be found again."""
        self.database.settle()
        self.service.command("check", "--repair", check=False)

    def partners(self, partners, contacts):
        of, staff = self.programme, int(contacts * STAFF)
        # One in fifty stands there twice, but for a small word.
        name = lambda at: f"The Partner number {at - 1}" if at % 50 == 1 else f"Partner number {at}"
        self.insert("partner", "id programme_id name kind", (
            (row_id(PARTNER, at), of, name(at), "school") for at in range(partners)
        ))
        self.insert("contact", "id programme_id partner_id name email job phone can_say_yes added_at left_at", (
            (
                row_id(CONTACT, at), of, None if at < staff else row_id(PARTNER, at % partners), f"Person number {at}",
                f"person{at}@town{at % 700}.example.org", "", "", False, self.now - at % 900 * DAY, None,
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
                f"Mend the lift {at}", "Ada", str(date.today() + timedelta(at % 400 - 100)), "nobody",
                "open" if at % 3 == 0 else "done", "", False, 0,
            )
            for at in range(promises)
        ))

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

    def courses_to_sum_up(self, courses):
        """Courses whose feedback has closed and whose summary is due some day."""
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
        self.publish("Due course %")

    def people_to_remind(self, people):
        """A survey that library staff were invited to six days ago, with a reminder planned for some day."""
        began, id = self.now - 6 * DAY, row_id(REMINDED, 0)
        of = (id, self.programme, self.feedback, "REMIND", "library", "anonymous", "invited", "[]", "open")
        self.insert("round", self.ROUND, [(*of, began, self.now + 30 * DAY)])
        self.insert("mailing", "id round_id kind seq at state done_at", [
            (row_id(MAILING, 0), id, "invitation", 1, began, "done", began),
            (row_id(MAILING, 1), id, "reminder", 1, self.now + 20 * DAY, "planned", None),
        ])
        self.insert("invitation", "id round_id contact_id token_hash used response_id expires_at", (
            (row_id(INVITATION, at), id, row_id(CONTACT, at), f"rehearsed {at}", False, None, self.now + 30 * DAY)
            for at in range(people)
        ))
        self.insert("outbox", self.EMAIL, (
            self.email(row_id(LETTER, at), f"rehearsed letter {at}", f"person{at}@town{at % 700}.example.org", began)
            for at in range(people)
        ))
        self.insert("invitation_letter", "outbox_id invitation_id kind seq", (
            (row_id(LETTER, at), row_id(INVITATION, at), "invitation", 1) for at in range(people)
        ))
