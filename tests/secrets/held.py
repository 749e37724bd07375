"""Every kind of secret that Cocarde sends, each as it really comes to a mailbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import col, select

from core.claims import claim_form, recap, sending
from core.claims.moves import move
from core.claims.opening import open_claim
from core.claims.states import Move
from core.desk.incoming import Incoming
from core.desk.page_forms import asked
from core.desk.receive import receive
from core.ground.effects import Effects
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import (
    Address,
    Badge,
    Case,
    Claim,
    Consent,
    Entry,
    Erasure,
    Link,
    Mission,
    Outbox,
    Stop,
)
from core.ground.world import Turn
from core.joining.prove_address import become
from core.people import people, tokens
from core.people.tokens import CODE_LIFE, Purpose, life
from core.programmes.answers.answering import CheckedAnswer
from core.reports import access
from core.rights import erasing
from core.showing import report_access
from core.support.answer_person import answer
from core.support.mission_address import readdress
from tests.world.awarded import awarded
from tests.world.letterbox import Letterbox
from tests.world.office import Office
from tests.world.review_desk import REPOSITORY, SITE
from tests.world.talking import Talk
from tests.world.visitors import invited, secret
from tests.world.world import Stage

LINA, SAM, NOUR, AWA = (f"{each}@example.org" for each in ("lina", "sam", "nour", "awa"))
CAMPUS = "awa@campus.example.org"
MISSION = {"organisation": "Les Passerelles", "domain": "Solidarité", "place": "Rouen"}
OLD_MISSION = {
    "reference": "SC-1", "name": "Awa Diallo", "mail": CAMPUS, "starts_on": "2025-10-01",
    "ends_on": "2026-05-31", **MISSION,
}  # fmt: skip


@dataclass(slots=True)
class Held:
    """A secret in the mailbox of its owner, and what using it looks like.

    `does` is what the one thing that it is about is like now, to be compared; `words` use it in a
    letter or a chat, `press` by a button there, `page` and `form` on the web; `role` is what its
    owner holds.
    """

    stage: Stage
    secret: str
    mail: str
    life: timedelta
    does: Callable[[], object]
    words: str
    press: str = ""
    page: str = ""
    form: dict[str, str] = field(default_factory=dict)
    role: tuple[str, str] | None = None
    chat: str = ""  # where its owner is speaking already


def speak(stage: Stage, door: str, who: str, text: str = "", choice: str = "") -> Effects:
    """One input in a chat, new each time."""
    said_before = stage.world.chance.uuid()
    told = Incoming(door, door, str(said_before), who, who, text=text, choice=choice)
    return receive(stage.world, told)


def address(turn: Turn, mail: str) -> Address:
    found = people.find(turn, people.MAIL, mail)
    assert found is not None
    return found


def lasts(stage: Stage, purpose: Purpose) -> timedelta:
    """How long a secret for that opens something, where the programme says nothing else."""
    with stage.world.glance() as turn:
        return life(turn, purpose)


def states(stage: Stage) -> object:
    """Where every claim stands: no state is ever left by itself within a cell."""
    with stage.world.glance() as turn:
        return sorted(turn.db.exec(select(Claim.ref, Claim.state)))


def review(stage: Stage) -> Held:
    """Sam, who reads mail, is asked to decide on Lina's claim."""
    stage.known("lina", "Lina Haddad", LINA)
    stage.reviewer("sam", "Sam Okafor", "becode")
    lina = Talk(stage, "lina")
    for line in ("Python avancé", f"{REPOSITORY} {SITE}", "oui"):
        lina.say(line)
    return Held(
        stage, secret(stage, SAM), SAM, lasts(stage, Purpose.DECIDE), lambda: states(stage), "oui",
        "approve:", "decide", {"verdict": "approve"}, ("becode", "reviewer"),
    )  # fmt: skip


def claim(stage: Stage) -> Held:
    """Lina, who has proved her mailbox, is asked to say yes to a badge."""
    stage.known("lina", "Lina Haddad", LINA)
    with stage.world.turn() as turn:
        mail = address(turn, LINA)
        made = open_claim(turn, people.person_of(turn, mail), "becode", "python-avance")
        form = claim_form.form_of(turn, made)
        for name, value in (("repository", REPOSITORY), ("site", SITE)):
            claim_form.record(
                turn, form, name, CheckedAnswer(value=value, said=value), claim_form.PERSON
            )
        move(turn, made, Move.COMPLETE)
        sending.send(turn, mail, made, MessageKind.AGAIN, "1", recap.recap(turn, form))
    return Held(
        stage, secret(stage, LINA), LINA, lasts(stage, Purpose.CLAIM), lambda: states(stage), "oui",
        "confirm:", "claim", {"confirm": "1"},
    )  # fmt: skip


