"""The OpenAPI document of one programme: where the document says only “an id” or “a time to come”, this copy says which.

Programs that make requests of a document find no partner by an id that they make up: nearly all that they send ends at
“there is nothing at this address”, and what lies behind is never reached. What would be refused stays as refused as it
was: nothing is narrowed where another value would be taken. What is deleted is made for that, so that no two operations
are in each other's way.
"""

import copy
from datetime import UTC, date, datetime, timedelta

# How many of each there are to delete, and how many to change.
SPARE = 4
METHODS = {"get", "put", "post", "patch", "delete"}


def narrowed(document, programme):
    """A copy of the document for one programme, in which whatever an operation needs has been made."""
    document = copy.deepcopy(document)
    there = There(programme)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                address(operation, there.addresses(operation["operationId"]) | {"slug": [programme.slug]})
                body(document, operation, there.bodies(operation["operationId"]))
    return document


def address(operation, values):
    """Says what parts of the address, and `If-Match`, can be."""
    values = values | {"If-Match": ["*"]}
    if operation["operationId"] != "draftSurvey":
        # Another request with a key that was used is refused: one operation shows it, and the others get further.
        operation["parameters"] = [one for one in operation["parameters"] if one["name"] != "Idempotency-Key"]
    for parameter in operation["parameters"]:
        known = values.get(parameter["name"])
        if known is None:
            assert parameter["in"] != "path", f"{operation['operationId']}: which {parameter['name']}?"
            continue
        assert known, f"{operation['operationId']}: the programme has no {parameter['name']} for it"
        parameter["schema"] = {"type": "string", "enum": known}


