"""The files that answer a claim's questions: kept with the answer, each once, and let go."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlmodel import col, select

from core.claims.claim_form import ClaimForm
from core.ground.sent_files import SentFile
from core.ground.tables import Claim, EvidenceFile
from core.ground.world import Turn
from core.programmes.evidence.prepare_file import PreparedFile
from core.programmes.form import QuestionKind


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


def copy(turn: Turn, claim: Claim, onto: ClaimForm, question: str) -> None:
    """Give another claim the bytes of the files that its answer, taken over from this one,
    names."""
    there = set(stored(turn, onto.claim))
    for each in of(onto, question):
        row = turn.db.get(EvidenceFile, (claim.id, each.digest))
        if row is not None and each.digest not in there:
            turn.db.add(EvidenceFile(**row.model_dump() | {"claim_id": onto.claim.id}))
    turn.db.flush()
