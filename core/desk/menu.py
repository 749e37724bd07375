"""Finding the badge that a person wants: programmes, groups, badges, or its name in their words."""

from rapidfuzz import fuzz, process

from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button, Buttons
from core.programmes.catalogue import catalogue
from core.programmes.programme import BadgeClass, Programme, said, variant
from core.reading.text import fold, words

LIKELY = 80
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


def badge_button(speaker: Speaker, programme: Programme, badge: BadgeClass) -> Button:
    return Button(said(badge.name, speaker.language), f"badge:{programme.slug}:{badge.slug}")


def named(speaker: Speaker, text: str) -> list[tuple[Programme, BadgeClass]]:
    """The badges whose name the text says, the likeliest first; several when it could be each."""
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


def offer(speaker: Speaker, badges: list[tuple[Programme, BadgeClass]]) -> None:
    """Ask which of several badges was meant."""
    rows = tuple((badge_button(speaker, *each),) for each in badges[:OFFERED])
    names = "\n".join(f"- {button.label}" for (button,) in rows)
    speaker.turn.effects.conclude(Outcome.ASKED)
    speaker.reply(speaker.word("menu.which", names=names), rows)


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
    name = said(programme.name, speaker.language)
    return word(speaker, slug, speaker.language, "menu.human", programme=name, mail=programme.email)
