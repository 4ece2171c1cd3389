"""What other people's programs make of the interface for programs.

Starts the program with its demonstration on a port of its own, makes an access token on the page for it, and then

- holds the OpenAPI document against the specification,
- lets schemathesis send what the document allows and what it does not: API_REQUESTS of them at least (600), and
- makes a client of the document and goes through a day with it.

    python run.py PROGRAM
"""

import http.cookiejar
import importlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
REQUESTS = int(os.environ.get("API_REQUESTS", "600"))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Service:
    """The program with its demonstration, in a folder of its own."""

    def __init__(self, program, folder):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.out = folder / "demo"
        env = {name: value for name, value in os.environ.items() if not name.startswith("COMMON_GROUND_")}
        env |= {
            "COMMON_GROUND_ADDRESS": "127.0.0.1",
            "COMMON_GROUND_PORT": str(port),
            "COMMON_GROUND_SITE_URL": self.url,
            "COMMON_GROUND_DATA_DIR": str(folder / "data"),
            "COMMON_GROUND_API_PER_MINUTE": "1000000",
        }
        self.log = open(folder / "log", "w+")
        self.process = subprocess.Popen(
            [program, "demo", "--out", str(self.out)], cwd=folder, env=env, stdout=self.log, stderr=self.log
        )

    def wait(self):
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.url}/health/ready", timeout=5).close()
                return json.loads((self.out / "demo.json").read_text())
            except (OSError, ValueError):
                time.sleep(0.2)
        self.log.seek(0)
        sys.exit(f"The service did not start:\n{self.log.read()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def token(url, account):
    """A token with every scope, made on the page as a person makes it."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def send(path, fields):
        return browser.open(url + path, urllib.parse.urlencode(fields).encode(), timeout=30)

    home = send("/sign-in", {"email": account["email"], "password": account["password"]}).geturl()
    home = urllib.parse.urlparse(browser.open(f"{url}/programmes").geturl()).path or home
    scopes = ["figures:read", "answers:read", "contacts:read", "contacts:write", "courses:write", "surveys:write"]
    fields = [("name", "Other programs"), ("until", str(date.today() + timedelta(30))), ("present", account["password"])]
    page = send(f"{home}/account/tokens/new", fields + [("scopes", scope) for scope in scopes]).read().decode()
    return re.search(r"cg_pat_[\w-]+", page)[0], home.rsplit("/", 1)[1]


def validate(document):
    from openapi_spec_validator import validate as hold

    hold(document)
    print(f"{len(document['paths'])} addresses: the document is OpenAPI {document['openapi']}")


def fuzz(url, secret, document):
    operations = sum(len(item) for item in document["paths"].values())
    examples = max(1, -(-REQUESTS // operations))
    scripts = Path(sys.executable).parent
    command = [
        scripts / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run", f"{url}/api/openapi.json",
        "--header", f"Authorization: Bearer {secret}", "--max-examples", str(examples), "--seed", "2026",
        "--phases", "examples,coverage,fuzzing", "--generation-database", "none", "--request-timeout", "30",
        "--no-color",
    ]
    return subprocess.run(command, cwd=tempfile.gettempdir()).returncode


def client(url, secret, slug, folder):
    """Goes through a day with a client that was made of the document."""
    scripts = Path(sys.executable).parent
    made = folder / "client"
    subprocess.run(
        [scripts / "openapi-python-client", "generate", "--url", f"{url}/api/openapi.json", "--output-path", made,
         "--meta", "none", "--overwrite"],
        check=True, env=os.environ | {"PATH": f"{scripts}:{os.environ['PATH']}"},
    )
    sys.path.insert(0, str(folder))
    package = importlib.import_module("client")
    models = importlib.import_module("client.models")

    def call(group, name, *arguments, **keywords):
        module = importlib.import_module(f"client.api.{group}.{name}")
        reply = module.sync_detailed(*arguments, client=api, **keywords)
        if reply.status_code >= 400:
            sys.exit(f"{name}: {reply.status_code} {reply.content.decode()}")
        return reply.parsed

    api = package.AuthenticatedClient(base_url=url, token=secret)
    me = call("tokens", "get_me")
    assert me.programme == slug, me
    partner = call("partners", "add_partner", slug, body=models.NewPartner(name="Made by a program", kind="school"))
    contact = call(
        "contacts", "add_contact", slug,
        body=models.NewContact(name="Made By Program", email="made.by.program@example.org", partner_id=partner.id),
    )
    day = models.NewCourseDay(date=date.today() + timedelta(60), starts="10:00", ends="16:00")
    course = call(
        "courses", "plan_course", slug,
        body=models.NewCourse(
            title="Planned by a program", place="East Ham Library", sides=["partner"], privacy="anonymous", days=[day],
            partners=[partner.id], participants=[contact.id],
        ),
    )
    people = call("courses", "list_participants", slug, course.id)
    assert [one.name for one in people.data] == ["Made By Program"], people
    rounds = call("rounds", "list_rounds", slug, limit=100)
    closed = [one for one in rounds.data if one.state == "closed" and one.answered]
    assert closed, "the demonstration has rounds that have closed"
    figures = call("figures", "get_figures", slug, closed[0].code)
    print(f"A client of the document planned a course, and read {len(rounds.data)} rounds; figures: {str(figures)[:40]!r}")


def main():
    folder = Path(tempfile.mkdtemp(prefix="common-ground-api-"))
    service = Service(sys.argv[1], folder)
    try:
        demo = service.wait()
        account = next(one for one in demo["staff"] if one["role"] == "trainer")
        secret, slug = token(service.url, account)
        document = json.load(urllib.request.urlopen(f"{service.url}/api/openapi.json"))
        validate(document)
        client(service.url, secret, slug, folder)
        return fuzz(service.url, secret, document)
    finally:
        service.stop()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
