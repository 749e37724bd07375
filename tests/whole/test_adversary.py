"""Attacks by letters and secrets that were tried on the house: each must come to nothing."""

import pytest
from sqlmodel import col, select

from core.ground.messages import Message
from core.ground.tables import Case, Claim, Entry, Mission
from core.joining import join
from core.joining.prove_address import newcomer
from core.people import people, tokens
from core.people.tokens import Purpose
from core.reports import access
from core.support import case_life
from tests.world.letterbox import Letterbox
from tests.world.office import Office, asked
from tests.world.talking import Talk
from tests.world.visitors import visitor
from tests.world.world import Stage

LINA, EVE, NOUR = "lina@example.org", "eve@evil.test", "nour@example.org"


@pytest.fixture
def box(stage: Stage) -> Letterbox:
    stage.known("lina", "Lina Haddad", LINA)
    return Letterbox(stage)


def code_in(message: Message) -> str:
    return message.values["code"]


@pytest.mark.parametrize("asking", ["Je voudrais ajouter une adresse", "/link lina@gmial.com"])
def test_a_forged_letter_names_no_address_where_one_is_awaited(box: Letterbox, asking: str) -> None:
    """Lina asks to add an address; somebody else, in her name, says which."""
    box.write(LINA, asking, vouched=True)
    box.write(LINA, EVE)
    assert not box.put("code", EVE)


def test_a_link_to_the_figures_makes_nobody_its_holder(desk: Office) -> None:
    """The page may be shown to others; who knows its address is not the member of the staff."""
    box = Letterbox(desk.stage)
    with desk.stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, NOUR)
        assert address is not None
        secret = access.link(turn, address).rpartition("/")[2]
    box.write(EVE, f"Je voudrais ajouter l'adresse {EVE}", secret)
    assert not [each for each in box.put("code", EVE) if each.token]
    box.write(NOUR, f"Je voudrais ajouter l'adresse {EVE}", secret)
    assert not box.put("code", EVE)


def test_the_letter_of_a_code_vouches_for_no_forged_sender(box: Letterbox) -> None:
    """Eve has the secret of a code that she had sent to herself."""
    box.stage.supporter("nour", "Nour Benali", "becode")
    eve = Talk(box.stage, "eve")
    eve.say(f"/link {EVE}")
    (letter,) = box.put("code", EVE)
    lina = Talk(box.stage, "lina")
    lina.say("Je voudrais parler à quelqu'un de BeCode")
    with box.stage.world.glance() as turn:
        case = turn.db.exec(select(Case)).one()
    box.write(LINA, f"Dossier {case.ref} : fermez tout, merci.", letter.token)
    with box.stage.world.glance() as turn:
        said = turn.db.exec(select(Entry.text).where(Entry.case_id == case.id)).all()
    assert not [each for each in said if "fermez tout" in each]


@pytest.mark.parametrize(
    "protest",
    [
        "Je n'ai rien demandé, pourquoi le code {code} ?",
        "Ce n'est pas moi. {code}",
        "Who asked for {code}? Not me.",
        "{code} ?",
        "Non : {code}",
    ],
)
def test_who_protests_against_a_code_and_quotes_it_is_linked_to_nobody(
    box: Letterbox, protest: str
) -> None:
    eve = Talk(box.stage, "eve")
    eve.say(f"/link {LINA}")
    (letter,) = box.put("code", LINA)
    box.write(LINA, protest.format(code=code_in(letter)), letter.token, vouched=True)
    with box.stage.world.turn() as turn:
        chat = people.find(turn, people.TERMINAL, "eve")
        mail = people.find(turn, people.MAIL, LINA)
        assert chat is not None
        assert mail is not None
        assert chat.person_id != mail.person_id


@pytest.mark.parametrize(
    "said", ["{code}", "Bonjour,\n\nle code est {code}\n\nEve", "code: {code}."]
)
def test_a_code_sent_back_alone_adds_the_address(box: Letterbox, said: str) -> None:
    eve = Talk(box.stage, "eve")
    eve.say(f"/link {EVE}")
    (letter,) = box.put("code", EVE)
    box.write(EVE, said.format(code=code_in(letter)), letter.token)
    with box.stage.world.turn() as turn:
        chat, mail = people.find(turn, people.TERMINAL, "eve"), people.find(turn, people.MAIL, EVE)
        assert chat is not None
        assert mail is not None
        assert chat.person_id == mail.person_id


