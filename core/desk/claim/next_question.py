"""Putting the next question: one at a time in a chat, all that is missing in a letter."""

from dataclasses import replace
from datetime import timedelta

from core.claims import claim_form, recap
from core.claims.claim_form import ClaimForm
from core.claims.moves import Actor, move
from core.claims.states import Move, State
from core.desk import on_screen
from core.desk.chat import progress
from core.desk.expecting import ExpectingAddress, ExpectingChoice
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons, Message
from core.ground.tables import Claim
from core.issuing import badge_card
from core.programmes.answers.answering import SeveralReadings, half_said
from core.programmes.file_values import said
from core.programmes.form import Question, QuestionKind

STILL_READ = timedelta(days=1)  # how long a recap stays the one that a change is told against


def go_on(speaker: Speaker, form: ClaimForm, before: str = "", first: Buttons = ()) -> None:
    """Say what comes next in a claim, after an optional sentence about what came before; a question
    has the `first` buttons above its own."""
    speaker.about(form.claim)
    speaker.turn.effects.conclude(Outcome.ASKED)
    if form.missing and speaker.chatting:
        ask(speaker, form, form.question(form.claim.asked) or form.missing[0], before, first)
    elif form.missing:
        ask_all(speaker, form, before)
    else:
        show_recap(speaker, form, before)


def ask(
    speaker: Speaker,
    form: ClaimForm,
    question: Question,
    before: str = "",
    first: Buttons = (),
) -> None:
    """Put one question, with its place in the form, an example in its words, and its buttons."""
    form.claim.asked = question.name
    speaker.turn.db.add(form.claim)
    label = question.label_in(form.language)
    where = {"step": str(place(form, question)), "total": str(progress.total(form)), "label": label}
    text = speaker.word("claim.question", **where, ask=ask_of(speaker, form, question))
    now = form.shown(question.name)
    if now:
        text += "\n" + speaker.word("claim.now", answer=now)
    message = Message(
        joined(before, text),
        speaker.locale,
        (*first, *buttons(speaker, form, question)),
        values=progress.step(speaker, question.name, **where),
        strong=(label, said(form.badge.name, form.language)),
        done=progress.behind(speaker, form, question.name),
    )
    speaker.put(message, form.claim)


def ask_more(speaker: Speaker, form: ClaimForm, question: Question, before: str = "") -> None:
    """Say which files came, and that others may follow: the conversation stays at their
    question."""
    form.claim.asked = question.name
    speaker.turn.db.add(form.claim)
    speaker.about(form.claim)
    speaker.turn.effects.conclude(Outcome.ASKED)
    told = {"files": form.shown(question.name), "most": str(question.max_files)}
    enough = Button(speaker.word("claim.button_enough"), f"keep:{form.claim.ref}")
    text = joined(before, speaker.word("answers.file_more", **told))
    speaker.put(Message(text, speaker.locale, ((enough,),)), form.claim)


def hint(speaker: Speaker, form: ClaimForm, question: Question) -> str:
    """The line of a letter that asks a question; of a file also how it comes, of an optional one
    that it is."""
    told = ["-", ask_of(speaker, form, question)]
    if question.kind is QuestionKind.FILE:
        told.append(speaker.word("claim.attach"))
    if question.optional:
        told.append(speaker.word("page.form_optional"))
    return " ".join(told)


def ask_of(speaker: Speaker, form: ClaimForm, question: Question) -> str:
    """The words that ask a question; of half an answer, those that ask for the rest."""
    half = form.half(question.name)
    if not half:
        return question.ask_in(form.language)
    which, day = half_said(half, form.language)
    return speaker.word(f"answers.{which}_day", day=day)


def ask_all(speaker: Speaker, form: ClaimForm, before: str = "") -> None:
    """One letter that names only what is missing, as lines to fill in."""
    lines = recap.missing(speaker.turn, form)
    hints = "\n".join(hint(speaker, form, each) for each in form.missing)
    known = recap.answers(speaker.turn, form)
    values = {
        "before": before,
        "badge": said(form.badge.name, form.language),
        "known": known,
        "lines": lines,
        "hints": hints,
    }
    text = speaker.word("claim.missing", hints=hints)
    speaker.reply(joined(before, text), letter="questions", values=values, claim=form.claim)


def show_recap(speaker: Speaker, form: ClaimForm, before: str = "") -> None:
    """Everything is known: the exact text of the badge, to be confirmed."""
    claim = form.claim
    claim.asked = ""
    if claim.state == State.DRAFT:
        move(speaker.turn, claim, Move.COMPLETE, Actor(speaker.person.id, speaker.incoming.door))
    speaker.turn.db.add(claim)
    shown = recap.recap(speaker.turn, form)
    new = what_changed(speaker, form)
    lines = [recap.line(speaker.turn, form, each, form.shown(each.name)) for each in new]
    if new:
        text = speaker.word("claim.recap_changed", changed="\n".join(lines))
        text = joined(shown.values.get("spelling", ""), text)
        shown = replace(shown, text=text, strong=tuple(lines))
    drawn = not new or any(each.kind is QuestionKind.NAME for each in new)
    first = joined(shown.values.get("spelling", ""), shown.values.get("files", ""))
    values = {**shown.values, "before": joined(before, first)}
    message = replace(
        shown,
        text=joined(before, shown.text),
        locale=speaker.locale,
        values={**values, "text": joined(before, shown.text)},
        picture=badge_card.of_claim(claim) if speaker.chatting and drawn else "",
    )
    speaker.put(message, claim)


