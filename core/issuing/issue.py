"""Issuing: from an approved claim to a signed badge, in one transaction, once per claim."""

import json
import logging
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import select

from core.badges.openbadges import ob3, status_list
from core.badges.openbadges import paths as badge_paths
from core.badges.openbadges.award import Achievement, Award, Issuer
from core.badges.publish import documents as hosted_documents
from core.badges.signing import check_signable, key_file
from core.badges.signing import sign as signing
from core.claims import (
    announcing,
    claim_form,
    notices,
    recipients,
    renewals,
)
from core.claims.claim_form import ClaimForm
from core.claims.moves import move
from core.claims.states import ISSUE, Move, State
from core.ground.effects import Effects
from core.ground.errors import CocardeError, Trouble
from core.ground.rows import timers
from core.ground.tables import Address, Badge, Claim, IssuedElsewhere, Person
from core.ground.world import Turn, World, runs_again
from core.issuing import (
    credential,
    documents,
    drawing,
    expiry,
    handing_over,
    milestone_offers,
)
from core.issuing.drawing import Pictures
from core.people.joined import living
from core.programmes.file_values import said

log = logging.getLogger(__name__)

ID_LETTERS = 26


def issue_approved(world: World, effects: Effects) -> Effects:
    """Issue what a turn has approved; whatever goes wrong, the timer tries again.

    The turn is committed and its answers stand: they do not wait for what fails here.
    """
    for claim_id in effects.approved:
        try:
            effects.joined(issue(world, UUID(claim_id)))
        except Exception as error:
            if not isinstance(error, CocardeError):
                log.exception("Claim %s is approved and could not be issued yet", claim_id)
            effects.why = effects.why or str(error)
    return effects


@runs_again
def issue(world: World, claim_id: UUID) -> Effects:
    """Issue one approved claim, in one transaction; nothing happens for a claim that is not waiting
    to be issued. One that another service issues is handed over to its door.

    Raises `Trouble` where the key or the artwork cannot be used.
    """
    if handing_over.goes_elsewhere(world, claim_id):
        return handing_over.hand_over(world, claim_id)
    pictures = draw(world, claim_id)
    with world.turn() as turn:
        claim = turn.db.exec(select(Claim).where(Claim.id == claim_id).with_for_update()).one()
        if claim.state == State.APPROVED and pictures is not None:
            badge = make(turn, claim_form.form_of(turn, claim), pictures)
            turn.effects.badges.append(badge.id)
            offer_with(turn, badge)
        timers.drop(turn, ISSUE, str(claim.id))
        return turn.effects


def draw(world: World, claim_id: UUID) -> Pictures | None:
    """The pictures of a claim that waits to be issued; None for another."""
    with world.glance() as turn:
        waits = turn.db.get_one(Claim, claim_id).state == State.APPROVED
        return drawing.drawn(world, claim_id, turn.at) if waits else None


def make(turn: Turn, form: ClaimForm, pictures: Pictures) -> Badge:
    """Issue the badge of an approved claim and send it to its holder."""
    address = recipients.recipient(turn, form.claim)
    if address is None:
        raise Trouble("trouble.no_recipient", ref=form.claim.ref)
    badge = built(turn, form, address, pictures)
    write_down(turn, form, badge)
    return badge


def built(
    turn: Turn, form: ClaimForm, address: Address, pictures: Pictures, replaced: Badge | None = None
) -> Badge:
    """Build, lint, sign, verify our own output, and keep what it points to; gives the row, to be
    written. The badge names the one that it has `replaced`."""
    issuer, what = drawing.stated(turn, form, replaced)
    award = credential.award(
        turn,
        form,
        issuer,
        turn.chance.letters(ID_LETTERS),
        address.value,
        free_index(turn, form.programme.slug),
        replaced,
    )
    signed = sign(turn, issuer, what, award)
    found = hosted_documents.of_award(issuer, what, award, signed)
    badge = row(form, issuer, address, award, found)
    badge.artwork = documents.keep_picture(turn, pictures.dated)
    host(turn, award, {**hosted_documents.of_achievement(issuer, what), **found}, pictures)
    return badge


