"""Where each invitation of a roster stands: counts first, then a line for each mission."""

import csv
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo
from pathlib import Path

from cocarde.language import language, say, text
from cocarde.printing import print_json
from core.ground.rows.ends import in_words
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.roster.files import guarded
from core.roster.invitations.report import Delivery, Stand, deliveries
from core.roster.invitations.schedule import Unsent

COLUMNS = ("reference", "mail", "name", "status", "at", "why", "message", "known_by")
WHEN = {
    Stand.COMING: "command.stand_from_day",
    Stand.WAITING: "command.stand_from",
    Stand.RETRIED: "command.stand_at",
}


def show(world: World, slug: str, given: Namespace) -> int:
    """Print or write the missions of a programme, or those of one address."""
    zone = catalogue(world.settings.programmes_folder)[slug].zone
    with world.glance() as turn:
        found = list(deliveries(turn, slug, given.mail or ""))
    counts = Counter(each.stand for each in found)
    counted = {str(stand): counts[stand] for stand in Stand if counts[stand]}
    if given.csv:
        write(given.csv, found, zone)
    if given.json:
        missions = [dict(zip(COLUMNS, row, strict=True)) for row in rows(found, zone)]
        ends = Counter(str(each.message.end) for each in found if each.message)
        told = {"counts": counted, "messages": ends}
        print_json(told if given.csv else {**told, "missions": missions})
        return 0
    for stand, count in counted.items():
        print(f"{count:>8,}  {text(f'command.stand_{Stand(stand).name.lower()}')}")
    if given.csv:
        say("command.each_of_them", file=given.csv)
        return 0
    for each in found:
        ended = f"  · {in_words(world.words, language(), each.message)}" if each.message else ""
        print(f"{each.reference}  {each.mail}  {each.name}  {said(each, zone)}{ended}")
    return 0


def rows(found: Iterable[Delivery], zone: tzinfo) -> Iterable[tuple[str, ...]]:
    """One row a mission; moments in the programme's zone, ISO 8601."""
    for each in found:
        at = each.at.astimezone(zone).isoformat(timespec="seconds") if each.at else ""
        became = (each.message.end, each.message.how) if each.message else ("", "")
        yield each.reference, each.mail, each.name, str(each.stand), at, each.why, *became


def write(path: Path, found: Iterable[Delivery], zone: tzinfo) -> None:
    """A CSV that a French spreadsheet opens."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows([guarded(cell) for cell in row] for row in rows(found, zone))


def said(each: Delivery, zone: tzinfo) -> str:
    """« sent at 2026-11-17 10:00 », « bounced (5.1.1 …) »."""
    stand = text(f"command.stand_{each.stand.name.lower()}")
    if each.at:
        at = f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}"
        stand = text(WHEN.get(each.stand, "command.stand_on"), stand=stand, at=at)
    return f"{stand} ({reason(each.why)})" if each.why else stand


def reason(why: str) -> str:
    """Why, in the reader's language where the reason is one of ours; a mail server's as it is."""
    ours = next((each for each in Unsent if each == why), None)
    return text(f"command.unsent_{ours.name.lower()}") if ours else why
