"""The outbox of this door: rows taken, written, sent; what fails is tried later."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from core.ground import stopping
from core.ground.errors import CocardeError, DeliveryError, InDoubt, WayClosed
from core.ground.message_kinds import DeliveryNews
from core.ground.rows import in_hand, outbox
from core.ground.rows.outbox import Failure, Receipt
from core.ground.tables import Outbox
from core.ground.watched.about import about
from core.ground.world import Turn, World, runs_again
from core.people.people import MAIL
from core.roster.invitations.letter import write_out
from core.support.returned_mail.bounces import bounced, not_taken, refused_us
from mail.letters.preload import gather
from mail.row_tags import tag
from mail.screening.bounce_reasons import judge
from mail.servers.routes import Routes, Sending
from mail.servers.server import trusted
from mail.simulator import PLACE, come_back, is_simulated
from mail.write import MailContent, Written, draft, written

log = logging.getLogger(__name__)

ROUND = 0.5  # seconds between two looks at an empty outbox
WORKERS = 2
DOUBT = timedelta(minutes=15)  # for which a server that may have a mail is asked alone
AGAIN = 1.0  # seconds until a store that is away is tried again
LONG = 3600.0  # seconds before a server that refuses us is asked again


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A row with the draft of its mail, or with the reason why it has none."""

    row: Outbox
    draft: MailContent | None = None
    why: str = ""


class SentRows:
    """Notes what the server took: what it takes during one commit shares the next.

    After a kill only those mails go out again, with the same Message-ID.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._taken: list[Receipt] = []
        self._turn = asyncio.Lock()

    async def note(self, receipt: Receipt) -> None:
        """Return once it stands in the store; while that is away it is tried again, and the row
        stays in our hands."""
        self._taken.append(receipt)
        async with self._turn:
            taken, self._taken = self._taken, []
            while taken:
                try:
                    await asyncio.to_thread(outbox.sent_together, self._world, taken)
                    return
                except SQLAlchemyError:
                    log.exception("%s mails are sent and could not be noted", len(taken))
                    in_hand.take(self._world, [each.row.id for each in taken])
                    await asyncio.sleep(AGAIN)


async def run(world: World, stop: asyncio.Event) -> None:
    """Send what is due until told to stop; a store or server that is away is tried again."""
    tls = trusted(world.settings)
    async with Routes(world.settings.smtp_urls, workers=WORKERS, tls=tls) as routes:
        while not stop.is_set():
            try:
                sent = await deliver_due(world, routes, stop)
            except Exception:
                log.exception("The outbox could not be read; trying again.")
                sent = 0
            if not sent:
                await stopping.pause(stop, ROUND)


async def deliver_due(world: World, routes: Routes, stop: asyncio.Event | None = None) -> int:
    """Send the mails that are due; gives how many were taken.

    While some are on their way the next are taken and made ready, until nothing is due or `stop` is
    set.
    """
    count, ledger = 0, SentRows(world)
    batch = await asyncio.to_thread(take, world)
    while batch:
        count += len(batch)
        going = asyncio.create_task(send_all(world, routes, ledger, batch))
        ended = stop is not None and stop.is_set()
        try:
            batch = [] if ended else await asyncio.to_thread(take, world)
        finally:
            await going
    return count


def take(world: World) -> list[OutgoingMail]:
    """The rows that are due, each with its draft, or with the reason why it must wait."""
    rows = outbox.take(world, MAIL)
    worded = [each for row in rows if (each := with_words(world, row)) is not None]
    if not worded:
        return []
    try:
        with world.glance() as turn:
            gather(turn, [parcel.row for parcel in worded])
            return [drafted(turn, parcel) for parcel in worded]
    except SQLAlchemyError:
        in_hand.drop(world, [parcel.row.id for parcel in worded])
        raise


def with_words(world: World, row: Outbox) -> OutgoingMail | None:
    """A row that came without words gets them now; none where it is not to be sent any more."""
    try:
        ready = write_out(world, row)
    except Exception as error:  # whatever it is, it is of this one mail
        return OutgoingMail(row, None, error_text(error))
    return OutgoingMail(ready) if ready is not None else None


def drafted(turn: Turn, parcel: OutgoingMail) -> OutgoingMail:
    if parcel.why:
        return parcel
    try:
        return OutgoingMail(parcel.row, draft(turn, parcel.row))
    except Exception as error:
        return OutgoingMail(parcel.row, None, error_text(error))


def error_text(error: Exception) -> str:
    return str(error) if isinstance(error, CocardeError) else f"{type(error).__name__}: {error}"


async def send_all(
    world: World, routes: Routes, ledger: SentRows, batch: Sequence[OutgoingMail]
) -> None:
    """Some at a time; one reader's mails in order: the confirmation comes before the badge."""
    by_reader: dict[str, list[OutgoingMail]] = {}
    for parcel in batch:
        by_reader.setdefault(parcel.row.place, []).append(parcel)
    places = asyncio.Semaphore(WORKERS)

    async def in_order(parcels: list[OutgoingMail]) -> None:
        for parcel in parcels:
            with about(claim=parcel.row.claim_ref, row=str(parcel.row.id)):
                await send(world, routes, ledger, parcel, places)

    await asyncio.gather(*(in_order(each) for each in by_reader.values()))


async def send(
    world: World,
    routes: Routes,
    ledger: SentRows,
    parcel: OutgoingMail,
    places: asyncio.Semaphore,
) -> None:
    """Write and send one mail when it is its turn, and note what became of it."""
    row = parcel.row
    try:
        if parcel.draft is None:
            raise ValueError(parcel.why)
        async with places:
            if not in_hand.is_ours(world, row.id):
                return
            mail = written(parcel.draft)
            simulated = is_simulated(mail.to)
            route = PLACE if simulated else await routes.send(sending(world, row, mail))
    except DeliveryError as error:
        await asyncio.to_thread(refused, world, row, error, several=routes.several)
    except Exception as error:
        why = parcel.why or error_text(error)
        log.error("Mail %s (%s) must wait: %s", row.id, row.kind, why)
        await asyncio.to_thread(not_taken, world, row, Failure(why))
    else:
        await ledger.note(Receipt(row, mail.message_id, route))
        if simulated:
            await asyncio.to_thread(come_back, world, mail)


def sending(world: World, row: Outbox, mail: Written) -> Sending:
    """A mail with what the last try of it came to: the server that may have it, or refused it."""
    doubted = row.doubted_at is not None and world.now() < row.doubted_at + DOUBT
    bound, avoid = (row.route, "") if doubted else ("", row.route)
    return Sending(mail.raw, mail.sender, mail.to, tag(row.id), bound, avoid)


@runs_again
def refused(world: World, row: Outbox, error: DeliveryError, *, several: bool = False) -> None:
    """Later, or never; an address that does not exist is left, as after a bounce. Where there are
    several servers, what one has against us another need not have."""
    log.warning("Mail %s (%s) was not taken: %s", row.id, row.kind, error)
    reason, closed = judge(str(error)), isinstance(error, WayClosed)
    if error.permanent and reason.closes:
        with world.turn() as turn:
            bounced(turn, row.id, str(error), hard=True)
        return
    told = DeliveryNews.OURS if reason.ours or closed else DeliveryNews.INBOX
    failure = Failure(
        str(error),
        permanent=error.permanent and not reason.ours,
        wait=error.retry_after,
        told=told,
        route=error.route,
        doubt=isinstance(error, InDoubt),
    )
    if error.permanent and reason.ours:
        again = several and row.route == ""
        refused_us(world, row, replace(failure, wait=0.0 if again else LONG))
    else:
        not_taken(world, row, failure)
