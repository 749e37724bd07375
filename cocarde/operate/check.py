"""What is wrong with settings, programmes, words, keys, store and doors, and how to mend it.

Exit status 0 when nothing is wrong (there may be things to beware of), 1 otherwise.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from cocarde.language import language, say
from cocarde.operate import (
    check_claims,
    check_contacts,
    check_files,
    check_fresh,
    check_outbox,
    check_staff,
    doors,
)
from cocarde.operate.check_languages import check_languages
from cocarde.operate.check_words import check_words
from cocarde.printing import json_option, print_json
from core.badges.signing import key_file
from core.ground.clock import real_now
from core.ground.database.read_only import peek
from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, beware, wrong
from core.ground.settings import Settings, read_settings
from core.ground.words import Words
from core.issuing.picture import check_drawings
from core.programmes.catalogue import read_all
from core.programmes.programme import Programme


def arguments(parser: ArgumentParser) -> None:
    json_option(parser)


def main(given: Namespace) -> int:
    findings = list(look())
    bad = [finding for finding in findings if finding.weight is Weight.WRONG]
    if given.json:
        print_json(
            {"ok": not bad, "findings": [finding.as_dict(language()) for finding in findings]}
        )
    else:
        for finding in findings:
            print(finding.told(language()))
        say("check.to_mend" if bad else "check.nothing_wrong", count=len(bad))
    return 1 if bad else 0


def look() -> Iterator[Finding]:
    """Everything found; where the settings or the languages cannot be read, only that."""
    try:
        settings = read_settings()
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "settings", trouble.sentence)
        return
    yield from check_settings(settings)
    yield from check_files.look(settings)
    if languages := list(check_languages()):  # all that reads is made of them
        yield from languages
        return
    yield from check_programmes(settings)
    yield from check_words(Words.read())
    yield from check_words(Words.of_commands())
    for door in sorted(doors.DOORS, key=lambda each: each.name):
        if door.check:
            yield from doors.load(door.check)(settings)


def check_settings(settings: Settings) -> Iterator[Finding]:
    """What is wrong with the settings by themselves, or contradicts itself."""
    for name in settings.unknown:
        yield wrong("settings", "check.no_setting", name=name)
    local = any(host in settings.base for host in ("//127.0.0.1", "//localhost"))
    if settings.base.startswith("http://") and not local:
        yield wrong("settings", "check.not_https")
    if local:
        yield beware("settings", "check.only_here")
    if not local and not settings.proxies:
        yield beware("settings", "check.no_proxy")
    for host, place in settings.fetch_hosts.items():
        yield beware("settings", "check.fetch_map", host=host, place=place)
    if (settings.smtp_url or settings.imap_url) and not settings.mail_address:
        yield wrong("settings", "check.no_sender")


def check_programmes(settings: Settings) -> Iterator[Finding]:
    """Their mistakes; where they are sound, also their keys, drawings and who decides."""
    try:
        readings = read_all(settings.programmes_folder)
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "programmes", trouble.sentence)
        return
    if not readings:
        yield wrong("programmes", "check.no_programmes", folder=settings.programmes_folder)
    for reading in readings:
        for mistake in reading.mistakes:
            what = mistake.sentence
            yield wrong(mistake.where, "check.mistake", what=what, mend=what.mend)
        if reading.programme and not reading.mistakes:
            yield from check_drawings(reading.path.parent, reading.programme)
    programmes = [reading.programme for reading in readings if reading.programme]
    yield from check_contacts.look(settings, programmes)
    yield from check_keys(settings, [programme.slug for programme in programmes])
    yield from check_store(settings, [each for each in programmes if each.decided])


def check_keys(settings: Settings, slugs: list[str]) -> Iterator[Finding]:
    """Programmes without a key, or without one that signs."""
    try:
        keyring = key_file.read(settings.key_path)
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "keys", trouble.sentence)
        return
    missing = [slug for slug in slugs if not keyring.of(slug)]
    if missing:
        yield beware("keys", "check.no_key_yet", programmes=", ".join(missing))
    for slug in slugs:
        if keyring.of(slug) and all(key.retired for key in keyring.of(slug)):
            yield wrong("keys", "check.all_retired", slug=slug)


def check_store(settings: Settings, decided: list[Programme]) -> Iterator[Finding]:
    """Whether the store answers, still has its public address, and somebody to decide."""
    try:
        yield from check_fresh.prepare(settings)
        rows = peek(settings)
        told = rows("SELECT value FROM mark WHERE name = ?", ("public_url",))
        badges = rows("SELECT COUNT(*) FROM badge", ())
        held = rows(check_staff.HELD, ())
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "store", trouble.sentence)
        return
    if told and badges and badges[0][0] and told[0][0] != settings.base:
        yield wrong("store", "check.other_address", old=told[0][0], new=settings.base)
    yield from check_staff.look(decided, held)
    if badges:
        yield from check_claims.look(rows, real_now())
        yield from check_outbox.look(settings, rows, real_now())