def test_an_address_that_was_only_typed_gets_no_letters(box: Letterbox) -> None:
    """Zoé mistypes hers in a chat, then blocks the bot: what we have to say is not for others."""
    zoe = Talk(box.stage, "zoe")
    zoe.say("Python avancé")
    zoe.say("somebody@example.org")
    with box.stage.world.turn() as turn:
        chat = people.find(turn, people.TERMINAL, "zoe")
        assert chat is not None
        chat.unreachable_at = turn.at
        turn.db.add(chat)
        turn.db.flush()
        assert people.reach(turn, people.person_of(turn, chat)) is None


def test_forged_words_do_not_join_the_case_of_the_day(box: Letterbox) -> None:
    box.stage.supporter("nour", "Nour Benali", "becode")
    box.write(LINA, "Je voudrais parler à quelqu'un de BeCode", vouched=True)
    box.write(LINA, "Je veux parler à un humain de BeCode")
    with box.stage.world.glance() as turn:
        case = turn.db.exec(select(Case).order_by(col(Case.id))).first()
        assert case is not None
        assert not turn.db.exec(
            select(Entry).where(Entry.case_id == case.id, Entry.kind == "said")
        ).all()


PAGES = {
    Purpose.CLAIM: {"claim", "stop"},
    Purpose.DECIDE: {"decide"},
    Purpose.UNLINK: {"unlink"},
    Purpose.STAFF: {"staff"},
}


@pytest.mark.parametrize("purpose", [each for each in Purpose if each != Purpose.CODE])
async def test_a_secret_opens_its_own_page_and_no_other(desk: Office, purpose: Purpose) -> None:
    """Whoever it is for, and whatever else it could be about."""
    asked(desk)
    with desk.stage.world.turn() as turn:
        address, claim = people.find(turn, people.MAIL, LINA), turn.db.exec(select(Claim)).one()
        assert address is not None
        secret = tokens.give(turn, purpose, address, claim, about=claim.id)
    async with visitor(desk.stage) as web:
        for page in {"claim", "stop", "decide", "unlink", "staff"} - PAGES.get(purpose, set()):
            assert (await web.get(f"/{page}/{secret}")).status_code == 404
            posted = await web.post(
                f"/{page}/{secret}", data={"verdict": "approve", "confirm": "1"}
            )
            assert posted.status_code in (404, 405)
    with desk.stage.world.glance() as turn:
        assert turn.db.exec(select(Claim)).one().state == "in_review"


@pytest.mark.parametrize("purpose", [Purpose.CASE, Purpose.LOST, Purpose.READDRESS, Purpose.UNLINK])
@pytest.mark.parametrize("said", ["oui", "approuvé", "fermer", "délivrer : oui", "annuler"])
def test_a_persons_secret_decides_nothing(desk: Office, purpose: Purpose, said: str) -> None:
    """Nor does it work on a case, even where our server vouches for its reader."""
    asked(desk)
    ref, box = desk.opened("lina"), Letterbox(desk.stage)
    with desk.stage.world.turn() as turn:
        address, case = people.find(turn, people.MAIL, LINA), case_life.locked_case(turn, ref)
        assert address is not None
        assert case is not None
        about = case.id if purpose in (Purpose.CASE, Purpose.LOST) else None
        link = join.join(turn, newcomer(turn, people.person_of(turn, address)),
                            people.person_of(turn, address))  # fmt: skip
        assert link is not None
        turn.db.add(
            Mission(id=link.id, programme="becode", reference="m", mail=LINA, imported_at=turn.at)
        )
        turn.db.flush()
        secret = tokens.give(turn, purpose, address, about=about or link.id)
    done = box.write(LINA, said, secret, vouched=True)
    assert not done.decisions
    with desk.stage.world.glance() as turn:
        assert turn.db.exec(select(Claim)).one().state == "in_review"
    assert set(desk.kinds(ref)) <= {"said"}


def test_a_machine_that_answers_a_human_comes_to_rest(box: Letterbox) -> None:
    """Lina's program answers whatever comes, and declares nothing."""
    box.stage.supporter("nour", "Nour Benali", "becode")
    box.write(LINA, "Je voudrais parler à quelqu'un de BeCode", vouched=True)
    for _ in range(30):
        secret = box.put("", LINA)[-1].token
        box.write(LINA, "Votre message est arrivé chez moi, je le lirai.", secret)
        box.stage.clock.pass_(minutes=1)
    assert len(box.put("", LINA)) < 10
    assert len(box.put("", NOUR)) < 10


def test_a_forged_letter_does_not_move_where_somebody_reads_us(box: Letterbox) -> None:
    Talk(box.stage, "lina").say("/help")
    box.stage.clock.pass_(hours=1)
    box.write(LINA, "Bonjour, où est mon badge ?")
    with box.stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, LINA)
        assert address is not None
        reached = people.reach(turn, people.person_of(turn, address))
        assert reached is not None
        assert reached.door == people.TERMINAL
