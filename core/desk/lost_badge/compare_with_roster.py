"""What was said beside what the roster has, a line each: for the staff's eyes only."""

from datetime import date

from core.desk.expecting import LostBadgeFacts
from core.desk.lost_badge import facts_told
from core.ground.world import Turn
from core.people.people import masked
from core.roster.matching import Match, clear

EQUAL, NEAR = 99.0, 75.0


def laid_out(turn: Turn, told: LostBadgeFacts, found: list[Match], mail: str) -> str:
    """What was said beside what the roster has, a line each, in the first language of the house;
    the roster's own address is only hinted at."""
    lines = of_match(turn, told, found[0]) if found else of_none(turn, told)
    if found and clear(found) is None:
        others = ", ".join(each.mission.reference for each in found[1:4])
        lines.insert(0, word(turn, "proving.match_several", others=others))
    if told.mail:
        lines.append(line(turn, "mail", told.mail))
    return "\n".join([*lines, word(turn, "proving.match_mail", mail=mail)])


def of_match(turn: Turn, told: LostBadgeFacts, match: Match) -> list[str]:
    mission, (start, end) = match.mission, facts_told.days(told)
    where = ", ".join(filter(None, (mission.organisation, mission.place)))
    return [
        word(turn, "proving.match_found", reference=mission.reference, mail=masked(mission.mail)),
        beside(turn, "name", told.name, mission.name, match.name),
        beside(
            turn, "dates", days(start, end), days(mission.starts_on, mission.ends_on), match.days
        ),
        beside(turn, "place", told.place, where, match.place),
    ]


def of_none(turn: Turn, told: LostBadgeFacts) -> list[str]:
    told_so = {"name": told.name, "dates": days(*facts_told.days(told)), "place": told.place}
    return [
        word(turn, "proving.match_none"),
        *(line(turn, name, said) for name, said in told_so.items()),
    ]


def beside(turn: Turn, name: str, said: str, known: str, like: float | None) -> str:
    """« Nom : Lina Haddad ↔ HADDAD Lina (pareil) »."""
    return f"{line(turn, name, said)} ↔ {known or '–'} ({alike(turn, like)})"


def alike(turn: Turn, like: float | None) -> str:
    if like is None:
        return word(turn, "proving.match_unsaid")
    if like >= EQUAL:
        return word(turn, "proving.match_same")
    return word(turn, "proving.match_near" if like >= NEAR else "proving.match_other")


def line(turn: Turn, name: str, said: str) -> str:
    return f"{word(turn, f'proving.label_{name}')} : {said or '–'}"


def days(start: date | None, end: date | None) -> str:
    return f"{start:%d/%m/%Y} – {end:%d/%m/%Y}" if start and end else ""


def word(turn: Turn, key: str, **values: str) -> str:
    return turn.say(turn.world.words.first, key, **values)
