"""What a conversation is about when a message comes: the claim under way, the programme at hand."""

from functools import lru_cache

from sqlmodel import col, select

from core.desk import on_screen
from core.desk.expecting import ExpectingCaseReply, ExpectingQuestion
from core.desk.speaker import Speaker
from core.ground.messages import Message
from core.ground.tables import Case, Claim, Outbox
from core.people import people
from core.programmes.catalogue import catalogue
from core.programmes.faq.find import indexes
from core.reading.languages import compiled, either
from core.reading.text import words

LISTED = ("badge:", "group:")  # buttons of the badges of a programme
# What stands where the index has blanked a name, with the small word before it.
NAMED = compiled(rf"(?:\b(?:{either('organisations.of')}) *)? {{4,}}")


def about(speaker: Speaker) -> str:
    """The programme that a question is about: the one it names, else the one at hand, else none."""
    return named(speaker) or at_hand(speaker)


def named(speaker: Speaker) -> str:
    """The programme that the words name, if any."""
    said = spoken(speaker.incoming.text)
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    for slug, programme in known.items():
        if any(spoken(name) in said for name in (slug, *programme.name.values())):
            return slug
    return ""


@lru_cache(maxsize=256)
def spoken(text: str) -> str:
    """The words of a text, so that those of a name are found among them."""
    return f" {' '.join(words(text))} "


def at_hand(speaker: Speaker) -> str:
    """The programme of the claim under way, of the list just read, of the case in which a human
    answered, of the latest claim, else of the badges just shown."""
    claim, awaited = under_way(speaker), speaker.awaited
    if claim is None and isinstance(awaited, ExpectingQuestion):
        return awaited.programme
    if claim is None and isinstance(awaited, ExpectingCaseReply):
        of_case = select(Case.programme).where(Case.ref == awaited.ref)
        return speaker.turn.db.exec(of_case).first() or ""
    if claim is None:
        query = select(Claim).where(Claim.person_id == speaker.person.id)
        claim = speaker.turn.db.exec(query.order_by(col(Claim.updated_at).desc())).first()
    return claim.programme if claim else on_show(speaker)


def on_show(speaker: Speaker) -> str:
    """The programme whose badges a chat shows to choose from; none where it shows something
    else."""
    if not speaker.chatting:
        return ""
    incoming = speaker.incoming
    last = next(iter(on_screen.shown(speaker.turn, incoming.door, incoming.place, 1)), None)
    choices = [button.choice for row in last.message.buttons for button in row] if last else []
    told = {choice.split(":")[1] for choice in choices if choice.startswith(LISTED)}
    return told.pop() if len(told) == 1 else ""


def under_way(speaker: Speaker) -> Claim | None:
    """The claim that the conversation is about; for a letter without one, the latest open claim.

    That one is looked up once, until something is said.
    """
    if speaker.claim is not None or speaker.chatting:
        return speaker.claim
    memo, key = speaker.turn.memo, (under_way, speaker.person.id, speaker.said)
    if key not in memo:
        memo[key] = next(iter(people.open_claims(speaker.turn, speaker.person)), None)
    claim: Claim | None = memo[key]
    return claim


def unnamed(speaker: Speaker) -> str:
    """The words without the programme that they name: « mon badge du Service Civique »."""
    slug = named(speaker)
    known = indexes(speaker.turn.settings.programmes_folder)
    return NAMED.sub(" ", known[slug].unnamed(speaker.incoming.text)) if slug in known else ""


def choices_below(speaker: Speaker) -> list[str]:
    """What the buttons said below the message that the words reply to; none where they reply to
    nothing, or to a message without buttons."""
    incoming = speaker.incoming
    if not incoming.replies_to:
        return []
    here = Outbox.place == (incoming.place or speaker.address.value), Outbox.door == incoming.door
    query = select(Outbox.message).where(*here, Outbox.remote_id == incoming.replies_to)
    sent = speaker.turn.db.exec(query.order_by(col(Outbox.created_at))).all()
    shown = (Message.from_json(each) for each in sent if each)
    return [button.choice for each in shown for row in each.buttons for button in row]
