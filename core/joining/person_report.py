"""What is known of a person, for the staff: addresses, claims, badges, roles, links."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from core.ground.errors import Trouble
from core.ground.tables import Badge, Claim, Consent, Link, Person, Role
from core.ground.world import Turn
from core.joining.by_staff import links
from core.people import consents, people
from core.people.joined import living, selves

PersonReport = dict[str, Any]


def find(turn: Turn, said: str) -> Person:
    """The living person of a mail address, of a claim's reference or of their own id; raises
    `Trouble` where there is none."""
    address = people.find(turn, people.MAIL, said)
    if address is not None:
        return people.person_of(turn, address)
    claim = turn.db.exec(select(Claim).where(Claim.ref == said)).first()
    person = turn.db.get(Person, claim.person_id if claim else as_id(said))
    if person is None:
        raise Trouble("trouble.unknown_person", said=repr(said))
    return living(turn, person)


def find_link(turn: Turn, said: str) -> Link:
    """The link of this id; raises `Trouble` where there is none."""
    link = turn.db.get(Link, as_id(said))
    if link is None:
        raise Trouble("trouble.no_link", said=repr(said))
    return link


def as_id(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)


def portrait(turn: Turn, person: Person) -> PersonReport:
    """The person as `cocarde person show --json` prints them."""
    mine = selves(turn, person)
    bears = people.proven_mail(turn, person)
    claims = select(Claim).where(Claim.person_id == person.id).order_by(col(Claim.opened_at))
    badges = select(Badge).where(col(Badge.person_id).in_(mine)).order_by(col(Badge.issued_at))
    roles = select(Role).where(Role.person_id == person.id).order_by(col(Role.programme))
    return {
        "person": str(person.id),
        "name": person.name,
        "language": person.language,
        "addresses": [
            {
                "door": each.door,
                "value": each.value,
                "proven": each.proven_at is not None,
                "reachable": each.unreachable_at is None,
                "for_badges": each is bears,
            }
            for each in people.addresses(turn, person)
        ],
        "claims": [
            {"ref": c.ref, "programme": c.programme, "badge": c.badge, "state": c.state}
            for c in turn.db.exec(claims)
        ],
        "badges": [badge_report(badge) for badge in turn.db.exec(badges)],
        "roles": [{"programme": r.programme, "role": r.role} for r in turn.db.exec(roles)],
        "shows": [shown(each) for each in consents.everything(turn, person)],
        "links": [linked(turn, person, link) for link in links(turn, person)],
    }


def badge_report(badge: Badge) -> PersonReport:
    return {
        "id": badge.id,
        "programme": badge.programme,
        "name": badge.name,
        "revoked": badge.revoked_at is not None,
    }


def shown(consent: Consent) -> PersonReport:
    """What they agreed to show, with the words, from when until when."""
    until = consent.withdrawn_at
    return {
        "what": consent.what,
        "programme": consent.programme or None,
        "address": consent.address,
        "name": consent.name or None,
        "public": consent.public,
        "words": consent.words,
        "door": consent.door,
        "given_at": consent.given_at.isoformat(),
        "withdrawn_at": until.isoformat() if until else None,
    }


def linked(turn: Turn, person: Person, link: Link) -> PersonReport:
    """One link of the person: with whom, by whom, and whether it still holds."""
    other = link.guest_id if link.host_id == person.id else link.host_id
    by = turn.db.get(Person, link.by_id) if link.by_id else None
    return {
        "link": str(link.id),
        "with": str(other),
        "name": turn.db.get_one(Person, other).name,
        "by": by.name if by else "",
        "made_at": link.made_at.isoformat(),
        "undo_until": link.undo_until.isoformat(),
        "undone_at": link.undone_at.isoformat() if link.undone_at else None,
    }
