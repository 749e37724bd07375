"""`/here becode` and `/here becode support` in a group: what comes there from now on."""

from sqlmodel import select

from core.desk.speaker import Speaker
from core.ground.tables import StaffGroup
from core.people import roles
from core.people.roles import Right
from core.programmes.catalogue import catalogue
from core.reports import weekly

REVIEW, SUPPORT = "review", "support"


def open_room(speaker: Speaker, rest: str) -> None:
    """Let the programme's claims to decide, or its cases, come to this group too."""
    turn = speaker.turn
    named = rest.lower().split()
    what = SUPPORT if SUPPORT in named else REVIEW
    programme = next((word for word in named if word not in (SUPPORT, REVIEW)), "")
    wanted = Right.SUPPORT if what == SUPPORT else Right.OPEN_ROOM
    held = [
        role.programme
        for role in roles.roles(turn, speaker.person, Right.OPEN_ROOM)
        if roles.may(turn, speaker.person, wanted, role.programme)
    ]
    slug = programme or (held[0] if len(set(held)) == 1 else "")
    if not speaker.incoming.group or slug not in held:
        speaker.reply(speaker.word("review.room_refused"))
        return
    settle(speaker, slug, what)
    opened = "case.room_open" if what == SUPPORT else "review.room_open"
    name = catalogue(turn.settings.programmes_folder)[slug].named(speaker.language)
    speaker.reply(speaker.word(opened, programme=name))


def settle(speaker: Speaker, slug: str, what: str) -> None:
    """This group in place of the one before."""
    turn, incoming = speaker.turn, speaker.incoming
    query = select(StaffGroup).where(StaffGroup.programme == slug, StaffGroup.what == what)
    room = turn.db.exec(query).first() or StaffGroup(
        id=turn.chance.uuid(),
        programme=slug,
        what=what,
        door="",
        place="",
        opened_by=speaker.person.id,
    )
    room.door, room.place = incoming.door, incoming.place
    turn.db.add(room)
    if what == SUPPORT:
        weekly.plan(turn, slug)
