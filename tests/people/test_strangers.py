"""Somebody nobody knows and somebody everybody knows hear the same, in words, work and time."""

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from core.desk.incoming import Incoming
from core.desk.page_forms import asked as page_forms
from core.desk.page_forms.lost_badge import A_DAY
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.tables import Case, Inbox, Outbox, Token
from core.ground.world import RealChance
from core.people import people, tokens
from core.people.tokens import CODES_A_DAY, DIGITS
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

KNOWN, UNKNOWN = "awa@example.org", "una@example.org"  # of one length
WHERE = "Je n'ai jamais reçu mon badge"
MISSION = {
    "reference": "SC-1", "name": "Awa Diallo", "mail": KNOWN, "starts_on": "2025-10-01",
    "ends_on": "2026-05-31", "organisation": "Les Passerelles", "place": "Rouen",
}  # fmt: skip


def settle(stage: Stage) -> None:
    """A roster, and somebody of it who has proven their mailbox and claimed."""
    stage.mission("service-civique", **MISSION)
    stage.known("awa", "Awa Diallo", KNOWN)
    Talk(stage, "awa").say(WHERE)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that the store was sent meanwhile."""
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        sent.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def rows(stage: Stage) -> list[tuple[str, str]]:
    with stage.world.glance() as turn:
        put = turn.db.exec(select(Outbox).order_by(Outbox.id))  # type: ignore[arg-type]
        return [(row.door, row.kind) for row in put]


def asked(effects: Effects, mail: str) -> str:
    """All that was said, with the address and the code's digits made alike."""
    said = texts(effects).replace(mail, "…")
    return "".join("0" if sign.isdigit() else sign for sign in said)