def body(document, operation, values):
    """Says what members of what is sent can be, or what the whole can be."""
    if values is None:
        return
    [content] = operation["requestBody"]["content"].values()
    if isinstance(values, list):
        content["schema"] = {"type": "object", "enum": values}
        return
    schema = copy.deepcopy(document["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[1]])
    for place, known in values.items():
        member, *below = place.split("/")
        target = schema["properties"][member]
        if below:
            # What days look like is told to readers too, who are told of other days as well.
            if "$ref" in target["items"]:
                named = target["items"]["$ref"].rsplit("/", 1)[1]
                target["items"] = copy.deepcopy(document["components"]["schemas"][named])
            target = target["items"]["properties"][below[0]] if below[0] else target["items"]
        if isinstance(known, dict):
            target.update(known)
            continue
        kinds = target["type"] if isinstance(target["type"], list) else [target["type"]]
        target["enum"] = known + ([None] if "null" in kinds else [])
    content["schema"] = schema


class There:
    """What there is in the programme, and what was made to be changed and deleted."""

    def __init__(self, programme):
        self.programme = programme
        self.kinds = [kind["key"] for kind in programme.get("")["partner_kinds"]]
        self.partners = ids(programme.all("/partners"))
        self.contacts = ids(programme.all("/contacts"))
        self.promises = ids(programme.all("/promises"))
        self.courses = programme.all("/courses")
        self.rounds = programme.all("/rounds")
        # Any two codes would be two of different comparisons.
        self.comparison = programme.all("/comparisons")[0]
        self.definitions = [
            programme.get(f"/surveys/{one['key']}")["definition"] for one in programme.all("/surveys")[:3]
        ]
        today = date.today()
        self.days = [str(today + timedelta(day)) for day in (40, 41, 60, 61, 90)]
        now = datetime.now(UTC).replace(microsecond=0)
        self.times = [(now + timedelta(day)).isoformat() for day in (5, 12, 30)]
        self.made = {}

    def addresses(self, operation):
        """What the parts of the address of an operation can be."""
        closed = [one["code"] for one in self.rounds if one["state"] == "closed" and one["answered"]]
        written = [one["id"] for one in self.courses if one["state"] == "frozen"]
        known = {
            "getComparison": lambda: {
                "offer": [self.comparison["offer"]], "expectation": [self.comparison["expectation"]]
            },
            "getContact": lambda: {"id": self.contacts},
            "changeContact": lambda: {"id": self.some(self.new_contact)},
            "deleteContact": lambda: {"id": self.some(self.new_contact)},
            "getCourse": lambda: {"id": ids(self.courses)},
            "getCourseSummary": lambda: {"id": written},
            "changeCourse": lambda: {"id": self.some(self.new_course)},
            "deleteCourse": lambda: {"id": self.some(self.new_course)},
            "listParticipants": lambda: {"id": ids(self.courses)},
            "getParticipant": lambda: {"id": [self.new_course(self.contacts)], "contact": self.contacts},
            "addParticipant": lambda: {"id": self.some(self.new_course), "contact": self.contacts},
            "removeParticipant": lambda: {"id": [self.new_course(self.contacts)], "contact": self.contacts},
            "getPartner": lambda: {"id": self.partners},
            "getPartnershipHealth": lambda: {"id": self.partners},
            "changePartner": lambda: {"id": self.some(self.new_partner)},
            "deletePartner": lambda: {"id": self.some(self.new_partner)},
            "getPromise": lambda: {"id": self.promises[SPARE:]},
            "changePromise": lambda: {"id": self.promises[SPARE:]},
            "deletePromise": lambda: {"id": self.promises[:SPARE]},
            "getRound": lambda: {"code": [one["code"] for one in self.rounds]},
            "getFigures": lambda: {"code": closed},
            "getAnswers": lambda: {"code": closed},
            "changeRound": lambda: {"code": self.some(self.new_round)},
            "deleteRound": lambda: {"code": self.some(self.new_round)},
            "getSurvey": lambda: {"key": [one["key"] for one in self.definitions]},
            "replaceSurvey": lambda: {"key": self.some(self.new_survey)},
            "deleteSurvey": lambda: {"key": self.some(self.new_survey)},
        }
        return known.get(operation, dict)()

    def bodies(self, operation):
        """What the members of what is sent can be, `days/date` those of each entry; or the whole, of what is any object."""
        days = {"days/date": self.days, "days/starts": ["09:00", "10:30"], "days/ends": ["12:30", "16:00"]}
        course = days | {"time_zone": ["Europe/London", "Europe/Lisbon"], "partners/": self.partners, "aims/": self.aims()}
        asked = {name: ["staff_needs"] for name in ("before", "feedback", "follow_up")}
        return {
            "addPartner": {"kind": self.kinds},
            "changePartner": {"kind": self.kinds},
            # Nobody is kept who has neither a phone number nor an address, and no address that is made up is one.
            "addContact": {
                "partner_id": self.partners, "phone": {"minLength": 1, "pattern": r"^[^\x00]*[^\x00\s][^\x00]*$"}
            },
            "changeContact": {"partner_id": self.partners},
            "planCourse": course | asked | {"participants/": self.contacts},
            "changeCourse": course | {"state": ["planned", "cancelled"]},
            "startRound": {
                "survey": ["staff_needs"], "side": ["library"], "opens_at": [], "closes_at": self.times,
                "groups/": ["everybody"], "partner_id": self.partners,
            },
            "changeRound": {"opens_at": self.times[:1], "closes_at": self.times[1:]},
            "draftSurvey": self.definitions,
            "replaceSurvey": self.definitions,
        }.get(operation)

    def aims(self):
        return sorted({aim for course in self.courses for aim in course["aims"]})

    def some(self, make):
        return [make() for _ in range(SPARE)]

    def count(self, noun):
        self.made[noun] = self.made.get(noun, 0) + 1
        return f"{noun} {self.made[noun]} for other programs"

    def new_partner(self):
        return self.programme.add("/partners", {"name": self.count("Partner"), "kind": self.kinds[0]})["id"]

    def new_contact(self):
        return self.programme.add("/contacts", {"name": self.count("Contact"), "phone": "020 7946 0000"})["id"]

    def new_course(self, participants=()):
        day = {"date": self.days[0], "starts": "10:00", "ends": "16:00"}
        new = {
            "title": self.count("Course"), "place": "East Ham Library", "days": [day], "privacy": "anonymous",
            "sides": ["library", "partner"], "participants": list(participants),
        }
        return self.programme.add("/courses", new)["id"]

    def new_round(self):
        new = {
            "survey": "staff_needs", "side": "library", "privacy": "anonymous", "audience": "open",
            "opens_at": self.times[0], "closes_at": self.times[2],
        }
        return self.programme.add("/rounds", new)["code"]

    def new_survey(self):
        return self.programme.add("/surveys", self.definitions[0])["key"]


def ids(entries):
    return [one["id"] for one in entries]
