"""A badge of every class in every language, issued by a whole installation; then what happens to
badges in their life: a rotation of keys, a stolen key, a correction, a revocation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from core.badges.picture import bake
from core.badges.signing import key_file
from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.opening import open_claim
from core.claims.states import State
from core.ground.tables import Badge
from core.ground.world import Turn, World
from core.issuing import issue, resign, stored_badges
from core.issuing.revoke import carry_out_now
from core.people import people
from core.programmes.answers.answering import CheckedAnswer
from core.programmes.catalogue import catalogue
from core.programmes.form import EvidenceField, Question, QuestionKind
from core.programmes.programme import Programme
from core.review import revocations
from core.review.revocations import COMMAND, RevocationOrder
from core.staff import StaffMember, add, person

WRONG, RIGHT = "Siobhan O'Connor", "Siobhán O'Connell"
STAFF = "nour@example.org"
# What somebody answered, as it is stored, by the kind of question.
ANSWERS = {
    QuestionKind.NAME: WRONG,
    QuestionKind.DATE: "2026-06-30",
    QuestionKind.DATE_RANGE: "2025-12-01/2026-06-30",
    QuestionKind.ORGANISATION: "Mairie de L'Haÿ-les-Roses",
    QuestionKind.REPOSITORY: "https://github.com/siobhan/meteo",
    QuestionKind.SITE: "https://meteo.example.org/été?jour=1",
    QuestionKind.ACCOUNT: "https://github.com/siobhan",
    QuestionKind.LINK: "https://example.org/dossier",
    QuestionKind.TEXT: "J'ai animé « l'atelier » du 3 mars ;\nvingt personnes, deux heures.",
    QuestionKind.CODE: "ATELIER1",
    QuestionKind.CONSENT: "yes",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A badge class in one of the languages of its programme."""

    programme: str
    badge: str
    language: str


def kinds(folder: Path) -> Iterator[Kind]:
    """Every badge class of every programme in a folder, in every language of its programme."""
    for slug, programme in catalogue(folder).programmes.items():
        for badge in programme.badge:
            for language in programme.languages:
                yield Kind(slug, badge.slug, language)


def issue_badge(world: World, kind: Kind) -> str:
    """Issue a badge of this kind to somebody who answered every question; gives its id."""
    with world.turn() as turn:
        number = turn.chance.letters(8)
        mail = f"{number}@example.org"
        address = people.meet(turn, people.MAIL, mail, name=WRONG, language=kind.language)
        people.confirm(turn, address)
        holder = people.person_of(turn, address)
        claim = open_claim(turn, holder, kind.programme, kind.badge, language=kind.language)
        form = claim_form.form_of(turn, claim)
        house = organisation(form.programme)
        for question in form.questions:
            asks = question.kind is QuestionKind.ORGANISATION
            value = house if asks else answer(question)
            said = CheckedAnswer(value=value, said=value)
            claim_form.record(turn, form, question.name, said, claim_form.PERSON)
        claim.state, claim.organisation = State.APPROVED, house
        turn.db.add(claim)
    effects = issue.issue(world, claim.id)
    return effects.badges[0]


def organisation(programme: Programme) -> str:
    """The organisation that somebody names: one that the programme knows, if it knows any."""
    known = [each.name for each in programme.organisation]
    return known[0] if known else ANSWERS[QuestionKind.ORGANISATION]


def answer(question: Question) -> str:
    """What somebody answers to a question; of a choice, the first."""
    if question.kind is QuestionKind.CHOICE:
        return question.options[0].value
    return ANSWERS[question.kind]


def picture(world: World, badge: str) -> bytes:
    """The badge's PNG as its page gives it now; that of a revoked one as it was sent."""
    with world.glance() as turn:
        png = stored_badges.baked(turn, turn.db.get_one(Badge, badge))
    assert png is not None
    return png


def rotate(world: World) -> None:
    """Each issuer gets a new key; the one before stays listed."""
    path, now = world.settings.key_path, world.now()
    ring = key_file.read(path)
    for issuer in ring.keys:
        ring = ring.rotate(issuer, seed(world), now)
    key_file.write(ring, path)


def compromise(world: World) -> int:
    """Every key that ever signed is stolen; gives how many badges got another signature."""
    path, now = world.settings.key_path, world.now()
    before = ring = key_file.read(path)
    stolen = [(issuer, key) for issuer in before.keys for key in before.of(issuer)]
    for issuer, key in stolen:
        ring = ring.compromise(issuer, key.kid, seed(world), key.created, now)
    key_file.write(ring, path)
    return sum(resign.resign(world, issuer, key.kid) for issuer, key in stolen)


def seed(world: World) -> bytes:
    with world.glance() as turn:
        return turn.chance.key()


def correct(world: World, badge: str) -> str | None:
    """The name on a badge is mended by one of the staff; gives the id of the badge that takes its
    place, None where it bears no name."""
    with world.turn() as turn:
        found = turn.db.get_one(Badge, badge)
        if not named(revocations.form_of(turn, found)):
            return None
        revocations.order(turn, found, ordered(turn, found.programme, name=RIGHT))
    done = carry_out_now(world, turn.effects)
    return done.badges[0]


def named(form: ClaimForm) -> bool:
    return any(each.evidence is EvidenceField.NAME for each in form.questions)


def revoke(world: World, badge: str) -> None:
    """One of the staff revokes a badge."""
    with world.turn() as turn:
        found = turn.db.get_one(Badge, badge)
        revocations.order(turn, found, ordered(turn, found.programme, reason="Délivré par erreur"))
    carry_out_now(world, turn.effects)


def ordered(turn: Turn, programme: str, reason: str = "", name: str = "") -> RevocationOrder:
    """An order of somebody who may give it, to be carried out at once."""
    add(turn, StaffMember(STAFF, programme, "support", "Nour Benali", "", "fr"))
    return RevocationOrder(person(turn, STAFF), COMMAND, reason, name, 0)


def tampered(png: bytes) -> bytes:
    """The same picture, whose 3.0 credential is said to be for another achievement."""
    texts = bake.unbake(png)
    credential = json.loads(texts[bake.KEYWORD_3])
    credential["credentialSubject"]["achievement"]["name"] += " (expert)"
    texts[bake.KEYWORD_3] = json.dumps(credential, ensure_ascii=False)
    return bake.bake(png, texts)


def standing(world: World) -> list[str]:
    """The ids of the badges that stand."""
    with world.glance() as turn:
        query = select(Badge.id).where(col(Badge.revoked_at).is_(None)).order_by(col(Badge.id))
        return list(turn.db.exec(query))
