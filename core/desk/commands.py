"""The commands of a chat: `/start becode`, `/status` …"""

from collections.abc import Callable

from core.claims.life import ASKING
from core.desk import groups, letter_links, menu, report
from core.desk.casework import find, queue
from core.desk.casework.dialogues import WORDS
from core.desk.claim import conversation, next_question, status
from core.desk.faq import answer as faq
from core.desk.identity import add_address, prove_mail
from core.desk.lost_badge import answer as lost_badge
from core.desk.review import absence, award
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.programmes.catalogue import catalogue
from core.programmes.programme import said

IN_GROUPS = {"here", "stats"}


def obey(speaker: Speaker) -> None:
    """Do what a command says; an unknown one shows what there is."""
    name, _, rest = speaker.incoming.text.strip().partition(" ")
    name = name.partition("@")[0].lstrip("/").lower()
    if speaker.incoming.group and name not in IN_GROUPS:
        speaker.reply(speaker.word("menu.in_private"))
        return
    if isinstance(speaker.awaited, WORDS):  # the words after a command are for us again
        speaker.expect()
    COMMANDS.get(name, unknown)(speaker, rest.strip())


def start(speaker: Speaker, payload: str) -> None:
    """A greeting, a programme, a badge or event (`programme_…`), or the secret of a letter."""
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    slug, _, badge = payload.partition("_")
    event = known[slug].event_of(badge) if slug in known else None
    if event is not None:
        conversation.start(speaker, slug, event.badge, code=event.code)
    elif slug in known and known[slug].badge_class(badge):
        conversation.start(speaker, slug, badge)
    elif slug in known:
        menu.show_programme(speaker, slug)
    elif letter_links.follow(speaker, payload):
        return
    elif payload:
        menu.show(speaker, speaker.word("menu.unknown_link"))
    else:
        greet(speaker)


def greet(speaker: Speaker) -> None:
    """Say hello; a claim under way is taken up where it stands."""
    claim = speaker.claim
    if claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim, speaker.word("claim.welcome_back"))
        return
    menu.show(speaker, speaker.word("menu.hello"))


def help_(speaker: Speaker, _: str) -> None:
    """What there is to say, and where a person answers."""
    claim = speaker.claim
    texts = [speaker.word("menu.help")]
    if claim is not None:
        programme = catalogue(speaker.turn.settings.programmes_folder)[claim.programme]
        name = said(programme.name, speaker.language)
        texts.append(speaker.word("menu.human", programme=name, mail=programme.email))
    speaker.turn.effects.told(Outcome.ASKED)
    speaker.reply("\n\n".join(texts))


def cancel(speaker: Speaker, _: str) -> None:
    """Leave what was being asked; a claim is stopped only after asking once."""
    claim = speaker.claim
    speaker.expect()
    if claim is not None and claim.state in ASKING:
        next_question.ask_withdraw(speaker, claim)
    else:
        speaker.reply(speaker.word("claim.nothing_to_cancel"))


def lost(speaker: Speaker) -> None:
    """« Where is my badge? »"""
    lost_badge.answer(speaker)


def unknown(speaker: Speaker, _: str) -> None:
    speaker.reply(speaker.word("menu.unknown_command"))


COMMANDS: dict[str, Callable[[Speaker, str], None]] = {
    "start": start,
    "badge": lambda speaker, _: menu.show(speaker),
    "lost": lambda speaker, _: lost(speaker),
    "status": lambda speaker, _: status.tell_all(speaker),
    "mybadges": lambda speaker, _: status.my_badges(speaker),
    "language": lambda speaker, _: prove_mail.ask_language(speaker),
    "faq": lambda speaker, _: faq.ask(speaker),
    "help": help_,
    "cancel": cancel,
    "link": add_address.link,
    "privacy": lambda speaker, _: prove_mail.tell_privacy(speaker),
    "queue": lambda speaker, _: queue.show(speaker),
    "find": find.find,
    "case": find.case,
    "award": award.start,
    "here": groups.open_room,
    "away": absence.away,
    "back": absence.back,
    "stats": report.tell,
}
