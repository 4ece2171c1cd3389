"""A day with a client that somebody else's program makes of the document: what one finds, adds, changes and deletes."""

import importlib
import os
import subprocess
import sys
from datetime import date, timedelta
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


def client(programme, folder):
    """Goes through a day: plans a course, changes what turns out to be wrong, reads figures, and clears up."""
    made = Client(programme, folder)
    models = made.models
    me = importlib.import_module("client.api.tokens.get_me").sync(client=made.api)
    assert me.programme == made.slug, me
    partner, contact, course = plan(made)
    change(made, partner, contact, course)
    rounds = made.call("rounds", "list_rounds", limit=100)
    closed = [one for one in rounds.data if one.state == "closed" and one.answered]
    assert closed, "the demonstration has rounds that have closed"
    figures = made.call("figures", "get_figures", closed[0].code)
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
