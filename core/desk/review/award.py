"""A coach gives a badge unasked: which badge, to whom, why; then one yes."""

from core.desk.expecting import (
    ExpectingAwardReason,
    ExpectingAwardYes,
    ExpectingRecipient,
    ExpectingRecipientDoubt,
)
from core.desk.identity import addresses_said, prove_mail
from core.desk.known_writer import known_of
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.errors import Refusal
from core.ground.messages import Button
from core.people import roles
from core.people.roles import Right
from core.programmes.answers.answer import brief
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said
from core.programmes.programme import Programme
from core.reading.acts.reasons import for_us, surely, takes_back
from core.reading.acts.yes_no import assents, refuses
from core.reading.text import words
from core.review import awards

Givable = tuple[Programme, BadgeClass]


def start(speaker: Speaker, rest: str) -> None:
    """Show the badges that this person may give (`/award`), or begin with one and its recipient
    (`/award python-avance lina@…`)."""
    given = givable(speaker)
    asked, _, mail = rest.partition(" ")
    named = [each for each in given if each[1].slug == asked]
    if named and mail:
        begin(speaker, named[0], mail)
    else:
        offer(speaker, given)


def typed(speaker: Speaker) -> None:
    """Begin with the badge and the recipient that the words name: « Donne le badge Travail d'équipe
    à awa@… »; what they don't name is asked for."""
    text = speaker.incoming.text
    told, mail = set(words(text)), addresses_said.address_in(text)
    given = givable(speaker)
    named = [each for each in given if is_named(each[1], told)]
    if not speaker.chatting:
        speaker.reply(speaker.word("award.in_chat"))
    elif len(named) != 1:
        offer(speaker, named or given)
    elif mail and text.count("@") == 1:
        begin(speaker, named[0], mail)
    else:
        chosen(speaker, *slugs(named[0]))


def givable(speaker: Speaker) -> list[Givable]:
    """The badges that who speaks may give, each with its programme."""
    held = {role.programme for role in roles.roles(speaker.turn, speaker.person, Right.AWARD)}
    known = catalogue(speaker.turn.settings.programmes_folder)
    return [
        (known[slug], each)
        for slug in sorted(held)
        for each in known[slug].badge
        if each.milestone is None
    ]


def is_named(badge: BadgeClass, told: set[str]) -> bool:
    """Whether the words hold all those of a badge's name, in one of its languages."""
    return any(told.issuperset(words(name)) for name in badge.name.values())


def slugs(given: Givable) -> tuple[str, str]:
    """The programme and the badge, as a button names them."""
    return given[0].slug, given[1].slug


def begin(speaker: Speaker, given: Givable, mail: str) -> None:
    """Go on with the recipient, as if both had been asked for."""
    badge = ExpectingRecipient(*slugs(given))
    speaker.expect(badge)
    take_to(speaker, badge, mail)
    speaker.turn.effects.conclude(Outcome.ASKED)


def offer(speaker: Speaker, given: list[Givable]) -> None:
    """Which of these badges?"""
    if not given:
        speaker.reply(speaker.word("award.not_yours"))
        return
    rows = tuple(
        (Button(said(each[1].name, speaker.language), ":".join(("award", *slugs(each)))),)
        for each in given
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("award.which"), rows)


def chosen(speaker: Speaker, programme: str, badge: str) -> None:
    """Ask to whom the pressed badge goes."""
    speaker.expect(ExpectingRecipient(programme, badge))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("award.to"))


def hear_to(speaker: Speaker, awaited: ExpectingRecipient) -> None:
    """Take the learner's mail address."""
    take_to(speaker, awaited, speaker.incoming.text)


def take_to(speaker: Speaker, badge: ExpectingRecipient, text: str) -> None:
    """An address that looks mistyped is asked about, unless somebody here has it."""
    said = addresses_said.address_in(text)
    likely = awards.doubted(speaker.turn, said or text)
    if likely:
        speaker.expect(ExpectingRecipientDoubt(badge.programme, badge.badge, likely, said))
        prove_mail.ask_meant(speaker, likely, said, ("tomeant", "tosaid"))
    elif said:
        ask_why(speaker, badge.programme, badge.badge, said)
    else:
        speaker.reply(speaker.word("account.mail_wrong", said=text.strip()[:80]))