def what_changed(speaker: Speaker, form: ClaimForm) -> list[Question]:
    """The questions whose answers the person just changed since the recap which a chat still shows;
    none where none is shown, or where the claim was sent back."""
    if not speaker.chatting or form.claim.reason or not speaker.turn.effects.answers:
        return []
    here, lately = speaker.address, speaker.turn.at - STILL_READ
    for each in on_screen.shown(speaker.turn, here.door, here.value, on_screen.LATELY):
        if each.claim_id == form.claim.id and each.message.letter == "recap":
            return recap.changed(speaker.turn, form, each.message) if each.at > lately else []
    return []


def offer(speaker: Speaker, form: ClaimForm, question: Question, unsure: SeveralReadings) -> None:
    """Ask which of several readings of an answer was meant; the question stays open."""
    form.claim.asked = question.name
    speaker.turn.db.add(form.claim)
    speaker.about(form.claim, ExpectingChoice(unsure.choices))
    rows = tuple(
        (
            Button(
                form.shown_as(question, each.value),
                f"choose:{form.claim.ref}:{question.name}:{number}",
            ),
        )
        for number, each in enumerate(unsure.choices if unsure.offered else ())
    )
    speaker.turn.effects.conclude(Outcome.ASKED, unsure.word)
    label = question.label_in(form.language)
    where = {"step": str(place(form, question)), "total": str(progress.total(form)), "label": label}
    message = Message(
        speaker.word(unsure.word, **unsure.values),
        speaker.locale,
        (*rows, *controls(speaker, form, question)),
        values=progress.step(speaker, question.name, **where),
        done=progress.behind(speaker, form, question.name),
    )
    speaker.put(message, form.claim)


def ask_withdraw(speaker: Speaker, claim: Claim) -> None:
    """Ask once whether a claim is to be stopped."""
    sure = Button(speaker.word("claim.button_withdraw"), f"withdraw:{claim.ref}")
    stay = Button(speaker.word("status.button_go_on"), f"again:{claim.ref}")
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION)
    speaker.reply(speaker.word("claim.withdraw_sure"), ((stay,), (sure,)), claim=claim)


def ask_mail(speaker: Speaker, claim: Claim, before: str = "") -> None:
    """Ask for the mail address, the first step of a claim in a chat, while none is proven."""
    claim.asks_mail = True
    speaker.turn.db.add(claim)
    speaker.about(claim, ExpectingAddress())
    speaker.turn.effects.conclude(Outcome.ASKED)
    form = claim_form.form_of(speaker.turn, claim)
    step = mail_step(speaker, claim)
    strong = (speaker.word("account.mail_label"), said(form.badge.name, form.language))
    values = progress.mail_step(speaker)
    speaker.put(Message(joined(before, step), speaker.locale, values=values, strong=strong), claim)


def mail_step(speaker: Speaker, claim: Claim) -> str:
    """The words of the step before the form: the mail address that the badge will bear."""
    form = claim_form.form_of(speaker.turn, claim)
    return speaker.word(
        "claim.question",
        step="1",
        total=str(progress.total(form)),
        label=speaker.word("account.mail_label"),
        ask=speaker.word("account.mail_ask"),
    )


def place(form: ClaimForm, question: Question) -> int:
    """Which step of the form a question is, from 1."""
    before = 1 if form.claim.asks_mail else 0
    return before + 1 + form.questions.index(question)


def buttons(speaker: Speaker, form: ClaimForm, question: Question) -> Buttons:
    pressed = f"option:{form.claim.ref}:{question.name}"
    rows = [
        (Button(said(option.label, form.language), f"{pressed}:{option.value}"),)
        for option in question.options
    ]
    if question.kind is QuestionKind.CONSENT:
        agree = speaker.word("claim.button_consent")
        rows.append((Button(agree, f"{pressed}:yes"),))
    return (*rows, *controls(speaker, form, question))


def controls(speaker: Speaker, form: ClaimForm, question: Question) -> Buttons:
    """Skip where the answer is optional, back where there is something before, keep what stands."""
    ref, row = form.claim.ref, []
    if form.questions.index(question) > 0:
        row.append(Button(speaker.word("claim.button_back"), f"back:{ref}"))
    if question.optional:
        row.append(Button(speaker.word("claim.button_skip"), f"skip:{ref}:{question.name}"))
    if question.name in form.rows and not form.lacks(question.name):
        row.append(Button(speaker.word("claim.button_keep"), f"keep:{ref}"))
    return (tuple(row),) if row else ()


def joined(*texts: str) -> str:
    """The texts that are not empty, with a blank line between them."""
    return "\n\n".join(text for text in texts if text)
