"""People and addresses: codes, joining, and what a stranger can and cannot reach."""

import pytest
from sqlmodel import select

from core.ground.errors import Refusal
from core.ground.tables import Address, Claim, Outbox, Person, Token
from core.joining.join import join
from core.people import people, tokens
from core.people.tokens import CODES_A_DAY, Purpose
from tests.world.talking import Talk, texts
from tests.world.world import Stage

MAIL = "awa@example.org"


def code_sent(stage: Stage, mail: str = MAIL) -> str:
    """The digits of the last code that was mailed."""
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Outbox).where(Outbox.kind == "code", Outbox.place == mail))
        message = list(rows)[-1].message
    return "".join(filter(str.isdigit, message.split('"code": "')[1][:9]))


def owner(stage: Stage, door: str, value: str) -> Person:
    with stage.world.turn() as turn:
        address = people.find(turn, door, value)
        assert address is not None
        return people.person_of(turn, address)


def stranger_claims(stage: Stage, key: str = "x") -> Talk:
    talk = Talk(stage, key)
    talk.say("Python avancé")
    talk.say(MAIL)
    return talk


def test_a_stranger_gives_a_mail_address_and_proves_it_by_a_code(stage: Stage) -> None:
    talk = Talk(stage, "x")
    assert "1/3 · Ton adresse e-mail" in texts(talk.say("Python avancé"))
    assert f"envoyé à {MAIL}" in texts(talk.say(MAIL))
    assert "2/3 · Dépôt GitHub" in texts(talk.say(code_sent(stage)))
    with stage.world.glance() as turn:
        proven = turn.db.exec(select(Address).where(Address.value == MAIL)).one()
    assert proven.proven_at is not None


@pytest.mark.parametrize("wrong", ["lina", "lina@", "lina@example", "a b@example.org", "@x.org"])
def test_what_is_not_an_address_is_asked_again(stage: Stage, wrong: str) -> None:
    talk = Talk(stage, "x")
    talk.say("Python avancé")
    assert "n'est pas une adresse" in texts(talk.say(wrong))
    assert "code à 8 chiffres" in texts(talk.say(MAIL))


def test_five_wrong_codes_spend_it(stage: Stage) -> None:
    talk = stranger_claims(stage)
    right = code_sent(stage)
    for _ in range(5):
        assert "pas le bon" in texts(talk.say("00000000"))
    assert "pas le bon" in texts(talk.say(right))


def test_a_code_is_over_after_ten_minutes(stage: Stage) -> None:
    talk = stranger_claims(stage)
    right = code_sent(stage)
    stage.clock.pass_(minutes=11)
    assert "pas le bon" in texts(talk.say(right))


def test_a_new_code_ends_the_old_one(stage: Stage) -> None:
    talk = stranger_claims(stage)
    old = code_sent(stage)
    stage.clock.pass_(seconds=5)
    talk.send(choice="newcode")
    new = code_sent(stage)
    assert old != new
    assert "pas le bon" in texts(talk.say(old))
    assert "adresse est confirmée" in texts(talk.say(new))


def test_codes_to_one_address_are_few_a_day(either: Stage) -> None:
    person = either.known("awa", "Awa Diallo", MAIL)
    with either.world.turn() as turn:
        address = people.proven_mail(turn, person)
        assert address is not None
        for _ in range(CODES_A_DAY):
            tokens.code(turn, address)
        with pytest.raises(Refusal, match="too_many_codes"):
            tokens.code(turn, address)
    either.clock.pass_(days=1, minutes=11)
    with either.world.turn() as turn:
        assert tokens.code(turn, address)


def test_no_secret_is_kept_in_clear(stage: Stage) -> None:
    stranger_claims(stage)
    code = code_sent(stage)
    with stage.world.glance() as turn:
        kept = turn.db.exec(select(Token.digest)).all()
    assert kept
    assert not any(code in digest for digest in kept)


def test_known_and_unknown_addresses_get_the_same_words(stage: Stage) -> None:
    stage.known("awa", "Awa Diallo", MAIL)
    known, unknown = Talk(stage, "x"), Talk(stage, "y")
    for talk in (known, unknown):
        talk.say("Python avancé")
    said = texts(known.say(MAIL), to="x").replace(MAIL, "…")
    other = texts(unknown.say("nobody@example.org"), to="y")
    assert said == other.replace("nobody@example.org", "…")


def test_a_chat_that_proves_a_known_mailbox_becomes_that_person(stage: Stage) -> None:
    awa = stage.known("awa", "Awa Diallo", MAIL)
    talk = stranger_claims(stage)
    talk.say(code_sent(stage))
    assert owner(stage, "terminal", "x").id == awa.id


def test_who_only_typed_an_address_gives_it_up_to_who_proves_it(stage: Stage) -> None:
    thief, honest = stranger_claims(stage, "thief"), stranger_claims(stage, "honest")
    honest.say(code_sent(stage))
    assert owner(stage, "mail", MAIL).id == owner(stage, "terminal", "honest").id
    assert owner(stage, "terminal", "thief").id != owner(stage, "terminal", "honest").id
    assert "pas le bon" in texts(thief.say("12345678"))


def test_joining_keeps_one_claim_and_the_answers_of_both(either: Stage) -> None:
    host = either.known("awa", "Awa Diallo", MAIL)
    guest = either.known("x", "", "x@example.org")
    Talk(either, "awa").say("Python avancé")
    talk = Talk(either, "x")
    talk.say("Python avancé")
    talk.say("https://github.com/awa/jeu")
    with either.world.turn() as turn:
        join(turn, turn.db.get_one(Person, guest.id), turn.db.get_one(Person, host.id))
    with either.world.glance() as turn:
        states = sorted(turn.db.exec(select(Claim.state).where(Claim.person_id == host.id)))
    assert states == ["draft", "withdrawn"]
    assert "2/2" in texts(talk.say("/start"))


def test_a_token_opens_only_what_it_is_for(stage: Stage) -> None:
    person = stage.known("awa", "Awa Diallo", MAIL)
    Talk(stage, "awa").say("Python avancé")
    with stage.world.turn() as turn:
        claim = turn.db.exec(select(Claim)).one()
        address = people.proven_mail(turn, person)
        assert address is not None
        secret = tokens.give(turn, Purpose.CLAIM, address, claim)
    with stage.world.glance() as turn:
        assert tokens.find(turn, secret.upper(), Purpose.CLAIM) is not None
        assert tokens.find(turn, secret, Purpose.DECIDE) is None
        assert tokens.find(turn, secret[:-1], Purpose.CLAIM) is None
    stage.clock.pass_(days=500)
    with stage.world.glance() as turn:
        assert tokens.find(turn, secret) is None
