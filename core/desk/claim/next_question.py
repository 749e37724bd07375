"""Putting the next question: one at a time in a chat, all that is missing in a letter."""

import json

from core.claims import claim_form, recap
from core.claims.claim_form import Sheet
from core.claims.life import Move, State
from core.claims.moves import Actor, move
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.ground.tables import Claim
from core.programmes.answers.answering import Unsure
from core.programmes.programme import Kind, Question, said

CHOICE = "choice"


def go_on(speaker: Speaker, filled: Sheet, before: str = "") -> None:
    """Say what comes next in a claim, after an optional sentence about what came before."""
    speaker.about(filled.claim)
    speaker.turn.effects.told(Outcome.ASKED)
    if filled.missing and speaker.chatting:
        ask(speaker, filled, filled.question(filled.claim.asked) or filled.missing[0], before)
    elif filled.missing:
        ask_all(speaker, filled, before)
    else:
        show_recap(speaker, filled, before)


def ask(speaker: Speaker, filled: Sheet, question: Question, before: str = "") -> None:
    """One question with its place in the form, an example in its words, and its buttons."""
    filled.claim.asked = question.name
    speaker.turn.db.add(filled.claim)
    text = speaker.word(
        "claim.question",
        step=str(place(filled, question)),
        total=str(total(filled)),
        label=question.label_in(filled.language),
        ask=question.ask_in(filled.language),
    )
    now = filled.shown(question.name)
    if now:
        text += "\n" + speaker.word("claim.now", answer=now)
    speaker.reply(joined(before, text), buttons(speaker, filled, question), claim=filled.claim)


def ask_all(speaker: Speaker, filled: Sheet, before: str = "") -> None:
    """One letter that names only what is missing, as lines to fill in."""
    lines = recap.missing(speaker.turn, filled)
    hints = "\n".join(f"- {each.ask_in(filled.language)}" for each in filled.missing)
    known = recap.answers(speaker.turn, filled)
    values = {
        "before": before,
        "badge": said(filled.badge.name, filled.language),
        "known": known,
        "lines": lines,
        "hints": hints,
    }
    text = speaker.word("claim.missing", hints=hints)
    speaker.reply(joined(before, text), letter="questions", values=values, claim=filled.claim)


def show_recap(speaker: Speaker, filled: Sheet, before: str = "") -> None:
    """Everything is known: the exact text of the badge, to be confirmed."""
    claim = filled.claim
    claim.asked = ""
    if claim.state == State.DRAFT:
        move(speaker.turn, claim, Move.COMPLETE, Actor(speaker.person.id, speaker.incoming.door))
    speaker.turn.db.add(claim)
    shown = recap.recap(speaker.turn, filled)
    values = {**shown.values, "before": before}
    speaker.reply(
        joined(before, shown.text), shown.buttons, letter="recap", values=values, claim=claim
    )


def offer(speaker: Speaker, filled: Sheet, question: Question, unsure: Unsure) -> None:
    """An answer that could be several: the readings to choose from, and the question stays."""
    filled.claim.asked = question.name
    speaker.turn.db.add(filled.claim)
    readings = [{"value": each.value, "said": each.said} for each in unsure.choices]
    speaker.about(filled.claim, CHOICE, json.dumps(readings, ensure_ascii=False))
    rows = tuple(
        (
            Button(
                filled.shown_as(question, each.value),
                f"choose:{filled.claim.ref}:{question.name}:{number}",
            ),
        )
        for number, each in enumerate(unsure.choices)
    )
    speaker.turn.effects.told(Outcome.ASKED, unsure.word)
    sentence = speaker.word(unsure.word, **unsure.values)
    speaker.reply(sentence, (*rows, *controls(speaker, filled, question)), claim=filled.claim)


def ask_withdraw(speaker: Speaker, claim: Claim) -> None:
    """Stopping a claim asks once."""
    sure = Button(speaker.word("claim.button_withdraw"), f"withdraw:{claim.ref}")
    stay = Button(speaker.word("status.button_go_on"), f"again:{claim.ref}")
    speaker.turn.effects.told(Outcome.NEEDS_CONFIRMATION)
    speaker.reply(speaker.word("claim.withdraw_sure"), ((stay,), (sure,)), claim=claim)


def mail_step(speaker: Speaker, claim: Claim) -> str:
    """The step before the form: the mail address that the badge will bear."""
    filled = claim_form.sheet(speaker.turn, claim)
    return speaker.word(
        "claim.question",
        step="1",
        total=str(total(filled)),
        label=speaker.word("account.mail_label"),
        ask=speaker.word("account.mail_ask"),
    )


def place(filled: Sheet, question: Question) -> int:
    """Which step of the form a question is, from 1."""
    before = 1 if filled.claim.asks_mail else 0
    return before + 1 + filled.questions.index(question)


def total(filled: Sheet) -> int:
    return len(filled.questions) + (1 if filled.claim.asks_mail else 0)


def buttons(speaker: Speaker, filled: Sheet, question: Question) -> Buttons:
    pressed = f"option:{filled.claim.ref}:{question.name}"
    rows = [
        (Button(said(option.label, filled.language), f"{pressed}:{option.value}"),)
        for option in question.options
    ]
    if question.kind is Kind.CONSENT:
        agree = speaker.word("claim.button_consent")
        rows.append((Button(agree, f"{pressed}:yes"),))
    return (*rows, *controls(speaker, filled, question))


def controls(speaker: Speaker, filled: Sheet, question: Question) -> Buttons:
    """Skip where the answer is optional, back where there is something before, keep what stands."""
    ref, row = filled.claim.ref, []
    if filled.questions.index(question) > 0:
        row.append(Button(speaker.word("claim.button_back"), f"back:{ref}"))
    if question.optional:
        row.append(Button(speaker.word("claim.button_skip"), f"skip:{ref}:{question.name}"))
    if not filled.lacks(question.name):
        row.append(Button(speaker.word("claim.button_keep"), f"keep:{ref}"))
    return (tuple(row),) if row else ()


def joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
