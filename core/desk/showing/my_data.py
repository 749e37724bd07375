"""« Mes données » and « effacez tout »: a copy at once, an erasure after a choice, a code and a
yes."""

from datetime import datetime, timedelta

from core.desk.expecting import ExpectingErasureCode, ExpectingErasureYes
from core.desk.handling import Handling
from core.desk.known_writer import known_of
from core.desk.showing.register import locale, say
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons, Message
from core.people.people import masked
from core.reading.acts.yes_no import assents, refuses
from core.rights import belongings, erasing, proof
from core.rights.erase import refuse_staff
from core.rights.handed_out import OWN
from core.rights.retention import jobs
from core.showing import held_badges

YES_HOLDS = timedelta(hours=1)
DIGITS = 8


def show(speaker: Speaker) -> None:
    """Say what is kept and why, with the ways to a copy and to an erasure."""
    speaker.turn.effects.conclude(Outcome.ASKED, "their data")
    told = [speaker.word("account.privacy")]
    rows: list[tuple[Button, ...]] = [(button(speaker, "get"),)]
    planned = erasing.standing(speaker.turn, speaker.person)
    if planned is not None:
        told.append(proof.said_planned(speaker.turn, locale(speaker), planned))
    rows.append((button(speaker, "undo" if planned else "erase"),))
    put(speaker, "\n\n".join(told), tuple(rows))


def choose(speaker: Speaker) -> None:
    """Explain what an erasure is, and let them choose what becomes of their badges; nothing is done
    yet."""
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "erase?")
    refuse_staff(speaker.turn, belongings.of(speaker.turn, speaker.person))
    some = bool(held_badges.of_person(speaker.turn, speaker.person))
    text = say(speaker, "rights.choose" if some else "rights.choose_no_badge")
    verbs = ("keep", "revoke", "no") if some else ("all", "no")
    put(speaker, text, tuple((button(speaker, verb),) for verb in verbs))


def put(speaker: Speaker, text: str, rows: Buttons = ()) -> None:
    """Say it with its buttons; a mailbox gets the link to the page that has them, which opens
    nothing to who only bears a letter."""
    if speaker.chatting:
        speaker.put(Message(text, locale(speaker), rows))
        return
    values = {"text": text, "manage": proof.page(speaker.turn, speaker.address)}
    speaker.put(Message(text, locale(speaker), (), "my-data", values))


def button(speaker: Speaker, verb: str) -> Button:
    return Button(say(speaker, f"rights.button_{verb}"), f"mydata:{verb}")


def press(speaker: Speaker, verb: str) -> None:
    """Do what was pressed, or say that its time is over."""
    match verb:
        case "get":
            get(speaker)
        case "erase":
            choose(speaker)
        case "keep" | "revoke" | "all":
            prove(speaker, keep=verb == "keep")
        case "yes":
            confirm(speaker)
        case "undo":
            undo(speaker)
        case "no":
            leave(speaker)
        case _:
            speaker.reply(speaker.word("menu.gone"))


def get(speaker: Speaker) -> None:
    """Send the copy into the chat."""
    speaker.turn.effects.conclude(Outcome.DECIDED, "a copy of their data")
    files = (f"{OWN}{speaker.person.id}",)
    speaker.put(Message(say(speaker, "rights.copy_sent"), locale(speaker), files=files))


def prove(speaker: Speaker, *, keep: bool) -> None:
    """Send a code to their mailbox; who has none is in the chat that shows who they are."""
    refuse_staff(speaker.turn, belongings.of(speaker.turn, speaker.person))
    mailbox = proof.send_code(speaker.turn, speaker.person)
    if mailbox is None:
        ask_yes(speaker, keep=keep)
        return
    speaker.expect(ExpectingErasureCode(keep))
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "the code of an erasure")
    text = say(speaker, "rights.code_sent", mail=masked(mailbox.value))
    put(speaker, text, ((button(speaker, "no"),),))


def answered(speaker: Speaker) -> Handling | None:
    """Digits where a code is awaited; a clear yes or no to the question."""
    awaited, text = speaker.awaited, speaker.incoming.text
    if not speaker.chatting or not text or speaker.incoming.fields:
        return None
    if isinstance(awaited, ExpectingErasureCode):
        digits = "".join(text.split())
        if digits.isdecimal() and len(digits) == DIGITS:
            return Handling("awaited erasure-code", (awaited,))
        return Handling("button mydata", ("no",)) if refuses(text, known_of(speaker)) else None
    if not isinstance(awaited, ExpectingErasureYes):
        return None
    if assents(text, known_of(speaker)):
        return Handling("button mydata", ("yes",))
    return Handling("button mydata", ("no",)) if refuses(text, known_of(speaker)) else None


def hear_code(speaker: Speaker, awaited: ExpectingErasureCode) -> None:
    """Ask the last question once the digits are right."""
    if proof.is_code(speaker.turn, speaker.person, speaker.incoming.text):
        ask_yes(speaker, keep=awaited.keep)
    else:
        speaker.turn.effects.conclude(Outcome.REJECTED, "wrong code")
        put(speaker, speaker.word("account.code_wrong"), ((button(speaker, "no"),),))


def ask_yes(speaker: Speaker, *, keep: bool) -> None:
    """The last question: what goes, and until when it can be taken back."""
    until = speaker.turn.at + YES_HOLDS
    speaker.expect(ExpectingErasureYes(keep, until.isoformat()))
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "erase for good?")
    text = say(speaker, "rights.sure_keep" if keep else "rights.sure_revoke")
    put(speaker, text, ((button(speaker, "yes"),), (button(speaker, "no"),)))


def confirm(speaker: Speaker) -> None:
    """Plan the erasure, and tell every place of theirs; a yes to a question of long ago is none."""
    awaited = speaker.awaited
    speaker.expect()
    if not isinstance(awaited, ExpectingErasureYes) or (
        datetime.fromisoformat(awaited.until) < speaker.turn.at
    ):
        speaker.reply(speaker.word("menu.gone"))
        return
    planned = erasing.plan(
        speaker.turn, speaker.person, keep_badges=awaited.keep, door=speaker.incoming.door
    )
    proof.tell_planned(speaker.turn, speaker.person, planned, speaker.address)
    speaker.turn.effects.conclude(Outcome.DECIDED, "an erasure is planned")
    text = proof.said_planned(speaker.turn, locale(speaker), planned)
    put(speaker, text, ((button(speaker, "undo"),),))


def undo(speaker: Speaker) -> None:
    """Take a planned erasure back."""
    done = erasing.take_back(speaker.turn, speaker.person)
    speaker.turn.effects.conclude(Outcome.DECIDED if done else Outcome.REJECTED, "erasure undone")
    put(speaker, say(speaker, "rights.undone" if done else "rights.nothing_planned"))


def keep(speaker: Speaker, what: str, subject: str) -> None:
    """Keep what was to be deleted."""
    own = belongings.of(speaker.turn, speaker.person)
    kept = jobs.keep(speaker.turn, what, subject, own)
    speaker.turn.effects.conclude(Outcome.DECIDED if kept else Outcome.REJECTED, "kept longer")
    put(speaker, say(speaker, "rights.retention_kept" if kept else "rights.retention_late"))


def leave(speaker: Speaker) -> None:
    """Erase nothing."""
    speaker.expect()
    speaker.turn.effects.conclude(Outcome.REJECTED, "nothing erased")
    put(speaker, say(speaker, "rights.left"))