def write_down(
    turn: Turn, form: ClaimForm, badge: Badge, there: IssuedElsewhere | None = None
) -> None:
    """Write the row of a badge that was issued, here or `there`, and do what follows from it: its
    claim is issued, it has an end, its holder and other programs are told."""
    before = renewals.held(turn, badge.person_id, badge.programme, badge.badge, badge.organisation)
    badge.renews = before.id if before and renewals.renewable(turn, before) else ""
    turn.db.add(badge)
    turn.db.flush()
    if there is not None:
        turn.db.add(there)
    move(turn, form.claim, Move.ISSUE)
    turn.db.flush()
    expiry.plan(turn, badge, form.programme)
    notices.issued(turn, form, badge)
    announcing.badge_issued(turn, badge)


def host(
    turn: Turn, award: Award, found: dict[str, hosted_documents.HostedDocument], pictures: Pictures
) -> None:
    """Keep what the badge points to; its own two documents are in its row."""
    pointed_to = {path: (png, documents.PNG) for path, png in pictures.plain.items()}
    latest: dict[str, tuple[bytes, str]] = {}
    for path, document in found.items():
        kept = latest if badge_paths.issuer_at(path) else pointed_to
        if award.id not in path:
            kept[path] = (document.body, document.content_type)
    documents.keep_all(turn, pointed_to)
    documents.keep_latest(turn, latest)


def sign(turn: Turn, issuer: Issuer, what: Achievement, award: Award) -> bytes:
    """The signed credential, linted before and verified after."""
    keyring = key_file.read(turn.settings.key_path)
    unsigned = ob3.credential(issuer, what, award)
    check_signable.lint(unsigned)
    signed = signing.sign(unsigned, keyring.signer(issuer.slug, issuer.base), award.issued_at)
    signing.check_proof(json.loads(signed), keyring.did_document(issuer.slug, issuer.base))
    return signed


def row(
    form: ClaimForm,
    issuer: Issuer,
    address: Address,
    award: Award,
    found: dict[str, hosted_documents.HostedDocument],
) -> Badge:
    """The row of a badge: the exact bytes that were signed and hosted."""
    return row_of(
        form,
        address,
        id=award.id,
        organisation=issuer.organisation or form.claim.organisation,
        issuer=badge_paths.programme_and_organisation(issuer.slug)[1],
        issued_at=award.issued_at,
        expires_at=award.expires_at,
        status_index=award.status,
        credential=found[badge_paths.credential("", award.id)].body,
        assertion=found[badge_paths.assertion("", award.id)].body,
    )


def row_of(form: ClaimForm, address: Address, **issued: Any) -> Badge:
    """The row of a badge: what its claim says of it, and what it was `issued` as, here or
    by another service."""
    claim = form.claim
    return Badge(
        claim_id=claim.id,
        person_id=claim.person_id,
        address_id=address.id,
        programme=claim.programme,
        badge=claim.badge,
        competence=form.badge.competence,
        level=form.badge.level,
        language=form.language,
        name=said(form.badge.name, form.language),
        artwork="",
        **issued,
    )


def free_index(turn: Turn, programme: str) -> int:
    """A random place in the status lists of a programme and of its organisations that no badge of
    it has; lists fill one by one."""
    query = select(func.count()).select_from(Badge).where(Badge.programme == programme)
    start = turn.db.exec(query).one() * 2 // status_list.PLACES * status_list.PLACES
    while True:
        index = start + turn.chance.number(status_list.PLACES)
        taken = select(Badge.id).where(Badge.programme == programme, Badge.status_index == index)
        if turn.db.exec(taken).first() is None:
            return index


def offer_with(turn: Turn, badge: Badge) -> None:
    """Offer the wider badges that a badge just issued completes, in the language that it speaks."""
    person = living(turn, turn.db.get_one(Person, badge.person_id))
    milestone_offers.offer(turn, person, badge.programme, badge.language)
