"""A case in words: the whole card for one of the staff, the little that a group may see."""

import re
from dataclasses import dataclass

from core.ground.rows.ends import How, MessageEnd, in_words
from core.ground.tables import Case, Entry, Person
from core.ground.world import Turn
from core.people import people
from core.people.people import masked
from core.people.roles import Right
from core.support import answer_due, case_diagnosis, case_log, join_requests, timeline
from core.support.card_buttons import able
from core.support.case import CaseState
from core.support.case_log import EntryKind
from core.support.timeline import COCARDE, CUT_FOR_CARD, PERSON, TimelineLine

MAILS = re.compile(r"[^\s<>«»→]+@[^\s<>«»,;]+")

USUAL = (MessageEnd.ON_ITS_WAY, MessageEnd.DELIVERED, MessageEnd.CALLED_OFF)
KNOWN_FOR_SURE = (How.REPORTED, How.DELAYED, How.DOUBTED)


@dataclass(frozen=True, slots=True)
class CardText:
    """A card: its text for a chat, and its parts for a letter."""

    text: str
    values: dict[str, str]


def full(turn: Turn, case: Case, member: Person, locale: str) -> CardText:
    """All that a member of the staff needs: diagnosis and proof on top, then who and what."""
    told = {
        "ref": case.ref,
        "occasion": occasion(turn, case, locale),
        "until": standing(turn, case, locale),
        "cause": case_diagnosis.sentence(turn, case, locale),
        "proof": "\n".join(f"- {line}" for line in case_diagnosis.proof(turn, case, locale)),
        "claimant": claimant(turn, case),
        "why": why(turn, case, locale),
        "exchanges": exchanged(turn, case, locale),
        "proposed": case_diagnosis.proposed(turn, case),
    }
    values = {name: as_allowed(turn, case, member, text) for name, text in told.items()}
    parts = [
        turn.say(locale, "case.head", **{key: values[key] for key in ("ref", "occasion", "until")}),
        diagnosed(turn, case, locale, values),
        labelled(turn, locale, "case.who", "\n".join((values["claimant"], values["why"]))),
        labelled(turn, locale, "case.exchanges", values["exchanges"]),
        proposed(turn, case, locale, values),
    ]
    return CardText("\n\n".join(filter(None, parts)), values)


def diagnosed(turn: Turn, case: Case, locale: str, values: dict[str, str]) -> str:
    """The cause and its proof; in the person's words, where those are the proposed answer."""
    if alike(turn, case, locale):
        told = "\n".join((values["proposed"], values["proof"]))
        return labelled(turn, locale, "case.diagnosis_proposed", told)
    told = "\n".join((values["cause"], values["proof"]))
    return labelled(turn, locale, "case.diagnosis", told)


def proposed(turn: Turn, case: Case, locale: str, values: dict[str, str]) -> str:
    """The proposed answer, where it was not shown as the diagnosis."""
    told = "" if alike(turn, case, locale) else values["proposed"]
    return labelled(turn, locale, "case.proposed", told)


def alike(turn: Turn, case: Case, locale: str) -> bool:
    """Whether the proposed answer is the diagnosis, in the language that the staff read."""
    theirs = case_diagnosis.locale_of(turn, case)
    same = theirs.partition("-")[0] == locale.partition("-")[0]
    return same and case_diagnosis.proposed(turn, case) == case_diagnosis.sentence(
        turn, case, theirs
    )


def labelled(turn: Turn, locale: str, key: str, text: str) -> str:
    """A part of the card under its heading; nothing where there is nothing to say."""
    told = "\n".join(line for line in text.split("\n") if line)
    return f"{turn.say(locale, key)}\n{told}" if told else ""


def brief(turn: Turn, case: Case, locale: str, *, again: bool = False) -> str:
    """All that a group may see: the reference, the occasion, a first name, until when."""
    person = case_diagnosis.person_of(turn, case)
    who = first_name(person.name) if person else ""
    told = turn.say(
        locale,
        "case.brief_again" if again else "case.brief",
        ref=case.ref,
        occasion=occasion(turn, case, locale),
        claimant=who,
        until=standing(turn, case, locale),
    )
    return "\n".join(line for line in told.split("\n") if line.strip())


