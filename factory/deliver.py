"""The badges that Open Badge Factory issues in our place: asked for, found again, written down."""

import asyncio
import json
import logging
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from core.ground import stopping
from core.ground.errors import CocardeError, DeliveryError
from core.ground.message_kinds import MessageKind
from core.ground.rows import in_hand, outbox
from core.ground.rows.outbox import Failure
from core.ground.settings import Settings
from core.ground.tables import Outbox
from core.ground.watched.about import about
from core.ground.world import World
from core.issuing import handing_over, record_elsewhere
from core.issuing.handing_over import FACTORY, FactoryRevocation
from core.issuing.record_elsewhere import GivenBadge
from core.programmes.evidence.guarded_request import GuardedRequest
from factory.api import BadgeFactoryApi

log = logging.getLogger(__name__)

ROUND = 0.5  # seconds between two looks at an empty outbox
# One at a time: each of its four calls has fifteen seconds.
AT_ONCE, ENOUGH = 1, 10.0


@dataclass
class Organisations:
    """The organisations that were asked for something, each with its token."""

    settings: Settings
    request: GuardedRequest
    known: dict[str, BadgeFactoryApi] = field(default_factory=dict)

    def of(self, client: str) -> BadgeFactoryApi:
        """The organisation of a client id; raises `DeliveryError` where we have no secret of it."""
        secret = self.settings.factory_clients.get(client)
        if not secret:
            raise DeliveryError(
                f"no secret for {client} in COCARDE_FACTORY_SECRETS", permanent=False
            )
        root = self.settings.factory_api.rstrip("/")
        return self.known.setdefault(client, BadgeFactoryApi(self.request, root, client, secret))


def organisations(settings: Settings) -> Organisations:
    """Those of an installation. A stand-in on this machine may be asked without TLS."""
    host = urlsplit(settings.factory_api).hostname or ""
    near = {host} if host in ("127.0.0.1", "localhost", "::1") else set()
    authorities = settings.ca_path if settings.ca_file else None
    return Organisations(settings, GuardedRequest(settings.inside | near, authorities))


async def run(world: World, stop: asyncio.Event) -> None:
    """Do what is due until told to stop; a store or service that is away is tried again."""
    there = organisations(world.settings)
    while not stop.is_set():
        try:
            done = await asyncio.to_thread(deliver_due, world, there)
        except Exception:
            log.exception("The outbox could not be read; trying again.")
            done = 0
        if not done:
            await stopping.pause(stop, ROUND)


def deliver_due(world: World, there: Organisations) -> int:
    """Do what is due; gives how many rows were taken."""
    rows = outbox.take(world, FACTORY, AT_ONCE)
    for row in rows:
        with about(claim=row.claim_ref, row=str(row.id)):
            try:
                answer = work(world, there, row)
            except CocardeError as error:
                note_failed(world, row, error)
            else:
                outbox.sent(world, row, answer)
    return len(rows)


def work(world: World, there: Organisations, row: Outbox) -> str:
    """Do what one row asks for; gives what came of it, in a word."""
    if row.kind == MessageKind.REVOKE_THERE:
        wanted = FactoryRevocation(**json.loads(row.message))
        return revoke(world, there, wanted)
    claim_id = UUID(row.subject)
    with world.glance() as turn:
        order = handing_over.order(turn, claim_id)
    if order is None:
        return "not due any more"
    organisation = there.of(order.client)
    given = organisation.find(world.now(), order)
    if given is None:
        if not in_hand.is_ours(world, row.id, ENOUGH):  # another may have begun
            raise DeliveryError("too slow to go on alone", permanent=False)
        event = organisation.issue(world.now(), order)
        given = organisation.recipient(world.now(), event, order.mail)
        days = order.issued_on, order.expires_on
        given = given or GivenBadge(order.client, event, order.mail, *days)
    record_elsewhere.record(world, claim_id, given)
    return given.event_id


def revoke(world: World, there: Organisations, wanted: FactoryRevocation) -> str:
    """Revoke a badge there, unless it is one that stands here after all."""
    with world.glance() as turn:
        if record_elsewhere.known(turn, wanted.event_id):
            return "it stands"
    there.of(wanted.client).revoke(world.now(), wanted)
    return "revoked"


def note_failed(world: World, row: Outbox, error: CocardeError) -> None:
    """Note a try in vain where it is tried again, and where a case and `check` say why."""
    why = f"Open Badge Factory: {error}"
    log.warning("%s of %s must wait: %s", row.kind, row.place, why)
    wait = error.retry_after if isinstance(error, DeliveryError) else 0.0
    outbox.failed(world, row, Failure(why, wait=wait))
    if row.kind == MessageKind.HANDED_OVER:
        handing_over.note_error(world, row.subject, why)
