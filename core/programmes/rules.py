"""The conditions that a programme can name: one small function each.

A rule is `kind` in `programme.toml`; `of` names the questions it is about, and what else the
table holds are the values after the `*` of its function.
"""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from core.programmes import answers_as_text
from core.programmes.form import QuestionKind, Rule
from core.programmes.link_check import LinkCheck
from core.programmes.rule_results import (
    Barred,
    EventFact,
    Facts,
    Mend,
    MissionFact,
    Pass,
    Unchecked,
    Verdict,
)
from core.programmes.rule_table import RULES, judge, mistakes, parameters, rule
from core.reading.addresses import code_hosts
from core.reading.addresses.links import place
from core.reading.dates.months import Interval, length
from core.reading.text import words

__all__ = [
    "RULES",
    "Barred",
    "EventFact",
    "Facts",
    "LinkCheck",
    "Mend",
    "MissionFact",
    "Pass",
    "Rule",
    "Unchecked",
    "Verdict",
    "judge",
    "mistakes",
    "parameters",
]

DATES = (QuestionKind.DATE, QuestionKind.DATE_RANGE)
ADDRESSES = (QuestionKind.REPOSITORY, QuestionKind.SITE, QuestionKind.ACCOUNT, QuestionKind.LINK)


@rule(of=1, kinds=(QuestionKind.DATE_RANGE,))
def lasted(facts: Facts, of: tuple[str, ...], *, months: int) -> Verdict:
    """It lasted so many calendar months at least, the first and the last day both counted."""
    dates = Interval.parse(facts.answers[of[0]])
    real = length(dates.start, dates.end)
    if real.months >= months:
        return Pass()
    values = {
        "dates": answers_as_text.interval(dates, facts.language),
        "lasted": answers_as_text.lasted(real, facts.language),
        "needed": answers_as_text.months(months, facts.language),
    }
    return Barred("rules.too_short", values, of)


