"""Whether a badge is true, one of ours or of a registered partner, for this person.

Exit status 0: valid; 1: not, and the reason is told; 2: it could not be told.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cocarde.language import language, text
from cocarde.printing import clock, json_option, now_option, print_json
from core.badges.verify.issuers import Register
from core.badges.verify.store_issuers import BadgeStoreRegister
from core.badges.verify.this_installation import installed
from core.badges.verify.trusted_folders import CombinedIssuers, SignedFolder
from core.badges.verify.verdict import Verdict
from core.badges.verify.verify import verify
from core.ground.database.read_only import peek
from core.ground.errors import CocardeError, Trouble
from core.ground.paths import TEMPLATES, at_home
from core.ground.settings import Settings, read_settings
from core.ground.words import FIRST, Words, read_topics

# ANSI colours: green, red, and yellow, which terminals have in the place of amber.
COLOURS = {"proven": "32", "false": "31", "doubted": "33"}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE|URL", help=text("help.verify_file"))
    parser.add_argument("--recipient", metavar="MAIL", help=text("help.verify_recipient"))
    parser.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help=text("help.verify_site"),
    )
    now_option(parser)
    json_option(parser)


def main(given: Namespace) -> int:
    data, beside = handed_in(given.file)
    settings, now = read_settings(), clock(given.now)
    here = known_here(settings, given.site, beside)
    told = here.judge(data, given.recipient, now())
    if told.elsewhere:
        told = of_partner(data, given.recipient, here, now)
    case = here.report(told, now) if told.alarms else ""
    tell(told, case, here.missing if told.reason == "register_missing" else "", given)
    return told.exit


def handed_in(named: str) -> tuple[bytes, Path]:
    """What is to be judged, a file's bytes or a URL, and the folder of an export beside it; raises
    `Trouble` for a file that cannot be read."""
    if named.startswith(("https://", "http://")):
        return named.encode(), Path("site")
    try:
        return Path(named).read_bytes(), Path(named).resolve().parent / "site"
    except OSError as error:
        raise Trouble("command.unreadable", file=named, error=error.strerror) from None


def of_partner(
    data: bytes, recipient: str | None, here: "Here", now: Callable[[], datetime]
) -> Verdict:
    """The verdict on a badge that is none of ours, after asking its issuer where it is a partner
    of a programme; one that is silent has a note of ours in its place, if there is a store."""
    from cocarde.installation import open_world  # noqa: PLC0415 - slow to load, seldom needed
    from core.issuing.judged_badges import judge  # noqa: PLC0415 - slow to load, seldom needed
    from core.issuing.partner_badges import partners, told_of  # noqa: PLC0415 - slow to load, seldom needed
    from core.programmes.catalogue import catalogue  # noqa: PLC0415 - slow to load, seldom needed
    from core.programmes.evidence.fetch import GuardedFetch  # noqa: PLC0415 - slow to load, seldom needed

    settings, register = here.installations[0]
    if isinstance(register, BadgeStoreRegister):
        return judge(open_world(settings, now=now), data, recipient)
    programmes = catalogue(settings.programmes_folder).programmes.values()
    known = [partner for programme in programmes for partner in programme.partner]
    asked = partners(known, GuardedFetch(settings.fetch_hosts).document)
    return told_of(data, recipient, asked, now())


@dataclass(frozen=True, slots=True)
class Here:
    """What a badge is looked up in, and the settings of each installation behind it."""

    register: CombinedIssuers
    installations: tuple[tuple[Settings, Register], ...]

    def judge(self, data: bytes, recipient: str | None, now: datetime) -> Verdict:
        """The verdict of all together; where two demos of one address differ in their keys, that of
        the one whose badge it is."""
        told = verify(data, recipient=recipient, register=self.register, now=now)
        if told.valid is not False:
            return told
        alone = (
            verify(data, recipient=recipient, register=register, now=now)
            for _, register in self.installations[1:]
        )
        return next((each for each in alone if each.valid), told)

    @property
    def missing(self) -> str:
        """What an operator has to bring back before it can be told."""
        whys = [getattr(register, "why", None) for _, register in self.installations]
        told = [why.in_words(language()) for why in whys if why is not None]
        return " ".join(told) or text("command.not_in_store")

    def report(self, told: Verdict, now: Callable[[], datetime]) -> str:
        """Tell the staff of the installation whose key it is; gives the case's reference."""
        from cocarde.installation import open_world  # noqa: PLC0415 - slow to load, seldom needed
        from core.support.misused_badges import report  # noqa: PLC0415 - slow to load, seldom needed

        for settings, register in self.installations:
            if told.key and register.hosts(told.key):
                try:
                    return report(open_world(settings, now=now), told)
                except (CocardeError, OSError) as error:
                    why = error.in_words(language()) if isinstance(error, Trouble) else error
                    print(f"cocarde: {text('command.staff_untold', why=why)}", file=sys.stderr)
        return ""


def known_here(settings: Settings, site: Path | None, beside: Path) -> Here:
    """This installation, the demos beside it, and hosted documents signed by their keys."""
    places = [settings]
    demos = sorted(at_home("var").glob("demo*/keys.json"))
    places += [demo_settings(settings, each.parent) for each in demos]
    found = [(place, installed(place)) for place in places]
    registers: list[Register] = [register for _, register in found]
    rings = tuple(register.keyring for _, register in found)
    if (site or beside).is_dir():
        registers.append(SignedFolder(site or beside, rings, vouched=site is not None))
    return Here(CombinedIssuers(tuple(registers)), tuple(found))


def demo_settings(settings: Settings, folder: Path) -> Settings:
    """The demo's own store and keys, at the public address that it last had."""
    demo = replace(
        settings,
        database_url=f"sqlite:///{folder / 'cocarde.db'}",
        key_file=str(folder / "keys.json"),
    )
    try:
        found = peek(demo)("SELECT value FROM mark WHERE name = ?", ("public_url",))
    except Trouble:
        found = []
    return replace(demo, public_url=found[0][0]) if found else demo


def tell(told: Verdict, case: str, missing: str, given: Namespace) -> None:
    """The verdict, with the reference of the case where the staff must know of it, or what an
    operator has to bring back before it can be told."""
    if given.json:
        print_json(
            {
                "valid": told.valid,
                "reason": told.reason,
                "issuer": told.issuer,
                "badge": told.badge,
                "name": told.name,
                "issued": told.issued,
                "id": told.id,
                "issuer_id": told.issuer_id,
                "partner": told.partner,
                "witnessed": told.witnessed,
                "page": told.page,
                "case": case or None,
                "missing": missing or None,
            }
        )
        return
    print(f"{coloured(told)}: {sentence(told, given.recipient)}")
    if missing:
        print(missing)
    if case:
        print(f"cocarde case show {case}")


def coloured(told: Verdict) -> str:
    """The reason in the colour that the page gives it, where a terminal shows it."""
    return f"\033[{COLOURS[told.tone]}m{told.reason}\033[0m" if sys.stdout.isatty() else told.reason


def sentence(told: Verdict, recipient: str | None) -> str:
    """The verdict in the words of the page that anybody can verify on."""
    words = Words({FIRST: read_topics(TEMPLATES / "words" / language(FIRST))})
    values = {**told.values, "mail": recipient or ""}
    return words.say(FIRST, told.word(recipient), **values)
