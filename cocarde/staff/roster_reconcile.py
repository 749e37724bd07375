"""Whether each mission of a roster is accounted for: sums that add up, and what was mended."""

import csv
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import select

from cocarde.language import language, say, text
from cocarde.printing import print_json
from core.ground.errors import Trouble
from core.ground.tables import Mission
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.roster.files import guarded
from core.roster.invitations.reconcile import (
    AccountedMission,
    InvitationState,
    Reconciliation,
    reconcile,
)

COLUMNS = ("reference", "mail", "name", "state", "at", "why", "known_by")
SHOWN = 20
OF_THE_ROSTER = (
    InvitationState.PLANNED,
    InvitationState.NOT_INVITED,
    InvitationState.UNACCOUNTED,
)


def tell_accounts(world: World, given: Namespace) -> int:
    """Print the account of a programme, or of each that has a roster; 1 where something is not
    accounted for, and was not mended."""
    told = []
    with noting(given.csv) as note:
        for slug in programmes(world, given.programme or ""):
            told.append(reconcile(world, slug, note, mend=not given.dry_run))
    if given.json:
        print_json([as_json(each) for each in told])
    else:
        for each in told:
            print_account(world, each)
        if given.csv:
            say("command.each_of_them", file=given.csv)
    return 0 if all(each.sound for each in told) else 1


def programmes(world: World, named: str) -> list[str]:
    """The programme that is named, else all that have missions."""
    known = catalogue(world.settings.programmes_folder).programmes
    if named and named not in known:
        raise Trouble("command.whose_roster", known=", ".join(known))
    if named:
        return [named]
    with world.glance() as turn:
        first = {slug: select(Mission.id).where(Mission.programme == slug) for slug in known}
        return [slug for slug, any_ in first.items() if turn.db.exec(any_.limit(1)).first()]


@contextmanager
def noting(path: Path | None) -> Iterator[Callable[[AccountedMission], object]]:
    """What writes each mission into a CSV file as it passes; nothing without one."""
    if path is None:
        yield lambda _: None
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        yield lambda each: writer.writerow([guarded(cell) for cell in cells(each)])


def cells(each: AccountedMission) -> tuple[str, ...]:
    """A mission as a row of the file."""
    at = each.at.isoformat(timespec="seconds") if each.at else ""
    who = (each.mission.reference, each.mission.mail, each.mission.name)
    return *who, str(each.account), at, each.why, str(each.how or "")


def as_json(told: Reconciliation) -> dict[str, Any]:
    """The account as programs read it."""
    return {
        "programme": told.programme,
        "missions": told.missions,
        "counts": {str(each): told.counts[each] for each in InvitationState if told.counts[each]},
        "sum": sum(told.counts.values()),
        "doubted": told.doubted,
        "left": told.left,
        "unaccounted": [dict(zip(COLUMNS, cells(each), strict=True)) for each in told.unaccounted],
        "mended": told.mended,
        "sound": told.sound,
    }


def print_account(world: World, told: Reconciliation) -> None:
    """The account of one programme in a few lines, and what is to be done."""
    print(f"{told.programme}: {text('command.account_of', count=f'{told.missions:,}')}")
    for account in InvitationState:
        if told.counts[account]:
            print(f"{told.counts[account]:>10,}  {name_of(world, account)}")
    summed = sum(told.counts.values())
    print(f"{summed:>10,}  {text('command.account_sum')}")
    if summed != told.missions:
        say("command.account_differs")
    for each in told.unaccounted[:SHOWN]:
        print(f"  {each.mission.reference}  {each.mission.mail}  {each.mission.name}: {each.why}")
    for count, word in (
        (told.mended, "account_mended"),
        (len(told.unaccounted) - told.mended, "account_to_mend"),
        (told.doubted, "account_doubted"),
        (told.left, "account_left"),
        (told.counts[InvitationState.OUR_FAULT], "account_ours"),
    ):
        if count:
            say(f"command.{word}", count=f"{count:,}")


def name_of(world: World, account: InvitationState) -> str:
    """A state in words."""
    if account in OF_THE_ROSTER:
        return text(f"command.account_{account}")
    return world.words.say(language(), f"message.end_{account}")
