"""The files that answer a claim's questions: kept with the answer, read back, deleted in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import State
from core.ground.rows import timers
from core.ground.tables import Claim, EvidenceFile
from core.ground.world import Turn, World
from core.programmes.evidence.prepare_file import PreparedFile
from core.programmes.form import QuestionKind
from core.programmes.sent_files import SentFile

DELETE_FILES = "evidence"  # the timer of the day on which a claim's files go
DECIDED = frozenset({State.APPROVED, State.ISSUED, State.REFUSED, State.RETURNED})


def keep(turn: Turn, form: ClaimForm, question: str, files: Iterable[PreparedFile]) -> None:
    """Put the bytes of the files that the answer to a question names beside it, each once; those
    that no answer of the claim names any more go."""
    named = {each.digest for each in of(form, question)}
    there = set(stored(turn, form.claim))
    for each in files:
        if each.sent.digest in named - there:
            there.add(each.sent.digest)
            turn.db.add(
                EvidenceFile(
                    claim_id=form.claim.id,
                    digest=each.sent.digest,
                    question=question,
                    kind=each.sent.kind,
                    content=each.content,
                    received_at=turn.at,
                )
            )
    turn.db.flush()
    drop_unnamed(turn, form)


def of(form: ClaimForm, question: str) -> list[SentFile]:
    """The files of the answer that stands to a question."""
    return SentFile.of_answer(form.values.get(question, ""))


def all_of(form: ClaimForm) -> list[SentFile]:
    """The files of all answers that stand, in the order of the form."""
    asked = [each.name for each in form.questions if each.kind is QuestionKind.FILE]
    return [sent for name in asked for sent in of(form, name)]


def stored(turn: Turn, claim: Claim) -> list[str]:
    """The digests of a claim's files whose bytes are there."""
    query = select(EvidenceFile.digest).where(EvidenceFile.claim_id == claim.id)
    return list(turn.db.exec(query))


def content(turn: Turn, claim: Claim, digest: str) -> bytes | None:
    """The bytes of a claim's file; None where they are gone, or never were."""
    query = select(EvidenceFile.content).where(
        EvidenceFile.claim_id == claim.id, EvidenceFile.digest == digest
    )
    return turn.db.exec(query).first()


def named(form: ClaimForm) -> tuple[str, ...]:
    """The files of a claim as a message names them that takes them along."""
    return tuple(f"{form.claim.id}:{each.digest}" for each in all_of(form))


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to be shown to who decides: its name, its media type, its bytes."""

    name: str
    kind: str
    content: bytes


def shown(turn: Turn, reference: str) -> ShownFile | None:
    """The file that a message names; None where it is there no more."""
    claim_id, _, digest = reference.partition(":")
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is None:
        return None
    files = all_of(claim_form.form_of(turn, claim))
    sent = next((each for each in files if each.digest == digest), None)
    held = content(turn, claim, digest) if sent else None
    return ShownFile(sent.name, sent.kind, held) if sent and held is not None else None


def fetched(world: World, reference: str) -> ShownFile | None:
    """The same, in a glance of its own."""
    with world.glance() as turn:
        return shown(turn, reference)


def drop_unnamed(turn: Turn, form: ClaimForm) -> None:
    """Delete the files of a claim that none of its answers names any more."""
    asked = {each.name for each in form.definition.question if each.kind is QuestionKind.FILE}
    rows = [row for name, row in form.rows.items() if name in asked]
    named = {each.digest for row in rows for each in SentFile.of_answer(row.value)}
    gone = set(stored(turn, form.claim)) - named
    if gone:
        query = delete(EvidenceFile).where(col(EvidenceFile.claim_id) == form.claim.id)
        turn.db.exec(query.where(col(EvidenceFile.digest).in_(gone)))


def drop_all(turn: Turn, claim: Claim) -> None:
    """Delete all files of a claim; their names stay in its answers."""
    turn.db.exec(delete(EvidenceFile).where(col(EvidenceFile.claim_id) == claim.id))


def plan_end(turn: Turn, claim: Claim) -> None:
    """Have the files of a claim that was decided on deleted once the programme's delay is over;
    they stay where it names none."""
    days = claim_form.form_of(turn, claim).programme.delays.file_days
    if days is not None and stored(turn, claim):
        timers.put(turn, DELETE_FILES, str(claim.id), turn.at + timedelta(days=days))


def end(turn: Turn, claim_id: str) -> None:
    """Delete the files of a claim whose time is over, unless it is being asked or judged again."""
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is not None and claim.state in DECIDED:
        drop_all(turn, claim)