def invitation(stage: Stage) -> Held:
    """Awa, of whom only the roster knows, is invited."""
    sent = invited(stage, **MISSION)
    return Held(
        stage, sent, AWA, lasts(stage, Purpose.CLAIM), lambda: states(stage), "oui",
        "confirm:", "claim", {"confirm": "1"},
    )  # fmt: skip


def unsubscribe(stage: Stage) -> Held:
    """The same letter, and the link that its mail program offers."""
    held = claim(stage)
    held.words, held.press, held.page, held.form = "STOP", "", "stop", {}
    held.does = lambda: stops(stage)
    return held


def stops(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Stop)).all())


def undo(stage: Stage) -> Held:
    """Lina is told that a chat has become hers, and that she can undo it."""
    stage.known("lina", "Lina Haddad", LINA)
    join_chat(stage, LINA)
    return Held(
        stage, secret(stage, LINA), LINA, lasts(stage, Purpose.UNLINK),
        lambda: undone(stage), "annuler",
        "", "unlink",
    )  # fmt: skip


def join_chat(stage: Stage, mail: str, key: str = "joined") -> None:
    """A chat that is this mailbox's from now on: its code was given there."""
    with stage.world.turn() as turn:
        chat = people.meet(turn, people.TERMINAL, key)
        read = address(turn, mail)
        guest, host = people.person_of(turn, chat), people.person_of(turn, read)
        become(turn, guest, host, read, chat)


def undone(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Link).where(col(Link.undone_at).is_not(None))).all())


def figures(stage: Stage) -> Held:
    """Nour of the staff has asked for the page of figures."""
    stage.supporter("nour", "Nour Benali", "becode")
    with stage.world.turn() as turn:
        link = access.link(turn, address(turn, NOUR))
    return Held(
        stage, link.rpartition("/")[2], NOUR, lasts(stage, Purpose.STAFF), lambda: None, "chiffres",
        "", "staff", {}, ("becode", "support"),
    )  # fmt: skip


def report(stage: Stage) -> Held:
    """Sam, who decides on claims, has asked for Lina's report."""
    held = review(stage)
    with stage.world.turn() as turn:
        lina = people.person_of(turn, address(turn, LINA))
        link = report_access.give(turn, address(turn, SAM), "becode", lina)
    return Held(
        stage, link.rpartition("/")[2], SAM, lasts(stage, Purpose.REPORT), lambda: None, "bilan",
        "", "report", {}, held.role,
    )  # fmt: skip


def showing(stage: Stage) -> Held:
    """Lina, who holds a badge, has asked by mail for what she shows."""
    stage.known("lina", "Lina Haddad", LINA)
    stage.reviewer("sam", "Sam Okafor", "becode")
    awarded(stage, "sam", "becode", "git", LINA)
    with stage.world.turn() as turn:
        given = tokens.give(turn, Purpose.SHOW, address(turn, LINA))
    return Held(
        stage, given, LINA, lasts(stage, Purpose.SHOW), lambda: pages(stage), "bonjour",
        "", "show", {"act": "open"},
    )  # fmt: skip


def own_data(stage: Stage) -> Held:
    """Lina has asked by mail for her data; an erasure of it is planned, which its page undoes."""
    held = showing(stage)
    with stage.world.turn() as turn:
        given = tokens.give(turn, Purpose.DATA, address(turn, LINA))
        who = people.person_of(turn, address(turn, LINA))
        erasing.plan(turn, who, keep_badges=True, door="mail")
    return Held(
        held.stage, given, LINA, lasts(stage, Purpose.DATA), lambda: erasures_undone(stage),
        "bonjour", "", "data", {"act": "undo"},
    )  # fmt: skip


def erasures_undone(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return sum(each.undone_at is not None for each in turn.db.exec(select(Erasure)))


def pages(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Consent)).all())


def opened(stage: Stage) -> str:
    stage.known("lina", "Lina Haddad", LINA)
    stage.supporter("nour", "Nour Benali", "becode")
    return Office(stage).opened("lina")