CHATS: dict[str, Callable[[Talk, str], list[Effects]]] = {
    "a claim": lambda talk, mail: [talk.say("Python avancé"), talk.say(mail), talk.say("12345678")],
    "a lost badge": lambda talk, mail: [talk.say(WHERE), talk.say(mail), talk.say("12345678")],
    "another code": lambda talk, mail: [
        talk.say(WHERE), talk.say(mail), talk.press("Donner une autre adresse"), talk.say(mail),
    ],
    "too many codes": lambda talk, mail: [
        talk.say(WHERE), *(talk.say(mail) for _ in range(CODES_A_DAY + 1)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("way", CHATS)
def test_known_and_unknown_get_the_same_words_and_the_same_work(stage: Stage, way: str) -> None:
    settle(stage)
    said, put, sent = {}, {}, {}
    for who, mail in (("x", KNOWN), ("y", UNKNOWN)):
        before = len(rows(stage))
        with counted() as statements:
            effects = CHATS[way](Talk(stage, who), mail)
        said[who] = [asked(each, mail) for each in effects]
        put[who] = rows(stage)[before:]
        sent[who] = statements
    assert said["x"] == said["y"]
    assert put["x"] == put["y"]
    assert sent["x"] == sent["y"]


def test_codes_that_others_asked_for_are_not_told_of(stage: Stage) -> None:
    """Three askers had a code for the address today: the fourth hears the same, and gets none."""
    settle(stage)
    said = []
    for number in range(CODES_A_DAY + 1):
        talk = Talk(stage, f"guest{number}")
        talk.say(WHERE)
        said.append(
            [each["text"] for each in talk.say(KNOWN).replies if each["door"] == "terminal"]
        )
    assert all(each == said[0] for each in said)
    assert [kind for _, kind in rows(stage)].count("code") == CODES_A_DAY


def letter(stage: Stage, mail: str, text: str, number: int, token: str = "") -> Effects:
    incoming = Incoming(
        door="mail", source="mail", source_id=f"{mail}:{number}", value=mail, text=text,
        token=token, authentic=False,
    )  # fmt: skip
    return receive(stage.world, incoming)


def test_an_old_address_named_in_a_letter_tells_nothing_of_itself(stage: Stage) -> None:
    settle(stage)
    said, sent, put = {}, {}, {}
    for writer, old in (("xa@example.org", KNOWN), ("yb@example.org", UNKNOWN)):
        letter(stage, writer, WHERE, 1)
        secret = secret_of(stage, writer)
        before = len(rows(stage))
        with counted() as statements:
            text = f"Ancienne adresse e-mail : {old}"
            effects = letter(stage, writer, text, 2, token=secret)
        said[old] = asked(effects, old)
        sent[old], put[old] = statements, rows(stage)[before:]
    assert said[KNOWN] == said[UNKNOWN]
    assert sent[KNOWN] == sent[UNKNOWN]
    assert put[KNOWN] == put[UNKNOWN] == [("mail", "code"), ("mail", "reply")]


def secret_of(stage: Stage, mail: str) -> str:
    """The secret of the last mail to an address."""
    with stage.world.glance() as turn:
        query = select(Outbox).where(Outbox.place == mail).order_by(Outbox.id)  # type: ignore[arg-type]
        return str(json.loads(turn.db.exec(query).all()[-1].message)["token"])


def test_what_strangers_write_never_stands_in_a_mail_to_an_unproven_address(stage: Stage) -> None:
    """A forged sender, a lure in every field: the mail that goes out holds none of it."""
    lure = "https://evil.example.org/gewinn"
    forged = f"{WHERE}. {lure} Ancienne adresse : victim@example.org, je m'appelle {lure}"
    letter(stage, "target@example.org", forged, 1)
    letter(stage, "target@example.org", f"Nom et prénom : Gagnez {lure}\nLieu : {lure}", 2)
    fields = {"mail": "other@example.org", "name": f"Cliquez {lure}", "dates": lure, "place": lure}
    page_forms.ask(stage.world, page_forms.LOST, "one", fields)
    page_forms.answer_waiting(stage.world)
    with stage.world.glance() as turn:
        put = turn.db.exec(select(Outbox)).all()
    assert {row.place for row in put} == {"target@example.org", "other@example.org"}
    assert not [row for row in put if "evil" in row.message or "victim" in row.message]


def test_a_forged_letter_proves_nothing_with_a_code(stage: Stage) -> None:
    """Who forges a known sender and names their own mailbox gets no code to answer with."""
    settle(stage)
    thief = "thief@example.org"
    letter(stage, KNOWN, WHERE, 1)
    letter(stage, KNOWN, f"Ancienne adresse e-mail : {thief}", 2)
    assert thief not in {row["to"] for row in letter(stage, KNOWN, "12345678", 3).outbox}
    with stage.world.glance() as turn:
        assert not turn.db.exec(select(Token).where(Token.purpose == "code")).all()


def test_the_page_does_the_same_for_everybody(stage: Stage) -> None:
    settle(stage)
    sent = {}
    for mail in (KNOWN, UNKNOWN):
        with counted() as statements:
            page_forms.ask(
                stage.world, page_forms.LOST, f"{mail}:1", {"mail": mail, "language": "fr"}
            )
        sent[mail] = statements
    assert sent[KNOWN] == sent[UNKNOWN]
    stage.clock.pass_(minutes=11)
    done = page_forms.answer_waiting(stage.world)
    assert sorted(each["to"] for each in done.outbox) == sorted([KNOWN, UNKNOWN])


def test_the_page_answers_an_address_three_times_a_day(stage: Stage) -> None:
    for number in range(5):
        page_forms.ask(
            stage.world, page_forms.LOST, str(number), {"mail": UNKNOWN, "language": "fr"}
        )
        stage.clock.pass_(minutes=20)
    page_forms.answer_waiting(stage.world)
    assert len(rows(stage)) == A_DAY
    stage.clock.pass_(days=1)
    page_forms.ask(stage.world, page_forms.LOST, "tomorrow", {"mail": UNKNOWN, "language": "fr"})
    page_forms.answer_waiting(stage.world)
    assert len(rows(stage)) == A_DAY + 1


def test_a_question_of_the_page_is_answered_once(stage: Stage) -> None:
    for _ in range(3):
        page_forms.ask(stage.world, page_forms.LOST, "one", {"mail": UNKNOWN, "language": "fr"})
        page_forms.answer_waiting(stage.world)
    assert len(rows(stage)) == 1
    with stage.world.glance() as turn:
        assert [row.state for row in turn.db.exec(select(Inbox))] == ["worked"]


def without_mailbox(stage: Stage, who: str, name: str) -> tuple[Effects, list[str]]:
    """The whole way of somebody who lost their mailbox; the last answer and its statements."""
    mail = f"{who}@example.org"
    talk = Talk(stage, who)
    talk.say(WHERE)
    talk.press(word("proving.button_no_mailbox"))
    talk.press("Service Civique")
    talk.say(f"{name}, du 1er octobre 2025 au 31 mai 2026, Les Passerelles à Rouen")
    talk.say(mail)
    assert talk.last is not None
    code = code_in(talk.last)
    with counted() as statements:
        effects = talk.say(code)
    return effects, statements


def test_a_match_and_no_match_sound_the_same_and_both_are_cases(stage: Stage) -> None:
    stage.mission("service-civique", **MISSION)
    found, matched = without_mailbox(stage, "x", "Awa Diallo")
    missed, unmatched = without_mailbox(stage, "y", "Zoé Nobody")
    with stage.world.glance() as turn:
        cases = {case.ref: case for case in turn.db.exec(select(Case))}
    told = []
    for effects, who in ((found, "x"), (missed, "y")):
        text = next(e["text"] for e in effects.replies if e["to"] == who)
        ref = next(ref for ref in cases if ref in text)
        told.append(text.replace(ref, "…").replace(f"{who}@example.org", "…"))
        assert (cases[ref].mission_id is not None) == (who == "x")
    assert told[0] == told[1]
    assert matched == unmatched
    assert "SC-1" in next(c.why for c in cases.values() if c.mission_id)
    assert KNOWN not in "".join(case.why for case in cases.values())


def test_a_match_alone_opens_no_claim(stage: Stage) -> None:
    stage.mission("service-civique", **MISSION)
    effects, _ = without_mailbox(stage, "x", "Awa Diallo")
    assert not effects.moves
    assert not effects.badges


def code_in(effects: Effects) -> str:
    """The digits of the code that was mailed."""
    mailed = next(each["text"] for each in effects.replies if each["door"] == "mail")
    return "".join(filter(str.isdigit, mailed.partition(".")[0]))


# Squatting


def test_who_typed_an_address_first_gets_nothing_of_its_reader(stage: Stage) -> None:
    """A stranger names a mailbox of a roster to come; the invitation is its reader's alone."""
    thief = Talk(stage, "thief")
    thief.say(WHERE)
    thief.say(KNOWN)
    stage.mission("service-civique", **MISSION)
    assert [row.place for row in stage.invite()] == [KNOWN]
    with stage.world.glance() as turn:
        typed = people.find(turn, people.TERMINAL, "thief")
        mail = people.find(turn, people.MAIL, KNOWN)
        assert typed is not None
        assert mail is not None
        assert typed.person_id != mail.person_id
        assert not people.open_claims(turn, people.person_of(turn, typed))


def test_chance_is_of_the_system_and_codes_fill_their_range() -> None:
    drawn = [RealChance().number(10**DIGITS) for _ in range(2000)]
    assert len(set(drawn)) > 1990
    assert abs(math.fsum(drawn) / len(drawn) / 10**DIGITS - 0.5) < 0.05
    assert timedelta(minutes=10) == tokens.CODE_LIFE
