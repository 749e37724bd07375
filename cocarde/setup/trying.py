"""Whether an answer works: each is tried at once, and what is found is said as `check` says it."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from bot.check import ask_telegram
from cocarde.operate.check import check_settings
from cocarde.operate.check_contacts import is_reserved
from cocarde.setup.answers import Answers, changed
from core.badges.openbadges.paths import root
from core.ground.errors import Refusal, Trouble
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.settings import refuse_broken
from core.programmes.catalogue import catalogue
from core.review.awards import recipient
from mail.check import enter_mail, reach_mail

SECONDS = 5.0
OTHER = {"smtp": "imap_url", "imap": "smtp_url"}


def try_public_url(answers: Answers) -> Iterator[Finding]:
    """Whether the address is one of a site, its name leads somewhere, and who answers there."""
    settings = answers.settings()
    try:
        base = root(settings.public_url)
        refuse_broken(settings)
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "settings", trouble.sentence)
        return
    yield from (each for each in check_settings(settings) if each.weight is Weight.WRONG)
    parts = urlsplit(base)
    if is_reserved(base):
        yield wrong("settings", "setup.reserved", name=parts.hostname)
    elif not has_address(parts.hostname or ""):
        yield wrong("settings", "setup.no_dns", name=parts.hostname)
    else:
        yield from who_answers(base)


def has_address(host: str) -> bool:
    """Whether DNS has an address for a name."""
    try:
        return bool(socket.getaddrinfo(host, None))
    except (OSError, UnicodeError):
        return False


def who_answers(base: str) -> Iterator[Finding]:
    """What answers at the public address: Cocarde, something else, or nobody yet."""
    try:
        answer = httpx.get(f"{base}/healthz", timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield beware("settings", "setup.nobody_answers", error=type(error).__name__)
        return
    if not answer.is_success:
        yield beware("settings", "setup.other_answers", status=answer.status_code)


def try_mail_address(answers: Answers) -> Iterator[Finding]:
    """Whether the mailbox has an address that answers reach."""
    said = answers["mail_address"]
    yield from try_mail(said)
    if is_reserved(said):
        yield beware("settings", "check.placeholder_sender", mail=said)


def try_server(answers: Answers, kind: str) -> Iterator[Finding]:
    """Whether a mail server of the kind (`smtp`, `imap`) greets us; with a user in its address,
    whether it lets them in."""
    settings, other = answers.settings(login=False), OTHER[kind]
    if "@" in getattr(settings, f"{kind}_url"):
        yield from enter_mail(changed(settings, {other: ""}))
    else:
        yield from reach_mail(settings, kind)


def try_login(answers: Answers) -> Iterator[Finding]:
    """Whether both mail servers let us in, and the folder opens."""
    yield from enter_mail(answers.settings())


def try_token(answers: Answers) -> Iterator[Finding]:
    """Whether Telegram knows the bot."""
    yield from ask_telegram(answers.settings())


def try_programmes(answers: Answers) -> Iterator[Finding]:
    """Whether the installation has each of these programmes."""
    known = catalogue(answers.settings().programmes_folder).programmes
    for slug in answers.running:
        if slug not in known:
            yield wrong("programmes", "trouble.no_programme", slug=slug, known=", ".join(known))


def try_mail(said: str) -> Iterator[Finding]:
    """Whether it is a mail address that can be written to."""
    try:
        recipient(said)
    except Refusal:
        yield wrong("staff", "trouble.no_mail", mail=said)
