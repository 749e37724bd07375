"""A reviewer at work in a chat: pressing a card's button, giving a reason, asking for the queue."""

from sqlmodel import select

from core.claims import cards, filling, review, roles
from core.claims.review import Decision, Verdict
from core.claims.roles import Action, may
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.ground.tables import Claim, Room
from core.programmes.programme import said

REASON = "reason"
SHOWN = 5


def pressed(speaker: Speaker, verdict: str, ref: str) -> None:
    """Approve at once; the other verdicts need a reason: from the form, else the next words."""
    claim = find(speaker, ref)
    if claim is None or not may(
        speaker.turn, speaker.person, Action.DECIDE, claim.programme, claim
    ):
        speaker.reply(speaker.word("review.not_yours"))
        return
    if claim.state != "in_review":
        late = review.already_decided(speaker.turn, claim)
        speaker.turn.effects.told(Outcome.IGNORED, "already decided")
        speaker.reply(speaker.word(late.word, **late.values))
    elif verdict == Verdict.APPROVE:
        decide(speaker, claim, Verdict.APPROVE, "")
    elif "reason" in speaker.incoming.fields:
        fields = speaker.incoming.fields
        decide(speaker, claim, Verdict(verdict), fields["reason"], fields.get("wrong", ""))
    else:
        ask_reason(speaker, claim, verdict)


def ask_reason(speaker: Speaker, claim: Claim, verdict: str) -> None:
    """The reason in words; in private, also which answer is wrong: only that is asked again."""
    speaker.expect(REASON, f"{verdict}:{claim.ref}")
    filled = filling.sheet(speaker.turn, claim)
    shown = [] if speaker.incoming.group else filled.questions
    rows = tuple(
        (Button(said(each.label, speaker.language), f"wrong:{claim.ref}:{each.name}"),)
        for each in (shown if len(shown) > 1 else [])
    )
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word(f"review.reason_{verdict}", ref=claim.ref), rows, awaits=True)


def mark(speaker: Speaker, ref: str, question: str) -> None:
    """The reviewer has pressed the answer that is wrong; the reason is still to come."""
    claim, about = find(speaker, ref), speaker.chat.about.split(":")
    wrong = filling.sheet(speaker.turn, claim).question(question) if claim else None
    if wrong is None or speaker.chat.expecting != REASON or about[1:2] != [ref]:
        speaker.reply(speaker.word("review.gone"))
        return
    speaker.expect(REASON, f"{about[0]}:{ref}:{question}")
    speaker.turn.effects.told(Outcome.ASKED)
    label = said(wrong.label, speaker.language)
    speaker.reply(speaker.word("review.marked", label=label), awaits=True)


def hear_reason(speaker: Speaker) -> None:
    """The next words of the reviewer are the reason, told to the learner as they stand."""
    verdict, ref, *wrong = speaker.chat.about.split(":")
    claim = find(speaker, ref)
    if claim is None:
        speaker.expect()
        speaker.reply(speaker.word("review.gone"))
        return
    decide(speaker, claim, Verdict(verdict), speaker.incoming.text, "".join(wrong))


def decide(speaker: Speaker, claim: Claim, verdict: Verdict, reason: str, wrong: str = "") -> None:
    decision = Decision(speaker.person, verdict, reason, speaker.incoming.door, wrong)
    try:
        review.decide(speaker.turn, claim, decision)
    except Refusal as refusal:
        speaker.turn.effects.told(Outcome.REJECTED, refusal.word)
        speaker.reply(speaker.word(refusal.word, **refusal.values))
        return
    speaker.expect()
    speaker.turn.effects.told(Outcome.DECIDED)
    speaker.reply(speaker.word(f"review.done_{verdict}", ref=claim.ref))


def find(speaker: Speaker, ref: str) -> Claim | None:
    return speaker.turn.db.exec(select(Claim).where(Claim.ref == ref).with_for_update()).first()


def queue(speaker: Speaker) -> None:
    """The cards that wait for this reviewer, the oldest first."""
    waiting = roles.waiting_for(speaker.turn, speaker.person)
    speaker.reply(speaker.word("review.queue", count=str(len(waiting))))
    for claim in waiting[:SHOWN]:
        filled = filling.sheet(speaker.turn, claim)
        speaker.reply(
            cards.described(speaker.turn, filled, speaker.locale),
            cards.buttons(speaker.turn, filled, speaker.locale),
        )


def open_room(speaker: Speaker, programme: str) -> None:
    """`/here becode` in a group: the programme's cards come here too."""
    turn = speaker.turn
    held = [role.programme for role in roles.roles(turn, speaker.person, Action.OPEN_ROOM)]
    slug = programme or (held[0] if len(set(held)) == 1 else "")
    if not speaker.incoming.group or slug not in held:
        speaker.reply(speaker.word("review.room_refused"))
        return
    room = turn.db.exec(select(Room).where(Room.programme == slug)).first()
    room = room or Room(
        id=turn.chance.uuid(), programme=slug, door="", place="", opened_by=speaker.person.id
    )
    room.door, room.place = speaker.incoming.door, speaker.incoming.place
    turn.db.add(room)
    speaker.reply(speaker.word("review.room_open", programme=slug))
