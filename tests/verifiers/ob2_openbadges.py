# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openbadges` validator over a folder, or over a web server on
this machine, in place of the site.
"""

import io
import json
import logging
from pathlib import Path

import requests
import urllib3
from asked_outside import BASE, RECIPIENT, SITE, tell
from openbadges.verifier import verify
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT
from requests.adapters import BaseAdapter

TYPES = {".json": "application/ld+json", ".png": "image/png"}


class Folder(BaseAdapter):
    """Answers every request from the site; nothing else goes out."""

    def send(self, request, **_options):
        answer = requests.Response()
        answer.request, answer.url = request, request.url
        answer.status_code, body, kind = held(request.url)
        answer.headers["Content-Type"] = kind
        answer.raw, answer._content = io.BytesIO(b""), body
        answer.encoding = "utf-8"
        return answer

    def close(self):
        pass


def held(url):
    if url.split("#")[0] == "https://w3id.org/openbadges/v2":
        return 200, json.dumps(OPENBADGES_CONTEXT_V2_DICT).encode(), TYPES[".json"]
    path = url.removeprefix(BASE)
    if path != url and SITE.startswith("http"):
        answer = urllib3.request("GET", SITE + path)
        return answer.status, answer.data, answer.headers["Content-Type"]
    file = Path(SITE, path.lstrip("/"))
    if path == url or not file.is_file():
        return 404, b"not found", "text/plain"
    return 200, file.read_bytes(), TYPES.get(file.suffix, "text/plain")


def judge(png):
    profile = {"email": [RECIPIENT]} if RECIPIENT else None
    report = verify(io.BytesIO(png.read_bytes()), recipient_profile=profile)["report"]
    errors = [each["result"] for each in report["messages"] if each["messageLevel"] != "INFO"]
    return report["valid"] is True, "; ".join(errors)


logging.disable(logging.CRITICAL)
requests.sessions.Session.get_adapter = lambda *_, **__: Folder()
tell(judge)
