"""After a key was stolen: what it signed is signed anew, and each holder gets the new file."""

import json

from sqlmodel import col, select

from core.badges.openbadges import paths
from core.badges.openbadges.shape import Node
from core.badges.signing import key_file, sign
from core.badges.signing.key_file import Keyring
from core.claims import claim_form
from core.claims.sending import send
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Message
from core.ground.tables import Address, Badge, Claim, Person
from core.ground.world import Turn, World, runs_again
from core.issuing.stored_badges import issued_by
from core.people import people
from core.programmes.members import organisations

MANY = 200


def resign(world: World, issuer: str, kid: str) -> int:
    """Sign anew what the store holds of an issuer that this key signed, some badges a
    transaction; gives how many they were.

    What a crash left undone is done by the next call. Raises `Trouble` where no key signs.
    """
    last, signed = resign_some(world, issuer, kid, "")
    while last:
        last, more = resign_some(world, issuer, kid, last)
        signed += more
    return signed


@runs_again
def resign_some(world: World, issuer: str, kid: str, after: str) -> tuple[str, int]:
    """The next badges by their id: the last one that was looked at, empty behind the end, and how
    many were signed anew."""
    with world.turn() as turn:
        keyring = key_file.read(turn.settings.key_path)
        query = select(Badge).where(*issued_by(issuer), col(Badge.id) > after)
        some = list(turn.db.exec(query.order_by(col(Badge.id)).limit(MANY).with_for_update()))
        signed = [badge for badge in some if resigned(turn, keyring, badge, issuer, kid)]
        turn.db.flush()
        for badge in signed:
            if badge.revoked_at is None:
                tell(turn, badge, kid)
        return (some[-1].id if some else ""), len(signed)


def resigned(turn: Turn, keyring: Keyring, badge: Badge, issuer: str, kid: str) -> bool:
    """Give the badge another signature where that key made the one it has; every word of it stays
    as it was."""
    if not badge.credential:  # its holder had it erased
        return False
    credential: Node = json.loads(badge.credential)
    base = paths.root(turn.settings.base)
    proof = sign.the_proof(credential)
    if proof.get("verificationMethod") != f"{paths.did(base, issuer)}#{kid}":
        return False
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    badge.credential = sign.sign(unsigned, keyring.signer(issuer, base), turn.at)
    turn.db.add(badge)
    return True


def tell(turn: Turn, badge: Badge, kid: str) -> None:
    """Send the holder the new file, and say why; where they were last heard, else to the address
    that the badge bears."""
    form = claim_form.form_of(turn, turn.db.get_one(Claim, badge.claim_id))
    person = turn.db.get_one(Person, badge.person_id)
    address = people.reach(turn, person) or turn.db.get_one(Address, badge.address_id)
    values = {
        "badge": badge.name,
        "issuer": organisations.issuer_said(badge, form.programme, form.language),
        "page": paths.badge_page(turn.settings.base, badge.id),
        "name": person.name,
    }
    text = turn.say(form.locale, "badge.resigned", **values)
    page = Button(turn.say(form.locale, "badge.button_page"), url=values["page"])
    values["text"] = text
    message = Message(text, form.locale, ((page,),), "badge-file", values, badge=badge.id)
    send(turn, address, form.claim, MessageKind.RESIGNED, f"{badge.id}:{kid}", message)
