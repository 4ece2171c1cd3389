"""A day with a client that somebody else's program makes of the document: what one finds, adds, changes and deletes."""

import csv
import importlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path


class Client:
    """The client that was made."""

    def __init__(self, programme, folder):
        scripts = Path(sys.executable).parent
        subprocess.run(
            [scripts / "openapi-python-client", "generate", "--url", f"{programme.url}/api/openapi.json",
             "--output-path", folder / "client", "--meta", "none", "--overwrite"],
            check=True, env=os.environ | {"PATH": f"{scripts}:{os.environ['PATH']}"},
        )
        sys.path.insert(0, str(folder))
        package = importlib.import_module("client")
        self.models = importlib.import_module("client.models")
        self.api = package.AuthenticatedClient(base_url=programme.url, token=programme.secret)
        self.slug = programme.slug

    def reply(self, group, name, *parts, **keywords):
        """What is answered to an operation of the programme, whatever it is."""
        module = importlib.import_module(f"client.api.{group}.{name}")
        return module.sync_detailed(self.slug, *parts, client=self.api, **keywords)

    def call(self, *operation, **keywords):
        """What an operation of the programme answers, which must not be a refusal."""
        reply = self.reply(*operation, **keywords)
        if reply.status_code >= 400:
            sys.exit(f"{operation[1]}: {reply.status_code} {reply.content.decode()}")
        return reply.parsed

    def table(self, *operation):
        """The rows of a table; none where the programme says that this one is not to be had."""
        reply = self.reply(*operation)
        if reply.status_code in (404, 409):
            return None
        assert reply.status_code == 200, f"{operation[1]}: {reply.status_code} {reply.content.decode()}"
        return list(csv.DictReader(reply.content.decode().splitlines()))


def client(programme, folder):
    """Goes through a day: plans a course, changes what turns out to be wrong, reads figures, and clears up."""
    made = Client(programme, folder)
    models = made.models
    me = importlib.import_module("client.api.tokens.get_me").sync(client=made.api)
    assert me.programme == made.slug, me
    partner, contact, course = plan(made)
    change(made, partner, contact, course)
    ask(made)
    draft(made)
    rounds = made.call("rounds", "list_rounds", limit=100)
    closed = [one for one in rounds.data if one.state == "closed" and one.answered]
    assert closed, "the demonstration has rounds that have closed"
    figures = made.call("figures", "get_figures", closed[0].code)
    read(made, closed)
    promise = made.call("promises", "list_promises").data[0]
    kept = models.PromiseChange(state=models.PromiseChangeState("done"), outcome="Said by a program")
    assert made.call("promises", "change_promise", promise.id, body=kept).state == "done"
    made.call("courses", "delete_course", course.id)
    made.call("contacts", "delete_contact", contact.id)
    made.call("partners", "delete_partner", partner.id)
    assert made.reply("partners", "get_partner", partner.id).status_code == 404
    print(f"A client of the document planned a course, changed it and deleted it, and read {len(rounds.data)} rounds; "
          f"figures: {str(figures)[:40]!r}")


def plan(made):
    """A partner, a contact of it and a course that they take part in."""
    models = made.models
    partner = made.call("partners", "add_partner", body=models.NewPartner(name="Made by a program", kind="school"))
    contact = made.call("contacts", "add_contact", body=models.NewContact(
        name="Made By Program", email="made.by.program@example.org", partner_id=partner.id,
    ))
    day = models.NewCourseDay(date=date.today() + timedelta(60), starts="10:00", ends="16:00")
    course = made.call("courses", "plan_course", body=models.NewCourse(
        title="Planned by a program", place="East Ham Library", sides=[models.NewCourseSidesItem("partner")],
        privacy=models.NewCoursePrivacy("anonymous"), days=[day], partners=[partner.id], participants=[contact.id],
    ))
    people = made.call("courses", "list_participants", course.id)
    assert [one.name for one in people.data] == ["Made By Program"], people
    return partner, contact, course


def change(made, partner, contact, course):
    """Another day and another name; and nothing where somebody else was there first."""
    models = made.models
    seen = made.reply("courses", "get_course", course.id).headers["ETag"]
    days = [models.NewCourseDay(date=date.today() + timedelta(61), starts="10:00", ends="16:00")]
    moved = made.call("courses", "change_course", course.id, body=models.CourseChange(days=days), if_match=seen)
    assert moved.days == days and moved.title == course.title, moved
    late = made.reply(
        "courses", "change_course", course.id, body=models.CourseChange(place="Nowhere"), if_match=seen
    )
    assert late.status_code == 412, late
    made.call("courses", "remove_participant", course.id, contact.id)
    assert not made.call("courses", "list_participants", course.id).data
    made.call("courses", "add_participant", course.id, contact.id)
    named = made.call("partners", "change_partner", partner.id, body=models.PartnerChange(name="Named by a program"))
    assert (named.name, named.kind) == ("Named by a program", "school"), named


def ask(made):
    """A survey that opens in a few days, and is taken back before."""
    models = made.models
    opens, closes = (datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days) for days in (5, 12))
    round = made.call("rounds", "start_round", body=models.NewRound(
        survey="staff_needs", side=models.NewRoundSide("library"), privacy=models.NewRoundPrivacy("anonymous"),
        audience=models.NewRoundAudience("open"), opens_at=opens, closes_at=closes,
    ))
    told = (round.state, round.survey, round.opens_at, round.closes_at, round.invited, round.answered)
    assert told == ("planned", "staff_needs", opens, closes, 0, 0), round
    assert made.call("rounds", "get_round", round.code) == round
    made.call("rounds", "delete_round", round.code)
    assert made.reply("rounds", "get_round", round.code).status_code == 404


def draft(made):
    """A survey of the programme's own, made of one that comes with the service."""
    ready = next(one for one in made.call("surveys", "list_surveys", limit=100).data if one.ready_made)
    definition = made.call("surveys", "get_survey", ready.key).definition
    own = made.call("surveys", "draft_survey", body=definition)
    assert (own.ready_made, own.published_version, own.title, own.sides) == (False, 0, ready.title, ready.sides), own
    asked = made.call("surveys", "get_survey", own.key).definition.to_dict()
    assert asked["sections"] == definition.to_dict()["sections"], asked
    made.call("surveys", "delete_survey", own.key)
    assert made.reply("surveys", "get_survey", own.key).status_code == 404


def read(made, closed):
    """What has come of surveys, courses and partnerships."""
    answers = [(one, made.table("answers", "get_answers", one.code)) for one in closed]
    given = [(one, rows) for one, rows in answers if rows is not None]
    assert given, "the answers of a round of the demonstration are to be had"
    for one, rows in given:
        assert len(rows) == one.answered, f"{one.code}: {len(rows)} of {one.answered} answers"
    pairs = made.call("figures", "list_comparisons", limit=100).data
    assert pairs, "the demonstration compares surveys"
    for pair in pairs:
        rows = made.table("figures", "get_comparison", pair.offer, pair.expectation)
        assert rows, f"{pair.title} compares nothing"
    written = [one for one in made.call("courses", "list_courses", limit=100).data if one.state == "frozen"]
    assert written, "the demonstration has summaries"
    for course in written:
        summary = made.call("courses", "get_course_summary", course.id)
        assert summary.revision >= 1 and course.title in summary.text, summary
    partners = made.call("partners", "list_partners", limit=100).data
    checked = [made.table("partners", "get_partnership_health", one.id) for one in partners]
    assert any(checked), "the demonstration has a partnership whose health was checked"
