"""« Quels badges existent ? »: a short list by group, of the level or the skill that was asked."""

from collections.abc import Iterator

from core.desk import menu
from core.desk.speaker import Speaker
from core.ground.messages import Button, Buttons
from core.programmes.badge_class import BadgeClass
from core.programmes.faq import badge_lists
from core.programmes.file_values import said
from core.programmes.programme import Programme

AT_ONCE = 8
SAID = {"claim": "", "gathered": "faq.badges_gathered", "given": "faq.badges_given"}


def text_of(speaker: Speaker, slug: str, language: str) -> str:
    """The badges that the words ask for, a line for each group; those that nobody asks for say how
    they are come by."""
    programme = menu.programme_of(speaker, slug)
    badges = asked(speaker, programme)
    lines = [line for way in SAID for line in lines_of(speaker, programme, badges, way, language)]
    if not speaker.chatting:
        lines.append(menu.word(speaker, slug, language, "faq.badges_written"))
    return "\n".join(lines)


def asked(speaker: Speaker, programme: Programme) -> list[BadgeClass]:
    """The badges that the person's words ask for; all of them where a button was pressed."""
    text = "" if speaker.incoming.choice else speaker.incoming.text
    return badge_lists.asked_for(programme, text)


def lines_of(
    speaker: Speaker, programme: Programme, badges: list[BadgeClass], way: str, language: str
) -> Iterator[str]:
    """A line for each group of the badges that are asked for; one for those of another way."""
    those = [each for each in badges if badge_lists.way_to(programme, each) == way]
    if SAID[way]:
        if those:
            names = named(those, language)
            yield menu.word(speaker, programme.slug, language, SAID[way], badges=names)
        return
    for heading, found in badge_lists.grouped(programme, those, language):
        names = named(found, language)
        if heading:
            names = speaker.turn.say(language, "claim.line", label=heading, answer=names)
        yield f"- {names}"


def named(badges: list[BadgeClass], language: str) -> str:
    """The names of badges in one line."""
    return " · ".join(said(each.name, language) for each in badges)


def buttons(speaker: Speaker, slug: str) -> Buttons:
    """A button for each of those badges that can be asked for, or for each of their groups where
    they are many."""
    programme = menu.programme_of(speaker, slug)
    badges = [each for each in asked(speaker, programme) if each in programme.claimable]
    if len(badges) <= AT_ONCE:
        return tuple((menu.badge_button(speaker, programme, each),) for each in badges)
    return tuple(
        (Button(said(each.name, speaker.language), f"group:{slug}:{each.slug}"),)
        for each in programme.group
        if any(badge.group == each.slug for badge in badges)
    )
