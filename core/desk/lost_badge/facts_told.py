"""What somebody without their old mailbox tells of their mission, in one message or more."""

import re
from datetime import date

from core.desk import menu
from core.desk.expecting import LostBadgeFacts
from core.desk.speaker import Speaker
from core.ground.words import spoken_languages
from core.ground.world import Turn
from core.programmes.answers.answering import Context, SeveralReadings
from core.programmes.answers.free_text import COURTESIES, harvest
from core.programmes.file_values import Language
from core.programmes.form import Question, QuestionKind
from core.reading import organisations
from core.reading.languages import compiled, either
from core.reading.names import reading as names
from core.reading.text import words
from core.roster.matching import SaidMission

FIELDS = {
    "name": QuestionKind.NAME,
    "dates": QuestionKind.DATE_RANGE,
    "place": QuestionKind.ORGANISATION,
}
LETTER_FIELDS = {
    **FIELDS,
    "mail": QuestionKind.ORGANISATION,
    "programme": QuestionKind.ORGANISATION,
}
PARTS = re.compile(r"[,;\n]+|\.\s")
LONGEST, MOST_NAMES = 120, 5
# Before the place: « J'ai fait mon service civique à la mairie de Lille », « à Rouen ».
WHERE = compiled(
    rf"^(?:.*?\b(?:{either('organisations.served')})\b.*?\s)?"
    rf"(?:{either('organisations.where')})\s+(?=\S)",
    re.IGNORECASE,
)


def days(told: LostBadgeFacts) -> tuple[date | None, date | None]:
    """The first and the last day of the mission; both None unless both were told."""
    start, _, end = told.dates.partition("/")
    return (date.fromisoformat(start), date.fromisoformat(end)) if end else (None, None)


def said(told: LostBadgeFacts) -> SaidMission:
    """What was told, in the form by which the roster is searched."""
    return SaidMission(told.name, *days(told), told.place)


def questions(turn: Turn) -> list[Question]:
    """The lines of the letter as questions, so that the claim form's reader reads them."""
    return [
        Question(name=name, kind=kind, label=labels(turn, name), ask={})
        for name, kind in LETTER_FIELDS.items()
    ]


def labels(turn: Turn, name: str) -> dict[Language, str]:
    """The label of one form line about a lost badge, in each language in which it may be filled
    in."""
    return {each: turn.say(each, f"proving.label_{name}") for each in spoken_languages()}


def lines(turn: Turn, locale: str, told: LostBadgeFacts) -> str:
    """The form lines that are still to be filled in."""
    asked = [*([] if told.programme else ["programme"]), *told.missing]
    asked += [] if told.mail else ["mail"]
    return "\n".join(f"{turn.say(locale, f'proving.label_{name}')} : " for name in asked)


def read(speaker: Speaker, told: LostBadgeFacts, text: str) -> LostBadgeFacts:
    """What was told before, with what these words add; an answer told anew replaces the old."""
    today = speaker.turn.at.date()
    found = harvest(questions(speaker.turn), text, Context(speaker.language, today))
    new = {name: answer.value[:LONGEST] for name, answer in found.answers.items()}
    rest = found.rest
    for name in ("dates", "place"):
        doubt = found.wrong.get(name)
        if isinstance(doubt, SeveralReadings):
            new[name] = doubt.choices[0].value
            rest = rest.replace(doubt.choices[0].said, " , ")
    new["programme"] = told.programme or named(speaker, new.get("programme") or text)
    new |= loose(told, new, rest, alone=len(told.missing) == 1)
    return LostBadgeFacts(
        programme=new["programme"],
        name=new.get("name") or told.name,
        dates=new.get("dates") or told.dates,
        place=new.get("place") or told.place,
        mail=new.get("mail") or told.mail,
        passed=tuple(each for each in told.passed if not new.get(each)),
    )


def named(speaker: Speaker, text: str) -> str:
    """The one programme whose name the words hold."""
    spoken = f" {' '.join(words(text))} "
    found = [
        each.slug
        for each in menu.programmes(speaker)
        if any(f" {' '.join(words(name))} " in spoken for name in (each.slug, *each.name.values()))
    ]
    return found[0] if len(found) == 1 else ""


def loose(told: LostBadgeFacts, new: dict[str, str], rest: str, *, alone: bool) -> dict[str, str]:
    """A name and a place that are not said to be such: « Lina Haddad, mairie de Lille »."""
    parts = [part for each in PARTS.split(rest) if (part := tidy(each))]
    found: dict[str, str] = {}
    if "name" not in new and not told.name:
        name = next((part for part in parts if namelike(part)), "")
        found["name"] = names.sure(name)[:LONGEST] if name else ""
        parts = [part for part in parts if part != name]
    if "place" not in new and ("place" in told.missing) and (new or found or alone):
        found["place"] = ", ".join(WHERE.sub("", part) or part for part in parts[:3])[:LONGEST]
    return found


def tidy(part: str) -> str:
    """A part without what only holds a sentence together."""
    part = part.strip(" .:()-")
    return "" if all(word in COURTESIES for word in words(part)) or "@" in part else part


def namelike(part: str) -> bool:
    """Two to five words that can be a name, and no kind of place among them."""
    spoken = words(part)
    return (
        2 <= len(spoken) <= MOST_NAMES
        and bool(names.sure(part))
        and not organisations.KINDS.intersection(spoken)
        and not any(sign.isdigit() for sign in part)
    )
