"""Finding the badge that a person wants: programmes, groups, badges, or its name in their words."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from core.desk.expecting import ExpectingCaseReply, ExpectingQuestion
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.programmes.badge_class import BadgeClass
from core.programmes.badge_names import (
    BADGE_WORDS,
    NONE_NAMED,
    NamedBadges,
    badges_in,
    is_within,
)
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import contact_of
from core.programmes.file_values import said, variant
from core.programmes.programme import Programme
from core.reading import languages
from core.reading.text import fold, words
from core.reading.written_speech import spoken

LIKELY = 80
SHORT = 6  # words that may be a name with slips
WANTING = languages.words("acts.wanting")
OFFERED = 4
AT_ONCE = 8
TELLING = 3  # letters of a word that tells a name


def programmes(speaker: Speaker) -> list[Programme]:
    """Every programme of the installation, in the order of their folders."""
    return list(catalogue(speaker.turn.settings.programmes_folder).programmes.values())


def show(speaker: Speaker, before: str = "") -> None:
    """Show the programmes; a letter names the badges of each at once."""
    language, known = speaker.language, programmes(speaker)
    rows = tuple(
        (Button(said(programme.name, language), f"programme:{programme.slug}"),)
        for programme in known
    )
    text = speaker.word("menu.programmes")
    names = "\n".join(
        speaker.word(
            "claim.line",
            label=said(programme.name, language),
            answer=" · ".join(programme.claimable_names(language)),
        )
        for programme in known
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(
        "\n\n".join(filter(None, (before, text))),
        rows,
        letter="menu",
        values={"before": before, "badges": names},
    )


def show_programme(speaker: Speaker, slug: str, group: str = "") -> None:
    """Show the badges of a programme, by group where it has several."""
    programme = catalogue(speaker.turn.settings.programmes_folder)[slug]
    badges = [badge for badge in programme.claimable if group in ("", badge.group)]
    groups = [each for each in programme.group if any(b.group == each.slug for b in badges)]
    if speaker.chatting and not group and len(groups) > 1 and len(badges) > AT_ONCE:
        rows: Buttons = tuple(
            (Button(said(each.name, speaker.language), f"group:{slug}:{each.slug}"),)
            for each in groups
        )
    else:
        rows = tuple((badge_button(speaker, programme, badge),) for badge in badges)
    text = speaker.word(
        "menu.badges",
        programme=said(programme.name, speaker.language),
        description=said(programme.description, speaker.language),
    )
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(text, rows)


def listen(speaker: Speaker, programme: str) -> None:
    """The next question is about this programme, unless a claim or the case of a human says
    otherwise."""
    if speaker.claim is None and not isinstance(speaker.awaited, ExpectingCaseReply):
        speaker.expect(ExpectingQuestion(programme))


def badge_button(speaker: Speaker, programme: Programme, badge: BadgeClass) -> Button:
    """The button that begins a claim of a badge, with its name."""
    return Button(said(badge.name, speaker.language), f"badge:{programme.slug}:{badge.slug}")


def named(speaker: Speaker, text: str) -> NamedBadges:
    """The badges that a text asks for by their names: it is hardly more than the name, speaks of a
    badge, or has a whole name and asks for something."""
    if all(word.isdigit() for word in words(text)):  # a number alone names nothing
        return NONE_NAMED
    found = badges_in(programmes(speaker), text)
    if not found.badges and len(words(text)) <= SHORT:
        likely = tuple(nearly(speaker, text))
        found = NamedBadges(likely, sure=bool(likely), whole=True, alone=bool(likely))
    said = words(text)
    of_badges = speaks_of_badges(text) or any(is_within(each, said) for each in programmes(speaker))
    wanted = found.whole and not WANTING.isdisjoint(spoken(text))
    return found if found.alone or of_badges or wanted else NONE_NAMED


def speaks_of_badges(text: str) -> bool:
    """Whether the word « badge » is in a text."""
    return not BADGE_WORDS.isdisjoint(words(text))


def begins(found: NamedBadges) -> tuple[Programme, BadgeClass] | None:
    """The one badge whose claim begins; None for none, several, or one to be asked about."""
    one = len(found.badges) == 1 and (found.sure or found.alone)
    return found.badges[0] if one else None


def nearly(speaker: Speaker, text: str) -> list[tuple[Programme, BadgeClass]]:
    """The badges whose name the text is, but for slips; several when it could be each."""
    names = {
        (programme.slug, badge.slug, name): " ".join(words(name))
        for programme in programmes(speaker)
        for badge in programme.claimable
        for name in badge.name.values()
    }
    said_so = " ".join(words(text))
    found = process.extract(said_so, names, scorer=fuzz.token_set_ratio, limit=12)
    exact = [each for each in found if each[0] == said_so]
    best = found[0][1] if found else 0
    known = catalogue(speaker.turn.settings.programmes_folder)
    likely = {
        (key[0], key[1]): None
        for _, score, key in exact or found
        if score >= LIKELY and score > best - 5
    }
    return [(known[slug], known.badge(slug, badge)) for slug, badge in likely]


def is_named(speaker: Speaker, text: str) -> bool:
    """Whether the whole text is of the name of a badge, or is the name of a programme."""
    said_so = set(words(text))
    names = (
        name
        for programme in programmes(speaker)
        for badge in programme.claimable
        for name in badge.name.values()
    )
    telling = any(len(word) >= TELLING for word in said_so)
    of_a_badge = telling and any(said_so.issubset(words(name)) for name in names)
    return of_a_badge or programme_named(speaker, text) is not None


def programme_named(speaker: Speaker, text: str) -> Programme | None:
    """The programme whose name or slug the whole text is."""
    folded = fold(text).strip()
    for programme in programmes(speaker):
        if folded in {programme.slug, *(fold(name) for name in programme.name.values())}:
            return programme
    return None


def offer(speaker: Speaker, badges: Sequence[tuple[Programme, BadgeClass]]) -> None:
    """Ask which of several badges was meant."""
    rows = tuple((badge_button(speaker, *each),) for each in badges[:OFFERED])
    names = "\n".join(f"- {button.label}" for (button,) in rows)
    speaker.turn.effects.conclude(Outcome.ASKED)
    word = "menu.which" if len(rows) > 1 else "menu.is_it"
    other = (Button(speaker.word("menu.button_other"), "menu"),)
    speaker.reply(speaker.word(word, names=names), (*rows, other))


def programme_of(speaker: Speaker, slug: str) -> Programme:
    """The programme of a slug; raises `Trouble` where there is none."""
    return catalogue(speaker.turn.settings.programmes_folder)[slug]


def word(speaker: Speaker, slug: str, language: str, key: str, /, **values: str) -> str:
    """A sentence in the language of a question and the register of its programme."""
    register = programme_of(speaker, slug).register_
    return speaker.turn.say(variant(language, register), key, **values)


def contact(speaker: Speaker, slug: str) -> str:
    """The sentence that says where a person of the programme answers."""
    programme = programme_of(speaker, slug)
    name = programme.named(speaker.language)
    mail = contact_of(speaker.turn, programme)
    return word(speaker, slug, speaker.language, "menu.human", programme=name, mail=mail)
