"""Guessed codes open nothing, however many are tried."""

import random
from pathlib import Path

from sqlmodel import select

from core.ground.errors import Refusal
from core.ground.tables import Address, Token
from core.people import people, tokens
from core.people.tokens import ASKED_A_DAY, CODE_TRIES, CODES_A_DAY, DIGITS
from tests.people.test_strangers import KNOWN, WHERE, code_in, settle
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage, make_stage, size

GUESSES = size(10_000, 100_000)  # all of them by `cocarde chaos guesses`


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
    said = [texts(talk.say(wrong)) for _ in range(CODE_TRIES)]
    told = min(said, key=len)
    assert all(each.startswith(told) for each in (*said, texts(talk.say(right))))
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