def ask_why(speaker: Speaker, programme: str, badge: str, mail: str, problem: str = "") -> None:
    speaker.expect(ExpectingAwardReason(programme, badge, mail))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(problem or speaker.word("award.why"))


def hear_doubt(speaker: Speaker, awaited: ExpectingRecipientDoubt) -> None:
    """Take a yes, a no, or the address once more, in words."""
    text = speaker.incoming.text
    known = known_of(speaker)
    if (meant := assents(text, known)) or refuses(text, known):
        settle(speaker, meant=meant)
    else:
        badge = ExpectingRecipient(awaited.programme, awaited.badge)
        speaker.expect(badge)
        take_to(speaker, badge, text)


def settle(speaker: Speaker, *, meant: bool) -> None:
    """The address that was meant, or the one that was said; asked anew where that was none."""
    doubt = speaker.awaited
    if not isinstance(doubt, ExpectingRecipientDoubt):
        speaker.reply(speaker.word("menu.gone"))
    elif meant or doubt.said:
        mail = doubt.likely if meant else doubt.said
        ask_why(speaker, doubt.programme, doubt.badge, mail)
    else:
        chosen(speaker, doubt.programme, doubt.badge)


def hear_why(speaker: Speaker, awaited: ExpectingAwardReason) -> None:
    """Take the reason, which will stand in the badge with the giver's name; then ask for one
    yes."""
    programme, badge, mail = awaited.programme, awaited.badge, awaited.mail
    text, known = speaker.incoming.text, known_of(speaker)
    if takes_back(text, known):
        drop(speaker)
        return
    try:
        why = awards.reason(surely(text) or text)
    except Refusal as refusal:
        problem = speaker.word(refusal.word, **refusal.values)
        ask_why(speaker, programme, badge, mail, problem)
        return
    if not why or (not surely(text) and for_us(text, known)):
        doubt = speaker.word("review.reason_doubt", said=brief(text)) if why else ""
        ask_why(speaker, programme, badge, mail, doubt)
        return
    ask_sure(speaker, ExpectingAwardYes(programme, badge, mail, why))


def ask_sure(speaker: Speaker, award: ExpectingAwardYes) -> None:
    """The award as it will be, to be given by one yes."""
    known = catalogue(speaker.turn.settings.programmes_folder)
    wanted, language = known.badge(award.programme, award.badge), speaker.language
    who = awards.signature(speaker.turn, speaker.person, award.programme, wanted, language)
    speaker.expect(award)
    speaker.turn.effects.conclude(Outcome.ASKED)
    values = {"badge": said(wanted.name, language), "mail": award.mail, "why": award.why}
    values["who"] = who
    button = Button(speaker.word("award.button_give"), "giveaward")
    speaker.reply(speaker.word("award.sure", **values), ((button,),))


def hear_sure(speaker: Speaker, awaited: ExpectingAwardYes) -> None:
    """A yes in words gives the award, a no drops it; anything else shows it again."""
    text, known = speaker.incoming.text, known_of(speaker)
    if assents(text, known):
        give(speaker)
    elif refuses(text, known) or takes_back(text, known):
        drop(speaker)
    else:
        ask_sure(speaker, awaited)


def drop(speaker: Speaker) -> None:
    """Nothing is given."""
    speaker.expect()
    speaker.reply(speaker.word("award.dropped"))


def give(speaker: Speaker) -> None:
    """Give the badge, after the yes."""
    award = speaker.awaited
    if not isinstance(award, ExpectingAwardYes):
        speaker.reply(speaker.word("menu.gone"))
        return
    speaker.expect()
    try:
        claim = awards.award(
            speaker.turn,
            speaker.person,
            award.programme,
            award.badge,
            award.mail,
            award.why,
            speaker.incoming.door,
        )
    except Refusal as refusal:
        speaker.reply(speaker.word(refusal.word, **refusal.values))
        return
    speaker.turn.effects.conclude(Outcome.DECIDED)
    speaker.reply(speaker.word("award.given", mail=award.mail, ref=claim.ref))
