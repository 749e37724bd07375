"""A DOUBLE of Open Badge Factory's API v2, on this machine: not the service itself.

It does what the public documentation says (https://openbadgefactory.com/obf-api-v2, as of version
202608) of the calls that Cocarde makes; what it says of none is in docs/factory.md.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CLIENT, KEY, BADGE = "XYZ1234", "s3cr3t-of-becode", "BADGE0001"
Told = tuple[int, Any]


@dataclass
class FactoryDouble:
    """What it holds, how often it was asked for what, and what goes wrong next."""

    url: str = ""
    tokens: list[str] = field(default_factory=list)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    recipients: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    finds: bool = True

    def count(self, call: str) -> int:
        return self.asked.count(call)

    def forget_tokens(self) -> None:
        """As when they expire, or are revoked."""
        self.tokens = ["-"] * len(self.tokens)

    @property
    def valid(self) -> list[str]:
        """Whose badges stand."""
        return [each["email"] for each in self.recipients if not each["revoked"]]

    def token(self, given: dict[str, Any]) -> Told:
        asked = given.get("grant_type"), given.get("client_id"), given.get("client_secret")
        if asked != ("client_credentials", CLIENT, KEY):
            return 403, {"status": 403, "error": "Forbidden"}
        self.tokens.append(f"token-{len(self.tokens)}")
        return 200, {"access_token": self.tokens[-1], "token_type": "bearer", "expires_in": 18000}

    def ping(self, given: dict[str, Any]) -> Told:
        return 200, {"success": True}

    def issue(self, given: dict[str, Any], badge: str) -> Told:
        if badge != BADGE:
            return 404, {"status": 404, "error": "Not Found"}
        if "api_consumer_id" not in given or not given.get("recipient"):
            return 400, {"status": 400, "error": "Bad Request"}
        event = f"EVENT{len(self.events) + 1:04}"
        self.events[event] = {
            "id": event, "badge_id": badge, "api_consumer_id": given["api_consumer_id"],
            "log_entry": json.dumps(given.get("log_entry")),
        }  # fmt: skip
        for each in given["recipient"]:
            name = f"{event}-{len(self.recipients)}"
            self.recipients.append({
                "event_id": event, "badge_id": badge, "assertion_id": name, **each,
                "receive_url": f"https://openbadgefactory.test/receive/{name}",
                "assertion_json_url": f"https://openbadgefactory.test/assertion/{name}.json",
                "issued_on": given.get("issued_on"), "expires_on": given.get("expires_on"),
                "revoked": False,
            })  # fmt: skip
        return 200, {"success": True, "message": "", "resource_type": "event",
                     "resource_id": event, "count": len(given["recipient"])}  # fmt: skip

    def list_events(self, given: dict[str, Any]) -> Told:
        key, _, value = given.get("log_entry", "").partition(":")
        found = [
            each for each in self.events.values()
            if self.finds and str((json.loads(each["log_entry"]) or {}).get(key)) == value
            and each["badge_id"] == given.get("badge_id", each["badge_id"])
            and each["api_consumer_id"] == given.get("api_consumer_id", each["api_consumer_id"])
        ]  # fmt: skip
        return 200, {"result": found, "total": len(found)}

    def list_recipients(self, given: dict[str, Any]) -> Told:
        found = [
            each for each in self.recipients
            if each["event_id"] == given.get("event_id") and each["email"] == given.get("email")
        ]  # fmt: skip
        return 200, {"result": found, "total": len(found)}

    def revoke(self, given: dict[str, Any], event: str) -> Told:
        if event not in self.events:
            return 404, {"status": 404, "error": "Not Found"}
        for each in self.recipients:
            each["revoked"] |= each["event_id"] == event and each["email"] in given["recipient"]
        return 200, {"success": True, "message": "", "count": 1}


CALLS: list[tuple[str, str, str]] = [
    ("token", "POST", r"/v2/client/oauth2/token"),
    ("ping", "GET", rf"/v2/client/{CLIENT}/ping"),
    ("issue", "POST", rf"/v2/event/{CLIENT}/(\w+)/issue"),
    ("list_recipients", "GET", rf"/v2/event/{CLIENT}/recipient"),
    ("list_events", "GET", rf"/v2/event/{CLIENT}"),
    ("revoke", "PUT", rf"/v2/event/{CLIENT}/(\w+)/revoke"),
]


@contextmanager
def open_badge_factory() -> Iterator[FactoryDouble]:
    """The double on a free port."""
    double = FactoryDouble()

    class Calls(BaseHTTPRequestHandler):
        def work(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            url = urlsplit(self.path)
            given = {key: value[0] for key, value in parse_qs(url.query).items()}
            if self.headers.get("Content-Type") == "application/json" and raw:
                given |= json.loads(raw)
            else:
                given |= {key: value[0] for key, value in parse_qs(raw).items()}
            for name, method, pattern in CALLS:
                if method == self.command and (found := re.fullmatch(pattern, url.path)):
                    return self.call(name, getattr(double, name), given, found.groups())
            return self.told(404, {"status": 404, "error": "Not Found"})

        do_GET = do_POST = do_PUT = work  # noqa: N815 - the names that the library calls

        def call(self, name: str, act: Callable[..., Told], given: Any, path: Any) -> None:
            double.asked.append(name)
            waiting = double.faults.get(name)
            fault = waiting.pop(0) if waiting else ""
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if name != "token" and bearer not in [each for each in double.tokens if each != "-"]:
                return self.told(403, "403 Forbidden")
            if fault.isdecimal():
                return self.told(int(fault), "")
            answer = act(given, *path)
            if fault == "cut":  # done, and nobody hears of it
                self.close_connection = True
                return None
            return self.told(*answer)

        def told(self, status: int, body: Any) -> None:
            raw = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Calls)
    double.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
