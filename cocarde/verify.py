"""Whether a badge file is true: signed by us, unchanged, not revoked, for this person.

Exit status 0: valid; 1: not, and the reason is told; 2: it could not be told.
"""

import os
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cocarde.printing import clock, json_option, now_option, print_json
from core.ground.errors import Trouble
from core.ground.home import HOME, TEMPLATES
from core.ground.settings import Settings, read_settings

if TYPE_CHECKING:
    from core.badges.registers import Register
    from core.badges.verdicts import Verdict

DEMO = HOME / "var" / "demo"
STATUS = {True: 0, False: 1, None: 2}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a baked PNG, or a credential as JSON")
    parser.add_argument("--recipient", metavar="MAIL", help="also check that it is this person's")
    parser.add_argument(
        "--site", type=Path, metavar="DIR", help="hosted documents as files (default: beside FILE)"
    )
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    from core.badges.verifying import verify

    try:
        data = given.file.read_bytes()
    except OSError as error:
        raise Trouble(f"{given.file} cannot be read: {error.strerror}.") from None
    register = known_here(read_settings(), given.site or given.file.resolve().parent / "site")
    verdict = verify(data, recipient=given.recipient, register=register, now=clock(given.now)())
    tell(verdict, given)
    return STATUS[verdict.valid]


def known_here(settings: Settings, site: Path) -> "Register":
    """This installation, the demo of this checkout, and hosted documents signed by their keys."""
    from core.badges import keys
    from core.badges.installed import installed
    from core.badges.trusted import OwnFolder, Several

    registers: list[Register] = [installed(settings)]
    rings = [keys.read(settings.key_path)]
    if (DEMO / "keys.json").exists():
        rings.append(keys.read(DEMO / "keys.json"))
        registers.append(installed(demo_settings(settings)))
    if site.is_dir():
        registers.append(OwnFolder(site, tuple(rings)))
    return Several(tuple(registers))


def demo_settings(settings: Settings) -> Settings:
    """The demo's own store and keys, at the public address that it last had."""
    from core.ground.peek import peek

    demo = replace(
        settings,
        database_url=f"sqlite:///{DEMO / 'cocarde.db'}",
        key_file=str(DEMO / "keys.json"),
    )
    found = peek(demo)("SELECT value FROM mark WHERE name = ?", ("public_url",))
    return replace(demo, public_url=found[0][0]) if found else demo


def tell(verdict: "Verdict", given: Namespace) -> None:
    if given.json:
        print_json(
            {
                "valid": verdict.valid,
                "reason": verdict.reason,
                "issuer": verdict.issuer,
                "badge": verdict.badge,
                "name": verdict.name,
                "issued": verdict.issued,
                "id": verdict.id,
            }
        )
        return
    print(f"{verdict.reason}: {sentence(verdict, given.recipient)}")


def sentence(verdict: "Verdict", recipient: str | None) -> str:
    """The verdict in the words of the page that anybody can verify on."""
    from core.ground.words import FIRST, Words, read_topics

    language = os.environ.get("LANG", "")[:2]
    language = language if (TEMPLATES / "words" / language).is_dir() and language else FIRST
    words = Words({FIRST: read_topics(TEMPLATES / "words" / language)})
    for_whom = "_for" if verdict.valid and recipient else ""
    values = {**verdict.values, "mail": recipient or ""}
    return words.say(FIRST, f"page.verdict_{verdict.reason}{for_whom}", **values)
