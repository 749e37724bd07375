"""Somebody nobody knows and somebody everybody knows hear the same, in words, work and time."""

import json
import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from core.claims import people, tokens
from core.claims.tokens import ASKED_A_DAY, CODE_TRIES, CODES_A_DAY, DIGITS
from core.desk.incoming import Incoming
from core.desk.proving import page
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.errors import Refusal
from core.ground.tables import Address, Case, Inbox, Outbox, Token
from core.ground.world import RealChance
from tests.sizes import size
from tests.talking import Talk, texts, word
from tests.worlds import Stage, make_stage

KNOWN, UNKNOWN = "awa@example.org", "una@example.org"  # of one length
WHERE = "Je n'ai jamais reçu mon badge"
MISSION = {
    "reference": "SC-1", "name": "Awa Diallo", "mail": KNOWN, "starts_on": "2025-10-01",
    "ends_on": "2026-05-31", "organisation": "Les Passerelles", "place": "Rouen",
}  # fmt: skip
GUESSES = size(10_000, 100_000)  # all of them by `cocarde chaos guesses`


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
    page.ask(stage.world, "one", fields)
    page.answer_waiting(stage.world)
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
            page.ask(stage.world, f"{mail}:1", {"mail": mail, "language": "fr"})
        sent[mail] = statements
    assert sent[KNOWN] == sent[UNKNOWN]
    stage.clock.pass_(minutes=11)
    done = page.answer_waiting(stage.world)
    assert sorted(each["to"] for each in done.outbox) == sorted([KNOWN, UNKNOWN])


def test_the_page_answers_an_address_three_times_a_day(stage: Stage) -> None:
    for number in range(5):
        page.ask(stage.world, str(number), {"mail": UNKNOWN, "language": "fr"})
        stage.clock.pass_(minutes=20)
    page.answer_waiting(stage.world)
    assert len(rows(stage)) == page.A_DAY
    stage.clock.pass_(days=1)
    page.ask(stage.world, "tomorrow", {"mail": UNKNOWN, "language": "fr"})
    page.answer_waiting(stage.world)
    assert len(rows(stage)) == page.A_DAY + 1


def test_a_question_of_the_page_is_answered_once(stage: Stage) -> None:
    for _ in range(3):
        page.ask(stage.world, "one", {"mail": UNKNOWN, "language": "fr"})
        page.answer_waiting(stage.world)
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


# Timing

ROUNDS = 100


def test_known_and_unknown_take_as_long(tmp_path: Path) -> None:
    """200 asks, known and unknown in turns, by the processor's time of each.

    The Mann-Whitney statistic says how often a known ask is slower than an unknown one: 0.5 when
    nothing tells them apart. On a busy machine single asks swing by far more than any difference
    there could be, so this fails only on a gross one: beyond 0.5 ± 0.2 (nearly five standard
    deviations of 0.041 for 100 against 100) with medians more than a quarter apart. That the
    statements are the very same is shown above, without chance.
    """
    stage = make_stage(tmp_path)
    settle(stage)
    numbers = count()
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    with stage.world.turn() as turn:
        for number in range(ROUNDS + 5):
            mail = people.meet(turn, people.MAIL, f"k{number:04}@example.org", name="Awa Diallo")
            people.prove(turn, mail)
    order = [("known", "k"), ("unknown", "u")] * (ROUNDS + 5)
    for kind, letter_ in order:
        number = next(numbers)
        talk = Talk(stage, f"guest{number}")
        talk.say(WHERE)
        began = time.process_time()
        talk.say(f"{letter_}{number // 2:04}@example.org")
        times[kind].append(time.process_time() - began)
    stage.world.store.close()
    known, unknown = times["known"][5:], times["unknown"][5:]
    above = sum((k > u) + 0.5 * (k == u) for k in known for u in unknown)
    share = above / (len(known) * len(unknown))
    apart = abs(median(known) - median(unknown)) / median(unknown)
    assert abs(share - 0.5) < 0.2 or apart < 0.25, (share, apart)


# Guessing


