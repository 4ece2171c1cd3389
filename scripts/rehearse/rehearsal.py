"""What every rehearsal needs: the service with its demonstration on loopback, somebody who is signed in, people who answer
meanwhile, and a log of what was seen."""

import argparse
import http.client
import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

from database import KINDS, ROOT, begin, free_port

PROGRAM = ROOT / "target/release/common-ground"


def arguments(about, **options):
    """The program to rehearse with, and the numbers that a rehearsal goes by."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--program", default=str(PROGRAM), help="the program (default: %(default)s)")
    parser.add_argument(
        "--database", choices=KINDS, default=KINDS[0],
        help="what the service keeps its data in; PostgreSQL is started for it, on loopback (default: %(default)s)",
    )
    parser.add_argument("--log", help="where the log is written (default: target/rehearsals/NAME-TIME.log)")
    for name, (default, meaning) in options.items():
        kind = type(default)
        parser.add_argument(f"--{name}", type=kind, default=default, help=f"{meaning} (default: %(default)s)")
    return parser.parse_args()


class Log:
    """What was seen, on the screen and in a file; it ends with what was expected and did not come."""

    def __init__(self, name, path):
        now = datetime.now(timezone.utc)
        self.path = Path(path) if path else ROOT / f"target/rehearsals/{name}-{now:%Y%m%dT%H%M%SZ}.log"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = open(self.path, "w")
        self.began = time.monotonic()
        self.missed = []
        # Where something stood on this machine is of no use to whoever reads the log on another.
        self.folders = {str(ROOT): ".", os.path.expanduser("~"): "~"}
        self.say(f"{name}, {now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors, {sys.platform}")

    def say(self, words):
        for folder in sorted(self.folders, key=len, reverse=True):
            words = words.replace(f"{folder}/", f"{self.folders[folder]}/")
        line = f"{time.monotonic() - self.began:8.1f} s  {words}"
        print(line, flush=True)
        self.file.write(line + "\n")
        self.file.flush()

    def expect(self, what, came):
        self.say(f"{'as expected' if came else 'NOT AS EXPECTED'}: {what}")
        if not came:
            self.missed.append(what)

    def end(self):
        self.say(f"{len(self.missed)} of what was expected did not come" if self.missed else "everything came as expected")
        print(f"The log: {self.path}")
        return 1 if self.missed else 0


class Service:
    """The program in a folder of its own, with its demonstration in it."""

    def __init__(self, program, log, database="sqlite", **settings):
        self.program, self.log, self.process = str(Path(program).resolve()), log, None
        self.folder = Path(tempfile.mkdtemp(prefix="common-ground-rehearsal-"))
        log.folders[str(self.folder)] = "…"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("COMMON_GROUND_")} | {
            "COMMON_GROUND_ADDRESS": "127.0.0.1",
            "COMMON_GROUND_PORT": str(self.port),
            "COMMON_GROUND_SITE_URL": self.url,
            "COMMON_GROUND_DATA_DIR": str(self.folder / "data"),
            "COMMON_GROUND_SECRET_KEY": "one key for all of a rehearsal, and for nothing else",
            "COMMON_GROUND_METRICS_TOKEN": "a token for whoever watches the rehearsal",
        }
        self.database = begin(database, self.folder / "data")
        log.say(f"the service keeps its data in {self.database.name}")
        settings = self.database.settings | settings
        self.env |= {f"COMMON_GROUND_{name.upper()}": str(value) for name, value in settings.items()}
        try:
            self.command("demo", "--out", str(self.folder / "demo"), "--no-serve")
            self.demo = json.loads((self.folder / "demo/demo.json").read_text())
        except BaseException:
            self.end()
            raise

    def command(self, *words, check=True, **settings):
        """Runs a command to its end; how long it took, its status and what it said."""
        env = self.env | {f"COMMON_GROUND_{name.upper()}": str(value) for name, value in settings.items()}
        began = time.monotonic()
        done = subprocess.run(
            [self.program, *words], cwd=self.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if check and done.returncode != 0:
            sys.exit(f"common-ground {' '.join(words)} failed:\n{done.stdout}")
        return time.monotonic() - began, done.returncode, done.stdout

    def begin(self, *words, **settings):
        """Begins a command without waiting for its end."""
        env = self.env | {f"COMMON_GROUND_{name.upper()}": str(value) for name, value in settings.items()}
        return subprocess.Popen(
            [self.program, *words], cwd=self.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )

    def start(self):
        said = open(self.folder / "service.log", "a")
        self.process = subprocess.Popen([self.program, "serve"], cwd=self.folder, env=self.env, stdout=said, stderr=said)
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/health/ready", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        sys.exit(f"The service did not start:\n{(self.folder / 'service.log').read_text()[-4000:]}")

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def memory(self, line="VmRSS"):
        """Memory in use, or at most (`VmHWM`), in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{line}:\s+(\d+) kB", status)[1]) / 1024

    def end(self):
        if self.process and self.process.poll() is None:
            self.stop()
        self.database.end()
        shutil.rmtree(self.folder, ignore_errors=True)


