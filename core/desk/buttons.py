"""What each button does: its choice is `verb:argument:…`, checked anew against the store."""

from collections.abc import Callable

from sqlmodel import select

from core.claims import claim_form
from core.claims.life import ASKING
from core.desk import menu
from core.desk.casework import card_buttons, find
from core.desk.claim import conversation, next_question, status
from core.desk.expecting import ExpectingChoice
from core.desk.faq import answer as faq
from core.desk.faq import show as faq_show
from core.desk.identity import add_address, prove_mail
from core.desk.lost_badge import answer as lost_badge
from core.desk.lost_badge import ask_address, find_mailbox
from core.desk.review import award, by_chat
from core.desk.speaker import Speaker
from core.ground.tables import Claim
from core.people.roles import Action, may
from core.programmes.catalogue import catalogue

Press = Callable[[Speaker, Claim, list[str]], None]


def press(speaker: Speaker) -> None:
    """Do what the pressed button says, if it is a button of ours and this person's to press."""
    verb, *rest = speaker.incoming.choice.split(":")
    if verb in by_chat.VERDICTS and len(rest) == 1:
        rest = [*rest, ""]  # a card that was sent before cards told their edition
    if speaker.incoming.group and verb not in IN_GROUPS:
        speaker.reply(speaker.word("menu.in_private"))
        return
    if verb in FREE and len(rest) == ARGUMENTS.get(verb, 0) and exists(speaker, verb, rest):
        FREE[verb](speaker, rest)
        return
    fits = verb in OWN and len(rest) == ARGUMENTS.get(verb, 1)
    claim = own_claim(speaker, rest[0]) if fits else None
    if claim is not None:
        OWN[verb](speaker, claim, rest[1:])
    else:
        speaker.reply(speaker.word("menu.gone"))


def exists(speaker: Speaker, verb: str, rest: list[str]) -> bool:
    """Whether the programme and badge that a button names are (still) there."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    named = {"programme": rest, "group": rest[:1], "badge": rest, "award": rest}
    named |= {"faq": rest[:1], "faqs": rest[:1], "human": rest, "where": rest, "lostin": rest}
    return verb not in named or known.has(*named[verb])


def own_claim(speaker: Speaker, ref: str) -> Claim | None:
    """The claim named, if it is the speaker's."""
    query = select(Claim).where(Claim.ref == ref)
    turn = speaker.turn
    claim = turn.db.exec(query.with_for_update()).first()
    if claim is None or not may(turn, speaker.person, Action.CLAIM, claim.programme, claim):
        return None
    return claim


def choose(speaker: Speaker, claim: Claim, rest: list[str]) -> None:
    """One of several readings of an answer."""
    name, number = rest
    awaited = speaker.awaited
    open_now = isinstance(awaited, ExpectingChoice) and claim.state in ASKING
    readings = awaited.readings if isinstance(awaited, ExpectingChoice) and open_now else ()
    if name != claim.asked or not number.isdecimal() or int(number) >= len(readings):
        conversation.resume(speaker, claim)
        return
    conversation.answer(speaker, claim, name, readings[int(number)])


def option(speaker: Speaker, claim: Claim, rest: list[str]) -> None:
    """An option of a choice, or a consent."""
    name, value = rest
    question = claim_form.form_of(speaker.turn, claim).question(name)
    given = conversation.option(question, value) if question and claim.state in ASKING else None
    if given is None:
        conversation.resume(speaker, claim)
        return
    conversation.answer(speaker, claim, name, given)


IN_GROUPS = {"approve", "return", "refuse", "second", "undo", "case"}
ARGUMENTS = {
    "programme": 1, "group": 2, "badge": 2, "award": 2, "sendbadge": 1, "language": 1, "prefer": 1,
    "approve": 2, "return": 2, "refuse": 2, "wrong": 2, "undo": 1, "second": 1,
    "faq": 2, "faqs": 2, "human": 1, "lostin": 1, "where": 2, "case": 3, "find": 1, "opencase": 1,
    "edit": 2, "skip": 2, "option": 3, "choose": 3,
}  # fmt: skip

