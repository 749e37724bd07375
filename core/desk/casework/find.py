"""`/find` and `/case`: the people and cases of one's own programmes, with what they lack."""

from uuid import UUID

from sqlmodel import select

from core.desk.casework import card_buttons, dialogues, queue
from core.desk.casework.case_action import allowed
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button, Buttons
from core.ground.tables import Claim, Person
from core.people import people, roles
from core.people.people import masked
from core.people.roles import Right
from core.programmes.answers.answer import brief
from core.review import look_up
from core.support import CaseSubject, Occasion, case_life, find_people, open_case
from core.support.diagnosis.diagnose import diagnose
from core.support.diagnosis.wording import sentence


def case(speaker: Speaker, ref: str) -> None:
    """Show the whole card of a case (`/case abc234`); without a reference, all that waits."""
    if not ref:
        queue.show(speaker)
        return
    try:
        found = allowed(speaker.at_work, case_life.locked_case(speaker.turn, ref), Right.SUPPORT)
        dialogues.show(speaker, found)
    except Refusal as refusal:
        card_buttons.refuse(speaker, refusal)


def find(speaker: Speaker, text: str) -> None:
    """Find somebody by address, name or reference (`/find awa@example.org`), and ask which one
    where several are meant. Who only decides on claims finds those that they may decide on."""
    turn = speaker.turn
    supports = bool(find_people.programmes(turn, speaker.person))
    if not supports and not roles.roles(turn, speaker.person, Right.DECIDE):
        speaker.reply(speaker.word("case.not_yours"))
        return
    found = find_people.find(turn, speaker.person, text)
    claims = look_up.named(turn, speaker.person, text) if not found else []
    turn.effects.conclude(Outcome.ASKED, "find")
    if len(found) == 1:
        tell(speaker, found[0])
    elif found:
        rows = tuple((Button(named(speaker, each), f"find:{each.id}"),) for each in found)
        speaker.reply(speaker.word("case.find_which"), rows)
    elif claims:
        by_chat.show(speaker, claims)
    elif text:
        none = "case.find_none" if supports else "order.find_none"
        speaker.reply(speaker.word(none, said=brief(text)))
    else:
        speaker.reply(speaker.word("case.find_how"))


def knows(speaker: Speaker, text: str) -> bool:
    """Whether somebody is found by these words."""
    turn, who = speaker.turn, speaker.person
    return bool(find_people.find(turn, who, text) or look_up.named(turn, who, text))


def named(speaker: Speaker, person: Person) -> str:
    """Name and mail: enough to tell two apart."""
    told = " · ".join(filter(None, (person.name, *mails(speaker, person)[:1])))
    return told or str(person.id)[:8]


def mails(speaker: Speaker, person: Person) -> list[str]:
    """The addresses that are theirs; masked for those who may not change one."""
    turn = speaker.turn
    found = [each.value for each in people.own_mails(turn, person)]
    held = roles.roles(turn, speaker.person, Right.CHANGE_ADDRESS)
    able = find_people.concerns(turn, person, {role.programme for role in held})
    return found if able else [masked(each) for each in found]


def pressed(speaker: Speaker, person_id: str) -> None:
    """Show the one that was chosen of several."""
    person = known(speaker, person_id)
    if person is None:
        speaker.reply(speaker.word("menu.gone"))
        return
    tell(speaker, person)


def known(speaker: Speaker, person_id: str) -> Person | None:
    """The person of a button, if they concern the programmes of who presses."""
    try:
        person = speaker.turn.db.get(Person, UUID(person_id))
    except ValueError:
        return None
    mine = find_people.programmes(speaker.turn, speaker.person)
    return person if person and find_people.concerns(speaker.turn, person, mine) else None


def tell(speaker: Speaker, person: Person) -> None:
    """Who it is, what each badge lacks, and the cases there are."""
    turn, mine = speaker.turn, find_people.programmes(speaker.turn, speaker.person)
    found = [each for slug in sorted(mine) for each in diagnose(turn, person, slug)]
    known = [each for each in found if each.claim or each.mission or each.held] or found[:1]
    lines = [f"- {sentence(turn, each, speaker.locale)}" for each in known]
    text = speaker.word(
        "case.found",
        who=" · ".join(filter(None, (person.name, *mails(speaker, person)))),
        claims=", ".join(claims(speaker, person, mine)) or "—",
        diagnoses="\n".join(lines),
    )
    speaker.reply(text, buttons(speaker, person, mine))


def claims(speaker: Speaker, person: Person, mine: set[str]) -> list[str]:
    query = select(Claim).where(Claim.person_id == person.id)
    return [each.ref for each in speaker.turn.db.exec(query) if each.programme in mine]


def buttons(speaker: Speaker, person: Person, mine: set[str]) -> Buttons:
    """Their open cases; else one to open."""
    open_ones = [
        each for each in case_life.of_person(speaker.turn, person) if each.programme in {*mine, ""}
    ]
    rows = tuple(
        (Button(speaker.word("case.button_case", ref=each.ref), f"case:show:{each.ref}:0"),)
        for each in open_ones
    )
    fresh = Button(speaker.word("case.button_open"), f"opencase:{person.id}")
    return rows or ((fresh,),)


def open_one(speaker: Speaker, person_id: str) -> None:
    """Open a case for somebody who was looked for; the member who opens it follows it."""
    turn, person = speaker.turn, known(speaker, person_id)
    if person is None or person.id == speaker.person.id:
        speaker.reply(speaker.word("menu.gone"))
        return
    mine = find_people.programmes(turn, speaker.person)
    about = next((each for slug in sorted(mine) for each in diagnose(turn, person, slug)), None)
    programme = about.programme if about and about.programme else min(mine)
    subject = f"{person.id}:{turn.at:%Y-%m-%d}"
    why = speaker.word("case.opened_by", who=speaker.person.name)
    claim = about.claim if about else None
    matter = CaseSubject(Occasion.HUMAN, subject, why, programme, person, claim)
    opened = open_case(turn, matter, told=False)
    opened.assignee_id = opened.assignee_id or speaker.person.id
    turn.db.add(opened)
    turn.db.flush()
    dialogues.show(speaker, opened)
