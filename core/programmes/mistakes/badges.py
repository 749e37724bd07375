"""What is wrong with badge classes: what they name and is not there, what two of them share."""

from collections import Counter
from collections.abc import Iterator

from core.badges.picture.draw import pictograms
from core.ground.findings import Weight
from core.ground.nearest import rather
from core.ground.sentences import Sentence
from core.programmes import frameworks
from core.programmes.form import ReviewBy
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.programme import Programme
from core.reading.text import words


def wrong_badges(programme: Programme) -> Iterator[Wrong]:
    """Its form, heading, level, sign and alignments are there; slug and name are its own."""
    slugs = Counter(badge.slug for badge in programme.badge)
    for number in range(len(programme.badge)):
        yield from wrong_names_in_it(programme, number)
        yield from wrong_alignments(programme, number)
        if slugs[programme.badge[number].slug] > 1:
            slug = repr(programme.badge[number].slug)
            yield Wrong(("badge", number, "slug"), Sentence("programme.badge_twice", slug=slug))
    yield from wrong_titles(programme)
    yield from wrong_references(programme)


def wrong_names_in_it(programme: Programme, number: int) -> Iterator[Wrong]:
    """What one badge class names and is not there."""
    badge, place = programme.badge[number], ("badge", number)
    groups = [group.slug for group in programme.group]
    if badge.form not in programme.form:
        told = {"form": repr(badge.form), "rather": rather(badge.form, programme.form)}
        yield Wrong((*place, "form"), Sentence("programme.no_form", **told))
    if badge.group and badge.group not in groups:
        told = {"group": repr(badge.group), "rather": rather(badge.group, groups)}
        yield Wrong((*place, "group"), Sentence("programme.no_group", **told))
    if badge.pictogram not in (signs := pictograms()):
        told = {"name": repr(badge.pictogram), "rather": rather(badge.pictogram, signs)}
        yield Wrong((*place, "pictogram"), Sentence("programme.no_pictogram", **told))
    if badge.level is not None and str(badge.level) not in programme.level:
        sentence = Sentence("programme.level_unnamed", level=badge.level)
        weight = Weight.WRONG if programme.level else Weight.BEWARE
        yield Wrong((*place, "level"), sentence, weight)


def wrong_alignments(programme: Programme, number: int) -> Iterator[Wrong]:
    """What is wrong with the entries of frameworks that it answers to."""
    entries = programme.badge[number].alignment
    for at, entry in enumerate(entries):
        place: Place = ("badge", number, "alignment", at)
        for part, wrong in frameworks.wrong_entry(entry):
            yield Wrong((*place, part), wrong)
        if entry in entries[:at]:
            yield Wrong(place, Sentence("programme.alignment_twice", url=entry.url))


def wrong_titles(programme: Programme) -> Iterator[Wrong]:
    """Two badges of one level are not called alike: nobody could ask for one of them."""
    known: dict[tuple[object, ...], int] = {}
    for number, badge in enumerate(programme.badge):
        for language, name in badge.name.items():
            first = known.setdefault((language, badge.level, *words(name)), number)
            if first != number and programme.badge[first].slug != badge.slug:
                told = {"name": name, "other": first + 1}
                yield Wrong(("badge", number, "name"), Sentence("programme.title_twice", **told))
                break


def wrong_references(programme: Programme) -> Iterator[Wrong]:
    """The badges that other tables name are there, and can be asked for where that is needed."""
    slugs = [badge.slug for badge in programme.badge]
    named: list[tuple[Place, str]] = [
        (("event", number, "badge"), event.badge) for number, event in enumerate(programme.event)
    ]
    if programme.invitation:
        named.append((("invitation", "badge"), programme.invitation.badge))
    if programme.factory:
        named += [(("factory", "badge", slug), slug) for slug in programme.factory.badge]
    for place, slug in named:
        if slug not in slugs:
            told = {"slug": repr(slug), "rather": rather(slug, slugs)}
            yield Wrong(place, Sentence("programme.no_badge", **told))
    offered = programme.badge_class(programme.invitation.badge) if programme.invitation else None
    form = programme.form.get(offered.form) if offered else None
    if offered and form and (offered.milestone or form.review.by is ReviewBy.AWARDED):
        sentence = Sentence("programme.not_claimable", slug=repr(offered.slug))
        yield Wrong(("invitation", "badge"), sentence)
