"""Open Badge Factory's API, version 2 (https://openbadgefactory.com/obf-api-v2): the few calls that
issuing through it needs."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from core.ground.errors import DeliveryError
from core.issuing.handing_over import FactoryOrder, FactoryRevocation
from core.issuing.record_elsewhere import GivenBadge
from core.programmes.evidence.guarded_request import GuardedRequest, ServiceAnswer

CONSUMER = "cocarde"  # by which their lists tell our events from others
# "generating new access tokens is limited to one token per ten seconds"
PAUSE, EARLY = timedelta(seconds=10), timedelta(minutes=1)
REFUSED = (401, 403)  # 403 is what a token that is not valid any more gets
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass
class AccessToken:
    """An access token, until when it is used and since when there is none newer."""

    text: str = ""
    until: datetime | None = None
    made: datetime | None = None


@dataclass
class BadgeFactoryApi:
    """One organisation at Open Badge Factory, with its token once there is one. Every call raises
    `DeliveryError` where it cannot be done now."""

    request: GuardedRequest
    root: str
    client: str
    secret: str
    token: AccessToken = field(default_factory=AccessToken)

    def ping(self, now: datetime) -> None:
        """Whether id and secret are believed."""
        self.call(now, "GET", f"/v2/client/{self.client}/ping")

    def find(self, now: datetime, order: FactoryOrder) -> GivenBadge | None:
        """The badge that was issued for a claim and stands; None where there is none yet.

        Their list is narrowed by what is documented, and each event looked at again: what a filter
        lets pass by mistake is not ours.
        """
        wanted = {"api_consumer_id": CONSUMER, "badge_id": order.badge, "email": order.mail,
                  "log_entry": f"claim:{order.claim}", "limit": "1000"}  # fmt: skip
        told = self.call(now, "GET", f"/v2/event/{self.client}?{urlencode(wanted)}")
        for event in listed(told):
            if claim_of(event.get("log_entry")) == order.claim:
                given = self.recipient(now, str(event.get("id", "")), order.mail)
                if given is not None:
                    return given
        return None

    def issue(self, now: datetime, order: FactoryOrder) -> str:
        """Issue it; gives the id of their event. Not to be repeated without a look by `find`."""
        body: dict[str, Any] = {
            "recipient": [{"email": order.mail, "name": order.name}],
            "api_consumer_id": CONSUMER,
            "issued_on": order.issued_on,
            "log_entry": {"claim": order.claim},
        }
        if order.expires_on is not None:
            body["expires_on"] = order.expires_on
        told = self.call(now, "POST", f"/v2/event/{self.client}/{order.badge}/issue", body)
        event = told.get("resource_id") if told.get("success") else None
        if not isinstance(event, str) or not event:
            raise DeliveryError("the answer names no event", permanent=False)
        return event

    def recipient(self, now: datetime, event: str, mail: str) -> GivenBadge | None:
        """Whose badge of an event it is, and where; None where it is revoked or not theirs."""
        query = urlencode({"event_id": event, "email": mail})
        for each in listed(self.call(now, "GET", f"/v2/event/{self.client}/recipient?{query}")):
            same = str(each.get("email", "")).lower() == mail.lower()
            if same and each.get("event_id") == event and not each.get("revoked"):
                return GivenBadge(
                    client=self.client,
                    event_id=event,
                    mail=mail,
                    issued_on=seconds(each.get("issued_on")),
                    expires_on=seconds(each.get("expires_on")),
                    assertion_url=web_url(each.get("assertion_json_url")),
                    receive_url=web_url(each.get("receive_url")),
                )
        return None

    def revoke(self, now: datetime, wanted: FactoryRevocation) -> None:
        """Revoke a badge; once more does no harm."""
        path = f"/v2/event/{self.client}/{wanted.event_id}/revoke"
        self.call(now, "PUT", path, {"recipient": [wanted.mail]})

    def call(
        self, now: datetime, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """What the API answers, as JSON. A token that it refuses is replaced once."""
        answer = self.send(method, path, body, self.valid(now))
        fresh = self.token.made is not None and now - self.token.made < PAUSE
        if answer.status in REFUSED and not fresh:
            self.token.until = None
            answer = self.send(method, path, body, self.valid(now))
        return read(answer, path)

    def send(
        self, method: str, path: str, body: dict[str, Any] | None, token: str
    ) -> ServiceAnswer:
        headers = {"Authorization": f"Bearer {token}", "Accept": JSON, "Content-Type": JSON}
        told = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self.request(method, f"{self.root}{path}", headers=headers, body=told)

    def valid(self, now: datetime) -> str:
        """The token, a new one where the last is nearly over."""
        if self.token.until is None or self.token.until <= now:
            self.token = self.new_token(now)
        return self.token.text

    def new_token(self, now: datetime) -> AccessToken:
        """A token for our id and secret (RFC 6749, section 4.4)."""
        if self.token.made is not None and now - self.token.made < PAUSE:
            raise DeliveryError("no new token yet", permanent=False, retry_after=10)
        self.token.made = now
        asked = {"grant_type": "client_credentials", "client_id": self.client,
                 "client_secret": self.secret}  # fmt: skip
        path, headers = "/v2/client/oauth2/token", {"Content-Type": FORM, "Accept": JSON}
        body = urlencode(asked).encode()
        told = read(self.request("POST", self.root + path, headers=headers, body=body), path)
        text, lasts = told.get("access_token"), told.get("expires_in")
        if not isinstance(text, str) or not text:
            raise DeliveryError("the answer holds no token", permanent=False)
        life = timedelta(seconds=lasts if isinstance(lasts, int) else 300)
        return AccessToken(text, now + max(life - EARLY, life / 2), now)


def read(answer: ServiceAnswer, path: str) -> dict[str, Any]:
    """The JSON object of a good answer; raises `DeliveryError` for any other, which says no more
    than its status: an error may repeat what was sent."""
    where = path.partition("?")[0]
    if not answer.good:
        why = f"HTTP {answer.status} at {where}"
        raise DeliveryError(why, permanent=False, retry_after=answer.wait)
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise DeliveryError(f"no JSON at {where}", permanent=False)
    return found


def listed(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The objects of a list that the API answers."""
    found = told.get("result")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def claim_of(log_entry: object) -> str:
    """The claim in the log entry of an event, which comes as JSON within JSON."""
    try:
        found = json.loads(log_entry) if isinstance(log_entry, str) else log_entry
    except ValueError:
        return ""
    return str(found.get("claim", "")) if isinstance(found, dict) else ""


def seconds(told: object) -> int | None:
    """A moment in seconds since 1970; None for anything else."""
    return told if isinstance(told, int) and 0 < told < 1 << 33 else None


def web_url(told: object) -> str:
    """An address that a page may lead to; empty for anything else."""
    text = told if isinstance(told, str) else ""
    return text if urlsplit(text).scheme in ("https", "http") else ""
