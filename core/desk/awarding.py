"""A coach gives a badge unasked: which badge, to whom, why; then one yes."""

from core.claims import awards, roles
from core.claims.roles import Action
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.programmes.catalogue import catalogue
from core.programmes.programme import said

TO, WHY, SURE = "award-to", "award-why", "award-sure"


def start(speaker: Speaker, rest: str) -> None:
    """`/award`: the badges that this person may give; `/award python-avance lina@…` at once."""
    held = {role.programme for role in roles.roles(speaker.turn, speaker.person, Action.AWARD)}
    known = catalogue(speaker.turn.settings.programmes_folder)
    if not held:
        speaker.reply(speaker.word("award.not_yours"))
        return
    rows = tuple(
        (Button(said(badge.name, speaker.language), f"award:{slug}:{badge.slug}"),)
        for slug in sorted(held)
        for badge in known[slug].badge
        if badge.milestone is None
    )
    asked, _, mail = rest.partition(" ")
    named = [row[0].choice.split(":")[1:] for row in rows if row[0].choice.endswith(f":{asked}")]
    if named and mail:
        speaker.expect(WHY, ":".join([*named[0], mail.strip()]))
        speaker.reply(speaker.word("award.why"))
    else:
        speaker.reply(speaker.word("award.which"), rows)
    speaker.turn.effects.told(Outcome.ASKED)


def chosen(speaker: Speaker, rest: list[str]) -> None:
    """A badge was pressed: to whom?"""
    speaker.expect(TO, ":".join(rest))
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word("award.to"))


def hear_to(speaker: Speaker) -> None:
    """The learner's mail address."""
    try:
        mail = awards.recipient(speaker.incoming.text)
    except Refusal as refusal:
        speaker.reply(speaker.word(refusal.word, **refusal.values))
        return
    speaker.expect(WHY, f"{speaker.chat.about}:{mail}")
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(speaker.word("award.why"))


def hear_why(speaker: Speaker) -> None:
    """The reason, which will stand in the badge as its evidence; then one yes."""
    programme, badge, mail = speaker.chat.about.split(":", 2)
    why = speaker.incoming.text.strip()
    wanted = catalogue(speaker.turn.settings.programmes_folder).badge(programme, badge)
    speaker.expect(SURE, f"{programme}:{badge}:{mail}:{why}")
    speaker.turn.effects.told(Outcome.ASKED)
    text = speaker.word("award.sure", badge=said(wanted.name, speaker.language), mail=mail, why=why)
    speaker.reply(text, ((Button(speaker.word("award.button_give"), "giveaward"),),))


def give(speaker: Speaker) -> None:
    """The yes: the badge goes out."""
    if speaker.chat.expecting != SURE:
        speaker.reply(speaker.word("menu.gone"))
        return
    programme, badge, mail, why = speaker.chat.about.split(":", 3)
    speaker.expect()
    try:
        claim = awards.award(
            speaker.turn, speaker.person, programme, badge, mail, why, speaker.incoming.door
        )
    except Refusal as refusal:
        speaker.reply(speaker.word(refusal.word, **refusal.values))
        return
    speaker.turn.effects.told(Outcome.DECIDED)
    speaker.reply(speaker.word("award.given", mail=mail, ref=claim.ref))
