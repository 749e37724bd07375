"""The conditions of the programmes: each rule, what it needs, and when it is judged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ground.errors import Trouble
from core.ground.words import Words
from core.programmes import rules
from core.programmes.form import Rule
from core.programmes.link_check import LinkCheck
from core.programmes.rules import (
    Barred,
    EventFact,
    Facts,
    Mend,
    MissionFact,
    Pass,
    Unchecked,
    Verdict,
)

WORDS = Words.read()
TODAY = date(2026, 6, 1)
CODE, SITE = "https://github.com/lina-dev/portfolio", "https://lina.example.org"
ACCOUNT = "https://github.com/lina-dev"
SERVED = MissionFact(date(2025, 10, 1), date(2026, 5, 31), "Croix-Rouge de Lille", "Lille")
STOPPED = MissionFact(date(2025, 10, 1), date(2026, 1, 31), "Emmaüs Roubaix", interrupted=True)
FOUND, MISSING = LinkCheck("found", 200), LinkCheck("missing", 404, why="gone")
AWAY = LinkCheck("unchecked", why="silent")
EVENT = {"FETE26": EventFact("2026-06-01", 30, 29), "VIEUX26": EventFact("2026-05-31", 30, 0),
         "PLEIN26": EventFact("2026-06-30", 30, 30)}  # fmt: skip


ENOUGH = Rule(kind="at_least", of=["hours"], value=20)  # type: ignore[call-arg]


def facts(answers: Mapping[str, str], language: str = "fr", **known: object) -> Facts:
    return Facts(dict(answers), TODAY, language, **known)  # type: ignore[arg-type]


def judged(rule: Rule, known: Facts) -> Verdict:
    ((same, verdict),) = rules.judge([rule], known, set(known.answers))
    assert same is rule
    return verdict


def told(verdict: Verdict) -> str:
    if isinstance(verdict, Pass):
        return "pass"
    return f"{type(verdict).__name__.lower()} {verdict.word.removeprefix('rules.')}"


LASTED = Rule(kind="lasted", of=["mission"], months=6)  # type: ignore[call-arg]
ENDED = Rule(kind="ended", of=["mission"])
ROSTER = Rule(kind="on_roster", of=["mission"])
ROSTER_HOST = Rule(kind="on_roster", of=["mission", "organisation"])
ROSTER_ANY = Rule(kind="on_roster")
HOST = Rule(kind="host", of=["repository"], hosts=["github.com"])  # type: ignore[call-arg]
SAME = Rule(kind="same_address", of=["repository", "site"])
DIFFERENT = Rule(kind="different_addresses", of=["repository", "site"])
REACHABLE = Rule(kind="reachable", of=["repository", "site"])
HELD = Rule(kind="not_held_yet")
EVENT_CODE = Rule(kind="event_code", of=["code"])
KNOWN = Rule(kind="known_organisation", of=["organisation"])
TWENTY = Rule(kind="min_words", of=["story"], count=20)  # type: ignore[call-arg]
RECENT = Rule(kind="recent", of=["mission"], days=30)  # type: ignore[call-arg]

DATES = [
    (LASTED, "2025-09-01/2026-02-28", "pass"),
    (LASTED, "2025-09-01/2026-02-27", "barred too_short"),
    (LASTED, "2025-10-01/2026-03-31", "pass"),
    (LASTED, "2025-10-01/2026-03-30", "barred too_short"),
    (LASTED, "2025-10-15/2026-04-14", "pass"),
    (LASTED, "2025-10-15/2026-04-13", "barred too_short"),
    (LASTED, "2026-05-03/2026-05-03", "barred too_short"),
    (ENDED, "2025-10-01/2026-05-31", "pass"),
    (ENDED, "2025-10-01/2026-06-01", "barred not_ended"),
    (ENDED, "2025-10-01/2026-12-31", "barred not_ended"),
    (ENDED, "2026-05-31", "pass"),
    (ENDED, "2026-06-02", "barred not_ended"),
    (RECENT, "2025-10-01/2026-05-02", "pass"),
    (RECENT, "2025-10-01/2026-05-01", "barred too_late"),
]


@pytest.mark.parametrize(("rule", "dates", "expected"), DATES)
def test_the_dates_decide(rule: Rule, dates: str, expected: str) -> None:
    assert told(judged(rule, facts({"mission": dates}))) == expected


ROSTERS: list[tuple[Rule, tuple[MissionFact, ...], str]] = [
    (ROSTER, (SERVED,), "pass"),
    (ROSTER, (STOPPED, SERVED), "pass"),
    (ROSTER_HOST, (SERVED,), "pass"),
    (ROSTER_ANY, (SERVED,), "pass"),
    (ROSTER_ANY, (STOPPED,), "barred interrupted"),
    (ROSTER, (), "unchecked not_on_roster"),
    (ROSTER_ANY, (), "unchecked not_on_roster"),
    (ROSTER, (MissionFact(None, None, "Croix-Rouge de Lille"),), "unchecked not_on_roster"),
    (ROSTER, (STOPPED,), "mend roster_differs"),
    (ROSTER, (MissionFact(date(2025, 11, 3), date(2026, 5, 2)),), "mend roster_differs"),
    (ROSTER_HOST, (MissionFact(SERVED.start, SERVED.end, "Emmaüs"),), "mend roster_differs"),
    (ROSTER, (MissionFact(SERVED.start, SERVED.end, interrupted=True),), "barred interrupted"),
]


@pytest.mark.parametrize(("rule", "missions", "expected"), ROSTERS)
def test_the_roster_decides(rule: Rule, missions: tuple[MissionFact, ...], expected: str) -> None:
    answers = {"mission": "2025-10-01/2026-05-31", "organisation": "croix rouge de Lille"}

    assert told(judged(rule, facts(answers, missions=missions))) == expected


ADDRESSES = [
    (HOST, CODE, SITE, "pass", ()),
    (HOST, "https://www.github.com/a/b", SITE, "pass", ()),
    (HOST, "https://gitlab.com/a/b", SITE, "mend wrong_host", ("repository",)),
    (HOST, "https://github.com.example.org/a/b", SITE, "mend wrong_host", ("repository",)),
    (HOST, "https://notgithub.com/a/b", SITE, "mend wrong_host", ("repository",)),
    (SAME, ACCOUNT, ACCOUNT, "pass", ()),
    (SAME, ACCOUNT, "https://www.github.com/Lina-Dev/", "pass", ()),
    (SAME, ACCOUNT, "https://github.com/lina-pro", "mend not_the_same", ("repository", "site")),
    (DIFFERENT, CODE, SITE, "pass", ()),
    (DIFFERENT, CODE, f"{CODE}/", "mend twice_the_same", ("site",)),
    (DIFFERENT, SITE, "http://lina.example.org/", "mend twice_the_same", ("site",)),
]


@pytest.mark.parametrize(("rule", "first", "second", "expected", "again"), ADDRESSES)
def test_the_addresses_decide(
    rule: Rule, first: str, second: str, expected: str, again: tuple[str, ...]
) -> None:
    verdict = judged(rule, facts({"repository": first, "site": second}))

    assert told(verdict) == expected
    assert (verdict.questions if isinstance(verdict, Mend) else ()) == again


LOOKS = [
    (FOUND, FOUND, "pass", ()),
    (MISSING, FOUND, "mend missing_page", ("repository",)),
    (FOUND, MISSING, "mend missing_page", ("site",)),
    (MISSING, MISSING, "mend missing_page", ("repository", "site")),
    (AWAY, MISSING, "mend missing_page", ("site",)),
    (FOUND, AWAY, "unchecked unchecked_page", ("site",)),
    (AWAY, AWAY, "unchecked unchecked_page", ("repository", "site")),
    (FOUND, None, "unchecked unchecked_page", ("site",)),
]


@pytest.mark.parametrize(("first", "second", "expected", "about"), LOOKS)
def test_what_could_not_be_looked_at_is_not_wrong(
    first: LinkCheck, second: LinkCheck | None, expected: str, about: tuple[str, ...]
) -> None:
    looks = {url: look for url, look in ((CODE, first), (SITE, second)) if look}

    verdict = judged(REACHABLE, facts({"repository": CODE, "site": SITE}, looks=looks))

    assert told(verdict) == expected
    assert (() if isinstance(verdict, Pass | Barred) else verdict.questions) == about


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("FETE26", "pass"),
        ("FETE27", "mend unknown_code"),
        ("VIEUX26", "barred code_expired"),
        ("PLEIN26", "barred code_used_up"),
    ],
)
def test_an_event_code_counts_in_time_and_up_to_its_cap(code: str, expected: str) -> None:
    assert told(judged(EVENT_CODE, facts({"code": code}, event=EVENT))) == expected


def test_a_badge_is_held_once() -> None:
    assert told(judged(HELD, facts({}, held=False))) == "pass"
    assert told(judged(HELD, facts({}, held=True))) == "barred already_held"


def test_an_organisation_is_one_of_the_programme_however_it_is_written() -> None:
    known = ("Croix-Rouge de Lille", "Les Restos du Cœur")

    def verdict(name: str, organisations: tuple[str, ...] = known) -> str:
        return told(judged(KNOWN, facts({"organisation": name}, organisations=organisations)))

    assert verdict("Les restos du coeur") == "pass"
    assert verdict("Emmaüs") == "mend unknown_organisation"
    assert verdict("Emmaüs", ()) == "unchecked unchecked_organisation"


def test_a_text_has_enough_words() -> None:
    assert told(judged(TWENTY, facts({"story": "mot " * 20}))) == "pass"
    verdict = judged(TWENTY, facts({"story": "mot " * 19 + "…!"}))
    assert verdict == Mend(("story",), "rules.too_few_words", {"count": "19", "needed": "20"})


def test_five_months_and_thirty_days_are_refused_kindly_with_the_dates() -> None:
    verdict = judged(LASTED, facts({"mission": "2025-10-01/2026-03-30"}))

    assert isinstance(verdict, Barred)
    assert verdict.questions == ("mission",)
    assert WORDS.say("fr", verdict.word, **verdict.values) == (
        "Nous sommes désolés. La période du 1er octobre 2025 au 30 mars 2026 compte 5 mois et "
        "30 jours, et ce badge demande au moins 6 mois. Si l'une de ces dates est fausse, "
        "renvoyez les deux dates exactes."
    )


def test_the_same_is_said_in_english_and_dutch() -> None:
    for language, part in (("en", "5 months and 30 days"), ("nl", "5 maanden en 30 dagen")):
        verdict = judged(LASTED, facts({"mission": "2025-10-01/2026-03-30"}, language))
        assert isinstance(verdict, Barred)
        assert part in WORDS.say(language, verdict.word, **verdict.values)


def test_a_rule_waits_until_its_questions_are_answered() -> None:
    form = [LASTED, ENDED, KNOWN, HELD]
    known = facts({"mission": "2026-05-01/2026-05-31"}, organisations=("Unis-Cité",))

    verdicts = rules.judge(form, known, {"mission"})

    assert [(rule.kind, told(verdict)) for rule, verdict in verdicts] == [
        ("lasted", "barred too_short"),
        ("ended", "pass"),
        ("not_held_yet", "pass"),
    ]


@pytest.mark.parametrize("language", ["fr", "fr-informal", "en", "nl", "nl-informal"])
def test_every_verdict_has_its_sentence(language: str) -> None:
    verdicts = [
        *(judged(rule, facts({"mission": dates})) for rule, dates, _ in DATES),
        *(
            judged(rule, facts({"repository": first, "site": second}))
            for rule, first, second, _, _ in ADDRESSES
        ),
        *(judged(EVENT_CODE, facts({"code": code}, event=EVENT)) for code in (*EVENT, "X")),
        judged(HELD, facts({}, held=True)),
        judged(TWENTY, facts({"story": "mot"})),
        judged(ENOUGH, facts({"hours": "2"})),
    ]
    for verdict in verdicts:
        if not isinstance(verdict, Pass):
            sentence = WORDS.say(language, verdict.word, **verdict.values)
            assert sentence.endswith("."), sentence


@pytest.mark.parametrize(("told", "enough"), [("20", True), ("20.5", True), ("19.5", False)])
def test_a_number_reaches_what_a_rule_asks_for(told: str, enough: bool) -> None:
    known = replace(facts({"hours": told}), units={"hours": {"fr": ["heure", "heures"]}})
    verdict = judged(ENOUGH, known)

    assert isinstance(verdict, Pass) is enough
    if isinstance(verdict, Barred):
        assert dict(verdict.values) == {"told": "19,5 heures", "needed": "20 heures"}


def test_an_unknown_rule_stops_the_judging_rather_than_passing() -> None:
    with pytest.raises(Trouble):
        rules.judge([Rule(kind="sworn")], facts({}), set())


def test_every_rule_is_tried_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert all(f'kind="{kind}"' in here for kind in rules.RULES)


@settings(deadline=None)
@given(
    start=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 800),
    months=st.integers(1, 24),
)
def test_a_longer_mission_never_loses_the_badge(start: date, days: int, months: int) -> None:
    rule = Rule(kind="lasted", of=["mission"], months=months)  # type: ignore[call-arg]

    def passed(lasting: int) -> bool:
        end = date.fromordinal(start.toordinal() + lasting)
        verdict = judged(rule, facts({"mission": f"{start}/{end}"}))
        return isinstance(verdict, Pass)

    assert passed(days + 1) or not passed(days)


def test_an_unchecked_verdict_names_what_was_not_checked() -> None:
    verdict = judged(ROSTER, facts({"mission": "2025-10-01/2026-05-31"}))

    assert verdict == Unchecked(("mission",), "rules.not_on_roster")
