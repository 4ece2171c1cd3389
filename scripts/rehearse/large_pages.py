#!/usr/bin/env python3
"""Many large pages at once, of a programme with very many courses, partners and contacts: whoever answers is served as usual, and
the service stays within its memory."""

import json
import re
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from rehearsal import ANSWER, Answering, Log, Person, Service, arguments, rehearsal_survey


class Program:
    """A program with an access token."""

    def __init__(self, service, admin):
        scopes = "contacts:read contacts:write courses:write".split()
        fields = [("name", "A rehearsal"), ("until", str(date.today() + timedelta(30))), ("present", admin.password)]
        fields += [("scopes", scope) for scope in scopes]
        page = admin.open(f"{admin.home}/account/tokens/new", urllib.parse.urlencode(fields).encode())[0]
        self.token = re.search(r"cg_pat_[\w-]+", page)[0]
        self.url = f"{service.url}/api/v1/programmes/{admin.home.rsplit('/', 1)[1]}"

    def make(self, noun, **what):
        request = urllib.request.Request(
            f"{self.url}/{noun}", json.dumps(what).encode(),
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.loads(reply.read())["id"]


def fill(program, wish, log):
    def partner(at):
        id = program.make("partners", name=f"Partner {at:05}", kind="school")
        each = wish.contacts // wish.partners
        return id, [
            program.make("contacts", partner_id=id, name=f"Contact {at:05}-{one}", email=f"c{at}.{one}@example.org")
            for one in range(each)
        ]

    with ThreadPoolExecutor(4) as people:
        partners = list(people.map(partner, range(wish.partners)))
    log.say(f"{wish.partners} partners and their contacts are there")

    def course(at):
        id, contacts = partners[at % len(partners)]
        day = {"date": str(date.today() + timedelta(30 + at % 300)), "starts": "10:00", "ends": "16:00"}
        return program.make(
            "courses", title=f"Course {at:04}", place="East Ham Library", sides=["partner"], privacy="anonymous", days=[day],
            partners=[id], participants=contacts[:5],
        )

    with ThreadPoolExecutor(4) as people:
        list(people.map(course, range(wish.courses)))
    log.say(f"{wish.courses} courses are planned")


def load(person, path, many):
    """So many loads of a page at once: how often each status came, and the longest time."""
    cookie = "; ".join(f"{one.name}={one.value}" for one in jar(person))
    found, lock, longest = {}, threading.Lock(), [0.0]

    def once():
        began = time.monotonic()
        request = urllib.request.Request(person.url + path, headers={"Cookie": cookie})
        try:
            with urllib.request.urlopen(request, timeout=300) as reply:
                reply.read()
                status = reply.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        with lock:
            found[status] = found.get(status, 0) + 1
            longest[0] = max(longest[0], time.monotonic() - began)

    threads = [threading.Thread(target=once) for _ in range(many)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found, longest[0]


def jar(person):
    return next(handler.cookiejar for handler in person.browser.handlers if hasattr(handler, "cookiejar"))


def main():
    wish = arguments(
        __doc__, courses=(2_000, "courses"), partners=(5_000, "partners"), contacts=(50_000, "contacts"),
        loads=(40, "loads of each page at once"), memory=(512, "MB that the service may use"), rate=(10, "forms a second"),
    )
    log = Log("large-pages", wish.log)
    service = Service(wish.program, log, api_per_minute=10_000_000)
    try:
        service.start()
        admin, trainer = Person(service, "admin"), Person(service, "trainer")
        fill(Program(service, admin), wish, log)
        code = trainer.ask(rehearsal_survey(trainer))
        # What filling took is not part of what is looked at.
        service.process.terminate()
        service.process.wait(60)
        service.start()
        trainer = Person(service, "trainer")
        answering = Answering(service, code, ANSWER, wish.rate)
        pages = [f"{trainer.home}{page}" for page in ("", "/courses", "/results", "/partners", "/partners/list.csv")]
        since = time.monotonic()
        for page in pages:
            found, longest = load(trainer, page, wish.loads)
            log.say(f"{page}: {found}, the longest {longest:.1f} s, memory {service.memory():.0f} MB")
            log.expect("each answers with the page, or asks to come back", set(found) <= {200, 503})
        with ThreadPoolExecutor(len(pages)) as together:
            all_at_once = list(together.map(lambda page: load(trainer, page, wish.loads), pages))
        for page, (found, longest) in zip(pages, all_at_once):
            log.say(f"{page} with all others: {found}, the longest {longest:.1f} s")
            log.expect("each answers with the page, or asks to come back", set(found) <= {200, 503})
        until = time.monotonic()
        answering.end()
        log.say("meanwhile " + answering.told(since, until))
        log.expect("no form was refused", not answering.failed)
        most = service.memory("VmHWM")
        log.expect(f"the service uses no more than {wish.memory} MB ({most:.0f} MB)", most <= wish.memory)
    finally:
        service.end()
    return log.end()


sys.exit(main())
