"""The events of the outbox: each signed and posted to the programme that it is for, tried again
for five days."""

import asyncio
import json
import logging
from collections.abc import Sequence

from core.claims.announcing import DOOR, body
from core.ground import stopping
from core.ground.errors import CocardeError, DeliveryError
from core.ground.rows import in_hand, outbox
from core.ground.rows.outbox import Failure
from core.ground.tables import Outbox
from core.ground.watched.about import about
from core.ground.world import World
from core.programmes.catalogue import catalogue
from core.programmes.evidence.guarded_request import GuardedRequest, ServiceAnswer
from core.programmes.programme_parts import Webhook
from core.support import lost_events
from webhooks import sign

log = logging.getLogger(__name__)

ROUND = 0.5  # seconds between two looks at an empty outbox
GONE = 410  # the receiver wants this event no more (Standard Webhooks, "Responding")
LARGEST_BATCH = 10  # each may take all of its time, and is in hand for three minutes
HEADERS = {"Content-Type": "application/json", "User-Agent": "Cocarde/0.1"}


async def run(world: World, stop: asyncio.Event) -> None:
    """Post what is due until told to stop; a store or receiver that is away is tried again."""
    request = requests_of(world)
    while not stop.is_set():
        try:
            sent = await deliver_due(world, request)
        except Exception:
            log.exception("The outbox could not be read; trying again.")
            sent = 0
        if not sent:
            await stopping.pause(stop, ROUND)


def requests_of(world: World) -> GuardedRequest:
    """What asks services as these settings allow it."""
    settings = world.settings
    return GuardedRequest(settings.inside, settings.ca_path if settings.ca_file else None)


async def deliver_due(world: World, request: GuardedRequest) -> int:
    """Post the events that are due, those of several receivers side by side; gives how many were
    taken."""
    rows = await asyncio.to_thread(outbox.take, world, DOOR, LARGEST_BATCH)
    receivers: dict[str, list[Outbox]] = {}
    for row in rows:
        receivers.setdefault(row.place, []).append(row)
    going = (asyncio.to_thread(post_in_order, world, request, each) for each in receivers.values())
    await asyncio.gather(*going)
    return len(rows)


def post_in_order(world: World, request: GuardedRequest, rows: Sequence[Outbox]) -> None:
    """Post the events of one receiver, first to last; after one without an answer the others wait
    as well."""
    away = ""
    for row in rows:
        if not in_hand.is_ours(world, row.id):
            continue
        with about(claim=row.claim_ref, row=str(row.id)):
            away = away or post(world, request, row)
            if away:
                note_failed(world, row, DeliveryError(away, permanent=False))


def post(world: World, request: GuardedRequest, row: Outbox) -> str:
    """Post one event and note what became of it; gives why where the receiver did not answer at
    all, which is not noted yet."""
    try:
        hook = webhook(world, row.place)
        secrets = world.settings.webhook_keys.get(hook.name, ())
        if not secrets:
            raise DeliveryError("no secret in COCARDE_WEBHOOK_SECRETS", permanent=False)
        told = row.message.encode()
        signed = sign.headers(secrets, event_id(row), world.now(), told)
    except CocardeError as error:
        note_failed(world, row, error)
        return ""
    try:
        answer = request("POST", hook.url, headers={**HEADERS, **signed}, body=told)
    except DeliveryError as error:
        return str(error)
    if answer.good:
        outbox.sent(world, row, f"HTTP {answer.status}")
    else:
        note_failed(world, row, refusal(answer))
    return ""


def ping(world: World, place: str) -> str:
    """Post an event of the kind `ping` to a webhook, `programme/name`, now; gives what came of it.
    Raises `Trouble` where its secret is none."""
    try:
        hook = webhook(world, place)
        told = body(world.now(), "ping", {"programme": place.partition("/")[0]}).encode()
        secrets = world.settings.webhook_keys.get(hook.name, ())
        name = f"msg_{world.chance.uuid().hex}"
        signed = sign.headers(secrets, name, world.now(), told)
        answer = requests_of(world)("POST", hook.url, headers={**HEADERS, **signed}, body=told)
    except DeliveryError as error:
        return str(error)
    return f"HTTP {answer.status}"


def kind_of(row: Outbox) -> str:
    """Which kind of event a row is."""
    return str(json.loads(row.message)["type"])


def event_id(row: Outbox) -> str:
    """The id by which a receiver knows an event again, the same at every try."""
    return f"msg_{row.id.hex}"


def webhook(world: World, place: str) -> Webhook:
    """The webhook of a row, as its programme's file has it now; raises a permanent `DeliveryError`
    where it has it no more."""
    programme, _, name = place.partition("/")
    known = catalogue(world.settings.programmes_folder).programmes.get(programme)
    for hook in known.webhook if known else ():
        if hook.name == name:
            return hook
    raise DeliveryError(f"{programme} has no webhook {name} any more", permanent=True)


def refusal(answer: ServiceAnswer) -> DeliveryError:
    """What an answer that is no success means; its body is not kept, it may hold anything."""
    why = f"HTTP {answer.status}"
    return DeliveryError(why, permanent=answer.status == GONE, retry_after=answer.wait)


def note_failed(world: World, row: Outbox, error: CocardeError) -> None:
    """Note a try in vain: it is tried again later, unless that is useless."""
    why = f"{row.place}: {error}"
    log.warning("Event %s was not taken: %s", event_id(row), why)
    permanent = isinstance(error, DeliveryError) and error.permanent
    wait = error.retry_after if isinstance(error, DeliveryError) else 0.0
    given_up = outbox.failed(world, row, Failure(why, permanent, wait))
    if given_up and not permanent:  # one that is refused for good is nobody's to mend
        lost_events.given_up(world, row, str(error))