OWN: dict[str, Press] = {
    "confirm": lambda speaker, claim, _: conversation.confirm(speaker, claim),
    "edit": lambda speaker, claim, rest: conversation.edit(speaker, claim, rest[0]),
    "back": lambda speaker, claim, _: conversation.back(speaker, claim),
    "keep": lambda speaker, claim, _: conversation.keep_answer(speaker, claim),
    "skip": lambda speaker, claim, rest: conversation.skip(speaker, claim, rest[0]),
    "again": lambda speaker, claim, _: conversation.resume(speaker, claim),
    "withdraw": lambda speaker, claim, _: conversation.withdraw(speaker, claim),
    "withdraw?": lambda speaker, claim, _: next_question.ask_withdraw(speaker, claim),
    "choose": choose,
    "option": option,
}

FREE: dict[str, Callable[[Speaker, list[str]], None]] = {
    "programme": lambda speaker, rest: menu.show_programme(speaker, rest[0]),
    "group": lambda speaker, rest: menu.show_programme(speaker, *rest),
    "badge": lambda speaker, rest: conversation.start(speaker, *rest),
    "sendbadge": lambda speaker, rest: status.send_badge(speaker, rest[0]),
    "language": lambda speaker, rest: change_language(speaker, rest[0]),
    "prefer": lambda speaker, rest: add_address.prefer(speaker, rest[0]),
    "othermail": lambda speaker, _: prove_mail.other_mail(speaker),
    "mailmeant": lambda speaker, _: prove_mail.settle(speaker, meant=True),
    "mailsaid": lambda speaker, _: prove_mail.settle(speaker, meant=False),
    "tomeant": lambda speaker, _: award.settle(speaker, meant=True),
    "tosaid": lambda speaker, _: award.settle(speaker, meant=False),
    "nomailbox": lambda speaker, _: ask_address.no_mailbox(speaker),
    "lostin": lambda speaker, rest: find_mailbox.choose(speaker, rest[0]),
    "lostpass": lambda speaker, _: find_mailbox.pass_over(speaker),
    "newcode": lambda speaker, _: prove_mail.new_code(speaker),
    "approve": lambda speaker, rest: by_chat.pressed(speaker, "approve", *rest),
    "return": lambda speaker, rest: by_chat.pressed(speaker, "return", *rest),
    "refuse": lambda speaker, rest: by_chat.pressed(speaker, "refuse", *rest),
    "wrong": lambda speaker, rest: by_chat.mark(speaker, *rest),
    "undo": lambda speaker, rest: by_chat.undo(speaker, rest[0]),
    "second": lambda speaker, rest: by_chat.second(speaker, rest[0]),
    "award": award.chosen,
    "giveaward": lambda speaker, _: award.give(speaker),
    "menu": lambda speaker, _: menu.show(speaker),
    "faq": lambda speaker, rest: faq.entry(speaker, *rest),
    "faqs": lambda speaker, rest: faq_show.show(speaker, rest[0], page(rest[1])),
    "human": lambda speaker, rest: faq.human(speaker, rest[0]),
    "lost": lambda speaker, _: lost(speaker),
    "where": lambda speaker, rest: lost(speaker, *rest),
    "case": card_buttons.pressed,
    "find": lambda speaker, rest: find.pressed(speaker, rest[0]),
    "opencase": lambda speaker, rest: find.open_one(speaker, rest[0]),
    "otherbadge": lambda speaker, _: ask_address.begin(speaker),
}


def lost(speaker: Speaker, programme: str = "", badge: str = "") -> None:
    lost_badge.answer(speaker, programme, badge)


def page(number: str) -> int:
    return int(number) if number.isdecimal() else 0


def change_language(speaker: Speaker, language: str) -> None:
    """Say it in the new language, then the current question again."""
    prove_mail.set_language(speaker, language)
    claim = speaker.claim
    if claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim, speaker.word("account.language_set"))
    else:
        speaker.reply(speaker.word("account.language_set"))
