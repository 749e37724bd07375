"""What setup does with the answers beside the file of settings: the store, the keys, the first
manager."""

from cocarde.installation import open_world
from core import staff
from core.ground.settings import Settings, read_settings
from core.staff import StaffMember

MANAGER = "manager"


def managers(settings: Settings) -> list[str]:
    """The mail addresses of those who manage a programme already."""
    world = open_world(settings)
    try:
        with world.turn() as turn:
            seen = staff.members(turn, "")
        return sorted({each.member.mail for each in seen if each.member.role == MANAGER})
    finally:
        world.store.close()


def finish(mail: str, name: str, programmes: list[str]) -> None:
    """Make the store and the keys of the settings as they stand now, and give the role of manager
    in these programmes to `mail`, where one is told."""
    world = open_world(read_settings())
    try:
        with world.turn() as turn:
            for slug in programmes if mail else ():
                staff.add(turn, StaffMember(mail, slug, MANAGER, name))
    finally:
        world.store.close()