def first_name(name: str) -> str:
    """The first name alone; « HADDAD Lina » is Lina, and an address is nobody."""
    words = [] if "@" in name else name.split()
    written_small = [word for word in words if not (word.isupper() and len(word) > 1)]
    return next(iter(written_small or words[-1:]), "")


def occasion(turn: Turn, case: Case, locale: str) -> str:
    return turn.say(locale, f"case.occasion_{case.occasion}")


def standing(turn: Turn, case: Case, locale: str) -> str:
    """Who follows the case, and until when the person was told to expect an answer."""
    if case.state == CaseState.CLOSED:
        return turn.say(locale, "case.stands_closed")
    follower = turn.db.get(Person, case.assignee_id) if case.assignee_id else None
    who = follower.name if follower else ""
    taken = turn.say(locale, "case.followed", who=who) if who else turn.say(locale, "case.free")
    if case.due_at is None:
        return turn.say(locale, f"case.stands_{case.state}", followed=taken)
    until = answer_due.until(turn, case.programme, case.due_at, locale)
    late = "late" if case.due_at <= turn.at else "due"
    return turn.say(locale, f"case.stands_{late}", until=until, followed=taken)


def claimant(turn: Turn, case: Case) -> str:
    """Name, mail and claim."""
    person, claim = case_diagnosis.person_of(turn, case), case_diagnosis.claim_of(turn, case)
    if person is None:
        return ""
    mails = [each.value for each in people.own_mails(turn, person)]
    return " · ".join(filter(None, (person.name, *mails[:2], claim.ref if claim else "")))


def as_allowed(turn: Turn, case: Case, member: Person, text: str) -> str:
    """Mail addresses are masked for those who may not change one."""
    if able(turn, member, Right.CHANGE_ADDRESS, case):
        return text
    return MAILS.sub(lambda found: masked(found[0]), text)


def why(turn: Turn, case: Case, locale: str) -> str:
    """Why the case was opened: the person's words, or what an organisation told to join."""
    request = join_requests.of_case(turn, case)
    return join_requests.described(turn, case, request, locale) if request else case.why


def exchanged(turn: Turn, case: Case, locale: str) -> str:
    """The last words between the person and us, a line each."""
    return "\n".join(line_of(turn, case, line, locale) for line in timeline.exchanges(turn, case))


def line_of(
    turn: Turn, case: Case, line: TimelineLine, locale: str, most: int = CUT_FOR_CARD
) -> str:
    """« 16/11 10:00 Lina (mail) : … »."""
    person = case_diagnosis.person_of(turn, case)
    names = {PERSON: (person.name if person else "") or "?", COCARDE: "Cocarde"}
    words = " ".join(line.text.split())
    most = most // 2 if line.who == COCARDE else most
    return turn.say(
        locale,
        "case.line",
        when=answer_due.moment(turn, case.programme, line.at),
        who=names.get(line.who, line.who),
        door=", ".join(filter(None, (line.door, news(turn, line, locale)))),
        text=words if len(words) <= most else f"{words[:most].rstrip()}…",
    )


def news(turn: Turn, line: TimelineLine, locale: str) -> str:
    """What became of a message, where that is more than that it went out."""
    ended = line.became
    if ended is None or (ended.end in USUAL and ended.how not in KNOWN_FOR_SURE):
        return ""
    return in_words(turn.world.words, locale, ended)


def done(turn: Turn, case: Case, entry: Entry, locale: str, *, private: bool = False) -> str:
    """Who did what and when, for below a card; what the person said, only in private."""
    if private and entry.kind == EntryKind.SAID:
        person = case_diagnosis.person_of(turn, case)
        who = person.name if person and person.name else "?"
        return turn.say(locale, "case.says", who=who, text=entry.text)
    who, when = case_log.name(turn, entry), answer_due.moment(turn, case.programme, entry.at)
    if entry.kind == EntryKind.ASSIGNED and entry.text != who:
        return turn.say(locale, "case.done_given", who=who, when=when, to=entry.text)
    return turn.say(locale, f"case.done_{entry.kind}", who=who, when=when)


def last_done(turn: Turn, case: Case, locale: str) -> str:
    """What was done last, as the card says it, for whoever did it."""
    latest = case_log.done(turn, case)[-1:]
    told = "".join(done(turn, case, each, locale) for each in latest)
    return turn.say(locale, "case.did", ref=case.ref, what=told)
