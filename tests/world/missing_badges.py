"""People whose badge is missing, one for each cause, each brought about through the desk."""

from collections.abc import Callable

from sqlmodel import select

from core.ground.tables import Badge, Person
from core.ground.world import Turn
from core.people import people
from core.support.diagnosis.causes import Cause, Cure
from mail.listen import receive_mail
from tests.world.invited_missions import CIVIC, DECEMBER, THE_DAY_AFTER, mission, sent
from tests.world.letters import Letters
from tests.world.mishaps import bounced
from tests.world.talking import Talk
from tests.world.world import Stage

AWA, LINA = "awa@example.org", "lina@example.org"
REPOSITORY, SITE = "https://github.com/lina/meteo", "https://meteo.example.org"
Ailing = Callable[[Stage], str]


def on_roster(stage: Stage, **changed: str) -> str:
    """Awa is on the roster, and reads the mails that we send her."""
    mission(stage, **changed)
    stage.known("awa", "Awa Diallo", AWA)
    stage.clock.at = THE_DAY_AFTER
    return AWA


def not_ended(stage: Stage) -> str:
    return on_roster(stage, ends_on=DECEMBER)


def too_short(stage: Stage) -> str:
    return on_roster(stage, starts_on="2026-07-01")


def interrupted(stage: Stage) -> str:
    return on_roster(stage, interrupted="oui")


def not_on_roster(stage: Stage) -> str:
    stage.known("awa", "Awa Diallo", AWA)
    return AWA


def invitation_due(stage: Stage) -> str:
    """The day after, before ten o'clock."""
    on_roster(stage)
    stage.clock.pass_(hours=-1)
    return AWA


def unanswered(stage: Stage) -> str:
    sent(stage)
    return AWA


def invitation_bounced(stage: Stage) -> str:
    sent(stage)
    receive_mail(stage.world, bounced(stage, AWA))
    return AWA


def not_understood(stage: Stage) -> str:
    """She has answered, and nothing of it could be read."""
    stage.clock.at = THE_DAY_AFTER
    letters = Letters(stage)
    letters.answer(letters.invited(domain=""), "Bonjour, voilà ce que j'en pense.")
    return AWA


def learner(stage: Stage, *lines: str) -> Talk:
    """Lina at the terminal, claiming « Python avancé »."""
    stage.known("lina", "Lina Haddad", LINA)
    lina = Talk(stage, "lina")
    for line in ("/help", "Python avancé", *lines):
        lina.say(line)
    return lina


def abandoned(stage: Stage) -> str:
    learner(stage, REPOSITORY)
    return LINA


def in_review(stage: Stage) -> str:
    stage.reviewer("sam", "Sam Okafor", "becode")
    learner(stage, f"{REPOSITORY} {SITE}", "oui")
    return LINA


def decided(stage: Stage, verdict: str, reason: str) -> str:
    in_review(stage)
    sam = Talk(stage, "sam")
    sam.say("/queue")
    sam.press(verdict)
    sam.say(reason)
    return LINA


def returned(stage: Stage) -> str:
    return decided(stage, "Demander une correction", "Le dépôt est vide.")


def refused(stage: Stage) -> str:
    return decided(stage, "Refuser", "Ce n'est pas du Python.")


def keyless(stage: Stage) -> None:
    """No badge can be signed."""
    path = stage.world.settings.key_path
    path.rename(path.with_suffix(".away"))


def keyed(stage: Stage) -> None:
    path = stage.world.settings.key_path
    path.with_suffix(".away").rename(path)


def preparing(stage: Stage) -> str:
    """She has said yes, and the badge could not be signed."""
    sent(stage)
    keyless(stage)
    say_yes(stage)
    return AWA


def say_yes(stage: Stage) -> None:
    """A new mail of Awa's with a yes in it, which our mail server vouches for."""
    receive_mail(stage.world, letter("oui", number=1))


def letter(text: str, who: str = "Awa Diallo <awa@example.org>", number: int = 1) -> bytes:
    """A mail that answers none of ours."""
    return (
        f"From: {who}\r\nTo: badges@cocarde.test\r\nSubject: Badge\r\n"
        f"Message-ID: <new-{number}@example.org>\r\n"
        "Authentication-Results: mx.cocarde.test; dmarc=pass header.from=example.org\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"\r\n{text}\r\n"
    ).encode()


def issued_here(stage: Stage) -> str:
    sent(stage)
    say_yes(stage)
    Letters(stage).sent()
    return AWA


def badge_bounced(stage: Stage) -> str:
    issued_here(stage)
    receive_mail(stage.world, bounced(stage, AWA))
    return AWA


def issued_elsewhere(stage: Stage) -> str:
    """She sits at the terminal now, and the badge went to her mailbox."""
    issued_here(stage)
    with stage.world.turn() as turn:
        awa = whose(turn, AWA)
        people.confirm(turn, people.addresses(turn, awa)[0])
        people.add_address(turn, awa, people.TERMINAL, "awa")
    stage.clock.pass_(hours=1)
    Talk(stage, "awa").say("/help")
    return AWA


def revoked(stage: Stage) -> str:
    issued_here(stage)
    with stage.world.turn() as turn:
        badge = turn.db.exec(select(Badge)).one()
        badge.revoked_at, badge.revoked_reason = turn.at, "Les dates étaient fausses."
        turn.db.add(badge)
    return AWA


def unknown(stage: Stage) -> str:
    return not_on_roster(stage)


def whose(turn: Turn, mail: str) -> Person:
    address = people.find(turn, people.MAIL, mail)
    assert address is not None
    return people.person_of(turn, address)


CASES: dict[Cause, tuple[Ailing, Cure]] = {
    Cause.NOT_ENDED: (not_ended, Cure.NONE),
    Cause.TOO_SHORT: (too_short, Cure.NONE),
    Cause.INTERRUPTED: (interrupted, Cure.NONE),
    Cause.NOT_ON_ROSTER: (not_on_roster, Cure.MATCH),
    Cause.INVITATION_DUE: (invitation_due, Cure.INVITE),
    Cause.INVITATION_BOUNCED: (invitation_bounced, Cure.RESUME),
    Cause.UNANSWERED: (unanswered, Cure.RESUME),
    Cause.NOT_UNDERSTOOD: (not_understood, Cure.RESUME),
    Cause.ABANDONED: (abandoned, Cure.RESUME),
    Cause.IN_REVIEW: (in_review, Cure.NONE),
    Cause.RETURNED: (returned, Cure.RECLAIM),
    Cause.REFUSED: (refused, Cure.RECLAIM),
    Cause.PREPARING: (preparing, Cure.ISSUE),
    Cause.BADGE_BOUNCED: (badge_bounced, Cure.SEND_AGAIN),
    Cause.ISSUED_HERE: (issued_here, Cure.SEND_AGAIN),
    Cause.ISSUED_ELSEWHERE: (issued_elsewhere, Cure.SEND_AGAIN),
    Cause.REVOKED: (revoked, Cure.HUMAN),
    Cause.UNKNOWN: (unknown, Cure.MATCH),
}
PROGRAMME = {Cause.NOT_ON_ROSTER: CIVIC}  # what the person names
