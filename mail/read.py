"""A raw mail becomes an input of the desk, or the reason why it is none.

In this order: size → complaint → bounce → automatic → two secrets → authenticity → token → sender →
words → a note of absence.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import Any
from uuid import UUID

from core.desk.claim import sent_files
from core.desk.incoming import Incoming
from core.desk.known_writer import signed_otherwise
from core.ground.effects import Outcome
from core.ground.message_kinds import DeliveryNews
from core.ground.tables import Outbox, Token
from core.ground.world import Turn, World
from core.people import people, tokens
from core.people.tokens import SHOWN_AROUND
from core.programmes.evidence.prepare_file import Attachment
from core.reading.acts.wishes import Wish, wish_in
from core.reading.acts.yes_no import assents
from mail import tags as addresses
from mail.letters.sent_before import sent_before
from mail.parsing.bodies import Body, attachments, body
from mail.parsing.headers import author, header_text
from mail.parsing.limits import TooMuch, parse
from mail.parsing.subjects import answers_a_mail, bare_subject
from mail.quoting.reply import Reply, read_reply
from mail.quoting.sorted_lines import LineReason
from mail.screening.absences import is_note
from mail.screening.authenticity import authenticate
from mail.screening.automatic import why_automatic
from mail.screening.bounces import BounceReport, arrival, read_bounce, row_of_bounce
from mail.screening.complaints import is_complaint
from mail.tags import Tags

LONGEST = 20_000  # signs of new words: more is no answer
DOOR = SOURCE = "mail"
NOWHERE = "cocarde@cocarde.invalid"  # reads mails where no address is set
_KEPT = re.compile(
    rb"^(?:from|to|cc|date|subject|message-id|in-reply-to|references|content-type):", re.I
)


@dataclass(frozen=True, slots=True)
class MailReading:
    """What a mail is: an input for the desk, a bounce, or something that is not answered.

    `claim` is the one that an automatic mail is about.
    `reply.lines` says of each line of a person's mail whether it was kept, else why not.
    """

    outcome: Outcome
    why: str = ""
    incoming: Incoming | None = None
    bounce: BounceReport | None = None
    authentication: Mapping[str, Any] = field(default_factory=dict)
    reply: Reply | None = None
    claim: UUID | None = None
    row: UUID | None = None  # the mail that a complaint, or a report of its arrival, is about
    arrived: DeliveryNews | None = None


def read(world: World, raw: bytes, source_id: str = "", *, cut: bool = False) -> MailReading:
    """The mail as the desk may take it, or why it may not; nothing is raised on any mail. `cut`:
    only its beginning was fetched."""
    base = world.settings.mail_address or NOWHERE
    try:
        message = parse(raw)
    except TooMuch as much:
        return MailReading(Outcome.QUARANTINED, much.reason)
    if is_complaint(message):
        why = "a reader called it spam"
        return MailReading(Outcome.COMPLAINT, why, row=row_of_bounce(message, base))
    bounce = read_bounce(message, base)
    if bounce is not None and not from_its_reader(world, message, bounce):
        outcome = Outcome.BOUNCE_HARD if bounce.hard else Outcome.BOUNCE_SOFT
        return MailReading(outcome, bounce.why, bounce=bounce)
    if bounce is None and (told := arrival(message)) and (row := row_of_bounce(message, base)):
        return MailReading(Outcome.DELIVERED, told, row=row, arrived=told)
    reading = heard(world, message, source_id or content_hash(raw), base)
    if cut and reading.incoming is not None:
        return replace(reading, incoming=replace(reading.incoming, cut=True))
    return reading


def from_its_reader(world: World, message: Message, bounce: BounceReport) -> bool:
    """Whether a mail to the bounce address comes from the very address that is said to be missing.

    Answering machines write to the envelope sender (RFC 5230, 4.6): such a mail shows that the
    address is alive.
    """
    with world.glance() as turn:
        row = turn.db.get(Outbox, bounce.row) if bounce.row else None
    return row is not None and people.fold(people.MAIL, author(message)[1]) == row.place


def heard(world: World, message: Message, source_id: str, base: str) -> MailReading:
    """A mail that is no report: a machine's, one that cannot be told, or a person's words."""
    tags = addresses.tags(message, base)
    with world.glance() as turn:
        answered = live_token(turn, tags.answers)[0] is not None
        several = about_several(turn, tags)
    if why := why_automatic(message, base, answered=answered):
        return MailReading(Outcome.IGNORED, why, claim=claim_of(world, message, base))
    if several:
        return MailReading(Outcome.QUARANTINED, "secrets of two letters in one mail decide nothing")
    return from_a_person(world, message, source_id, base)


def about_several(turn: Turn, tags: Tags) -> bool:
    """Whether a mail bears live secrets of different things: nobody can tell which is meant.

    A thread holds older letters about the same thing, and of other kinds (a human's beside those
    of the claim); it only counts against what the mail is addressed to where both are of one kind.
    """
    found = [token for each in tags.answers if (token := tokens.find(turn, each))]
    addressed = {tokens.digest(each) for each in tags.addressed}
    sent_to = {subject(each) for each in found if each.digest in addressed}
    alike = {subject(each) for each in found if each.purpose == found[0].purpose}
    return len(sent_to) > 1 or len(alike) > 1


def subject(token: Token) -> tuple[str, UUID | None, UUID | None]:
    """What a secret is about."""
    return token.purpose, token.claim_id, token.about_id


def claim_of(world: World, message: Message, base: str) -> UUID | None:
    """The claim that an automatic mail answers: it is noted there."""
    secrets = addresses.tags(message, base).answers
    if not secrets:
        return None
    with world.glance() as turn:
        token, _ = live_token(turn, secrets)
    return token.claim_id if token else None


def from_a_person(world: World, message: Message, source_id: str, base: str) -> MailReading:
    """Whose words these are, by what secret, and which of them are new."""
    name, address = author(message)
    told = authenticate(message, world.settings.mail_authserv_id)
    with world.glance() as turn:
        token, secret = live_token(turn, addresses.tags(message, base).answers)
        sent = sent_before(turn, message, base, token)
    if not address and (token is None or token.purpose in SHOWN_AROUND):
        return MailReading(Outcome.IGNORED, "nobody to answer: no single From", authentication=told)
    found = body(message)
    reply = read_reply(found.text, found.html, sent)
    if is_note(reply.text):
        why = "an out-of-office note by its words"
        return MailReading(Outcome.IGNORED, why, claim=token.claim_id if token else None)
    text = reply.text[:LONGEST] or said_in_subject(message, alone=not found.files)
    incoming = Incoming(
        door=DOOR,
        source=SOURCE,
        source_id=source_id,
        value=address,
        text=text,
        token=secret,
        unreadable="" if text else unreadable(found),
        file=b"" if text and secret else found.badge,
        name=name,
        authentic=bool(told["aligned"]),
        unsure=not reply.text or reply.may_hand_on,
    )
    if text and secret:
        incoming = replace(incoming, text=with_signature(world, incoming, reply))
    if found.files and sent_files.wanted(world, incoming):
        incoming = replace(incoming, files=evidence(found))
    return MailReading(Outcome.ASKED, incoming=incoming, authentication=told, reply=reply)


def evidence(found: Body) -> tuple[Attachment, ...]:
    """The files that were joined to a mail; where there are only pictures in its text, one that
    says so."""
    joined = attachments(found)
    return joined or ((Attachment("", b"", sent_files.INSIDE),) if found.inside else ())


def with_signature(world: World, incoming: Incoming, reply: Reply) -> str:
    """The words, with the name below `-- ` where it is nearly the one that stands in the claim."""
    signed = [line.line.strip(" *_,.|") for line in reply.lines if line.why == LineReason.SIGNATURE]
    if not signed:
        return incoming.text
    otherwise = signed_otherwise(world, incoming, signed)
    return f"{incoming.text}\n{otherwise}" if otherwise else incoming.text


def said_in_subject(message: Message, *, alone: bool) -> str:
    """A subject that is all that a person wrote: STOP to our List-Unsubscribe, « oui », a name.

    Not one that answers or hands on a subject of ours.
    """
    subject = bare_subject(header_text(message, "subject"))
    if answers_a_mail(subject):
        return ""
    return subject if alone or wish_in(subject) is Wish.STOP or assents(subject) else ""


def live_token(turn: Turn, secrets: Sequence[str]) -> tuple[Token | None, str]:
    """The first secret of a mail that still opens something."""
    for secret in secrets:
        token = tokens.find(turn, secret)
        if token is not None:
            return token, secret
    return None, ""


def unreadable(found: Body) -> str:
    """What came instead of words: the name of the sentence that says so; empty for nothing."""
    kinds = {kind.partition("/")[0] for kind in found.files}
    if not kinds:
        return ""
    return "photo" if kinds == {"image"} else "voice" if kinds == {"audio"} else "file"


def content_hash(raw: bytes) -> str:
    """What a mail is known by: a hash of its body and the headers of its author, not those of its
    way.

    One mail that comes by two ways has one; without a Message-ID the whole mail counts.
    """
    mail = raw.replace(b"\r\n", b"\n")
    head, _, content = mail.partition(b"\n\n")
    headers = re.split(rb"\n(?![ \t])", head)
    kept = [header for header in headers if _KEPT.match(header)]
    if not any(header[:11].lower() == b"message-id:" for header in kept):
        return hashlib.sha256(mail).hexdigest()
    return hashlib.sha256(b"\n".join([*sorted(kept), b"", content.rstrip()])).hexdigest()
