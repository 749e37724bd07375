"""What anybody may say at any moment: hello, help, stop this, another language."""

from core.claims.states import ASKING, State
from core.desk import commands, menu, under_way
from core.desk.casework import person_notices, planned_change
from core.desk.claim import beginning, conversation, letter_links, next_question, status
from core.desk.expecting import ExpectingNothing
from core.desk.identity import preferences, prove_mail
from core.desk.showing import my_page
from core.desk.speaker import SaidFirst, Speaker
from core.ground.effects import Outcome
from core.people import people, roles
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import contact_of


def start(speaker: Speaker, payload: str) -> None:
    """Begin where a payload leads: a greeting without one, a programme, a badge or event
    (`programme_…`), or the secret of a letter (Bot API: deep linking)."""
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    payload = payload.lower()  # as printed, typed or shared; ours are in small letters
    slug, _, badge = payload.partition("_")
    event = known[slug].event_of(badge) if slug in known else None
    if event is not None:
        beginning.start(speaker, slug, event.badge, code=event.code)
    elif slug in known and known[slug].badge_class(badge):
        beginning.start(speaker, slug, badge)
    elif slug in known:
        menu.show_programme(speaker, slug)
    elif payload == "mypage":
        my_page.show(speaker)
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


def help_(speaker: Speaker) -> None:
    """Say what there is to say, the staff's own commands first, and where a person answers."""
    claim = speaker.claim
    texts = [for_staff(speaker), speaker.word("menu.help")]
    if claim is not None:
        programme = catalogue(speaker.turn.settings.programmes_folder)[claim.programme]
        name, mail = programme.named(speaker.language), contact_of(speaker.turn, programme)
        texts.append(speaker.word("menu.human", programme=name, mail=mail))
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply("\n\n".join(filter(None, texts)))


def for_staff(speaker: Speaker) -> str:
    """The commands of the roles that somebody holds, a line each; empty for who holds none."""
    names = commands.of_roles(roles.held(speaker.turn, speaker.person))
    lines = [
        speaker.word("claim.line", label=f"/{name}", answer=speaker.word(f"bot.{name}"))
        for name in names
    ]
    return "\n".join((speaker.word("menu.help_staff"), *lines)) if lines else ""


def cancel(speaker: Speaker) -> None:
    """Leave what was being asked; a claim is stopped only after asking once, and after asking
    which where several are under way."""
    claim, doing, awaited = speaker.claim, under_way.doing(speaker), speaker.awaited
    asking = claim is not None and claim.state in ASKING
    there = planned_change.of(speaker, awaited) if doing else not asking
    if there and planned_change.take_back(speaker):
        return
    speaker.expect()
    if doing:
        speaker.turn.effects.conclude(Outcome.ASKED, "left aside")
        speaker.reply(speaker.word("claim.left"))
        return
    theirs = people.open_claims(speaker.turn, speaker.person)
    stopped = [each for each in theirs if each.state != State.APPROVED]
    if claim is not None and asking:
        next_question.ask_withdraw(speaker, claim)
    elif len(stopped) == 1:
        next_question.ask_withdraw(speaker, stopped[0])
    elif stopped:
        status.ask_which(speaker, stopped)
    else:
        told = [speaker.word("claim.nothing_to_cancel"), *person_notices.standing(speaker)]
        speaker.reply("\n\n".join(told))


def unknown(speaker: Speaker) -> None:
    """Say that there is no such command, and show those there are."""
    speaker.reply(speaker.word("menu.unknown_command"))


def gone(speaker: Speaker) -> None:
    """Answer a button of a message that stands no more, or that is somebody else's."""
    speaker.reply(speaker.word("menu.gone"))


def in_private(speaker: Speaker) -> None:
    """Say, in a group, that this has its place in a chat of one's own."""
    speaker.reply(speaker.word("menu.in_private"))


def unreadable(speaker: Speaker) -> None:
    """Answer a sticker, a voice message or a picture with a short hint, and ask again."""
    hint = speaker.word(f"menu.{speaker.incoming.unreadable}")
    claim, awaited = speaker.claim, speaker.awaited
    open_here = isinstance(awaited, ExpectingNothing) or prove_mail.for_claim(awaited)
    if claim is not None and claim.state in ASKING and open_here:
        conversation.resume(speaker, claim, hint)
    else:
        speaker.aside = SaidFirst(hint)
        if not prove_mail.again(speaker, claim):
            speaker.aside = None
            speaker.reply(hint)
    speaker.turn.effects.conclude(Outcome.REJECTED, speaker.incoming.unreadable)


def change_language(speaker: Speaker, language: str) -> None:
    """Say in the new language that it is spoken now, then put the current question again."""
    preferences.set_language(speaker, language)
    claim = speaker.claim
    if claim is not None and claim.state in ASKING:
        conversation.resume(speaker, claim, speaker.word("account.language_set"))
    else:
        speaker.reply(speaker.word("account.language_set"))
