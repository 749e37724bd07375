"""Organisations that have joined a programme, and badges of theirs to be handed in."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import NAMESPACE_URL as NAMESPACE
from uuid import uuid5

from core.ground.world import World
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.programmes.members.membership import join
from tests.verifiers import foreign
from tests.world.partner import answered

NORMANDIE = "normandie"
NORTH, SOUTH = "Atelier Nord", "Chantier du Sud"
SOUTHERN = foreign.did_key(foreign.ED)  # badges of this one need nobody to be asked
ISSUERS = {NORTH: (foreign.PROFILE, foreign.WEB), SOUTH: (SOUTHERN,)}
HOLDER, AT_WORK = "moussa@example.org", "m.traore@chantier.example.net"


def joined(
    world: World,
    organisation: str,
    counted: Mapping[str, tuple[str, int]],
    programme: str = NORMANDIE,
) -> None:
    """An organisation joins, or has further badge classes counted: each by its slug, with the
    competence and the level."""
    request = JoinRequest(
        organisation,
        issuers=ISSUERS[organisation],
        classes=tuple(
            ClassRequest(achievement(slug), competence, str(level))
            for slug, (competence, level) in counted.items()
        ),
    )
    with world.turn() as turn:
        join(turn, NORMANDIE, request)


def achievement(slug: str) -> str:
    """The id of a badge class."""
    return foreign.CLASS if slug == "soudure" else f"https://{foreign.HOST}/achievement/{slug}"


def reachable(world: World, hosts: foreign.Hosts | None = None) -> World:
    """The world in which the organisations' hosts answer."""
    return replace(world, ask=partial(answered, hosts or foreign.hosts()))


def badge(
    slug: str,
    organisation: str = SOUTH,
    *,
    number: int = 1,
    holder: str = HOLDER,
    given: str = "2026-01-10T10:00:00Z",
    ends: str = "",
) -> bytes:
    """A badge of an organisation, signed by a library of others: a token (Open Badges 3.0)."""
    issuer = ISSUERS[organisation][-1]
    name = name_of(slug)
    body = foreign.credential(
        issuer,
        id=f"urn:uuid:{uuid5(NAMESPACE, f'{organisation} {slug} {number} {holder}')}",
        name=name,
        issuer={"id": issuer, "type": ["Profile"], "name": organisation},
        validFrom=given,
        credentialSubject={
            "id": f"mailto:{holder}",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": achievement(slug),
                "type": ["Achievement"],
                "name": name,
                "description": name,
                "criteria": {"narrative": name},
            },
        },
    )
    if ends:
        body["validUntil"] = ends
    key = "ed" if issuer == foreign.WEB else issuer.removeprefix("did:key:")
    claims = {"iss": issuer, "jti": body["id"], "sub": f"mailto:{holder}"}
    return foreign.token(body | claims, "EdDSA", f"{issuer}#{key}").encode()


def in_normandie(world: World) -> World:
    """The world with two organisations that have joined Normandie and whose hosts answer: Atelier
    Nord hosts badges of Open Badges 2.0, Chantier du Sud signs those of 3.0."""
    joined(world, NORTH, {"organiser-2": ("organiser", 2)})
    joined(world, SOUTH, {"plan": ("organiser", 2)})
    return replace(reachable(world, hosting()), files=badge_file)


def hosting(*revoked: str) -> foreign.Hosts:
    """What Atelier Nord publishes, with the badges that it gave to Moussa; it has taken some
    back."""
    hosts = foreign.hosts()
    for slug in ("organiser-2", "cuisine"):
        there = hosted(slug)
        kind = foreign.badge_class() | {"id": there["badge"], "name": name_of(slug)}
        hosts.documents[there["badge"]] = json.dumps(kind).encode()
        told = {"id": there["id"], "revoked": True} if slug in revoked else there
        hosts.documents[there["id"]] = json.dumps(told).encode()
    return hosts


def hosted(slug: str) -> foreign.Node:
    """A badge that Atelier Nord gave to Moussa, as its host has it."""
    return foreign.assertion(
        id=f"https://{foreign.HOST}/assertion/{slug}",
        badge=achievement(slug),
        recipient=foreign.identity(holder=HOLDER),
    )


def badge_file(name: str) -> bytes:
    """A picture with a badge, by its file name: `plan.png` is of Chantier du Sud and went to an
    address that Moussa has at work, all others are of Atelier Nord."""
    slug = name.removesuffix(".png")
    if slug == "plan":
        return foreign.baked_3(badge(slug, holder=AT_WORK).decode())
    return foreign.baked(json.dumps(hosted(slug)))


def name_of(slug: str) -> str:
    """What a badge class is called."""
    return slug.replace("-", " ").capitalize()
