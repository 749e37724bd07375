"""Every word that code and pages say exists, and every word that exists is said."""

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from string import Template
from typing import get_args

import pytest

from bot.read import UNREADABLE
from cocarde.__main__ import COMMANDS as COCARDES
from cocarde.programme.dry_run import NO_RULE
from cocarde.staff.staff import LISTS
from core.audit.basis import SAID
from core.audit.faults import Fault
from core.audit.proof import RowProof
from core.audit.replay.differences import Difference
from core.audit.replay.dry_run import Turned
from core.audit.replay.health import RuleAilment
from core.audit.way import SENT as SENT_ABOUT
from core.audit.way_words import DOORS as WAYS_IN
from core.audit.way_words import MOVES
from core.badges.publish.share import Shared, fields
from core.claims.path import BY_PEOPLE, BY_RULES, DONE, LATER, NOW
from core.claims.states import MENDABLE, State
from core.desk.casework.actions import ACTIONS
from core.desk.chat.toasts import SHOWN
from core.desk.chat.toasts import WORDS as TOASTS
from core.desk.commands import COMMANDS
from core.desk.lost_badge.facts_told import FIELDS as MISSION_FIELDS
from core.desk.lost_badge.facts_told import LETTER_FIELDS
from core.ground.findings import Weight
from core.ground.paths import ROOT, TEMPLATES
from core.ground.rows import outbox
from core.ground.rows.outbox import DEAD, DROPPED, HELD, SENT, WAITING
from core.ground.sentences import MEND
from core.ground.words import FIRST, Words
from core.programmes import link_check
from core.programmes.form import QuestionKind
from core.programmes.rule_table import RULES
from core.reading.acts.kinds import ReviewVerdict
from core.reading.dates.dates import UnreadableDate
from core.reading.names.doubts import NameDoubt
from core.roster.invitations.report import Stand
from core.roster.invitations.schedule import Unsent
from core.support import Occasion
from core.support.case_diagnosis import CANNED
from core.support.case_log import KEPT, EntryKind
from core.support.diagnosis.causes import Cause
from mail.letters.commands_in_words import NAMED

# The endings that the sentence of a cause may have, beside none (`Diagnosis.variant`).
VARIANTS: dict[Cause, tuple[str, ...]] = {
    Cause.NOT_ENDED: ("said", "ask", "open"),
    Cause.TOO_SHORT: ("said",),
    Cause.INTERRUPTED: ("undated",),
    Cause.INVITATION_DUE: ("none", "stopped"),
    Cause.NOT_UNDERSTOOD: ("aside",),
    Cause.ABANDONED: ("mail", "yes", "withdrawn"),
    Cause.IN_REVIEW: ("unnamed", "late", "late_unnamed"),
    Cause.PREPARING: ("soon", "failed"),
    Cause.ISSUED_HERE: ("chat", "waiting"),
    Cause.ISSUED_ELSEWHERE: ("chat", "waiting"),
    Cause.REVOKED: ("unexplained",),
}
FRENCH = Words.read().keys(FIRST) | Words.of_commands().keys(FIRST)
TOPICS = sorted({key.partition(".")[0] for key in FRENCH})
DOORS = ["core", "bot", "mail", "web", "webhooks", "factory", "cocarde", "tools"]
PEOPLES = {"say", "word", "Refusal", "Unreadable", "Unsure", "Mend", "Barred", "Unchecked", "Fact"}
OPERATORS = {"Sentence", "Trouble", "wrong", "beware", "kept", "text", "told"}
SPEAKING = PEOPLES | OPERATORS
KEY = re.compile(r"[a-z]+\.[a-z0-9_]*[a-z0-9]")
ANY = "[a-z0-9_]+"
IN_PAGES = re.compile(
    r"""["']([a-z]+\.[a-z0-9_]*)["'](?:\s*(~)\s*[\w.]+(?:\s*~\s*["'](\w+)["'])?)?"""
)

