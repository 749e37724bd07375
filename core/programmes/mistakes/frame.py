"""What is wrong around the badges: the folder's name, artwork, time zone, times, webhooks."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from core.ground.findings import Weight
from core.ground.nearest import nearest
from core.ground.sentences import Sentence
from core.ground.words import instead_of
from core.programmes.mistakes.mistake import Wrong
from core.programmes.programme import Programme
from core.programmes.programme_parts import EVENTS

ARTWORK = "artwork.svg"
USUAL_ZONE = "Europe/Paris"


def wrong_frame(path: Path, programme: Programme) -> Iterator[Wrong]:
    """The folder's name and its drawing, the time zone."""
    if programme.slug != path.parent.name:
        slug, folder = repr(programme.slug), repr(path.parent.name)
        yield Wrong(("slug",), Sentence("programme.slug", named=slug, folder=folder))
    if not (path.parent / ARTWORK).is_file():
        yield Wrong((), Sentence("programme.no_artwork", file=ARTWORK))
    try:
        ZoneInfo(programme.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        near = near_zone(programme.timezone)
        sentence = Sentence("programme.timezone", named=repr(programme.timezone), near=near)
        yield Wrong(("timezone",), sentence)


def near_zone(named: str) -> str:
    """The zone of the city that was meant, whatever stands before it; else the usual one."""
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(available_timezones())}
    return cities.get(nearest(named.rpartition("/")[2], cities), USUAL_ZONE)


def other_languages(programme: Programme) -> Iterator[Wrong]:
    """The languages that Cocarde does not speak: what of people's reading is in which language."""
    for number, language in enumerate(programme.languages):
        base = language.partition("-")[0]
        if (instead := instead_of(base)) != base:
            sentence = Sentence("programme.not_spoken", language=language, instead=instead)
            yield Wrong(("languages", number), sentence, Weight.BEWARE)


def wrong_delays(programme: Programme) -> Iterator[Wrong]:
    """Reminders come one after the other, and a day begins before it ends."""
    delays, invitation = programme.delays, programme.invitation
    days = {"delays": delays.reminder_days}
    if invitation and invitation.reminder_days is not None:
        days["invitation"] = invitation.reminder_days
    for table, each in days.items():
        if (sound := tuple(sorted(set(each)))) != each:
            sentence = Sentence("programme.reminders", days=list(each), sound=list(sound))
            yield Wrong((table, "reminder_days"), sentence)
    if delays.review_from >= delays.review_to:
        hours = {"start": delays.review_from, "end": delays.review_to}
        yield Wrong(("delays", "review_to"), Sentence("programme.review_hours", **hours))


def wrong_webhooks(programme: Programme) -> Iterator[Wrong]:
    """A webhook has a name of its own, and asks for events that there are."""
    names = Counter(hook.name for hook in programme.webhook)
    known = {*EVENTS, *(f"{kind.partition('.')[0]}.*" for kind in EVENTS)}
    for number, hook in enumerate(programme.webhook):
        if names[hook.name] > 1:
            sentence = Sentence("programme.webhook_twice", name=repr(hook.name))
            yield Wrong(("webhook", number, "name"), sentence)
        for kind in (kind for kind in hook.events if kind not in known):
            told = {"kind": repr(kind), "known": ", ".join(EVENTS)}
            yield Wrong(("webhook", number, "events"), Sentence("programme.no_event", **told))
