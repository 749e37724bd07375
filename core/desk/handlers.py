"""Who works what: one table from what an input is to its one handler.

`classify` names the row and what its handler is given. A `Refusal` that a handler raises is told
to who spoke.
"""

from collections.abc import Callable
from functools import partial

from core.desk import greetings, menu, wishes
from core.desk.any_moment import acts, hand_in, misspelt, strangers, unfit, unwanted, what_next
from core.desk.any_moment.unclear import unclear
from core.desk.casework import amend, card_buttons, find, person_replies, queue
from core.desk.casework import by_chat as case_by_chat
from core.desk.casework import by_mail as case_by_mail
from core.desk.claim import (
    beginning,
    codes,
    conversation,
    event_codes,
    first_step,
    letter_links,
    next_question,
    one_answer,
    pressed,
    status,
    steps,
    unproven_letters,
)
from core.desk.faq import answer as faq
from core.desk.faq import show as faq_show
from core.desk.handling import Handling
from core.desk.identity import add_address, preferences, prove_mail
from core.desk.lost_badge import answer as lost_badge
from core.desk.lost_badge import ask_address, find_mailbox, not_me
from core.desk.orders import confirm, hand_over, on_claim, reason
from core.desk.orders import hear as staff_orders
from core.desk.orders import hint as staff_hint
from core.desk.review import absence, award, by_chat, by_mail, groups, report
from core.desk.showing import my_data, my_page, talents
from core.desk.showing import report as learner_report
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.programmes.catalogue import catalogue
from core.showing.person_page import PageChange

Handler = Callable[..., object]


def work(speaker: Speaker, handling: Handling) -> None:
    """Hand an input to its handler; what that refuses is said to who spoke."""
    try:
        HANDLERS[handling.name](speaker, *handling.given)
    except Refusal as refusal:
        speaker.turn.effects.conclude(Outcome.REJECTED, refusal.word)
        speaker.reply(speaker.word(refusal.word, **refusal.values))


def of_claim(handler: Handler) -> Handler:
    """A handler given a claim in place of its reference; a button gone where it is not theirs."""

    def work_claim(speaker: Speaker, ref: str, *rest: str) -> None:
        claim = pressed.own_claim(speaker, ref)
        if claim is None:
            greetings.gone(speaker)
        else:
            handler(speaker, claim, *rest)

    return work_claim


def of_programme(handler: Handler, *, named: int = 1) -> Handler:
    """A handler whose first words name a programme (and badge) that must still be there."""

    def work_programme(speaker: Speaker, *words: str) -> None:
        if catalogue(speaker.turn.settings.programmes_folder).has(*words[:named]):
            handler(speaker, *words)
        else:
            greetings.gone(speaker)

    return work_programme


def searching(handler: Handler) -> Handler:
    """A handler whose answer bears a secret, so that what comes back shows who reads it."""

    def search(speaker: Speaker) -> None:
        ask_address.vouch(speaker)
        handler(speaker)

    return search


def alone(handler: Handler) -> Handler:
    """A handler that needs none of the words of its command."""
    return lambda speaker, *_: handler(speaker)


def pressing(handler: Handler, verb: str) -> Handler:
    """The handler of a button, for words that mean it."""
    return lambda speaker: handler(speaker, verb)