# The endings that code puts behind a beginning.
PUT = {outbox.WAITING, outbox.SENT, outbox.DEAD, outbox.DROPPED}
SHARED = Shared("", "", "", "", datetime(2026, 1, 1, tzinfo=UTC), "")
UNCERTAIN = {
    kind for kind, rule in RULES.items() if "Unchecked(" in inspect.getsource(rule.judging)
}
PREVIEW = "".join(
    path.read_text(encoding="utf-8")
    for path in (
        TEMPLATES / "preview" / "index.html",
        *(ROOT / "cocarde" / "programme").glob("preview*.py"),
    )
)
FAMILIES: dict[str, set[str]] = {
    "preview.": set(re.findall(r"(?:say\(|Chapter\()['\"]([a-z_]+)['\"]", PREVIEW)),
    "status.": {*State, "in_review_unnamed", "in_review_letter", "in_review_unnamed_letter"},
    "case.occasion_": set(Occasion),
    "diagnosis.": {*Cause, *(f"{cause}_{end}" for cause in VARIANTS for end in VARIANTS[cause])},
    "figures.cause_": set(Cause),
    "proof.state_": set(State),
    "audit.fault_": set(Fault),
    "tried.change_": set(Difference),
    "tried.turned_": set(Turned),
    "tried.said_": {*SAID.values(), NO_RULE},
    "tried.ailment_": set(RuleAilment),
    "trail.move_": MOVES,
    "trail.door_": {*WAYS_IN, "other"},
    "trail.verdict_": set(SAID.values()),
    "trail.proof_": set(RowProof),
    "trail.kind_": set(SENT_ABOUT),
    "trail.sent_": {WAITING, SENT, DEAD, DROPPED, HELD},
    "proof.invitation_": PUT,
    "proof.badge_": PUT,
    "figures.state_": set(State),
    "claim.": set(MENDABLE),
    "proving.label_": set(LETTER_FIELDS),
    "proving.lacks_": set(MISSION_FIELDS),
    "status.path_": {DONE, NOW, LATER},
    "status.step_": {
        "with_team",
        *(step for way in (BY_PEOPLE, BY_RULES) for steps in way.values() for _, step in steps),
    },
    "typed.": set(NAMED),
    "toast.": {SHOWN, "once", *TOASTS.values()},
    "invite.": {"complete", "incomplete"},
    "remind.": {"first", "last", "yes", "missing", "mend"},
    "review.closed_": set(ReviewVerdict),
    "review.undo_": set(ReviewVerdict),
    "review.done_": set(ReviewVerdict),
    "review.view_": set(ReviewVerdict),
    "review.reason_": {ReviewVerdict.RETURN, ReviewVerdict.REFUSE},
    "review.unproven_": UNCERTAIN - {"reachable"},
    "canned.label_": set(CANNED),
    "canned.text_": set(CANNED),
    "case.done_": {*EntryKind, *(action.leaves for action in ACTIONS.values()), "given"}
    - {*KEPT, ""},
    "case.already_": {action.leaves for action in ACTIONS.values() if action.guarded},
    "badge.field_": set(fields(SHARED)),
    "bot.": {*COMMANDS, "description", "short_description"},
    "menu.": {*UNREADABLE.values(), "edited"},
    "rules.why_": {why for why in get_args(link_check.Why) if why},
    "command.does_": set(COCARDES),
    "help.about_": {name for name, module in COCARDES.items() if module.startswith("cocarde.")},
    "command.unsent_": {each.name.lower() for each in Unsent},
    "command.staff_": {*LISTS, "organisation"},
    "command.stand_": {stand.name.lower() for stand in Stand},
    "check.": set(Weight),
    "stuck.": set(QuestionKind),
    "answers.": {*UnreadableDate, *NameDoubt, "repository_elsewhere", "account_elsewhere"},
}


@cache
def in_pages() -> list[tuple[str, str]]:
    """The words that pages name: a whole key and nothing, or the pattern of several."""
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    told = [found for text in texts for found in IN_PAGES.findall(text)]
    return [
        ("", f"{re.escape(key)}{ANY}{end}") if joined else (key, "")
        for key, joined, end in told
        if key.partition(".")[0] in TOPICS and not key.endswith(".html")
    ]


def constants(node: ast.AST) -> set[str]:
    values = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {value for value in values if isinstance(value, str) and KEY.fullmatch(value)}


def called(node: ast.Call) -> str:
    name = node.func
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


@cache
def nodes() -> list[ast.AST]:
    """Every node of the code of core and doors."""
    paths = [path for door in DOORS for path in (ROOT / door).rglob("*.py")]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    return [node for tree in trees for node in ast.walk(tree)]


def named() -> Iterator[str]:
    """The whole words that code and pages say."""
    for node in nodes():
        if isinstance(node, ast.Call) and called(node) in SPEAKING:
            yield from (key for argument in node.args[:2] for key in constants(argument))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.IfExp):
            yield from (key for key in constants(node.value) if key.partition(".")[0] in TOPICS)
    yield from (key for key, _ in in_pages() if key)


@cache
def written() -> set[str]:
    """Whatever code and pages have as a text of its own that could be a word."""
    values = {node.value for node in nodes() if isinstance(node, ast.Constant)}
    return {value for value in values if isinstance(value, str)} | set(named())


@cache
def built() -> set[str]:
    """Patterns of the words that code puts together; one that a whole topic fits says nothing."""
    patterns = {pattern for _, pattern in in_pages() if pattern}
    for node in nodes():
        if isinstance(node, ast.JoinedStr):
            parts = [each.value if isinstance(each, ast.Constant) else None for each in node.values]
            patterns.add("".join(ANY if p is None else re.escape(str(p)) for p in parts))
    return {
        each
        for each in patterns
        if each.partition("\\.")[0] in TOPICS and each.partition("\\.")[2] != ANY
    }


def test_every_word_that_is_said_exists() -> None:
    said = set(named())
    assert {"claim.recap", "claim.offer", "rules.too_short", "page.verify_no_file"} <= said
    assert sorted(said - FRENCH.keys()) == []


def test_every_placeholder_is_given_a_value() -> None:
    calls = [node for node in nodes() if isinstance(node, ast.Call) and called(node) in SPEAKING]
    form = [(call, {each.arg for each in call.keywords}) for call in calls]
    whole = [(call, given) for call, given in form if given and None not in given]
    lacking = {
        key: needed
        for call, given in whole
        for argument in call.args[:2]
        for key in constants(argument)
        if (needed := set(Template(FRENCH.get(key, "")).get_identifiers()) - given)
    }
    assert len(whole) > 50
    assert lacking == {}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_word_that_exists_is_said(topic: str) -> None:
    patterns = [re.compile(each) for each in built()]
    members = {f"{beginning}{end}" for beginning, ends in FAMILIES.items() for end in ends}
    known = written() | members
    mends = {key for key in FRENCH if key.endswith(MEND) and key.removesuffix(MEND) in known}
    idle = {
        key
        for key in FRENCH.keys() - known - mends
        if key.startswith(f"{topic}.") and not any(each.fullmatch(key) for each in patterns)
    }
    assert idle == set()


@pytest.mark.parametrize("beginning", FAMILIES)
def test_a_family_of_words_has_all_its_members(beginning: str) -> None:
    members = {f"{beginning}{ending}" for ending in FAMILIES[beginning]}
    assert members
    assert members - FRENCH.keys() == set()
