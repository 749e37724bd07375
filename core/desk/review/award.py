"""A coach gives a badge unasked: which badge, to whom, why; then one yes."""

from core.desk.identity import prove_mail
from core.desk.known import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.people import roles
from core.people.roles import Action
from core.programmes.answers.answer import brief
from core.programmes.catalogue import catalogue
from core.programmes.programme import said
from core.reading.acts.reasons import for_us, surely, takes_back
from core.reading.acts.yes_no import assents, refuses
from core.review import awards

TO, TYPO, WHY, SURE = "award-to", "award-typo", "award-why", "award-sure"


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
        speaker.expect(TO, ":".join(named[0]))
        take_to(speaker, mail)
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
    take_to(speaker, speaker.incoming.text)


def take_to(speaker: Speaker, text: str) -> None:
    """An address that looks mistyped is asked about, unless somebody here has it."""
    said = prove_mail.address_in(text)
    likely = awards.doubted(speaker.turn, said or text)
    if likely:
        speaker.expect(TYPO, "\n".join((speaker.chat.about, likely, said)))
        prove_mail.ask_meant(speaker, likely, said, ("tomeant", "tosaid"))
    elif said:
        ask_why(speaker, speaker.chat.about, said)
    else:
        speaker.reply(speaker.word("account.mail_wrong", said=text.strip()[:80]))


def ask_why(speaker: Speaker, about: str, mail: str, problem: str = "") -> None:
    speaker.expect(WHY, f"{about}:{mail}")
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply(problem or speaker.word("award.why"))


def hear_typo(speaker: Speaker) -> None:
    """Yes, no, or the address once more, in words."""
    text = speaker.incoming.text
    known = known_of(speaker)
    if (meant := assents(text, known)) or refuses(text, known):
        settle(speaker, meant=meant)
    else:
        speaker.expect(TO, speaker.chat.about.partition("\n")[0])
        take_to(speaker, text)


def settle(speaker: Speaker, *, meant: bool) -> None:
    """The address that was meant, or the one that was said; asked anew where that was none."""
    if speaker.chat.expecting != TYPO:
        speaker.reply(speaker.word("menu.gone"))
        return
    about, likely, said_so = speaker.chat.about.split("\n")
    if meant or said_so:
        ask_why(speaker, about, likely if meant else said_so)
    else:
        chosen(speaker, about.split(":"))


def hear_why(speaker: Speaker) -> None:
    """The reason, which will stand in the badge with the giver's name; then one yes."""
    programme, badge, mail = speaker.chat.about.split(":", 2)
    text, known = speaker.incoming.text, known_of(speaker)
    if takes_back(text, known):
        drop(speaker)
        return
    try:
        why = awards.reason(surely(text) or text)
    except Refusal as refusal:
        ask_why(speaker, f"{programme}:{badge}", mail, speaker.word(refusal.word, **refusal.values))
        return
    if not why or (not surely(text) and for_us(text, known)):
        doubt = speaker.word("review.reason_doubt", said=brief(text)) if why else ""
        ask_why(speaker, f"{programme}:{badge}", mail, doubt)
        return
    ask_sure(speaker, programme, badge, mail, why)


def ask_sure(speaker: Speaker, programme: str, badge: str, mail: str, why: str) -> None:
    """The award as it will be, to be given by one yes."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    wanted, language = known.badge(programme, badge), speaker.language
    who = awards.signature(speaker.turn, speaker.person, programme, wanted, language)
    speaker.expect(SURE, f"{programme}:{badge}:{mail}:{why}")
    speaker.turn.effects.told(Outcome.ASKED)
    values = {"badge": said(wanted.name, language), "mail": mail, "why": why, "who": who}
    button = Button(speaker.word("award.button_give"), "giveaward")
    speaker.reply(speaker.word("award.sure", **values), ((button,),))


def hear_sure(speaker: Speaker) -> None:
    """A yes in words gives the award, a no drops it; anything else shows it again."""
    text, known = speaker.incoming.text, known_of(speaker)
    if assents(text, known):
        give(speaker)
    elif refuses(text, known) or takes_back(text, known):
        drop(speaker)
    else:
        ask_sure(speaker, *speaker.chat.about.split(":", 3))


def drop(speaker: Speaker) -> None:
    """Nothing is given."""
    speaker.expect()
    speaker.reply(speaker.word("award.dropped"))


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
