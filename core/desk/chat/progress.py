"""How far a claim is: the steps that lie behind, each with a tick."""

from core.claims import claim_form
from core.claims.claim_form import ClaimForm
from core.claims.states import ASKING
from core.desk.on_screen import MAIL_STEP
from core.desk.speaker import Speaker
from core.people import people
from core.programmes.answers.answer import brief

LONGEST = 60  # signs of an answer beside its tick


def behind(speaker: Speaker, form: ClaimForm, asked: str = "") -> str:
    """One line for each step that is done, but the one that is asked (again) now."""
    steps = []
    mail = people.proven_mail(speaker.turn, speaker.person) if form.claim.asks_mail else None
    if mail is not None:
        steps.append((speaker.word("account.mail_label"), mail.value))
    for question in form.questions:
        answer = form.shown(question.name)
        if answer and question.name != asked and not form.lacks(question.name):
            steps.append((question.label_in(form.language), brief(answer, LONGEST)))
    return "\n".join(
        speaker.word("claim.done", label=label, answer=answer) for label, answer in steps
    )


def step(speaker: Speaker, question: str, **where: str) -> dict[str, str]:
    """What a message that asks a question keeps of it: its name, and the line that stays of it once
    it is answered."""
    once = speaker.word("claim.done_step", **where)
    return {"question": question, "once_answered": once}


def mail_step(speaker: Speaker) -> dict[str, str]:
    """What a message keeps that asks for the mail address, the step before the form; nothing where
    no claim asks for one."""
    claim = speaker.claim
    if claim is None or claim.state not in ASKING or not claim.asks_mail:
        return {}
    where = {"step": "1", "total": str(total(claim_form.form_of(speaker.turn, claim)))}
    return step(speaker, MAIL_STEP, label=speaker.word("account.mail_label"), **where)


def total(form: ClaimForm) -> int:
    """How many steps the form has, the mail address before it counted where that is asked for."""
    counted = [
        each
        for each in form.questions
        if not each.at_will or each.name in (*form.rows, form.claim.asked)
    ]
    return len(counted) + (1 if form.claim.asks_mail else 0)
