"""Whether the pages answer at their public address, and how long its certificates are valid: for
`cocarde check --live`."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import httpx

from cocarde import server_certificates
from core.ground.clock import real_now
from core.ground.findings import Finding, LiveStep, beware, fine, wrong
from core.ground.settings import Settings
from core.watching.certificates import SOON, SeenCertificate

SECONDS = 10.0


def look(settings: Settings, _patience: float) -> Iterator[LiveStep]:
    """What `/readyz` says from outside, and each certificate that our readers and we see."""
    url, begun = f"{settings.base}/readyz", monotonic()
    try:
        answer = httpx.get(url, timeout=SECONDS, verify=server_certificates.trust(settings))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        found = wrong("web", "live.pages_away", url=url, error=type(error).__name__)
        yield LiveStep(found, monotonic() - begun)
    else:
        took = monotonic() - begun
        yield LiveStep(said(url, answer, took), took)
    for seen in server_certificates.look(settings):
        yield LiveStep(days_left(seen))


def said(url: str, answer: httpx.Response, took: float) -> Finding:
    """What an answer of `/readyz` tells: all is well, something warns, or it is out of service."""
    told, seconds = wrong_names(answer), f"{took:.1f}"
    if told is None or not answer.is_success:
        names = ", ".join(told or ()) or "-"
        status = answer.status_code
        return wrong("web", "live.not_ready", url=url, status=status, names=names, seconds=seconds)
    if told:
        return beware("web", "live.warns", url=url, names=", ".join(told), seconds=seconds)
    return fine("web", "live.ready", url=url, seconds=seconds)


def wrong_names(answer: httpx.Response) -> list[str] | None:
    """What `/readyz` names as wrong; None where the answer is not Cocarde's."""
    try:
        told: Any = answer.json()["wrong"]
        return [str(each["name"]) for each in told]
    except (ValueError, KeyError, TypeError):
        return None


def days_left(seen: SeenCertificate) -> Finding:
    """How long a certificate is valid; or why it could not be seen, or is not believed."""
    if seen.ends_at is None:
        return wrong(seen.what, "live.no_certificate", place=seen.place, error=seen.error)
    left = seen.ends_at - real_now()
    weigh = beware if left < SOON else fine
    word = "live.certificate_ends" if left < SOON else "live.certificate"
    return weigh(seen.what, word, place=seen.place, days=left.days)
