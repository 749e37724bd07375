"""Our signed word that a partner's badge was true when its holder handed it in.

Issuers fall silent: what their hosts said on that day is kept beside the note, and the badge is
judged with it once more, by the same checks, when they answer no longer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from core.badges.signing import key_file
from core.badges.verify.partners import PartnersRegister, https_host
from core.badges.verify.verdict import VERDICTS
from core.badges.verify.verify import Verdict, bare, verify
from core.ground.rows import timers
from core.ground.tables import Person, Witness
from core.ground.world import Turn
from core.issuing.witness_note import FILE, holds, packed, signed, unpacked
from core.people import people
from core.people.joined import living, selves
from core.programmes.answers_as_text import day
from core.programmes.catalogue import catalogue
from core.programmes.members.organisations import partners_of

SILENT = frozenset({"issuer_silent", "status_unknown"})
LARGEST = 3_000_000  # bytes of all documents of one badge
LOOK_AGAIN = "witness"  # the timer of a note
EVERY, SPREAD = timedelta(days=30), 5 * 24  # its issuer is asked again, some hours sooner or later
HELD_FOR = timedelta(days=7)  # a badge whose holder has not proven the address that it was given to
MOST_HELD = 20


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A badge as it was handed in and judged: `mail` is the address of theirs that it was issued
    to, empty for none; `documents` what its issuer's hosts gave, by URL; `file` the badge."""

    verdict: Verdict
    mail: str = ""
    documents: Mapping[str, bytes] = field(default_factory=dict)
    file: bytes = b""

    @property
    def of_partner(self) -> bool:
        """Whether it is true, today, and of a partner."""
        return self.verdict.reason == "valid" and self.verdict.partner and bool(self.verdict.id)


def witness(turn: Turn, person: Person, handed: HandedIn) -> Witness | None:
    """Keep a signed note that this badge of a partner is true today and this person's; None where
    there is nothing to keep. A later note of theirs takes the place of an earlier one."""
    free = handed.mail and not counts_for_another(turn, person, handed)
    row = written(turn, person, handed) if free else None
    return sign(turn, row, handed.verdict.issued_at) if row else None


def hold(turn: Turn, person: Person, handed: HandedIn) -> bool:
    """Keep a badge of a partner for some days, until who handed it in proves the address that it
    was issued to; false where there is nothing to keep, or somebody's it is already."""
    if len(held(turn, person)) >= MOST_HELD or any(
        each.note for each in of_badge(turn, handed.verdict)
    ):
        return False
    row = written(turn, person, handed)
    if row is not None:
        timers.put(turn, LOOK_AGAIN, str(row.id), turn.at + HELD_FOR)
    return row is not None


def counts_for_another(turn: Turn, person: Person, handed: HandedIn) -> bool:
    """Whether a badge is noted for somebody else to whom it is issued as well: one award counts for
    one person, the first who handed it in."""
    mine, register = (
        selves(turn, person),
        recorded(handed.verdict.issuer_id or "", handed.documents),
    )
    others = (each for each in of_badge(turn, handed.verdict) if each.person_id not in mine)
    return any(
        verify(handed.file, recipient=mail, register=register, now=turn.at).valid
        for each in others
        if each.note and each.revoked_at is None
        for mail in mails_of(turn, each)
    )


def mails_of(turn: Turn, row: Witness) -> list[str]:
    """The mail addresses that the holder of a badge has proven."""
    holder = living(turn, turn.db.get_one(Person, row.person_id))
    return [each.value for each in people.proven_mails(turn, holder)]


def held(turn: Turn, person: Person) -> list[Witness]:
    """The badges that are kept until this person proves the address that they were issued to."""
    return list(turn.db.exec(HELD.where(Witness.person_id == person.id)))


def theirs_now(turn: Turn, person: Person, heard: Mapping[UUID, HandedIn]) -> list[Witness]:
    """Sign the notes of the badges held for this person that were issued to an address which they
    have proven by now; gives those notes. `heard`: what their issuers have told of them just now;
    of one that is silent, what it told when the badge came serves."""
    mails = [each.value for each in people.proven_mails(turn, person)]
    signed_now = []
    for row in held(turn, person):
        now = heard.get(row.id)
        awake = now if now is not None and now.verdict.reason not in SILENT else None
        handed = theirs_by(turn, row, mails, awake.documents if awake else unpacked(row.documents))
        if not handed.mail or counts_for_another(turn, person, handed):
            continue
        issued = handed.verdict.issued_at
        note = witness(turn, person, handed) if awake else sign(turn, row, issued)
        if note is not None:
            signed_now.append(note)
            if now is None:
                timers.put(turn, LOOK_AGAIN, str(note.id), turn.at)
    return signed_now


def theirs_by(
    turn: Turn, row: Witness, mails: Sequence[str], documents: Mapping[str, bytes]
) -> HandedIn:
    """A badge that is held, judged by these documents for who has these addresses."""
    file, register = unpacked(row.documents)[FILE], recorded(row.issuer, documents)
    told = {mail: verify(file, recipient=mail, register=register, now=turn.at) for mail in mails}
    mail = next((each for each in mails if told[each].valid), "")
    none = Verdict(None, "not_ours", id=row.badge, issuer_id=row.issuer)
    return HandedIn(replace(told.get(mail, none), partner=True), mail, documents, file)