def case(stage: Stage) -> Held:
    """A human has answered Lina, by mail."""
    ref = opened(stage)
    with stage.world.turn() as turn:
        chat = people.find(turn, people.TERMINAL, "lina")
        assert chat is not None
        chat.last_used_at, chat.unreachable_at = None, turn.at
        turn.db.add(chat)
        turn.db.flush()
        found = turn.db.exec(select(Case).where(Case.ref == ref)).one()
        nour = people.person_of(turn, address(turn, NOUR))
        answer(turn, found, nour, "Pouvez-vous me dire la date ?", "terminal")
    return Held(
        stage, secret(stage, LINA), LINA, lasts(stage, Purpose.CASE), lambda: said(stage, "said"),
        "C'était le 12 mai, je crois.",
    )  # fmt: skip


def support(stage: Stage) -> Held:
    """Nour of the staff got Lina's case."""
    ref = opened(stage)
    return Held(
        stage, Letterbox(stage).secret_of_case(ref, NOUR), NOUR, lasts(stage, Purpose.SUPPORT),
        lambda: said(stage, "answered"), "Bonjour Lina, je regarde cela ce soir.",
        role=("becode", "support"),
    )  # fmt: skip


def said(stage: Stage, kind: str) -> int:
    """How much was said to or by the person of a case."""
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Entry).where(Entry.kind == kind)).all())


def readdressed(stage: Stage) -> Held:
    """Awa's former address is told that staff gave her mission another."""
    stage.mission("service-civique", **OLD_MISSION)
    stage.supporter("nora", "Nora Petit", "service-civique")
    stage.known("awa", "Awa", AWA)
    with stage.world.turn() as turn:
        nora = people.person_of(turn, address(turn, "nora@example.org"))
        mission = turn.db.exec(select(Mission)).one()
        readdress(turn, mission, address(turn, AWA), nora)
    return Held(
        stage, secret(stage, CAMPUS), CAMPUS, lasts(stage, Purpose.READDRESS),
        lambda: mission_mail(stage),
        "Ce n'est pas moi",
    )  # fmt: skip


def mission_mail(stage: Stage) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Mission.mail)).one()


def lost(stage: Stage) -> Held:
    """Somebody looks for their badge on the page; their mailbox is asked which it is."""
    asked.ask(stage.world, asked.LOST, "1", {"mail": AWA, "language": "fr"})
    asked.answer_waiting(stage.world)
    words = "Prénom et nom : Awa Diallo\nDates : du 1/10/2025 au 31/5/2026\nLieu : Rouen"
    return Held(
        stage, secret(stage, AWA), AWA, lasts(stage, Purpose.LOST), lambda: cases(stage), words
    )  # fmt: skip


def cases(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Case)).all())


def code(stage: Stage, door: str = people.TERMINAL) -> Held:
    """Lina asks in her chat to add an address; its code is in the letter there."""
    lina = stage.known("lina", "Lina Haddad", LINA)
    chat = "501" if door == people.TELEGRAM else "lina"
    if door == people.TELEGRAM:
        with stage.world.turn() as turn:
            people.add_address(turn, lina, door, chat)
    speak(stage, door if door == people.TELEGRAM else people.TERMINAL, chat, f"/link {AWA}")
    with stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).where(Outbox.kind == "code")).one()
    letter = Message.from_json(row.message)
    return Held(
        stage, letter.token, AWA, CODE_LIFE, lambda: addresses(stage), letter.values["code"],
        chat=chat if door != people.MAIL else "",
    )  # fmt: skip


def addresses(stage: Stage) -> int:
    """How many proven mailboxes Lina has."""
    with stage.world.glance() as turn:
        lina = people.person_of(turn, address(turn, LINA))
        return len(people.proven_mails(turn, lina))


def badges(stage: Stage) -> list[Badge]:
    with stage.world.glance() as turn:
        return list(turn.db.exec(select(Badge)))


HELD: dict[str, Callable[[Stage], Held]] = {  # but for the code, which depends on the door
    "review": review,
    "claim": claim,
    "invitation": invitation,
    "link code": code,
    "unsubscribe": unsubscribe,
    "undo": undo,
    "figures": figures,
    "report": report,
    "what one shows": showing,
    "own data": own_data,
    "case": case,
    "support": support,
    "changed address": readdressed,
    "lost badge": lost,
}