class Person:
    """Somebody in a browser, signed in under a role."""

    def __init__(self, service, role):
        self.url = service.url
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        account = next(one for one in service.demo["staff"] if one["role"] == role)
        self.password = account["password"]
        self.post("/sign-in", email=account["email"], password=self.password)
        self.home = urllib.parse.urlparse(self.open("/programmes")[1]).path

    def open(self, path, data=None, headers=None):
        """What a page says, and its address at the end."""
        request = urllib.request.Request(self.url + path, data=data, headers=headers or {})
        try:
            with self.browser.open(request, timeout=300) as reply:
                return reply.read().decode(), reply.geturl()
        except urllib.error.HTTPError as error:
            sys.exit(f"{path} answered {error.code}:\n{error.read().decode()[:4000]}")

    def get(self, path):
        return self.open(path)[0]

    def post(self, path, **fields):
        """Sends a form; the address that it leads to."""
        return urllib.parse.urlparse(self.open(path, urllib.parse.urlencode(fields).encode())[1]).path

    def send(self, page, **fields):
        """Opens a form and sends it to where it is, with what stands hidden in it."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.get(page))
        return self.post(page, **(dict(hidden) | fields))

    def token(self, *scopes):
        """An access token for these scopes, which works until tomorrow."""
        page = f"{self.home}/account/tokens/new"
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.get(page)))
        until = datetime.now(timezone.utc) + timedelta(1)
        fields = hidden | {"name": "Rehearsal", "until": f"{until:%Y-%m-%d}", "present": self.password, "scopes": scopes}
        made = self.open(page, urllib.parse.urlencode(fields, doseq=True).encode())[0]
        return re.search(r'<ul class="codes">\s*<li>([^<]+)</li>', made)[1]

    def upload(self, page, field, name, content):
        """Sends a file; the address that it leads to."""
        body = (
            f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode() + content + b"\r\n--b--\r\n"
        return urllib.parse.urlparse(self.open(page, body, {"Content-Type": "multipart/form-data; boundary=b"})[1]).path

    def ask(self, survey, days=8, privacy="anonymous"):
        """Asks partners a survey by an open link; its code."""
        closes = datetime.now(timezone.utc) + timedelta(days)
        address = self.post(
            f"{self.home}/rounds", survey=survey, side="partner", privacy=privacy, audience="open", opens="",
            opens_time="09:00", closes=f"{closes:%Y-%m-%d}", closes_time="17:00",
        )
        return address.rsplit("/", 1)[1]


class Answering:
    """People who answer a round all the time, so many a second."""

    def __init__(self, service, code, fields, rate):
        self.service, self.path, self.fields = service, f"/s/{code}", fields
        self.pause = 8 / rate
        self.times, self.failed, self.over = [], [], threading.Event()
        self.people = [threading.Thread(target=self.answer, args=(one / rate,), daemon=True) for one in range(8)]
        for one in self.people:
            one.start()

    def answer(self, wait):
        time.sleep(wait)
        connection = None
        due = time.monotonic()
        while not self.over.is_set():
            body = urllib.parse.urlencode(self.fields | {"action": "submit", "key": str(uuid.uuid4())})
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)
                # From when it was to be sent: whoever waits behind somebody who waits is counted too.
                connection.request("POST", self.path, body, {"Content-Type": "application/x-www-form-urlencoded"})
                reply = connection.getresponse()
                reply.read()
                (self.times if reply.status == 303 else self.failed).append((due, time.monotonic() - due))
            except (OSError, http.client.HTTPException):
                self.failed.append((due, time.monotonic() - due))
                connection = None
            due += self.pause
            time.sleep(max(0.0, due - time.monotonic()))

    def between(self, since, until):
        """How long forms took that were sent in a time, in milliseconds: their number, median, 99th and longest."""
        times = sorted(took for sent, took in self.times if since <= sent <= until)
        if not times:
            return 0, 0.0, 0.0, 0.0
        at = lambda share: times[min(len(times) - 1, int(share * len(times)))] * 1000
        return len(times), at(0.5), at(0.99), at(1)

    def told(self, since, until):
        count, middle, late, longest = self.between(since, until)
        return f"{count} forms: median {middle:.0f} ms, p99 {late:.0f} ms, longest {longest:.0f} ms"

    def end(self):
        self.over.set()
        for one in self.people:
            one.join(90)


# A survey that asks for everything that a close has to do with: ratings, a number, a day, and words.
SURVEY = json.dumps({
    "schema": 2, "key": "rehearsal", "version": 1, "title": "A rehearsal", "intro": "Nobody is asked this.",
    "sides": ["partner"],
    "sections": [{"title": "All", "items": [
        {"key": "useful", "kind": "rating", "label": "Useful", "text": "How useful was it?", "scale": "useful5"},
        {"key": "miles", "kind": "number", "label": "Miles", "text": "How far did you go?", "max": 500},
        {"key": "visit", "kind": "date", "label": "First visit", "text": "When did you first come?"},
        {"key": "change", "kind": "long_text", "label": "Change", "text": "What would you change?"},
    ]}],
}).encode()
ANSWER = {"answers[useful]": "4", "answers[miles]": "12", "answers[visit]": "2026-05-05", "answers[change]": "Call first."}


def rehearsal_survey(trainer):
    """Makes it, and publishes it; its key."""
    address = trainer.upload(f"{trainer.home}/surveys/new/file", "file", "survey.json", SURVEY)
    trainer.send(f"{address}/publish")
    return address.rsplit("/", 1)[1]


def closed_for_good(trainer, code):
    return "closed for good" in trainer.get(f"{trainer.home}/rounds/{code}").lower()


def many_contacts(count, partners):
    """A list of so many lines for the import of contacts: most are new people of partners that are there, one in ten with a new
    partner, and one in ten somebody who is there, with a job."""
    lines = ["organisation,kind,name,job,email,phone,can_say_yes,tags"]
    for at in range(count):
        who = f"Imported person {at},Teacher,imported{at}@town{at % 700}.example.org"
        if at % 10 == 1:
            who = f"Person number {at},Teacher,person{at}@town{at % 700}.example.org"
        of = f"Imported partner {at}" if at % 10 == 0 else "" if at % 10 == 1 else f"Partner number {at % partners // 50 * 50 + 7}"
        lines.append(f'{of},{"school" if of else ""},{who},,,"book club, autumn pilot"')
    return ("\n".join(lines) + "\n").encode()


def many_answers(path, count):
    """A file of so many answers to it, for `import responses`."""
    with open(path, "w") as file:
        file.write("response_id,useful,miles,visit,change\n")
        for at in range(count):
            words = "More time for each visit" if at % 20 == 0 else ""
            day = f"2026-{1 + at % 12:02}-{1 + at % 28:02}"
            file.write(f"{uuid.UUID(int=at + 1)},{1 + at % 5},{at * at % 501},{day},{words}\n")
