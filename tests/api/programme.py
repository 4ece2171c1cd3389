"""A programme as a program with an access token reads and changes it: JSON there and back."""

import json
import urllib.error
import urllib.parse
import urllib.request


class Programme:
    """The programme of a token, below `/api/v1`."""

    def __init__(self, url, secret, slug):
        self.url, self.secret, self.slug = url, secret, slug
        self.base = f"{url}/api/v1/programmes/{slug}"

    def send(self, method, address, body=None):
        """What is answered; a refusal ends everything, for nothing is sent here that may be refused."""
        request = urllib.request.Request(address, method=method)
        request.add_header("Authorization", f"Bearer {self.secret}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {address}: {error.code} {error.read().decode()}") from error

    def get(self, path):
        return self.send("GET", self.base + path)

    def add(self, path, body):
        return self.send("POST", self.base + path, body)

    def all(self, path):
        """Every entry of a list, page by page."""
        entries, address = [], f"{self.base}{path}?limit=100"
        while address:
            page = self.send("GET", address)
            entries += page["data"]
            address = page["next"] and urllib.parse.urljoin(self.base, page["next"])
        return entries
