# mypy: ignore-errors
# (its imports exist only in the Python that runs it)
"""Runs in a Python of its own: the `openbadges` validator over a folder instead of the web.

Arguments: SITE BASE NOW RECIPIENT PNG…; prints one line of JSON for each picture.
"""

import io
import json
import logging
import sys
from pathlib import Path

import requests
from openbadges.verifier import verify
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT
from requests.adapters import BaseAdapter

SITE, BASE, RECIPIENT = Path(sys.argv[1]), sys.argv[2], sys.argv[4]
TYPES = {".json": "application/ld+json", ".png": "image/png"}


class Folder(BaseAdapter):
    """Answers every request from the folder; nothing goes out."""

    def send(self, request, **_options):
        answer = requests.Response()
        answer.request, answer.url = request, request.url
        body, suffix = held(request.url)
        answer.status_code = 404 if body is None else 200
        answer.headers["Content-Type"] = TYPES.get(suffix, "text/plain")
        answer.raw, answer._content = io.BytesIO(b""), body or b"not found"
        answer.encoding = "utf-8"
        return answer

    def close(self):
        pass


def held(url):
    if url.split("#")[0] == "https://w3id.org/openbadges/v2":
        return json.dumps(OPENBADGES_CONTEXT_V2_DICT).encode(), ".json"
    path = url.removeprefix(BASE)
    file = SITE / path.lstrip("/")
    if path == url or not file.is_file():
        return None, ""
    return file.read_bytes(), file.suffix


def judge(png):
    profile = {"email": [RECIPIENT]} if RECIPIENT else None
    report = verify(io.BytesIO(png.read_bytes()), recipient_profile=profile)["report"]
    errors = [each["result"] for each in report["messages"] if each["messageLevel"] != "INFO"]
    return {"png": str(png), "accepted": report["valid"] is True, "why": "; ".join(errors)}


logging.disable(logging.CRITICAL)
requests.sessions.Session.get_adapter = lambda *_, **__: Folder()
for name in sys.argv[5:]:
    try:
        told = judge(Path(name))
    except Exception as error:
        told = {"png": name, "accepted": False, "why": repr(error)}
    print(json.dumps(told))
