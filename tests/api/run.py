"""What other people's programs make of the interface for programs.

Starts the program with its demonstration on a port of its own, makes an access token on the page for it, and then

- holds the OpenAPI document against the specification,
- makes a client of the document and goes through a day with it (`day.py`), and
- lets schemathesis send what the document allows and what it does not: API_REQUESTS of them at least (600), counted by its
  report. What only the programme can know, such as ids, is told to it by a copy of the document (`narrow.py`).

    python run.py PROGRAM
"""

import http.cookiejar
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

from day import client
from narrow import narrowed
from programme import Programme

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
    scopes = [
        "figures:read", "answers:read", "contacts:read", "contacts:write", "courses:write", "surveys:write",
        "promises:write",
    ]
    fields = [("name", "Other programs"), ("until", str(date.today() + timedelta(30))), ("present", account["password"])]
    page = send(f"{home}/account/tokens/new", fields + [("scopes", scope) for scope in scopes]).read().decode()
    return re.search(r"cg_pat_[\w-]+", page)[0], home.rsplit("/", 1)[1]


def validate(document):
    from openapi_spec_validator import validate as hold

    hold(document)
    print(f"{len(document['paths'])} addresses: the document is OpenAPI {document['openapi']}")


def fuzz(programme, document, folder):
    told, report = folder / "openapi.json", folder / "report.json"
    told.write_text(json.dumps(narrowed(document, programme)))
    operations = sum(len(item) for item in document["paths"].values())
    examples = max(1, -(-REQUESTS // operations))
    scripts = Path(sys.executable).parent
    command = [
        scripts / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run", told, "--url", programme.url,
        "--header", f"Authorization: Bearer {programme.secret}", "--max-examples", str(examples), "--seed", "2026",
        "--phases", "examples,coverage,fuzzing", "--generation-database", "none", "--request-timeout", "30",
        "--no-color", "--report", "json", "--report-json-path", report,
    ]
    status = subprocess.run(command, cwd=tempfile.gettempdir()).returncode
    if status:
        return status
    sent = json.loads(report.read_text())["test_cases"]["generated"]
    if sent < REQUESTS:
        print(f"Only {sent} requests were sent, and {REQUESTS} were to be.", file=sys.stderr)
        return 1
    return 0


def main():
    folder = Path(tempfile.mkdtemp(prefix="common-ground-api-"))
    service = Service(sys.argv[1], folder)
    try:
        demo = service.wait()
        account = next(one for one in demo["staff"] if one["role"] == "trainer")
        secret, slug = token(service.url, account)
        document = json.load(urllib.request.urlopen(f"{service.url}/api/openapi.json"))
        validate(document)
        programme = Programme(service.url, secret, slug)
        client(programme, folder)
        return fuzz(programme, document, folder)
    finally:
        service.stop()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