HANDLERS: dict[str, Handler] = {
    # buttons: of one's own claim
    "button confirm": of_claim(conversation.confirm),
    "button edit": of_claim(one_answer.edit),
    "button spell": of_claim(one_answer.spell),
    "button back": of_claim(one_answer.back),
    "button keep": of_claim(one_answer.keep_answer),
    "button skip": of_claim(one_answer.skip),
    "button again": of_claim(conversation.resume),
    "button withdraw": of_claim(conversation.withdraw),
    "button withdraw?": of_claim(next_question.ask_withdraw),
    "button choose": of_claim(pressed.choose),
    "button option": of_claim(pressed.option),
    # buttons: programmes, badges, oneself
    "button menu": menu.show,
    "button programme": of_programme(menu.show_programme),
    "button group": of_programme(menu.show_programme),
    "button badge": of_programme(beginning.start, named=2),
    "button sendbadge": status.send_badge,
    "button fields": status.show_fields,
    "button language": greetings.change_language,
    "button prefer": add_address.prefer,
    "button othermail": prove_mail.other_mail,
    "button mailmeant": partial(prove_mail.settle, meant=True),
    "button mailsaid": partial(prove_mail.settle, meant=False),
    "button newcode": prove_mail.new_code,
    # buttons: questions asked often, a lost badge
    "button faq": of_programme(faq.entry),
    "button faqs": of_programme(faq_show.show_page),
    "button human": of_programme(faq.human),
    "button lost": lost_badge.answer,
    "button where": of_programme(lost_badge.answer, named=2),
    "button otherbadge": ask_address.begin,
    "button nomailbox": ask_address.no_mailbox,
    "button lostin": of_programme(find_mailbox.choose),
    "button lostpass": find_mailbox.pass_over,
    "button act": acts.pressed,
    # buttons: what one shows, reports
    "button mypage": my_page.press,
    "button mydata": my_data.press,
    "button keepdata": my_data.keep,
    "button talents": talents.press,
    "button report": learner_report.pressed,
    "button reportend": learner_report.end,
    # buttons: of the staff
    "button approve": partial(by_chat.pressed, verdict="approve"),
    "button return": partial(by_chat.pressed, verdict="return"),
    "button refuse": partial(by_chat.pressed, verdict="refuse"),
    "button look": by_chat.look,
    "button wrong": by_chat.mark,
    "button undo": by_chat.undo,
    "button second": by_chat.second,
    "button ordered": confirm.press,
    "button unordered": confirm.drop,
    "button orderon": on_claim.chosen,
    "button orderto": hand_over.chosen,
    "button award": of_programme(award.chosen, named=2),
    "button giveaward": award.give,
    "button tomeant": partial(award.settle, meant=True),
    "button tosaid": partial(award.settle, meant=False),
    "button case": card_buttons.pressed,
    "button amend": amend.pressed,
    "button find": find.pressed,
    "button opencase": find.open_one,
    # commands, with a slash or in plain words
    "command start": greetings.start,
    "command badge": alone(menu.show),
    "command lost": alone(lost_badge.answer),
    "command status": alone(status.tell_all),
    "command mybadges": alone(status.my_badges),
    "command mypage": alone(my_page.show),
    "command talents": alone(talents.show),
    "command report": learner_report.command,
    "command language": alone(preferences.ask_language),
    "command faq": alone(faq.ask),
    "command help": alone(greetings.help_),
    "command cancel": alone(greetings.cancel),
    "command link": add_address.link,
    "command privacy": alone(my_data.show),
    "command queue": alone(queue.show),
    "command find": find.find,
    "command case": find.case,
    "command award": award.start,
    "command here": groups.open_room,
    "command away": absence.away,
    "command back": absence.back,
    "command stats": report.tell,
    "command unknown": alone(greetings.unknown),
    # whatever was asked: letters with a secret, words for a case, a search, a wish, a question
    "decision": by_mail.hear,
    "case order": case_by_mail.hear_staff,
    "case reply": person_replies.hear,
    "case quoted": case_by_chat.hear_quoted,
    "link undone": add_address.undo,
    "link code": codes.hear_from_it,
    "address added": add_address.add,
    "unproven address": add_address.tell_unproven,
    "unproven letter": unproven_letters.ask_again,
    "secret elsewhere": unproven_letters.hear_elsewhere,
    "address objection": not_me.hear,
    "lost badge programme": searching(find_mailbox.hear_which),
    "lost badge facts": searching(find_mailbox.hear_who),
    "lost badge letter": searching(find_mailbox.hear_letter),
    "lost badge address lost": searching(find_mailbox.hear_mail),
    "lost badge address reads": searching(prove_mail.hear_mail),
    "lost badge doubt": searching(prove_mail.hear_doubt),
    "lost badge code": searching(find_mailbox.hear_code),
    "lost badge unproven": find_mailbox.hear_unproven,
    "staff order": staff_orders.work,
    "other reason": reason.replace_shown,
    "staff talk": staff_hint.tell,
    "wish not_me": wishes.not_me,
    "wish stop": wishes.stop_letters,
    "wish human": wishes.human,
    "wish lost": wishes.lost,
    "wish status": wishes.where,
    "wish page": my_page.show,
    "wish page_close": pressing(my_page.press, PageChange.CLOSE),
    "wish page_anew": pressing(my_page.press, PageChange.ANEW),
    "wish page_public": pressing(my_page.press, PageChange.PUBLIC),
    "wish page_secret": pressing(my_page.press, PageChange.SECRET),
    "wish page_named": pressing(my_page.press, PageChange.NAMED),
    "wish page_unnamed": pressing(my_page.press, PageChange.UNNAMED),
    "wish talents": talents.show,
    "wish talents_leave": talents.leave,
    "wish report": learner_report.own,
    "wish report_end": learner_report.end_own,
    "report of": learner_report.of,
    "event code": event_codes.begin,
    "badge name wrong": misspelt.hear,
    "badge unwanted": unwanted.tell,
    "question": faq.answer,
    # acts in one's own words, or pressed where they were offered
    **{f"act {kind}": work for kind, work in acts.WORKS.items()},
    # what was asked for
    "awaited address claim": first_step.hear_mail,
    "awaited address add": add_address.hear_mail,
    "awaited address-doubt": alone(prove_mail.hear_doubt),
    "awaited code claim": first_step.hear_code,
    "awaited code add": codes.hear_added,
    "awaited code letter": letter_links.hear_code,
    "awaited erasure-code": my_data.hear_code,
    "awaited choice": one_answer.take_reading,
    "awaited undo": by_chat.undo,
    "awaited reason": reason.hear,
    "awaited case-order": case_by_chat.hear_order,
    "awaited case-answer": case_by_chat.hear_answer,
    "awaited case-answer-yes": case_by_chat.hear_answer_yes,
    "awaited case-reason": case_by_chat.hear_reason,
    "awaited other-case": case_by_chat.hear_merge,
    "awaited case-reply": case_by_chat.hear_reply,
    "awaited order-yes": confirm.hear,
    "awaited which-claim": on_claim.hear_which,
    "awaited award-recipient": award.hear_to,
    "awaited award-recipient-doubt": award.hear_doubt,
    "awaited award-reason": award.hear_why,
    "awaited award-yes": award.hear_sure,
    # other words
    "other language": strangers.answer,
    "step next": what_next.tell,
    "answer": unfit.answer,
    "file sent": conversation.hear_file,
    "step back": steps.back,
    "step skip": steps.skip,
    "step keep": steps.keep,
    "step same": steps.same,
    "step stuck": unfit.stuck,
    "ask again": steps.ask_again,
    "which is wrong": steps.which_is_wrong,
    "no such number": steps.no_such_number,
    "mended answer": conversation.mend,
    "claim taken up": conversation.resume,
    "badges named": menu.offer,
    "unclear": unclear,
    "badge handed in": hand_in.answer,
    # what is not heard
    "unreadable": greetings.unreadable,
    "in private": greetings.in_private,
    "gone": greetings.gone,
    "not for us": lambda _: None,
}