def test_guessed_codes_open_nothing(tmp_path: Path) -> None:
    """Every guess goes through `try_code`, against live, used and expired codes, day after day.

    The odds, for eight digits: a code bears five tries, an address gets three codes a day from
    everybody together. So a day gives 15 guesses in 10^8, 1.5e-7 an address, however many people
    ask; one person may ask for nine codes a day, 45 guesses, 4.5e-7 over whatever addresses. A
    year of it at one address: 5.5e-5. Guesses beyond the fifth are never compared at all.
    """
    stage = make_stage(tmp_path)
    guesser = random.Random(4)
    person = stage.known("awa", "Awa Diallo", KNOWN)
    address_id, made, opened, compared = None, 0, 0, 0
    while made < GUESSES:
        with stage.world.turn() as turn:
            address = people.proven_mail(turn, person)
            assert address is not None
            codes = codes_of_a_day(stage, address, turn)
            compared += len(codes) * CODE_TRIES
            for guess in range(1000):
                said = f"{guesser.randrange(10**DIGITS):08}"
                if said in codes:
                    continue
                opened += tokens.try_code(turn, address, said)
                made += 1
                if guess == 500:
                    for right in codes:  # used up by now: even the right digits are refused
                        opened += tokens.try_code(turn, address, right)
            tried = turn.db.exec(select(Token).where(Token.address_id == address.id)).all()
            assert all(each.tries <= CODE_TRIES for each in tried)
            address_id = address.id
        stage.clock.pass_(days=1, minutes=11)
    with stage.world.glance() as turn:
        kept = turn.db.exec(select(Token).where(Token.address_id == address_id)).all()
    stage.world.store.close()
    assert made >= GUESSES
    assert opened == 0
    assert sum(each.tries for each in kept) <= compared < GUESSES / 50


def codes_of_a_day(stage: Stage, address: Address, turn: object) -> list[str]:
    """As many codes as the day gives; then refusals, however often one asks."""
    codes = []
    for asking in range(CODES_A_DAY + 3):
        try:
            codes.append(tokens.code(turn, address))  # type: ignore[arg-type]
        except Refusal:
            assert asking >= CODES_A_DAY
    assert len(codes) == CODES_A_DAY
    return codes


def test_guesses_at_the_desk_are_counted_too(stage: Stage) -> None:
    """In a conversation: five tries, then the right digits open nothing either."""
    settle(stage)
    talk = Talk(stage, "x")
    talk.say(WHERE)
    right = code_in(talk.say(KNOWN))
    wrong = str((int(right) + 1) % 10**DIGITS).zfill(DIGITS)
    said = {texts(talk.say(wrong)) for _ in range(CODE_TRIES)} | {texts(talk.say(right))}
    assert len(said) == 1
    with stage.world.glance() as turn:
        guest = people.find(turn, people.TERMINAL, "x")
        mail = people.find(turn, people.MAIL, KNOWN)
        assert guest is not None
        assert mail is not None
        assert guest.person_id != mail.person_id


def test_an_expired_code_opens_nothing(stage: Stage) -> None:
    settle(stage)
    talk = Talk(stage, "x")
    talk.say(WHERE)
    right = code_in(talk.say(KNOWN))
    stage.clock.pass_(minutes=10)
    assert "pas le bon" in texts(talk.say(right))


def test_a_code_opens_only_for_who_asked_for_it(stage: Stage) -> None:
    """Neither can a guesser burn the tries of the code that somebody else waits for."""
    settle(stage)
    honest, guesser = Talk(stage, "x"), Talk(stage, "y")
    for talk in (honest, guesser):
        talk.say(WHERE)
    right = code_in(honest.say(KNOWN))
    own = code_in(guesser.say(KNOWN))
    assert right != own
    assert "pas le bon" in texts(guesser.say(right))
    for _ in range(CODE_TRIES * 2):
        guesser.say("12345678")
    assert "pas le bon" not in texts(honest.say(right))


def test_one_person_asks_for_few_codes_a_day(stage: Stage) -> None:
    talk = Talk(stage, "x")
    talk.say(WHERE)
    for number in range(ASKED_A_DAY):
        assert code_in(talk.say(f"m{number}@example.org"))
    assert word("account.too_many_codes") in texts(talk.say("one-more@example.org"))
    assert ASKED_A_DAY * CODE_TRIES / 10**DIGITS < 1e-6


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