def written(turn: Turn, person: Person, handed: HandedIn) -> Witness | None:
    """The row of a partner's badge, with what its hosts said and no note yet; None where there is
    nothing to keep."""
    told = handed.verdict
    programme = registering(turn, told.issuer_id or "")
    documents = {url: body for url, body in handed.documents.items() if body}
    small = sum(map(len, documents.values())) <= LARGEST
    if not handed.of_partner or not small or not programme:
        return None
    row = of_person(turn, person, told) or Witness(
        id=turn.chance.uuid(),
        person_id=person.id,
        programme=programme,
        badge=told.id or "",
        issuer=told.issuer_id or "",
        achievement=told.achievement or "",
        made_at=turn.at,
        note="",
        documents=b"",
    )
    row.person_id, row.made_at, row.checked_at, row.revoked_at = person.id, turn.at, turn.at, None
    row.name, row.expires_at = told.badge or "", told.ends_at
    row.documents = packed({**documents, FILE: bare(handed.file)})
    turn.db.add(row)
    turn.db.flush()
    return row


def sign(turn: Turn, row: Witness, issued: datetime | None) -> Witness | None:
    """Sign the note of a row and set when its issuer is asked again; None without a key."""
    keyring = key_file.read(turn.settings.key_path)
    if not keyring.of(row.programme):
        return None
    row.note = signed(turn, keyring, row, issued)
    turn.db.add(row)
    turn.db.flush()
    ask_again(turn, row)
    return row


def ask_again(turn: Turn, row: Witness) -> None:
    """Set when the issuer of a badge is asked again: not all on one day."""
    spread = timedelta(hours=turn.chance.number(SPREAD))
    timers.put(turn, LOOK_AGAIN, str(row.id), turn.at + EVERY + spread)


def recalled(turn: Turn, file: bytes, told: Verdict, recipient: str | None) -> Verdict:
    """The verdict on a badge whose issuer is silent: `witnessed` where a note of ours says that it
    was true, and it still is by what was kept; `revoked` or `expired` where the issuer has said so
    since; else as it was told."""
    keyring = key_file.read(turn.settings.key_path)
    rows = named(turn, told) if told.reason in SILENT else []
    for row in sorted(rows, key=lambda each: each.revoked_at is not None):
        if not holds(turn, keyring, row):
            continue
        again = verify(file, recipient=recipient, register=told_then(row), now=turn.at)
        if again.valid:
            since = heard_since(turn, row)
            if since:
                return replace(again, valid=VERDICTS[since], reason=since)
            day = row.made_at.date().isoformat()
            return replace(again, reason="witnessed", partner=True, witnessed=day)
        if again.valid is False:
            return again
    return told


def heard_since(turn: Turn, row: Witness) -> str:
    """What an issuer has said against a badge since it was handed in; empty for nothing."""
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at is not None and row.expires_at <= turn.at else ""


def told_then(row: Witness) -> PartnersRegister:
    """What the issuer's hosts said when a badge was handed in, as the register of that badge."""
    return recorded(row.issuer, unpacked(row.documents))


def recorded(issuer: str, documents: Mapping[str, bytes]) -> PartnersRegister:
    """What was had of an issuer's hosts, as the register of a badge: nobody is asked."""
    kept = {url: body for url, body in documents.items() if url != FILE}
    hosts = frozenset(map(https_host, kept))
    return PartnersRegister(frozenset({issuer}), hosts, lambda _: None, kept)


def values_in(told: Verdict, language: str) -> dict[str, str]:
    """The values of a verdict's sentence, its day in words."""
    when = date.fromisoformat(told.witnessed) if told.witnessed else None
    return {**told.values, "day": day(when, language) if when else ""}


HELD = select(Witness).where(Witness.note == "").order_by(col(Witness.made_at))


def named(turn: Turn, told: Verdict) -> list[Witness]:
    """The notes about a badge of this id, the last one first."""
    query = select(Witness).where(Witness.badge == (told.id or ""))
    return list(turn.db.exec(query.order_by(col(Witness.made_at).desc())))


def of_badge(turn: Turn, told: Verdict) -> list[Witness]:
    """The notes about this badge of its issuer, the last one first."""
    return [each for each in named(turn, told) if told.issuer_id in (None, each.issuer)]


def of_person(turn: Turn, person: Person, told: Verdict) -> Witness | None:
    """What is kept of this badge for the person, signed or held; None for nothing. Where its issuer
    has made one of another class of it, it is another."""
    mine, kind = selves(turn, person), told.achievement or ""
    found = (each for each in of_badge(turn, told) if each.person_id in mine)
    return next((each for each in found if each.achievement == kind), None)


def own(turn: Turn, person: Person, told: Verdict) -> Witness | None:
    """The note by which this badge is the person's; None without one."""
    kept = of_person(turn, person, told)
    return kept if kept is not None and kept.note else None


def issuer_name(turn: Turn, row: Witness) -> str:
    """The name under which a programme has registered the issuer of a badge; else its id."""
    known = catalogue(turn.settings.programmes_folder).programmes.get(row.programme)
    partners = partners_of(turn, known) if known else []
    return next((each.name for each in partners if row.issuer in each.issuers), row.issuer)


def registering(turn: Turn, issuer: str) -> str:
    """The first programme that has this issuer for a partner; empty for none."""
    known = catalogue(turn.settings.programmes_folder).programmes
    believed = (
        slug
        for slug, each in known.items()
        for partner in partners_of(turn, each)
        if issuer in partner.issuers
    )
    return next(believed, "")
