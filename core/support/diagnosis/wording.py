"""A diagnosis in the words of whoever reads it: dates in their language, addresses masked."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from core.ground.world import Turn
from core.people.people import MAIL, masked
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.programme import Programme
from core.reading.dates.months import Interval, length
from core.support.diagnosis.causes import Diagnosis, Fact

SHORT = 120  # signs of what somebody said


def sentence(turn: Turn, diagnosis: Diagnosis, locale: str) -> str:
    """What happened, what to do next, and by when: `diagnosis.<cause>`, or a variant of it."""
    if "rule" in diagnosis.values:
        barred = dict(diagnosis.values)
        return turn.say(locale, barred.pop("rule"), **barred)
    word = "_".join(filter(None, (diagnosis.cause, diagnosis.variant)))
    told = turn.say(locale, f"diagnosis.{word}", **form(turn, diagnosis, locale))
    became = diagnosis.values.get("became")
    return f"{told} {turn.say(locale, f'message.reader_{became}')}" if became else told


def form(turn: Turn, diagnosis: Diagnosis, locale: str) -> dict[str, str]:
    """The values of its word, as its reader reads them."""
    language = locale.partition("-")[0]
    programme = catalogue(turn.settings.programmes_folder).programmes.get(diagnosis.programme)
    values = {
        "badge": badge_name(programme, diagnosis.badge, language),
        "programme": programme.named(language) if programme else "",
        "ref": diagnosis.claim.ref if diagnosis.claim else "",
    }
    for name, value in diagnosis.values.items():
        values |= AS_READ.get(name, plain)(name, value, programme, language)
    return values


def evidence_lines(turn: Turn, diagnosis: Diagnosis, locale: str) -> list[str]:
    """What shows that it is so, a line each, for staff: moments where the programme is."""
    programme = catalogue(turn.settings.programmes_folder).programmes.get(diagnosis.programme)
    zone = programme.zone if programme else UTC
    return [line(turn, fact, zone, locale) for fact in diagnosis.proof]


def line(turn: Turn, fact: Fact, zone: tzinfo, locale: str) -> str:
    """One fact in words, its moments in the programme's own zone, with what was said in
    quotation."""
    values = {
        name: f"{value.astimezone(zone):%d/%m %H:%M}" if isinstance(value, datetime) else value
        for name, value in fact.values.items()
    }
    if "state" in values:
        values["state"] = turn.say(locale, f"proof.state_{values['state']}")
    told = turn.say(locale, fact.told, **values)
    return " · ".join(filter(None, (told, fact.quoted)))


def badge_name(programme: Programme | None, slug: str, language: str) -> str:
    """The name of a badge class in a language; empty where the programme or the badge is not known
    any more."""
    badge = programme.badge_class(slug) if programme and slug else None
    return said(badge.name, language) if badge else ""


Read = dict[str, str]
Shown = Callable[[str, str, Programme | None, str], Read]


def plain(name: str, value: str, _: Programme | None, __: str) -> Read:
    return {name: clipped(value)}


def clipped(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"


def day(name: str, value: str, programme: Programme | None, language: str) -> Read:
    """The day, and the hour beside it as `<name>_hour`, where the programme is."""
    at = datetime.fromisoformat(value)
    at = at.astimezone(programme.zone) if programme else at
    return {name: answers_as_text.day(at.date(), language), f"{name}_hour": f"{at:%H:%M}"}


def dates(name: str, value: str, _: Programme | None, language: str) -> Read:
    """The days, and how long they lasted."""
    if not value:
        return {name: "—", "lasted": "—", "end": "—"}
    told = Interval.parse(value)
    return {
        name: answers_as_text.interval(told, language),
        "lasted": answers_as_text.lasted(length(told.start, told.end), language),
        "end": answers_as_text.day(told.end, language),
    }


def months(_: str, value: str, __: Programme | None, language: str) -> Read:
    return {"needed": answers_as_text.months(int(value), language)}


def reason(name: str, value: str, _: Programme | None, __: str) -> Read:
    """Somebody's own words, to stand between quotes."""
    return {name: value.strip().removesuffix(".")}


def heard(name: str, value: str, _: Programme | None, __: str) -> Read:
    return {name: clipped(value.strip().removesuffix("."))}


def names(name: str, value: str, _: Programme | None, language: str) -> Read:
    return {name: answers_as_text.either(value.split("\n"), language) if value else ""}


def place(name: str, value: str, _: Programme | None, __: str) -> Read:
    """A mail address, masked where it is not the one that is spoken from."""
    door, _sign, address = value.partition(":")
    return {name: masked(address) if door == MAIL else address}


def question(name: str, value: str, programme: Programme | None, language: str) -> Read:
    """The label of a question of the badge's form."""
    asked = [
        each.label_in(language)
        for form in (programme.form.values() if programme else [])
        for each in form.question
        if each.name == value
    ]
    return {name: next(iter(asked), value)}


AS_READ: dict[str, Shown] = {
    "at": day,
    "until": day,
    "revoked": day,
    "dates": dates,
    "months": months,
    "who": names,
    "reason": reason,
    "said": heard,
    "place": place,
    "question": question,
}
