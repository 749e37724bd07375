"""« Ma page »: all badges at one address, opened, changed and closed by their holder alone."""

from core.badges.picture import strip
from core.badges.publish.share import as_picture
from core.desk.showing.register import locale, say
from core.desk.showing.themselves import refused
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons, Message
from core.ground.tables import Consent
from core.people import tokens
from core.people.consents import Yes
from core.people.tokens import Purpose
from core.showing import held_badges, person_page
from core.showing.person_page import OPENING, PageChange

LONGEST_COPY = 256  # characters that a button can copy (Bot API, CopyTextButton)
SHOWN = "show"  # what a button elsewhere says that leads here
MOVED = (PageChange.PUBLIC, PageChange.SECRET, PageChange.ANEW)


def show(speaker: Speaker, before: str = "") -> None:
    """Say whether the page is open, what it shows and to whom, with all that can be done with
    it."""
    if refused(speaker):
        return
    page = person_page.standing(speaker.turn, speaker.person)
    count = len(held_badges.of_person(speaker.turn, speaker.person))
    rows = changes(speaker, page)
    if page is not None:
        told, rows = stands(speaker, page, count), (*takes(speaker, page, count), *rows)
    elif count:
        told = say(speaker, "showing.page_offered")
    else:
        told, rows = say(speaker, "showing.page_no_badge"), ()
    speaker.turn.effects.conclude(Outcome.ASKED, "the page of all badges")
    put(speaker, "\n\n".join(filter(None, (before, told))), rows)


def put(speaker: Speaker, text: str, rows: Buttons = ()) -> None:
    """Say it with its buttons; by mail with a link to the page that has them."""
    values = {"text": text}
    if not speaker.chatting:
        secret = tokens.give(speaker.turn, Purpose.SHOW, speaker.address)
        values["manage"] = f"{speaker.turn.settings.base}/show/{secret}"
    speaker.put(Message(text, locale(speaker), rows, "showing", values))


def stands(speaker: Speaker, page: Consent, count: int) -> str:
    """What an open page shows, and to whom."""
    name = "showing.page_name" if page.name else "showing.page_no_name"
    who = "showing.page_public" if page.public else "showing.page_secret"
    return "\n".join(
        (
            say(speaker, "showing.page_stands", url=person_page.url(speaker.turn, page)),
            say(speaker, "showing.page_count", count=str(count)),
            say(speaker, name, name=page.name),
            say(speaker, who),
        )
    )


def takes(speaker: Speaker, page: Consent, count: int) -> Buttons:
    """What can be taken along of an open page: its address, and a picture for another site."""
    url = person_page.url(speaker.turn, page)
    html = as_picture(url, f"{url}.png", say(speaker, "showing.alt"), strip.size(count))
    copies = [("copy", url), *([("embed", html)] if len(html) <= LONGEST_COPY else [])]
    rows = tuple(
        (Button(say(speaker, f"showing.button_{word}"), copy=text),) for word, text in copies
    )
    return ((Button(say(speaker, "showing.button_look"), url=url),), *rows)


def changes(speaker: Speaker, page: Consent | None) -> Buttons:
    """A button for each change that is possible."""
    return tuple(
        (Button(label(speaker, each), f"mypage:{each}"),)
        for each in person_page.possible(speaker.person, page)
    )


def label(speaker: Speaker, wanted: PageChange) -> str:
    """What the button of a change says, and what is kept of the yes to it."""
    return say(speaker, f"showing.button_{wanted}", name=speaker.person.name)


def press(speaker: Speaker, verb: str) -> None:
    """Make the change that was pressed or said, if it is one, and say how the page stands now."""
    if verb == SHOWN:
        show(speaker)
        return
    if verb not in set(PageChange):
        speaker.reply(speaker.word("menu.gone"))
        return
    if refused(speaker):
        return
    wanted, page = PageChange(verb), person_page.standing(speaker.turn, speaker.person)
    yes = Yes(label(speaker, wanted), speaker.incoming.door)
    done = person_page.change(speaker.turn, speaker.person, wanted, yes)
    if page is not None and wanted is PageChange.CLOSE:
        url = person_page.url(speaker.turn, page)
        again = Button(label(speaker, PageChange.AGAIN), f"mypage:{PageChange.AGAIN}")
        put(speaker, say(speaker, "showing.page_closed", url=url), ((again,),))
    else:
        show(speaker, said_first(speaker, wanted, page, done=done))
    speaker.turn.effects.conclude(Outcome.DECIDED, f"my page: {wanted}")


def said_first(speaker: Speaker, wanted: PageChange, page: Consent | None, *, done: bool) -> str:
    """What became of a change, before how the page stands."""
    if page is None and wanted not in OPENING:
        return say(speaker, "showing.page_none")
    if wanted is PageChange.NAMED and not speaker.person.name:
        return say(speaker, "showing.no_name")
    if not done:
        return ""
    if wanted in OPENING:
        return say(speaker, "showing.page_opened")
    return say(speaker, "showing.page_moved") if wanted in MOVED else ""
