"""Being found by employers: the one clear question, its yes, and out again in a word."""

from core.desk.expecting import ExpectingTalents, in_few_signs
from core.desk.handling import Handling
from core.desk.known_writer import known_of
from core.desk.showing.my_page import put
from core.desk.showing.register import say
from core.desk.showing.themselves import refused
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.people.consents import Yes
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.reading.acts.yes_no import assents, refuses
from core.showing import talents


def show(speaker: Speaker) -> None:
    """Ask whether they want to be found, in the programme where they can be; say where they are."""
    if refused(speaker):
        return
    turn, person = speaker.turn, speaker.person
    open_ones = talents.open_to(turn, person)
    asked = [each for each in open_ones if not talents.standing(turn, person, each.slug)]
    if len(asked) == 1:
        ask(speaker, asked[0].slug)
    elif asked:
        rows = tuple((Button(title(speaker, each), f"talents:ask:{each.slug}"),) for each in asked)
        put(speaker, say(speaker, "showing.talents_which"), rows)
    elif open_ones:
        leaving = Button(say(speaker, "showing.button_leave"), "talents:leave:")
        names = ", ".join(title(speaker, each) for each in open_ones)
        put(speaker, say(speaker, "showing.talents_listed", programmes=names), ((leaving,),))
    else:
        put(speaker, not_yet(speaker))
    speaker.turn.effects.conclude(Outcome.ASKED, "the talents")


def not_yet(speaker: Speaker) -> str:
    """Whose badge it takes to be found, or that nobody here has such a list."""
    names = ", ".join(title(speaker, each) for each in talents.offered(speaker.turn))
    if not names:
        return say(speaker, "showing.talents_none")
    return say(speaker, "showing.talents_later", programmes=names)


def title(speaker: Speaker, programme: Programme) -> str:
    return programme.titled(speaker.language)


def ask(speaker: Speaker, slug: str) -> None:
    """Put the question, and await its answer."""
    programme = catalogue(speaker.turn.settings.programmes_folder)[slug]
    if programme not in talents.open_to(speaker.turn, speaker.person):
        speaker.reply(not_yet(speaker))
        return
    text = talents.question(speaker.turn, programme, speaker.person, speaker.language)
    key = in_few_signs(text)
    speaker.expect(ExpectingTalents(slug, key))
    speaker.turn.effects.conclude(Outcome.NEEDS_CONFIRMATION, "in the talents?")
    rows = (
        (Button(say(speaker, "showing.button_join"), f"talents:yes:{slug}.{key}"),),
        (Button(say(speaker, "showing.button_join_not"), f"talents:no:{slug}"),),
    )
    put(speaker, text, rows)


def answered(speaker: Speaker) -> Handling | None:
    """The yes or no to the question, where nothing else is said."""
    awaited, text = speaker.awaited, speaker.incoming.text
    if not isinstance(awaited, ExpectingTalents) or not text or speaker.incoming.fields:
        return None
    known = known_of(speaker)
    if assents(text, known):
        return Handling("button talents", ("yes", f"{awaited.programme}.{awaited.key}"))
    return Handling("button talents", ("no", awaited.programme)) if refuses(text, known) else None


def press(speaker: Speaker, verb: str, about: str) -> None:
    """Do what was pressed or said."""
    slug, _, key = about.partition(".")
    known = catalogue(speaker.turn.settings.programmes_folder).programmes
    if verb == "leave":
        leave(speaker)
    elif slug not in known or verb not in ("ask", "yes", "no"):
        speaker.reply(speaker.word("menu.gone"))
    elif refused(speaker):
        return
    elif verb == "yes":
        join(speaker, known[slug], key)
    elif verb == "no":
        speaker.expect()
        speaker.turn.effects.conclude(Outcome.DECIDED, "not in the talents")
        speaker.reply(say(speaker, "showing.talents_not"))
    else:
        ask(speaker, slug)


def join(speaker: Speaker, programme: Programme, key: str) -> None:
    """Take the yes to the question as it was put; one that reads otherwise by now is put again."""
    if programme not in talents.open_to(speaker.turn, speaker.person):
        speaker.reply(not_yet(speaker))
        return
    text = talents.question(speaker.turn, programme, speaker.person, speaker.language)
    if in_few_signs(text) != key:
        ask(speaker, programme.slug)
        return
    speaker.expect()
    talents.join(speaker.turn, speaker.person, programme.slug, Yes(text, speaker.incoming.door))
    speaker.turn.effects.conclude(Outcome.DECIDED, "in the talents")
    leaving = Button(say(speaker, "showing.button_leave"), "talents:leave:")
    put(speaker, say(speaker, "showing.talents_joined"), ((leaving,),))


def leave(speaker: Speaker) -> None:
    """Take them out of every feed at once; a letter of theirs is enough for that, as it shows
    nothing and can be undone."""
    if not (speaker.proven or speaker.bears):
        refused(speaker)
        return
    slugs = [programme.slug for programme in talents.offered(speaker.turn)]
    left = [slug for slug in slugs if talents.leave(speaker.turn, speaker.person, slug)]
    speaker.expect()
    speaker.turn.effects.conclude(Outcome.DECIDED, "out of the talents")
    speaker.reply(say(speaker, "showing.talents_left" if left else "showing.talents_not_there"))