@rule(of=1, kinds=DATES)
def ended(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """The last day is over: yesterday or earlier."""
    end = Interval.parse(facts.answers[of[0]]).end
    if end < facts.today:
        return Pass()
    values = {
        "end": answers_as_text.day(end, facts.language),
        "day": answers_as_text.day(end + timedelta(days=1), facts.language),
    }
    return Barred("rules.not_ended", values, of)


@rule(of=(0, 1, 2), kinds=(*DATES, QuestionKind.ORGANISATION))
def on_roster(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """The imported list (rosters.md) has the person, with these dates and this organisation where
    they are named; whoever is not on it goes on, and who decides is told so."""
    if not facts.missions:
        return Unchecked(of, "rules.not_on_roster")
    same = [mission for mission in facts.missions if _matches(mission, facts, of)]
    if any(not mission.interrupted for mission in same):
        return Pass()
    if same:
        return Barred("rules.interrupted", _dates(same[0], facts), of)
    dated = [mission for mission in facts.missions if mission.start and mission.end]
    if not dated:
        return Unchecked(of, "rules.not_on_roster")
    values = _dates(dated[0], facts) | {"organisation": dated[0].organisation or "—"}
    return Mend(of, "rules.roster_differs", values)


def _matches(mission: MissionFact, facts: Facts, of: tuple[str, ...]) -> bool:
    return all(_says(mission, facts.answers[name]) for name in of)


def _says(mission: MissionFact, answer: str) -> bool:
    """Whether an answer, days or an organisation, is what the roster has of this mission."""
    try:
        told = Interval.parse(answer)
    except ValueError:
        return words(mission.organisation) == words(answer)
    return (mission.start, mission.end or mission.start) == (told.start, told.end)


def _dates(mission: MissionFact, facts: Facts) -> dict[str, str]:
    if not mission.start or not mission.end:
        return {"dates": "—"}
    return {"dates": answers_as_text.interval(Interval(mission.start, mission.end), facts.language)}


@rule(of=(1, 2, 3, 4), kinds=ADDRESSES, each=True)
def host(facts: Facts, of: tuple[str, ...], *, hosts: list[str]) -> Verdict:
    """Each of the addresses is on one of these hosts."""
    wrong = tuple(name for name in of if not _on(facts.answers[name], hosts))
    if not wrong:
        return Pass()
    sites = answers_as_text.either(hosts, facts.language)
    return Mend(wrong, "rules.wrong_host", {"link": facts.answers[wrong[0]], "hosts": sites})


def _on(url: str, hosts: list[str]) -> bool:
    name = (urlsplit(url).hostname or "").removeprefix("www.")
    return any(name == each or name.endswith(f".{each}") for each in hosts)


@rule(of=2, kinds=ADDRESSES)
def same_address(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """Both hold one and the same address."""
    first, second = (facts.answers[name] for name in of)
    if _alike(first) == _alike(second):
        return Pass()
    return Mend(of, "rules.not_the_same", {"first": first, "second": second})


@rule(of=2, kinds=ADDRESSES)
def different_addresses(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """They hold two addresses, not one twice; the second is the one to give again."""
    first, second = (facts.answers[name] for name in of)
    if _alike(first) != _alike(second):
        return Pass()
    return Mend(of[1:], "rules.twice_the_same", {"link": second})


def _alike(url: str) -> str:
    return place(code_hosts.checked(url).casefold())


@rule(of=(1, 2, 3, 4), kinds=ADDRESSES, each=True)
def reachable(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """Something answers at each of the addresses; a look that was not possible is no fault, and
    who decides is told so."""
    looks = {name: facts.looks.get(facts.answers[name]) for name in of}
    missing = tuple(name for name, look in looks.items() if look and look.state == "missing")
    if missing:
        return Mend(missing, "rules.missing_page", {"link": facts.answers[missing[0]]})
    unsure = tuple(name for name, look in looks.items() if not look or look.state != "found")
    if unsure:
        return Unchecked(unsure, "rules.unchecked_page", {"link": facts.answers[unsure[0]]})
    return Pass()


@rule(of=0)
def not_held_yet(facts: Facts, of: tuple[str, ...]) -> Verdict:  # noqa: ARG001
    """The person does not have this badge yet."""
    return Barred("rules.already_held") if facts.held else Pass()


@rule(of=1, kinds=(QuestionKind.CODE,))
def event_code(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """It is the code of an `[[event]]` of this badge, still in time and not yet used up."""
    code = facts.answers[of[0]]
    event = facts.event.get(code)
    if event is None:
        return Mend(of, "rules.unknown_code", {"code": code})
    until = date.fromisoformat(event.until)
    if until < facts.today:
        values = {"code": code, "until": answers_as_text.day(until, facts.language)}
        return Barred("rules.code_expired", values, of)
    if event.used >= event.cap:
        return Barred("rules.code_used_up", {"code": code, "cap": str(event.cap)}, of)
    return Pass()


@rule(of=1, kinds=(QuestionKind.ORGANISATION,))
def known_organisation(facts: Facts, of: tuple[str, ...]) -> Verdict:
    """It is one of the organisations of the programme: of its file, or joined since."""
    named = facts.answers[of[0]]
    if not facts.organisations:
        return Unchecked(of, "rules.unchecked_organisation", {"organisation": named})
    if words(named) in [words(known) for known in facts.organisations]:
        return Pass()
    return Mend(of, "rules.unknown_organisation", {"organisation": named})


@rule(of=1, kinds=(QuestionKind.TEXT,))
def min_words(facts: Facts, of: tuple[str, ...], *, count: int) -> Verdict:
    """It has so many words at least."""
    told = len(words(facts.answers[of[0]]))
    if told >= count:
        return Pass()
    return Mend(of, "rules.too_few_words", {"count": str(told), "needed": str(count)})


@rule(of=1, kinds=(QuestionKind.NUMBER,))
def at_least(facts: Facts, of: tuple[str, ...], *, value: int) -> Verdict:
    """A number of at least so many."""
    told, unit = facts.answers[of[0]], facts.units.get(of[0], {})
    if Decimal(told) >= value:
        return Pass()
    values = {
        "told": answers_as_text.counted(Decimal(told), unit, facts.language),
        "needed": answers_as_text.counted(Decimal(value), unit, facts.language),
    }
    return Barred("rules.too_little", values, of)


@rule(of=1, kinds=DATES)
def recent(facts: Facts, of: tuple[str, ...], *, days: int) -> Verdict:
    """It is asked for within so many days of the last day."""
    end = Interval.parse(facts.answers[of[0]]).end
    last = end + timedelta(days=days)
    if facts.today <= last:
        return Pass()
    values = {
        "end": answers_as_text.day(end, facts.language),
        "until": answers_as_text.day(last, facts.language),
    }
    return Barred("rules.too_late", values, of)
