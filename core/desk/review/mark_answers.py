"""Asking a reviewer for the reason, and meanwhile for the answers that are wrong.

Buttons mark them, one or several; the message is edited as they are pressed.
"""

from dataclasses import replace

from core.claims import changes, claim_form
from core.claims.claim_form import ClaimForm
from core.desk.expecting import ExpectingReason
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Claim
from core.programmes.file_values import said
from core.programmes.form import Question


def ask(speaker: Speaker, claim: Claim, on: ExpectingReason) -> None:
    """Ask for the reason in words; in private, also for the answers that are wrong, which alone are
    asked again."""
    incoming, form = speaker.incoming, claim_form.form_of(speaker.turn, claim)
    subject = f"{incoming.source}:{incoming.source_id}:{speaker.said + 1}"
    now = replace(on, subject=subject)
    speaker.expect(now)
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(words(speaker, form, now), buttons(speaker, form, now), awaits=True)


def toggle(speaker: Speaker, claim: Claim, question: str) -> bool:
    """Mark an answer or take its mark away; false where nothing of the kind is being asked."""
    form = claim_form.form_of(speaker.turn, claim)
    names = [each.name for each in markable(form)]
    was = speaker.awaited
    if not isinstance(was, ExpectingReason) or was.ref != claim.ref or question not in names:
        return False
    marks = tuple(n for n in names if (n in was.marks) is not (n == question))
    now = replace(was, marks=marks)
    speaker.expect(now)
    speaker.turn.effects.conclude(Outcome.ASKED)
    show(speaker, form, now)
    return True


def show(speaker: Speaker, form: ClaimForm, now: ExpectingReason) -> None:
    """The message that asks, as it reads now."""
    incoming, claim = speaker.incoming, form.claim
    text, keys = words(speaker, form, now), buttons(speaker, form, now)
    message = Message(text, speaker.locale, keys, edits=now.subject, awaits=True)
    there = To(speaker.address.door, speaker.address.value, speaker.person.id, claim.id)
    subject = f"{incoming.source}:{incoming.source_id}:1"
    outbox.put(speaker.turn, there, MessageKind.REPLY, subject, message)


def markable(form: ClaimForm) -> list[Question]:
    """The answers that a reviewer sees, where there is more than one."""
    seen = [each for each in form.questions if changes.is_for_reviewers(form, each)]
    return seen if len(seen) > 1 else []


def words(speaker: Speaker, form: ClaimForm, now: ExpectingReason) -> str:
    """The question, and what is marked so far or how to mark."""
    text = speaker.word(f"review.reason_{now.verdict}", ref=now.ref)
    seen = [] if speaker.incoming.group else markable(form)
    labels = [said(each.label, speaker.language) for each in seen if each.name in now.marks]
    if labels:
        text += "\n\n" + speaker.word("review.marked", labels=", ".join(labels))
    elif seen:
        text += "\n\n" + speaker.word("review.mark_hint")
    return text


def buttons(speaker: Speaker, form: ClaimForm, now: ExpectingReason) -> Buttons:
    """One button an answer; its words say whether it is marked."""
    if speaker.incoming.group:
        return ()
    rows = []
    for each in markable(form):
        label = said(each.label, speaker.language)
        if each.name in now.marks:
            label = speaker.word("review.unmark", label=label)
        rows.append((Button(label, f"wrong:{now.ref}:{each.name}"),))
    return tuple(rows)
