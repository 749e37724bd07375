"""What is wrong with settings, programmes, words, keys, store and doors, and how to mend it.

Exit status 0 when nothing is wrong (there may be things to beware of), 1 otherwise.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cocarde.printing import json_option, print_json
from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.settings import Settings, read_settings

if TYPE_CHECKING:
    from core.programmes.programme import Programme


def arguments(parser: ArgumentParser) -> None:
    json_option(parser)


def main(given: Namespace) -> int:
    findings = list(look())
    bad = [finding for finding in findings if finding.weight is Weight.WRONG]
    if given.json:
        print_json({"ok": not bad, "findings": [finding.as_dict() for finding in findings]})
    else:
        for finding in findings:
            print(finding)
        print("Nothing is wrong." if not bad else f"{len(bad)} to mend.")
    return 1 if bad else 0


def look() -> Iterator[Finding]:
    """Everything found; where the settings themselves cannot be read, only that."""
    from cocarde.operate import check_doors, check_files
    from cocarde.operate.check_words import check_words
    from core.ground.words import Words

    try:
        settings = read_settings()
    except Trouble as trouble:
        yield wrong("settings", trouble.message, trouble.mend)
        return
    yield from check_settings(settings)
    yield from check_files.look(settings)
    yield from check_programmes(settings)
    yield from check_words(Words.read())
    yield from check_doors.look(settings)


def check_settings(settings: Settings) -> Iterator[Finding]:
    """What is wrong with the settings by themselves, or contradicts itself."""
    for name in settings.unknown:
        yield wrong("settings", f"{name} is no setting.", "See .env.example for their names.")
    local = any(host in settings.base for host in ("//127.0.0.1", "//localhost"))
    if settings.base.startswith("http://") and not local:
        mend = "Put a TLS proxy in front, and write https:// in COCARDE_PUBLIC_URL."
        yield wrong("settings", "the public address is not https.", mend)
    if local:
        mend = "Set COCARDE_PUBLIC_URL before the first real badge: it stands in each one."
        yield beware("settings", "the public address leads to this machine only.", mend)
    if not local and not settings.proxies:
        mend = "Name the TLS proxy in COCARDE_PROXIES, for example 127.0.0.1."
        yield beware("settings", "no proxy is named: all visitors count as one address.", mend)
    for host, place in settings.fetch_hosts.items():
        what = f"evidence at {host} is looked for at {place}, not on the internet."
        yield beware("settings", what, "Remove COCARDE_FETCH_MAP outside of demo and tests.")
    if (settings.smtp_url or settings.imap_url) and not settings.mail_address:
        yield wrong("settings", "mail has no sender.", "Set COCARDE_MAIL_ADDRESS.")


def check_programmes(settings: Settings) -> Iterator[Finding]:
    """Their mistakes; where they are sound, also their keys, drawings and who decides."""
    from cocarde.operate import check_contacts
    from core.issuing.picture import check_drawings
    from core.programmes.catalogue import read_all

    try:
        readings = read_all(settings.programmes_folder)
    except Trouble as trouble:
        yield wrong("programmes", trouble.message, trouble.mend)
        return
    if not readings:
        yield wrong("programmes", f"{settings.programmes_folder} has none.", "Copy one there.")
    for reading in readings:
        for mistake in reading.mistakes:
            where = f"{mistake.path}: {mistake.key}" if mistake.key else str(mistake.path)
            yield wrong(where, f"{mistake.what};", mistake.mend)
        if reading.programme and not reading.mistakes:
            yield from check_drawings(reading.path.parent, reading.programme)
    programmes = [reading.programme for reading in readings if reading.programme]
    yield from check_contacts.look(settings, programmes)
    yield from check_keys(settings, [programme.slug for programme in programmes])
    yield from check_store(settings, [each for each in programmes if each.decided])


def check_keys(settings: Settings, slugs: list[str]) -> Iterator[Finding]:
    """Programmes without a key, or without one that signs."""
    from core.badges.signing import key_file

    try:
        keyring = key_file.read(settings.key_path)
    except Trouble as trouble:
        yield wrong("keys", trouble.message, trouble.mend)
        return
    missing = [slug for slug in slugs if not keyring.of(slug)]
    if missing:
        what = f"no key yet for {', '.join(missing)}."
        yield beware("keys", what, "`cocarde run` makes them; then back up the key file.")
    for slug in slugs:
        if keyring.of(slug) and all(key.retired for key in keyring.of(slug)):
            what = f"no key of {slug} signs any more: no badge can be issued."
            yield wrong("keys", what, f"Make one with: cocarde keys create {slug}")


def check_store(settings: Settings, decided: "list[Programme]") -> Iterator[Finding]:
    """Whether the store answers, still has its public address, and somebody to decide."""
    from cocarde.operate import check_claims, check_fresh, check_outbox, check_staff
    from core.ground.clock import real_now
    from core.ground.database.read_only import peek

    try:
        yield from check_fresh.prepare(settings)
        rows = peek(settings)
        told = rows("SELECT value FROM mark WHERE name = ?", ("public_url",))
        badges = rows("SELECT COUNT(*) FROM badge", ())
        held = rows(check_staff.HELD, ())
    except Trouble as trouble:
        yield wrong("store", trouble.message, trouble.mend)
        return
    if told and badges and badges[0][0] and told[0][0] != settings.base:
        what = f"its badges point to {told[0][0]}, the settings to {settings.base}."
        yield wrong("store", what, "Keep the old address answering, or set it back.")
    yield from check_staff.look(decided, held)
    if badges:
        yield from check_claims.look(rows, real_now())
        yield from check_outbox.look(settings, rows, real_now())
