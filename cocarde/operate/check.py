"""What is wrong with settings, programmes, words, keys, store and doors, and how to mend it.

`--live` also tries each door for real and tells what came of each step, and after how long.
Exit status 0 when nothing is wrong (there may be things to beware of), 1 otherwise.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from cocarde.language import language, say, text
from cocarde.operate import (
    check_files,
    doors,
)
from cocarde.operate.check_languages import check_languages
from cocarde.operate.check_words import check_words
from cocarde.printing import json_option, print_json
from core.ground.errors import Trouble
from core.ground.findings import Finding, LiveStep, Weight, beware, wrong
from core.ground.settings import Settings, read_settings
from core.ground.words import Words

PATIENCE = 60.0  # seconds in which a mail to ourselves must be back


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--live",
        nargs="?",
        type=float,
        const=PATIENCE,
        metavar="SECONDS",
        help=text("help.check_live"),
    )
    json_option(parser)


def main(given: Namespace) -> int:
    findings, steps = list(look()), []
    if not given.json:
        for finding in findings:
            print(finding.in_words(language()))
    if given.live is not None:
        for step in live(given.live):
            steps.append(step)
            if not given.json:
                print(step.finding.in_words(language()), flush=True)
    found = [*findings, *(step.finding for step in steps)]
    bad = [finding for finding in found if finding.weight is Weight.WRONG]
    if given.json:
        told = {"ok": not bad, "findings": [each.as_dict(language()) for each in findings]}
        tried = {} if given.live is None else {"live": [each.as_dict(language()) for each in steps]}
        print_json(told | tried)
    else:
        say("check.to_mend" if bad else "check.nothing_wrong", count=len(bad))
    return 1 if bad else 0


def live(patience: float) -> Iterator[LiveStep]:
    """Each door tried for real: mails and messages to ourselves, the pages from outside. Nothing
    where the settings cannot be read, which `look` tells."""
    try:
        settings = read_settings()
    except Trouble:
        return
    for door in doors.DOORS:
        if door.live:
            yield from doors.load(door.live)(settings, patience)


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
    from cocarde.operate import check_programmes  # noqa: PLC0415 - loads the languages just checked

    yield from check_programmes.look(settings)
    yield from check_words(Words.read())
    yield from check_words(Words.of_commands())
    for door in sorted(doors.DOORS, key=lambda each: each.name):
        if door.check:
            yield from doors.load(door.check)(settings)


def check_settings(settings: Settings) -> Iterator[Finding]:
    """What is wrong with the settings by themselves, or contradicts itself."""
    for name in settings.unknown:
        yield wrong("settings", "check.no_setting", name=name)
    try:
        doors.chosen(settings.run)
    except Trouble as trouble:
        yield Finding(Weight.WRONG, "settings", trouble.sentence)
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
